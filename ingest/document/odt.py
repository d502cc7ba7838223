"""OpenDocument texts (ODT): their text as Writer shows it, with boxes, numbers, insertions, notes and frames."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.document.archive import Archive, attribute, child, local, whole
from ingest.document.blocks import Blocks
from ingest.document.emphasis import Look, look_of, set_off
from ingest.document.lists import Lists, read_lists
from ingest.document.marks import drawn, is_symbol_font, with_boxes
from ingest.parts import EMPTY_BOX, MARKED_BOX

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: What Writer does not show in the text: deletions are kept apart in `tracked-changes`, insertions stand in place.
_UNSEEN = frozenset(
    [
        "tracked-changes",
        "sequence-decls",
        "variable-decls",
        "user-field-decls",
        "forms",
        "annotation",
        "annotation-end",
        "note-citation",
        "placeholder",
        "hidden-text",
        "hidden-paragraph",
        "table-column",
        "title",
        "desc",
        "event-listeners",
        "ruby-text",
        "script",
    ]
)
_SIGNS = {"tab": " ", "line-break": "\n", "soft-page-break": ""}
_DEPTH = 100
#: Form controls: those that show a box, and those that show a text.
_BOXES, _FIELDS = ("checkbox", "radio"), ("textarea", "text", "formatted-text", "combobox")
_BLANKS = re.compile(r"[ \t\r\n]+")
_LOOKS = ("font-weight", "text-underline-style", "background-color", "text-line-through-style")
#: Spreadsheet-like tables repeat empty rows and cells by the thousand.
_REPEATS = 50


def read_odt(path: Path) -> str:
    """The text of an OpenDocument text."""
    archive = Archive(path)
    try:
        content = archive.tree("content.xml")
        styles = archive.tree("styles.xml") if "styles.xml" in archive else None
    finally:
        archive.close()
    return _Reader(content, styles).read()


class _Reader:
    """One document being read: its list counters, its form controls, and what waits to follow the paragraph."""

    def __init__(self, content: "Element", styles: "Element | None") -> None:
        self.body = child(content, "body", "text")
        self.lists: Lists = read_lists([each for each in (styles, content) if each is not None])
        self.fonts = _symbol_fonts([each for each in (styles, content) if each is not None])
        self.looks = _looks(content)
        self.controls = _controls(content)
        self.waiting: list[Blocks] = []

    def read(self) -> str:
        blocks = Blocks()
        if self.body is not None:
            self.walk(self.body, blocks, 0)
        return blocks.text()

    def walk(self, parent: "Element", blocks: Blocks, depth: int) -> None:
        """Everything that holds paragraphs, lists and tables."""
        for element in parent if depth < _DEPTH else ():
            name = local(element)
            if name in ("p", "h"):
                self.add_paragraph(element, blocks, "")
            elif name == "list":
                self.add_list(element, blocks, depth, None, 1)
            elif name == "table":
                self.add_table(element, blocks, depth)
            elif name == "frame" or name not in _UNSEEN:
                self.walk(element, blocks, depth + 1)

    def add_paragraph(self, paragraph: "Element", blocks: Blocks, label: str) -> None:
        text = self.inline(paragraph, self.font_of(paragraph), 0)
        blocks.add_paragraph(f"{label} {text.lstrip()}" if label else text)
        waiting, self.waiting = self.waiting, []
        for block in waiting:
            blocks.extend(block)

    def add_list(self, element: "Element", blocks: Blocks, depth: int, style: str | None, level: int) -> None:
        """A list, its items labelled as its style says; inner lists count on their own level."""
        style = attribute(element, "style-name") or style
        self.lists.begin(element, style, level)
        for item in element if depth < _DEPTH else ():
            label = self.lists.label(item, style, level) if local(item) == "list-item" else ""
            for each in item:
                if local(each) == "list":
                    self.add_list(each, blocks, depth + 1, style, level + 1)
                elif local(each) in ("p", "h"):
                    self.add_paragraph(each, blocks, label)
                    label = ""
                elif local(each) == "table":
                    self.add_table(each, blocks, depth + 1)

    def add_table(self, table: "Element", blocks: Blocks, depth: int) -> None:
        for row in _rows(table):
            for _ in range(min(_repeats(row, "number-rows-repeated"), _REPEATS)):
                blocks.add_row(self.cells(row, depth))

    def cells(self, row: "Element", depth: int) -> list[Blocks]:
        cells: list[Blocks] = []
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            content = Blocks()
            if local(cell) == "table-cell":
                self.walk(cell, content, depth + 1)
            cells.extend([content] * min(_repeats(cell, "number-columns-repeated"), _REPEATS))
        width = max((_repeats(cell, "number-columns-spanned") for cell in list(row)[-2:]), default=1)
        while width > 1 and len(cells) > 1 and local(row[-1]) == "covered-table-cell" and not cells[-1].flat():
            cells.pop()
            width -= 1
        return cells

    def inline(self, parent: "Element", font: str | None, depth: int) -> str:
        """The text within a paragraph or span; ODF counts runs of white space as one space."""
        if depth > _DEPTH:
            return ""
        pieces = [_seen(parent.text, font)]
        for element in parent:
            pieces.append(self.piece(element, font, depth))
            pieces.append(_seen(element.tail, font))
        return "".join(pieces)

    def piece(self, element: "Element", font: str | None, depth: int) -> str:
        name = local(element)
        if name in _UNSEEN:
            return ""
        if name == "s":
            return " " * min(_repeats(element, "c"), 200)
        if name in _SIGNS:
            return _SIGNS[name]
        if name in ("fieldmark", "fieldmark-start"):
            return _field_box(element) + self.inline(element, font, depth + 1)
        if name == "content-control" and attribute(element, "checkbox") == "true":
            text = self.inline(element, font, depth + 1).strip()
            return (MARKED_BOX if attribute(element, "checked") == "true" else EMPTY_BOX) + text[1:]
        if name == "content-control" and attribute(element, "showing-place-holder") == "true":
            return ""
        if name == "control":
            return self.controls.get(attribute(element, "control") or "", "")
        if name in ("note-body", "text-box"):
            self.add_aside(element, depth)
            return ""
        text = self.inline(element, self.font_of(element) or font, depth + 1)
        return set_off(text, self.looks.get(attribute(element, "style-name") or "")) if name == "span" else text

    def add_aside(self, element: "Element", depth: int) -> None:
        content = Blocks()
        outer, self.waiting = self.waiting, []
        self.walk(element, content, depth + 1)
        self.waiting = [*outer, content]

    def font_of(self, element: "Element") -> str | None:
        return self.fonts.get(attribute(element, "style-name") or "")


def _symbol_fonts(parts: "list[Element]") -> dict[str, str]:
    """The styles that write in a symbol font, with that font."""
    fonts = {}
    for part in parts:
        for style in part.iter("{*}style"):
            if (properties := child(style, "text-properties")) is not None:
                font = attribute(properties, "font-name") or attribute(properties, "font-family")
                if is_symbol_font(font):
                    fonts[attribute(style, "name") or ""] = str(font)
    return fonts


def _looks(content: "Element") -> dict[str, Look]:
    """The looks that a writer gave stretches of text by hand: bold, underlined, highlighted, struck out."""
    looks = {}
    for style in content.iter("{*}style"):
        if (properties := child(style, "text-properties")) is not None:
            given = {name: attribute(properties, name) for name in _LOOKS}
            look = look_of(
                chosen=given["font-weight"] == "bold"
                or given["text-underline-style"] not in (None, "none")
                or given["background-color"] not in (None, "transparent"),
                struck=given["text-line-through-style"] not in (None, "none"),
            )
            if look:
                looks[attribute(style, "name") or ""] = look
    return looks


def _controls(content: "Element") -> dict[str, str]:
    """What each form control shows: a box, or the text put in."""
    shown = {}
    for element in content.iter(*(f"{{*}}{kind}" for kind in (*_BOXES, *_FIELDS))):
        key = attribute(element, "id")
        if not key:
            continue
        if local(element) in _BOXES:
            states = [attribute(element, name) for name in ("current-state", "current-selected", "state", "selected")]
            state = next((each for each in states if each is not None), "unchecked")
            shown[key] = MARKED_BOX if state in ("checked", "true") else EMPTY_BOX
        else:
            shown[key] = attribute(element, "current-value") or attribute(element, "value") or ""
    return shown


def _field_box(element: "Element") -> str:
    if not (attribute(element, "type") or "").endswith("FORMCHECKBOX"):
        return ""
    values = [attribute(each, "value") for each in element if attribute(each, "name") == "Checkbox_Checked"]
    return MARKED_BOX if "true" in values else EMPTY_BOX


def _rows(table: "Element") -> "list[Element]":
    rows: list[Element] = []
    for element in table:
        if local(element) == "table-row":
            rows.append(element)
        elif local(element) in ("table-header-rows", "table-rows", "table-row-group"):
            rows.extend(_rows(element))
    return rows


def _repeats(element: "Element", name: str) -> int:
    return max(1, whole(attribute(element, name), 1))


def _seen(text: str | None, font: str | None) -> str:
    if not text:
        return ""
    text = _BLANKS.sub(" ", text)
    return drawn(text, font) if font else with_boxes(text)
