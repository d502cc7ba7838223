"""Reading on a Dask cluster: the same function, the same outcomes in the same order, on other machines.

What is lost on the way, with a worker or with the scheduler, is read again, so many times and no more. Workers need the
same version of this project and see the files under the same paths, as on a shared drive.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ingest.run import Outcome, Unreadable, WorkerDied, attempt
from ontology.errors import PrevgraphError
from prevgraph.ingesting import code_digest

if TYPE_CHECKING:
    from distributed import Client, Future

Result = TypeVar("Result")

#: The address that stands for a cluster on this machine, for the time of the run.
LOCAL = "local"
#: How many files wait for each thread of the cluster.
_WAITING = 2
#: How often a scheduler that went away is looked for again before the run gives up, and the pause between, in seconds.
_ATTEMPTS, _PAUSE = 5, 2.0
#: Seconds to wait for a scheduler to answer and for a first worker, and for another when none is left.
PATIENCE = 30.0


class NoDask(PrevgraphError):
    """The library that talks to a cluster is not there."""

    message = "reading on a cluster needs the extra `cluster`: pip install 'preventiongraph[cluster]'"


class ClusterUnreachable(PrevgraphError):
    """Nothing that could read is there."""

    message = "the cluster {0} cannot be used: {1}; what was read is in the store, run the same command again to go on."


class OtherVersion(PrevgraphError):
    """A worker that would read otherwise than this process."""

    message = "{0}: the worker on {1} runs another version of this project; install the same one everywhere."


class NotSeenThere(PrevgraphError):
    """A file that is here and not where it is to be read."""

    message = "{0}: the worker on {1} does not see this file; a cluster needs the same folder under the same path."


class _Gone(Exception):
    """The scheduler, or its last worker, went away."""


def read_on_cluster(
    paths: Iterable[Path],
    read: Callable[[Path], Result],
    *,
    address: str,
    jobs: int | None = None,
    patience: float = PATIENCE,
) -> Iterator[Outcome[Result]]:
    """The outcome for each file, in the order of `paths`, read by the workers of the cluster at `address`.

    `jobs` is the number of workers where the cluster is the local one; another has as many as it has.
    """
    waiting, failed, was_there = deque(paths), 0, False
    with _cluster(address, jobs) as where:
        while waiting:
            left = len(waiting)
            try:
                with _client(where, patience) as client:
                    was_there = True
                    yield from _spread(client, waiting, read, patience)
            except _Gone as error:
                failed = failed + 1 if len(waiting) == left else 1
                if failed > _ATTEMPTS or not was_there:
                    raise ClusterUnreachable(address, error) from error
                time.sleep(_PAUSE)


@contextmanager
def _cluster(address: str, jobs: int | None) -> Iterator[str]:
    """The address of the scheduler; the local cluster is started and ended with the block."""
    try:
        import distributed
    except ImportError as error:
        raise NoDask from error
    with ExitStack() as held:
        held.enter_context(_quiet())
        if address != LOCAL:
            yield address
            return
        cluster = distributed.LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=jobs,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )
        yield held.enter_context(cluster).scheduler_address


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the library's own log: what happens is told by outcomes and errors."""
    loggers = [logging.getLogger(f"distributed.{part}") for part in ("client", "core", "comm", "nanny", "worker")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    yield
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


@contextmanager
def _client(address: str, patience: float) -> Iterator["Client"]:
    """A connection to a scheduler that has at least one worker."""
    from distributed import Client

    try:
        client = Client(address, timeout=patience, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise _Gone(f"no scheduler answers there ({type(error).__name__})") from error
    try:
        try:
            client.wait_for_workers(1, timeout=patience)
        except (OSError, CancelledError) as error:
            raise _Gone(f"it has no worker after {patience:g} seconds") from error
        yield client
    finally:
        client.close(timeout=2)  # type: ignore[no-untyped-call]


def _spread(
    client: "Client", waiting: deque[Path], read: Callable[[Path], Result], patience: float
) -> Iterator[Outcome[Result]]:
    """The outcomes in order; a file leaves `waiting` when its outcome is handed out."""
    under_way: deque[Future[Any]] = deque()
    while waiting:
        while len(under_way) < min(_window(client), len(waiting)):
            under_way.append(_submit(client, waiting[len(under_way)], read))
        outcome = _outcome(client, waiting[0], under_way, read, patience)
        under_way.popleft()
        waiting.popleft()
        yield outcome


def _window(client: "Client") -> int:
    return max(1, sum(_threads(client).values())) * _WAITING


def _threads(client: "Client") -> dict[str, int]:
    with _gone_when_lost():
        return dict(client.nthreads())  # type: ignore[no-untyped-call]


@contextmanager
def _gone_when_lost() -> Iterator[None]:
    try:
        yield
    except (CancelledError, OSError) as error:
        raise _Gone("the scheduler went away") from error


def _submit(client: "Client", path: Path, read: Callable[[Path], Result]) -> "Future[Any]":
    with _gone_when_lost():
        future: Future[Any] = client.submit(_read_there, read, path, code_digest(), pure=False)
        return future


def _outcome(
    client: "Client", path: Path, under_way: deque["Future[Any]"], read: Callable[[Path], Result], patience: float
) -> Outcome[Result]:
    from distributed import KilledWorker

    try:
        return _result(client, path, under_way[0], patience)
    except KilledWorker:
        # All that a dead worker had is suspected: alone on the cluster, the file shows whether it was the cause.
        for other in under_way:
            with suppress(KilledWorker):
                _result(client, path, other, patience)
        try:
            return _result(client, path, _submit(client, path, read), patience)
        except KilledWorker:
            return Outcome(path, error=WorkerDied(path))


def _result(client: "Client", path: Path, future: "Future[Any]", patience: float) -> Outcome[Any]:
    """What the worker made of the file, waited for as long as there is a worker."""
    from distributed import KilledWorker
    from distributed import TimeoutError as NotYet

    while True:
        try:
            found: Outcome[Any] = future.result(timeout=patience)
            return found
        except NotYet as error:
            if not _threads(client):
                raise _Gone(f"it has had no worker for {patience:g} seconds") from error
        except KilledWorker:
            raise
        except (CancelledError, OSError) as error:
            raise _Gone("the scheduler went away") from error
        except Exception as error:
            return Outcome(path, error=Unreadable(path, f"{type(error).__name__}: {error}"))


#: A worker may have many threads; the libraries below the readers are not all made for that.
_ONE_AT_A_TIME = threading.Lock()


def _read_there(read: Callable[[Path], Result], path: Path, code: str) -> Outcome[Result]:
    """The outcome of one file; runs on a worker."""
    import platform

    if code_digest() != code:
        return Outcome(path, error=OtherVersion(path, platform.node()))
    if not path.exists():
        return Outcome(path, error=NotSeenThere(path, platform.node()))
    with _ONE_AT_A_TIME:
        return attempt(path, read)
