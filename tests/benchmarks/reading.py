"""How many responses are read in a second: `python -m tests.benchmarks.reading`; figures for docs/performance.md.

Copies of the bundled examples are read to the end (statements written, nothing stored), format by format, with one and
with two jobs, half of them and all: linear means that the two rates are alike. The time that workers take to start is
in. The processor's time for each file says what two cores would do that nobody else uses.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from ingest.run import read_files
from prevgraph.ingesting import read_file
from prevgraph.reading import ReadingPlan
from tests.benchmarks.page import keep

EXAMPLES = Path(__file__).resolve().parents[2] / "prevgraph" / "examples"
PLAN = ReadingPlan(states_files=(EXAMPLES / "states.toml",))
#: What is copied for each format, and how many copies in all.
FORMATS = {
    "text": (("*.md", "*.txt"), 120),
    "HTML": (("*.html",), 40),
    "DOCX": (("*.docx",), 60),
    "ODT": (("*.odt",), 40),
    "text PDF": (("*.pdf.pdf", "*.pdf-form.pdf"), 20),
}


def originals(patterns: tuple[str, ...]) -> list[Path]:
    """The bundled examples of a format."""
    return sorted(path for pattern in patterns for path in EXAMPLES.glob(f"[fr]*s*/{pattern}"))


@contextmanager
def copies(patterns: tuple[str, ...], number: int) -> Iterator[list[Path]]:
    """So many files, the originals in turn."""
    sources = originals(patterns)
    with tempfile.TemporaryDirectory() as folder:
        written = [Path(folder) / f"{place:04}-{sources[place % len(sources)].name}" for place in range(number)]
        for place, path in enumerate(written):
            shutil.copyfile(sources[place % len(sources)], path)
        yield written


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def processor_seconds() -> float:
    """What this process and those it has ended have used."""
    return sum(os.times()[:4])


def read_all(paths: list[Path], jobs: int) -> None:
    for outcome in read_files(paths, partial(read_file, PLAN), jobs=jobs):
        if outcome.error:
            sys.exit(str(outcome.error))


def formats(scale: float) -> dict[str, dict[str, float]]:
    """By format: milliseconds of the processor for each, and how many a second with one job and with two."""
    found: dict[str, dict[str, float]] = {}
    print("| format | jobs | files | seconds | files a second | processor ms a file |\n|---|---|---|---|---|---|")
    for name, (patterns, number) in FORMATS.items():
        with copies(patterns, max(2, round(number * scale))) as paths:
            for jobs in (1, 2):
                for part in (paths[: len(paths) // 2], paths):
                    before = processor_seconds()
                    took = seconds(partial(read_all, part, jobs))
                    each = (processor_seconds() - before) / len(part) * 1000
                    rate = len(part) / took
                    print(f"| {name} | {jobs} | {len(part)} | {took:.1f} | {rate:.1f} | {each:.0f} |", flush=True)
                measured = (
                    {"one job": round(rate, 2), "ms": round(each, 1)} if jobs == 1 else {"a second": round(rate, 2)}
                )
                found.setdefault(name, {}).update(measured)
    return found


def one_response() -> dict[str, float]:
    """Milliseconds for the first response in a process, and for a later one."""
    path = EXAMPLES / "responses" / "czech-republic.md"
    cold = seconds(lambda: read_file(PLAN, path))
    warm = min(seconds(lambda: read_file(PLAN, path)) for _ in range(10))
    print(f"| one response, first in a process | {cold * 1000:.0f} ms |\n| one response, warm | {warm * 1000:.0f} ms |")
    return {"cold": round(cold * 1000), "warm": round(warm * 1000)}


def print_commands() -> None:
    """The best of five, each a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "store")
        run = partial(subprocess.run, check=True, capture_output=True)
        program = [sys.executable, "-m", "prevgraph"]
        run([*program, "ingest", str(EXAMPLES / "responses" / "czech-republic.md"), "--store", store])
        for command in (["--help"], ["queries"], ["query", "strategies", "--store", store]):
            best = min(seconds(partial(run, [*program, *command])) for _ in range(5))
            print(f"| `prevgraph {' '.join(command[:2])}` | {best * 1000:.0f} ms |")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scale", type=float, default=1.0, help="Of how many copies; 1 takes about two minutes.")
    scale = options.parse_args().scale
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print("| what | best |\n|---|---|")
    once = one_response()
    print_commands()
    print()
    found = formats(scale)
    if scale >= 1:
        keep("reading", {**once, "formats": found})


if __name__ == "__main__":
    main()
