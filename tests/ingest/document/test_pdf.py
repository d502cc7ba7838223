"""What is seen on a PDF page is what is read: each page is drawn for the test."""

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from ingest.document import pdf, tesseract
from ingest.document.pdf import LockedPdf, TooManyPages
from ingest.document.read import read_document
from ingest.document.scan import OcrMissing

EXAMPLES = Path(__file__).parents[3] / "examples"
LONG = "The Council coordinates the prevention of crime in all of the counties and towns and reports to"


@pytest.fixture
def page(tmp_path):
    """A page of A4 to draw on, 12 points of Helvetica; `read(page)` gives its text."""
    drawn = canvas.Canvas(str(tmp_path / "response.pdf"))
    drawn.setFont("Helvetica", 12)
    return drawn


def read(page):
    page.save()
    return read_document(Path(page._filename)).text


def test_fields_of_a_form_are_read_where_they_stand(page):
    page.drawString(100, 700, "Yes")
    page.drawString(200, 700, "No")
    page.acroForm.checkbox(name="Check Box17", x=80, y=698, size=12, checked=False)
    page.acroForm.checkbox(name="Check Box3", x=180, y=698, size=12, checked=True)
    page.acroForm.textfield(name="Text9", x=80, y=640, width=300, height=40, value="The Ministry of Justice.")
    assert read(page) == "☐ Yes ☒ No\n\nThe Ministry of Justice.\n"


@pytest.mark.parametrize("mark", ["cross", "letter", "tick"])
def test_a_drawn_box_is_marked_by_whatever_stands_in_it(page, mark):
    for x, word in ((80, "Yes"), (180, "No")):
        page.rect(x, 698, 11, 11)
        page.drawString(x + 18, 700, word)
    if mark == "cross":
        page.lines([(182, 700, 189, 707), (182, 707, 189, 700)])
    elif mark == "tick":
        page.lines([(181, 703, 185, 700), (185, 700, 193, 712)])
    else:
        page.drawString(182, 699.5, "X")
    assert read(page) == "☐ Yes ☒ No\n"


def test_a_box_of_four_strokes_is_a_box(page):
    page.lines([(80, 698, 91, 698), (80, 709, 91, 709), (80, 698, 80, 709), (91, 698, 91, 709)])
    page.drawString(98, 700, "Yes")
    assert read(page) == "☐ Yes\n"


def test_a_form_printed_flat_gives_the_same_text_as_the_form(tmp_path):
    form = EXAMPLES / "formats" / "veldoria.pdf-form.pdf"
    document = pypdfium2.PdfDocument(form)
    document.init_forms()
    for number in range(len(document)):
        leaf = document[number]
        pypdfium2.raw.FPDFPage_Flatten(leaf.raw, pypdfium2.raw.FLAT_PRINT)
        leaf.close()
    document.save(tmp_path / "flat.pdf")
    document.close()
    assert read_document(tmp_path / "flat.pdf").text == read_document(form).text


def test_lines_are_joined_where_the_paragraph_goes_on_and_parted_where_it_ends(page):
    for y, line in ((700, LONG), (686, "the Government."), (672, "It has a secretariat."), (648, LONG)):
        page.drawString(50, y, line)
    assert read(page) == f"{LONG} the Government.\n\nIt has a secretariat.\n\n{LONG}\n"


def test_a_hyphen_is_undone_only_for_a_word_that_stands_whole_elsewhere(page):
    for y, line in (
        (700, LONG.replace(" to", " the preven-")),
        (686, "tion of crime board; it was set up for all the counties in the country for the years 2004-"),
        (672, "2006, and is renewed."),
    ):
        page.drawString(50, y, line)
    assert "reports the prevention of crime board" in (text := read(page))
    assert "the years 2004-2006, and" in text


def test_headers_footers_and_page_numbers_are_left_out(page):
    for number in range(1, 5):
        page.setFont("Helvetica", 12)
        page.drawString(50, 810, "Questionnaire of the State - crime prevention")
        page.drawString(50, 700, f"The text of part {'abcd'[number - 1]} stands here.")
        page.drawString(290, 20, f"Page {number} of 4")
        page.showPage()
    assert read(page).split("\n\n") == [f"The text of part {part} stands here." for part in "abc"] + [
        "The text of part d stands here.\n"
    ]


