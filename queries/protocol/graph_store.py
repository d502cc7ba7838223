"""`/graph-store`: SPARQL 1.1 Graph Store HTTP Protocol. Graphs are named in the address, or are the address itself."""

import email.policy
import hashlib
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from urllib.parse import quote

from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from queries.protocol import formats
from queries.protocol.errors import BadRequest, NotThere, WrongMediaType
from queries.protocol.formats import Format, choose
from queries.protocol.jobs import Lines, Query, Write
from queries.protocol.replies import answer, condition, entity_tag, is_known, telling, unchanged
from queries.protocol.requests import body, check_iri, media_type, query_fields, token_of
from queries.protocol.service import Service

PATH = "/graph-store"
_METHODS = ["GET", "PUT", "POST", "DELETE"]
_FORM = "multipart/form-data"


def routes(service: Service) -> list[Route]:
    """The graphs of a store, each to be fetched, replaced, added to and deleted."""
    graphs = telling(_GraphStore(service))
    return [Route(path, graphs, methods=_METHODS, name="graph-store") for path in (PATH, PATH + "/{path:path}")]


class _GraphStore:
    """The graphs of one service."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def __call__(self, request: Request) -> Response:
        graph = _graph(request)
        if request.method in ("GET", "HEAD"):
            if graph is None:
                raise BadRequest("name the graph: ?graph=IRI, or ?default")
            return await get_graph(self._service, request, graph)
        self._service.check_token(token_of(request))
        if graph is None and request.method != "POST":
            raise BadRequest("name the graph: ?graph=IRI, or ?default")
        if request.method == "DELETE":
            return await self._delete(request, graph or "")
        return await self._put(request, graph)

    async def _put(self, request: Request, graph: str | None) -> Response:
        """Replace a graph (PUT) or add to it (POST); without a name, a new graph is made and its address told."""
        sent = await body(request, self._service.settings.limits.body_bytes)
        name = _new_name(request, sent, await self._service.revision()) if graph is None else graph
        parts = [await self._lines(part, kind, name or _address(request)) for kind, part in _parts(request, sent)]
        lines = "\n".join(part for part in parts if part)
        reply = await self._service.write(Write(name, lines, request.method == "PUT", condition(request)))
        headers = {"Location": name} if graph is None else {}
        return Response(status_code=204 if reply.body else 201, headers=headers)

    async def _lines(self, part: bytes, kind: str, base: str) -> str:
        if kind not in formats.READ:
            raise WrongMediaType(kind or "unknown", ", ".join(formats.READ))
        self._service.settings.guard.check_file(part, kind)
        return (await self._service.read(Lines(part, kind, base), may_remember=False)).body.decode()

    async def _delete(self, request: Request, graph: str) -> Response:
        reply = await self._service.write(Write(graph, "", True, condition(request)))
        if graph and not reply.body:
            raise NotThere(f"there is no graph <{graph}>")
        return Response(status_code=204)


async def get_graph(service: Service, request: Request, graph: str, *, short: str = "") -> Response:
    """A graph in the format that the client likes best; the one without a name is called by an empty one."""
    chosen = choose(request.headers.get("accept", ""), formats.GRAPHS, short)
    service.settings.guard.check_query("", [graph] if graph else [])
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    dataset = () if graph else (str(DATASET_DEFAULT_GRAPH_ID),)
    held = await service.read(Query(f"ASK {{ {pattern} }}", formats.CSV, default_graphs=dataset))
    if graph and held.body != b"true":
        raise NotThere(f"there is no graph <{graph}>")
    tag = entity_tag(held.revision, chosen)
    if is_known(request, tag):
        return unchanged(tag)
    construct = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
    reply = await service.read(Query(construct, chosen.media_type, default_graphs=dataset))
    return answer(reply.body, Format(chosen.media_type, chosen.called), entity_tag(reply.revision, chosen))


def _graph(request: Request) -> str | None:
    """The graph that a request is about, empty for the one without a name; None where it names none."""
    fields = [(name, value) for name, value in query_fields(request) if name in ("graph", "default")]
    is_direct = bool(request.path_params.get("path"))
    if len(fields) + is_direct > 1:
        raise BadRequest("name one graph: ?graph=IRI, or ?default, or the address of the graph itself")
    if is_direct:
        return _address(request)
    if not fields:
        return None
    name, value = fields[0]
    if name == "default":
        return ""
    check_iri(value)
    return value


def _address(request: Request) -> str:
    return str(request.url.replace(query="", fragment=""))


def _new_name(request: Request, sent: bytes, revision: str) -> str:
    """A name that nothing has yet: made from what is sent and what is there."""
    digest = hashlib.sha256(revision.encode() + sent).hexdigest()[:20]
    return f"{_address(request).rstrip('/')}/{quote(digest)}"


def _parts(request: Request, sent: bytes) -> Iterator[tuple[str, bytes]]:
    """Each file of the body with its type."""
    kind = media_type(request)
    if kind != _FORM:
        yield kind, sent
        return
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser(policy=email.policy.HTTP).parsebytes(head + sent)
    if not message.is_multipart():
        raise BadRequest("the parts of the body cannot be told apart: its boundary is missing")
    for part in message.iter_parts():
        assert isinstance(part, EmailMessage)
        content = part.get_payload(decode=True)
        yield part.get_content_type(), content if isinstance(content, bytes) else b""
