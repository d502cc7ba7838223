"""Terms, errors and files as pyoxigraph has them. With `embedded`, `asked` and `notes` the only door to pyoxigraph."""

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import BinaryIO

import pyoxigraph as ox
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import BNode, Literal, URIRef

from graph.model import Object, Statement
from graph.protocol import BadQuery, StoreLocked, StoreUnreachable, Term
from ontology.errors import PrevgraphError
from ontology.terms import PREFIXES

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_UNDECLARED = "the name before it has a prefix that no PREFIX line declares, such as PREFIX pg: <{0}>"
#: Classes of characters that pyoxigraph lists among what it expected.
_CLASSES = re.compile(r"(?:, )?\[(?:'(?:\\.|[^'\\])*'|[^\]'])*\]")
_NOT_SUITED = "an answer of this kind cannot be written as {0}"
Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
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
        line, column, what = place.groups() if place else (1, 1, str(error))
        raise BadQuery(line, column, _in_words(what)) from error
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).lower():
            raise StoreLocked(where) from error
        raise StoreUnreachable(where, error) from error


def _in_words(expected: str) -> str:
    """What pyoxigraph says of a mistake, without what only its parser knows."""
    if "Prefix not found" in expected:
        return _UNDECLARED.format(PREFIXES["pg"])
    return _CLASSES.sub("", expected).replace("expected one of , ", "expected one of ")


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


class AnswerTooLarge(PrevgraphError):
    """The answer has more rows, statements or bytes than were asked for at most."""

    message = "the answer has more than {0}"


@dataclass(frozen=True, slots=True)
class Most:
    """How large an answer may be."""

    rows: int = sys.maxsize
    size: int = sys.maxsize


class _Bounded(io.BytesIO):
    """A file that refuses to grow beyond a size."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most

    def write(self, data: object, /) -> int:
        written = super().write(data)  # type: ignore[arg-type]
        self._left -= written
        if self._left < 0:
            raise AnswerTooLarge(f"{self.tell() + self._left} bytes")
        return written


def graph_node(graph: URIRef) -> ox.NamedNode | ox.DefaultGraph:
    """The graph of this name, or the one without a name."""
    return ox.DefaultGraph() if graph == DATASET_DEFAULT_GRAPH_ID else ox.NamedNode(graph)


def write_answer(found: Found, media_type: str, most: Most) -> bytes:
    """The whole answer in a format for it; `AnswerTooLarge` where it is more than that."""
    out = _Bounded(most.size)
    if isinstance(found, ox.QueryTriples):
        rdf = ox.RdfFormat.from_media_type(media_type)
        if rdf is None:
            raise BadQuery(1, 1, _NOT_SUITED.format(media_type))
        triples = list(islice(found, most.rows + 1))
        if len(triples) > most.rows:
            raise AnswerTooLarge(f"{most.rows} statements")
        ox.serialize(triples, out, rdf, prefixes=dict(PREFIXES))
        return out.getvalue()
    results = ox.QueryResultsFormat.from_media_type(media_type)
    if results is None:
        raise BadQuery(1, 1, _NOT_SUITED.format(media_type))
    found.serialize(out, format=results)
    written = out.getvalue()
    if isinstance(found, ox.QuerySolutions) and _rows_at_most(written, results) > most.rows < _rows(written, results):
        raise AnswerTooLarge(f"{most.rows} rows")
    return written


def rewrite_results(results: bytes, media_type: str) -> bytes:
    """An answer in SPARQL 1.1 Query Results JSON, in another format for results."""
    found = ox.parse_query_results(results, ox.QueryResultsFormat.JSON)
    wanted = ox.QueryResultsFormat.from_media_type(media_type)
    assert wanted is not None
    return bytes(found.serialize(format=wanted) or b"")


def _rows_at_most(written: bytes, format_: ox.QueryResultsFormat) -> int:
    """No fewer rows than an answer has, told at a glance: seldom does anything but a row follow these."""
    if format_ == ox.QueryResultsFormat.JSON:
        return written.count(b",{") + 1
    return written.count(b"<result>" if format_ == ox.QueryResultsFormat.XML else b"\n")


def _rows(written: bytes, format_: ox.QueryResultsFormat) -> int:
    """How many rows an answer has."""
    if format_ == ox.QueryResultsFormat.JSON:
        return len(json.loads(written)["results"]["bindings"])
    if format_ == ox.QueryResultsFormat.CSV:
        return sum(1 for _ in csv.reader(io.StringIO(written.decode(), newline=""))) - 1
    return _rows_at_most(written, format_) - (format_ == ox.QueryResultsFormat.TSV)


def read_lines(data: bytes, media_type: str, base: str) -> list[str]:
    """The statements of a file as lines of N-Triples; its blank nodes get names that no other file's have."""
    rdf = ox.RdfFormat.from_media_type(media_type)
    parsed = ox.parse(data, rdf, base_iri=base, rename_blank_nodes=True)
    return [f"{quad.triple} ." for quad in parsed]


def read_triples(data: bytes, media_type: str) -> Iterator[Statement]:
    """The statements of a file in a format for triples."""
    for triple in ox.parse(data, ox.RdfFormat.from_media_type(media_type)):
        yield Statement(from_ox(triple.subject), from_ox(triple.predicate), from_ox(triple.object))  # type: ignore[arg-type]
