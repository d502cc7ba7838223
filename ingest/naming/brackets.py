"""Other forms of a name that stand right behind it, in brackets or quotation marks (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.naming.answer_text import AnswerText
from ingest.naming.found import Found, is_acronym
from ingest.tokens import Token

_OPENING, _CLOSING = frozenset('"“«„‘'), frozenset('"”»“’')


#: How many letters make an acronym the name of a lower-case phrase, and how long that may be.
_INITIALS, _PHRASE = 3, 14


#: What stands between a quoted title and its plan: the closing mark and a comma.
_QUOTE_AND_COMMA = 2


#: Kinds whose noun a title turns into what is run or sent: "the magazine “Open Talk” is broadcast".
_RUN = ("Periodical", "Service")


class Brackets:
    """Adds to the finds of an answer what is given as another form of them."""

    def __init__(self, answer: AnswerText) -> None:
        self.answer = answer
        self.lexicon = answer.lexicon
        self.tokens = answer.tokens
        self.grammar = answer.grammar
        self.around = answer.around

    def with_brackets(self, found: list[Found]) -> list[Found]:
        """The finds with what the brackets behind them give as another form of the name."""
        out: list[Found] = []
        for find in [*self.one_law(found), *self.introduced(found)]:
            opening = self.bracket_behind(find.end)
            named = find
            if opening is not None and out and self.completes(out[-1], find, opening):
                if has_initials(out[-1].text, self.tokens[opening + 1].text):
                    named = out[-1]  # "Prison Committee of the Ministry of Justice (PC)": not the ministry's initials
                else:
                    find = named = self.joining(out.pop(), find)
            out.append(find)
            closing = self.closing(opening) if opening is not None else None
            if opening is not None and closing is not None:
                others = list(self.alias(named, opening + 1, closing, found))
                out.extend([replace(other, forms=(*other.forms, *self.within(named, other))) for other in others])
        return self.joined(sorted(out, key=lambda f: (f.start, -f.end)))

    def within(self, find: Found, other: Found) -> Iterator[str]:
        """The name with its last words in short: "Office of the DPP" where "(DPP)" is short for these alone."""
        words = list(self.lexicon.tokens(find.text))
        if is_acronym(other.text) and not has_initials(find.text, other.text):
            for at in range(1, len(words) - 1):
                if words[at].is_capital and has_initials(find.text[words[at].start :], other.text):
                    yield f"{find.text[: words[at].start]}{other.text}"
                    return

    def introduced(self, found: Sequence[Found]) -> Iterator[Found]:
        """Capitalised words that nobody claimed, made a name by the bracket behind them.

        It holds a name that this is in another language ("Guardia Rural (Rural Guard)"), or its initials.
        """
        for opening in (at for at, token in enumerate(self.tokens) if token.text == "("):
            closing = self.closing(opening)
            first = self.first_of_run(opening, found) if closing is not None else opening
            if closing is None or first == opening:
                yield from self.lower_introduced(opening, found) if closing == opening + 2 else ()
                continue
            inside = next((f for f in found if self.fills(f, opening + 1, closing)), None)
            text = self.answer.text[self.tokens[first].start : self.tokens[opening - 1].end]
            if inside is not None and (opening - first > 1 or self.tokens[first].is_acronym):
                twin = self.answer.found(first, opening, inside.type, inside.kind, "name beside another", 0.75)
                yield replace(twin, head=inside.head)
            elif closing == opening + 2 and has_every_initial(text, self.tokens[opening + 1]):
                of_type = "Institution" if self.answer.asks or self.around.acts(closing + 1) else "Programme"
                yield self.answer.found(first, opening, of_type, of_type, "name with its initials", 0.6)

    def lower_introduced(self, opening: int, found: Sequence[Found]) -> Iterator[Found]:
        """A lower-case noun phrase with its initials behind: "youth mentoring schemes (YMS)"."""
        acronym = self.tokens[opening + 1]
        sentence = self.tokens[opening].sentence
        named = {k for f in found if f.specific for k in range(f.start, f.end)}
        if not acronym.is_acronym or len(acronym.text) < _INITIALS or self.lexicon.has("things", acronym.low):
            return
        for first in range(opening - 1, max(-1, opening - _PHRASE), -1):
            token = self.tokens[first]
            if token.kind not in ("word", "elision") or token.sentence != sentence or token.start in named:
                return
            head, _ = self.grammar.find_head(first, opening)
            at_head = head is not None and (self.lexicon.head_last or self.grammar.head_at(first) is head)
            if at_head and head is not None and self.grammar.initials(first, opening, acronym.text):
                yield self.answer.found(first, opening, head.type, head.kind, "name with its initials", 0.6, head)
                return

    def first_of_run(self, end: int, found: Sequence[Found]) -> int:
        """Where the capitalised words begin that end here; `end` itself where they are claimed or none."""
        first = at = end
        while at > 0:
            token = self.tokens[at - 1]
            linking = any(self.lexicon.has(g, token.low) for g in ("core_links", "inner_articles", "conjunctions"))
            if self.answer.taken[at - 1] or not (token.is_capital or (linking and first < end)):
                break
            at -= 1
            first = at if token.is_capital and not (token.first and self.lexicon.has("leading", token.low)) else first
        start = self.tokens[first].start
        return end if any(f.specific and start <= f.start < self.tokens[end].start for f in found) else first

    def fills(self, find: Found, first: int, last: int) -> bool:
        """Whether the find is all there is in the bracket."""
        words = [t for t in self.tokens[first:last] if t.kind == "word" and not self.lexicon.has("articles", t.low)]
        return bool(words) and find.specific and find.start <= words[0].start and words[-1].end <= find.end

    def one_law(self, found: Sequence[Found]) -> Iterator[Found]:
        """A law by its number, then by its title: "Law No. 12, Law on Shelters" is one law."""
        for before, find in zip([None, *found], found, strict=False):
            between = [t.text for t in self.tokens if before and before.end <= t.start < find.start]
            apposed = before and between == [","] and before.type == find.type == "LegalInstrument"
            numbered = apposed and before and bool(before.number) != bool(find.number)
            same = numbered and before and (before.head == find.head or not self.goes_on(find.end))
            titled = before is not None and self.is_title_of(before, find, between)
            yield replace(find, same_as=before.start) if before and (same or titled) else find

    def goes_on(self, end: int) -> bool:
        """Whether a list goes on behind: a comma or "and"."""
        after = next((t for t in self.tokens if t.start >= end), None)
        return after is not None and (after.text in ",(" or self.lexicon.has("conjunctions", after.low))

    def is_title_of(self, before: Found, find: Found, between: Sequence[str]) -> bool:
        """Whether the title in quotation marks is that of the plan named right behind: "Together", National Plan."""
        quoted = before.method == "quoted title" and not before.head and before.type == find.type
        named = find.method == "head noun" and find.type in ("Strategy", "Programme") and not find.plural
        return quoted and named and len(between) == _QUOTE_AND_COMMA and "," in between

    def completes(self, before: Found, find: Found, opening: int) -> bool:
        """Whether only the two together have the initials in the bracket: the name was cut too soon."""
        between = [t for t in self.tokens if before.end <= t.start < find.start]
        linking = all(
            any(self.lexicon.has(g, t.low) for g in ("links", "inner_articles", "conjunctions")) for t in between
        )
        if not linking or not before.specific or opening + 2 >= len(self.tokens):
            return False
        acronym = self.tokens[opening + 1]
        whole = self.answer.text[before.start : find.end]
        return acronym.is_acronym and has_initials(whole, acronym.text) and not has_initials(find.text, acronym.text)

    def joining(self, before: Found, find: Found) -> Found:
        return replace(before, end=find.end, text=self.answer.text[before.start : find.end], forms=())

    def bracket_behind(self, end: int) -> int | None:
        k = next((k for k, t in enumerate(self.tokens) if t.start >= end), None)
        while k is not None and k < len(self.tokens) and self.tokens[k].text in '"”»':
            k += 1
        return k if k is not None and k < len(self.tokens) and self.tokens[k].text == "(" else None

    def closing(self, opening: int) -> int | None:
        """Where the bracket ends; None where it is empty or never does."""
        for k in range(opening + 1, min(len(self.tokens), opening + 40)):
            if self.tokens[k].text in "()":
                return k if k > opening + 1 else None
        return None

    def alias(self, find: Found, first: int, last: int, found: Sequence[Found]) -> Iterator[Found]:
        """What the bracket from `first` to `last` gives as another form of the find."""
        inside = [f for f in found if self.inside(f, first, last)]
        words = [k for k in range(first, last) if self.tokens[k].kind == "word"]
        lead = [k for k in words if self.lexicon.has("alias", self.tokens[k].low)]
        defined = bool(lead) or self.is_quote(first)
        if inside:
            if inside[0].type == find.type and self.opens(inside[0], first, lead):
                yield replace(inside[0], same_as=find.start)
            elif defined or (is_acronym(find.text) and has_initials(inside[0].text, find.text)):
                yield replace(inside[0], type=find.type, kind=find.kind, same_as=find.start)
        elif (at := self.acronym(find, first, last, words, defined)) is not None:
            yield self.other_form(find, at, at + 1)
        elif defined:
            capital = [k for k in words if self.tokens[k].is_capital and k not in lead]
            if capital:
                end = max(capital[0] + 1, self.grammar.end_of_capitals(capital[0]))
                yield self.other_form(find, capital[0], end)
        elif len(words) > 1 and len(words) == last - first and self.tokens[first].is_capital:
            yield self.other_form(find, first, last)

    def acronym(self, find: Found, first: int, last: int, words: Sequence[int], defined: bool) -> int | None:
        """The acronym of a find in its bracket; who published a title ("(NICR, 2004)") is none."""
        acronyms = [k for k in words if self.tokens[k].is_acronym] if find.method != "owner behind" else []
        if find.kind == "Website" and not defined:
            return None  # "www.night.xx (NICR)": whose it is
        if not acronyms or not (len(words) == 1 or acronyms[0] - first <= 2 or defined):
            return None
        titled = find.method == "quoted title" or find.type == "Publication"
        if titled and not defined and not has_initials(find.text, self.tokens[acronyms[0]].text):
            return None
        told = last - first > 1 and not defined and self.tokens[min(acronyms[0] + 1, last - 1)].text == ","
        return None if told and not has_initials(find.text, self.tokens[acronyms[0]].text) else acronyms[0]

    def is_quote(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].text in '"“«„'

    def inside(self, find: Found, first: int, last: int) -> bool:
        return self.tokens[first].start <= find.start and find.end <= self.tokens[max(first, last - 1)].end

    def opens(self, find: Found, first: int, lead: Sequence[int]) -> bool:
        """Whether the find is what the bracket gives, not something told in passing."""
        skipped = [k for k in range(first, len(self.tokens)) if self.tokens[k].start < find.start]
        return all(
            k in lead or self.tokens[k].kind == "mark" or self.lexicon.has("articles", self.tokens[k].low)
            or self.lexicon.has("alias", self.tokens[k].low) for k in skipped
        )  # fmt: skip

    def other_form(self, find: Found, first: int, last: int) -> Found:
        other = self.answer.found(first, last, find.type, find.kind, "bracketed form", 0.9)
        return replace(other, same_as=find.start)

    def joined(self, found: list[Found]) -> list[Found]:
        """One find for each place; of two that overlap the one that is another's form, then the first, stays."""
        out: list[Found] = []
        for find in sorted(found, key=lambda f: (f.start, f.same_as is None, -f.end)):
            if not out or find.start >= out[-1].end:
                out.append(find)
        return out

    def titled(self, noun: Found, end: int) -> tuple[str, str]:
        """Type and kind of a title behind its noun: a state's programme with its period is a strategy."""
        behind = [t for t in self.tokens if t.start >= end][:2]
        dated = len(behind) > 1 and behind[0].text == "(" and behind[1].kind in ("period", "number")
        unique = any(self.lexicon.has("unique", t.low) for t in self.lexicon.tokens(noun.text))
        adopted = noun.kind == "Programme" and dated and (unique or "adopted" in self.answer.asks)
        return ("Strategy", "Strategy") if adopted else (noun.type, noun.kind)

    def opens_title(self, start: int, end: int) -> bool:
        """Whether only an opening quotation mark stands between."""
        between = self.answer.text[start:end].split()
        return len(between) == 1 and between[0] in _OPENING

    def past_closing(self, end: int) -> int:
        """Further than the quotation mark that closes here, if one does."""
        closing = self.answer.text[end : end + 2]
        if closing[:1] in _CLOSING:
            return end + 1
        return end + 2 if closing.strip() in _CLOSING else end

    def with_titles(self, found: list[Found]) -> list[Found]:
        """A noun with its title in quotation marks is one name: Public Fund "Generation"."""
        out: list[Found] = []
        for find in found:
            last = out[-1] if out else None
            if (
                last is not None
                and self.opens_title(last.end, find.start)
                and find.method == "quoted title"
                and (last.method in ("head noun", "short form") or last.method == "citation")
            ):
                out.pop()
                whole = self.answer.text[last.start : self.past_closing(find.end)]
                told = self.titled(last, self.past_closing(find.end))
                vague = self.lexicon.has("vague", last.text.casefold())
                if vague or ((last.plural or last.kind in _RUN) and find.type == "Programme"):
                    told = find.type, find.kind  # "the clubs “Night Ball”": what several do under one title
                find = replace(find, type=told[0], kind=told[1], head=last.head, forms=(*find.forms, whole))
            out.append(find)
        return out


def has_every_initial(name: str, acronym: Token) -> bool:
    """Whether the acronym's letters are the initials of the capitalised words of the name, one each."""
    initials = [word[0].casefold() for word in name.replace("-", " ").split() if word[0].isupper()]
    return acronym.is_acronym and len(initials) > 2 and initials == [c.casefold() for c in acronym.text if c.isalpha()]


def has_initials(name: str, acronym: str) -> bool:
    """Whether the letters of the acronym begin words of the name, in order, the first its first word."""
    initials = iter(word[0].casefold() for word in name.replace("-", " ").split() if word[0].isalnum())
    letters = [letter.casefold() for letter in acronym if letter.isalpha()]
    return name[:1].casefold() == letters[0] and all(letter in initials for letter in letters)
