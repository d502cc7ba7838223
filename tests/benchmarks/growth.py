"""What changes as the graph grows: `python -m tests.benchmarks.growth --rounds 1 10 100 [--folder FOLDER]`.

Stores of so many rounds of the invented world are made, unless FOLDER holds them from another time, and each question
of the catalogue about one state is put to each new one in a process of its own. Then all are measured in turn:
replacing a reply by a wholly different one, and knowing the revision afterwards. A hundred rounds are 71 million
statements: an hour and a half on a busy machine of two cores, and 20 GB.
"""

import argparse
import json
import multiprocessing
import multiprocessing.connection
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from rdflib.term import URIRef

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.lines import Written
from queries.ask import query_text, resolve
from queries.catalogue import names, question
from queries.columnar.select import select
from tests.benchmarks.engines import size_of
from tests.benchmarks.page import keep
from tests.benchmarks.replacing import STATE, Took, medians, replace, replies
from tests.benchmarks.world import World, all_graphs

IDS = Identifiers()
_TIMES = 7
#: Seconds by the clock after which a question is given up.
_PATIENCE = 30.0
_MADE = "made.json"


@dataclass(slots=True)
class Grown:
    """A store of so many rounds: what making it took, and milliseconds of each thing measured since."""

    rounds: int
    folder: Path
    made: dict[str, Any]
    replacing: list[Took] = field(default_factory=list)
    revision: list[float] = field(default_factory=list)

    def summary(self) -> dict[str, object]:
        """Medians, as kept for the page; times in milliseconds, `by the clock` beside those of the processor."""
        took = medians(self.replacing)
        return {
            **self.made,
            "rounds": self.rounds,
            "replace": took.own,
            "replace by the clock": took.clock,
            "revision": round(statistics.median(self.revision), 2),
        }


def grown(folder: Path, rounds: int) -> Grown:
    """The store of so many rounds, made where it is not there whole."""
    place = folder / f"rounds-{rounds}"
    if not (place / _MADE).exists():
        made = _make(place, World(rounds=rounds))
        # Only now: what is replaced later leaves a log, which who asks has to read first.
        made |= asked(place / "store")
        (place / _MADE).write_text(json.dumps(made), "utf-8")
    return Grown(rounds, place / "store", json.loads((place / _MADE).read_text("utf-8")))


def _make(place: Path, world: World) -> dict[str, Any]:
    """Load a world; what that took, without making the statements."""
    place.mkdir(parents=True)
    store, counted = EmbeddedStore(place / "store"), _Counted(all_graphs(world, IDS))
    store.number_columns()
    before, begun = sum(psutil.Process().cpu_times()[:2]), time.perf_counter()
    store.load(counted)
    loaded = sum(psutil.Process().cpu_times()[:2]) - before - counted.worked
    before = time.process_time()
    store.make_columns()
    columns = time.process_time() - before
    store.close()
    return {
        "statements": counted.statements,
        "graphs": counted.graphs,
        "seconds to load": round(loaded, 1),
        "seconds to make the columns": round(columns, 1),
        "seconds by the clock, statements made included": round(time.perf_counter() - begun, 1),
        "bytes of the database": size_of(place / "store", "data-*"),
        "bytes of the columns": size_of(place / "store", "columns-*"),
        "megabytes of memory, at most": _most_memory(),
    }


def _most_memory() -> int:
    """Megabytes that this process has held at most, which Linux tells as kilobytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


class _Counted:
    """Graphs on their way, counted, and the processor's time that making them took."""

    def __init__(self, graphs: Iterator[tuple[URIRef, Written]]) -> None:
        self._graphs = graphs
        self.statements, self.graphs, self.worked = 0, 0, 0.0

    def __iter__(self) -> Iterator[tuple[URIRef, Written]]:
        while True:
            begun = time.thread_time()
            found = next(self._graphs, None)
            self.worked += time.thread_time() - begun
            if found is None:
                return
            self.statements += found[1].data.count(b"\n") + 1
            self.graphs += 1
            if self.graphs % 4000 == 0:
                print(f"  {self.statements:,} statements in {self.graphs:,} graphs", flush=True)
            yield found


def replace_in(stores: list[Grown]) -> None:
    """Replace a reply in each store in turn, as often as it takes, by one that no other time has."""
    opened = [EmbeddedStore(one.folder) for one in stores]
    for graphs in replies(_TIMES, IDS):
        for store, one in zip(opened, stores, strict=True):
            one.replacing.append(replace(store, graphs))
            begun = time.perf_counter()
            store.revision()
            one.revision.append(1000 * (time.perf_counter() - begun))
    for store in opened:
        store.close()


def asked(folder: Path) -> dict[str, Any]:
    """Each question of the catalogue about one state, asked in a process that has asked nothing before."""
    alone = [str(name) for name in names() if not question(name).variant_of]
    found = {name: _in_child(partial(_ask, folder, name)) for name in alone}
    answered = [took for took in found.values() if took is not None]
    return {
        "questions": {name: took and took[0] for name, took in found.items()},
        "question, median": round(statistics.median(took for took, _ in answered), 1),
        "memory of a process that asks, largest": max(held for _, held in answered),
    }


def _ask(folder: Path, name: str) -> tuple[float, int]:
    """Milliseconds of the processor that an answer took, and megabytes that the process held of its own at the end."""
    store, about = EmbeddedStore(folder, read_only=True), question(name)
    takes_state = any(parameter.name == "state" for parameter in about.parameters)
    query = query_text(about, resolve(store, about, {"state": STATE} if takes_state else {}))
    begun = time.process_time()
    select(store, query)
    took = round(1000 * (time.process_time() - begun), 1)
    store.close()
    return took, psutil.Process().memory_full_info().uss // 1_000_000


def _in_child(work: Callable[[], tuple[float, int]]) -> tuple[float, int] | None:
    """What comes of it in a process of its own; nothing where that takes longer than anyone waits."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=lambda: there.send(work()))
    process.start()
    there.close()
    found: tuple[float, int] | None = here.recv() if here.poll(_PATIENCE) else None
    process.kill()
    process.join()
    return found


def main() -> None:
    """Make what is missing, measure in turn, print, and keep for the page."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.growth")
    options.add_argument("--rounds", type=int, nargs="+", default=[1, 10])
    options.add_argument("--folder", type=Path, help="where the stores are kept; else they are thrown away")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="prevgraph-bench-") as thrown_away:
        stores = [grown(given.folder or Path(thrown_away), rounds) for rounds in given.rounds]
        replace_in(stores)
        found = [one.summary() for one in stores]
    print(json.dumps(found, indent=1))
    keep("growth", {"sizes": found})


if __name__ == "__main__":
    main()
