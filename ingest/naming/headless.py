"""Names without a head noun of their own: only what stands around them tells what they are (pure)."""

from dataclasses import replace

from ingest.naming.answer_text import AnswerText
from ingest.naming.found import Found
from ingest.naming.grammar import Name
from ingest.naming.kinds import Kinds

_TITLED = ("Programme", "Publication", "Strategy")


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
        tokens = self.tokens[name.first : name.last]
        if opener := self.opener(name.first):
            return self.answer.found(name.first, name.last, opener[0], opener[0], "opening word", 0.8)
        if proper := self.proper(name):
            return proper
        if len(tokens) == 1 and tokens[0].first and not tokens[0].is_acronym:
            return None
        acronym = len(tokens) == 1 and tokens[0].is_acronym
        if self.is_state(name) or len(self.answer.text[tokens[0].start : tokens[-1].end]) < 3:
            return None
        if self.around.follows(name.first, "belongs") and (
            "memberOf" in self.answer.asks or self.kinds.is_international(name)
        ):
            return self.answer.found(name.first, name.last, "Network", "Network", "membership", 0.7)
        told = self.around.before(name.first)
        if told and told[1] not in ("LocalAuthority", "RegionalAuthority", "Police"):
            return self.answer.found(name.first, name.last, *self.kinds.refined(told, name), "noun before", 0.8)
        if acronym and self.is_body(name):
            return self.answer.found(name.first, name.last, "Institution", "Institution", "agent", 0.55)
        if len(tokens) < 2 or acronym:
            return None
        if "memberOf" in self.answer.asks and self.kinds.is_international(name):
            return self.answer.found(name.first, name.last, "Network", "Network", "membership", 0.6)
        if self.cue_behind(name):
            return self.with_cue(name)
        if told := self.around.apposed(name.last):
            return self.answer.found(name.first, name.last, *told, "apposition", 0.75)
        if self.around.follows(name.first, "published"):
            return self.answer.found(name.first, name.last, "Publication", "Publication", "published", 0.6)
        if self.around.follows(name.first, "carried"):
            return self.answer.found(name.first, name.last, "Programme", "Programme", "carried out", 0.6)
        if self.around.acts(name.last) or self.around.follows(name.first, "done_by"):
            return self.answer.found(name.first, name.last, "Institution", "Institution", "agent", 0.6)
        return None

    def is_body(self, name: Name) -> bool:
        """An acronym that does something, or by which something is done: "the NCRB publishes", "run by the NCRB"."""
        token = self.tokens[name.first]
        article = name.first > 0 and self.lexicon.has("definite", self.tokens[name.first - 1].low)
        doing = article and self.around.acts(name.last)
        return not self.lexicon.has("things", token.low) and (doing or self.around.follows(name.first, "done_by"))

    def is_state(self, name: Name) -> bool:
        """Whether the name is the state's own."""
        words = {t.low for t in self.tokens[name.first : name.last]}
        return bool(self.answer.state) and not {
            w for w in words if w not in self.answer.state and not self.lexicon.has("weak", w)
        }

    def proper(self, name: Name) -> Found | None:
        words = [t.low for t in self.tokens[name.first : name.last]]
        for phrase, of_type in self.lexicon.proper.items():
            for k in range(len(words) - len(phrase) + 1):
                if tuple(words[k : k + len(phrase)]) == phrase:
                    kind = "NonGovernmentalOrganization" if of_type == "Institution" else of_type
                    return self.answer.found(name.first, name.last, of_type, kind, "known organisation", 0.85)
        return None

    def cue_behind(self, name: Name) -> bool:
        last = name.last
        return last < len(self.tokens) and self.tokens[last].low in self.lexicon.cues and self.lexicon.head_last

    def with_cue(self, name: Name) -> Found:
        of_type = self.lexicon.cues[self.tokens[name.last].low]
        found = self.answer.found(name.first, name.last + 1, of_type, of_type, "noun behind", 0.7)
        return replace(found, forms=(self.answer.text[found.start : self.tokens[name.last - 1].end],))

    def opener(self, at: int) -> tuple[str, int] | None:
        for words, of_type in self.lexicon.openers.items():
            here = tuple(t.low for t in self.tokens[at : at + len(words)])
            following = at + len(words)
            if here == words and following < len(self.tokens) and self.tokens[following].is_capital:
                return of_type, following
        return None
