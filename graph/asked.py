"""What can be asked of a database of pyoxigraph: queries of every form, over the union of all graphs or those named."""

from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox
from rdflib.term import URIRef

from graph.bindings import bind
from graph.model import Statement
from graph.oxigraph import Found, Most, from_ox, graph_node, translated, write_answer
from graph.protocol import BadQuery, Row, Solutions, Stream, Term


class Asked:
    """A database that answers; `where` names it in errors."""

    _where: object
    _store: ox.Store

    def statements(self, graph: URIRef) -> Iterator[Statement]:
        for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            yield Statement(from_ox(quad.subject), from_ox(quad.predicate), from_ox(quad.object))  # type: ignore[arg-type]

    def _query(self, query: str, bindings: Mapping[str, Term] | None) -> Found:
        with translated(self._where):
            try:
                return self._store.query(bind(query, bindings or {}), use_default_graph_as_union=True)
            except SyntaxError:
                # The place of the error is to be the one in the query as it was written.
                self._store.query(query, use_default_graph_as_union=True)
                raise

    def answer(
        self,
        query: str,
        media_type: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: Sequence[URIRef] = (),
        named_graphs: Sequence[URIRef] = (),
        most: Most | None = None,
    ) -> bytes:
        """The answer to any query, written in the media type asked for; the dataset is all graphs where none is named.

        The media type has to suit the form of the query: a format of results for SELECT and ASK, of RDF for the others.
        The graph without a name goes by the name that rdflib gives it (`DATASET_DEFAULT_GRAPH_ID`).
        """
        names_any = bool(default_graphs or named_graphs)
        with translated(self._where):
            found = self._store.query(
                bind(query, bindings or {}),
                use_default_graph_as_union=not names_any,
                default_graph=[graph_node(graph) for graph in default_graphs] if names_any else None,
                named_graphs=[ox.NamedNode(graph) for graph in named_graphs] if names_any else None,
            )
            return write_answer(found, media_type, most or Most())

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> Solutions:
        stream = self.stream(query, bindings)
        return Solutions(stream.variables, list(stream.rows))

    def stream(self, query: str, bindings: Mapping[str, Term] | None = None) -> Stream:
        found = self._query(query, bindings)
        if not isinstance(found, ox.QuerySolutions):
            raise BadQuery(1, 1, "a SELECT is needed here")
        return Stream(tuple(variable.value for variable in found.variables), self._rows(found))

    def _rows(self, found: ox.QuerySolutions) -> Iterator[Row]:
        with translated(self._where):
            for solution in found:
                yield tuple(map(from_ox, solution))

    def ask(self, query: str, bindings: Mapping[str, Term] | None = None) -> bool:
        found = self._query(query, bindings)
        if not isinstance(found, ox.QueryBoolean):
            raise BadQuery(1, 1, "an ASK is needed here")
        return bool(found)

    def construct(self, query: str, bindings: Mapping[str, Term] | None = None) -> Iterator[Statement]:
        found = self._query(query, bindings)
        if not isinstance(found, ox.QueryTriples):
            raise BadQuery(1, 1, "a CONSTRUCT or DESCRIBE is needed here")
        return self._triples(found)

    def _triples(self, found: ox.QueryTriples) -> Iterator[Statement]:
        with translated(self._where):
            for triple in found:
                yield Statement(from_ox(triple.subject), from_ox(triple.predicate), from_ox(triple.object))  # type: ignore[arg-type]

    def _lines(self, graph: URIRef) -> list[str]:
        return self._lines_of(ox.NamedNode(graph))

    def _unnamed(self) -> list[str]:
        """What the graph without a name holds, which is of the union too."""
        return self._lines_of(ox.DefaultGraph())

    def _lines_of(self, graph: ox.NamedNode | ox.DefaultGraph) -> list[str]:
        dumped = self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
        return (dumped or b"").decode().split("\n")[:-1]
