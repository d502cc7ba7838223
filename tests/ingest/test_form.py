"""Answers, marks and text read from small forms: each test fills in a few questions in its own way."""

from pathlib import Path

import pytest

from graph.model import Gravity
from ingest.form import Form, NotAResponse, read_form
from ingest.parts import Answer, Document
from ontology.questionnaire import load_questionnaire, read_questionnaire

FORM = load_questionnaire()
GARDENS = read_questionnaire(Path(__file__).parents[1] / "ontology" / "garden-survey.ttl")

HEAD = """REPUBLIC OF FAROVIA

Annex

"""
FOCUS = """7. Do your country's crime prevention policies, strategies or programmes include a specific focus on:

(a) Children and youth at risk of victimization or offending?

( X ) Yes ( ) No

(b) Vulnerable groups?

( ) Yes ( X ) No

(c) The different needs of men and women?

( ) Yes ( ) No

8. Are crime prevention considerations integrated into relevant social and economic policies and programmes?

{}

If the answer is "Yes", please specify.

{}
"""
LEADERSHIP = """4. In your country, does the organization or framework of crime prevention include:

(a) A centre or focal point at the national level?

{}
"""
NETWORKS = """22. Does your country participate in international networks for the exchange of information and knowledge
on crime prevention policies, strategies or programmes?

( X ) Yes ( ) No

23. What are the main obstacles to your country participating in international networking?

Please describe.

{}
"""


def read(text: str, media_type: str = "text/plain") -> Form:
    return read_form(Document("reply.txt", "", media_type, text), FORM)


def answer(boxes: str, text: str = "", item: str = "8") -> Answer:
    return read(HEAD + FOCUS.format(boxes, text)).answers[item]


@pytest.mark.parametrize(
    "boxes",
    [
        "( ) Yes (X) No",
        "[ ] Yes   [x] No",
        "☐ Yes\t☒ No",
        "☐ Yes\n☒ No",
        "Yes [ ]   No [X]",
        "Yes ☐\nNo ☑",
        "| ☐ Yes | ☒ No |",
        "\\[ \\] Yes \\[X\\] No",
        "Yes      X No",
        "Yes      No X",
        "___ Yes _X_ No",
        "○ Yes ● No",
        "⬜ Yes ✅ No",
        "⚪ Yes ⚫ No",
        "[ ] Yes [√] No",
        "( ) Yes (•) No",
        "[ ] Yes [v] No",
        "[  ] Yes [XX] No",
        "< > Yes <x> No",
        "☐Yes☒No",
        "□ Yes ✖ No",
        "Yes / **No**",
        "<u>No</u> / Yes",
        "~~Yes~~ / No",
        "<s>Yes</s> No",
        "Yes\nX No",
        "Yes\nNo X",
        "X No\nYes",
        "No: X\nYes:",
    ],
)
def test_a_mark_is_read_however_the_box_is_drawn(boxes: str) -> None:
    assert answer(boxes).mark == "no"


@pytest.mark.parametrize("boxes", ["Yes       No", "Yes\nNo", "Yes / No"])
def test_a_row_that_lost_its_boxes_has_no_mark_and_says_so(boxes: str) -> None:
    read_back = answer(boxes, "It is planned.")
    assert (read_back.mark, read_back.marks_seen, read_back.text) == (None, False, "It is planned.")


@pytest.mark.parametrize("boxes", ["**Yes** / **No**", "**Yes / No**", "~~Yes~~ ~~No~~"])
def test_a_row_that_is_all_set_off_has_no_mark(boxes: str) -> None:
    assert answer(boxes).mark is None


def test_empty_boxes_are_seen_but_not_marked() -> None:
    assert (answer("( ) Yes ( ) No").mark, answer("( ) Yes ( ) No").marks_seen) == (None, True)


def test_a_lost_mark_does_not_shift_the_others() -> None:
    answers = read(HEAD + FOCUS.replace("( X ) Yes ( ) No\n", "Yes   No\n", 1).format("( X ) Yes ( ) No", "")).answers
    assert [answers[item].mark for item in ("7(a)", "7(b)", "7(c)", "8")] == [None, "no", None, "yes"]


