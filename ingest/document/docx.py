"""Word documents (DOCX): their text as Word shows it, with boxes, numbers, insertions, notes and text boxes in place.

The XML is walked directly: the libraries for DOCX pass over content controls around whole paragraphs, and what stands
in them. Names are compared without namespace, since the strict and the transitional dialect differ in it alone.
"""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from graph.model import Finding, Gravity
from ingest.document.archive import Archive, attribute, child, children, local, parse_xml, whole
from ingest.document.blocks import Blocks
from ingest.document.emphasis import Look, look_of, set_off
from ingest.document.marks import drawn, is_symbol_font, with_boxes
from ingest.document.numbering import Numbering, is_on, read_numbering
from ingest.parts import EMPTY_BOX, MARKED_BOX

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: What Word does not show: properties, field codes, deletions, the old place of moved text.
_UNSEEN = frozenset(
    [
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
        "instrText",
        "delInstrText",
        "delText",
        "del",
        "moveFrom",
        "annotationRef",
        "commentReference",
        "fldData",
        "rt",
    ]
)
_SIGNS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_STYLE_ENDS = b"</w:style>"
_DEPTH = 60
#: Word allows 63 columns.
_COLUMNS = 63


def read_docx(path: Path) -> tuple[str, tuple[Finding, ...]]:
    """The text of a Word document, and what in it could not be read."""
    archive = Archive(path)
    try:
        return _Reader(archive, path).read()
    finally:
        archive.close()


