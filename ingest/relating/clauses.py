"""Answers as clauses in which every mention is one sign, so that a pattern can be matched against any names.

A clause is a sentence or a part of one between semicolons. In its `masked` form a mention is a single private-use
character that tells its type and its place in `mentions`; articles, quotation marks, the nouns that lead a name in
("the project ...") and remarks that name nothing are gone, so that a pattern need not foresee them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

import regex

from ingest.parts import Answer, Evidence, Mention
from ingest.relating.habits import Habits
from ingest.relating.signs import ANY_MENTION, ASIDE, OWNED, STATE_SIGN, kind_of, sign_of

Fit = Callable[[Mention], bool]

_NOT_SIGNS = re.compile(f"[^\ue000-\U0010ffff]+|[{OWNED}{ASIDE}]")

#: What is looked at first costs nothing at most letters: a boundary begins with one of few, a line's end is asked for
#: before what stands on the line. So it takes a third of the time.
_BOUNDARY = regex.compile(
    r"""(?=["»”’)\s;])(?:
        (?<=[.!?])["»”’)]*\s+(?=["«“„(]?\s?[^\W\d_a-zà-ÿ]|["«“„(–•-]|\d) # a full stop and a new start
      | \n\s*\n\s*(?=[^\sa-zà-ÿ])                                            # a blank line, unless it cuts a sentence
      | (?=[^\S\n]*\n)(?<=(?:^|\n)[^\n]{1,59}[^\s,:])[^\S\n]*\n\s*(?=[^\W\d_a-zà-ÿ])  # a short line, not a wrapped one
      | \n\s*(?=[-–•*]\s)                                                    # a bullet
      | ;\s+)""",
    regex.VERBOSE,
)
_ANY = re.compile(f"[{ANY_MENTION}]")
_WORDS = re.compile(r"\w+")
_QUOTES = re.compile(r"[\"«»“”„]")
#: What is not one plain space already.
_SPACES = re.compile(r"[^\S ]\s*| \s+")
_BULLET = re.compile(r"\n\s*[-–•*]\s+")
_BULLETS = frozenset("-–•*")
#: The bullet or number that a clause opens with.
_NUMBERED = re.compile(r"^\s*(?:[-–•*]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
#: The letter or number of an item within a clause: `: a) the Ministry; b) the Police`.
_LETTERED = re.compile(rf"(?<=[:;,])\s*\(?(?:\d{{1,2}}|[a-z]|[ivx]{{2,4}})\)\s+(?=(?:\w+\s+)?[{ANY_MENTION}])")
_SEPARATORS = re.compile(r"(?:;\s*){2,}")
_EMPTY_REMARK = re.compile(rf"\([^(){ANY_MENTION}]*\)")
REMARK = re.compile(r"\([^()]*\)")
_SAME_AGAIN = re.compile(rf"([{ANY_MENTION}])( \([^()]*?[{ANY_MENTION}][^()]*\))")


@dataclass(frozen=True)
class Clause:
    """`answer.text[start:end]` with its mentions; `before` are the clauses of the same answer that precede it."""

    answer: Answer
    start: int
    end: int
    mentions: tuple[Mention, ...]
    habits: Habits
    before: tuple["Clause", ...] = ()

    @property
    def item(self) -> str:
        return self.answer.item

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return self.answer.locate(self.start, self.end)

    @cached_property
    def raw(self) -> str:
        """The clause in lower case, its mentions as signs, else as written."""
        parts, at = [], self.start
        for place, mention in enumerate(self.mentions):
            parts += [self.answer.text[at : mention.start], f" {sign_of(mention, place)} "]
            at = mention.end
        text = "".join([*parts, self.answer.text[at : self.end]]).casefold().replace("’", "'")
        return _SEPARATORS.sub("; ", _BULLET.sub("; ", _LETTERED.sub(" ", _NUMBERED.sub("", text))))

    @cached_property
    def masked(self) -> str:
        """The clause as the patterns see it."""
        text = _QUOTES.sub(" ", self.raw).replace("'", "' ").replace(":", " :")
        text = _EMPTY_REMARK.sub(" ", _SPACES.sub(" ", text))
        text = _SPACES.sub(" ", text).replace(" ,", ",").strip()
        said = self.habits.telltales.of(text)
        if self.mentions:
            text = _SAME_AGAIN.sub(self._without_same, self._bared(text, said))
            text = self.habits.owners.sub(OWNED, text)
        text = self.habits.asides.sub(rf"{ASIDE}\g<0>", text, said)
        text = self.habits.state.sub(STATE_SIGN, text)
        for sign, words in self.habits.points_back:
            text = words.sub(sign, text, said)
        return _SPACES.sub(" ", text).strip()

    def _bared(self, text: str, said: int) -> str:
        """The text without what leads its names in: "the civic association ..." sheds one word at a time."""
        tried = False
        while True:
            bare = self.habits.articles.sub("", text, said)
            if tried and bare == text:
                return text
            text = self.habits.leading_nouns.sub("", bare, said)
            tried = text == bare

    @cached_property
    def words(self) -> str:
        """The masked clause without the marks that stand for no word."""
        return self.masked.replace(ASIDE, "")

    @cached_property
    def bare(self) -> str:
        """The masked clause without its parentheses."""
        return _SPACES.sub(" ", REMARK.sub(" ", self.masked)).replace(" ,", ",").strip()

    @cached_property
    def signs(self) -> str:
        """The signs of the masked clause in their order, each by the first of its kind (`kind_of`)."""
        return "".join(kind_of(sign) for sign in _NOT_SIGNS.sub("", self.masked))

    @cached_property
    def orders(self) -> frozenset[tuple[str, str]]:
        """Which kinds of signs stand in the masked clause (behind nothing), and which of them before which others."""
        before: set[str] = set()
        found: set[tuple[str, str]] = set()
        for sign in self.signs:
            found.add(("", sign))
            found.update((other, sign) for other in before)
            before.add(sign)
        return frozenset(found)

    @cached_property
    def _says(self) -> dict[str, bool]:
        return {}

    def says(self, words: str) -> bool:
        """Whether one of the words stands in the masked clause; many patterns ask for the same ones."""
        said = self._says.get(words)
        if said is None:
            said = self._says[words] = compiled(words).search(self.masked) is not None
        return said

    def mention_at(self, sign: str) -> Mention:
        """The mention that a sign of this clause stands for."""
        return self.mentions[ord(sign) & 0xFF]

    def around(self, place: int) -> str:
        """The words on both sides of a mention, as far as the mentions next to it."""
        _, _, after = self.masked.partition(sign_of(self.mentions[place], place))
        return f"{self.up_to(place)} {_ANY.split(after)[0]}"

    def up_to(self, place: int) -> str:
        """The words before a mention, as far as the one before it."""
        before, _, _ = self.masked.partition(sign_of(self.mentions[place], place))
        return _ANY.split(before)[-1]

    def governed(self, mention: Mention) -> bool:
        """Whether a preposition stands before the mention: it is spoken of, but does nothing here."""
        before, _, _ = self.masked.partition(sign_of(mention, self.mentions.index(mention)))
        return bool(self.habits.oblique.search(before))

    def topic(self, fits: Fit, *, until: int | None = None) -> Mention | None:
        """What a pronoun would mean after `masked[:until]`: the first that fits and that no preposition governs."""
        named = self._named(fits, until)
        return self.free_topic(fits, until=until) or (named[0][1] if named else None)

    def free_topic(self, fits: Fit, *, until: int | None = None) -> Mention | None:
        """The first that fits before there and that no preposition governs."""
        text = self.masked[:until]
        free = (mention for at, mention in self._named(fits, until) if not self.habits.oblique.search(text[:at]))
        return next(free, None)

    def _named(self, fits: Fit, until: int | None) -> list[tuple[int, Mention]]:
        """What fits in `masked[:until]`, with its place."""
        text = self.masked[:until]
        return [
            (text.find(sign_of(mention, place)), mention)
            for place, mention in enumerate(self.mentions)
            if fits(mention) and sign_of(mention, place) in text
        ]

    def antecedent(self, fits: Fit) -> Mention | None:
        """What a pronoun of this clause means: the topic of the nearest clause before it that has one."""
        return next((found for clause in reversed(self.before) if (found := clause.topic(fits))), None)

    def latter(self, fits: Fit, *, until: int) -> Mention | None:
        """What "the latter" means after `masked[:until]`: what was named last and fits."""
        here = [self.mention_at(sign) for sign in _ANY.findall(self.masked[:until])]
        named = chain(reversed(here), *(reversed(clause.mentions) for clause in reversed(self.before)))
        return next(filter(fits, named), None)

    def last_named(self, fits: Fit) -> Mention | None:
        """What this clause goes on to speak of without a word for it.

        After a semicolon, where the sentence goes on, it is what was named last; else what a pronoun would mean.
        """
        if self.before and ";" in self.answer.text[self.before[-1].end : self.start]:
            last = [mention for mention in self.before[-1].mentions if fits(mention)]
            if last:
                return last[-1]
        return self.antecedent(fits)

    def _without_same(self, match: re.Match[str]) -> str:
        key = self.mention_at(match[1]).key
        named = _ANY.findall(match[2])
        return match[1] if all(self.mention_at(sign).key == key for sign in named) else match[0]


@cache
def compiled(expression: str) -> re.Pattern[str]:
    """The expression, compiled where it is first asked for; known by its text, as to hash what is compiled is slow."""
    return re.compile(expression)


def read_clauses(answer: Answer, mentions: Sequence[Mention], habits: Habits) -> tuple[Clause, ...]:
    """The clauses of an answer in order; no boundary falls inside a mention."""
    clauses: list[Clause] = []
    for start, end in _spans(answer.text, mentions, habits):
        inside = tuple(m for m in mentions if start <= m.start and m.end <= end)[:256]
        clauses.append(Clause(answer, start, end, inside, habits, tuple(clauses)))
    return tuple(clauses)


def _spans(text: str, mentions: Sequence[Mention], habits: Habits) -> Iterator[tuple[int, int]]:
    cuts = [
        (match.start(), match.end())
        for match in _BOUNDARY.finditer(text)
        if not _is_abbreviation(text, match.start(), habits)
        and not any(m.start < match.end() and match.start() < m.end for m in mentions)
    ]
    start, listing = 0, False
    for place, (end, following) in enumerate(cuts):
        next_end = cuts[place + 1][0] if place + 1 < len(cuts) else len(text)
        goes_on = text[end] == ";" or text[start:end].rstrip()[-1:] in {";", ":", ","} or listing
        if goes_on and _only_names(text, following, next_end, mentions, habits):
            listing = text[following] in _BULLETS  # the next bullet needs no comma before it
            continue
        yield start, end
        start, listing = following, False
    if text[start:].strip():
        yield start, len(text)


def _is_abbreviation(text: str, end: int, habits: Habits) -> bool:
    """Whether the text up to there ends in an abbreviation and its full stop."""
    end -= text[end - 1 : end] == "\n"
    if text[end - 1 : end] != ".":
        return False
    begin = end - 1
    while begin and not text[begin - 1].isspace():
        begin -= 1
    word = text[begin : end - 1]
    return bool(word) and (word.casefold().lstrip("(") in habits.abbreviations or _is_initials(word))


def _is_initials(word: str) -> bool:
    """Whether the word is single letters with full stops between, its last one taken off: "S.A", "c"."""
    return all(len(letter) == 1 and letter.isalpha() for letter in word.split("."))


def _only_names(text: str, start: int, end: int, mentions: Sequence[Mention], habits: Habits) -> bool:
    """True where a list goes on after a semicolon: next to nothing but names and who sits for them."""
    rest, named = text[start:end], False
    for mention in reversed(mentions):
        if start <= mention.start and mention.end <= end:
            rest, named = rest[: mention.start - start] + rest[mention.end - start :], True
    held, holders = habits.holders.subn(" ", rest)
    return named and len(_WORDS.findall(held)) < (5 if holders else 3)
