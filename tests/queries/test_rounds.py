"""Questions that need more than the examples hold: two rounds of a state, contradictions, references, findings."""

from dataclasses import replace

from graph.model import Finding
from graph.protocol import Store
from ingest.parts import Answer, Implied, Response
from queries.ask import ask
from tests.queries.conftest import as_response, fill, read_gold

CZECH = "czech-republic"


def first_round() -> Response:
    return as_response(CZECH, read_gold(CZECH))


def changed(response: Response, item: str, answer: Answer) -> Response:
    return replace(response, answers={**response.answers, item: answer})


def second_round() -> Response:
    """The same response a round later: 12(a) is marked yes, CCTV is gone, nothing else."""
    later = as_response(CZECH, read_gold(CZECH), round_="2009")
    later = changed(later, "12(a)", replace(later.answers["12(a)"], mark="yes"))
    return replace(
        later,
        entities=tuple(one for one in later.entities if "CCTV" not in one.labels),
        relations=tuple(one for one in later.relations if "cctv" not in (one.s, one.o)),
    )


def test_changes_tell_what_was_marked_otherwise_and_what_is_no_longer_named(empty: Store) -> None:
    fill(empty, first_round(), second_round())
    rows = list(ask(empty, "changes", before="2009", after="ecosoc-2004-28"))
    assert ("answer", "12(a)", "mark", "changed", "yes", "no") in {
        (row["what"], row["thing"], row["property"], row["change"], row["before"], row["after"]) for row in rows
    }
    assert {row["thing"] for row in rows if row["what"] != "answer"} == {"CCTV"}
    assert {row["change"] for row in rows if row["thing"] == "CCTV"} == {"added"}


def test_two_rounds_that_say_the_same_show_no_change(empty: Store) -> None:
    fill(empty, first_round(), as_response(CZECH, read_gold(CZECH), round_="2009"))
    assert ask(empty, "changes").rows == ()


def test_a_reply_is_held_against_the_one_before_it_in_time_not_by_name(empty: Store) -> None:
    later = replace(second_round(), round="10th-round-2014")
    fill(empty, first_round(), later)
    (pair,) = {(row["roundBefore"], row["round"]) for row in ask(empty, "changes")}
    assert pair == ("ecosoc-2004-28", "10th-round-2014")


def test_two_rounds_of_a_state_stand_side_by_side(empty: Store) -> None:
    fill(empty, first_round(), second_round())
    marks = {row["documentIri"]: row["mark"] for row in ask(empty, "answers", question="12(a)")}
    assert sorted(map(str, marks.values())) == ["No", "Yes"]


def test_a_mark_against_its_text_is_a_contradiction_with_the_words(empty: Store) -> None:
    one = first_round()
    answer = one.answers["12(b)"]
    words = answer.locate(0, len(answer.text))
    fill(empty, changed(one, "12(b)", replace(answer, mark="no", implied=Implied("yes", words, 0.9, "stated"))))
    [row] = ask(empty, "contradictions")
    assert (row["question"], row["mark"], row["implied"], row["quotation"]) == ("12(b)", "No", "Yes", answer.text)


def test_a_reference_to_an_answer_that_says_nothing_leads_nowhere(empty: Store) -> None:
    one = first_round()
    empty_handed = replace(one.answers["9(b)"], refers_to=("18(b)", "12(b)"))
    fill(empty, changed(one, "9(b)", empty_handed))
    assert [(row["question"], row["refersTo"]) for row in ask(empty, "unresolved")] == [("9(b)", "18(b)")]


def test_what_the_reading_found_wrong_is_listed_with_its_place(empty: Store) -> None:
    fill(empty, replace(first_round(), findings=(Finding("9(b)", "the acronym XYZ is explained nowhere"),)))
    [row] = ask(empty, "unresolved")
    assert (row["basis"], row["question"], row["message"]) == (
        "finding",
        "9(b)",
        "the acronym XYZ is explained nowhere",
    )
