"""The name by which a response calls its state."""

import re
from collections.abc import Sequence

from ingest.printed.language import form_words
from ingest.printed.lines import Kind, Line
from ingest.printed.phrases import Hit
from ingest.printed.words import Words, fold

_MARKUP = re.compile(r"^(?:[\s#>*_|+-]|</?\w+[^>]*>)+|(?:[\s#*_|]|</?\w+>)+$")
_LONGEST = 80


def state_name(text: str, lines: Sequence[Line], words: Words, hits: Sequence[Hit]) -> str:
    """What the document calls its state, as written above the form; empty where it does not say."""
    first = min((words.starts[hit.first] for hit in hits), default=0)
    above = [
        _MARKUP.sub("", text[line.start : line.end]) for line in lines if line.kind is Kind.TEXT and line.end <= first
    ]
    headers = [_MARKUP.sub("", text[line.start : line.end]) for line in lines if line.kind is Kind.PAGE]
    named = [name for name in map(_after_label, above) if name]
    plain = [line for line in above if _could_be_name(line)]
    running = [re.split(r"\s+[-–—|]\s+", line)[0] for line in headers]
    for name in (*named, *plain, *(name for name in running if _could_be_name(name))):
        return " ".join(name.split())
    return ""


def _after_label(line: str) -> str:
    """The name in `Reply of the Government of Narnia` or `State: Narnia`."""
    folded = fold(line)
    for label in sorted((label for known in form_words() for label in known.title["before"]), key=len, reverse=True):
        match = re.match(rf"{re.escape(label)}\b\s*(:)?\s*", folded)
        if match and match.end() < len(line) and (match.group(1) or " " in label):
            return _without_article(line[match.end() :].strip(" :*_"))
    return ""


def _without_article(name: str) -> str:
    """The name without the words that a preposition leaves before it, which are no part of it."""
    articles = sorted((a for known in form_words() for a in known.title["article"]), key=len, reverse=True)
    changed = True
    while changed:
        changed = False
        for article in articles:
            match = re.match(rf"{re.escape(article)}(?<=[’'])|{re.escape(article)}\s+", fold(name))
            if match and match.end() and match.end() < len(name):
                name, changed = name[match.end() :], True
    return name


def _could_be_name(line: str) -> bool:
    return 2 < len(line) <= _LONGEST and not re.search(r"\d|https?:", line) and not line.endswith((".", ":", ";"))
