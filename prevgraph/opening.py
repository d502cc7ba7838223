"""Opening a store for the time of a command."""

from collections.abc import Iterator
from contextlib import contextmanager

from graph.embedded import EmbeddedStore
from graph.store import Store, open_store
from ontology.errors import PrevgraphError


class NotEmbedded(PrevgraphError):
    """A server keeps its own backups."""

    message = "the store {0} is a server: back it up and restore it with that server's own tools"


@contextmanager
def reading_from(where: str) -> Iterator[Store]:
    """A store opened for reading, closed again whatever happens."""
    store = open_store(where, read_only=True)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def writing_to(where: str) -> Iterator[Store]:
    """A store opened as its one writer, made where it is not there yet, closed again whatever happens."""
    store = open_store(where)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def embedded(where: str, *, read_only: bool) -> Iterator[EmbeddedStore]:
    """An embedded store, for what only such a store can do; `NotEmbedded` where it is a server."""
    with (reading_from if read_only else writing_to)(where) as store:
        if not isinstance(store, EmbeddedStore):
            raise NotEmbedded(where)
        yield store
