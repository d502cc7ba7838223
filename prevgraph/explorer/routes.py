"""The explorer: routes that read the store and hand what they find to the pages of `viz.explorer`.

`routes` is the door: `prevgraph serve` composes them with the endpoint. Each page is made in a thread of its own from
a store opened for reading; what cannot be shown is said in one sentence on a page.
"""

import hmac
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from typing import Any, TypeAlias
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from graph.store import Store, StoreUnavailable
from ontology import schema
from ontology.errors import PrevgraphError
from prevgraph.explorer import alike, documents, editing, guidelines, network, queries, searching, sharing, states
from prevgraph.explorer.decisions import COOKIE, LONGEST, Decide, given_in, reviewer_cookie, reviewer_of
from prevgraph.explorer.view import Kept, NoSuchPage, Run, View
from queries import catalogue
from queries.ask import ask_text
from queries.catalogue import UnknownQuestion
from viz.explorer import pages as drawn
from viz.explorer.contents import Asked, Editor
from viz.explorer.frame import LANGUAGES, Frame
from viz.explorer.frontend import built
from viz.explorer.links import BASE
from viz.explorer.network_view import picture, svg
from viz.network_page import vis_script

StoreProvider: TypeAlias = Callable[[], AbstractContextManager[Store]]
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]

#: No script, style or address but our own; nothing may frame a page.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Vary": "Accept-Language",
}

#: What no IRI holds (RFC 3987): an address with it names nothing.
_IN_NO_IRI = re.compile(r"[\x00-\x20\x7f<>\"{}|^`\\]")

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class _Explorer:
    store: StoreProvider
    base: str
    run: Run | None
    decide: Decide | None
    token: str | None
    kept: Kept = field(default_factory=Kept)

    def frame(self, request: Request) -> Frame:
        query = tuple(request.query_params.multi_items())
        chosen = request.query_params.get("language", "")
        return Frame(
            request.url.path,
            query,
            chosen if chosen in LANGUAGES else _preferred(request.headers.get("accept-language", "")),
            chosen in LANGUAGES,
            self.base,
            bool(self.decide and self.token),
            reviewer_of(request.cookies.get(COOKIE, ""), self.token) if self.token else "",
        )

    def answer(self, page: Callable[[View], Response], request: Request) -> Response:
        """A page, or what hinders it as a page."""
        frame = self.frame(request)
        try:
            for part in request.path_params.values():
                if _IN_NO_IRI.search(part):
                    raise NoSuchPage(part)
            with self.store() as store:
                run = self.run or partial(ask_text, store)
                found = page(View(store, frame, dict(request.path_params), run, self.kept))
        except (NoSuchPage, UnknownQuestion) as error:
            return _failed(frame, 404, frame.word("Not here"), error)
        except StoreUnavailable as error:
            return _failed(frame, 503, frame.word("The store does not answer"), error)
        except PrevgraphError as error:
            return _failed(frame, 400, frame.word("This cannot be shown"), error)
        return found

    def endpoint(self, page: Callable[[View], Response]) -> Endpoint:
        async def show(request: Request) -> Response:
            return await run_in_threadpool(self.answer, page, request)

        return show

    async def take_decision(self, request: Request) -> Response:
        """Keep what a reviewer decided, if the token or the cookie made from it is right, and go back to the place."""
        form = {name: str(value) for name, value in (await request.form(max_fields=20_000)).multi_items()}
        frame = self.frame(request)
        right = bool(self.token) and hmac.compare_digest(form.get("token", "").encode(), str(self.token).encode())
        by = form.get("by", "").strip()[:LONGEST] if right else frame.reviewer
        if self.decide is None or not (right or frame.reviewer):
            return _failed(frame, 403, frame.word("Not decided"), frame.word("The token is not the right one."))
        try:
            given = given_in(form.items(), by)
            await run_in_threadpool(self.decide, given)
        except PrevgraphError as error:
            return _failed(frame, 400, frame.word("Not decided"), error)
        place = f"#{given.place}" if given.place else ""
        back = RedirectResponse(quote(request.url.path.removesuffix("/decide")) + place, 303, headers=HEADERS)
        back.set_cookie(COOKIE, reviewer_cookie(str(self.token), by), httponly=True, samesite="strict")
        return back


