"""Words set off by their looks: what a respondent who finds no box makes bold, underlines, highlights or strikes out.

While a page grows such words stand between two signs. `settled` keeps them as Markdown writes them (`**Yes** / No`,
`Yes / ~~No~~`) where a line may be a choice: short, and only part of it set off. Anywhere else looks say nothing.
"""

import re
from typing import NamedTuple

from ingest.parts import EMPTY_BOX, MARKED_BOX


class Look(NamedTuple):
    """How words are set off: the signs around them while the page grows, and what Markdown writes there."""

    opening: str
    closing: str
    written: str


CHOSEN = Look("\ue0f0", "\ue0f1", "**")
STRUCK = Look("\ue0f2", "\ue0f3", "~~")
_LOOKS = (CHOSEN, STRUCK)
_SIGNS = re.compile("[\ue0f0-\ue0f3]")
_SIGNED = re.compile("[\ue0f0\ue0f2][^\ue0f0-\ue0f3]*[\ue0f1\ue0f3]")
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_](?:.*[^\W\d_])?", re.DOTALL)
#: A choice is a handful of words, `Yes No`, or several parted by signs, `Yes / Yes, in part / No / Not applicable`.
_LONGEST = 60
_FEW = 3
_UNPARTED = re.compile("[\\w.)][ ]*[\ue0f0\ue0f2]|[\ue0f1\ue0f3][ ]*[\\w(]")


def set_off(text: str, look: Look | None) -> str:
    """The text with its words, first to last, between the signs of a look: a box before them stays before the signs."""
    return _WORDS.sub(lambda words: f"{look.opening}{words[0]}{look.closing}", text, count=1) if look else text


def look_of(*, chosen: bool, struck: bool) -> Look | None:
    """The look of a run that is bold, underlined or highlighted (`chosen`), or struck out."""
    return STRUCK if struck else CHOSEN if chosen else None


def tidied(text: str) -> str:
    """A paragraph with signs in pairs, each around words: none within one of its kind, none around dots or figures."""
    if not _SIGNS.search(text):
        return text
    for look in _LOOKS:
        text = _outermost(text, look)
        text = re.sub(rf"{look.opening}([\W\d_]*){look.closing}", r"\1", text)
    return text


def _outermost(text: str, look: Look) -> str:
    """The text without signs of a look within that look; without any of them where one is never closed."""
    kept, depth = [], 0
    for piece in re.split(f"({look.opening}|{look.closing})", text):
        if piece == look.opening:
            depth += 1
            kept.append(piece if depth == 1 else "")
        elif piece == look.closing:
            kept.append(piece if depth == 1 else "")
            depth = max(0, depth - 1)
        else:
            kept.append(piece)
    return "".join(kept) if depth == 0 else re.sub(f"{look.opening}|{look.closing}", "", text)


def unsigned(text: str) -> str:
    """The text without any sign."""
    return _SIGNS.sub("", text)


def settled(line: str) -> str:
    """One line with its looks written out where it may be a choice, and without any sign where it is none.

    >>> settled("\ue0f0Yes \ue0f1/ No")
    '**Yes** / No'
    >>> settled("\ue0f0Note\ue0f1 that the Council met twice in 2004, as the law says it should.")
    'Note that the Council met twice in 2004, as the law says it should.'
    """
    if not _SIGNS.search(line):
        return line
    plain = unsigned(line)
    joined = _joined(line) if len(plain) <= _LONGEST else ""
    if not _may_be_choice(plain, joined):
        return plain
    for look in _LOOKS:
        joined = joined.replace(look.opening, look.written).replace(look.closing, look.written)
    return joined


def _joined(line: str) -> str:
    """The line with neighbours of one look as one, and spaces and punctuation outside the signs."""
    for look in _LOOKS:
        line = re.sub(rf"{look.closing}(\s*){look.opening}", r"\1", line)
        line = re.sub(rf"{look.opening}(\W+)", rf"\1{look.opening}", line)
        line = re.sub(rf"(\W+){look.closing}", rf"{look.closing}\1", line)
    return line


def _may_be_choice(plain: str, joined: str) -> bool:
    """Whether a line is short, has no box, and sets off a few words of it but not all."""
    if not joined or MARKED_BOX in plain or EMPTY_BOX in plain:
        return False
    within, rest = _SIGNED.findall(joined), _SIGNED.sub(" ", joined)
    words = len(_WORD.findall(rest))
    return bool(within and words) and not _SIGNS.search(rest) and (words <= _FEW or not _UNPARTED.search(joined))
