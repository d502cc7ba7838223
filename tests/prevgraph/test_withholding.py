"""What is public of a store, followed as the store changes: in one step, and no more than has changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pytest
from rdflib.namespace import RDF
from rdflib.term import Literal, URIRef

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.lines import Content
from graph.model import Statement
from ontology.terms import PG
from prevgraph.dataset.withholding import fill_public, follow_public
from tests.queries.conftest import as_response, fill, read_gold

IDS = Identifiers()
TAVU, NORRLAND = IDS.state("XAC"), IDS.state("XAA")
MORE, OTHER = IDS.graph("more"), IDS.graph("other")


class Noting(EmbeddedStore):
    """A store that notes which graphs are read and how often it is changed."""

    read: list[URIRef]
    changes: int

    def statements(self, graph: URIRef) -> Iterator[Statement]:
        self.read.append(graph)
        return super().statements(graph)

    def replace_all(self, graphs: Mapping[URIRef, Content]) -> bool:
        self.changes += 1
        return super().replace_all(graphs)

    def begin(self) -> None:
        self.read, self.changes = [], 0


def new(*responses: str) -> Noting:
    made = Noting()
    made.begin()
    fill(made, *(as_response(name, read_gold(name)) for name in responses))
    return made


def offer(name: str) -> list[Statement]:
    return [Statement(URIRef(f"urn:{name}"), PG.state, TAVU)]


def content(store: EmbeddedStore) -> dict[URIRef, set[Statement]]:
    return {graph: set(EmbeddedStore.statements(store, graph)) for graph in store.graphs()}


def filled_anew(store: EmbeddedStore, states: Iterable[URIRef]) -> dict[URIRef, set[Statement]]:
    copy = EmbeddedStore()
    fill_public(copy, store, list(states), ids=IDS)
    return content(copy)


def test_what_changed_is_shown_in_one_step_and_nothing_else_is_looked_at() -> None:
    store, copy = new("tavu-islands.txt"), new()
    store.replace(MORE, offer("old"))
    shown = follow_public(copy, store, [TAVU], ids=IDS, before=None)
    store.replace(MORE, offer("new"))
    store.replace(OTHER, offer("other"))
    store.remove(IDS.graph("guidelines"))
    for one in (store, copy):
        one.begin()
    shown = follow_public(copy, store, [TAVU], ids=IDS, before=shown)
    assert sorted(store.read) == [MORE, OTHER]
    assert copy.changes == 1
    assert content(copy) == filled_anew(store, [TAVU])
    store.begin()
    assert follow_public(copy, store, [TAVU], ids=IDS, before=shown) == shown
    assert store.read == []


@pytest.mark.parametrize(("before", "after"), [([], [TAVU]), ([TAVU], []), ([TAVU], [TAVU, NORRLAND])])
def test_where_more_or_less_is_withheld_all_is_looked_at(before: list[URIRef], after: list[URIRef]) -> None:
    store, copy = new("tavu-islands.txt", "norrland.docx-legacy"), new()
    shown = follow_public(copy, store, before, ids=IDS, before=None)
    assert content(copy) == filled_anew(store, before)
    follow_public(copy, store, after, ids=IDS, before=shown)
    assert content(copy) == filled_anew(store, after)


def test_a_need_that_comes_later_is_never_shown() -> None:
    store, copy = new("tavu-islands.txt"), new()
    shown = follow_public(copy, store, [TAVU], ids=IDS, before=None)
    again = as_response("tavu-islands.txt", read_gold("tavu-islands.txt"))
    fill(store, replace(again, round="later"))
    store.update(f"INSERT DATA {{ GRAPH <{MORE}> {{ <urn:n> a <{PG.Need}> ; <{PG.state}> <{TAVU}> }} }}")
    follow_public(copy, store, [TAVU], ids=IDS, before=shown)
    assert content(copy) == filled_anew(store, [TAVU])
    assert not any(
        (one.predicate, one.object) == (RDF.type, PG.Need) for said in content(copy).values() for one in said
    )
    withheld = Statement(TAVU, PG.withholdsNeeds, Literal(True))
    assert {(one.subject, one.predicate) for one in content(copy)[IDS.graph("publication")]} == {withheld[:2]}