def routes(
    store: StoreProvider,
    *,
    base_iri: str = BASE,
    run: Run | None = None,
    decide: Decide | None = None,
    token: str | None = None,
) -> list[BaseRoute]:
    """The routes of the explorer.

    `store` opens the store for reading, once a request. `run` answers any SPARQL text within limits. `decide` keeps a
    decision (`decisions.keeping`); without it or without `token` nothing can be decided.
    """
    explorer = _Explorer(store, base_iri, run, decide, token)
    found: list[BaseRoute] = [
        Route(path, explorer.endpoint(page), methods=["GET"], name=f"explorer-{path}") for path, page in _PAGES.items()
    ]
    found.append(Route("/static/{name}", _static, methods=["GET"], name="explorer-static"))
    if explorer.decide and explorer.token:
        found.insert(0, Route("/documents/{code}/{round}/decide", explorer.take_decision, methods=["POST"]))
    return found


def prepare() -> None:
    """Read beforehand what every page needs and no store holds: the questions, the vocabulary, the templates."""
    catalogue.questions()
    schema.properties()
    drawn.read_templates()


def pages(store: StoreProvider, **options: Any) -> Mapping[str, Endpoint]:
    """The pages as endpoints by name, for who composes them otherwise."""
    explorer = _Explorer(store, options.get("base_iri", BASE), options.get("run"), None, None)
    return {name: explorer.endpoint(page) for name, page in _NAMED.items()}


def _html(text: str, status: int = 200) -> Response:
    return Response(text, status, HEADERS, "text/html; charset=utf-8")


def _failed(frame: Frame, status: int, title: str, sentence: object) -> Response:
    return _html(drawn.error_page(frame, title, str(sentence)), status)


def _page(gather: Callable[[View], Any], draw: Callable[[Frame, Any], str]) -> Callable[[View], Response]:
    def show(view: View) -> Response:
        content = gather(view)
        is_refused = isinstance(content, Asked | Editor) and bool(content.complaint)
        return _html(draw(view.frame, content), 400 if is_refused else 200)

    return show


def _network_csv(view: View) -> Response:
    text = network.as_csv(network.network(view).network)
    return Response(text, 200, HEADERS, "text/csv; charset=utf-8")


def _network_json(view: View) -> Response:
    found = network.network(view)
    return JSONResponse(
        picture(found.network, view.frame.links, language=view.language, marked=found.path), headers=HEADERS
    )


def _network_svg(view: View) -> Response:
    found = network.network(view)
    title = next(one.label for one in found.names if one.value == found.name)
    return Response(svg(found.network, title=title, language=view.language), 200, HEADERS, "image/svg+xml")


def _editor_json(view: View) -> Response:
    found = picture(editing.network(view), view.frame.links, language=view.language)
    return JSONResponse(found, headers=HEADERS)


def _editor_svg(view: View) -> Response:
    found = svg(editing.network(view), title="SPARQL", language=view.language)
    return Response(found, 200, HEADERS, "image/svg+xml")


def _query_csv(view: View) -> Response:
    return Response(_answer(view).to_csv(), 200, HEADERS, "text/csv; charset=utf-8")


def _query_json(view: View) -> Response:
    return Response(_answer(view).to_json(), 200, HEADERS, "application/json")


def _answer(view: View) -> Any:
    return queries.answer(view, view.parts["name"])


