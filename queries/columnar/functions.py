"""What each function of SPARQL gives for single values; what engines may read in two ways is refused."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from rdflib.namespace import XSD

from queries.columnar.terms import Value
from queries.columnar.tree import Beyond

if TYPE_CHECKING:
    import regex

_INTEGER = f"<{XSD.integer}>"
_AN_INTEGER = f"^^{_INTEGER}"
#: What XPath's patterns and Python's say alike, and replacements that name groups or nothing.
_SHARED_PATTERN = re.compile(r"\^?(?:[\w .()-]|\[\^?[\w-]+\]|\{\d+\}|(?<=[\w.)\]])[*+]\??)*\$?")
#: To some engines `$1x` is another group than `$1`.
_SHARED_REPLACEMENT = re.compile(r"(?:\$[1-9](?!\w)|[\w .-])*")


def as_truth(value: Value) -> bool | None:
    """The effective boolean value of one value, None for an error."""
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


def are_equal(left: Value, right: Value) -> bool | None:
    """Whether two values are the same, None for an error."""
    if left == right:
        return True
    kinds = left.kind, right.kind
    if "iri" in kinds or "text in a language" in kinds:
        return False
    if "unknown" in kinds:
        return None
    return kinds == ("number", "number") and left.number == right.number


def compare(sign: str, left: Value, right: Value) -> bool | None:
    """Whether two values stand in the order that the sign says, None for an error."""
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
    shape = _compiled(pattern.text)
    groups = max(map(int, re.findall(r"\$(\d)", replacement.text)), default=0)
    # Engines differ on whether what is empty is found again beside what was just found, and on groups that are none.
    if shape.search("") or groups > shape.groups:
        raise Beyond(f"REPLACE by {pattern.text!r} and {replacement.text!r}")
    return Value(shape.sub(re.sub(r"\$(\d)", r"\\g<\1>", replacement.text), value.text), value.tag)


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


FUNCTIONS: dict[str, Callable[..., Value | None]] = {
    "STR": _str,
    "LANG": _lang,
    "LCASE": _lcase,
    "CONCAT": _concat,
    "SUBSTR": _substr,
    "STRLEN": _strlen,
    "REPLACE": _replace,
    _INTEGER: _to_integer,
}
TESTS: dict[str, Callable[..., bool | None]] = {
    "CONTAINS": _contains,
    "STRSTARTS": _starts,
    "STRENDS": _ends,
    "LANGMATCHES": _lang_matches,
    "REGEX": _matches,
    "ISIRI": _is_iri,
    "ISLITERAL": _is_literal,
}
