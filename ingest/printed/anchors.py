"""Where each question of the form stands in a document.

A question is known by its text, in any language the form is printed in; its number only supports it. Of all places
where a text stands that could be a question, the likeliest sequence is chosen: one that follows the form's order, in
which sub-questions follow their own question, and none stands inside a quotation of the Guidelines.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from ingest.printed.phrases import Catalogue, Hit, Phrase, Place
from ingest.printed.words import Words

#: What may stand between a question and the start of its line: markup, quotes, a label.
_MARKUP = re.compile(r"(?:</?\w+>|[^\w\n]|_)*")
_AFTER = re.compile(r"(?:</?\w+>|[ \u00a0]?[?:!.;]|[)\]»”\"’'*_])*")
_LABEL = re.compile(r"[^\W_]+")
#: A label on a line of its own, above its question.
_ALONE = re.compile(r"\n[ \t*_>|-]*\(?([0-9a-z]{1,4})[.)][.)*_ \t]*\s*\Z", re.IGNORECASE)

#: Weights of the choice. A wrong order costs more than the longest question gains by standing there twice.
_LONGEST = 12.0
_LABEL_FITS, _LABEL_CLASHES = 4.0, -6.0
_BOXES, _NO_BOXES = 3.0, -6.0
_NEXT, _BACK, _ORPHAN, _QUOTED = 1.0, -18.0, -12.0, -60.0
_LOOK_BACK = 8
_CLEARLY = 4.0
#: More copies of a question than this are no form's; in more words than this nothing blurred is looked for.
_MOST_COPIES = 12
_LONGEST_BLURRED = 150_000

#: How alike a text must be that is not printed to the letter, with and without its label.
_ALIKE, _ALIKE_LABELLED = 84.0, 70.0


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of the form found in the text: from `start` (its label included) to `end` (where an answer may begin)."""

    place: Place
    start: int
    end: int
    first: int
    last: int
    language: str
    likeness: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    hit: Hit
    place: Place
    score: float
    label_fits: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """The best path that ends with a candidate: its worth, and the step before (-1: none)."""

    total: float
    candidate: _Candidate
    last: int


def anchors_of(words: Words, hits: Sequence[Hit], catalogue: Catalogue) -> tuple[Anchor, ...]:
    """The places found, in the order of the document; what is not printed to the letter is looked for in the gaps."""
    finder = _Finder(words, catalogue, [hit for hit in hits if hit.phrase.places])
    chosen = finder.fill(finder.once(finder.choose()))
    return tuple(finder.anchor(candidate) for candidate in chosen)


