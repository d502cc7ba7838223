"""The answer to any query, ready to be drawn: IRIs in short form, and bars where a table holds one count a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from rdflib.term import Literal, URIRef

from ontology.terms import PREFIXES
from queries.table import Table, value_of
from viz.explorer.cells import Cell
from viz.explorer.contents import Named
from viz.explorer.links import BASE, Links

#: Things by IRI.
Names: TypeAlias = Mapping[str, Named]
NOTHING: Names = MappingProxyType({})

#: How many rows of a table a page shows before it points to the rest.
MOST_ROWS = 300

#: Fewer bars are no picture, and more are none either.
FEWEST_BARS, MOST_BARS = 2, 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A name and its count, with the length of its bar in hundredths of the longest."""

    name: Cell
    count: int
    length: float


def short(iri: str, links: Links) -> str:
    """An IRI with its prefix as the queries write it; whole where no prefix fits.

    >>> short("http://www.w3.org/2004/02/skos/core#prefLabel", Links())
    'skos:prefLabel'
    """
    return prefixed(iri, links.base)


def prefixed(iri: str, base: str) -> str:
    """An IRI with its prefix, ours under this base; whole where no prefix fits."""
    for prefix, namespace in _prefixes(base).items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def rows_of(table: Table, links: Links, *, most: int, names: Names = NOTHING) -> list[list[Cell]]:
    """Each row as cells: things by name and leading to their pages, other IRIs short, numbers to the right."""
    return [[_cell(term, links, names) for term in row] for row in table.rows[:most]]


def bars_of(table: Table, links: Links, names: Names = NOTHING) -> list[Bar]:
    """Bars for a table of names with one whole number each; none where the table is of another kind."""
    if not FEWEST_BARS <= len(table) <= MOST_BARS or len(table.columns) != 2:
        return []
    pairs = [(_cell(row[0], links, names), value_of(row[1])) for row in table.rows]
    counts = [(name, count) for name, count in pairs if type(count) is int and count >= 0 and name.text]
    if len(counts) != len(pairs):
        return []
    longest = max(count for _, count in counts) or 1
    return [Bar(name, count, round(100 * count / longest, 1)) for name, count in counts]


def _cell(term: URIRef | Literal | None, links: Links, names: Names) -> Cell:
    if term is None:
        return Cell("")
    if isinstance(term, URIRef) and str(term) in names:
        named = names[str(term)]
        return Cell(named.label, links.to(str(term)), "label", named.fictional)
    if isinstance(term, URIRef):
        return Cell(short(str(term), links), links.to(str(term)), "label")
    return Cell(str(term), kind="number" if isinstance(value_of(term), int | float) else "text")


def _prefixes(base: str) -> Mapping[str, str]:
    """The usual prefixes, those of ours under this base; the longest namespace first."""
    found = {prefix: namespace.replace(BASE, base) for prefix, namespace in PREFIXES.items()}
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))
