"""How the copy in columns keeps up with the database beside it: made as lines come in, told of what changes."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from graph.change import Change

if TYPE_CHECKING:
    from graph.columns import Columns
    from graph.numbering import Numbering


#: How many bytes of a log are read in the time that one small query saves.
_LOG_FOR_EACH = 100_000


class Following:
    """The copy in columns of the store in a folder.

    It is none the worse for not being told of a change, as it counts for nothing at a revision that it does not know.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._columns: Columns | None = None
        self._columns_of = ""
        self._numbering: Numbering | None = None
        self._in_vain: tuple[str, list[tuple[str, int]]] | None = None
        self._asked = 0

    @property
    def is_there(self) -> bool:
        """Whether there is a copy, of whichever revision."""
        return any(self._folder.glob("columns-*"))

    def at(self, revision: str) -> "Columns | None":
        """The copy as of this revision; None where there is none."""
        if self._columns is not None and self._columns_of == revision:
            return self._columns
        # To find that a copy does not lead to a revision is to read its log, which is done once for what lies there.
        looked = (revision, self._lying())
        if looked == self._in_vain:
            return None
        from graph.columns import open_columns

        self._columns, self._columns_of = open_columns(self._folder, revision), revision
        self._in_vain = looked if self._columns is None else None
        return self._columns

    def at_hand(self, revision: str) -> "Columns | None":
        """The same, where it is open already, or has been asked for so often since a log was last read that to read it
        is worth while.
        """
        if self._columns_of != revision:
            self._asked += 1
            if sum(size for _, size in self._lying()) > self._asked * _LOG_FOR_EACH:
                return None
            self._asked = 0
        return self.at(revision)

    def _lying(self) -> list[tuple[str, int]]:
        """The copies that lie there, with the size of their logs."""
        logs = ((made.name, made / "log") for made in self._folder.glob("columns-*"))
        return sorted((name, log.stat().st_size if log.exists() else 0) for name, log in logs)

    @property
    def is_numbering(self) -> bool:
        """Whether the terms of what comes are being numbered."""
        return self._numbering is not None

    def number(self) -> None:
        """Number the terms of what comes from now on."""
        from graph.numbering import Numbering

        self._numbering = Numbering(self._folder)

    def take(self, lines: Iterable[str]) -> None:
        """Number what these lines say, where that is being done."""
        if self._numbering is not None:
            self._numbering.take(lines)

    def stop_numbering(self) -> None:
        """Leave nothing of what was numbered."""
        if self._numbering is not None:
            self._numbering.give_up()
            self._numbering = None

    def make(self, said: Iterable[Iterable[str]], revision: str) -> None:
        """Let the copy be made, as of this revision: of what was numbered, or else of what all graphs say."""
        try:
            if self._numbering is None:
                self.number()
                for lines in said:
                    self.take(lines)
            self._finish(revision)
        except BaseException:
            # What is numbered in part must not count as the whole.
            self.stop_numbering()
            raise

    def _finish(self, revision: str) -> None:
        assert self._numbering is not None
        numbering, self._numbering = self._numbering, None
        numbering.finish(revision)

    def log(self, changes: Iterable[Change], *, gone: Collection[str]) -> None:
        """Tell the copy that is there of changes, after which no graph holds the lines that are gone."""
        from graph.columns import log_change

        added, again, step = set[str](), set[str](), 0
        for change in changes:
            again |= added & change.added
            added |= change.added
            step += change.step
        log_change(self._folder, step, removed=gone, added=added, again=again)


class NoFollowing(Following):
    """What follows a store in memory: nothing."""

    def __init__(self) -> None:
        super().__init__(Path())

    @property
    def is_there(self) -> bool:
        return False

    def number(self) -> None:
        """Number nothing."""

    def make(self, said: Iterable[Iterable[str]], revision: str) -> None:
        """Make nothing."""
