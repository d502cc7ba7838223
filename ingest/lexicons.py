"""The words by which a language names things, read from `lexicon/<language>/mentions.toml`.

A further language is a further folder: nothing here or in the grammar knows a word of any.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ingest.dates import month_numbers
from ingest.tokens import Token, fold, tokenize

_FOLDER = Path(__file__).with_name("lexicon")
_DEFAULT = "en"
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Head:
    """What a noun says of the thing it names: type, most specific class, and whether it names several."""

    type: str
    kind: str
    plural: bool = False
    singular: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation that states everywhere write of, with every form of its name."""

    type: str
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """One language's words. `words[name]` are the word lists of `[grammar]` and `[cuewords]`."""

    language: str
    head_last: bool
    words: Mapping[str, frozenset[str]]
    heads: Mapping[str, Head]
    cues: Mapping[str, str]
    phrases: tuple[tuple[str, str], ...]
    retyped: Mapping[str, str]
    proper: Mapping[tuple[str, ...], str]
    openers: Mapping[tuple[str, ...], str]
    undergone: Mapping[tuple[str, ...], str]
    legal: Mapping[str, Any]
    periods: tuple[tuple[str, ...], ...]
    frequency: Mapping[str, str]
    levels: Mapping[str, tuple[str, ...]]
    short: Mapping[str, str]
    endings: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]

    def has(self, group: str, word: str) -> bool:
        """Whether `word` (folded) is in that word list."""
        return word in self.words.get(group, _NONE)

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The tokens of an answer in this language."""
        return _tokens(self, text)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; English where there is none."""
    code = fold(language)[:2]
    path = _FOLDER / code / "mentions.toml"
    if not path.is_file():
        code, path = _DEFAULT, _FOLDER / _DEFAULT / "mentions.toml"
    return _build(code, tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def known_organisations() -> tuple[Known, ...]:
    """The organisations that every language's responses may name."""
    data = tomllib.loads((_FOLDER / "known.toml").read_text(encoding="utf-8"))
    return tuple(Known(k["type"], k["kind"], tuple(k["names"])) for k in data["known"])


def _build(code: str, data: dict[str, Any]) -> Lexicon:
    lists = {**data["grammar"], **data["cuewords"]}
    return Lexicon(
        language=code,
        head_last=data["grammar"]["head"] == "last",
        words={name: frozenset(map(fold, v)) for name, v in lists.items() if isinstance(v, list)},
        heads=dict(_heads(data["heads"])),
        cues={fold(word): kind for kind, words in data["cues"].items() for word in words},
        phrases=tuple((fold(phrase), kind) for phrase, kind in data["phrases"].items()),
        retyped={fold(phrase): of_type for of_type, them in data["retyped"].items() for phrase in them},
        proper=_by_words(data["proper"]),
        openers=_by_words(data["openers"]),
        undergone=_by_words(data["undergone"]),
        legal=data["legal"],
        periods=tuple(tuple(p.split()) for p in sorted(map(fold, data["periods"]["before"]), key=len, reverse=True)),
        frequency={fold(word): value for word, value in data["frequency"].items()},
        levels={level: tuple(map(fold, words)) for level, words in data["levels"].items()},
        short=data.get("short", {}),
        endings={name: _by_last_word(v) for name, v in lists.items() if isinstance(v, list)},
    )


def _by_last_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a list by the word they end with, the longest first: a text is read backwards from there."""
    words = sorted((tuple(fold(phrase).split()) for phrase in phrases), key=len, reverse=True)
    return {last: tuple(w for w in words if w[-1] == last) for last in dict.fromkeys(w[-1] for w in words)}


def _heads(types: Mapping[str, Mapping[str, Iterable[str]]]) -> Iterator[tuple[str, Head]]:
    for of_type, kinds in types.items():
        for kind, nouns in kinds.items():
            for noun in nouns:
                singular, _, plural = fold(noun).partition("/")
                yield singular, Head(of_type, kind, False, singular)
                if plural and plural != singular:
                    yield plural, Head(of_type, kind, True, singular)


def _by_words(groups: Mapping[str, Iterable[str]]) -> dict[tuple[str, ...], str]:
    return {tuple(fold(p).split()): of_type for of_type, phrases in groups.items() for p in phrases}


@lru_cache(maxsize=1024)
def _tokens(words: Lexicon, text: str) -> tuple[Token, ...]:
    """An answer is read for names twice, and its names are compared: each text is cut once."""
    return tokenize(text, words.words["abbreviations"], *_names_of_months_and_dotted(words))


@cache
def _names_of_months_and_dotted(words: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """What the cutting of every text asks for: names of months, nouns that their full stop belongs to."""
    return frozenset(month_numbers(words.language)), frozenset(noun for noun in words.heads if noun.endswith("."))
