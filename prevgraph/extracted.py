"""A response as `prevgraph extract` prints it: the JSON of the contract, a table, or Turtle."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.identifiers import Identifiers
from graph.merge import Merges
from ingest.claims import entity_iri
from ingest.parts import Answer, Entity, Evidence, Relation, Response
from ontology.questionnaire import Questionnaire
from prevgraph.reading import ReadingPlan
from prevgraph.reviews import merges_beside

#: So many characters of an answer stand beside its boxes; the whole is in the JSON.
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Extracted:
    """A response as it was read, and which identifiers mean one thing by the decisions beside it."""

    response: Response
    merges: Merges


def extract(plan: ReadingPlan, path: Path) -> Extracted:
    """What one file would put into the graph."""
    return Extracted(plan.read(path), merges_beside(path, ids=plan.ids))


def as_json(extracted: Extracted, *, ids: Identifiers) -> dict[str, Any]:
    """One JSON object per response: state, language, document, answers, entities, relations, warnings.

    Each entity stands as the response names it; those that a reviewer merged share an IRI.
    """
    response = extracted.response
    return {
        "state": {
            "name": response.state.name,
            "iso3": response.state.iso3,
            "fictional": response.state.is_fictional,
        },
        "language": response.language,
        "questionnaire": response.questionnaire,
        "round": response.round,
        "document": {
            "file": response.document.file,
            "sha256": response.document.sha256,
            "media_type": response.document.media_type,
            "pages": response.document.pages,
        },
        "answers": {item: _answer(answer) for item, answer in response.answers.items()},
        "entities": [_entity(entity, extracted, ids) for entity in response.entities],
        "relations": [_relation(relation) for relation in response.relations],
        "warnings": [
            {"where": finding.where, "what": finding.what, "gravity": str(finding.gravity)}
            for finding in response.findings
        ],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    if answer.needs is not None or answer.offers is not None:
        return {"needs": bool(answer.needs), "offers": bool(answer.offers)}
    return {
        "mark": answer.mark,
        "implied": answer.implied.status if answer.implied and answer.mark is None else None,
        "contradicted_by": _contradiction(answer),
        "text": answer.text,
        "start": answer.pieces[0].start if answer.pieces else None,
        "end": answer.pieces[-1].end if answer.pieces else None,
        "refers_to": list(answer.refers_to),
    }


def _contradiction(answer: Answer) -> dict[str, Any] | None:
    implied = answer.implied
    if implied is None or answer.mark is None or answer.mark == implied.status:
        return None
    return {"status": implied.status, "evidence": [_evidence(words) for words in implied.evidence]}


def _evidence(words: Evidence) -> dict[str, Any]:
    return {"item": words.item, "quote": words.quote, "start": words.start, "end": words.end}


def _entity(entity: Entity, extracted: Extracted, ids: Identifiers) -> dict[str, Any]:
    return {
        "key": entity.key,
        "type": entity.type,
        "kind": entity.kind or entity.type,
        "labels": list(entity.labels),
        "attributes": dict(entity.attributes),
        "evidence": [_evidence(words) for words in entity.evidence],
        "confidence": entity.confidence,
        "method": entity.method,
        "review": entity.review,
        "iri": _iri(entity, extracted, ids) if extracted.response.state.iso3 else None,
    }


def _iri(entity: Entity, extracted: Extracted, ids: Identifiers) -> str:
    """The IRI that an entity has in the graph: its own, or that of the thing which it was found to be."""
    own = entity_iri(entity, extracted.response, ids)
    return str(extracted.merges.kept.get(own, own))


def _relation(relation: Relation) -> dict[str, Any]:
    return {
        "s": relation.s,
        "p": relation.p,
        "o": relation.o,
        "evidence": [_evidence(words) for words in relation.evidence],
        "confidence": relation.confidence,
        "method": relation.method,
        "review": relation.review,
    }


def as_rows(response: Response, form: Questionnaire) -> list[tuple[str, str, str, str]]:
    """What was read, a row each: item, what it is, what it says, the words. The boxes of an item come first."""
    names: Mapping[str, str] = {entity.key: entity.labels[0] for entity in response.entities}
    answers = response.answers.values()
    rows = [(answer.item, "box", _boxes(answer), _start(answer.text)) for answer in answers if _has_boxes(answer, form)]
    rows += [
        (words.item, entity.kind or entity.type, ", ".join(entity.labels), words.quote)
        for entity in response.entities
        for words in entity.evidence[:1]
    ]
    state = response.state.name
    for relation in response.relations:
        ends = [state if end == "STATE" else names.get(end, end) for end in (relation.s, relation.o)]
        says = f"{ends[0]} {relation.p} {ends[1]}"
        rows.extend((words.item, "claim", says, words.quote) for words in relation.evidence[:1])
    order = {item: number for number, item in enumerate(response.answers)}
    return sorted(rows, key=lambda row: order[row[0]])


def _has_boxes(answer: Answer, form: Questionnaire) -> bool:
    return form.items[answer.item].kind != "text"


def _boxes(answer: Answer) -> str:
    """What is marked in the boxes of an item, and what its text implies where they say nothing, or something else."""
    marked = ", ".join(name for name, is_marked in answer.columns.items() if is_marked) or answer.mark or "not marked"
    implied = answer.implied.status if answer.implied else marked
    return marked if implied == marked else f"{marked}; the text implies {implied}"


def _start(text: str) -> str:
    """The first words of an answer."""
    return textwrap.shorten(text, _LONGEST, placeholder=" …")
