"""The graph for assistants, over the Model Context Protocol: the catalogue, read-only SPARQL, and the words behind it.

Everything is asked of workers within the budgets of the web server; nothing can be written. The only door to the MCP
SDK.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from ontology.errors import PrevgraphError
from queries import catalogue
from queries.protocol import formats
from queries.protocol.jobs import Job, Query, Question
from queries.protocol.service import Service, Settings
from queries.protocol.shape import query_shape

_INSTRUCTIONS = """\
A knowledge graph of crime prevention: what States replied to the UN questionnaire on the Guidelines for the Prevention
of Crime, read into institutions, strategies and programmes, each statement with the words it was read from. First
list_questions, then ask_question; sparql for what no question covers. A statement is what a State said of itself, not
a finding about it: cite it with its evidence. Never rank States."""
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=False)
#: How many rows an assistant is given unless it asks for more.
_ROWS = 100

Value = str | int | float | bool
Given = dict[str, Value | list[Value]]
Rows = Annotated[int, Field(ge=1, le=1000, description="How many rows at most.")]


def server(settings: Settings) -> MCPServer:
    """The server of a store. It opens the store when the first client comes."""
    service = Service(settings)

    @asynccontextmanager
    async def lifespan(_: MCPServer) -> AsyncIterator[None]:
        await service.start()
        try:
            yield
        finally:
            await service.close()

    made: MCPServer = MCPServer(
        "preventiongraph",
        instructions=_INSTRUCTIONS,
        version=version("preventiongraph"),
        lifespan=lifespan,
        log_level="ERROR",
    )
    _add_tools(made, _Desk(service))
    return made


def _add_tools(made: MCPServer, desk: "_Desk") -> None:
    for tool in (desk.list_questions, desk.ask_question, desk.sparql, desk.evidence):
        made.add_tool(tool, annotations=_READS, structured_output=True)


class _Desk:
    """What an assistant can do; the docstrings are what it is told."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def list_questions(self) -> list[dict[str, Any]]:
        """List the questions that can be asked by name, with what each answers and the parameters it takes."""
        return [_listed(one) for one in catalogue.questions().values()]

    async def ask_question(self, name: str, parameters: Given | None = None, rows: Rows = _ROWS) -> dict[str, Any]:
        """Ask a question of the catalogue by name. Parameters take codes, names or IRIs; a list for several."""
        given = tuple((key, _texts(value)) for key, value in sorted((parameters or {}).items()))
        return await self._rows(Question(name, formats.PLAIN_JSON, given), rows)

    async def evidence(self, of: str, rows: Rows = _ROWS) -> dict[str, Any]:
        """Fetch the quotations, with document, question and position, behind all that is said of a thing, by its IRI.

        A claim's IRI gives the words behind that claim alone.
        """
        parameter = "claim" if "/id/claim/" in of else "of"
        return await self._rows(Question("evidence", formats.PLAIN_JSON, ((parameter, (of,)),)), rows)

    async def sparql(self, query: str, rows: Rows = _ROWS) -> dict[str, Any]:
        """Run a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT or DESCRIBE) over the union of all graphs; read-only.

        Prefixes have to be declared; the vocabulary is https://w3id.org/prevgraph/ontology# .
        """
        try:
            self._service.settings.guard.check_query(query)
        except PrevgraphError as error:
            raise ToolError(str(error)) from error
        if query_shape(query).gives_rdf:
            return {"turtle": (await self._ask(Query(query, formats.TURTLE))).decode()}
        found = json.loads(await self._ask(Query(query, formats.JSON)))
        if "boolean" in found:
            return {"boolean": found["boolean"]}
        flat = [{name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"]]
        return _cut(flat, rows)

    async def _rows(self, job: Question, rows: int) -> dict[str, Any]:
        return _cut(json.loads(await self._ask(job)), rows)

    async def _ask(self, job: Job) -> bytes:
        try:
            return (await self._service.read(job)).body
        except PrevgraphError as error:
            raise ToolError(str(error)) from error


def _cut(found: list[dict[str, Any]], rows: int) -> dict[str, Any]:
    """So many rows, and how many there are in all: a part never passes for the whole."""
    return {"rows": found[:rows], "total": len(found)}


def _texts(value: Value | list[Value]) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    return tuple(str(one).lower() if isinstance(one, bool) else str(one) for one in several)


def _listed(asked: catalogue.Question) -> dict[str, Any]:
    parameters = [
        {"name": one.name, "description": one.descriptions.get("en", ""), "several": one.multiple}
        for one in asked.parameters
    ]
    described = {"name": asked.name, "title": asked.title(), "description": asked.description()}
    return {**described, "parameters": parameters, "example": dict(asked.example)}
