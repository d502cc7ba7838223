"""The paragraphs of the Guidelines for the Prevention of Crime: numbers, nesting, headings, short labels, topics."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rdflib import Graph
from rdflib.namespace import RDF, SKOS
from rdflib.term import Literal, Node, URIRef

from ontology.terms import PG


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or sub-paragraph; `heading` is the one it stands under, by language."""

    number: str
    iri: URIRef
    labels: Mapping[str, str]
    heading: Mapping[str, str]
    parent: str | None
    topics: tuple[str, ...]


@cache
def paragraphs() -> Mapping[str, Paragraph]:
    """All paragraphs by number, in the document's order."""
    graph = Graph()
    graph.parse(data=(files("ontology") / "guidelines.ttl").read_text(encoding="utf-8"), format="turtle")
    found = [_paragraph(graph, iri) for iri in graph.subjects(RDF.type, PG.Paragraph) if isinstance(iri, URIRef)]
    return {paragraph.number: paragraph for paragraph in sorted(found, key=lambda each: _order(graph, each))}


def within(number: str) -> tuple[str, ...]:
    """A paragraph and its sub-paragraphs, in order: what counts where a paragraph is asked for.

    >>> within("19")
    ('19', '19(a)', '19(b)', '19(c)')
    """
    return tuple(each.number for each in paragraphs().values() if number in (each.number, each.parent))


def of_topic(topic: str) -> tuple[str, ...]:
    """The paragraphs that a short name stands for, in order; empty where no paragraph has it."""
    return tuple(each.number for each in paragraphs().values() if topic in each.topics)


@cache
def topics() -> tuple[str, ...]:
    """Every short name, in the order of the alphabet."""
    return tuple(sorted({topic for each in paragraphs().values() for topic in each.topics}))


def find_paragraph(written: str) -> str | None:
    """The number of the paragraph that was written with other spaces, case or brackets, or as a topic; or None.

    >>> find_paragraph("para. 24 (C)")
    '24(c)'
    """
    if written in topics():
        return next(iter(of_topic(written)))
    parts = re.fullmatch(r"(?:paras?\.?|paragraph)?\s*(\d+)\s*[(/.]?\s*([a-z])?\s*\)?", written.strip().lower())
    if parts is None:
        return None
    number = f"{parts[1]}({parts[2]})" if parts[2] else parts[1]
    return number if number in paragraphs() else None


def _order(graph: Graph, paragraph: Paragraph) -> int:
    return int(str(graph.value(paragraph.iri, PG.order)))


def _paragraph(graph: Graph, iri: URIRef) -> Paragraph:
    above = graph.value(iri, SKOS.broader)
    group = graph.value(None, SKOS.member, iri if above is None else above)
    return Paragraph(
        str(graph.value(iri, SKOS.notation)),
        iri,
        dict(_labels(graph, iri)),
        dict(_labels(graph, group)),
        None if above is None else str(graph.value(above, SKOS.notation)),
        tuple(sorted(map(str, graph.objects(iri, PG.topic)))),
    )


def _labels(graph: Graph, of: Node | None) -> Iterator[tuple[str, str]]:
    for label in graph.objects(of, SKOS.prefLabel) if of is not None else ():
        if isinstance(label, Literal):
            yield label.language or "en", str(label)
