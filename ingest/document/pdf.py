"""PDF files: words, boxes, fields and rules of every page, laid out as text; pages that are pictures are recognised.

pypdfium2 alone does all of it: it reads text a hundred times faster than pure Python does, knows the state of form
fields, and draws, so that a drawn box is judged by what a reader of the page sees in it.
"""

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.model import Finding, Gravity
from ingest.document.drawings import drawings
from ingest.document.layout import text_of
from ingest.document.letters import Letters
from ingest.document.marks import drawn, with_boxes
from ingest.document.page import Area, Page, Word
from ingest.document.unreadable import UnreadableDocument, require_length
from ingest.document.widgets import widgets

#: Far more than the form filled in at length.
PAGE_LIMIT = 300
#: Recognising a page takes seconds.
SCAN_LIMIT = 80
#: A page with fewer letters, and a picture over it, is a scan.
_FEW_LETTERS = 20
#: The narrowest gap between words, in heights of a line.
_GAP = 0.15


class LockedPdf(UnreadableDocument):
    """A PDF that opens with a password only."""

    message = "{0} is protected by a password: save it without one."


class DamagedPdf(UnreadableDocument):
    """A PDF that cannot be opened."""

    message = "{0} is damaged: open it in a PDF viewer and print it into a new PDF."


class TooManyPages(UnreadableDocument):
    """A book, or a folder of papers scanned into one file."""

    message = "{0} has {1} pages, more than the {2} that a response may have{3}: give the response's pages alone."


def read_pdf(path: Path, raw: bytes) -> tuple[str, int, tuple[Finding, ...]]:
    """Text, number of pages, and what could not be read."""
    document = _opened(path, raw)
    try:
        count = len(document)
        if count > PAGE_LIMIT:
            raise TooManyPages(path, count, PAGE_LIMIT, "")
        if document.get_formtype():
            document.init_forms()
        pages = _pages(document, path, count)
        scanned = [page.number for page in pages if page.is_scanned]
        if len(scanned) > SCAN_LIMIT:
            raise TooManyPages(path, len(scanned), SCAN_LIMIT, " as pictures")
        findings = _recognise(path, document, pages, scanned)
        return text_of(pages), count, findings
    finally:
        document.close()


def _opened(path: Path, raw: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold() or "security" in str(error).casefold():
            raise LockedPdf(path) from error
        raise DamagedPdf(path) from error


def _pages(document: Any, path: Path, count: int) -> list[Page]:
    """All pages; a file whose pages are packed fuller than any is given up before the last."""
    pages: list[Page] = []
    letters = 0
    for number in range(count):
        pages.append(_read_page(document, number))
        letters += sum(len(word.text) for word in pages[-1].words)
        require_length(path, letters)
    return pages


def _read_page(document: Any, number: int) -> Page:
    import pypdfium2

    try:
        source = document[number]
    except pypdfium2.PdfiumError:
        return Page(number, 0, 0)
    page = Page(number, *source.get_size())
    page.words = list(_words(source, page.height))
    fields = widgets(document, source, page.height)
    boxes, page.rules, has_picture = drawings(source, page, [field.area for field in fields])
    inside = [word.area for word in [*boxes, *fields]]
    page.words = [word for word in page.words if not _is_mark_in(word, inside)] + boxes + fields
    letters = sum(len(word.text) for word in page.words)
    page.is_scanned = has_picture and letters < _FEW_LETTERS
    source.close()
    return page


def _is_mark_in(word: Word, boxes: list[Area]) -> bool:
    """Whether the word is the cross in a box, which the box already stands for."""
    return len(word.text) <= 1 and any(box.holds(word.area) for box in boxes)


def _recognise(path: Path, document: Any, pages: list[Page], scanned: list[int]) -> tuple[Finding, ...]:
    if not scanned:
        return ()
    from ingest.document.scan import recognise

    for number in scanned:
        source = document[number]
        recognise(path, source, pages[number])
        source.close()
    what = f"{len(scanned)} of {len(pages)} pages are pictures; their text was recognised and may hold misread words"
    return (Finding(str(path), what, Gravity.NOTE),)


def _words(source: Any, height: float) -> Iterator[Word]:
    """The words of a page in the order of the file; each is cut where a gap, a new line or a blank stands."""
    text = source.get_textpage()
    letters = Letters(text)
    kept: list[str] = []
    area = Area(0, 0, 0, 0)
    first, left, right, size, above, below = 0, 0.0, 0.0, 1.0, 0.0, 0.0
    # Bare numbers, as this is gone through for every letter of a document.
    for index, (sign, x0, top, x1, bottom) in enumerate(letters):
        is_blank = sign.isspace()
        is_near = -size <= x0 - right <= _GAP * size and above <= height - (top + bottom) / 2 <= below
        if kept and (is_blank or not is_near):
            yield _word(text, kept, Area(left, area.top, right, area.bottom), first)
            kept = []
        if is_blank or not sign:
            continue
        if kept:
            left, right = x0 if x0 < left else left, x1 if x1 > right else right
        else:
            first, area = index, letters.first_area(index, height)
            left, right, size = area.x0, area.x1, max(area.height, 1.0)
            above, below = area.top - 0.1 * size, area.bottom + 0.1 * size
        kept.append(sign)
    if kept:
        yield _word(text, kept, Area(left, area.top, right, area.bottom), first)
    text.close()


def _word(text: Any, letters: list[str], area: Area, first: int) -> Word:
    word = "".join(letters)
    if (len(word) == 1 and (not word.isalnum() or word in "oqrnxTRSPOQc")) or word[0] >= "\ue000":
        font = _font(text, first)
        word = drawn(word, font)
    else:
        word = with_boxes(word)
    return Word(word, area)


def _font(text: Any, index: int) -> str:
    import pypdfium2.raw as pdfium

    name = ctypes.create_string_buffer(200)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text.raw, index, name, 200, flags)
    return name.raw[: max(0, min(length, 200) - 1)].decode("utf-8", "replace")
