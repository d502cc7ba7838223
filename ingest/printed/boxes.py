"""Rows of boxes: which option is marked, and which characters belong to the row rather than to the answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ontology.questionnaire import Words

_MARKED = r"[☒☑✓✔✗✘✅⊠■◼▣●◉⦿🗹🗷]|\\?[(\[{][ \t\u00a0_]*[xX×✓✔✗*][ \t\u00a0_]*\\?[)\]}]|_+[xX]_+"
_EMPTY = r"[☐□▢❏❑❒◻◯○▭]|\\?[(\[{][ \t\u00a0_]*\\?[)\]}]"
#: What may stand between the parts of a row.
_BETWEEN = re.compile(r"[\s|/*_>:+\u00a0-]*(?:<br\s*/?>)?[\s|]*")
_REMARK = re.compile(r"[ \t\u00a0]*\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)?[ \t\u00a0]*")
_START = re.compile(r"(?:[\s|*_>+•\u00a0-]|</?\w+>)*$")
BOX = re.compile(f"(?P<marked>{_MARKED})|(?P<empty>{_EMPTY})|(?P<bare>(?<![\\w'’.])[xX×](?![\\w'’.]))")


@dataclass(frozen=True, slots=True)
class Part:
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
        self.pattern = re.compile(f"(?<![\\w'’-])(?P<option>{words_})(?![\\w'’])|{BOX.pattern}", re.IGNORECASE)

    def parts(self, text: str, start: int, end: int) -> Iterator[Part]:
        """Boxes and options between two positions, in order."""
        for match in self.pattern.finditer(text, start, end):
            kind = str(match.lastgroup)
            what = self.marks[_plain(match.group())] if kind == "option" else kind
            yield Part(what, match.start(), match.end())

    def row(self, text: str, start: int, end: int, *, options: Sequence[str]) -> Row | None:
        """The row of boxes between two positions, or None where the options are not printed there."""
        parts = list(self.parts(text, start, end))
        at = 0
        while at < len(parts):
            run = _run(text, parts, at, options)
            if _is_row(text, run, start, end):
                return _read(text, run)
            at += 1
        return None


def boxes(text: str, start: int, end: int) -> Iterator[Part]:
    """The boxes and bare marks between two positions."""
    for match in BOX.finditer(text, start, end):
        yield Part(str(match.lastgroup), match.start(), match.end())


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


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
    while run[-1].is_box and len(run) > 1 and not run[0].is_box and not _ends_with_box(run):
        run.pop()
    return run


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
    if part.is_box:
        return part.what != "bare"
    line = text.find("\n", part.end)
    rest = text[part.end : line if line >= 0 else len(text)]
    alone = _BETWEEN.fullmatch(rest) is not None or BOX.match(rest.lstrip(" \t|*_")) is not None
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


def _read(text: str, run: Sequence[Part]) -> Row:
    marked: list[str] = []
    doubtful = False
    before = run[0].is_box
    after = run[-1].is_box and not before
    for number, part in enumerate(run):
        if not part.is_marked:
            continue
        left = run[number - 1] if number and not run[number - 1].is_box else None
        right = run[number + 1] if number + 1 < len(run) and not run[number + 1].is_box else None
        owner = right if before else left if after else _nearer(part, left, right)
        if owner is None:
            doubtful = True
        elif owner.what not in marked:
            marked.append(owner.what)
    return Row(tuple(marked), any(part.is_box for part in run), tuple(run), doubtful or len(marked) > 1)


def _nearer(part: Part, left: Part | None, right: Part | None) -> Part | None:
    """The option a mark stands nearer to; None where it stands in the middle."""
    if left is None or right is None:
        return left or right
    gap = (part.start - left.end) - (right.start - part.end)
    return left if gap < 0 else right if gap > 0 else None
