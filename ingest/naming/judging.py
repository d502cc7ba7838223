"""Whether a stretch that reads like a name is one: a name, a short form, or a common noun (pure)."""

from ingest.naming.answer_text import AnswerText
from ingest.naming.found import Found
from ingest.naming.grammar import Name
from ingest.naming.headless import Headless
from ingest.naming.kinds import Kinds
from ingest.naming.words import CALLED, OWNED
from ingest.tokens import Token

_COMMON = ("Company", "School", "LocalAuthority", "RegionalAuthority", "Centre", "WorkingGroup", "Association", "Court")
#: Kinds whose noun tells little: a "house", an "alliance", a "fund" may be what is run as well as who runs it.
_VAGUE = (
    "Centre",
    "Association",
    "WorkingGroup",
    "Fund",
    "Company",
    "School",
    "NonGovernmentalOrganization",
    "Network",
)
#: Kinds of bodies that an apposition may still call a project: "Info Desk, an initiative of".
_TURNED = ("Department", "Office", "Service")
#: Kinds of bodies that, where there are several of them, are what somebody runs: "runs the Police Youth Clubs".
_RUN = ("Association", "School", "WorkingGroup")
#: Kinds of bodies whose noun also names a meeting: "the forum is held every year".
_GATHERINGS = ("WorkingGroup", "Council", "Parliament", "Network")
_LATER_BODIES = ("Government", "Parliament")


