"""How a name goes on from its first word to its last, and what its head noun says it is (pure).

English modifiers stand before the head and a complement behind it ("Norrland Crime Prevention Council", "Ministry of
Justice and Public Safety"); French and Spanish put all behind it, often in lower case ("Conseil national de
prévention de la délinquance"). Both are one walk over the tokens; the lexicon says which words carry it on.

The grammar stands on four layers, each of which knows only those below it: `words` (single words), `stretches` (what a
run of them is), `complements` (behind a link), `conjuncts` (behind "and" and commas).
"""

from dataclasses import dataclass

from ingest.lexicons import Head
from ingest.naming.conjuncts import Conjuncts
from ingest.naming.stretches import DASHES
from ingest.naming.words import OWNED, TITLED

_OWNERS_OFFICES = ("Authority", "Prosecution", "Ombudsman", "Court")
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of tokens that names something: its head noun, if it has one, and where that stands."""

    first: int
    last: int
    head: Head | None
    at: int


class NameGrammar(Conjuncts):
    """Walks over one answer's tokens, a word or a link at a time."""

    def read(self, first: int) -> Name:
        """The longest name that begins at this token."""
        end = first + 1
        while end < len(self.tokens) and end - first < _LONGEST:
            further = self.step(first, end)
            if further == end:
                break
            end = further
        end = self.past_initials(first, self.trimmed(first, end))
        head, at = self.find_head(first, end)
        return Name(first, end, head, at)

    def past_initials(self, first: int, end: int) -> int:
        """Further to a bracket with an acronym, where only the words up to there have its initials.

        So "Conférence des chefs des polices et des douanes (CCPD)" is one name, whatever its words are.
        """
        for at in range(end, min(end + _LONGEST, len(self.tokens) - 2)):
            token = self.tokens[at]
            if token.text == "(":
                acronym = self.tokens[at + 1].text
                fits = self.tokens[at + 1].is_acronym and self.tokens[at + 2].text == ")" and at > end
                # The shortest stretch that has the initials is the name; what stands before it is not.
                fits = fits and not any(
                    self.tokens[k].is_capital and self.initials(k, at, acronym) for k in range(end, at)
                )
                return (
                    at if fits and self.initials(first, at, acronym) and not self.initials(first, end, acronym) else end
                )
            if self.taken[at] or token.kind not in ("word", "elision") or token.sentence != self.tokens[first].sentence:
                return end
        return end

    def step(self, first: int, end: int) -> int:
        """Where the name stands after one further word or link; `end` itself where it stops."""
        token = self.tokens[end]
        if self.taken[end] or token.sentence != self.tokens[first].sentence:
            return end
        if self.is_owned(first, end):
            return end
        if token.is_capital:
            return end if self.begins_anew(first, end) or self.is_time(end) or self.numbers(end) else end + 1
        if token.text == ",":
            return self.past_list(first, end)
        if token.text == "(":
            return self.past_amendment(end)
        if self.is_in(end, "conjunctions"):
            return self.past_conjunction(first, end)
        if self.is_link(end) or self.is_pair(first, end):
            return self.past_link(first, end)
        if self.is_in(end, "inner_articles"):
            return self.past_inner_article(first, end)
        if token.text in DASHES:
            return self.past_dash(first, end)
        if token.kind == "word":
            return self.past_lower(first, end)
        return end

    def past_amendment(self, at: int) -> int:
        """Further than a bracket within a title, up to its noun: "Prisons (Amendment) Act"."""
        limit = self.end_of_capitals(at + 1)
        if at + 1 < limit < len(self.tokens) - 1 and self.is_in(limit, "conjunctions"):
            limit = self.end_of_capitals(limit + 1)  # "(Care and Protection)"
        noun = limit + 1
        closed = at + 1 < limit < len(self.tokens) - 1 and self.tokens[limit].text == ")"
        head = self.head_at(noun) if closed else None
        titled = head is not None and head.type in TITLED and self.tokens[noun].is_capital
        return noun + 1 if titled and self.lexicon.head_last else at

    def is_owned(self, first: int, at: int) -> bool:
        """Whether a body's "'s" stands before: what follows is the body's own ("the NCPC's newsletter Dawn").

        The body may go on to there: "the Ministry of Justice's ...". Where the word behind its link is one for people
        ("Ministry of Women's Affairs"), it goes on to what is theirs.
        """
        before = self.tokens[at - 1]
        if not before.low.endswith("'s"):
            return False
        owner = self.head_at(at - 1)
        if owner is None and at - first > 1 and self.is_owner(at - 1):
            owner, where = self.find_head(first, at - 1)
            owner = owner if any(map(self.is_link, range(where, at - 1))) else None
        return before.is_acronym or (owner is not None and owner.type in OWNED and owner.kind not in _OWNERS_OFFICES)

    def begins_anew(self, first: int, at: int) -> bool:
        """A head noun after a finished French or Spanish name is the next one's."""
        if self.lexicon.head_last:
            return False
        head, where = self.find_head(first, at)
        return head is not None and at - where > 1 and self.head_at(at) is not None

    def past_lower(self, first: int, end: int) -> int:
        """A lower-case word within a name: a modifier, or (English) the head after capitalised modifiers."""
        if self.lexicon.head_last:
            return self.past_lower_head(first, end)
        head, where = self.find_head(first, end)
        if head is not None and end - where == 2 and self.ends_called(head, end):
            return end + 1
        if head is None and (self.goes_on_announced(first, end) or self.is_preposed(first, end)):
            return end + 1
        follows_capital = self.tokens[end - 1].is_capital and self.head_at(end - 1) is None
        linked = any(self.is_link(k) for k in range(first, end))
        if head is None or not self.is_modifier(end) or (follows_capital and not (linked and self.is_usual(end))):
            return end
        return end + 1

    def past_dash(self, first: int, end: int) -> int:
        """ "Safer Streets - National Plan": a title, then what it is."""
        head, _ = self.find_head(first, end)
        if head is not None and head.type in OWNED and self.reaches(first, end + 1) and self.names_state(end + 1):
            return end + 2  # "Open Hands Foundation – Borduria"
        at = self.past_articles(end + 1) if self.lexicon.head_last else end + 1
        if head is not None or end - first < 2 or not self.reaches(first, at) or not self.tokens[at].is_capital:
            return end
        limit = self.end_of_capitals(at)
        told = ("Strategy", "Programme", "Publication")
        titled = [h for k in range(at, limit) if (h := self.head_at(k)) and h.type in told]
        return limit if titled else end
