"""Whom a practice is for: by its name, by the words that follow it, by the heading it stands under."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.parts import Entity, Relation
from ingest.relations_asked import PRACTICES
from ingest.relations_clauses import SIGNS, Clause, sign_of
from ingest.relations_patterns import Lexicon

_PRACTICE_SIGNS = "".join(f"{chr(SIGNS[name])}-{chr(SIGNS[name] + 0xFF)}" for name in sorted(PRACTICES))
_NEXT_PRACTICE = re.compile(f"[{_PRACTICE_SIGNS}]")
_UNDER_HEADING = re.compile(r"[:–-]\s*\w*\s*\w*\s*\w*\s*$")


def read_targets(
    clauses: Mapping[str, Sequence[Clause]], entities: Mapping[str, Entity], lexicon: Lexicon
) -> Iterator[Relation]:
    """The target groups of every practice that is named."""
    for entity in entities.values():
        if entity.type in PRACTICES:
            for group in _groups(entity.labels[0], lexicon):
                yield Relation(entity.key, "targets", group, entity.evidence[:1], 0.9, "targets/by name")
    for here in clauses.values():
        for clause in here:
            yield from _said(clause, entities, lexicon)


def _groups(text: str, lexicon: Lexicon) -> list[str]:
    lowered = text.casefold().replace("’", "'")
    return [group for group, words in lexicon.targets.items() if words.search(lowered)]


def _said(clause: Clause, entities: Mapping[str, Entity], lexicon: Lexicon) -> Iterator[Relation]:
    for place, mention in enumerate(clause.mentions):
        if entities[mention.key].type not in PRACTICES:
            continue
        before, _, after = clause.masked.partition(sign_of(mention, place))
        after = _NEXT_PRACTICE.split(after)[0]
        for text, method in ((_heading(before), "under heading"), (_aimed(after, lexicon), "said")):
            for group in _groups(text, lexicon):
                yield Relation(mention.key, "targets", group, clause.evidence, 0.75, f"targets/{method}")


def _heading(before: str) -> str:
    return before if _UNDER_HEADING.search(before) else ""


def _aimed(after: str, lexicon: Lexicon) -> str:
    cue = lexicon.target_cues.search(after)
    return after[cue.start() :] if cue else ""
