"""What the text says of a thing beside its name: since when, for which period, at which level, how often (pure).

Everything is read close to the name: behind it up to the next thing named (a date further on still counts where its
verb stands before that), right before it, or in a sentence that goes on with "it".
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

import regex

from ingest.dates import Dated, find_dates, find_period
from ingest.lexicons import Lexicon
from ingest.naming.found import Found
from ingest.naming.thing import Thing
from ingest.parts import Answer
from ingest.tokens import fold
from ontology.questionnaire import Questionnaire

#: How far from its name a verb or a word of time may stand, and from that verb its date.
_CLOSE = 35
_NEAR = 60
_FAR = 90
#: What has room for an article, and for "on the".
_ARTICLE, _NEXT = 5, 8
_EVENT = {"Strategy": "adopted", "LegalInstrument": "adopted", "Institution": "established"}
_OPENING = regex.compile(r"^\s*[,;]?\s*[(–—-]\s*")


class Attributes:
    """Reads attributes from the answers; `things` are all that the answers name."""

    def __init__(
        self,
        answers: Mapping[str, Answer],
        things: Sequence[Thing],
        questionnaire: Questionnaire,
        lexicon: Lexicon,
    ) -> None:
        self.answers = answers
        self.questionnaire = questionnaire
        self.lexicon = lexicon
        self.starts: dict[str, list[int]] = {}
        self.ends: dict[str, set[int]] = {}
        for thing in things:
            for find in thing.found:
                self.starts.setdefault(find.item, []).append(find.start)
                self.ends.setdefault(find.item, set()).add(find.end)
        for starts in self.starts.values():
            starts.sort()

    def of(self, thing: Thing) -> dict[str, str]:
        """The attributes the text states, each from the first place that states it."""
        attributes: dict[str, str] = {}
        for find in thing.found:
            for name, value in self.stated(find, thing):
                attributes.setdefault(name, value)
        if attributes.get("to", "9") < attributes.get("from", ""):
            del attributes["to"]
        if level := self.level(thing):
            attributes.setdefault("level", level)
        return dict(sorted(attributes.items()))

    def stated(self, find: Found, thing: Thing) -> Iterator[tuple[str, str]]:
        """What one place states."""
        if find.number:
            yield "number", find.number
        if thing.type == "LegalInstrument":
            yield from self.enacted(find)
        if thing.type in ("Strategy", "Programme"):
            yield from self.period(find, thing.type)
        if thing.type in _EVENT and (dated := self.event(find, _EVENT[thing.type])):
            yield _EVENT[thing.type], dated
        if thing.type == "Publication" and thing.kind != "Website" and (often := self.frequency(find)):
            yield "frequency", often

    # -- where to look -------------------------------------------------------------------------------------------

    def sentence(self, find: Found) -> tuple[int, int]:
        """Where the sentence around a find begins and ends."""
        spans = _sentences(self.lexicon, self.answers[find.item].text)
        return next((span for span in spans if span[1] > find.start), spans[0])

    def behind(self, find: Found) -> tuple[str, int]:
        """The rest of the sentence, and how much of it stands before the next thing named."""
        end = self.sentence(find)[1]
        text = self.answers[find.item].text
        starts = self.starts[find.item]
        later = starts[bisect_right(starts, find.end) :]
        following = next((s for s in later if s < end and not self.is_told_of(text[find.end : s])), end)
        return text[find.end : end], following - find.end

    def is_told_of(self, between: str) -> bool:
        """Whether the next thing is the owner of this one ("of the City of X"), or its other form in brackets."""
        words = fold(between).split()
        linked = bool(words) and len(words) <= 2
        owner = linked and (self.lexicon.has("core_links", words[0]) or self.lexicon.has("placed", words[0]))
        bracket = "(" in between and ")" not in between and len(words) <= 3
        return owner or bracket

    def is_complement(self, find: Found) -> bool:
        """Whether a name stands before whose complement it is: "the CPU of the Elden Police was set up in 1999"."""
        before = self.before(find)
        headed = _headed(self.lexicon).search(fold(before))
        if headed is None:
            return False
        named = find.start - len(before) + headed.end("head") in self.ends[find.item]
        return named or before[headed.start()].isupper()

    def before(self, find: Found) -> str:
        """The sentence before the find."""
        return self.answers[find.item].text[self.sentence(find)[0] : find.start]

    def goes_on(self, find: Found) -> str:
        """The next sentence, where it goes on with "it" about the first thing named in this one."""
        start, end = self.sentence(find)
        text = self.answers[find.item].text
        if any(start <= s < find.start for s in self.starts[find.item]):
            return ""
        tokens = self.lexicon.tokens(text)
        following = [t for t in tokens if t.start >= end]
        if not following or not self.lexicon.has("pronouns", following[0].low):
            return ""
        close = [t for t in following if t.sentence == following[0].sentence][-1].end
        named = next((s for s in self.starts[find.item] if following[0].start < s < close), close)
        return text[following[0].start : named]

    # -- dates ---------------------------------------------------------------------------------------------------

    def enacted(self, find: Found) -> Iterator[tuple[str, str]]:
        """The date of a law, in its citation or right behind its title."""
        yield from (("adopted", d.value) for d in self.dates(find.text)[-1:])
        behind = self.behind(find)[0]
        cited = _number(self.lexicon).match(behind)
        if cited and not find.number:
            yield "number", cited["number"]
            yield from (("adopted", d.value) for d in self.dates(behind[cited.end() :][:30])[:1])

    def event(self, find: Found, verbs: str) -> str:
        """The date of the adoption or foundation that the text tells of."""
        behind, free = self.behind(find)
        if verbs == "adopted" and (date := self.in_brackets(behind)):
            return date
        if self.is_complement(find):
            return ""
        told = list(_any(self.lexicon, verbs).finditer(fold(behind)))
        free = _NEAR if _whom(self.lexicon).match(fold(behind)) else min(_NEAR, free)
        if told and told[0].start() <= free:
            close = told[1].start() if len(told) > 1 else len(behind)
            return next((d.value for d in self.dates(behind[told[0].end() : close]) if d.start <= _FAR), "")
        if date := self.told_before(find, verbs) or self.told_around(find, verbs):
            return date
        if verbs == "established" and (date := self.running(find, behind)):
            return date
        further = self.goes_on(find)
        verb = _any(self.lexicon, verbs).search(fold(further))
        dates = self.dates(further[verb.end() :]) if verb else ()
        return dates[0].value if dates and dates[0].start <= _NEAR else ""

    def running(self, find: Found, behind: str) -> str:
        """Since when a body works: what a clause says is said of the first one named, what "which" says of the last."""
        found = _running(self.lexicon).match(fold(behind))
        start = self.sentence(find)[0]
        later = any(start <= s < find.start for s in self.starts[find.item])
        if not found or (later and (found["aside"] or not found["told"])):
            return ""
        return next((d.value for d in self.dates(behind[found.end() :]) if d.start <= _NEXT), "")

    def in_brackets(self, behind: str) -> str:
        """The date that opens a bracket or follows a dash: "(2004)", "- Resolution No. 5 of 2 June 2004"."""
        opening = _OPENING.match(behind)
        if not opening or find_period(behind[: opening.end() + 12]):
            return ""
        inside = regex.split(r"[);]", behind[opening.end() :])[0]
        dates = self.dates(inside)
        alone = bool(dates) and dates[0].start == 0
        cited = any(fold(w) in self.lexicon.heads for w in inside.split()[:3])
        return dates[0].value if dates and (alone or (cited and dates[0].start <= _NEAR)) else ""

    def told_before(self, find: Found, verbs: str) -> str:
        """ "was on 1 January 2002 established the Office": verb and date stand before the name."""
        before = self.before(find)
        found = [m for m in _any(self.lexicon, verbs).finditer(fold(before)) if len(before) - m.end() <= 12]
        dates = self.dates(before[: found[-1].start()]) if found else ()
        return dates[-1].value if dates and found[-1].start() - dates[-1].end <= 12 else ""

    def told_around(self, find: Found, verbs: str) -> str:
        """ "In 2014 the council adopted the Plan", "the council adopted the Plan in 2014": the verb is right before."""
        before = self.before(find)
        verb = [m for m in _any(self.lexicon, verbs).finditer(fold(before)) if len(before) - m.end() <= _ARTICLE]
        if not verb:
            return ""
        behind = (d.value for d in self.dates(self.behind(find)[0]) if d.start <= _NEXT)
        opening = (d.value for d in self.dates(before[: verb[0].start()]) if d.start <= _NEXT)
        return next(behind, "") or next(opening, "")

    def period(self, find: Found, of_type: str) -> Iterator[tuple[str, str]]:
        """From when to when: a period in or behind the name; of a programme also "since 2003", "in 2004"."""
        text = self.answers[find.item].text
        behind, free = self.behind(find)
        near = behind[: min(_FAR, free)] if of_type == "Programme" else ""
        if period := find_period(text[find.start : find.end + 14]) or find_period(near):
            yield from zip(("from", "to"), period, strict=True)
        elif of_type == "Programme":
            yield from self.begun(find, behind[: min(2 * _NEAR, free + 1)])

    def begun(self, find: Found, behind: str) -> Iterator[tuple[str, str]]:
        """Since when a programme runs, or the year in which it took place."""
        if since := self.after(behind, "since", 25) or self.after(self.before(find)[-40:], "since", 4):
            yield "from", since.value
        elif (within := self.after(behind, "within", 4)) and within.start <= _CLOSE:
            yield "from", within.value
            yield "to", within.value

    def after(self, text: str, group: str, gap: int) -> Dated | None:
        """The first date that stands close behind the first of those words."""
        word = _any(self.lexicon, group).search(fold(text))
        return next((d for d in self.dates(text) if word and 0 <= d.start - word.end() <= gap), None)

    def dates(self, text: str) -> tuple[Dated, ...]:
        return find_dates(text, self.lexicon.language)

    # -- the rest ------------------------------------------------------------------------------------------------

    def frequency(self, find: Found) -> str:
        """How often a publication comes out: a word of its name, right before it, or right behind."""
        behind, free = self.behind(find)
        near = fold(self.before(find)[-30:] + find.text + behind[: min(30, free)])
        found = _any_of(tuple(self.lexicon.frequency)).search(near)
        return self.lexicon.frequency[found.group()] if found else ""

    def level(self, thing: Thing) -> str:
        """National, regional or local, by a word of the name or by the question."""
        if thing.kind == "LocalAuthority":
            return "local"
        if thing.type not in ("Institution", "Strategy", "Programme"):
            return ""
        for find in thing.found:
            words = {fold(w) for w in find.label.split()} if find.specific else set()
            for level, names in self.lexicon.levels.items():
                if not words.isdisjoint(names):
                    return level
        first = self.questionnaire.items.get(thing.found[0].item)
        return (first.level or "") if first and thing.type == "Strategy" else ""


@lru_cache(maxsize=1 << 9)
def _sentences(lexicon: Lexicon, text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of an answer begin and end, from token to token; its finds ask for them many times."""
    spans: dict[int, tuple[int, int]] = {}
    for token in lexicon.tokens(text):
        start = spans[token.sentence][0] if token.sentence in spans else token.start
        spans[token.sentence] = start, token.end
    return tuple(spans.values())


