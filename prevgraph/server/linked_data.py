"""Linked data over HTTP: each IRI leads to a page for people and to statements for programs, by what is accepted."""

import io
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from rdflib.term import URIRef
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from graph.identifiers import Identifiers
from graph.lines import write_term
from graph.model import Statement
from graph.oxigraph import write_triples
from ontology.terms import PREFIXES
from prevgraph.command import SETTINGS_FILE
from prevgraph.dataset.description import dataset_statements
from prevgraph.dataset.publisher import Publisher, read_publisher
from prevgraph.server.shared_view import SharedView
from queries.protocol import formats
from queries.protocol.errors import NotThere
from queries.protocol.formats import choose
from queries.protocol.graph_store import get_graph
from queries.protocol.jobs import Look, Query
from queries.protocol.replies import answer, entity_tag, is_known, telling, unchanged
from queries.protocol.requests import check_iri
from queries.protocol.service import Service
from viz.explorer.links import Links

#: A page is given to who asks for one; who takes anything gets statements.
_OFFERED = (*formats.READ, formats.HTML)
_ENDINGS = {formats.TURTLE: "ttl", formats.N_TRIPLES: "nt", formats.RDF_XML: "rdf", formats.JSON_LD: "jsonld"}
_SUFFIXES = {ending: media_type for media_type, ending in _ENDINGS.items()}
#: The graphs that go by the name of a path, and where people find them.
_WHOLE = {"ontology": "", "guidelines": "/paragraphs"}
#: What stands directly under the base; everything else stands under `id/`.
_ROOMS = ("ontology", "guidelines", "questionnaire")
_IN_PATH = "/:@!$&'()*+,;=~-._%"

#: All that is said of a thing and about it; that it is the class or the datatype of others is left out.
_ABOUT = """CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ VALUES ?s {{ {thing} }} ?s ?p ?o }} UNION
  {{ VALUES ?o {{ {thing} }} ?s ?p ?o FILTER(?p != <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>) }}
}}"""


def routes(service: Service, view: SharedView) -> list[Route]:
    """The addresses of resources, of vocabulary and of the dataset's description."""
    data = _LinkedData(service, view)
    paths: Iterable[tuple[str, Callable[[Request], Awaitable[Response]]]] = (
        ("/id/{path:path}", data.lead_on),
        *((f"/{room}", data.whole) for room in _WHOLE),
        *((f"/{room}/{{path:path}}", data.lead_on) for room in _ROOMS),
        ("/graph/{path:path}", data.graph),
        ("/data/{path:path}", data.data),
        ("/catalog", data.catalogue),
        ("/catalog/{path:path}", data.catalogue),
        ("/.well-known/void", data.catalogue),
        ("/health", data.health),
    )
    return [Route(path, telling(endpoint)) for path, endpoint in paths]


class _LinkedData:
    """The resources of one service."""

    def __init__(self, service: Service, view: SharedView) -> None:
        self._service = service
        self._base = service.settings.base
        self._view = view

    async def lead_on(self, request: Request) -> Response:
        """Lead from a thing to what is said of it (303: a thing is no document)."""
        iri = str(Identifiers(self._base).at(request.url.path.removeprefix("/")))
        chosen = choose(request.headers.get("accept", ""), _OFFERED)
        page = Links(self._base).to(iri)
        if chosen.media_type == formats.HTML and page:
            return _see_other(page)
        ending = _ENDINGS.get(chosen.media_type, "ttl")
        return _see_other(Links(self._base).data(iri, ending))

    async def whole(self, request: Request) -> Response:
        """The vocabulary, or the Guidelines, as one graph."""
        room = request.url.path.strip("/")
        likes_pages = choose(request.headers.get("accept", ""), _OFFERED).media_type == formats.HTML
        if likes_pages and _WHOLE[room]:
            return _see_other(_WHOLE[room])
        graph = str(Identifiers(self._base).graph(room))
        return await get_graph(self._service, request, graph, short="ttl" if likes_pages else "")

    async def graph(self, request: Request) -> Response:
        """A named graph, at the path of its own IRI."""
        iri = str(Identifiers(self._base).at(request.url.path.removeprefix("/")))
        check_iri(iri)
        return await get_graph(self._service, request, iri)

    async def data(self, request: Request) -> Response:
        """What is said of a thing and about it."""
        path, _, ending = request.path_params["path"].rpartition(".")
        if ending not in _SUFFIXES:
            raise NotThere(f"there is nothing at {request.url.path}: data ends in .{', .'.join(_SUFFIXES)}")
        iri = str(Identifiers(self._base).at(path if path.partition("/")[0] in _ROOMS else f"id/{path}"))
        check_iri(iri)
        chosen = choose("", formats.READ, _SUFFIXES[ending])
        thing = write_term(URIRef(iri))
        asked = await self._service.read(Query(f"ASK {{ {{ {thing} ?p ?o }} UNION {{ ?s ?q {thing} }} }}", formats.CSV))
        if asked.body != b"true":
            raise NotThere(f"nothing is known of <{iri}>")
        tag = entity_tag(asked.revision, chosen)
        if is_known(request, tag):
            return unchanged(tag)
        reply = await self._service.read(Query(_ABOUT.format(thing=thing), chosen.media_type))
        response = answer(reply.body, chosen, entity_tag(reply.revision, chosen))
        response.headers["Link"] = f'<{iri}>; rel="describes"'
        return response

    async def catalogue(self, request: Request) -> Response:
        """The description of the dataset: DCAT, VoID, and how well it was measured."""
        chosen = choose(request.headers.get("accept", ""), formats.READ)
        tag = entity_tag(await self._service.revision(), chosen)
        if is_known(request, tag):
            return unchanged(tag)
        address = str(request.base_url)
        return answer(await run_in_threadpool(self._described, address, chosen.media_type), chosen, tag)

    def _described(self, address: str, media_type: str) -> bytes:
        settings = Path(SETTINGS_FILE)
        publisher = read_publisher(settings) if settings.exists() else Publisher()
        here = replace(
            publisher, address=publisher.address or address, endpoint=publisher.endpoint or f"{address}sparql"
        )
        with self._view() as store:
            return _written(dataset_statements(store, here, ids=Identifiers(self._base)), media_type)

    async def health(self, request: Request) -> Response:
        """Whether queries are answered, for a load balancer."""
        reply = await self._service.read(Look(), may_remember=False)
        headers = {"Cache-Control": "no-store"}
        return JSONResponse(
            {"status": "ok", "revision": reply.revision, "writable": self._service.can_write}, 200, headers
        )


def _written(statements: Iterable[Statement], media_type: str) -> bytes:
    out = io.BytesIO()
    write_triples(statements, out, media_type, PREFIXES)
    return out.getvalue()


def _see_other(path: str) -> Response:
    return RedirectResponse(quote(path, safe=_IN_PATH + "?#"), 303, headers={"Vary": "Accept"})
