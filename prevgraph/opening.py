"""Opening a store for the time of a command, under the base that it was made with."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from graph.embedded import EmbeddedStore
from graph.identifiers import BASE, Identifiers
from graph.latest import is_unsaid
from graph.revision import base_noted
from graph.store import Store, open_store
from ontology.errors import PrevgraphError
from prevgraph.output import tell


class NotEmbedded(PrevgraphError):
    """A server keeps its own backups."""

    message = "the store {0} is a server: back it up and restore it with that server's own tools"


class OtherBase(PrevgraphError):
    """A store holds the IRIs of one base; those of another would be strangers to them."""

    message = "the store {0} was made with the base {1}, not {2}: leave --base out, or give another --store"


def open_named(
    where: str, *, read_only: bool = False, base: str = "", environment: Mapping[str, str] | None = None
) -> Store:
    """The store that a user names: a folder, or the address of a server with what the environment says of it.

    It has the base that it was made with; a new one has that which is given, or the project's.
    """

    def opened(base: str) -> Store:
        return open_store(where, read_only=read_only, ids=Identifiers(base), environment=environment)

    store = opened(base or BASE)
    try:
        noted = base_noted(store)
    except BaseException:
        store.close()
        raise
    if noted in (None, store.ids.base):
        return store
    store.close()
    if base:
        raise OtherBase(where, noted, base)
    return opened(str(noted))


@contextmanager
def reading_from(where: str) -> Iterator[Store]:
    """A store opened for reading, closed again whatever happens; what an older version did not write is told."""
    store = open_named(where, read_only=True)
    try:
        if is_unsaid(store):
            _say_unsaid(where)
        yield store
    finally:
        store.close()


@cache
def _say_unsaid(where: str) -> None:
    """Say, once for each store, what it lacks and how it gets it."""
    tell(
        f"Warning: the store {where}, made by an older version, does not say which reply of a state is the latest, and"
        " gives no matches; run `prevgraph ingest` with any of its files, and it does."
    )


@contextmanager
def writing_to(where: str, *, base: str = "") -> Iterator[Store]:
    """A store opened as its one writer, made where it is not there yet, closed again whatever happens."""
    store = open_named(where, base=base)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def embedded(where: str, *, read_only: bool) -> Iterator[EmbeddedStore]:
    """An embedded store, for what only such a store can do; `NotEmbedded` where it is a server."""
    if where.startswith(("http://", "https://")):
        raise NotEmbedded(where)
    with (reading_from if read_only else writing_to)(where) as store:
        assert isinstance(store, EmbeddedStore)
        yield store
