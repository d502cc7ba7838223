"""The embedded store: pyoxigraph on disk or in memory. The only door to pyoxigraph."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox
from rdflib.term import BNode, Literal, URIRef

from graph.model import Statement
from graph.store import Row, Solutions, Term


def _to_ox(term: Term) -> ox.NamedNode | ox.Literal:
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)


def _from_ox(term: object) -> Term | None:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
        return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)  # type: ignore[return-value]
    return None


class EmbeddedStore:
    """A store in a folder, or in memory where no folder is given."""

    def __init__(self, folder: Path | None = None, *, read_only: bool = False) -> None:
        if folder is None:
            self._store = ox.Store()
        elif read_only:
            self._store = ox.Store.read_only(str(folder))
        else:
            self._store = ox.Store(str(folder))

    def replace(self, graph: URIRef, statements: Iterable[Statement]) -> bool:
        name = ox.NamedNode(str(graph))
        new = {ox.Quad(_to_ox(s), _to_ox(p), _to_ox(o), name) for s, p, o in statements}
        old = set(self._store.quads_for_pattern(None, None, None, name))
        if new == old:
            return False
        self._store.remove_graph(name)
        self._store.extend(new)
        return True

    def remove(self, graph: URIRef) -> bool:
        name = ox.NamedNode(str(graph))
        there = name in set(self._store.named_graphs())
        self._store.remove_graph(name)
        return there

    def graphs(self) -> list[URIRef]:
        return sorted(URIRef(name.value) for name in self._store.named_graphs())

    def statements(self, graph: URIRef) -> Iterator[Statement]:
        for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(str(graph))):
            yield Statement(_from_ox(quad.subject), _from_ox(quad.predicate), _from_ox(quad.object))  # type: ignore[arg-type]

    def _query(self, query: str, bindings: Mapping[str, Term] | None) -> object:
        substitutions = {ox.Variable(name): _to_ox(term) for name, term in (bindings or {}).items()}
        return self._store.query(query, use_default_graph_as_union=True, substitutions=substitutions or None)

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> Solutions:
        found = self._query(query, bindings)
        variables = tuple(v.value for v in found.variables)  # type: ignore[attr-defined]
        rows: list[Row] = [tuple(_from_ox(t) for t in row) for row in found]  # type: ignore[attr-defined]
        return Solutions(variables, rows)

    def ask(self, query: str, bindings: Mapping[str, Term] | None = None) -> bool:
        return bool(self._query(query, bindings))

    def construct(self, query: str, bindings: Mapping[str, Term] | None = None) -> Iterator[Statement]:
        for triple in self._query(query, bindings):  # type: ignore[attr-defined]
            yield Statement(_from_ox(triple.subject), _from_ox(triple.predicate), _from_ox(triple.object))  # type: ignore[arg-type]

    def dump(self, out: BinaryIO) -> None:
        out.writelines(sorted(f"{quad} .\n".encode() for quad in self._store))

    def revision(self) -> str:
        return str(len(self._store))

    def close(self) -> None:
        del self._store
