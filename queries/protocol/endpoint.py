"""`/sparql`: queries and updates over HTTP, and the description of the service where nothing is asked."""

import asyncio
from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from queries.protocol import formats
from queries.protocol.description import describe
from queries.protocol.errors import BadRequest
from queries.protocol.formats import Format, choose
from queries.protocol.guard import Guard
from queries.protocol.jobs import Names, Query, Update
from queries.protocol.replies import answer, entity_tag, is_known, telling, unchanged
from queries.protocol.requests import Asked, gone, read_request, token_of
from queries.protocol.service import Service
from queries.protocol.shape import QueryShape, query_shape, with_dataset

PATH = "/sparql"
_METHODS = ["GET", "POST"]
_LONG_TEXT = 16_384


def routes(service: Service, *, editor: str = "") -> list[Route]:
    """The endpoint. `editor` is the path of a page for people who come with a browser."""
    endpoint = telling(_Endpoint(service, editor))
    return [Route(path, endpoint, methods=_METHODS, name="sparql") for path in (PATH, f"{PATH}/")]


class _Endpoint:
    """The endpoint of one service."""

    def __init__(self, service: Service, editor: str) -> None:
        self._service = service
        self._editor = editor

    async def __call__(self, request: Request) -> Response:
        limits = self._service.settings.limits
        is_trusted = self._service.is_token(token_of(request))
        asked = await read_request(request, limits.body_bytes if is_trusted else limits.query_bytes)
        if _is_browser(request, asked):
            return self._page(asked)
        if asked.operation == "update":
            return await self._update(request, asked)
        if asked.operation == "query":
            return await self._query(request, asked)
        if request.method == "POST":
            raise BadRequest("the request holds neither a query nor an update")
        return await self._describe(request, asked)

    async def _query(self, request: Request, asked: Asked) -> Response:
        base = _address(request)
        shape = await _examined(self._service.settings.guard, asked, base)
        offered = formats.GRAPHS if shape.gives_rdf else formats.RESULTS
        chosen = choose(request.headers.get("accept", ""), offered, asked.format)
        if "if-none-match" in request.headers and not shape.is_volatile:
            tag = entity_tag(await self._service.revision(), chosen, weak=True)
            if is_known(request, tag):
                return unchanged(tag)
        job = Query(asked.sparql, chosen.media_type, base, asked.default_graphs, asked.named_graphs)
        reply = await self._service.read(job, may_remember=not shape.is_volatile, gone=partial(gone, request))
        return answer(reply.body, chosen, entity_tag(reply.revision, chosen, weak=True))

    async def _update(self, request: Request, asked: Asked) -> Response:
        self._service.check_token(token_of(request))
        base = _address(request)
        self._service.settings.guard.check_update(asked.sparql, (*asked.default_graphs, *asked.named_graphs), base)
        text = with_dataset(asked.sparql, asked.default_graphs, asked.named_graphs)
        await self._service.write(Update(text, base))
        return Response(status_code=204)

    async def _describe(self, request: Request, asked: Asked) -> Response:
        chosen = choose(request.headers.get("accept", ""), formats.READ, asked.format)
        reply = await self._service.read(Names())
        tag = entity_tag(reply.revision, chosen)
        if is_known(request, tag):
            return unchanged(tag)
        body = describe(_address(request), reply.body.decode().split("\n"), chosen, updates=self._service.can_write)
        return answer(body, chosen, tag)

    def _page(self, asked: Asked) -> Response:
        if not self._editor:
            return HTMLResponse(_PLAIN_PAGE)
        return RedirectResponse(
            f"{self._editor}?{urlencode({'query': asked.sparql})}" if asked.sparql else self._editor, 303
        )


async def _examined(guard: Guard, asked: Asked, base: str) -> QueryShape:
    """The shape of a query that the guard lets pass; a long text is examined while others are answered."""

    def examine() -> QueryShape:
        guard.check_query(asked.sparql, (*asked.default_graphs, *asked.named_graphs), base)
        return query_shape(asked.sparql)

    return examine() if len(asked.sparql) < _LONG_TEXT else await asyncio.to_thread(examine)


def _is_browser(request: Request, asked: Asked) -> bool:
    """Whether a page is liked better than any format of results."""
    if request.method == "POST" or asked.format:
        return False
    offered = (*formats.RESULTS, *formats.GRAPHS, formats.HTML)
    accept = request.headers.get("accept", "")
    return "html" in accept and choose(accept, offered) == Format(formats.HTML, formats.HTML)


def _address(request: Request) -> str:
    """The address of the endpoint as the client sees it."""
    return str(request.url.replace(query="", fragment=""))


_PLAIN_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>SPARQL endpoint</title>
<h1>SPARQL endpoint</h1>
<form method="post" action="/sparql">
<p><label for="query">Query</label><br>
<textarea id="query" name="query" rows="12" cols="80">SELECT * WHERE { ?s ?p ?o } LIMIT 10</textarea>
<p><label for="format">Format</label>
<select id="format" name="format"><option>csv<option>json<option>xml<option>tsv</select>
<button>Run</button>
</form>
</html>
"""
