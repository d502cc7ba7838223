"""Expressions over many solutions at once: each function is called once for each combination of values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from graph.columns import Ids
from queries.columnar.functions import FUNCTIONS, TESTS, are_equal, as_truth, compare
from queries.columnar.rows import Rows
from queries.columnar.terms import FALSE, TRUE, UNBOUND, Terms, Value
from queries.columnar.tree import Beyond, Call, Exists, Expression, Variable

#: Yes (1), no (0) or an error (-1), for each solution.
Truth = NDArray[np.int8]


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
        return self.terms.judge(as_truth, self.values(condition, rows))

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
        function = FUNCTIONS.get(expression.name)
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
        while isinstance(expression, Call) and len(expression.arguments) == 1 and expression.name in FUNCTIONS:
            chain.insert(0, FUNCTIONS[expression.name])
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
            found[open_] = self.terms.judge(are_equal, left[open_], right[open_])
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
            found[rest] = self.terms.judge(
                partial(compare, call.name), self.values(left, some), self.values(right, some)
            )
        return found

    def _judged(self, call: Call, rows: Rows) -> Truth:
        return self.terms.judge(*self._fused(TESTS[call.name], call, rows))

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
