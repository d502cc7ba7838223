"""`/queries/NAME`: the questions of the catalogue over HTTP, and their description as OpenAPI."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import cache, partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from queries.catalogue import Question as Asked
from queries.catalogue import UnknownQuestion, names, questions
from queries.protocol import formats
from queries.protocol.errors import NotThere
from queries.protocol.formats import choose
from queries.protocol.jobs import Question
from queries.protocol.openapi import describe
from queries.protocol.replies import answer, entity_tag, is_known, telling, unchanged
from queries.protocol.requests import gone, query_fields
from queries.protocol.service import Service

Page = Callable[[Request], Awaitable[Response]]
_SUFFIXES = ("csv", "tsv", "json")


def routes(service: Service, *, page: Page | None = None, index: Page | None = None) -> list[Route]:
    """The questions, each in every format of tables; `page` and `index` answer who prefers a page."""
    asked = telling(_Questions(service, page, index))

    async def openapi(request: Request) -> Response:
        """The description of the questions for programs."""
        return JSONResponse(describe(await asyncio.to_thread(_questions), str(request.base_url).rstrip("/")))

    return [
        Route("/openapi.json", openapi),
        Route("/queries", asked),
        *(Route(f"/queries/{{name}}.{suffix}", asked, name=suffix) for suffix in _SUFFIXES),
        Route("/queries/{name}", asked),
    ]


class _Questions:
    """The questions as one service answers them."""

    def __init__(self, service: Service, page: Page | None, index: Page | None) -> None:
        self._service = service
        self._page = page
        self._index = index

    async def __call__(self, request: Request) -> Response:
        name = request.path_params.get("name", "")
        suffix = next((one for one in _SUFFIXES if name and request.url.path.endswith(f".{one}")), "")
        fields = query_fields(request)
        short = suffix or next((value for key, value in fields if key == "format"), "")
        page = self._page if name else self._index
        accept = request.headers.get("accept", "")
        if page and not short and "html" in accept and _prefers_page(accept):
            return await page(request)
        if not name:
            return JSONResponse([_listed(one) for one in (await asyncio.to_thread(_questions)).values()])
        if name not in _names():
            raise NotThere(str(UnknownQuestion(name, "/queries lists them")))
        return await self._table(request, name, short)

    async def _table(self, request: Request, name: str, short: str) -> Response:
        chosen = choose(request.headers.get("accept", ""), formats.TABLES, short)
        if "if-none-match" in request.headers:
            tag = entity_tag(await self._service.revision(), chosen)
            if is_known(request, tag):
                return unchanged(tag)
        given: dict[str, list[str]] = {}
        for key, value in query_fields(request):
            if key != "format":
                given.setdefault(key, []).append(value)
        parameters = tuple((key, tuple(values)) for key, values in sorted(given.items()))
        job = Question(name, chosen.media_type, parameters)
        reply = await self._service.read(job, gone=partial(gone, request))
        return answer(reply.body, chosen, entity_tag(reply.revision, chosen))


def _prefers_page(accept: str) -> bool:
    return choose(accept, (*formats.TABLES, formats.HTML)).media_type == formats.HTML


@cache
def _names() -> frozenset[str]:
    return frozenset(names())


@cache
def _questions() -> dict[str, Asked]:
    return dict(questions())


def _listed(asked: Asked) -> dict[str, Any]:
    return {
        "name": asked.name,
        "title": asked.title(),
        "description": asked.description(),
        "keywords": list(asked.keywords),
        "parameters": [one.name for one in asked.parameters],
    }