class _Reader:
    """One document being read: its counters, its notes, and what waits to follow the current paragraph."""

    def __init__(self, archive: Archive, path: Path) -> None:
        main = _main_part(archive)
        folder = str(PurePosixPath(main).parent)
        self.path = path
        self.body = child(archive.tree(main), "body")
        self.numbering = _numbering(archive, folder)
        self.notes = _notes(archive, folder)
        self.findings: dict[str, Finding] = {}
        self.waiting: list[Blocks] = []
        self.carried = ""

    def read(self) -> tuple[str, tuple[Finding, ...]]:
        blocks = Blocks()
        if self.body is not None:
            self.walk(self.body, blocks)
        blocks.add_paragraph(self.carried)
        return blocks.text(), tuple(self.findings.values())

    def walk(self, parent: "Element", blocks: Blocks, depth: int = 0) -> None:
        """Everything that holds paragraphs and tables."""
        for element in parent if depth < _DEPTH else ():
            name = local(element)
            if name == "p":
                self.add_paragraph(element, blocks)
            elif name == "tbl":
                self.add_table(element, blocks, depth)
            elif name == "sdt":
                self.walk(_content(element), blocks, depth + 1)
            elif name == "AlternateContent":
                self.walk(_chosen(element), blocks, depth + 1)
            elif name in ("altChunk", "subDoc"):
                self.report("an embedded file", "it was left out: paste its text into the document")
            elif name not in _UNSEEN:
                self.walk(element, blocks, depth + 1)

    def add_paragraph(self, paragraph: "Element", blocks: Blocks) -> None:
        properties = children(child(paragraph, "pPr"))
        text = self.carried + self.inline(paragraph)
        self.carried = ""
        if child(properties.get("rPr"), "del") is not None:
            # A deleted paragraph mark: Word shows the next paragraph's text on this one's line.
            self.carried = text
            return
        label = self.numbering.label(properties)
        blocks.add_paragraph(f"{label} {text.lstrip()}" if label and (text.strip() or label != "-") else text)
        waiting, self.waiting = self.waiting, []
        for block in waiting:
            blocks.extend(block)

    def add_table(self, table: "Element", blocks: Blocks, depth: int) -> None:
        notes = Blocks()
        for row in _within(table, "tr"):
            if child(row, "trPr", "del") is None:
                blocks.add_row(self.cells(row, notes, depth))
        blocks.extend(notes)

    def cells(self, row: "Element", notes: Blocks, depth: int) -> list[Blocks]:
        """The cells of a row; a wide cell is followed by empty ones where others come after it."""
        cells: list[Blocks] = []
        missing = min(whole(_value(child(row, "trPr", "gridBefore")), 0), _COLUMNS)
        for cell in _within(row, "tc"):
            cells.extend(Blocks() for _ in range(missing))
            content = Blocks()
            merged = child(cell, "tcPr", "vMerge")
            if merged is None or _value(merged) == "restart":
                self.walk(cell, content, depth + 1)
            cells.append(content)
            missing = min(whole(_value(child(cell, "tcPr", "gridSpan")), 1), _COLUMNS) - 1
        return cells

    def inline(self, parent: "Element", font: str | None = None, depth: int = 0) -> str:
        """The text within a paragraph, run or anything in them."""
        return "".join([self.piece(element, font, depth) for element in parent]) if depth < _DEPTH else ""

    def piece(self, element: "Element", font: str | None, depth: int) -> str:
        name = local(element)
        if name == "t":
            return _seen(element.text or "", font)
        if name in _UNSEEN:
            return ""
        if name == "r":
            return self.run(element, depth)
        if name in _SIGNS:
            return _SIGNS[name]
        if name == "br":
            return "\n" if attribute(element, "type") in (None, "textWrapping") else " "
        if name == "sym":
            return drawn(_character(attribute(element, "char")), attribute(element, "font"))
        if name == "fldChar":
            return _form_field(element)
        return self.container(element, name, font, depth)

    def run(self, element: "Element", depth: int) -> str:
        """A stretch of text with looks of its own."""
        properties = children(child(element, "rPr"))
        if not properties:
            return self.inline(element, None, depth + 1)
        if is_on(properties.get("vanish")):
            return ""
        return set_off(self.inline(element, _font(properties.get("rFonts")), depth + 1), _look(properties))

    def container(self, element: "Element", name: str, font: str | None, depth: int) -> str:
        """What holds further pieces, or stands for something outside the paragraph."""
        if name == "sdt":
            return self.control(element, font, depth)
        if name == "AlternateContent":
            return self.inline(_chosen(element), font, depth + 1)
        if name in ("footnoteReference", "endnoteReference"):
            self.add_note(name, attribute(element, "id") or "")
            return ""
        if name == "txbxContent":
            self.add_text_box(element, depth)
            return ""
        if name == "control":
            self.report("an ActiveX control", "its state cannot be read: replace it by a check box content control")
        return self.inline(element, font, depth + 1)

    def control(self, element: "Element", font: str | None, depth: int) -> str:
        """A content control within a paragraph."""
        content = _content(element)
        box = _box_of(element)
        text = self.inline(content, font, depth + 1)
        if box is None:
            return text
        # The state counts, not the glyph that shows it: the author may choose any glyph.
        return box + text.strip()[1:]

    def add_note(self, name: str, key: str) -> None:
        note = self.notes.get((name.removesuffix("Reference"), key))
        if note is not None:
            content = Blocks()
            outer, self.waiting = self.waiting, []
            self.walk(note, content, depth=_DEPTH - 20)
            self.waiting = [*outer, content]

    def add_text_box(self, element: "Element", depth: int) -> None:
        content = Blocks()
        outer, self.waiting = self.waiting, []
        self.walk(element, content, depth + 1)
        self.waiting = [*outer, content]

    def report(self, what: str, done: str) -> None:
        self.findings[what] = Finding(str(self.path), f"{what} is in the document; {done}", Gravity.WARNING)


def _main_part(archive: Archive) -> str:
    """The part that the package names as its document."""
    if "_rels/.rels" in archive:
        for relation in archive.tree("_rels/.rels"):
            if (attribute(relation, "Type") or "").endswith("/officeDocument"):
                target = (attribute(relation, "Target") or "").lstrip("/")
                if target in archive:
                    return target
    return "word/document.xml"


def _numbering(archive: Archive, folder: str) -> Numbering:
    if f"{folder}/numbering.xml" not in archive:
        return Numbering()
    part = f"{folder}/styles.xml"
    styles = parse_xml(_without_tables(archive.read(part)), archive.path, part) if part in archive else None
    return read_numbering(archive.tree(f"{folder}/numbering.xml"), styles)


