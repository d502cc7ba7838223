"""How well the reading reads, as `dqv:QualityMeasurement`s: measured precision and recall of each relation and type.

The figures are those of `accuracy.json`, which `make accuracy` writes: they were measured on annotated examples, and
the description says so; nobody has measured them on the responses that a store happens to hold.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Namespace
from rdflib.term import Literal, URIRef

from graph.model import Statement
from ontology.schema import label
from ontology.terms import PG

DQV = Namespace("http://www.w3.org/ns/dqv#")
_LDQD = Namespace("http://www.w3.org/2016/05/ldqd#")

_METRICS = {
    "precision": ("Precision", "The share of what was read that a careful reader noted as well.", "semanticAccuracy"),
    "recall": ("Recall", "The share of what a careful reader noted that was read as well.", "completeness"),
}


@cache
def measured() -> Mapping[str, Mapping[str, float]]:
    """Precision and recall by the name of a relation or a type."""
    found: Mapping[str, Mapping[str, float]] = json.loads((files("prevgraph") / "accuracy.json").read_text("utf-8"))
    return found


def quality_statements(catalogue: URIRef, dataset: URIRef) -> Iterator[Statement]:
    """The measurements, their metrics and what they were made on."""
    examples = URIRef(f"{catalogue}/annotated-examples")
    metadata = URIRef(f"{catalogue}/quality")
    yield Statement(dataset, DQV.hasQualityMetadata, metadata)
    yield Statement(metadata, RDF.type, DQV.QualityMetadata)
    yield Statement(metadata, RDFS.label, Literal("How well the reading reads", lang="en"))
    yield Statement(examples, RDF.type, PROV.Entity)
    yield Statement(examples, RDFS.label, Literal("Responses annotated by hand, shipped with the software", lang="en"))
    yield from _metrics(catalogue)
    for name, figures in measured().items():
        for metric in _METRICS:
            one = URIRef(f"{metadata}/{name}/{metric}")
            yield Statement(metadata, DCTERMS.hasPart, one)
            yield Statement(one, RDF.type, DQV.QualityMeasurement)
            yield Statement(one, RDFS.label, Literal(f"{_METRICS[metric][0]}: {label(PG[name])}", lang="en"))
            yield Statement(one, DQV.isMeasurementOf, _metric(catalogue, metric))
            yield Statement(one, DQV.computedOn, examples)
            yield Statement(one, DCTERMS.subject, PG[name])
            yield Statement(one, DQV.value, _decimal(figures[metric]))


def _metrics(catalogue: URIRef) -> Iterator[Statement]:
    for name, (title, meaning, dimension) in _METRICS.items():
        metric = _metric(catalogue, name)
        yield Statement(metric, RDF.type, DQV.Metric)
        yield Statement(metric, SKOS.prefLabel, Literal(title, lang="en"))
        yield Statement(metric, SKOS.definition, Literal(meaning, lang="en"))
        yield Statement(metric, DQV.inDimension, _LDQD[dimension])
        yield Statement(metric, DQV.expectedDataType, XSD.decimal)


def _metric(catalogue: URIRef, name: str) -> URIRef:
    return URIRef(f"{catalogue}/metric/{name}")


def _decimal(figure: float) -> Literal:
    return Literal(str(figure), datatype=XSD.decimal, normalize=False)
