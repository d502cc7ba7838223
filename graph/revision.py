"""What a store notes of its own content: a digest of each graph; their sum is the store's revision.

The notes stand in a graph of their own, `graph:store`, so that they change in the same transaction as the content and
any SPARQL store can keep them. They are no part of the content: no dump, export or list of graphs shows them.
"""

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rdflib.namespace import OWL
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.lines import write_line
from graph.model import Statement

if TYPE_CHECKING:
    from graph.protocol import Store

#: The property of a note.
NOTED = OWL.versionInfo
#: The property of the sum of all digests, or of a part of it.
SUMMED = URIRef("http://www.w3.org/ns/dcat#version")
_SIZE = 1 << 256
_OTHER_NOTES = """SELECT DISTINCT ?notes WHERE {
  GRAPH ?notes { ?about ?noted ?digest } FILTER(STRENDS(STR(?notes), "/graph/store")) } LIMIT 1"""


def notes_graph(ids: Identifiers) -> URIRef:
    """The graph in which a store keeps its notes."""
    return ids.graph("store")


def write_note(about: URIRef, digest: int) -> str:
    """The line that notes the digest of a graph.

    A note about the graph of notes itself stands for changes that came by SPARQL Update, after which no graph's
    digest is known.
    """
    return write_line(Statement(about, NOTED, Literal(f"{digest % _SIZE:064x}")))


def write_sum(notes: URIRef, digests: int) -> str:
    """The line that notes a sum of digests, about the graph of notes itself."""
    return write_line(Statement(notes, SUMMED, Literal(f"{digests % _SIZE:064x}")))


def base_noted(store: "Store") -> str | None:
    """The base under which a store keeps its notes: its own, or another; None where it keeps none yet."""
    own = notes_graph(store.ids)
    if store.ask("ASK { GRAPH ?notes { ?about ?noted ?digest } }", {"notes": own, "noted": NOTED}):
        return store.ids.base
    rows = store.select(_OTHER_NOTES, {"noted": NOTED}).rows
    return next((str(row[0]).removesuffix("graph/store") for row in rows), None)


def read_note(text: str) -> int:
    """The digest that a note holds."""
    return int(text, 16)


def revision_of(digests: Iterable[int]) -> str:
    """The store's revision: a sum, so that it follows from what changed and the order of changes leaves no trace."""
    return f"{sum(digests) % _SIZE:064x}"


def moved(revision: str, step: int) -> str:
    """The revision after a change that added so much to the sum of the digests."""
    return f"{(int(revision, 16) + step) % _SIZE:064x}"


def after_update(revision: str, update: str) -> int:
    """The digest that stands for whatever a SPARQL Update made of a store."""
    return int.from_bytes(hashlib.sha256(f"{revision}\n{update}".encode()).digest())
