"""The vocabulary: complete, in OWL 2 DL as far as triples show it, and one with the closed namespace."""

from importlib.resources import files

import pytest
from rdflib import Graph
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import BNode, Literal, URIRef

from ontology.schema import superclasses
from ontology.terms import PG, PREFIXES

ONTOLOGY = URIRef("https://w3id.org/prevgraph/ontology")
GRAPH = Graph().parse(data=(files("ontology") / "prevention.ttl").read_text("utf-8"), format="turtle")
OWN = sorted({term for term in GRAPH.subjects(RDF.type) if isinstance(term, URIRef) and term in PG})
PROPERTIES = [term for term in OWN if {OWL.ObjectProperty, OWL.DatatypeProperty} & set(GRAPH.objects(term, RDF.type))]
MAIN = (PG.State, PG.Institution, PG.Network, PG.Practice, PG.LegalInstrument, PG.Publication, PG.Paragraph, PG.Answer)


def languages(term: URIRef) -> set[str | None]:
    return {label.language for label in GRAPH.objects(term, RDFS.label) if isinstance(label, Literal)}


def test_the_closed_namespace_is_what_the_vocabulary_declares() -> None:
    assert {name for name in PG.__annotations__ if not name.startswith("_")} == {term.split("#")[1] for term in OWN}


def test_a_word_that_is_not_declared_is_refused() -> None:
    with pytest.raises(AttributeError):
        PG.invented  # noqa: B018


@pytest.mark.parametrize("term", OWN)
def test_every_word_is_named_in_three_languages_and_defined(term: URIRef) -> None:
    assert languages(term) == {"en", "fr", "es"}
    assert GRAPH.value(term, SKOS.definition)
    assert GRAPH.value(term, RDFS.isDefinedBy) == ONTOLOGY


@pytest.mark.parametrize("term", PROPERTIES)
def test_every_property_says_what_it_leads_from_and_to(term: URIRef) -> None:
    assert GRAPH.value(term, RDFS.domain)
    assert GRAPH.value(term, RDFS.range)


def test_a_property_and_its_inverse_lead_between_the_same_things() -> None:
    for one, other in GRAPH.subject_objects(OWL.inverseOf):
        ends = [
            {str(member) for member in named(GRAPH.value(term, end))}
            for term, end in ((one, RDFS.domain), (other, RDFS.range), (one, RDFS.range), (other, RDFS.domain))
        ]
        assert ends[0] == ends[1], one
        assert ends[2] == ends[3], one


def named(node: object) -> list[object]:
    union = GRAPH.value(node, OWL.unionOf)  # type: ignore[arg-type]
    return [node] if union is None else list(Collection(GRAPH, union))


def test_the_main_classes_share_no_member() -> None:
    lists = [GRAPH.value(every, OWL.members) for every in GRAPH.subjects(RDF.type, OWL.AllDisjointClasses)]
    disjoint = {member for members in lists if members for member in Collection(GRAPH, members)}
    assert set(MAIN) <= disjoint


def test_who_implements_what_addresses_a_paragraph_contributes_to_it() -> None:
    chain = GRAPH.value(PG.contributesTo, OWL.propertyChainAxiom)
    assert chain is not None
    assert list(Collection(GRAPH, chain)) == [PG.implements, PG.addresses]


def test_a_part_of_a_part_is_a_part() -> None:
    assert (PG.partOf, RDF.type, OWL.TransitiveProperty) in GRAPH


def test_every_word_of_others_is_declared_so_that_the_file_stands_alone() -> None:
    own_words = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))
    used = {node for triple in GRAPH for node in triple[1:] if isinstance(node, URIRef)}
    addresses = {GRAPH.value(ONTOLOGY, OWL.versionIRI), GRAPH.value(ONTOLOGY, DCTERMS.license)}
    foreign = {node for node in used - addresses if not str(node).startswith(own_words)}
    assert {node for node in foreign if (node, RDF.type, None) not in GRAPH} == set()


def test_nodes_without_a_name_stand_in_the_vocabulary_only() -> None:
    for name in ("guidelines.ttl", "schemes.ttl", "states.ttl", "shapes.ttl"):
        graph = Graph().parse(data=(files("ontology") / name).read_text("utf-8"), format="turtle")
        assert not [node for node in graph.all_nodes() if isinstance(node, BNode)], name


def test_the_kinds_of_institution_are_institutions_by_the_words_of_others_too() -> None:
    above = superclasses(PG.ProbationService)
    assert PG.Institution in above
    assert URIRef(PREFIXES["cv"] + "PublicOrganisation") in above
    assert URIRef(PREFIXES["org"] + "Organization") in above