class Judge:
    """Judges names with a head noun; those without one are handed on to `Headless`."""

    def __init__(self, answer: AnswerText, kinds: Kinds, headless: Headless) -> None:
        self.answer = answer
        self.lexicon = answer.lexicon
        self.tokens = answer.tokens
        self.grammar = answer.grammar
        self.around = answer.around
        self.kinds = kinds
        self.without_head = headless

    def judged(self, name: Name) -> Found | None:
        """The name as a find, where it is one."""
        if name.head is None:
            return self.without_head.headless(name)
        told = self.around.before(name.first)
        if told and told[0] in CALLED and name.head.type in OWNED and self.is_told_directly(name.first):
            return self.answer.found(name.first, name.last, *told, "noun before", 0.8)
        if (
            (name.head.kind in _LATER_BODIES and not self.is_particular(name))
            or self.is_plain(name)
            or self.is_counted(name)
            or self.is_some(name)
            or self.is_portfolio(name)
            or self.is_toponym(name)
        ):
            return None
        of_type, kind = self.kinds.refined((name.head.type, name.head.kind), name)
        other = self.around.beside(name.first) if of_type in CALLED or kind in _VAGUE else None
        called = self.around.called(name.last) if kind in _VAGUE or kind in _TURNED else None
        other = called if called and (kind in _VAGUE or called[0] in CALLED) else other
        if (
            other is None
            and kind == "WorkingGroup"
            and name.head.plural
            and self.lexicon.head_last
            and self.around.undergone(name.last) == "Programme"
        ):
            other = "Programme", "Programme"
        if other is None and kind in _RUN and name.head.plural and self.around.follows(name.first, "runs"):
            other = "Programme", "Programme"
        if other is None and kind in _GATHERINGS and self.around.is_event(name.last):
            other = "Programme", "Programme"
        if other and other[0] in CALLED:
            return self.answer.found(name.first, name.last, *other, "apposition", 0.8)
        last = self.past_year(name, of_type)
        confidence = 0.9 if self.capitals(name) >= 2 else 0.75
        if not self.is_specific(name):
            return self.answer.found(name.first, name.last, of_type, kind, "short form", 0.5, name.head, specific=False)
        return self.answer.found(name.first, last, of_type, kind, "head noun", confidence, name.head)

    def is_particular(self, name: Name) -> bool:
        """A parliament or government that is called so: "National Assembly", "Government of Lower Tamar"."""
        words = [self.tokens[k] for k in range(name.first, name.last) if k != name.at]
        if name.head is not None and name.head.kind == "Parliament":
            return bool(words) and self.tokens[name.at].is_capital and self.tokens[name.at].text != "Congress"
        nouns = [t for t in words if t.is_capital and t.low not in self.answer.state]
        linked = any(self.grammar.is_link(k) for k in range(name.at, name.last))
        return linked and any(not self.lexicon.has("neutral", t.low) and not self.is_common(t) for t in nouns)

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
        if capitals or not tokens[0].first or tokens[0].is_coined:
            return False
        if self.lexicon.head_last:
            return not self.is_sentence_name(name) and not self.around.joins(name.last)
        linked = any(self.grammar.is_link(k) for k in range(name.at, name.last))
        return not linked and not any(self.lexicon.has("unique", t.low) for t in tokens)

    def is_counted(self, name: Name) -> bool:
        """Some of many: "a British NGO", "all Ministries and Commissioners", "each police district"."""
        before = self.tokens[name.first - 1] if name.first > 0 else None
        if before is None or name.head is None:
            return False
        one = self.lexicon.has("indefinite", before.low) and self.tokens[name.at].is_acronym
        many = name.head.plural and (self.lexicon.has("counting", before.low) or before.kind == "number")
        return one or self.lexicon.has("distributive", before.low) or (many and self.lexicon.head_last)

    def is_some(self, name: Name) -> bool:
        """Somebody's, with a common noun: "a Highland guide", "the Highland statute"."""
        head, before = name.head, self.tokens[name.first - 1] if name.first > 0 else None
        if head is None or not self.lexicon.head_last or name.at != name.last - 1 or name.last - name.first != 2:
            return False
        first, last = self.tokens[name.first], self.tokens[name.at]
        if last.is_capital or not first.is_capital or first.is_acronym or before is None or first.first:
            return False
        return head.type == "LegalInstrument" or (head.type in CALLED and self.lexicon.has("indefinite", before.low))

    def is_portfolio(self, name: Name) -> bool:
        """The field of somebody in office: "the Minister of Public Order" names no order."""
        if name.first < 2 or name.head is None or name.head.type != "LegalInstrument":
            return False
        linked = self.lexicon.has("core_links", self.tokens[name.first - 1].low)
        return linked and self.lexicon.has("persons", self.tokens[name.first - 2].low)

    def is_toponym(self, name: Name) -> bool:
        """ "Ciudad Rivas", "Cape Town": a place, where "City of Rivas" is who governs it."""
        linked = any(self.grammar.is_link(k) for k in range(name.at, name.last))
        placed = self.lexicon.has("toponyms", self.tokens[name.at].low) and not linked and name.last - name.first > 1
        return placed and not self.around.joins(name.last)

    def names_several(self, name: Name) -> bool:
        """A plural that is a name all the same: "Youth Contact Teams", "County Boards for Prevention"."""
        tokens = self.tokens[name.first : name.last]
        if not self.lexicon.head_last:
            own = name.head is not None and name.head.type == "Institution" and name.head.kind not in _COMMON
            run = name.head is not None and name.head.kind in ("Programme", "Initiative") and len(tokens) > 2
            if run and name.at == name.first and tokens[0].is_capital and not tokens[0].first:
                return True
            both = own and name.at == name.first and tokens[1].is_capital
            return self.tokens[name.at].is_capital and not tokens[0].first and (len(tokens) > 2 or both)
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
            return self.answer.has_period(name.last)
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
        if self.answer.past_period(name.last) > name.last or self.is_numbered(name):
            return True
        if head.kind == "Constitution" or (head.kind == "Code" and name.last - name.first > 1):
            return name.last - name.first > 1 or not self.tokens[name.first].first
        if head.kind in ("Police", "Prosecution") and any(
            self.lexicon.has("unique", t.low) for t in self.tokens[name.first : name.last]
        ):
            return True
        if head.kind == "Ministry" and any(self.grammar.is_link(k) for k in range(name.at, name.last)):
            return True
        telling = 0
        for k in range(name.first, name.last):
            low = self.tokens[k].low.removesuffix("'s")
            other = self.lexicon.heads.get(low)
            is_head = other is not None and other.singular == head.singular
            weak = (
                self.lexicon.has("weak", low)
                or (head.type == "LegalInstrument" and low in self.answer.state.split())
                or low in self.lexicon.frequency
                or self.lexicon.has("inner_articles", low)
            )
            if not (is_head or weak or self.grammar.is_link(k) or self.lexicon.has("conjunctions", low)):
                telling += 1
        return telling > 0

    def is_numbered(self, name: Name) -> bool:
        """ "Vision 2020", "Agenda 21", "Child Helpline 116": the number behind the noun belongs to the name."""
        if name.last >= len(self.tokens) or self.tokens[name.last].kind != "number" or name.at != name.last - 1:
            return False
        number = self.tokens[name.last].text
        named_by_year = name.head is not None and self.lexicon.has("numbered", name.head.singular)
        return number.isdigit() and named_by_year and self.tokens[name.at].is_capital

    def past_year(self, name: Name, of_type: str) -> int:
        """The end of the name with its period, or with its year (a law's)."""
        if of_type in ("Strategy", "Programme"):
            return self.answer.past_period(name.last) if not self.is_numbered(name) else name.last + 1
        if of_type == "LegalInstrument":
            linked = [t.text == "," or self.lexicon.has("core_links", t.low) for t in self.tokens[name.last :][:1]]
            at = name.last + any(linked)
            if at < len(self.tokens) and self.tokens[at].kind == "number" and self.answer.is_years(at):
                return at + 1
        return name.last
