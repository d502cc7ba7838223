"""SPARQL as tokens: enough of the grammar to tell keywords from strings, comments, names and IRIs.

A query is read twice, as it stands and with its `\\u` escapes resolved (section 19.2 resolves them before all else,
some engines only inside strings and IRIs): what either reading shows counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<space>\s+|\#[^\n\r]*)
    | (?P<text>\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
              |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | (?P<name>\w*:(?:[\w:.%-]|\\.)*)
    | (?P<word>@?\w+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_HIGHEST = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: its kind, its text (words in capitals), where it stands, how many braces are open there."""

    kind: str
    text: str
    start: int
    end: int
    depth: int

    def says(self, *words: str) -> bool:
        """Whether this is one of these keywords."""
        return self.kind == "word" and self.text in words


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens of a query or an update, without spaces and comments.

    >>> [token.text for token in tokens("ask { ?s ?p 'SERVICE' } # LOAD")]
    ['ASK', '{', '?s', '?p', "'SERVICE'", '}']
    """
    depth = 0
    for found in _TOKEN.finditer(sparql):
        kind = found.lastgroup or "sign"
        if kind == "space":
            continue
        text = found[0].upper() if kind == "word" else found[0]
        depth -= text == "}"
        yield Token(kind, text, found.start(), found.end(), depth)
        depth += text == "{"


def readings(sparql: str) -> tuple[str, ...]:
    """The text as it stands and, where that differs, with its escapes resolved."""
    resolved = _CODEPOINT.sub(_character, sparql)
    return (sparql,) if resolved == sparql else (sparql, resolved)


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number <= _HIGHEST else escape[0]
