"""Every place in one answer that names something (pure): citations, known organisations, quoted titles, names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest.lexicons import Lexicon, known_organisations
from ingest.naming.answer_text import AnswerText
from ingest.naming.brackets import Brackets
from ingest.naming.distributed import Distributed
from ingest.naming.found import Found, is_acronym
from ingest.naming.grammar import Name
from ingest.naming.headless import Headless
from ingest.naming.instruments import find_citations
from ingest.naming.judging import Judge
from ingest.naming.kinds import Kinds
from ingest.naming.pointing import Pointing
from ingest.naming.quoted import Quoted
from ingest.naming.words import CALLED
from ingest.tokens import tokenize


def find_names(answer: AnswerText) -> list[Found]:
    """Everything found in an answer, in the order of its text; the surest ways of naming come first."""
    kinds = Kinds(answer)
    names = Names(answer, kinds)
    found = [
        *names.websites(),
        *names.citations(),
        *names.known(),
        *Quoted(answer, kinds).quoted(),
        *Distributed(answer).found(),
        *names.named(),
        *Pointing(answer).short_forms(),
        *Pointing(answer).unnamed(),
    ]
    found = [find for find in found if not is_pattern(answer, find)]
    brackets = Brackets(answer)
    return brackets.with_brackets(brackets.with_titles(sorted(found, key=lambda f: (f.start, -f.end))))


def is_pattern(answer: AnswerText, find: Found) -> bool:
    """Whether a practice is named only as what another is made after: "on the model of the Dutch campaign X"."""
    if find.type not in ("Programme", "Publication") or find.method == "known organisation":
        return False
    at = answer.at_start.get(find.start, 0)
    since = max(0, at - _PATTERN)
    for k in range(at - 1, since - 1, -1):
        token = answer.tokens[k]
        if token.text in ",;:()" or token.sentence != answer.tokens[at].sentence:
            return False
        if answer.grammar.is_of_state(token.low):
            return False
        if answer.around.phrase_at(k, "patterns"):
            return True
    return False


class Names:
    """Walks over an answer from left to right and takes what names something."""

    def __init__(self, answer: AnswerText, kinds: Kinds) -> None:
        self.answer = answer
        self.lexicon = answer.lexicon
        self.tokens = answer.tokens
        self.grammar = answer.grammar
        self.headless = Headless(answer, kinds)
        self.judge = Judge(answer, kinds, self.headless)

    def websites(self) -> Iterator[Found]:
        for k, token in enumerate(self.tokens):
            if token.kind == "url":
                self.answer.taken[k] = True
                yield self.answer.found(k, k + 1, "Publication", "Website", "web address", 0.95)

    def citations(self) -> Iterator[Found]:
        for cited in find_citations(self.answer.text, self.lexicon):
            if self.answer.take(cited.start, cited.end):
                whole = self.with_modifiers(cited.start)
                head = self.lexicon.heads[cited.noun]
                text = self.answer.text[whole : cited.end]
                short = self.answer.text[cited.start : cited.short_end]
                yield Found(
                    self.answer.item, whole, cited.end, text, head.type, head.kind, True, "citation", 0.95,
                    head.singular, False, None, (short,) if short != text else (), cited.number,
                )  # fmt: skip

    def with_modifiers(self, start: int) -> int:
        """The start with the capitalised words right before an English instrument's noun."""
        at = first = self.answer.at_start.get(start, 0)
        first = self.past_bracket(first) if self.lexicon.head_last else first
        while self.lexicon.head_last and first > 0 and self.tokens[first - 1].is_capital:
            token = self.tokens[first - 1]
            if self.answer.taken[first - 1] or (token.first and self.lexicon.has("leading", token.low)):
                break
            first -= 1
            self.answer.taken[first] = True
            first = self.past_issuer(self.past_bracket(first))
        return self.tokens[first].start if first < at else start

    def past_issuer(self, first: int) -> int:
        """Further left over what has its complement there: "Council of Ministers Order", "Prevention of Piracy Act"."""
        body = first - 2
        linked = body >= 0 and self.grammar.is_in(first - 1, "core_links") and not self.answer.taken[body]
        if not linked or not self.tokens[body].is_capital:
            return first
        if not self.grammar.is_body(body) and not self.grammar.is_in(body, "topics"):
            return first
        self.answer.taken[body:first] = [True, True]
        return body

    def past_bracket(self, first: int) -> int:
        """Further left over a bracket within a title: "Money Laundering (Prevention) Act"."""
        words = self.tokens[max(0, first - 4) : first]
        if [t.text for t in words[1::2]] != ["(", ")"] or not (words[0].is_capital and words[2].is_capital):
            return first
        self.answer.taken[first - 3 : first] = [True] * 3
        return first - 3

    def known(self) -> Iterator[Found]:
        names = _known_names()
        for k, token in enumerate(self.tokens):
            for words, cased, of_type, kind in names.get(token.low, ()):
                last = k + len(words)
                if self.matches(k, words, cased):
                    if of_type and self.names_more(last):
                        break
                    chapter = bool(of_type) and self.is_of_state(last)
                    last += chapter
                    self.answer.taken[k:last] = [True] * (last - k)
                    if not of_type:
                        break
                    if chapter:
                        of_type, kind = "Institution", "NonGovernmentalOrganization"
                    yield self.answer.found(k, last, of_type, kind, "known organisation", 0.95)
                    break

    def is_of_state(self, at: int) -> bool:
        """Whether the state's name follows an organisation's: its branch there ("Prison Fellowship Borduria")."""
        token = self.tokens[at] if at < len(self.tokens) else None
        return token is not None and token.is_capital and token.low in self.answer.state.split()

    def names_more(self, last: int) -> bool:
        """Whether a capitalised head follows, so that the known name only modifies it."""
        if last >= len(self.tokens) or not self.tokens[last].is_capital:
            return False
        if self.grammar.head_at(last) is not None:
            return True
        limit = self.grammar.end_of_capitals(last) if self.lexicon.head_last else last
        return any(self.grammar.is_body(k) for k in range(last + 1, limit))

    def matches(self, first: int, words: Sequence[str], cased: str) -> bool:
        here = self.tokens[first : first + len(words)]
        if len(here) < len(words) or any(self.answer.taken[first : first + len(words)]):
            return False
        if [t.low for t in here] != list(words) or not here[0].is_capital:
            return False
        return not cased or (here[0].text in (cased, cased.upper()) and here[0].text not in self.answer.own)

    def named(self) -> Iterator[Found]:
        k, last = 0, None
        while k < len(self.tokens):
            token = self.tokens[k]
            if self.answer.taken[k] or token.kind != "word" or not self.can_open(k):
                k += 1
                continue
            name = self.grammar.read(k)
            found = self.headless.titled(k) if token.first else None
            name = self.reaching(name, found)
            found = found or self.judge.judged(name) or self.listed(name, last)
            if found is None and token.first and self.lexicon.has("leading", token.low):
                k += 1
                continue
            if found is not None:
                self.answer.taken[name.first : name.last] = [True] * (name.last - name.first)
                yield found
                last = found
            owner = self.tokens[name.last - 1].low.endswith("'s")
            k = max(k + 1, name.last if found is not None or owner else self.grammar.end_of_capitals(k))

    def listed(self, name: Name, last: Found | None) -> Found | None:
        """A name of no known noun that goes on a list of titles: "the projects Open Yard and Night Light"."""
        if last is None or last.type not in CALLED or last.method not in _TOLD or name.last - name.first < 2:
            return None
        between = [t for t in self.tokens[max(0, name.first - 3) : name.first] if t.start >= last.end]
        joined = bool(between) and self.tokens[name.first - len(between) - 1].end == last.end
        marks = all(t.text == "," or self.lexicon.has("conjunctions", t.low) for t in between)
        if not (joined and marks) or name.head is not None:
            return None
        return self.answer.found(name.first, name.last, last.type, last.kind, "listed", 0.6)

    def reaching(self, name: Name, found: Found | None) -> Name:
        """The name as far as the find goes."""
        end = next(
            (k for k in range(name.first, len(self.tokens)) if found and self.tokens[k].start >= found.end), name.last
        )
        return name if end == name.last else replace(name, last=end)

    def can_open(self, at: int) -> bool:
        """Whether a name can begin here: with a capital, or with a lower-case head that is one of its kind."""
        token = self.tokens[at]
        if self.is_namesake(at) or self.opens_owned(at):
            return True
        if token.low in _announcing(self.lexicon):
            return token.is_capital and not token.first and self.grammar.is_announced(at)  # "l’association Le Phare"
        if token.low.endswith("'s") and token.low.removesuffix("'s") in self.answer.state.split():
            return False  # "Borduria's Prison Service"
        if token.is_capital:
            return not (token.first and self.lexicon.has("leading", token.low) and not self.headless.opener(at))
        return self.is_single(at)

    def is_namesake(self, at: int) -> bool:
        """Whether somebody's title opens the name of what is called after him: "King Olav University"."""
        if not self.tokens[at].is_capital or not self.lexicon.has("namesakes", self.tokens[at].low):
            return False
        limit = self.grammar.end_of_capitals(at)
        head = self.grammar.head_at(limit - 1)
        called = head is not None and head.type == "Institution" and head.kind not in _RULED
        return called and self.lexicon.head_last and limit - at > 2

    def opens_owned(self, at: int) -> bool:
        """Whether a possessive opens a title: "the Our Street campaign", "Our Street is a campaign"."""
        last = self.grammar.end_of_capitals(at)
        if not self.tokens[at].is_capital or not self.lexicon.has("owning", self.tokens[at].low) or last - at < 2:
            return False
        told = self.answer.around.apposed(last) if self.tokens[at].first else None
        return not self.tokens[at].first or (told is not None and told[0] in CALLED and not self.grammar.has_head(at))

    def is_single(self, at: int) -> bool:
        """A lower-case "ministry of", "national police", "ministère de la": there is one."""
        head = self.grammar.head_at(at)
        if head is None or head.plural:
            return False
        link = self.past_modifiers(at + 1)
        if link + 1 >= len(self.tokens) or not self.grammar.is_link(link):
            return False
        if head.kind == "Ministry":
            return link == at + 1
        placed = self.grammar.is_in(link, "core_links") and self.tokens[link + 1].is_capital
        return head.kind in _PLACED and placed and self.is_spoken_of(at)

    def past_modifiers(self, at: int) -> int:
        """Further than the French or Spanish adjectives that stand here: "police municipale de"."""
        while not self.lexicon.head_last and at < len(self.tokens) and self.grammar.is_modifier(at):
            at += 1
        return at

    def is_spoken_of(self, at: int) -> bool:
        """Whether the body does something or is under something: "in the canton of X" is only where."""
        if self.grammar.head_at(at).kind == "LocalAuthority" and not self.lexicon.head_last:  # type: ignore[union-attr]
            return True
        before = at - 1
        while before >= 0 and self.lexicon.has("articles", self.tokens[before].low):
            before -= 1
        return before < 0 or not self.lexicon.has("before_places", self.tokens[before].low)


