"""Who else does something like a thing: of other states, for reasons that hold, with words that name it."""

import pytest
from rdflib.namespace import RDF
from rdflib.term import URIRef

from graph.model import Statement
from graph.protocol import Store
from ontology.terms import PG
from queries.ask import ask
from queries.likeness import NothingNamed
from tests.queries.conftest import as_response, fill, read_gold

ID = "https://w3id.org/prevgraph/id/"
SERVICE = ID + "institution/CZE/probation-and-mediation-service"


def test_a_service_is_like_those_with_the_same_paragraphs_and_words_in_the_name_elsewhere(store: Store) -> None:
    found = {(row["thing"], row["tie"], row["common"]) for row in ask(store, "who-else", of=SERVICE)}
    assert ("Mediation Service", "name", "mediation") in found
    assert ("Service de probation et de réinsertion sociale", "paragraph", "6(d) Prevention of recidivism") in found


def test_two_of_a_kind_are_alike(empty: Store) -> None:
    fill(empty, *(as_response(name, read_gold(name)) for name in ("czech-republic", "sahelia.docx-sdt")))
    one, other = URIRef(SERVICE), URIRef(ID + "institution/XAG/gendarmerie-nationale")
    empty.replace(URIRef(ID + "kinds"), [Statement(thing, RDF.type, PG.ProbationService) for thing in (one, other)])
    found = {(row["thingIri"], row["common"]) for row in ask(empty, "who-else", of=SERVICE) if row["tie"] == "kind"}
    assert found == {(str(other), "probation service")}


def test_words_that_a_kind_of_thing_is_called_by_anyway_are_no_reason(store: Store) -> None:
    commons = {row["common"] for row in ask(store, "who-else", of=SERVICE) if row["tie"] == "name"}
    assert commons.isdisjoint({"service", "services", "national"})


@pytest.mark.parametrize("kind", [pytest.param("programme", marks=pytest.mark.slow), "strategy"])
def test_what_practices_have_in_common_is_said_of_both(kind: str, store: Store) -> None:
    said = {(row["practiceIri"], row["paragraphIri"]) for row in ask(store, "paragraph-practices")}
    practices = sorted({str(iri) for iri, _ in said if f"/{kind}/" in str(iri)})
    rows = [row for row in ask(store, "who-else", of=practices) if row["tie"] == "paragraph"]
    assert len(rows) > 10
    for row in rows:
        assert {(row["thingIri"], row["commonIri"]), (row["ofIri"], row["commonIri"])} <= said


def test_an_institution_is_never_held_against_a_practice_nor_anything_against_its_own_state(store: Store) -> None:
    for row in ask(store, "who-else", of=[SERVICE, ID + "institution/XAA/police-directorate"]):
        assert "/institution/" in str(row["thingIri"])
        assert str(row["thingIri"]).split("/")[-2] != str(row["ofIri"]).split("/")[-2]


def test_each_reason_comes_with_words_that_stand_in_a_reply_of_that_state(store: Store) -> None:
    for row in ask(store, "who-else", of=SERVICE):
        assert row["quotation"]
        assert str(row["stateIri"])[-3:] in str(row["documentIri"])


def test_asked_of_nothing_the_question_says_what_it_needs(store: Store) -> None:
    with pytest.raises(NothingNamed, match="'of': the IRI or the exact name"):
        ask(store, "who-else")
