"""HTTP requests as the SPARQL 1.1 Protocol has them (sections 2.1 and 2.2), read strictly."""

import base64
import binascii
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from queries.protocol.errors import BadRequest, TooMuchSent, WrongMediaType

FORM = "application/x-www-form-urlencoded"
SPARQL_QUERY = "application/sparql-query"
SPARQL_UPDATE = "application/sparql-update"
_MOST_FIELDS = 1000
#: What a request may hold besides its query; anything else it holds is not ours and is left alone.
_GRAPHS = {"query": ("default-graph-uri", "named-graph-uri"), "update": ("using-graph-uri", "using-named-graph-uri")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for: `query` or `update` (neither: empty), its text, its graphs, the format by short name."""

    operation: str
    sparql: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


Fields = Sequence[tuple[str, str]]


async def read_request(request: Request, most: int) -> Asked:
    """What a GET or a POST asks of the endpoint."""
    fields = _fields(request.scope["query_string"])
    if request.method in ("GET", "HEAD"):
        if _values(fields, "update"):
            raise BadRequest("an update is sent by POST")
        return _asked(fields)
    kind = media_type(request)
    if kind == FORM:
        return _asked([*fields, *_fields(await body(request, most))])
    if kind not in (SPARQL_QUERY, SPARQL_UPDATE):
        raise WrongMediaType(kind or "unknown", f"{SPARQL_QUERY}, {SPARQL_UPDATE} or {FORM}")
    if _values(fields, "query") or _values(fields, "update"):
        raise BadRequest("one request holds one query or one update: this has one in its address and one in its body")
    text = _text(await body(request, most))
    return _asked([*fields, ("query" if kind == SPARQL_QUERY else "update", text)])


def _asked(fields: Fields) -> Asked:
    given = [(name, value) for name, value in fields if name in _GRAPHS]
    if len(given) > 1:
        raise BadRequest("one request holds one query or one update: this has several")
    short = _only(fields, "format")
    if not given:
        return Asked("", format=short)
    operation, sparql = given[0]
    default, named = (tuple(_values(fields, name)) for name in _GRAPHS[operation])
    for iri in (*default, *named):
        check_iri(iri)
    return Asked(operation, sparql, default, named, short)


def check_iri(iri: str) -> None:
    """Refuse what is no absolute IRI."""
    if ":" not in iri or set(iri) & set('<>"{}|^`\\') or any(letter <= " " for letter in iri):
        raise BadRequest(f"{iri!r} is not an absolute IRI")


def media_type(request: Request) -> str:
    """The type of a request's body, refused where its characters are not UTF-8."""
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip().strip('"') not in ("utf-8", "utf8"):
            raise WrongMediaType(f"{kind} in {value}", "it in UTF-8")
    return kind


async def body(request: Request, most: int) -> bytes:
    """The body of a request, refused as soon as it is larger than it may be."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise WrongMediaType(f"encoded as {request.headers['content-encoding']}", "it as it is")
    received = bytearray()
    async for part in request.stream():
        received += part
        if len(received) > most:
            raise TooMuchSent(most)
    return bytes(received)


async def gone(request: Request) -> None:
    """Wait until the client closes the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def query_fields(request: Request) -> Fields:
    """The fields of a request's address, in their order."""
    return _fields(request.scope["query_string"])


def _fields(text: bytes) -> Fields:
    try:
        decoded = text.decode("utf-8")
        return parse_qsl(decoded, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise BadRequest("the request is not in UTF-8") from error
    except ValueError as error:
        raise BadRequest(f"the request's fields cannot be read: {error}") from error


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("the body is not in UTF-8") from error


def _values(fields: Fields, name: str) -> Collection[str]:
    return [value for key, value in fields if key == name]


def _only(fields: Fields, name: str) -> str:
    return next(iter(_values(fields, name)), "")


def token_of(request: Request) -> str:
    """The token that a request shows, as bearer or as the password of basic authentication; empty where it has none."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(given, validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
