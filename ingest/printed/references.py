"""Where an answer points to other answers: `See questions Nr. 8 and 7`, `(see 2b)`, `see above`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from ingest.printed.language import form_words
from ingest.printed.words import fold
from ontology.questionnaire import Questionnaire

_TOKEN = r"(?P<word>[^\W\d_]+)|(?P<number>\d+)|(?P<sign>[^\w\s])"
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_STOPS = frozenset(".;:!?")
_SKIPS = frozenset("(),°º'’\"“”«»-–/[]&")


@dataclass(frozen=True, slots=True)
class References:
    """What an answer refers to: item ids in the form's order, and the words that lead nowhere."""

    items: tuple[str, ...]
    unresolved: tuple[str, ...]


class ReferenceReader:
    """A reader of cross references for one questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.order = list(questionnaire.items)
        self.by_path: dict[tuple[str, ...], tuple[str, ...]] = {}
        for item in questionnaire.items.values():
            for size in range(1, len(item.path) + 1):
                if item.kind == "grid" and size < len(item.path):
                    continue
                whole = self.by_path.get(item.path[:size], ())
                self.by_path[item.path[:size]] = (*whole, item.id)
        for item in questionnaire.items.values():  # an item that has sub-items answers for itself
            self.by_path[item.path] = (item.id,)

    @cached_property
    def bracketed(self) -> re.Pattern[str]:
        """A sub-question's letter or number behind an opening bracket: what needs no word to announce it."""
        return re.compile(rf"\((?:{_either({part for path in self.by_path for part in path[1:]})})(?!\w)")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """An item's number as people write it, or any other token: `4(c)(i)`, `4 c) i)`, `2b`, `8`."""
        paths = sorted(self.by_path)
        top = _either({path[0] for path in paths})
        second = _either({path[1] for path in paths if len(path) > 1})
        third = _either({path[2] for path in paths if len(path) > 2})
        under = rf"(?:\s?[.(]\s?(?P<b1>{second})\)?|(?P<b2>{second})\)?|\s(?P<b3>{second})\))(?!\w)"
        below = rf"(?:\s?\(?(?P<c>{third})\)(?!\w))?"
        return re.compile(
            rf"(?<![\w.,/-])(?P<a>{top})(?:{under}{below}|(?![\w%/]|[.,]\d))|\((?P<letter>{second})\)|{_TOKEN}"
        )

    def read(self, item: str, texts: Mapping[str, str]) -> References:
        """What the answer to `item` refers to, given the texts of all answers."""
        text = texts.get(item, "")
        if not text:
            return References((), ())
        items: list[str] = []
        unresolved: list[str] = []
        self._numbers(item, text, items, unresolved)
        self._neighbours(item, text, texts, items, unresolved)
        found = tuple(other for other in self.order if other in items and other != item)
        return References(found, tuple(dict.fromkeys(unresolved)))

    def _numbers(self, item: str, text: str, items: list[str], unresolved: list[str]) -> None:
        """References by number, behind a word that announces one, or written as nothing else is (`12(b)`)."""
        announced = after = False
        before = ""
        last: tuple[str, ...] = ()
        folded = fold(text)
        if not self.bracketed.search(text) and _words("see").isdisjoint(_LETTERS.findall(folded)):
            return
        grid = self._grid_of(item)
        own = self.questionnaire.items[item].path
        for match in self.pattern.finditer(text):
            if match["a"]:
                path = tuple(
                    part for part in (match["a"], match["b1"] or match["b2"] or match["b3"], match["c"]) if part
                )
                if before in _words("foreign") or not (announced or _is_bracketed(match.group())):
                    announced = False
                    continue
                self._add(path, last if after else (), match.group(), items, unresolved)
                announced, after, last = True, False, path
            elif match["letter"]:
                path = (*(last[:1] or own[:-1]), match["letter"])
                if announced and path in self.by_path:
                    items.extend(self.by_path[path])
                elif (*grid, match["letter"]) in self.by_path and grid:
                    items.extend(self.by_path[(*grid, match["letter"])])
            elif match["number"]:
                if announced and before in _words("see") | _words("filler") and before not in _words("foreign"):
                    unresolved.append(match.group())
                announced, after = False, False
            elif match["word"]:
                before = folded[match.start() : match.end()]
                after = announced and bool(last) and before in _words("range")
                announced = before in _words("see") or (announced and before in _words("filler"))
                continue
            elif match.group() in _STOPS:
                announced = announced and not last and match.group() == "."
                after = False
            elif match.group() not in _SKIPS:
                announced = False
            if not match["sign"]:
                before = ""
            if not announced:
                last = ()

    def _add(
        self, path: tuple[str, ...], since: tuple[str, ...], written: str, items: list[str], unresolved: list[str]
    ) -> None:
        if path not in self.by_path:
            unresolved.append(written)
            return
        items.extend(self.by_path[path])
        if since in self.by_path:  # `questions 5 to 8`
            first = self.order.index(self.by_path[since][0])
            items.extend(self.order[first : self.order.index(self.by_path[path][-1])])

    def _grid_of(self, item: str) -> tuple[str, ...]:
        """The path above the lines of a grid that this item stands under, itself no line."""
        own = self.questionnaire.items[item]
        if own.kind == "grid" or own.parent is None:
            return ()
        siblings = [other for other in self.questionnaire.items.values() if other.parent == own.parent]
        return own.path[:-1] if any(other.kind == "grid" for other in siblings) else ()

    def _neighbours(
        self, item: str, text: str, texts: Mapping[str, str], items: list[str], unresolved: list[str]
    ) -> None:
        """References to the answer before or after: the nearest that says something of its own."""
        at = self.order.index(item)
        listed = _WORD.findall(fold(text))
        if _openings().isdisjoint(listed):
            return
        words = f" {' '.join(listed)} "
        for group, others in (("above", self.order[at - 1 :: -1] if at else []), ("below", self.order[at + 1 :])):
            phrase = next((phrase for phrase in _phrases(group) if f" {phrase} " in words), None)
            if phrase is None or (items and len(words.split()) > 12):
                continue
            target = next((other for other in others if self._says_something(texts.get(other, ""))), None)
            if target is None:
                unresolved.append(phrase)
            else:
                items.append(target)

    def _says_something(self, text: str) -> bool:
        """Whether an answer is more than a reference itself."""
        known = _referring()
        return any(word not in known and len(word) > 1 for word in _LETTERS.findall(fold(text)))


def _either(labels: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(labels, key=lambda label: (-len(label), label)))) or r"(?!)"


def _is_bracketed(written: str) -> bool:
    return "(" in written and " " not in written


@cache
def _words(group: str) -> frozenset[str]:
    """The single words of a group in all languages."""
    return frozenset(word for known in form_words() for phrase in known.references[group] for word in phrase)


@cache
def _referring() -> frozenset[str]:
    """The words of which references consist."""
    phrases = (phrase for group in ("above", "below") for phrase in _phrases(group))
    return _words("see") | _words("filler") | {word for phrase in phrases for word in phrase.split()}


@cache
def _openings() -> frozenset[str]:
    """The words with which references without a number begin."""
    return frozenset(phrase.split()[0] for group in ("above", "below") for phrase in _phrases(group))


@cache
def _phrases(group: str) -> Sequence[str]:
    return tuple(" ".join(phrase) for known in form_words() for phrase in known.references[group])
