"""Needs held against offers: reasons, order, what is withheld, and a pairing that spreads the burden."""

from collections import Counter
from dataclasses import replace

from rdflib.term import Literal

from graph.identifiers import Identifiers
from graph.protocol import Store
from queries.ask import ask
from queries.sharing import Match, balanced, withhold_needs
from tests.queries.conftest import as_response, fill, read_gold

CZECH, NORRLAND = "czech-republic", "norrland.docx-legacy"


def match(area: str, state: str, by: str, *, line: str = "same line", practices: int = 0) -> Match:
    known = {"areaIri": Literal(area), "stateIri": Literal(state), "byIri": Literal(by), "line": Literal(line)}
    rows = [{**known, "practiceIri": Literal(f"{by}-{number}")} for number in range(practices)]
    return Match(tuple(rows or [{**known, "practiceIri": None}]), ())


def test_helpers_on_the_same_line_come_first_and_then_those_with_more_practices(store: Store) -> None:
    by_need: dict[tuple[object, object], list[tuple[bool, int]]] = {}
    for row in ask(store, "sharing-matches"):
        rank = (row["line"] != "same line", -int(str(row["practices"])))
        by_need.setdefault((row["area"], row["state"]), []).append(rank)
    assert len(by_need) > 5
    assert all(ranks == sorted(ranks) for ranks in by_need.values())


def test_no_state_is_its_own_helper_and_every_helper_offers_something(store: Store) -> None:
    offering = set(ask(store, "assistance", assistance="offer").column("stateIri"))
    rows = list(ask(store, "sharing-matches"))
    assert {row["byIri"] for row in rows} <= offering
    assert not [row for row in rows if row["byIri"] == row["stateIri"]]


def test_the_reasons_are_the_helpers_own_quoted_practices_on_the_paragraphs_behind_the_need(store: Store) -> None:
    rows = list(ask(store, "sharing-matches", state="CZE", area="26(k)", by="XAA"))
    assert {str(row["paragraph"])[:2] for row in rows} == {"23"}
    assert all(
        row["quotation"] and str(row["answerIri"]).startswith(str(Identifiers()._id("answer", "XAA"))) for row in rows
    )
    assert {row["common"] for row in rows if "network: EUCPN" in str(row["common"])}


def test_a_pair_shows_three_practices_at_most_each_once_and_counts_them_all(store: Store) -> None:
    practices: dict[tuple[object, object], list[object]] = {}
    told: dict[tuple[object, object], int] = {}
    for row in ask(store, "sharing-matches", state="CZE"):
        pair = row["areaIri"], row["byIri"]
        told[pair] = int(str(row["practices"]))
        practices.setdefault(pair, []).extend([row["practiceIri"]] if row["practiceIri"] else [])
    assert all(len(shown) == len(set(shown)) == min(told[pair], 3) for pair, shown in practices.items())
    # What Norrland says under 18(a), 18(c) and 19 addresses 23, 23(a) and 23(c): two plans, two programmes, a survey.
    assert {row["practices"] for row in ask(store, "sharing-matches", state="CZE", area="26(k)", by="XAA")} == {5}


def test_of_a_state_that_replied_twice_only_the_later_needs_and_offers_count(empty: Store) -> None:
    czech, norrland = read_gold(CZECH), read_gold(NORRLAND)
    needed = next(item for item, one in czech["answers"].items() if one.get("needs"))
    later = as_response(CZECH, czech, round_="2009")
    content = {**later.answers, needed: replace(later.answers[needed], needs=False)}
    fill(empty, as_response(CZECH, czech), as_response(NORRLAND, norrland))
    before = set(ask(empty, "sharing-matches", state="CZE").column("area"))
    fill(empty, as_response(CZECH, czech), as_response(NORRLAND, norrland), replace(later, answers=content))
    assert needed in before
    # 2009 is later than the 2004 of ecosoc-2004-28, whatever the order of the names.
    assert set(ask(empty, "sharing-matches", state="CZE").column("area")) == before - {needed}
    none = {item: replace(one, offers=False) if one.offers else one for item, one in later.answers.items()}
    silent = as_response(NORRLAND, norrland, round_="2010")
    silent = replace(
        silent, answers={i: replace(a, offers=False) if a.offers else a for i, a in silent.answers.items()}
    )
    fill(empty, replace(later, answers=none), silent)
    assert ask(empty, "sharing-matches", state="CZE").rows == ()


def test_needs_that_a_state_withholds_are_shown_only_when_asked_for(empty: Store) -> None:
    fill(empty, *(as_response(name, read_gold(name)) for name in (CZECH, NORRLAND)))
    czech = Identifiers().state("CZE")
    assert "Czechia" in ask(empty, "sharing-matches").column("state")
    empty.replace(Identifiers().graph("publication"), withhold_needs([czech]))
    assert "Czechia" not in ask(empty, "sharing-matches").column("state")
    assert ask(empty, "assistance", assistance="need", state="CZE").rows == ()
    assert ask(empty, "assistance", assistance="offer", state="CZE").rows != ()
    assert "Czechia" in ask(empty, "sharing-matches", include_withheld=True).column("state")


def test_an_opportunity_is_a_gap_here_and_a_practice_there(store: Store) -> None:
    gaps = {(row["stateIri"], row["paragraph"]) for row in ask(store, "gaps")}
    rows = list(ask(store, "sharing-opportunities"))
    assert {(row["stateIri"], row["paragraph"]) for row in rows} <= gaps
    assert not [row for row in rows if row["byIri"] == row["stateIri"]]


def test_a_pairing_gives_each_need_one_helper_and_spreads_the_burden() -> None:
    found = [match("a", state, by) for state in ("X", "Y", "Z", "W") for by in ("P", "Q")]
    chosen = balanced(found)
    assert Counter(one.need for one in chosen) == Counter({("a", state): 1 for state in "XYZW"})
    assert Counter(one.helper for one in chosen) == {"P": 2, "Q": 2}


def test_a_pairing_prefers_the_same_line_to_a_lighter_burden() -> None:
    found = [match("a", "X", "P"), match("b", "X", "P"), match("b", "X", "Q", line="another line", practices=1)]
    assert [one.helper for one in balanced(found)] == ["P", "P"]


def test_a_pairing_of_nothing_is_nothing() -> None:
    assert balanced([]) == []


def test_pairs_are_among_the_matches_and_the_same_each_time(store: Store) -> None:
    first = ask(store, "sharing-pairs")
    known = {(row["areaIri"], row["stateIri"], row["byIri"]) for row in ask(store, "sharing-matches")}
    assert {(row["areaIri"], row["stateIri"], row["byIri"]) for row in first} <= known
    assert ask(store, "sharing-pairs") == first
