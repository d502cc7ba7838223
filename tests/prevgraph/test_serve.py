"""`prevgraph serve` as a process: what it serves, how it starts, refuses and stops."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from rdflib import Graph
from rdflib.namespace import DCAT, RDF, VOID
from rdflib.term import URIRef

from graph.embedded import EmbeddedStore
from prevgraph.command import run
from queries.catalogue import questions

RESPONSE = Path(__file__).resolve().parents[2] / "examples" / "responses" / "czech-republic.md"
STATE = "https://w3id.org/prevgraph/id/state/CZE"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TOKEN = "a-token-in-a-file"


@contextmanager
def serving(*arguments: str, **environment: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    command = [sys.executable, "-m", "prevgraph", "serve", "--port", "0", *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | environment)
    assert process.stderr is not None
    line = process.stderr.readline()
    found = re.search(r"http://\S+/", line)
    try:
        if not found:
            process.kill()
            pytest.fail(line + process.stderr.read())
        yield found[0].rstrip("/"), process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        process.stderr.close()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve") / "store"
    assert run(["--quiet", "ingest", str(RESPONSE), "--store", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[httpx.Client]:
    with serving("--store", str(store)) as (address, _), httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.mark.parametrize(
    ("accept", "leads_to"),
    [
        ("text/turtle", "/data/state/CZE.ttl"),
        ("application/ld+json", "/data/state/CZE.jsonld"),
        ("application/n-triples", "/data/state/CZE.nt"),
        ("application/rdf+xml", "/data/state/CZE.rdf"),
        ("*/*", "/data/state/CZE.ttl"),
        (BROWSER["Accept"], "/states/CZE"),
    ],
)
def test_a_thing_leads_to_what_the_client_likes(client: httpx.Client, accept: str, leads_to: str) -> None:
    response = client.get("/id/state/CZE", headers={"Accept": accept})
    assert (response.status_code, response.headers["location"]) == (303, leads_to)
    assert client.get(leads_to).status_code == 200


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize(
    ("ending", "format_"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")]
)
def test_what_is_said_of_a_thing_is_the_same_in_each_format(client: httpx.Client, ending: str, format_: str) -> None:
    found = Graph().parse(data=client.get(f"/data/state/CZE.{ending}").text, format=format_)
    turtle = Graph().parse(data=client.get("/data/state/CZE.ttl").text, format="turtle")
    assert set(found) == set(turtle)
    assert (URIRef(STATE), RDF.type, URIRef("https://w3id.org/prevgraph/ontology#State")) in found


def test_what_is_unknown_is_not_found(client: httpx.Client) -> None:
    for path in ("/data/state/ZZZ.ttl", "/data/state/CZE.doc", "/graph/none", "/nowhere", "/queries/none.csv"):
        assert client.get(path).status_code == 404, path


def test_the_vocabulary_and_each_graph_are_at_their_own_addresses(client: httpx.Client) -> None:
    for path in ("/ontology", "/guidelines", "/graph/response/CZE/ecosoc-2004-28"):
        found = Graph().parse(data=client.get(path, headers={"Accept": "text/turtle"}).text)
        assert len(found) > 100, path


def test_a_question_is_answered_as_the_command_line_answers_it(
    client: httpx.Client, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", "institutions", "--state", "CZE", "--format", "csv", "--store", str(store)]) == 0
    assert client.get("/queries/institutions.csv?state=CZE").text.split() == capsys.readouterr().out.split()


def test_a_question_with_an_unknown_parameter_or_value_is_refused(client: httpx.Client) -> None:
    for query in ("colour=red", "state=Atlantis", "state=%22%20%7D%20DROP%20ALL"):
        response = client.get(f"/queries/institutions.json?{query}")
        assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")


def test_the_questions_are_described_as_they_are(client: httpx.Client) -> None:
    said = client.get("/openapi.json").json()
    assert {path.removeprefix("/queries/") for path in said["paths"]} == {"/queries", *questions()}
    for name, asked in questions().items():
        given = {one["name"] for one in said["paths"][f"/queries/{name}"]["get"]["parameters"]}
        assert given == {one.name for one in asked.parameters}


def test_a_harvester_finds_the_dataset_and_the_endpoint(client: httpx.Client) -> None:
    for path in ("/catalog", "/.well-known/void"):
        said = Graph().parse(data=client.get(path, headers={"Accept": "text/turtle"}).text)
        assert (None, RDF.type, DCAT.Dataset) in said
        assert (None, RDF.type, VOID.Dataset) in said
        assert (None, DCAT.endpointURL, URIRef(f"{client.base_url}/sparql".replace("//sparql", "/sparql"))) in said


def test_pages_are_made_again_only_when_the_graph_has_changed(client: httpx.Client) -> None:
    first = client.get("/", headers=BROWSER)
    again = client.get("/", headers=BROWSER | {"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_a_browser_is_led_from_the_endpoint_to_the_editor(client: httpx.Client) -> None:
    response = client.get("/sparql?query=ASK%20%7B%7D", headers=BROWSER)
    assert response.status_code == 303
    assert client.get(response.headers["location"], headers=BROWSER).status_code == 200


def test_a_load_balancer_is_told_that_all_is_well(client: httpx.Client) -> None:
    assert client.get("/health").json()["status"] == "ok"


def test_what_is_ingested_beside_a_reading_server_is_seen_by_it(client: httpx.Client, store: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <http://example.org/beside> { ?s ?p ?o } }"
    beside = EmbeddedStore(store)
    beside.update(
        "INSERT DATA { GRAPH <http://example.org/beside> { <http://example.org/a> a <http://example.org/B> } }"
    )
    beside.close()
    time.sleep(0.5)
    assert client.get("/sparql", params={"query": count, "format": "csv"}).text.split() == ["n", "1"]


def test_the_token_of_a_file_lets_write_and_makes_the_server_the_one_writer(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    folder = tmp_path / "store"
    with serving("--store", str(folder), "--token-file", str(tmp_path / "token")) as (address, _):
        update = {"update": "INSERT DATA { <http://example.org/a> <http://example.org/p> 1 }"}
        assert httpx.post(f"{address}/sparql", data=update).status_code == 401
        headers = {"Authorization": f"Bearer {TOKEN}"}
        assert httpx.post(f"{address}/sparql", data=update, headers=headers).status_code == 204
        other = subprocess.run(
            [sys.executable, "-m", "prevgraph", "ingest", str(RESPONSE), "--store", str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert other.returncode == 3
    assert "another process writes" in other.stderr
    assert EmbeddedStore(folder, read_only=True).ask("ASK { <http://example.org/a> ?p 1 }")


def test_it_stops_at_once_and_leaves_no_process_behind(store: Path) -> None:
    with serving("--store", str(store)) as (address, process):
        assert httpx.get(f"{address}/health").status_code == 200
        children = _descendants(process.pid)
        assert children
    assert process.returncode == 0
    assert not [child for child in children if _is_alive(child)]


@pytest.mark.slow
def test_a_killed_server_leaves_no_process_behind(store: Path) -> None:
    with serving("--store", str(store)) as (_, process):
        children = _descendants(process.pid)
        process.kill()
        process.wait()
        until = time.monotonic() + 10
        while any(map(_is_alive, children)) and time.monotonic() < until:
            time.sleep(0.05)
    assert not [child for child in children if _is_alive(child)]


def _descendants(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in (line.split() for line in listed.splitlines())}

    def is_below(one: int) -> bool:
        while one in parents:
            one = parents[one]
            if one == pid:
                return True
        return False

    return [one for one in parents if is_below(one)]


def _is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_what_hinders_the_start_is_said_in_one_sentence(
    tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["serve", "--port", "0", "--store", str(tmp_path / "none")]) == 3
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run(["serve", "--port", str(taken.getsockname()[1]), "--store", str(store)]) == 1
    writer = EmbeddedStore(store)
    monkeypatch.setenv("PREVGRAPH_TOKEN", TOKEN)
    assert run(["serve", "--port", "0", "--store", str(store)]) == 3
    writer.close()
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3
    assert "there is no store" in said[0]
    assert "--port" in said[1]
    assert "another process writes" in said[2]


@pytest.mark.slow
def test_every_question_is_answered_over_http_with_its_example(client: httpx.Client) -> None:
    for name, asked in questions().items():
        response = client.get(f"/queries/{name}", params=dict(asked.example), headers={"Accept": "application/json"})
        assert response.status_code in (200, 400), name
        if response.status_code == 200:
            assert isinstance(json.loads(response.text), list)
        else:
            # The example is about a state that this store does not hold.
            assert "is no value for" in response.json()["detail"]


def test_a_server_in_front_of_another_gives_the_same_answers(client: httpx.Client) -> None:
    asked = (
        "SELECT ?s ?name WHERE { ?s a <https://w3id.org/prevgraph/ontology#Institution> ; ?p ?name } ORDER BY ?s ?name"
    )
    described = "DESCRIBE <https://w3id.org/prevgraph/id/state/CZE>"
    with serving("--store", f"{client.base_url}/sparql".replace("//sparql", "/sparql")) as (address, _):
        both = [
            httpx.get(f"{one}/sparql", params={"query": asked}, timeout=60).json()
            for one in (address, str(client.base_url).rstrip("/"))
        ]
        assert both[0] == both[1]
        assert both[0]["results"]["bindings"]
        graphs = [
            Graph().parse(
                data=httpx.get(f"{one}/sparql", params={"query": described}, timeout=60).text, format="turtle"
            )
            for one in (address, str(client.base_url).rstrip("/"))
        ]
        assert set(graphs[0]) == set(graphs[1])
        csv = httpx.get(f"{address}/queries/institutions.csv?state=CZE", timeout=60)
        assert csv.text == client.get("/queries/institutions.csv?state=CZE").text


ODD = ("", "CZE", "x" * 3000, "\x00", "'\"}", "<script>", "-1", "1e9", "é", "null", "0x10", "2004-13-45", "http://a b")


@pytest.mark.slow
def test_no_value_of_any_parameter_makes_a_question_fail(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()["paths"]
    for number, (path, item) in enumerate(described.items()):
        parameters = [one["name"] for one in item["get"].get("parameters", [])]
        for turn, name in enumerate(parameters):
            value = ODD[(number + turn) % len(ODD)]
            response = client.get(path, params={name: value}, headers={"Accept": "application/json"})
            assert response.status_code in (200, 400), (path, name, value, response.text)


@pytest.mark.parametrize(
    "path",
    [
        "/data/..%2f..%2fetc%2fpasswd.ttl",
        "/data/%00.ttl",
        "/data/a%3E.ttl",
        "/id/a%0d%0aSet-Cookie:%20a",
        "/graph/%3C%3E",
        "/graph-store/%3E",
        "/documents/%00/x",
        "/page/%3Cscript%3E",
        "/states/%27%22%3E",
        "/search?q=%00%27%22",
        "/queries/..%2f.csv",
        "/static/..%2f..%2fpyproject.toml",
        "/sparql?query=%00",
    ],
)
def test_an_odd_address_is_answered_or_refused_and_never_fails(client: httpx.Client, path: str) -> None:
    for accept in ("*/*", BROWSER["Accept"]):
        response = client.get(path, headers={"Accept": accept})
        assert response.status_code in (200, 303, 400, 404), response.text
        assert "set-cookie" not in response.headers
        assert "<script>" not in response.text
