"""How the copy in columns keeps up with the database beside it: made as lines come in, told of what changes."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from graph.change import Change

if TYPE_CHECKING:
    from graph.columns import Columns
    from graph.numbering import Numbering


class Following:
    """The copy in columns of the store in a folder.

    It is none the worse for not being told of a change, as it counts for nothing at a revision that it does not know.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._columns: Columns | None = None
        self._columns_of = ""
        self._numbering: Numbering | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is a copy, of whichever revision."""
        return any(self._folder.glob("columns-*"))

    def at(self, revision: str) -> "Columns | None":
        """The copy as of this revision; None where there is none."""
        if self._columns is None or self._columns_of != revision:
            from graph.columns import open_columns

            self._columns, self._columns_of = open_columns(self._folder, revision), revision
        return self._columns

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
