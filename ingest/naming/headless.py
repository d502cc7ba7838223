"""Names without a head noun of their own: only what stands around them tells what they are (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from ingest.lexicons import Lexicon
from ingest.naming.answer_text import AnswerText
from ingest.naming.found import Found
from ingest.naming.grammar import Name
from ingest.naming.kinds import Kinds
from ingest.naming.words import CALLED

_PLACES = ("LocalAuthority", "RegionalAuthority")
#: Word lists whose words are written small within a title.
_SMALL = ("links", "inner_articles", "conjunctions", "small")
#: Kinds whose noun before a name only says where, or who is meant: "the municipality of Port Ann", "police Elden".
_LED_IN_OTHERWISE = ("LocalAuthority", "RegionalAuthority", "Police")
#: Word lists of who is behind a body's "'s" without being a thing of its own.
_POSTS = ("persons", "posts")
#: How many words a title with small words in it has.
_SHORTEST, _TITLE = 3, 8
#: What in brackets behind a name in other words is who runs it, not the name once more.
_OWNERS = ("Ministry", "Department")


class Headless:
    """Types "Open Palm", "Man in Balance", "Statistics Borduria"."""

    def __init__(self, answer: AnswerText, kinds: Kinds) -> None:
        self.answer = answer
        self.lexicon = answer.lexicon
        self.tokens = answer.tokens
        self.grammar = answer.grammar
        self.around = answer.around
        self.kinds = kinds

    def headless(self, name: Name) -> Found | None:
        """A capitalised name without a head noun: only what stands around it can tell what it is."""
        name = self.with_year(name)
        if found := self.known(name) or self.in_place(name):
            return found
        token = self.tokens[name.first]
        is_single = name.last - name.first == 1
        if is_single and token.first and not token.is_acronym and not token.is_coined:
            return None
        if self.is_state(name) or len(self.answer.text[token.start : self.tokens[name.last - 1].end]) < 3:
            return None
        if found := self.of_any_length(name):
            return found
        if is_single and token.is_acronym:
            return self.acronym(name)
        if is_single and "-" not in token.text:
            return None
        return self.called(name) or self.done(name) or self.acting(name)

    def known(self, name: Name) -> Found | None:
        """What its own words tell: "Operation ...", "... Red Cross"."""
        if opener := self.opener(name.first):
            return self.found(name, opener[0], opener[0], "opening word", 0.8)
        if proper := self.proper(name):
            told = self.around.called(name.last)
            return replace(proper, type=told[0], kind=told[1]) if told else proper
        return None

    def in_place(self, name: Name) -> Found | None:
        """What its place tells: before who runs it in a list, before "is a member of", behind a body's "'s"."""
        if self.opens_entry(name.first) and self.is_owned(name) and not self.is_state(name):
            return self.found(name, "Programme", "Programme", "owner behind", 0.6)
        if self.is_acronym(name):
            return None
        if self.around.joins(name.last) and not self.is_state(name):
            return self.with_noun(name, self.found(name, "Institution", "LocalAuthority", "agent", 0.6))
        if self.is_of_owner_before(name):
            return self.found(name, "Programme", "Programme", "owner before", 0.55)
        return None

    def of_any_length(self, name: Name) -> Found | None:
        """What tells of a single word, too: the noun before it, the network that one belongs to, an apposition."""
        belongs = self.around.follows(name.first, "belongs")
        if belongs and ("memberOf" in self.answer.asks or self.kinds.is_international(name)):
            return self.found(name, "Network", "Network", "membership", 0.7)
        told = self.around.before(name.first)
        if told and told[1] not in _LED_IN_OTHERWISE:
            return self.with_noun(name, self.found(name, *self.kinds.refined(told, name), "noun before", 0.8))
        called = None if self.is_acronym(name) else self.around.called(name.last)
        return self.found(name, *called, "apposition", 0.7) if called and called[0] in CALLED else None

    def acronym(self, name: Name) -> Found | None:
        """An acronym that does something, or with which something is done."""
        if self.is_body(name):
            return self.found(name, "Institution", "Institution", "agent", 0.55)
        undergone = self.undergone(name)
        if undergone and not self.lexicon.has("things", self.tokens[name.first].low):
            return self.found(name, undergone, undergone, "undergone", 0.55)
        return None

    def called(self, name: Name) -> Found | None:
        """Several words that are called something: "Cool Heads talks", "a newsletter, Crime Watch"."""
        if "memberOf" in self.answer.asks and self.kinds.is_international(name):
            return self.found(name, "Network", "Network", "membership", 0.6)
        if cue := self.cue_behind(name):
            return self.with_cue(name, *cue)
        if (told := self.around.beside(name.first)) and told[0] in CALLED:
            return self.found(name, *told, "apposition", 0.7)
        if told := self.around.apposed(name.last):
            return self.found(name, *told, "apposition", 0.75)
        return None

    def done(self, name: Name) -> Found | None:
        """Several words with which something is done, or that are somebody's."""
        if self.around.follows(name.first, "published"):
            return self.found(name, "Publication", "Publication", "published", 0.6)
        if self.around.follows(name.first, "carried"):
            return self.found(name, "Programme", "Programme", "carried out", 0.6)
        if undergone := self.undergone(name):
            return self.found(name, undergone, undergone, "undergone", 0.6)
        if not self.is_place(name.first) and self.is_of_body(name):
            return self.found(name, "Programme", "Programme", "owner behind", 0.55)
        return None

    def acting(self, name: Name) -> Found | None:
        """Several words that do something, or stand beside a body."""
        if not self.is_place(name.first) and (body := self.coordinated(name)):
            return self.found(name, *body, "coordination", 0.55)
        where = name.first > 0 and self.lexicon.has("placed", self.tokens[name.first - 1].low)
        if (self.around.acts(name.last) and not where) or self.around.follows(name.first, "done_by"):
            return self.found(name, "Institution", "Institution", "agent", 0.6)
        return None

    def found(self, name: Name, of_type: str, kind: str, method: str, confidence: float) -> Found:
        """The name as a find."""
        return self.answer.found(name.first, name.last, of_type, kind, method, confidence)

    def undergone(self, name: Name) -> str | None:
        """The type of what is done with it; a place is where something is done."""
        return None if self.is_place(name.first) else self.around.undergone(name.last)

    def is_acronym(self, name: Name) -> bool:
        """Whether the name is one acronym."""
        return name.last - name.first == 1 and self.tokens[name.first].is_acronym

    def with_year(self, name: Name) -> Name:
        """A name of several words with the year or period right behind it: "Calm Streets 2010"."""
        counted = name.last < len(self.tokens) and name.last - name.first > 1 and self.answer.is_years(name.last)
        return replace(name, last=name.last + 1) if counted else name

    def is_body(self, name: Name) -> bool:
        """An acronym that does something, or by which something is done: "the NCRB publishes", "run by the NCRB"."""
        token = self.tokens[name.first]
        article = name.first > 0 and self.lexicon.has("definite", self.tokens[name.first - 1].low)
        doing = (article or token.first) and (self.around.acts(name.last) or self.is_placed(name.last))
        return not self.lexicon.has("things", token.low) and (doing or self.around.follows(name.first, "done_by"))

    def titled(self, first: int) -> Found | None:
        """A title with small words in it, that a sentence opens with and an apposition explains.

        "Right from the Start, a programme for mothers": all up to the comma is the name.
        """
        last = first + 1
        while last < len(self.tokens) and last - first <= _TITLE and self.is_titular(last):
            last += 1
        lower = [k for k in range(first, last) if not self.tokens[k].is_capital]
        small = bool(lower) and all(self.answer.is_in_any(k, _SMALL) for k in lower)
        if last - first < _SHORTEST or not small or not self.tokens[last - 1].is_capital:
            return None
        if any(self.answer.taken[first:last]):
            return None
        if subtitled := self.subtitled(first, last):
            return subtitled
        told = self.around.called(last)
        if told and told[0] in CALLED:
            return self.answer.found(first, last, *told, "apposition", 0.7)
        head, _ = self.grammar.find_head(first, last)
        free = head is None or (head.type == "Programme" and self.grammar.head_at(last - 1) == head)
        if free and not self.is_state(Name(first, last, None, first)) and self.around.undergone(last) == "Programme":
            return self.answer.found(first, last, "Programme", "Programme", "undergone", 0.55)
        return None

    def is_titular(self, at: int) -> bool:
        """Whether the word may stand in a title: it has a capital, or is one that titles write small."""
        token = self.tokens[at]
        return token.kind in ("word", "elision") and (token.is_capital or self.answer.is_in_any(at, _SMALL))

    def subtitled(self, first: int, last: int) -> Found | None:
        """A title that a colon parts from what it is: "Safe by Design: A Handbook for Planners"."""
        if last + 2 >= len(self.tokens) or self.tokens[last].text != ":":
            return None
        at = self.past_articles(last + 1)
        rest = self.grammar.read(at) if self.tokens[at].is_capital else None
        if rest is None or rest.head is None or rest.head.type not in CALLED or rest.head.plural:
            return None
        return self.answer.found(first, rest.last, rest.head.type, rest.head.kind, "head noun", 0.85)

    def opens_entry(self, at: int) -> bool:
        """Whether an entry of a list begins here: a sentence, with or without "also", or what a semicolon parts."""
        before = self.tokens[at - 1] if at > 0 else None
        led_in = before is not None and before.first and not self.lexicon.has("articles", before.low)
        return self.tokens[at].first or led_in or (before is not None and before.text in ";:")

    def is_owned(self, name: Name) -> bool:
        """Whether an entry of a list names who runs it: "Second Wind, Ministry of Youth", "DAPP (Police)"."""
        at = self.around.past_quote(name.last)
        if at + 1 >= len(self.tokens) or self.tokens[at].text not in (",", "(", "-", "–"):
            return False
        head, where = self.grammar.find_head(at + 1, max(at + 2, self.grammar.end_of_capitals(at + 1)))
        owner = self.tokens[at + 1]
        body = head is not None and head.type == "Institution" and self.tokens[where].is_capital
        if name.last - name.first == 1:
            return self.tokens[name.first].is_acronym and self.tokens[at].text == "(" and (body or owner.is_acronym)
        translated = (
            self.tokens[at].text == "(" and head is not None and head.kind not in _OWNERS
        )  # "Guardia Rural (Rural Guard)"
        if self.tokens[at].text == "(" and owner.is_acronym:
            return not self.grammar.initials(name.first, name.last, owner.text)  # "Second Wind (DAPP)"
        return body and owner.is_capital and not translated

    def is_of_body(self, name: Name) -> bool:
        """Whether the body follows whose it is: "Parenting Circles of the Mothers' Union"."""
        owner = self.past_articles(name.last + 1)
        if owner >= len(self.tokens) or not self.lexicon.has("core_links", self.tokens[name.last].low):
            return False
        head, where = self.grammar.find_head(owner, max(owner + 1, self.grammar.end_of_capitals(owner)))
        body = head is not None and head.type == "Institution" and head.kind not in _PLACES
        return body and owner > name.last + 1 and self.tokens[where].is_capital and self.tokens[owner].is_capital

    def is_of_owner_before(self, name: Name) -> bool:
        """Whether a body's "'s" stands before and a verb or the end behind: "the Ministry's Safeways helps tenants".

        Neither who works there ("the Ministry's Director") nor what a noun says more of ("the Council's Elden house").
        """
        at = name.first - 1
        while at > 0 and self.answer.taken[at] and self.answer.taken[at - 1]:
            at -= 1
        if at < 0 or not self.grammar.is_owned(at, name.first) or self.answer.is_in_any(name.last - 1, _POSTS):
            return False
        if name.last - name.first == 1:  # "the Ministry's Budget was cut" names nothing
            return self.around.acts(name.last) or self.around.undergone(name.last) is not None
        return self.ends_phrase(name.last)

    def ends_phrase(self, last: int) -> bool:
        """Whether a phrase ends with a name: a verb follows, or a mark and no further name, or the next sentence."""
        if last >= len(self.tokens) or self.tokens[last].sentence != self.tokens[last - 1].sentence:
            return True
        token = self.tokens[last]
        if token.kind == "mark":
            goes_on = last + 1 < len(self.tokens) and self.tokens[last + 1].is_capital
            return token.text in ".;:" or (token.text == "," and not goes_on)
        return self.around.acts(last) or self.lexicon.has("stops", token.low)

    def coordinated(self, name: Name) -> tuple[str, str] | None:
        """The type of the body that the name is joined with by "and"."""
        after = self.past_articles(name.last + 1)
        if after < len(self.tokens) and self.lexicon.has("conjunctions", self.tokens[name.last].low):
            head, _ = self.grammar.find_head(after, max(after + 1, self.grammar.end_of_capitals(after)))
            joined = head is not None and head.type == "Institution" and head.kind not in _PLACES
            return ("Institution", "Institution") if joined and self.tokens[after].is_capital else None
        return None

    def past_articles(self, at: int) -> int:
        while at < len(self.tokens) and self.lexicon.has("articles", self.tokens[at].low):
            at += 1
        return at

    def is_placed(self, last: int) -> bool:
        """Whether a body follows that it is under: "FIU under Min. of Finance"."""
        if last + 1 >= len(self.tokens) or not self.lexicon.has("placed", self.tokens[last].low):
            return False
        above = self.past_articles(last + 1)
        return above < len(self.tokens) and self.tokens[above].is_capital and self.grammar.has_head(above)

    def with_noun(self, name: Name, found: Found) -> Found:
        """The find, known too by the name with the noun right before it: "association Lantern"."""
        before = self.tokens[name.first - 1]
        if name.first == 0 or not self.around.type_of(name.first - 1):
            return found
        longer = self.answer.text[before.start : self.tokens[name.last - 1].end]
        return replace(found, forms=(*found.forms, longer))

    def is_place(self, first: int) -> bool:
        """Whether a preposition stands right before, as it does before places ("in Port Ann")."""
        return first > 0 and self.lexicon.has("before_places", self.tokens[first - 1].low)

    def is_state(self, name: Name) -> bool:
        """Whether the name is the state's own."""
        words = {t.low for t in self.tokens[name.first : name.last]}
        return bool(self.answer.state) and not {
            w for w in words if w not in self.answer.state and not self.lexicon.has("weak", w)
        }

    def proper(self, name: Name) -> Found | None:
        words = [t.low for t in self.tokens[name.first : name.last]]
        if _first_words(self.lexicon).isdisjoint(words):
            return None
        for phrase, of_type in self.lexicon.proper.items():
            for k in range(len(words) - len(phrase) + 1):
                if tuple(words[k : k + len(phrase)]) == phrase:
                    kind = "NonGovernmentalOrganization" if of_type == "Institution" else of_type
                    return self.answer.found(name.first, name.last, of_type, kind, "known organisation", 0.85)
        return None

    def cue_behind(self, name: Name) -> tuple[str, int] | None:
        """The type that the noun right behind tells, or two nouns together ("radio messages"), and where it ends."""
        lows = [t.low for t in self.tokens[name.last : name.last + 2]]
        told = ((self.lexicon.cues.get(" ".join(lows[:n])), name.last + n) for n in (2, 1) if len(lows) >= n)
        return next(((cue, end) for cue, end in told if cue), None) if self.lexicon.head_last else None

    def with_cue(self, name: Name, of_type: str, end: int) -> Found:
        found = self.answer.found(name.first, end, of_type, of_type, "noun behind", 0.7)
        return replace(found, forms=(self.answer.text[found.start : self.tokens[name.last - 1].end],))

    def opener(self, at: int) -> tuple[str, int] | None:
        for words, of_type in _openers(self.lexicon).get(self.tokens[at].low, ()):
            here = tuple(t.low for t in self.tokens[at : at + len(words)])
            following = at + len(words)
            if here == words and following < len(self.tokens) and self.tokens[following].is_capital:
                return of_type, following
        return None


@cache
def _openers(lexicon: Lexicon) -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    """The words that open a name of their type, by the first of them."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, of_type in lexicon.openers.items():
        by_first.setdefault(words[0], []).append((words, of_type))
    return by_first


@cache
def _first_words(lexicon: Lexicon) -> frozenset[str]:
    """The first words of the names that are known wherever they stand."""
    return frozenset(phrase[0] for phrase in lexicon.proper)
