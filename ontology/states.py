"""Which state a name means, and what a state is called.

The names come from `states.json`, which `ontology.build_states` writes beside `states.ttl`: finding a name must not
cost the reading of a graph. States that were invented for examples stand in a file of their own, handed in by whoever
reads it; the code knows none.
"""

import json
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ontology.errors import PrevgraphError

LANGUAGES = ("en", "fr", "es")

#: Articles and prepositions, which titles leave out or put in at will, and the words that join two names.
_SMALL = frozenset("the of and la le les l el los las de du des del d et y e a al da do das dos aux au".split())
_GOVERNMENT = frozenset("government gouvernement gobierno govt".split())
_SAINT = {"st": "saint", "ste": "sainte"}


class UnreadableStates(PrevgraphError):
    """The file does not list states by code with their names."""

    message = '{0} lists no states: each line must read CODE = ["Name", ...] with a code of three letters ({1})'


def name_key(name: str) -> str:
    """Turn a state's name into what all its spellings have in common.

    Case, accents, punctuation, articles and prepositions do not count, nor does a government put before it.

    >>> name_key("REPÚBLICA DEL PERÚ")
    'republica peru'
    """
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE")).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = [_SAINT.get(word, word) for word in re.findall(r"\w+", letters)]
    kept = [word for word in words if word not in _SMALL]
    while len(kept) > 1 and kept[0] in _GOVERNMENT:
        kept.pop(0)
    return " ".join(kept)


def find_state(name: str, *, others: Mapping[str, tuple[str, ...]] | None = None) -> str | None:
    """The three-letter code of the state that a name means, or None where no state is called so.

    `others` are further states, as `read_states` gives them. Only whole names count: nothing is guessed.

    >>> find_state("the Republic of Côte d’Ivoire")
    'CIV'
    """
    key = name_key(name)
    if not key:
        return None
    for code, names in (others or {}).items():
        if key in map(name_key, names):
            return code
    return _shipped()["keys"].get(key)


def state_names(iso3: str, *, others: Mapping[str, tuple[str, ...]] | None = None) -> Mapping[str, str]:
    """What a state is called, by language; empty where the code is unknown."""
    if others and iso3 in others:
        return dict.fromkeys(LANGUAGES, others[iso3][0])
    return dict(zip(LANGUAGES, _shipped()["labels"].get(iso3, ()), strict=False))


def read_states(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Further states from a file: the names of each by its code, the usual one first."""
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
def _shipped() -> Any:
    return json.loads((files("ontology") / "states.json").read_text(encoding="utf-8"))
