"""The catalogue on servers of other makers: every question, unchanged, with the answers of the embedded store."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib.term import Literal

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.lines import in_graph
from graph.protocol import Store, Term
from queries.ask import ask, query_text, resolve
from queries.catalogue import names, question
from queries.columnar.select import select
from queries.table import Table
from tests.benchmarks.world import World, all_graphs
from tests.graph import servers
from tests.queries.conftest import NAMES, as_response, fill, read_gold

pytestmark = pytest.mark.slow
#: Questions that are refused without a value.
NEED_A_VALUE = {"who-else"}


@pytest.fixture(scope="module", params=["virtuoso", "fuseki"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    is_there = servers.virtuoso_program() if request.param == "virtuoso" else servers.fuseki_jar()
    if not is_there:
        pytest.skip(f"{request.param} is not installed (.ci/servers installs it)")
    login = {"user": "dba", "password": "dba"} if request.param == "virtuoso" else {}
    with getattr(servers, request.param)(tmp_path_factory.mktemp(request.param)) as running:
        remote = servers.connect(running.addresses, **login)
        fill(remote, *(as_response(name, read_gold(name)) for name in NAMES))
        yield remote
        remote.close()


def plain(term: Term | None) -> str | float | None:
    """A term as its value: engines write one number, or one truth value, in several ways."""
    if not isinstance(term, Literal):
        return None if term is None else str(term)
    try:
        return float({"true": "1", "false": "0"}.get(str(term), str(term)))
    except ValueError:
        return str(term)


def rows(table: Table) -> Counter[tuple[str | float | None, ...]]:
    return Counter(tuple(map(plain, row)) for row in table.rows)


@pytest.mark.proof("catalogue questions answered alike by Virtuoso and Fuseki")
@pytest.mark.parametrize("name", names())
def test_a_server_answers_as_the_embedded_store_does(name: str, server: Store, store: Store) -> None:
    alone = () if name in NEED_A_VALUE else ({},)
    for given in (*alone, question(name).example):
        assert rows(ask(server, name, **given)) == rows(ask(store, name, **given))


@pytest.mark.parametrize("name", names())
def test_labels_in_another_language_are_the_same_everywhere(name: str, server: Store, store: Store) -> None:
    asked = question(name)
    text = query_text(asked, resolve(store, asked, {"language": "fr"}))
    assert rows(Table.of(select(server, text))) == rows(Table.of(select(store, text)))


def test_a_row_that_virtuoso_gives_many_times_is_told_once(tmp_path: Path) -> None:
    if not servers.virtuoso_program():
        pytest.skip("virtuoso is not installed (.ci/servers installs it)")
    # With so many rounds it does: a state's name stands in six graphs.
    graphs, store = list(all_graphs(World(states=3, rounds=6), Identifiers())), EmbeddedStore()
    store.load(graphs)
    (tmp_path / "files").mkdir()
    lines = (in_graph(line, graph) for graph, said in graphs for line in said.lines())
    (tmp_path / "files" / "world.nq").write_text("".join(lines), "utf-8")
    with servers.virtuoso(tmp_path) as running:
        running.load(tmp_path / "files")
        remote = servers.connect(running.addresses, user="dba", password="dba")
        answers = ask(remote, "answers", state="XAB")
        assert len(answers.rows) > 400
        assert rows(answers) == rows(ask(store, "answers", state="XAB"))
        remote.close()
