"""Answers of the catalogue held against the annotations of the examples, which people made from the texts."""

from collections import Counter
from typing import Any, TypeAlias

import pytest

from graph.protocol import Store
from queries.ask import ask

Gold: TypeAlias = dict[str, dict[str, Any]]


def related(gold: Gold, code: str, predicate: str) -> set[tuple[str, str]]:
    """The relations with a predicate as pairs of fullest names; an end that is no entity stays as it is."""
    labels = {one["key"]: one["labels"][0] for one in gold[code]["entities"]}
    return {
        (labels.get(one["s"], one["s"]), labels.get(one["o"], one["o"]))
        for one in gold[code]["relations"]
        if one["p"] == predicate
    }


def pairs(store: Store, name: str, left: str, right: str, **given: object) -> set[tuple[object, object]]:
    return {(row[left], row[right]) for row in ask(store, name, **given)}


@pytest.mark.parametrize("code", ["CZE", "XAA", "XAC", "XAE", "XAG"])
@pytest.mark.parametrize(
    ("name", "predicate", "left", "right"),
    [
        ("implementers", "implements", "institution", "practice"),
        ("paragraph-practices", "addresses", "practice", "paragraph"),
        ("legal-basis", "basedOn", "thing", "law"),
    ],
)
def test_every_relation_annotated_is_found_and_no_other(
    code: str, name: str, predicate: str, left: str, right: str, store: Store, gold: Gold
) -> None:
    assert pairs(store, name, left, right, state=code) == related(gold, code, predicate)


@pytest.mark.parametrize("code", ["CZE", "XAA", "XAC", "XAE", "XAG"])
def test_the_institutions_are_those_annotated(code: str, store: Store, gold: Gold) -> None:
    annotated = {one["labels"][0] for one in gold[code]["entities"] if one["type"] == "Institution"}
    assert set(ask(store, "institutions", state=code).column("institution")) == annotated


@pytest.mark.parametrize("code", ["CZE", "XAA", "XAC", "XAE", "XAG"])
def test_who_leads_and_who_coordinates_is_told_apart(code: str, store: Store, gold: Gold) -> None:
    found = pairs(store, "lead-institutions", "institution", "role", state=code)
    assert {name for name, role in found if role == "leads"} == {name for name, _ in related(gold, code, "leads")}
    assert {name for name, role in found if role == "coordinates"} == {
        name for name, _ in related(gold, code, "coordinates")
    }


def test_a_mark_that_is_missing_is_unmarked_and_never_no(store: Store, gold: Gold) -> None:
    rows = {row["question"]: row for row in ask(store, "answers", state="CZE")}
    assert (rows["4(a)"]["mark"], rows["4(a)"]["implied"]) == ("Not marked", "Yes")
    lost = [item for item, one in gold["CZE"]["answers"].items() if one.get("mark") is None]
    assert {rows[item]["mark"] for item in lost} <= {"Not marked", "Left blank", None}


def test_coverage_counts_marks_and_what_the_texts_imply_apart(store: Store, gold: Gold) -> None:
    [row] = ask(store, "coverage", state="CZE", paragraph="24(c)")
    assert gold["CZE"]["answers"]["9(c)"]["mark"] == "yes"
    assert [row[name] for name in ("yes", "no", "unmarked", "impliedYes", "practices")][:2] == [1, 0]
    [row] = ask(store, "coverage", state="CZE", paragraph="17(a)")
    assert (row["yes"], row["unmarked"], row["impliedYes"]) == (0, 2, 1)


def test_needs_and_offers_are_the_boxes_marked(store: Store, gold: Gold) -> None:
    for direction, box in (("need", "needs"), ("offer", "offers")):
        found = pairs(store, "assistance", "area", "stateIri", assistance=direction)
        marked = {
            (item, f"https://w3id.org/prevgraph/id/state/{code}")
            for code, one in gold.items()
            for item, answer in one["answers"].items()
            if answer.get(box)
        }
        assert found == marked


def test_an_area_with_one_provider_or_none_is_one_with_less_than_two_boxes_marked(store: Store, gold: Gold) -> None:
    areas = [item for item, answer in gold["CZE"]["answers"].items() if "offers" in answer]
    offers = Counter(area for one in gold.values() for area in areas if one["answers"][area].get("offers"))
    assert {row["area"]: row["offers"] for row in ask(store, "sole-providers")} == {
        area: offers[area] for area in areas if offers[area] < 2
    }


def test_a_gap_is_a_paragraph_without_a_positive_answer_or_a_practice(store: Store) -> None:
    found = {row["paragraph"]: row["basis"] for row in ask(store, "gaps", state="CZE")}
    assert found["26(a)"] == "marked no"
    assert "26(b)" not in found
    assert "24(c)" not in found


def test_a_strategy_is_in_force_within_its_period_only(store: Store) -> None:
    def in_force(on: str) -> set[object]:
        return set(ask(store, "current-strategies", state="CZE", on=on).column("strategy"))

    plan = "Crime prevention strategy for years 2004 – 2007"
    assert plan not in in_force("2003-12-31")
    assert plan in in_force("2004-01-01")
    assert plan in in_force("2007-12-31")
    assert plan not in in_force("2008-01-01")


def test_the_time_line_holds_dates_as_exact_as_they_were_stated(store: Store) -> None:
    dates = {(row["thing"], row["event"], row["date"]) for row in ask(store, "timeline", state="CZE")}
    assert ("Probation and mediation service", "established", "2000") in dates
    assert ("First national strategy", "date of adoption", "1996") in dates


def test_networks_that_two_states_share_are_those_that_both_belong_to(store: Store, gold: Gold) -> None:
    shared = {row["networkIri"] for row in ask(store, "networks", state="XAE", shared_with="CZE")}
    assert shared
    for other in ("XAE", "CZE"):
        assert shared <= {row["networkIri"] for row in ask(store, "networks", state=other)}


def test_completeness_counts_boxes_and_texts(store: Store, gold: Gold) -> None:
    for row in ask(store, "completeness"):
        answers = gold[str(row["stateIri"])[-3:]]["answers"]
        assert row["items"] == len(answers) == 81
        assert row["marked"] == sum(one.get("mark") is not None for one in answers.values())
        assert row["written"] == sum(bool(one.get("text")) for one in answers.values())


def test_evidence_of_a_thing_is_every_claim_that_names_it(store: Store, gold: Gold) -> None:
    rows = list(ask(store, "evidence", of="PMS"))
    key = next(one["key"] for one in gold["CZE"]["entities"] if "PMS" in one["labels"])
    annotated = [one for one in gold["CZE"]["relations"] if key in (one["s"], one["o"])]
    related_to = [row for row in rows if row["relation"] not in ("mentioned in", "established")]
    assert len(related_to) == sum(len(one["items"]) for one in annotated)
    assert {row["review"] for row in rows} == {"Not reviewed"}


def test_a_claim_can_be_asked_for_by_its_iri(store: Store) -> None:
    one = next(iter(ask(store, "implementers", state="CZE")))
    [found] = ask(store, "evidence", claim=one["claimIri"])
    assert (found["subject"], found["object"]) == (one["institution"], one["practice"])


def test_the_queue_holds_what_is_less_sure_than_the_limit(store: Store) -> None:
    assert len(ask(store, "review-queue")) == 0
    assert set(ask(store, "review-queue", below=0.85, state="CZE").column("confidence")) == {0.8}
