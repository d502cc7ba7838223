"""What `prevgraph extract --format table` shows."""

from ontology.questionnaire import load_questionnaire
from prevgraph.extracted import as_rows
from tests.queries.conftest import as_response, read_gold


def test_the_table_shows_the_boxes_of_every_item_that_has_any() -> None:
    gold, form = read_gold("tavu-islands.txt"), load_questionnaire()
    shown = {row[0]: row[2] for row in as_rows(as_response("tavu-islands.txt", gold), form) if row[1] == "box"}
    assert set(shown) == {item.id for item in form.items.values() if item.kind != "text"}
    marked = {item: answer["mark"] for item, answer in gold["answers"].items() if answer.get("mark")}
    assert len(marked) > 20
    assert {item: boxes for item, boxes in shown.items() if item in marked} == marked
    assert shown["2(c)"] == "not marked; the text implies no"


def test_the_boxes_of_an_item_stand_before_what_its_text_names() -> None:
    rows = as_rows(as_response("tavu-islands.txt", read_gold("tavu-islands.txt")), load_questionnaire())
    assert next(row[1] for row in rows if row[0] == "4(d)(i)") == "box"
