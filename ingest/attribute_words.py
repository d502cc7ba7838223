"""The very words an attribute was read from: the sentence that names the thing and holds the value (pure)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ingest.lexicons import lexicon
from ingest.parts import Answer, Entity, Evidence, Mention
from ingest.sentences import sentence_spans


def with_attribute_words(
    entities: tuple[Entity, ...], mentions: tuple[Mention, ...], answers: Mapping[str, Answer], *, language: str
) -> tuple[Entity, ...]:
    """The entities, each attribute with the sentence that states it.

    That is the first sentence that mentions the entity and holds the value's digits; for a value in words, or where no
    such sentence is found, the first sentence that mentions the entity.
    """
    told = {entity.key for entity in entities if entity.attributes}
    by_key: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.key in told:
            by_key.setdefault(mention.key, []).append(mention)
    items = {mention.item for named in by_key.values() for mention in named}
    spans = {item: _sentences(answers[item].text, language) for item in items}
    return tuple(
        replace(entity, attribute_evidence=dict(_found(entity, by_key.get(entity.key, []), answers, spans)))
        if entity.attributes
        else entity
        for entity in entities
    )


def _sentences(text: str, language: str) -> list[tuple[int, int]]:
    return list(sentence_spans(text, lexicon(language).words["abbreviations"]))


def _found(
    entity: Entity,
    mentions: list[Mention],
    answers: Mapping[str, Answer],
    spans: Mapping[str, list[tuple[int, int]]],
) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    around = [(mention.item, _around(mention, spans[mention.item])) for mention in mentions]
    for name, value in entity.attributes.items():
        digits = re.match(r"\d+", value)
        holding = [
            (item, span) for item, span in around if digits and digits[0] in answers[item].text[span[0] : span[1]]
        ]
        for item, (start, end) in (holding or around)[:1]:
            yield name, answers[item].locate(start, end)


def _around(mention: Mention, sentences: list[tuple[int, int]]) -> tuple[int, int]:
    """The sentences that a mention stands in, as one stretch: a name may run over what looks like a sentence's end."""
    touched = [(start, end) for start, end in sentences if start < mention.end and end > mention.start]
    return touched[0][0], touched[-1][1]
