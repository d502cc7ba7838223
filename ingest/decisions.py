"""What a person decided about a reading: kept in a plain file beside the response, applied again at each reading.

The file is `<response file>.decisions.toml`: a list of `[[decision]]` tables in the order they were taken, each with
who took it and when. Targets are the IRIs of claims and entities, which come from content and so survive a re-reading.
"""

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import tomli_w
from rdflib.term import URIRef

from graph.identifiers import Identifiers
from graph.model import Finding
from ingest.parts import Entity, Evidence, Relation, Response
from ingest.statements import claim_iris, entity_iri
from ontology.errors import PrevgraphError

ACTIONS = ("accept", "correct", "reject", "merge", "rename")

_HEADER = (
    "# What people decided about this response; applied at each reading, in this order.\n"
    "# action: accept, correct, reject, merge or rename; target: the claim or the entity it is about.\n\n"
)


class BadDecisions(PrevgraphError):
    """A decisions file that cannot be applied as written."""

    message = "{0}: decision {1} {2}; correct the file or delete that entry."


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: what was done (`action`) to which claim or entity (`target`), by whom and when (ISO date).

    `value` is the new name for `rename`, the IRI of the entity that stays for `merge`, and for `correct` the new type
    or type/kind of an entity, or the new predicate of a claim. `says` repeats the claim in words, for whoever reads the file.
    """

    action: str
    target: str
    by: str
    on: str
    value: str = ""
    says: str = ""


def decisions_file(response: Path) -> Path:
    """Where the decisions about a response file are kept."""
    return response.with_name(response.name + ".decisions.toml")


def decisions_beside(response: Path) -> tuple[Decision, ...]:
    """The decisions kept beside a response file; none where there is no such file."""
    path = decisions_file(response)
    if not path.exists():
        return ()
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("decision", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadDecisions(path, "list", f"is not valid TOML ({error})") from error
    return tuple(_decision(path, number, entry) for number, entry in enumerate(entries, start=1))


def digest(decisions: Sequence[Decision]) -> str:
    """A short string that is the same for the same decisions."""
    return hashlib.sha256(repr(decisions).encode()).hexdigest()[:16]


def keep_decisions(response: Path, decisions: Iterable[Decision]) -> Path:
    """Add decisions to the file beside a response, whole or not at all; give back where they are."""
    path = decisions_file(response)
    every = [*decisions_beside(response), *decisions]
    entries = [
        {
            k: v
            for k, v in (
                ("action", d.action),
                ("target", d.target),
                ("value", d.value),
                ("says", d.says),
                ("by", d.by),
                ("on", d.on),
            )
            if v
        }
        for d in every
    ]
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(_HEADER + tomli_w.dumps({"decision": entries}), "utf-8")
    fresh.replace(path)
    return path


def _decision(path: Path, number: int, entry: Mapping[str, str]) -> Decision:
    try:
        decision = Decision(**entry)
    except TypeError as error:
        raise BadDecisions(path, number, "needs action, target, by and on, and may have value and says") from error
    if decision.action not in ACTIONS:
        raise BadDecisions(path, number, f"has the action {decision.action!r}, which is none of {', '.join(ACTIONS)}")
    if decision.action in ("correct", "merge", "rename") and not decision.value:
        raise BadDecisions(path, number, f"is a {decision.action} without a value")
    return decision


def apply_decisions(response: Response, decisions: Iterable[Decision], *, ids: Identifiers) -> Response:
    """The response as people decided it should be read; a decision whose target is gone becomes a finding."""
    for decision in decisions:
        changed = _apply(response, decision, ids)
        response = changed or replace(response, findings=(*response.findings, _lost(decision)))
    return response


def _lost(decision: Decision) -> Finding:
    said = f" ({decision.says})" if decision.says else ""
    return Finding(
        "decisions", f"The decision to {decision.action} {decision.target}{said} finds nothing to apply to any more."
    )


def _apply(response: Response, decision: Decision, ids: Identifiers) -> Response | None:
    if not response.state.iso3:
        return None
    for entity in response.entities:
        if str(entity_iri(entity, response, ids)) == decision.target:
            return _TO_ENTITY[decision.action](response, entity, decision, ids)
    for relation in response.relations:
        if URIRef(decision.target) in claim_iris(relation, response, ids):
            return _to_claim(response, relation, decision, ids)
    return None


def _to_claim(response: Response, relation: Relation, decision: Decision, ids: Identifiers) -> Response | None:
    here = claim_iris(relation, response, ids)[URIRef(decision.target)]
    rest = tuple(words for words in relation.evidence if words not in here)
    kept = (replace(relation, evidence=rest),) if rest else ()
    decided = replace(relation, evidence=tuple(here))
    match decision.action:
        case "reject":
            return _swap_relation(response, relation, kept)
        case "accept":
            return _swap_relation(response, relation, (replace(decided, review="accepted", confidence=1.0), *kept))
        case "correct":
            fixed = replace(decided, p=decision.value, review="corrected", confidence=1.0)
            return _swap_relation(response, relation, (fixed, *kept))
    return None


def _swap_relation(response: Response, old: Relation, new: Sequence[Relation]) -> Response:
    at = response.relations.index(old)
    return replace(response, relations=(*response.relations[:at], *new, *response.relations[at + 1 :]))


def _swap_entity(response: Response, old: Entity, new: Sequence[Entity]) -> Response:
    at = response.entities.index(old)
    return replace(response, entities=(*response.entities[:at], *new, *response.entities[at + 1 :]))


def _accept(response: Response, entity: Entity, _: Decision, __: Identifiers) -> Response:
    return _swap_entity(response, entity, [replace(entity, review="accepted", confidence=1.0)])


def _reject(response: Response, entity: Entity, _: Decision, __: Identifiers) -> Response:
    without = _swap_entity(response, entity, [])
    left = tuple(r for r in response.relations if entity.key not in (r.s, r.o))
    return replace(without, relations=left)


def _correct(response: Response, entity: Entity, decision: Decision, _: Identifiers) -> Response:
    type_, _slash, kind = decision.value.partition("/")
    fixed = replace(entity, type=type_, kind=kind or type_, review="corrected", confidence=1.0)
    return _swap_entity(response, entity, [fixed])


def _rename(response: Response, entity: Entity, decision: Decision, _: Identifiers) -> Response:
    labels = tuple(dict.fromkeys((decision.value, *entity.labels)))
    return _swap_entity(response, entity, [replace(entity, labels=labels, review="corrected")])


def _merge(response: Response, entity: Entity, decision: Decision, ids: Identifiers) -> Response | None:
    into = next((e for e in response.entities if str(entity_iri(e, response, ids)) == decision.value), None)
    if into is None or into is entity:
        return None
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


_TO_ENTITY: Mapping[str, Callable[[Response, Entity, Decision, Identifiers], Response | None]] = {
    "accept": _accept,
    "reject": _reject,
    "correct": _correct,
    "rename": _rename,
    "merge": _merge,
}
