"""A query as tokens, and the step from one to the next. What is no token that every engine knows is refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from queries.columnar.tree import Beyond

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\n]+|\#[^\n\r]*)
    | (?P<text>"(?>(?:[^"\\\n\r]|\\[tbnrf\\"'])*)"(?!")|'(?>(?:[^'\\\n\r]|\\[tbnrf\\"'])*)'(?!'))
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | [?$](?P<variable>\w+)
    | (?P<number>(?>\d+(?:\.\d+)?)(?!\w|\.\d))
    | (?P<name>(?>(?:[A-Za-z](?:[\w.-]*[\w-])?)?:(?:\w(?:[\w.-]*[\w-])?)?)(?![:%\\]))
    | (?P<language>@(?>[A-Za-z]{2,8}(?:-[A-Za-z]{4})?(?:-[A-Za-z]{2})?)(?![\w-]))
    | (?P<word>[A-Za-z_]\w*)
    | (?P<sign>\^\^|&&|\|\||!=|<=|>=|[{}().;,/|^*+?!=<>-])
    """,
    re.VERBOSE | re.ASCII,
)


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Each token with its kind, and an end."""
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise Beyond(text[at : at + 20])
        at = found.end()
        if found.lastgroup != "space":
            yield str(found.lastgroup), found[str(found.lastgroup)]
    yield "end", ""


@dataclass(slots=True)
class Tokens:
    """The tokens of a query, and which of them is the next."""

    tokens: list[tuple[str, str]]
    at: int = 0

    @property
    def kind(self) -> str:
        """The kind of the next token."""
        return self.tokens[self.at][0]

    @property
    def text(self) -> str:
        """The next token as it is written."""
        return self.tokens[self.at][1]

    def is_word(self, *words: str) -> bool:
        """Whether the next token is one of these words, in any case."""
        return self.kind == "word" and self.text.upper() in words

    def is_sign(self, *signs: str) -> bool:
        """Whether the next token is one of these signs."""
        return self.kind == "sign" and self.text in signs

    def next(self) -> str:
        """Step over the next token, whatever it is."""
        self.at += 1
        return self.tokens[self.at - 1][1]

    def take(self, *texts: str) -> bool:
        """Step over the next token where it is one of these."""
        if self.kind in ("sign", "word") and self.text.upper() in texts:
            self.at += 1
            return True
        return False

    def need(self, text: str) -> None:
        """Step over the next token, which has to be this."""
        if not self.take(text):
            raise Beyond(f"{self.text!r} where {text!r} was awaited")

    def need_kind(self, kind: str) -> str:
        """Step over the next token, which has to be of this kind."""
        if self.kind != kind:
            raise Beyond(f"{self.text!r} where a {kind} was awaited")
        return self.next()

    def expect_end(self) -> None:
        """Refuse what is left."""
        if self.kind != "end":
            raise Beyond(self.text)
