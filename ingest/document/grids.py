"""Tables: from the rules drawn on a page to rows of cells."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.document.joining import joined
from ingest.document.lines import lines_of
from ingest.document.page import Area, Page, Word

_NEAR = 3.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells' texts, the columns' edges, where it stands, whether it opens or ends the table."""

    page: int
    cells: tuple[str, ...]
    area: Area
    edges: tuple[float, ...]
    is_first: bool
    is_last: bool


def rows_of(page: Page) -> tuple[list[Row], list[Word]]:
    """The rows of every ruled table of a page, and the words that stand outside of them."""
    rows: list[Row] = []
    words = page.words
    for rules in _connected(page.rules):
        level = [rule for rule in rules if rule.width >= rule.height]
        upright = [rule for rule in rules if rule.height > rule.width]
        xs = _merged(x for rule in upright for x in (rule.x0, rule.x1))
        ys = _merged(y for rule in level for y in (rule.top, rule.bottom))
        if len(xs) < 3 or len(ys) < 2:
            # A frame around something, or a line under it.
            continue
        area = Area(xs[0], ys[0], xs[-1], ys[-1])
        within = [word for word in words if area.holds(word.area)]
        words = [word for word in words if not area.holds(word.area)]
        rows.extend(_rows(page, within, xs, ys, level, upright))
    return rows, words


def _connected(rules: list[Area]) -> list[list[Area]]:
    """The rules in groups that touch each other."""
    groups: list[list[Area]] = []
    for rule in rules:
        touching = [group for group in groups if any(_touch(rule, other) for other in group)]
        merged = [rule, *(each for group in touching for each in group)]
        groups = [group for group in groups if group not in touching] + [merged]
    return groups


def _touch(one: Area, other: Area) -> bool:
    return (
        one.x0 - _NEAR <= other.x1
        and other.x0 - _NEAR <= one.x1
        and one.top - _NEAR <= other.bottom
        and other.top - _NEAR <= one.bottom
    )


def _merged(places: Iterable[float]) -> list[float]:
    """The places, near ones as one: the two sides of a thick rule, the ends of its pieces."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _NEAR:
            kept.append(place)
    return kept


def _rows(
    page: Page, words: list[Word], xs: list[float], ys: list[float], level: list[Area], upright: list[Area]
) -> list[Row]:
    bands: list[list[list[Word]]] = []
    for top, bottom in itertools.pairwise(ys):
        spans = _spans(xs, [rule for rule in upright if rule.top - _NEAR < (top + bottom) / 2 < rule.bottom + _NEAR])
        band: list[list[Word]] = []
        for at, (left, right) in enumerate(spans):
            cell = [word for word in words if Area(left, top, right, bottom).holds(word.area)]
            if bands and at < len(bands[-1]) and not _is_ruled(level, top, (left + right) / 2):
                # No rule above: a tall cell, whose text belongs to the row where it begins.
                bands[-1][at].extend(cell)
                cell = []
            band.append(cell)
        bands.append(band)
    made = []
    for at, band in enumerate(bands):
        cells = tuple(_cell_text(page, cell) for cell in band)
        area = Area(xs[0], ys[at], xs[-1], ys[at + 1])
        made.append(Row(page.number, cells, area, tuple(xs), at == 0, at == len(bands) - 1))
    return made


def _spans(xs: list[float], upright: list[Area]) -> list[tuple[float, float]]:
    """The cells of one band: from each edge that is ruled there to the next."""
    inner = [x for x in xs[1:-1] if any(abs(rule.x0 - x) <= 2 * _NEAR for rule in upright)]
    edges = [xs[0], *inner, xs[-1]]
    return list(itertools.pairwise(edges))


def _is_ruled(level: list[Area], y: float, x: float) -> bool:
    return any(abs(rule.top - y) <= 2 * _NEAR and rule.x0 <= x <= rule.x1 for rule in level)


def _cell_text(page: Page, words: list[Word]) -> str:
    text = ""
    for line in lines_of(page, words):
        text = joined(text, line.text) if text else line.text
    return " ".join(text.split())
