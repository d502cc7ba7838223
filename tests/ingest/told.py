"""Sentences with their names marked, as tests write them: `told("[I:The Lantern] runs [P:Quay]")`."""

import re

from ingest.parts import Answer, Entity, Mention, Piece, Relation, State
from ingest.relating.clauses import Clause, read_clauses
from ingest.relating.lexicon import read_lexicon
from ingest.relations import read_relations
from ontology.questionnaire import load_questionnaire

_TYPES = {
    "I": "Institution",
    "N": "Network",
    "S": "Strategy",
    "P": "Programme",
    "L": "LegalInstrument",
    "B": "Publication",
}
_MARKED = re.compile(r"\[(?P<type>[INSPLB])(?:/(?P<kind>\w+))?:(?P<name>[^\]]+)\]")


def told(marked: str, *, language: str = "en", item: str = "9(a)", mark: str | None = None) -> set[str]:
    """The relations read from one answer, each as `subject predicate object`."""
    return {f"{r.s} {r.p} {r.o}" for r in relations_of({item: marked}, language=language, mark=mark)}


def relations_of(
    marked: dict[str, str], *, language: str = "en", mark: str | None = None, state: State | None = None
) -> tuple[Relation, ...]:
    """The relations read from answers by item; a name is its own key, `[I/Ministry:...]` gives a kind."""
    answers: dict[str, Answer] = {}
    mentions: list[Mention] = []
    for item, text in marked.items():
        plain, found = _unmarked(item, text)
        answers[item] = Answer(item, mark, plain, (Piece(0, 0, len(plain)),))
        mentions += found
    entities = {m.key: Entity(m.key, m.type, (m.text,), (), m.kind) for m in mentions}
    return read_relations(
        answers,
        list(entities.values()),
        mentions,
        questionnaire=load_questionnaire(),
        language=language,
        state=state,
    )


def clauses_of(marked: str, *, language: str) -> tuple[Clause, ...]:
    """The clauses of one answer, as patterns see them."""
    plain, mentions = _unmarked("9(a)", marked)
    return read_clauses(
        Answer("9(a)", None, plain, (Piece(0, 0, len(plain)),)), mentions, read_lexicon(language).habits
    )


def _unmarked(item: str, text: str) -> tuple[str, list[Mention]]:
    plain, mentions, at = "", [], 0
    for match in _MARKED.finditer(text):
        plain += text[at : match.start()]
        name, named = match["name"], _TYPES[match["type"]]
        kind = match["kind"] or named
        mentions.append(Mention(item, len(plain), len(plain) + len(name), name, named, kind, name))
        plain, at = plain + name, match.end()
    return plain + text[at:], mentions
