"""Rows of boxes: which option is marked, and which characters belong to the row rather than to the answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from ontology.questionnaire import Words

_TICK = "xX×✓✔✗✘✖✕√*•●■"
_MARKED = (
    rf"[☒☑✓✔✗✘✖✕❌✅√⊠■◼⬛▣●⚫◉⦿🔘🗹🗷]|\\?[(\[{{][ \t\u00a0_]*(?:[{_TICK}]|[xX]{{2,3}})[ \t\u00a0_]*\\?[)\]}}]"
    r"|\\?\[ ?[vV+] ?\\?\]|\\?< ?[xX] ?>|_+[xX]_+"
)
_EMPTY = r"[☐□▢❏❑❒◻⬜⬚◯○⚪▭]|(?<!\w)_{2,6}(?!\w)|\\?[(\[{][ \t\u00a0_]*\\?[)\]}]|\\?<[ \u00a0]{1,3}>"
#: What may stand between the parts of a row.
_BETWEEN = re.compile(r"(?:[\s|/*_>:+~\u00a0-]|</?(?:br|b|u|s|i|em|strong|del|strike)\s*/?>)*")
_CHOSEN = re.compile(r"(\*\*|<(?:b|u|strong)>)$")
_STRUCK = re.compile(r"(~~|<(?:s|del|strike)>)$")
_REMARK = re.compile(r"[ \t\u00a0]*\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)?[ \t\u00a0]*")
_USUAL = 400
_NEARLY = 66.0
_WORD = re.compile(r"[^\W_]+")
_START = re.compile(r"(?:[\s|*_~>+•\u00a0-]|</?\w+>)*$")
#: What a box begins with: few letters of a text do, and one look tells.
_OPENS = r"(?=[☒☑✓✔✗✘✖✕❌✅√⊠■◼⬛▣●⚫◉⦿🔘🗹🗷☐□▢❏❑❒◻⬜⬚◯○⚪▭\\(\[{<_xX×])"
BOX = re.compile(f"{_OPENS}(?:(?P<marked>{_MARKED})|(?P<empty>{_EMPTY})|(?P<bare>(?<![\\w'’.])[xX×](?![\\w'’.])))")


class Part(NamedTuple):
    """A box or an option's word: `what` is `marked`, `empty`, `bare` (an X without a box) or the option."""

    what: str
    start: int
    end: int

    @property
    def is_box(self) -> bool:
        return self.what in ("marked", "empty", "bare")

    @property
    def is_marked(self) -> bool:
        return self.what in ("marked", "bare")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of options: the marks set in it, whether boxes were seen, and its parts."""

    marks: tuple[str, ...]
    has_boxes: bool
    parts: tuple[Part, ...]
    doubtful: bool = False

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end


class Options:
    """The printed words of the options of one questionnaire."""

    def __init__(self, printed: Mapping[str, Words]) -> None:
        self.marks: dict[str, str] = {}
        for mark, words in printed.items():
            for texts in words.values():
                for text in texts:
                    self.marks.setdefault(_plain(text), mark)
        longest = sorted(self.marks, key=lambda text: (-len(text), text))
        words_ = "|".join(r"[\s,.]*".join(map(re.escape, text.split())) for text in longest)
        opens = "".join(sorted({re.escape(text[0]) for text in longest}))
        option = f"(?<![\\w'’-])(?=[{opens}])(?P<option>{words_})(?![\\w'’])"
        self.pattern = re.compile(f"{option}|{BOX.pattern}", re.IGNORECASE)

    def parts(self, text: str, start: int, end: int) -> Iterator[Part]:
        """Boxes and options between two positions, in order."""
        for match in self.pattern.finditer(text, start, end):
            kind = str(match.lastgroup)
            what = self.marks[_plain(match.group())] if kind == "option" else kind
            yield Part(what, match.start(), match.end())

    def row(self, text: str, start: int, end: int, *, options: Sequence[str]) -> Row | None:
        """The row of boxes between two positions, or None where the options are not printed there."""
        for until in (start + _USUAL, end):  # the boxes hardly ever stand behind the text
            parts = list(self.parts(text, start, min(until, end)))
            run: Sequence[Part] | None
            run = next((run for run in _runs(text, parts, options) if _is_row(text, run, start, end)), None)
            if run is None or len({part.what for part in run if not part.is_box}) < len(options):
                run = self._blurred(text, start, min(until, end), options, run)
            if run is not None:
                return _read(text, run)
            if until >= end:
                break
        return None

    def _blurred(
        self, text: str, start: int, end: int, options: Sequence[str], run: Sequence[Part] | None
    ) -> Sequence[Part] | None:
        """A row whose words are printed badly: boxes in one line, each before words that are nearly an option's."""
        best = run
        for line in _box_lines(text, start, end):
            parts = list(self._labelled(text, line, end, options))
            if len(_options(parts)) > len(_options(best or ())) and len(_options(parts)) > 1:
                best = parts
        return best

    def _labelled(self, text: str, line: Sequence[Part], end: int, options: Sequence[str]) -> Iterator[Part]:
        """Each box of a line with its option; one unreadable option among as many boxes is the one that is left."""
        ends = [*(box.start for box in line[1:]), _line_end(text, line[-1].end, end)]
        found: list[Part | None] = []
        for box, stop in zip(line, ends, strict=True):
            left = [mark for mark in options if all(part is None or part.what != mark for part in found)]
            found.append(self._nearly(text, box.end, stop, left))
        left = [mark for mark in options if all(part is None or part.what != mark for part in found)]
        for box, stop, part in zip(line, ends, found, strict=True):
            word = _WORD.search(text, box.end, stop)
            if part is None and len(left) == 1 and len(line) == len(options) and word:
                part = Part(left[0], word.start(), word.end())
            if part is not None:
                yield from (box, part)

    def _nearly(self, text: str, start: int, end: int, options: Sequence[str]) -> Part | None:
        """The option that the words between two positions begin with, or nearly so."""
        found: list[tuple[float, int, Part]] = []
        words = list(_WORD.finditer(text, start, end))
        for printed, mark in self.marks.items():
            size = len(printed.split())
            if mark in options and words:
                written = words[:size]
                likeness = fuzz.ratio(printed, " ".join(word.group().lower() for word in written))
                if likeness >= _NEARLY:
                    found.append((likeness, len(printed), Part(mark, written[0].start(), written[-1].end())))
        return max(found, key=lambda row: row[:2])[2] if found else None


