"""Measure the engines side by side on one world: `python -m tests.benchmarks [--states N] [--rounds N] [--check]`.

With `--check` nothing is timed that matters: it fails where two engines give different answers.
"""

import argparse
import gc
import multiprocessing
import multiprocessing.connection
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.lines import in_graph
from queries.ask import query_text, resolve
from queries.catalogue import names, question
from tests.benchmarks.engines import LONGEST, CutOff, Engine, Graphs, Texts, installed, seconds_of, size_of
from tests.benchmarks.page import keep
from tests.benchmarks.replacing import medians, replace, replies
from tests.benchmarks.world import World, all_graphs

IDS = Identifiers()
#: Virtuoso keeps true and false as numbers.
_ALIKE = {"true": "1", "false": "0"}
#: How often a response is replaced.
_TIMES = 5
#: How often, in seconds, it is looked whether an answer is there.
_GLANCE = 0.1
MACHINE = f"{platform.machine()}, {multiprocessing.cpu_count()} cores, shared; Python {platform.python_version()}"


def main() -> None:
    """Measure, print, and write the page."""
    asked = argparse.ArgumentParser(prog="make bench")
    asked.add_argument("--states", type=int, default=4)
    asked.add_argument("--rounds", type=int, default=1)
    asked.add_argument("--repeat", type=int, default=3, help="how often each question is put to each engine in turn")
    asked.add_argument(
        "--patience", type=float, default=3, help="seconds of the processor until a question is given up"
    )
    asked.add_argument("--check", action="store_true", help="ask once, compare the answers and write nothing")
    asked.add_argument("--whole", action="store_true", help="ask about all states at once, too")
    given = asked.parse_args()
    world = World(states=given.states, rounds=given.rounds)
    with tempfile.TemporaryDirectory(prefix="prevgraph-bench-") as folder:
        found = measure(world, Path(folder), given)
    differing = sorted({row["question"] for row in found["questions"] if row["differs"]})
    if not given.check:
        keep(f"{found['states']}x{found['rounds']}", found)
    if differing:
        sys.exit(f"engines differ on: {', '.join(differing)}")


