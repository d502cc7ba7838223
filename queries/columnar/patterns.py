"""Patterns of triples and paths, matched against the columns for many solutions at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TypeGuard

import numpy as np

from graph.columns import Ids, Pairs, pair_codes
from queries.columnar.distinct import distinct, first_rows
from queries.columnar.rows import UNIT, Rows, beside, by_seed, cross, ranges, spread, stack
from queries.columnar.terms import Terms
from queries.columnar.tree import Beyond, Path, Term, Triple, Variable

#: How many rows are tried to foresee how many a pattern will give.
_SAMPLE = 256
#: From so many rows on it pays to look whether many have the same ends.
_MANY = 1024
#: Fewer rows than this are found in any order.
_FEW = 10_000
#: A hierarchy with more steps than this is not one.
_LONGEST = 100_000


@dataclass(slots=True)
class Matcher:
    """Matches patterns in one store.

    Where it heeds graphs, what several graphs say is refused: united they say it once (SPARQL 1.1, section 13.1), but
    the database finds it in each. Where it heeds nodes, a path of no step from a term that may be no node is refused:
    by the standard it leads to the term itself, in the database nowhere.
    """

    terms: Terms
    heeds_graphs: bool = False
    heeds_nodes: bool = False
    _closures: dict[Path, Pairs] = field(default_factory=dict)
    _hidden: int = 0

    def flatten(self, pattern: Triple) -> list[Triple]:
        """The same with each sequence of steps as patterns of their own."""
        path = pattern.path
        if isinstance(path, Variable):
            return [pattern]
        if path.kind == "inverse" and path.parts[0].kind != "star":
            return self.flatten(Triple(pattern.object, path.parts[0], pattern.subject))
        if path.kind != "sequence":
            return [pattern]
        ends: list[Term] = [pattern.subject, *(self.fresh() for _ in path.parts[1:]), pattern.object]
        steps = zip(ends, path.parts, ends[1:], strict=False)
        return [part for start, step, end in steps for part in self.flatten(Triple(start, step, end))]

    def fresh(self) -> Variable:
        """A variable of our own, which no query can name."""
        self._hidden += 1
        return Variable(f"#{self._hidden}")

    def expected(self, rows: Rows, pattern: Triple) -> float:
        """About how many solutions there will be once a pattern is matched too."""
        subject, object_ = pattern.subject, pattern.object
        if isinstance(pattern.path, Variable):
            return rows.size * 8.0 if pattern.path.name in rows.columns else np.inf
        return self._expected(rows, subject, pattern.path, object_)

    def _expected(self, rows: Rows, subject: Term, path: Path, object_: Term) -> float:
        if path.kind == "alternative":
            return sum(self._expected(rows, subject, part, object_) for part in path.parts)
        if path.kind == "inverse":
            return self._expected(rows, object_, path.parts[0], subject)
        starts = [end for end in (subject, object_) if not isinstance(end, Variable) or end.name in rows.columns]
        if path.kind == "star":
            return rows.size * 2.0 if starts else np.inf
        if path.kind == "sequence":
            return rows.size * 4.0 if starts else np.inf
        pairs = self.terms.columns.pairs(path.property)
        if isinstance(subject, Variable) and isinstance(object_, Variable):
            return _foreseen(rows, pairs, subject, object_)
        values = self._beside(pairs, subject, object_)
        end = subject if isinstance(subject, Variable) else object_
        if not isinstance(end, Variable) or end.name in rows.columns:
            return rows.size * (0.5 if len(values) else 0.0)
        return float(rows.size * len(values))

    def sooner(self, rows: Rows, pattern: Triple, others: Sequence[object]) -> Triple | None:
        """Which of other patterns is better matched first, and alone: one that says of what this one would newly find
        that it is among few, where this one would find many beside each row.
        """
        path, ends = pattern.path, (pattern.subject, pattern.object)
        new = [end for end in ends if isinstance(end, Variable) and end.name not in rows.columns]
        found = self.expected(rows, pattern)
        if len(new) != 1 or found < _FEW or not isinstance(path, Path) or path.kind != "property":
            return None
        told = [(self.expected(UNIT, one), one) for one in others if _tells_of(one, new[0])]
        few, one = min(told, key=itemgetter(0), default=(np.inf, None))
        return one if 2 * few < found else None

    def extend(self, rows: Rows, pattern: Triple) -> Rows:
        """The solutions that also match a pattern."""
        if isinstance(pattern.path, Variable):
            return self._any_property(rows, pattern.subject, pattern.path, pattern.object)
        return self._along(rows, pattern.subject, pattern.path, pattern.object)

    def _any_property(self, rows: Rows, subject: Term, property_: Variable, object_: Term) -> Rows:
        if property_.name not in rows.columns:
            raise Beyond(f"any property as ?{property_.name}")
        values = rows.bound(property_.name)
        parts = []
        for number in distinct(values).tolist():
            path = Path("property", property=f"<{self.terms.value(number).text}>")
            parts.append(self._along(rows.take(values == number), subject, path, object_))
        return stack(parts) if parts else self._nothing(rows, subject, object_)

    def _nothing(self, rows: Rows, *ends: Term) -> Rows:
        empty = rows.take(np.zeros(0, np.int64))
        for end in ends:
            if isinstance(end, Variable) and end.name not in empty.columns:
                empty = empty.having(end.name, np.zeros(0, np.int64))
        return empty

    def _along(self, rows: Rows, subject: Term, path: Path, object_: Term) -> Rows:
        if path.kind == "inverse":
            return self._along(rows, object_, path.parts[0], subject)
        if path.kind in ("alternative", "sequence"):
            return self._once(rows, subject, path, object_)
        if path.kind == "star":
            return self._star(rows, subject, path.parts[0], object_)
        found = self._related(rows, subject, path, object_)
        if self.heeds_graphs and len(again := self.terms.columns.again(path.property)):
            ends = (self._at(found, end) for end in (subject, object_))
            low, high = ranges(again, pair_codes(*ends))
            if (high > low).any():
                raise Beyond("what several graphs say")
        return found

    def _at(self, rows: Rows, end: Term) -> Ids:
        if isinstance(end, Variable):
            return rows.columns[end.name]
        return np.full(rows.size, self.terms.number(end), np.int64)

    def _related(self, rows: Rows, subject: Term, path: Path, object_: Term) -> Rows:
        pairs = self.terms.columns.pairs(path.property)
        if isinstance(subject, Variable) and isinstance(object_, Variable):
            return _join_pairs(rows, pairs, subject.name, object_.name)
        values = self._beside(pairs, subject, object_)
        end = subject if isinstance(subject, Variable) else object_
        if not isinstance(end, Variable):
            return rows if len(values) else self._nothing(rows)
        if end.name not in rows.columns:
            return cross(rows, Rows({end.name: values}, len(values)))
        low, high = ranges(values, rows.bound(end.name))
        return rows.take(high > low)

    def _beside(self, pairs: Pairs, subject: Term, object_: Term) -> Ids:
        """What a property relates to the end that is given; the given object where both are and it does."""
        if isinstance(object_, str):
            low, high = _range(pairs.objects_sorted, self.terms.columns.number(object_))
            values = pairs.subjects_by_object[low:high]
            if isinstance(subject, str):
                values = values[values == self.terms.columns.number(subject)]
            return values
        assert isinstance(subject, str)
        low, high = _range(pairs.subjects, self.terms.columns.number(subject))
        return pairs.objects[low:high]

    def _once(self, rows: Rows, subject: Term, path: Path, object_: Term) -> Rows:
        """What is found along a path of several parts, where many rows have the same ends, for each of these once."""
        walk = self._either if path.kind == "alternative" else self._sequence
        names = [end.name for end in (subject, object_) if isinstance(end, Variable) and end.name in rows.columns]
        if rows.size < _MANY or not names:
            return walk(rows, subject, path, object_)
        first, places = first_rows(tuple(rows.bound(name) for name in names))
        if 2 * len(first) > rows.size:
            return walk(rows, subject, path, object_)
        mark = self.fresh().name
        ends = Rows({name: rows.columns[name][first] for name in names}, len(first))
        found = walk(ends.having(mark, np.arange(ends.size)), subject, path, object_).but(*names)
        inner, bounds = by_seed(found, mark, ends.size)
        return beside(rows, inner, bounds[places], bounds[places + 1])

    def _either(self, rows: Rows, subject: Term, path: Path, object_: Term) -> Rows:
        """What is found along one path or the other; where it counts, only if nothing is found along both, which the
        standard finds twice (SPARQL 1.1, section 18.4) and the database once.
        """
        if not self.heeds_graphs:
            return stack([self._along(rows, subject, part, object_) for part in path.parts])
        mark = self.fresh().name
        numbered = rows.having(mark, np.arange(rows.size))
        found = stack([self._along(numbered, subject, part, object_) for part in path.parts])
        if found.size:
            first, _ = first_rows((found.columns[mark], self._at(found, subject), self._at(found, object_)))
            if len(first) < found.size:
                raise Beyond("one path or another to the same")
        return found.but(mark)

    def _sequence(self, rows: Rows, subject: Term, path: Path, object_: Term) -> Rows:
        steps = self.flatten(Triple(subject, path, object_))
        starts_behind = isinstance(object_, str) or object_.name in rows.columns
        if starts_behind and isinstance(subject, Variable) and subject.name not in rows.columns:
            steps.reverse()
        # An end of this path may itself be a variable of our own, on the way along a longer one.
        between = _named(step.subject for step in steps) - _named((subject, object_))
        for step in steps:
            rows = self.extend(rows, step)
        return rows.but(*between)

    def _star(self, rows: Rows, subject: Term, step: Path, object_: Term) -> Rows:
        """No step, or any number of steps, from the end that is known."""
        closure = self._closure(step)
        known, found, keys, values = subject, object_, closure.subjects, closure.objects
        if isinstance(subject, Variable) and subject.name not in rows.columns:
            known, found, keys, values = object_, subject, closure.objects_sorted, closure.subjects_by_object
        if isinstance(known, Variable) and known.name not in rows.columns:
            raise Beyond("a path of any length between unknown ends")
        if self.heeds_nodes:
            self._check_nodes(closure, subject, object_)
        if isinstance(known, str):
            start = np.full(rows.size, self.terms.number(known), np.int64)
        else:
            start = rows.bound(known.name)
        places, at = spread(*ranges(keys, start))
        ends = np.concatenate([start, values[at]])
        reached = rows.take(np.concatenate([np.arange(rows.size), places]))
        if isinstance(found, str):
            return reached.take(ends == self.terms.number(found))
        if found.name in rows.columns:
            return reached.take(ends == reached.bound(found.name))
        return reached.having(found.name, ends)

    def _check_nodes(self, closure: Pairs, *ends: Term) -> None:
        for end in ends:
            if isinstance(end, str):
                number = self.terms.columns.number(end)
                if not any(
                    high > low
                    for low, high in (_range(closure.subjects, number), _range(closure.objects_sorted, number))
                ):
                    raise Beyond(f"a path of any length from {end}")

    def _closure(self, step: Path) -> Pairs:
        """All that is reached in one step or more, but for what leads back to itself."""
        if step not in self._closures:
            turned = step.kind == "inverse"
            inner = step.parts[0] if turned else step
            if inner.kind != "property":
                raise Beyond("a path of any length of several properties")
            pairs = self.terms.columns.pairs(inner.property)
            if len(pairs) > _LONGEST:
                raise Beyond("a path of any length over so many pairs")
            starts, ends = (pairs.objects, pairs.subjects) if turned else (pairs.subjects, pairs.objects)
            self._closures[step] = _reached(starts.tolist(), ends.tolist())
        return self._closures[step]


def _named(ends: Iterable[Term]) -> set[str]:
    return {end.name for end in ends if isinstance(end, Variable)}


def _tells_of(part: object, end: Variable) -> TypeGuard[Triple]:
    """Whether this is a pattern of one property between this end and a term."""
    if not isinstance(part, Triple) or not isinstance(part.path, Path) or part.path.kind != "property":
        return False
    return (part.subject == end and isinstance(part.object, str)) or (
        part.object == end and isinstance(part.subject, str)
    )


def _reached(starts: list[int], ends: list[int]) -> Pairs:
    next_ = defaultdict[int, list[int]](list)
    for start, end in zip(starts, ends, strict=True):
        next_[start].append(end)
    found: list[tuple[int, int]] = []
    for start in list(next_):
        seen: set[int] = set()
        waiting = list(next_[start])
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += next_.get(one, ())
        found += ((start, end) for end in seen - {start})
    both = np.array(found, np.int64).reshape(-1, 2)
    return Pairs.of(both[:, 0], both[:, 1])


def _range(keys: Ids, wanted: int) -> tuple[int, int]:
    low, high = ranges(keys, np.array([wanted]))
    return int(low[0]), int(high[0])


def _foreseen(rows: Rows, pairs: Pairs, subject: Variable, object_: Variable) -> float:
    """How many pairs a sample of the solutions would be joined with."""
    if not rows.size or not len(pairs):
        return 0.0
    found = [float(rows.size * len(pairs))]
    for end, keys in ((subject, pairs.subjects), (object_, pairs.objects_sorted)):
        if end.name in rows.columns:
            sample = rows.columns[end.name][:: max(1, rows.size // _SAMPLE)]
            low, high = ranges(keys, sample)
            found.append(rows.size * float((high - low).mean()))
    return min(found)


def _join_pairs(rows: Rows, pairs: Pairs, subject: str, object_: str) -> Rows:
    if subject == object_:
        raise Beyond(f"?{subject} related to itself")
    if subject not in rows.columns and object_ not in rows.columns:
        return cross(rows, Rows({subject: pairs.subjects, object_: pairs.objects}, len(pairs)))
    if subject not in rows.columns:
        places, at = spread(*ranges(pairs.objects_sorted, rows.bound(object_)))
        return rows.take(places).having(subject, pairs.subjects_by_object[at])
    if object_ not in rows.columns:
        places, at = spread(*ranges(pairs.subjects, rows.bound(subject)))
        return rows.take(places).having(object_, pairs.objects[at])
    low, high = ranges(pairs.subjects, rows.bound(subject))
    if int((high - low).sum()) * 4 < len(pairs):
        # To look through what is said of these takes less than a code for each pair there is.
        places, at = spread(low, high)
        return rows.take(places[pairs.objects[at] == rows.bound(object_)[places]])
    wanted = pair_codes(rows.bound(subject), rows.bound(object_))
    low, high = ranges(pair_codes(pairs.subjects, pairs.objects), wanted)
    return rows.take(high > low)
