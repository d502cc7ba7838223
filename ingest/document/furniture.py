"""Page headers, footers and page numbers: what stands at the edge of many pages and belongs to none of them."""

import re
import unicodedata
from collections import Counter

from ingest.document.lines import Line

#: How many lines at either edge may be header or footer.
_DEEP = 4
_SAME_HEIGHT = 12.0
#: A text of so many letters is known again a little higher or lower too: sheets lie askew in a scanner.
_LONG, _ASKEW = 12, 3
_NUMBER = re.compile(r"(?:\w{1,6}\.?\s)?[-–—\[(]?\s?\d{1,3}\s?(?:(?:/|\w{1,4})\s?\d{1,3})?\s?[-–—\])]?", re.I)


def without_furniture(pages: list[list[Line]], heights: list[float]) -> list[list[Line]]:
    """The lines of each page without those that stand at the same place of most pages, digits apart."""
    if len(pages) > 1:
        counts, number = _edge_counts(pages), len(pages)
        pages = [
            [line for line in page if not (_at_edge(line, page) and _repeats(line, counts, number))] for page in pages
        ]
    return [_without_number(lines, height) for lines, height in zip(pages, heights, strict=True)]


def _at_edge(line: Line, lines: list[Line]) -> bool:
    return line in lines[:_DEEP] or line in lines[-_DEEP:]


def _key(line: Line) -> str:
    """The letters of a line: a scan reads accents and dashes of one header now so, now so."""
    letters = unicodedata.normalize("NFD", line.text.casefold())
    return re.sub(r"\d+", "#", "".join(letter for letter in letters if letter.isalnum()))


def _height(line: Line) -> int:
    return round(line.area.top / _SAME_HEIGHT)


def _edge_counts(pages: list[list[Line]]) -> Counter[tuple[str, int]]:
    """How many pages have a text at a height, digits apart."""
    counts: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        edge = [*lines[:_DEEP], *lines[max(_DEEP, len(lines) - _DEEP) :]]
        counts.update({(_key(line), _height(line)) for line in edge if not line.has_options})
    return counts


def _repeats(line: Line, counts: Counter[tuple[str, int]], pages: int) -> bool:
    key, place = _key(line), _height(line)
    # Headers may differ on left and right pages, and the first page often has none.
    if len(key) >= _LONG:
        alike = sum(counts[key, place + shift] for shift in range(-_ASKEW, _ASKEW + 1))
    else:
        alike = max(counts[key, place + shift] for shift in (-1, 0, 1))
    return alike >= max(2, 0.4 * pages)


def _without_number(lines: list[Line], height: float) -> list[Line]:
    """Without a bare page number at the edge of the page; far out, one misread counts as a number too."""
    kept = list(lines)
    for at in (0, -1):
        if kept and (
            (_NUMBER.fullmatch(kept[at].text) and _is_outer(kept[at], height, 0.1))
            or (len(kept[at].text) <= 3 and _is_outer(kept[at], height, 0.08))
        ):
            kept.pop(at)
    return kept


def _is_outer(line: Line, height: float, part: float) -> bool:
    return line.area.bottom < part * height or line.area.top > (1 - part) * height
