"""Thirty-two clients with a small query, put to ours, Fuseki and rdflib-endpoint in turn; and one beside a heavy query.

`python -m tests.benchmarks.endpoint [--seconds N]`; rdflib-endpoint gets an environment of its own in `.cache/`, and is
left out where it cannot be had. By the clock, so it wants a machine that does nothing else.
"""

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.lines import in_graph
from tests.benchmarks.page import keep
from tests.benchmarks.world import World, all_graphs
from tests.graph.servers import fuseki, fuseki_jar

CLIENTS = 32
QUERY = """SELECT ?state ?name WHERE {
  ?state a <https://w3id.org/prevgraph/ontology#State> ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?name
} ORDER BY ?name LIMIT 10"""
HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


#: A client waits no longer for an answer, and counts the question with this time.
PATIENCE = 20.0
_NUMBERS = count()


def main() -> None:
    """Measure, print, and keep for the page."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks.endpoint")
    asked.add_argument("--seconds", type=float, default=5)
    asked.add_argument("--states", type=int, default=4)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="prevgraph-bench-") as name, ExitStack() as held:
        folder = Path(name)
        file = _fill(folder, given.states)
        running: dict[str, ExitStack] = {}
        servers: dict[str, str] = {}
        for one, start in _servers(folder, file).items():
            running[one] = held.enter_context(ExitStack())
            servers[one] = running[one].enter_context(start)
        found = {one: _Measured() for one in servers}
        for kind in ("remembered", "evaluated"):
            for _ in range(3):
                for one, address in servers.items():
                    times = load(address, given.seconds, fresh=kind == "evaluated")
                    getattr(found[one], kind).append((answered(times) / given.seconds, p99(times)))
        for one, address in servers.items():
            beside_a_heavy_one(address, given.seconds, found[one])
            # What it has begun it may never end.
            running[one].close()
    kept = {one: measured.medians() for one, measured in found.items()}
    print(json.dumps(kept, indent=1))
    keep("endpoint", {"states": given.states, "clients": CLIENTS, "servers": kept})


@dataclass(frozen=True, slots=True)
class _Measured:
    """Answers a second and the slowest in a hundred, in milliseconds, round by round."""

    remembered: list[tuple[float, float]] = field(default_factory=list)
    evaluated: list[tuple[float, float]] = field(default_factory=list)
    alone: list[tuple[float, float]] = field(default_factory=list)
    beside: list[tuple[float, float]] = field(default_factory=list)

    def medians(self) -> dict[str, dict[str, float]]:
        return {
            name: {
                "a second": round(statistics.median(rate for rate, _ in getattr(self, name)), 1),
                "p99": round(statistics.median(slow for _, slow in getattr(self, name)), 1),
            }
            for name in ("remembered", "evaluated", "alone", "beside")
        }


def beside_a_heavy_one(address: str, seconds: float, found: _Measured) -> None:
    """What a query that does not end does to one client's small ones, each of which has to be evaluated."""
    for _ in range(3):
        for times in (found.alone, found.beside):
            heavy = _ask(address, HEAVY) if times is found.beside else None
            taken = load(address, seconds, clients=1, fresh=True)
            times.append((answered(taken) / seconds, p99(taken)))
            if heavy is not None:
                # Ours stops when nobody waits any more; that the others do not is seen in their next round.
                heavy.close()
                time.sleep(1)


def answered(times: list[float]) -> int:
    """How many answers came in time."""
    return sum(1 for time_ in times if time_ < PATIENCE)


def p99(times: list[float]) -> float:
    """Milliseconds that one in a hundred exceeds."""
    return 1000 * sorted(times)[int(len(times) * 0.99)]


