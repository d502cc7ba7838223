"""What a name itself states: "Crime Prevention Department of the Ministry of Interior" is part of that ministry."""

import re
from collections.abc import Iterator, Sequence

from ingest.parts import Entity, Relation

#: What a name ending in an institution's name states, by the type of what bears it.
_BY_TYPE = {"Institution": ("partOf", False), "Publication": ("publishes", True)}
#: Kinds that are no part of the body they are named after.
_INDEPENDENT = frozenset({"Ministry", "Government", "Parliament", "Association", "NonGovernmentalOrganization"})
#: Kinds that a name may contain without being a part of them: "City of ...", "Office of the Prosecutor".
_NO_PARENT = frozenset(
    {"LocalAuthority", "RegionalAuthority", "Government", "Parliament", "Prosecution", "Institution"}
)


def read_named(entities: Sequence[Entity]) -> Iterator[Relation]:
    """Relations between an entity and an institution whose full name or acronym its own name bears."""
    institutions = [e for e in entities if e.type == "Institution" and e.kind not in _NO_PARENT]
    names = {e.key: frozenset(_names(e)) for e in institutions}
    for entity in entities:
        if entity.type in _BY_TYPE and entity.kind not in _INDEPENDENT:
            borne = {name for label in entity.labels for name in _borne(label)}
            for other in institutions:
                if other.key != entity.key and not borne.isdisjoint(names[other.key]):
                    yield _relation(entity, other)


def _names(entity: Entity) -> Iterator[str]:
    """The full names, and the acronyms as written: what names it without doubt inside another name."""
    for name in entity.labels:
        if name.isupper():
            yield name
        if name.isupper() or " " in name:
            yield name.casefold()


def _borne(label: str) -> Iterator[str]:
    """What a name may bear: its ends, and an acronym it begins with ("Youth Unit of the MOO", "MOO Youth Unit")."""
    first, _, rest = label.partition(" ")
    if rest and first.isupper():
        yield first
    folded = label.casefold()
    yield from (folded[at.end() :] for at in re.finditer(r"(?<=\w)[^\w-]", folded))


def _relation(entity: Entity, other: Entity) -> Relation:
    predicate, other_first = _BY_TYPE[entity.type]
    s, o = (other.key, entity.key) if other_first else (entity.key, other.key)
    return Relation(s, predicate, o, entity.evidence[:1], 0.85, f"{predicate}/in the name")
