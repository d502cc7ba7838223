"""Patterns at work: what a clause ties together by one way of saying a relation.

How patterns are written stands in `grammar`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import Any

from ingest.parts import Mention
from ingest.relating.clauses import REMARK, Clause, compiled
from ingest.relating.grammar import Grammar, choices, expression, gist, read_pieces
from ingest.relating.signs import ANY_MENTION, OWNED, POINTS_BACK, STATE_SIGN
from ingest.relating.slots import SLOTS, Slot
from ingest.telltales import Telltales

STATE = "STATE"
#: What denies a relation among its words, and what right behind them.
Denied = tuple[re.Pattern[str], re.Pattern[str]]
_BLANK = "\u2026"
_SIGNS = {"STATE": STATE_SIGN, "ITS": OWNED}
_ANY = re.compile(f"[{ANY_MENTION}]")


@dataclass(frozen=True)
class Pattern:
    """One way to put a relation into words."""

    predicate: str
    name: str
    wordings: tuple["Wording", ...]
    confidence: float
    asked: frozenset[str]
    #: The bits of the telltales of all its words.
    told_by: int

    def matches(self, clause: Clause) -> list[tuple[Mention | None, Mention | None]]:
        """The subjects and objects the clause ties together; None stands for the state."""
        for wording in self.wordings:
            if wording.could_match(clause) and (
                pairs := list(dict.fromkeys(wording.pairs(clause, once=bool(self.asked))))
            ):
                return pairs
        return []


@dataclass(frozen=True)
class Wording:
    """A pattern for one choice of slots; its expressions are compiled when a clause first asks for them."""

    written: tuple[str, ...]
    written_gist: str
    slots: Mapping[str, tuple[str, bool]]
    negations: re.Pattern[str]
    denials: re.Pattern[str]
    relatives: re.Pattern[str]
    needs: tuple[frozenset[str], ...]
    literals: tuple[str, ...]
    cues: tuple[str, ...]
    #: Whether it ends with an object some words behind, and whether it begins with what somebody carries out.
    reaches: bool
    is_done: bool
    #: The slots that it begins and ends with, each if it does.
    ends: tuple[str, str]

    def fits(self, orders: frozenset[tuple[str, str]]) -> bool:
        """True where a clause has signs for every slot, in the order of the slots."""
        if len(self.needs) < 2:
            return not self.needs or any(not before and sign in self.needs[0] for before, sign in orders)
        first, second = self.needs
        return any(before in first and sign in second for before, sign in orders)

    @cached_property
    def expressions(self) -> tuple[re.Pattern[str], ...]:
        """What is tried in turn."""
        return tuple(map(compiled, self.written))

    @cached_property
    def gist(self) -> re.Pattern[str]:
        """What is found wherever one of the expressions is."""
        return compiled(self.written_gist)

    @cached_property
    def is_whole(self) -> bool:
        """Whether both sides stand in the clause: where one is left out, a verb reaches no second object."""
        return not any(implicit for _, implicit in self.slots.values())

    def could_match(self, clause: Clause) -> bool:
        """False where a word of the pattern is missing: most clauses, and quickly."""
        text = clause.words
        return all(literal in text for literal in self.literals) and all(map(clause.says, self.cues))

    def pairs(self, clause: Clause, *, once: bool) -> Iterator[tuple[Mention | None, Mention | None]]:
        """What each match in the clause ties together, or the first match only."""
        for text in dict.fromkeys((clause.masked, clause.bare)):
            if not self.gist.search(text):  # most often
                continue
            for tried in self.expressions:
                matches = list(islice(self._matches(tried.search(text), text, clause), 1 if once else None))
                tied = [pair for match in matches for pair in self._tied(match, clause)]
                yield from tied
                if tied:
                    break

    def _matches(self, match: re.Match[str] | None, text: str, clause: Clause) -> Iterator[re.Match[str]]:
        """From the first on all matches: what one found last is blanked out, so that a verb reaches its next object."""
        while match:
            reached = _BLANK not in match[0] or (self.is_whole and not self._turns_aside(match))
            if reached and not self._is_denied(match, text):
                yield match
            start, end, role = max((*match.span(role), role) for role in match.groupdict())
            slot = SLOTS[self.slots[role][0]]
            end = self._taken(self._listed(role, match, clause), slot, clause) + start
            text = f"{text[:start]}{_BLANK * (end - start)}{text[end:]}"
            match = match.re.search(text) if slot.sign.search(text) and self.gist.search(text) else None

    def _is_denied(self, match: re.Match[str], text: str) -> bool:
        """Whether it is said not to be so, before its words, among them or right behind."""
        denied = self.negations.search(text, max(match.start() - 12, 0), match.end())
        return bool(denied or self.denials.match(text, match.end()))

    def _turns_aside(self, match: re.Match[str]) -> bool:
        """Whether a relative clause lies between the object found before and this one: it speaks of the former.

        A colon ends it: behind one, the list that the sentence announced goes on.
        """
        last = max(match.start(role) for role in match.groupdict())
        since = max(match.string.rfind(sign, 0, last) for sign in (_BLANK, ":"))
        return self.relatives.search(match.string, since, last) is not None

    def _taken(self, named: str, slot: Slot, clause: Clause) -> int:
        """How much of a list its slot takes: what stands behind may be the subject of what follows."""
        ends = [at + 1 for at, sign in enumerate(named) if sign in POINTS_BACK.values()]
        ends += [at.end() for at in _ANY.finditer(named) if slot.meant(clause.mention_at(at[0]))]
        return max(ends, default=len(named))

    def _listed(self, role: str, match: re.Match[str], clause: Clause) -> str:
        """What stands in a slot, without what belongs to another verb: in "A runs P and Q is run by B", Q is no object
        of the first, and P none of the second.
        """
        named, habits = match[role], clause.habits
        names = list(_ANY.finditer(named)) if role in self.ends else ()
        if len(names) < 2 or not habits.finite.match(match.string, match.end(role)):
            return named
        rest = named[: names[-1].start()]
        if not habits.joined.search(rest):
            return named
        if role == self.ends[1]:
            return rest if self._is_of_clause(role, match, clause) else named
        return names[-1][0] if habits.governing.search(match.string[: match.start(role)]) else named

    def _is_of_clause(self, role: str, match: re.Match[str], clause: Clause) -> bool:
        """Whether the verb of a match is that of its clause, so that the next verb has a subject of its own: in "the
        desk that runs P and Q is ..." it is the desk, in "a project run by A and B is ..." the project.
        """
        before = match.string[match.start() : match.start(role)]
        return not self.relatives.search(before) and (role == "o" or clause.habits.be.search(before) is not None)

    def _tied(self, match: re.Match[str], clause: Clause) -> Iterator[tuple[Mention | None, Mention | None]]:
        for subject, target in product(self._role("s", match, clause), self._role("o", match, clause)):
            if (subject and subject.key) != (target and target.key):
                yield subject, target

    def _is_another(self, match: re.Match[str], clause: Clause) -> bool:
        """Whether the object is what the next clause begins with ("... and P is"), or only its money is spoken of."""
        start, end = match.span("o")
        joint = clause.habits.joined.search(match.string, max(0, start - 12), start) if self.reaches else None
        if joint and (joint[0].strip().isalpha() or clause.habits.be.match(match.string, end + 1)):
            # Behind a comma alone, other verbs may be those of the clause: "with A as its lead, P covers ...".
            return clause.habits.finite.match(match.string, end) is not None
        return self.is_done and clause.habits.paying.search(match.string[:start]) is not None

    def _role(self, role: str, match: re.Match[str], clause: Clause) -> list[Mention | None]:
        if role not in self.slots:
            return [None]
        name, implicit = self.slots[role]
        slot = SLOTS[name]
        if implicit:
            return _last_named(clause, match.start(), slot)
        if role == "o" and clause.habits.about.search(match.string[: match.start(role)]):
            return []  # who evaluates a programme does not run it
        if role == "o" and self._is_another(match, clause):
            return []
        signs = slot.sign.findall(REMARK.sub(" ", self._listed(role, match, clause)))
        found = (_meant(sign, clause, match.start(role), slot) for sign in signs)
        return [mention for mention in found if mention and slot.admits(mention)]


def _meant(sign: str, clause: Clause, at: int, slot: Slot) -> Mention | None:
    if sign not in POINTS_BACK.values():
        return clause.mention_at(sign)
    if sign == POINTS_BACK["last"]:
        return clause.latter(slot.meant, until=at)
    named = clause.topic(slot.meant, until=at)
    return clause.free_topic(slot.meant, until=at) or clause.antecedent(slot.meant) or named


def _last_named(clause: Clause, until: int, slot: Slot) -> list[Mention | None]:
    here = slot.sign.findall(clause.masked[:until])
    found = _meant(here[-1], clause, until, slot) if here else clause.last_named(slot.meant)
    return [found] if found and slot.admits(found) else []


def read_pattern(
    predicate: str, name: str, said: Any, grammar: Grammar, denied: Denied, telltales: Telltales
) -> Pattern:
    """The pattern that a lexicon's entry describes: its text, or a table with it and more.

    The table holds `pattern`, `asked`, `confidence`; with `governed = false`, no preposition may stand before the name
    the pattern begins with.
    """
    options: dict[str, Any] = {"pattern": said} if isinstance(said, str) else said
    free = not options.get("governed", True)
    wordings = tuple(
        _wording(predicate, text, grammar, denied, second=place > 0, free=free)
        for place, text in enumerate(choices(options["pattern"]))
    )
    told_by = telltales.bits(_told(read_pieces(next(choices(options["pattern"]))), grammar))
    confidence, asked = options.get("confidence", 0.9), frozenset(options.get("asked", ()))
    return Pattern(predicate, name, wordings, confidence, asked, told_by)


def _wording(predicate: str, text: str, grammar: Grammar, denied: Denied, *, second: bool, free: bool) -> Wording:
    """`second` is for a slot that is tried where the likelier one is not there: governed, it must be described."""
    pieces = read_pieces(text)
    slots = {p["role"]: (p["slot"], bool(p["implicit"])) for p in pieces if p["role"]}
    needs = tuple(SLOTS[name].kinds for name, implicit in slots.values() if not implicit)
    # Without assertions around them, words are found by their first letters alone, several times as fast.
    cues = tuple(grammar.words.get(p["words"], p["words"]) for p in pieces if p["words"])
    loose = expression(pieces, grammar)
    # A noun that no preposition governs is the likelier subject, so it is tried first.
    strict = f"{grammar.not_governed}{loose}" if re.match(r"\{[so]:\w+\} *…", text) else loose
    tried = (strict, expression(pieces, grammar, described=True)) if second else (strict, strict if free else loose)
    relatives = compiled(_aside(grammar))
    told = [piece for piece in pieces if not piece["space"]]
    return Wording(
        tuple(dict.fromkeys(tried)), gist(pieces, grammar), slots, *denied, relatives, needs, _literals(pieces), cues,
        reaches=len(told) > 2 and told[-1]["role"] == "o" and told[-2]["gap"] is not None and told[0]["role"] == "s",
        is_done=predicate == "implements" and told[0]["role"] == "o",
        ends=(_slot_of(told[0]), _slot_of(told[-1])),
    )  # fmt: skip


def _slot_of(piece: re.Match[str]) -> str:
    """The slot that a piece is, where a list may stand in it."""
    return "" if piece["implicit"] or piece["number"] == "!" else piece["role"] or ""


def _aside(grammar: Grammar) -> str:
    """What opens a clause, or an apposition ("a unit of ..."), that speaks of the name before it."""
    relative = rf"(?<!\w){grammar.words.get('relatives', '(?!)')}(?!\w)"
    article, unit = (grammar.words.get(name, "(?!)") for name in ("indefinite", "unit_of"))
    return rf"{relative}|, (?:{article} )?{unit} (?:{'|'.join(grammar.obliques) or '(?!)'})(?!\w)"


def _told(pieces: list[re.Match[str]], grammar: Grammar) -> Iterator[str]:
    """What must stand in a clause, each as an expression: the words, and the signs of no mention."""
    for piece in pieces:
        if piece["words"]:
            yield grammar.words.get(piece["words"], piece["words"])
        elif piece["state"]:
            yield _SIGNS[piece["state"]]
        elif literal := piece["literal"]:
            # What opens with a mark may end within a word.
            yield re.escape(literal if literal[0].isalpha() else literal[0])


def _literals(pieces: list[re.Match[str]]) -> tuple[str, ...]:
    """The runs of a pattern's own words, as a masked clause has them, and the signs that it must hold."""
    text = "".join(p[0] if p["space"] or (p["literal"] and "'" not in p[0]) else "\n" for p in pieces)
    held = [_SIGNS[p["state"]] for p in pieces if p["state"]] + ["'" for p in pieces if "'" in (p["literal"] or "")]
    return (*dict.fromkeys(held), *(run.strip() for run in text.split("\n") if run.strip()))
