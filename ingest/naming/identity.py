"""Which places name one thing (pure): variants, acronyms, typing errors, shorter forms, "the Council".

Names are joined one rule after the other, the surest first; two names that differ in a number are never one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from rapidfuzz import fuzz

from ingest.lexicons import Known, Lexicon, known_organisations
from ingest.naming.found import Found, words_of
from ingest.naming.thing import Thing
from ingest.naming.words import OWNED, PLACES, stem_of
from ingest.tokens import fold

_TYPING_ERROR = 93
_FUZZY_FROM = 10
#: What is named by whose it is, too: "Academy of the Elden Police"; "Ministry of X" is what "X" alone is short for.
_SCHOOLS = ("ResearchInstitute", "School", "University", "Centre")
_TOLD = ("noun before", "quoted title", "apposition", "bracketed form", "agent", "carried out", "membership")


class Identities:
    """Joins the finds of all answers into things."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.things: list[Thing] = []
        self.by_key: dict[tuple[str, ...], list[Thing]] = {}

    def join(self, found: Sequence[Found]) -> list[Thing]:
        """The things, in the order in which they are first named."""
        named = [f for f in found if f.specific]
        at: dict[tuple[str, int], Thing] = {}
        for find in named:
            self.place(find, at)
        self.merge(self.same_known)
        self.merge(self.same_acronym)
        self.merge(self.same_number)
        self.merge(self.mistyped)
        self.merge(self.longer)
        self.point([f for f in found if not f.specific])
        order = {item: k for k, item in enumerate(dict.fromkeys(f.item for f in found))}
        for thing in self.things:
            thing.found.sort(key=lambda f: (order[f.item], f.start))
        return self.things

    def place(self, find: Found, at: dict[tuple[str, int], Thing]) -> None:
        """Puts a find with the thing that has that very name, or that it is said to be another form of."""
        thing = at.get((find.item, find.same_as)) if find.same_as is not None else None
        keys = self.keys(find)
        if thing is None:
            same = (t for key in sorted(keys) for t in self.by_key.get(key, ()))
            thing = next((t for t in same if self.alike(t, find)), None)
        if thing is None:
            thing = Thing()
            self.things.append(thing)
        thing.add(find, keys)
        for key in keys:
            if thing not in self.by_key.setdefault(key, []):
                self.by_key[key].append(thing)
        at[find.item, find.start] = thing

    def alike(self, thing: Thing, find: Found) -> bool:
        """Whether two of one name may be one thing: a plan and a body of one name are two."""
        both = thing.type in OWNED and find.type in OWNED
        told = find.method in _TOLD or all(f.method in _TOLD for f in thing.found)
        return thing.type == find.type or both or told or thing.head == find.head

    def keys(self, find: Found) -> set[tuple[str, ...]]:
        return {key for form in (find.label, *find.forms) if (key := self.key(form))}

    def key(self, label: str) -> tuple[str, ...]:
        """A name as the stems of its telling words."""
        return tuple(
            stem(self.lexicon.short.get(w, w)) for w in words_of(label)
            if w and not self.lexicon.has("articles", w) and not self.lexicon.has("inner_articles", w)
            and not self.lexicon.has("core_links", w)
        )  # fmt: skip

    def merge(self, same: Callable[[Thing, Sequence[Thing]], Thing | None]) -> None:
        """Joins each later thing into the first earlier one that the rule calls the same."""
        kept: list[Thing] = []
        for thing in self.things:
            other = same(thing, kept)
            if other is None:
                kept.append(thing)
                continue
            other.absorb(thing)
        self.things = kept

    def same_known(self, thing: Thing, earlier: Sequence[Thing]) -> Thing | None:
        known = _known(thing)
        return None if known is None else next((t for t in earlier if _known(t) is known), None)

    def same_acronym(self, thing: Thing, earlier: Sequence[Thing]) -> Thing | None:
        own = thing.acronyms
        return next((t for t in earlier if not own.isdisjoint(t.acronyms)), None) if own else None

    def same_number(self, thing: Thing, earlier: Sequence[Thing]) -> Thing | None:
        numbers = {(f.head, f.number) for f in thing.found if f.number}
        if not numbers:
            return None
        return next((t for t in earlier if numbers & {(f.head, f.number) for f in t.found if f.number}), None)

    def mistyped(self, thing: Thing, earlier: Sequence[Thing]) -> Thing | None:
        of_type, own = thing.type, list(map(_joined, thing.keys))
        return next((t for t in earlier if t.type == of_type and _is_typing_error(map(_joined, t.keys), own)), None)

    def longer(self, thing: Thing, earlier: Sequence[Thing]) -> Thing | None:
        """The one thing whose name begins or ends with this one's name, or the other way round."""
        edges, of_type = thing.edges, thing.type
        alike = (t for t in earlier if not edges.isdisjoint(t.edges) and t.type == of_type)
        return next((t for t in alike if self.contains(t, thing)), None)

    def contains(self, one: Thing, other: Thing) -> bool:
        if not (one.years <= other.years or other.years <= one.years):
            return False  # one short form begins both "Fishing Plan for the North 2001–2004" and "... South 2005–2008"
        if (known := _known(one)) is not None and _known(other) not in (None, known):
            return False  # two that the world knows: "Council of Europe", "Council of Europe Development Bank"
        heads = {stem(one.head), stem(other.head)}
        pairs = [(a, b, s) if len(a) < len(b) else (b, a, t) for a, s in _keyed(one) for b, t in _keyed(other)]
        return any(
            (self.is_part(a, b, heads) and not self.is_body_of(a, b, shorter)) or self.is_inverted(a, b, one)
            for a, b, shorter in pairs
        )

    def is_body_of(self, short: tuple[str, ...], full: tuple[str, ...], shorter: Thing) -> bool:
        """Whether the longer name is that of a body at the shorter one's: "Elden Police" and its "Academy"."""
        if not self.lexicon.head_last or shorter.type not in OWNED or not shorter.is_whole:
            return False
        begins = full[: len(short)] == short
        more, noun = (full[len(short) :], full[-1]) if begins else (full[: -len(short)], full[0])
        if any(self.lexicon.has("conjunctions", w) for w in more) or noun in _stems(self.lexicon, "restating"):
            return False
        if shorter.kind in PLACES and noun in _stems(self.lexicon, "governs"):
            return False
        kind = _body_kinds(self.lexicon).get(noun, "")
        return kind in _SCHOOLS or (begins and bool(kind))

    def is_inverted(self, short: tuple[str, ...], full: tuple[str, ...], thing: Thing) -> bool:
        """ "Youth Department" of "Department of Youth, Women and Sports"."""
        if not self.lexicon.head_last or thing.type != "Institution" or len(short) != 2 or len(full) < 2:
            return False
        return short[1] == full[0] and short[0] in full[1:] and short[0] not in self.weak_stems()

    def is_part(self, short: tuple[str, ...], full: tuple[str, ...], heads: set[str]) -> bool:
        if not 2 <= len(short) < len(full) or any(w.isdigit() for w in short):
            return False
        if not set(short) - self.weak_stems() - heads:
            return False
        if self.lexicon.head_last and full[-len(short) :] == short:
            return True
        return full[: len(short)] == short

    def point(self, found: Sequence[Found]) -> None:
        """Gives each short form to the thing it points to; one that points nowhere is dropped, or a thing itself."""
        for find in found:
            thing = self.pointed_to(find)
            if thing is not None:
                thing.add(find)
            elif self.stands_alone(find):
                self.place(replace(find, specific=True, confidence=0.55, method="sole of its kind"), {})

    def stands_alone(self, find: Found) -> bool:
        """A short form that points to nothing, yet is the only one of its kind: "the National Guard"."""
        words = words_of(find.label)
        unique = any(self.lexicon.has("unique", w) for w in words) and len(words) > 1
        if find.kind == "Police" or (len(words) == 1 and find.label == find.label.capitalize()):
            return find.method == "short form" and not find.plural and self.lexicon.has("proper_alone", words[0])
        return find.type == "Institution" and unique and find.label[0].isupper() and not find.plural

    def pointed_to(self, find: Found) -> Thing | None:
        words = {stem(w) for w in words_of(find.label)} - {""}
        fitting = [t for t in self.things if self.can_mean(t, find) and self.says_no_more(find, words, t)]
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        fuller = [t for t in fitting if any(words <= set(key) for key in t.keys)]
        if len(words) > 1 and len(fuller) == 1:
            return fuller[0]
        here = [t for t in fitting if any(f.item == find.item and f.start < find.start for f in t.found)]
        if here:
            return max(
                here, key=lambda t: max(f.start for f in t.found if f.item == find.item and f.start < find.start)
            )
        ranked = sorted(fitting, key=lambda t: -len(t.found))
        clear = len(ranked[0].found) >= 2 * len(ranked[1].found)
        return ranked[0] if clear and find.text[0].isupper() else None

    def can_mean(self, thing: Thing, find: Found) -> bool:
        """Whether the head noun of the short form is that of the thing."""
        if find.kind == "Police" and thing.type == "Institution":
            return thing.kind == "Police" and any(find.head in f.head for f in thing.found)
        return (find.head, find.plural) in thing.heads

    def says_no_more(self, find: Found, words: set[str], thing: Thing) -> bool:
        """Whether the thing's names have every telling word of the short form."""
        telling = words - self.weak_stems()
        if find.label[:1].isupper():  # "Parquet général" is another than "Parquet de Belmont"
            telling |= words & _stems(self.lexicon, "unique")
        return find.kind == "Police" or any(telling <= set(key) for key in thing.keys)

    def weak_stems(self) -> frozenset[str]:
        """The stems of the modifiers that tell nothing apart."""
        return _stems(self.lexicon, "weak")


