"""Web pages, above all those that Word saves: their text as a browser shows it, with boxes, numbers and table rows."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.document.archive import whole
from ingest.document.blocks import Blocks
from ingest.document.emphasis import Look, look_of
from ingest.document.marks import BULLET, drawn, with_boxes
from ingest.document.numerals import numeral
from ingest.document.plain import decode
from ingest.document.unreadable import UnreadableDocument
from ingest.parts import EMPTY_BOX, MARKED_BOX

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_UNSEEN = frozenset(
    ["head", "script", "style", "title", "template", "noscript", "del", "strike", "xml", "object", "svg"]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "ul",
        "li",
    ]
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)
_FONT = re.compile(r"font-family\s*:\s*([^;]+)", re.I)
_CHOSEN = re.compile(
    r"font-weight\s*:\s*(?:bold|[6-9]00)|text-decoration[^;]*underline|background(?:-color)?\s*:\s*(?:yellow|lime|aqua|cyan|#(?:ff0\b|ffff00|0f0\b|00ff00|0ff\b|00ffff))",
    re.I,
)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.I)
_OWN_LABEL = re.compile(r"mso-list\s*:\s*ignore", re.I)
#: What browsers understand by these names (WHATWG Encoding): Latin-1 pages hold the quotation marks of windows-1252.
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-2": "iso-8859-2",
}
#: Parts of a table that stand apart where a table is not read as one.
_APART = _BLOCKS | {"table", "caption", "tr", "td", "th"}
_CONTROLS = frozenset(["br", "input", "textarea", "select"])
#: So deep are parts read each by its own rules; what lies deeper is read in a row, tables to the second depth.
_DEPTH, _DEEPEST = 200, 260


class BrokenPage(UnreadableDocument):
    """A web page without anything in it."""

    message = "{0} is a web page without text: open it in a browser and save it again, or save it as .docx."


class TooDeep(UnreadableDocument):
    """A web page of which the parser gives up the rest."""

    message = "{0} is a web page with more than 2,000 parts one within the other: save it as .docx and read that."


def read_html(path: Path, raw: bytes) -> str:
    """The text of a web page."""
    from lxml import etree

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _decoded(raw)).replace("\x00", "")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise BrokenPage(path) from error
    if root is None:
        raise BrokenPage(path)
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise TooDeep(path)
    page = _Page()
    page.walk(root, None, 0)
    page.end()
    return page.blocks.text()


def _decoded(raw: bytes) -> str:
    """The page as text: by its byte order mark, by the charset it declares, or by our own rule."""
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(raw)
    declared = _CHARSET.search(raw[:4096])
    if declared is None:
        return decode(raw)
    name = declared[1].decode("ascii").casefold()
    try:
        return raw.decode(_MEANT.get(name, name))
    except (LookupError, UnicodeDecodeError):
        # Saved again in another encoding than the page still says, or a single stray byte.
        return decode(raw)


class _Page:
    """One page, or one cell of it, being read: the paragraphs that are done and the one being written."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self.line: list[str] = []
        self.label = ""

    def end(self) -> None:
        """End the paragraph being written."""
        text = "\n".join(re.sub(r"[ \t\r\f]+", " ", line) for line in "".join(self.line).split("\n"))
        self.line.clear()
        if text.strip():
            self.blocks.add_paragraph(f"{self.label} {text.strip()}" if self.label else text)
            self.label = ""

    def say(self, text: str | None, font: str | None) -> None:
        if text:
            text = re.sub(r"[ \t\r\n\f]+", " ", text)
            self.line.append(drawn(text, font) if font else with_boxes(text))

    def walk(self, element: "Element", font: str | None, depth: int) -> None:
        """An element, what is in it, and the text between its children."""
        tag, style = _tag(element), element.get("style") or ""
        if _is_unseen(element):
            return
        if depth > _DEPTH:
            self.add_flat(element, font, depth)
            return
        font = _font(element, tag, style) or font
        if tag == "table":
            self.end()
            self.add_table(element, depth)
        elif tag in ("ol", "ul"):
            self.end()
            self.add_list(element, tag, depth)
        elif tag in _CONTROLS:
            self.add_control(element, tag, font)
        elif _OWN_LABEL.search(style):
            self.say(_label(element, font), None)
        else:
            self.add_content(element, tag, font, depth)

    def add_content(self, element: "Element", tag: str, font: str | None, depth: int) -> None:
        if tag in _BLOCKS:
            self.end()
        look = _look(element, tag)
        if look:
            self.line.append(look.opening)
        self.say(element.text, font)
        for each in element:
            self.walk(each, font, depth + 1)
            self.say(each.tail, font)
        if look:
            self.line.append(look.closing)
        if tag in _BLOCKS:
            self.end()

    def add_flat(self, element: "Element", font: str | None, depth: int) -> None:
        """What lies deeper than layout needs, part after part: its paragraphs, controls and tables, no lists, no looks.

        Tags that nobody closed nest a page without end; nothing here is called for each of them.
        """
        from lxml import etree

        fonts, steps = [font], etree.iterwalk(element, events=("start", "end"))
        for event, each in steps:
            tag = _tag(each)
            is_apart = tag in _APART and not _is_unseen(each)
            if is_apart:
                self.end()
            if event == "end":
                fonts.pop()
                if each is not element:
                    self.say(each.tail, fonts[-1])
                continue
            fonts.append(_font(each, tag, each.get("style") or "") or fonts[-1])
            if self.add_whole(each, tag, fonts[-1], depth):
                steps.skip_subtree()
            else:
                self.say(each.text, fonts[-1])

    def add_whole(self, element: "Element", tag: str, font: str | None, depth: int) -> bool:
        """Whether the element is one that is read, or passed over, as a whole; then it is."""
        if _is_unseen(element):
            return True
        if tag == "table" and depth < _DEEPEST:
            self.add_table(element, depth + 1)
        elif tag in _CONTROLS:
            self.add_control(element, tag, font)
        elif _OWN_LABEL.search(element.get("style") or ""):
            self.say(_label(element, font), None)
        else:
            return False
        return True

    def add_control(self, element: "Element", tag: str, font: str | None) -> None:
        """A line break, or a control of a form with what was put in."""
        kind = (element.get("type") or "text").casefold()
        if tag == "br":
            self.line.append("\n")
        elif tag == "textarea":
            self.line.append(_inner(element))
        elif tag == "select":
            options = [each for each in element.iter("option") if each.get("selected") is not None]
            self.say(" ".join(_inner(each) for each in options), font)
        elif kind in ("checkbox", "radio"):
            self.line.append(EMPTY_BOX if element.get("checked") is None else MARKED_BOX)
        elif kind in ("text", "date", "email", "number", "tel", "url"):
            self.say(element.get("value"), font)

    def add_list(self, element: "Element", tag: str, depth: int) -> None:
        """A list with the labels that a browser draws."""
        number = _whole(element.get("start"), 1)
        style = element.get("type") or "1"
        for item in element:
            if item.tag == "li":
                number = _whole(item.get("value"), number)
                self.label = f"{numeral(number, style)}." if tag == "ol" else BULLET
                number += 1
            self.walk(item, None, depth + 1)
            self.label = ""

    def add_table(self, table: "Element", depth: int) -> None:
        held: dict[int, int] = {}
        for row in _rows(table):
            self.blocks.add_row(self.cells(row, held, depth))

    def cells(self, row: "Element", held: dict[int, int], depth: int) -> list[Blocks]:
        """The cells of a row. `held` counts for each column the rows that a cell above still reaches into."""
        cells: list[Blocks] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while held.get(len(cells), 0) > 0:
                held[len(cells)] -= 1
                cells.append(Blocks())
            page = _Page()
            page.add_content(cell, "div", None, depth + 2)
            width, height = (max(1, min(_whole(cell.get(name), 1), 100)) for name in ("colspan", "rowspan"))
            for at in range(len(cells), len(cells) + width):
                held[at] = height - 1
            cells.extend([page.blocks, *(Blocks() for _ in range(width - 1))])
            last_width = width
        if cells and last_width > 1:
            del cells[1 - last_width :]
        return cells


