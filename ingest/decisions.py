"""What a person decided about a reading: kept in a plain file beside the response, applied again at each reading.

The file is `<response file>.decisions.toml`: a list of `[[decision]]` tables in the order they were taken, each with
who took it and when. Targets are the IRIs of claims and entities, which come from content and so survive a re-reading.
`ingest.corrections` applies them.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tomli_w

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
    or type/kind of an entity, or the right predicate or value of a claim. `says` repeats the claim in words, for who
    reads the file.
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
    before = decisions_beside(response)
    every = [*before, *decisions]
    for number, decision in enumerate(every[len(before) :], start=len(before) + 1):
        _require_sense(path, number, decision)
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
    _require_sense(path, number, decision)
    return decision


def _require_sense(path: Path, number: int, decision: Decision) -> None:
    if decision.action not in ACTIONS:
        raise BadDecisions(path, number, f"has the action {decision.action!r}, which is none of {', '.join(ACTIONS)}")
    if decision.action in ("correct", "merge", "rename") and not decision.value.strip():
        raise BadDecisions(path, number, f"is a {decision.action} without a value")
