"""SPARQL 1.1 query results in JSON, read back into a table or a truth value."""

from collections.abc import Mapping
from typing import Any

from rdflib.term import BNode, Literal, URIRef

from graph.protocol import Term
from queries.table import Column, Table


def read_results(results: Mapping[str, Any]) -> Table | bool:
    """What a document of query results says.

    >>> read_results({"head": {}, "boolean": True})
    True
    """
    if "boolean" in results:
        return bool(results["boolean"])
    names = results["head"]["vars"]
    rows = tuple(tuple(_term(row.get(name)) for name in names) for row in results["results"]["bindings"])
    return Table(tuple(Column(name) for name in names), rows)


def _term(given: Mapping[str, str] | None) -> Term | None:
    if given is None:
        return None
    value = given["value"]
    if given["type"] == "uri":
        return URIRef(value)
    if given["type"] == "bnode":
        return BNode(value)  # type: ignore[return-value]
    datatype = given.get("datatype")
    return Literal(value, lang=given.get("xml:lang"), datatype=URIRef(datatype) if datatype else None, normalize=False)
