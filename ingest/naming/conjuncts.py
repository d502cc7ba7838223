"""Whether a name goes on behind "and" or a comma, or another begins there (pure)."""

from ingest.naming.complements import Complements
from ingest.naming.words import OWNED, TITLED, UNCOUNTED


class Conjuncts(Complements):
    """How far what is joined to a name is part of it: a right-hand body of its own, or an article, parts them."""

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

    def past_conjunction(self, first: int, end: int) -> int:
        """ "and" within a name or between two: a right-hand body of its own, or an article, parts them."""
        at = end + 1
        articled = not self.lexicon.head_last and at < len(self.tokens) and self.is_in(at, "inner_articles")
        if at < len(self.tokens) and (self.is_link(at) or articled):
            return self.past_repeated_link(first, end, at)
        if at < len(self.tokens) and self.is_in(at, "namesakes"):
            return end
        if self.lexicon.head_last and self.joins_title(first, end, at):
            return at + 2  # "Day of the Sailor and the Citizen"
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
        right = [k for k in range(at, limit) if (body := self.head_at(k)) and body.kind not in UNCOUNTED]
        complement = left is not None and any(self.is_link(k) for k in range(where + 1, end))
        if right and self.is_in(end - 1, "modifying_heads") and self.head_at(limit - 1) and self.lexicon.head_last:
            return limit  # "National Radio and Television Company"
        if not right and left is None and self.lexicon.head_last and self.names_scheme(limit):
            return limit  # "Big Brothers and Sisters scheme"
        if not right:
            return limit if complement or (left is None and end - first == 1) else end
        if complement:
            several = (body := self.head_at(at)) is not None and body.plural
            if (field := self.head_at(limit - 1)) and field.plural and field.type not in OWNED:
                return limit  # "Institute of Peace and Security Studies"
            return limit if limit - at == 1 and (several or not self.opens_complement(at)) else end
        return limit if left is None and self.lexicon.head_last and not self.is_in(at, "unique") else end

    def names_scheme(self, at: int) -> bool:
        """Whether a programme's noun in lower case closes the name here."""
        head = self.head_at(at) if at < len(self.tokens) and not self.tokens[at].is_capital else None
        return head is not None and head.type == "Programme" and self.closes_name(at)

    def joins_title(self, first: int, end: int, at: int) -> bool:
        """Whether "and the ...", "and their ..." goes on in the complement of a title, no body being there."""
        head, where = self.find_head(first, end)
        if head is None or head.type not in TITLED or not self.reaches(first, at + 1):
            return False
        articled = any(self.is_in(k, "inner_articles") for k in range(where + 1, end))
        owned = self.is_in(at, "possessives")
        linked = any(self.is_link(k) for k in range(where + 1, end))
        opens = (articled and self.is_in(at, "inner_articles")) or (owned and linked)
        return opens and self.tokens[at + 1].is_capital and self.head_at(at + 1) is None

    def past_repeated_link(self, first: int, end: int, at: int) -> int:
        """ "... de la prévention et de la police": a second complement, unless it is a body of its own."""
        head, where = self.find_head(first, end)
        if head is None or not any(self.is_link(k) for k in range(where + 1, end)):
            return end
        other = head.type in TITLED and self.is_title(where, end) and not self.is_in(at, "core_links")
        joined = self.is_repeated(where, end, at) or other if self.is_link(at) else self.is_articled(where, end, at)
        if not joined:
            return end
        noun = self.past_articles(at + 1) if self.is_link(at) else self.past_articles(at)
        if not self.reaches(first, noun) or self.is_in(noun, "stops"):
            return end
        if self.tokens[noun].is_capital:
            anew = self.is_lower_style(first, end) or (not self.is_link(at) and self.head_at(noun) is not None)
            return noun + 1 if not self.opens_body(noun) and not anew else end
        return self.past_preposed(noun) + 1 if not self.is_title(where, end) and not self.lexicon.head_last else end

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
