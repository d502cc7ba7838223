"""What each word of an answer is to a name, and where a run of capitals ends (pure).

The lowest layer of the grammar: it knows the lexicon and single words, never how far a name goes.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from ingest.dates import month_numbers
from ingest.lexicons import Head, Lexicon
from ingest.tokens import Token

OWNED = ("Institution", "Network")
TITLED = ("Strategy", "Programme", "LegalInstrument", "Publication")
#: What carries a title that may be any words; a law is known by its noun.
CALLED = ("Programme", "Publication", "Strategy")
UNCOUNTED = ("Government", "Parliament")
PLACES = ("LocalAuthority", "RegionalAuthority")
#: Shorter words of a state's name ("of", "les") make no adjective.
_STATE_WORD = 4
#: From how many letters on, and how alike, a capitalised word is taken for a misspelt head noun.
_LONG_WORD = 8
_ALIKE = 93


class Words:
    """One answer's tokens as words of names. `taken` are tokens that belong to something else already."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon, taken: Sequence[bool], state: str = "") -> None:
        self.tokens = tokens
        own = (w for w in state.replace("-", " ").split() if len(w) >= _STATE_WORD)
        self.state = [stem_of(w) for w in own if not lexicon.has("neutral", w) and not lexicon.has("weak", w)]
        self.lexicon = lexicon
        self.taken = taken
        self.state_noun = state.split()[0] if len(state.split()) > 1 else ""
        self.heads = [
            None if self.names_field(k) or self.is_state_noun(k) else self._head(token)
            for k, token in enumerate(tokens)
        ]

    def is_in(self, at: int, group: str) -> bool:
        """Whether the token is of that word list."""
        return self.lexicon.has(group, self.tokens[at].low)

    def names_field(self, at: int) -> bool:
        """Whether the word and the one before it name a field of work: the order of "public order" is no decree."""
        return at > 0 and self.lexicon.has("fields", f"{self.tokens[at - 1].low} {self.tokens[at].low}")

    def is_state_noun(self, at: int) -> bool:
        """Whether the word alone stands for the state: "the Union", "l'Union" of the Union of Lower Isles."""
        token = self.tokens[at]
        if token.low != self.state_noun or not token.is_capital:
            return False
        before = self.tokens[at - 1] if at else None
        joined = before is not None and before.is_capital and before.kind == "word" and not before.first
        goes_on = at + 1 < len(self.tokens) and self.is_in(at + 1, "links")
        return not joined and not goes_on

    def is_link(self, at: int) -> bool:
        """Whether the token carries a name on to its complement; the "On" of "Stay On" does not."""
        token = self.tokens[at]
        titled = token.is_capital and not token.text.isupper() and not token.first
        return token.kind in ("word", "elision") and not titled and self.is_in(at, "links")

    def head_at(self, at: int) -> Head | None:
        """What the noun here is the head of, if it is one."""
        return self.heads[at]

    def _head(self, token: Token) -> Head | None:
        if token.kind != "word":
            return None
        low = token.low.removesuffix("'s")
        head = self.lexicon.heads.get(token.low) or self.lexicon.heads.get(low)
        return head or (_misspelt(self.lexicon, low) if token.is_capital and len(low) >= _LONG_WORD else None)

    def end_of_capitals(self, at: int) -> int:
        """The end of the run of capitalised words that begins here."""
        while at < len(self.tokens) and self.tokens[at].is_capital and not self.taken[at]:
            at += 1
        return at

    def is_body(self, at: int) -> bool:
        head = self.head_at(at)
        return head is not None and head.type in OWNED and head.kind not in UNCOUNTED and not head.plural

    def has_head(self, at: int) -> bool:
        """Whether the capitalised run that begins here has a head noun of its own."""
        return any(self.head_at(k) for k in range(at, self.end_of_capitals(at)))

    def opens_complement(self, at: int) -> bool:
        """Whether the word has a complement of its own: "Ministry of ..."."""
        return self.is_body(at) and at + 1 < len(self.tokens) and self.is_link(at + 1)

    def opens_body(self, at: int) -> bool:
        """Whether a body's own name begins here: a part of it is the owner, not the complement, of what precedes."""
        limit = self.end_of_owner(at, self.end_of_capitals(at))
        bare = self.is_in(at - 1, "core_links") and not self.is_in(at - 1, "inner_articles")
        if limit - at == 1 and (self.is_in(at, "topics") or (bare and not self.opens_complement(at))):
            return self.tokens[at].is_acronym
        if not self.is_in(at - 1, "inner_articles") and all(self.is_in(k, "topics") for k in range(at, limit)):
            return False
        bodies = [k for k in range(at, limit) if self.is_body(k)]
        places = [k for k in bodies if (place := self.head_at(k)) and place.kind in PLACES]
        if places and places[0] in (at, limit - 1) and places == bodies and self.is_in(at - 1, "core_links"):
            return False
        return bool(bodies) or self.tokens[at].is_acronym

    def end_of_owner(self, at: int, limit: int) -> int:
        """Where the owner of the rest ends ("the Ministry's Prison Service"), or the limit where nobody owns it."""
        return next((k + 1 for k in range(at, limit) if self.is_owner(k)), limit)

    def is_owner(self, at: int) -> bool:
        """Whether a "'s" ends the word, and it is none for people, who are spoken of in names ("Women's Council")."""
        low = self.tokens[at].low
        return low.endswith("'s") and not self.lexicon.has("people", low.removesuffix("'s"))

    def numbers(self, at: int) -> bool:
        """Whether the word only announces a number: "No. 12", "N° 7"."""
        following = "".join(
            t.text if t.kind == "mark" else "0" for t in self.tokens[at + 1 : at + 3] if t.kind != "word"
        )
        return self.is_in(at, "abbreviations") and following in ("0", "00", ".0", "°0", "º0")

    def is_time(self, at: int) -> bool:
        """A month or a day, which is part of no name."""
        return self.tokens[at].low in month_numbers(self.lexicon.language) or self.is_in(at, "times")

    def is_modifier(self, at: int) -> bool:
        """Whether a lower-case French or Spanish word is an adjective by its ending."""
        word = self.tokens[at].low
        if self.is_in(at, "stops") or self.tokens[at].kind != "word" or len(word) < 4:
            return self.is_in(at, "modifiers")
        return self.is_usual(at) or word.endswith(tuple(self.lexicon.words["modifier_endings"]))

    def is_usual(self, at: int) -> bool:
        """Whether an adjective is one of those that the names of bodies and laws are made with."""
        usual = any(self.is_in(at, group) for group in ("modifiers", "unique", "international"))
        return usual or self.is_of_state(self.tokens[at].low)

    def names_state(self, at: int) -> bool:
        """Whether the capitalised word is one of the state's name."""
        return self.tokens[at].is_capital and stem_of(self.tokens[at].low) in self.state

    def is_of_state(self, word: str) -> bool:
        """Whether an adjective begins like the state's name: it says that something is the state's own."""
        return any(stem_of(word).startswith(name[: max(3, len(name) * 3 // 5)]) for name in self.state)

    def past_articles(self, at: int) -> int:
        while at < len(self.tokens) and (self.is_in(at, "inner_articles")):
            at += 1
        return at

    def closes_name(self, at: int) -> bool:
        """Whether a lower-case head ends the noun phrase here ("police" does not in "police officers")."""
        if at + 1 >= len(self.tokens):
            return True
        following = self.tokens[at + 1]
        return not (
            following.kind == "word"
            and not following.is_capital
            and (self.lexicon.has("not_before", following.low) or following.low in self.lexicon.heads)
        )

    def are_plurals(self, left: int, right: int) -> bool:
        """Two nouns joined in the plural: "des banques et banquiers"."""
        words = (self.tokens[left].low, self.tokens[right].low)
        return all(word.endswith(("s", "x")) for word in words) and not self.is_in(right, "stops")

    def past_long_link(self, at: int) -> int:
        """Further than the link, which may be of several words: "en matière de"."""
        for phrase in self.lexicon.words["long_links"]:
            words = phrase.split()
            if [t.low for t in self.tokens[at : at + len(words)]] == words:
                return at + len(words)
        return at + 1

    def owner_follows(self, at: int) -> bool:
        """Whether the word only modifies the body that follows: "of the provincial Ministry of Justice"."""
        lower = self.lexicon.head_last and not self.tokens[at].is_capital and at + 1 < len(self.tokens)
        return lower and self.tokens[at + 1].is_capital and self.opens_body(at + 1)

    def past_preposed(self, at: int) -> int:
        """The noun behind an adjective that stands before it: "à la bonne gouvernance"."""
        after = at + 1
        follows = after < len(self.tokens) and self.tokens[after].kind == "word" and not self.is_in(after, "stops")
        return after if self.is_in(at, "preposed") and follows and not self.is_link(after) else at

    def is_announced(self, first: int) -> bool:
        """Whether the noun right before says that a name begins: "l'ONG Terre des enfants"."""
        before = self.tokens[first - 1] if first > 0 else None
        if before is None or before.kind != "word" or self.lexicon.head_last or self.is_link(first - 1):
            return False
        head = self.head_at(first - 1)
        lower = head is not None and not before.is_capital
        return lower or self.is_in(first - 1, "announcing")

    def is_called(self, first: int) -> bool:
        """Whether a common noun right before, or before "called", says that a title begins: "the project Open Yard"."""
        at = first - 1
        phrases = self.lexicon.endings["named"].get(self.tokens[at].low, ()) if at > 0 else ()
        at -= next((len(p) for p in phrases if tuple(t.low for t in self.tokens[first - len(p) : first]) == p), 0)
        head = self.head_at(at) if at >= 0 else None
        return head is not None and head.type in CALLED and not self.tokens[at].is_capital

    def opens_proper(self, at: int) -> bool:
        """Whether the capitals that begin here hold the name of a body that has no head noun: "Red Cross"."""
        bodies = [phrase for phrase, of_type in self.lexicon.proper.items() if of_type in OWNED]
        run = range(at, self.end_of_capitals(at))
        return any(tuple(t.low for t in self.tokens[k : k + len(p)]) == p for p in bodies for k in run)

    def is_titled(self, first: int) -> bool:
        """Whether the noun right before announces a title: "la lettre Regards sur la ville"."""
        head = self.head_at(first - 1)
        return head is not None and head.type in TITLED


@lru_cache(maxsize=1 << 12)
def stem_of(word: str) -> str:
    """A word without its accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=8192)
def _misspelt(lexicon: Lexicon, word: str) -> Head | None:
    """The head noun that a long word is a misspelling of ("Comittee"); a form of another word is none."""
    if any(lexicon.has(group, word) for group in ("persons", "leading", "topics")):
        return None
    found = process.extractOne(word, list(lexicon.heads), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if found is None or word.startswith(found[0]) or found[0].startswith(word.rstrip("'s")):
        return None
    return lexicon.heads[found[0]]
