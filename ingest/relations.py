"""Answers and what they name -> relations, each with the clause that states it.

What a sentence says is read by the patterns of the language (`relating.patterns`), what the question adds by
`relating.asked`, whom a practice is for by `relating.targets`. Here they are brought together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from ingest.parts import Answer, Entity, Evidence, Mention, Relation, State
from ingest.relating.asked import read_asked
from ingest.relating.clauses import Clause, read_clauses
from ingest.relating.lexicon import Lexicon, patterns_for, read_lexicon
from ingest.relating.named import read_named
from ingest.relating.patterns import STATE, Pattern
from ingest.relating.targets import read_targets
from ontology.questionnaire import Item, Questionnaire


def read_relations(
    answers: Mapping[str, Answer],
    entities: Sequence[Entity],
    mentions: Sequence[Mention],
    *,
    questionnaire: Questionnaire,
    language: str,
    state: State | None = None,
) -> tuple[Relation, ...]:
    """The relations that the answers state, in the order of the form, each once with all its evidence.

    The state is known by its name too. Nothing is related to itself, and only what is among the entities is
    related at all.
    """
    lexicon = read_lexicon(language)
    habits = lexicon.habits.of_state(state.name if state else "")
    known = {entity.key: entity for entity in entities}
    clauses = {
        item: read_clauses(answer, _mentions_of(answer, mentions, known), habits)
        for item, answer in answers.items()
        if answer.text.strip()
    }
    said = [found for item, here in clauses.items() for found in _said(here, questionnaire.items.get(item), lexicon)]
    asked = read_asked(clauses, said, known, questionnaire, lexicon)
    return _merged([*said, *asked, *read_named(entities), *read_targets(clauses, known, lexicon)])


def _mentions_of(answer: Answer, mentions: Sequence[Mention], known: Mapping[str, Entity]) -> list[Mention]:
    here = sorted((m for m in mentions if m.item == answer.item and m.key in known), key=lambda m: (m.start, -m.end))
    named = [m for m, after in zip_longest(here, here[1:]) if not _leads_in(m, after, answer.text)]
    return [m for before, m in zip([None, *named], named, strict=False) if not _says_what(before, m, answer.text)]


def _leads_in(mention: Mention, after: Mention | None, text: str) -> bool:
    """True for the noun before a name ("the scheme ...", with the name next): it points back to nothing."""
    if mention.is_specific or after is None or mention.type != after.type:
        return False
    return not any(c.isalnum() or c in ".;:," for c in text[mention.end : after.start])


def _says_what(before: Mention | None, mention: Mention, text: str) -> bool:
    """True for a noun that says what the name before it is: "Open Doors, the campaign of ..."."""
    if mention.is_specific or before is None or before.type != mention.type or not before.is_specific:
        return False
    between = text[before.end : mention.start]
    return "," in between and len(between.split()) <= 2 and not set(between) & set(".;:()")


def _said(clauses: tuple[Clause, ...], item: Item | None, lexicon: Lexicon) -> Iterator[Relation]:
    asks = frozenset(item.asks if item else ())
    settled: set[str] = set()
    for clause in clauses:
        for pattern in patterns_for(lexicon, clause):
            if pattern.asked and (not pattern.asked & asks or pattern.predicate in settled):
                continue
            found = list(_stated(pattern, clause))
            yield from found
            if found and pattern.asked:
                settled.add(pattern.predicate)


def _stated(pattern: Pattern, clause: Clause) -> Iterator[Relation]:
    for subject, target in pattern.matches(clause):
        evidence = _evidence(clause, subject, target)
        yield Relation(
            subject.key if subject else STATE,
            pattern.predicate,
            target.key if target else STATE,
            evidence,
            pattern.confidence,
            f"{pattern.predicate}/{pattern.name}",
        )


def _evidence(clause: Clause, *mentions: Mention | None) -> tuple[Evidence, ...]:
    """The clause, from the earlier one on where a pronoun leads there."""
    earlier = [c.start for c in clause.before for m in mentions if m and c.start <= m.start < c.end]
    return clause.answer.locate(min([clause.start, *earlier]), clause.end)


def _merged(found: Iterable[Relation]) -> tuple[Relation, ...]:
    """Each relation once: the surest reading's method, everyone's evidence."""
    merged: dict[tuple[str, str, str], Relation] = {}
    for relation in found:
        triple = relation.s, relation.p, relation.o
        if (other := merged.get(triple)) is None:
            merged[triple] = relation
            continue
        best = max(other, relation, key=lambda r: r.confidence)
        evidence = tuple(dict.fromkeys(other.evidence + relation.evidence))
        merged[triple] = Relation(*triple, evidence, best.confidence, best.method, best.review)
    return tuple(merged.values())
