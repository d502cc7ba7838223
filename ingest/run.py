"""Many files at once: all cores, memory flat, past every bad file.

What is done with one file is handed in as a function; this module only spreads the files over worker processes and
brings the outcomes back. A file that kills its worker is found out and reported, the others are read all the same.
"""

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Generic, TypeVar

from ontology.errors import PrevgraphError

Result = TypeVar("Result")

#: How many files wait for each worker: enough to keep it busy, few enough to keep memory flat.
_WAITING = 2
#: Seconds of the processor's time that one file may take in a worker: three times what a scan of the most pages needs.
_LONGEST = 600
#: How many things more than were let go again: some 30 MB of them.
_PILED_UP = 200_000
#: Seconds in which a worker has handed over what it read, when nothing more is asked of it.
_HANDING_OVER = 5.0
#: Bytes of text and office files that one process reads in the time that another takes to start (docs/performance.md).
_LITTLE = 600_000


class WorkerDied(PrevgraphError):
    """A file at which the process that read it ended, most likely for want of memory or time."""

    message = (
        "{0}: the process reading it died (too little memory or time, or a damaged file): save it anew;"
        " the other files were read."
    )


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
    files = list(paths)
    jobs = min(jobs or _cores(), len(files))
    if all(map(_is_safe, files)) and (jobs == 1 or _is_little(files)):
        yield from (attempt(path, read) for path in files)
    elif files:
        yield from _in_parallel(deque(files), read, jobs)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _is_safe(path: Path) -> bool:
    """Whether reading the file cannot end the process: the library that opens PDF is not Python."""
    try:
        with path.open("rb") as file:
            return path.suffix.lower() != ".pdf" and b"%PDF-" not in file.read(1024)
    except OSError:
        return path.suffix.lower() != ".pdf"


def _is_little(files: Iterable[Path]) -> bool:
    """Whether the files are read sooner than a second process would be ready."""
    return sum(path.stat().st_size for path in files if path.is_file()) < _LITTLE


def attempt(path: Path, read: Callable[[Path], Result]) -> Outcome[Result]:
    """The outcome of one file, in this process; an error never escapes."""
    try:
        with rarely_collected():
            return Outcome(path, read(path))
    except PrevgraphError as error:
        return Outcome(path, error=error)
    except (Exception, SystemExit) as error:
        return _unexpected(path, error)


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Lets Python's collector of cycles run where something has piled up only.

    A reading makes some hundred thousand things and hardly a cycle; looking for some, again and again through all
    lexicons, took a sixth of it. To number what goes into a store makes as many.
    """
    before = gc.get_threshold()
    gc.set_threshold(_PILED_UP, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _unexpected(path: Path, error: BaseException) -> Outcome[Result]:
    return Outcome(path, error=Unreadable(path, f"{type(error).__name__}: {error}"))


def _in_parallel(files: deque[Path], read: Callable[[Path], Result], jobs: int) -> Iterator[Outcome[Result]]:
    while files:
        under_way: deque[tuple[Path, Future[Outcome[Result]]]] = deque()
        with _pool(jobs) as pool:
            try:
                while files or under_way:
                    while files and len(under_way) < jobs * _WAITING:
                        under_way.append((files[0], _submit(pool, files[0], read)))
                        files.popleft()
                    outcome = _outcome(*under_way[0])
                    under_way.popleft()
                    yield outcome
            except BrokenProcessPool:
                pass
        yield from (_after_a_death(path, future, read) for path, future in under_way)


def _after_a_death(path: Path, future: Future[Outcome[Result]], read: Callable[[Path], Result]) -> Outcome[Result]:
    """The outcome of a file that was under way when a worker died: it gets a process of its own if it has to."""
    try:
        return _outcome(path, future)
    except BrokenProcessPool:
        with _pool(1) as pool:
            try:
                return _outcome(path, _submit(pool, path, read))
            except BrokenProcessPool:
                return Outcome(path, error=WorkerDied(path))


def _outcome(path: Path, future: Future[Outcome[Result]]) -> Outcome[Result]:
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except Exception as error:
        # What a worker cannot send back comes here.
        return _unexpected(path, error)


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Worker processes that end with the block, or with this process, however it ends."""
    # Spawned, not forked: a store's background threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    theirs, ours = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with, initargs=(theirs,))
    try:
        yield pool
        pool.shutdown()
    finally:
        # Nothing is ever sent: when this end is closed, a worker still busy ends at once.
        ours.close()
        pool.shutdown(cancel_futures=True)
        theirs.close()


class _Turn:
    """What this worker does: it is ended while it reads a file, not while it hands over what it read.

    Whoever waits for the second half of what a worker hands over would wait for ever.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_reading = self._is_over = False

    @contextmanager
    def reading(self) -> Iterator[None]:
        with self._lock:
            if self._is_over:
                os._exit(1)
            self._is_reading = True
        try:
            yield
        finally:
            with self._lock:
                self._is_reading = False

    def end(self) -> None:
        """End this process: at once where it reads, else when it has handed over."""
        with self._lock:
            self._is_over = True
            if self._is_reading:
                os._exit(1)
        time.sleep(_HANDING_OVER)
        os._exit(1)


#: One for each worker process: the thread that ends it and the reading must know the same.
_TURN = _Turn()


def _end_with(connection: Connection) -> None:
    """Make this worker end when the other end of the connection is closed."""

    def wait() -> None:
        with suppress(EOFError, OSError):
            connection.recv()
        _TURN.end()

    threading.Thread(target=wait, daemon=True).start()


def _attempt_in_time(path: Path, read: Callable[[Path], Result]) -> Outcome[Result]:
    """The outcome of one file in a worker, which ends where a library that is not Python never comes back."""
    with suppress(ImportError, ValueError):  # a system without limits, or with a lower one
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + _LONGEST, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    with _TURN.reading():
        return attempt(path, read)


def _submit(pool: ProcessPoolExecutor, path: Path, read: Callable[[Path], Result]) -> Future[Outcome[Result]]:
    """Hand a file to the pool, which may start a worker for it: one that leaves an interruption to this process."""
    if not hasattr(signal, "pthread_sigmask"):
        return pool.submit(_attempt_in_time, path, read)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_attempt_in_time, path, read)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