def load(address: str, seconds: float, *, clients: int = CLIENTS, fresh: bool) -> list[float]:
    """The seconds that each answer took; anything but 200 is an error. Fresh: no two queries are the same text."""
    times: list[float] = []
    end = time.perf_counter() + seconds
    threads = [threading.Thread(target=_client, args=(address, end, times, fresh)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _client(address: str, end: float, times: list[float], fresh: bool) -> None:
    connection = _connection(address)
    while (start := time.perf_counter()) < end:
        try:
            _send(connection, address, f"{QUERY} # {next(_NUMBERS)}" if fresh else QUERY)
            answer = connection.getresponse()
            answer.read()
        except TimeoutError:
            times.append(PATIENCE)
            break
        assert answer.status == 200, answer.status
        times.append(time.perf_counter() - start)
    connection.close()


def _connection(address: str) -> http.client.HTTPConnection:
    at = urlsplit(address)
    return http.client.HTTPConnection(str(at.hostname), at.port, timeout=PATIENCE)


def _send(connection: http.client.HTTPConnection, address: str, query: str) -> None:
    path = f"{urlsplit(address).path}?query={quote(query)}"
    connection.request("GET", path, headers={"Accept": "application/sparql-results+json"})


def _ask(address: str, query: str) -> http.client.HTTPConnection:
    """Put a query and do not wait for its answer."""
    connection = _connection(address)
    _send(connection, address, query)
    return connection


def _fill(folder: Path, states: int) -> Path:
    ids, file = Identifiers(), folder / "world.nq"
    graphs = list(all_graphs(World(states=states), ids))
    store = EmbeddedStore(folder / "store")
    store.load(graphs)
    # As at the end of an ingest.
    store.make_columns()
    store.close()
    lines = (in_graph(line, graph) for graph, said in graphs for line in said.lines())
    file.write_text("".join(lines), "utf-8")
    return file


def _servers(folder: Path, file: Path) -> dict[str, AbstractContextManager[str]]:
    prevgraph = str(Path(sys.executable).with_name("prevgraph"))
    ours = [prevgraph, "--quiet", "serve", "--store", str(folder / "store"), "--port", "38765"]
    found: dict[str, AbstractContextManager[str]] = {"ours": _serving(ours, folder, "http://127.0.0.1:38765/sparql")}
    if fuseki_jar():
        found["Fuseki"] = _fuseki(folder, file)
    if peer := _rdflib_endpoint():
        # It serves one graph: the same statements, without the names of theirs.
        plain = folder / "world.nt"
        plain.write_text("".join(f"{line[: line.rindex('<')]}.\n" for line in file.open(encoding="utf-8")), "utf-8")
        command = [str(peer), "serve", "--host", "127.0.0.1", "--port", "38766", str(plain)]
        found["rdflib-endpoint"] = _serving(command, folder, "http://127.0.0.1:38766/")
    return found


def _rdflib_endpoint() -> Path | None:
    """The program of rdflib-endpoint, installed for this once and kept; None where it cannot be had."""
    place = Path(__file__).resolve().parents[2] / ".cache" / "rdflib-endpoint"
    program = place / "bin" / "rdflib-endpoint"
    if not program.exists():
        venv.create(place, with_pip=True, clear=True)
        install = [place / "bin" / "python", "-m", "pip", "install", "--quiet", "rdflib-endpoint[cli]==0.6.3"]
        subprocess.run(install, check=False)
    return program if program.exists() else None


@contextmanager
def _fuseki(folder: Path, file: Path) -> Iterator[str]:
    (folder / "fuseki").mkdir()
    with fuseki(folder / "fuseki") as running:
        at = running.addresses
        types = {"Content-Type": "application/n-quads"}
        httpx.post(str(at.graph_store), content=file.read_bytes(), headers=types, timeout=None).raise_for_status()
        yield at.query


@contextmanager
def _serving(command: list[str], folder: Path, address: str) -> Iterator[str]:
    with (folder / "output").open("ab") as output:
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}?query=ASK%20%7B%7D", timeout=10).close()
                break
            except OSError:
                assert server.poll() is None, (folder / "output").read_text("utf-8")
                time.sleep(0.1)
        yield address
    finally:
        # One that is still busy with what nobody waits for any more would not listen to less.
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
