"""What the answers name: the doors `read_entities` and `find_mentions` (pure and deterministic).

Each answer is scanned for names (`candidates`), the names of all answers are joined into things (`identity`), and
every thing becomes an `Entity` with its forms, attributes (`attributes`) and the very words that name it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.lexicons import Lexicon, lexicon
from ingest.naming.answer_text import AnswerText
from ingest.naming.attributes import Attributes
from ingest.naming.candidates import find_names
from ingest.naming.found import Found, is_acronym, one_line
from ingest.naming.identity import Identities
from ingest.naming.own_acronyms import own_acronyms
from ingest.naming.recurring import recurring
from ingest.naming.thing import Thing
from ingest.parts import Answer, Entity, Evidence, Mention, State
from ontology.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Naming:
    """Everything the answers of one response name, and where."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]


def read_entities(
    answers: Mapping[str, Answer], *, questionnaire: Questionnaire, language: str, state: State | None = None
) -> tuple[Entity, ...]:
    """What the answers name, in the order in which it is first named."""
    return read_naming(answers, questionnaire=questionnaire, language=language, state=state).entities


def find_mentions(
    answers: Mapping[str, Answer], *, questionnaire: Questionnaire, language: str, state: State | None = None
) -> list[Mention]:
    """Every place that names something, in the order of the answers; `key` is that of its `Entity`."""
    return list(read_naming(answers, questionnaire=questionnaire, language=language, state=state).mentions)


def read_naming(
    answers: Mapping[str, Answer], *, questionnaire: Questionnaire, language: str, state: State | None = None
) -> Naming:
    """Entities and mentions in one pass."""
    words = lexicon(language)
    own = own_acronyms(answer.text for answer in answers.values())
    found = [f for answer in answers.values() for f in _scan(answer, questionnaire, words, state, own)]
    things = [t for t in Identities(words).join(recurring(answers, found, words)) if _is_worth(t)]
    attributes = Attributes(answers, things, questionnaire, words)
    entities = tuple(_entity(k, thing, answers, attributes) for k, thing in enumerate(things, 1))
    return Naming(entities, tuple(_mentions(entities, things, list(answers))))


def _scan(
    answer: Answer, questionnaire: Questionnaire, words: Lexicon, state: State | None, own: frozenset[str]
) -> list[Found]:
    item = questionnaire.items.get(answer.item)
    asks = item.asks if item else ()
    return find_names(AnswerText(answer.item, answer.text, words, asks, state, own)) if answer.text else []


def _is_worth(thing: Thing) -> bool:
    return any(f.specific for f in thing.found)


def _entity(number: int, thing: Thing, answers: Mapping[str, Answer], attributes: Attributes) -> Entity:
    surest = max(thing.found, key=lambda f: (f.specific, f.confidence))
    return Entity(
        key=f"e{number}",
        type=thing.type,
        labels=_labels(thing),
        evidence=tuple(_evidence(thing, answers)),
        kind=thing.kind,
        attributes=attributes.of(thing),
        confidence=_confidence(thing, surest),
        method=surest.method,
    )


def _confidence(thing: Thing, surest: Found) -> float:
    """The surest place's confidence, a little more where several answers name the thing."""
    several = len({f.item for f in thing.found if f.specific}) > 1
    return round(min(0.98, surest.confidence + (0.04 if several else 0.0)), 2)


def _labels(thing: Thing) -> tuple[str, ...]:
    """Every form of the name, the fullest first, then in the order of the text."""
    forms = [one_line(form) for f in thing.found for form in (f.label, *f.forms)]
    specific = {f.label for f in thing.found if f.specific and not is_acronym(f.label)}
    unique = list(dict.fromkeys(forms))
    full = max(unique, key=lambda form: (form in specific, not is_acronym(form), len(form)))
    return (full, *(form for form in unique if form != full))


def _evidence(thing: Thing, answers: Mapping[str, Answer]) -> Iterator[Evidence]:
    """The first place of each answer that names the thing, the fullest form of it there."""
    items = list(dict.fromkeys(f.item for f in thing.found))
    for item in items:
        here = [f for f in thing.found if f.item == item]
        best = max(here, key=lambda f: (f.specific, len(f.text), -f.start))
        yield from answers[item].locate(best.start, best.end)


def _mentions(entities: tuple[Entity, ...], things: list[Thing], items: list[str]) -> list[Mention]:
    order = {item: k for k, item in enumerate(items)}
    every = [
        Mention(f.item, f.start, f.end, f.text, e.type, e.kind, e.key, f.specific)
        for e, t in zip(entities, things, strict=True)
        for f in t.found
    ]
    return sorted(every, key=lambda m: (order[m.item], m.start, -m.end))
