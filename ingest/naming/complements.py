"""Whether a name goes on behind a link: "Ministry OF ...", "Conseil national DE ..." (pure)."""

from ingest.lexicons import Head
from ingest.naming.stretches import Stretches
from ingest.naming.words import OWNED, PLACES, TITLED, UNCOUNTED

_SUBORDINATE = ("ResearchInstitute", "School", "University", "Centre", "Department", "Office")
#: Kinds of which a body has one that is called by it alone.
_SCHOOLS = ("ResearchInstitute", "School", "University")
#: A title with fewer words before its noun needs its owner to be told from others.
_TOLD_BY_OWNER = 2
_OFFICES = ("Authority", "Prosecution", "Ombudsman", "Police", "Court")


class Complements(Stretches):
    """How far the complement behind a link, or behind an article within one, is part of the name."""

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

    def carries_capital(self, first: int, end: int, at: int) -> bool:
        """Whether "LINK Capital" still belongs to the name."""
        head, where = self.find_head(first, end)
        link = self.tokens[end].low
        if self.tokens[at].is_acronym and head is not None:
            bare = end - first == 1 if self.lexicon.head_last else not any(self.is_link(k) for k in range(first, end))
            return bare and head.kind in _SUBORDINATE and self.is_in(end, "core_links")
        if head is None:
            return self.carries_headless(first, end, at)
        if self.closes_title(end, at):
            return True
        if head.kind in UNCOUNTED and self.lexicon.head_last and at > end + 1:
            return False
        if self.is_pair(first, end):
            return not self.opens_body(at)
        if self.is_in(at, "purposes") and self.is_in(end, "title_links") and at == end + 1:
            return True  # "Committee to Combat Smuggling"
        if self.lexicon.has("title_links", link) and head.type not in TITLED:
            return self.lexicon.has("place_links", link) and self.tokens[at].low in self.lexicon.words["international"]
        if head.type in TITLED and (place := self.head_at(at)) and place.kind in PLACES:
            # "Security Strategy of the City of Elden", but "Old Harbour Safety Plan" is told by its own words.
            return at == end + 1 or where - first < _TOLD_BY_OWNER or not self.lexicon.head_last
        if head.type == "LegalInstrument" and not self.lexicon.head_last and self.is_in(end, "core_links"):
            return True
        if head.kind == "Periodical" and end - first == 1 and self.is_in(end, "core_links"):
            return True  # "Cahiers de l’Observatoire": the owner is all that tells it from others
        if self.is_body(at) and end - first > 1 and self.has_lower_complement(first, end):
            return False
        if end - first == 1 and self.names_office(head, end, at):
            return True
        schooled = end - first == 1 and head.kind in _SCHOOLS and self.tokens[first].is_capital
        if schooled and self.is_in(end, "core_links") and self.lexicon.head_last:
            return True  # "Academy of the Ministry of Order": the owner is all that tells it from others
        return not self.opens_body(at)

    def carries_headless(self, first: int, end: int, at: int) -> bool:
        """Before the head is reached: "Proceeds of Crime Act" goes on, "New Neighbours of the Directorate" does not."""
        limit = self.end_of_capitals(at)
        tail = self.head_at(limit - 1)
        opener = self.tokens[first].first and not self.is_in(first, "topics")
        opens = end - first == 1 and (opener or self.tokens[first].is_acronym)
        if self.is_in(end, "core_links") and self.is_called(first):
            if limit - at == 1 and at == end + 1 and self.lexicon.head_last and tail is not None:
                return True  # "the programme Circles of Trust"
            if end - first > 1 and (self.opens_body(at) or self.opens_proper(at)):
                return False  # "the programme Safe Door of the Red Cross": its owner
        if self.is_announced(first) and self.is_in(end, "core_links") and at == end + 1:
            return True
        if tail is not None and tail.type == "LegalInstrument" and limit - at > 1:
            return self.is_in(end, "core_links") or (at == end + 1 and self.lexicon.head_last)
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
        if self.is_in(end, "title_links") and head.type not in TITLED and not (field and end - where > 1):
            return False
        if self.lexicon.head_last:
            owner = at > end + 1 and self.is_body(at)  # "Records Office of the police"
            return self.is_in(at, "topics") and not self.is_title(where, end) and not owner
        if self.is_title(where, end):
            governing = self.is_in(end - 1, "governing") or self.tokens[end - 1].low.endswith("ment")
            return governing and self.is_in(at, "topics")
        core = self.lexicon.has("core_links", self.tokens[end].low)
        return core or head.kind not in ("Ministry", "Police", "University", "LocalAuthority", "RegionalAuthority")

    def names_office(self, head: Head, end: int, at: int) -> bool:
        """ "Office of the Privacy Commissioner", "Section of Preventive Service": the complement is what it is."""
        bodies = [b for k in range(at, self.end_of_capitals(at)) if (b := self.head_at(k)) and b.type in OWNED]
        if not bodies or self.opens_complement(at):
            return False
        subordinate = head.kind in ("Office", "Department") and at == end + 1 and self.lexicon.head_last
        return bodies[-1].kind in _OFFICES or (subordinate and bodies[-1].kind == "Service")

    def past_inner_article(self, first: int, end: int) -> int:
        """ "of Combating the Trade": an article within a complement."""
        head, where = self.find_head(first, end)
        at = end + 1
        done = end - first == 1 and head is None and not self.tokens[first].first  # "Reclaim the Parks"
        linked = done or any(self.is_link(k) for k in range(where + (head is not None), end))
        if self.lexicon.head_last and linked and self.reaches(first, at) and self.tokens[at].is_capital:
            return at + 1 if done or not self.opens_body(at) else end
        return end
