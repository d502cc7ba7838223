"""Scanned pages: their words by Tesseract, their boxes and rules by OpenCV, as a page that is laid out like any other.

Both come with the extra `ocr` and are asked for only when a scan is met.
"""

import re
from pathlib import Path
from typing import Any

from ingest.document.page import Area, Page, Word
from ingest.document.tesseract import Found, recognised, tesseract
from ingest.document.unreadable import UnreadableDocument
from ingest.parts import EMPTY_BOX, MARKED_BOX

#: Dots per inch at which small print is still read.
_DPI = 300
_POINTS = 72 / _DPI
_SPECK = 14
_RULE = 75
_BOX = range(20, 80)
_SIDE = 18
#: A box is as tall as a capital; two small letters that touch ("in") can look like a smaller one.
_TALLER = 1.2
_INK = 0.06
_TYPED_MARK = re.compile(r"[({\[]([xX]?)[)}\]]{1,2}(?=$|[A-ZÀ-Ý])")
_NOISE = re.compile(r"[|~_\\—‘’'`.,:;«»°^*=-]+")


class OcrMissing(UnreadableDocument):
    """A scan, and nothing installed to recognise it with."""

    message = (
        "{0} is a scan, and {1} to read it with is not installed: run "
        "apt-get install tesseract-ocr tesseract-ocr-fra tesseract-ocr-spa && pip install 'preventiongraph[ocr]'"
    )


def recognise(path: Path, source: Any, page: Page) -> None:
    """Fill in the page's words and rules from its picture."""
    try:
        import cv2
    except ImportError as error:
        raise OcrMissing(path, "OpenCV") from error
    command = tesseract()
    if command is None:
        raise OcrMissing(path, "Tesseract")
    ink = _straightened(_ink_of(source, cv2), cv2)
    rules = _rules(ink, cv2)
    for rule in rules:
        _wipe(ink, rule, 3)
    boxes = _boxes(ink, cv2)
    words = [Word(text, _in_points(area)) for text, area in boxes]
    for _, area in boxes:
        _wipe(ink, area, 2)
    ok, picture = cv2.imencode(".png", 255 - ink)
    found = recognised(path, command, picture.tobytes()) if ok else []
    page.words = words + _words(found)
    page.rules = [_in_points(rule) for rule in rules]


def _ink_of(source: Any, cv2: Any) -> Any:
    """The page as ink (255) on nothing (0), without specks."""
    bitmap = source.render(scale=_DPI / 72, grayscale=True)
    grey = bitmap.to_numpy().copy().squeeze()
    bitmap.close()
    grey = cv2.GaussianBlur(grey, (3, 3), 0)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return _without_specks(ink, cv2)


def _without_specks(ink: Any, cv2: Any) -> Any:
    """Without the dots of a dirty page: the tiny ones anywhere, the small ones far from any letter."""
    import numpy

    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    areas = stats[:, cv2.CC_STAT_AREA]
    letters = (areas[labels] > 5 * _SPECK) & (ink > 0)
    near = cv2.dilate(letters.astype(numpy.uint8), numpy.ones((25, 61), numpy.uint8)) > 0
    touches = numpy.zeros(count, bool)
    touches[numpy.unique(labels[near])] = True
    keep = (areas > _SPECK) & touches
    keep[0] = False
    return numpy.where(keep[labels], 255, 0).astype(numpy.uint8)


