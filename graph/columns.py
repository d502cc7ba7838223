"""A copy of a store in columns: every term numbered once, the statements of each property as two sorted arrays.

The store stays the one truth: the copy knows which revision it was made from, follows small changes in a log of its
own, and counts for nothing where the store has another revision. It is read where it lies, so that opening it costs
next to nothing; and it is made aside (`graph.numbering`) and renamed last, so that a kill leaves the old one, the new
one or none.

    columns-1f0c.../columns.json    {"revision": "1f0c...", "slices": {"<property>": [start, end], ...}, ...}
    columns-1f0c.../terms           all terms, one after the other; `ends`, `hashes`, `by_hash` find them
    columns-1f0c.../subjects ...    the statements, property after property; `again`: those that several graphs hold
    columns-1f0c.../log             a line for each change since: how it moved the revision, what went and what came
"""

import json
import mmap
import re
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
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPED = re.compile(rf'"([^"]*)"\^\^<{_XSD}(\w+)>')
#: Values that come back as canonical lines write them. Of integers and decimals the database keeps so many digits.
_KEPT = {
    "string": re.compile(r".*", re.DOTALL),
    "boolean": re.compile(r"true|false"),
    "integer": re.compile(r"-?\d{1,18}"),
    "decimal": re.compile(r"-?\d{1,18}(\.\d{1,18})?"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "gYearMonth": re.compile(r"\d{4}-\d\d"),
    "gYear": re.compile(r"\d{4}"),
}
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
    told: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class Exact:
    """What an exact answer has to heed: properties whose objects the database may give back in other words, and where
    the statements stand that several graphs hold.
    """

    odd: set[str]
    slices: Mapping[str, tuple[int, int]]
    again: Ids


@dataclass(slots=True)
class Columns:
    """The copy, opened. Terms are given and returned as canonical N-Triples writes them."""

    _text: mmap.mmap | bytes
    _ends: NDArray[np.int64]
    _hashes: NDArray[np.uint32]
    _by_hash: NDArray[np.int32]
    _slices: Mapping[str, tuple[int, int]]
    _arrays: tuple[NDArray[np.int32], ...]
    _exact: Exact | None
    _since: _Since = field(default_factory=_Since)
    _late: list[str] = field(default_factory=list)
    _pairs: dict[str, Pairs] = field(default_factory=dict)
    _again: dict[str, Ids] = field(default_factory=dict)

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
        return [term.decode() for term in self.encoded(numbers)]

    def encoded(self, numbers: Ids) -> list[bytes]:
        """The same in UTF-8, as they lie in the file."""
        based, text = len(self._ends) - 1, self._text
        if not self._late:
            bounds = zip(self._ends[numbers].tolist(), self._ends[numbers + 1].tolist(), strict=True)
            return [text[start:stop] for start, stop in bounds]
        starts, stops = (self._ends[np.minimum(numbers + after, based)].tolist() for after in (0, 1))
        return [
            text[start:stop] if number < based else self._late[number - based].encode()
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

    @property
    def is_whole(self) -> bool:
        """Whether it tells what exact answers have to heed, which copies of an earlier version do not."""
        return self._exact is not None

    def is_exact(self, property_: str) -> bool:
        """Whether all objects of a property are written here as the database gives them back."""
        return self._exact is not None and property_ not in self._exact.odd

    def again(self, property_: str) -> Ids:
        """What a property relates in several graphs, as codes of pairs, sorted: a graph in which all are united has it
        once, a database that unites them while it looks finds it several times. Some may be there that only one holds.
        """
        if property_ not in self._again:
            assert self._exact is not None
            start, end = self._exact.slices.get(property_, (0, 0))
            self._again[property_] = np.union1d(self._exact.again[start:end], self._told_again(property_))
        return self._again[property_]

    def _told_again(self, property_: str) -> Ids:
        """Of what the log says came: what was there already."""
        told = np.array(self._since.told.get(property_, ()), np.int64).reshape(-1, 2)
        codes, counts = np.unique(pair_codes(told[:, 0], told[:, 1]), return_counts=True)
        start, end = self._slices.get(property_, (0, 0))
        base = pair_codes(*(part[start:end] for part in self._arrays[:2])) if len(codes) else codes
        return codes[(counts > 1) | np.isin(codes, base)]

    def _changed(self, property_: str, base: Pairs) -> Pairs:
        came, went = self._since.added.get(property_, set()), self._since.removed.get(property_, set())
        if not came and not went:
            return base
        gone = np.array(sorted(came | went), np.int32).reshape(-1, 2)
        late = np.array(sorted(came), np.int32).reshape(-1, 2)
        subjects, objects = _edited(base.subjects, base.objects, gone, late)
        turned = _edited(base.objects_sorted, base.subjects_by_object, gone[:, ::-1], late[:, ::-1])
        return Pairs(subjects, objects, *turned)

    def follow(self, removed: Iterable[str], added: Iterable[str], again: Iterable[str] = ()) -> None:
        """Take in a change: lines that no graph has any more, lines that some graph now has, and those that have come
        in several at once.
        """
        for lines, here, there in (
            (removed, self._since.removed, self._since.added),
            (added, self._since.added, self._since.removed),
        ):
            for line in lines:
                subject, property_, object_ = line.split(" ", 2)
                pair = (self._take(subject), self._take(object_[:-2]))
                if there is self._since.removed:
                    self._came(property_, object_[:-2], pair)
                here[property_].add(pair)
                there[property_].discard(pair)
                self._pairs.pop(property_, None)

        for line in again:
            subject, property_, object_ = line.split(" ", 2)
            self._since.told[property_].append((self._take(subject), self._take(object_[:-2])))

    def _came(self, property_: str, object_: str, pair: tuple[int, int]) -> None:
        self._since.told[property_].append(pair)
        self._again.pop(property_, None)
        if self._exact is not None and is_odd(object_):
            self._exact.odd.add(property_)

    def _take(self, term: str) -> int:
        number = self.number(term)
        if number < 0:
            number = self._since.terms[term] = len(self)
            self._late.append(term)
        return number


def is_odd(term: str) -> bool:
    """Whether the database may give a term back in other words: a number of another kind, a day with a time zone.

    >>> is_odd('"1"^^<http://www.w3.org/2001/XMLSchema#int>'), is_odd('"2004"^^<http://www.w3.org/2001/XMLSchema#gYear>')
    (True, False)
    """
    if not term.endswith(">") or _XSD not in term:
        return term.startswith("<<") or ("--" in term and "--" in term[term.rfind('"') :])
    typed = _TYPED.fullmatch(term)
    if typed is None:
        return not term.startswith("<") or term.startswith("<<")
    return typed[2] not in _KEPT or not _KEPT[typed[2]].fullmatch(typed[1])


def remove_columns(folder: Path) -> None:
    """Clear the copy away."""
    for old in folder.glob("columns-*"):
        shutil.rmtree(old, ignore_errors=True)


def log_change(
    folder: Path, step: int, *, removed: Collection[str], added: Collection[str], again: Collection[str] = ()
) -> None:
    """Let the copy know how a change moved the revision and what it did to the union of all graphs.

    A copy that would be more log than copy is cleared away.
    """
    for made in folder.glob("columns-*"):
        log = made / _LOG
        if log.exists() and log.stat().st_size > _LONGEST_LOG + (made / "terms").stat().st_size // 4:
            remove_columns(folder)
            return
        change = json.dumps([step, sorted(removed), sorted(added), sorted(again)], ensure_ascii=False)
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
            opened = _open(made, named)
        except (OSError, ValueError, KeyError):
            # Torn, or just being cleared away.
            return None
        for change in changes:
            opened.follow(*change)
        return opened
    return None


def _open(made: Path, named: Mapping[str, Any]) -> Columns:
    ends, hashes, by_hash, *arrays = (
        np.load(made / f"{name}.npy", mmap_mode="r").view(np.ndarray)
        for name in ("ends", "hashes", "by_hash", *_SORTED)
    )
    with (made / "terms").open("rb") as file:
        # Nothing cannot be mapped.
        text = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(ends) > 1 else b""
    exact = None
    # A copy made by a version that did not look is exact in nothing.
    if "odd" in named:
        again = np.load(made / "again.npy", mmap_mode="r").view(np.ndarray)
        exact = Exact(set(named["odd"]), named["again"], again)
    return Columns(text, ends, hashes, by_hash, named["slices"], tuple(arrays), exact)


def _changes(made: Path, start: str, end: str) -> list[list[list[str]]] | None:
    """The changes that lead from one revision to another; None where the log does not tell."""
    found: list[list[list[str]]] = []
    if start == end:
        return found
    with (made / _LOG).open(encoding="utf-8") as log:
        for line in log:
            step, *change = json.loads(line)
            found.append(change)
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
