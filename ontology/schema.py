"""What the words of the vocabulary are called, what they mean, and how they stand to each other.

For whoever shows the graph to people: labels with a fallback, the tree of classes, and what a property leads from and
to. The names of states stand in `ontology.states`, the paragraphs in `ontology.guidelines`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rdflib import Graph
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Literal, Node, URIRef

from ontology.terms import PG

_FILES = ("prevention.ttl", "schemes.ttl", "guidelines.ttl")
_PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@dataclass(frozen=True, slots=True)
class Class:
    """A class: what it is called by language, what it means, and the classes directly above it, own and foreign."""

    iri: URIRef
    labels: Mapping[str, str]
    definition: str
    parents: tuple[URIRef, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """A property: what it is called by language, what it means, what it leads from and to, and its inverse."""

    iri: URIRef
    labels: Mapping[str, str]
    definition: str
    domain: tuple[URIRef, ...]
    range: tuple[URIRef, ...]
    parents: tuple[URIRef, ...]
    inverse: URIRef | None
    leads_to_things: bool


def label(iri: URIRef, language: str = "en") -> str:
    """What a class, property, concept or paragraph is called; in English, or by the end of its IRI, if need be."""
    labels = _labels().get(iri, {})
    return labels.get(language) or labels.get("en") or iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def definition(iri: URIRef) -> str:
    """What a class, property or concept means, in English; empty where nothing is said of it."""
    found = _graph().value(iri, SKOS.definition)
    return str(found) if found is not None else ""


@cache
def classes() -> Mapping[URIRef, Class]:
    """The vocabulary's own classes by IRI, in the order of their names."""
    return {iri: _class(iri) for iri in _own(OWL.Class)}


@cache
def properties() -> Mapping[URIRef, Property]:
    """The vocabulary's own properties by IRI, in the order of their names."""
    return {iri: _property(iri) for iri in sorted({iri for kind in _PROPERTY_KINDS for iri in _own(kind)})}


@cache
def superclasses(iri: URIRef) -> tuple[URIRef, ...]:
    """All classes above a class, nearest first, own and foreign; the class itself is not among them."""
    found: dict[URIRef, None] = {}
    level = [iri]
    while level:
        level = [parent for below in level for parent in _named(below, RDFS.subClassOf) if parent not in found]
        found.update(dict.fromkeys(level))
    return tuple(found)


@cache
def subclasses(iri: URIRef) -> tuple[URIRef, ...]:
    """All own classes below a class, in the order of their names; the class itself is not among them."""
    return tuple(below for below in classes() if iri in superclasses(below))


def kinds(iri: URIRef) -> tuple[URIRef, ...]:
    """The own classes directly below a class: one step of the tree."""
    return tuple(below for below, about in classes().items() if iri in about.parents)


@cache
def concepts(kind: URIRef) -> tuple[URIRef, ...]:
    """The members of a list of concepts in its order: `concepts(PG.TargetGroup)`, `concepts(PG.Mark)`."""
    members = [iri for iri in _graph().subjects(RDF.type, kind) if isinstance(iri, URIRef)]
    return tuple(sorted(members, key=lambda iri: int(str(_graph().value(iri, PG.order)))))


def _read(name: str) -> str:
    return (files("ontology") / name).read_text(encoding="utf-8")


@cache
def _graph() -> Graph:
    graph = Graph()
    for name in _FILES:
        graph.parse(data=_read(name), format="turtle")
    return graph


@cache
def _labels() -> Mapping[URIRef, Mapping[str, str]]:
    found: dict[URIRef, dict[str, str]] = {}
    for property_ in (RDFS.label, SKOS.prefLabel):
        for subject, text in _graph().subject_objects(property_):
            if isinstance(subject, URIRef) and isinstance(text, Literal):
                found.setdefault(subject, {})[text.language or "en"] = str(text)
    return found


def _own(kind: URIRef) -> Iterator[URIRef]:
    yield from sorted(iri for iri in _graph().subjects(RDF.type, kind) if isinstance(iri, URIRef) and iri in PG)


def _class(iri: URIRef) -> Class:
    return Class(iri, _labels().get(iri, {}), definition(iri), tuple(_named(iri, RDFS.subClassOf)))


def _property(iri: URIRef) -> Property:
    return Property(
        iri,
        _labels().get(iri, {}),
        definition(iri),
        tuple(_named(iri, RDFS.domain)),
        tuple(_named(iri, RDFS.range)),
        tuple(_named(iri, RDFS.subPropertyOf)),
        next(_inverses(iri), None),
        (iri, RDF.type, OWL.ObjectProperty) in _graph(),
    )


def _inverses(iri: URIRef) -> Iterator[URIRef]:
    for found in (_graph().value(iri, OWL.inverseOf), _graph().value(None, OWL.inverseOf, iri)):
        if isinstance(found, URIRef):
            yield found


def _named(iri: Node, property_: URIRef) -> Iterator[URIRef]:
    """The IRIs that a property leads to, a union counting as each of its members."""
    for found in _graph().objects(iri, property_):
        members = _graph().value(found, OWL.unionOf)
        named = [found] if members is None else list(Collection(_graph(), members))
        yield from sorted(member for member in named if isinstance(member, URIRef))
