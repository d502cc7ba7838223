"""Which characters stand for a box: by their code point, or by the symbol font that draws them.

A symbol font shows a box for an ordinary letter: Wingdings draws "o" as an empty box and "þ" as a ticked one. Word
writes such letters as they are or moved to U+F000, so the font must be known to read them.
"""

from functools import lru_cache

from ingest.parts import EMPTY_BOX, MARKED_BOX

#: A bullet of a list, whatever the file draws.
BULLET = "-"

_MARKED = "☑☒✅✓✔✗✘✖✕❌🗹🗷🗵🗸🗴⌧⊠▣"
_EMPTY = "☐□▢❏❐❑❒◻🞎🞏⬜▭"
_ALIKE = str.maketrans({**dict.fromkeys(_MARKED, MARKED_BOX), **dict.fromkeys(_EMPTY, EMPTY_BOX)})

_WINGDINGS = {
    **dict.fromkeys("oq¨rp", EMPTY_BOX),
    **dict.fromkeys("þýxüûn", MARKED_BOX),
    **dict.fromkeys("§lwvŸØ·", "•"),
}
_BY_FONT = {
    "wingdings": _WINGDINGS,
    "wingdings2": {**dict.fromkeys("£", EMPTY_BOX), **dict.fromkeys("OPQRST", MARKED_BOX)},
    "webdings": {"c": EMPTY_BOX, **dict.fromkeys("agr", MARKED_BOX)},
    "zapfdingbats": {**dict.fromkeys("opqr", EMPTY_BOX), **dict.fromkeys("345678n", MARKED_BOX), "l": "•"},
    "symbol": {"·": "•", "\x7f": EMPTY_BOX},
}


def with_boxes(text: str) -> str:
    """The text with every kind of box or tick as one of the two boxes of `ingest.parts`."""
    return text if text.isascii() else text.translate(_ALIKE)


def is_symbol_font(font: str | None) -> bool:
    """Whether letters in that font are pictures."""
    return _plain(font) in _BY_FONT


def drawn(text: str, font: str | None) -> str:
    """What a reader sees where `text` stands in a symbol font: boxes and bullets; other pictures are left out."""
    pictures = _BY_FONT.get(_plain(font))
    if pictures is None:
        # Letters moved to U+F000 in a font of another name come from the same two fonts nearly always.
        return "".join(
            _picture(letter, _WINGDINGS) if "\uf000" <= letter <= "\uf0ff" else letter for letter in with_boxes(text)
        )
    return "".join(_picture(letter, pictures) for letter in text)


def _picture(letter: str, pictures: dict[str, str]) -> str:
    if "\uf000" <= letter <= "\uf0ff":
        letter = chr(ord(letter) - 0xF000)
    if letter.isspace():
        return letter
    return pictures.get(letter, with_boxes(letter) if ord(letter) > 0xFF else "")


@lru_cache(maxsize=256)
def _plain(font: str | None) -> str:
    """`ABCDEF+Wingdings-Regular`, `"Wingdings 2"` -> the key of the font's table."""
    name = (font or "").strip("\"' ").rpartition("+")[2].casefold()
    return name.replace(" ", "").replace("itc", "").partition("-")[0].removesuffix("regular")
