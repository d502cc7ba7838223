"""A Markdown response written down again as people send it: Word, OpenDocument, web page, PDF, wrapped text.

Each writer is made by hand from what the programs write, and shares no code with the readers.
"""

import html
import itertools
import re
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

_TYPED = re.compile(r"\( (X) \)|\( {1,2}\)")
_MARKUP = re.compile(r"\*+|(?<!\w)_{1,2}(?=\w)|(?<=[\w.])_{1,2}(?!\w)|</?i>")
_WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, item of a list, line of options, or row of the table with its cells."""

    kind: str
    text: str = ""
    cells: tuple[str, ...] = ()

    @property
    def is_head(self) -> bool:
        """Whether a row has words in every cell, and none for a mark."""
        return not any(cell in ("", "X") for cell in self.cells[1:])


def blocks(markdown: str) -> list[Block]:
    """What a response in Markdown consists of, without the markup; ruled lines are what others left empty."""
    found: list[Block] = []
    for raw in map(_in_one_habit, markdown.splitlines()):
        line = _MARKUP.sub("", raw.replace("\\", "")).rstrip(" ")
        if "\t" in line and len(line.split("\t")) == 3:
            found.append(Block("row", cells=tuple(cell.strip() for cell in line.split("\t"))))
        elif not line.strip() or re.fullmatch(r"[-_\s]+", line):
            continue
        elif line.startswith("#"):
            found.append(Block("heading", line.lstrip("# ")))
        elif _TYPED.match(line):
            found.append(Block("options", line))
        elif line.startswith("- "):
            found.append(Block("item", line[2:]))
        else:
            found.append(Block("paragraph", line))
    return found


def _in_one_habit(line: str) -> str:
    """A line that has box signs, or cells between bars, as the other responses write it: typed marks, tabs."""
    if line.lstrip().startswith("|"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        rule = all(re.fullmatch(":?-+:?", cell) for cell in cells)
        return "" if rule else "\t".join({"☒": "X", "☐": ""}.get(cell, cell) for cell in cells)
    if "☐" in line or "☒" in line:
        return line.replace("☒", "( X )").replace("☐", "(  )").lstrip()
    return line


Box = Callable[[bool], str]


def boxed(text: str, box: Box, plain: Callable[[str], str]) -> str:
    """A line of options with each typed mark as `box` writes it, the words between as `plain` does."""
    pieces, at = [], 0
    for match in _TYPED.finditer(text):
        pieces += [plain(text[at : match.start()]), box(match.group(1) is not None)]
        at = match.end()
    return "".join([*pieces, plain(text[at:])])


@dataclass(frozen=True, slots=True)
class Looks:
    """How the option that was chosen is written, and the others."""

    chosen: Callable[[str], str]
    other: Callable[[str], str]


def optioned(text: str, box: Box, plain: Callable[[str], str], looks: Looks | None) -> str:
    """A line of options with boxes; or with looks and slashes, where one is chosen and no remark stands beside it."""
    options = list(_options(text))
    chosen = sum(bool(marked) for marked, _ in options)
    if looks is None or chosen != 1 or any(len(words) > 16 for _, words in options):
        return boxed(text, box, plain)
    return plain(" / ").join(looks.chosen(words) if marked else looks.other(words) for marked, words in options)


def _grouped(page: list[Block]) -> Iterator[list[Block]]:
    """Blocks one by one, the rows of a table and the items of a list together."""
    for kind, group in itertools.groupby(page, key=lambda block: block.kind):
        if kind in ("row", "item"):
            yield list(group)
        else:
            yield from ([block] for block in group)


# Word

_RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


def run(text: str) -> str:
    return _RUN.format(escape(text)) if text else ""


def legacy_box(marked: bool) -> str:
    """A check box of Word's old form fields."""
    state = "<w:checked/>" if marked else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Check7"/><w:enabled/><w:checkBox><w:sizeAuto/>'
        f'<w:default w:val="0"/>{state}</w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def control_box(marked: bool) -> str:
    """A check box content control."""
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(marked)}"/></w14:checkbox></w:sdtPr><w:sdtContent>'
        f"<w:r><w:t>{'☒' if marked else '☐'}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def typed_box(marked: bool) -> str:
    """Brackets with an X typed between them."""
    return run("( X )" if marked else "(   )")


