"""A copy in columns in the making: lines come in, terms get numbers, and at the end the copy is there at once.

Memory does not grow with the terms. Each portion of lines numbers its own and is put down in a file, its terms sorted;
at the end the portions are merged, and a term gets its number where it came first, so that what was said together lies
together.
"""

import json
import shutil
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import merge
from itertools import count
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from graph.columns import BITS, MASK, NAMED, is_odd, remove_columns

#: How many lines make a portion.
LINES_IN_PORTION = 1_000_000
_KINDS = BITS + BITS
#: What the bits of a statement's number can tell apart. A store that holds more has no copy in columns.
MOST_PROPERTIES, MOST_TERMS = 1 << (64 - 2 * int(BITS)), 1 << int(BITS)


@dataclass(slots=True)
class _Portion:
    """Lines that are not put down yet: their terms with the numbers they have here, and each statement in numbers."""

    numbers: defaultdict[str, int] = field(default_factory=lambda: defaultdict(count().__next__))
    subjects: "array[int]" = field(default_factory=lambda: array("I"))
    kinds: "array[int]" = field(default_factory=lambda: array("H"))
    objects: "array[int]" = field(default_factory=lambda: array("I"))

    def codes(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Each different statement as one number: property, subject, object; and those that came more than once."""
        code = np.frombuffer(self.kinds, np.uint16).astype(np.uint64) << BITS
        code |= np.frombuffer(self.subjects, np.uint32)
        code <<= BITS
        code |= np.frombuffer(self.objects, np.uint32)
        return _each_once(code)


class Numbering:
    """Makes the copy of a store in a folder from all lines of its graphs, whichever they stand in."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._made = folder, folder / "columns.new"
        self._kinds: defaultdict[str, int] = defaultdict(count().__next__)
        self._portion, self._put = _Portion(), 0
        self._odd = list[int]()
        shutil.rmtree(self._made, ignore_errors=True)
        self._made.mkdir(parents=True)

    def take(self, lines: Iterable[str]) -> None:
        """Number what these lines of canonical N-Triples say."""
        if len(self._kinds) > MOST_PROPERTIES:
            return
        portion = self._portion
        parts = [line.split(" ", 2) for line in lines]
        portion.kinds.extend([self._kinds[kind] for _, kind, _ in parts])
        portion.subjects.extend([portion.numbers[subject] for subject, _, _ in parts])
        portion.objects.extend([portion.numbers[object_[:-2]] for _, _, object_ in parts])
        if len(portion.kinds) >= LINES_IN_PORTION:
            self._put_down()

    def finish(self, revision: str) -> None:
        """Put the copy in the place of any other, as that of this revision; none where there is too much to number."""
        self._put_down()
        numbered = self._numbered() if len(self._kinds) <= MOST_PROPERTIES else None
        if numbered is None:
            self.give_up()
            return
        codes, again = numbered
        kinds = list(self._kinds)
        slices = _save_sorted(self._made, kinds, codes)
        _save(self._made, "again", (again & ~(MASK << _KINDS)).astype(np.int64))
        odd = _having(self._made, slices, np.array(self._odd, np.int32))
        named = {"revision": revision, "slices": slices, "again": _slices(kinds, again), "odd": odd}
        (self._made / NAMED).write_text(json.dumps(named), "utf-8")
        remove_columns(self._folder)
        self._made.rename(self._folder / f"columns-{revision[:16]}")

    def give_up(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self._made, ignore_errors=True)

    def _put_down(self) -> None:
        terms, (codes, again) = list(self._portion.numbers), self._portion.codes()
        self._portion = _Portion()
        order = sorted(range(len(terms)), key=terms.__getitem__)
        np.save(self._part("order"), np.array(order, np.int32))
        np.save(self._part("codes"), codes)
        np.save(self._part("again"), again)
        # No term in canonical N-Triples holds an end of line.
        self._part("terms").write_text("".join([f"{terms[place]}\n" for place in order]), "utf-8", newline="\n")
        self._put += 1

    def _part(self, name: str, number: int | None = None) -> Path:
        place = self._put if number is None else number
        return self._made / f"part-{place}.{'txt' if name == 'terms' else f'{name}.npy'}"

    def _numbered(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]] | None:
        """All statements in the numbers that hold throughout, each once, sorted, and those that more than one graph
        holds; the terms are written on the way.

        None where there are more terms than numbers.
        """
        groups = self._grouped()
        numbers = np.full(1 + max((int(group[-1]) for group in groups if len(group)), default=-1), -1, np.int32)
        ends, hashes, codes = [np.zeros(1, np.int64)], list[NDArray[np.uint32]](), list[NDArray[np.uint64]]()
        repeated = list[NDArray[np.uint64]]()
        known = size = 0
        with (self._made / "terms").open("wb") as out:
            for part, group in enumerate(groups):
                order = np.load(self._part("order", part))
                here = np.empty(len(group), np.int64)
                here[order] = group
                fresh = np.flatnonzero(numbers[here] < 0)
                numbers[here[fresh]] = np.arange(known, known + len(fresh))
                texts = self._texts(part, order, fresh)
                self._odd += (known + place for place in _odd_places(texts))
                known += len(fresh)
                out.write(b"".join(texts))
                ends.append(size + np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts))))
                size = int(ends[-1][-1]) if len(texts) else size
                hashes.append(np.fromiter(map(crc32, texts), np.uint32, len(texts)))
                codes.append(_translated(np.load(self._part("codes", part)), numbers[here]))
                repeated.append(_translated(np.load(self._part("again", part)), numbers[here]))
        if known > MOST_TERMS:
            return None
        _save_found(self._made, np.concatenate(ends), np.concatenate(hashes))
        for file in self._made.glob("part-*"):
            file.unlink()
        each, again = _each_once(np.concatenate(codes))
        return each, np.unique(np.concatenate([again, *repeated]))

    def _grouped(self) -> list[NDArray[np.int64]]:
        """For each portion, which term of all its own are, in the order in which they are sorted."""
        found = [array("q") for _ in range(self._put)]
        before, group = "", -1
        for term, part in merge(*map(self._sorted, range(self._put))):
            if term != before:
                before, group = term, group + 1
            found[part].append(group)
        return [np.frombuffer(one, np.int64) if one else np.zeros(0, np.int64) for one in found]

    def _sorted(self, part: int) -> Iterator[tuple[str, int]]:
        with self._part("terms", part).open(encoding="utf-8", newline="\n") as lines:
            for line in lines:
                yield line, part

    def _texts(self, part: int, order: NDArray[np.int32], wanted: NDArray[np.intp]) -> list[bytes]:
        """These terms of a portion, by the numbers they have there."""
        lines = self._part("terms", part).read_bytes().split(b"\n")
        place = np.empty(len(order), np.int32)
        place[order] = np.arange(len(order))
        return [lines[one] for one in place[wanted].tolist()]


