"""A store with a base of its own: its things stand there, what all sites share stays where it is."""

from pathlib import Path

import httpx
import pytest
from rdflib import Graph

from graph.store import open_store
from prevgraph.command import run
from prevgraph.opening import open_named
from tests.prevgraph.test_serve import serving

EXAMPLES = Path(__file__).resolve().parents[2] / "prevgraph" / "examples"
BASE, SHARED = "https://data.example.org/", "https://w3id.org/prevgraph/"
RESPONSE = [str(EXAMPLES / "responses" / "tavu-islands.txt.txt"), "--states-file", str(EXAMPLES / "states.toml")]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("based") / "store"
    assert run(["--quiet", "ingest", *RESPONSE, "--base", BASE, "--store", str(folder)]) == 0
    return folder


def test_what_a_site_says_has_its_base_and_what_all_share_has_that_of_the_project(store: Path) -> None:
    held = open_named(str(store), read_only=True)
    kinds = {"response": BASE, "institution": BASE, "claim": BASE, "state": SHARED, "mark": SHARED}
    subjects = {str(one.subject) for graph in held.graphs() for one in held.statements(graph)}
    held.close()
    for kind, base in kinds.items():
        assert {iri.partition("/id/")[0] + "/" for iri in subjects if f"/id/{kind}/" in iri} == {base}, kind
    assert all(graph.startswith(BASE) for graph in held.graphs())


def test_the_store_knows_its_base(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ingest", *RESPONSE, "--store", str(store)]) == 0
    assert "1 unchanged and skipped" in capsys.readouterr().err
    assert run(["query", "institutions", "--format", "csv", "--store", str(store)]) == 0
    assert "Attorney" in capsys.readouterr().out
    assert run(["validate", "--no-reasoner", "--store", str(store)]) == 0


def test_another_base_is_refused_in_a_sentence(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ingest", *RESPONSE, "--base", "https://other.example.org/", "--store", str(store)]) == 1
    assert f"was made with the base {BASE}, not https://other.example.org/" in capsys.readouterr().err
    assert open_store(store, read_only=True).graphs()


def test_the_base_can_be_set_for_good(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PREVGRAPH_BASE", "https://other.example.org/")
    assert run(["ingest", *RESPONSE, "--store", str(store)]) == 1
    assert "was made with the base" in capsys.readouterr().err


def test_a_base_is_an_address_that_ends_in_a_slash(tmp_path: Path) -> None:
    for base in ("nonsense", "https://data.example.org", "https://data.example.org/#"):
        assert run(["ingest", *RESPONSE, "--base", base, "--store", str(tmp_path / "store")]) == 2
    assert not (tmp_path / "store").exists()


def test_the_server_answers_for_both(store: Path) -> None:
    with serving("--store", str(store)) as (address, _), httpx.Client(base_url=address, timeout=60) as client:
        for path in ("/id/state/XAC", "/guidelines/24/c", "/id/response/XAC/ecosoc-2004-28"):
            found = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
            assert found.status_code == 200, path
            assert len(Graph().parse(data=found.text, format="turtle")) > 0
        for page in ("/", "/states/XAC", "/paragraphs/24/c", "/documents/XAC/ecosoc-2004-28", "/network", "/sharing"):
            assert client.get(page, headers={"Accept": "text/html"}).status_code == 200, page
        state = client.get("/states/XAC", headers={"Accept": "text/html"}).text
        assert "/page/institution/XAC/" in state
        assert client.get("/graph/response/XAC/ecosoc-2004-28").status_code == 200