def boxes(text: str, start: int, end: int) -> Iterator[Part]:
    """The boxes and bare marks between two positions."""
    for match in BOX.finditer(text, start, end):
        yield Part(str(match.lastgroup), match.start(), match.end())


def _runs(text: str, parts: Sequence[Part], options: Sequence[str]) -> Iterator[list[Part]]:
    for at in range(len(parts)):
        yield _run(text, parts, at, options)


def _options(parts: Sequence[Part]) -> set[str]:
    return {part.what for part in parts if not part.is_box}


def _line_end(text: str, start: int, end: int) -> int:
    line = text.find("\n", start, end)
    return line if line >= 0 else end


def _box_lines(text: str, start: int, end: int) -> Iterator[list[Part]]:
    """The boxes of each line that has several."""
    line: list[Part] = []
    for part in boxes(text, start, end):
        if line and "\n" in text[line[-1].end : part.start]:
            yield line
            line = []
        line.append(part)
    if len(line) > 1:
        yield line


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _run(text: str, parts: Sequence[Part], at: int, options: Sequence[str]) -> list[Part]:
    """The parts from `at` on that stand together as one row."""
    run = [parts[at]]
    seen = {parts[at].what}
    for part in parts[at + 1 :]:
        between = text[run[-1].end : part.start]
        if not part.is_box and part.what in seen:
            break
        breaks = between.count("\n")
        if not _BETWEEN.fullmatch(between) and not _is_remark(between, breaks):
            break
        if breaks and not _continues(text, run, part, breaks, options):
            break
        run.append(part)
        seen.add(part.what)
    while len(run) > 1 and run[-1].is_box and _is_below(text, run) and (run[0].is_box or not _ends_with_box(run)):
        run.pop()
    return run


def _is_below(text: str, run: Sequence[Part]) -> bool:
    """Whether the last part stands on a line of its own, under the row."""
    return "\n" in text[run[-2].end : run[-1].start]


def _is_remark(between: str, breaks: int) -> bool:
    """Whether words beside a box are a remark in the row: in brackets, or set off by spaces."""
    return not breaks and (_REMARK.fullmatch(between) is not None or _between_boxes(between))


