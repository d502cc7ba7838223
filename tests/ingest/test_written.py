"""A response reads the same whatever the format and the habit it was written down in."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from rapidfuzz import fuzz

from ingest.document.read import read_document
from ingest.form import read_form
from ingest.parts import Answer
from ontology.questionnaire import load_questionnaire
from tests.ingest import written
from tests.ingest.written import Block

MORE = Path(__file__).resolve().parents[1] / "more"
FORM = load_questionnaire("ecosoc-2004-28")
#: One of each language at every run, all of them in the slow one.
FIRST = ("ardennia.en", "lacustre.fr", "costaverde.es")
RESPONSES = [
    pytest.param(path, id=path.stem, marks=() if path.stem in FIRST else pytest.mark.slow)
    for path in sorted(MORE.glob("*.*.md"))
]
FORMATS: dict[str, Callable[[list[Block], Path], None]] = {
    "legacy.docx": lambda page, path: written.write_docx(page, path, written.legacy_box),
    "control.docx": lambda page, path: written.write_docx(page, path, written.control_box),
    "typed.docx": lambda page, path: written.write_docx(page, path, written.typed_box),
    "symbol.docx": lambda page, path: written.write_docx(page, path, written.symbol_box),
    "bold.docx": lambda page, path: written.write_docx(
        page, path, written.typed_box, written.Looks(written.bold_run, written.run)
    ),
    "struck.docx": lambda page, path: written.write_docx(
        page, path, written.typed_box, written.Looks(written.run, written.struck_run)
    ),
    "plain.odt": written.write_odt,
    "highlighted.odt": lambda page, path: written.write_odt(page, path, written.Looks(written.highlighted, escape)),
    "underlined.html": lambda page, path: written.write_html(
        page, path, written.sign, written.Looks(written.underlined, escape)
    ),
    "sign.html": lambda page, path: written.write_html(page, path, written.sign),
    "wingdings.html": lambda page, path: written.write_html(page, path, written.wingding),
    "paged.txt": lambda page, path: written.write_text(page, path, written.sign, header=f"{page[0].text} - reply"),
    "brackets.txt": lambda page, path: written.write_text(page, path, written.bracket, header=f"Reply: {page[0].text}"),
    "flat.txt": lambda page, path: written.write_text(page, path, written.sign, width=60),
    "drawn.pdf": lambda page, path: written.write_pdf(page, path, drawn=True),
    "typed.pdf": lambda page, path: written.write_pdf(page, path, drawn=False),
}


@cache
def answers_in_markdown(path: Path) -> dict[str, Answer]:
    return dict(read_form(read_document(path), FORM).answers)


def words(text: str) -> str:
    """The text without what a format cannot keep: bullets, line breaks, the shape of quotation marks."""
    alike = text.translate(str.maketrans({"•": " ", "-": " ", "–": " ", "’": "'", "“": '"', "”": '"'}))
    return " ".join(alike.split())


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("path", RESPONSES)
def test_a_response_reads_the_same_in_every_format(path: Path, format_: str, tmp_path: Path) -> None:
    copy = tmp_path / f"reply.{format_}"
    FORMATS[format_](written.blocks(path.read_text("utf-8")), copy)
    found, wanted = read_form(read_document(copy), FORM).answers, answers_in_markdown(path)
    assert {item: a.mark for item, a in found.items()} == {item: a.mark for item, a in wanted.items()}
    assert {item: a.columns for item, a in found.items()} == {item: a.columns for item, a in wanted.items()}
    other = [item for item, a in found.items() if fuzz.ratio(words(a.text), words(wanted[item].text)) < 95]
    assert len(other) <= 1, [(found[item].text, wanted[item].text) for item in other]


@pytest.mark.parametrize("path", RESPONSES)
def test_a_form_filled_in_on_the_screen_reads_the_same(path: Path, tmp_path: Path) -> None:
    wanted = answers_in_markdown(path)
    written_by_hand = " ".join(words(answer.text) for answer in wanted.values())
    copy = tmp_path / "form.pdf"
    written.write_pdf_form(
        written.blocks(path.read_text("utf-8")), copy, lambda text: len(text) > 3 and words(text) in written_by_hand
    )
    found = read_form(read_document(copy), FORM).answers
    assert {item: (a.mark, a.columns) for item, a in found.items()} == {
        item: (a.mark, a.columns) for item, a in wanted.items()
    }
    assert [item for item, a in found.items() if fuzz.ratio(words(a.text), words(wanted[item].text)) < 95] == []


@pytest.mark.slow
def test_a_scan_of_an_unseen_form_reads_nearly_the_same(tmp_path: Path) -> None:
    path = MORE / "lacustre.fr.md"
    wanted = answers_in_markdown(path)
    copy = tmp_path / "scan.pdf"
    written.write_scan(written.blocks(path.read_text("utf-8")), copy)
    found = read_form(read_document(copy), FORM).answers
    other = [item for item, a in found.items() if (a.mark, a.columns) != (wanted[item].mark, wanted[item].columns)]
    assert len(other) <= 0.03 * len(wanted), other
    texts = [fuzz.ratio(words(a.text), words(wanted[item].text)) for item, a in found.items() if wanted[item].text]
    assert sum(texts) / len(texts) >= 90
    assert sum(1 for likeness in texts if likeness < 80) <= 2
