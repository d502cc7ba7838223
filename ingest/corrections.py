"""A response as people decided it should be read: the decisions of `ingest.decisions`, applied one after the other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from rdflib.term import URIRef

from graph.identifiers import Identifiers
from graph.model import Finding
from ingest.claims import Target, entity_iri, targets
from ingest.decisions import Decision
from ingest.parts import Entity, Evidence, Relation, Response
from ontology.schema import classes, properties, superclasses
from ontology.terms import PG

_IMPLIED = ("yes", "no", "partly")


def apply_decisions(response: Response, decisions: Iterable[Decision], *, ids: Identifiers) -> Response:
    """The response with the decisions applied; one that finds nothing to apply to, or has no sense, becomes a finding.

    A target holds under the name it had when it was decided about: a thing that an earlier decision renamed, corrected
    or merged is found all the same.
    """
    meant: dict[str, Target] = {}
    for decision in decisions:
        now = targets(response, ids) if response.state.iso3 else {}
        meant.update(now)
        target, into = meant.get(decision.target), meant.get(decision.value)
        changed = _apply(response, decision, target, into) if target else None
        if changed is None:
            response = replace(response, findings=(*response.findings, _lost(decision)))
            continue
        response = changed
        if decision.action == "merge" and target and into:
            meant = {iri: _moved(one, target.key, into.key) for iri, one in meant.items()}
        response, meant = _without_twins(response, meant, ids)
    return response


def _lost(decision: Decision) -> Finding:
    said = f" ({decision.says})" if decision.says else ""
    value = f" to {decision.value}" if decision.value else ""
    return Finding(
        "decisions",
        f"The decision to {decision.action} {decision.target}{said}{value} finds nothing to apply to,"
        " or its value is not one that this can have; it is left out.",
    )


def _moved(target: Target, old: str, new: str) -> Target:
    key, other = (new if end == old else end for end in (target.key, target.other))
    return target._replace(key=key, other=other)


def _without_twins(
    response: Response, meant: dict[str, Target], ids: Identifiers
) -> tuple[Response, dict[str, Target]]:
    """What has come to bear one name is one thing: an entity that now has another's IRI joins it."""
    first: dict[URIRef, Entity] = {}
    for entity in response.entities:
        twin = first.setdefault(entity_iri(entity, response, ids), entity)
        if twin is not entity:
            meant = {iri: _moved(one, entity.key, twin.key) for iri, one in meant.items()}
            return _without_twins(_joined_entities(response, entity, twin), meant, ids)
    return response, meant


def _apply(response: Response, decision: Decision, target: Target, into: Target | None) -> Response | None:
    if target.what == "relation":
        return _to_relation(response, target, decision)
    if target.what == "implied":
        return _to_implied(response, target, decision)
    entity = next((one for one in response.entities if one.key == target.key), None)
    if entity is None:
        return None
    if target.what == "mention":
        return _to_mention(response, entity, target, decision)
    if target.what == "attribute":
        return _to_attribute(response, entity, target, decision)
    if decision.action == "merge":
        other = next((one for one in response.entities if into and one.key == into.key), None)
        return _joined_entities(response, entity, other) if other and other is not entity else None
    return _TO_ENTITY[decision.action](response, entity, decision)


def _to_relation(response: Response, target: Target, decision: Decision) -> Response | None:
    ends = (target.key, target.name, target.other)
    relation = next((one for one in response.relations if (one.s, one.p, one.o) == ends), None)
    here = [words for words in relation.evidence if words.item == target.item] if relation else []
    if relation is None or not here:
        return None
    rest = tuple(words for words in relation.evidence if words not in here)
    kept = (replace(relation, evidence=rest),) if rest else ()
    decided = replace(relation, evidence=tuple(here), confidence=1.0)
    match decision.action:
        case "reject":
            return _swap_relation(response, relation, kept)
        case "accept":
            return _swap_relation(response, relation, (replace(decided, review="accepted"), *kept))
        case "correct" if _called(decision.value, properties()):
            return _swap_relation(response, relation, (replace(decided, p=decision.value, review="corrected"), *kept))
    return None


def _to_implied(response: Response, target: Target, decision: Decision) -> Response | None:
    answer = response.answers[target.item]
    if answer.implied is None:
        return None
    match decision.action:
        case "reject":
            return replace(response, answers={**response.answers, target.item: replace(answer, implied=None)})
        case "accept":
            implied, review = answer.implied, "accepted"
        case "correct" if decision.value in _IMPLIED:
            implied, review = replace(answer.implied, status=decision.value), "corrected"
        case _:
            return None
    answer = replace(answer, implied=replace(implied, confidence=1.0))
    return _reviewed(replace(response, answers={**response.answers, target.item: answer}), target, review)


