"""Which state a name means, and what a state is called.

The names come from `states.json`, which `ontology.build_states` writes beside `states.ttl`: finding a name must not
cost the reading of a graph. States that were invented for examples stand in a file of their own, handed in by whoever
reads it; the code knows none.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Self

from ontology.errors import PrevgraphError

LANGUAGES = ("en", "fr", "es")

#: Articles, prepositions and the words that join two names: titles leave them out or put them in at will.
_SMALL = re.compile("the|of|and|la|le|les|l|el|los|las|de|du|des|del|d|et|y|e|a|al|da|do|das|dos|aux|au", re.ASCII)
_GOVERNMENT = re.compile("government|govt|gouvernement|gobierno", re.ASCII)
_SAINT = {"st": "saint", "ste": "sainte"}


class UnreadableStates(PrevgraphError):
    """The file does not list states by code with their names."""

    message = '{0} lists no states: under [states], each line must read CODE = ["Name", ...] with three letters ({1})'


def name_key(name: str) -> str:
    """Turn a state's name into what all its spellings have in common.

    Case, accents, punctuation, articles and prepositions do not count, nor does a government put before it.

    >>> name_key("REPÚBLICA DEL PERÚ")
    'republica peru'
    """
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE")).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = [_SAINT.get(word, word) for word in re.findall(r"\w+", letters)]
    kept = [word for word in words if not _SMALL.fullmatch(word)]
    while len(kept) > 1 and _GOVERNMENT.fullmatch(kept[0]):
        kept.pop(0)
    return " ".join(kept)


def is_fictional(iso3: str) -> bool:
    """Whether a code is one of those that fictional states have: XAA to XZZ, which ISO 3166 leaves to its users."""
    return "XAA" <= iso3 <= "XZZ"


def well_cased(name: str) -> str:
    """A name that a title shouts, as running text writes it; any other name unchanged.

    >>> well_cased("RÉPUBLIQUE DE CÔTE D’IVOIRE"), well_cased("Antigua and Barbuda")
    ('République de Côte d’Ivoire', 'Antigua and Barbuda')
    """
    if not name.isupper():
        return name
    words = re.sub(r"[^\W\d_]+", lambda word: _cased(word[0]), name)
    return words[:1].upper() + words[1:]


def _cased(word: str) -> str:
    return word.lower() if _SMALL.fullmatch(word.lower()) else word.capitalize()


@dataclass(frozen=True, slots=True)
class StateNames:
    """The names of the states: those shipped, and those of further files.

    `codes` leads from `name_key` to the three-letter code, `labels` from the code to the usual name by language.
    """

    codes: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls, *further: Path) -> Self:
        """The states shipped with this package, and those that each file lists."""
        shipped = json.loads((files("ontology") / "states.json").read_text(encoding="utf-8"))
        codes = dict(shipped["keys"])
        labels = {code: dict(zip(LANGUAGES, names, strict=True)) for code, names in shipped["labels"].items()}
        for path in further:
            for code, names in read_states(path).items():
                labels[code] = dict.fromkeys(LANGUAGES, names[0])
                codes.update((name_key(name), code) for name in names)
        return cls(codes, labels)

    def find(self, name: str) -> str | None:
        """The three-letter code of the state that a name means; None where none is called exactly so."""
        return self.codes.get(name_key(name))

    def name(self, iso3: str, language: str = "en") -> str:
        """What a state is called in a language, or in English, or its code where it is not known."""
        labels = self.labels.get(iso3, {})
        return labels.get(language) or labels.get("en") or iso3


def find_state(name: str) -> str | None:
    """The three-letter code of the shipped state that a name means, or None. Nothing is guessed.

    >>> find_state("the Republic of Côte d’Ivoire")
    'CIV'
    """
    return _shipped().find(name)


def state_names(iso3: str) -> Mapping[str, str]:
    """What a shipped state is called, by language; empty where the code is unknown."""
    return _shipped().labels.get(iso3, {})


def read_states(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Further states from a TOML file: the names of each by its code, the usual one first."""
    # Imported where such a file is read: most commands only look whether a code is a fictional state's.
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))["states"]
        states = {code: tuple(names) for code, names in table.items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableStates(path, error) from error
    wrong = [code for code, names in states.items() if not re.fullmatch("[A-Z]{3}", code) or not names]
    if wrong:
        raise UnreadableStates(path, wrong[0])
    return states


@cache
def _shipped() -> StateNames:
    return StateNames.load()
