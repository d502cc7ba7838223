"""`prevgraph ingest` on a folder: the same graph whatever the number of jobs, interrupted and taken up again."""

import io
import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.store import StoreUnavailable
from ingest import run as many
from ingest.run import find_files
from prevgraph.command import run
from prevgraph.dataset.publisher import Publisher
from prevgraph.held import responses
from prevgraph.ingesting import Ingested, ingest
from prevgraph.reading import ReadingPlan
from tests.prevgraph.copies import copies_of_the_czech_response

PLAN = ReadingPlan()


def dump(store: EmbeddedStore) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six responses, two files that are none, and one that is a response read already."""
    folder = tmp_path_factory.mktemp("responses")
    copies_of_the_czech_response(folder, 6)
    (folder / "c-empty.md").touch()
    (folder / "d-letter.txt").write_text("Dear Sir or Madam,\n" * 40, "utf-8")
    again = next(path for path in sorted(folder.iterdir()) if "# ALBANIA" in path.read_text("utf-8"))
    (folder / "zz-again.md").write_text(again.read_text("utf-8"), "utf-8")
    return folder


def ingested(folder: Path, jobs: int) -> tuple[list[Ingested], bytes]:
    with closing(EmbeddedStore()) as store:
        files = find_files([folder], suffixes=frozenset({".md", ".txt"}))
        when = datetime(2020, 1, 1, tzinfo=UTC)
        return list(ingest(store, files, plan=PLAN, jobs=jobs, publisher=Publisher(), clock=lambda: when)), dump(store)


@pytest.fixture(scope="module")
def alone(folder: Path) -> tuple[list[Ingested], bytes]:
    """What one process makes of the folder."""
    return ingested(folder, 1)


@pytest.mark.parametrize("jobs", [2, pytest.param(3, marks=pytest.mark.slow)])
def test_the_graph_and_what_is_told_are_the_same_whatever_the_number_of_jobs(
    jobs: int, folder: Path, alone: tuple[list[Ingested], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, graph = alone
    assert sum(1 for each in one if each.read) == 6
    assert [each.path.name for each in one if each.error] == ["c-empty.md", "d-letter.txt", "zz-again.md"]
    monkeypatch.setattr(many, "_LITTLE", -1)
    told, same = ingested(folder, jobs)
    assert same == graph
    assert [str(each.error) for each in told] == [str(each.error) for each in one]
    assert [each.read for each in told] == [each.read for each in one]


def test_what_is_in_the_store_is_not_held_on_to(alone: tuple[list[Ingested], bytes]) -> None:
    done, _ = alone
    assert not any(each.read.graphs or each.read.tally for each in done if each.read)


def test_a_second_file_of_a_response_is_refused_also_when_the_first_is_skipped(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    for _ in range(2):
        assert run(["ingest", str(folder), "--store", str(store), "--jobs", "1"]) == 1
    with closing(EmbeddedStore(store, read_only=True)) as held:
        assert len(responses(held)) == 6


def test_an_interrupted_run_keeps_what_was_finished_and_is_taken_up_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copies_of_the_czech_response(tmp_path / "in", 24)
    command = ["ingest", str(tmp_path / "in"), "--store", str(tmp_path / "store"), "--jobs", "2"]
    with subprocess.Popen([sys.executable, "-m", "prevgraph", *command], stderr=-1, text=True) as process:
        _wait_for_a_response(tmp_path / "store")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 1, said
    assert said.strip() == "Interrupted; what was finished is kept."
    kept = _held(tmp_path / "store")
    assert 0 < kept < 24
    assert run(command) == 0
    assert f"{24 - kept} read, {kept} unchanged and skipped, 0 failed" in capsys.readouterr().err
    assert _held(tmp_path / "store") == 24


def _wait_for_a_response(store: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if (store).exists() and _held(store):
            return
        time.sleep(0.02)


def _held(store: Path) -> int:
    try:
        with closing(EmbeddedStore(store, read_only=True)) as held:
            return len(responses(held))
    except StoreUnavailable:
        return 0
