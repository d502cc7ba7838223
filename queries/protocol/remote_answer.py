"""Answers of a store on another server, written in the formats of this one."""

import io

from rdflib import Graph
from rdflib.plugins.sparql.results.xmlresults import SPARQLXMLWriter
from rdflib.term import URIRef, Variable

from graph.oxigraph import AnswerTooLarge
from graph.store import BadQuery, Store
from ontology.terms import PREFIXES
from queries.protocol import formats
from queries.protocol.errors import BadRequest
from queries.protocol.jobs import Query
from queries.protocol.limits import Limits
from queries.protocol.shape import query_shape
from queries.table import Table

_RDFLIB = {
    formats.TURTLE: "turtle",
    formats.N_TRIPLES: "nt",
    formats.RDF_XML: "xml",
    formats.JSON_LD: "json-ld",
    formats.N_QUADS: "nt",
    formats.TRIG: "turtle",
}


def remote_answer(store: Store, sparql: str, job: Query, limits: Limits) -> bytes:
    """The answer to any query, in the format asked for, within the budget."""
    if job.default_graphs or job.named_graphs:
        raise BadRequest("the graphs cannot be named in the request here: name them in the query, with FROM")
    form = query_shape(sparql).form
    if form == "SELECT":
        return _rows(store, sparql, job.media_type, limits)
    if form == "ASK":
        return _truth(store.ask(sparql), job.media_type)
    if not form:
        raise BadQuery(1, 1, "expected SELECT, ASK, CONSTRUCT or DESCRIBE")
    return _graph(store, sparql, job.media_type, limits)


def _rows(store: Store, sparql: str, media_type: str, limits: Limits) -> bytes:
    table = Table.of(store.select(sparql))
    if len(table) > limits.rows:
        raise AnswerTooLarge(f"{limits.rows} rows")
    if media_type == formats.XML:
        return _xml(table)
    written = {formats.CSV: table.to_csv, formats.TSV: table.to_tsv}.get(media_type, table.to_results_json)
    return written().encode()


def _xml(table: Table) -> bytes:
    out = io.BytesIO()
    writer = SPARQLXMLWriter(out)
    writer.write_header([Variable(name) for name in table.names])
    writer.write_results_header()
    for row in table.terms():
        writer.write_start_result()
        for name, term in row.items():
            if term is not None:
                writer.write_binding(Variable(name), URIRef(term) if isinstance(term, URIRef) else term)
        writer.write_end_result()
    writer.close()
    return out.getvalue()


def _truth(is_so: bool, media_type: str) -> bytes:
    said = "true" if is_so else "false"
    if media_type == formats.XML:
        inner = f"<head/><boolean>{said}</boolean>"
        return f'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">{inner}</sparql>'.encode()
    return f'{{"head":{{}},"boolean":{said}}}'.encode() if media_type == formats.JSON else said.encode()


def _graph(store: Store, sparql: str, media_type: str, limits: Limits) -> bytes:
    found = Graph()
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace)
    for number, statement in enumerate(store.construct(sparql)):
        if number >= limits.rows:
            raise AnswerTooLarge(f"{limits.rows} statements")
        found.add(statement)
    return found.serialize(format=_RDFLIB[media_type], encoding="utf-8")
