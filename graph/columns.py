"""A copy of a store in columns: every term numbered once, the statements of each property as two sorted arrays.

The store stays the one truth: the copy knows which revision it was made from, follows small changes in a log of its
own, and counts for nothing where the store has another revision. It is read where it lies, so that opening it costs
next to nothing; and it is made aside (`graph.numbering`) and renamed last, so that a kill leaves the old one, the new
one or none.

    columns-1f0c.../columns.json    {"revision": "1f0c...", "slices": {"<property>": [start, end], ...}}
    columns-1f0c.../terms           all terms, one after the other; `ends`, `hashes`, `by_hash` find them
    columns-1f0c.../subjects ...    the statements, property after property
    columns-1f0c.../log             a line for each change since: how it moved the revision, what went and what came
"""

import json
import mmap
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from graph.revision import moved

Ids = NDArray[np.signedinteger[Any]]

#: The file that says which revision a copy is of; it is written last.
NAMED = "columns.json"
_LOG = "log"
_SORTED = ("subjects", "objects", "objects_sorted", "subjects_by_object")
#: How many bytes a log may always have.
_LONGEST_LOG = 1 << 22
#: Bits for a term's number in the one number that stands for a statement; ten are left for its property.
BITS = np.uint64(27)
MASK = np.uint64((1 << 27) - 1)


@dataclass(frozen=True, slots=True)
class Pairs:
    """What one property relates: each subject with its object, sorted by subject, and again sorted by object."""

    subjects: Ids
    objects: Ids
    objects_sorted: Ids
    subjects_by_object: Ids

    @classmethod
    def of(cls, subjects: Ids, objects: Ids) -> "Pairs":
        """These pairs, sorted both ways."""
        first, second = np.lexsort((objects, subjects)), np.lexsort((subjects, objects))
        return cls(subjects[first], objects[first], objects[second], subjects[second])

    def __len__(self) -> int:
        return len(self.subjects)


@dataclass(slots=True)
class _Since:
    """What changed since the copy was made: terms that it does not have, pairs that came and went by property."""

    terms: dict[str, int] = field(default_factory=dict)
    added: dict[str, set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))
    removed: dict[str, set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))


@dataclass(slots=True)
class Columns:
    """The copy, opened. Terms are given and returned as canonical N-Triples writes them."""

    _text: mmap.mmap | bytes
    _ends: NDArray[np.int64]
    _hashes: NDArray[np.uint32]
    _by_hash: NDArray[np.int32]
    _slices: Mapping[str, tuple[int, int]]
    _arrays: tuple[NDArray[np.int32], ...]
    _since: _Since = field(default_factory=_Since)
    _late: list[str] = field(default_factory=list)
    _pairs: dict[str, Pairs] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self._ends) - 1 + len(self._late)

    def term(self, number: int) -> str:
        """The term of a number."""
        if number >= len(self._ends) - 1:
            return self._late[number - len(self._ends) + 1]
        return self._text[self._ends[number] : self._ends[number + 1]].decode()

    def terms(self, numbers: Ids) -> list[str]:
        """The terms of these numbers, all of which have one; a third of the time that it takes one by one."""
        based = len(self._ends) - 1
        starts, stops = (self._ends[np.minimum(numbers + after, based)].tolist() for after in (0, 1))
        text, late = self._text, self._late
        return [
            text[start:stop].decode() if number < based else late[number - based]
            for number, start, stop in zip(numbers.tolist(), starts, stops, strict=True)
        ]

    def are_iris(self, numbers: Ids) -> NDArray[np.bool_]:
        """Which of these terms are IRIs; of terms that came since, none is said to be one."""
        found = np.zeros(len(numbers), bool)
        based = (numbers >= 0) & (numbers < len(self._ends) - 1)
        found[based] = np.frombuffer(self._text, np.uint8)[self._ends[numbers[based]]] == ord("<")
        return found

    def number(self, term: str) -> int:
        """The number of a term; -1 where the store does not know it."""
        if term in self._since.terms:
            return self._since.terms[term]
        written = term.encode()
        hashed = np.uint32(crc32(written))
        at = int(self._hashes.searchsorted(hashed))
        while at < len(self._hashes) and self._hashes[at] == hashed:
            number = int(self._by_hash[at])
            if self._text[self._ends[number] : self._ends[number + 1]] == written:
                return number
            at += 1
        return -1

    def pairs(self, property_: str) -> Pairs:
        """What a property relates in any graph, each pair once."""
        if property_ not in self._pairs:
            start, end = self._slices.get(property_, (0, 0))
            # As they lie in the file: only what a query touches is ever read.
            base = Pairs(*(part[start:end] for part in self._arrays))
            self._pairs[property_] = self._changed(property_, base)
        return self._pairs[property_]

    def _changed(self, property_: str, base: Pairs) -> Pairs:
        came, went = self._since.added.get(property_, set()), self._since.removed.get(property_, set())
        if not came and not went:
            return base
        gone = np.array(sorted(came | went), np.int32).reshape(-1, 2)
        late = np.array(sorted(came), np.int32).reshape(-1, 2)
        subjects, objects = _edited(base.subjects, base.objects, gone, late)
        turned = _edited(base.objects_sorted, base.subjects_by_object, gone[:, ::-1], late[:, ::-1])
        return Pairs(subjects, objects, *turned)

    def follow(self, removed: Iterable[str], added: Iterable[str]) -> None:
        """Take in a change: lines that no graph has any more, and lines that some graph now has."""
        for lines, here, there in (
            (removed, self._since.removed, self._since.added),
            (added, self._since.added, self._since.removed),
        ):
            for line in lines:
                subject, property_, object_ = line.split(" ", 2)
                pair = (self._take(subject), self._take(object_[:-2]))
                here[property_].add(pair)
                there[property_].discard(pair)
                self._pairs.pop(property_, None)

    def _take(self, term: str) -> int:
        number = self.number(term)
        if number < 0:
            number = self._since.terms[term] = len(self)
            self._late.append(term)
        return number


