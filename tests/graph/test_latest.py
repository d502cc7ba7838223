"""Which reply is a state's latest follows from the rounds, whatever came first."""

from collections.abc import Iterator
from itertools import permutations

import pytest
from rdflib.namespace import DCTERMS, RDF
from rdflib.term import Literal, URIRef

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.latest import Replies, Reply, link
from graph.model import Statement
from ontology.terms import PG

IDS = Identifiers()
STATE, FORM = IDS.state("XAA"), URIRef("urn:form")
GRAPH = IDS.graph("inferred", "XAA")


def reply(round_: str, form: URIRef = FORM, code: str = "XAA") -> Reply:
    return Reply(IDS.state(code), form, round_, IDS.response(code, round_))


def told(one: Reply) -> Iterator[Statement]:
    """What a response says of itself."""
    yield Statement(one.response, RDF.type, PG.Response)
    yield Statement(one.response, PG.state, one.state)
    yield Statement(one.response, PG.questionnaire, one.form)
    yield Statement(one.response, PG.round, Literal(one.round))


def latest(store: EmbeddedStore) -> dict[object, str]:
    """The round of the latest reply of each state."""
    rows = store.select("SELECT ?state ?reply { ?state ?latest ?reply }", {"latest": PG.latestResponse}).rows
    return {state: str(response).rpartition("/")[2] for state, response in rows}


def test_the_latest_year_is_the_latest_reply_and_replaces_the_one_before() -> None:
    rounds = ("autumn 2009", "ecosoc-2004-28", "pilot of 1999")
    latest, middle, first = map(reply, rounds)
    expected = {
        Statement(STATE, PG.latestResponse, latest.response),
        Statement(latest.response, DCTERMS.replaces, middle.response),
        Statement(middle.response, DCTERMS.replaces, first.response),
    }
    for order in permutations((latest, middle, first)):
        assert set(link(order)) == expected


def test_of_two_rounds_of_one_year_the_last_name_is_the_latest() -> None:
    assert Statement(STATE, PG.latestResponse, reply("2009-b").response) in set(
        link([reply("2009-b"), reply("2009-a")])
    )


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("r-9", "r-10"),
        ("round-2-2009", "round-10-2009"),
        ("follow-up-2011-to-2004", "2008"),
        ("resolution-2468-of-1999", "2004"),
        ("2009", "r-1"),
    ],
)
def test_rounds_follow_each_other_by_their_last_year_and_then_by_numbers(earlier: str, later: str) -> None:
    said = set(link([reply(later), reply(earlier)]))
    assert Statement(STATE, PG.latestResponse, reply(later).response) in said


def test_names_that_differ_in_noughts_alone_have_one_order_too() -> None:
    one, other = reply("r-01"), reply("r-1")
    assert set(link([one, other])) == set(link([other, one]))


def test_replies_to_two_forms_do_not_replace_each_other() -> None:
    one, other = reply("2004"), reply("2009", URIRef("urn:other"))
    assert set(link([one, other])) == {
        Statement(STATE, PG.latestResponse, one.response),
        Statement(STATE, PG.latestResponse, other.response),
    }


def test_when_the_latest_goes_the_one_before_is_the_latest_and_when_all_go_nothing_is_said() -> None:
    replies = Replies(IDS, [reply("2004"), reply("2009")])
    left = replies.remove(reply("2009").response)
    assert left == {GRAPH: [Statement(STATE, PG.latestResponse, reply("2004").response)]}
    assert replies.remove(reply("2004").response) == {GRAPH: []}


def test_the_graphs_that_do_not_say_what_follows_from_the_replies_are_amiss_and_no_other() -> None:
    store = EmbeddedStore()
    right, missing, stale, gone = "XAA", "XAB", "XAC", "XAD"
    for code in (right, missing, stale):
        for round_ in ("2004", "2009"):
            store.replace(IDS.response_graph(code, round_), told(reply(round_, code=code)))
    store.replace_all(Replies.of(store).graph(IDS.state(right)))
    for code in (stale, gone):
        store.replace_all(Replies(IDS, [reply("2004", code=code)]).graph(IDS.state(code)))
    wanted = Replies.of(store).amiss()
    assert wanted.keys() == {IDS.graph("inferred", code) for code in (missing, stale, gone)}
    store.replace_all(wanted)
    assert not Replies.of(store).amiss()
    assert latest(store) == {IDS.state(code): "2009" for code in (right, missing, stale)}
