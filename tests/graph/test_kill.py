"""A writer that is killed at any moment leaves each graph whole, before or after."""

import multiprocessing
import random
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.lines import digest, write_line
from graph.revision import revision_of
from tests.graph.writer import INFERRED, SAID, SIZE, write

_PATIENCE = 60


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.graph.writer"])
    return context


def kill_writer(folder: Path, processes: ForkServerContext, *, steps: int, after: float) -> int:
    """Kill a writer that many seconds into that step of its work, whatever else the machine does; its version then."""
    heard, told = processes.Pipe(duplex=False)
    writer = processes.Process(target=write, args=(folder, told))
    writer.start()
    told.close()
    for _ in range(steps):
        assert heard.poll(_PATIENCE), "the writer does nothing"
        version = heard.recv()
    time.sleep(after)
    assert writer.is_alive(), "the writer stopped by itself"
    writer.kill()
    writer.join(_PATIENCE)
    heard.close()
    return int(version)


def check_whole(folder: Path, *, read_only: bool) -> int:
    """Every graph has one version and all of it, and its digest is noted, and the sum of all; how many there are."""
    store = EmbeddedStore(folder, read_only=read_only)
    versions, digests = {}, []
    for graph in store.graphs():
        said = list(store.statements(graph))
        assert len(said) == SIZE
        (versions[graph],) = {statement.object for statement in said}
        digests.append(digest(graph, map(write_line, said)))
        assert store._notes.digest(store._store, graph) == digests[-1]
    assert store.revision() == revision_of(digests)
    assert versions.get(SAID) == versions.get(INFERRED)
    store.close()
    return len(versions)


def newest(folder: Path) -> int:
    """The version that the store holds; -1 where it holds none."""
    store = EmbeddedStore(folder, read_only=True)
    first = next(iter(store.statements(SAID)), None)
    store.close()
    return int(first.object) if first else -1


def kill_repeatedly(folder: Path, processes: ForkServerContext, *, times: int) -> int:
    moments = random.Random(2002)
    EmbeddedStore(folder).close()
    found = 0
    for _ in range(times):
        begun = kill_writer(folder, processes, steps=moments.randint(1, 3), after=moments.uniform(0, 0.03))
        check_whole(folder, read_only=True)
        found = check_whole(folder, read_only=False)
        assert newest(folder) >= begun - 1, "a version is lost that was there before the next was begun"
    return found


def test_ten_killed_writers_lose_and_tear_nothing(tmp_path: Path, processes: ForkServerContext) -> None:
    assert kill_repeatedly(tmp_path / "store", processes, times=10) > 0


@pytest.mark.slow
def test_a_hundred_killed_writers_lose_and_tear_nothing(
    tmp_path: Path, processes: ForkServerContext, figure: Callable[[str], None]
) -> None:
    found = kill_repeatedly(tmp_path / "store", processes, times=100)
    assert found > 20
    figure(f"writers killed: 100, survived: 100, with {found} graphs whole in the end")
