"""The pattern language in which a language's lexicon says how relations are put into words.

    [relations.implements]
    "by" = "{o:practice} … <done> .. by {s:institution}"

`{s:...}` and `{o:...}` are a mention of a kind (`SLOTS`), or several in coordination; a relation without one of them
is the state's. `{o:practice!}` is one mention only, `{s:institution+}` at least two; `{o:practice<}` stands for no
words, it is what the text named last. `STATE` is a word for the state itself, `ITS` says that what follows is
somebody's, `<done>` a list of the table `words`, `<a|b>` alternatives, `[a|b]` alternatives that may be missing. `..`
is a few words that name nothing, `…` are more words, but no second candidate for the slot beside them, unless a
preposition makes it a mere complement ("the council, under the ministry, runs"). `^` and `$` are the ends of a
clause. A slot of `PREFERENCES` makes one pattern several, tried in that order.

A pattern with `asked` counts only in the answer to a question that asks for one of these relations, and only once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ingest.relating.signs import ANY_MENTION, ASIDE, OWNED, STATE_SIGN
from ingest.relating.slots import INSTITUTIONS, NETWORKS, PREFERENCES, SLOTS
from ontology.errors import PrevgraphError

_REMARK_HERE = r"(?:\s*\([^()]*\))?"
PIECE = re.compile(
    r"\{(?P<role>[so]):(?P<slot>\w+)(?P<implicit><)?(?P<number>[!+])?\}|(?P<state>STATE|ITS)|\[(?P<maybe>[^\[\]]+)\]|<(?P<words>[^<>]+)>"
    r"|(?P<gap>…|\.\.)|(?P<edge>[\^$])|(?P<literal>[^\s{<\[]+)|(?P<space>\s+)"
)


class UnreadablePattern(PrevgraphError):
    """A lexicon holds a pattern that the pattern language does not know."""

    message = "the pattern {0!r} is not understood at {1!r}: write alternatives as <a|b> and slots as {{s:institution}}"


@dataclass(frozen=True)
class Grammar:
    """The small words of a language that the pieces of a pattern are compiled with."""

    words: Mapping[str, str]
    obliques: tuple[str, ...]
    participles: Mapping[str, str]
    apposed: frozenset[str]

    @property
    def not_governed(self) -> str:
        """An assertion that no preposition stands right before."""
        return "".join(rf"(?<!\b{word} )" for word in self.obliques)

    def regex(self, piece: re.Match[str], beside: str, following: str) -> str:
        """The regular expression of one piece; `beside` are the signs of the slots next to it."""
        if piece["role"]:
            return self._group(piece["role"], SLOTS[piece["slot"]].signs, piece["number"] or "")
        if piece["words"] or piece["maybe"]:
            inner = (piece["words"] or piece["maybe"]).strip("<>")
            return rf"(?:(?<!\w)(?:{self.words.get(inner, inner)})(?!\w)){'?' if piece['maybe'] else ''}"
        if piece["gap"]:
            return self._long_gap(beside, following) if piece["gap"] == "…" else self._short_gap()
        if piece["literal"]:
            literal = re.escape(piece["literal"]).replace("'", r"'\s*")
            return rf"(?<!\w){literal}(?!\w)" if piece["literal"][0].isalpha() else literal
        return {"^": "^", "$": r"[.,\s]*$", "STATE": STATE_SIGN, "ITS": OWNED}.get(piece[0], rf"[\s{ASIDE}]*")

    def _short_gap(self) -> str:
        return rf"(?:(?!(?<!\w){self.words.get('agents', '(?!)')}(?!\w))[^{ANY_MENTION}{ASIDE}]){{0,60}}?"

    def _long_gap(self, beside: str, following: str) -> str:
        if not beside:
            return f"[^{ASIDE}]{{0,160}}?"
        complement = "|".join(rf"(?<=\b{word} )" for word in self.obliques) or r"(?!)"
        # A relative clause, or a participle after a comma, speaks of what stands right before it.
        relative = rf"{self.words.get('relatives', '(?!)')}(?!\w)"
        apposed = rf"\s*, {self.words.get('indefinite', '(?!)')} (?:[\w-]+ ){{1,7}}"
        described = rf"(?!\s*,?\s*{relative})(?!{apposed}{relative})"
        if following in self.participles:
            finite = (
                rf"(?!{self.words.get('be', '(?!)')}(?!\w))"  # "..., was founded" is the verb of what stands before
            )
            noun = rf"(?:{finite}[\w-]+ ){{0,3}}" if following in self.apposed else ""
            described += rf"(?!\s*,\s*{noun}{self.words[self.participles[following]]}(?!\w))"
        free = rf"[^{beside}{ASIDE}]{{0,160}}?"
        aside = rf"(?:{ASIDE}[^,{beside}]{{0,120}},{free})?"
        return rf"{free}{aside}(?:(?:{complement}){OWNED}?[{beside}]{described}{free}){{0,3}}?"

    def _group(self, role: str, signs: str, number: str) -> str:
        opening = f"{OWNED}?" if number == "!" else self._opening(signs)
        return rf"(?P<{role}>{opening}{self.named(signs, number)})"

    def _opening(self, signs: str) -> str:
        """What may stand before the first name of a slot's own: names that are not its, who sits there for a body."""
        first = ""
        if _members(signs) != signs:
            joint = self.words.get("joints", r"(?!)")
            first = rf"(?:[{NETWORKS}]{_REMARK_HERE}\s*{joint}\s*{self._holder}){{0,2}}"
        return f"{first}{self._holder}{OWNED}?"

    def named(self, signs: str, number: str) -> str:
        """A slot from the first name of its own on."""
        if number == "!":
            return f"[{signs}]"
        joint = self.words.get("joints", r"(?!)")
        more = rf"(?:\s*{joint}\s*{self._holder}{OWNED}?[{_members(signs)}]{_REMARK_HERE})"
        return f"[{signs}]{_REMARK_HERE}{more}{'+' if number else '*'}"

    @property
    def _holder(self) -> str:
        """Who may sit for a body: "the head of the police" sits there for the police."""
        return rf"(?:{self.words.get('holders', '(?!)')}\s+)?"


