"""The other reader: asks a language model behind an OpenAI-compatible chat endpoint, and believes what it can check.

Off unless asked for: the answers' text leaves the machine. What comes back is held against the scheme and the text
(`ingest.chat.belief`), so that the worst a model can do is to overlook something or to misjudge true words.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.chat.belief import Belief
from ingest.chat.endpoint import ChatEndpoint
from ingest.chat.scheme import answer_schema, instructions
from ingest.parts import Answer, State
from ingest.reader import Reading
from ontology.errors import PrevgraphError
from ontology.questionnaire import Questionnaire

#: How many characters of answers go into one request: a few pages, which models read with care.
CHARACTERS_AT_ONCE = 12_000


class ChatNotInstalled(PrevgraphError):
    """The library that checks a model's answer is not there."""

    message = "reading through a chat endpoint needs the extra `chat`: pip install 'preventiongraph[chat]'"


@dataclass(frozen=True, slots=True)
class ChatReader:
    """Reads through a chat endpoint; the same text and model are asked once, then answered from the cache."""

    endpoint: ChatEndpoint

    @property
    def name(self) -> str:
        return f"chat ({self.endpoint.model})"

    def read(
        self, answers: Mapping[str, Answer], *, questionnaire: Questionnaire, language: str, state: State
    ) -> Reading:
        belief = Belief(answers, questionnaire, method=self.name)
        for batch in batches(answers):
            belief.take(self._ask(batch, belief, language, state))
        entities, relations = belief.in_order()
        return Reading(entities, relations, belief.implied, tuple(belief.findings))

    def _ask(self, batch: Sequence[Answer], belief: Belief, language: str, state: State) -> Mapping[str, Any]:
        schema = answer_schema([answer.item for answer in batch])
        messages = [
            {"role": "system", "content": instructions()},
            {"role": "user", "content": _question(batch, belief, language, state)},
        ]
        return self.endpoint.ask(messages, schema, is_usable=_validator(schema).is_valid)


def batches(answers: Mapping[str, Answer]) -> Iterator[tuple[Answer, ...]]:
    """The answers that have text, in their order, as many at a time as one request may hold."""
    waiting: list[Answer] = []
    for answer in answers.values():
        if waiting and sum(len(one.text) for one in (*waiting, answer)) > CHARACTERS_AT_ONCE:
            yield tuple(waiting)
            waiting = []
        if answer.text.strip():
            waiting.append(answer)
    if waiting:
        yield tuple(waiting)


def _question(batch: Sequence[Answer], belief: Belief, language: str, state: State) -> str:
    known = [{"type": entity.type, "labels": entity.labels} for entity in belief.entities]
    told = [_told(answer, belief.questionnaire, language) for answer in batch]
    whole = {"state": state.name, "language": language, "known": known, "answers": told}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _told(answer: Answer, questionnaire: Questionnaire, language: str) -> dict[str, Any]:
    item = questionnaire.items[answer.item]
    return {
        "item": item.id,
        "question": item.text.get(language) or item.text.get("en") or next(iter(item.text.values()), ""),
        "options": item.options,
        "marked": answer.mark,
        "paragraphs": item.paragraphs,
        "text": answer.text,
    }


def _validator(schema: Mapping[str, Any]) -> Any:
    try:
        from jsonschema import Draft202012Validator
    except ImportError as error:
        raise ChatNotInstalled from error
    return Draft202012Validator(schema)
