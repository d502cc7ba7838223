"""Expressions over many solutions at once: each function is called once for each combination of values."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from rdflib.namespace import XSD

from graph.columns import Ids
from queries.columnar.rows import Rows
from queries.columnar.terms import FALSE, TRUE, UNBOUND, Terms, Value
from queries.columnar.tree import Beyond, Call, Exists, Expression, Variable

if TYPE_CHECKING:
    import regex

#: Yes (1), no (0) or an error (-1), for each solution.
Truth = NDArray[np.int8]

_INTEGER = f"<{XSD.integer}>"
_AN_INTEGER = f"^^{_INTEGER}"
#: What XPath's patterns and Python's say alike, and replacements that name groups or nothing.
_SHARED_PATTERN = re.compile(r"\^?(?:[\w .()-]|\[\^?[\w-]+\]|\{\d+\}|(?<=[\w.)\]])[*+]\??)*\$?")
_SHARED_REPLACEMENT = re.compile(r"(?:\$[1-9]|[\w .-])*")


@dataclass(slots=True)
class Expressions:
    """Evaluates expressions in one store; `exists` says in which solutions a group has one."""

    terms: Terms
    exists: Callable[[Rows, Exists], NDArray[np.bool_]]

    def truth(self, condition: Expression, rows: Rows) -> Truth:
        """The effective boolean value (SPARQL 1.1, section 17.2.2) in each solution."""
        if isinstance(condition, Exists):
            return self.exists(rows, condition).astype(np.int8)
        if isinstance(condition, Call):
            judge = self._JUDGES.get(condition.name)
            if judge is not None:
                return judge(self, condition, rows)
        return self.terms.judge(_as_truth, self.values(condition, rows))

    def values(self, expression: Expression, rows: Rows) -> Ids:
        """The value in each solution; unbound where there is none."""
        if isinstance(expression, Variable):
            return rows.column(expression.name)
        if isinstance(expression, str):
            return np.full(rows.size, self.terms.number(expression), np.int64)
        if isinstance(expression, Call) and expression.name in self._MAKERS:
            return self._MAKERS[expression.name](self, expression, rows)
        if isinstance(expression, Exists) or expression.name in self._JUDGES:
            truth = self.truth(expression, rows)
            words = np.array([self.terms.number(FALSE), self.terms.number(TRUE), UNBOUND], np.int64)
            return words[truth]
        function = _FUNCTIONS.get(expression.name)
        if function is None:
            raise Beyond(expression.name)
        return self.terms.each(*self._fused(function, expression, rows))

    def _fused(self, function: Callable[..., Any], call: Call, rows: Rows) -> tuple[Any, ...]:
        """A function and the columns to call it on. Functions of functions of one column are called in one go, so that
        what is only made on the way needs no number.
        """
        made = [self._chained(one) for one in call.arguments]
        columns = [self.values(innermost, rows) for _, innermost in made]
        steps = [chain for chain, _ in made]

        def whole(*values: Value) -> Any:
            arguments = [_through(chain, value) for chain, value in zip(steps, values, strict=True)]
            return None if None in arguments else function(*arguments)

        return (whole if any(steps) else function, *columns)

    def _chained(self, expression: Expression) -> tuple[list[Callable[..., Value | None]], Expression]:
        """The functions of one argument around an expression, the innermost first, and that expression."""
        chain: list[Callable[..., Value | None]] = []
        while isinstance(expression, Call) and len(expression.arguments) == 1 and expression.name in _FUNCTIONS:
            chain.insert(0, _FUNCTIONS[expression.name])
            (expression,) = expression.arguments
        return chain, expression

    def _if_values(self, call: Call, rows: Rows) -> Ids:
        condition, yes, no = call.arguments
        truth = self.truth(condition, rows)
        found = np.full(rows.size, UNBOUND, np.int64)
        for wanted, branch in ((1, yes), (0, no)):
            if (chosen := truth == wanted).any():
                found[chosen] = self.values(branch, rows.take(chosen))
        return found

    def _if_truth(self, call: Call, rows: Rows) -> Truth:
        condition, yes, no = call.arguments
        truth = self.truth(condition, rows)
        found = np.full(rows.size, -1, np.int8)
        for wanted, branch in ((1, yes), (0, no)):
            if (chosen := truth == wanted).any():
                found[chosen] = self.truth(branch, rows.take(chosen))
        return found

    def _coalesce(self, call: Call, rows: Rows) -> Ids:
        found = np.full(rows.size, UNBOUND, np.int64)
        for argument in call.arguments:
            if not (empty := found == UNBOUND).any():
                break
            found[empty] = self.values(argument, rows.take(empty))
        return found

    def _bound(self, call: Call, rows: Rows) -> Truth:
        (variable,) = call.arguments
        return (self.values(variable, rows) >= 0).astype(np.int8)

    def _not(self, call: Call, rows: Rows) -> Truth:
        truth = self.truth(call.arguments[0], rows)
        return np.where(truth < 0, truth, 1 - truth).astype(np.int8)

    # Section 17.2: an error beside a yes is a yes for `||`, beside a no is a no for `&&`, and else an error.
    def _either(self, call: Call, rows: Rows) -> Truth:
        left, right = (self.truth(one, rows) for one in call.arguments)
        some = (left == 1) | (right == 1)
        return np.where(some, 1, np.where((left < 0) | (right < 0), -1, 0)).astype(np.int8)

    def _both(self, call: Call, rows: Rows) -> Truth:
        left, right = (self.truth(one, rows) for one in call.arguments)
        none = (left == 0) | (right == 0)
        return np.where(none, 0, np.where((left < 0) | (right < 0), -1, 1)).astype(np.int8)

    def _equal(self, call: Call, rows: Rows) -> Truth:
        left, right = (self.values(one, rows) for one in call.arguments)
        found = np.where((left < 0) | (right < 0), -1, left == right).astype(np.int8)
        # Different terms can be equal values only where both are literals.
        open_ = found == 0
        if open_.any() and not self.terms.are_iris(left[open_]).all():
            found[open_] = self.terms.judge(_are_equal, left[open_], right[open_])
        return found

    def _unequal(self, call: Call, rows: Rows) -> Truth:
        truth = self._equal(call, rows)
        return np.where(truth < 0, truth, 1 - truth).astype(np.int8)

    def _ordered(self, call: Call, rows: Rows) -> Truth:
        left, right = call.arguments
        found = np.full(rows.size, 0, np.int8)
        rest = np.ones(rows.size, bool)
        if call.name in ("<", ">") and (renamed := _renaming(left, right)) is not None:
            # Where both sides are made of the same, they are one value, neither more nor less than itself.
            rest[:] = False
            for one, other in renamed.items():
                rest |= (rows.column(one) != rows.column(other)) | (rows.column(one) < 0)
        if rest.any():
            some = rows.take(rest)
            compare = partial(_compare, call.name)
            found[rest] = self.terms.judge(compare, self.values(left, some), self.values(right, some))
        return found

    def _judged(self, call: Call, rows: Rows) -> Truth:
        return self.terms.judge(*self._fused(_TESTS[call.name], call, rows))

    _MAKERS: ClassVar[Mapping[str, Callable[["Expressions", Call, Rows], Ids]]] = {
        "IF": _if_values,
        "COALESCE": _coalesce,
    }
    _JUDGES: ClassVar[Mapping[str, Callable[["Expressions", Call, Rows], Truth]]] = {
        "IF": _if_truth,
        "BOUND": _bound,
        "!": _not,
        "||": _either,
        "&&": _both,
        "=": _equal,
        "!=": _unequal,
        "<": _ordered,
        ">": _ordered,
        "<=": _ordered,
        ">=": _ordered,
        **dict.fromkeys(("CONTAINS", "STRSTARTS", "STRENDS", "LANGMATCHES", "REGEX", "ISIRI", "ISLITERAL"), _judged),
    }


def _through(chain: list[Callable[..., Value | None]], value: Value) -> Value | None:
    found: Value | None = value
    for function in chain:
        found = None if found is None else function(found)
    return found


def _renaming(left: Expression, right: Expression) -> dict[str, str] | None:
    """Which variable on one side stands for which on the other, where both sides are otherwise the same."""
    if isinstance(left, Variable) and isinstance(right, Variable):
        return {left.name: right.name}
    if isinstance(left, str) or isinstance(right, str):
        return {} if left == right else None
    if not (isinstance(left, Call) and isinstance(right, Call)) or left.name != right.name:
        return None
    if len(left.arguments) != len(right.arguments):
        return None
    renamed: dict[str, str] = {}
    for one, other in zip(left.arguments, right.arguments, strict=True):
        inner = _renaming(one, other)
        if inner is None or any(renamed.setdefault(a, b) != b for a, b in inner.items()):
            return None
    return renamed


def _as_truth(value: Value) -> bool | None:
    kind = value.kind
    if kind == "truth":
        return value.text == "true"
    if kind == "text":
        return bool(value.text)
    if kind == "text in a language":
        # By the standard as true as another text, by the database neither true nor false.
        raise Beyond("a text in a language as a condition")
    number = value.number
    return None if number is None else number != 0


def _are_equal(left: Value, right: Value) -> bool | None:
    if left == right:
        return True
    kinds = left.kind, right.kind
    if "iri" in kinds or "text in a language" in kinds:
        return False
    if "unknown" in kinds:
        return None
    return kinds == ("number", "number") and left.number == right.number


def _compare(sign: str, left: Value, right: Value) -> bool | None:
    kinds = left.kind, right.kind
    if kinds == ("number", "number"):
        one, other = left.number, right.number
        assert one is not None
        assert other is not None
        return _signed(sign, (one > other) - (one < other))
    if kinds[0] != kinds[1] or left.tag != right.tag:
        return None
    if kinds[0] in ("iri", "truth", "unknown"):
        # The database finds none but the same of these in an order, and the standard orders truths.
        raise Beyond(f"an order of {kinds[0]}")
    return _signed(sign, (left.text > right.text) - (left.text < right.text))


def _signed(sign: str, order: int) -> bool:
    return {"<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0}[sign]


def _str(value: Value) -> Value | None:
    return Value(value.text, "")


def _lang(value: Value) -> Value | None:
    return None if value.tag == "<" else Value(value.tag[1:] if value.tag.startswith("@") else "", "")


def _lcase(value: Value) -> Value | None:
    return Value(value.text.lower(), value.tag) if value.is_string else None


def _concat(*values: Value) -> Value | None:
    if not all(value.is_string for value in values):
        return None
    tags = {value.tag for value in values}
    return Value("".join(value.text for value in values), tags.pop() if len(tags) == 1 else "")


def _substr(value: Value, start: Value, length: Value | None = None) -> Value | None:
    if not value.is_string or start.number is None:
        return None
    first = int(start.number)
    last = len(value.text) + 1 if length is None or length.number is None else first + int(length.number)
    return Value(value.text[max(first, 1) - 1 : max(last, 1) - 1], value.tag)


def _strlen(value: Value) -> Value | None:
    return Value(str(len(value.text)), _AN_INTEGER) if value.is_string else None


def _replace(value: Value, pattern: Value, replacement: Value) -> Value | None:
    if not (value.is_string and pattern.tag == "" and replacement.tag == ""):
        return None
    if not _SHARED_PATTERN.fullmatch(pattern.text) or not _SHARED_REPLACEMENT.fullmatch(replacement.text):
        raise Beyond(f"REPLACE by {pattern.text!r}")
    return Value(re.sub(pattern.text, replacement.text.replace("$", "\\"), value.text), value.tag)


def _to_integer(value: Value) -> Value | None:
    if value.number is not None:
        return Value(str(int(value.number)), _AN_INTEGER)
    text = value.text.strip()
    digits = text.removeprefix("-").removeprefix("+")
    is_one = value.is_string and digits.isascii() and digits.isdigit() and len(text) - len(digits) < 2
    return Value(str(int(text)), _AN_INTEGER) if is_one else None


def _contains(value: Value, part: Value) -> bool | None:
    return part.text in value.text if _are_compatible(value, part) else None


def _ends(value: Value, part: Value) -> bool | None:
    return value.text.endswith(part.text) if _are_compatible(value, part) else None


def _lang_matches(tag: Value, range_: Value) -> bool | None:
    if tag.tag or range_.tag:
        return None
    one, other = tag.text.lower(), range_.text.lower()
    return bool(one) if other == "*" else one == other or one.startswith(f"{other}-")


def _is_iri(value: Value) -> bool | None:
    return value.tag == "<"


def _is_literal(value: Value) -> bool | None:
    return value.tag != "<"


def _starts(value: Value, part: Value) -> bool | None:
    return value.text.startswith(part.text) if _are_compatible(value, part) else None


# The library's own cache is asked in Python, at a third of what a search in a name takes in all.
@lru_cache(maxsize=64)
def _compiled(pattern: str) -> "regex.Pattern[str]":
    # Imported where something is searched for: it takes a tenth of the start of a command that asks anything else.
    import regex

    try:
        return regex.compile(_ended(pattern))
    except regex.error as error:
        raise Beyond(f"the expression {pattern}") from error


@lru_cache(maxsize=64)
def _compiled_without_case(pattern: str) -> "re.Pattern[bytes]":
    if not pattern.isascii():
        raise Beyond(f"the expression {pattern} without regard to case")
    return re.compile(_ended(pattern).encode(), re.IGNORECASE)


def _ended(pattern: str) -> str:
    """The same for Python, where `$` also stands before a last line's end."""
    return pattern[:-1] + r"\Z" if pattern.endswith("$") and not pattern.endswith("\\$") else pattern