def _members(signs: str) -> str:
    """A list may hold bodies and networks; the slot takes its own."""
    return signs + NETWORKS if INSTITUTIONS in signs else signs


def read_pieces(text: str) -> list[re.Match[str]]:
    """The pieces of a pattern in order."""
    pieces = list(PIECE.finditer(text))
    for piece in pieces:
        if (piece["slot"] and piece["slot"] not in SLOTS) or re.search(r"[?*+|\\{}]", piece["literal"] or ""):
            raise UnreadablePattern(text, piece[0])
    return pieces


def choices(text: str) -> Iterator[str]:
    """The pattern for each choice of slots, in order of preference."""
    for name, preferred in PREFERENCES.items():
        if f":{name}" in text:
            yield from (text.replace(f":{name}", f":{choice}") for choice in preferred)
            return
    yield text


def expression(pieces: list[re.Match[str]], grammar: Grammar, *, described: bool = False) -> str:
    """The regular expression of a whole pattern, or of one whose first name something is added to behind it."""
    added = r"(?=\s*[,(])" if described else ""
    first, *rest = _expressions(pieces, grammar)
    return "".join((first, added, *rest))


def gist(pieces: list[re.Match[str]], grammar: Grammar) -> str:
    """What is found wherever the whole pattern is, and sooner: a first name without what may stand before it."""
    first, *rest = _expressions(pieces, grammar)
    opening = next(piece for piece in pieces if not piece["implicit"])
    if opening["role"]:
        first = grammar.named(SLOTS[opening["slot"]].signs, opening["number"] or "")
    return "".join((first, *rest))


def _expressions(pieces: list[re.Match[str]], grammar: Grammar) -> Iterator[str]:
    """The regular expression of each piece that stands for words."""
    spoken = [piece for piece in pieces if not piece["implicit"]]
    solid = [piece for piece in spoken if not piece["space"]]
    beside = {
        piece.start(): "".join(
            SLOTS[p["slot"]].signs for p in (*solid[max(n - 1, 0) : n], *solid[n + 1 : n + 2]) if p["role"]
        )
        for n, piece in enumerate(solid)
    }
    following = {piece.start(): after["words"] or "" for piece, after in pairwise(solid)}
    for piece in spoken:
        yield grammar.regex(piece, beside.get(piece.start(), ""), following.get(piece.start(), ""))
