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
        folded = fold(text)
        if not self.bracketed.search(text) and _words("see").isdisjoint(_LETTERS.findall(folded)):
            return
        walk = _Walk(self, item, items, unresolved)
        for match in self.pattern.finditer(text):
            walk.take(match, folded)

    def add(
        self, path: tuple[str, ...], since: tuple[str, ...], written: str, items: list[str], unresolved: list[str]
    ) -> None:
        """Note the items under a path and those on the way there from another; what leads nowhere, as it is written."""
        if path not in self.by_path:
            unresolved.append(written)
            return
        items.extend(self.by_path[path])
        if since in self.by_path:  # `questions 5 to 8`
            first = self.order.index(self.by_path[since][0])
            items.extend(self.order[first : self.order.index(self.by_path[path][-1])])

    def grid_of(self, item: str) -> tuple[str, ...]:
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


class _Walk:
    """One way through an answer, token by token: whether a reference is announced, and where the last one led."""

    def __init__(self, reader: ReferenceReader, item: str, items: list[str], unresolved: list[str]) -> None:
        self.reader, self.items, self.unresolved = reader, items, unresolved
        self.grid, self.own = reader.grid_of(item), reader.questionnaire.items[item].path
        #: Whether a word has announced references, and whether the last word was one for a range ("5 to").
        self.announced = self.after = False
        #: The word right before, folded.
        self.before = ""
        self.last: tuple[str, ...] = ()

    def take(self, match: re.Match[str], folded: str) -> None:
        """Go on over one token."""
        if match["word"]:
            self._word(folded[match.start() : match.end()])
        elif match["a"] and not self._leads_on(match):
            self.announced = False
        else:
            self._go_on(match)
            if not match["sign"]:
                self.before = ""
            if not self.announced:
                self.last = ()

    def _word(self, word: str) -> None:
        self.before = word
        self.after = self.announced and bool(self.last) and word in _words("range")
        self.announced = word in _words("see") or (self.announced and word in _words("filler"))

    def _leads_on(self, match: re.Match[str]) -> bool:
        """Whether a number is an item's: announced, or written as nothing else is."""
        return self.before not in _words("foreign") and (self.announced or _is_bracketed(match.group()))

    def _go_on(self, match: re.Match[str]) -> None:
        if match["a"]:
            self._path(match)
        elif match["letter"]:
            self._letter(match["letter"])
        elif match["number"]:
            known = _words("see") | _words("filler")
            if self.announced and self.before in known and self.before not in _words("foreign"):
                self.unresolved.append(match.group())
            self.announced = self.after = False
        elif match.group() in _STOPS:
            self.announced = self.announced and not self.last and match.group() == "."
            self.after = False
        elif match.group() not in _SKIPS:
            self.announced = False

    def _path(self, match: re.Match[str]) -> None:
        path = tuple(part for part in (match["a"], match["b1"] or match["b2"] or match["b3"], match["c"]) if part)
        self.reader.add(path, self.last if self.after else (), match.group(), self.items, self.unresolved)
        self.announced, self.after, self.last = True, False, path

    def _letter(self, letter: str) -> None:
        """A letter in brackets: of the number before, where one is announced, else a line of the grid beside."""
        paths = [(*(self.last[:1] or self.own[:-1]), letter)] if self.announced else []
        paths += [(*self.grid, letter)] if self.grid else []
        self.items.extend(next((self.reader.by_path[path] for path in paths if path in self.reader.by_path), ()))


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
