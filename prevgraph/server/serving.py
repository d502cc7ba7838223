"""The server: the protocol, the catalogue, linked data and the explorer on one port, until it is told to stop."""

import asyncio
import json
import logging
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import uvicorn
from starlette.requests import Request
from starlette.routing import BaseRoute, Mount, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.identifiers import Identifiers
from graph.oxigraph import read_triples
from ontology.errors import PrevgraphError
from prevgraph.explorer import routes as explorer
from prevgraph.explorer.decisions import COOKIE, keeping
from prevgraph.server import linked_data
from prevgraph.server.shared_view import SharedView
from queries.ask import Statements
from queries.protocol import catalogue_routes, formats
from queries.protocol.application import application, run
from queries.protocol.jobs import Query
from queries.protocol.replies import problem
from queries.protocol.service import Service, Settings
from queries.protocol.shape import query_shape
from queries.results import read_results
from queries.table import Table

_BACKLOG = 1024


class PortTaken(PrevgraphError):
    """Nothing can be served there."""

    message = "{0}:{1} cannot be listened on: {2}; choose another with --port"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server listens."""

    host: str = "127.0.0.1"
    port: int = 8765

    def listen(self) -> socket.socket:
        """A socket that listens there, so that nothing is started where that cannot be."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((self.host, self.port))
            listening.listen(_BACKLOG)
        except OSError as error:
            listening.close()
            raise PortTaken(self.host, self.port, error.strerror or error) from error
        return listening


def serve(settings: Settings, place: Place, *, started: Callable[[str], None], responses: Path | None = None) -> None:
    """Serve a store until a signal comes; `started` is told the address once questions are answered.

    With a token, what reviewers decide in the explorer is kept beside the files in `responses`.
    """
    # rdflib writes to standard error whatever is no IRI; here that is told to the client.
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    with place.listen() as listening:
        host, port = listening.getsockname()[:2]
        service = Service(settings)
        view = SharedView(settings.where, service.stamp, ids=Identifiers(settings.base))
        # While the first reader is on the way.
        threading.Thread(target=explorer.prepare, daemon=True).start()
        server = _Server(_config(service, view, responses), lambda: started(f"http://{_in_address(host)}:{port}/"))
        # Uvicorn stops at these signals and then raises them again for whoever listened before it.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        try:
            with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
                runner.run(run(service, server, listening))
        finally:
            view.close()


class _Server(uvicorn.Server):
    """A server that says when it has started."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._when_started()


def _config(service: Service, view: SharedView, responses: Path | None) -> uvicorn.Config:
    app = application(service, all_routes(service, view, responses), editor="/editor")
    return uvicorn.Config(app, log_level="warning", access_log=False, ws="none", server_header=False, lifespan="off")


def all_routes(service: Service, view: SharedView, responses: Path | None = None) -> list[BaseRoute]:
    """Everything beside the protocol itself."""
    loop: list[asyncio.AbstractEventLoop] = []

    def ask(sparql: str) -> Table | Statements | bool:
        return asyncio.run_coroutine_threadsafe(_asked(service, sparql), loop[0]).result()

    options = {"base_iri": service.settings.base, "run": ask}
    pages = explorer.pages(view, **options)
    decide = keeping(view, responses, today=_today) if responses else None
    token = service.settings.token or None
    shown = Router(explorer.routes(view, base_iri=service.settings.base, run=ask, decide=decide, token=token))
    return [
        *catalogue_routes.routes(service, page=pages["query"], index=pages["queries"]),
        *linked_data.routes(service, view),
        Mount("", app=_Revalidated(shown, service, loop)),
    ]


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


async def _asked(service: Service, sparql: str) -> Table | Statements | bool:
    """The answer to any SPARQL text, from a worker, within its budget."""
    service.settings.guard.check_query(sparql)
    shape = query_shape(sparql)
    kind = formats.N_TRIPLES if shape.gives_rdf else formats.JSON
    reply = await service.read(Query(sparql, kind), may_remember=not shape.is_volatile)
    return tuple(read_triples(reply.body, kind)) if shape.gives_rdf else read_results(json.loads(reply.body))


class _Revalidated:
    """Pages with an entity tag made from the store's revision: one that has not changed is not made again."""

    def __init__(self, pages: ASGIApp, service: Service, loop: list[asyncio.AbstractEventLoop]) -> None:
        self._pages = pages
        self._service = service
        self._loop = loop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._loop:
            self._loop.append(asyncio.get_running_loop())
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"].startswith("/static/"):
            await self._pages(scope, receive, send)
            return
        request = Request(scope)
        if COOKIE in request.cookies:
            await self._pages(scope, receive, send)
            return
        try:
            tag = f'W/"{(await self._service.revision())[:20]}-{version("preventiongraph")}"'
        except PrevgraphError as error:
            await problem(error)(scope, receive, send)
            return
        is_fresh = tag in request.headers.get("if-none-match", "")

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                message["headers"] = [*message["headers"], (b"etag", tag.encode()), (b"cache-control", b"no-cache")]
            await send(message)

        if is_fresh:
            headers = [(b"etag", tag.encode()), (b"cache-control", b"no-cache"), (b"vary", b"Accept-Language")]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        await self._pages(scope, receive, tagged)


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
