"""Where the sentences of an answer begin and end (pure).

Answers are short and full of "No. 85", "28. April" and list dashes, so the rules are few: a full stop ends a
sentence unless an abbreviation, an initial or an ordinal stands before it; a line break does where the next line
does not go on in lower case.
"""

from collections.abc import Iterator

import regex

_BREAK = regex.compile(
    r"""(?P<stop>[.!?…]+["'”’»)\]]*)(?=\s+(?:["'“‘«([–—•*-]*\s*[\p{Lu}\d]|\((?:[ivx]{1,4}|[a-z])\)\s))
      | (?P<line>\s*\n\s*)(?=["'“‘«([–—•*-]*\s*[\p{Lu}\d]|[–—•*-]\s)""",
    regex.VERBOSE,
)
_NEXT_WORD = regex.compile(r"\s*(\p{L}+)")
_SHORT_WORD = 3
_WRAPPED_LINE = 60
_LAST_WORD = regex.compile(r"[\p{L}\d.]+$")


def sentence_spans(
    text: str, abbreviations: frozenset[str], months: frozenset[str] = frozenset()
) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, in order; they cover the whole text."""
    start = 0
    for match in _BREAK.finditer(text):
        stop = match["stop"] is not None
        if stop and _goes_on(text, match.start(), match.end(), abbreviations, months):
            continue
        if not stop and _is_wrapped(text, match.start(), match.end()):
            continue
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _is_wrapped(text: str, start: int, end: int) -> bool:
    """Whether a line break only wraps a sentence: behind a short word in lower case, or a long line without a stop."""
    if text[end : end + 1] in "–—•*-":
        return False
    word = _LAST_WORD.search(text, max(0, start - 20), start)
    if word and word.group().islower() and len(word.group()) <= _SHORT_WORD and word.group().isalpha():
        return True
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return text.count("\n", start, end) == 1 and len(line) >= _WRAPPED_LINE and line[-1:] not in ".:;!?"


def _goes_on(text: str, stop: int, end: int, abbreviations: frozenset[str], months: frozenset[str]) -> bool:
    if text[stop] != ".":
        return False
    found = _LAST_WORD.search(text, max(0, stop - 20), stop)
    word = found.group() if found else ""
    following = _NEXT_WORD.match(text, end)
    is_initial = len(word) == 1 and word.isalpha() and word.isupper()
    is_ordinal = word.isdigit() and following is not None and following[1].casefold() in months
    is_numbered = word.casefold() in abbreviations
    return is_initial or is_ordinal or is_numbered
