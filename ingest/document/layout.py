"""From pages to running text: lines joined into paragraphs, rows of tables across pages, page headers left out."""

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from ingest.document.blocks import Blocks
from ingest.document.furniture import without_furniture
from ingest.document.grids import Row, rows_of
from ingest.document.joining import joined
from ingest.document.lines import Line, lines_of
from ingest.document.page import Page
from ingest.parts import EMPTY_BOX, MARKED_BOX

#: How much further apart than the lines of a paragraph the first line of the next one stands.
_APART = 1.18
_INDENT = 3.0
_ENUMERATED = re.compile(r"\(?\w{1,4}[.)]\s*\S")
_LABELLED = re.compile(rf"{_ENUMERATED.pattern}|[-–—•*▪‣◦]\s")
_BOXES = (MARKED_BOX, EMPTY_BOX)


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is usual in a document: the distance of lines in a paragraph, in heights of a line; the right margin."""

    tight: float
    right: float


def text_of(pages: list[Page]) -> str:
    """The running text of a document."""
    tables: list[Row] = []
    lines: list[list[Line]] = []
    for page in pages:
        rows, words = rows_of(page)
        tables.extend(rows)
        lines.append(lines_of(page, words))
    lines = without_furniture(lines, [page.height for page in pages])
    flow: list[Line | Row] = [line for page_lines in lines for line in page_lines]
    flow = sorted([*flow, *tables], key=lambda each: (each.page, each.area.top, each.area.x0))
    return _written(flow, _measured([line for page_lines in lines for line in page_lines]))


def _written(flow: list[Line | Row], usual: _Measures) -> str:
    blocks = Blocks()
    known = _words_of(flow)
    paragraph: list[Line] = []
    table: list[Row] = []
    for item in flow:
        if isinstance(item, Row):
            _add_paragraph(blocks, paragraph, known)
            paragraph = []
            table = _with_row(table, item)
            continue
        _add_table(blocks, table)
        table = []
        if paragraph and _is_new(paragraph, item, usual):
            _add_paragraph(blocks, paragraph, known)
            paragraph = []
        paragraph.append(item)
    _add_paragraph(blocks, paragraph, known)
    _add_table(blocks, table)
    return blocks.text()


def _words_of(flow: list[Line | Row]) -> frozenset[str]:
    """Every word that stands whole on a line, to know broken ones by."""
    texts = (item.text if isinstance(item, Line) else " ".join(item.cells) for item in flow)
    return frozenset(word.casefold() for text in texts for word in re.findall(r"[^\W\d_]{4,}(?![-\u00ad]$)", text))


def _add_paragraph(blocks: Blocks, lines: list[Line], known: frozenset[str]) -> None:
    if not lines:
        return
    if len(lines) == 1 and lines[0].is_field:
        for text in re.split(r"(?:\r\n|\r|\n)", lines[0].text):
            blocks.add_paragraph(text)
        return
    cells = _loose_cells(lines)
    if cells:
        blocks.add_cells(cells)
        return
    text = lines[0].text
    for line in lines[1:]:
        text = joined(text, line.text, known)
    blocks.add_paragraph(text)


def _loose_cells(lines: list[Line]) -> list[str]:
    """The cells of a row without rules: a label of some lines, one of which ends in boxes that stand alone."""
    rows = [line for line in lines if _is_loose(line)]
    if len(rows) != 1:
        return []
    label = ""
    for line in lines:
        words = [word.text for word in line.words if line is not rows[0] or word.text not in _BOXES]
        label = joined(label, " ".join(words)) if label else " ".join(words)
    return [label, *(word.text for word in rows[0].words if word.text in _BOXES)]


def _is_loose(line: Line) -> bool:
    """Whether a line ends in several boxes, each far from what is beside it, and begins with words."""
    words = line.words
    boxes = [at for at, word in enumerate(words) if word.text in _BOXES]
    if len(boxes) < 2 or boxes != list(range(len(words) - len(boxes), len(words))) or boxes[0] == 0:
        return False
    return min(words[at].area.x0 - words[at - 1].area.x1 for at in boxes) >= 1.5 * line.area.height


def _is_new(paragraph: list[Line], line: Line, usual: _Measures) -> bool:
    """Whether a line begins a paragraph, by what the page shows: distance, room left, indentation."""
    last = paragraph[-1]
    if _is_loose(line) and not _is_item(line) and _awaits_boxes(paragraph, line):
        return False
    if _is_item(line) and any(map(_is_loose, paragraph)):
        return True
    if line.is_field or last.is_field or line.has_options:
        return True
    goes_on = _goes_on(last, line)
    if line.page == last.page:
        height = max(min(last.area.height, line.area.height), 1.0)
        if (line.area.top - last.area.top) / height > usual.tight * _APART:
            return True
    elif not goes_on and last.text.rstrip("\"'”’»)").endswith((".", "?", "!", ":", ";")):
        return True
    if last.has_options and _had_room(last, line, usual):
        return True
    if _had_room(last, line, usual) and not goes_on:
        return True
    return _is_indented_anew(paragraph, line) and not goes_on


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a sentence plainly runs from one line into the other."""
    return line.text[:1].islower() and not last.text.endswith((".", "?", "!", ":", ";")) and not _is_item(line)


