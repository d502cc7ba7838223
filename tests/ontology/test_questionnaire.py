"""The questionnaire as its Turtle file describes it."""

from pathlib import Path

import pytest
from rdflib import BNode, Graph

from ontology.questionnaire import UnreadableQuestionnaire, load_questionnaire, read_questionnaire

HERE = Path(__file__).parent
SHIPPED = Path(__file__).parents[2] / "ontology" / "questionnaires" / "ecosoc-2004-28.ttl"


def test_the_form_has_eighty_one_items_in_five_sections() -> None:
    form = load_questionnaire()
    assert len(form.items) == 81
    assert [section.number for section in form.sections] == ["I", "II", "III", "IV", "V"]


def test_items_come_in_the_order_in_which_the_form_prints_them() -> None:
    items = list(load_questionnaire().items.values())
    assert [items[0].id, items[2].id, items[-1].id] == ["1", "2(a)-legislation", "28"]
    assert [item.order for item in items] == sorted(item.order for item in items)


def test_an_item_knows_its_options_paragraphs_level_and_what_it_asks() -> None:
    item = load_questionnaire().items["2(a)"]
    assert item.path == ("2", "a")
    assert item.options == ("yes", "no")
    assert item.paragraphs == ("7", "17(b)")
    assert (item.level, item.asks, item.kind) == ("national", ("adopted",), "choice")


def test_a_line_of_the_grid_offers_the_columns_of_its_table() -> None:
    form = load_questionnaire()
    assert form.items["26(d)"].kind == "grid"
    assert form.items["26(d)"].options == form.tables[0].columns == ("needs", "offers")


def test_every_item_is_printed_in_three_languages() -> None:
    assert {tuple(sorted(item.text)) for item in load_questionnaire().items.values()} == {("en", "es", "fr")}


def test_a_field_that_items_share_names_those_before_it() -> None:
    assert load_questionnaire().items["2(c)"].shares_field_with == ("2(b)",)


def test_the_longest_words_of_an_option_come_first() -> None:
    assert load_questionnaire().options["partly"]["en"][0] == "Yes, in part"


def test_the_file_has_no_blank_nodes() -> None:
    graph = Graph().parse(SHIPPED, format="turtle")
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)


def test_another_questionnaire_is_another_file() -> None:
    form = read_questionnaire(HERE / "garden-survey.ttl")
    assert list(form.items) == ["A.1", "A.2", "B.1", "B.1.a", "B.1.b"]
    assert form.items["A.1"].options == ("always", "sometimes", "never")
    assert form.tables[0].columns == ("planned", "running")


def test_a_name_that_is_not_shipped_is_refused() -> None:
    with pytest.raises(UnreadableQuestionnaire, match=r"census\.ttl"):
        load_questionnaire("census")


def test_a_file_that_is_not_turtle_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "form.ttl").write_text("this is a letter")
    with pytest.raises(UnreadableQuestionnaire, match=r"form\.ttl .* it is not Turtle"):
        read_questionnaire(tmp_path / "form.ttl")


def test_turtle_without_a_questionnaire_is_refused(tmp_path: Path) -> None:
    (tmp_path / "form.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    with pytest.raises(UnreadableQuestionnaire, match="0 resources"):
        read_questionnaire(tmp_path / "form.ttl")


def test_a_question_without_a_place_in_the_form_is_refused(tmp_path: Path) -> None:
    text = (HERE / "garden-survey.ttl").read_text().replace("mark:never ; pg:order 2 .", "mark:never .")
    (tmp_path / "form.ttl").write_text(text)
    with pytest.raises(UnreadableQuestionnaire, match="A/1 has no pg:order"):
        read_questionnaire(tmp_path / "form.ttl")
