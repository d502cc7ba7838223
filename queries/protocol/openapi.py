"""The catalogue of questions as OpenAPI 3.1, made from the catalogue itself."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from rdflib.namespace import XSD
from rdflib.term import URIRef

from graph.protocol import Term
from queries.catalogue import Parameter, Question
from queries.protocol import formats
from queries.table import Column, value_of

_TYPES: Mapping[URIRef, Mapping[str, Any]] = {
    XSD.integer: {"type": "integer"},
    XSD.decimal: {"type": "number"},
    XSD.boolean: {"type": "boolean"},
    XSD.language: {"type": "string", "pattern": "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"},
}
_KINDS = {"number": ["number", "null"], "flag": ["boolean", "null"]}
_TEXT = {"schema": {"type": "string"}}


def describe(questions: Mapping[str, Question], address: str) -> dict[str, Any]:
    """The description of all questions, as served at an address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "PreventionGraph",
            "summary": "Questions to a knowledge graph of crime prevention practices.",
            "version": version("preventiongraph"),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": address}],
        "paths": {"/queries": {"get": _INDEX}} | {f"/queries/{name}": _path(one) for name, one in questions.items()},
        "components": {"responses": _REFUSALS, "schemas": {"Problem": _PROBLEM}},
    }


def _path(asked: Question) -> dict[str, Any]:
    return {
        "get": {
            "operationId": asked.name,
            "summary": asked.title(),
            "description": asked.description(),
            "tags": list(asked.keywords[:1]),
            "parameters": [_parameter(one, asked) for one in asked.parameters],
            "responses": {
                "200": _answer(asked),
                "304": {"description": "Nothing has changed since the entity tag that was sent."},
                **{status: {"$ref": f"#/components/responses/{name}"} for status, name in _STATUS.items()},
            },
        }
    }


def _answer(asked: Question) -> dict[str, Any]:
    row = {"type": "object", "properties": {one.name: _cell(one) for one in asked.columns}}
    return {
        "description": "The rows of the answer.",
        "headers": {"ETag": {"schema": {"type": "string"}, "description": "Changes when the graph does."}},
        "content": {
            formats.PLAIN_JSON: {"schema": {"type": "array", "items": row}},
            formats.JSON: {"schema": {"type": "object", "required": ["head", "results"]}},
            formats.CSV: _TEXT,
            formats.TSV: _TEXT,
        },
    }


def _cell(column: Column) -> dict[str, Any]:
    return {"type": _KINDS.get(column.kind, ["string", "number", "boolean", "null"]), "title": column.heading()}


def _parameter(one: Parameter, asked: Question) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_TYPES.get(one.type, {"type": "string"}))
    if one.default is not None:
        schema["default"] = _plain(one.default)
    if one.multiple:
        schema = {"type": "array", "items": schema}
    given = {
        "name": one.name,
        "in": "query",
        "required": False,
        "description": one.descriptions.get("en", ""),
        "schema": schema,
    }
    example = asked.example.get(one.name)
    return given if example is None or one.multiple else given | {"example": example}


def _plain(term: Term) -> object:
    return value_of(term)


_PROBLEM = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {"title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}},
}
_STATUS = {"400": "BadRequest", "406": "NotAcceptable", "503": "OverBudget"}
_REFUSALS = {
    name: {
        "description": said,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for name, said in (
        ("BadRequest", "A parameter or its value is not known; the detail says which and what is."),
        ("NotAcceptable", "None of the formats that were asked for can be given."),
        ("OverBudget", "The answer would take more time, rows or memory than one may, or too much is asked at once."),
    )
}
_INDEX = {
    "operationId": "list-questions",
    "summary": "All questions with their parameters.",
    "responses": {
        "200": {
            "description": "The questions.",
            "content": {formats.PLAIN_JSON: {"schema": {"type": "array", "items": {"type": "object"}}}},
        }
    },
}
