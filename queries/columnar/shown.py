"""Rows of numbers as the tables of this room hold them: rows of terms."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from graph.protocol import Row
from queries.columnar.distinct import each_once
from queries.columnar.rows import Rows
from queries.columnar.terms import Terms


def show_rows(terms: Terms, names: Sequence[str], rows: Rows) -> list[Row]:
    """The term of each variable in each row; None where it is unbound."""
    with _uncollected():
        columns = [_column(terms, name, rows) for name in names]
        return list(zip(*columns, strict=True))


def _column(terms: Terms, name: str, rows: Rows) -> list[object]:
    unique, places = each_once(rows.column(name))
    made = np.empty(len(unique), object)
    made[:] = terms.shown(unique)
    found: list[object] = made[places].tolist()
    return found


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keeps Python's collector of cycles from looking, again and again, through rows that hold none: 80,000 rows took
    it six times what it takes to make them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
