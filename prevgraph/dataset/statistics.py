"""A dataset in numbers, as VoID says them: its size, its classes and properties, and what leads from which to which."""

import hashlib
from collections.abc import Iterator

from rdflib.namespace import RDF, VOID, Namespace
from rdflib.term import Literal, URIRef

from graph.model import Object, Statement, whole
from ontology.terms import PREFIXES
from prevgraph.dataset.holding import Holding

#: VoID knows classes and properties; this adds datatypes, as public SPARQL endpoints describe themselves.
VOID_EXT = Namespace("http://ldf.fi/void-ext#")
_VOCABULARY = URIRef("https://w3id.org/prevgraph/ontology")


def void_statements(catalogue: URIRef, dataset: URIRef, held: Holding, *, space: str) -> Iterator[Statement]:
    """The numbers of a dataset whose IRIs begin with `space`, its partitions named below `catalogue`."""
    yield from _say(
        dataset,
        (VOID.triples, whole(held.triples)),
        (VOID.distinctSubjects, whole(held.subjects)),
        (VOID.classes, whole(len(held.classes))),
        (VOID.properties, whole(len(held.properties))),
        (VOID.uriSpace, Literal(space)),
        (VOID.vocabulary, _VOCABULARY),
        *((VOID.exampleResource, state.iri) for state in held.states),
    )
    for kind, count in held.classes.items():
        part = _members(catalogue, kind)
        yield Statement(dataset, VOID.classPartition, part)
        yield from _say(part, (RDF.type, VOID.Dataset), (VOID["class"], kind), (VOID.entities, whole(count)))
    for name, count in held.properties.items():
        part = URIRef(f"{catalogue}/property/{_short(name)}")
        yield Statement(dataset, VOID.propertyPartition, part)
        yield from _say(part, (RDF.type, VOID.Dataset), (VOID.property, name), (VOID.triples, whole(count)))
    yield from _links(catalogue, held)


def _links(catalogue: URIRef, held: Holding) -> Iterator[Statement]:
    """With which properties the members of each class lead to what: what clients complete queries from."""
    for (kind, name, end), count in held.links.items():
        members = _members(catalogue, kind)
        part = URIRef(f"{members}#{_short(name)}")
        if not end:
            yield Statement(members, VOID.propertyPartition, part)
            yield from _say(part, (RDF.type, VOID.Dataset), (VOID.property, name), (VOID.triples, whole(count)))
            continue
        target = URIRef(end)
        inner = URIRef(f"{part}.{_short(target)}")
        is_class = target in held.classes
        yield Statement(part, VOID.classPartition if is_class else VOID_EXT.datatypePartition, inner)
        what = VOID["class"] if is_class else VOID_EXT.datatype
        yield from _say(inner, (RDF.type, VOID.Dataset), (what, target), (VOID.triples, whole(count)))


def _members(catalogue: URIRef, kind: URIRef) -> URIRef:
    return URIRef(f"{catalogue}/class/{_short(kind)}")


def _say(subject: URIRef, *pairs: tuple[URIRef, Object]) -> Iterator[Statement]:
    for predicate, object_ in pairs:
        yield Statement(subject, predicate, object_)


def _short(iri: URIRef) -> str:
    """A name for a partition: prefix and local name where they are known, else a digest.

    >>> _short(URIRef("http://www.w3.org/2004/02/skos/core#Concept"))
    'skos-Concept'
    """
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.isidentifier():
            return f"{prefix}-{local}"
    return hashlib.sha256(iri.encode()).hexdigest()[:20]
