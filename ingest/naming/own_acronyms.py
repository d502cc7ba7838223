"""Whom an acronym means: the organisation that the world knows by it, or a body of the response's own (pure).

Where an answer writes "Commission interministérielle de prévention du crime (CIPC)", CIPC is that one everywhere.
"""

from collections.abc import Iterable, Mapping, Sequence
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


def known_name(labels: Sequence[str]) -> str | None:
    """The name by which a known organisation goes everywhere, if one of these forms means it.

    An acronym means it as it is written, and only where no full name beside it is another's.
    """
    everywhere = _name_everywhere()
    if named := [name for label in labels if (name := everywhere.get(label.casefold()))]:
        return named[0]
    acronym = next((label for label in labels if label in everywhere), None)
    if acronym is None or any(_is_another(label, acronym) for label in labels):
        return None
    return everywhere[acronym]


def _is_another(label: str, acronym: str) -> bool:
    """Whether a form is the full name of a body that the acronym does not mean."""
    names, written = _names_by_acronym()[acronym], set(fold(label).split())
    shortened = any(written <= set(name.split()) for name in names)
    return len(written) > 1 and acronym not in label and not shortened and not _is_one(label, names)


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


@cache
def _name_everywhere() -> Mapping[str, str]:
    """The first acronym of each known organisation, or else its first name, by its acronyms and lower-case names."""
    return {
        name if is_acronym(name) else name.casefold(): next(filter(is_acronym, known.names), known.names[0])
        for known in known_organisations()
        for name in known.names
    }