def _awaits_boxes(paragraph: list[Line], line: Line) -> bool:
    """Whether an item's label runs on to the line that has its boxes: they may stand beside the last line of it."""
    close = line.area.top - paragraph[-1].area.top < 2 * max(line.area.height, paragraph[-1].area.height)
    return _is_item(paragraph[0]) and close and not any(map(_is_loose, paragraph))


def _is_item(line: Line) -> bool:
    return (
        bool(_ENUMERATED.match(line.text)) and line.text[:1] in "(abcdefghijklmivx0123456789" and ")" in line.text[:6]
    )


def _had_room(last: Line, line: Line, usual: _Measures) -> bool:
    """Whether the next line's first word would have stood on the last line, had the paragraph gone on."""
    space = 0.3 * last.area.height
    return last.area.x1 + space + line.first < usual.right - space


def _is_indented_anew(paragraph: list[Line], line: Line) -> bool:
    """Whether a line starts right of where the paragraph's lines start, or left of them once they are settled."""
    last, first = paragraph[-1], paragraph[0]
    if line.area.x0 > last.area.x0 + _INDENT:
        # A hanging item goes on below its own text, right of its number.
        hang = first.words[1].area.x0 if len(paragraph) == 1 and len(first.words) > 1 else None
        return hang is None or abs(line.area.x0 - hang) > _INDENT or not _LABELLED.match(first.text)
    return len(paragraph) > 1 and line.area.x0 < last.area.x0 - _INDENT


def _measured(lines: list[Line]) -> _Measures:
    """The usual distance of lines in a paragraph, and the right margin that lines run up to."""
    ends = sorted(line.area.x1 for line in lines if not line.is_field)
    right = ends[int(0.97 * (len(ends) - 1))] if ends else 0.0
    distances: Counter[float] = Counter()
    for last, line in itertools.pairwise(lines):
        height = max(min(last.area.height, line.area.height), 1.0)
        distance = (line.area.top - last.area.top) / height
        if last.page == line.page and 0.7 < distance < 2.6 and last.area.x1 > 0.9 * right:
            distances[round(distance * 20) / 20] += 1
    often = [distance for distance, count in distances.items() if count >= 0.12 * distances.total()]
    return _Measures(min(often, default=1.2), right)


def _with_row(table: list[Row], row: Row) -> list[Row]:
    """The table with one more row; a row that a page break cut is made whole, a repeated header is left out."""
    if not table or not row.is_first or table[-1].page == row.page or not _same_columns(table[-1], row):
        return [*table, row]
    if row.cells == table[0].cells:
        return table
    starts = [bool(_ENUMERATED.match(each.cells[0])) for each in table[1:] or table]
    cut = not row.cells[0] or (all(starts) and not _ENUMERATED.match(row.cells[0]))
    if not cut or len(row.cells) != len(table[-1].cells):
        return [*table, row]
    cells = tuple(f"{above} {below}".strip() for above, below in zip(table[-1].cells, row.cells, strict=True))
    return [*table[:-1], Row(row.page, cells, row.area, row.edges, False, row.is_last)]


def _same_columns(one: Row, other: Row) -> bool:
    return len(one.edges) == len(other.edges) and all(
        abs(a - b) <= 2 * _INDENT for a, b in zip(one.edges, other.edges, strict=True)
    )


def _add_table(blocks: Blocks, table: list[Row]) -> None:
    for row in table:
        blocks.add_cells(list(row.cells))
