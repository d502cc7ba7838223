"""A store on any server that speaks SPARQL 1.1: Query, Update and, where it has one, the Graph Store protocol.

Nothing here is particular to an engine. Of the server two things are asked: that its default graph is the union of
its named graphs (Virtuoso, GraphDB, Neptune, RDF4J: so from the start; Fuseki: `--set tdb2:unionDefaultGraph=true`;
Stardog: `query.all.graphs=true`), and that one update request is one transaction. A graph that does not fit into one
request is first loaded beside its place, in batches, and then moved there with the request that notes it.
"""

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from rdflib.term import BNode, Literal, URIRef

from graph.bindings import bind, end_of_update
from graph.identifiers import Identifiers
from graph.lines import Content, canonical, in_graph, write_graph, write_line, write_term
from graph.model import Statement
from graph.oxigraph import read_triples
from graph.protocol import BadQuery, Row, Solutions, StoreUnavailable, StoreUnreachable, Stream, Term
from graph.revision import NOTED, after_update, notes_graph, read_note, revision_of, write_note
from graph.sorting import is_dumped, write_sorted

if TYPE_CHECKING:
    import httpx

#: How many lines, and how many characters, one update request may hold: Virtuoso compiles a request to SQL and gives
#: up at 10,000 lines of it.
LINES_AT_ONCE = 1_000
CHARACTERS_AT_ONCE = 1_000_000
_ATTEMPTS = 5
_BUSY = (429, 502, 503, 504)
_LOADING = "#loading"
#: What Virtuoso calls the only column of the table that it answers to an ASK, and to an empty text.
_ASKED = "__ASK_RETVAL"
_NO_SELECT = ((_ASKED,), ("callret-0",))
_STRING = "http://www.w3.org/2001/XMLSchema#string"


class AnswerCut(StoreUnavailable):
    """The server gave a part of the answer as if it were the whole."""

    message = "the store {0} cuts answers off after {1} rows: raise that limit there (Virtuoso: ResultSetMaxRows)"