@pytest.mark.parametrize("number", ["III", "Ill", "lll", "1II"])
def test_a_section_whose_number_a_scan_misread_is_no_answer(number: str) -> None:
    text = HEAD + FOCUS.format("( ) Yes (X) No", "It is planned.") + f"\n{number}. Implementation issues\n\nWords.\n"
    assert read(text).answers["8"].text == "It is planned."


def test_two_marks_in_one_row_are_read_as_none_and_reported() -> None:
    form = read(HEAD + FOCUS.format("( X ) Yes ( X ) No", ""))
    assert form.answers["8"].mark is None
    assert any(finding.where == "8" for finding in form.findings)


def test_a_remark_beside_the_boxes_is_text_and_knows_its_option() -> None:
    read_back = answer("( ) Yes ( ) No (only within the police)")
    assert (read_back.text, read_back.remark_of) == ("(only within the police)", "no")


def test_a_remark_between_the_options_belongs_to_the_one_before() -> None:
    text = "(c) Establishing crime prevention plans with clear priorities?\n\n(ii) At the regional level?\n\n{}\n"
    row = "Yes  Yes, in part (see 2b)  No  Not applicable"
    read_back = read(HEAD + LEADERSHIP.format("( ) Yes ( ) No") + text.format(row) + FOCUS).answers["4(c)(ii)"]
    assert (read_back.text, read_back.remark_of, read_back.refers_to) == ("(see 2b)", "partly", ("2(b)",))


def test_an_answer_may_begin_with_yes_or_with_a_label() -> None:
    assert answer("( ) Yes ( ) No", "Yes, in two towns.").text == "Yes, in two towns."
    assert answer("( ) Yes ( ) No", "(c) is the most urgent.").text == "(c) is the most urgent."


def test_an_answer_that_only_says_not_applicable_is_no_mark() -> None:
    assert (answer("( ) Yes ( ) No", "Not applicable").mark, answer("( ) Yes ( ) No", "Not applicable").text) == (
        None,
        "Not applicable",
    )


def test_text_before_the_boxes_stays_where_it_was_written() -> None:
    form = read(HEAD + FOCUS.format("We do so since 1999.\n\n(X) Yes ( ) No", "In all towns."))
    assert form.answers["8"].text == "We do so since 1999.\n\nIn all towns."
    assert any(finding.where == "8" and finding.gravity is Gravity.NOTE for finding in form.findings)


def test_a_sentence_cut_by_a_ruled_line_is_joined_by_a_blank_line() -> None:
    assert (
        answer("(X) Yes ( ) No", "The plan was\n\n---\n\nadopted.\n\n---\n\n- \n- ").text == "The plan was\n\nadopted."
    )


def test_wrapped_lines_are_joined_and_bullets_kept_apart() -> None:
    wrapped = "The Ministry has, since the adoption of the plan,\n    trained officers:\n- in towns\n- at sea"
    joined = "The Ministry has, since the adoption of the plan, trained officers:\n- in towns\n- at sea"
    assert answer("(X) Yes ( ) No", wrapped).text == joined


def test_a_page_edge_in_a_sentence_leaves_no_trace() -> None:
    edges = [f"\n\n      Page {number} of 9\n\n   FAROVIA - reply\n\n" for number in (1, 2, 3)]
    body = "One.\n\n" * 6
    text = f"{body}The draft is{edges[0]}with cabinet.\n\n{body}It is{edges[1]}late.\n\n{body}But{edges[2]}good."
    read_back = answer("(X) Yes ( ) No", text).text
    assert read_back.replace("One.\n\n", "") == "The draft is with cabinet.\n\nIt is late.\n\nBut good."


def test_the_end_of_a_line_cuts_no_quotation_and_a_blank_line_does() -> None:
    first, second = "Patrols walk the harbour\n   of the town since 2001,\nled by the port.", "They walk at night."
    text = HEAD + FOCUS.format("[ X ] Yes [ ] No", f"{first}\n\n{second}")
    answer = read(text).answers["8"]
    assert [one.quote for one in answer.locate(0, len(answer.text))] == [first, second]
    (words,) = answer.locate(answer.text.index("harbour"), answer.text.index(" since"))
    assert text[words.start : words.end] == words.quote == "harbour\n   of the town"


