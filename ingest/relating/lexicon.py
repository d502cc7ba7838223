"""How one language says relations: its file `lexicon/<language>/relations.toml`, compiled once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ingest.relating.clauses import Clause, compiled
from ingest.relating.grammar import Grammar
from ingest.relating.habits import Habits
from ingest.relating.patterns import Denied, Pattern, read_pattern
from ingest.relating.signs import ANY_MENTION
from ingest.telltales import Telltales, Told


@dataclass(frozen=True, eq=False)
class Lexicon:
    """How one language says relations."""

    habits: Habits
    patterns: tuple[Pattern, ...]
    #: What words of a clause tell that a pattern could match.
    telltales: Telltales
    #: The lists of words by name, as expressions that `compiled` knows.
    words: Mapping[str, str]
    targets: "Groups"
    target_places: "Groups"
    target_names: "Groups"
    target_cues: re.Pattern[str]
    benefiting: re.Pattern[str]
    means: re.Pattern[str]
    for_whom: re.Pattern[str]
    of_it: re.Pattern[str]
    #: What makes a sentence of a clause.
    verbs: re.Pattern[str]
    #: "and, for older people, " right before a name.
    set_aside: re.Pattern[str]


@dataclass(frozen=True, eq=False)
class Groups:
    """Target groups, each with its telltale's bit and its words."""

    telltales: Telltales
    words: Mapping[str, Told]

    @classmethod
    def from_table(cls, table: Mapping[str, list[str]]) -> "Groups":
        """The groups that a lexicon lists, each with the expressions for its words."""
        telltales = Telltales()
        words = {group: Told(telltales.bit("|".join(forms)), _any_of(forms)) for group, forms in table.items()}
        return cls(telltales, words)


def patterns_for(lexicon: Lexicon, clause: Clause) -> list[Pattern]:
    """The patterns that a clause could fill: it has signs for their slots in order, and tells of all their words."""
    unsaid = ~lexicon.telltales.of(clause.masked)
    return [pattern for pattern in _patterns_with(lexicon, clause.orders) if not pattern.told_by & unsaid]


@lru_cache(maxsize=4096)
def _patterns_with(lexicon: Lexicon, orders: frozenset[tuple[str, str]]) -> tuple[Pattern, ...]:
    """The patterns that a clause with its signs in these orders could fill: few, as it names few kinds."""
    fitting = (
        replace(pattern, wordings=tuple(w for w in pattern.wordings if w.fits(orders))) for pattern in lexicon.patterns
    )
    return tuple(pattern for pattern in fitting if pattern.wordings)


@cache
def read_lexicon(language: str) -> Lexicon:
    """The lexicon of a language; an empty one where there is no file for it."""
    path = files("ingest") / "lexicon" / language / "relations.toml"
    return _lexicon(tomllib.loads(path.read_text("utf-8")) if path.is_file() else {})


def _lexicon(table: dict[str, Any]) -> Lexicon:
    words = {name: f"(?:{'|'.join(forms)})".replace("'", "' ?") for name, forms in table.get("words", {}).items()}
    whole = {name: rf"(?<!\w){form}(?!\w)" for name, form in words.items()}
    never = re.compile(r"(?!)")
    targets, places, names = (
        Groups.from_table(table.get(name, {})) for name in ("targets", "targets_in_text", "targets_in_name")
    )
    clauses = table.get("clauses", {})
    grammar = Grammar(
        words, tuple(clauses.get("oblique", ())), clauses.get("participles", {}), frozenset(clauses.get("apposed", ()))
    )
    telltales = Telltales()
    patterns = [
        read_pattern(predicate, name, said, grammar, denied, telltales)
        for predicate, ways in table.get("relations", {}).items()
        for denied in (_denied(words, predicate),)
        for name, said in ways.items()
    ]
    habits = Habits.from_table(clauses, words)
    aimed = compiled(whole["aimed_at"]) if "aimed_at" in whole else never
    benefiting, means = (
        re.compile(rf"\b{words[name]} *(?:\w+ ){{0,3}}[\"“«]?\s*$") if name in words else never
        for name in ("benefit", "means")
    )
    for_whom = re.compile(rf"\W*{words['for_whom']}(?!\w)") if "for_whom" in words else never
    of_it = compiled(whole["of_it"]) if "of_it" in whole else never
    verbs = _any_of([words[name] for name in ("be", "do") if name in words] or ["(?!)"])
    joined = rf"|\b{words['conjunctions']}" if "conjunctions" in words else ""
    set_aside = re.compile(rf"(?:^|,{joined})\s*(\w+ [^,:;]{{3,40}}),\s*[\"“«]?\s*$")
    whom = (targets, places, names, aimed, benefiting, means, for_whom, of_it, verbs, set_aside)
    return Lexicon(habits, tuple(patterns), telltales, whole, *whom)


def _denied(words: Mapping[str, str], predicate: str) -> Denied:
    """What says that a relation is not so: the words for "not", and those that say it of this relation only."""
    forms = [words[name] for name in ("negations", f"not_{predicate}") if name in words]
    behind = words.get(f"not_{predicate}_behind", "(?!)")
    return (
        compiled(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)" if forms else r"(?!)"),
        compiled(rf"[^{ANY_MENTION}.;]*?(?<!\w)(?:{behind})(?!\w)"),
    )


def _any_of(forms: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")