def _table(page, rows, top, columns=(50, 300, 400, 500), height=40):
    for at, row in enumerate(rows):
        y = top - at * height
        page.grid(list(columns), [y - height, y])
        for x, cell in zip(columns, row, strict=False):
            for line, text in enumerate(cell.split("\n")):
                page.drawString(x + 4, y - 14 - 14 * line, text)


def test_a_ruled_table_gives_one_line_a_row_also_over_a_page_break(page):
    _table(
        page,
        [("Areas", "Need", "Offer"), ("(a) Prevention as a\npart of government", "X", ""), ("(b) Skills", "", "X")],
        200,
    )
    page.showPage()
    page.setFont("Helvetica", 12)
    _table(page, [("for officials", "", ""), ("(c) Partners", "", "")], 780)
    assert read(page) == (
        "Areas\tNeed\tOffer\n(a) Prevention as a part of government\tX\t\n"
        "(b) Skills for officials\t\tX\n(c) Partners\t\t\n"
    )


def test_a_grid_without_rules_is_read_by_its_boxes(page):
    page.drawString(50, 700, "(a) Prevention as a part of")
    page.drawString(50, 686, "government (para. 17)")
    for x in (350, 450):
        page.rect(x, 698, 11, 11)
    page.lines([(452, 700, 459, 707), (452, 707, 459, 700)])
    assert read(page) == "(a) Prevention as a part of government (para. 17)\t☐\t☒\n"


def test_a_pdf_with_a_password_is_refused(tmp_path):
    path = tmp_path / "locked.pdf"
    locked = canvas.Canvas(str(path), encrypt=StandardEncryption("secret"))
    locked.drawString(50, 700, "text")
    locked.save()
    with pytest.raises(LockedPdf, match="without one"):
        read_document(path)


def test_a_book_is_refused(page, monkeypatch):
    monkeypatch.setattr(pdf, "PAGE_LIMIT", 2)
    for _ in range(3):
        page.drawString(50, 700, "text")
        page.showPage()
    with pytest.raises(TooManyPages, match="3 pages"):
        read(page)


def test_a_scan_without_tesseract_says_how_to_install_it(monkeypatch):
    pytest.importorskip("cv2")
    monkeypatch.setattr("ingest.document.scan.tesseract", lambda: None)
    with pytest.raises(OcrMissing, match="apt-get install tesseract-ocr"):
        read_document(EXAMPLES / "formats" / "tavu-islands.pdf-scan.pdf")


def test_the_language_of_a_page_is_told_by_its_frequent_words():
    installed = frozenset(["eng", "fra", "spa"])
    french = re.findall(r"\w+", "Le plan des services et du conseil est mis en place dans les villes par la police")
    assert tesseract._languages(french, installed) == "fra"
    english = re.findall(r"\w+", "The plan of the police in the towns is for all")
    assert tesseract._languages(english, installed) == "eng"
    assert tesseract._languages(french, frozenset(["eng"])) == "eng"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_boxes_and_text_of_a_scan_are_recognised(page, tmp_path):
    pytest.importorskip("cv2")
    page.setFont("Helvetica", 11)
    options = [("Yes", 1), ("No", 0), ("Yes, in part", 1), ("Not applicable", 0)]
    for y, (word, marked) in zip(range(700, 540, -40), options, strict=True):
        page.rect(80, y - 2, 10, 10)
        page.drawString(96, y, word)
        if marked:
            page.lines([(82, y, 88, y + 6), (82, y + 6, 88, y)])
    page.save()
    source = pypdfium2.PdfDocument(tmp_path / "response.pdf")
    picture = source[0].render(scale=150 / 72, grayscale=True).to_pil().rotate(0.6, fillcolor=255)
    picture.save(tmp_path / "scan.pdf", resolution=150)
    source.close()
    assert read_document(tmp_path / "scan.pdf").text.split("\n\n") == [
        "☒ Yes",
        "☐ No",
        "☒ Yes, in part",
        "☐ Not applicable\n",
    ]