class NoUnion(StoreUnavailable):
    """The server keeps its default graph apart from its named graphs."""

    message = (
        "the store {0} does not show its named graphs in its default graph: let it"
        " (Fuseki: --set tdb2:unionDefaultGraph=true)"
    )


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a server takes queries, updates and, if it does, whole graphs."""

    query: str
    update: str
    graph_store: str | None = None

    @classmethod
    def of(cls, address: str) -> "Addresses":
        """The addresses that go with the one for queries, as servers commonly name them.

        >>> Addresses.of("http://localhost:3030/graph/query").update
        'http://localhost:3030/graph/update'
        """
        head, _, tail = address.rstrip("/").rpartition("/")
        if tail == "query":
            return cls(address, f"{head}/update", f"{head}/data")
        if head.endswith("/repositories"):
            return cls(address, f"{head}/{tail}/statements", f"{head}/{tail}/rdf-graphs/service")
        return cls(address, address)


class RemoteStore:
    """A store on a SPARQL 1.1 server. `user` and `password` are sent as the server asks (basic or digest), `token` as
    bearer.
    """

    def __init__(
        self,
        where: str | Addresses,
        *,
        ids: Identifiers | None = None,
        user: str | None = None,
        password: str | None = None,
        token: str | None = None,
        timeout: float = 300,
        pause: float = 0.2,
    ) -> None:
        import httpx

        self._at = where if isinstance(where, Addresses) else Addresses.of(where)
        self._ids = ids or Identifiers()
        self._notes = notes_graph(self._ids)
        self._pause = pause
        self._login = (user, password or "") if user else None
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(timeout=timeout, headers=headers)
        self._is_union = False

    @property
    def ids(self) -> Identifiers:
        return self._ids

    def replace(self, graph: URIRef, statements: Iterable[Statement]) -> bool:
        return self.replace_all({graph: statements})

    def replace_all(self, graphs: Mapping[URIRef, Content]) -> bool:
        steps: list[str] = []
        for graph, content in graphs.items():
            said = write_graph(graph, content)
            noted = self._noted(graph)
            # What came by SPARQL Update, or by another tool, has no note.
            if noted != said.digest and (said.digest or noted or self._is_there(graph)):
                steps += self._placing(graph, said.lines(), alone=len(graphs) == 1)
                steps += self._noting(graph, said.digest)
        if steps:
            self._update(" ;\n".join(steps))
        return bool(steps)

    def _placing(self, graph: URIRef, lines: list[str], *, alone: bool) -> list[str]:
        """The operations that put lines in the place of a graph; what is too much for one request is sent ahead."""
        name = write_term(graph)
        batches = list(_batches(lines))
        if not batches:
            return [f"DROP SILENT GRAPH {name}"]
        if len(batches) == 1 and alone:
            return [f"DROP SILENT GRAPH {name}", _insert(graph, lines)]
        beside = URIRef(graph + _LOADING)
        self._update(f"DROP SILENT GRAPH {write_term(beside)}")
        for batch in batches:
            self._add(beside, batch)
        # Not by MOVE: Fuseki 5.3 reads from TDB2 what it moves while it writes it there, and loses a part.
        pattern = "{ ?s ?p ?o }"
        copy = f"INSERT {{ GRAPH {name} {pattern} }} WHERE {{ GRAPH {write_term(beside)} {pattern} }}"
        return [f"DROP SILENT GRAPH {name}", copy, f"DROP SILENT GRAPH {write_term(beside)}"]

    def _add(self, graph: URIRef, lines: list[str]) -> None:
        if self._at.graph_store is None:
            self._update(_insert(graph, lines))
            return
        body = "\n".join(lines).encode() + b"\n"
        headers = {"Content-Type": "application/n-triples"}
        self._send("POST", self._at.graph_store, params={"graph": str(graph)}, content=body, headers=headers)

    def _noting(self, graph: URIRef, after: int) -> Iterator[str]:
        yield f"DELETE WHERE {{ GRAPH <{self._notes}> {{ {write_term(graph)} <{NOTED}> ?digest }} }}"
        if after:
            yield _insert(self._notes, [write_note(graph, after)])

    def load(self, graphs: Iterable[tuple[URIRef, Iterable[Statement]]]) -> int:
        """Replace many graphs, each of them whole; taken up again after a failure, it skips those that are there."""
        return sum(self.replace(graph, statements) for graph, statements in graphs)

    def place(self, groups: Sequence[Mapping[URIRef, Content]]) -> list[bool]:
        return [self.replace_all(group) for group in groups]

    def remove(self, graph: URIRef) -> bool:
        there = self._is_there(graph)
        self._update(" ;\n".join([f"DROP SILENT GRAPH {write_term(graph)}", *self._noting(graph, 0)]))
        return there

    def _is_there(self, graph: URIRef) -> bool:
        return self.ask(f"ASK {{ GRAPH {write_term(graph)} {{ ?s ?p ?o }} }}")

    def update(self, update: str) -> None:
        noting = _insert(self._notes, [write_note(self._notes, after_update(self.revision(), update))])
        self._update(f"{update[: end_of_update(update)]}\n;\nDROP SILENT GRAPH <{self._notes}> ;\n{noting}")

    def graphs(self) -> list[URIRef]:
        rows = self._select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows
        names = {URIRef(str(row[0])) for row in rows}
        return sorted(name for name in names - {self._notes} if self._is_ours(name))

    # Some servers keep graphs of their own among the user's: Virtuoso its vocabulary and its settings.
    def _is_ours(self, graph: URIRef) -> bool:
        return graph.startswith(self._ids.base) and not graph.endswith(_LOADING)

    def statements(self, graph: URIRef) -> Iterator[Statement]:
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {write_term(graph)} {{ ?s ?p ?o }} }}"
        return self._construct(query)

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> Solutions:
        self._check_union()
        return self._select(bind(query, bindings or {}))

    def _select(self, query: str) -> Solutions:
        answer = self._ask_for(query, "application/sparql-results+json").json()
        names = tuple(answer["head"].get("vars", ()))
        if "results" not in answer or names in _NO_SELECT:
            raise BadQuery(1, 1, "a SELECT is needed here")
        return Solutions(names, [_row(found, names) for found in answer["results"]["bindings"]])

    def stream(self, query: str, bindings: Mapping[str, Term] | None = None) -> Stream:
        found = self.select(query, bindings)
        return Stream(found.variables, iter(found.rows))

    def ask(self, query: str, bindings: Mapping[str, Term] | None = None) -> bool:
        answer = self._ask_for(bind(query, bindings or {}), "application/sparql-results+json").json()
        if answer["head"].get("vars") == [_ASKED]:
            return bool(answer["results"]["bindings"])
        if "boolean" not in answer:
            raise BadQuery(1, 1, "an ASK is needed here")
        return bool(answer["boolean"])

    def construct(self, query: str, bindings: Mapping[str, Term] | None = None) -> Iterator[Statement]:
        self._check_union()
        return self._construct(bind(query, bindings or {}))

    def _construct(self, query: str) -> Iterator[Statement]:
        answer = self._ask_for(query, "application/n-triples, text/turtle;q=0.5")
        return read_triples(answer.content, answer.headers["content-type"].partition(";")[0])

    def _check_union(self) -> None:
        if self._is_union:
            return
        pattern = f"?g <{NOTED}> ?digest"
        if self.ask(f"ASK {{ GRAPH <{self._notes}> {{ {pattern} }} FILTER NOT EXISTS {{ {pattern} }} }}"):
            raise NoUnion(self._at.query)
        self._is_union = True

    def dump(self, out: BinaryIO) -> None:
        kept = (graph for graph in self.graphs() if is_dumped(graph, self._ids))
        lines = (in_graph(write_line(said), graph) for graph in kept for said in self.statements(graph))
        write_sorted(lines, out)

    def revision(self) -> str:
        return revision_of(self._digests())

    def _digests(self, graph: URIRef | None = None) -> list[int]:
        subject = write_term(graph) if graph else "?g"
        query = f"SELECT ?digest {{ GRAPH <{self._notes}> {{ {subject} <{NOTED}> ?digest }} }}"
        return [read_note(str(row[0])) for row in self._select(query).rows]

    def _noted(self, graph: URIRef) -> int | None:
        return next(iter(self._digests(graph)), None)

    def close(self) -> None:
        self._client.close()

    def _ask_for(self, query: str, media_type: str) -> "httpx.Response":
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": media_type}
        answer = self._send("POST", self._at.query, data={"query": query}, headers=headers)
        if rows := answer.headers.get("X-SPARQL-MaxRows"):
            raise AnswerCut(self._at.query, rows)
        return answer

    def _update(self, update: str) -> None:
        self._send("POST", self._at.update, data={"update": update})

    def _send(self, method: str, address: str, **request: Any) -> "httpx.Response":
        """The answer to a request. All that is sent can be sent again, so a busy server gets another chance."""
        import httpx

        for attempt in range(_ATTEMPTS):
            last = attempt == _ATTEMPTS - 1
            try:
                answer = self._client.request(method, address, **request)
            except httpx.TransportError as error:
                if last:
                    raise StoreUnreachable(address, error) from error
            else:
                if answer.status_code in (401, 403) and self._login and not self._client.auth:
                    self._log_in(*self._login, answer.headers.get("WWW-Authenticate", ""))
                    continue
                if answer.status_code not in _BUSY or last:
                    return self._checked(answer, address)
            time.sleep(self._pause * 2**attempt)
        raise AssertionError("the last attempt returns or raises")

    # Asked first and then told: Virtuoso does not say that it wants digests to who begins with a password.
    def _log_in(self, user: str, password: str, asked: str) -> None:
        import httpx

        wants_digest = asked.lower().startswith("digest")
        self._client.auth = httpx.DigestAuth(user, password) if wants_digest else httpx.BasicAuth(user, password)

    def _checked(self, answer: "httpx.Response", address: str) -> "httpx.Response":
        if answer.status_code == 400:
            raise BadQuery(*_place(answer.text), " ".join(answer.text.split())[:300])
        if answer.is_error:
            reason = f"it answers {answer.status_code} {answer.reason_phrase}: {' '.join(answer.text.split())[:300]}"
            raise StoreUnreachable(address, reason)
        return answer


def _place(text: str) -> tuple[int, int]:
    """Line and column of an error, where the server names them."""
    found = re.search(r"line (\d+)(?:,? column (\d+))?", text)
    return (max(1, int(found[1])), int(found[2] or 1)) if found else (1, 1)


def _insert(graph: URIRef, lines: Iterable[str]) -> str:
    body = "\n".join(lines)
    return f"INSERT DATA {{ GRAPH {write_term(graph)} {{\n{body}\n}} }}"


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    """The lines in portions that a server takes; a line that is too long by itself goes alone."""
    batch: list[str] = []
    size = 0
    for line in lines:
        if batch and (len(batch) == LINES_AT_ONCE or size + len(line) > CHARACTERS_AT_ONCE):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(line)
    if batch:
        yield batch


def _row(found: Mapping[str, Mapping[str, str]], names: tuple[str, ...]) -> Row:
    return tuple(_term(found[name]) if name in found else None for name in names)


def _term(found: Mapping[str, str]) -> Term:
    value = found["value"]
    if found["type"] == "uri":
        return URIRef(value)
    if found["type"] == "bnode":
        return BNode(value)  # type: ignore[return-value]
    if "xml:lang" in found:
        return Literal(value, lang=found["xml:lang"])
    datatype = URIRef(found["datatype"]) if found.get("datatype", _STRING) != _STRING else None
    # Virtuoso answers 1 where true was written.
    return Literal(canonical(value, datatype), datatype=datatype, normalize=False)
