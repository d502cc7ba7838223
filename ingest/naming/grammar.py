"""How a name goes on from its first word to its last, and what its head noun says it is (pure).

English modifiers stand before the head and a complement behind it ("Norrland Crime Prevention Council", "Ministry of
Justice and Public Safety"); French and Spanish put all behind it, often in lower case ("Conseil national de
prévention de la délinquance"). Both are one walk over the tokens; the lexicon says which words carry it on.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from ingest.dates import month_numbers
from ingest.lexicons import Head, Lexicon
from ingest.tokens import Token

_OWNED = ("Institution", "Network")
_TITLED = ("Strategy", "Programme", "LegalInstrument", "Publication")
_UNCOUNTED = ("Government", "Parliament")
_PLACES = ("LocalAuthority", "RegionalAuthority")
_SUBORDINATE = ("ResearchInstitute", "School", "University", "Centre", "Department", "Office")
_OFFICES = ("Authority", "Prosecution", "Ombudsman", "Police", "Court")
_OWNERS_OFFICES = ("Authority", "Prosecution", "Ombudsman", "Court")
_NAMED_BEHIND = (
    "NonGovernmentalOrganization",
    "Association",
    "Foundation",
    "Project",
    "Campaign",
    "Company",
    "Programme",
)
_LONGEST = 24
_DASHES = ("-", "–", "—", ":")
#: Shorter words of a state's name ("of", "les") make no adjective.
_STATE_WORD = 4
#: From how many letters on, and how alike, a capitalised word is taken for a misspelt head noun.
_LONG_WORD = 8
_ALIKE = 93


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of tokens that names something: its head noun, if it has one, and where that stands."""

    first: int
    last: int
    head: Head | None
    at: int


