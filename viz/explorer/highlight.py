"""An answer's words cut where evidence begins and ends, so that each claim is shown in the very place it was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from viz.explorer.contents import Answer, Document, Named, Read

#: How many characters stand around evidence that was found outside of any answer.
AROUND = 160


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two cuts: the places of evidence that begin here, and how many claims rest on the words."""

    text: str
    start: int
    anchors: tuple[tuple[int, int], ...] = ()
    covered: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """An answer with its words in pieces and what was read from them."""

    answer: Answer | None
    pieces: tuple[Piece, ...]
    reads: tuple[Read, ...] = field(default=())


def pieces(document: Document) -> Sequence[Part]:
    """Each answer in its order with what was read from it; then what was read from elsewhere, with the words around."""
    spans = {answer.iri: (answer.start, answer.end) for answer in document.answers}
    taken: dict[str, list[Read]] = {answer.iri: [] for answer in document.answers}
    elsewhere: dict[tuple[int, int], list[Read]] = {}
    for read in document.reads:
        home = _home(read, spans)
        if home:
            taken[home].append(read)
        else:
            elsewhere.setdefault((read.start, read.end), []).append(read)
    parts = [
        Part(
            answer,
            cut(document.text, answer.start or 0, answer.end or 0, taken[answer.iri]),
            _ordered(taken[answer.iri]),
        )
        for answer in document.answers
    ]
    for (start, end), reads in sorted(elsewhere.items()):
        around = max(0, start - AROUND), min(len(document.text), end + AROUND)
        parts.append(Part(None, cut(document.text, *around, reads), _ordered(reads)))
    return parts


def cut(text: str, start: int, end: int, reads: Sequence[Read]) -> tuple[Piece, ...]:
    """`text[start:end]` in pieces that never cross the beginning or end of evidence."""
    places = sorted({(read.start, read.end) for read in reads})
    edges = sorted({start, end, *(edge for place in places for edge in place if start < edge < end)})
    return tuple(
        Piece(
            text[here:there],
            here,
            tuple(place for place in places if place[0] == here),
            sum(1 for place in places if place[0] <= here and there <= place[1]),
        )
        for here, there in pairwise(edges)
    )


def _home(read: Read, spans: Mapping[str, tuple[int | None, int | None]]) -> str:
    """The answer that holds the words of a claim, the shortest where several do; empty for none."""
    holding = [
        (end - start, iri)
        for iri, (start, end) in spans.items()
        if start is not None and end is not None and start <= read.start and read.end <= end
    ]
    return min(holding)[1] if holding else ""


def _ordered(reads: Sequence[Read]) -> tuple[Read, ...]:
    return tuple(sorted(reads, key=lambda read: (read.start, read.end, read.sentence.relation, read.claim)))


def by_subject(reads: Sequence[Read]) -> list[tuple[Named, list[Read]]]:
    """Claims by what they are about, in the order in which the words stand."""
    found: dict[str, list[Read]] = {}
    for read in reads:
        found.setdefault(read.sentence.subject.iri, []).append(read)
    return [(several[0].sentence.subject, several) for several in found.values()]
