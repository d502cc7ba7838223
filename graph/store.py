"""The door to all stores: a folder is an embedded one, an address is a SPARQL 1.1 server."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.protocol import (
    BadQuery,
    FolderTaken,
    NotAStore,
    ReadOnlyStore,
    Row,
    Solutions,
    Store,
    StoreLocked,
    StoreTooNew,
    StoreUnavailable,
    StoreUnreachable,
    Stream,
    Term,
)

__all__ = [
    "BadQuery",
    "FolderTaken",
    "NotAStore",
    "ReadOnlyStore",
    "Row",
    "Solutions",
    "Store",
    "StoreLocked",
    "StoreTooNew",
    "StoreUnavailable",
    "StoreUnreachable",
    "Stream",
    "Term",
    "open_store",
]


def open_store(
    where: str | Path,
    *,
    read_only: bool = False,
    ids: Identifiers | None = None,
    environment: Mapping[str, str] | None = None,
) -> Store:
    """The store at a folder (made where it is not there yet) or at the address of a SPARQL 1.1 server.

    A server's login, and its addresses where they are not the usual ones beside that for queries, come from the
    environment: PREVGRAPH_STORE_USER and _PASSWORD, or _TOKEN; PREVGRAPH_STORE_UPDATE and _GRAPHS.
    """
    if not str(where).startswith(("http://", "https://")):
        return EmbeddedStore(Path(where), read_only=read_only, ids=ids)
    # Imported by who has a server only: a command on a folder starts the sooner.
    from graph.remote import Addresses, RemoteStore

    told = os.environ if environment is None else environment
    usual = Addresses.of(str(where))
    return RemoteStore(
        replace(
            usual,
            update=told.get("PREVGRAPH_STORE_UPDATE", usual.update),
            graph_store=told.get("PREVGRAPH_STORE_GRAPHS", usual.graph_store),
        ),
        ids=ids,
        user=told.get("PREVGRAPH_STORE_USER"),
        password=told.get("PREVGRAPH_STORE_PASSWORD"),
        token=told.get("PREVGRAPH_STORE_TOKEN"),
    )
