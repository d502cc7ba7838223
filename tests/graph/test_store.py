"""What every store does, whichever engine stands behind it."""

import io

import pytest
from rdflib.namespace import XSD
from rdflib.term import Literal, URIRef

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.lines import write_graph
from graph.model import Statement
from graph.protocol import BadQuery, Store

IDS = Identifiers()
S, T, P, Q = (URIRef(f"urn:{name}") for name in "stpq")
G, H = IDS.graph("response", "XAA", "first"), IDS.graph("inferred", "XAA", "first")
ALL = "SELECT ?s ?o { ?s <urn:p> ?o } ORDER BY ?o"


def numbered(n: int, subject: URIRef = S) -> list[Statement]:
    return [Statement(subject, P, Literal(str(i), datatype=XSD.integer)) for i in range(n)]


def dump(store: Store) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


def test_a_graph_holds_exactly_what_replaced_it(store: Store) -> None:
    store.replace(G, [*numbered(3), *numbered(2, T)])
    store.replace(G, numbered(2))
    assert set(store.statements(G)) == set(numbered(2))


def test_replacing_tells_whether_anything_changed(store: Store) -> None:
    assert store.replace(G, numbered(3))
    assert not store.replace(G, reversed(numbered(3)))
    assert store.replace(G, numbered(4))
    assert store.replace(G, [])
    assert not store.replace(G, [])


def test_a_graph_written_beforehand_goes_in_like_its_statements(store: Store) -> None:
    said = [*numbered(3), Statement(T, Q, Literal("two\nlines .\n", lang="en"))]
    assert store.replace_all({G: write_graph(G, said), H: write_graph(H, [])})
    assert set(store.statements(G)) == set(said)
    assert not store.replace_all({G: reversed(said), H: []})


def test_groups_of_graphs_are_placed_in_their_order_and_each_tells_whether_it_changed(store: Store) -> None:
    store.replace(G, numbered(1))
    first, second, third = {G: numbered(3), H: numbered(2)}, {H: numbered(2)}, {IDS.graph("reviews"): numbered(2)}
    assert store.place([third, first, second, {G: numbered(4)}, {URIRef("urn:none"): []}]) == [
        True,
        True,
        False,
        True,
        False,
    ]
    assert set(store.statements(G)) == set(numbered(4))
    assert store.graphs() == sorted([G, H, *third])


def test_replacing_one_graph_leaves_the_others_alone(store: Store) -> None:
    store.replace_all({G: numbered(3), H: numbered(2)})
    store.replace(G, numbered(1))
    assert set(store.statements(H)) == set(numbered(2))
    assert store.graphs() == sorted([G, H])


def test_a_statement_said_twice_is_one(store: Store) -> None:
    store.replace(G, [*numbered(2), *numbered(2)])
    assert len(list(store.statements(G))) == 2


def test_a_large_graph_goes_in_whole(store: Store) -> None:
    many = [*numbered(2500), Statement(T, Q, Literal("long " * 60_000, lang="en"))]
    assert store.replace(G, many)
    assert set(store.statements(G)) == set(many)
    assert not store.replace(G, many)
    assert store.graphs() == [G]


def test_a_removed_graph_is_gone(store: Store) -> None:
    store.replace(G, numbered(1))
    assert store.remove(G)
    assert not store.remove(G)
    assert store.graphs() == []


def test_many_graphs_are_loaded_and_loading_them_again_changes_none(store: Store) -> None:
    graphs = {IDS.graph("response", f"XA{letter}", "first"): numbered(5) for letter in "BCDE"}
    store.replace(G, numbered(1))
    assert store.load({**graphs, G: numbered(2)}.items()) == 5
    assert store.load({**graphs, G: numbered(2)}.items()) == 0
    assert len(store.graphs()) == 5


def test_a_query_sees_the_union_of_all_graphs(store: Store) -> None:
    store.replace_all({G: numbered(1), H: numbered(1, T)})
    assert {row[0] for row in store.select(ALL).rows} == {S, T}
    assert store.ask("ASK { <urn:s> ?p ?x . <urn:t> ?p ?x }")
    assert not store.ask("ASK { <urn:nobody> ?p ?x }")
    query = "SELECT ?g { GRAPH ?g { <urn:t> <urn:p> ?o } }"
    assert store.select(query).rows == [(H,)]


def test_answers_come_in_the_order_of_the_query_with_none_where_nothing_is_bound(store: Store) -> None:
    store.replace(G, numbered(3))
    found = store.select("SELECT ?o ?none { ?s <urn:p> ?o OPTIONAL { ?o <urn:q> ?none } } ORDER BY DESC(?o)")
    assert found.variables == ("o", "none")
    assert [(str(number), none) for number, none in found.rows] == [("2", None), ("1", None), ("0", None)]
    assert [str(row[1]) for row in store.stream(ALL).rows] == ["0", "1", "2"]


