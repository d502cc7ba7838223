"""Graphs as RDF files. Formats for triples hold the union of the graphs, formats for quads keep them apart."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Literal, URIRef

from graph.lines import in_graph, write_line
from graph.model import Object, Statement
from graph.oxigraph import write_quads, write_triples
from graph.protocol import Store
from graph.sorting import write_sorted
from graph.vocabulary import shipped
from ontology.terms import PG, PREFIXES

#: What XML 1.0 (section 2.2) has no way to write, not even escaped.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_turtle(store: Store, graphs: Sequence[URIRef], out: Path) -> None:
    """Turtle, subject by subject."""
    with out.open("wb") as file:
        write_triples(_union(store, graphs), file, "text/turtle", PREFIXES)


def write_trig(store: Store, graphs: Sequence[URIRef], out: Path) -> None:
    """TriG: each graph by its name."""
    with out.open("wb") as file:
        write_quads(_each(store, graphs), file, "application/trig", PREFIXES)


def write_nquads(store: Store, graphs: Sequence[URIRef], out: Path) -> None:
    """N-Quads in the order of the canonical dump."""
    with out.open("wb") as file:
        write_sorted((in_graph(write_line(one), graph) for graph in graphs for one in store.statements(graph)), file)


def write_ntriples(store: Store, graphs: Sequence[URIRef], out: Path) -> None:
    """N-Triples, sorted."""
    with out.open("wb") as file:
        file.writelines(f"{line}\n".encode() for line in sorted(map(write_line, _union(store, graphs))))


def write_rdfxml(store: Store, graphs: Sequence[URIRef], out: Path) -> None:
    """RDF/XML; a control character, which XML cannot hold, becomes U+FFFD."""
    with out.open("wb") as file:
        write_triples(map(_for_xml, _union(store, graphs)), file, "application/rdf+xml", PREFIXES)


def write_jsonld(store: Store, graphs: Sequence[URIRef], out: Path) -> None:
    """JSON-LD 1.1 with its context inside; a graph and a subject a line."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"@context": ' + _json(jsonld_context()) + ',\n"@graph": [')
        for number, (graph, statements) in enumerate(_each(store, graphs)):
            file.write(("," if number else "") + '\n{"@id": ' + _json(str(graph)) + ', "@graph": [\n')
            file.write(",\n".join(_json(node) for node in jsonld_nodes(statements)) + "\n]}")
        file.write("\n]}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _each(store: Store, graphs: Iterable[URIRef]) -> Iterator[tuple[URIRef, list[Statement]]]:
    for graph in graphs:
        yield graph, sorted(store.statements(graph))


def _union(store: Store, graphs: Iterable[URIRef]) -> list[Statement]:
    return sorted({statement for graph in graphs for statement in store.statements(graph)})


def _for_xml(statement: Statement) -> Statement:
    subject, predicate, object_ = statement
    if isinstance(object_, Literal) and _NOT_XML.search(object_):
        plain = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", object_)
        return Statement(subject, predicate, Literal(plain, lang=object_.language, datatype=object_.datatype))
    return statement


@cache
def jsonld_context() -> Mapping[str, Any]:
    """The context of our JSON-LD: the prefixes, and each own property by its bare name with the type of its values."""
    said = shipped("ontology")
    ranges = {s: o for s, p, o in said if p == RDFS.range}
    own = {s for s, p, o in said if p == RDF.type and o in (OWL.ObjectProperty, OWL.DatatypeProperty)}
    relations = {s for s, p, o in said if p == RDF.type and o == OWL.ObjectProperty}
    terms: dict[str, Any] = {}
    for iri in sorted(one for one in own if one.startswith(str(PG))):
        kind = "@id" if iri in relations else _compact(str(ranges.get(iri, "")))
        typed = kind == "@id" or (kind.startswith("xsd:") and kind != "xsd:string")
        terms[iri.removeprefix(str(PG))] = {"@id": _compact(iri), **({"@type": kind} if typed else {})}
    return {"@version": 1.1, **PREFIXES, **terms}


def _compact(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.isidentifier():
            return f"{prefix}:{local}"
    return iri


def jsonld_nodes(statements: Iterable[Statement]) -> Iterator[dict[str, Any]]:
    """Sorted statements as JSON-LD nodes in the terms of our context, one for each subject."""
    for subject, said in groupby(statements, key=itemgetter(0)):
        node: dict[str, Any] = {"@id": str(subject)}
        for predicate, same in groupby(said, key=itemgetter(1)):
            key, kind = _key(predicate)
            node[key] = [_value(statement.object, kind) for statement in same]
        yield node


@cache
def _key(predicate: URIRef) -> tuple[str, str | None]:
    """How JSON-LD calls a property in our context, and the type that its bare values have."""
    if predicate == RDF.type:
        return "@type", "@type"
    local = predicate.removeprefix(str(PG))
    term = jsonld_context().get(local) if local != str(predicate) else None
    return (local, term.get("@type")) if isinstance(term, dict) else (_compact(predicate), None)


def _value(value: Object, kind: str | None) -> object:
    if isinstance(value, URIRef):
        if kind == "@type":
            return _compact(value)
        return str(value) if kind == "@id" else {"@id": str(value)}
    if value.language:
        return {"@language": value.language, "@value": str(value)}
    datatype = _compact(value.datatype or XSD.string)
    if datatype == kind:
        return str(value)
    plain = {"@value": str(value)}
    if datatype != "xsd:string":
        return {"@type": datatype, **plain}
    return plain if kind else str(value)
