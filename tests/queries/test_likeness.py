"""Who else does something like a thing: of other states, for reasons that hold, with words that name it."""

import pytest
from rdflib.namespace import RDF, SKOS
from rdflib.term import Literal, URIRef

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
    with pytest.raises(NothingNamed, match=r"--of on the command line\): the IRI or the exact name"):
        ask(store, "who-else")


def test_where_nothing_is_alike_others_answers_to_the_same_question_are_given_with_their_words(store: Store) -> None:
    practices = {str(row["practiceIri"]) for row in ask(store, "implementers")}
    rows = list(ask(store, "who-else", of=sorted(practices)))
    alone = [row for row in rows if row["tie"] == "question"]
    assert alone
    assert {row["ofIri"] for row in alone}.isdisjoint(row["ofIri"] for row in rows if row["tie"] != "question")
    for row in alone:
        assert str(row["thingIri"]).split("/")[-2] != str(row["ofIri"]).split("/")[-2]
        answers = [
            one for one in ask(store, "answers", question=row["commonIri"]) if one["stateIri"] == row["stateIri"]
        ]
        assert [one["text"] for one in answers if str(row["quotation"]) in str(one["text"])]


def test_one_word_of_a_long_name_makes_two_things_less_alike_than_a_paragraph(empty: Store) -> None:
    one, word, purpose = (URIRef(f"{ID}programme/{name}") for name in ("XAA/open-doors", "XAC/open-days", "XAE/watch"))
    named = {one: "Open Doors", word: "Open Days of Many Harbours", purpose: "Village Watch"}
    paragraph = URIRef("https://w3id.org/prevgraph/guidelines/17/d")
    said = [Statement(thing, SKOS.prefLabel, Literal(name, lang="en")) for thing, name in named.items()]
    said += [Statement(thing, RDF.type, PG.Programme) for thing in named]
    said += [Statement(thing, PG.state, URIRef(f"{ID}state/{str(thing).split('/')[-2]}")) for thing in named]
    said += [Statement(thing, PG.addresses, paragraph) for thing in (one, purpose)]
    empty.replace(URIRef(ID + "graph/example"), said)
    assert [row["thing"] for row in ask(empty, "who-else", of=str(one))] == [
        "Village Watch",
        "Open Days of Many Harbours",
    ]


def test_the_sentence_for_a_kind_names_the_kind_where_one_does(empty: Store) -> None:
    fill(empty, *(as_response(name, read_gold(name)) for name in ("czech-republic", "norrland.docx-legacy")))
    one, other = URIRef(SERVICE), URIRef(ID + "institution/XAA/norrland-crime-prevention-council")
    empty.replace(URIRef(ID + "kinds"), [Statement(thing, RDF.type, PG.Ministry) for thing in (one, other)])
    (row,) = (row for row in ask(empty, "who-else", of=SERVICE) if row["tie"] == "kind")
    assert "Ministry" in str(row["quotation"])
