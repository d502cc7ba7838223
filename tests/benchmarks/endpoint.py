"""Thirty-two clients and a small query, put to our endpoint, Fuseki and rdflib-endpoint in turn.

`python -m tests.benchmarks.endpoint [--seconds N]`; rdflib-endpoint is looked for beside this interpreter and where
`PREVGRAPH_BENCH_RDFLIB_ENDPOINT` names its program.
"""

import argparse
import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.lines import in_graph
from tests.benchmarks.world import World, graphs_of, vocabulary
from tests.graph.servers import fuseki, fuseki_jar

CLIENTS = 32
QUERY = """SELECT ?state ?name WHERE {
  ?state a <https://w3id.org/prevgraph/ontology#State> ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?name
} ORDER BY ?name LIMIT 10"""
HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def main() -> None:
    """Measure and print, three rounds in turn."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks.endpoint")
    asked.add_argument("--seconds", type=float, default=5)
    asked.add_argument("--states", type=int, default=4)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="prevgraph-bench-") as name, ExitStack() as held:
        folder = Path(name)
        file = _fill(folder, given.states)
        servers = {one: held.enter_context(start) for one, start in _servers(folder, file).items()}
        rates: dict[str, list[float]] = {one: [] for one in servers}
        for _ in range(3):
            for one, address in servers.items():
                times = load(address, given.seconds)
                rates[one].append(len(times) / given.seconds)
                print(f"{one}: {len(times) / given.seconds:.0f} a second, p99 {_p99(times):.0f} ms", flush=True)
        print({one: round(statistics.median(found)) for one, found in rates.items()})
        beside_a_heavy_one(servers["ours"], given.seconds)


def beside_a_heavy_one(address: str, seconds: float) -> None:
    """What a query that never ends does to one client's small ones."""
    alone = load(address, seconds, clients=1)
    heavy = threading.Thread(target=_ask_heavy, args=(address,))
    heavy.start()
    time.sleep(0.5)
    beside = load(address, seconds, clients=1)
    print(f"ours, one client: p99 {_p99(alone):.1f} ms alone, {_p99(beside):.1f} ms beside a heavy query", flush=True)
    heavy.join()


def _ask_heavy(address: str) -> None:
    httpx.get(f"{address}?query={quote(HEAVY)}", timeout=120)


def _p99(times: list[float]) -> float:
    return 1000 * sorted(times)[int(len(times) * 0.99)]


def load(address: str, seconds: float, *, clients: int = CLIENTS) -> list[float]:
    """The seconds that each answer took; anything but 200 is an error."""
    times: list[float] = []
    end = time.perf_counter() + seconds
    threads = [threading.Thread(target=_client, args=(address, end, times)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _client(address: str, end: float, times: list[float]) -> None:
    at = urlsplit(address)
    connection = http.client.HTTPConnection(str(at.hostname), at.port)
    path = f"{at.path}?query={quote(QUERY)}"
    while (start := time.perf_counter()) < end:
        connection.request("GET", path, headers={"Accept": "application/sparql-results+json"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        times.append(time.perf_counter() - start)
    connection.close()


def _fill(folder: Path, states: int) -> Path:
    ids, file = Identifiers(), folder / "world.nq"
    graphs = list(vocabulary(ids).items())
    for told in World(states=states).responses():
        graphs += graphs_of(told, ids).items()
    store = EmbeddedStore(folder / "store")
    store.load(graphs)
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
    peer = os.environ.get("PREVGRAPH_BENCH_RDFLIB_ENDPOINT") or shutil.which("rdflib-endpoint")
    if peer:
        # It serves one graph: the same statements, without the names of theirs.
        plain = folder / "world.nt"
        plain.write_text("".join(f"{line[: line.rindex('<')]}.\n" for line in file.open(encoding="utf-8")), "utf-8")
        command = [peer, "serve", "--host", "127.0.0.1", "--port", "38766", str(plain)]
        found["rdflib-endpoint"] = _serving(command, folder, "http://127.0.0.1:38766/")
    return found


@contextmanager
def _fuseki(folder: Path, file: Path) -> Iterator[str]:
    (folder / "fuseki").mkdir()
    with fuseki(folder / "fuseki") as at:
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
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
