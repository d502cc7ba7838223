"""Where each question of the form stands in a document.

A question is known by its text, in any language the form is printed in; its number only supports it. Of all places
where a text stands that could be a question, the likeliest sequence is chosen: one that follows the form's order, in
which sub-questions follow their own question, and none stands inside a quotation of the Guidelines.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from ingest.printed.phrases import Catalogue, Hit, Phrase, Place
from ingest.printed.words import Words

#: What may stand between a question and the start of its line: markup, quotes, a label.
_MARKUP = re.compile(r"(?:</?\w+>|[^\w\n]|_)*")
_AFTER = re.compile(r"(?:</?\w+>|[ \u00a0]?[?:!.;]|[)\]»”\"’'*_])*")
_LABEL = re.compile(r"[^\W_]+")

#: Weights of the choice. A wrong order costs more than the longest question gains by standing there twice.
_LONGEST = 12.0
_LABEL_FITS, _LABEL_CLASHES = 4.0, -6.0
_BOXES, _NO_BOXES = 3.0, -3.0
_NEXT, _BACK, _ORPHAN, _QUOTED = 1.0, -14.0, -12.0, -60.0
_LOOK_BACK = 8

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


def anchors_of(words: Words, hits: Sequence[Hit], catalogue: Catalogue) -> tuple[Anchor, ...]:
    """The places found, in the order of the document; what is not printed to the letter is looked for in the gaps."""
    finder = _Finder(words, catalogue)
    chosen = finder.choose([hit for hit in hits if hit.phrase.places])
    chosen = finder.fill(chosen)
    return tuple(finder.anchor(candidate) for candidate in chosen)


class _Finder:
    def __init__(self, words: Words, catalogue: Catalogue) -> None:
        self.words = words
        self.places = catalogue.places
        self.catalogue = catalogue
        self.by_id = {place.id: place for place in self.places if place.kind in ("stem", "item")}

    def choose(self, hits: Sequence[Hit]) -> list[_Candidate]:
        """The likeliest sequence of places among the hits."""
        steps: list[tuple[float, _Candidate, int]] = []  # the best score of a path that ends here, and its last step
        best = (0.0, -1)
        for hit in hits:
            arrivals = []
            for number in hit.phrase.places:
                candidate = self._candidate(hit, self.places[number])
                if candidate is not None:
                    arrivals.append(self._arrive(candidate, steps, best))
            for arrival in arrivals:
                steps.append(arrival)
                best = max(best, (arrival[0], len(steps) - 1), key=lambda step: step[0])
        return _path(steps, best[1])

    def _arrive(
        self, candidate: _Candidate, steps: Sequence[tuple[float, _Candidate, int]], best: tuple[float, int]
    ) -> tuple[float, _Candidate, int]:
        total, last = candidate.score + (_ORPHAN / 2 if candidate.place.parent else 0.0), -1
        nearest = range(max(0, len(steps) - _LOOK_BACK * 2), len(steps))
        for number in (*nearest, best[1]):
            if number < 0 or steps[number][1].hit.last > candidate.hit.first:
                continue
            score = steps[number][0] + candidate.score + self._step(steps[number][1], candidate)
            if score > total:
                total, last = score, number
        return total, candidate, last

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
        label, at_start = self._before(hit.first)
        fits = _fits(label, place.label)
        clashes = bool(label) and bool(place.label) and not fits
        size = len(hit.phrase.words)
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
        score = min(size, _LONGEST) * hit.likeness
        score += _LABEL_FITS if fits else _LABEL_CLASHES if clashes else 0.0
        score += 0.0 if at_start or fits else -3.0
        if hit.phrase.ends_question:
            score += 1.0 if asks else -3.0
        if place.boxes:
            score += _BOXES if self._boxes_follow(hit.last) else _NO_BOXES
        return _Candidate(hit, place, score, fits) if score > 0 else None

    def _before(self, first: int) -> tuple[tuple[str, ...], bool]:
        """The label before a word, and whether nothing but a label stands before it on its line."""
        words = self.words
        text = words.text
        start = words.starts[first]
        line = text.rfind("\n", 0, start) + 1
        before = [m.group().lower() for m in _LABEL.finditer(text[max(line, start - 24) : start])]
        if not before and line:
            previous = text[max(0, line - 24) : line].rstrip().rpartition("\n")[2]
            label = [m.group().lower() for m in _LABEL.finditer(previous)]
            return (tuple(label), True) if len(label) <= 1 and len(previous.strip(" *_#>|+-")) <= 6 else ((), True)
        return tuple(before[-3:]), len(before) <= 2 and all(len(word) <= 4 for word in before)

    def _asks(self, hit: Hit) -> bool:
        """Whether a question mark follows."""
        end = self.words.ends[hit.last - 1]
        return "?" in self.words.text[end : end + 4]

    def _boxes_follow(self, last: int) -> bool:
        """Whether an option's word is among the next words."""
        return any(word in self.catalogue.option_words for word in self.words.words[last : last + 3])

    def fill(self, chosen: Sequence[_Candidate]) -> list[_Candidate]:
        """The sequence with the missing places looked for, fuzzily, where they should stand."""
        have = {candidate.place.number for candidate in chosen}
        if len(have) == len(self.places):
            return list(chosen)
        spoken = Counter(candidate.hit.phrase.language for candidate in chosen)
        languages = [language for language, _ in spoken.most_common(2)] or list(self.catalogue.questionnaire.languages)
        filled: list[_Candidate] = []
        place = 0
        lines = self._line_starts()
        for candidate in (*chosen, None):
            until = candidate.place.number if candidate else len(self.places)
            end = candidate.hit.first if candidate else len(self.words)
            while place < until:
                if place not in have:
                    start = filled[-1].hit.last if filled else 0
                    found = self._search(self.places[place], start, end, languages, lines)
                    if found is not None and (not filled or self._step(filled[-1], found) > _QUOTED):
                        filled.append(found)
                place += 1
            if candidate:
                filled.append(candidate)
                place = max(place, until + 1)
        return filled

    def _line_starts(self) -> list[int]:
        """The words with which lines begin, behind their labels."""
        starts: list[int] = []
        for number, start in enumerate(self.words.starts):
            line = self.words.text.rfind("\n", max(0, start - 24), start) + 1
            before = self.words.text[line:start] if line or start < 24 else "x" * 30
            if len(before.strip()) <= 8 and sum(map(str.isalnum, before)) <= 4:
                starts.append(number)
        return starts

    def _search(
        self, place: Place, start: int, end: int, languages: Iterable[str], lines: Sequence[int]
    ) -> _Candidate | None:
        """The likeliest stretch between two words for a place whose words are not there to the letter."""
        starts = [number for number in lines if start <= number < end]
        found: list[tuple[float, int, _Candidate]] = []
        for language in languages:
            if language not in place.texts or not starts:
                continue
            hit = self._alike(place.texts[language], starts, end, language, place)
            candidate = hit and self._candidate(hit, place)
            if hit and candidate and (hit.likeness * 100 >= _ALIKE or candidate.label_fits):
                found.append((candidate.score, -hit.first, candidate))
        return max(found, key=lambda row: row[:2])[2] if found else None

    def _alike(
        self, printed: tuple[str, ...], starts: Sequence[int], end: int, language: str, place: Place
    ) -> Hit | None:
        size = len(printed)
        wanted = " ".join(printed)
        windows = [" ".join(self.words.words[number : min(number + size, end)]) for number in starts]
        best = process.extractOne(wanted, windows, scorer=fuzz.ratio, score_cutoff=_ALIKE_LABELLED)
        if best is None:
            return self._interrupted(printed, starts, end, language, place)
        first = starts[best[2]]
        phrase = Phrase(printed, "place", (place.number,), language, False)
        lasts = range(max(first + 1, first + size - 3), min(first + size + 4, end) + 1)
        likeness, last = max((fuzz.ratio(wanted, " ".join(self.words.words[first:last])), -last) for last in lasts)
        return Hit(phrase, first, -last, likeness / 100)

    def _interrupted(
        self, printed: tuple[str, ...], starts: Sequence[int], end: int, language: str, place: Place
    ) -> Hit | None:
        """A long question with other words in its middle: a header of a page, the next column of a table."""
        if len(printed) < 6:
            return None
        for first in starts:
            window = self.words.words[first : min(first + len(printed) + 24, end)]
            if window[:2] != list(printed[:2]):
                continue
            blocks = LCSseq.editops(list(printed), window).as_matching_blocks()
            same = sum(block.size for block in blocks)
            if same >= 0.75 * len(printed):
                last = max(block.b + block.size for block in blocks if block.size)
                phrase = Phrase(printed, "place", (place.number,), language, False)
                return Hit(phrase, first, first + last, same / len(printed))
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
        if len(written) <= 2 and len(before.strip()) <= 12:
            return line
        if not candidate.label_fits:
            return start
        label = list(_LABEL.finditer(before))[-1].start()
        return line + len(before[:label].rstrip("([ *_"))


def _path(steps: Sequence[tuple[float, _Candidate, int]], last: int) -> list[_Candidate]:
    path: list[_Candidate] = []
    while last >= 0:
        path.append(steps[last][1])
        last = steps[last][2]
    return path[::-1]


def _fits(label: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Whether the words of a label are the end of a place's path: `c`, `9 c` or `9c` for 9(c)."""
    if not label or not path:
        return False
    return label[-1] in (path[-1], "".join(path), "".join(path[-2:])) or label[-len(path) :] == path
