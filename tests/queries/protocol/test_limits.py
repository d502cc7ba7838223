"""No query costs more than it may, none is in the way of another, and none is answered in part."""

import http.client
import select
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from queries.protocol.limits import MIB, Limits
from tests.queries.protocol.conftest import TOKEN, Served, filled, serving

#: Room for two long queries, each of which may take two seconds.
LIMITS = Limits(
    seconds=2, patience=0.3, rows=1000, answer_bytes=MIB, memory=512 * MIB, workers=2, long_queries=2, waiting=8, wait=2
)
_SAID = " . ".join(f'<http://example.org/{number}> <http://example.org/p> "{number}"' for number in range(300))
THINGS = f"INSERT DATA {{ GRAPH <http://example.org/g> {{ {_SAID} }} }}"
#: 300 x 300 x 300 rows to be compared, none of which is a result.
CROSS = """SELECT * WHERE { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z .
FILTER(REGEX(CONCAT(STR(?a), STR(?b), STR(?c), STR(?x), STR(?y), STR(?z)), "^(a+)+$")) }"""
#: 300 x 300 rows: soon done, but not at once.
PAIRS = 'SELECT * WHERE { ?a ?p ?x . ?b ?q ?y FILTER(CONCAT(?x, ?y) = "none") }'
SMALL = "SELECT ?o WHERE { <http://example.org/7> ?p ?o }"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = filled(tmp_path_factory.mktemp("limits") / "store", THINGS)
    with serving(folder, token=TOKEN, limits=LIMITS) as served:
        yield served


def _ask(served: Served, query: str, into: list[httpx.Response]) -> None:
    into.append(httpx.get(f"{served.address}/sparql", params={"query": query}, timeout=60))


def _at_once(served: Served, queries: list[str]) -> tuple[list[threading.Thread], list[httpx.Response]]:
    found: list[httpx.Response] = []
    threads = [threading.Thread(target=_ask, args=(served, query, found)) for query in queries]
    for thread in threads:
        thread.start()
    return threads, found


@contextmanager
def _put(served: Served, query: str) -> Iterator[Callable[[], bool]]:
    """A query that is put and not waited for, and whose client leaves at the end; tells whether it is answered."""
    at = urlsplit(served.address)
    connection = http.client.HTTPConnection(str(at.hostname), at.port)
    connection.request("GET", f"/sparql?query={quote(query)}")
    try:
        yield lambda: bool(select.select([connection.sock], [], [], 0)[0])
    finally:
        connection.close()


def _wait_until(holds: Callable[[], bool]) -> None:
    """However slow the machine is: what never comes to hold is all that fails."""
    end = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_cross_join_is_cut_off_with_a_reason_and_not_before_its_time(served: Served) -> None:
    began = time.monotonic()
    response = served.ask(CROSS)
    assert response.status_code == 503
    assert "2 seconds" in response.json()["detail"]
    assert time.monotonic() - began >= LIMITS.seconds


def test_small_queries_are_answered_while_heavy_ones_run(tmp_path: Path) -> None:
    # Heavy ones end when this test does, and not before; a small one that is slow is not sent away.
    limits = replace(LIMITS, seconds=3600, wait=3600, long_queries=100)
    with (
        serving(filled(tmp_path / "store", THINGS), limits=limits) as served,
        _put(served, CROSS) as is_first_answered,
        _put(served, CROSS + "#") as is_second_answered,
    ):
        for number in range(20):
            found = served.ask(f"{SMALL} # {number}").json()["results"]["bindings"]
            assert [one["o"]["value"] for one in found] == ["7"]
        assert not is_first_answered()
        assert not is_second_answered()


def _fill_the_room(served: Served, put: ExitStack, is_room: Callable[[], bool]) -> None:
    """Put a query that does not end; another one where it came just while the room was looked for and was sent away."""
    answered: list[Callable[[], bool]] = []

    def is_full() -> bool:
        if all(is_answered() for is_answered in answered):
            answered.append(put.enter_context(_put(served, f"{CROSS} # {len(answered)}")))
        return not is_room()

    _wait_until(is_full)


def test_a_long_query_is_stopped_when_its_client_leaves(tmp_path: Path) -> None:
    # Any query counts as long, and there is room for one.
    limits = replace(LIMITS, seconds=3600, patience=0.001, long_queries=1)
    numbers = count()
    with serving(filled(tmp_path / "store", THINGS), limits=limits) as served:

        def is_room() -> bool:
            response = served.ask(f"{PAIRS} # {next(numbers)}")
            assert response.status_code == 200 or "Retry-After" in response.headers
            return response.status_code == 200

        for _ in range(3):
            with ExitStack() as put:
                _fill_the_room(served, put, is_room)
            _wait_until(is_room)


def test_where_too_many_long_queries_run_another_is_told_to_come_back(served: Served) -> None:
    threads, found = _at_once(served, [f"{CROSS} # {number}" for number in range(6)])
    for thread in threads:
        thread.join()
    busy = [response for response in found if "Retry-After" in response.headers]
    assert {response.status_code for response in found} == {503}
    assert len(busy) >= 2
    assert served.ask(SMALL).status_code == 200


