"""Acronyms that a response gives to a body of its own, though the world knows another by them (pure).

Where an answer writes "Commission interministérielle de prévention du crime (CIPC)", CIPC is that one everywhere.
"""

from collections.abc import Iterable
from functools import cache

import regex
from rapidfuzz import fuzz

from ingest.lexicons import known_organisations
from ingest.naming.found import is_acronym
from ingest.tokens import fold

_DEFINED = regex.compile(r"(\p{Lu}[^().;:\n\"«»“”]{8,140})\s\((\p{Lu}[\w.-]{1,7})\)")
#: How much of an organisation's name must stand before its acronym for it to be meant.
_MEANT = 85


def own_acronyms(texts: Iterable[str]) -> frozenset[str]:
    """The acronyms of known organisations that these texts define for something else."""
    names = _names_by_acronym()
    defined = (match.groups() for text in texts for match in _DEFINED.finditer(text))
    return frozenset(acronym for name, acronym in defined if acronym in names and not _is_one(name, names[acronym]))


def _is_one(written: str, names: tuple[str, ...]) -> bool:
    """Whether what stands before the bracket ends with one of the names, typing errors apart."""
    text = fold(" ".join(written.split()))
    return any(fuzz.ratio(text[-len(name) :], name) >= _MEANT for name in names)


@cache
def _names_by_acronym() -> dict[str, tuple[str, ...]]:
    """The full names of every known organisation, by each of its acronyms."""
    return {
        acronym: tuple(fold(name) for name in known.names if not is_acronym(name))
        for known in known_organisations()
        for acronym in known.names
        if is_acronym(acronym)
    }
