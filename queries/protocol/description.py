"""The SPARQL 1.1 Service Description of the endpoint."""

from collections.abc import Iterable

from rdflib import Graph
from rdflib.namespace import RDF, Namespace
from rdflib.term import URIRef

from queries.protocol import formats
from queries.protocol.formats import Format

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")

_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG")
_READ = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")
_WRITERS = {formats.TURTLE: "turtle", formats.N_TRIPLES: "nt", formats.RDF_XML: "xml", formats.JSON_LD: "json-ld"}


def describe(address: str, graphs: Iterable[str], chosen: Format, *, updates: bool) -> bytes:
    """The description of the endpoint at an address: languages, formats, features, and the graphs it holds."""
    said = Graph()
    said.bind("sd", SD)
    said.bind("formats", FORMATS)
    service, dataset = URIRef(f"{address}#service"), URIRef(f"{address}#dataset")
    said.add((service, RDF.type, SD.Service))
    said.add((service, SD.endpoint, URIRef(address)))
    said.add((service, SD.feature, SD.UnionDefaultGraph))
    for language in ("SPARQL11Query", *(("SPARQL11Update",) if updates else ())):
        said.add((service, SD.supportedLanguage, SD[language]))
    for name in (*_RESULTS, *_GRAPHS):
        said.add((service, SD.resultFormat, FORMATS[name]))
    for name in _READ if updates else ():
        said.add((service, SD.inputFormat, FORMATS[name]))
    said.add((service, SD.defaultDataset, dataset))
    _add_dataset(said, dataset, (name for name in graphs if name))
    return said.serialize(format=_WRITERS[chosen.media_type], encoding="utf-8")


def _add_dataset(said: Graph, dataset: URIRef, graphs: Iterable[str]) -> None:
    default = URIRef(f"{dataset}-default")
    said.add((dataset, RDF.type, SD.Dataset))
    said.add((dataset, SD.defaultGraph, default))
    said.add((default, RDF.type, SD.Graph))
    for number, name in enumerate(sorted(graphs)):
        named, graph = URIRef(f"{dataset}-named-{number}"), URIRef(f"{dataset}-graph-{number}")
        said.add((dataset, SD.namedGraph, named))
        said.add((named, RDF.type, SD.NamedGraph))
        said.add((named, SD.name, URIRef(name)))
        said.add((named, SD.graph, graph))
        said.add((graph, RDF.type, SD.Graph))
