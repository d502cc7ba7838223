"""What a name without a head noun of its own is, told by the words around it (pure).

"the project "Back to the Desk"", "Man in Balance, a treatment offer", "run by Open Palm", "member of CEP".
"""

from collections.abc import Iterator, Sequence

import regex

from ingest.lexicons import Lexicon
from ingest.tokens import Token

#: A line break within a quotation: no blank line, unless the text goes on in lower case.
_WRAP = r"\n(?:(?!\s*\n)|\s*(?=\p{Ll}))"
_QUOTED = regex.compile(
    rf'"((?:[^"\n]|{_WRAP}){{2,110}})"|“((?:[^”"\n]|{_WRAP}){{2,110}})[”"]|«\s*((?:[^»\n]|{_WRAP}){{2,110}}?)\s*»'
    rf"|„((?:[^“”\n]|{_WRAP}){{2,110}})[“”]|‘((?:[^’\n]|{_WRAP}){{4,80}})’(?!\p{{L}})"
)
_SENTENCE_END = regex.compile(r"[.;]\s+\p{Lu}")
_EXCLAIMING = regex.compile(r"[!?]\s+\p{Lu}")
#: A quotation that exclaims and is no longer is a title ("Stop! Think"), a longer one is speech.
_SLOGAN = 60
_BEFORE, _AFTER = 6, 7
#: Kinds of bodies whose noun leads their name in: "l’association X".
_ASSOCIATED = ("Association", "NonGovernmentalOrganization", "Foundation")
#: How long a remark in brackets may be that stands between a name and its verb.
_BRACKET = 8


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what stands between quotation marks, without them."""
    for match in _QUOTED.finditer(text):
        group = next(k for k in range(1, 6) if match[k] is not None)
        quoted = match[group]
        if not _SENTENCE_END.search(quoted) and (len(quoted) <= _SLOGAN or not _EXCLAIMING.search(quoted)):
            yield match.start(group), match.end(group)


class Surroundings:
    """Reads what stands before and after the tokens `first` to `last` of an answer."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon

    def type_of(self, at: int) -> tuple[str, str] | None:
        """Type and kind that the common noun at `at` gives to what it stands by."""
        token = self.tokens[at]
        if token.kind != "word":
            return None
        pairs = (" ".join(t.low for t in self.tokens[max(k, 0) : k + 2]) for k in (at - 1, at))
        if cue := next((cue for pair in pairs if (cue := self.lexicon.cues.get(pair))), None):
            return cue, cue
        if head := self.lexicon.heads.get(token.low):
            return head.type, head.kind
        cue = self.lexicon.cues.get(token.low)
        return (cue, cue) if cue else None

    def told(self, first: int, last: int) -> tuple[str, str] | None:
        """Type and kind told by a noun close by: right before, right after, or in an apposition."""
        return self.before(first) or self.behind(last) or self.apposed(last) or self.listed(first)

    def before(self, first: int) -> tuple[str, str] | None:
        """The noun right before: "campaign X", "the project called X", "bulletin trimestriel X"."""
        at = self.past_naming(first - 1)
        if at < 0 or (at == first - 1 and self.is_capitalised_noun(at)):
            return None
        if listed := self.introduced(at):
            return listed
        if self.lexicon.head_last:
            told = self.type_of(at) if self.tokens[at].sentence == self.tokens[first].sentence else None
            if (
                told
                and at > 1
                and self.lexicon.has("core_links", self.tokens[at - 1].low)
                and not self.tokens[at].is_capital
            ):
                told = self.type_of(at - 2) or told  # "telephone of trust" is no trust
            return told or (self.over_owner(at) if at < first - 1 else None)
        if self.lexicon.has("links", self.tokens[at].low) or self.lexicon.has("articles", self.tokens[at].low):
            return None
        return self.before_complement(at, self.tokens[first].sentence)

    def introduced(self, at: int) -> tuple[str, str] | None:
        """What a plural noun says of the list it introduces: "the programmes are X", "projects such as X"."""
        phrase = self.phrase_at(at, "listing") if "listing" in self.lexicon.endings else None
        noun = self.tokens[at - len(phrase)] if phrase and at >= len(phrase) else None
        head = self.lexicon.heads.get(noun.low) if noun is not None else None
        titled = head is not None and head.plural and head.type in ("Programme", "Publication", "Strategy")
        return (head.type, head.kind) if titled and head is not None else None

    def over_owner(self, at: int) -> tuple[str, str] | None:
        """English: the noun before the owner of a quoted title, "newspaper" of "newspaper of the MIA"."""
        owner = at
        while owner > 0 and self.tokens[owner].is_capital and not self.tokens[owner].first:
            owner -= 1
        while owner > 0 and self.lexicon.has("articles", self.tokens[owner].low):
            owner -= 1
        linked = owner < at and owner > 0 and self.lexicon.has("core_links", self.tokens[owner].low)
        return self.type_of(owner - 1) if linked else None

    def is_capitalised_noun(self, at: int) -> bool:
        """Whether a capital makes the noun part of a name; "NGO" has its capitals by spelling."""
        token = self.tokens[at]
        return token.is_capital and not token.first and not self.lexicon.has("announcing", token.low)

    def before_complement(self, at: int, sentence: int) -> tuple[str, str] | None:
        """French and Spanish: the head of the phrase that ends here, "campagne" of "campagne de prévention"."""
        body = self.type_of(at)
        if body and body[1] in _ASSOCIATED and at > 1 and self.lexicon.has("articles", self.tokens[at - 1].low):
            return body  # "une initiative de l’association X": X is the association
        told = None
        while at >= 0 and self.tokens[at].kind in ("word", "elision") and self.tokens[at].sentence == sentence:
            low = self.tokens[at].low
            linked = at > 0 and self.lexicon.has("links", self.tokens[at - 1].low)
            article = self.lexicon.has("articles", low) and not self.lexicon.has("links", low)
            if (article and not linked) or (self.lexicon.has("stops", low) and not article):
                break
            told = self.type_of(at) or told
            at -= 1
        return told

    def past_naming(self, at: int) -> int:
        """Further left than opening quotation marks, "called", "under the name" and colons."""
        while at >= 0:
            words = self.phrase_at(at, "named")
            if words:
                at -= len(words)
                at -= self.lexicon.head_last and at >= 0 and self.tokens[at].text == ","  # "the strategy, entitled ..."
                while at >= 0 and self.lexicon.has("copulas", self.tokens[at].low):
                    at -= 1
            elif self.tokens[at].text in "\"“«„‘:'":
                at -= 1
            else:
                return at
        return at

    def ends_with(self, at: int, words: Sequence[str]) -> bool:
        """Whether those words stand before and at `at`."""
        start = at - len(words) + 1
        return start >= 0 and all(self.tokens[start + k].low == word for k, word in enumerate(words))

    def phrase_at(self, at: int, group: str) -> tuple[str, ...] | None:
        """The longest phrase of that list that ends at the token."""
        phrases = self.lexicon.endings[group].get(self.tokens[at].low, ())
        return next((phrase for phrase in phrases if self.ends_with(at, phrase)), None)

    def past_quote(self, last: int) -> int:
        while last < len(self.tokens) and self.tokens[last].text in '"”»“’!':
            last += 1
        return last

    def behind(self, last: int) -> tuple[str, str] | None:
        """English: the noun right after ("Twice Locked" campaign)."""
        at = self.past_quote(last)
        if not self.lexicon.head_last or at >= len(self.tokens):
            return None
        for k in (at, at + 1):
            if k < len(self.tokens) and not self.lexicon.has("stops", self.tokens[k].low):
                if found := self.type_of(k):
                    return found
            else:
                return None
        return None

    def apposed(self, last: int) -> tuple[str, str] | None:
        """The noun of an apposition or a definition: ", a treatment offer", "is the programme of", "- classes"."""
        at = self.past_quote(last)
        if at + 1 >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token.text not in (",", "-", "–", "—", "(", ":") and not self.lexicon.has("copulas", token.low):
            return None
        for k in range(at + 1, min(len(self.tokens), at + 1 + _AFTER)):
            token = self.tokens[k]
            if token.sentence != self.tokens[last - 1].sentence or token.text in ",;:()-–—" or token.is_capital:
                return None
            if self.type_of(k):
                return self.type_of(self.last_noun(k))
            if any(self.lexicon.has(group, token.low) for group in ("apposition_stops", "possessives")):
                return None
        return None

    def last_noun(self, at: int) -> int:
        """English: the noun that those before it only modify, "campaign" of "poster and radio campaign"."""
        following = self.tokens[at + 1 : at + 3] if self.lexicon.head_last else ()
        step = 1 + bool(len(following) > 1 and self.lexicon.has("conjunctions", following[0].low))
        word = following[step - 1] if len(following) >= step else None
        plain = word is not None and not word.is_capital and word.sentence == self.tokens[at].sentence
        if not plain or not self.type_of(at + step):
            return at
        further = self.last_noun(at + step)
        return further if step == 1 or further > at + step else at

    def beside(self, first: int) -> tuple[str, str] | None:
        """The noun that a comma parts from the name it announces: "a newsletter, Crime Watch"."""
        apart = first > 1 and self.tokens[first - 1].text == "," and not self.tokens[first - 2].is_capital
        return (
            self.type_of(first - 2)
            if apart and self.tokens[first - 2].sentence == self.tokens[first].sentence
            else None
        )

    def called(self, last: int) -> tuple[str, str] | None:
        """The noun of an apposition that says what it is: ", a project of"; what only follows a comma says less."""
        at = self.past_quote(last)
        marks = at + 1 < len(self.tokens) and self.tokens[at].text in (",", "-", "–", "—", "(")
        if not marks and not self.is_bare_apposition(at):
            return None
        bare = self.is_bare_apposition(at)
        return self.apposed(last) if bare or self.lexicon.has("indefinite", self.tokens[at + 1].low) else None

    def is_bare_apposition(self, at: int) -> bool:
        """French and Spanish: a noun without an article says what the name is: "X, proyecto de la ..."."""
        if self.lexicon.head_last or at + 2 >= len(self.tokens) or self.tokens[at].text not in (",", ":", "-", "–"):
            return False
        head = self.lexicon.heads.get(self.tokens[at + 1].low)
        named = head is not None and head.type == "Programme" and not head.plural and not self.tokens[at + 1].is_capital
        following = self.tokens[at + 2]
        return named and following.kind in ("word", "elision") and not following.is_capital

    def listed(self, first: int) -> tuple[str, str] | None:
        """The noun of an enumeration or a parenthesis before: "a pilot project on burglary, X"."""
        at = self.past_naming(first - 1)
        if at < 1 or self.tokens[at].text not in (",", "-", "–", "(", ":"):
            return None
        for k in range(at - 1, max(-1, at - 1 - _BEFORE), -1):
            token = self.tokens[k]
            if token.sentence != self.tokens[first].sentence or token.text in ";:().":
                return None
            if token.kind == "word" and not token.is_capital and (found := self.type_of(k)):
                return found if found[0] in ("Programme", "Publication", "Strategy") else None
        return None

    def undergone(self, last: int) -> str | None:
        """The type of what is said to be done with it: "X, which is run by", "X (2004) was published in"."""
        at = self.past_quote(last)
        if at < len(self.tokens) and self.tokens[at].text == "(":
            closing = (k for k in range(at, min(at + _BRACKET, len(self.tokens))) if self.tokens[k].text == ")")
            at = next(closing, at) + 1
        while at < len(self.tokens) and (
            self.tokens[at].text == "," or self.lexicon.has("auxiliary", self.tokens[at].low)
        ):
            at += 1
        here = tuple(t.low for t in self.tokens[at : at + 3] if t.sentence == self.tokens[last - 1].sentence)
        return next((t for n in (3, 2, 1) if len(here) >= n and (t := self.lexicon.undergone.get(here[:n]))), None)

    def joins(self, last: int) -> bool:
        """Whether it is said to be a member of something: a place that is one is who governs it."""
        lows = " ".join(t.low for t in self.tokens[last : last + 6])
        return any(lows.startswith(f"{phrase} ") for phrase in self.lexicon.words.get("membership", ()))

    def is_event(self, last: int) -> bool:
        """Whether it is said to be held: "the forum is organised every second year"."""
        here = [t.low for t in self.tokens[last : last + 3]]
        return any(self.lexicon.has("events", low) for low in here) and self.undergone(last) == "Programme"

    def follows(self, first: int, group: str) -> bool:
        """Whether one of those phrases stands right before, articles apart."""
        at = first - 1
        while at >= 0 and self.lexicon.has("articles", self.tokens[at].low):
            at -= 1
        return at >= 0 and self.phrase_at(at, group) is not None

    def acts(self, last: int) -> bool:
        """Whether a verb of doing follows within three words."""
        here = range(last, min(last + 2, len(self.tokens)))
        done = [k for k in here if self.lexicon.has("agents", self.tokens[k].low)]
        return any(k == last or not self.lexicon.has("copulas", self.tokens[k - 1].low) for k in done)
