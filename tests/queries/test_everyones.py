"""What the columns answer to a query that anyone may write is what the database answers."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from rdflib.term import Literal, URIRef

from graph.embedded import EmbeddedStore
from graph.model import Statement
from graph.oxigraph import AnswerTooLarge, read_triples
from graph.protocol import BadQuery
from graph.revision import NOTED, SUMMED
from queries.columnar.select import answer
from queries.protocol.formats import JSON, RESULTS
from queries.protocol.jobs import Query
from queries.protocol.limits import Limits
from queries.protocol.work import do
from tests.queries.strangers import XSD, A, Stranger, filling, make_graphs

Row = tuple[tuple[str, str, str], ...]
_MOST = 100_000
P = URIRef(f"{A}p")


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(4, 100))])
def test_queries_at_random_have_the_same_answers_from_the_columns(seed: int, tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "store")
    store.update(filling(Random(seed)))
    store.make_columns()
    # The others are the database's. Were it all of them, nothing would have been held against anything.
    assert _answered(store, Random(seed), 400) > 40
    store.close()


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 40))])
def test_they_have_the_same_answers_after_graphs_were_replaced(seed: int, tmp_path: Path) -> None:
    store, random = EmbeddedStore(tmp_path / "store"), Random(seed)
    _replace(store, random, ["g0", "g1"])
    store.make_columns()
    for names in (["g1", "g2"], ["g0"], ["g2"]):
        _replace(store, random, names)
        columns = store.columns()
        assert columns is not None
        assert _answered(store, random, 60) > 2
    store.close()


def _replace(store: EmbeddedStore, random: Random, names: list[str]) -> None:
    graphs = make_graphs(random, names)
    # No graph of ours has nodes without a name.
    lines = {name: "\n".join(line for line in said if "_:" not in line) for name, said in graphs.items()}
    store.replace_all(
        {URIRef(A + name): list(read_triples(text.encode(), "text/turtle")) for name, text in lines.items()}
    )


def _answered(store: EmbeddedStore, random: Random, number: int) -> int:
    """How many of so many queries the columns answer."""
    stranger, found = Stranger(random), 0
    for _ in range(number):
        whole, part, keys = stranger.query()
        found += _is_answered_alike(store, whole + part, whole, keys)
    return found


def _is_answered_alike(store: EmbeddedStore, query: str, whole: str, keys: list[str]) -> bool:
    """Whether the columns answer at all; what they answer has to be right."""
    found = answer(store, query, most_rows=_MOST)
    if found is None:
        return False
    try:
        own = json.loads(store.answer(query, JSON))
    except BadQuery as error:
        pytest.fail(f"{query}\nis answered, and is none: {error}")
    given = json.loads(found)
    assert given["head"] == own["head"], query
    if "boolean" in own:
        assert given == own, query
        return True
    names = own["head"]["vars"]
    rows, right = _rows(given, names), _rows(own, names)
    assert len(rows) == len(right), query
    # Where nothing says which rows come first, any may; all are among those of the whole answer.
    assert not Counter(rows) - Counter(_rows(json.loads(store.answer(whole, JSON)), names)), query
    if query == whole:
        assert Counter(rows) == Counter(right), query
    shown = [names.index(key[1:]) for key in keys if key[1:] in names]
    if len(shown) == len(keys):
        assert [_keys(row, shown) for row in rows] == [_keys(row, shown) for row in right], query
    return True


def _rows(results: dict[str, dict[str, list[dict[str, dict[str, str]]]]], names: list[str]) -> list[Row]:
    return [tuple(_cell(row.get(name, {})) for name in names) for row in results["results"]["bindings"]]


def _cell(cell: dict[str, str]) -> tuple[str, str, str]:
    return cell.get("type", ""), cell.get("value", ""), cell.get("datatype", "") + cell.get("xml:lang", "")


def _keys(row: Row, places: list[int]) -> list[object]:
    """What rows are ordered by: numbers by their values."""
    return [
        Decimal(row[place][1]) if row[place][2] in (f"{XSD}integer", f"{XSD}decimal") else row[place]
        for place in places
    ]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[EmbeddedStore]:
    store = EmbeddedStore(tmp_path / "store")
    said = [Statement(URIRef(f"{A}s{number}"), P, Literal(f"né “{number}”\t,", lang="fr")) for number in range(3)]
    store.replace_all({URIRef(f"{A}g0"): said, URIRef(f"{A}g1"): [Statement(URIRef(f"{A}s0"), P, URIRef(f"{A}s1"))]})
    store.make_columns()
    yield store
    store.close()


@pytest.mark.parametrize("sign", ["=", "!=", "<", ">", "<=", ">="])
def test_every_comparison_is_answered_from_the_columns(sign: str, small: EmbeddedStore) -> None:
    found = answer(small, f"SELECT ?s {{ ?s <{P}> ?o FILTER(STRLEN(STR(?o)) {sign} 3) }}", most_rows=_MOST)
    assert found is not None


@pytest.mark.parametrize("made", ["(STR(?b) AS ?a) (STR(?o) AS ?b)", "?s ?o (STR(?b) AS ?a) (STR(?o) AS ?b)"])
def test_a_column_may_name_one_that_is_made_only_later(made: str, small: EmbeddedStore) -> None:
    query = f"SELECT {made} {{ ?s <{P}> ?o }}"
    assert _is_answered_alike(small, query, query, [])


def test_a_column_made_of_one_before_it_is_the_databases(small: EmbeddedStore) -> None:
    assert answer(small, f"SELECT ?s (STR(?o) AS ?a) (STR(?a) AS ?b) {{ ?s <{P}> ?o }}", most_rows=_MOST) is None


@pytest.mark.parametrize("path", ["p:q/((p:q/p:q)|(p:q/p:q/p:q))/p:q", "p:q/((^p:q/p:q)|p:q)/p:p"])
def test_a_path_within_a_path_goes_on_from_where_it_ends(path: str, tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "store")
    prefix = "PREFIX p: <urn:x-path:>"
    store.update(f"{prefix} INSERT DATA {{ GRAPH p:g {{ p:a p:q p:b . p:b p:q p:a, p:c . p:c p:q p:c ; p:p 1 }} }}")
    store.make_columns()
    query = f"{prefix} SELECT DISTINCT ?x ?y {{ ?x {path} ?y }}"
    assert _is_answered_alike(store, query, query, [])
    store.close()


@pytest.mark.parametrize("sign", ["<", ">"])
def test_what_cannot_be_made_is_in_no_order_with_itself(sign: str, small: EmbeddedStore) -> None:
    query = f"SELECT ?s {{ ?s <{P}> ?o FILTER(!(LANG(?o) {sign} LANG(?o))) }}"
    rows = json.loads(do(small, Query(query, JSON), Limits()))["results"]["bindings"]
    assert len(rows) == len(json.loads(small.answer(query, JSON))["results"]["bindings"])


@pytest.mark.parametrize("media_type", RESULTS)
def test_every_format_has_the_same_bytes(media_type: str, small: EmbeddedStore) -> None:
    query = f"SELECT ?s ?o ?none {{ ?s <{P}> ?o }} ORDER BY ?o LIMIT 3"
    assert answer(small, query, most_rows=_MOST) is not None
    assert do(small, Query(query, media_type), Limits()) == small.answer(query, media_type)


def test_graphs_that_are_named_are_asked_of_the_database(small: EmbeddedStore) -> None:
    query = f"ASK {{ <{A}s0> <{P}> <{A}s1> }}"
    assert b"true" in do(small, Query(query, JSON), Limits())
    assert b"false" in do(small, Query(query, JSON, default_graphs=(f"{A}g0",)), Limits())


@pytest.mark.parametrize("property_", [NOTED, SUMMED])
def test_the_notes_of_a_store_show_as_before(property_: str, small: EmbeddedStore) -> None:
    query = f"SELECT ?o {{ ?s <{property_}> ?o }}"
    assert answer(small, query, most_rows=_MOST) is None
    assert json.loads(do(small, Query(query, JSON), Limits()))["results"]["bindings"]


@pytest.mark.parametrize(
    "written",
    [
        f'"1"^^<{XSD}int>',
        f'"1.0"^^<{XSD}double>',
        f'"P12M"^^<{XSD}duration>',
        f'"2004-01-01+00:00"^^<{XSD}date>',
        "099999999999999999999",
    ],
)
def test_values_that_the_database_reads_in_other_words_are_left_to_it(written: str, tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "store")
    store.replace(URIRef(f"{A}g"), [Statement(URIRef(f"{A}s"), P, Literal(1))])
    store.make_columns()
    for where in (
        f"?s <{P}> {written}",
        f"?s <{P}> ?o VALUES ?v {{ {written} }}",
        f"?s <{P}> ?o BIND({written} AS ?v)",
    ):
        query = f"SELECT * {{ {where} }}"
        found = answer(store, query, most_rows=_MOST)
        assert found is None or json.loads(found) == json.loads(store.answer(query, JSON)), query
    store.close()


def test_too_many_rows_are_refused_as_by_the_database(small: EmbeddedStore) -> None:
    with pytest.raises(AnswerTooLarge):
        do(small, Query(f"SELECT ?s {{ ?s <{P}> ?o }}", JSON), Limits(rows=3))


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT ?a {{ ?a <{P}> ?b . ?c <{P}> ?d . ?e <{P}> ?f . ?g <{P}> ?h . ?i <{P}> ?j . ?k <{P}> ?l . "
        f"?m <{P}> ?n . ?o <{P}> ?p . ?q <{P}> ?r }} LIMIT 1",
        f"SELECT ?a {{ {'{' * 2000} ?a <{P}> ?b {'}' * 2000} }}",
        f"SELECT ?a {{ {f'?a <{P}> ?b . ' * 40} }}",
        f'SELECT ?a {{ ?a <{P}> ?b FILTER(REGEX(?b, "a*a*a*b")) }}',
    ],
)
def test_what_would_take_much_is_left_to_the_database(query: str, small: EmbeddedStore) -> None:
    assert answer(small, query, most_rows=_MOST) is None


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a { ?a A ?b }",
        f"SELECT ?a {{ ?a <{P}> ?b ?b <{P}> ?c }}",
        f"SELECT ?a {{ ?a <{P}> ?b . . }}",
        f"SELECT ?a ?a {{ ?a <{P}> ?b }}",
        f"SELECT ?a (STR(?b) AS ?a) {{ ?a <{P}> ?b }}",
        f"SELECT ?a (COUNT(?b) AS ?n) {{ ?a <{P}> ?b }}",
        f"SELECT ?a {{ ?a <{P}> ?b FILTER ?b }}",
        f"SELECT ?a {{ ?a <{P}> ?b BIND(1 AS ?b) }}",
        f"SELECT ?a {{ ?a p:q ?b . ?a <{P}> ?b }}",
        f"SELECT ?a {{ ?a <{P}> ?b }} LIMIT 1 LIMIT 2",
        f'SELECT ?a {{ VALUES ?a {{ """a""" "\\x" }} ?a <{P}> ?b }}',
    ],
)
def test_what_is_no_sparql_is_the_databases_to_refuse(query: str, small: EmbeddedStore) -> None:
    assert answer(small, query, most_rows=_MOST) is None
    with pytest.raises(BadQuery):
        do(small, Query(query, JSON), Limits())
