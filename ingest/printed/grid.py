"""The lines of a grid: which columns are marked, whether the cells are parted by tabs, by `|`, or by mere space."""

import re
from collections.abc import Mapping, Sequence

from ingest.printed.anchors import Anchor
from ingest.printed.boxes import BOX, Part, boxes
from ingest.printed.words import fold, fold_words
from ontology.questionnaire import Questionnaire, Table

_CELL = re.compile(rf"(?<=[\t|])[ ]*(?P<box>{BOX.pattern})[ ]*(?=[\t|\n]|$)")
#: Marks nearer than this stand in one column.
_SAME_COLUMN = 6


class Grid:
    """A reader of one table's lines in one document."""

    def __init__(self, text: str, table: Table, form: Questionnaire, head: Anchor | None, first: int) -> None:
        self.text = text
        self.columns = _printed_order(text, table, form, head, first)
        self.places = _column_places(text, self.columns, form, head, first)

    def read(self, lines: Mapping[str, tuple[int, int]]) -> dict[str, dict[str, bool]]:
        """The columns marked in each line, given where each line begins and ends."""
        marks = {item: self._marks(start, end) for item, (start, end) in lines.items()}
        loose = [self._column(part) for parts in marks.values() for part in parts if part.is_marked]
        edge = self._edge(loose)
        return {item: self._line(lines[item][0], parts, edge) for item, parts in marks.items()}

    def _marks(self, start: int, end: int) -> list[Part]:
        parts = list(boxes(self.text, start, end))
        seen = any(part.what in ("marked", "empty") for part in parts)
        return [part for part in parts if not seen or part.what != "bare"]

    def _line(self, start: int, parts: Sequence[Part], edge: float | None) -> dict[str, bool]:
        cells = dict.fromkeys(self.columns, False)
        ordered = len(parts) == len(self.columns)
        for number, part in enumerate(parts):
            if part.is_marked:
                column = number if ordered else self._cell(start, part, edge)
                if column is not None and column < len(self.columns):
                    cells[self.columns[column]] = True
        return cells

    def _cell(self, start: int, part: Part, edge: float | None) -> int | None:
        """The column of a mark that has no empty boxes beside it: by the cells before it, or by where it stands."""
        before = self.text[max(start, self.text.rfind("\n", start, part.start) + 1) : part.start]
        for separator in "\t|":
            if separator in before:
                return before.count(separator) - 1
        if edge is None:
            return None
        return 0 if self._column(part) < edge else 1

    def _column(self, part: Part) -> int:
        return part.start - self.text.rfind("\n", 0, part.start)

    def _edge(self, columns: Sequence[int]) -> float | None:
        """Where, on a line, the second column begins."""
        if len(self.places) == 2:
            return sum(self.places) / 2
        if columns and max(columns) - min(columns) > _SAME_COLUMN:
            return (max(columns) + min(columns)) / 2
        return None


def empty_cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells between two positions that hold a box or a cross alone: a line for words has them beside the words."""
    return [match.span("box") for match in _CELL.finditer(text, start, end)]


def _printed_order(text: str, table: Table, form: Questionnaire, head: Anchor | None, first: int) -> tuple[str, ...]:
    """The columns in the order in which this document prints them."""
    found = _headings(text, table.columns, form, head, first)
    if len(found) < len(table.columns):
        return table.columns
    return tuple(sorted(table.columns, key=lambda column: found[column]))


def _headings(
    text: str, columns: Sequence[str], form: Questionnaire, head: Anchor | None, first: int
) -> dict[str, tuple[int, int]]:
    """Line-independent place and position of each column's heading, by its first word that no other has."""
    if head is None:
        return {}
    above = fold(text[head.start : first])
    found: dict[str, tuple[int, int]] = {}
    for column in columns:
        for printed in (printed for words in form.options[column].values() for printed in words):
            others = {
                w for c in columns if c != column for t in form.options[c].values() for p in t for w in fold_words(p)
            }
            own = [word for word in fold_words(printed) if word not in others and len(word) > 2]
            match = re.search(rf"(?<!\w){own[0]}(?!\w)", above) if own else None
            if match and column not in found:
                line = above.rfind("\n", 0, match.start())
                found[column] = (match.start() - line, match.start())
    return found


def _column_places(
    text: str, columns: Sequence[str], form: Questionnaire, head: Anchor | None, first: int
) -> list[int]:
    found = _headings(text, columns, form, head, first)
    return [found[column][0] for column in columns] if len(found) == len(columns) else []