@pytest.mark.parametrize(
    "literal",
    [
        Literal('quotes " and \\ and \n lines \t and } braces'),
        Literal(r"backslashes \u0041 \\u0041"),
        Literal("Příliš žluťoučký 犯罪预防 \U0001f600", lang="cs"),
        Literal("a \N{BALLOT BOX WITH X} and a\N{NO-BREAK SPACE}space and \u2028 a line", lang="en"),
        Literal("2004", datatype=XSD.gYear),
        Literal("2004-05-03", datatype=XSD.date),
        Literal("0.93", datatype=XSD.decimal),
        Literal("true", datatype=XSD.boolean),
    ],
    ids=range(8),
)
def test_a_text_comes_back_as_it_was(store: Store, literal: Literal) -> None:
    store.replace(G, [Statement(S, P, literal)])
    (row,) = store.select("SELECT ?o { <urn:s> <urn:p> ?o }").rows
    assert row == (literal,)
    assert list(store.construct("CONSTRUCT WHERE { ?s <urn:p> ?o }")) == [Statement(S, P, literal)]
    assert store.ask("ASK { ?s <urn:p> ?o }", {"o": literal})


def test_bindings_are_terms(store: Store) -> None:
    store.replace(G, [Statement(S, P, Literal('" } DROP ALL #')), Statement(T, P, Literal("b"))])
    query = "SELECT ?s { ?s <urn:p> ?o }"
    assert store.select(query, {"o": Literal('" } DROP ALL #')}).rows == [(S,)]
    assert store.select(query, {"s": T}).rows == [(T,)]
    counted = "SELECT ?n { { SELECT (COUNT(?s) AS ?n) { ?s <urn:p> ?o } } }"
    assert str(store.select(counted, {"s": T}).rows[0][0]) == "1"


@pytest.mark.parametrize("query", ["SELECT * {\n ?s ?p ?o }}", "no query at all", ""])
def test_a_query_with_an_error_is_refused_with_its_place(store: Store, query: str) -> None:
    with pytest.raises(BadQuery, match="line"):
        store.select(query)


def test_a_mistake_is_told_without_what_only_the_parser_knows() -> None:
    store = EmbeddedStore()
    with pytest.raises(BadQuery, match="a prefix that no PREFIX line declares") as undeclared:
        store.select("SELECT ?s WHERE { ?s a pg:Ministry }")
    with pytest.raises(BadQuery, match="expected one of") as unfinished:
        store.select("SELECT ?s WHERE { ?s ?p ?o")
    assert "u{" not in f"{undeclared.value}{unfinished.value}"


def test_another_form_of_query_than_was_asked_for_is_refused(store: Store) -> None:
    store.replace(G, numbered(1))
    with pytest.raises(BadQuery, match="SELECT is needed"):
        store.select("ASK { ?s ?p ?o }")
    with pytest.raises(BadQuery, match="ASK is needed"):
        store.ask("SELECT * { ?s ?p ?o }")


def test_the_revision_follows_the_content_and_nothing_else(store: Store) -> None:
    empty = store.revision()
    store.replace(G, numbered(2))
    two = store.revision()
    store.replace(G, numbered(3))
    store.replace(H, numbered(1))
    assert len({empty, two, store.revision()}) == 3
    store.replace_all({G: numbered(2), H: ()})
    assert store.revision() == two
    store.remove(G)
    assert store.revision() == empty


def test_an_update_changes_content_and_revision_and_replacing_still_works(store: Store) -> None:
    store.replace(G, numbered(2))
    before = store.revision()
    store.update(f"PREFIX : <urn:> INSERT DATA {{ GRAPH <{G}> {{ :t :p 7 }} }} ; # that is all")
    assert store.revision() != before
    assert len(list(store.statements(G))) == 3
    assert store.replace(G, numbered(2))
    assert set(store.statements(G)) == set(numbered(2))


@pytest.mark.parametrize("after", [[], numbered(2)], ids=["emptied", "filled"])
def test_what_came_by_an_update_goes_when_its_graph_is_replaced(store: Store, after: list[Statement]) -> None:
    store.update(f"INSERT DATA {{ GRAPH <{G}> {{ <urn:t> <urn:p> 7 }} GRAPH <{H}> {{ <urn:t> <urn:p> 8 }} }}")
    assert store.replace_all({G: numbered(1), H: after})
    assert set(store.statements(G)) == set(numbered(1))
    assert set(store.statements(H)) == set(after)
    assert not store.replace_all({G: numbered(1), H: after})


def test_the_dump_is_sorted_and_leaves_out_when_things_were_read(store: Store) -> None:
    readings = IDS.graph("readings", "XAA", "first")
    store.replace_all({G: numbered(3), H: numbered(1, T), readings: numbered(1)})
    lines = dump(store).splitlines(keepends=True)
    assert lines == sorted(lines)
    assert len(lines) == 4
    assert lines[0] == f'<urn:s> <urn:p> "0"^^<{XSD.integer}> <{G}> .\n'.encode()
