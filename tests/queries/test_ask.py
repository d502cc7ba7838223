"""How a question is asked: values as people give them, bound as terms, refused in one clear sentence."""

from typing import Any

import pytest
from rdflib.namespace import SKOS
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.model import Statement
from graph.protocol import BadQuery, Store
from queries.ask import BadValue, NotAQuery, UnknownParameter, ask, ask_text
from queries.table import Table

CZECH = Identifiers().state("CZE")


@pytest.mark.parametrize("given", ["CZE", "cze", "CZ", "Czechia", "czech republic", "Tchéquie", str(CZECH), CZECH])
def test_a_state_is_known_by_code_name_and_iri(given: object, store: Store) -> None:
    assert ask(store, "states", state=given).column("code") == ["CZE"]


def test_several_states_are_asked_for_at_once(store: Store) -> None:
    assert sorted(map(str, ask(store, "states", state=["XAA", "CZE"]).column("code"))) == ["CZE", "XAA"]


@pytest.mark.parametrize("given", ["26(b)", "26/b", "26 b", "surveillance", Identifiers().paragraph("26(b)")])
def test_a_paragraph_is_known_by_number_topic_and_iri(given: object, store: Store) -> None:
    assert set(ask(store, "paragraph-practices", paragraph=given, state="CZE").column("practice")) == {"CCTV"}


def test_a_paragraph_stands_for_its_sub_paragraphs_too(store: Store) -> None:
    found = set(ask(store, "paragraph-practices", paragraph="27", state="CZE").column("paragraph"))
    assert found == {"27(b)", "27(c)"}


@pytest.mark.parametrize("kind", ["probation service", "ProbationService", "service de probation"])
def test_a_kind_is_known_by_class_and_by_label(kind: str, empty: Store) -> None:
    from tests.queries.conftest import as_response, fill, read_gold

    czech = as_response("czech-republic", read_gold("czech-republic"))
    fill(empty, czech)
    service = Identifiers().entity("Institution", "CZE", ["Probation and mediation service"])
    type_ = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    probation = URIRef("https://w3id.org/prevgraph/ontology#ProbationService")
    empty.replace(Identifiers().graph("reviews"), [Statement(service, type_, probation)])
    table = ask(empty, "institutions", kind=kind)
    assert [(row["institution"], row["kind"], row["under"], row["question"]) for row in table] == [
        ("Probation and mediation service", "probation service", "Ministry of Justice", "9(c)")
    ]


def test_what_is_not_known_is_refused_with_what_was_perhaps_meant(store: Store) -> None:
    with pytest.raises(BadValue, match="'Czechea' is no value for state: did you mean Czechia"):
        ask(store, "strategies", state="Czechea")


@pytest.mark.parametrize(
    ("name", "given", "reason"),
    [
        ("strategies", {"since": "soon"}, "whole number"),
        ("implementers", {"confidence": "NaN"}, "such as 0.8"),
        ("current-strategies", {"on": "2005-13-01"}, "2005-06-30"),
        ("assistance", {"include_withheld": "perhaps"}, "true or false"),
        ("states", {"language": 'en" ) } #'}, "language tag"),
        ("states", {"state": "https://example.org/> ?x"}, "no IRI holds"),
        ("current-strategies", {"on": ["2005", "2006"]}, "only one"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(name: str, given: dict[str, object], reason: str, store: Store) -> None:
    with pytest.raises(BadValue, match=reason):
        ask(store, name, **given)


def test_a_parameter_that_a_question_does_not_have_is_refused_with_those_it_has(store: Store) -> None:
    with pytest.raises(UnknownParameter, match="cannot be asked with 'year'; it takes state, "):
        ask(store, "strategies", year=2004)


@pytest.mark.parametrize("words", ['"', "\\", '") } #', "'''", "}\n# $language", "$search", "\ud7ff", "x" * 5000])
def test_words_searched_for_are_never_read_as_a_query(words: str, store: Store, gold: dict[str, Any]) -> None:
    texts = [answer.get("text", "") for one in gold.values() for answer in one["answers"].values()]
    assert len(ask(store, "answers", search=words)) == sum(words in text for text in texts)


def test_search_takes_no_heed_of_case(store: Store) -> None:
    assert ask(store, "answers", search="cctv is WIDELY", state="CZE").column("question") == ["12(b)"]


@pytest.mark.parametrize(
    "words", ["MEDIATION  penale", "médiation pénale", "me\u0301diation pénale", "Medıation Pėnale"]
)
def test_search_takes_no_heed_of_accents_and_spacing(words: str, store: Store) -> None:
    assert ask(store, "answers", search=words, state="XAG").column("question") == ["9(c)"]


def test_any_select_gives_a_table(store: Store) -> None:
    table = ask_text(store, "# which?\nPREFIX p: <https://w3id.org/prevgraph/ontology#>\nselect ?s { ?s p:iso3 'CZE' }")
    assert isinstance(table, Table)
    assert table.rows == ((CZECH,),)


def test_a_construct_gives_statements_and_an_ask_a_truth_value(store: Store) -> None:
    name = Literal("Czechia", lang="en")
    said = f"<{CZECH}> <{SKOS.prefLabel}> ?l"
    text = f"CONSTRUCT {{ {said} }} WHERE {{ {said} FILTER(LANG(?l) = 'en') }}"
    assert set(ask_text(store, text)) == {Statement(CZECH, SKOS.prefLabel, name)}  # type: ignore[arg-type]
    assert ask_text(store, f"ASK {{ <{CZECH}> ?p ?o }}") is True


def test_an_update_is_not_a_query(store: Store) -> None:
    with pytest.raises(NotAQuery, match="starts with none of SELECT"):
        ask_text(store, "PREFIX a: <urn:a> INSERT DATA { <urn:s> <urn:p> <urn:o> }")


def test_a_broken_query_is_refused_by_name(store: Store) -> None:
    with pytest.raises(BadQuery):
        ask_text(store, "SELECT ?s WHERE { ?s ?p }")
