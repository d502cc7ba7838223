"""From the words of a page to its lines."""

import re
from dataclasses import dataclass
from operator import itemgetter

from ingest.document.page import Area, Page, Word
from ingest.parts import EMPTY_BOX, MARKED_BOX

_TYPED_MARK = r"[(\[]\s?[xX✓✔*]?\s?[)\]]\s*\w"
_OPENS_OPTIONS = re.compile(rf"(?:{_TYPED_MARK}|[{MARKED_BOX}{EMPTY_BOX}])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, or the whole text of a field. `first` is the width of its first word."""

    page: int
    text: str
    area: Area
    first: float
    words: tuple[Word, ...]
    is_field: bool = False

    @property
    def has_options(self) -> bool:
        """Whether it begins with a box or a typed mark and the word beside it, as a row of options does."""
        return bool(_OPENS_OPTIONS.match(self.text)) or any(
            box in self.text and len(self.text) < 120 for box in (MARKED_BOX, EMPTY_BOX)
        )


def lines_of(page: Page, words: list[Word]) -> list[Line]:
    """The lines from top to bottom. Words stand on one line where their middles are level."""
    rows: list[list[Word]] = []
    middles = 0.0
    placed = ((word.area.middle[1], word) for word in words if not word.is_field)
    for middle, word in sorted(placed, key=itemgetter(0)):
        if rows and abs(middle - middles / len(rows[-1])) < _off_level(rows[-1][-1], word):
            rows[-1].append(word)
            middles += middle
        else:
            rows.append([word])
            middles = middle
    lines = [line_of(page.number, row) for row in rows]
    lines += [
        Line(page.number, word.text, word.area, word.area.width, (word,), True) for word in words if word.is_field
    ]
    return sorted(lines, key=lambda each: (each.area.top, each.area.x0))


def line_of(page: int, words: list[Word]) -> Line:
    """One line of words, put in order from left to right."""
    words = sorted(words, key=lambda each: each.area.x0)
    areas = [word.area for word in words]
    area = Area(
        areas[0].x0,
        min(each.top for each in areas),
        max(each.x1 for each in areas),
        max(each.bottom for each in areas),
    )
    # A tab that ends just there leaves hardly a gap before the next option.
    text = re.sub(r"(?<=[^\W\d_])(?=\(\s?[xX]?\s?\)\s?\w)", " ", " ".join(word.text for word in words))
    return Line(page, text, area, areas[0].width, tuple(words))


def _off_level(last: Word, word: Word) -> float:
    """How far from the middle of a line, the last word of which is given, a word stands at most."""
    return 0.5 * min(last.area.height, word.area.height, 14.0)
