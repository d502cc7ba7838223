"""What is asked for a whole page at once is what the library says of each letter."""

import ctypes
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from ingest.document.letters import Letters

EXAMPLES = Path(__file__).parents[3] / "examples" / "formats"


@pytest.fixture
def text():
    document = pypdfium2.PdfDocument(EXAMPLES / "veldoria.pdf.pdf")
    yield document[0].get_textpage()
    document.close()


def test_every_letter_has_the_sign_and_the_box_that_the_library_gives_it(text):
    count = pdfium.FPDFText_CountChars(text.raw)
    box, asked = pdfium.FS_RECTF(), []
    for index in range(count):
        assert pdfium.FPDFText_GetLooseCharBox(text.raw, index, box)
        sign = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
        asked.append((sign, box.left, box.top, box.right, box.bottom))
    assert count > 500
    assert [one for one, (sign, *_) in zip(Letters(text), asked, strict=True) if sign.isprintable()] == [
        one for one in asked if one[0].isprintable()
    ]


def test_a_first_letter_stands_on_its_baseline_as_high_as_its_font(text):
    letters, height = Letters(text), 800.0
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(0, 500, 50):
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        area = letters.first_area(index, height)
        size = pdfium.FPDFText_GetFontSize(text.raw, index)
        assert area.bottom - area.top == pytest.approx(size)
        assert (800.0 - y.value - area.top) / size == pytest.approx(0.75)
