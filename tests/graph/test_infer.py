"""What follows from a response, by the axioms of the ontology."""

from collections.abc import Iterable

from rdflib import Graph

from graph.infer import infer, infer_response, read_axioms
from graph.lines import Draft
from graph.model import Statement
from graph.vocabulary import read_turtle

PREFIXES = """
@prefix : <urn:> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix pg: <https://w3id.org/prevgraph/ontology#> .
@prefix schema: <https://schema.org/> .
"""


def turtle(text: str) -> set[Statement]:
    return {Statement(*triple) for triple in Graph().parse(data=PREFIXES + text)}  # type: ignore[arg-type]


def follows(said: str, axioms: str) -> set[Statement]:
    return set(infer(Draft.of(turtle(said)), read_axioms(read_turtle(PREFIXES + axioms))).statements())


def test_a_thing_belongs_to_every_class_above_its_own() -> None:
    axioms = ":Cat rdfs:subClassOf :Mammal . :Mammal rdfs:subClassOf :Animal . :Animal rdfs:subClassOf owl:Thing ."
    assert follows(":tom a :Cat .", axioms) == turtle(":tom a :Mammal, :Animal .")


def test_what_stands_above_a_property_holds_too() -> None:
    assert follows(":a :loves :b .", ":loves rdfs:subPropertyOf :likes . :likes rdfs:subPropertyOf :knows .") == turtle(
        ":a :likes :b ; :knows :b ."
    )


def test_a_transitive_property_leads_on_and_what_stands_above_it_follows() -> None:
    axioms = ":in a owl:TransitiveProperty ; rdfs:subPropertyOf :near ."
    assert follows(":a :in :b . :b :in :c .", axioms) == turtle(":a :in :c ; :near :b, :c . :b :near :c .")


def test_a_circle_of_parts_makes_nothing_a_part_of_itself() -> None:
    assert follows(":a :in :b . :b :in :a .", ":in a owl:TransitiveProperty .") == set()


def test_a_chain_of_properties_gives_the_property_it_defines() -> None:
    axioms = ":uncle owl:propertyChainAxiom ( :parent :brother ) ."
    assert follows(":a :parent :b . :b :brother :c . :x :brother :y .", axioms) == turtle(":a :uncle :c .")


def test_the_words_of_others_for_an_inverse_follow_turned_round() -> None:
    axioms = ":pays owl:inverseOf :paidBy . :paidBy rdfs:subPropertyOf :funder ."
    assert follows(":a :pays :b .", axioms) == turtle(":b :funder :a .")


def test_class_expressions_never_become_types() -> None:
    axioms = ":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ], [ owl:onProperty :p ; owl:someValuesFrom :D ] ."
    assert follows(":x a :A .", axioms) == set()


def test_our_own_ontology_says_who_contributes_to_what_and_translates_into_the_words_of_others() -> None:
    found = set(
        infer_response(
            Draft.of(
                turtle(
                    ":ministry pg:funds :mediation . :service a pg:ProbationService ; pg:partOf :ministry ;"
                    " pg:implements :mediation . :mediation a pg:Programme ; pg:addresses :paragraph ."
                )
            )
        ).statements()
    )
    assert found >= turtle(
        ":service pg:contributesTo :paragraph ; org:subOrganizationOf :ministry ; a pg:Institution, pg:Actor ."
        " :mediation a pg:Practice ; schema:funder :ministry ."
    )


def test_nothing_that_was_said_is_inferred_and_the_order_never_varies() -> None:
    said = turtle(":a a pg:ProbationService, pg:Institution . :b a pg:Ministry .")
    found = list(infer_response(Draft.of(said)).statements())
    assert not said & set(found)
    assert found == sorted(found) == list(infer_response(Draft.of(reversed_order(said))).statements())


def reversed_order(said: Iterable[Statement]) -> list[Statement]:
    return sorted(said, reverse=True)
