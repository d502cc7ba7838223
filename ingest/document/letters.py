"""The letters of a PDF page and where each stands, asked of the library for a whole page at once.

A page has thousands of letters. To ask for each in a loop of Python, and to unpack every answer there, took three
quarters of what a PDF costs.
"""

import ctypes
import math
from array import array
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import repeat
from typing import Any

from ingest.document.page import Area

#: The sides of a box as the library writes it: left, top, right, bottom. The bytes of a box and of a matrix.
_SIDES, _BOX, _MATRIX = 4, 16, 24


class Letters:
    """The letters of a page in the order of the file; the sides of their boxes from the page's lower left corner.

    What is no letter has an empty sign.
    """

    def __init__(self, text: Any) -> None:
        import pypdfium2.raw as pdfium

        self._page = ctypes.cast(text.raw, ctypes.c_void_p).value
        # Less than none where it fails.
        count = max(0, pdfium.FPDFText_CountChars(text.raw))
        codes = map(_quick("FPDFText_GetUnicode", ctypes.c_uint, 2), repeat(self._page), range(count))
        self.signs = list(map(_sign, codes))
        boxes = self._boxes(count)
        self.left, self.top, self.right, self.bottom = (boxes[side::_SIDES] for side in range(_SIDES))
        self._origin, self._matrix = array("d", (0.0, 0.0)), array("f", bytes(_MATRIX))

    def _boxes(self, count: int) -> "array[float]":
        """The sides of all boxes, four for each letter."""
        boxes = array("f", bytes(_BOX * count))
        at = boxes.buffer_info()[0]
        box_of = _quick("FPDFText_GetLooseCharBox", ctypes.c_int, 3)
        deque(map(box_of, repeat(self._page), range(count), range(at, at + _BOX * count, _BOX)), maxlen=0)
        return boxes

    def __iter__(self) -> Iterator[tuple[str, float, float, float, float]]:
        """Each letter: its sign, left, top, right and bottom."""
        return zip(self.signs, self.left, self.top, self.right, self.bottom, strict=True)

    def first_area(self, index: int, height: float) -> Area:
        """The place of a word's first letter, as high as its line: from the baseline and the size of the font.

        The boxes of letters are as high as the letters in some files, so that lines could not be compared by them.
        """
        x = self._origin.buffer_info()[0]
        _quick("FPDFText_GetCharOrigin", ctypes.c_int, 4)(self._page, index, x, x + self._origin.itemsize)
        _quick("FPDFText_GetMatrix", ctypes.c_int, 3)(self._page, index, self._matrix.buffer_info()[0])
        _, b, _, d, _, _ = self._matrix
        size = _quick("FPDFText_GetFontSize", ctypes.c_double, 2)(self._page, index) * math.hypot(b, d)
        left, right = self.left[index], self.right[index]
        if not 2.0 < size < 200.0:
            return Area(left, height - self.top[index], right, height - self.bottom[index])
        baseline = height - self._origin[1]
        return Area(left, baseline - 0.75 * size, right, baseline + 0.25 * size)


@cache
def _quick(name: str, answer: Any, arguments: int) -> Callable[..., Any]:
    """A function of the library that takes addresses and numbers as they are."""
    import pypdfium2.raw as pdfium

    where = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    assert where is not None
    kinds = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)[:arguments]
    return ctypes.PYFUNCTYPE(answer, *kinds)(where)


@lru_cache(maxsize=4096)
def _sign(code: int) -> str:
    # PDFium gives U+0002 for a hyphen at the end of a line, and U+FFFE in older versions.
    if code in (0x02, 0xFFFE):
        return "-"
    return "" if (code < 32 and code not in (9, 10, 13)) or 0xD800 <= code < 0xE000 else chr(code)
