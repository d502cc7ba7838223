"""Measures on tables small enough to reckon by hand."""

from rdflib.term import Literal

from graph.protocol import Store
from queries.ask import ask
from queries.measures import brokers, similar_states
from queries.table import Column, Table


def table(names: str, *rows: str) -> Table:
    columns = tuple(Column(name) for name in names.split())
    return Table(columns, tuple(tuple(None if cell == "-" else Literal(cell) for cell in row.split()) for row in rows))


def nothing(name: str, /, **changed: object) -> Table:
    raise AssertionError(name)


def test_likeness_is_the_common_part_of_all_that_either_reports_on() -> None:
    profiles = table(
        "state fictional stateIri paragraph",
        "A - a 1",
        "A - a 2",
        "A - a 3",
        "B - b 2",
        "B - b 3",
        "B - b 4",
        "C - c 9",
    )
    rows = list(similar_states(profiles, nothing, {"state": (Literal("a"),)}))
    assert [(str(row["like"]), str(row["shared"]), str(row["part"])) for row in rows] == [("B", "2", "0.500")]
    assert (str(rows[0]["onlyHere"]), str(rows[0]["onlyThere"])) == ("1", "4")


def test_the_middle_of_a_chain_holds_it_together() -> None:
    links = table(
        "state fictional institution stateIri institutionIri otherIri", "S - One s one two", "S - Two s two three"
    )
    rows = [
        (str(row["institution"]), str(row["degree"]), str(row["betweenness"])) for row in brokers(links, nothing, {})
    ]
    assert rows == [("Two", "2", "1.000"), ("One", "1", "0.000")]


def test_states_are_never_among_the_brokers(store: Store) -> None:
    assert not [iri for iri in ask(store, "brokers").column("institutionIri") if "/state/" in str(iri)]


def test_likeness_is_mutual(store: Store) -> None:
    shared = {(row["stateIri"], row["likeIri"]): row["shared"] for row in ask(store, "similar-states")}
    assert shared
    assert all(shared[other, one] == number for (one, other), number in shared.items())
