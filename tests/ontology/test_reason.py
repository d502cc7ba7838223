"""Reasoning: the whole is consistent, what follows is found, a planted contradiction too, with and without Java."""

import shutil
from functools import cache
from importlib.resources import files

import pytest
from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.term import Node, URIRef

from ontology.reason import NoJava, check, clashes, materialise, vocabulary
from ontology.terms import PG, PREFIXES

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java here for the DL reasoner")
PREFIX = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
SERVICE = URIRef(PREFIXES["id"] + "institution/XZZ/service")
MINISTRY = URIRef(PREFIXES["id"] + "institution/XZZ/ministry")
PEACE = URIRef(PREFIXES["id"] + "programme/XZZ/peace")
STATE = URIRef(PREFIXES["id"] + "state/XZZ")
CONFLICT = URIRef(PREFIXES["g"] + "24/c")
DATA = f"""{PREFIX}
<{SERVICE}> a pg:Institution , pg:ProbationService ; pg:implements <{PEACE}> ; pg:partOf <{SERVICE}-office> ;
    pg:established "2000"^^xsd:gYear ; pg:confidence 0.9 ; pg:state <{STATE}> .
<{SERVICE}-office> pg:partOf <{MINISTRY}> .
<{PEACE}> a pg:Programme ; pg:addresses <{CONFLICT}> ; pg:adoptedOn "2004-02-29"^^xsd:date .
<{STATE}> a pg:State ; pg:iso3 "XZZ" .
<urn:claim> a pg:Claim , rdf:Statement ; rdf:subject <{SERVICE}> ; rdf:predicate pg:implements ; rdf:object <{PEACE}> .
<urn:document> a pg:Document ; pg:text "{"A long text. " * 100}"@en .
"""
PLANTED = {
    "a programme that is also a law": f"<{PEACE}> a pg:LegalInstrument .",
    "an institution that is implemented": f"<{SERVICE}> pg:implements <{SERVICE}-office> .",
    "a state that is a network": f"<{STATE}> a pg:Network .",
    "an institution addressed like a paragraph": f"<{PEACE}> pg:addresses <{SERVICE}> .",
}


@cache
def axioms() -> tuple[tuple[Node, Node, Node], ...]:
    return tuple(Graph().parse(data=(files("ontology") / "prevention.ttl").read_text("utf-8"), format="turtle"))


@cache
def everything() -> tuple[tuple[Node, Node, Node], ...]:
    return tuple(vocabulary())


def data(more: str = "") -> list[tuple[Node, Node, Node]]:
    return list(Graph().parse(data=DATA + more, format="turtle"))


@needs_java
def test_the_vocabulary_with_data_is_consistent_and_classified() -> None:
    found = check([*everything(), *data()])
    assert found.is_consistent
    assert found.unsatisfiable == ()
    assert (SERVICE, PG.contributesTo, CONFLICT) in found.inferred
    assert (SERVICE, PG.partOf, MINISTRY) in found.inferred


@needs_java
@pytest.mark.parametrize(
    "planted",
    # A Java machine each: one of them at every run.
    [
        pytest.param(planted, id=name, marks=pytest.mark.slow if number else ())
        for number, (name, planted) in enumerate(PLANTED.items())
    ],
)
def test_a_planted_contradiction_is_found(planted: str) -> None:
    assert not check([*axioms(), *data(planted)]).is_consistent


@needs_java
def test_a_class_that_can_have_no_member_is_named() -> None:
    impossible = "<urn:Impossible> a owl:Class ; rdfs:subClassOf pg:State , pg:Network ."
    assert check([*axioms(), *data(impossible)]).unsatisfiable == (URIRef("urn:Impossible"),)


def test_without_java_the_dl_reasoner_says_so() -> None:
    with pytest.raises(NoJava, match="needs Java"):
        check(data(), java="no-such-java")


def test_without_java_the_rules_still_draw_conclusions() -> None:
    found = materialise([*everything(), *data()])
    assert (SERVICE, PG.contributesTo, CONFLICT) in found
    assert (SERVICE, PG.partOf, MINISTRY) in found
    assert (PEACE, RDF.type, PG.Practice) in found
    assert (SERVICE, RDF.type, URIRef(PREFIXES["cv"] + "PublicOrganisation")) in found


def test_the_rules_name_a_contradiction_they_can_see() -> None:
    (said,) = clashes([*axioms(), *data(PLANTED["a programme that is also a law"])])
    assert "pg:LegalInstrument" in said
    assert "id:programme/XZZ/peace" in said


def test_the_rules_find_no_contradiction_where_there_is_none() -> None:
    assert clashes([*axioms(), *data()]) == ()
