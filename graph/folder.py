"""The folder of an embedded store: a marker that says how it is laid out, the database, and views for readers.

    prevgraph-store.json    {"layout": 2, "data": "data-1"}
    data-1/                 the database; restoring a backup makes data-2 and then turns the marker
    views/                  what readers beside a writer see
    columns-1f0c.../        a copy in columns, where one was made (`graph.columns`)

A database may not be opened for reading while another process writes to it, but its tables can be linked, as they never
change once written, and its logs copied, as a log cut at any point still gives a whole number of transactions. So each
reader opens a view of its own and needs nothing from the writer. Logs cannot be linked: the writer takes an old one for
the next, under another name and from the beginning.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from graph.protocol import NotAStore, StoreLocked, StoreTooNew, StoreUnreachable

#: The layout that this version writes. Layout 0 was the bare database, without a marker; layout 1 had no sum of the
#: digests (`graph.notes`), which a version that knows only that would let grow old.
LAYOUT = 2
_MARKER = "prevgraph-store.json"
_HELD = "held"


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """A folder that is, or is to become, a store."""

    path: Path

    def for_reading(self) -> Path:
        """The database that the marker names; nothing is made or changed."""
        if not self._marker.is_file():
            if self._is_bare():
                return self.path
            raise StoreUnreachable(self.path, "there is no store in that folder; `prevgraph ingest` makes one")
        return self.path / self._read_marker()[1]

    def stamp(self) -> str:
        """A string that changes whenever the database does, and sometimes when it does not; quick to find out."""
        data = self.for_reading()
        with os.scandir(data) as entries:
            grown = [
                f"{entry.name}={entry.stat().st_size}"
                for entry in entries
                if entry.name.endswith(".log") or entry.name.startswith("MANIFEST")
            ]
        return f"{data.name}:{','.join(sorted(grown))}"

    def for_writing(self) -> Path:
        """The database, made or moved to its place where that is needed; `raise_layout` once it is held."""
        self.path.mkdir(parents=True, exist_ok=True)
        if self._marker.is_file():
            return self.path / self._read_marker()[1]
        if self._is_bare():
            with self._held_bare():
                self._move_bare()
        elif not self._is_moved() and any(entry.name != "views" for entry in self.path.iterdir()):
            raise NotAStore(self.path)
        self.turn_to("data-1")
        return self.path / "data-1"

    def raise_layout(self) -> None:
        """Let the marker name the present layout, once the database is held: a version that knows only an older one
        may still be writing before that.
        """
        layout, data = self._read_marker()
        if layout < LAYOUT:
            self.turn_to(data)

    def tidy(self) -> None:
        """Clear away what a killed process left: databases that the marker does not name, copies that
        are not finished, views that nobody holds."""
        _, named = self._read_marker()
        for entry in self.path.glob("data-*"):
            if entry.name != named:
                shutil.rmtree(entry, ignore_errors=True)
        shutil.rmtree(self.path / "columns.new", ignore_errors=True)
        for view in (self.path / "views").glob("*"):
            if not _is_held(view):
                shutil.rmtree(view, ignore_errors=True)

    def next_data(self) -> Path:
        """A place for another database, which the marker does not name yet."""
        number = int(self._read_marker()[1].rpartition("-")[2])
        return self.path / f"data-{number + 1}"

    def turn_to(self, data: str) -> None:
        """Let the marker name another database, in one step."""
        new = self._marker.with_suffix(".new")
        new.write_text(json.dumps({"layout": LAYOUT, "data": data}) + "\n", encoding="utf-8")
        new.replace(self._marker)

    @contextmanager
    def view(self) -> Iterator[Path]:
        """The database as it is now, linked into a folder of its own that lasts as long as the context."""
        views = self.path / "views"
        views.mkdir(exist_ok=True)
        view = Path(tempfile.mkdtemp(prefix="view-", dir=views))
        try:
            with (view / _HELD).open("wb") as held:
                fcntl.flock(held, fcntl.LOCK_SH)
                _link(self.for_reading(), view / "data")
                yield view / "data"
        finally:
            shutil.rmtree(view, ignore_errors=True)

    def copy_to(self, target: Path) -> None:
        """Copy the database as it is now, even beside a writer, to a folder that is not there yet."""
        try:
            with self.view() as view:
                shutil.copytree(view, target)
        except PermissionError:
            # Where no view can be made, nobody can write either.
            shutil.copytree(self.for_reading(), target, ignore=shutil.ignore_patterns("LOCK", "LOG*"))

    @property
    def _marker(self) -> Path:
        return self.path / _MARKER

    def _is_bare(self) -> bool:
        """Whether the database lies there without a marker, or was being moved when its mover was killed."""
        places = (self.path, self.path / "data-1")
        return (self.path / "CURRENT").is_file() and any((place / "IDENTITY").is_file() for place in places)

    def _is_moved(self) -> bool:
        """Whether a bare database was moved by who was killed before the marker was written."""
        return (self.path / "data-1" / "CURRENT").is_file()

    @contextmanager
    def _held_bare(self) -> Iterator[None]:
        """Hold a bare database as the database itself does while it is open, so that nobody writes to what is moved."""
        lock = self.path / "LOCK"
        with lock.open("ab") as held:
            try:
                fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreLocked(self.path) from error
            yield
            lock.unlink(missing_ok=True)

    def _read_marker(self) -> tuple[int, str]:
        try:
            marker = json.loads(self._marker.read_text(encoding="utf-8"))
            layout, data = int(marker["layout"]), str(marker["data"])
        except (ValueError, KeyError, TypeError) as error:
            raise StoreUnreachable(
                self.path, f"its marker {_MARKER} is damaged; restore a backup into another folder"
            ) from error
        if layout > LAYOUT:
            raise StoreTooNew(self.path, layout, LAYOUT)
        return layout, data

    def _move_bare(self) -> None:
        data = self.path / "data-1"
        data.mkdir(exist_ok=True)
        # CURRENT goes last: until then the folder still counts as bare and the move is taken up again. What is held
        # stays; nothing is left to move where another process did it just before.
        for file in sorted(self.path.iterdir(), key=lambda entry: entry.name == "CURRENT"):
            if file.is_file() and file not in (self.path / "LOCK", self._marker):
                file.replace(data / file.name)


def _link(data: Path, view: Path) -> None:
    """Logs are copied before the list of tables is, so that none can be missed that the list still needs; tables are
    linked once more after it, as it may name some that were only just written.
    """
    view.mkdir()
    _copy_logs(data, view)
    _link_all(data, view)
    current = (data / "CURRENT").read_text(encoding="ascii")
    shutil.copyfile(data / current.strip(), view / current.strip())
    (view / "CURRENT").write_text(current, encoding="ascii")
    _link_all(data, view)


def _copy_logs(data: Path, view: Path) -> None:
    for log in data.glob("*.log"):
        with suppress(FileNotFoundError):
            is_one = log.stat().st_ino
            shutil.copyfile(log, view / log.name)
            # Taken for another while it was copied: what it held is in tables by now, and the list will name them.
            if not log.exists() or log.stat().st_ino != is_one:
                (view / log.name).unlink()


def _link_all(data: Path, view: Path) -> None:
    for file in data.iterdir():
        # Gone: the writer merged it into another. There already: linked the first time.
        with suppress(FileNotFoundError, FileExistsError):
            if file.suffix == ".sst":
                os.link(file, view / file.name)
            elif file.name == "IDENTITY" or file.name.startswith("OPTIONS"):
                shutil.copyfile(file, view / file.name)


def _is_held(view: Path) -> bool:
    """Whether the reader that made a view still lives: the system lets go of its lock when it ends, however it ends."""
    try:
        with (view / _HELD).open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        # Made a moment ago, before its file was there.
        return False
    return False
