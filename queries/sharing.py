"""Who could help whom: needs held against offers, with the reasons, and a balanced pairing of the two.

The order is one of matches for one need, never of states.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rdflib.namespace import XSD
from rdflib.term import Literal, URIRef

from graph.model import Statement, whole
from graph.protocol import Term
from queries.measures import Arguments, Read, Row
from queries.table import Table

_WITHHOLDS_NEEDS = URIRef("https://w3id.org/prevgraph/ontology#withholdsNeeds")

#: How many helpers are weighed for each need: enough to balance, few enough to stay quick.
CANDIDATES = 8

#: How many practices are shown for each pair, beside the count of all.
SHOWN_PRACTICES = 3

#: What speaks for a pair, in points: an offer on the same line outweighs all else, a practice a common tie.
SAME_LINE, PRACTICE, LANGUAGE, REGION, NETWORK = 100, 6, 5, 2, 1

#: From how many practices on more of them count no further.
ENOUGH_PRACTICES = 10

#: What a further request to the same helper costs, in the same points; it grows with each.
BURDEN = 20


@dataclass(frozen=True, slots=True)
class Match:
    """A need and one who could meet it, with the rows that say why and the ties of the two states."""

    rows: tuple[Row, ...]
    ties: tuple[tuple[str, str], ...]

    @property
    def need(self) -> tuple[str, str]:
        """The area and the state in need."""
        return str(self.rows[0]["areaIri"]), str(self.rows[0]["stateIri"])

    @property
    def helper(self) -> str:
        return str(self.rows[0]["byIri"])

    @property
    def is_same_line(self) -> bool:
        """Whether help is offered on the very line of the form on which it is needed."""
        return str(self.rows[0]["line"]) == "same line"

    @property
    def practices(self) -> int:
        """How many practices of its own the helper reports on the paragraphs behind the need."""
        return len({row["practiceIri"] for row in self.rows} - {None})

    @property
    def shown(self) -> tuple[Row, ...]:
        """A row for each of the practices read most surely, of two alike the one that comes first in the document."""
        by_practice: dict[Term | None, Row] = {}
        for row in sorted(self.rows, key=_sureness):
            by_practice.setdefault(row["practiceIri"], row)
        return tuple(by_practice.values())[:SHOWN_PRACTICES]

    @property
    def weight(self) -> int:
        """What speaks for the pair, in points."""
        kinds = {kind for kind, _ in self.ties}
        tied = LANGUAGE * ("language" in kinds) + REGION * ("region" in kinds) + NETWORK * ("network" in kinds)
        return SAME_LINE * self.is_same_line + PRACTICE * min(self.practices, ENOUGH_PRACTICES) + tied

    def described(self, row: Row) -> Row:
        """A row of the match with what holds for the match as a whole."""
        common = "; ".join(f"{kind}: {name}" for kind, name in self.ties)
        return {**row, "practices": whole(self.practices), "common": Literal(common) if common else None}


def matches(table: Table, read: Read, arguments: Arguments) -> Iterator[Row]:
    """For each need its helpers: same line first, then by practices; a row for each of the practices shown."""
    for match in _ordered(_matches(table, read("ties"))):
        for row in match.shown:
            yield match.described(row)


def pairs(table: Table, read: Read, arguments: Arguments) -> Iterator[Row]:
    """For each need that anyone could meet one helper, the burden spread over the helpers."""
    for match in balanced(_ordered(_matches(table, read("ties")))):
        yield match.described(match.rows[0])


def balanced(found: Sequence[Match]) -> list[Match]:
    """One match for each need, at the least total cost: little speaks for a pair, or its helper is asked often.

    A flow of one unit from each need through one of its helpers; each further unit through a helper costs more.
    """
    import networkx as nx

    by_need: dict[tuple[str, str], list[Match]] = {}
    # In an order of its own: of two equally good pairings the same is found whatever order the rows came in.
    for match in sorted(found, key=lambda one: (one.need, one.helper)):
        by_need.setdefault(match.need, []).append(match)
    if not by_need:
        return []
    flow: nx.DiGraph[tuple[object, ...]] = nx.DiGraph()
    flow.add_node(("all met",), demand=len(by_need))
    asked: dict[str, int] = {}
    for need, several in by_need.items():
        flow.add_node(("need", need), demand=-1)
        for match in sorted(several, key=lambda one: (-one.weight, one.helper))[:CANDIDATES]:
            most = SAME_LINE + PRACTICE * ENOUGH_PRACTICES + LANGUAGE + REGION + NETWORK
            flow.add_edge(("need", need), ("helper", match.helper), capacity=1, weight=most - match.weight)
            asked[match.helper] = asked.get(match.helper, 0) + 1
    for helper, times in asked.items():
        for time in range(times):
            flow.add_edge(("helper", helper), ("request", helper, time), capacity=1, weight=BURDEN * time)
            flow.add_edge(("request", helper, time), ("all met",), capacity=1, weight=0)
    chosen = nx.min_cost_flow(flow)
    return [match for match in found if chosen["need", match.need].get(("helper", match.helper), 0)]


def withhold_needs(states: Iterable[URIRef]) -> Iterator[Statement]:
    """What says that these states' needs stay unpublished, for a graph of its own; all questions heed it."""
    for state in sorted(states):
        yield Statement(state, _WITHHOLDS_NEEDS, Literal("true", datatype=XSD.boolean, normalize=False))


def _matches(table: Table, ties: Table) -> Iterator[Match]:
    common: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for tie in ties.terms():
        common.setdefault((str(tie["stateIri"]), str(tie["byIri"])), set()).add((str(tie["tie"]), str(tie["common"])))
    grouped: dict[tuple[str, str, str], list[Row]] = {}
    for row in table.terms():
        grouped.setdefault((str(row["areaIri"]), str(row["stateIri"]), str(row["byIri"])), []).append(row)
    for (_, state, helper), rows in grouped.items():
        yield Match(tuple(_first_passages(rows)), tuple(sorted(common.get((state, helper), ()))))


def _first_passages(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows about each practice that quote what its reply says first of it, on any of the paragraphs behind a need.

    In SPARQL this is a grouped subquery in an OPTIONAL, at which Virtuoso 7 loses rows.
    """
    first: dict[Term | None, int] = {}
    for row in rows:
        at = _start(row)
        first[row["practiceIri"]] = min(at, first.get(row["practiceIri"], at))
    yield from (row for row in rows if _start(row) == first[row["practiceIri"]])


def _start(row: Row) -> int:
    return int(str(row["start"])) if row["start"] is not None else 0


def _sureness(row: Row) -> tuple[Decimal, Decimal]:
    """What sorts the surest row first; where a pair has no practice there is one row only."""
    confidence, start = row["confidence"], row["start"]
    return (
        (-Decimal(str(confidence)), Decimal(str(start)))
        if confidence is not None and start is not None
        else (Decimal(0), Decimal(0))
    )


def _ordered(found: Iterable[Match]) -> list[Match]:
    """The needs in the order in which they came, the matches of each by what speaks for them."""
    known = list(found)
    place: dict[tuple[str, str], int] = {}
    for match in known:
        place.setdefault(match.need, len(place))

    def rank(match: Match) -> tuple[int, bool, int, int, str]:
        return place[match.need], not match.is_same_line, -match.practices, -match.weight, match.helper

    return sorted(known, key=rank)
