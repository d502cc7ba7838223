"""The answer to a SELECT, from the columns of a store: groups, options, what must not be, counts, order.

A group is evaluated with what is already known of the solutions around it, so that an OPTIONAL or an EXISTS asks only
about those, each different one once.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graph.columns import Columns, Ids
from graph.protocol import Solutions
from queries.columnar.distinct import each_once, first_rows, row_codes, stable_order
from queries.columnar.expressions import Expressions
from queries.columnar.patterns import Matcher
from queries.columnar.rows import UNIT, Rows, beside, by_seed, join, stack
from queries.columnar.seeds import Told, by_bound, crossed
from queries.columnar.shown import show_rows
from queries.columnar.syntax import read_query
from queries.columnar.terms import UNBOUND, Terms
from queries.columnar.tree import (
    Ask,
    Beyond,
    Bind,
    Call,
    Element,
    Exists,
    Expression,
    Filter,
    Group,
    Optional,
    Select,
    Triple,
    Union,
    Values,
    is_aggregate,
    variables,
)
from queries.columnar.written import write_rows, write_truth

_INTEGER = "<http://www.w3.org/2001/XMLSchema#integer>"
#: How many rows of patterns are looked through sooner than one is multiplied by values that they may find themselves.
_WEIGHT = 32
Joined = Triple | Rows
Step = Triple | Values | Select | Group | Filter | Bind | Optional | Union


class Answerer:
    """Answers queries from one opened copy."""

    def __init__(self, columns: Columns) -> None:
        self._terms = Terms(columns)
        self._matcher = Matcher(self._terms)
        self._expressions = Expressions(self._terms, self._exists)
        self._seeds = 0

    def answer(self, query: str) -> Solutions:
        """The answer to a SELECT; what the catalogue's queries never say is refused with `Beyond`."""
        asked = read_query(query)
        rows = self._select(asked)
        names = tuple(name for name, _ in asked.columns)
        return Solutions(names, show_rows(self._terms, names, rows))

    def written(self, asked: Select | Ask, *, most_rows: int) -> str:
        """The answer as SPARQL 1.1 Query Results JSON; `Beyond` where it has more rows than that."""
        self._matcher.heeds_graphs, self._matcher.heeds_nodes = _counts(asked), True
        if isinstance(asked, Ask):
            return write_truth(self._group(asked.where, UNIT).size > 0)
        rows = self._select(asked)
        if rows.size > most_rows:
            raise Beyond(f"{rows.size} rows")
        return write_rows(self._terms, [name for name, _ in asked.columns], rows)

    def _select(self, asked: Select) -> Rows:
        rows = self._group(asked.where, UNIT)
        if asked.group_by or any(is_aggregate(value) for _, value in asked.columns):
            rows = self._grouped(asked, rows)
        else:
            for name, value in asked.columns:
                if value is not None:
                    rows = rows.having(name, self._expressions.values(value, rows))
        part = slice(asked.offset, None if asked.limit is None else asked.offset + asked.limit)
        if asked.order_by:
            order = self._order(asked, rows)
            rows = rows.take(order if asked.is_distinct else order[part])
        elif not asked.is_distinct:
            rows = rows.part(part)
        projected = Rows({name: rows.column(name) for name, _ in asked.columns}, rows.size)
        if not asked.is_distinct:
            return projected
        if projected.size:
            first = first_rows(tuple(projected.columns.values()))[0] if projected.columns else np.zeros(1, np.int64)
            projected = projected.take(np.sort(first))
        return projected.part(part)

    def _order(self, asked: Select, rows: Rows) -> NDArray[np.intp]:
        keys = []
        for expression, is_descending in asked.order_by:
            ranks = self._terms.ranks(self._expressions.values(expression, rows))
            keys.append(-ranks if is_descending else ranks)
        return stable_order(row_codes(tuple(keys)))

    def _grouped(self, asked: Select, rows: Rows) -> Rows:
        if not asked.group_by:
            first, places, count = np.zeros(1, np.int64), np.zeros(rows.size, np.int64), 1
        else:
            first, places = first_rows(tuple(rows.column(name) for name in asked.group_by))
            count = len(first)
        found = Rows({name: rows.column(name)[first] for name in asked.group_by}, count)
        for name, value in asked.columns:
            if isinstance(value, Call) and is_aggregate(value):
                found = found.having(name, self._aggregate(value, rows, places, count))
            elif value is not None:
                found = found.having(name, self._expressions.values(value, found))
        return found

    def _aggregate(self, call: Call, rows: Rows, places: Ids, count: int) -> Ids:
        if not call.arguments:
            return self._numbers(np.bincount(places, minlength=count))
        values = self._expressions.values(call.arguments[0], rows)
        bound = values >= 0
        if call.name == "COUNT":
            places, values = places[bound], values[bound]
            if call.is_distinct and len(values):
                first, _ = first_rows((places, values))
                places = places[first]
            return self._numbers(np.bincount(places, minlength=count))
        if call.is_distinct or not bound.all():
            raise Beyond(f"{call.name} of what may be unbound")
        if call.name == "SUM":
            return self._sums(values, places, count)
        ranks = self._terms.ranks(values)
        order = np.lexsort((-ranks if call.name == "MAX" else ranks, places))
        at, _ = first_rows((places[order],))
        best = order[at]
        found = np.full(count, UNBOUND, np.int64)
        found[places[best]] = values[best]
        return found

    def _sums(self, values: Ids, places: Ids, count: int) -> Ids:
        unique, which = each_once(values)
        sizes = [self._terms.value(number) for number in unique.tolist()]
        if any(size.tag != f"^^{_INTEGER}" for size in sizes):
            raise Beyond("SUM of other than whole numbers")
        weights = np.array([int(size.text) for size in sizes], np.float64)[which] if sizes else np.zeros(0)
        return self._numbers(np.bincount(places, weights=weights, minlength=count).astype(np.int64))

    def _numbers(self, sizes: Ids) -> Ids:
        unique, places = each_once(sizes)
        terms = [self._terms.number(f'"{size}"^^{_INTEGER}') for size in unique.tolist()]
        return np.array(terms, np.int64)[places]

    def _group(self, group: Group, seed: Rows, *told: Rows) -> Rows:
        """The solutions of a group that agree with what is known, and with tables that it is told of."""
        filters = [element.condition for element in group.elements if isinstance(element, Filter)]
        rows, certain = seed, {name for one in (seed, *told) for name, ids in one.columns.items() if (ids >= 0).all()}
        for run in _runs(group, certain):
            if isinstance(run, list):
                rows, filters = self._join_all(rows, [*told, *run], filters)
                told = ()
            elif isinstance(run, Bind):
                rows = rows.having(run.name, self._expressions.values(run.value, rows))
            elif isinstance(run, Optional):
                rows = self._optional(rows, run.group)
            elif isinstance(run, Union):
                rows = stack([self._group(one, rows) for one in run.groups])
        for condition in sorted(filters, key=_is_dear):
            rows = rows.take(self._expressions.truth(condition, rows) == 1)
        return rows.but(*(name for name in rows.columns if name.startswith("#") and name not in seed.columns))

    def _join_all(
        self, rows: Rows, run: Sequence[Element | Rows], filters: list[Expression]
    ) -> tuple[Rows, list[Expression]]:
        """Join all that is joined, first what leaves the fewest solutions; what filters are left then."""
        waiting = [part for element in run for part in self._joined(element)]
        while waiting:
            costs = [self._cost(rows, part) for part in waiting]
            best = waiting.pop(costs.index(min(costs)))
            sooner = self._matcher.sooner(rows, best, waiting) if isinstance(best, Triple) else None
            if isinstance(best, Rows):
                rows = join(rows, best)
            elif sooner is None:
                rows = self._matcher.extend(rows, best)
            else:
                waiting = [part for part in waiting if part is not sooner]
                rows = join(rows, self._matcher.extend(self._matcher.extend(UNIT, sooner), best))
            for condition in list(filters):
                if not _is_dear(condition) and variables(condition) <= rows.columns.keys():
                    filters = [other for other in filters if other is not condition]
                    rows = rows.take(self._expressions.truth(condition, rows) == 1)
        return rows, filters

    def _joined(self, element: Element | Rows) -> Sequence[Joined]:
        if isinstance(element, Rows):
            return [element]
        if isinstance(element, Triple):
            return self._matcher.flatten(element)
        if isinstance(element, Values):
            if any(cell is None for row in element.rows for cell in row):
                raise Beyond("UNDEF")
            columns = zip(*element.rows, strict=True) if element.rows else [()] * len(element.names)
            numbers = (np.array([self._terms.number(str(cell)) for cell in column], np.int64) for column in columns)
            return [Rows(dict(zip(element.names, numbers, strict=True)), len(element.rows))]
        if isinstance(element, Select):
            return [self._select(element)]
        assert isinstance(element, Group)
        return [self._group(element, UNIT)]

    def _expected(self, rows: Rows, part: Joined) -> float:
        if isinstance(part, Triple):
            return self._matcher.expected(rows, part)
        if rows.columns.keys() & part.columns.keys():
            return min(float(rows.size), float(rows.size * part.size))
        return float(rows.size * part.size)

    def _cost(self, rows: Rows, part: Joined) -> tuple[bool, bool, float]:
        """What to join by: what cannot be joined yet goes last, and what nothing ties to the solutions next to last, as
        two small tables side by side are soon one large one.
        """
        expected = self._expected(rows, part)
        if isinstance(part, Rows):
            is_apart = part.size > 1 and not rows.columns.keys() & part.columns.keys()
            if is_apart and isinstance(part, Told):
                return False, False, expected * _WEIGHT
        else:
            is_apart = not variables(part) & rows.columns.keys()
        return expected == np.inf, is_apart, expected

    def _optional(self, rows: Rows, group: Group) -> Rows:
        parts = []
        for some, seeds, found in self._beside(rows, group):
            mark = next(name for name in found.columns if name.startswith("#seed"))
            inner, bounds = by_seed(found.but(*some.columns), mark, int(seeds.max()) + 1)
            low, high = bounds[seeds], bounds[seeds + 1]
            parts += [beside(some, inner, low, high), some.take(high == low)]
        missing = variables(group) - rows.columns.keys()
        whole = stack(parts) if parts else rows
        return Rows({**whole.columns, **{name: whole.column(name) for name in missing}}, whole.size)

    def _exists(self, rows: Rows, asked: Exists) -> NDArray[np.bool_]:
        heeds, self._matcher.heeds_graphs = self._matcher.heeds_graphs, False
        try:
            return self._has_any(rows, asked)
        finally:
            self._matcher.heeds_graphs = heeds

    def _has_any(self, rows: Rows, asked: Exists) -> NDArray[np.bool_]:
        found = np.zeros(rows.size, bool)
        numbered = rows.having("#place", np.arange(rows.size))
        for some, seeds, inner in self._beside(numbered, asked.group):
            mark = next(name for name in inner.columns if name.startswith("#seed"))
            has_any = np.zeros(some.size, bool)
            has_any[inner.columns[mark]] = True
            found[some.columns["#place"]] = has_any[seeds]
        return ~found if asked.negated else found

    def _beside(self, rows: Rows, group: Group) -> list[tuple[Rows, Ids, Rows]]:
        """What a group finds beside solutions: for those that bind the same of its variables, which seed each is, and
        what is found with the number of its seed.
        """
        tied = variables(group)
        shared = [name for name in rows.columns if name in tied]
        found = []
        self._seeds += 1
        for some, names in by_bound(rows, shared):
            if not some.size:
                continue
            if names:
                first, seeds = first_rows(tuple(some.columns[name] for name in names))
                seed = Rows({name: some.columns[name][first] for name in names}, len(first))
            else:
                seed, seeds = Rows({}, 1), np.zeros(some.size, np.int64)
            found.append((some, seeds, self._from_seed(seed, group, f"#seed{self._seeds}")))
        return found

    def _from_seed(self, seed: Rows, group: Group, mark: str) -> Rows:
        """What a group finds beside each seed, with its number as `mark`."""
        numbered = seed.having(mark, np.arange(seed.size))
        apart = crossed(seed)
        if apart is None:
            return self._group(group, numbered)
        name, told = apart
        rest = seed.but(name)
        first, places = first_rows(tuple(rest.columns.values()))
        fewer = f"{mark} fewer"
        found = self._group(group, rest.take(first).having(fewer, np.arange(len(first))), told)
        both = Rows({fewer: places, name: seed.columns[name], mark: numbered.columns[mark]}, seed.size)
        return join(both, found).but(fewer)


