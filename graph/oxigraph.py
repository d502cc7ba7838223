"""Terms, errors and files as pyoxigraph has them. With `graph.embedded` the only door to pyoxigraph."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import BinaryIO

import pyoxigraph as ox
from rdflib.term import BNode, Literal, URIRef

from graph.model import Object, Statement
from graph.protocol import BadQuery, StoreLocked, StoreUnreachable, Term

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_named_node = lru_cache(maxsize=1 << 16)(ox.NamedNode)


@lru_cache(maxsize=1 << 16)
def to_uriref(value: str) -> URIRef:
    return URIRef(value)


def from_ox(term: object) -> Term | None:
    kind = type(term)
    if kind is ox.NamedNode:
        return to_uriref(term.value)  # type: ignore[attr-defined]
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        return Literal(term.value, datatype=None if datatype == _STRING else to_uriref(datatype), normalize=False)
    if isinstance(term, ox.BlankNode):
        # Only a query can make one: the graph has none.
        return BNode(term.value)  # type: ignore[return-value]
    return None


@contextmanager
def translated(where: object) -> Iterator[None]:
    """Raise the house's errors for those of pyoxigraph, which are Python's own."""
    try:
        yield
    except SyntaxError as error:
        place = _PLACE.match(str(error))
        raise BadQuery(*(place.groups() if place else (1, 1, str(error)))) from error
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).lower():
            raise StoreLocked(where) from error
        raise StoreUnreachable(where, error) from error


def to_ox(term: Object) -> ox.NamedNode | ox.Literal:
    """A term as pyoxigraph has it."""
    if isinstance(term, URIRef):
        return _named_node(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=_named_node(str(term.datatype)) if term.datatype else None)


def write_triples(statements: Iterable[Statement], out: BinaryIO, media_type: str, prefixes: Mapping[str, str]) -> None:
    """Write statements in a format for triples: Turtle, N-Triples, RDF/XML."""
    triples = (ox.Triple(_named_node(s), _named_node(p), to_ox(o)) for s, p, o in statements)
    ox.serialize(triples, out, ox.RdfFormat.from_media_type(media_type), prefixes=dict(prefixes))


def write_quads(
    graphs: Iterable[tuple[URIRef, Iterable[Statement]]], out: BinaryIO, media_type: str, prefixes: Mapping[str, str]
) -> None:
    """Write named graphs in a format for them: TriG, N-Quads."""
    quads = (
        ox.Quad(_named_node(s), _named_node(p), to_ox(o), _named_node(graph))
        for graph, statements in graphs
        for s, p, o in statements
    )
    ox.serialize(quads, out, ox.RdfFormat.from_media_type(media_type), prefixes=dict(prefixes))


def read_triples(data: bytes, media_type: str) -> Iterator[Statement]:
    """The statements of a file in a format for triples."""
    for triple in ox.parse(data, ox.RdfFormat.from_media_type(media_type)):
        yield Statement(from_ox(triple.subject), from_ox(triple.predicate), from_ox(triple.object))  # type: ignore[arg-type]
