"""What the pages are made of: words cut at evidence, needs and offers as a flow, answers as bars, addresses."""

from importlib.resources import files

import pytest
from rdflib import Graph, Literal, URIRef

from ontology.terms import PG
from queries.table import Column, Table
from viz.explorer.contents import Answer, Area, Document, Named, Placed, Read, Sentence
from viz.explorer.drawing import flow
from viz.explorer.frontend import World, world
from viz.explorer.highlight import cut, pieces
from viz.explorer.links import BASE, Links
from viz.explorer.map_view import map_of
from viz.explorer.results import bars_of, rows_of, short

TEXT = "The Council, set up in 1990, leads prevention. The Agency helps."


def read(words: str) -> Read:
    start = TEXT.index(words)
    sentence = Sentence(Named("", "the Council"), "leads", Named("", "the State"), {})
    return Read(f"claim of {words}", sentence, start, start + len(words), 0.9, "said", "unreviewed")


def test_words_are_cut_where_evidence_begins_and_ends_and_lose_nothing() -> None:
    found = cut(TEXT, 0, len(TEXT), [read("Council, set up in 1990"), read("1990, leads")])
    assert "".join(piece.text for piece in found) == TEXT
    assert [piece.text for piece in found if piece.covered == 2] == ["1990"]
    assert [anchor for piece in found for anchor in piece.anchors] == [(4, 27), (23, 34)]


def test_evidence_stands_at_the_shortest_answer_that_holds_it_or_apart_with_the_words_around() -> None:
    def answer(name: str, start: int, end: int) -> Answer:
        return Answer(name, name, "", "", "", "", False, start, end)

    reads = [read("leads prevention"), read("Agency")]
    document = Document(
        "d", Named("", "S"), "r", "f", "en", TEXT, [answer("long", 0, 46), answer("short", 29, 46)], reads
    )
    long, short_, apart = pieces(document)
    assert (long.reads, short_.reads, apart.answer) == ((), (reads[0],), None)
    assert "".join(piece.text for piece in apart.pieces) == TEXT


def test_an_area_that_no_one_marked_is_left_out_of_the_flow() -> None:
    state, other = Named("s", "Here"), Named("t", "There")
    drawn = flow([Area(Named("a", "Training"), "1", [state], [other]), Area(Named("b", "Media"), "2", [], [])])
    assert [box.number for box in drawn.areas] == ["1"]
    assert [(line.kind, line.state) for line in drawn.lines] == [("offer", "s"), ("need", "t")]


def test_a_table_of_names_with_one_count_each_is_drawn_as_bars_and_no_other() -> None:
    columns = (Column("kind"), Column("number"))
    table = Table(columns, ((URIRef(BASE + "ontology#Ministry"), Literal(4)), (Literal("other"), Literal(1))))
    assert [(bar.name.text, bar.count, bar.length) for bar in bars_of(table, Links())] == [
        ("pg:Ministry", 4, 100.0),
        ("other", 1, 25.0),
    ]
    assert bars_of(Table(columns, ((Literal("a"), Literal("b")), (Literal("c"), Literal(2)))), Links()) == []


def test_an_answer_s_iris_are_short_and_lead_to_their_pages() -> None:
    state = URIRef(BASE + "id/state/CZE")
    assert short(str(state), Links()) == "id:state/CZE"
    assert rows_of(Table((Column("s"),), ((state,),)), Links(), most=1)[0][0].href == "/states/CZE"


def test_no_address_is_made_of_an_iri_that_is_not_ours() -> None:
    assert Links().to("javascript:alert(1)") == ""
    assert Links().to("https://example.org/id/state/CZE") == ""


def place(m49: str, number: float | None = None, iri: str = "") -> Placed:
    return Placed(Named(iri or m49, m49, fictional=not m49), m49, number)


WORLD = World(10, 0, 5, {"203": "MA", "250": "MB"}, {"203": (1, 2), "250": (3, 4), "520": (5, 5)}, "MC")


def test_states_stand_on_the_map_and_those_of_no_place_beside_it() -> None:
    drawn = map_of([place("203", 1), place("520", 4), place("", 2)], WORLD)
    assert [(spot.shape, spot.x, spot.y) for spot in drawn.spots] == [("", 5, 5), ("MA", 1, 2)]
    assert [one.number for one in drawn.beside] == [2]
    assert drawn.land == "MBMC"


def test_areas_of_circles_are_as_their_numbers() -> None:
    large, small = map_of([place("203", 100), place("250", 25)], WORLD).spots
    assert large.radius == 2 * small.radius


def test_without_a_map_all_states_are_listed() -> None:
    assert len(map_of([place("203", 1), place("", 2)], None).beside) == 2


@pytest.mark.skipif(world() is None, reason="`make frontend` was not run: the map is not there")
def test_the_map_has_a_place_for_every_member_state_and_nothing_from_elsewhere() -> None:
    found = world()
    assert found
    graph = Graph().parse(files("ontology") / "states.ttl")  # type: ignore[arg-type]
    members = {str(graph.value(state, PG.m49)) for state in graph.subjects(PG.membership, Literal("member"))}
    assert len(members) > 190
    assert members - found.places.keys() == set()
    assert all(0 <= x <= found.width and 0 <= y <= found.top + found.height for x, y in found.places.values())
    assert not any("http" in shape for shape in (*found.shapes.values(), found.rest))
