"""What other states name in their answers to the question that a thing is named in.

This is no likeness: it is where to look on when nothing of other states is like one by kind, paragraph, group or name.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from rdflib.term import URIRef

from graph.protocol import Term
from ontology.terms import PG
from queries.measures import Read, Row

#: The marks, and what a text implies, by which a state says that it does something.
_DONE = ("/mark/yes", "/mark/partly")


class Asked(NamedTuple):
    """A question of the form, and the state whose answer led to it."""

    iri: Term | None
    number: Term | None
    text: Term | None
    state: Term | None


def asked_for(thing: str, state: Term | None, read: Read) -> Asked | None:
    """The question whose answer says most of a thing; None where no answer does."""
    said = Counter(row["answerIri"] for row in read("evidence", of=(URIRef(thing),)).terms())
    answers = read("answers", state=_given(state)).terms() if said else ()
    found = [row for row in answers if row["answerIri"] in said and row["questionIri"] is not None]
    if not found:
        return None
    most = max(found, key=lambda row: said[row["answerIri"]])
    return Asked(most["questionIri"], most["question"], most["questionText"], state)


def named_in_answers(
    asked: Asked, read: Read, states: Mapping[str, Term | None]
) -> Sequence[tuple[str, Sequence[Row]]]:
    """The things of which others say something where they answer that they do it, each with what is said of it there.

    `states` has the things that count, each with its state. An answer that tells of none of them stands for itself.
    The first of each state come first, then the second.
    """
    answers = [row for row in read("answers", question=_given(asked.iri)).terms() if _is_of_another(row, asked)]
    claims: dict[str, list[Row]] = {}
    given = tuple(chain.from_iterable(_given(row["answerIri"]) for row in answers))
    for claim in read("evidence", of=given).terms() if given else ():
        if claim["relationIri"] == PG.mentionedIn:
            continue
        claims.setdefault(str(claim["subjectIri"]), []).append(claim)
    by_answer = [_named_in(row, claims, states) or [(str(row["answerIri"]), [_as_said(row)])] for row in answers]
    return [one for one in chain.from_iterable(zip_longest(*by_answer)) if one is not None]


def _given(term: Term | None) -> tuple[Term, ...]:
    return () if term is None else (term,)


def _is_of_another(row: Row, asked: Asked) -> bool:
    does = str(row["markIri"] or row["impliedIri"]).endswith(_DONE)
    return does and row["stateIri"] != asked.state and row["text"] is not None


def _named_in(
    answer: Row, claims: Mapping[str, Sequence[Row]], states: Mapping[str, Term | None]
) -> list[tuple[str, Sequence[Row]]]:
    of_state = {iri: said for iri, said in claims.items() if states.get(iri) == answer["stateIri"] is not None}
    found = {iri: [row for row in said if row["answerIri"] == answer["answerIri"]] for iri, said in of_state.items()}
    return sorted(((iri, said) for iri, said in found.items() if said), key=lambda one: (-len(one[1]), one[0]))


def _as_said(answer: Row) -> Row:
    """An answer as a row with its words."""
    return {
        **{name: answer[name] for name in ("document", "question", "start", "end", "answerIri", "documentIri")},
        "quotation": answer["text"],
        "stateIri": answer["stateIri"],
        "relationIri": None,
    }
