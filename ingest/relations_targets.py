"""Whom a practice is for: by its name, by the words that follow it, by the heading it stands under."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.parts import Entity, Relation
from ingest.relations_asked import PRACTICES
from ingest.relations_clauses import Clause
from ingest.relations_lexicon import Lexicon

_UNDER_HEADING = re.compile(r"[:(–-]\s*[\"«“]?\s*(?:\w+\s+){0,3}[\"«“]?\s*$")


def read_targets(
    clauses: Mapping[str, Sequence[Clause]], entities: Mapping[str, Entity], lexicon: Lexicon
) -> Iterator[Relation]:
    """The target groups of every practice that is named."""
    for entity in entities.values():
        if entity.type in PRACTICES:
            for group in _groups(entity.labels[0], lexicon.targets):
                yield Relation(entity.key, "targets", group, entity.evidence[:1], 0.9, "targets/by name")
    for here in clauses.values():
        for clause in here:
            yield from _said(clause, entities, lexicon)


def _groups(text: str, words: Mapping[str, re.Pattern[str]]) -> list[str]:
    lowered = text.casefold().replace("’", "'")
    return [group for group, expression in words.items() if expression.search(lowered)]


def _said(clause: Clause, entities: Mapping[str, Entity], lexicon: Lexicon) -> Iterator[Relation]:
    practices = [m for m in clause.mentions if entities[m.key].type in PRACTICES]
    for place, mention in enumerate(practices):
        until = practices[place + 1].start if place + 1 < len(practices) else clause.end
        before, after = _words(clause, clause.start, mention.start), _words(clause, mention.end, until)
        for text, words, method in (
            (_heading(before), lexicon.targets, "under heading"),
            (_aimed(after, lexicon), lexicon.targets, "said"),
            (after, lexicon.target_places, "place"),
        ):
            for group in _groups(text, words):
                yield Relation(mention.key, "targets", group, clause.evidence, 0.75, f"targets/{method}")


def _words(clause: Clause, start: int, end: int) -> str:
    """That part of the clause without proper names: a ministry of youth says nothing of youth."""
    text, at = "", start
    for mention in clause.mentions:
        if start <= mention.start and mention.end <= end and mention.text[:1].isupper():
            text, at = f"{text}{clause.answer.text[at : mention.start]}", mention.end
    return f"{text}{clause.answer.text[at:end]}".casefold().replace("’", "'")


def _heading(before: str) -> str:
    return before if _UNDER_HEADING.search(before) else ""


def _aimed(after: str, lexicon: Lexicon) -> str:
    cue = lexicon.target_cues.search(after)
    return after[cue.start() :] if cue else ""
