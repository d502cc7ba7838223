"""The seam between the form and the reading of its text: one protocol, two readers.

`LinguisticReader` is the embedded default: deterministic, no download, no network. `ingest.chat_reader` asks a language
model instead. Both are handed the answers of one response and give back what the answers name and say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from graph.model import Finding
from ingest.attribute_words import with_attribute_words
from ingest.implied import read_implied
from ingest.mentions import read_naming
from ingest.parts import Answer, Entity, Implied, Relation, State
from ingest.relations import read_relations
from ontology.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in the answers of one response."""

    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    implied: Mapping[str, Implied]
    findings: tuple[Finding, ...] = ()


class Reader(Protocol):
    """Reads the answers of one response."""

    @property
    def name(self) -> str:
        """How the provenance of a reading calls it."""

    def read(
        self, answers: Mapping[str, Answer], *, questionnaire: Questionnaire, language: str, state: State
    ) -> Reading:
        """What the answers name and say."""


class LinguisticReader:
    """Reads by lexicons and sentence patterns; the same text always gives the same reading."""

    name = "linguistic"

    def read(
        self, answers: Mapping[str, Answer], *, questionnaire: Questionnaire, language: str, state: State
    ) -> Reading:
        naming = read_naming(answers, questionnaire=questionnaire, language=language, state=state)
        entities = with_attribute_words(naming.entities, naming.mentions, answers, language=language)
        relations = read_relations(
            answers, entities, naming.mentions, questionnaire=questionnaire, language=language, state=state
        )
        implied = {
            item: found
            for item, answer in answers.items()
            if (found := read_implied(answer, questionnaire.items[item], language=language))
        }
        return Reading(entities, relations, implied)


def with_implied(answers: Mapping[str, Answer], implied: Mapping[str, Implied]) -> dict[str, Answer]:
    """The answers, each with what its text implies."""
    telling = {item: replace(answer, implied=implied[item]) for item, answer in answers.items() if item in implied}
    return {**answers, **telling}
