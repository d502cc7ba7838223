"""What kind of thing a name names, beyond its head noun (pure)."""

from ingest.naming.answer_text import AnswerText
from ingest.naming.grammar import Name
from ingest.tokens import fold

#: How far into a list of memberships one may stand.
_LISTED = 40
#: How far behind a fund may stand that it is administered.
_FAR = 18
#: Kinds of bodies that a state belongs to only where it says so.
_JOINED = ("Committee", "Commission", "Department", "Office", "Institution")
_LEAGUES = ("Association", "WorkingGroup", "Council", "Network", "Parliament", "Centre")

#: Kinds that no further word makes finer: a police academy is no police.
_FIXED = (
    "Ministry", "University", "ResearchInstitute", "School", "Association", "NonGovernmentalOrganization",
    "LocalAuthority",
)  # fmt: skip


class Kinds:
    """Gives a name the finer kind that its other words, or the words around it, tell."""

    def __init__(self, answer: AnswerText) -> None:
        self.answer = answer
        self.lexicon = answer.lexicon
        self.tokens = answer.tokens
        self.grammar = answer.grammar
        self.around = answer.around

    def refined(self, told: tuple[str, str], name: Name) -> tuple[str, str]:
        """The finer kind that other words of the name give it."""
        of_type, kind = told
        if kind == "Fund" and self.is_administered(name):
            return "Programme", "Scheme"
        label = fold(self.answer.text[self.tokens[name.first].start : self.tokens[name.last - 1].end])
        if other := next((t for phrase, t in self.lexicon.retyped.items() if phrase in label), ""):
            return other, other
        if of_type in ("Institution", "Network"):
            return self.refined_body(of_type, kind, name, label)
        contracted = name.head is not None and self.lexicon.has("undertaken", name.head.singular)
        if of_type == "Strategy" and contracted and self.around.undergone(name.last) == "Programme":
            return "Programme", "Scheme"  # "Contrats d’insertion, financés par": what is run, not what was agreed
        if kind == "Charter" and "adopted" in self.answer.asks:
            return "Strategy", "Strategy"
        if of_type == "Programme" and self.is_adopted(name):
            return "Strategy", "Strategy"
        finer = next((k for phrase, k in self.lexicon.phrases if phrase in label and k == "ActionPlan"), "")
        return (of_type, finer) if finer and of_type == "Strategy" else (of_type, kind)

    def is_administered(self, name: Name) -> bool:
        """Whether a fund is what others work through, not who works."""
        following = self.tokens[name.last : name.last + _FAR]
        if self.around.follows(name.first, "administers"):
            return True
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
        if "memberOf" in self.answer.asks and kind in _LEAGUES:
            abroad = abroad or self.around.follows(name.first, "belongs") or self.is_entry(name)
        joined = "memberOf" in self.answer.asks and kind in _JOINED and self.is_joined(name.first)
        if joined and not self.is_own(name):
            return "Network", "Network"
        if kind not in ("Ministry", "Department", "University", "LocalAuthority") and abroad:
            return "Network", "CityNetwork" if cities else "Network"
        if of_type == "Network":
            return ("Network", "CityNetwork") if cities else ("Institution", "Association")
        finer = next((k for phrase, k in self.lexicon.phrases if phrase in label and k != "ActionPlan"), "")
        return of_type, finer if finer and kind not in _FIXED else kind

    def is_joined(self, first: int) -> bool:
        """Whether it is what somebody is a member of, alone or in a list: "a member of A, of the B and of the C"."""
        for k in range(first - 1, max(-1, first - _LISTED), -1):
            token = self.tokens[k]
            if self.around.phrase_at(k, "belongs"):
                return True
            passed = token.text in ",()" or token.is_capital or self.answer.taken[k]
            small = any(self.lexicon.has(g, token.low) for g in ("core_links", "articles", "conjunctions"))
            if not (passed or small) or token.sentence != self.tokens[first].sentence:
                return False
        return False

    def is_entry(self, name: Name) -> bool:
        """Whether it is an entry of a list where memberships are asked for, and no body of the state's own."""
        before, after = self.tokens[name.first - 1 : name.first], self.tokens[name.last : name.last + 1]
        opens = not before or before[0].text in "-–•*;" or before[0].sentence != self.tokens[name.first].sentence
        closes = not after or after[0].text in ":;-–(." or after[0].sentence != self.tokens[name.last - 1].sentence
        inner = self.tokens[name.first : name.last]
        return opens and closes and not self.is_own(name) and len(inner) > 2

    def is_own(self, name: Name) -> bool:
        """Whether a word of the name says that the body is the state's own."""
        inner = self.tokens[name.first : name.last]
        return any(self.lexicon.has("unique", t.low) or self.grammar.is_of_state(t.low) for t in inner)

    def is_adopted(self, name: Name) -> bool:
        """Whether a "national programme" is a strategy: it has a period, a year, or was adopted."""
        inner = self.tokens[name.first : name.last]
        if self.answer.has_period(name.last) and name.head is not None and name.head.kind == "Programme":
            return True
        if not any(self.lexicon.has("unique", t.low) for t in inner):
            return False
        following = self.tokens[name.last : name.last + 14]
        sentence = [t for t in following if t.sentence == inner[-1].sentence]
        programme = name.head is not None and name.head.kind == "Programme"
        said = [t for t in sentence if self.lexicon.has("adopted", t.low)]
        if any(programme or not self.lexicon.has("begun", t.low) for t in said):  # an initiative is launched
            return True
        return bool(len(sentence) > 1 and sentence[0].text == "(" and sentence[1].kind in ("number", "period"))

    def is_international(self, name: Name) -> bool:
        return any(self.lexicon.has("international", t.low) for t in self.tokens[name.first : name.last])