def test_a_list_of_numbered_phases_is_no_page_number() -> None:
    phases = "Phase 1\nPhase 2\nPhase 3\nPhase 4"
    assert answer("(X) Yes ( ) No", phases).text == phases


def test_a_question_cut_by_a_page_edge_is_still_found() -> None:
    edge = "\n\n      - {} -\n\n"
    cut = NETWORKS.replace("exchange of", f"exchange{edge.format(5)}of").replace("to your", f"to{edge.format(6)}your")
    text = f"{HEAD}{edge.format(4)}{FOCUS.format('Yes No', '')}{cut.format('Distance.')}"
    assert (read(text).answers["22"].mark, read(text).answers["23"].text) == ("yes", "Distance.")


def test_a_quotation_of_the_guidelines_is_no_question() -> None:
    quoted = (
        "In implementing crime prevention, elements of a rigorous process have been identified. The relevant paragraphs"
        " of the Guidelines for the Prevention of Crime are:\n\nPlanning intervention\n\n"
        "22. Those planning interventions should promote a process that includes:\n\n"
        "(d) Mobilizing entities that are able to tackle causes;\n\n(e) Monitoring and evaluation.\n\n"
    )
    planning = (
        "17. In your country, do the crime prevention policies, strategies or programmes promote a planning process"
        " that includes:\n\n(d) Mobilizing entities that are able to tackle causes?\n\n(X) Yes ( ) No\n\n"
        "(e) Monitoring and evaluation?\n\n( ) Yes (X) No\n\nNot yet.\n"
    )
    form = read(HEAD + FOCUS.format("( ) Yes ( ) No", "Here and there.") + quoted + planning)
    assert (form.answers["17(d)"].mark, form.answers["17(e)"].text) == ("yes", "Not yet.")
    assert form.answers["8"].text == "Here and there."
    assert form.quotations["22(e)"] == "Monitoring and evaluation."


def test_a_shared_field_is_shared_by_the_level_each_paragraph_speaks_of() -> None:
    text = (
        "2. In your country, have specific crime prevention policies or strategies been adopted?\n\n"
        "(a) At the national level?\n\n( ) Yes ( ) No\n\n(b) At the regional level?\n\n( ) Yes ( ) No\n\n"
        "(c) At the local level?\n\n( ) Yes ( ) No\n\n"
        'If the answer to (b) and/or (c) above is "Yes", please specify.\n\n'
        "Most towns and villages have a plan.\n\nIt is renewed each year.\n\nThe provinces have none.\n\n"
    )
    answers = read(HEAD + text + FOCUS).answers
    assert answers["2(b)"].text == "The provinces have none."
    assert answers["2(c)"].text == "Most towns and villages have a plan.\n\nIt is renewed each year."


LEVELS = (
    "2. In your country, have specific crime prevention policies or strategies been adopted?\n\n"
    "(a) At the national level?\n\n( ) Yes ( ) No\n\n(b) At the regional level?\n\n({}) Yes ({}) No\n\n"
    "(c) At the local level?\n\n({}) Yes ({}) No\n\n"
    'If the answer to (b) and/or (c) above is "Yes", please specify.\n\n{}\n\n'
)


def test_a_single_paragraph_answers_the_only_item_affirmed_whatever_levels_it_names() -> None:
    text = LEVELS.format("X", " ", " ", "X", "Five plans were agreed with the towns and villages concerned.")
    answers = read(HEAD + text + FOCUS).answers
    assert (answers["2(b)"].text[:10], answers["2(c)"].text) == ("Five plans", "")


def test_paragraphs_of_affirmed_items_stand_in_their_order_where_the_levels_named_do_not_part_them() -> None:
    written = "Three of them have plans, of which towns know little.\n\nTowns have plans of their own."
    answers = read(HEAD + LEVELS.format("X", " ", "X", " ", written) + FOCUS).answers
    assert answers["2(b)"].text == "Three of them have plans, of which towns know little."
    assert answers["2(c)"].text == "Towns have plans of their own."


