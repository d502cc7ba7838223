"""Answers and refusals as HTTP responses: status, type, entity tag, and what caches must know."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph.store import BadQuery, StoreUnavailable
from ontology.errors import PrevgraphError
from queries.protocol.errors import NeedsToken, Overloaded, ProtocolError
from queries.protocol.formats import Format

Handler = Callable[[Request], Awaitable[Response]]
#: How many characters of a revision an entity tag holds.
REVISION = 20
_PROBLEM = "application/problem+json"


def entity_tag(revision: str, format_: Format, *, weak: bool = False) -> str:
    """The tag of an answer in a format at a revision. Weak where two answers may differ in the order of their rows."""
    kind = hashlib.sha256(format_.called.encode()).hexdigest()[:4]
    return f'{"W/" if weak else ""}"{revision[:REVISION]}-{kind}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether the client has this answer already (RFC 9110, section 13.1.2)."""
    known = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    return request.method in ("GET", "HEAD") and ("*" in known or _opaque(tag) in map(_opaque, known))


def condition(request: Request) -> tuple[str, ...] | None:
    """The revisions at which alone the client wants something written; None where it does not care.

    `*` stands for any at which there is something, an empty tuple for any at which there is nothing (RFC 9110,
    sections 13.1.1 and 13.1.2).
    """
    if request.headers.get("if-none-match", "").strip() == "*":
        return ()
    wanted = [one.strip() for one in request.headers.get("if-match", "").split(",") if one.strip()]
    return tuple(one.strip('"').partition("-")[0] for one in wanted) if wanted else None


def _opaque(tag: str) -> str:
    return tag.removeprefix("W/")


def answer(body: bytes, format_: Format, tag: str) -> Response:
    """An answer that may be kept, if it is checked before it is used again."""
    response = Response(body, headers=_caching(tag))
    response.headers["content-type"] = format_.content_type
    return response


def unchanged(tag: str) -> Response:
    """Word that the client's copy is still good."""
    return Response(status_code=304, headers=_caching(tag))


def _caching(tag: str) -> Mapping[str, str]:
    return {"ETag": tag, "Vary": "Accept", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


def telling(handler: Handler) -> Handler:
    """The handler with every refusal told as a problem (RFC 9457) in one sentence."""

    @wraps(handler)
    async def told(request: Request) -> Response:
        try:
            return await handler(request)
        except PrevgraphError as error:
            return problem(error)

    return told


def problem(error: PrevgraphError) -> Response:
    """A refusal as a response."""
    status, title = _status(error)
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    if isinstance(error, NeedsToken):
        headers["WWW-Authenticate"] = 'Bearer realm="prevgraph"'
    if isinstance(error, Overloaded):
        headers["Retry-After"] = str(error.retry_after)
    content = {"title": title, "status": status, "detail": str(error)}
    return JSONResponse(content, status, headers, media_type=_PROBLEM)


def _status(error: PrevgraphError) -> tuple[int, str]:
    if isinstance(error, ProtocolError):
        return error.status, error.title
    if isinstance(error, BadQuery):
        return 400, "Not a query"
    if isinstance(error, StoreUnavailable):
        return 503, "Store unavailable"
    return (500, "Failed") if type(error) is PrevgraphError else (400, "Bad request")
