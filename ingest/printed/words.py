"""The words of a text as the form reader compares them: folded letters, no boxes, positions kept."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.printed.lines import Line

#: A typed box (`( X )`, `[ ]`) is no word; a lone x is a mark.
_WORD = re.compile(r"[(\[]\s?[x×]?\s?[)\]]|[^\W_]+")
_MARK = "x×"


def _table() -> dict[int, str]:
    """Single letters only, so that every position of the text stays where it is."""
    table = {ord(letter): plain for letter, plain in zip("İıłŁøØđĐœŒæÆ", "iillooddooaa", strict=True)}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code):
            table[code] = base.lower()
    return table


_FOLD = _table()


def fold(text: str) -> str:
    """The text in small letters without accents, letter for letter.

    >>> fold("L’Évaluation")
    'l’evaluation'
    """
    return text.translate(_FOLD).lower()


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a printed text.

    >>> fold_words("(c) Promote mediation, etc.?")
    ('c', 'promote', 'mediation', 'etc')
    """
    return tuple(word for word in _WORD.findall(fold(text)) if word[0] not in "([" and word not in _MARK)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document that a person wrote or the form prints, in order: no page headers, no boxes."""

    text: str
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, position: int) -> int:
        """The first word that starts at or after a position of the text."""
        return bisect_left(self.starts, position)


def words_of(text: str, furniture: Sequence[Line]) -> Words:
    """The words of a text outside the lines of furniture."""
    folded = fold(text)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    skips = iter(sorted((line.start, line.end) for line in furniture))
    skip = next(skips, None)
    for match in _WORD.finditer(folded):
        word = match.group()
        if word[0] in "([" or word in _MARK:
            continue
        start = match.start()
        while skip is not None and skip[1] <= start:
            skip = next(skips, None)
        if skip is not None and skip[0] <= start:
            continue
        words.append(word)
        starts.append(start)
        ends.append(match.end())
    return Words(text, words, starts, ends)