def _matches(value: Value, pattern: Value, flags: Value | None = None) -> bool | None:
    if not value.is_string or pattern.tag or (flags is not None and flags.tag):
        return None
    if flags is None or not flags.text:
        return _compiled(pattern.text).search(value.text) is not None
    if flags.text != "i":
        raise Beyond(f"REGEX with {flags.text}")
    # Bytes have no case beyond ASCII; these two letters have one in it.
    text = value.text if value.text.isascii() else value.text.replace("\u017f", "s").replace("\u212a", "k")
    return _compiled_without_case(pattern.text).search(text.encode()) is not None


# Section 17.4.3.1.2: the second may be plain, or in the language of the first.
def _are_compatible(value: Value, part: Value) -> bool:
    return value.is_string and part.tag in ("", value.tag)


_FUNCTIONS: dict[str, Callable[..., Value | None]] = {
    "STR": _str,
    "LANG": _lang,
    "LCASE": _lcase,
    "CONCAT": _concat,
    "SUBSTR": _substr,
    "STRLEN": _strlen,
    "REPLACE": _replace,
    _INTEGER: _to_integer,
}
_TESTS: dict[str, Callable[..., bool | None]] = {
    "CONTAINS": _contains,
    "STRSTARTS": _starts,
    "STRENDS": _ends,
    "LANGMATCHES": _lang_matches,
    "REGEX": _matches,
    "ISIRI": _is_iri,
    "ISLITERAL": _is_literal,
}