def _without_tables(styles: bytes) -> bytes:
    """A part of styles without those of tables: nine tenths of it where a template has them all, and no paragraph's."""
    *before, last = styles.split(_STYLE_ENDS)
    kept = []
    for each in before:
        other, begins, said = each.rpartition(b"<w:style ")
        is_table = begins and b'w:type="table"' in said.partition(b">")[0]
        kept.append(other if is_table else each + _STYLE_ENDS)
    return b"".join([*kept, last])


def _notes(archive: Archive, folder: str) -> "dict[tuple[str, str], Element]":
    """Footnotes and endnotes by kind and number, without Word's own separators."""
    notes = {}
    for kind in ("footnote", "endnote"):
        part = f"{folder}/{kind}s.xml"
        for note in archive.tree(part) if part in archive else ():
            if attribute(note, "type") in (None, "normal"):
                notes[kind, attribute(note, "id") or ""] = note
    return notes


def _content(control: "Element") -> "Element":
    """What a content control holds: nothing while it shows its prompt; a box of its own paragraph gets its state."""
    from lxml import etree

    content = child(control, "sdtContent")
    if content is None or (is_on(child(control, "sdtPr", "showingPlcHdr")) and _box_of(control) is None):
        return etree.Element("nothing")
    box = _box_of(control)
    if box is not None and any(local(each) in ("p", "tc", "tr") for each in content):
        _set_glyph(content, box)
    return content


def _set_glyph(content: "Element", box: str) -> None:
    for element in content.iter():
        if local(element) in ("t", "sym"):
            run = element.getparent()
            properties = None if run is None else child(run, "rPr")
            if run is not None and properties is not None:
                run.remove(properties)
            element.tag = element.tag[: -len(local(element))] + "t"
            element.text = box
            return


def _box_of(control: "Element") -> str | None:
    checkbox = child(control, "sdtPr", "checkbox")
    if checkbox is None:
        return None
    return MARKED_BOX if is_on(child(checkbox, "checked")) else EMPTY_BOX


def _form_field(element: "Element") -> str:
    """A form field of the old kind: its box, or the chosen entry of its list; its text stands in runs of its own."""
    box = child(element, "ffData", "checkBox")
    if box is not None:
        state = child(box, "checked")
        return MARKED_BOX if is_on(state if state is not None else child(box, "default")) else EMPTY_BOX
    choices = child(element, "ffData", "ddList")
    if choices is None:
        return ""
    entries = [_value(each) or "" for each in choices if local(each) == "listEntry"]
    chosen = child(choices, "result")
    at = whole(_value(chosen if chosen is not None else child(choices, "default")), 0)
    return entries[at] if at < len(entries) else ""


def _chosen(alternatives: "Element") -> "Element":
    """The first of several ways to say the same, so that nothing is read twice."""
    choice = child(alternatives, "Choice")
    return choice if choice is not None else next(iter(alternatives), alternatives)


def _within(parent: "Element", name: str) -> "list[Element]":
    """Rows of a table or cells of a row, also those in content controls or insertions, not those of inner tables."""
    found = []
    for element in parent:
        if local(element) == name:
            found.append(element)
        elif local(element) == "sdt":
            found.extend(_within(_content(element), name))
        elif local(element) in ("ins", "moveTo", "customXml", "sdtContent"):
            found.extend(_within(element, name))
    return found


def _font(fonts: "Element | None") -> str | None:
    if fonts is None:
        return None
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi")


def _look(properties: "Mapping[str, Element]") -> Look | None:
    """How a run is set off by its own properties; that a style is bold says nothing of a choice."""
    lines = (properties.get(name) for name in ("u", "highlight"))
    chosen = is_on(properties.get("b")) or any(_value(each) not in (None, "none") for each in lines)
    return look_of(chosen=chosen, struck=any(is_on(properties.get(name)) for name in ("strike", "dstrike")))


def _seen(text: str, font: str | None) -> str:
    return drawn(text, font) if font and is_symbol_font(font) else with_boxes(text)


def _character(code: str | None) -> str:
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""


def _value(element: "Element | None") -> str | None:
    return None if element is None else attribute(element, "val")
