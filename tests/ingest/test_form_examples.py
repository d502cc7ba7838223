"""The bundled responses in text formats, against their annotations."""

import json
from pathlib import Path

import pytest

from ingest.form import Form, read_form
from ingest.parts import Document
from ontology.questionnaire import load_questionnaire

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXTS = sorted(
    p for folder in ("responses", "formats") for p in (EXAMPLES / folder).iterdir() if p.suffix in (".md", ".txt")
)


def document(path: Path) -> Document:
    media_type = "text/markdown" if path.suffix == ".md" else "text/plain"
    return Document(path.name, "", media_type, path.read_text("utf-8"))


def form(path: Path) -> Form:
    return read_form(document(path), load_questionnaire())


def gold(path: Path) -> dict[str, dict[str, object]]:
    answers: dict[str, dict[str, object]] = json.loads((EXAMPLES / "gold" / f"{path.stem}.gold.json").read_text())[
        "answers"
    ]
    return answers


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_mark_is_read(path: Path) -> None:
    wanted = {item: answer["mark"] for item, answer in gold(path).items() if "mark" in answer}
    answers = form(path).answers
    assert {item: answers[item].mark for item in wanted} == wanted


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_line_of_the_grid_is_read(path: Path) -> None:
    wanted = {item: (answer["needs"], answer["offers"]) for item, answer in gold(path).items() if "needs" in answer}
    answers = form(path).answers
    assert {item: (answers[item].needs, answers[item].offers) for item in wanted} == wanted


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_text_is_read_to_the_letter(path: Path) -> None:
    wanted = {item: str(answer["text"]).split() for item, answer in gold(path).items() if "text" in answer}
    answers = form(path).answers
    assert {item: answers[item].text.split() for item in wanted} == wanted


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_piece_of_an_answer_stands_in_the_document(path: Path) -> None:
    text = document(path).text
    for answer in form(path).answers.values():
        cut = [answer.text[piece.at : piece.at + piece.end - piece.start] for piece in answer.pieces]
        assert cut == [text[piece.start : piece.end] for piece in answer.pieces]
        assert bool(answer.text) == bool(answer.pieces)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_the_quoted_paragraphs_are_all_found(path: Path) -> None:
    quoted = {paragraph for block in load_questionnaire().quotations for paragraph in block.paragraphs}
    assert set(form(path).quotations) == quoted
