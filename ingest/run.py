"""Many files at once: all cores, memory flat, past every bad file.

What is done with one file is handed in as a function; this module only spreads the files over worker processes and
brings the outcomes back. A file that kills its worker is found out and reported, the others are read all the same.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from ontology.errors import PrevgraphError

Result = TypeVar("Result")

#: How many files wait for each worker: enough to keep it busy, few enough to keep memory flat.
_WAITING = 2


class WorkerDied(PrevgraphError):
    """A file at which the process that read it ended, most likely for want of memory."""

    message = "{0}: the process reading it died (too little memory, or a damaged file); the other files were read."


class Unreadable(PrevgraphError):
    """A file at which our own code failed: a fault to report."""

    message = "{0}: reading it failed unexpectedly ({1}); please report this with the file."


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What came of one file: a result, or the error that says why there is none."""

    path: Path
    result: Result | None = None
    error: PrevgraphError | None = None


def find_files(paths: Iterable[Path], *, suffixes: frozenset[str]) -> list[Path]:
    """The files to read, sorted and each once: files as named, folders searched for readable kinds of file.

    Hidden files, Word's lock files (`~$...`) and files of other kinds are passed over in folders.
    """
    found: dict[Path, None] = {}
    for path in sorted(paths):
        inside = sorted(p for p in path.rglob("*") if _is_response_file(p, suffixes)) if path.is_dir() else [path]
        found.update(dict.fromkeys(inside))
    return list(found)


def _is_response_file(path: Path, suffixes: frozenset[str]) -> bool:
    return path.suffix.lower() in suffixes and not path.name.startswith((".", "~$")) and path.is_file()


def read_files(
    paths: Iterable[Path], read: Callable[[Path], Result], *, jobs: int | None = None
) -> Iterator[Outcome[Result]]:
    """The outcome for each file, in the order of `paths` whatever the number of jobs (None: one for each core)."""
    jobs = jobs or os.cpu_count() or 1
    files = list(paths)
    if jobs == 1 or len(files) < 2:
        yield from (attempt(path, read) for path in files)
    else:
        yield from _in_parallel(deque(files), read, jobs)


def attempt(path: Path, read: Callable[[Path], Result]) -> Outcome[Result]:
    """The outcome of one file, in this process; an error never escapes."""
    try:
        return Outcome(path, read(path))
    except PrevgraphError as error:
        return Outcome(path, error=error)
    except Exception as error:
        return Outcome(path, error=Unreadable(path, f"{type(error).__name__}: {error}"))


def _in_parallel(files: deque[Path], read: Callable[[Path], Result], jobs: int) -> Iterator[Outcome[Result]]:
    while files:
        under_way: deque[tuple[Path, Future[Outcome[Result]]]] = deque()
        with _pool(jobs) as pool:
            try:
                while files or under_way:
                    while files and len(under_way) < jobs * _WAITING:
                        under_way.append((files[0], pool.submit(attempt, files[0], read)))
                        files.popleft()
                    outcome = under_way[0][1].result()
                    under_way.popleft()
                    yield outcome
            except BrokenProcessPool:
                pass
        yield from (_alone(path, read) for path, _ in under_way)


def _alone(path: Path, read: Callable[[Path], Result]) -> Outcome[Result]:
    """The outcome of a file that was under way when a worker died: it gets a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(attempt, path, read).result()
        except BrokenProcessPool:
            return Outcome(path, error=WorkerDied(path))


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a store's background threads do not survive a fork.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