def _odd_places(texts: list[bytes]) -> list[int]:
    """Where there are terms that the database may give back in other words."""
    suspected = [
        place for place, text in enumerate(texts) if b"XMLSchema#" in text or b"--" in text or text.startswith(b"<<")
    ]
    return [place for place in suspected if is_odd(texts[place].decode())]


def _having(made: Path, slices: Mapping[str, tuple[int, int]], odd: NDArray[np.int32]) -> list[str]:
    """The properties that have any of these as an object."""
    objects = np.load(made / "objects_sorted.npy", mmap_mode="r")
    found = []
    for name, (start, end) in slices.items():
        held = objects[start:end]
        if (held.searchsorted(odd, "right") > held.searchsorted(odd, "left")).any():
            found.append(name)
    return found


def _translated(codes: NDArray[np.uint64], numbers: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Statements in the numbers of one portion, in those that hold throughout."""
    wide = numbers.astype(np.uint64)
    kinds, subjects, objects = codes >> _KINDS, wide[(codes >> BITS) & MASK], wide[codes & MASK]
    found: NDArray[np.uint64] = (kinds << _KINDS) | (subjects << BITS) | objects
    return found


def _each_once(codes: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The different ones, sorted, and those of them that come more than once."""
    codes.sort()
    is_first = np.ones(len(codes), bool)
    np.not_equal(codes[1:], codes[:-1], out=is_first[1:])
    return codes[is_first], np.unique(codes[~is_first])


def _save_found(made: Path, ends: NDArray[np.int64], hashes: NDArray[np.uint32]) -> None:
    """Where each term ends, and by which hash it is found."""
    by_hash = np.argsort(hashes, kind="stable").astype(np.int32)
    _save(made, "ends", ends)
    _save(made, "by_hash", by_hash)
    _save(made, "hashes", hashes[by_hash])


def _save_sorted(made: Path, properties: list[str], codes: NDArray[np.uint64]) -> dict[str, tuple[int, int]]:
    _save(made, "subjects", ((codes >> BITS) & MASK).astype(np.int32))
    _save(made, "objects", (codes & MASK).astype(np.int32))
    turned = codes & ~((MASK << BITS) | MASK)
    turned |= ((codes & MASK) << BITS) | ((codes >> BITS) & MASK)
    turned.sort()
    _save(made, "objects_sorted", ((turned >> BITS) & MASK).astype(np.int32))
    _save(made, "subjects_by_object", (turned & MASK).astype(np.int32))
    return _slices(properties, codes)


def _slices(properties: list[str], codes: NDArray[np.uint64]) -> dict[str, tuple[int, int]]:
    """Where the statements of each property stand."""
    bounds = np.searchsorted(codes >> _KINDS, np.arange(len(properties) + 1, dtype=np.uint64))
    return {name: (int(bounds[n]), int(bounds[n + 1])) for n, name in enumerate(properties)}


def _save(made: Path, name: str, values: NDArray[np.generic]) -> None:
    np.save(made / f"{name}.npy", values)