@pytest.mark.parametrize("kind", ["application/sparql-results+json", "text/csv", "application/sparql-results+xml"])
def test_more_rows_than_allowed_are_no_answer_at_all(served: Served, kind: str) -> None:
    query = "SELECT ?a ?b WHERE { ?a ?p ?x . ?b ?q ?y } LIMIT "
    assert served.ask(query + "1000", accept=kind).status_code == 200
    response = served.ask(query + "1001", accept=kind)
    assert response.status_code == 503
    assert "1000 rows" in response.json()["detail"]


def test_a_graph_of_more_statements_than_allowed_is_no_answer_at_all(served: Served) -> None:
    each = "CONSTRUCT { ?each <http://example.org/is> 1 } WHERE { ?a ?p ?x . ?b ?q ?y BIND(UUID() AS ?each) } LIMIT "
    assert served.ask(each + "1000").status_code == 200
    assert served.ask(each + "1001").status_code == 503


def test_an_answer_of_more_bytes_than_allowed_is_no_answer_at_all(served: Served) -> None:
    repeated = ", ".join(["STR(?a)"] * 100)
    wide = f"SELECT (CONCAT({repeated}) AS ?x) WHERE {{ ?a ?p ?o . ?b ?q ?o2 }} LIMIT 900"
    response = served.ask(wide)
    assert response.status_code == 503
    assert "bytes" in response.json()["detail"]


def test_a_query_that_takes_all_memory_is_stopped_and_the_server_goes_on(tmp_path: Path) -> None:
    doubled = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}, ?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(18))
    greedy = f"SELECT (STRLEN(?s18) AS ?n) WHERE {{ <http://example.org/77> ?p ?x . BIND(STR(?x) AS ?s0) {doubled} }}"
    with serving(filled(tmp_path / "store", THINGS), limits=Limits(memory=256 * MIB, workers=2)) as served:
        response = served.ask(greedy)
        assert response.status_code == 503
        assert "256 MiB of memory" in response.json()["detail"]
        assert served.ask(SMALL).status_code == 200


def test_what_was_written_is_seen_by_every_worker_from_then_on(tmp_path: Path) -> None:
    with serving(tmp_path / "store", token=TOKEN, limits=Limits(workers=3)) as served:
        for number in range(8):
            insert = f"INSERT DATA {{ <http://example.org/{number}> <http://example.org/p> {number} }}"
            assert served.writing.post("/sparql", data={"update": insert}).status_code == 204
            threads, found = _at_once(served, [f"ASK {{ ?s ?p {number} }} # {turn}" for turn in range(4)])
            for thread in threads:
                thread.join()
            assert [response.json()["boolean"] for response in found] == [True] * 4


def test_an_update_that_takes_too_long_is_undone(served: Served) -> None:
    update = CROSS.replace("SELECT * WHERE {", "INSERT { ?a ?p ?b } WHERE { GRAPH <http://example.org/g> {")
    before = served.ask("ASK {}").headers["etag"]
    response = served.writing.post("/sparql", data={"update": update + "}"})
    assert response.status_code == 503
    assert served.ask("ASK {}").headers["etag"] == before
    added = "INSERT DATA { GRAPH <http://example.org/h> { <http://example.org/a> <http://example.org/p> 1 } }"
    assert served.writing.post("/sparql", data={"update": added}).status_code == 204


def test_a_body_larger_than_allowed_is_refused_and_less_is_taken_without_the_token(served: Served) -> None:
    query = "ASK {} #" + "x" * LIMITS.query_bytes
    headers = {"Content-Type": "application/sparql-query"}
    assert served.client.post("/sparql", content=query, headers=headers).status_code == 413
    assert served.writing.post("/sparql", content=query, headers=headers).status_code == 200


def test_a_store_that_others_write_to_is_seen_as_it_is_now(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store", THINGS)
    with serving(folder) as served:
        count = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <http://example.org/new> { ?s ?p ?o } }"
        first = served.ask(count, accept="text/csv")
        assert served.ask(count, accept="text/csv", **{"If-None-Match": first.headers["etag"]}).status_code == 304
        filled(folder, "INSERT DATA { GRAPH <http://example.org/new> { <http://example.org/a> a 1 } }")
        time.sleep(0.5)
        second = served.ask(count, accept="text/csv", **{"If-None-Match": first.headers["etag"]})
    assert (first.text.split(), second.text.split()) == (["n", "0"], ["n", "1"])


@pytest.mark.slow
def test_thirty_two_clients_for_a_minute_get_no_error(tmp_path: Path, figure: Callable[[str], None]) -> None:
    wrong: list[object] = []
    asked: list[int] = []
    until = time.monotonic() + 60

    def client(number: int, address: str) -> None:
        with httpx.Client(base_url=address, timeout=60) as own:
            turn = 0
            while time.monotonic() < until:
                turn += 1
                thing = (number * 31 + turn) % 300
                query = f"SELECT ?o WHERE {{ <http://example.org/{thing}> ?p ?o }} # {number} {turn}"
                response = own.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
                if response.status_code != 200 or response.text.split() != ["o", str(thing)]:
                    wrong.append((response.status_code, response.text))
            asked.append(turn)

    with serving(filled(tmp_path / "store", THINGS)) as served:
        threads = [threading.Thread(target=client, args=(number, served.address)) for number in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not wrong
    assert len(asked) == 32
    figure(f"32 clients for a minute: {sum(asked)} answers, {len(wrong)} errors")
