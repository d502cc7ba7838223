"""One answer being read: its tokens, which of them are taken, and how a stretch of them becomes a find."""

from bisect import bisect_left
from collections.abc import Sequence

from ingest.lexicons import Head, Lexicon
from ingest.naming.found import Found
from ingest.naming.grammar import NameGrammar
from ingest.naming.surroundings import Surroundings
from ingest.parts import State
from ingest.tokens import fold


class AnswerText:
    """The text of an answer, its tokens, and the readers of names and of what surrounds them."""

    def __init__(
        self,
        item: str,
        text: str,
        lexicon: Lexicon,
        asks: Sequence[str],
        state: State | None = None,
        own: frozenset[str] = frozenset(),
    ) -> None:
        self.item = item
        self.text = text
        self.lexicon = lexicon
        self.asks = asks
        self.own = own  # acronyms that here are not those of the organisations the world knows by them
        self.state = fold(state.name) if state else ""
        self.tokens = lexicon.tokens(text)
        self.taken = [False] * len(self.tokens)
        self.grammar = NameGrammar(self.tokens, lexicon, self.taken, self.state)
        self.around = Surroundings(self.tokens, lexicon)
        self.starts = [t.start for t in self.tokens]
        self.at_start = {start: k for k, start in enumerate(self.starts)}

    def take(self, start: int, end: int) -> bool:
        """Takes the tokens of a stretch of text; False where one is taken already."""
        inside = range(bisect_left(self.starts, start), bisect_left(self.starts, end))
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
        if last < len(self.tokens) and self.lexicon.head_last and self.tokens[last - 1].low.endswith("'s"):
            end -= 2  # "the Commission's report": the owner is named without its ending
        return Found(
            self.item, start, end, self.text[start:end], of_type, kind, specific, method, confidence,
            head.singular if head else "", bool(head and head.plural),
            forms=(*self.short_of(first, last, of_type), *self.title_of(first, last, of_type)),
        )  # fmt: skip

    def title_of(self, first: int, last: int, of_type: str) -> tuple[str, ...]:
        """What stands before the dash or colon of a name: "Safer Shores" of "Safer Shores: a National Strategy"."""
        if of_type not in ("Strategy", "Programme", "Publication"):
            return ()
        dash = next((k for k in range(first + 2, last) if self.tokens[k].text in ("–", "—", ":", "-")), None)
        return (self.text[self.tokens[first].start : self.tokens[dash - 1].end],) if dash else ()

    def is_appended_head(self, at: int) -> bool:
        """A lower-case head behind a capitalised name: "Say No to Violence campaign"."""
        return (
            self.grammar.head_at(at) is not None and not self.tokens[at].is_capital and self.tokens[at - 1].is_capital
        )

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
        for words in self.lexicon.periods:
            if self.around.ends_with(cut - 1, words):
                cut -= len(words)
                break
        while cut > first + 1 and self.is_in_any(cut - 1, ("links",)):
            cut -= 1
        return (self.text[self.tokens[first].start : self.tokens[cut - 1].end],) if cut > first else ()

    def has_period(self, at: int) -> bool:
        """Whether a period of years follows."""
        return self.past_period(at) > at

    def past_period(self, at: int) -> int:
        """The end of "2004–2008", "for the years 2003 - 2006", "for the year 2005" behind a name."""
        lows = tuple(t.low for t in self.tokens[at : at + 5])
        for words in self.lexicon.periods:
            if lows[: len(words)] == words:
                after = at + len(words)
                return after + 1 if after < len(self.tokens) and self.is_years(after) else at
        return at + 1 if at < len(self.tokens) and self.tokens[at].kind == "period" else at

    def is_years(self, at: int) -> bool:
        token = self.tokens[at]
        return token.kind == "period" or (token.kind == "number" and len(token.text) == 4)

    def is_in_any(self, at: int, groups: Sequence[str]) -> bool:
        return any(self.lexicon.has(group, self.tokens[at].low) for group in groups)
