"""A process that writes to a store until it is killed; the tests kill it."""

from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from rdflib.term import Literal, URIRef

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.model import Statement

SIZE = 400
SAID, INFERRED = (Identifiers().graph(kind, "XAA", "first") for kind in ("response", "inferred"))


def version(number: int) -> list[Statement]:
    """The content of a graph in one version: every statement says which."""
    return [Statement(URIRef(f"urn:thing:{i}"), URIRef("urn:version"), Literal(number)) for i in range(SIZE)]


def write(folder: Path, told: Connection) -> None:
    """Replace two graphs by their next version, again and again, and load new ones between; each step is announced."""
    store = EmbeddedStore(folder)
    first = next(iter(store.statements(SAID)), None)
    for number in count(int(first.object) + 1 if first else 0):
        told.send(number)
        store.replace_all({SAID: version(number), INFERRED: version(number)})
        if number % 3 == 0:
            told.send(number)
            loaded = (Identifiers().graph("response", "XAB", f"{number}-{part}") for part in range(3))
            store.load((graph, version(number)) for graph in loaded)