def _between_boxes(between: str) -> bool:
    return len(between) < 120 and between[:1] in " ,;:(" and between[-1:].isspace()


def _continues(text: str, run: Sequence[Part], part: Part, breaks: int, options: Sequence[str]) -> bool:
    """Whether a row goes on in the next line: one option a line, or a long row that was wrapped."""
    if "\f" in text[run[-1].end : part.start]:
        return part.is_box == run[0].is_box
    listed = [other for other in run if not other.is_box]
    if part.is_box:  # one option a line, an X before one of them; an X under them all is taken off again
        return part.what != "bare" or not any(other.is_box for other in run)
    line = text.find("\n", part.end)
    rest = text[part.end : line if line >= 0 else len(text)]
    alone = _BETWEEN.fullmatch(rest) is not None or BOX.match(rest.lstrip(" \t|*_")) is not None
    if run[0].what == "bare" and len(run) > 1 and not any(other.is_box for other in run[1:]):
        return alone and part.what in options  # an X before the first, nothing before the others
    if run[0].is_box:  # `☐ Yes ☐ No` and a line with a box of its own
        return run[-1].is_box
    first_line = text.count("\n", run[0].start, run[-1].end) == 0 and len(listed) > 1
    return alone and part.what in options and (breaks == 1 or not first_line)


def _ends_with_box(run: Sequence[Part]) -> bool:
    """Whether the boxes stand behind the words: as many boxes as options."""
    return sum(part.is_box for part in run) >= sum(not part.is_box for part in run)


def _is_row(text: str, run: Sequence[Part], start: int, end: int) -> bool:
    options = {part.what for part in run if not part.is_box}
    has_box = any(part.what in ("marked", "empty") for part in run)
    if not options or (len(options) < 2 and not has_box):
        return False
    line = max(start, text.rfind("\n", start, run[0].start) + 1)
    at_start = _START.match(text[line : run[0].start]) is not None
    if has_box:
        return at_start or len(options) > 1
    first = _START.match(text[start : run[0].start]) is not None
    after = text[run[-1].end : end].partition("\n")[0]
    ends = _BETWEEN.fullmatch(after) is not None or _REMARK.fullmatch(after) is not None
    return at_start and (ends or (first and "  " in text[run[0].start : run[-1].end]))


def _set_off(text: str, run: Sequence[Part]) -> tuple[str, ...]:
    """The one option in bold or underlined, or the one that is not struck out, where a row has no boxes."""
    options = [part for part in run if not part.is_box]
    if not 1 < len(options) == len(run):
        return ()
    chosen, struck = ([part for part in options if _wears(text, part, sign)] for sign in (_CHOSEN, _STRUCK))
    left = chosen if chosen else [part for part in options if part not in struck] if struck else []
    return (left[0].what,) if len(left) == 1 else ()


def _wears(text: str, part: Part, sign: re.Pattern[str]) -> bool:
    """Whether an option stands by itself between such a sign and its counterpart."""
    opening = sign.search(text, max(0, part.start - 8), part.start)
    return opening is not None and text.startswith(opening[1].replace("<", "</"), part.end)


def _read(text: str, run: Sequence[Part]) -> Row:
    if set_off := _set_off(text, run):
        return Row(set_off, True, tuple(run))
    marked: list[str] = []
    doubtful = False
    before = run[0].is_box
    after = run[-1].is_box and not before
    for number, part in enumerate(run):
        if not part.is_marked:
            continue
        left = run[number - 1] if number and not run[number - 1].is_box else None
        right = run[number + 1] if number + 1 < len(run) and not run[number + 1].is_box else None
        owner = right if before else left if after else _nearer(text, part, left, right)
        if owner is None:
            doubtful = True
        elif owner.what not in marked:
            marked.append(owner.what)
    return Row(tuple(marked), any(part.is_box for part in run), tuple(run), doubtful or len(marked) > 1)


def _nearer(text: str, part: Part, left: Part | None, right: Part | None) -> Part | None:
    """The option on the mark's own line, or else the one it stands nearer to; None where it stands in the middle."""
    if left is None or right is None:
        return left or right
    begins, ends = "\n" in text[left.end : part.start], "\n" in text[part.end : right.start]
    if begins != ends:
        return right if begins else left
    gap = (part.start - left.end) - (right.start - part.end)
    return left if gap < 0 else right if gap > 0 else None
