"""Opening a store for the time of a command.

A server's login, and its addresses where they are not the usual ones beside the address for queries, come from the
environment: PREVGRAPH_STORE_USER and _PASSWORD, or _TOKEN; PREVGRAPH_STORE_UPDATE and _GRAPHS.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from graph.embedded import EmbeddedStore
from graph.remote import Addresses, RemoteStore
from graph.store import Store, open_store
from ontology.errors import PrevgraphError


class NotEmbedded(PrevgraphError):
    """A server keeps its own backups."""

    message = "the store {0} is a server: back it up and restore it with that server's own tools"


def open_named(where: str, *, read_only: bool = False, environment: Mapping[str, str] | None = None) -> Store:
    """The store that a user names: a folder, or the address of a server with what the environment says of it."""
    if not where.startswith(("http://", "https://")):
        return open_store(where, read_only=read_only)
    told = os.environ if environment is None else environment
    usual = Addresses.of(where)
    return RemoteStore(
        replace(
            usual,
            update=told.get("PREVGRAPH_STORE_UPDATE", usual.update),
            graph_store=told.get("PREVGRAPH_STORE_GRAPHS", usual.graph_store),
        ),
        user=told.get("PREVGRAPH_STORE_USER"),
        password=told.get("PREVGRAPH_STORE_PASSWORD"),
        token=told.get("PREVGRAPH_STORE_TOKEN"),
    )


@contextmanager
def reading_from(where: str) -> Iterator[Store]:
    """A store opened for reading, closed again whatever happens."""
    store = open_named(where, read_only=True)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def writing_to(where: str) -> Iterator[Store]:
    """A store opened as its one writer, made where it is not there yet, closed again whatever happens."""
    store = open_named(where)
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
