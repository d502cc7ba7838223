"""Variables get their values as terms, wherever the query speaks of them."""

import pytest
from rdflib.term import Literal, URIRef

from graph.bindings import BadBinding, bind, end_of_update
from graph.embedded import EmbeddedStore
from graph.model import Statement

A, B, P, Q = (URIRef(f"urn:{name}") for name in "abpq")
GRAPH = URIRef("urn:graph")


@pytest.fixture
def store() -> EmbeddedStore:
    store = EmbeddedStore()
    store.replace(GRAPH, [Statement(A, P, Literal("x } y")), Statement(B, P, Literal("z")), Statement(B, Q, A)])
    return store


def test_a_value_that_looks_like_syntax_stays_a_value(store: EmbeddedStore) -> None:
    assert store.select("SELECT ?s { ?s ?p ?o }", {"o": Literal("x } y")}).rows == [(A,)]
    assert store.select("SELECT ?s { ?s ?p ?o }", {"o": Literal('" } ; DROP ALL #')}).rows == []


def test_a_bound_variable_can_be_projected(store: EmbeddedStore) -> None:
    assert store.select("SELECT ?s ?o { ?s <urn:q> ?o }", {"s": B}).rows == [(B, A)]


def test_a_variable_is_bound_in_a_subquery_that_does_not_project_it(store: EmbeddedStore) -> None:
    query = "SELECT ?n { { SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o } } }"
    assert store.select(query, {"s": B}).rows[0][0] == Literal(2)


def test_a_variable_is_bound_in_the_filter_of_each_branch(store: EmbeddedStore) -> None:
    query = "SELECT ?o { { ?s <urn:p> ?o FILTER(?s = ?who) } UNION { ?s <urn:q> ?o FILTER(?s = ?who) } }"
    assert set(store.select(query, {"who": B}).rows) == {(Literal("z"),), (A,)}


def test_a_minus_that_does_not_name_the_variable_is_left_alone(store: EmbeddedStore) -> None:
    query = "SELECT ?s { { SELECT ?s { ?s ?p ?o } GROUP BY ?s ?o } MINUS { <urn:nobody> ?p ?x } }"
    assert set(store.select(query, {"o": Literal("z")}).rows) == {(B,)}


def test_values_of_the_query_and_braces_in_texts_iris_and_comments_are_no_groups(store: EmbeddedStore) -> None:
    query = """SELECT ?s { # {
        VALUES ?p { <urn:p> } ?s ?p ?o FILTER(?o != "{" && ?o != '''}''')  }"""
    assert store.select(query, {"o": Literal("z")}).rows == [(B,)]


@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE ?s"]
)
def test_every_form_of_query_takes_bindings(store: EmbeddedStore, query: str) -> None:
    assert {statement.subject for statement in store.construct(query, {"s": B})} == {B}


def test_an_ask_takes_bindings(store: EmbeddedStore) -> None:
    assert store.ask("ASK { ?s <urn:q> ?o }", {"s": B})
    assert not store.ask("ASK { ?s <urn:q> ?o }", {"s": A})


def test_a_name_that_is_no_variable_is_refused() -> None:
    with pytest.raises(BadBinding):
        bind("SELECT * { ?s ?p ?o }", {"o} UNION {?s ?p ?o": A})


def test_the_end_of_an_update_leaves_out_what_only_trails() -> None:
    update = "INSERT DATA { <urn:a> <urn:p> ';' } ; # done;"
    assert update[: end_of_update(update)] == "INSERT DATA { <urn:a> <urn:p> ';' }"
