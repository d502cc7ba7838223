"""The invented states of a world: their codes, names, languages, institutions and practices, all from a seed."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from string import ascii_uppercase
from typing import Any

LANGUAGES = ("en", "en", "fr", "es")
YEARS = range(1994, 2010)

#: How many of each class a state has, and what stands for the class in the slots of a sentence.
_MADE = {
    "I": ("Institution", "Ministry Ministry Ministry Council Council Police Agency Agency ProbationService"
          " ResearchInstitute NonGovernmentalOrganization NonGovernmentalOrganization Department Department"),
    "S": ("Strategy", "Strategy Strategy Strategy ActionPlan ActionPlan"),
    "P": ("Programme", " ".join(["Programme Project Campaign Programme Project"] * 4)),
    "L": ("LegalInstrument", "Act Act Act Decree Decree"),
    "B": ("Publication", "Report Report Guide Guide"),
}  # fmt: skip
_ONSETS = [*"bdfghklmnprstvz", "br", "dr", "gr", "kl", "st", "tr"]
_VOWELS = ["a", "e", "i", "o", "u", "ia", "au"]
_CODAS = ("", "", "", "l", "n", "r", "s", "m")
_ENDINGS = ("ia", "land", "mar", "ova", "stan", "ura", "holm", "esse")

Patterns = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something a state has: its type and kind in the ontology, and its name."""

    type: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Population:
    """One invented state and all that it can name, by the letter that a sentence's slot begins with."""

    iso3: str
    name: str
    language: str
    things: Mapping[str, Sequence[Thing]]


@cache
def patterns(language: str) -> Patterns:
    """The words and sentences of a language."""
    return tomllib.loads((Path(__file__).parent / "patterns" / f"{language}.toml").read_text("utf-8"))


def codes() -> Iterator[str]:
    """The codes that no real state can have, in order: XAA to XZZ."""
    return ("X" + "".join(pair) for pair in product(ascii_uppercase, repeat=2))


def place_name(random: Random) -> str:
    """An invented name of a place."""
    syllables = (random.choice(_ONSETS) + random.choice(_VOWELS) + random.choice(_CODAS) for _ in range(2))
    return ("".join(syllables) + random.choice(_ENDINGS)).capitalize()


@cache
def population(seed: int, iso3: str) -> Population:
    """The state with this code in the world of this seed."""
    random = Random(f"{seed}/{iso3}")
    words = patterns(random.choice(LANGUAGES))
    name = random.choice(words["state"]).format(place=place_name(random))
    places = [place_name(random) for _ in range(9)]
    things = {letter: _things(type_, kinds.split(), words, places, random) for letter, (type_, kinds) in _MADE.items()}
    return Population(iso3, name, words["language"], {**things, "N": networks(seed)})


@cache
def networks(seed: int) -> Sequence[Thing]:
    """The networks of a world, of which every state may be a member."""
    random = Random(f"{seed}/networks")
    names = (f"{place_name(random)} Network for Safer Cities" for _ in range(9))
    return tuple(Thing("Network", "Network", name) for name in names)


def fill_words(text: str, words: Patterns, places: Sequence[str], random: Random) -> str:
    """The text with a word of the right sort in each slot that names no thing."""
    while "{" in text:
        before, _, rest = text.partition("{")
        slot, _, after = rest.partition("}")
        text = before + _word(slot, words, places, random) + after
    return text


def _word(slot: str, words: Patterns, places: Sequence[str], random: Random) -> str:
    if slot == "place":
        return random.choice(places)
    if slot == "year":
        return str(random.choice(YEARS))
    if slot == "number":
        return str(random.randrange(3, 900))
    return str(random.choice(words[{"topic": "topics", "quality": "qualities", "thing": "things"}[slot]]))


def _things(
    type_: str, kinds: Sequence[str], words: Patterns, places: Sequence[str], random: Random
) -> Sequence[Thing]:
    named: dict[str, Thing] = {}
    for kind in kinds:
        name = fill_words(random.choice(words["names"][kind]), words, places, random)
        named.setdefault(name.casefold(), Thing(type_, kind, name))
    return tuple(named.values())
