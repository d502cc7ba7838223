"""The door to all stores: a folder is an embedded one, an address is a SPARQL 1.1 server."""

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
from graph.remote import RemoteStore

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


def open_store(where: str | Path, *, read_only: bool = False, ids: Identifiers | None = None) -> Store:
    """The store at a folder (made where it is not there yet) or at the address of a SPARQL 1.1 server."""
    if str(where).startswith(("http://", "https://")):
        return RemoteStore(str(where), ids=ids)
    return EmbeddedStore(Path(where), read_only=read_only, ids=ids)
