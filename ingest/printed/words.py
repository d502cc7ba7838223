"""The words of a text as the form reader compares them: folded letters, no boxes, positions kept."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from ingest.printed.lines import Line

_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"([^\W_]+)")
#: A typed box (`( X )`, `[ ]`) is no word, nor is a lone x: that is a mark.
_MARK = re.compile(r"[(\[]\s?[x×]?\s?[)\]]|[x×](?<![^\W_].)(?![^\W_])", re.DOTALL)


def _table() -> dict[int, str]:
    """Single letters only, so that every position of the text stays where it is."""
    table = {ord(letter): plain for letter, plain in zip("İıłŁøØđĐœŒæÆ", "iillooddooaa", strict=True)}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code):
            table[code] = base.lower()
    return table


_FOLD = _table()
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """The text in small letters without accents, letter for letter.

    >>> fold("L’Évaluation")
    'l’evaluation'
    """
    if not text.isascii():  # few letters are: this is three times as fast as translating them all
        text = _FOREIGN.sub(_plain, text)
    return text.lower()


def _plain(match: re.Match[str]) -> str:
    return _FOLD.get(ord(match.group()), match.group())


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a printed text.

    >>> fold_words("(c) Promote mediation, etc.?")
    ('c', 'promote', 'mediation', 'etc')
    """
    return tuple(_WORD.findall(_MARK.sub(" ", fold(text))))


@lru_cache(maxsize=1 << 12)
def printed_words(text: str) -> tuple[str, ...]:
    """The folded words of something that the form prints, which many places ask for."""
    return fold_words(text)


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
    kept = _MARK.sub(_blank, fold(text))
    for line in furniture:
        kept = kept[: line.start] + " " * (line.end - line.start) + kept[line.end :]
    parts = _APART.split(kept)  # what stands between, a word, what stands between, ...
    ends = list(accumulate(map(len, parts)))
    return Words(text, parts[1::2], ends[:-1:2], ends[1::2])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
