"""Words as people search for them: without regard to case, accents and spacing, in every script.

`pattern` writes them as a regular expression that every SPARQL engine and the module regex read alike: the letters that
count as one are spelt out, because engines differ in what they do with case beyond ASCII and none has a function for
accents.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from unicodedata import combining, name, normalize

#: Letters of their own that people type without their stroke or as two.
_STROKES = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t"}

#: Behind these are no letters that have case or accents (Unicode, planes and blocks).
_LAST = 0x3000

#: Below this combining class marks make another letter (nukta, voicing, virama), and are no accents (Unicode, 4.3).
_FIRST_ACCENT = 10

#: Accents and vowel points that may stand apart, by script: `\p{Mn}` after every letter would soon be larger than what
#: pyoxigraph takes for an expression, which then finds nothing and says nothing.
_POINTS = {
    "LATIN": "\u0300-\u036f",
    "GREEK": "\u0300-\u036f",
    "CYRILLIC": "\u0300-\u036f",
    "HEBREW": "\u0591-\u05c7",
    "ARABIC": "\u064b-\u065f\u0670",
}

#: Signs that are typed one way and printed another.
_SIGNS = dict.fromkeys("'’", "['’]") | dict.fromkeys("-‐‑–", "[-‐‑–]")

#: Longer words are looked for as they stand: no engine takes an expression without end.
_LONGEST = 200


def fold(text: str) -> str:
    """A text without case and accents.

    >>> fold("Prévention ŁÓDŹ Ñandú й")
    'prevention lodz nandu и'
    """
    plain = "".join(letter for letter in normalize("NFD", text.casefold()) if combining(letter) < _FIRST_ACCENT)
    return normalize("NFC", "".join(_STROKES.get(letter, letter) for letter in plain))


@lru_cache(maxsize=256)
def pattern(words: str) -> str:
    """A regular expression for these words, which finds them however they are accented, capitalised and spaced."""
    if len(words) > _LONGEST:
        return re.escape(words)
    # A word that is nothing but accents is looked for as it stands: nothing would be found everywhere.
    return r"\s+".join("".join(map(_letter, fold(word))) or re.escape(word) for word in words.split())


def _letter(plain: str) -> str:
    if plain in _SIGNS:
        return _SIGNS[plain]
    alike = _alike().get(plain, plain)
    one = f"[{alike}]" if len(alike) > 1 else re.sub(r"([\\^$.|?*+(){}\[\]-])", r"\\\1", alike)
    points = _POINTS.get(name(plain, "").split(" ")[0])
    return f"{one}[{points}]*" if points else one


@cache
def _alike() -> Mapping[str, str]:
    """The letters that are the same as a plain one once case and accents are gone, for all that have any such."""
    found: dict[str, list[str]] = {}
    for letter in filter(str.isalpha, map(chr, range(_LAST))):
        if len(folded := fold(letter)) == 1:
            found.setdefault(folded, []).append(letter)
    return {plain: "".join(letters) for plain, letters in found.items() if len(letters) > 1}
