"""A network page and plain pyvis with physics on the same network: seconds until each can be used.

`python -m tests.benchmarks.pages [--nodes 300 3000]`, with Debian's chromium. Ours can be used once its first frame is
drawn; plain pyvis once its physics has stabilised, as what moves can neither be read nor clicked. By the clock from the
opening of the file, and in seconds of the processors, by all processes of the browser.
"""

import argparse
import json
import os
import statistics
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

from playwright.sync_api import Browser, TimeoutError, sync_playwright
from pyvis.network import Network as PyvisNetwork

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from queries.network import Network, edges, implementation_network, nodes
from tests.benchmarks.engines import seconds_of
from tests.benchmarks.page import keep
from tests.benchmarks.world import World, graphs_of, response, vocabulary
from viz.network_page import network_page

CHROMIUM = "/usr/bin/chromium"
#: Milliseconds after which a page is given up, and counts with this time.
PATIENCE = 120_000
#: Both bring vis-network. Its first frame comes after everything is set up; the frame after that is on the screen.
_DRAWN = """new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""
_SETTLED = """new Promise(done => {
    network.once("stabilizationIterationsDone", () => requestAnimationFrame(
        () => requestAnimationFrame(() => done(performance.now()))));
    setTimeout(() => done(performance.now()), %d);
})"""


def main() -> None:
    """Measure, print, and keep for the page."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks.pages")
    asked.add_argument("--nodes", type=int, nargs="+", default=[300, 3000])
    asked.add_argument("--repeat", type=int, default=3)
    given = asked.parse_args()
    found = {}
    with tempfile.TemporaryDirectory(prefix="prevgraph-bench-") as name, sync_playwright() as started:
        for count in given.nodes:
            network = network_of(count)
            files = {"ours": Path(name) / f"ours-{count}.html", "pyvis": Path(name) / f"pyvis-{count}.html"}
            files["ours"].write_text(network_page(network, title="Who implements what"), "utf-8")
            files["pyvis"].write_text(_plain(network), "utf-8")
            found[str(count)] = {"nodes": len(network), "edges": network.number_of_edges()}
            times: dict[str, list[tuple[float, float]]] = {one: [] for one in files}
            for _ in range(given.repeat):
                for one, file in files.items():
                    browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
                    times[one].append(usable(browser, file, _DRAWN if one == "ours" else _SETTLED % PATIENCE))
                    browser.close()
            for one, taken in times.items():
                clock, used = (round(statistics.median(part), 2) for part in zip(*taken, strict=True))
                found[str(count)][one] = {"clock": clock, "processor": used}
            print(json.dumps(found[str(count)]), flush=True)
    keep("pages", found)


def network_of(count: int) -> Network:
    """Who implements what in so many invented states that there are at least so many things."""
    store, ids, places = EmbeddedStore(), Identifiers(), World().places()
    store.replace_all(vocabulary(ids))
    network: Network = implementation_network(store)
    while len(network) < count:
        for place in islice(places, max(1, (count - len(network)) // 100)):
            store.replace_all(graphs_of(response(1, *place), ids))
        network = implementation_network(store)
    return network


def _plain(network: Network) -> str:
    """The same things and relations as a page of plain pyvis, everything at its own defaults."""
    held = PyvisNetwork(directed=True, cdn_resources="in_line")
    for node in nodes(network):
        held.add_node(node.iri, label=node.label)
    for edge in edges(network):
        held.add_edge(edge.subject, edge.object, title=edge.label)
    return str(held.generate_html())


def usable(browser: Browser, file: Path, when: str) -> tuple[float, float]:
    """Seconds until a page can be used: by the clock, and of the browser's processes."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    before = _browser_seconds()
    page.goto(file.as_uri(), wait_until="commit")
    try:
        page.wait_for_selector("canvas", state="attached")
        clock = page.evaluate(when)
    except TimeoutError:
        clock = PATIENCE
    return clock / 1000, _browser_seconds() - before


def _browser_seconds() -> float:
    """Seconds that this process's browser has had of the processors; others may run beside it."""
    parents = {int(at.parent.name): _parent(at) for at in Path("/proc").glob("[0-9]*/stat")}
    own = (process for process in parents if process != os.getpid() and _descends(process, parents))
    return sum(map(_seconds, own))


def _seconds(process: int) -> float:
    with suppress(FileNotFoundError, ProcessLookupError):
        return seconds_of(process)
    return 0.0


def _parent(stat: Path) -> int:
    with suppress(FileNotFoundError, ProcessLookupError):
        return int(stat.read_text("utf-8").rpartition(")")[2].split()[1])
    return 0


def _descends(process: int, parents: Mapping[int, int]) -> bool:
    while process not in (0, 1, os.getpid()):
        process = parents.get(process, 0)
    return process == os.getpid()


if __name__ == "__main__":
    main()
