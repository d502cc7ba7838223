"""The queue of uncertain statements, and taking decisions about them, on the command line or by CSV."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from graph.identifiers import Identifiers
from ingest.claims import claim_iris, entity_iri
from ingest.decisions import ACTIONS, Decision
from ingest.parts import Evidence, Response
from ontology.errors import PrevgraphError

#: What is read with less confidence than this is shown for review.
UNSURE_BELOW = 0.7


class BadDecisionTable(PrevgraphError):
    """A table of decisions that cannot be taken as it is."""

    message = "{0}, line {1}: {2}; nothing was decided. Correct the line and read the table again."


@dataclass(frozen=True, slots=True)
class Uncertain:
    """One statement for a person to look at: where it was read, what it says, in which words, how surely."""

    file: str
    target: str
    says: str
    quote: str
    item: str
    confidence: float
    method: str


def uncertain(response: Response, *, ids: Identifiers, below: float = UNSURE_BELOW) -> list[Uncertain]:
    """The claims and entities of a response that nobody reviewed and the reader is unsure of, the least sure first."""
    found = [one for one in _statements(response, ids) if one.confidence < below]
    return sorted(found, key=lambda one: (one.confidence, one.item, one.target))


def _statements(response: Response, ids: Identifiers) -> Iterator[Uncertain]:
    def row(target: object, says: str, words: Evidence, confidence: float, method: str) -> Uncertain:
        return Uncertain(response.document.file, str(target), says, words.quote, words.item, confidence, method)

    names = {entity.key: entity.labels[0] for entity in response.entities} | {"STATE": response.state.name}
    for entity in response.entities:
        if entity.review == "unreviewed" and entity.evidence:
            says = f"{entity.labels[0]} is a {entity.kind or entity.type}"
            target = entity_iri(entity, response, ids)
            yield row(target, says, entity.evidence[0], entity.confidence, entity.method)
    for relation in response.relations:
        if relation.review == "unreviewed":
            says = f"{names.get(relation.s, relation.s)} {relation.p} {names.get(relation.o, relation.o)}"
            for target, evidence in claim_iris(relation, response, ids).items():
                yield row(target, says, evidence[0], relation.confidence, relation.method)


#: How a cell begins that a spreadsheet would calculate.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (*(field.name for field in fields(Uncertain)), "action", "value")


def write_queue(queue: Iterable[Uncertain], path: Path) -> None:
    """The queue as CSV, with empty columns `action` and `value` to be filled in."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        for one in queue:
            cells = {name: _as_text(cell) if isinstance(cell, str) else cell for name, cell in asdict(one).items()}
            writer.writerow({**cells, "action": "", "value": ""})


def _as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: words of a document that begin like one get an apostrophe."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _as_written(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def read_queue(path: Path, *, by: str, on: str) -> Mapping[str, list[Decision]]:
    """The decisions of a filled-in queue, by response file; lines without an action are left open."""
    decided: dict[str, list[Decision]] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        if missing := {"file", "target", "action"} - set(reader.fieldnames or ()):
            raise BadDecisionTable(path, 1, f"the column {', '.join(sorted(missing))} is missing")
        for number, line in enumerate(reader, start=2):
            line = {name: _as_written(cell) if isinstance(cell, str) else cell for name, cell in line.items()}
            action = (line["action"] or "").strip().lower()
            if action:
                decision = _decision(path, number, action, line, by=by, on=on)
                decided.setdefault(line["file"], []).append(decision)
    return decided


def _decision(path: Path, number: int, action: str, line: Mapping[str, str | None], *, by: str, on: str) -> Decision:
    value = (line.get("value") or "").strip()
    if action not in ACTIONS:
        raise BadDecisionTable(path, number, f"the action {action!r} is none of {', '.join(ACTIONS)}")
    if action in ("correct", "merge", "rename") and not value:
        raise BadDecisionTable(path, number, f"{action} needs a value")
    return Decision(action, line["target"] or "", by=by, on=on, value=value, says=line.get("says") or "")