class _Finder:
    def __init__(self, words: Words, catalogue: Catalogue, hits: Sequence[Hit]) -> None:
        self.words = words
        self.places = catalogue.places
        self.catalogue = catalogue
        self.labels = {part for place in self.places for part in place.label}
        self.by_id = {place.id: place for place in self.places if place.kind in ("stem", "item")}
        asked = [hit for hit in hits if any(self.places[number].boxes for number in hit.phrase.places)]
        #: A document that lost its boxes with all their words tells nothing by their lack.
        self.has_rows = 3 * sum(self._boxes_follow(hit.last) for hit in asked) > len(asked)
        self.languages = _languages(hits, catalogue)
        self.lines: list[int] | None = None
        self.labelled: dict[int, tuple[tuple[str, ...], bool]] = {}
        hits = self._bounded(hits)
        self.hits = sorted([*hits, *self._nearly(hits)], key=lambda hit: (hit.first, -hit.likeness))

    def _bounded(self, hits: Sequence[Hit]) -> Sequence[Hit]:
        """The hits, without the many by which a long text that is no form repeats a short question."""
        seen: Counter[tuple[str, ...]] = Counter()
        kept = []
        for hit in hits:
            seen[hit.phrase.words] += 1
            if seen[hit.phrase.words] <= _MOST_COPIES * len(hit.phrase.places):
                kept.append(hit)
        return kept

    def _nearly(self, hits: Sequence[Hit]) -> Iterable[Hit]:
        """Texts of questions that stand there less often than the form prints them, found nearly to the letter."""
        if len(self.words) > _LONGEST_BLURRED:
            return ()
        clear = [hit.phrase for hit in hits if self._is_clear(hit)]
        found = Counter(phrase.words for phrase in clear)
        there = {phrase.places for phrase in clear}  # in whichever language
        taken = {hit.first for hit in hits}
        alike = [
            hit
            for phrase in self.catalogue.phrases
            if phrase.language in self.languages
            and found[phrase.words] < len(phrase.places)
            and not (len(phrase.places) == 1 and phrase.places in there)
            for hit in self._alike(phrase)
            if hit.first not in taken
        ]
        best: dict[int, float] = {}
        for hit in alike:
            best[hit.first] = max(best.get(hit.first, 0.0), hit.likeness)
        return (hit for hit in alike if hit.likeness > best[hit.first] - 0.05)

    def _is_clear(self, hit: Hit) -> bool:
        """Whether a hit has all that a question has, its label or its boxes too."""
        candidates = (self._candidate(hit, self.places[number]) for number in hit.phrase.places)
        return any(c is not None and c.score >= min(len(hit.phrase.words), _LONGEST) for c in candidates)

    def _alike(self, phrase: Phrase) -> Iterator[Hit]:
        """Where lines begin nearly as a phrase does."""
        wanted, size = " ".join(phrase.words), len(phrase.words)
        words = self.words.words
        starts = self._line_starts()
        windows = [" ".join(words[number : number + size]) for number in starts]
        for _, _, at in process.extract(
            wanted, windows, scorer=fuzz.ratio, score_cutoff=_ALIKE_LABELLED, limit=len(phrase.places) + 4
        ):
            spans = [
                (fuzz.ratio(wanted, " ".join(words[first:last])), -first, -last)
                for first in range(starts[at], min(starts[at] + 3, len(words)))
                for last in range(max(first + 1, first + size - 2), min(first + size + 2, len(words)) + 1)
            ]
            if spans:  # none where the document ends within the words of a question
                ratio, first, last = max(spans)
                yield Hit(phrase, -first, -last, ratio / 100)

    def once(self, chosen: Sequence[_Candidate]) -> list[_Candidate]:
        """The sequence without what stands there again less clearly: a quotation that has the words of a question."""
        best: dict[int, float] = {}
        for candidate in chosen:
            number = candidate.place.number
            best[number] = max(best.get(number, candidate.score), candidate.score)
        return [candidate for candidate in chosen if candidate.score >= best[candidate.place.number] - _CLEARLY]

    def choose(self) -> list[_Candidate]:
        """The likeliest sequence of places among the hits."""
        steps: list[_Step] = []
        best = -1
        reach = [0] * _LOOK_BACK  # where the steps of the last few stretches of text begin
        at = -1
        for hit in self.hits:
            if hit.first != at:
                reach, at = [*reach[1:], len(steps)], hit.first
            arrivals = [
                self._arrive(candidate, steps, range(reach[0], len(steps)), best)
                for candidate in (self._candidate(hit, self.places[number]) for number in hit.phrase.places)
                if candidate is not None
            ]
            for arrival in arrivals:
                steps.append(arrival)
                if best < 0 or arrival.total > steps[best].total:
                    best = len(steps) - 1
        return _path(steps, best)

    def _arrive(self, candidate: _Candidate, steps: Sequence[_Step], nearest: range, best: int) -> _Step:
        """The best way to a candidate: from one of the nearest steps, or from the end of the best path so far."""
        total, last = candidate.score + (_ORPHAN / 2 if candidate.place.parent else 0.0), -1
        for number in (*nearest, best):
            if number < 0 or steps[number].candidate.hit.last > candidate.hit.first:
                continue
            score = steps[number].total + candidate.score + self._step(steps[number].candidate, candidate)
            if score > total:
                total, last = score, number
        return _Step(total, candidate, last)

    def _step(self, before: _Candidate, after: _Candidate) -> float:
        """How well one place follows another."""
        old, new = before.place, after.place
        gap = new.number - old.number
        if old.kind == "quotation" and new.parent is not None:
            return _QUOTED
        if gap == 0:  # the question in a second language, or in a second copy
            return 0.0 if after.hit.first - before.hit.last < 8 else _BACK
        score = _NEXT if gap == 1 else -0.1 * min(gap, 20) if gap > 0 else _BACK
        if new.parent is not None and not self._is_family(old, new):
            score += _ORPHAN
        return score

    def _is_family(self, old: Place, new: Place) -> bool:
        """Whether `new` is under `old`, beside it, or beside something above it."""
        above = old
        while True:
            if new.parent in (above.id, above.parent):
                return True
            if above.parent is None or above.parent not in self.by_id:
                return False
            above = self.by_id[above.parent]

    def _candidate(self, hit: Hit, place: Place) -> _Candidate | None:
        """How likely the words at a hit are this question; None where they stand inside a sentence."""
        if hit.first not in self.labelled:  # several places may print the same words
            self.labelled[hit.first] = self._before(hit.first)
        label, at_start = self.labelled[hit.first]
        fits = _fits(tuple(map(_as_roman, label)) if place.kind == "section" else label, place.label)
        misread = len(label) == 1 and at_start and label[0] not in self.labels  # `(kK)`: no label of this form
        clashes = bool(label) and bool(place.label) and not fits and not misread
        size = len(hit.phrase.words)
        if hit.likeness * 100 < (_ALIKE_LABELLED if fits else _ALIKE):
            return None
        asks = self._asks(hit)
        if not (at_start or fits) and size < 8:
            return None
        if (
            size < 6
            and not fits
            and not (asks and hit.phrase.ends_question)
            and place.kind == "item"
            and not place.grid
        ):
            return None
        score = min(size, _LONGEST * (2 if place.kind == "quotation" else 1)) * hit.likeness
        score += _LABEL_FITS if fits else _LABEL_CLASHES if clashes else 0.0
        score += 0.0 if at_start or fits else -3.0
        if hit.phrase.ends_question:
            score += 1.0 if asks else -3.0
        if place.boxes:
            score += _BOXES if self._boxes_follow(hit.last) else _NO_BOXES if self.has_rows else 0.0
        return _Candidate(hit, place, score, fits) if score > 0 else None

    def _before(self, first: int) -> tuple[tuple[str, ...], bool]:
        """The label before a word, and whether nothing but a label stands before it on its line."""
        words = self.words
        text = words.text
        start = words.starts[first]
        line = text.rfind("\n", 0, start) + 1
        before = [m.group().lower() for m in _LABEL.finditer(text[max(line, start - 24) : start])]
        if not before and line:
            above = _ALONE.search(text, max(0, line - 24), line)
            label = above.group(1).lower() if above else ""
            return ((label,) if label in self.labels else ()), True
        return tuple(before[-3:]), len(before) <= 2 and all(len(word) <= 4 for word in before)

    def _asks(self, hit: Hit) -> bool:
        """Whether a question mark follows."""
        end = self.words.ends[hit.last - 1]
        return "?" in self.words.text[end : end + 4]

    def _boxes_follow(self, last: int) -> bool:
        """Whether an option's word is among the next words."""
        return any(word in self.catalogue.option_words for word in self.words.words[last : last + 2])

    def fill(self, chosen: Sequence[_Candidate]) -> list[_Candidate]:
        """The sequence with the missing places looked for where they should stand, other words in their middle."""
        have = {candidate.place.number for candidate in chosen}
        if len(have) == len(self.places) or len(self.words) > _LONGEST_BLURRED:
            return list(chosen)
        filled: list[_Candidate] = []
        place = 0
        for candidate in (*chosen, None):
            until = candidate.place.number if candidate else len(self.places)
            end = candidate.hit.first if candidate else len(self.words)
            while place < until:
                if place not in have:
                    found = self._search(self.places[place], filled[-1].hit.last if filled else 0, end)
                    if found is not None and (not filled or self._step(filled[-1], found) > _QUOTED):
                        filled.append(found)
                place += 1
            if candidate:
                filled.append(candidate)
                place = max(place, until + 1)
        return filled

    def _line_starts(self) -> list[int]:
        """The words with which lines begin, behind their labels."""
        if self.lines is None:
            self.lines = []
            for number, start in enumerate(self.words.starts):
                line = self.words.text.rfind("\n", max(0, start - 24), start) + 1
                before = self.words.text[line:start] if line or start < 24 else "x" * 30
                if len(before.strip()) <= 8 and sum(map(str.isalnum, before)) <= 4:
                    self.lines.append(number)
        return self.lines

    def _search(self, place: Place, start: int, end: int) -> _Candidate | None:
        """The likeliest stretch between two words for a place whose words do not stand together."""
        lines = self._line_starts()
        starts = lines[bisect_left(lines, start) : bisect_left(lines, end)]
        found: list[tuple[float, int, _Candidate]] = []
        for language in self.languages:
            hit = self._interrupted(place.texts.get(language, ()), starts, end, language, place)
            candidate = hit and self._candidate(hit, place)
            if hit and candidate:
                found.append((candidate.score, -hit.first, candidate))
        return max(found, key=lambda row: row[:2])[2] if found else None

    def _interrupted(
        self, printed: tuple[str, ...], starts: Sequence[int], end: int, language: str, place: Place
    ) -> Hit | None:
        """A long question with other words in its middle: a header of a page, the next column of a table."""
        if len(printed) < 6:
            return None
        for first in starts:
            if tuple(self.words.words[first : first + 2]) != printed[:2]:
                continue
            window = self.words.words[first : min(first + len(printed) + 24, end)]
            blocks = LCSseq.editops(list(printed), window).as_matching_blocks()
            same = sum(block.size for block in blocks)
            if same >= 0.75 * len(printed):
                last = max(block.b + block.size for block in blocks if block.size)
                phrase = Phrase(printed, "place", (place.number,), language, False)
                return Hit(phrase, first, first + last, max(same / len(printed), _ALIKE / 100))
        return None

    def anchor(self, candidate: _Candidate) -> Anchor:
        """The candidate with its positions in the text: label and markup before it, punctuation behind it."""
        hit, text = candidate.hit, self.words.text
        start, end = self.words.starts[hit.first], self.words.ends[hit.last - 1]
        after = _AFTER.match(text, end)
        start = self._with_label(start, candidate)
        language = hit.phrase.language
        return Anchor(
            candidate.place, start, after.end() if after else end, hit.first, hit.last, language, hit.likeness
        )

    def _with_label(self, start: int, candidate: _Candidate) -> int:
        text = self.words.text
        line = text.rfind("\n", 0, start) + 1
        before = text[line:start]
        written = _LABEL.findall(before)
        if _MARKUP.fullmatch(before):
            previous = text[:line].rstrip()
            above = previous.rfind("\n") + 1
            if candidate.label_fits and _LABEL.findall(previous[above:]) and len(previous) - above <= 12:
                return above
            return line
        path = candidate.place.label
        if tuple(map(str.lower, written)) == path[-len(written) :] or (len(written) <= 2 and len(before.strip()) <= 12):
            return line
        if not candidate.label_fits:
            return start
        label = list(_LABEL.finditer(before))[-1].start()
        return line + len(before[:label].rstrip("([ *_"))


def _languages(hits: Sequence[Hit], catalogue: Catalogue) -> list[str]:
    """The languages the form is printed in, in this document; all where that cannot be told."""
    spoken = Counter(
        hit.phrase.language for hit in hits for number in hit.phrase.places if catalogue.places[number].label
    )
    most = max(spoken.values(), default=0)
    return [language for language in sorted(spoken) if spoken[language] * 4 >= most] or list(
        catalogue.questionnaire.languages
    )


def _path(steps: Sequence[_Step], last: int) -> list[_Candidate]:
    path: list[_Candidate] = []
    while last >= 0:
        path.append(steps[last].candidate)
        last = steps[last].last
    return path[::-1]


def _as_roman(label: str) -> str:
    """A number in capitals as it is meant where a scan has other strokes for it: `ll`, `Ill`, `1V`."""
    return label.translate({ord("l"): "i", ord("1"): "i", ord("|"): "i"})


def _fits(label: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Whether the words of a label are the end of a place's path: `c`, `9 c` or `9c` for 9(c)."""
    if not label or not path:
        return False
    return label[-1] in (path[-1], "".join(path), "".join(path[-2:])) or label[-len(path) :] == path
