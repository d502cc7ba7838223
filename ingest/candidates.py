"""Every place in one answer that names something (pure): citations, known organisations, quoted titles, names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest.found import Found, is_acronym
from ingest.instruments import find_citations
from ingest.lexicons import Head, Lexicon, known_organisations
from ingest.names import Name, NameGrammar
from ingest.parts import State
from ingest.titles import Surroundings, quotations
from ingest.tokens import Token, fold

_COMMON = ("Company", "School", "LocalAuthority", "RegionalAuthority", "Centre", "WorkingGroup", "Association", "Court")
_LEAGUES = ("Association", "WorkingGroup", "Council", "Network", "Parliament", "Centre")
_LATER_BODIES = ("Government", "Parliament")
_TITLED = ("Programme", "Publication", "Strategy")
_BODIES = ("Institution", "Network")


class AnswerScan:
    """One answer's text, scanned once from left to right for each way of naming, the surest first."""

    def __init__(self, item: str, text: str, lexicon: Lexicon, asks: Sequence[str], state: State | None = None) -> None:
        self.item = item
        self.text = text
        self.lexicon = lexicon
        self.asks = asks
        self.state = fold(state.name) if state else ""
        self.tokens = lexicon.tokens(text)
        self.taken = [False] * len(self.tokens)
        self.grammar = NameGrammar(self.tokens, lexicon, self.taken)
        self.around = Surroundings(self.tokens, lexicon)
        self.at_start = {t.start: k for k, t in enumerate(self.tokens)}

    def scan(self) -> list[Found]:
        """Everything found, in the order of the text."""
        found = [
            *self.websites(),
            *self.citations(),
            *self.known(),
            *self.quoted(),
            *self.named(),
            *self.short_forms(),
            *self.unnamed(),
        ]
        return self.with_brackets(self.with_titles(sorted(found, key=lambda f: (f.start, -f.end))))

    def with_titles(self, found: list[Found]) -> list[Found]:
        """A noun with its title in quotation marks is one name: Public Fund "Generation"."""
        out: list[Found] = []
        for find in found:
            last = out[-1] if out else None
            if (
                last is not None
                and 0 < find.start - last.end <= 3
                and find.method == "quoted title"
                and last.method in ("head noun", "short form")
            ):
                out.pop()
                whole = self.text[last.start : find.end + 1]
                find = replace(find, type=last.type, kind=last.kind, head=last.head, forms=(*find.forms, whole))
            out.append(find)
        return out

    # -- the surest first ----------------------------------------------------------------------------------------

    def websites(self) -> Iterator[Found]:
        for k, token in enumerate(self.tokens):
            if token.kind == "url":
                self.taken[k] = True
                yield self.found(k, k + 1, "Publication", "Website", "web address", 0.95)

    def citations(self) -> Iterator[Found]:
        for cited in find_citations(self.text, self.lexicon):
            if self.take(cited.start, cited.end):
                whole = self.with_modifiers(cited.start)
                head = self.lexicon.heads[cited.noun]
                text = self.text[whole : cited.end]
                short = self.text[cited.start : cited.short_end]
                yield Found(
                    self.item, whole, cited.end, text, head.type, head.kind, True, "citation", 0.95,
                    head.singular, False, None, (short,) if short != text else (), cited.number,
                )  # fmt: skip

    def with_modifiers(self, start: int) -> int:
        """The start with the capitalised words right before an English instrument's noun."""
        at = first = self.at_start.get(start, 0)
        while self.lexicon.head_last and first > 0 and self.tokens[first - 1].is_capital:
            token = self.tokens[first - 1]
            if self.taken[first - 1] or (token.first and self.lexicon.has("leading", token.low)):
                break
            first -= 1
            self.taken[first] = True
        return self.tokens[first].start if first < at else start

    def known(self) -> Iterator[Found]:
        names = _known_names()
        for k, token in enumerate(self.tokens):
            for words, cased, of_type, kind in names.get(token.low, ()):
                last = k + len(words)
                if self.matches(k, words, cased):
                    if of_type and self.names_more(last):
                        break
                    self.taken[k:last] = [True] * len(words)
                    if not of_type:
                        break
                    yield self.found(k, last, of_type, kind, "known organisation", 0.95)
                    break

    def names_more(self, last: int) -> bool:
        """Whether a capitalised head follows, so that the known name only modifies it."""
        return last < len(self.tokens) and self.tokens[last].is_capital and self.grammar.head_at(last) is not None

    def matches(self, first: int, words: Sequence[str], cased: str) -> bool:
        here = self.tokens[first : first + len(words)]
        if len(here) < len(words) or any(self.taken[first : first + len(words)]):
            return False
        if [t.low for t in here] != list(words) or not here[0].is_capital:
            return False
        return not cased or here[0].text in (cased, cased.upper())

    def quoted(self) -> Iterator[Found]:
        for start, end in quotations(self.text):
            inside = [k for k, t in enumerate(self.tokens) if start <= t.start < end]
            if not inside or any(self.taken[k] for k in inside):
                continue
            if found := self.quotation(inside[0], inside[-1] + 1):
                for k in inside:
                    self.taken[k] = True
                yield found

    def quotation(self, first: int, last: int) -> Found | None:
        token = self.tokens[first]
        if not (token.is_capital or token.kind == "number"):
            return self.lower_quotation(first, last)
        told = self.around.told(first, last)
        head, at = self.grammar.find_head(first, last)
        if told and told[0] in ("Institution", "Network") and head and head.type not in ("Institution", "Network"):
            told = None
        if told is None and head is not None and (last - first > 1):
            told = head.type, head.kind
        if told is None and last - first > 1 and last - first <= 10:
            kind = "Publication" if "publishes" in self.asks else "Programme"
            told = kind, kind
            return self.found(first, last, *told, "quoted title", 0.7)
        if told is None:
            return None
        return self.found(first, last, *self.refined(told, Name(first, last, head, at)), "quoted title", 0.9)

    def lower_quotation(self, first: int, last: int) -> Found | None:
        """A short quoted name in lower case: only where a noun says what it is, or within an enumeration."""
        if last - first > 5 or self.tokens[first].kind != "word" or last - first < 2:
            return None
        told = self.around.before(first)
        after = self.around.past_quote(last)
        opening = self.tokens[first - 2].text if first > 1 else ""
        listed = (
            opening == "," and after < len(self.tokens) and self.lexicon.has("conjunctions", self.tokens[after].low)
        )
        if told is not None and told[0] not in ("Programme", "Publication", "Strategy"):
            return None
        if told is None and not listed:
            return None
        return self.found(first, last, *(told or ("Programme", "Programme")), "quoted title", 0.6)

    # -- names by grammar ----------------------------------------------------------------------------------------

    def named(self) -> Iterator[Found]:
        k = 0
        while k < len(self.tokens):
            token = self.tokens[k]
            if self.taken[k] or token.kind != "word" or not self.can_open(k):
                k += 1
                continue
            name = self.grammar.read(k)
            found = self.judged(name)
            if found is None and token.first and self.lexicon.has("leading", token.low):
                k += 1
                continue
            if found is not None:
                self.taken[name.first : name.last] = [True] * (name.last - name.first)
                yield found
            k = max(k + 1, name.last if found is not None else self.grammar.end_of_capitals(k))

    def can_open(self, at: int) -> bool:
        """Whether a name can begin here: with a capital, or with a lower-case head that is one of its kind."""
        token = self.tokens[at]
        if self.lexicon.has("articles", token.low) or self.lexicon.has("persons", token.low):
            return False
        if token.is_capital:
            return not (token.first and self.lexicon.has("leading", token.low) and not self.opener(at))
        return self.is_single(at)

    def opener(self, at: int) -> tuple[str, int] | None:
        for words, of_type in self.lexicon.openers.items():
            here = tuple(t.low for t in self.tokens[at : at + len(words)])
            following = at + len(words)
            if here == words and following < len(self.tokens) and self.tokens[following].is_capital:
                return of_type, following
        return None

    def is_single(self, at: int) -> bool:
        """A lower-case "ministry of", "national police", "ministère de la": there is one."""
        head = self.grammar.head_at(at)
        if head is None or head.plural or at + 2 >= len(self.tokens) or not self.grammar.is_link(at + 1):
            return False
        if head.kind == "LocalAuthority":
            return (
                not self.lexicon.head_last
                and self.grammar.is_in(at + 1, "core_links")
                and self.tokens[at + 2].is_capital
            )
        return head.kind == "Ministry"

    def judged(self, name: Name) -> Found | None:
        """The name as a find, where it is one."""
        if name.head is None:
            return self.headless(name)
        told = self.around.before(name.first)
        if told and told[0] in _TITLED and name.head.type in _BODIES and self.is_told_directly(name.first):
            return self.found(name.first, name.last, *told, "noun before", 0.8)
        if name.head.kind in _LATER_BODIES or self.is_plain(name) or self.is_toponym(name):
            return None
        of_type, kind = self.refined((name.head.type, name.head.kind), name)
        last = self.past_year(name, of_type)
        confidence = 0.9 if self.capitals(name) >= 2 else 0.75
        if not self.is_specific(name):
            return self.found(name.first, name.last, of_type, kind, "short form", 0.5, name.head, specific=False)
        return self.found(name.first, last, of_type, kind, "head noun", confidence, name.head)

    def is_told_directly(self, first: int) -> bool:
        """Whether a lower-case noun, or "called", stands right before."""
        before = self.tokens[first - 1]
        return before.kind == "word" and not before.is_capital

    def capitals(self, name: Name) -> int:
        """How many words of the name are capitalised though they need not be."""
        inner = self.tokens[name.first : name.last]
        return sum(t.is_capital and not (t.first and self.is_common(t)) for t in inner)

    def is_common(self, token: Token) -> bool:
        return token.low in self.lexicon.heads or self.lexicon.has("topics", token.low) or token.first

    def is_plain(self, name: Name) -> bool:
        """Several things of a kind, or a common noun that only opens its sentence: no name."""
        tokens = self.tokens[name.first : name.last]
        head = name.head
        assert head is not None
        if len(tokens) == 1:
            return tokens[0].first and head.plural
        capitals = sum(t.is_capital for t in tokens[1:])
        if head.plural:
            return not self.names_several(name)
        if capitals or not tokens[0].first:
            return False
        if self.lexicon.head_last:
            return not self.is_sentence_name(name)
        linked = any(self.grammar.is_link(k) for k in range(name.at, name.last))
        return not linked and not any(self.lexicon.has("unique", t.low) for t in tokens)

    def is_toponym(self, name: Name) -> bool:
        """ "Ciudad Rivas", "Cape Town": a place, where "City of Rivas" is who governs it."""
        linked = any(self.grammar.is_link(k) for k in range(name.at, name.last))
        return self.lexicon.has("toponyms", self.tokens[name.at].low) and not linked and name.last - name.first > 1

    def names_several(self, name: Name) -> bool:
        """A plural that is a name all the same: "Youth Contact Teams", "County Boards for Prevention"."""
        tokens = self.tokens[name.first : name.last]
        if not self.lexicon.head_last:
            return self.tokens[name.at].is_capital and not tokens[0].first and len(tokens) > 2
        if not self.tokens[name.at].is_capital:
            return self.around.follows(name.first, "named")
        return sum(t.is_capital for t in tokens) >= 3 or (len(tokens) >= 2 and not tokens[0].first)

    def is_sentence_name(self, name: Name) -> bool:
        """ "Probation and mediation service" at the start of a sentence: a name if all its words are the field's."""
        head = name.head
        assert head is not None
        if any(self.lexicon.has("unique", t.low) for t in self.tokens[name.first : name.at]):
            return head.type in ("Institution", "Strategy", "Programme")
        if head.type == "Strategy":
            return self.has_period(name.last)
        words = [t.low for t in self.tokens[name.first : name.last]]
        known = all(
            w in self.lexicon.heads or self.lexicon.has("topics", w) or self.lexicon.has("links", w)
            or self.lexicon.has("conjunctions", w) or self.lexicon.has("articles", w) for w in words
        )  # fmt: skip
        return head.type == "Institution" and head.kind not in _COMMON and known and len(words) > 2

    def is_specific(self, name: Name) -> bool:
        """Whether the name has a word that tells it from others of its kind."""
        head = name.head
        assert head is not None
        if self.past_period(name.last) > name.last:
            return True
        if head.kind == "Police" and any(
            self.lexicon.has("unique", t.low) for t in self.tokens[name.first : name.last]
        ):
            return True
        telling = 0
        for k in range(name.first, name.last):
            low = self.tokens[k].low
            other = self.lexicon.heads.get(low)
            is_head = other is not None and other.singular == head.singular
            weak = (
                self.lexicon.has("weak", low)
                or low in self.state.split()
                or low in self.lexicon.frequency
                or self.lexicon.has("inner_articles", low)
            )
            if not (is_head or weak or self.grammar.is_link(k) or self.lexicon.has("conjunctions", low)):
                telling += 1
        return telling > 0

    def headless(self, name: Name) -> Found | None:
        """A capitalised name without a head noun: only what stands around it can tell what it is."""
        tokens = self.tokens[name.first : name.last]
        if opener := self.opener(name.first):
            return self.found(name.first, name.last, opener[0], opener[0], "opening word", 0.8)
        if proper := self.proper(name):
            return proper
        if len(tokens) == 1 and tokens[0].first and not tokens[0].is_acronym:
            return None
        acronym = len(tokens) == 1 and tokens[0].is_acronym
        if self.is_state(name) or len(self.text[tokens[0].start : tokens[-1].end]) < 3:
            return None
        if self.around.follows(name.first, "belongs") and ("memberOf" in self.asks or self.is_international(name)):
            return self.found(name.first, name.last, "Network", "Network", "membership", 0.7)
        if told := self.around.before(name.first):
            if not (told[0] == "Institution" and told[1] in ("LocalAuthority", "RegionalAuthority", "Police")):
                return self.found(name.first, name.last, *self.refined(told, name), "noun before", 0.8)
        if len(tokens) < 2 or acronym:
            return None
        if "memberOf" in self.asks and self.is_international(name):
            return self.found(name.first, name.last, "Network", "Network", "membership", 0.6)
        if self.cue_behind(name):
            return self.with_cue(name)
        if told := self.around.apposed(name.last):
            return self.found(name.first, name.last, *told, "apposition", 0.75)
        if self.around.follows(name.first, "carried"):
            return self.found(name.first, name.last, "Programme", "Programme", "carried out", 0.6)
        if self.around.acts(name.last) or self.around.follows(name.first, "done_by"):
            return self.found(name.first, name.last, "Institution", "Institution", "agent", 0.6)
        return None

    def is_state(self, name: Name) -> bool:
        """Whether the name is the state's own."""
        words = {t.low for t in self.tokens[name.first : name.last]}
        return bool(self.state) and not {w for w in words if w not in self.state and not self.lexicon.has("weak", w)}

    def proper(self, name: Name) -> Found | None:
        words = [t.low for t in self.tokens[name.first : name.last]]
        for phrase, of_type in self.lexicon.proper.items():
            for k in range(len(words) - len(phrase) + 1):
                if tuple(words[k : k + len(phrase)]) == phrase:
                    kind = "NonGovernmentalOrganization" if of_type == "Institution" else of_type
                    return self.found(name.first, name.last, of_type, kind, "known organisation", 0.85)
        return None

    def cue_behind(self, name: Name) -> bool:
        last = name.last
        return last < len(self.tokens) and self.tokens[last].low in self.lexicon.cues and self.lexicon.head_last

    def with_cue(self, name: Name) -> Found:
        of_type = self.lexicon.cues[self.tokens[name.last].low]
        found = self.found(name.first, name.last + 1, of_type, of_type, "noun behind", 0.7)
        return replace(found, forms=(self.text[found.start : self.tokens[name.last - 1].end],))

    def is_international(self, name: Name) -> bool:
        return any(self.lexicon.has("international", t.low) for t in self.tokens[name.first : name.last])

    # -- what kind -----------------------------------------------------------------------------------------------

    def refined(self, told: tuple[str, str], name: Name) -> tuple[str, str]:
        """The finer kind that other words of the name give it."""
        of_type, kind = told
        if kind == "Fund" and self.is_administered(name):
            return "Programme", "Scheme"
        label = fold(self.text[self.tokens[name.first].start : self.tokens[name.last - 1].end])
        if of_type in ("Institution", "Network"):
            return self.refined_body(of_type, kind, name, label)
        if of_type == "Programme" and self.is_adopted(name):
            return "Strategy", "Strategy"
        finer = next((k for phrase, k in self.lexicon.phrases if phrase in label and k == "ActionPlan"), "")
        return (of_type, finer) if finer and of_type == "Strategy" else (of_type, kind)

    def is_administered(self, name: Name) -> bool:
        """Whether a fund is what others work through, not who works."""
        following = self.tokens[name.last : name.last + 12]
        return self.around.follows(name.first, "means") or any(
            self.lexicon.has("administered", t.low) for t in following if t.sentence == self.tokens[name.first].sentence
        )

    def refined_body(self, of_type: str, kind: str, name: Name, label: str) -> tuple[str, str]:
        beside = self.tokens[name.first : name.last]
        if self.lexicon.head_last:
            linked = next((k for k in range(name.at, name.last) if self.grammar.is_link(k)), name.last)
            beside = self.tokens[name.first : linked]
        else:
            beside = self.tokens[name.first : name.at + 3]
        region = self.tokens[name.last - 1].low
        abroad = any(self.lexicon.has("international", t.low) for t in beside)
        abroad = abroad or self.lexicon.has("regions", region)
        cities = any(self.lexicon.has("cities", t.low) for t in self.tokens[name.first : name.last])
        if "memberOf" in self.asks and kind in _LEAGUES and self.around.follows(name.first, "belongs"):
            abroad = True
        if kind not in ("Ministry", "Department", "University", "LocalAuthority") and abroad:
            return "Network", "CityNetwork" if cities else "Network"
        if of_type == "Network":
            return ("Network", "CityNetwork") if cities else ("Institution", "Association")
        finer = next((k for phrase, k in self.lexicon.phrases if phrase in label and k != "ActionPlan"), "")
        fixed = kind in ("Ministry", "University", "Association", "NonGovernmentalOrganization", "LocalAuthority")
        return of_type, finer if finer and not fixed else kind

    def is_adopted(self, name: Name) -> bool:
        """Whether a "national programme" is a strategy: it has a period, a year, or was adopted."""
        inner = self.tokens[name.first : name.last]
        if self.has_period(name.last) and any(self.lexicon.has("core_links", t.low) for t in inner):
            return True
        if not any(self.lexicon.has("unique", t.low) for t in inner):
            return False
        following = self.tokens[name.last : name.last + 14]
        sentence = [t for t in following if t.sentence == inner[-1].sentence]
        if any(self.lexicon.has("adopted", t.low) for t in sentence):
            return True
        return bool(len(sentence) > 1 and sentence[0].text == "(" and sentence[1].kind in ("number", "period"))

    def has_period(self, at: int) -> bool:
        """Whether a period of years follows."""
        return self.past_period(at) > at

    def past_period(self, at: int) -> int:
        """The end of "2004–2008", "for the years 2003 - 2006", "for the year 2005" behind a name."""
        lows = [t.low for t in self.tokens[at : at + 5]]
        for phrase in self.lexicon.periods:
            words = phrase.split()
            if lows[: len(words)] == words:
                after = at + len(words)
                return after + 1 if after < len(self.tokens) and self.is_years(after) else at
        return at + 1 if at < len(self.tokens) and self.tokens[at].kind == "period" else at

    def is_years(self, at: int) -> bool:
        token = self.tokens[at]
        return token.kind == "period" or (token.kind == "number" and len(token.text) == 4)

    def past_year(self, name: Name, of_type: str) -> int:
        """The end of the name with its period, or with its year (a law's)."""
        if of_type in ("Strategy", "Programme"):
            return self.past_period(name.last)
        if of_type == "LegalInstrument":
            for skip in (0, 1):
                at = name.last + skip
                joined = skip == 0 or self.tokens[name.last].text == "," or self.grammar.is_in(name.last, "core_links")
                if at < len(self.tokens) and joined and self.tokens[at].kind == "number" and self.is_years(at):
                    return at + 1
        return name.last

    # -- short forms and brackets --------------------------------------------------------------------------------

    def short_forms(self) -> Iterator[Found]:
        """Lower-case definite forms: "the grant", "cette stratégie"."""
        for k in range(1, len(self.tokens)):
            head = self.grammar.head_at(k)
            if head is None or self.taken[k] or self.tokens[k].is_capital:
                continue
            definite = self.lexicon.has("definite", self.tokens[k - 1].low) and not self.taken[k - 1]
            unique = k > 1 and self.lexicon.has("unique", self.tokens[k - 1].low)
            if definite and self.grammar.closes_name(k) and self.ends_phrase(k + 1):
                yield self.found(k, k + 1, head.type, head.kind, "short form", 0.5, head, specific=False)
            elif (unique or self.lexicon.has("levels", self.tokens[k - 1].low)) and head.kind == "Police":
                yield self.found(k, k + 1, head.type, head.kind, "short form", 0.5, head, specific=False)

    def unnamed(self) -> Iterator[Found]:
        """Definite things without a name: a strategy said to exist, a periodical for somebody."""
        for k, token in enumerate(self.tokens):
            head = self.grammar.head_at(k)
            if head is None or self.taken[k] or token.is_capital:
                continue
            if head.type == "Strategy" and (first := self.existing(k)) is not None:
                yield self.found(first, self.past_description(k), head.type, head.kind, "said to exist", 0.6, head)
            elif head.kind == "Periodical" and self.comes_out(k):
                yield self.found(k - 1, self.past_description(k), head.type, head.kind, "periodical", 0.6, head)

    def existing(self, at: int) -> int | None:
        """Where the noun phrase begins that "there is" or "il existe" brings in, with a complement behind it."""
        if at + 1 >= len(self.tokens) or self.is_in_any(at + 1, ("adopted", "copulas")):
            return None
        described = self.lexicon.has("describing", self.tokens[at + 1].low) or self.grammar.is_link(at + 1)
        for first in range(at, max(0, at - 5), -1):
            lows = [t.low for t in self.tokens[max(0, first - 3) : first]]
            if described and any(lows[-len(p) :] == p for p in map(str.split, self.lexicon.words["existential"])):
                return first + 1 if self.lexicon.has("articles", self.tokens[first].low) else first
        return None

    def is_in_any(self, at: int, groups: Sequence[str]) -> bool:
        return any(self.lexicon.has(group, self.tokens[at].low) for group in groups)

    def comes_out(self, at: int) -> bool:
        often = at > 0 and self.tokens[at - 1].low in self.lexicon.frequency
        return often and at + 1 < len(self.tokens) and self.lexicon.has("addressing", self.tokens[at + 1].low)

    def past_description(self, at: int) -> int:
        """The end of a description in lower case."""
        end = at + 1
        while end < len(self.tokens) and end - at < 16:
            token = self.tokens[end]
            if token.kind != "word" or token.sentence != self.tokens[at].sentence or self.taken[end]:
                break
            if self.is_in_any(end, ("adopted", "established", "copulas", "relatives")):
                break
            end += 1
        return end

    def ends_phrase(self, at: int) -> bool:
        """Whether no complement follows that would make another thing of it."""
        return at >= len(self.tokens) or not (
            self.lexicon.has("core_links", self.tokens[at].low)
            or (not self.lexicon.head_last and self.grammar.is_modifier(at))
        )

    def with_brackets(self, found: list[Found]) -> list[Found]:
        """The finds with what the brackets behind them give as another form of the name."""
        out: list[Found] = []
        for find in found:
            out.append(find)
            opening = self.bracket_behind(find.end)
            if opening is None or not find.specific and find.method != "short form":
                continue
            closing = self.closing(opening)
            out.extend(self.alias(find, opening + 1, closing, found))
        return self.joined(sorted(out, key=lambda f: (f.start, -f.end)))

    def bracket_behind(self, end: int) -> int | None:
        k = next((k for k, t in enumerate(self.tokens) if t.start >= end), None)
        while k is not None and k < len(self.tokens) and self.tokens[k].text in '"”»':
            k += 1
        return k if k is not None and k < len(self.tokens) and self.tokens[k].text == "(" else None

    def closing(self, opening: int) -> int:
        for k in range(opening + 1, min(len(self.tokens), opening + 40)):
            if self.tokens[k].text in "()":
                return k
        return opening

    def alias(self, find: Found, first: int, last: int, found: Sequence[Found]) -> Iterator[Found]:
        inside = [f for f in found if first < len(self.tokens) and self.inside(f, first, last)]
        words = [k for k in range(first, last) if self.tokens[k].kind == "word"]
        lead = [k for k in words if self.lexicon.has("alias", self.tokens[k].low)]
        acronyms = [k for k in words if self.tokens[k].is_acronym]
        if inside and inside[0].type == find.type and self.opens(inside[0], first, lead):
            yield replace(inside[0], same_as=find.start)
        elif acronyms and (len(words) == 1 or acronyms[0] - first <= 2 or lead):
            k = acronyms[0]
            if not any(f.start <= self.tokens[k].start < f.end for f in found):
                yield self.other_form(find, k, k + 1)
        elif (lead or self.is_quote(first)) and not inside:
            capital = [k for k in words if self.tokens[k].is_capital and k not in lead]
            if capital:
                yield self.other_form(find, capital[0], self.grammar.end_of_capitals(capital[0]))
        elif not inside and words and self.tokens[first].is_capital and len(words) == last - first and len(words) > 1:
            yield self.other_form(find, first, last)
        elif inside and (lead or self.is_quote(first)):
            yield replace(inside[0], type=find.type, kind=find.kind, same_as=find.start)

    def is_quote(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].text in '"“«„'

    def inside(self, find: Found, first: int, last: int) -> bool:
        return self.tokens[first].start <= find.start and find.end <= self.tokens[max(first, last - 1)].end

    def opens(self, find: Found, first: int, lead: Sequence[int]) -> bool:
        """Whether the find is what the bracket gives, not something told in passing."""
        skipped = [k for k in range(first, len(self.tokens)) if self.tokens[k].start < find.start]
        return all(
            k in lead or self.tokens[k].kind == "mark" or self.lexicon.has("articles", self.tokens[k].low)
            or self.lexicon.has("alias", self.tokens[k].low) for k in skipped
        )  # fmt: skip

    def other_form(self, find: Found, first: int, last: int) -> Found:
        other = self.found(first, last, find.type, find.kind, "bracketed form", 0.9)
        return replace(other, same_as=find.start)

    def joined(self, found: list[Found]) -> list[Found]:
        """One find for each place; of two that overlap the one that is another's form, then the first, stays."""
        out: list[Found] = []
        for find in sorted(found, key=lambda f: (f.start, f.same_as is None, -f.end)):
            if not out or find.start >= out[-1].end:
                out.append(find)
        return out

    # -- places --------------------------------------------------------------------------------------------------

    def take(self, start: int, end: int) -> bool:
        """Takes the tokens of a stretch of text; False where one is taken already."""
        inside = [k for k, t in enumerate(self.tokens) if start <= t.start < end]
        if any(self.taken[k] for k in inside):
            return False
        for k in inside:
            self.taken[k] = True
        return True

    def found(
        self, first: int, last: int, of_type: str, kind: str, method: str, confidence: float,
        head: Head | None = None, *, specific: bool = True,
    ) -> Found:  # fmt: skip
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        plural = head is not None and self.heads_plural(first, last, head)
        name = Found(
            self.item, start, end, self.text[start:end], of_type, kind, specific, method, confidence,
            head.singular if head else "", plural,
        )  # fmt: skip
        return replace(name, forms=self.short_of(first, last, of_type))

    def is_appended_head(self, at: int) -> bool:
        """A lower-case head behind a capitalised name: "Say No to Violence campaign"."""
        return (
            self.grammar.head_at(at) is not None and not self.tokens[at].is_capital and self.tokens[at - 1].is_capital
        )

    def heads_plural(self, first: int, last: int, head: Head) -> bool:
        return head.plural

    def short_of(self, first: int, last: int, of_type: str) -> tuple[str, ...]:
        """The name without its period."""
        if of_type not in ("Strategy", "Programme", "LegalInstrument", "Publication"):
            return ()
        if self.lexicon.head_last and last - first > 2 and self.is_appended_head(last - 1):
            return (self.text[self.tokens[first].start : self.tokens[last - 2].end],)
        cut = last
        while cut > first + 1 and self.tokens[cut - 1].kind in ("period", "number"):
            cut -= 1
        if cut == last:
            return ()
        for phrase in self.lexicon.periods:
            words = phrase.split()
            if self.around.ends_with(cut - 1, words):
                cut -= len(words)
                break
        return (self.text[self.tokens[first].start : self.tokens[cut - 1].end],) if cut > first else ()


_SHORT = 6


@cache
def _known_names() -> dict[str, tuple[tuple[tuple[str, ...], str, str, str], ...]]:
    """The known names by their first word: their words, the cased form of an acronym, type and kind."""
    by_first: dict[str, list[tuple[tuple[str, ...], str, str, str]]] = {}
    from ingest.tokens import tokenize

    for known in known_organisations():
        for name in known.names:
            words = tuple(t.low for t in tokenize(name, frozenset(), frozenset()))
            cased = name if is_acronym(name) and len(words) == 1 and len(name) <= _SHORT else ""
            by_first.setdefault(words[0], []).append((words, cased, known.type, known.kind))
    return {first: tuple(sorted(v, key=lambda n: -len(n[0]))) for first, v in sorted(by_first.items())}
