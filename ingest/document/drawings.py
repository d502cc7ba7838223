"""What is drawn on a PDF page: the rules of tables, and boxes with or without something in them."""

import ctypes
from collections.abc import Iterator
from typing import Any

from ingest.document.page import Area, Page, Word
from ingest.parts import EMPTY_BOX, MARKED_BOX

_SMALLEST_BOX = 5.0
_LARGEST_BOX = 22.0
_SHORTEST_RULE = 9.0
#: A page with more shapes is a map or a chart.
_SHAPES = 6000
_RULES = 800
#: Pixels per point when a page is drawn to look into its boxes.
_SCALE = 3
#: The share of dark pixels within a box from which on something stands in it; a cross gives 0.2 and more.
_INK = 0.05

Line = tuple[float, float, float, float]


def drawings(source: Any, page: Page, taken: list[Area]) -> tuple[list[Word], list[Area], bool]:
    """Boxes with their state, rules, and whether the page shows a picture. `taken` are the places of form fields."""
    lines: list[Line] = []
    squares: list[Area] = []
    has_picture = False
    for lines_of_shape in _shapes(source, page.height):
        if lines_of_shape is None:
            has_picture = True
            continue
        bounds = _bounds(lines_of_shape)
        if _is_box(bounds):
            squares.append(bounds)
        lines.extend(lines_of_shape)
    rules = [rule for rule in map(_rule, lines) if rule is not None]
    if len(rules) > _RULES or len(squares) > _RULES:
        return [], [], has_picture
    squares = _outermost([*squares, *_squares_of_rules(rules)])
    free = [square for square in squares if not any(area.holds(square) or square.holds(area) for area in taken)]
    long_enough = [rule for rule in rules if max(rule.width, rule.height) >= _SHORTEST_RULE]
    rules = [rule for rule in long_enough if not any(square.holds(rule, 1) for square in squares)]
    return _looked_into(source, page, free), rules, has_picture


def _shapes(source: Any, height: float) -> "Iterator[list[Line] | None]":
    """The straight lines of every shape on the page, from the top of the page; None for a picture."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(source.raw)
    waiting = [(pdfium.FPDFPage_GetObject(source.raw, index), _IDENTITY) for index in range(count)][::-1]
    seen = 0
    while waiting and seen < _SHAPES:
        shape, outer = waiting.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield [(x0, height - y0, x1, height - y1) for x0, y0, x1, y1 in _path(shape, _times(_matrix(shape), outer))]
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield None
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            matrix = _times(_matrix(shape), outer)
            inner = range(pdfium.FPDFFormObj_CountObjects(shape))
            waiting.extend((pdfium.FPDFFormObj_GetObject(shape, index), matrix) for index in reversed(inner))


Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def _matrix(shape: Any) -> Matrix:
    import pypdfium2.raw as pdfium

    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shape, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _path(shape: Any, matrix: Matrix) -> Iterator[Line]:
    """The straight pieces of a path. Of a curve its end counts, so that a rounded box keeps its bounds."""
    import pypdfium2.raw as pdfium

    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(shape), 1000)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        else:
            yield (*before, *here)
        before = here
        if pdfium.FPDFPathSegment_GetClose(segment) and before != start:
            yield (*before, *start)


def _bounds(lines: list[Line]) -> Area:
    if not lines:
        return Area(0, 0, 0, 0)
    xs = [x for line in lines for x in (line[0], line[2])]
    ys = [y for line in lines for y in (line[1], line[3])]
    return Area(min(xs), min(ys), max(xs), max(ys))


def _is_box(area: Area) -> bool:
    width, height = area.width, area.height
    return (
        _SMALLEST_BOX <= width <= _LARGEST_BOX
        and _SMALLEST_BOX <= height <= _LARGEST_BOX
        and 0.7 <= width / height <= 1.4
    )


def _rule(line: Line) -> Area | None:
    """The line as an area, if it is level or upright."""
    x0, y0, x1, y1 = line
    if abs(x1 - x0) > 1.0 and abs(y1 - y0) > 1.0:
        return None
    return Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _squares_of_rules(rules: list[Area]) -> list[Area]:
    """Boxes drawn as four strokes of their own: two level ones above each other, closed by an upright one."""
    short = [rule for rule in rules if _SMALLEST_BOX <= max(rule.width, rule.height) <= _LARGEST_BOX]
    level = [rule for rule in short if rule.width > rule.height]
    upright = [rule for rule in short if rule.height > rule.width]
    if len(level) > 400 or not upright:
        return []
    found = []
    for upper in level:
        for lower in level:
            square = Area(upper.x0, upper.top, upper.x1, lower.bottom)
            aligned = abs(upper.x0 - lower.x0) < 1.5 and abs(upper.x1 - lower.x1) < 1.5
            if aligned and _is_box(square) and _closes(upright, square):
                found.append(square)
    return found


def _closes(upright: list[Area], square: Area) -> bool:
    sides = [rule for rule in upright if abs(rule.top - square.top) < 2 and abs(rule.bottom - square.bottom) < 2]
    return all(any(abs(rule.x0 - x) < 2 for rule in sides) for x in (square.x0, square.x1))


def _outermost(squares: list[Area]) -> list[Area]:
    """One square for each box: a cross or a second outline in it is left out."""
    kept: list[Area] = []
    for square in sorted(squares, key=lambda each: (-each.width * each.height, each.top, each.x0)):
        if not any(other.holds(square) or square.holds(other) for other in kept):
            kept.append(square)
    return sorted(kept, key=lambda each: (each.top, each.x0))


def _looked_into(source: Any, page: Page, squares: list[Area]) -> list[Word]:
    """The boxes with their state, as the drawn page shows it: whatever the mark is made of, it is ink."""
    if not squares:
        return []
    bitmap = source.render(scale=_SCALE, grayscale=True, may_draw_forms=False)
    pixels = memoryview(bitmap.buffer).cast("B")
    words = []
    for square in squares:
        marked = _ink(pixels, bitmap.stride, bitmap.height, square) >= _INK
        words.append(Word(MARKED_BOX if marked else EMPTY_BOX, square))
    bitmap.close()
    return words


def _ink(pixels: memoryview, stride: int, height: int, square: Area) -> float:
    """The share of dark pixels in the middle of a box, against the lightest there."""
    edge = 0.22
    left, right = (int(_SCALE * (square.x0 + part * square.width)) for part in (edge, 1 - edge))
    top, bottom = (int(_SCALE * (square.top + part * square.height)) for part in (edge, 1 - edge))
    rows = range(max(0, top), min(bottom, height))
    seen = b"".join(bytes(pixels[y * stride + max(0, left) : y * stride + min(right, stride)]) for y in rows)
    if not seen:
        return 0.0
    limit = 0.65 * max(seen)
    return sum(pixel < limit for pixel in seen) / len(seen)