_SHORT = 6
#: How many words behind "on the model of" a name is that of the model.
_PATTERN = 7
_TOLD = ("noun before", "apposition", "listed")
_RULED = ("Government", "Parliament", "Authority")
#: Kinds of which there is one in a place, so that they are named in lower case: "the municipality of Port Ann".
_PLACED = ("LocalAuthority", "RegionalAuthority", "Police", "University", "Court")


@cache
def _announcing(lexicon: Lexicon) -> frozenset[str]:
    """The words that announce a name and open none."""
    return frozenset().union(*(lexicon.words.get(group, ()) for group in ("articles", "persons", "announcing")))


@cache
def _known_names() -> dict[str, tuple[tuple[tuple[str, ...], str, str, str], ...]]:
    """The known names by their first word: their words, the cased form of an acronym, type and kind."""
    by_first: dict[str, list[tuple[tuple[str, ...], str, str, str]]] = {}
    for known in known_organisations():
        for name in known.names:
            words = tuple(t.low for t in tokenize(name, frozenset(), frozenset()))
            cased = name if is_acronym(name) and len(words) == 1 and len(name) <= _SHORT else ""
            by_first.setdefault(words[0], []).append((words, cased, known.type, known.kind))
    return {first: tuple(sorted(v, key=lambda n: -len(n[0]))) for first, v in sorted(by_first.items())}