def _tag(element: "Element") -> str:
    return element.tag if isinstance(element.tag, str) else "head"


def _is_unseen(element: "Element") -> bool:
    is_hidden = _HIDDEN.search(element.get("style") or "") is not None
    return _tag(element) in _UNSEEN or is_hidden or "msoDel" in (element.get("class") or "")


def _inner(element: "Element") -> str:
    return "".join(str(text) for text in element.itertext())


def _rows(table: "Element") -> "list[Element]":
    rows: list[Element] = []
    for element in table:
        if element.tag == "tr":
            rows.append(element)
        elif element.tag in ("thead", "tbody", "tfoot"):
            rows.extend(each for each in element if each.tag == "tr")
    return rows


def _font(element: "Element", tag: str, style: str) -> str | None:
    named = _FONT.search(style)
    if named:
        return named[1].split(",")[0]
    return element.get("face") if tag == "font" else None


def _look(element: "Element", tag: str) -> Look | None:
    style = element.get("style") or ""
    return look_of(
        chosen=tag in ("b", "strong", "u", "mark") or (tag not in _BLOCKS and _CHOSEN.search(style) is not None),
        struck=tag == "s" or (tag not in _BLOCKS and _STRUCK.search(style) is not None),
    )


def _label(element: "Element", font: str | None) -> str:
    """The number or bullet that Word wrote out before a list item: any picture is a bullet."""
    text = _inner(element).replace("\u00a0", " ").strip()
    return f"{text} " if any(letter.isalnum() for letter in text) and len(text) > 1 else f"{BULLET} "


def _whole(text: str | None, otherwise: int) -> int:
    return whole((text or "").strip(), otherwise)
