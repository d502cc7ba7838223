"""What a stretch of words is: where its head noun stands, and in which style it is written (pure)."""

from ingest.lexicons import Head
from ingest.naming.words import Words, stem_of

DASHES = ("-", "–", "—", ":")
#: Kinds that a name follows instead of standing before them: "Association Lantern".
_NAMED_BEHIND = (
    "NonGovernmentalOrganization",
    "Association",
    "Foundation",
    "Project",
    "Campaign",
    "Company",
    "Programme",
)


class Stretches(Words):
    """Words, and what may be asked of those from one place up to another."""

    def trimmed(self, first: int, end: int) -> int:
        """The end without links, articles and conjunctions left hanging."""
        while end - 1 > first and (
            self.is_link(end - 1) or self.is_in(end - 1, "inner_articles") or self.is_in(end - 1, "conjunctions")
        ):
            end -= 1
        return end

    def find_head(self, first: int, end: int) -> tuple[Head | None, int]:
        """The head noun of the tokens, and where it stands."""
        dash = next((k for k in range(end - 1, first, -1) if self.tokens[k].text in DASHES), None)
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
            and not self.names_ministry(first, end)
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

    def names_ministry(self, first: int, end: int) -> bool:
        """Whether a ministry stands before a link: the fields behind it are its own ("Ministry of Public Order")."""
        linked = next((k for k in range(first, end) if self.is_link(k)), first)
        head = self.head_at(linked - 1) if linked > first else None
        return head is not None and head.kind == "Ministry"

    def names_department(self, first: int, end: int) -> bool:
        """Whether the noun before the first link is one that a field alone follows: "Department of Justice"."""
        linked = next((k for k in range(first, end) if self.is_link(k)), first)
        head = self.head_at(linked - 1) if linked > first else None
        return head is not None and head.kind in ("Department", "LocalAuthority", "RegionalAuthority", "University")

    def closes_title(self, link: int, at: int) -> bool:
        """Whether all up to a programme's noun is its name: "Police in Schools Initiative"."""
        limit = self.end_of_capitals(at)
        tail = self.head_at(limit - 1)
        titled = tail is not None and tail.type in ("Programme", "Strategy") and not tail.plural
        return titled and self.lexicon.head_last and self.is_in(link, "title_links") and at == link + 1 < limit - 1

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

    def reaches(self, first: int, at: int) -> bool:
        return (
            at < len(self.tokens)
            and not self.taken[at]
            and self.tokens[at].kind == "word"
            and self.tokens[at].sentence == self.tokens[first].sentence
        )

    def is_title(self, head: int, end: int) -> bool:
        """Whether the complement so far is written with capitals: a lower-case one is no part of it then."""
        following = range(head + 1, end)
        linked = next((k for k in following if self.is_link(k)), None)
        nouns = [k for k in following if linked is not None and k > linked and self.tokens[k].kind == "word"]
        skipped = ("links", "inner_articles", "neutral")
        nouns = [k for k in nouns if not any(self.is_in(k, group) for group in skipped)]
        return bool(nouns) and self.tokens[nouns[0]].is_capital

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

    def is_pair(self, first: int, link: int) -> bool:
        """A noun with the link that it takes: "trafficking in", "counteraction to"."""
        low = self.tokens[link].low
        if self.lexicon.has("far_pairs", low):  # "Protection of Minors from Violence"
            return any(self.lexicon.has("pairs", f"{self.tokens[k].low} {low}") for k in range(first, link))
        if self.lexicon.has("pairs", f"{self.tokens[link - 1].low} {low}"):
            return True
        opened = self.is_in(link, "open_links") and any(self.is_link(k) for k in range(first, link))
        return opened and not self.names_ministry(first, link) and not self.names_department(first, link)

    def is_pair_of_words(self, first: int, end: int) -> bool:
        """Two bare words that an association is called by: "Fundación Paz y Futuro"."""
        head, where = self.find_head(first, end)
        called = head is not None and head.kind in _NAMED_BEHIND and end - where == 2 and where == first
        after = self.end_of_capitals(end + 1)
        return called and not self.lexicon.head_last and after == end + 2 and self.head_at(end + 1) is None

    def is_repeated(self, head: int, end: int, link: int) -> bool:
        """Whether the name has that link already; "de", "du" and "des", "à" and "aux" begin alike and are one."""
        initial = stem_of(self.tokens[link].low)[0]
        return any(stem_of(self.tokens[k].low)[0] == initial for k in range(head + 1, end) if self.is_link(k))

    def is_articled(self, head: int, end: int, at: int) -> bool:
        """Whether a noun with an article goes on: "de la mère et l'enfant", but not "des mères et les pères"."""
        behind = (k + 1 for k in range(head + 1, end - 1) if self.is_link(k))
        noun = self.past_articles(at)
        capital = noun < len(self.tokens) and self.tokens[noun].is_capital
        return self.lexicon.head_last or capital or any(self.is_in(k, "inner_articles") for k in behind)

    def is_preposed(self, first: int, at: int) -> bool:
        """A head behind the adjective that opens its name: "Haute école"."""
        return at == first + 1 and self.is_in(first, "preposed") and self.head_at(at) is not None

    def ends_called(self, head: Head, at: int) -> bool:
        """Whether a lower-case word ends what an association is called by: "Fondation Porte ouverte"."""
        before = self.tokens[at - 1]
        called = head.kind in _NAMED_BEHIND and before.is_capital and not before.is_acronym
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        loose = after is None or after.kind == "mark" or not self.is_in(at + 1, "led_on")
        return called and loose and self.head_at(at - 1) is None and self.is_epithet(at)

    def is_epithet(self, at: int) -> bool:
        """An adjective or a participle that does not tell what was done with the thing."""
        told = any(self.is_in(at, group) for group in ("stops", "established", "adopted", "carried", "published"))
        participle = self.tokens[at].low.endswith(tuple(self.lexicon.words["participle_endings"])) and not told
        return self.is_in(at, "adverbs") or participle or self.is_modifier(at)

    def goes_on_announced(self, first: int, at: int) -> bool:
        """Whether a lower-case word belongs to a name of any words: an adjective right behind its first one."""
        return at == first + 1 and self.is_announced(first) and self.is_epithet(at)