class NameGrammar:
    """Walks over one answer's tokens. `taken` are tokens that belong to something else already."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon, taken: Sequence[bool], state: str = "") -> None:
        self.tokens = tokens
        own = (w for w in state.replace("-", " ").split() if len(w) >= _STATE_WORD)
        self.state = [stem_of(w) for w in own if not lexicon.has("neutral", w) and not lexicon.has("weak", w)]
        self.lexicon = lexicon
        self.taken = taken
        self.heads = [self._head(token) for token in tokens]

    # -- words ---------------------------------------------------------------------------------------------------

    def is_in(self, at: int, group: str) -> bool:
        """Whether the token is of that word list."""
        return self.lexicon.has(group, self.tokens[at].low)

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

    def opens_body(self, at: int) -> bool:
        """Whether a body's own name begins here: a part of it is the owner, not the complement, of what precedes."""
        limit = self.end_of_capitals(at)
        bare = self.is_in(at - 1, "core_links") and not self.is_in(at - 1, "inner_articles")
        if limit - at == 1 and (self.is_in(at, "topics") or (bare and not self.opens_complement(at))):
            return self.tokens[at].is_acronym
        if not self.is_in(at - 1, "inner_articles") and all(self.is_in(k, "topics") for k in range(at, limit)):
            return False
        bodies = [k for k in range(at, limit) if self.is_body(k)]
        places = [k for k in bodies if (place := self.head_at(k)) and place.kind in _PLACES]
        if places and places[0] in (at, limit - 1) and places == bodies and self.is_in(at - 1, "core_links"):
            return False
        return bool(bodies) or self.tokens[at].is_acronym

    def opens_complement(self, at: int) -> bool:
        """Whether the word has a complement of its own: "Ministry of ..."."""
        return self.is_body(at) and at + 1 < len(self.tokens) and self.is_link(at + 1)

    def end_of_capitals(self, at: int) -> int:
        """The end of the run of capitalised words that begins here."""
        while at < len(self.tokens) and self.tokens[at].is_capital and not self.taken[at]:
            at += 1
        return at

    # -- the walk ------------------------------------------------------------------------------------------------

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

    def initials(self, first: int, end: int, acronym: str) -> bool:
        """Whether the acronym's letters begin words of the stretch, in order, the first its first word."""
        skipped = (*self.lexicon.words["links"], *self.lexicon.words["conjunctions"])
        telling = [t.low for t in self.tokens[first:end] if t.kind == "word" and t.low not in skipped]
        letters = [stem_of(c) for c in acronym.casefold() if c.isalpha()]
        begins = [stem_of(word)[0] for word in telling if word not in self.lexicon.words["inner_articles"]]
        following = iter(begins)
        return (
            len(letters) > 1
            and len(begins) <= 2 * len(letters)
            and begins[:1] == letters[:1]
            and all(letter in following for letter in letters)
        )

    def step(self, first: int, end: int) -> int:
        """Where the name stands after one further word or link; `end` itself where it stops."""
        token = self.tokens[end]
        if self.taken[end] or token.sentence != self.tokens[first].sentence:
            return end
        if token.is_capital:
            return end if self.begins_anew(first, end) or self.is_time(end) or self.numbers(end) else end + 1
        if token.text == ",":
            return self.past_list(first, end)
        if token.text == "(":
            return self.past_amendment(end)
        if self.is_in(end, "conjunctions"):
            return self.past_conjunction(first, end)
        if self.is_link(end) or self.lexicon.has("pairs", f"{self.tokens[end - 1].low} {token.low}"):
            return self.past_link(first, end)
        if self.is_in(end, "inner_articles"):
            return self.past_inner_article(first, end)
        if token.text in _DASHES:
            return self.past_dash(first, end)
        if token.kind == "word":
            return self.past_lower(first, end)
        return end

    def past_amendment(self, at: int) -> int:
        """Further than a bracket within a law's title, up to its noun: "Prisons (Amendment) Act"."""
        limit = self.end_of_capitals(at + 1)
        noun = limit + 1
        closed = at + 1 < limit < len(self.tokens) - 1 and self.tokens[limit].text == ")"
        head = self.head_at(noun) if closed else None
        legal = head is not None and head.type == "LegalInstrument" and self.tokens[noun].is_capital
        return noun + 1 if legal and self.lexicon.head_last else at

    def numbers(self, at: int) -> bool:
        """Whether the word only announces a number: "No. 12", "N° 7"."""
        following = "".join(
            t.text if t.kind == "mark" else "0" for t in self.tokens[at + 1 : at + 3] if t.kind != "word"
        )
        return self.is_in(at, "abbreviations") and following in ("0", "00", ".0", "°0", "º0")

    def begins_anew(self, first: int, at: int) -> bool:
        """A head noun after a finished French or Spanish name is the next one's; so is all behind an owner's "'s"."""
        owner = self.head_at(at - 1) if self.tokens[at - 1].low.endswith("'s") else None
        if owner is not None and owner.type in _OWNED and owner.kind not in _OWNERS_OFFICES:
            return True
        if self.lexicon.head_last:
            return False
        head, where = self.find_head(first, at)
        return head is not None and at - where > 1 and self.head_at(at) is not None

    def past_lower(self, first: int, end: int) -> int:
        """A lower-case word within a name: a modifier, or (English) the head after capitalised modifiers."""
        if self.lexicon.head_last:
            return self.past_lower_head(first, end)
        head, _ = self.find_head(first, end)
        if head is None and (self.goes_on_announced(first, end) or self.is_preposed(first, end)):
            return end + 1
        follows_capital = self.tokens[end - 1].is_capital and self.head_at(end - 1) is None
        linked = any(self.is_link(k) for k in range(first, end))
        if head is None or not self.is_modifier(end) or (follows_capital and not (linked and self.is_usual(end))):
            return end
        return end + 1

    def is_preposed(self, first: int, at: int) -> bool:
        """A head behind the adjective that opens its name: "Haute école"."""
        return at == first + 1 and self.is_in(first, "preposed") and self.head_at(at) is not None

    def is_announced(self, first: int) -> bool:
        """Whether the noun right before says that a name begins: "l'ONG Terre des enfants"."""
        before = self.tokens[first - 1] if first > 0 else None
        if before is None or before.kind != "word" or self.lexicon.head_last or self.is_link(first - 1):
            return False
        head = self.head_at(first - 1)
        lower = head is not None and not before.is_capital
        return lower or self.is_in(first - 1, "announcing")

    def is_titled(self, first: int) -> bool:
        """Whether the noun right before announces a title: "la lettre Regards sur la ville"."""
        head = self.head_at(first - 1)
        return head is not None and head.type in _TITLED

    def goes_on_announced(self, first: int, at: int) -> bool:
        """Whether a lower-case word belongs to a name of any words: an adjective right behind its first one."""
        told = any(self.is_in(at, group) for group in ("stops", "established", "adopted", "carried", "published"))
        participle = self.tokens[at].low.endswith(tuple(self.lexicon.words["participle_endings"])) and not told
        return at == first + 1 and self.is_announced(first) and (self.is_modifier(at) or participle)

    def is_usual(self, at: int) -> bool:
        """Whether an adjective is one of those that the names of bodies and laws are made with."""
        usual = any(self.is_in(at, group) for group in ("modifiers", "unique", "international"))
        return usual or self.is_of_state(self.tokens[at].low)

    def past_lower_head(self, first: int, end: int) -> int:
        head, where = self.find_head(first, end)
        if head is not None and self.is_in(end, "topics") and self.is_in(end - 1, "topics") and end - 1 > where:
            return end + 1 if not self.tokens[end - 1].is_capital else end
        if head is not None:
            further = self.head_at(end)
            return end + 1 if further and further.type == "Programme" and self.closes_name(end) else end
        at = end
        while at < len(self.tokens) and at - end < 4 and not self.taken[at]:
            token = self.tokens[at]
            if token.kind != "word" or token.is_capital or token.sentence != self.tokens[first].sentence:
                return end
            if self.head_at(at) and self.closes_name(at):
                near = at - end < 2 or all(self.is_in(k, "topics") for k in range(end, at))
                return at + 1 if near else end
            if self.is_in(at, "stops") and not self.is_in(at, "conjunctions"):
                return end
            at += 1
        return end

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

    def is_modifier(self, at: int) -> bool:
        """Whether a lower-case French or Spanish word is an adjective by its ending."""
        word = self.tokens[at].low
        if self.is_in(at, "stops") or self.tokens[at].kind != "word" or len(word) < 4:
            return self.is_in(at, "modifiers")
        return self.is_usual(at) or word.endswith(tuple(self.lexicon.words["modifier_endings"]))

    def is_of_state(self, word: str) -> bool:
        """Whether an adjective begins like the state's name: it says that something is the state's own."""
        return any(stem_of(word).startswith(name[: max(3, len(name) * 3 // 5)]) for name in self.state)

    def past_inner_article(self, first: int, end: int) -> int:
        """ "of Combating the Trade": an article within a complement."""
        head, where = self.find_head(first, end)
        at = end + 1
        done = end - first == 1 and head is None and not self.tokens[first].first  # "Reclaim the Parks"
        linked = done or any(self.is_link(k) for k in range(where + (head is not None), end))
        if self.lexicon.head_last and linked and self.reaches(first, at) and self.tokens[at].is_capital:
            return at + 1 if done or not self.opens_body(at) else end
        return end

    def past_dash(self, first: int, end: int) -> int:
        """ "Safer Streets - National Plan": a title, then what it is."""
        head, _ = self.find_head(first, end)
        at = self.past_articles(end + 1) if self.lexicon.head_last else end + 1
        if head is not None or end - first < 2 or not self.reaches(first, at) or not self.tokens[at].is_capital:
            return end
        limit = self.end_of_capitals(at)
        told = ("Strategy", "Programme", "Publication")
        titled = [h for k in range(at, limit) if (h := self.head_at(k)) and h.type in told]
        return limit if titled else end

    # -- complements ---------------------------------------------------------------------------------------------

    def past_articles(self, at: int) -> int:
        while at < len(self.tokens) and (self.is_in(at, "inner_articles")):
            at += 1
        return at

    def past_link(self, first: int, end: int) -> int:
        """The complement's first noun after "of the", "de la", "contre les"."""
        at = self.past_long_link(end)
        while at < len(self.tokens) and self.is_link(at) and self.is_link(at - 1):
            at += 1
        at = self.past_articles(at)
        if not self.reaches(first, at) or self.is_time(at) or self.owner_follows(at):
            return end
        if self.tokens[at].is_capital:
            return at + 1 if self.carries_capital(first, end, at) else end
        return self.past_preposed(at) + 1 if self.carries_lower(first, end, at) else end

    def owner_follows(self, at: int) -> bool:
        """Whether the word only modifies the body that follows: "of the provincial Ministry of Justice"."""
        lower = self.lexicon.head_last and not self.tokens[at].is_capital and at + 1 < len(self.tokens)
        return lower and self.tokens[at + 1].is_capital and self.opens_body(at + 1)

    def past_long_link(self, at: int) -> int:
        """Further than the link, which may be of several words: "en matière de"."""
        for phrase in self.lexicon.words["long_links"]:
            words = phrase.split()
            if [t.low for t in self.tokens[at : at + len(words)]] == words:
                return at + len(words)
        return at + 1

    def reaches(self, first: int, at: int) -> bool:
        return (
            at < len(self.tokens)
            and not self.taken[at]
            and self.tokens[at].kind == "word"
            and self.tokens[at].sentence == self.tokens[first].sentence
        )

    def carries_capital(self, first: int, end: int, at: int) -> bool:
        """Whether "LINK Capital" still belongs to the name."""
        head, _ = self.find_head(first, end)
        link = self.tokens[end].low
        if self.tokens[at].is_acronym and head is not None:
            bare = end - first == 1 if self.lexicon.head_last else not any(self.is_link(k) for k in range(first, end))
            return bare and head.kind in _SUBORDINATE and self.is_in(end, "core_links")
        if head is None:
            return self.carries_headless(first, end, at)
        if self.closes_title(end, at):
            return True
        if head.kind in _UNCOUNTED and self.lexicon.head_last and at > end + 1:
            return False
        if self.is_pair(first, end):
            return not self.opens_body(at)
        if self.lexicon.has("title_links", link) and head.type not in _TITLED:
            return self.lexicon.has("place_links", link) and self.tokens[at].low in self.lexicon.words["international"]
        if head.type in _TITLED and (place := self.head_at(at)) and place.kind in _PLACES:
            return True
        if head.type == "LegalInstrument" and not self.lexicon.head_last and self.is_in(end, "core_links"):
            return True
        if head.kind == "Periodical" and end - first == 1 and self.is_in(end, "core_links"):
            return True  # "Cahiers de l’Observatoire": the owner is all that tells it from others
        if self.is_body(at) and end - first > 1 and self.has_lower_complement(first, end):
            return False
        if end - first == 1 and self.names_office(head, end, at):
            return True
        return not self.opens_body(at)

    def closes_title(self, link: int, at: int) -> bool:
        """Whether all up to a programme's noun is its name: "Police in Schools Initiative"."""
        limit = self.end_of_capitals(at)
        tail = self.head_at(limit - 1)
        titled = tail is not None and tail.type in ("Programme", "Strategy") and not tail.plural
        return titled and self.lexicon.head_last and self.is_in(link, "title_links") and at == link + 1 < limit - 1

    def names_office(self, head: Head, end: int, at: int) -> bool:
        """ "Office of the Privacy Commissioner", "Section of Preventive Service": the complement is what it is."""
        bodies = [b for k in range(at, self.end_of_capitals(at)) if (b := self.head_at(k)) and b.type in _OWNED]
        if not bodies or self.opens_complement(at):
            return False
        subordinate = head.kind in ("Office", "Department") and at == end + 1 and self.lexicon.head_last
        return bodies[-1].kind in _OFFICES or (subordinate and bodies[-1].kind == "Service")

    def carries_headless(self, first: int, end: int, at: int) -> bool:
        """Before the head is reached: "Proceeds of Crime Act" goes on, "New Neighbours of the Directorate" does not."""
        limit = self.end_of_capitals(at)
        tail = self.head_at(limit - 1)
        opener = self.tokens[first].first and not self.is_in(first, "topics")
        opens = end - first == 1 and (opener or self.tokens[first].is_acronym)
        if self.is_announced(first) and self.is_in(end, "core_links") and at == end + 1:
            return True
        if tail is not None and tail.type == "LegalInstrument" and limit - at > 1:
            return self.is_in(end, "core_links")
        if self.lexicon.has("agent_links", self.tokens[end].low):
            return False
        if not self.is_in(end, "core_links"):
            topic = not self.lexicon.head_last and self.is_in(first, "topics")
            placed = self.is_in(end, "place_links") and at > end + 1  # "States in the Forum"
            return not opens and not (end - first == 1 and (placed or topic))
        if limit - at == 1 and self.is_in(at, "topics") and at == end + 1:
            return not opens
        if self.has_head(at):
            return not opens and at == end + 1 and limit - at > 1 and tail is not None and self.lexicon.head_last
        return True

    def is_pair(self, first: int, link: int) -> bool:
        """A noun with the link that it takes: "trafficking in", "counteraction to"."""
        if self.is_in(link, "open_links") and any(self.is_link(k) for k in range(first, link)):
            return True
        return self.lexicon.has("pairs", f"{self.tokens[link - 1].low} {self.tokens[link].low}")

    def is_time(self, at: int) -> bool:
        """A month or a day, which is part of no name."""
        return self.tokens[at].low in month_numbers(self.lexicon.language) or self.is_in(at, "times")

    def has_head(self, at: int) -> bool:
        """Whether the capitalised run that begins here has a head noun of its own."""
        return any(self.head_at(k) for k in range(at, self.end_of_capitals(at)))

    def is_body(self, at: int) -> bool:
        head = self.head_at(at)
        return head is not None and head.type in _OWNED and head.kind not in _UNCOUNTED and not head.plural

    def carries_lower(self, first: int, end: int, at: int) -> bool:
        """Whether "LINK lower-case noun" still belongs to the name."""
        head, where = self.find_head(first, end)
        stops = "core_stops" if self.is_in(end, "core_links") else "complement_stops"
        open_word = not self.is_in(at, "stops") or self.is_in(at, "small")
        placed = self.is_in(end, "place_links")
        if head is None and end == first + 1 and self.is_announced(first) and open_word and not placed:
            return at == end + 1 or self.is_titled(first)
        if head is not None and not self.lexicon.head_last and self.is_pair(first, end):
            return not self.is_in(at, "stops")
        if head is None or self.is_in(at, "stops") or self.is_in(at, stops):
            return False
        if not self.is_in(end, "core_links") and self.is_body(at) and any(self.is_link(k) for k in range(where, end)):
            return False
        science = self.is_in(at, "topics") or self.tokens[at].low.endswith(tuple(self.lexicon.words["science_endings"]))
        field = not self.lexicon.head_last and science and self.head_at(at) is None
        if self.is_in(end, "title_links") and head.type not in _TITLED and not (field and end - where > 1):
            return False
        if self.lexicon.head_last:
            owner = at > end + 1 and self.is_body(at)  # "Records Office of the police"
            return self.is_in(at, "topics") and not self.is_title(where, end) and not owner
        if self.is_title(where, end):
            governing = self.is_in(end - 1, "governing") or self.tokens[end - 1].low.endswith("ment")
            return governing and self.is_in(at, "topics")
        core = self.lexicon.has("core_links", self.tokens[end].low)
        return core or head.kind not in ("Ministry", "Police", "University", "LocalAuthority", "RegionalAuthority")

    def is_title(self, head: int, end: int) -> bool:
        """Whether the complement so far is written with capitals: a lower-case one is no part of it then."""
        following = range(head + 1, end)
        linked = next((k for k in following if self.is_link(k)), None)
        nouns = [k for k in following if linked is not None and k > linked and self.tokens[k].kind == "word"]
        skipped = ("links", "inner_articles", "neutral")
        nouns = [k for k in nouns if not any(self.is_in(k, group) for group in skipped)]
        return bool(nouns) and self.tokens[nouns[0]].is_capital

    # -- lists ---------------------------------------------------------------------------------------------------

    def past_conjunction(self, first: int, end: int) -> int:
        """ "and" within a name or between two: a right-hand body of its own, or an article, parts them."""
        at = end + 1
        articled = not self.lexicon.head_last and at < len(self.tokens) and self.is_in(at, "inner_articles")
        if at < len(self.tokens) and (self.is_link(at) or articled):
            return self.past_repeated_link(first, end, at)
        if not self.reaches(first, at) or self.tokens[at].is_acronym or self.tokens[end - 1].is_acronym:
            return end
        if not self.tokens[at].is_capital:
            return self.past_lower_conjunct(first, end, at)
        if self.is_pair_of_words(first, end):
            return at + 1
        if self.is_lower_style(first, end):
            return end
        left, where = self.find_head(first, end) if end - first > 1 else (None, first)
        limit = self.end_of_capitals(at)
        right = [k for k in range(at, limit) if (body := self.head_at(k)) and body.kind not in _UNCOUNTED]
        complement = left is not None and any(self.is_link(k) for k in range(where + 1, end))
        if not right:
            return limit if complement or (left is None and end - first == 1) else end
        if complement:
            several = (body := self.head_at(at)) is not None and body.plural
            if (field := self.head_at(limit - 1)) and field.plural and field.type not in _OWNED:
                return limit  # "Institute of Peace and Security Studies"
            return limit if limit - at == 1 and (several or not self.opens_complement(at)) else end
        return limit if left is None and self.lexicon.head_last and not self.is_in(at, "unique") else end

    def is_pair_of_words(self, first: int, end: int) -> bool:
        """Two bare words that an association is called by: "Fundación Paz y Futuro"."""
        head, where = self.find_head(first, end)
        called = head is not None and head.kind in _NAMED_BEHIND and end - where == 2 and where == first
        after = self.end_of_capitals(end + 1)
        return called and not self.lexicon.head_last and after == end + 2 and self.head_at(end + 1) is None

    def has_lower_complement(self, first: int, end: int) -> bool:
        """Whether the name has a complement already, and in lower case."""
        head, where = self.find_head(first, end)
        linked = any(self.is_link(k) for k in range(where + 1, end))
        return head is not None and linked and not self.lexicon.head_last and not self.is_title(where, end)

    def is_lower_style(self, first: int, end: int) -> bool:
        """A French or Spanish name whose complement is in lower case: a capital after "et" begins another."""
        head, where = self.find_head(first, end)
        linked = [k for k in range(where + 1, end) if self.is_link(k)]
        if self.lexicon.head_last or head is None:
            return False
        return not linked or not self.is_title(where, end)

    def past_repeated_link(self, first: int, end: int, at: int) -> int:
        """ "... de la prévention et de la police": a second complement, unless it is a body of its own."""
        head, where = self.find_head(first, end)
        if head is None or not any(self.is_link(k) for k in range(where + 1, end)):
            return end
        if not (self.is_repeated(where, end, at) if self.is_link(at) else self.is_articled(where, end, at)):
            return end
        noun = self.past_articles(at + 1) if self.is_link(at) else self.past_articles(at)
        if not self.reaches(first, noun) or self.is_in(noun, "stops"):
            return end
        if self.tokens[noun].is_capital:
            anew = self.is_lower_style(first, end) or (not self.is_link(at) and self.head_at(noun) is not None)
            return noun + 1 if not self.opens_body(noun) and not anew else end
        return self.past_preposed(noun) + 1 if not self.is_title(where, end) and not self.lexicon.head_last else end

    def is_articled(self, head: int, end: int, at: int) -> bool:
        """Whether a noun with an article goes on: "de la mère et l'enfant", but not "des mères et les pères"."""
        behind = (k + 1 for k in range(head + 1, end - 1) if self.is_link(k))
        noun = self.past_articles(at)
        capital = noun < len(self.tokens) and self.tokens[noun].is_capital
        return self.lexicon.head_last or capital or any(self.is_in(k, "inner_articles") for k in behind)

    def is_repeated(self, head: int, end: int, link: int) -> bool:
        """Whether the name has that link already; "de", "du" and "des", "à" and "aux" begin alike and are one."""
        initial = stem_of(self.tokens[link].low)[0]
        return any(stem_of(self.tokens[k].low)[0] == initial for k in range(head + 1, end) if self.is_link(k))

    def past_preposed(self, at: int) -> int:
        """The noun behind an adjective that stands before it: "à la bonne gouvernance"."""
        after = at + 1
        follows = after < len(self.tokens) and self.tokens[after].kind == "word" and not self.is_in(after, "stops")
        return after if self.is_in(at, "preposed") and follows and not self.is_link(after) else at

    def past_lower_conjunct(self, first: int, end: int, at: int) -> int:
        head, where = self.find_head(first, end)
        if head is None:
            return self.past_lower_head(first, end) if self.lexicon.head_last else end
        if end - first == 1 and (other := self.head_at(at)) and head.type == other.type == "Strategy":
            return at + 1  # "Stratégie et plan d'action": two nouns for one thing
        complement = any(self.is_link(k) for k in range(where + 1, end))
        modified = not self.lexicon.head_last and self.is_modifier(at) and self.is_modifier(end - 1)
        modified = modified and (not self.tokens[end - 1].is_capital or self.is_usual(end - 1))
        if (complement and self.is_in(at, "topics") and not self.is_title(where, end)) or modified:
            return at + 1
        several = (left := self.head_at(end - 1)) and left.plural and (right := self.head_at(at)) and right.plural
        paired = not self.lexicon.head_last and self.are_plurals(end - 1, at)
        if complement and (several or paired) and not self.tokens[end - 1].is_capital:
            return at + 1
        return end

    def are_plurals(self, left: int, right: int) -> bool:
        """Two nouns joined in the plural: "des banques et banquiers"."""
        words = (self.tokens[left].low, self.tokens[right].low)
        return all(word.endswith(("s", "x")) for word in words) and not self.is_in(right, "stops")

    def past_list(self, first: int, end: int) -> int:
        """ "of Labour, Family and Social Solidarity": a list in the complement that ends with "and"."""
        head, where = self.find_head(first, end)
        if head is None or head.type not in ("Institution", "Network", "Strategy", "Programme"):
            return end
        if not any(self.is_link(k) for k in range(where + 1, end)):
            return end
        at = end
        while at < len(self.tokens) and self.tokens[at].text == ",":
            reached = self.past_member(first, where, end, at + 1)
            if reached == at + 1:
                return end
            at = reached
        if at >= len(self.tokens) or not self.is_in(at, "conjunctions"):
            return end
        reached = self.past_member(first, where, end, at + 1)
        return reached if reached > at + 1 else end

    def past_member(self, first: int, head: int, end: int, at: int) -> int:
        """One member of a list in a complement; `at` itself where there is none."""
        noun = at
        if noun < len(self.tokens) and not self.lexicon.head_last:
            noun = self.past_articles(noun + 1 if self.is_link(noun) else noun)
        if not self.reaches(first, noun) or self.tokens[noun].is_acronym:
            return at
        if self.tokens[noun].is_capital:
            limit = self.end_of_capitals(noun)
            return at if any(self.is_body(k) for k in range(noun, limit)) else limit
        if self.is_title(head, end) or self.is_in(noun, "stops") or self.head_at(noun) is not None:
            return at
        limit = noun + 1
        while limit < len(self.tokens) and not self.lexicon.head_last and self.is_modifier(limit):
            limit += 1
        linked = noun > at or self.is_in(noun, "topics")
        return limit if linked else at

    # -- what it is ----------------------------------------------------------------------------------------------

    def trimmed(self, first: int, end: int) -> int:
        """The end without links, articles and conjunctions left hanging."""
        while end - 1 > first and (
            self.is_link(end - 1) or self.is_in(end - 1, "inner_articles") or self.is_in(end - 1, "conjunctions")
        ):
            end -= 1
        return end

    def find_head(self, first: int, end: int) -> tuple[Head | None, int]:
        """The head noun of the tokens, and where it stands."""
        dash = next((k for k in range(end - 1, first, -1) if self.tokens[k].text in _DASHES), None)
        first = first if dash is None else dash + 1  # what stands behind a dash or a colon says what it is
        order = range(first, end)
        if not self.lexicon.head_last:
            return next(((h, k) for k in order if (h := self.head_at(k))), (None, first))
        tail = self.head_at(end - 1)
        titled = tail is not None and tail.type in ("Programme", "Strategy")
        within = titled and any(self.closes_title(k, k + 1) for k in range(first + 1, end - 2) if self.is_link(k))
        if (
            tail
            and (tail.type == "LegalInstrument" or within)
            and not tail.plural
            and end - first > 1
            and self.tokens[end - 2].is_capital
        ):
            return tail, end - 1
        linked = next((k for k in order if self.is_link(k)), end)
        for k in range(linked - 1, first - 1, -1):
            head = self.head_at(k)
            if head and (k > first or linked <= first + 1 or head.kind in _NAMED_BEHIND):
                return head, k
        if linked < end - 2 and (head := self.head_at(end - 1)) and not head.plural:
            return head, end - 1
        return None, first


@cache
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
