"""Solutions as columns of numbers, and how they are joined."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.columns import Ids
from queries.columnar.distinct import row_codes, stable_order
from queries.columnar.terms import UNBOUND
from queries.columnar.tree import Beyond

#: More rows than this are better left to an engine that holds one at a time.
_most_rows = ContextVar("most_rows", default=30_000_000)


@contextmanager
def at_most(rows: int) -> Iterator[None]:
    """Let no more rows than this stand side by side; else `Beyond`."""
    before = _most_rows.set(rows)
    try:
        yield
    finally:
        _most_rows.reset(before)


def _check_size(rows: int) -> None:
    if rows > _most_rows.get():
        raise Beyond(f"{rows} intermediate rows")


@dataclass(frozen=True, slots=True)
class Rows:
    """So many solutions: for each variable the number of its term in each."""

    columns: Mapping[str, Ids]
    size: int

    def take(self, places: NDArray[np.intp] | NDArray[np.int64] | NDArray[np.bool_]) -> "Rows":
        """The solutions at these places, or for which this is true."""
        size = int(places.sum()) if places.dtype == np.bool_ else len(places)
        return Rows({name: values[places] for name, values in self.columns.items()}, size)

    def part(self, which: slice) -> "Rows":
        """The solutions between two places."""
        start, end, _ = which.indices(self.size)
        return Rows({name: values[which] for name, values in self.columns.items()}, max(0, end - start))

    def but(self, *names: str) -> "Rows":
        """Without these columns."""
        return Rows({name: values for name, values in self.columns.items() if name not in names}, self.size)

    def having(self, name: str, values: Ids) -> "Rows":
        """With one column more."""
        return Rows({**self.columns, name: values}, self.size)

    def column(self, name: str) -> Ids:
        """What a variable is in each solution."""
        found = self.columns.get(name)
        return np.full(self.size, UNBOUND, np.int64) if found is None else found

    def bound(self, name: str) -> Ids:
        """The same, where it has to be something."""
        values = self.columns[name]
        if (values < 0).any():
            raise Beyond(f"?{name} joined where it may be unbound")
        return values


UNIT = Rows({}, 1)


def spread(low: Ids, high: Ids) -> tuple[Ids, Ids]:
    """For a range of places to each row: which row, and which place, one after the other."""
    counts = high - low
    total = int(counts.sum())
    _check_size(total)
    if total <= len(counts) and counts.max(initial=0) <= 1:
        rows = np.flatnonzero(counts)
        return rows, low[rows]
    rows = np.repeat(np.arange(len(counts)), counts)
    offsets = low - (np.cumsum(counts) - counts)
    return rows, np.arange(total) + np.repeat(offsets, counts)


def ranges(keys: Ids, wanted: Ids) -> tuple[Ids, Ids]:
    """Where each wanted key stands among sorted ones: from, up to."""
    if wanted.dtype != keys.dtype and keys.dtype == np.int32:
        # Else all keys would be made as wide as what is wanted; the number of a term is never wider.
        wanted = wanted.astype(np.int32)
    return keys.searchsorted(wanted, "left"), keys.searchsorted(wanted, "right")


def beside(rows: Rows, others: Rows, low: Ids, high: Ids) -> Rows:
    """Each row with each of the others between two places."""
    which, places = spread(low, high)
    return Rows({**rows.take(which).columns, **others.take(places).columns}, len(which))


def by_seed(found: Rows, mark: str, count: int) -> tuple[Rows, Ids]:
    """What was found beside so many seeds, those of each seed together, and where each begins and the last ends."""
    marks = found.columns[mark]
    bounds = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(marks, minlength=count), out=bounds[1:])
    return found.but(mark).take(stable_order(marks)), bounds


def join(left: Rows, right: Rows) -> Rows:
    """All solutions of both that agree in what they share."""
    shared = [name for name in left.columns if name in right.columns]
    if not shared:
        return cross(left, right)
    both = tuple(np.concatenate([left.bound(name), right.bound(name)]) for name in shared)
    codes = row_codes(both)
    order = stable_order(codes[left.size :])
    return beside(left, right.but(*shared).take(order), *ranges(codes[left.size :][order], codes[: left.size]))


def cross(left: Rows, right: Rows) -> Rows:
    """Every solution of one with every solution of the other."""
    _check_size(left.size * right.size)
    if right.size == 1:
        return Rows(
            {**left.columns, **{name: np.repeat(values, left.size) for name, values in right.columns.items()}},
            left.size,
        )
    rows = np.repeat(np.arange(left.size), right.size)
    places = np.tile(np.arange(right.size), left.size)
    return Rows({**left.take(rows).columns, **right.take(places).columns}, len(rows))


def stack(parts: list[Rows]) -> Rows:
    """The solutions of all, one after the other; what one does not bind is unbound there."""
    parts = [part for part in parts if part.size] or parts[:1]
    if len(parts) == 1:
        return parts[0]
    names = dict.fromkeys(name for part in parts for name in part.columns)
    size = sum(part.size for part in parts)
    _check_size(size)
    return Rows({name: np.concatenate([part.column(name) for part in parts]) for name in names}, size)
