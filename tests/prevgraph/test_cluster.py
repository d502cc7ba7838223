"""Reading on a real Dask cluster on this machine, with workers and schedulers that go away."""

import io
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph.embedded import EmbeddedStore
from ingest.run import WorkerDied
from prevgraph import cluster
from prevgraph.cluster import LOCAL, ClusterUnreachable, NotSeenThere, read_on_cluster
from prevgraph.dataset.publisher import Publisher
from prevgraph.ingesting import ingest
from prevgraph.reading import ReadingPlan
from tests.ingest.misreading import misread, note_and_read
from tests.prevgraph.copies import copies_of_the_czech_response

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


@contextmanager
def local_cluster(workers: int = 2) -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as running:
        yield running


def files(folder: Path, *stems: str) -> list[Path]:
    for stem in stems:
        (folder / f"{stem}.txt").touch()
    return [folder / f"{stem}.txt" for stem in stems]


def graph(paths: list[Path], spread: Any) -> bytes:
    out = io.BytesIO()
    with closing(EmbeddedStore()) as store:
        list(
            ingest(
                store,
                paths,
                plan=ReadingPlan(),
                publisher=Publisher(),
                clock=lambda: datetime(2020, 1, 1, tzinfo=UTC),
                **spread,
            )
        )
        store.dump(out)
    return out.getvalue()


def test_the_graph_is_the_same_as_from_one_process(tmp_path: Path) -> None:
    paths = copies_of_the_czech_response(tmp_path, 5)
    on_cluster = partial(read_on_cluster, address=LOCAL)
    assert graph(paths, {"spread": on_cluster, "jobs": 2}) == graph(paths, {"jobs": 1})


def test_a_file_that_kills_workers_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    paths = files(tmp_path, "a", "b", "refused", "dies", "c", "d", "e")
    with local_cluster() as running:
        found = list(read_on_cluster(paths, misread, address=running.scheduler_address))
    assert [one.path for one in found] == paths
    assert [one.result for one in found if one.result] == list("ABCDE")
    assert [type(one.error).__name__ for one in found if one.error] == ["Refused", "WorkerDied"]
    assert isinstance(found[3].error, WorkerDied)


def test_what_a_killed_worker_was_reading_is_read_by_another(tmp_path: Path) -> None:
    paths = files(tmp_path, *(f"{number:02}" for number in range(30)))
    with local_cluster() as running:
        found = []
        for one in read_on_cluster(paths, note_and_read, address=running.scheduler_address):
            found.append(one.result)
            if len(found) == 5:
                os.kill(next(iter(running.workers.values())).pid, signal.SIGKILL)
    assert found == [path.stem for path in paths]


def test_a_scheduler_that_comes_back_is_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PAUSE", 0.5)
    paths = files(tmp_path, *(f"{number:02}" for number in range(12)))
    with local_cluster(1) as first:
        address = first.scheduler_address
        outcomes = read_on_cluster(paths, misread, address=address, patience=10)
        found = [next(outcomes).result for _ in range(3)]
    again = threading.Event()
    port = int(address.rsplit(":", 1)[1])

    def come_back() -> None:
        with distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, host="127.0.0.1", scheduler_port=port, dashboard_address=None
        ):
            again.wait(60)

    thread = threading.Thread(target=come_back)
    thread.start()
    found += [one.result for one in outcomes]
    again.set()
    thread.join()
    assert found == [path.stem for path in paths]


def test_a_scheduler_that_stays_away_ends_the_run_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_PAUSE", 0.1)
    paths = files(tmp_path, *(f"{number:02}" for number in range(12)))
    with local_cluster(1) as running:
        outcomes = read_on_cluster(paths, misread, address=running.scheduler_address, patience=1)
        assert next(outcomes).result == "00"
    with pytest.raises(ClusterUnreachable, match="what was read is in the store"):
        list(outcomes)


def test_a_cluster_without_workers_is_not_waited_for_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PAUSE", 0.1)
    with local_cluster(0) as running, pytest.raises(ClusterUnreachable, match="no worker"):
        list(read_on_cluster(files(tmp_path, "a"), misread, address=running.scheduler_address, patience=0.3))


def test_a_file_that_the_workers_do_not_see_is_named(tmp_path: Path) -> None:
    (only,) = read_on_cluster([tmp_path / "elsewhere.txt"], misread, address=LOCAL, jobs=1)
    assert isinstance(only.error, NotSeenThere)


def test_a_worker_with_many_threads_reads_one_file_at_a_time(tmp_path: Path) -> None:
    paths = copies_of_the_czech_response(tmp_path, 3)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=4, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as running:
        on_cluster = partial(read_on_cluster, address=running.scheduler_address)
        assert graph(paths, {"spread": on_cluster}) == graph(paths, {"jobs": 1})