def test_text_under_a_question_with_parts_stays_with_the_first_part() -> None:
    form = read(HEAD + FOCUS.replace("focus on:", "focus on:\n\nOnly in the capital so far.").format("Yes No", ""))
    assert form.answers["7(a)"].text == "Only in the capital so far."
    assert any(finding.where == "7" for finding in form.findings)


def test_a_form_printed_in_two_languages_asks_each_question_once() -> None:
    french = FORM.items["8"].text["fr"]
    text = FOCUS.replace("policies and programmes?", f"policies and programmes?\n\n8. {french}")
    answers = read(HEAD + text.format("( ) Yes ( ) No", "En partie.")).answers
    assert answers["8"].text == "En partie."


def test_the_language_is_that_of_the_answers_not_of_the_form() -> None:
    french = "Le ministère de l’intérieur a adopté une politique qui est mise en œuvre par la police."
    assert read(HEAD + FOCUS.format("( X ) Yes ( ) No", french)).language == "fr"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("# REPUBLIC OF FAROVIA\n\n## Annex\n\n", "REPUBLIC OF FAROVIA"),
        ("Reply of the Government of Farovia\n\nAnnex\n\n", "Farovia"),
        ("State: Farovia\n\n", "Farovia"),
        ("Réponse de la Farovie\n\nAnnexe\n\n", "Farovie"),
        ("", ""),
    ],
)
def test_the_state_is_named_as_the_document_writes_it(head: str, name: str) -> None:
    assert read(head + FOCUS).state_name == name


def test_a_form_cut_in_the_middle_is_read_and_what_is_missing_is_said() -> None:
    form = read(HEAD + FOCUS.format("( X ) Yes ( ) No", "In two towns."))
    assert form.answers["8"].text == "In two towns."
    assert any("not found" in finding.what and "28" not in finding.what[:20] for finding in form.findings)
    assert set(form.answers) == set(FORM.items)


def test_a_blank_form_is_said_to_be_blank() -> None:
    form = read(HEAD + FOCUS.replace("X", " ").format("( ) Yes ( ) No", ""))
    assert any("blank" in finding.what for finding in form.findings)


def test_two_responses_in_one_file_are_reported_and_the_first_is_read() -> None:
    first, second = FOCUS.format("( X ) Yes ( ) No", "First."), FOCUS.format("( ) Yes ( X ) No", "Second.")
    form = read(HEAD + first + HEAD + second)
    assert form.answers["8"].text.startswith("First.")
    assert any(finding.gravity is Gravity.ERROR for finding in form.findings)


@pytest.mark.parametrize("text", ["", "Dear Sir, thank you for your letter.", "1. Yes ( X )\n2. No ( )\n" * 40])
def test_what_is_no_response_is_refused_by_name(text: str) -> None:
    with pytest.raises(NotAResponse, match=r"reply\.txt does not look like a response"):
        read(text)


GARDEN = """The school of Farovia

A. WATER AND SOIL

A.1 Do the pupils water the beds themselves?
[ ] Always  [x] Now and then (in summer)  [ ] Never

Who helps them?
The caretaker. See A.2.

A.2 Which soil is used in the raised beds?
Compost, mixed
with sand.

B. PLANS

B.1 Has the school plans for the coming season?
[x] Always [ ] Never

Please tick what applies:\tIs planned\tIs running
A pond for frogs and newts\tx\t
A hotel for insects\t\tx
"""


def test_another_questionnaire_is_read_from_its_description_alone() -> None:
    answers = read_form(Document("garden.txt", "", "text/plain", GARDEN), GARDENS).answers
    assert (answers["A.1"].mark, answers["A.1"].refers_to) == ("sometimes", ("A.2",))
    assert answers["A.1"].text == "(in summer)\n\nThe caretaker. See A.2."
    assert answers["A.2"].text == "Compost, mixed with sand."
    assert answers["B.1.a"].columns == {"planned": True, "running": False}
    assert answers["B.1.b"].columns == {"planned": False, "running": True}
