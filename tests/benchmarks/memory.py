"""Whether memory stays flat: `python -m tests.benchmarks.memory [--responses 10000]`; figures for docs/scale.md.

So many invented states reply once, and all replies are read into one store in one run, as `prevgraph ingest FOLDER`
does it. What the main process and its workers hold of their own is noted as the run goes on, and how much of it a
thousand responses add in the second half. The store is thrown away: there are not enough codes for invented states, so
most of these have one that means nothing.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from statistics import linear_regression
from string import ascii_uppercase

import psutil

from graph.embedded import EmbeddedStore
from ontology.states import StateNames, name_key
from prevgraph.dataset.publisher import read_publisher
from prevgraph.ingesting import Ingested, ingest
from prevgraph.opening import writing_to
from prevgraph.reading import ReadingPlan
from tests.benchmarks.page import keep
from tests.benchmarks.population import population
from tests.benchmarks.world import response, round_name

_MEGABYTE = 1e6
_STEPS = 20
#: The main process fills and empties its portions of lines (`graph.numbering`): the highest between two steps counts.
_OFTEN = 10


@dataclass(frozen=True, slots=True)
class Sample:
    """What was held after so many responses, in bytes, and what the main process had worked by then, in seconds."""

    responses: int
    main: int
    workers: int
    seconds: float
    worked: float


def states(seed: int) -> Iterator[tuple[str, str]]:
    """Codes that no state has, the invented states' first, each with a name that no other has."""
    known = StateNames.load()
    taken = set(known.codes)
    for letters in product("X" + ascii_uppercase.replace("X", ""), ascii_uppercase, ascii_uppercase):
        iso3 = "".join(letters)
        name = population(seed, iso3).name
        if iso3 not in known.labels and name_key(name) not in taken:
            taken.add(name_key(name))
            yield iso3, name


def write_responses(folder: Path, number: int, *, seed: int = 1) -> tuple[list[Path], Path]:
    """So many replies as files, and the file that lists their states."""
    invented = dict(islice(states(seed), number))
    population.cache_clear()
    listed = folder / "states.toml"
    listed.write_text("[states]\n" + "".join(f'{iso3} = ["{name}"]\n' for iso3, name in invented.items()), "utf-8")
    files = []
    for iso3 in invented:
        files.append(folder / f"{iso3.lower()}.md")
        files[-1].write_text(response(seed, iso3, round_name(0)).document.text, "utf-8")
        population.cache_clear()
    return files, listed


def read_all(folder: Path, files: list[Path], listed: Path) -> Iterator[Sample]:
    """Read them into one store, as the command does; a sample at each step."""
    done: list[Ingested] = []
    begun, highest = time.perf_counter(), 0
    worked = sum(psutil.Process().cpu_times()[:2])
    with writing_to(str(folder / "store"), base="") as store:
        assert isinstance(store, EmbeddedStore)
        store.number_columns()
        plan = ReadingPlan(states_files=(listed,))
        for one in ingest(store, files, plan=plan, publisher=read_publisher(folder / "none.toml")):
            done.append(one)
            if len(done) % _OFTEN == 0:
                highest = max(highest, psutil.Process().memory_full_info().uss)
            if len(done) % max(1, len(files) // _STEPS) == 0:
                yield _sample(len(done), begun, worked, highest)
                highest = 0
        begun_columns = time.perf_counter()
        store.make_columns()
        print(f"columns: {time.perf_counter() - begun_columns:.0f} s; failed: {sum(bool(one.error) for one in done)}")


def _sample(number: int, begun: float, worked: float, highest: int) -> Sample:
    own = psutil.Process()
    held = [worker.memory_full_info().uss for worker in own.children() if "spawn_main" in " ".join(worker.cmdline())]
    worked = sum(own.cpu_times()[:2]) - worked
    main = max(highest, own.memory_full_info().uss)
    return Sample(number, main, max(held, default=0), time.perf_counter() - begun, worked)


def slopes(samples: list[Sample]) -> dict[str, float]:
    """Megabytes that a thousand responses add in the second half, to the main process and to a worker."""
    later = [one for one in samples[len(samples) // 2 :] if one.workers]  # at the very end they are gone
    if len(later) < 2:
        sys.exit("Too few responses to tell: give 1,000 or more.")
    held = {"main": [one.main for one in later], "worker": [one.workers for one in later]}
    after = [one.responses / 1000 for one in later]
    return {name: round(linear_regression(after, some).slope / _MEGABYTE, 1) for name, some in held.items()}


def told(samples: list[Sample]) -> dict[str, object]:
    """What is kept for the page."""
    return {
        "responses": samples[-1].responses,
        "main": round(max(one.main for one in samples) / _MEGABYTE),
        "worker": round(max(one.workers for one in samples) / _MEGABYTE),
        "megabytes for a thousand responses": slopes(samples),
        "samples": [
            {
                "responses": one.responses,
                "main": round(one.main / _MEGABYTE),
                "worker": round(one.workers / _MEGABYTE),
                "seconds": round(one.seconds),
            }
            for one in samples
        ],
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--responses", type=int, default=10_000)
    number = options.parse_args().responses
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory() as name:
        files, listed = write_responses(Path(name), number)
        print("| responses | main MB | largest worker MB | seconds | main's processor s |\n|---|---|---|---|---|")
        samples = []
        for one in read_all(Path(name), files, listed):
            samples.append(one)
            held = f"{one.main / _MEGABYTE:.0f} | {one.workers / _MEGABYTE:.0f}"
            print(f"| {one.responses} | {held} | {one.seconds:.0f} | {one.worked:.0f} |", flush=True)
    for name, slope in slopes(samples).items():
        print(f"{name}: {slope:+.1f} MB for each thousand responses in the second half")
    keep("memory", told(samples))


if __name__ == "__main__":
    main()
