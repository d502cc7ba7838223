"""Which reply is a state's latest follows from the rounds, whatever came first."""

from itertools import permutations

import pytest
from rdflib.namespace import DCTERMS
from rdflib.term import URIRef

from graph.identifiers import Identifiers
from graph.latest import Replies, Reply, link
from graph.model import Statement
from ontology.terms import PG

IDS = Identifiers()
STATE, FORM = IDS.state("XAA"), URIRef("urn:form")
GRAPH = IDS.graph("inferred", "XAA")


def reply(round_: str, form: URIRef = FORM) -> Reply:
    return Reply(STATE, form, round_, IDS.response("XAA", round_))


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
