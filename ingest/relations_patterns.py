"""The pattern language in which a language's lexicon says how relations are put into words.

    [implements]
    passive = "{o:practice} … <done> .. by {s:institution}"

`{s:...}` and `{o:...}` are a mention of a kind (`SLOTS`) or several in coordination; without one, the state is meant.
`{o:practice!}` is one mention only, `{o:practice<}` stands for no words: it is what the text named last. `STATE` is a word for the state itself, `<done>` a
list of the table `words`, `<a|b>` alternatives, `[a|b]` alternatives that may be missing, `..` a few words that name nothing, `…` more words, but no second
candidate for the slot beside it, unless a preposition makes it a mere complement ("the council, under the ministry, runs"). `^` and `$` are the ends of a clause. What a slot may hold in order of preference
(`beneficiary`) makes one pattern several.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import product
from typing import Any

from ingest.parts import Mention
from ingest.relations_clauses import ANY_MENTION, POINTS_BACK, REMARK, SIGNS, STATE_SIGN, Clause, Habits

STATE = "STATE"


@dataclass(frozen=True)
class Slot:
    """What may stand in a slot: types, the words that may point back to them, kinds that may not or must."""

    types: frozenset[str]
    signs: str
    unless: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()

    @cached_property
    def pages(self) -> frozenset[int]:
        """The pages of signs (`SIGNS`) that this slot takes."""
        return frozenset(ord(sign) >> 8 for sign in self.signs if sign != "-")

    def meant(self, mention: Mention) -> bool:
        """True where a word that points back may mean this mention."""
        return mention.type in self.types and self.admits(mention)

    def admits(self, mention: Mention) -> bool:
        """True where a mention of the right type is also of the right kind."""
        return mention.kind not in self.unless and (not self.only or mention.kind in self.only)


def _slot(*types: str, pronouns: str = "", **kinds: frozenset[str]) -> Slot:
    ranges = "".join(f"{chr(SIGNS[name])}-{chr(SIGNS[name] + 0xFF)}" for name in types)
    return Slot(frozenset(types), ranges + pronouns, **kinds)


_ANY, _PRACTICE, _INSTITUTION = POINTS_BACK["any"], POINTS_BACK["practice"], POINTS_BACK["institution"]
_HOSTS = frozenset(
    {"Ministry", "Police", "University", "Prosecution", "PrisonService", "Authority", "Agency", "Department"}
)
SLOTS: Mapping[str, Slot] = {
    "institution": _slot("Institution", pronouns=_ANY + _INSTITUTION),
    "unit": _slot(
        "Institution", pronouns=_ANY + _INSTITUTION, unless=frozenset({"Ministry", "Government", "Parliament"})
    ),
    "host": _slot("Institution", pronouns=_INSTITUTION, only=_HOSTS),
    "parent": _slot("Institution", pronouns=_INSTITUTION, unless=frozenset({"Government", "Parliament"})),
    "locality": _slot("Institution", only=frozenset({"LocalAuthority", "RegionalAuthority"})),
    "collective": _slot("Institution", "Network", unless=frozenset({"Ministry", "Government", "Parliament", "Police"})),
    "network": _slot("Network"),
    "body": _slot("Institution", "Network", pronouns=_INSTITUTION),
    "strategy": _slot("Strategy", pronouns=_ANY + _PRACTICE),
    "programme": _slot("Programme", pronouns=_ANY + _PRACTICE),
    "practice": _slot("Strategy", "Programme", pronouns=_ANY + _PRACTICE),
    "founded": _slot("Strategy", "Programme", "Institution", pronouns=_ANY + _PRACTICE + _INSTITUTION),
    "law": _slot("LegalInstrument"),
    "publication": _slot("Publication"),
}
#: Slots that are tried in order: what stands first is meant where both are there.
PREFERENCES: Mapping[str, tuple[str, ...]] = {
    "beneficiary": ("practice", "institution"),
    "grounded": ("practice", "institution"),
}

_REMARK_HERE = r"(?:\s*\([^()]*\))?"
_BLANK = "\u2026"
_PIECE = re.compile(
    r"\{(?P<role>[so]):(?P<slot>\w+)(?P<implicit><)?(?P<single>!)?\}|(?P<state>STATE)|\[(?P<maybe>[^\[\]]+)\]|<(?P<words>[^<>]+)>"
    r"|(?P<gap>…|\.\.)|(?P<edge>[\^$])|(?P<literal>[^\s{<\[]+)|(?P<space>\s+)"
)


@dataclass(frozen=True)
class Pattern:
    """One way to put a relation into words."""

    predicate: str
    name: str
    wordings: tuple["Wording", ...]
    confidence: float
    asked: frozenset[str]

    def matches(self, clause: Clause) -> list[tuple[Mention | None, Mention | None]]:
        """The subjects and objects the clause ties together; None stands for the state."""
        for wording in self.wordings:
            if wording.could_match(clause) and (pairs := list(dict.fromkeys(wording.pairs(clause)))):
                return pairs
        return []


@dataclass(frozen=True)
class Wording:
    """A pattern compiled for one choice of slots."""

    expressions: tuple[re.Pattern[str], ...]
    slots: Mapping[str, tuple[str, bool]]
    negations: re.Pattern[str]
    needs: tuple[frozenset[int], ...]
    cues: tuple[re.Pattern[str], ...]

    def could_match(self, clause: Clause) -> bool:
        """False where a slot finds no sign or a word of the pattern is missing: most clauses, and quickly."""
        return all(needed & clause.pages for needed in self.needs) and all(c.search(clause.masked) for c in self.cues)

    def pairs(self, clause: Clause) -> Iterator[tuple[Mention | None, Mention | None]]:
        """What each match in the clause ties together."""
        for text in dict.fromkeys((clause.masked, clause.bare)):
            for expression in self.expressions:
                matches = list(self._matches(expression, text))
                for match in matches:
                    yield from self._tied(match, clause)
                if matches:
                    break

    def _matches(self, expression: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """All matches: what was found last in one is blanked out, so that a verb reaches its second object."""
        while match := expression.search(text):
            if not self.negations.search(text, max(match.start() - 12, 0), match.end()):
                yield match
            start, end = max(match.span(role) for role in match.groupdict())
            text = f"{text[:start]}{_BLANK * (end - start)}{text[end:]}"

    def _tied(self, match: re.Match[str], clause: Clause) -> Iterator[tuple[Mention | None, Mention | None]]:
        for subject, target in product(self._role("s", match, clause), self._role("o", match, clause)):
            if (subject and subject.key) != (target and target.key):
                yield subject, target

    def _role(self, role: str, match: re.Match[str], clause: Clause) -> list[Mention | None]:
        if role not in self.slots:
            return [None]
        name, implicit = self.slots[role]
        slot = SLOTS[name]
        if implicit:
            return _last_named(clause, match.start(), slot)
        signs = re.findall(f"[{slot.signs}]", REMARK.sub(" ", match[role]))
        found = (_meant(sign, clause, match.start(role), slot) for sign in signs)
        return [mention for mention in found if mention and slot.admits(mention)]


def _meant(sign: str, clause: Clause, at: int, slot: Slot) -> Mention | None:
    if sign not in POINTS_BACK.values():
        return clause.mention_at(sign)
    return clause.topic(slot.meant, until=at) or clause.antecedent(slot.meant)


def _last_named(clause: Clause, until: int, slot: Slot) -> list[Mention | None]:
    here = re.findall(f"[{slot.signs}]", clause.masked[:until])
    found = _meant(here[-1], clause, until, slot) if here else clause.last_named(slot.meant)
    return [found] if found and slot.admits(found) else []


@dataclass(frozen=True)
class Lexicon:
    """How one language says relations."""

    habits: Habits
    patterns: tuple[Pattern, ...]
    words: Mapping[str, re.Pattern[str]]
    targets: Mapping[str, re.Pattern[str]]
    target_places: Mapping[str, re.Pattern[str]]
    target_cues: re.Pattern[str]


@cache
def read_lexicon(language: str) -> Lexicon:
    """The lexicon of a language; an empty one where there is no file for it."""
    path = files("ingest") / "lexicon" / language / "relations.toml"
    return _lexicon(tomllib.loads(path.read_text("utf-8")) if path.is_file() else {})


def _lexicon(table: dict[str, Any]) -> Lexicon:
    words = {name: f"(?:{'|'.join(forms)})".replace("'", "' ?") for name, forms in table.get("words", {}).items()}
    compiled = {name: re.compile(rf"(?<!\w){form}(?!\w)") for name, form in words.items()}
    never = re.compile(r"(?!)")
    targets = {name: _any_of(forms) for name, forms in table.get("targets", {}).items()}
    places = {name: _any_of(forms) for name, forms in table.get("targets_in_text", {}).items()}
    clauses = table.get("clauses", {})
    grammar = Grammar(words, tuple(clauses.get("oblique", ())), frozenset(clauses.get("participles", ())))
    patterns = [
        _pattern(predicate, name, said, grammar, compiled.get("negations", never))
        for predicate, ways in table.get("relations", {}).items()
        for name, said in ways.items()
    ]
    habits = Habits.from_table(clauses)
    return Lexicon(habits, tuple(patterns), compiled, targets, places, compiled.get("aimed_at", never))


def _any_of(forms: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")


def _pattern(predicate: str, name: str, said: Any, grammar: "Grammar", negations: re.Pattern[str]) -> Pattern:
    options = {"pattern": said} if isinstance(said, str) else said
    wordings = tuple(_wording(text, grammar, negations) for text in _choices(options["pattern"]))
    return Pattern(predicate, name, wordings, options.get("confidence", 0.9), frozenset(options.get("asked", ())))


def _choices(text: str) -> Iterator[str]:
    for name, choices in PREFERENCES.items():
        if f":{name}" in text:
            yield from (text.replace(f":{name}", f":{choice}") for choice in choices)
            return
    yield text


def _wording(text: str, grammar: "Grammar", negations: re.Pattern[str]) -> Wording:
    pieces = list(_PIECE.finditer(text))
    slots = {p["role"]: (p["slot"], bool(p["implicit"])) for p in pieces if p["role"]}
    needs = tuple(SLOTS[name].pages for name, implicit in slots.values() if not implicit)
    cues = tuple(re.compile(grammar.regex(piece, "", "")) for piece in pieces if piece["words"] and not piece["maybe"])
    loose = _expression(pieces, grammar)
    # A noun that no preposition governs is the likelier subject, so it is tried first.
    strict = f"{grammar.not_governed}{loose}" if re.match(r"\{[so]:\w+\} *…", text) else loose
    return Wording(tuple(re.compile(e) for e in dict.fromkeys((strict, loose))), slots, negations, needs, cues)


def _expression(pieces: list[re.Match[str]], grammar: "Grammar") -> str:
    spoken = [piece for piece in pieces if not piece["implicit"]]
    solid = [piece for piece in spoken if not piece["space"]]
    beside = {
        piece.start(): "".join(
            SLOTS[p["slot"]].signs for p in (*solid[max(n - 1, 0) : n], *solid[n + 1 : n + 2]) if p["role"]
        )
        for n, piece in enumerate(solid)
    }
    following = {piece.start(): after["words"] or "" for piece, after in zip(solid, solid[1:], strict=False)}
    return "".join(
        grammar.regex(piece, beside.get(piece.start(), ""), following.get(piece.start(), "")) for piece in spoken
    )


@dataclass(frozen=True)
class Grammar:
    """The small words of a language that the pieces of a pattern are compiled with."""

    words: Mapping[str, str]
    obliques: tuple[str, ...]
    participles: frozenset[str]

    @property
    def not_governed(self) -> str:
        """An assertion that no preposition stands right before."""
        return "".join(rf"(?<!\b{word} )" for word in self.obliques)

    def regex(self, piece: re.Match[str], beside: str, following: str) -> str:
        """The regular expression of one piece; `beside` are the signs of the slots next to it."""
        if piece["role"]:
            return self._group(piece["role"], SLOTS[piece["slot"]].signs, bool(piece["single"]))
        if piece["words"] or piece["maybe"]:
            inner = (piece["words"] or piece["maybe"]).strip("<>")
            return rf"(?:(?<!\w)(?:{self.words.get(inner, inner)})(?!\w)){'?' if piece['maybe'] else ''}"
        if piece["gap"]:
            return self._long_gap(beside, following) if piece["gap"] == "…" else self._short_gap()
        if piece["literal"]:
            literal = re.escape(piece["literal"]).replace("'", r"'\s*")
            return rf"(?<!\w){literal}(?!\w)" if piece["literal"][0].isalpha() else literal
        return {"^": "^", "$": r"[.,\s]*$", "STATE": STATE_SIGN}.get(piece[0], r"\s*")

    def _short_gap(self) -> str:
        return rf"(?:(?!(?<!\w){self.words.get('agents', '(?!)')}(?!\w))[^{ANY_MENTION}]){{0,60}}?"

    def _long_gap(self, beside: str, following: str) -> str:
        if not beside:
            return ".{0,160}?"
        complement = "|".join(rf"(?<=\b{word} )" for word in self.obliques) or r"(?!)"
        # A relative clause, or a participle after a comma, speaks of what stands right before it.
        described = rf"(?!\s*,?\s*{self.words.get('relatives', '(?!)')}(?!\w))"
        if following in self.participles:
            described += rf"(?!\s*,\s*{self.words[following]}(?!\w))"
        return rf"(?:[^{beside}]|(?:{complement})[{beside}]{described}){{0,160}}?"

    def _group(self, role: str, signs: str, single: bool) -> str:
        joint = self.words.get("joints", r"(?!)")
        more = "" if single else rf"(?:\s*{joint}\s*[{signs}]{_REMARK_HERE})*"
        return rf"(?P<{role}>[{signs}]{'' if single else _REMARK_HERE}{more})"
