"""Everything a questionnaire prints, as words to be looked for: its places in their order, and its prompts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ingest.printed.words import Words, fold_words
from ontology.questionnaire import Questionnaire

PlaceKind = Literal["section", "quotation", "stem", "item", "table"]


@dataclass(frozen=True, slots=True)
class Place:
    """Something the form prints once, in its order. `label` is what may stand before it: (`9`, `c`) for `(c)`."""

    number: int
    kind: PlaceKind
    id: str
    label: tuple[str, ...]
    parent: str | None
    texts: Mapping[str, tuple[str, ...]]
    boxes: bool = False
    grid: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Printed words and what they may be: the places that print them, or a prompt, a title (no places)."""

    words: tuple[str, ...]
    kind: Literal["place", "prompt", "title"]
    places: tuple[int, ...]
    language: str
    ends_question: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: words `first` to `last` (exclusive), and how alike (1.0: to the letter)."""

    phrase: Phrase
    first: int
    last: int
    likeness: float = 1.0


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All phrases of one questionnaire, filed by their first and second word."""

    questionnaire: Questionnaire
    places: tuple[Place, ...]
    phrases: tuple[Phrase, ...]
    by_start: Mapping[str, Mapping[str, tuple[Phrase, ...]]]
    #: The words with which options begin.
    option_words: frozenset[str]

    def find(self, words: Words) -> Iterator[Hit]:
        """Every phrase that stands in the text word for word, the longest at each word."""
        listed = words.words
        for first in [place for place, word in enumerate(listed) if word in self.by_start]:
            seconds = self.by_start[listed[first]]
            second = listed[first + 1] if first + 1 < len(listed) else ""
            for phrase in (*seconds.get(second, ()), *seconds.get("", ())):
                last = first + len(phrase.words)
                if tuple(listed[first:last]) == phrase.words:
                    yield Hit(phrase, first, last)
                    break


class _Same:
    """A questionnaire as a key: the very same object."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire

    def __hash__(self) -> int:
        return id(self.questionnaire)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.questionnaire is self.questionnaire


def catalogue(questionnaire: Questionnaire) -> Catalogue:
    """The phrases of a questionnaire, made once for each."""
    return _catalogue(_Same(questionnaire))


@lru_cache(maxsize=8)
def _catalogue(same: _Same) -> Catalogue:
    questionnaire = same.questionnaire
    places = tuple(_places(questionnaire))
    phrases = tuple(_merged([*_place_phrases(places, questionnaire), *_other_phrases(questionnaire)]))
    filed: dict[str, dict[str, tuple[Phrase, ...]]] = {}
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.words)):
        seconds = filed.setdefault(phrase.words[0], {})
        second = phrase.words[1] if len(phrase.words) > 1 else ""
        seconds[second] = (*seconds.get(second, ()), phrase)
    options = {
        fold_words(texts[0])[0]
        for item in questionnaire.items.values()
        for mark in (item.options if item.kind == "choice" else ())
        for texts in questionnaire.options[mark].values()
    }
    return Catalogue(questionnaire, places, phrases, filed, frozenset(options))


def _places(form: Questionnaire) -> Iterator[Place]:
    """Places numbered in the form's order."""
    raw: list[tuple[int, PlaceKind, str, tuple[str, ...], str | None, Mapping[str, str], bool, bool]] = []
    for section in form.sections:
        raw.append(
            (section.order, "section", section.number, (section.number.lower(),), None, section.heading, False, False)
        )
    for number, quotation in enumerate(form.quotations):
        raw.append((quotation.order, "quotation", str(number), (), None, quotation.lead_in, False, False))
    for table in form.tables:
        raw.append((table.order, "table", table.parent, (), table.parent, table.lead_in, False, False))
    for stem in form.stems:
        raw.append((stem.order, "stem", stem.id, stem.path, stem.parent, stem.text, False, False))
    for item in form.items.values():
        raw.append(
            (item.order, "item", item.id, item.path, item.parent, item.text, item.kind == "choice", item.kind == "grid")
        )
    for number, (_, kind, id_, label, parent, text, boxes, grid) in enumerate(sorted(raw, key=lambda row: row[0])):
        texts = {language: _unlabelled(fold_words(printed), kind, label) for language, printed in text.items()}
        yield Place(number, kind, id_, tuple(part.lower() for part in label), parent, texts, boxes, grid)


def _unlabelled(words: tuple[str, ...], kind: PlaceKind, label: tuple[str, ...]) -> tuple[str, ...]:
    """A heading without its number: that is a label, which a document may leave out."""
    return words[1:] if kind == "section" and words[:1] == label else words


def _place_phrases(places: Sequence[Place], form: Questionnaire) -> Iterator[Phrase]:
    printed = {(stem.id, language): text for stem in form.stems for language, text in stem.text.items()}
    printed |= {(item.id, language): text for item in form.items.values() for language, text in item.text.items()}
    for place in places:
        for language, words in place.texts.items():
            asks = place.kind in ("item", "stem") and printed[place.id, language].rstrip().endswith("?")
            if words:
                yield Phrase(words, "place", (place.number,), language, asks)


def _other_phrases(form: Questionnaire) -> Iterator[Phrase]:
    for item in form.items.values():
        for language, prompts in item.prompts.items():
            for prompt in prompts:
                yield Phrase(fold_words(prompt), "prompt", (), language, False)
    for language, title in form.title.items():
        yield Phrase(fold_words(title), "title", (), language, False)
    for language, texts in form.furniture.items():
        for text in texts:
            yield Phrase(fold_words(text), "title", (), language, False)


def _merged(phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """One phrase for the same words, with all the places that print them."""
    same: dict[tuple[str, ...], list[Phrase]] = {}
    for phrase in phrases:
        same.setdefault(phrase.words, []).append(phrase)
    for words, group in same.items():
        places = tuple(sorted({place for phrase in group for place in phrase.places}))
        kind = "place" if places else group[0].kind
        yield Phrase(words, kind, places, group[0].language, any(phrase.ends_question for phrase in group))
