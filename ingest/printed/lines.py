"""The lines of a text, and which of them are furniture: page numbers, running headers, ruled lines, empty bullets."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

_BREAK = re.compile(r"\n|\f|<br\s*/?>", re.IGNORECASE)
_RULE = re.compile(r"[\s>|]*(?:[-_*=.…·~─━—]\s*){3,}[\s|]*$")
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W_]")
#: What stands for a number in the shape of a line: a sign that no line holds.
_ANY_NUMBER = "\n"
#: How many times a line must come back to be a running header, and how far from a page's edge it may stand.
_RUNS = 3
_REACH = 3
#: How many lines a page has at least.
_SHORTEST_PAGE = 8


class Kind(StrEnum):
    """What a line is to a reader."""

    TEXT = "text"
    BLANK = "blank"
    RULE = "rule"
    PAGE = "page"
    TRIFLE = "trifle"


class Line(NamedTuple):
    """A line of the text by its positions; `page` tells that a form feed ends it. A long document has thousands."""

    start: int
    end: int
    kind: Kind
    page: bool = False


def lines_of(text: str) -> tuple[Line, ...]:
    """All lines of a text. A page number or running header is a `PAGE`, an empty bullet a `TRIFLE`."""
    raw = list(_split(text))
    edges = [number for number, line in enumerate(raw) if line.page]
    shapes = _shapes(text, raw)
    numbers = _page_numbers(text, raw, shapes)
    headers = _headers(raw, shapes, edges, numbers)
    marked = numbers | headers
    return tuple(
        Line(line.start, line.end, Kind.PAGE, line.page) if number in marked else line
        for number, line in enumerate(raw)
    )


def furniture(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines whose words nobody wrote as an answer."""
    return tuple(line for line in lines if line.kind is Kind.PAGE)


def _split(text: str) -> Iterator[Line]:
    start = 0
    for match in _BREAK.finditer(text):
        yield _line(text, start, match.start(), match.group() == "\f")
        start = match.end()
    yield _line(text, start, len(text), False)


def _line(text: str, start: int, end: int, page: bool) -> Line:
    content = text[start:end]
    if not content or content.isspace():
        return Line(start, end, Kind.BLANK, page)
    if _LETTER.search(content):
        return Line(start, end, Kind.TEXT, page)
    return Line(start, end, Kind.RULE if _RULE.match(content) else Kind.TRIFLE, page)


def _shapes(text: str, lines: Sequence[Line]) -> Mapping[str, list[int]]:
    """Short lines by their content with one sign for every number."""
    shapes: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line.kind is Kind.TEXT and line.end - line.start < 200:
            content = text[line.start : line.end].strip()
            if len(content) <= 90:
                shapes[_NUMBER.sub(_ANY_NUMBER, content)].append(number)
    return shapes


def _page_numbers(text: str, lines: Sequence[Line], shapes: Mapping[str, list[int]]) -> set[int]:
    """Lines that come back with a number growing by one each time, and hardly anything else."""
    found: set[int] = set()
    for shape, where in shapes.items():
        if _ANY_NUMBER not in shape or len(shape) > 40 or len(where) < _RUNS:
            continue
        values = [int(_NUMBER.findall(text[lines[n].start : lines[n].end])[0][:6]) for n in where]
        gaps = sorted(after - before for before, after in pairwise(where))
        if gaps[len(gaps) // 2] < _SHORTEST_PAGE:  # a list: phase 1, phase 2, phase 3
            continue
        if all(1 <= after - before <= 2 for before, after in pairwise(values)):
            found.update(where)
    return found


def _headers(
    lines: Sequence[Line], shapes: Mapping[str, list[int]], edges: Sequence[int], numbers: set[int]
) -> set[int]:
    """Lines that come back, each time at the same place at the edge of a page."""
    near = _near(lines, {*edges, *numbers}, numbers)
    if not near:
        return set()
    return {
        number
        for where in shapes.values()
        if len(where) >= _RUNS and _times_at_one_place(where, near) >= 0.8 * len(where)
        for number in where
        if number not in numbers and number in near
    }


def _times_at_one_place(where: Sequence[int], near: Mapping[int, set[int]]) -> int:
    """How many of some lines stand equally far behind an edge, or before one."""
    places = Counter(place for number in where for place in near.get(number, ()))
    return max(places.values(), default=0)


def _near(lines: Sequence[Line], edges: set[int], numbers: set[int]) -> Mapping[int, set[int]]:
    """The lines near an edge: how many written lines behind it (1 and more) or before it (-1 and less) each stands.

    Page numbers count as nothing: they may stand on either side of what comes back.
    """
    near: dict[int, set[int]] = defaultdict(set)
    for edge in edges:
        for step in (1, -1):
            number, written = edge, 1
            while 0 <= number < len(lines) and written <= _REACH:
                if lines[number].kind is not Kind.BLANK and number not in numbers:
                    near[number].add(written * step)
                    written += 1
                number += step
    return near