def _keyed(thing: Thing) -> list[tuple[tuple[str, ...], Thing]]:
    """The keys of a thing, each with the thing."""
    return [(key, thing) for key in thing.keys]


@cache
def _stems(lexicon: Lexicon, group: str) -> frozenset[str]:
    """The stems of a word list."""
    return frozenset(stem(w) for w in lexicon.words.get(group, ()))


@cache
def _body_kinds(lexicon: Lexicon) -> Mapping[str, str]:
    """The kind of each noun that names one body, by its stem."""
    return {stem(w): head.kind for w, head in lexicon.heads.items() if head.type in OWNED and not head.plural}


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """A word without accents and without its plural: enough to compare names."""
    plain = stem_of(fold(word))
    plain = plain.replace("'", "")
    if len(plain) > 4 and plain.endswith("ies"):
        return plain[:-3] + "y"
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss"):
        return plain[:-1]
    return plain


def _is_typing_error(one: Iterable[tuple[str, str]], other: Sequence[tuple[str, str]]) -> bool:
    return any(_close(a, b) for a in one for b in other)


@lru_cache(maxsize=1 << 12)
def _joined(key: tuple[str, ...]) -> tuple[str, str]:
    """A key as one text, and its digits."""
    text = " ".join(key)
    return text, "".join(c for c in text if c.isdigit())


def _close(one: tuple[str, str], other: tuple[str, str]) -> bool:
    shorter, longer = sorted((len(one[0]), len(other[0])))
    # Texts whose lengths differ by more cannot be that much alike.
    if one[1] != other[1] or shorter < _FUZZY_FROM or 200 * shorter < _TYPING_ERROR * (shorter + longer):
        return False
    return fuzz.ratio(one[0], other[0], score_cutoff=_TYPING_ERROR) > 0


@cache
def _known_labels() -> Mapping[str, Known]:
    return {fold(name): known for known in known_organisations() for name in known.names}


@lru_cache(maxsize=1 << 12)
def _known_by(label: str) -> Known | None:
    return _known_labels().get(fold(label))


def _known(thing: Thing) -> Known | None:
    for find in thing.found:
        known = _known_by(find.label)
        if known and known.type == find.type:
            return known
    return None
