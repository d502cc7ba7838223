"""What a language says in any clause that carries no relation by itself: articles, pronouns, verbs that go on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from ingest.relating.signs import ANY_MENTION, OWNED, POINTS_BACK
from ingest.telltales import Telltales, Told


@dataclass(frozen=True)
class Habits:
    """What a language says that carries no relation: from the table `clauses` of its lexicon."""

    abbreviations: frozenset[str]
    telltales: Telltales
    articles: Told
    leading_nouns: Told
    points_back: tuple[tuple[str, Told], ...]
    state: re.Pattern[str]
    state_words: str
    #: The noun of a state's name, where it alone stands for the state.
    state_noun: str
    titles: frozenset[str]
    oblique: re.Pattern[str]
    owners: re.Pattern[str]
    asides: Told
    about: re.Pattern[str]
    holders: re.Pattern[str]
    paying: re.Pattern[str]
    joined: re.Pattern[str]
    be: re.Pattern[str]
    finite: re.Pattern[str]
    #: A verb, or the word before an agent, right before what it governs.
    governing: re.Pattern[str]

    @classmethod
    def from_table(
        cls, table: Mapping[str, Sequence[str]], words: Mapping[str, str] = MappingProxyType({})
    ) -> "Habits":
        """The habits that a lexicon's table `clauses` describes, with those of its `words` that say something here."""
        before = rf"(?=[{ANY_MENTION}])"
        telltales = Telltales()

        def told(name: str, opening: str, ending: str) -> Told:
            words = _either(table.get(name, ()))
            return Told(telltales.bit(words), re.compile(f"{opening}(?:{words}){ending}"))

        return cls(
            frozenset(table.get("abbreviations", ())),
            telltales,
            told("articles", r"\b", rf"\s*{before}"),
            told("leading_nouns", r"\b", rf"\s+{before}"),
            tuple((sign, told(f"points_back_{kind}", _opening(kind), r"\b")) for kind, sign in POINTS_BACK.items()),
            re.compile(rf"\b(?:{_either(table.get('state', ()))})\b"),
            _either(table.get("state", ())),
            _either(table.get("state_noun", ())),
            frozenset(table.get("state_titles", ())),
            re.compile(rf"\b(?:{_either(table.get('oblique', ()))})\s*{OWNED}?$"),
            re.compile(rf"\b(?:{_either(table.get('owners', ()))})\s*{before}"),
            told("asides", r"\b", r"\b"),
            re.compile(rf"\b(?:{_either(table.get('about', ()))})\s*$"),
            re.compile(rf"\b{words.get('holders', '(?!)')}\b", re.IGNORECASE),
            re.compile(rf"\b(?:{_either(table.get('paying', ()))})\s*$"),
            re.compile(rf"(?:[,;]|\b{words.get('conjunctions', '(?!)')})\s*$"),
            re.compile(rf"\b{words.get('be', '(?!)')}\b"),
            re.compile(rf"\s*(?:{_words_of(words, 'be', 'finite')})\b"),
            re.compile(rf"\b(?:{_words_of(words, 'do', 'finance', 'issue', 'agents')})\s*$"),
        )

    def of_state(self, name: str) -> "Habits":
        """The same habits where the state is called by that name, or by what is left of it without its titles."""
        return _of_state(self, name) if name else self


@lru_cache(maxsize=256)
def _of_state(habits: Habits, name: str) -> Habits:
    full = name.casefold().replace("’", "'")
    words = full.split()
    while words and words[0] in habits.titles:
        words.pop(0)
    names = [re.escape(form) for form in dict.fromkeys((full, " ".join(words))) if form]
    noun, _, rest = full.partition(" ")
    if rest and noun in habits.titles:  # "the Union" of the Union of Lower Isles
        names.append(habits.state_noun.replace("{noun}", re.escape(noun)))
    return replace(habits, state=re.compile(rf"\b(?:{'|'.join([*names, habits.state_words])})(?!\w)"))


def _words_of(words: Mapping[str, str], *names: str) -> str:
    """Several lists of words as one."""
    return "|".join(words[name] for name in names if name in words) or "(?!)"


def _opening(kind: str) -> str:
    """Where a word that points back may stand: where a clause begins, unless it is as plain as "the latter"."""
    return r"\b" if kind == "last" else r"(?:^|(?<=, )|(?<=\band ))"


def _either(alternatives: Sequence[str]) -> str:
    return "|".join(sorted(alternatives, key=len, reverse=True)) or r"(?!)"