@cache
def _headed(lexicon: Lexicon) -> regex.Pattern[str]:
    """A word and the link right behind it, where a text ends with them: `Unit of the `."""
    words = lexicon.words
    links, articles = map(_either, (words["core_links"] | words["placed"], words["articles"]))
    return regex.compile(rf"(?<!\S)(?P<head>[\w-]+\)?) (?:{links})\s*(?:(?:{articles})\s*)*$")


@cache
def _running(lexicon: Lexicon) -> regex.Pattern[str]:
    """Behind a body, that it works since a date: `, which has existed since`, ` (since`, `, under X, works since`."""
    groups = ("relatives", "auxiliary", "running", "since")
    relatives, auxiliary, running, since = (_either(lexicon.words[group]) for group in groups)
    aside = r"(?:\s*\([^()]*\))?(?P<aside>\s*,[^,;()]{1,100},)?"
    verb = rf"[\s,]*(?P<told>(?:{relatives})\s+)?(?:(?:{auxiliary})\s+)*(?:{running})\s+"
    return regex.compile(rf"(?:(?P<told>\s*\(\s*)|{aside}{verb})(?:{since})\b")


@cache
def _any(lexicon: Lexicon, group: str) -> regex.Pattern[str]:
    return _any_of(tuple(lexicon.words[group]))


@cache
def _any_of(words: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{_either(words)})\b")


def _either(words: Iterable[str]) -> str:
    """Any of the words, the longest first, within a pattern."""
    return "|".join(map(regex.escape, sorted(words, key=lambda w: (-len(w), w))))


@cache
def _whom(lexicon: Lexicon) -> regex.Pattern[str]:
    """Behind a name, that somebody did something with it: `, which the `."""
    relatives, articles = _either(lexicon.words["relatives"]), _either(lexicon.words["articles"])
    return regex.compile(rf"[\s,]*(?:{relatives})\s+(?:{articles})\b")


@cache
def _number(lexicon: Lexicon) -> regex.Pattern[str]:
    """A number right behind a title: `" No. 122-II`."""
    number = r"(?P<number>(?:\p{Lu}{1,5}[-/.]?)?\d(?:[\w./-]*\w)?)"
    return regex.compile(rf"[\"”»]?,?\s*(?:{lexicon.legal['number']}){number}", regex.IGNORECASE)