def _counts(asked: Select | Ask) -> bool:
    """Whether it makes a difference how often a solution is found."""
    if isinstance(asked, Ask) or asked.is_distinct:
        return False
    counts = [value for _, value in asked.columns if isinstance(value, Call) and is_aggregate(value)]
    return not counts or not all(value.is_distinct for value in counts)


def _is_dear(condition: Expression) -> bool:
    """Whether a condition asks about another group."""
    if isinstance(condition, Exists):
        return True
    return isinstance(condition, Call) and any(map(_is_dear, condition.arguments))


def _runs(group: Group, certain: set[str]) -> list[list[Element] | Bind | Optional | Union]:
    """The elements of a group in an order that gives the same: what is joined goes before what is optional or made,
    unless it speaks of the same variables.
    """
    runs: list[list[Element] | Bind | Optional | Union] = [[]]
    before: list[set[str]] = [set(certain)]
    known = set(certain)
    for element in group.elements:
        if isinstance(element, Bind | Optional | Union):
            runs += [element, []]
            before += [set(known), set()]
            if isinstance(element, Union):
                known |= variables(element)
        elif not isinstance(element, Filter):
            _place(runs, before, element)
            known |= variables(element)
    return runs


def _place(runs: list[list[Element] | Bind | Optional | Union], before: list[set[str]], element: Element) -> None:
    named = variables(element)
    at = len(runs) - 1
    while at >= 2:
        barrier = runs[at - 1]
        if isinstance(barrier, Union) or (isinstance(barrier, Bind) and barrier.name in named):
            break
        if isinstance(barrier, Optional) and named & (variables(barrier) - before[at - 1]):
            break
        at -= 2
    run = runs[at]
    assert isinstance(run, list)
    run.append(element)
