"""Answers from the columns of a store are the store's own, for every question of the catalogue."""

from collections import Counter
from collections.abc import Iterator

import pytest

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from queries.ask import ask, query_text, resolve
from queries.catalogue import names, question
from queries.columnar.answer import Answerer
from queries.columnar.syntax import Beyond, read_query
from tests.benchmarks.world import World, all_graphs, graphs_of, response

GIVEN: tuple[dict[str, object], ...] = (
    {"state": "XAB"},
    {},
    {"state": ["XAA", "XAB"], "language": "fr"},
    {"paragraph": "24"},
    {"confidence": 0.8},
    {"search": "pol"},
    {"kind": "Council"},
)
ASKED = [
    pytest.param(name, given, marks=[pytest.mark.slow] if number else [])
    for name in names()
    if not question(name).variant_of
    for number, given in enumerate(GIVEN)
    if set(given) <= {parameter.name for parameter in question(name).parameters}
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    store, ids = EmbeddedStore(tmp_path_factory.mktemp("world") / "store"), Identifiers()
    for graph, said in all_graphs(World(states=2, rounds=2), ids):
        store.replace_all({graph: said})
    store.make_columns()
    yield store
    store.close()


@pytest.mark.parametrize(("name", "given"), ASKED)
def test_a_question_has_the_same_answer_from_the_columns(
    name: str, given: dict[str, object], world: EmbeddedStore
) -> None:
    columns = world.columns()
    assert columns is not None
    asked = question(name)
    text = query_text(asked, resolve(world, asked, given))
    found, own = Answerer(columns).answer(text), world.select(text)
    assert found.variables == own.variables
    assert Counter(found.rows) == Counter(own.rows)


@pytest.mark.parametrize("name", [name for name in names() if not question(name).variant_of])
def test_every_question_is_one_that_columns_can_answer(name: str) -> None:
    assert read_query(question(name).select).columns


def test_an_answer_changes_with_the_store(world: EmbeddedStore) -> None:
    ids = Identifiers()
    before = len(ask(world, "states"))
    told = response(1, "XAD", "ecosoc-2004-28")
    world.replace_all(graphs_of(told, ids))
    assert len(ask(world, "states")) == before + 1
    world.remove(ids.response_graph("XAD", told.round))
    world.remove(ids.graph("inferred", "XAD", told.round))
    assert len(ask(world, "states")) == before


def test_what_the_catalogue_never_says_is_refused_by_name() -> None:
    with pytest.raises(Beyond, match="SERVICE"):
        read_query("SELECT ?s WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    ("pattern", "replacement", "found"),
    [
        ("^.*?([0-9]{4}).*$", "$1", "2004"),
        ("[aeiou]", "", "csc-2004-28"),
        ("(c)o", "$1-", "ec-soc-2004-28"),
        ("8$", "9", "ecosoc-2004-29"),
    ],
)
def test_replace_is_as_the_store_has_it(pattern: str, replacement: str, found: str, world: EmbeddedStore) -> None:
    columns, pg = world.columns(), "https://w3id.org/prevgraph/ontology#"
    assert columns is not None
    query = f'''SELECT DISTINCT ?made WHERE {{ ?reply <{pg}round> ?round .
        BIND(REPLACE(?round, "{pattern}", "{replacement}") AS ?made) }}'''
    own = {str(row[0]) for row in world.select(query).rows}
    assert {str(row[0]) for row in Answerer(columns).answer(query).rows} == own
    assert found in own


def test_a_pattern_that_engines_read_in_their_own_ways_is_refused(world: EmbeddedStore) -> None:
    columns = world.columns()
    assert columns is not None
    for pattern, replacement in (("(?=a)", "b"), ("b*", "-"), ("a", "$1"), ("(a)", "$1x")):
        with pytest.raises(Beyond, match="REPLACE"):
            Answerer(columns).answer(
                f'SELECT ?made WHERE {{ BIND(REPLACE("a", "{pattern}", "{replacement}") AS ?made) }}'
            )
    with pytest.raises(Beyond, match="expression"):
        Answerer(columns).answer('SELECT ?made WHERE { BIND(REPLACE("a", "(", "b") AS ?made) }')
