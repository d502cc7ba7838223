"""What a name itself states: "Crime Prevention Department of the Ministry of Interior" is part of that ministry."""

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
    for entity in entities:
        if entity.type in _BY_TYPE and entity.kind not in _INDEPENDENT:
            for other in institutions:
                if other.key != entity.key and _bears(entity, other):
                    yield _relation(entity, other)


def _bears(entity: Entity, other: Entity) -> bool:
    return any(_contains(label, name) for label in entity.labels for name in _names(other))


def _names(entity: Entity) -> list[str]:
    """The full name and the acronyms: what names it without doubt inside another name."""
    return [name for name in entity.labels if " " in name or name.isupper()]


def _contains(label: str, name: str) -> bool:
    """True for "Youth Unit of the MOO" and "MOO Youth Unit", given MOO."""
    if name.isupper() and label.startswith(f"{name} "):
        return True
    before = label.casefold().removesuffix(name.casefold())
    return 1 < len(before) < len(label) and not before[-1].isalnum() and before[-2].isalnum()


def _relation(entity: Entity, other: Entity) -> Relation:
    predicate, other_first = _BY_TYPE[entity.type]
    s, o = (other.key, entity.key) if other_first else (entity.key, other.key)
    return Relation(s, predicate, o, entity.evidence[:1], 0.85, f"{predicate}/in the name")
