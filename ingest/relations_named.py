"""What a name itself states: "Crime Prevention Department of the Ministry of Interior" is part of that ministry."""

from collections.abc import Iterator, Sequence

from ingest.parts import Entity, Relation

#: What a name ending in an institution's name states, by the type of what bears it.
_BY_TYPE = {"Institution": ("partOf", False), "Publication": ("publishes", True)}
#: Kinds that are no part of the body they are named after.
_INDEPENDENT = frozenset({"Ministry", "Government", "Parliament", "Association", "NonGovernmentalOrganization"})


def read_named(entities: Sequence[Entity]) -> Iterator[Relation]:
    """Relations between an entity and an institution whose full name its own name ends with."""
    institutions = [e for e in entities if e.type == "Institution"]
    for entity in entities:
        if entity.type in _BY_TYPE and entity.kind not in _INDEPENDENT:
            for other in institutions:
                if other.key != entity.key and _ends_with(entity.labels[0], other.labels[0]):
                    yield _relation(entity, other)


def _ends_with(name: str, other: str) -> bool:
    whole, end = name.casefold(), other.casefold()
    return (" " in end and whole.endswith(f" {end}")) or (" " in end and whole.endswith(f"'{end}"))


def _relation(entity: Entity, other: Entity) -> Relation:
    predicate, other_first = _BY_TYPE[entity.type]
    s, o = (other.key, entity.key) if other_first else (entity.key, other.key)
    return Relation(s, predicate, o, entity.evidence[:1], 0.85, f"{predicate}/in the name")
