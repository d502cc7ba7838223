"""The answer to a query from wherever it comes soonest: a store's columns, or else the store."""

import re
from threading import Lock
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from graph.protocol import Solutions, Store
from graph.revision import NOTED, SUMMED
from queries.columnar.tree import Beyond

if TYPE_CHECKING:
    from graph.columns import Columns
    from queries.columnar.answer import Answerer

#: Longer texts than this, and more intermediate rows, are the store's.
_LONGEST, _MOST_ROWS = 1 << 13, 100_000
#: What a store notes of itself by these shows in its union, and in no columns.
_NOTES = (f"<{NOTED}>", f"<{SUMMED}>")
#: The first SELECT of a query: one within it stands behind its WHERE.
_DISTINCT = re.compile(r"^[^{]*\bSELECT\s+DISTINCT\b")
_LOCK = Lock()
_held: "list[tuple[Columns, Answerer]]" = []


@runtime_checkable
class HasColumns(Protocol):
    """A store with a copy in columns, at times."""

    def columns(self) -> "Columns | None":
        """The copy; None where there is none of the present revision."""

    def columns_at_hand(self) -> "Columns | None":
        """The same, but None too where it is not worth while to open it."""


def select(store: Store, query: str) -> Solutions:
    """The answer to a SELECT over the union of all graphs, the same whichever gives it.

    Only for queries of our own: the columns are held by tests to the store's answers to those.
    """
    if not isinstance(store, HasColumns):
        return _each_once(store.select(query), query)
    columns = store.columns()
    if columns is None:
        return store.select(query)
    try:
        with _LOCK:
            return _answerer(columns).answer(query)
    except Beyond:
        return store.select(query)


def _each_once(found: Solutions, query: str) -> Solutions:
    """The same with each row once, where the query asks for that.

    Virtuoso (7.2.5) gives rows of a SELECT DISTINCT several times where several graphs say what they are made of.
    """
    if not _DISTINCT.search(query):
        return found
    return Solutions(found.variables, list(dict.fromkeys(found.rows)))


def answer(store: Store, query: str, *, most_rows: int) -> str | None:
    """The answer to anyone's SELECT or ASK over the union of all graphs, as SPARQL 1.1 Query Results JSON.

    None where it is for the store itself: where there are no columns, or they may answer otherwise, or it would take
    many rows, which the store makes one by one.
    """
    columns = store.columns_at_hand() if len(query) <= _LONGEST and isinstance(store, HasColumns) else None
    if columns is None:
        return None
    from queries.columnar.answer import Answerer
    from queries.columnar.exact import check, properties
    from queries.columnar.rows import at_most
    from queries.columnar.syntax import read

    try:
        asked = read(query)
        check(asked)
        if not all(name not in _NOTES and columns.is_exact(name) for name in properties(asked)):
            return None
        with at_most(_MOST_ROWS):
            # Each with terms of its own: what strangers' queries make up is not to be kept.
            return Answerer(columns).written(asked, most_rows=most_rows)
    except (Beyond, RecursionError):
        return None


def _answerer(columns: "Columns") -> "Answerer":
    """The one for these columns; what it learnt of terms serves the next query."""
    from queries.columnar.answer import Answerer

    if not _held or _held[0][0] is not columns:
        _held[:] = [(columns, Answerer(columns))]
    return _held[0][1]
