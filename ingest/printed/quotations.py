"""The paragraphs of the Guidelines as a form quotes them between its questions."""

import re
from collections.abc import Iterable, Iterator

from ingest.printed.fields import Field, Paragraph

_NUMBERED = re.compile(
    r"(?:[-+*•]\s+)?[*_]*(?:(?P<top>\d{1,3})[.)]|\((?P<sub>[a-z]|[ivx]+)\)|(?P<bare>[a-z])\))[*_]*\s+[*_]*"
)
_EMPHASIS = re.compile(r"[*_]{1,3}")


def quoted_paragraphs(text: str, field: Field, blocks: Iterable[tuple[int, int]]) -> dict[str, str]:
    """The text of each paragraph quoted in some blocks, by its number; headings between them are left out."""
    found: dict[str, str] = {}
    for start, end in blocks:
        top = current = ""
        for paragraph in _numbered(text, field.paragraphs(start, end)):
            words = _plain(text, paragraph)
            match = _NUMBERED.match(words)
            if match:
                top = match["top"] or top
                current = top + (f"({match['sub'] or match['bare']})" if not match["top"] else "")
                found.setdefault(current, words[match.end() :].strip(" *_"))
            elif current and not found[current].rstrip("*_ ").endswith((".", ";", ":")):
                found[current] = f"{found[current]} {words}".strip()
    return found


def _numbered(text: str, paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, cut where a line begins with a number of its own."""
    for paragraph in paragraphs:
        first = 0
        for at, fragment in enumerate(paragraph):
            if at and _NUMBERED.match(text, fragment.start, fragment.end) and fragment.joint != " ":
                yield paragraph[first:at]
                first = at
        yield paragraph[first:]


def _plain(text: str, paragraph: Paragraph) -> str:
    """A paragraph on one line, without emphasis."""
    whole = " ".join(text[fragment.start : fragment.end] for fragment in paragraph)
    return " ".join(_EMPHASIS.sub("", whole).split())
