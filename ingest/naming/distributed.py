"""Several bodies named under one plural noun: "the Ministries of Justice and of the Interior" (pure)."""

from collections.abc import Iterator

from ingest.lexicons import Head
from ingest.naming.answer_text import AnswerText
from ingest.naming.found import Found, one_line

_KINDS = ("Ministry",)


class Distributed:
    """Finds each member of such a list as a body of its own, with its name written out."""

    def __init__(self, answer: AnswerText) -> None:
        self.answer = answer
        self.lexicon = answer.lexicon
        self.tokens = answer.tokens
        self.grammar = answer.grammar

    def found(self) -> Iterator[Found]:
        """The members of every such list; their tokens are taken."""
        for at in range(len(self.tokens)):
            head = self.grammar.head_at(at)
            if head is None or not head.plural or head.kind not in _KINDS or self.answer.taken[at]:
                continue
            members = self.members(at + 1)
            if len(members) > 1:
                self.answer.taken[at : members[-1][2]] = [True] * (members[-1][2] - at)
                yield from self.written_out(at, head, members)

    def members(self, at: int) -> list[tuple[int, int, int]]:
        """Where each member's link begins, where its noun does, and where it ends."""
        members: list[tuple[int, int, int]] = []
        repeated = self.repeats_link(at)
        while at < len(self.tokens):
            noun = self.past_links(at)
            end = self.end_of_noun(noun, joined=repeated)
            if end == noun or (not members and noun == at):
                break
            members.append((at, noun, end))
            following = self.past_joint(end)
            if following == end or (repeated and self.past_links(following) == following):
                break
            at = following
        return members

    def repeats_link(self, at: int) -> bool:
        """Whether the link stands before each member, so that an "and" without one is within a member."""
        sentence = [
            k for k in range(at, min(at + 30, len(self.tokens))) if self.tokens[k].sentence == self.tokens[at].sentence
        ]
        return any(
            self.grammar.is_in(k - 1, "conjunctions") and self.grammar.is_in(k, "core_links") for k in sentence[1:]
        )

    def past_links(self, at: int) -> int:
        while at < len(self.tokens) and any(self.grammar.is_in(at, g) for g in ("core_links", "inner_articles")):
            at += 1
        return at

    def past_joint(self, at: int) -> int:
        """Further than a comma, an "and", or both."""
        while at < len(self.tokens) and (self.tokens[at].text == "," or self.grammar.is_in(at, "conjunctions")):
            at += 1
        return at

    def end_of_noun(self, at: int, *, joined: bool) -> int:
        """The end of a member: capitalised words, or those of the field in lower case."""
        end = at
        while end < len(self.tokens) and not self.answer.taken[end] and self.is_of_name(end):
            end += 1
            if (
                joined
                and end + 1 < len(self.tokens)
                and self.grammar.is_in(end, "conjunctions")
                and self.is_of_name(end + 1)
            ):
                end += 2
        return end

    def is_of_name(self, at: int) -> bool:
        token = self.tokens[at]
        if token.kind != "word" or self.past_links(at) > at:
            return False
        usual = self.grammar.is_in(at, "topics") or (not self.lexicon.head_last and self.grammar.is_usual(at))
        return self.grammar.head_at(at) is None and (token.is_capital or usual)

    def written_out(self, at: int, head: Head, members: list[tuple[int, int, int]]) -> Iterator[Found]:
        """Each member with the noun in the singular and its own link, or the first one's."""
        noun = head.singular.capitalize() if self.tokens[at].is_capital else head.singular
        for link, first, end in members:
            start = self.tokens[at if link == members[0][0] else first].start
            words = self.answer.text[self.tokens[link].start : self.tokens[end - 1].end]
            if link == first:
                words = f"{self.tokens[members[0][0]].text} {words}"
            stop = self.tokens[end - 1].end
            yield Found(
                self.answer.item, start, stop, one_line(f"{noun} {words}"), head.type, head.kind, True,
                "plural noun", 0.8, head.singular,
            )  # fmt: skip
