"""Many files at once, in real processes: nothing stops the run, the order is that of the files."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest import run
from ingest.run import Outcome, Unreadable, WorkerDied, find_files, read_files
from tests.ingest.misreading import Refused, misread, note_and_read

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def nothing_is_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that empty files are worth a second process."""
    monkeypatch.setattr(run, "_LITTLE", -1)


def names(*stems: str) -> list[Path]:
    return [Path(f"{stem}.txt") for stem in stems]


def told(outcomes: list[Outcome[str]]) -> list[str]:
    return [one.result or f"{type(one.error).__name__}: {one.error}" for one in outcomes]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_outcomes_come_in_the_order_of_the_files_whatever_the_number_of_jobs(jobs: int) -> None:
    files = names("a", "refused", "b", "fault", "c", "leaves", "d", "e", "f")
    assert told(list(read_files(files, misread, jobs=jobs))) == [
        "A",
        "Refused: refused.txt is refused",
        "B",
        f"Unreadable: {Unreadable(files[3], 'ZeroDivisionError: fault')}",
        "C",
        f"Unreadable: {Unreadable(files[5], 'SystemExit: 3')}",
        "D",
        "E",
        "F",
    ]


def test_a_file_that_kills_its_worker_is_named_and_all_others_are_read() -> None:
    files = names("a", "b", "dies", "c", "killed", "d", "e", "f", "g", "h", "dies-last")
    found = list(read_files(files, misread, jobs=2))
    assert [one.path for one in found] == files
    assert [one.path.stem for one in found if isinstance(one.error, WorkerDied)] == ["dies", "killed", "dies-last"]
    assert [one.result for one in found if one.result] == list("ABCDEFGH")


def test_what_a_worker_cannot_send_back_is_reported() -> None:
    first, second = read_files(names("unsendable", "a"), misread, jobs=2)
    assert isinstance(first.error, Unreadable)
    assert second.result == "A"


@pytest.mark.parametrize("name", ["dies.pdf", "dies.txt"])
def test_a_format_that_may_kill_its_reader_is_never_read_in_this_process(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.7")
    (only,) = read_files([tmp_path / name], misread, jobs=1)
    assert isinstance(only.error, WorkerDied)


def test_no_more_files_are_begun_than_a_few_for_each_worker(tmp_path: Path) -> None:
    files = [tmp_path / f"{number:02}.txt" for number in range(20)]
    ahead = []
    for done, _ in enumerate(read_files(files, note_and_read, jobs=2), 1):
        ahead.append(len(list(tmp_path.glob("*.begun"))) - done)
    assert len(ahead) == 20
    assert max(ahead) <= 2 * run._WAITING


def test_an_abandoned_run_ends_its_workers_at_once() -> None:
    begun = time.monotonic()
    outcomes = read_files(names("a", "sleeps", "sleeps-too"), misread, jobs=2)
    assert next(outcomes).result == "A"
    outcomes.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 50


def test_a_worker_that_is_ended_hands_over_what_it_has_begun_to() -> None:
    """Half a result would be waited for by the process that reads it, for ever."""
    program = (
        "import time; from multiprocessing import Pipe; from ingest.run import _end_with\n"
        "theirs, ours = Pipe(duplex=False); _end_with(theirs); ours.close()\n"
        "print('half', flush=True); time.sleep(0.5); print('whole', flush=True)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert (done.stdout, done.returncode) == ("half\nwhole\n", 0), done.stderr


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_the_process_that_started_it(tmp_path: Path, how: signal.Signals) -> None:
    mark = tmp_path.name
    program = (
        "from pathlib import Path; from ingest import run; from tests.ingest.misreading import misread;"
        f" run._LITTLE = -1; files = [Path('a.txt'), Path('sleeps-{mark}.txt'), Path('sleeps-{mark}-2.txt')]\n"
        "for one in run.read_files(files, misread, jobs=2): print(one.result, flush=True)"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=-1, stderr=-1, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "A\n"
        workers = _children(process.pid)
        process.send_signal(how)
        process.wait(20)
    deadline = time.monotonic() + 20
    while any(map(_is_alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert workers
    assert not [pid for pid in workers if _is_alive(pid)]


def _children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_a_folder_gives_its_responses_sorted_and_each_once(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", ".hidden.md", "~$b.docx", "photo.jpg", "deeper/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = find_files([tmp_path, tmp_path / "b.md"], suffixes=frozenset({".md", ".txt", ".docx"}))
    assert [path.name for path in found] == ["a.txt", "b.md", "c.md"]


def test_refusals_keep_their_words_on_the_way_back() -> None:
    first, _ = read_files(names("refused", "a"), misread, jobs=2)
    assert isinstance(first.error, Refused)
