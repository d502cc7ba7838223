"""What a respondent wrote in a stretch of the document: paragraphs without markup and furniture, positions kept."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.parts import Piece
from ingest.printed.language import form_words
from ingest.printed.lines import Kind, Line
from ingest.printed.words import fold

_WORDY = re.compile(r"[^\W_]")
_BULLET = re.compile(r"[-+*•·–—o▪]\s|\(?[0-9a-z]{1,3}[.)]\s", re.IGNORECASE)
_LEAD = re.compile(r"(?:\s|>|\||#+\s|_{3,}|\.{4,})*")
_LINE_TO_FILL = re.compile(r"(?:_{3,}|\.{4,})$")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(.+)(?<=\S)\1", re.DOTALL)
_TRAILING_MARKUP = re.compile(r"\s(?:[*_]{1,3}|[-+|>])$")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_ENDS = '.!?:;…»”")]'
_HYPHENATED = re.compile(r"[^\W\d_]-$")
_WORD = re.compile(r"[^\W\d_]+")
_END_OF_LINE = re.compile(r"[ \t\u00a0]*\r?\n?[ \t\u00a0]*")
#: Lines of more than this are paragraphs: their line breaks are meant.
_WIDEST_WRAP = 130


@dataclass(frozen=True, slots=True)
class Fragment:
    """An unbroken stretch of the document, and what joins it to the one before (nothing, a space, line breaks)."""

    start: int
    end: int
    joint: str


Paragraph = tuple[Fragment, ...]


class Field:
    """A reader of answers from one document."""

    def __init__(self, text: str, lines: Sequence[Line], *, markdown: bool) -> None:
        self.text = text
        self.lines = lines
        self.markdown = markdown
        self.escapes = markdown and "\\" in text
        self.starts = [line.start for line in lines]
        widths = sorted(line.end - line.start for line in lines if line.kind is Kind.TEXT)
        self.width = widths[int(len(widths) * 0.98)] if widths else 0

    def paragraphs(self, start: int, end: int, removed: Iterable[tuple[int, int]] = ()) -> list[Paragraph]:
        """The paragraphs written between two positions, without the stretches removed."""
        gone = sorted(removed)
        found: list[list[Fragment]] = []
        joint, before = "", -1
        first = max(0, bisect_right(self.starts, start) - 1)
        for number in range(first, len(self.lines)):
            line = self.lines[number]
            if line.start >= end:
                break
            if line.kind is not Kind.TEXT:
                joint = _stronger(joint, line.kind)
                continue
            for low, high, glued in self._written(max(line.start, start), min(line.end, end), gone):
                joint = "" if glued else self._joint(joint, before, number, low, high, found)
                if joint == "\n\n" or not found:
                    found.append([Fragment(low, high, "")])
                else:
                    found[-1].append(Fragment(low, high, joint))
                joint, before = "", number
        return [tuple(paragraph) for paragraph in found]

    def _joint(self, joint: str, before: int, number: int, low: int, high: int, found: list[list[Fragment]]) -> str:
        """What joins a fragment to the last: a space, the line breaks that part paragraphs, or nothing at all."""
        if not found:
            return ""
        if before == number:
            return " "
        if joint in ("rule", "blank"):
            return "\n\n"
        last = found[-1][-1]
        if joint == "page":
            return " " if self._goes_on(last, low) else "\n\n"
        return self._line_joint(last, low, high)

    def _goes_on(self, last: Fragment, low: int) -> bool:
        """Whether a sentence goes on behind the edge of a page."""
        if _BULLET.match(self.text, low):
            return False
        return self.text[last.end - 1] not in _ENDS or self.text[low].islower()

    def _line_joint(self, last: Fragment, low: int, high: int) -> str:
        """A line break is meant where the next word would have fitted; else the line was wrapped."""
        written = self.text[last.end : low]
        if _BULLET.match(self.text, low, high) or written.startswith(("  ", "\\")) or "<br" in written:
            return "\n"
        if self.text[last.end - 1] not in _ENDS and self.text[low].islower():
            return "" if self._is_one_word(last, low, high) else " "
        if self.width > _WIDEST_WRAP:
            return "\n"
        line = self.text.rfind("\n", 0, last.end) + 1
        word = self.text[low:high].split(maxsplit=1)[0]
        return " " if last.end - line + 1 + len(word) > self.width - 6 else "\n"

    def _is_one_word(self, last: Fragment, low: int, high: int) -> bool:
        """Whether a line was broken behind a hyphen inside a word; not so in `short- and long-term`."""
        word = _WORD.match(self.text, low, high)
        return (
            _HYPHENATED.search(self.text, max(0, last.end - 3), last.end) is not None
            and word is not None
            and not any(fold(word.group()) in known.function_words for known in form_words())
        )

    def _written(self, low: int, high: int, gone: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
        """The stretches of a line that hold words, and whether one is glued to the one before."""
        at = low
        for start, end in (*gone, (high, high)):
            if end <= at or start > high:
                continue
            if start > at:
                yield from self._tidied(at, min(start, high))
            at = max(at, end)
            if at >= high:
                break

    def _tidied(self, low: int, high: int) -> Iterator[tuple[int, int, bool]]:
        text = self.text[low:high]
        if not _WORDY.search(text):
            return
        lead = _LEAD.match(text)
        start = low + (lead.end() if lead else 0)
        end = low + len(_without_tail(text))
        start, end = self._bare(start, end)
        yield from self._unescaped(start, end)

    def _bare(self, start: int, end: int) -> tuple[int, int]:
        """Without the emphasis around the whole."""
        if self.markdown and self.text[start] in "*_":
            match = _EMPHASIS.fullmatch(self.text, start, end)
            if match and match.group(1) not in match.group(2):
                return match.start(2), match.end(2)
        return start, end

    def _unescaped(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """The stretches between Markdown's backslashes; all but the first are glued to the one before."""
        at = start
        if self.escapes:
            for match in _ESCAPE.finditer(self.text, start, end):
                if match.start() > at:
                    yield at, match.start(), at > start
                at = match.end()
        yield at, end, at > start


def _without_tail(text: str) -> str:
    """The text without what trails it: space, the edge of a table, a line to write on, markup that stands alone."""
    before = None
    while before != text:
        before = text
        text = text.rstrip(" \t\u00a0|\\")
        if text.endswith(("___", "....")):
            text = _LINE_TO_FILL.sub("", text)
        alone = _TRAILING_MARKUP.search(text, max(0, len(text) - 4))
        text = text[: alone.start()] if alone else text
    return text


def _stronger(joint: str, kind: Kind) -> str:
    """A page's edge may cut a sentence, a blank line inside it says nothing then; a ruled line parts paragraphs."""
    if kind is Kind.RULE or joint == "rule":
        return "rule"
    if kind is Kind.PAGE or joint == "page":
        return "page"
    return "blank"


def answer_text(text: str, paragraphs: Iterable[Paragraph]) -> tuple[str, tuple[Piece, ...]]:
    """The text of an answer, its paragraphs parted by a blank line, and the pieces that lead back into the document."""
    parts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for paragraph in paragraphs:
        for number, fragment in enumerate(paragraph):
            joint = fragment.joint if number else "\n\n" if pieces else ""
            at += len(joint)
            between = text[pieces[-1].end : fragment.start] if number else ""
            if joint.isspace() and _END_OF_LINE.fullmatch(between):
                pieces[-1] = replace(pieces[-1], gap=between)
            pieces.append(Piece(at, fragment.start, fragment.end))
            parts.extend((joint, text[fragment.start : fragment.end]))
            at += fragment.end - fragment.start
    return "".join(parts), tuple(pieces)