def measure(world: World, folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """All that is measured of one world."""
    graphs = list(all_graphs(world, IDS))
    file = folder / "world.nq"
    statements = _write(file, graphs)
    print(f"{world.states} states, {world.rounds} rounds: {statements:,} statements", flush=True)
    with ExitStack() as held:
        engines: list[Engine] = []
        for make in installed(statements=statements):
            engine = held.enter_context(make(folder, graphs, file, given.patience))
            engines.append(engine)
            print(f"  {engine.name}: loaded in {engine.seconds_to_load:.1f} s", flush=True)
        graphs.clear()
        # Else a child that collects goes through all that rdflib holds, and pays for it.
        gc.freeze()
        rows = list(_ask_all(engines, folder, given))
    mine = next(engine for engine in engines if engine.folder)
    return {
        "states": world.states,
        "rounds": world.rounds,
        "statements": statements,
        "machine": MACHINE,
        "patience": given.patience,
        "loading": {engine.name: round(engine.seconds_to_load, 2) for engine in engines},
        "questions": rows,
        "start": start_up(mine.folder or folder),
        "replace": replace_one(mine.folder or folder),
        "bytes": {
            "store": size_of(mine.folder or folder, "data-*"),
            "columns": size_of(mine.folder or folder, "columns-*"),
        },
    }


def _write(file: Path, graphs: Graphs) -> int:
    count = 0
    with file.open("w", encoding="utf-8") as out:
        for graph, written in graphs:
            for line in written.lines():
                out.write(in_graph(line, graph))
                count += 1
    return count


def _ask_all(engines: Sequence[Engine], folder: Path, given: argparse.Namespace) -> Iterator[dict[str, object]]:
    store = EmbeddedStore(folder / "store", read_only=True)
    for name in names():
        asked = question(name)
        if asked.variant_of:
            continue
        takes_state = any(parameter.name == "state" for parameter in asked.parameters)
        for scope in (["state"] if takes_state else []) + (["whole"] if given.whole or not takes_state else []):
            parameters = {"state": "XAB"} if scope == "state" else {}
            yield _ask_one(engines, f"{name}", scope, query_text(asked, resolve(store, asked, parameters)), given)
    store.close()


def _ask_one(
    engines: Sequence[Engine], name: str, scope: str, query: str, given: argparse.Namespace
) -> dict[str, object]:
    """One question put to each engine in turn, as often as asked for."""
    times: dict[str, list[float]] = {engine.name: [] for engine in engines}
    answers: dict[str, Counter[tuple[str | None, ...]]] = {}
    for _ in range(1 if given.check else given.repeat):
        for engine in engines:
            if times[engine.name] and times[engine.name][-1] < 0:
                continue
            seconds, texts = _timed(engine, query, given.patience)
            times[engine.name].append(seconds)
            if texts is None:
                engine.calm_down(given.patience)
            else:
                engine.answered.append(query)
                answers[engine.name] = Counter(tuple(_ALIKE.get(str(text), text) for text in row) for row in texts)
    medians = {n: round(1000 * statistics.median(taken), 2) if min(taken) >= 0 else None for n, taken in times.items()}
    first = next(iter(answers.values()), None)
    differs = [n for n, answer in answers.items() if answer != first]
    rows = next((answer.total() for answer in answers.values()), None)
    shown = "  ".join(f"{n} {'given up' if t is None else f'{t:.1f}'}" for n, t in medians.items())
    print(
        f"  {name} ({scope}, {rows} rows): {shown}{'  DIFFERS: ' + ', '.join(differs) if differs else ''}", flush=True
    )
    return {"question": name, "scope": scope, "rows": rows, "ms": medians, "differs": differs}


def _timed(engine: Engine, query: str, patience: float) -> tuple[float, Texts | None]:
    """Seconds of the processor that an answer took, and the answer; -1 and nothing where it was given up.

    Each question goes to a process of its own, which has asked nothing before. The processor's time and not the
    clock's: others use the machine too, and none of the engines answers one question on two cores.
    """
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_ask_in_child, args=(engine, query, there))
    process.start()
    there.close()
    try:
        if _answers(here, engine, int(process.pid or 0), patience):
            seconds, texts = here.recv()
            return float(seconds), texts
    except EOFError:
        pass
    finally:
        process.kill()
        process.join()
        here.close()
    return -1.0, None


def _answers(here: "multiprocessing.connection.Connection", engine: Engine, process: int, patience: float) -> bool:
    """Whether an answer comes before so many seconds of the processor are used up, or ten times as many pass."""
    before, end = engine.server_seconds(), time.monotonic() + LONGEST * patience
    while not here.poll(_GLANCE):
        if seconds_of(process) + engine.server_seconds() - before > patience or time.monotonic() > end:
            return False
    return True


def _ask_in_child(engine: Engine, query: str, out: "multiprocessing.connection.Connection") -> None:
    start = time.process_time() + engine.server_seconds()
    try:
        found = engine.ask(query)
    except CutOff:
        return
    seconds = time.process_time() + engine.server_seconds() - start
    out.send((seconds, engine.read(found)))
    out.close()


def replace_one(folder: Path) -> dict[str, float]:
    """Milliseconds to replace one response by a wholly different one, and to open what the copy became."""
    store = EmbeddedStore(folder)
    took = medians([replace(store, graphs) for graphs in replies(_TIMES, IDS)])
    start = time.process_time()
    # None in a world so small that the copy is cleared away rather than followed by so long a log.
    store.columns()
    opened = time.process_time() - start
    store.close()
    return {"replace": took.own, "open_after": round(1000 * opened, 1)}


def start_up(folder: Path) -> dict[str, float]:
    """Milliseconds for two commands from start to end, where all modules are compiled, as they are once installed."""
    program = str(Path(sys.executable).with_name("prevgraph"))
    commands = {"--help": [program, "--help"], "query": [program, "query", "states", "--store", str(folder)]}
    with tempfile.TemporaryDirectory(prefix="prevgraph-bench-") as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        return {name: _run(command, environment) for name, command in commands.items()}


def _run(command: Sequence[str], environment: Mapping[str, str]) -> float:
    times = []
    for _ in range(6):
        start = _seconds_of_children()
        subprocess.run(command, check=True, capture_output=True, env=environment)
        times.append(_seconds_of_children() - start)
    # The first one has compiled.
    return round(1000 * statistics.median(times[1:]), 1)


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
