"""The protocol as an ASGI application: the endpoint and the graph store, open to reading from any web page."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute

from queries.protocol import endpoint, graph_store
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
    """The application of a service, with whatever else is to be served beside the protocol."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await service.start()
        try:
            yield
        finally:
            await service.close()

    own = [*endpoint.routes(service, editor=editor), *graph_store.routes(service)]
    return Starlette(routes=[*own, *routes], middleware=[_CORS], lifespan=lifespan)
