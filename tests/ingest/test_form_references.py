"""What an answer refers to."""

import pytest

from ingest.printed.references import ReferenceReader
from ontology.questionnaire import load_questionnaire

READER = ReferenceReader(load_questionnaire())
PARTS_OF_7 = ("7(a)", "7(b)", "7(c)")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("See questions Nr. 8 and 7", (*PARTS_OF_7, "8")),
        ("(see 2b)", ("2(b)",)),
        ("See 2 a).", ("2(a)",)),
        ("See however 4(b).", ("4(b)",)),
        ("cf. the answer to question 14", ("14",)),
        ("It belongs rather under 12(b), I think.", ("12(b)",)),
        ("Voir questions 7 et 8.", (*PARTS_OF_7, "8")),
        ("voir question 4 c) i)", ("4(c)(i)",)),
        ("véase la pregunta 7", PARTS_OF_7),
        ("See 7(a) and (c).", ("7(a)", "7(c)")),
        ("See questions 13 to 15", ("13", "14", "15")),
        ("See (b).", ("18(b)",)),
        ("Paragraph 24(c) of the Guidelines", ()),
        ("Section 12(b) of the Act of 8 May", ()),
        ("In 8 towns and 7 villages", ()),
    ],
)
def test_a_reference_by_number_is_resolved(text: str, items: tuple[str, ...]) -> None:
    assert READER.read("18(a)", {"18(a)": text}).items == items


@pytest.mark.parametrize("text", ["See above", "Ditto.", "Voir ci-dessus.", "Idem.", "Véase más arriba"])
def test_above_is_the_nearest_answer_that_says_something_itself(text: str) -> None:
    texts = {"17(a)": "Each project rests on an audit.", "17(b)": "See above", "17(c)": text}
    assert READER.read("17(c)", texts).items == ("17(a)",)


def test_below_is_the_next_answer_that_says_something() -> None:
    texts = {"9(d)": "Media (see below).", "9(e)": "The radio speaks of it."}
    assert READER.read("9(d)", texts).items == ("9(e)",)


@pytest.mark.parametrize(("item", "text"), [("8", "See question 35"), ("1", "See above"), ("8", "see 3(b)")])
def test_a_reference_that_leads_nowhere_is_told(item: str, text: str) -> None:
    references = READER.read(item, {item: text})
    assert references.items == ()
    assert references.unresolved


def test_a_label_under_the_grid_is_a_line_of_the_grid() -> None:
    assert READER.read("26(m)", {"26(m)": "(k) - evaluation"}).items == ("26(k)",)
