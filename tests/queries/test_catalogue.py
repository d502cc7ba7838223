"""Every question of the catalogue: described, typed, runnable, and its example answered as its file says."""

import re
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SH
from rdflib.plugins.sparql import prepareQuery

from graph.protocol import Store
from queries.ask import ask, query_text, resolve
from queries.catalogue import UnknownQuestion, names, question, questions
from queries.table import value_of

FOLDER = Path(__file__).resolve().parents[2] / "queries" / "catalogue"
LANGUAGES = {"en", "fr", "es"}

#: What the product promises to answer.
PROMISED = """
lead-institutions institutions implementers strategies timeline current-strategies paragraph-practices answers coverage
gaps assistance sharing-matches sharing-opportunities sole-providers similar-states networks target-groups
legal-basis publications funding evaluation media surveillance recidivism obstacles lessons challenges contradictions
completeness changes brokers evidence review-queue unresolved
"""

#: Questions to which the examples, as annotated, hold no answer; each has a test of its own.
UNANSWERED = {"changes", "contradictions", "findings", "unresolved"}


def test_every_question_that_the_product_promises_is_there() -> None:
    assert set(PROMISED.split()) <= set(names())


@pytest.mark.parametrize("name", names())
def test_a_question_is_titled_and_described_in_three_languages_and_has_keywords(name: str) -> None:
    asked = question(name)
    assert set(asked.titles) == set(asked.descriptions) == LANGUAGES
    assert asked.keywords


@pytest.mark.parametrize("name", names())
def test_the_query_of_a_question_is_standard_sparql_as_it_stands_in_its_file(name: str) -> None:
    prepareQuery(question(name).select)


@pytest.mark.parametrize("name", names())
def test_columns_and_parameters_are_described_in_three_languages(name: str) -> None:
    asked = question(name)
    assert [one.name for one in asked.columns if one.kind != "iri" and set(one.headings) != LANGUAGES] == []
    assert [one.name for one in asked.parameters if set(one.descriptions) != LANGUAGES] == []


@pytest.mark.parametrize("name", names())
def test_each_parameter_has_its_place_in_the_query_and_each_place_its_parameter(name: str) -> None:
    asked = question(name)
    places = set(re.findall(r"#\? ([\w-]+) |# \$([\w-]+)$", asked.select, re.MULTILINE))
    # The language of the vocabulary's labels is made from `language`, the pattern from `search`.
    made = {"tongue": "language", "pattern": "search"}
    in_query = {made.get(one or other, one or other) for one, other in places}
    of_measure = {"changes": {"before", "after"}, "similar-states": {"state"}, "who-else": {"of"}}
    declared = {one.name for one in asked.parameters} | set(asked.fixed)
    assert declared == in_query | of_measure.get(name, set())


@pytest.mark.parametrize("name", names())
def test_nothing_is_ruled_out_where_engines_differ(name: str) -> None:
    """Virtuoso 7 gives other answers, or none, where NOT EXISTS stands inside OPTIONAL or UNION."""
    depth, deep = 0, []
    for line in re.sub(r"<[^>]*>|\"[^\"]*\"", "", question(name).select).splitlines():
        code = line.partition("#")[0]
        if "NOT EXISTS" in code and depth > 1:
            deep.append(line)
        depth += code.count("{") - code.count("}")
    assert deep == []


@pytest.mark.parametrize("name", sorted(set(names()) - UNANSWERED))
def test_asked_with_nothing_a_question_finds_something_in_the_examples(name: str, store: Store) -> None:
    needed = {"review-queue": {"below": 0.85}, "who-else": question("who-else").example}
    assert len(ask(store, name, **needed.get(name, {}))) > 0


@pytest.mark.parametrize("name", sorted(set(names()) - UNANSWERED))
def test_the_example_of_a_question_is_answered_as_its_file_says(name: str, store: Store) -> None:
    asked = question(name)
    rows = list(ask(store, name, **asked.example))
    assert asked.expected
    assert any(asked.expected.items() <= row.items() for row in rows), rows


@pytest.mark.parametrize("name", sorted(set(names()) - UNANSWERED))
def test_columns_of_the_answer_are_those_that_the_question_declares(name: str, store: Store) -> None:
    assert ask(store, name, **question(name).example).columns == question(name).columns


@pytest.mark.parametrize("name", names())
def test_a_claim_never_comes_without_document_question_and_words(name: str, store: Store) -> None:
    table = ask(store, name, **question(name).example)
    claims = [row for row in table if row.get("claimIri")]
    if "quotation" in table.names:
        assert [row for row in claims if not (row["document"] and row["question"] and row["quotation"])] == []


def test_quotations_in_answers_stand_at_their_place_in_the_document(store: Store) -> None:
    rows = store.select(
        "PREFIX pg: <https://w3id.org/prevgraph/ontology#> "
        "SELECT ?document ?text { ?document pg:text ?text ; a pg:Document }"
    ).rows
    texts = {str(document): str(text) for document, text in rows}
    found = [row for row in ask(store, "implementers") if row["quotation"]]
    assert found
    for row in found:
        text = texts[str(row["documentIri"])]
        assert text[int(str(row["start"])) : int(str(row["end"]))] == row["quotation"]


def test_labels_come_in_the_language_asked_for_and_else_in_english_or_any(store: Store) -> None:
    states = {str(row["code"]): row["state"] for row in ask(store, "states", language="fr")}
    assert states["CZE"] == "Tchéquie"
    assert states["XAC"] == "Tavu Islands"


def test_fictional_states_wear_their_mark(store: Store) -> None:
    marked = {str(row["code"]): row["fictional"] for row in ask(store, "states")}
    assert marked == {"CZE": None, "XAA": True, "XAC": True, "XAE": True, "XAG": True}


def test_an_unknown_question_is_refused_with_what_was_perhaps_meant() -> None:
    with pytest.raises(UnknownQuestion, match="did you mean institutions"):
        question("institution")


def test_a_variant_takes_the_parameters_of_its_base_but_those_it_fixes() -> None:
    base = {one.name for one in question("topic").parameters}
    assert {one.name for one in question("surveillance").parameters} == base - {"topic"}


def test_the_files_are_examples_in_the_public_form() -> None:
    for name in names():
        graph = Graph().parse(FOLDER / f"{name}.ttl")
        subject = question(name).iri
        assert (subject, RDF.type, SH.SPARQLExecutable) in graph
        if not question(name).variant_of:
            assert str(graph.value(subject, SH.select)).startswith("PREFIX")


def test_a_question_can_be_shown_as_the_query_that_is_run(store: Store) -> None:
    asked = question("strategies")
    text = query_text(asked, resolve(store, asked, {"state": ["CZE", "XAA"]}))
    czech, norrland = (f"<https://w3id.org/prevgraph/id/state/{code}>" for code in ("CZE", "XAA"))
    assert f"VALUES ?stateIri {{ {czech} {norrland} }}" in text


def test_the_whole_catalogue_can_be_listed() -> None:
    assert list(questions()) == names()
    assert value_of(question("review-queue").parameters[1].default) == 0.7
