"""Titles in quotation marks: what they name (pure)."""

from collections.abc import Iterator
from dataclasses import replace

from ingest.naming.answer_text import AnswerText
from ingest.naming.found import Found
from ingest.naming.grammar import Name
from ingest.naming.kinds import Kinds
from ingest.naming.surroundings import quotations
from ingest.naming.words import CALLED

#: Kinds of which several may go by one title.
_MANY = ("Association", "WorkingGroup", "Centre", "School", "Service")
#: How many words a body is called by before its noun.
_CALLED = 4
_OPENING = '"“«„‘'
#: How many marks and words there may be between two titles of a list.
_BETWEEN = 5


class Quoted:
    """Finds the quoted titles of an answer."""

    def __init__(self, answer: AnswerText, kinds: Kinds) -> None:
        self.answer = answer
        self.lexicon = answer.lexicon
        self.tokens = answer.tokens
        self.grammar = answer.grammar
        self.around = answer.around
        self.kinds = kinds

    def quoted(self) -> Iterator[Found]:
        last: Found | None = None
        for start, end in quotations(self.answer.text):
            inside = [k for k, t in enumerate(self.tokens) if start <= t.start < end]
            if not inside or any(self.answer.taken[k] for k in inside):
                continue
            if found := self.quotation(inside[0], inside[-1] + 1, self.listed_with(last, inside[0])):
                for k in inside:
                    self.answer.taken[k] = True
                yield found
                last = found

    def listed_with(self, last: Found | None, first: int) -> tuple[str, str] | None:
        """Type and kind of the quoted title before, where this one goes on the list: "A", "B" and "C"."""
        if last is None:
            return None
        between = [t for t in self.tokens if last.end <= t.start < self.tokens[first].start]
        joined = [t for t in between if t.text == "," or self.lexicon.has("conjunctions", t.low)]
        marks = all(t.kind == "mark" and t.text not in ".;:()" for t in between if t not in joined)
        return (last.type, last.kind) if joined and marks and len(between) <= _BETWEEN else None

    def quotation(self, first: int, last: int, listed: tuple[str, str] | None) -> Found | None:
        token = self.tokens[first]
        if body := self.body_behind(first, last):
            return body
        if not (token.is_capital or token.kind == "number"):
            return self.lower_quotation(first, last)
        if last - first == 2 and self.lexicon.has("parts", token.low):
            return None  # "Pillar One" of a plan
        told = self.around.told(first, last) or listed
        head, at = self.grammar.find_head(first, last)
        told = self.told_better(told, first, last)
        if not self.lexicon.head_last and at > first + 1:
            head = None
        if told and head and head.type in CALLED and self.is_vague(first):
            told = head.type, head.kind
        if told and told[0] in ("Institution", "Network") and head and head.type not in ("Institution", "Network"):
            told = None
        if told is None and head is not None and (last - first > 1):
            told = head.type, head.kind
        if told is None and last - first > 1 and last - first <= 10:
            kind = self.around.undergone(last) or self.asked()
            return self.answer.found(first, last, kind, kind, "quoted title", 0.7)
        if told is None:
            return None
        return self.answer.found(
            first, last, *self.kinds.refined(told, Name(first, last, head, at)), "quoted title", 0.9
        )

    def body_behind(self, first: int, last: int) -> Found | None:
        """English: a title that opens a body's name, '"Open Hand" Children's Foundation'."""
        at = self.around.past_quote(last)
        if not self.lexicon.head_last or last - first > _CALLED or at == last or at >= len(self.tokens):
            return None
        name = self.grammar.read(at) if self.tokens[at].is_capital and not self.answer.taken[at] else None
        if name is None or name.head is None or name.head.type != "Institution" or name.head.plural:
            return None
        self.answer.taken[at : name.last] = [True] * (name.last - at)
        opened = first - 1 if first and self.tokens[first - 1].text in _OPENING else first
        found = self.answer.found(opened, name.last, "Institution", name.head.kind, "quoted title", 0.85)
        inner = self.answer.text[self.tokens[first].start : self.tokens[last - 1].end]
        return replace(found, forms=(*found.forms, inner))

    def told_better(self, told: tuple[str, str] | None, first: int, last: int) -> tuple[str, str] | None:
        """What the title is where more is told by what is done with it: a service run, a magazine on the air."""
        if told is None:
            return None
        if told[0] == "Institution" and self.is_of_several(first):
            return "Programme", "Programme"
        if told == ("Institution", "Service") and self.around.undergone(last) == "Programme":
            return "Programme", "Programme"
        noun = self.tokens[max(self.around.past_naming(first - 1), 0)]
        here = (t for t in self.tokens if t.sentence == noun.sentence)
        aired = self.lexicon.cues.get(noun.low) == "Programme" and any(self.lexicon.has("aired", t.low) for t in here)
        return ("Programme", "Programme") if aired and told[0] == "Publication" else told

    def is_vague(self, first: int) -> bool:
        """Whether the noun before leaves open what the title is: "the document “Plan Horizon”"."""
        noun = self.around.past_naming(first - 1)
        noun -= noun > 0 and self.tokens[noun].text == ","
        return noun >= 0 and self.lexicon.has("vague", self.tokens[noun].low)

    def is_of_several(self, first: int) -> bool:
        """Whether several bear the one title, so that it is what they do: "the clubs “Night Ball” of ..."."""
        noun = self.around.past_naming(first - 1)
        head = self.lexicon.heads.get(self.tokens[noun].low) if noun >= 0 else None
        return head is not None and head.plural and head.kind in _MANY and not self.tokens[noun].is_acronym

    def asked(self) -> str:
        """The type of what the question asks for; a programme where it asks for nothing in particular."""
        asked = {"publishes": "Publication", "adopted": "Strategy"}
        return next((asked[name] for name in self.answer.asks if name in asked), "Programme")

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
        return self.answer.found(first, last, *(told or ("Programme", "Programme")), "quoted title", 0.6)
