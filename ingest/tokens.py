"""An answer's words, numbers and marks, each with its place and the sentence it stands in (pure)."""

from typing import NamedTuple

import regex

from ingest.sentences import sentence_spans

_TOKEN = regex.compile(
    r"""
    (?P<url>(?:https?://|www\.)[^\s<>"«»“”()]*[^\s<>"«»“”().,;:!?])
  | (?P<period>\b(?:19|20)\d\d\s?[-–—/]\s?(?:(?:19|20)\d\d|\d\d)(?![\w/-]))
  | (?P<number>\d(?:[\w./-]*\w)?)
  | (?P<elision>\b(?:l|d|qu|n|s|j|c|m|t|jusqu|lorsqu)['’](?=\p{L}))
  | (?P<word>(?-i:(?:\p{Lu}\.){3,}(?=["”»]?\s\p{Ll}|[)"”»,;]))
           |\p{L}[\p{L}\p{M}\p{N}]*(?:['’&-]\p{L}[\p{L}\p{M}\p{N}]*)*(?:(?<=s)['’](?=\s\p{L}))?)
  | (?P<mark>\S)
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
#: What a paragraph of a list opens with: "(ii) ", "b) ", "3. ".
_NUMBERED = regex.compile(r"\s*\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})[.)]\s+", regex.IGNORECASE)
#: An Arabic name with its article in small letters: "al-Noor".
_AL_NAME = regex.compile(r"(?:al|el|ar|as|at|ad|an|ash|ath)-\p{Lu}")
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")


class Token(NamedTuple):
    """A word, number or mark: `text[start:end]`. `low` is its folded form, `first` whether it opens a sentence.

    `is_capital` tells whether it is a word written with a capital. Thousands are made of a response: a tuple takes a
    third of the time that a frozen dataclass does.
    """

    start: int
    end: int
    text: str
    low: str
    kind: str
    sentence: int
    first: bool
    is_capital: bool

    @property
    def is_coined(self) -> bool:
        """Whether a capital within it shows that it is a name wherever it stands: "HelpAge", "Al-Amn"."""
        inner = self.text[1:]
        return self.is_capital and not inner.isupper() and any(c.isupper() for c in inner) and not self.is_acronym

    @property
    def is_acronym(self) -> bool:
        """Whether it is written like an acronym: two or more letters, nearly all of them capitals."""
        letters = [c for c in self.text if c.isalpha()]
        capitals = sum(c.isupper() for c in letters)
        return self.kind == "word" and 2 <= len(letters) <= 12 and capitals >= 2 and capitals * 3 >= len(letters) * 2


def fold(text: str) -> str:
    """The text in lower case with plain apostrophes: what the lexicon's words are compared with."""
    folded = text.casefold()
    return folded if folded.isascii() else folded.translate(_APOSTROPHES)


def tokenize(
    text: str, abbreviations: frozenset[str], months: frozenset[str], dotted: frozenset[str] = frozenset()
) -> tuple[Token, ...]:
    """Every token of `text`, in order; `dotted` are the words that their full stop belongs to ("min.")."""
    tokens: list[Token] = []
    for number, (start, end) in enumerate(sentence_spans(text, abbreviations, months)):
        awaiting = True
        numbered = _NUMBERED.match(text, start, end)
        opening = numbered.end() if numbered else start
        for match in _TOKEN.finditer(text, start, end):
            kind = str(match.lastgroup)
            word = match.group()
            if word == "." and tokens and tokens[-1].end == match.start() and f"{tokens[-1].low}." in dotted:
                last = tokens.pop()
                tokens.append(last._replace(end=match.end(), text=f"{last.text}.", low=f"{last.low}."))
                continue
            capital = kind == "word" and _opens_with_capital(word)
            tokens.append(Token(match.start(), match.end(), word, fold(word), kind, number, awaiting, capital))
            opened = (
                kind == "elision" and word[0].isupper()
            )  # "L’Administration": the article has the sentence's capital
            begun = match.start() >= opening and kind not in ("mark", "elision", "number")
            awaiting = awaiting and not begun and not opened
    return tuple(tokens)


def _opens_with_capital(word: str) -> bool:
    return word[0].isupper() or ("-" in word and _AL_NAME.match(word) is not None)