def _straightened(ink: Any, cv2: Any) -> Any:
    """The page turned so that its lines are level: the angle at which rows of pixels differ most."""
    import numpy

    small = cv2.resize(ink, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    height, width = small.shape

    def evenness(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
        rows = cv2.warpAffine(small, turn, (width, height)).sum(axis=1, dtype=numpy.float64)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    angle = max((step / 10 for step in range(-30, 31)), key=evenness)
    if abs(angle) < 0.1:
        return ink
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return cv2.threshold(cv2.warpAffine(ink, turn, (width, height)), 127, 255, cv2.THRESH_BINARY)[1]


def _rules(ink: Any, cv2: Any) -> list[Area]:
    """The long level and upright strokes, in pixels."""
    import numpy

    found = []
    for shape in ((1, _RULE), (_RULE, 1)):
        # A stroke that leans a little is cut into steps: thicken it across, then look for long ones.
        across = cv2.dilate(ink, numpy.ones((3, 1) if shape[0] == 1 else (1, 3), numpy.uint8))
        strokes = cv2.morphologyEx(across, cv2.MORPH_OPEN, numpy.ones(shape, numpy.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
        for left, top, width, height, _ in stats[1:].tolist():
            if min(width, height) < 24 and max(width, height) > 1.5 * _RULE:
                found.append(Area(left, top, left + width, top + height))
    return sorted(found, key=lambda each: (each.top, each.x0))


def _boxes(ink: Any, cv2: Any) -> list[tuple[str, Area]]:
    """The small squares with four sides, in pixels, each with what a reader sees in it."""
    import numpy

    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((1, _SIDE), numpy.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((_SIDE, 1), numpy.uint8))
    frames = cv2.dilate(level | upright, numpy.ones((3, 3), numpy.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(frames, connectivity=8)
    smallest = _TALLER * _letter_height(ink, cv2)
    found = []
    for left, top, width, height, _ in stats[1:].tolist():
        if width in _BOX and height in _BOX and 0.75 < width / height < 1.33 and min(width, height) > smallest:
            area = Area(left, top, left + width, top + height)
            if _has_four_sides(frames, area) and not _is_letter(ink, area):
                found.append((MARKED_BOX if _is_inked(ink, area) else EMPTY_BOX, area))
    return found


def _letter_height(ink: Any, cv2: Any) -> float:
    """The usual height of a letter, in pixels."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights = sorted(height for height in stats[1:, cv2.CC_STAT_HEIGHT].tolist() if 10 < height < 60)
    return float(heights[len(heights) // 2]) if heights else 0.0


def _has_four_sides(frames: Any, area: Area) -> bool:
    """Whether a straight stroke runs along each side and meets the next in each corner, as in no letter."""
    part = frames[int(area.top) : int(area.bottom), int(area.x0) : int(area.x1)] > 0
    deep = max(4, int(0.2 * min(part.shape)))
    top, bottom, left, right = part[:deep], part[-deep:], part[:, :deep], part[:, -deep:]
    runs = (top.mean(axis=1), bottom.mean(axis=1), left.mean(axis=0), right.mean(axis=0))
    corners = (top[:, :deep], top[:, -deep:], bottom[:, :deep], bottom[:, -deep:])
    return all(run.max() > 0.85 for run in runs) and all(corner.mean() > 0.4 for corner in corners)


def _is_letter(ink: Any, area: Area) -> bool:
    """Whether the next letter of a word stands close behind."""
    close = ink[int(area.top) : int(area.bottom), int(area.x1) + 2 : int(area.x1) + 9] > 0
    return close.size > 0 and int(close.any(axis=1).sum()) > 0.25 * area.height


def _is_inked(ink: Any, area: Area) -> bool:
    edge_x, edge_y = 0.25 * area.width, 0.25 * area.height
    inner = ink[int(area.top + edge_y) : int(area.bottom - edge_y), int(area.x0 + edge_x) : int(area.x1 - edge_x)]
    return inner.size > 0 and float((inner > 0).mean()) >= _INK


def _wipe(ink: Any, area: Area, around: int) -> None:
    top, left = max(0, int(area.top) - around), max(0, int(area.x0) - around)
    ink[top : int(area.bottom) + around, left : int(area.x1) + around] = 0


def _in_points(area: Area) -> Area:
    return Area(area.x0 * _POINTS, area.top * _POINTS, area.x1 * _POINTS, area.bottom * _POINTS)


def _words(found: list[Found]) -> list[Word]:
    """The words in points, each as high as its line, without what is only dirt."""
    found = [
        each for each in found if not (_NOISE.fullmatch(each.text) and (each.sure < 70 or each.text in "|~_\\'`‘"))
    ]
    size = _size(found)
    words = []
    for each in found:
        base = _baseline(each, size)
        area = Area(each.area.x0, base - 0.75 * size, each.area.x1, base + 0.25 * size)
        words.append(Word(_read_right(each.text), _in_points(area)))
    return words


def _baseline(word: Found, size: float) -> float:
    """Where the word stands on its line, by the letters in it that reach below.

    Tesseract's own lines would not do: it takes two lines for one where little room is between them.
    """
    letters = set(word.text)
    if letters & set("gjpqyçQ()[]{}|/"):
        return word.area.bottom - 0.2 * size
    if letters <= set("-–—•'\"’‘“”*"):
        return word.area.bottom + 0.25 * size
    return word.area.bottom - (0.12 * size if letters & set(",;") else 0.0)


def _read_right(text: str) -> str:
    """A typed mark, a cross or a bullet as it was typed, where it was read with its usual mistakes."""
    if text in ("¢", "©", "°"):
        return "•"
    if re.fullmatch(r"[xX×]{1,2}", text):
        return "X"
    mark = _TYPED_MARK.match(text)
    return f"({mark[1] or ' '}) {text[mark.end() :]}".rstrip() if mark else text


def _size(found: list[Found]) -> float:
    """The usual size of print: words with a tall letter and none below the line are 0.7 of it high."""
    tall = [each.area.height for each in found if re.fullmatch(r"[A-Zbdfhklt][a-fhik-orstu-xz]+", each.text)]
    return sorted(tall)[len(tall) // 2] / 0.7 if tall else 11 / _POINTS
