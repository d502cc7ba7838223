"""The W3C manifests of tests over HTTP, as requests and what is expected of their responses."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph
from rdflib.collection import Collection
from rdflib.namespace import RDFS, Namespace
from rdflib.term import Node

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "third-party" / "w3c-sparql11"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
_NAMED = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


@dataclass(frozen=True)
class Expected:
    """What a response has to be."""

    statuses: tuple[str, ...]
    boolean: bool | None
    format: str
    location: str
    content_type: str
    body: str

    def allows(self, status: int) -> bool:
        return any(status == _NAMED.get(one) or one == f"StatusCode{status // 100}xx" for one in self.statuses)


@dataclass(frozen=True)
class Step:
    """A request of a test."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    expected: Expected


@dataclass(frozen=True)
class Case:
    """A test: the graphs that have to be there, and its requests in their order."""

    name: str
    graphs: tuple[tuple[str, Path], ...]
    steps: tuple[Step, ...]

    @property
    def writes(self) -> bool:
        return "update" in self.name and not self.name.startswith("bad_")


def cases(path: Path) -> list[Case]:
    """The tests of a manifest; none where it is not there."""
    if not path.exists():
        return []
    graph = Graph().parse(path)
    entries = next(graph.objects(None, MF.entries))
    return [_case(graph, entry, path.parent) for entry in Collection(graph, entries)]


def _case(graph: Graph, entry: Node, folder: Path) -> Case:
    data = tuple(
        (str(graph.value(one, RDFS.label)), folder / str(graph.value(one, UT.graph)).rsplit("/", 1)[-1])
        for one in graph.objects(entry, UT.graphData)
    )
    requests = graph.value(graph.value(entry, MF.action), HT.requests)
    steps = tuple(_step(graph, one) for one in Collection(graph, requests)) if requests else ()
    return Case(str(entry).rsplit("#", 1)[-1], data, steps)


def _step(graph: Graph, request: Node) -> Step:
    body, response = graph.value(request, HT.body), graph.value(request, HT.resp)
    assert response is not None
    sent = None
    if body is not None:
        sent = str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding)))
    return Step(
        str(graph.value(request, HT.methodName)),
        str(graph.value(request, HT.absolutePath)),
        dict(_headers(graph, request)),
        sent,
        _expected(graph, response),
    )


def _expected(graph: Graph, response: Node) -> Expected:
    boolean = graph.value(response, MF.expectedBoolean)
    body = graph.value(response, HT.body)
    return Expected(
        tuple(str(one).rsplit("#", 1)[-1] for one in graph.objects(response, MF.expectedStatus)),
        None if boolean is None else bool(boolean.toPython()),  # type: ignore[attr-defined]
        str(graph.value(response, MF.expectedFormat) or ""),
        str(graph.value(response, MF.expectedLocation) or ""),
        dict(_headers(graph, response)).get("content-type", ""),
        "" if body is None else str(graph.value(body, CNT.chars)),
    )


def _headers(graph: Graph, message: Node) -> Iterator[tuple[str, str]]:
    given = graph.value(message, HT.headers)
    for one in Collection(graph, given) if given is not None else ():
        yield str(graph.value(one, HT.fieldName)).lower(), str(graph.value(one, HT.fieldValue))
