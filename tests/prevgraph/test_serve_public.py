"""A server shows what is public: withheld needs only where whoever started it said so."""

import time
from pathlib import Path

import httpx
import pytest

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from prevgraph.command import run
from queries.sharing import withhold_needs
from tests.prevgraph.test_serve import serving

EXAMPLES = Path(__file__).resolve().parents[2] / "prevgraph" / "examples"
NEEDS = "SELECT ?need WHERE { ?need a <https://w3id.org/prevgraph/ontology#Need> }"
PG = "https://w3id.org/prevgraph/ontology#"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A state that has needs."""
    arguments = ["--states-file", str(EXAMPLES / "states.toml"), "--store", str(tmp_path / "store")]
    assert run(["--quiet", "ingest", str(EXAMPLES / "responses" / "tavu-islands.txt.txt"), *arguments]) == 0
    return tmp_path / "store"


def withhold(folder: Path) -> None:
    store, ids = EmbeddedStore(folder), Identifiers()
    store.replace(ids.graph("publication"), withhold_needs([ids.state("XAC")]))
    store.close()


def rows(address: str, query: str) -> list[str]:
    return httpx.get(f"{address}/sparql", params={"query": query, "format": "csv"}, timeout=60).text.split()[1:]


def test_withheld_needs_are_in_nothing_that_is_served(store: Path) -> None:
    withhold(store)
    with serving("--store", str(store)) as (address, _):
        assert rows(address, NEEDS) == []
        assert rows(address, f"SELECT ?body WHERE {{ ?body a <{PG}Institution> }}") != []
        assert rows(address, f"SELECT ?t WHERE {{ ?d a <{PG}Document> ; <{PG}text> ?t }}") == []
        described = httpx.get(f"{address}/catalog", headers={"Accept": "application/n-triples"}, timeout=60).text
        assert not [line for line in described.splitlines() if line.endswith(f"<{PG}Need> .")], described
        assert httpx.get(f"{address}/states/XAC", timeout=60).status_code == 200


def test_who_starts_the_server_can_have_them_shown(store: Path) -> None:
    withhold(store)
    with serving("--store", str(store), "--include-withheld") as (address, _):
        assert rows(address, NEEDS) != []


def test_what_is_written_beside_the_server_is_shown_as_far_as_it_is_public(store: Path) -> None:
    withhold(store)
    with serving("--store", str(store)) as (address, _):
        writer, ids = EmbeddedStore(store), Identifiers()
        writer.update(
            f"INSERT DATA {{ GRAPH <{ids.graph('more')}> {{ <urn:new> a <{PG}Offer> . <urn:need> a <{PG}Need> ;"
            f" <{PG}state> <{ids.state('XAC')}> }} }}"
        )
        writer.close()
        until = time.monotonic() + 60
        offers = f"SELECT ?offer WHERE {{ ?offer a <{PG}Offer> }}"
        while "urn:new" not in rows(address, offers) and time.monotonic() < until:
            time.sleep(0.2)
        assert "urn:new" in rows(address, offers)
        assert rows(address, NEEDS) == []


def test_a_server_that_writes_is_refused_where_it_would_show_them(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    withhold(store)
    monkeypatch.setenv("PREVGRAPH_TOKEN", "a-token")
    assert run(["serve", "--port", "0", "--store", str(store)]) == 2
    assert "--include-withheld" in capsys.readouterr().err


def test_a_store_is_backed_up_and_restored_while_it_is_served(store: Path, tmp_path: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?response a <https://w3id.org/prevgraph/ontology#Response> }"
    with serving("--store", str(store)) as (address, _):
        assert run(["--quiet", "backup", str(tmp_path / "kept"), "--store", str(store)]) == 0
        assert run(["--quiet", "remove", "XAC", "--store", str(store)]) == 0
        assert _until(address, count, "0") == ["0"]
        assert run(["--quiet", "restore", str(tmp_path / "kept"), "--store", str(store), "--replace"]) == 0
        assert _until(address, count, "1") == ["1"]


def _until(address: str, query: str, wanted: str) -> list[str]:
    """The rows of an answer, as soon as it is what is waited for."""
    for _ in range(150):
        found = rows(address, query)
        if found == [wanted]:
            break
        time.sleep(0.2)
    return found
