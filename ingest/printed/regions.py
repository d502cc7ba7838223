"""The stretches of a document between one printed thing and the next, and the prompts printed in them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ingest.printed.anchors import Anchor
from ingest.printed.phrases import Hit
from ingest.printed.words import Words, fold_words, printed_words

_BEFORE = re.compile(r"(?:</?\w+>|[^\w\n]|_)*$")
_AFTER = re.compile(r"(?:</?\w+>|[ \u00a0]?[?:!.;]|[)\]»”\"’'*_])*")
_ALIKE = 82.0

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Region:
    """A printed thing and what stands between it and the next."""

    anchor: Anchor
    end: int
    copy: bool = False

    @property
    def start(self) -> int:
        return self.anchor.end


def regions_of(anchors: Sequence[Anchor], end: int) -> list[Region]:
    """Each printed thing with what follows it; the second copy of one is marked as a `copy`."""
    found: list[Region] = []
    seen: set[int] = set()
    ends = [*(anchor.start for anchor in anchors[1:]), end]
    for anchor, until in zip(anchors, ends, strict=False):
        same = found and found[-1].anchor.place is anchor.place and anchor.first - found[-1].anchor.last < 8
        if same:  # printed in two languages: one question
            found.pop()
        found.append(Region(anchor, max(anchor.end, until), anchor.place.number in seen and not same))
        seen.add(anchor.place.number)
    return found


def prompts_in(region: Region, words: Words, hits: Sequence[Hit], printed: Sequence[str]) -> list[Span]:
    """Where prompts stand in a region: to the letter, or nearly as one of those `printed`."""
    found = [hit for hit in hits if _is_prompt(words, hit)]
    own = {printed_words(text) for text in printed}
    if own and own.isdisjoint(hit.phrase.words for hit in found):
        nearly = list(_nearly(region, words, own))
        if nearly:
            return nearly
    return [_span(words, hit.first, hit.last) for hit in found]


def _is_prompt(words: Words, hit: Hit) -> bool:
    """A short prompt (`Please describe.`) must stand alone on its line."""
    if len(hit.phrase.words) > 3:
        return True
    start, end = words.starts[hit.first], words.ends[hit.last - 1]
    line = words.text.rfind("\n", 0, start) + 1
    after = _AFTER.match(words.text, end)
    rest = words.text[after.end() if after else end :].partition("\n")[0]
    return _BEFORE.fullmatch(words.text[line:start]) is not None and not fold_words(rest)


def _nearly(region: Region, words: Words, printed: Iterable[tuple[str, ...]]) -> Iterator[Span]:
    first, last = words.at(region.start), words.at(region.end)
    for number in range(first, last):
        start = words.starts[number]
        line = words.text.rfind("\n", 0, start) + 1
        if not _BEFORE.fullmatch(words.text[max(line, region.start) : start]):
            continue
        for wanted in sorted(printed):
            untils = range(max(number + 1, number + len(wanted) - 2), min(number + len(wanted) + 2, last) + 1)
            likeness, until = max(
                ((fuzz.ratio(" ".join(wanted), " ".join(words.words[number:until])), until) for until in untils),
                default=(0.0, number),
            )
            if likeness >= _ALIKE:
                yield _span(words, number, until)
                return


def _span(words: Words, first: int, last: int) -> Span:
    """The words with the markup before and the punctuation behind them."""
    start, end = words.starts[first], words.ends[last - 1]
    line = words.text.rfind("\n", 0, start) + 1
    before = _BEFORE.search(words.text[line:start])
    after = _AFTER.match(words.text, end)
    return (line + before.start() if before else start, after.end() if after else end)