def remove_columns(folder: Path) -> None:
    """Clear the copy away."""
    for old in folder.glob("columns-*"):
        shutil.rmtree(old, ignore_errors=True)


def log_change(folder: Path, step: int, *, removed: Collection[str], added: Collection[str]) -> None:
    """Let the copy know how a change moved the revision and what it did to the union of all graphs.

    A copy that would be more log than copy is cleared away.
    """
    for made in folder.glob("columns-*"):
        log = made / _LOG
        if log.exists() and log.stat().st_size > _LONGEST_LOG + (made / "terms").stat().st_size // 4:
            remove_columns(folder)
            return
        change = json.dumps([step, sorted(removed), sorted(added)], ensure_ascii=False)
        with log.open("a", encoding="utf-8") as out:
            out.write(change + "\n")


def open_columns(folder: Path, revision: str) -> Columns | None:
    """The copy as of this very revision; None where there is none."""
    for made in folder.glob("columns-*"):
        try:
            named = json.loads((made / NAMED).read_text("utf-8"))
            changes = _changes(made, named["revision"], revision)
            if changes is None:
                return None
            opened = _open(made, named["slices"])
        except (OSError, ValueError, KeyError):
            # Torn, or just being cleared away.
            return None
        for removed, added in changes:
            opened.follow(removed, added)
        return opened
    return None


def _open(made: Path, slices: Mapping[str, tuple[int, int]]) -> Columns:
    ends, hashes, by_hash, *arrays = (
        np.load(made / f"{name}.npy", mmap_mode="r").view(np.ndarray)
        for name in ("ends", "hashes", "by_hash", *_SORTED)
    )
    with (made / "terms").open("rb") as file:
        # Nothing cannot be mapped.
        text = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(ends) > 1 else b""
    return Columns(text, ends, hashes, by_hash, slices, tuple(arrays))


def _changes(made: Path, start: str, end: str) -> list[tuple[list[str], list[str]]] | None:
    """The changes that lead from one revision to another; None where the log does not tell."""
    found: list[tuple[list[str], list[str]]] = []
    if start == end:
        return found
    with (made / _LOG).open(encoding="utf-8") as log:
        for line in log:
            step, removed, added = json.loads(line)
            found.append((removed, added))
            start = moved(start, step)
            if start == end:
                return found
    return None


def _edited(first: Ids, second: Ids, gone: Ids, late: Ids) -> tuple[Ids, Ids]:
    """Sorted pairs without some and with others, in their places; sorting all anew takes far longer."""
    codes = pair_codes(first, second)
    wanted = np.sort(pair_codes(gone[:, 0], gone[:, 1]))
    at = codes.searchsorted(wanted)
    there = at[at < len(codes)]
    there = there[codes[there] == wanted[: len(there)]]
    first, second, codes = np.delete(first, there), np.delete(second, there), np.delete(codes, there)
    late = late[np.argsort(pair_codes(late[:, 0], late[:, 1]))]
    at = codes.searchsorted(pair_codes(late[:, 0], late[:, 1]))
    return np.insert(first, at, late[:, 0]), np.insert(second, at, late[:, 1])


def pair_codes(subjects: Ids, objects: Ids) -> NDArray[np.int64]:
    """One number for each pair, in the order of the pairs."""
    return subjects.astype(np.int64) << 27 | objects