def _resource(view: View) -> Response:
    place = documents.evidence_place(view.parts["path"])
    if place:
        address = view.frame.links.page(f"/documents/{place[0]}", place[1])
        return RedirectResponse(address, 303, headers=HEADERS)
    moved = view.frame.links.to(str(view.ids.at("id/" + view.parts["path"])))
    if not moved.startswith("/page/"):
        return RedirectResponse(moved, 303, headers=HEADERS)
    return _page(documents.resource, drawn.resource_page)(view)


async def _static(request: Request) -> Response:
    """A style sheet, script or picture of ours, or the drawing library that travels in pyvis."""
    name = request.path_params["name"]
    ending = name.rsplit(".", 1)[-1]
    kept = HEADERS | {"Cache-Control": "max-age=3600"}
    if name == "vis-network.js":
        return Response(vis_script(), 200, kept, _TYPES["js"])
    file = built("editor.js") if name == "editor-built.js" else files("viz.explorer") / "static" / name
    if file is None or ending not in _TYPES or "/" in name or ".." in name or not file.is_file():
        return PlainTextResponse("not found", 404, HEADERS)
    return Response(file.read_bytes(), 200, kept, _TYPES[ending])


def _preferred(accepted: str) -> str:
    """The first of our languages in an Accept-Language header, else English.

    >>> _preferred("de, es-MX;q=0.8, en;q=0.5")
    'es'
    """
    wanted = [part.split(";")[0].strip().lower().split("-")[0] for part in accepted.split(",")]
    return next((language for language in wanted if language in LANGUAGES), "en")


_NAMED: Mapping[str, Callable[[View], Response]] = {
    "start": _page(states.start, drawn.start_page),
    "search": _page(searching.search, drawn.search_page),
    "states": _page(states.states, drawn.states_page),
    "state": _page(states.state, drawn.state_page),
    "paragraphs": _page(guidelines.listed, drawn.paragraphs_page),
    "paragraph": _page(guidelines.paragraph, drawn.paragraph_page),
    "network": _page(network.network, drawn.network_page),
    "network.csv": _network_csv,
    "network.json": _network_json,
    "network.svg": _network_svg,
    "coverage": _page(guidelines.coverage, drawn.coverage_page),
    "sharing": _page(sharing.sharing, drawn.sharing_page),
    "pair": _page(sharing.pair, drawn.pair_page),
    "page": _resource,
    "alike": _page(alike.alike, drawn.alike_page),
    "document": _page(documents.document, drawn.document_page),
    "editor.json": _editor_json,
    "editor.svg": _editor_svg,
    "editor": _page(editing.editor, drawn.editor_page),
    "queries": _page(queries.listed, drawn.queries_page),
    "query.csv": _query_csv,
    "query.json": _query_json,
    "query": _page(queries.question, drawn.query_page),
}

_PAGES: Mapping[str, Callable[[View], Response]] = {
    "/": _NAMED["start"],
    "/search": _NAMED["search"],
    "/states": _NAMED["states"],
    "/states/{code}": _NAMED["state"],
    "/paragraphs": _NAMED["paragraphs"],
    "/paragraphs/{number:path}": _NAMED["paragraph"],
    "/network": _NAMED["network"],
    "/network.csv": _NAMED["network.csv"],
    "/network.json": _NAMED["network.json"],
    "/network.svg": _NAMED["network.svg"],
    "/coverage": _NAMED["coverage"],
    "/sharing": _NAMED["sharing"],
    "/sharing/{one}/{other}": _NAMED["pair"],
    "/page/{path:path}": _NAMED["page"],
    "/alike/{path:path}": _NAMED["alike"],
    "/documents/{code}/{round}": _NAMED["document"],
    "/editor.json": _NAMED["editor.json"],
    "/editor.svg": _NAMED["editor.svg"],
    "/editor": _NAMED["editor"],
    "/queries": _NAMED["queries"],
    "/queries/{name}.csv": _NAMED["query.csv"],
    "/queries/{name}.json": _NAMED["query.json"],
    "/queries/{name}": _NAMED["query"],
}
