"""What the text says of a thing beside its name: since when, for which period, at which level, how often (pure)."""

from collections.abc import Iterator, Mapping
from functools import cache

import regex

from ingest.dates import find_dates, find_period
from ingest.lexicons import Lexicon
from ingest.naming.found import Found
from ingest.naming.identity import Thing
from ingest.parts import Answer
from ingest.tokens import fold
from ontology.questionnaire import Questionnaire

_NEAR = 60
_ADOPTABLE = ("Strategy", "LegalInstrument")
_PERIODICAL = ("Strategy", "Programme")


def read_attributes(
    thing: Thing, answers: Mapping[str, Answer], questionnaire: Questionnaire, lexicon: Lexicon
) -> dict[str, str]:
    """The attributes the text states, each from the first place that states it."""
    attributes: dict[str, str] = {}
    for find in thing.found:
        for name, value in _stated(find, thing.type, answers[find.item].text, lexicon):
            attributes.setdefault(name, value)
    level = _level(thing, questionnaire, lexicon)
    if level:
        attributes.setdefault("level", level)
    return dict(sorted(attributes.items()))


def _stated(find: Found, of_type: str, text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    if find.number:
        yield "number", find.number
    if of_type == "LegalInstrument":
        yield from (("adopted", d.value) for d in find_dates(find.text, lexicon.language)[-1:])
    elif of_type in ("Strategy", "Institution"):
        name = "adopted" if of_type in _ADOPTABLE else "established"
        yield from ((name, value) for value in _dated(find, text, name, lexicon))
    if of_type in _PERIODICAL and (period := find_period(text[find.start : find.end + 14])):
        yield "from", period[0]
        yield "to", period[1]
    if of_type == "Publication" and (often := _frequency(find, text, lexicon)):
        yield "frequency", often


def _dated(find: Found, text: str, verbs: str, lexicon: Lexicon) -> Iterator[str]:
    """The date that a verb of adopting or founding close behind the name leads to."""
    end = _sentence(find, text, lexicon)[1]
    behind = text[find.end : min(end, find.end + 2 * _NEAR)]
    pattern = _verbs(lexicon, verbs)
    verb = pattern.search(fold(behind))
    if verb is None or verb.start() > _NEAR:
        return
    after = behind[verb.end() :]
    dates = [d for d in find_dates(after, lexicon.language) if d.start <= _NEAR]
    if dates:
        yield dates[0].value


@cache
def _verbs(lexicon: Lexicon, group: str) -> regex.Pattern[str]:
    words = "|".join(regex.escape(w) for w in sorted(lexicon.words[group], key=len, reverse=True))
    return regex.compile(rf"\b(?:{words})\b")


def _sentence(find: Found, text: str, lexicon: Lexicon) -> tuple[int, int]:
    """Where the sentence around a find begins and ends."""
    tokens = lexicon.tokens(text)
    number = next((t.sentence for t in tokens if t.end > find.start), 0)
    inside = [t for t in tokens if t.sentence == number]
    return inside[0].start, inside[-1].end


def _frequency(find: Found, text: str, lexicon: Lexicon) -> str:
    """How often a publication comes out, told by a word of its name, right before it, or right behind."""
    start, end = _sentence(find, text, lexicon)
    near = fold(text[max(start, find.start - 30) : min(end, find.end + 30)])
    for word in sorted(lexicon.frequency, key=len, reverse=True):
        if regex.search(rf"\b{regex.escape(word)}\b", near):
            return lexicon.frequency[word]
    return ""


def _level(thing: Thing, questionnaire: Questionnaire, lexicon: Lexicon) -> str:
    if thing.kind == "LocalAuthority":
        return "local"
    if thing.type not in ("Institution", "Strategy", "Programme"):
        return ""
    for find in thing.found:
        words = {fold(w) for w in find.label.split()}
        for level, names in lexicon.levels.items():
            if find.specific and words & set(names):
                return level
    first = questionnaire.items.get(thing.found[0].item)
    return (first.level or "") if first and thing.type == "Strategy" else ""
