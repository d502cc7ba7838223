"""Definite things without a name of their own: "the grant", "there is a strategy on ..." (pure)."""

from collections.abc import Iterator

from ingest.naming.answer_text import AnswerText
from ingest.naming.found import Found


class Pointing:
    """Finds the places that point to a thing without naming it."""

    def __init__(self, answer: AnswerText) -> None:
        self.answer = answer
        self.lexicon = answer.lexicon
        self.tokens = answer.tokens
        self.grammar = answer.grammar
        self.around = answer.around

    def short_forms(self) -> Iterator[Found]:
        """Lower-case definite forms: "the grant", "cette stratégie"."""
        for k in range(1, len(self.tokens)):
            head = self.grammar.head_at(k)
            if head is None or self.answer.taken[k] or self.tokens[k].is_capital:
                continue
            definite = self.lexicon.has("definite", self.tokens[k - 1].low) and not self.answer.taken[k - 1]
            unique = k > 1 and self.lexicon.has("unique", self.tokens[k - 1].low)
            if (definite and self.grammar.closes_name(k) and self.ends_phrase(k + 1)) or (
                (unique or self.lexicon.has("levels", self.tokens[k - 1].low)) and head.kind == "Police"
            ):
                yield self.answer.found(k, k + 1, head.type, head.kind, "short form", 0.5, head, specific=False)

    def unnamed(self) -> Iterator[Found]:
        """Definite things without a name: a strategy said to exist, a periodical for somebody."""
        for k, token in enumerate(self.tokens):
            head = self.grammar.head_at(k)
            if head is None or self.answer.taken[k] or token.is_capital:
                continue
            if head.type == "Strategy" and (first := self.existing(k)) is not None:
                yield self.answer.found(
                    first, self.past_description(k), head.type, head.kind, "said to exist", 0.6, head
                )
            elif head.kind == "Periodical" and self.comes_out(k):
                yield self.answer.found(k - 1, self.past_description(k), head.type, head.kind, "periodical", 0.6, head)

    def existing(self, at: int) -> int | None:
        """Where the noun phrase begins that "there is" or "il existe" brings in, with a complement behind it."""
        if at + 1 >= len(self.tokens) or self.answer.is_in_any(at + 1, ("adopted", "copulas")):
            return None
        described = self.lexicon.has("describing", self.tokens[at + 1].low) or self.grammar.is_link(at + 1)
        for first in range(at, max(0, at - 5), -1):
            lows = [t.low for t in self.tokens[max(0, first - 3) : first]]
            if described and any(lows[-len(p) :] == p for p in map(str.split, self.lexicon.words["existential"])):
                return first + 1 if self.lexicon.has("articles", self.tokens[first].low) else first
        return None

    def comes_out(self, at: int) -> bool:
        often = at > 0 and self.tokens[at - 1].low in self.lexicon.frequency
        return often and at + 1 < len(self.tokens) and self.lexicon.has("addressing", self.tokens[at + 1].low)

    def past_description(self, at: int) -> int:
        """The end of a description in lower case."""
        end = at + 1
        while end < len(self.tokens) and end - at < 16:
            token = self.tokens[end]
            if token.kind != "word" or token.sentence != self.tokens[at].sentence or self.answer.taken[end]:
                break
            if self.answer.is_in_any(end, ("adopted", "established", "copulas", "relatives")):
                break
            end += 1
        return end

    def ends_phrase(self, at: int) -> bool:
        """Whether no complement follows that would make another thing of it."""
        return at >= len(self.tokens) or not (
            self.lexicon.has("core_links", self.tokens[at].low)
            or (not self.lexicon.head_last and self.grammar.is_modifier(at))
        )
