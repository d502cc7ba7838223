"""The protocol as an ASGI application: the endpoint and the graph store, open to reading from any web page."""

import socket
from collections.abc import Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from queries.protocol import endpoint, graph_store
from queries.protocol.errors import NotThere, WrongMethod
from queries.protocol.replies import problem
from queries.protocol.service import Service

#: Scripts of other pages may read, and ask by POST what is too long for an address. The header that writing needs is
#: not on the list, so that no page can write with a token that a browser keeps.
_CORS = Middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
    allow_headers=["Accept", "Content-Type", "If-None-Match"],
    expose_headers=["ETag", "Location", "Retry-After"],
    max_age=86400,
)


def application(service: Service, routes: Sequence[BaseRoute] = (), *, editor: str = "") -> Starlette:
    """The application of a service that runs, with whatever else is to be served beside the protocol."""
    own = [*endpoint.routes(service, editor=editor), *graph_store.routes(service)]
    return Starlette(routes=[*own, *routes], middleware=[_CORS], exception_handlers={HTTPException: _refuse})


async def run(service: Service, server: uvicorn.Server, listening: socket.socket) -> None:
    """Serve until the server is told to stop; the store's own error where it cannot be opened."""
    await service.start()
    try:
        await server.serve(sockets=[listening])
    finally:
        await service.close()


async def _refuse(request: Request, error: Exception) -> Response:
    """What no route takes, told as any other refusal."""
    assert isinstance(error, HTTPException)
    allowed = (error.headers or {}).get("Allow", "")
    told = WrongMethod(request.method, allowed) if allowed else NotThere(f"there is nothing at {request.url.path}")
    response = problem(told)
    response.headers.update(error.headers or {})
    return response
