"""The page as it grows: paragraphs parted by a blank line, a table row as one line with its cells parted by tabs."""

import re
import unicodedata

from ingest.document.emphasis import settled, tidied, unsigned

_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2002\u2003\u2009\u2000\u2001\u2004\u2005\u2006\u2008\u200a"), " ")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff\x00"))
_TIDY = {**_SPACES, **_UNSEEN, **dict.fromkeys((0x0B, 0x0C, 0x2028, 0x2029), "\n"), 0x2011: "-"}
_UNTIDY = re.compile(f"[{''.join(map(chr, _TIDY))}]")

#: A cell with no more than this beside a long one is its label: `1.`, `(a)`, `No. 12`.
_LABEL = 8


def tidy(text: str) -> str:
    """The text as a reader sees it: composed letters (NFC), plain spaces, nothing invisible, `\\n` for a new line.

    >>> tidy("e\u0301te\u0301\u00a0?\\r\\n")
    'été ?\\n'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Few letters are: this is ten times as fast as translating them all.
    text = _UNTIDY.sub(lambda found: _TIDY.get(ord(found[0])) or "", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


class Blocks:
    """Paragraphs and table rows in the order they are met."""

    def __init__(self) -> None:
        self._parts: list[tuple[bool, str]] = []

    def add_paragraph(self, text: str) -> None:
        """One paragraph; runs of spaces and tabs become one space, since a tab parts cells. Nothing adds nothing."""
        lines = (" ".join(line.split()) for line in tidied(tidy(text)).split("\n"))
        kept = "\n".join(line for line in lines if line)
        if kept:
            self._parts.append((False, kept))

    def add_row(self, cells: "list[Blocks]") -> None:
        """One table row. A row that only lays a page out (one cell, or a label beside one) gives its paragraphs."""
        if len(cells) == 1:
            self._parts.extend(cells[0]._parts)
        elif not self._add_labelled(cells):
            self.add_cells([cell.flat() for cell in cells])

    def add_cells(self, cells: list[str]) -> None:
        """One table row of cells that hold plain text; empty cells keep their place."""
        flat = [" ".join(tidy(cell).split()) for cell in cells]
        if any(flat):
            self._parts.append((True, "\t".join(flat)))

    def _add_labelled(self, cells: "list[Blocks]") -> bool:
        filled = [cell for cell in cells if cell._parts]
        if not filled or len(filled[-1]._parts) < 2 or sum(len(unsigned(cell.flat())) for cell in filled[:-1]) > _LABEL:
            return False
        label = " ".join(cell.flat() for cell in filled[:-1])
        (is_row, first), *rest = filled[-1]._parts
        self._parts.extend([(is_row, f"{label} {first}".strip()), *rest])
        return True

    def extend(self, others: "Blocks") -> None:
        """All of another page after this one."""
        self._parts.extend(others._parts)

    def flat(self) -> str:
        """Everything on one line."""
        return " ".join(" ".join(text.split()) for _, text in self._parts)

    def text(self) -> str:
        """The whole page, ending in a newline."""
        pieces: list[str] = []
        was_row = False
        for is_row, text in self._parts:
            if pieces:
                pieces.append("\n" if is_row and was_row else "\n\n")
            pieces.append("\n".join(map(settled, text.split("\n"))))
            was_row = is_row
        return "".join(pieces) + "\n" if pieces else ""
