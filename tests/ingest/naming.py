"""Answers as tests write them, and what is read from them."""

from ingest.mentions import find_mentions, read_entities
from ingest.parts import Answer, Entity, Mention, Piece, State
from ontology.questionnaire import load_questionnaire

STATE = State("Republic of Borduria", "XAA")


def answers_of(texts: dict[str, str]) -> dict[str, Answer]:
    """Answers whose document is their own text."""
    return {item: Answer(item, None, text, (Piece(0, 0, len(text)),)) for item, text in texts.items()}


def entities_of(texts: dict[str, str], language: str = "en") -> tuple[Entity, ...]:
    """The entities read from answers by item."""
    return read_entities(answers_of(texts), questionnaire=load_questionnaire(), language=language, state=STATE)


def mentions_of(texts: dict[str, str], language: str = "en") -> list[Mention]:
    """The mentions found in answers by item."""
    return find_mentions(answers_of(texts), questionnaire=load_questionnaire(), language=language, state=STATE)


def named(text: str, language: str = "en", item: str = "9(a)") -> set[str]:
    """What one answer names, each as `Type: fullest label`."""
    return {f"{e.type}: {e.labels[0]}" for e in entities_of({item: text}, language)}


def one(text: str, language: str = "en", item: str = "9(a)") -> Entity:
    """The only entity that one answer names."""
    (entity,) = entities_of({item: text}, language)
    return entity