def _to_mention(response: Response, entity: Entity, target: Target, decision: Decision) -> Response | None:
    """A thing is still there when one mention of it is rejected, unless that was the only one."""
    rest = tuple(words for words in entity.evidence if words.item != target.item)
    match decision.action:
        case "reject" if rest:
            return _swap_entity(response, entity, [replace(entity, evidence=rest)])
        case "reject":
            return _reject(response, entity, decision)
        case "accept":
            return _reviewed(response, target, "accepted")
    return None


def _to_attribute(response: Response, entity: Entity, target: Target, decision: Decision) -> Response | None:
    others = {name: value for name, value in entity.attributes.items() if name != target.name}
    match decision.action:
        case "reject":
            return _swap_entity(response, entity, [replace(entity, attributes=others)])
        case "accept":
            return _reviewed(response, target, "accepted")
        case "correct" if target.name != "level" or decision.value in ("national", "regional", "local"):
            fixed = replace(entity, attributes={**entity.attributes, target.name: decision.value})
            return _reviewed(_swap_entity(response, entity, [fixed]), target, "corrected")
    return None


def _called(name: str, among: Iterable[URIRef]) -> URIRef | None:
    """The word of the vocabulary among these that has this name."""
    return next((iri for iri in among if str(iri) == f"{PG}{name}"), None)


def _reviewed(response: Response, target: Target, review: str) -> Response:
    about = (target.what, target.key, target.name or target.item)
    return replace(response, reviews={**response.reviews, about: review})


def _swap_relation(response: Response, old: Relation, new: Sequence[Relation]) -> Response:
    at = response.relations.index(old)
    return replace(response, relations=(*response.relations[:at], *new, *response.relations[at + 1 :]))


def _swap_entity(response: Response, old: Entity, new: Sequence[Entity]) -> Response:
    at = response.entities.index(old)
    return replace(response, entities=(*response.entities[:at], *new, *response.entities[at + 1 :]))


def _accept(response: Response, entity: Entity, _: Decision) -> Response:
    return _swap_entity(response, entity, [replace(entity, review="accepted", confidence=1.0)])


def _reject(response: Response, entity: Entity, _: Decision) -> Response:
    without = _swap_entity(response, entity, [])
    left = tuple(r for r in response.relations if entity.key not in (r.s, r.o))
    return replace(without, relations=left)


def _correct(response: Response, entity: Entity, decision: Decision) -> Response | None:
    """The entity with another type, with a kind of it (`Institution/Ministry`), or with a kind alone."""
    type_, _slash, kind = decision.value.partition("/")
    own = _called(kind or type_, classes())
    above = () if own is None else (own, *superclasses(own))
    found = next((name for name in _TYPES if _called(name, above)), None)
    if found is None or (kind and found != type_):
        return None
    fixed = replace(entity, type=found, kind=kind or type_, review="corrected", confidence=1.0)
    return _swap_entity(response, entity, [fixed])


#: The classes that an entity's IRI is made with; all other classes of entities are kinds of one of these.
_TYPES = ("Institution", "Network", "Strategy", "Programme", "LegalInstrument", "Publication")


def _rename(response: Response, entity: Entity, decision: Decision) -> Response:
    labels = tuple(dict.fromkeys((decision.value, *entity.labels)))
    return _swap_entity(response, entity, [replace(entity, labels=labels, review="corrected")])


def _joined_entities(response: Response, entity: Entity, into: Entity) -> Response:
    """One entity in place of two: all names, all evidence, and every claim about either."""
    merged = replace(
        into,
        labels=tuple(dict.fromkeys((*into.labels, *entity.labels))),
        attributes={**entity.attributes, **into.attributes},
        evidence=_joined(into.evidence, entity.evidence),
        review="corrected",
    )
    relations = _pointing(response.relations, entity.key, into.key)
    return replace(_swap_entity(_swap_entity(response, into, [merged]), entity, []), relations=relations)


def _joined(first: Sequence[Evidence], second: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted({*first, *second}, key=lambda words: (words.start, words.end)))


def _pointing(relations: Iterable[Relation], old: str, new: str) -> tuple[Relation, ...]:
    """The relations with one entity in place of another; what then says the same thing twice is said once."""
    found: dict[tuple[str, str, str], Relation] = {}
    for relation in relations:
        s, o = (new if end == old else end for end in (relation.s, relation.o))
        before = found.get((s, relation.p, o))
        evidence = _joined(before.evidence, relation.evidence) if before else relation.evidence
        if s != o:
            found[(s, relation.p, o)] = replace(before or relation, s=s, o=o, evidence=evidence)
    return tuple(found.values())


_TO_ENTITY: Mapping[str, Callable[[Response, Entity, Decision], Response | None]] = {
    "accept": _accept,
    "reject": _reject,
    "correct": _correct,
    "rename": _rename,
}