def symbol_box(marked: bool) -> str:
    """A letter of Wingdings."""
    return f'<w:r><w:sym w:font="Wingdings" w:char="{"F0FE" if marked else "F0A8"}"/></w:r>'


def bold_run(text: str) -> str:
    """A run in bold, as Word writes one."""
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def struck_run(text: str) -> str:
    """A run that is struck out."""
    return f'<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def write_docx(page: list[Block], path: Path, box: Box, looks: "Looks | None" = None) -> None:
    """A Word document with such boxes; with looks, rows of options have no boxes but looks."""

    def paragraph(block: Block) -> str:
        bullet = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        own = block.kind == "item" and not re.match(r"\(", block.text)
        content = optioned(block.text, box, run, looks) if block.kind == "options" else run(block.text)
        return f"<w:p>{bullet if own else ''}{content}</w:p>"

    def row(block: Block) -> str:
        cells = [run(cell) if block.is_head or not at else box(cell == "X") for at, cell in enumerate(block.cells)]
        return "<w:tr>" + "".join(f"<w:tc><w:p>{cell}</w:p></w:tc>" for cell in cells) + "</w:tr>"

    body = "".join(
        f"<w:tbl>{''.join(map(row, group))}</w:tbl>" if group[0].kind == "row" else "".join(map(paragraph, group))
        for group in _grouped(page)
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types>wordprocessingml</Types>")
        archive.writestr("word/document.xml", f"<w:document {_WORD}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/numbering.xml", f"<w:numbering {_WORD}>{numbering}</w:numbering>")


# OpenDocument


def highlighted(text: str) -> str:
    """A span in the style that `write_odt` highlights."""
    return f'<text:span text:style-name="T1">{escape(text)}</text:span>'


def write_odt(page: list[Block], path: Path, looks: Looks | None = None) -> None:
    """An OpenDocument text with box signs, a list and a table; with looks, rows of options have no boxes."""

    def text(block: Block) -> str:
        plain = optioned(block.text, sign, escape, looks) if block.kind == "options" else escape(block.text)
        return re.sub(r" {2,}", " ", plain)

    def row(block: Block) -> str:
        cells = (cell if block.is_head or not at else sign(cell == "X") for at, cell in enumerate(block.cells))
        inner = (f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{''.join(inner)}</table:table-row>"

    def written(group: list[Block]) -> str:
        if group[0].kind == "row":
            return f"<table:table>{''.join(map(row, group))}</table:table>"
        if group[0].kind == "item":
            items = (f"<text:list-item><text:p>{text(block)}</text:p></text:list-item>" for block in group)
            return f"<text:list>{''.join(items)}</text:list>"
        return f"<text:p>{text(group[0])}</text:p>"

    body = "".join(map(written, _grouped(page)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        style = '<style:text-properties fo:background-color="#ffff00"/>'
        styles = f'<style:style style:name="T1" style:family="text">{style}</style:style>'
        whole = (
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>"
        )
        archive.writestr("content.xml", f"<office:document-content {_ODF}>{whole}</office:document-content>")


# Web pages and plain text


def sign(marked: bool) -> str:
    """The box of Unicode."""
    return "☒" if marked else "☐"


def bracket(marked: bool) -> str:
    """Square brackets."""
    return "[X]" if marked else "[ ]"


def wingding(marked: bool) -> str:
    """The letter that Wingdings draws as a box, as Word saves it."""
    return f'<span style="font-family:Wingdings">{"þ" if marked else "o"}</span>'


def underlined(text: str) -> str:
    """Words underlined, as a web page writes them."""
    return f"<u>{html.escape(text)}</u>"


def write_html(page: list[Block], path: Path, box: Box, looks: Looks | None = None) -> None:
    """A web page in windows-1252 as Word saves it, lines broken anywhere; with looks, rows of options have no boxes."""

    def row(block: Block) -> str:
        cells = (html.escape(c) if block.is_head or not at else box(c == "X") for at, c in enumerate(block.cells))
        return "<tr>" + "".join(f"<td><p class=MsoNormal>{cell}</p></td>" for cell in cells) + "</tr>"

    def written(group: list[Block]) -> str:
        if group[0].kind == "row":
            return f"<table>{''.join(map(row, group))}</table>"
        lines = (
            optioned(block.text, box, html.escape, looks) if block.kind == "options" else html.escape(block.text)
            for block in group
        )
        return "".join(f"<p class=MsoNormal>{textwrap.fill(line, 70, break_on_hyphens=False)}</p>\n" for line in lines)

    body = "".join(map(written, _grouped(page)))
    head = '<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"></head><body>'
    path.write_bytes(f"{head}{body}</body></html>".encode("cp1252", "xmlcharrefreplace"))


def write_text(page: list[Block], path: Path, box: Box, *, header: str = "", width: int = 72, lines: int = 48) -> None:
    """Plain text in wrapped lines; with a header, cut into pages that each wear it and a number."""
    whole: list[str] = []
    for block in page:
        if block.kind == "row":
            boxes = [cell if cell not in ("", "X") else box(cell == "X") for cell in block.cells[1:]]
            label = textwrap.wrap(block.cells[0], 44)
            first = f"{label[0]:<46}{boxes[0]:<14}{boxes[1]}"
            whole += [first.rstrip(), *label[1:]]
            continue
        text = boxed(block.text, box, str) if block.kind == "options" else block.text
        indent = "  - " if block.kind == "item" else ""
        filled = textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=" " * len(indent))
        whole += [*(filled if block.kind != "options" else [text]), ""]
    path.write_text("\n".join(_paged(whole, header, lines) if header else whole), "utf-8")


def _paged(whole: list[str], header: str, lines: int) -> Iterator[str]:
    for number, start in enumerate(range(0, len(whole), lines), 1):
        yield from ([f"{header:^72}", ""] if number > 1 else [])
        yield from whole[start : start + lines]
        yield from ("", f"{f'- {number} -':^72}", "\f" if number % 2 else "")


# PDF


def write_pdf(page: list[Block], path: Path, *, drawn: bool) -> None:
    """A PDF with running header, page numbers and a ruled table; boxes are drawn, or typed signs."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
    from reportlab.platypus.flowables import Flowable

    style = getSampleStyleSheet()["Normal"]
    style.spaceAfter = 8

    class Options(Flowable):  # type: ignore[misc]
        """A line of drawn boxes with their words."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.parts = list(_options(text))

        def wrap(self, width: float, _: float) -> tuple[float, float]:
            return width, 18

        def draw(self) -> None:
            x = 4.0
            for marked, word in self.parts:
                if marked is not None:
                    _draw_box(self.canv, x, 5, marked)
                    x += 16
                self.canv.setFont("Helvetica", 10)
                self.canv.drawString(x, 6, word)
                x += self.canv.stringWidth(word, "Helvetica", 10) + 14

    class Cell(Flowable):  # type: ignore[misc]
        def __init__(self, marked: bool) -> None:
            super().__init__()
            self.marked = marked

        def wrap(self, *_: float) -> tuple[float, float]:
            return 12, 12

        def draw(self) -> None:
            _draw_box(self.canv, 0, 0, self.marked)

    def row(block: Block) -> list[object]:
        mark = Cell if drawn else (lambda marked: "X" if marked else "")
        return [
            Paragraph(html.escape(c), style) if block.is_head or not at else mark(c == "X")
            for at, c in enumerate(block.cells)
        ]

    def written(group: list[Block]) -> Iterator[Flowable]:
        if group[0].kind == "row":
            yield Table(
                [row(b) for b in group], colWidths=[300, 80, 80], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]
            )
            return
        for block in group:
            if block.kind == "options" and drawn:
                yield Options(block.text)
            else:
                bullet = "•" if block.kind == "item" and not block.text.startswith("(") else None
                yield Paragraph(html.escape(re.sub(r"\(  \)", "( )", block.text)), style, bulletText=bullet)

    def edge(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawString(72, 810, f"{page[0].text} - questionnaire")  # type: ignore[attr-defined]
        canvas.drawString(290, 30, str(document.page))  # type: ignore[attr-defined]

    flow = [flowable for group in _grouped(page) for flowable in written(group)]
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(flow, onFirstPage=edge, onLaterPages=edge)


#: reportlab draws the text of a field in Latin-1 only.
_LATIN_1 = str.maketrans({"–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "œ": "oe", "•": "-"})


def write_pdf_form(page: list[Block], path: Path, answered: Callable[[str], bool]) -> None:
    """A PDF form as people fill it in: AcroForm boxes, and what is an answer in text fields of several lines."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    names = (f"Field{number}" for number in itertools.count(1))
    y = 790.0

    def room(height: float) -> None:
        nonlocal y
        if y - height < 50:
            canvas.showPage()
            y = 790.0
        y -= height

    def box(x: float, marked: bool) -> None:
        canvas.acroForm.checkbox(name=next(names), x=x, y=y - 2, size=11, checked=marked, buttonStyle="cross")

    def print_words(text: str, x: float = 60, width: int = 95) -> None:
        for line in textwrap.wrap(text, width):
            room(13)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(x, y, line)

    def options(text: str) -> None:
        room(16)
        x = 64.0
        for marked, words in _options(text):
            if marked is not None:
                box(x, marked)
                x += 16
            canvas.setFont("Helvetica", 10)
            canvas.drawString(x, y, words)
            x += stringWidth(words, "Helvetica", 10) + 14

    def fill(lines: list[str]) -> None:
        text = "\n".join(lines).translate(_LATIN_1)
        height = 13.0 * sum(len(textwrap.wrap(line, 85)) for line in lines) + 8
        for part in textwrap.wrap(text, 4000, replace_whitespace=False) if height > 700 else [text]:
            tall = min(height, 700)
            room(tall)
            canvas.acroForm.textfield(
                name=next(names), value=part, x=60, y=y, width=470, height=tall - 4, fontSize=9,
                fieldFlags="multiline", maxlen=100_000, borderWidth=1,
            )  # fmt: skip

    def row(block: Block) -> None:
        has_words = any(cell not in ("", "X") for cell in block.cells[1:])
        print_words(block.cells[0], width=55)
        for x, cell in zip((370, 470), block.cells[1:], strict=True):
            if has_words:
                canvas.drawString(x, y, cell)
            else:
                box(x, cell == "X")

    for kind, group in itertools.groupby(page, key=lambda block: "answer" if answered(block.text) else block.kind):
        held = list(group)
        if kind == "answer":
            fill([f"- {block.text}" if block.kind == "item" else block.text for block in held])
        for block in held if kind != "answer" else ():
            {"row": row, "options": lambda each: options(each.text)}.get(kind, lambda each: print_words(each.text))(
                block
            )
        room(6)
    canvas.showPage()
    canvas.save()


def write_scan(page: list[Block], path: Path, *, dpi: int = 200) -> None:
    """The printed form as a scanner gives it: grey pictures, a little askew, with specks."""
    import random

    import pypdfium2
    from PIL import Image

    printed = path.with_suffix(".printed.pdf")
    write_pdf(page, printed, drawn=True)
    chance = random.Random(2004)
    pages = []
    for leaf in pypdfium2.PdfDocument(printed):
        picture = leaf.render(scale=dpi / 72).to_pil().convert("L")
        turned = picture.rotate(chance.uniform(-0.6, 0.6), fillcolor=248, resample=Image.Resampling.BICUBIC)
        for _ in range(300):
            turned.putpixel((chance.randrange(turned.width), chance.randrange(turned.height)), chance.randrange(140))
        pages.append(turned)
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=dpi)


def _options(text: str) -> Iterator[tuple[bool | None, str]]:
    found = list(_TYPED.finditer(text))
    for match, following in itertools.zip_longest(found, found[1:]):
        yield match.group(1) is not None, text[match.end() : following.start() if following else None].strip()


def _draw_box(canvas: object, x: float, y: float, marked: bool) -> None:
    canvas.rect(x, y, 10, 10)  # type: ignore[attr-defined]
    if marked:
        canvas.lines([(x + 2, y + 2, x + 8, y + 8), (x + 2, y + 8, x + 8, y + 2)])  # type: ignore[attr-defined]
