"""The answer to any query as more than a table: the network that it links, the states that it places on a map."""

from collections.abc import Iterator, Mapping, Sequence

from rdflib.namespace import RDF
from rdflib.term import URIRef

from graph.protocol import Term
from ontology import schema
from prevgraph.explorer.network import USUAL, best_linked
from prevgraph.explorer.states import m49
from prevgraph.explorer.view import View
from queries.ask import Statements
from queries.claims import Edge
from queries.network import Network, network_of
from queries.table import Table, value_of
from viz.explorer.contents import Named, Placed

#: Rows that are looked at, at most, for what they link.
MOST_ROWS = 20_000


def network(view: View, found: Table | Statements) -> Network:
    """What an answer links, at most as much as a drawing holds; empty where it links nothing."""
    links = list(_links(view, found))
    return best_linked(network_of(view.store, links, language=view.language), USUAL, keep=set())


def links_anything(view: View, found: Table | Statements) -> bool:
    """Whether an answer has things beside each other."""
    return next(iter(_links(view, found)), None) is not None


def _links(view: View, found: Table | Statements) -> Iterator[Edge]:
    rows = found.rows[:MOST_ROWS] if isinstance(found, Table) else found[:MOST_ROWS]
    names = found.names if isinstance(found, Table) else ("", "", "")
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        for edge in _along(view, row, names):
            key = (edge.subject, edge.predicate, edge.object)
            if key not in seen:
                seen.add(key)
                yield edge


def _along(view: View, row: Sequence[Term | None], names: Sequence[str]) -> Iterator[Edge]:
    """A row as a chain: each thing is linked to the next, by the property between them or by the column's name."""
    last, relation = "", ""
    for term, name in zip(row, names, strict=True):
        if term == RDF.type:
            return
        if isinstance(term, URIRef) and _is_thing(view, term):
            if last and last != str(term):
                yield Edge(last, relation or name, str(term), relation or name)
            last, relation = str(term), ""
        elif isinstance(term, URIRef) and term in schema.properties():
            relation = schema.label(term, view.language)


def _is_thing(view: View, iri: URIRef) -> bool:
    room, _, rest = (view.ids.path(iri) or "").partition("/")
    return bool(rest) and room in ("id", "guidelines", "questionnaire")


def labels(view: View, found: Table, most: int) -> Mapping[str, Named]:
    """The names of the things in the first rows of an answer."""
    iris = {str(term) for row in found.rows[:most] for term in row if isinstance(term, URIRef)}
    return view.labelled(iri for iri in iris if view.ids.path(iri) is not None)


def placed(view: View, found: Table) -> list[Placed]:
    """The states of an answer with the number that stands beside each; without one, with how many rows they have."""
    column = next((at for at in range(len(found.names)) if _is_of_states(view, found.rows, at)), None)
    if column is None:
        return []
    numbers = _numbers(found.rows, column)
    named = view.named(numbers)
    places = m49(view, list(numbers))
    order = sorted(numbers, key=lambda iri: (named[iri].label, iri))
    return [Placed(named[iri], places.get(iri, ""), numbers[iri]) for iri in order]


def _is_of_states(view: View, rows: Sequence[Sequence[Term | None]], at: int) -> bool:
    start = str(view.ids.state(""))
    terms = [row[at] for row in rows if row[at] is not None]
    return bool(terms) and all(isinstance(term, URIRef) and term.startswith(start) for term in terms)


def _numbers(rows: Sequence[Sequence[Term | None]], column: int) -> Mapping[str, float]:
    """For each state the sum of the first column of numbers, else how many rows it has."""
    counted = next((at for at in range(len(rows[0])) if _is_of_numbers(rows, at)), None)
    found: dict[str, float] = {}
    for row in rows:
        state, number = row[column], 1 if counted is None else _number(row[counted])
        if state is not None:
            found[str(state)] = found.get(str(state), 0) + number
    return found


def _is_of_numbers(rows: Sequence[Sequence[Term | None]], at: int) -> bool:
    values = [value_of(row[at]) for row in rows]
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _number(term: Term | None) -> float:
    value = value_of(term)
    return value if isinstance(value, int | float) else 0
