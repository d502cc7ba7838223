"""Which expressions could match in a text, told by its words alone (pure).

Every match of `(?:is|are) in charge of|responsible` holds "charge" or "responsible". A text says few of the thousands
of words of a lexicon, and what a word of a language tells is known from its first time on: so a text costs one look
into a dictionary for each of its words, however many expressions there are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from importlib import import_module
from operator import or_
from typing import Any, NamedTuple

#: The tree that Python compiles its own expressions from: nothing else tells what they will match.
_PARSER: Any = import_module("re._parser")
_CODES: Any = import_module("re._constants")
_TOKEN = re.compile(r"\w+|[^\w\s]")
#: Stands for characters that are not known.
_OPEN = "\0"
#: A word from its first letter on, and what may follow it; or a mark.
_PART = re.compile(rf"(?<![\w{_OPEN}])(\w+)({_OPEN}?)|([^\w\s{_OPEN}])")
#: More of a match, or in more ways, is not looked at.
_LONGEST, _MOST = 40, 400
#: How many words are remembered: more than a language uses often. Signs without sense never end.
_WORDS_KEPT = 1 << 16
_WIDTHLESS = frozenset({_CODES.AT, _CODES.ASSERT, _CODES.ASSERT_NOT})
_REPEATS = frozenset({_CODES.MAX_REPEAT, _CODES.MIN_REPEAT})


class Told(NamedTuple):
    """An expression with the bit of its telltales."""

    bit: int
    expression: re.Pattern[str]

    def might_match(self, bits: int) -> bool:
        """Whether it might match in a text with these bits."""
        return bits & self.bit == self.bit

    def search(self, text: str, bits: int) -> re.Match[str] | None:
        """Its first match in a text with these bits."""
        return self.expression.search(text) if self.might_match(bits) else None

    def sub(self, by: str, text: str, bits: int) -> str:
        """A text with these bits, its matches replaced."""
        return self.expression.sub(by, text) if self.might_match(bits) else text


class Telltales:
    """Expressions, each with a bit of its own, and the words that tell of them.

    Expressions are registered first, then texts in small letters are asked about. Each must begin and end where a word
    does. Nothing is ever missed: the lack of its bit says that an expression does not match, the bit that it might.
    """

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._whole: dict[str, int] = {}
        self._begun: dict[str, int] = {}
        self._known: dict[str, int] = {}

    def bit(self, expression: str) -> int:
        """The bit of an expression; 0 where no words tell of it."""
        if expression not in self._bits:
            told = telltales(expression)
            self._bits[expression] = bit = 1 << len(self._bits) if told is not None else 0
            for word, is_whole in told or ():
                table = self._whole if is_whole else self._begun
                table[word.casefold()] = table.get(word.casefold(), 0) | bit
        return self._bits[expression]

    def bits(self, expressions: Iterable[str]) -> int:
        """The bits of several expressions."""
        return reduce(or_, map(self.bit, expressions), 0)

    def of(self, text: str) -> int:
        """The bits of the expressions that might match in a text."""
        known, bits = self._known, 0
        for word in set(_TOKEN.findall(text)):
            told = known.get(word)
            if told is None:
                told = self._told_by(word)
                if len(known) < _WORDS_KEPT:
                    known[word] = told
            bits |= told
        return bits

    def _told_by(self, word: str) -> int:
        bits = self._whole.get(word, 0)
        for end in range(1, len(word) + 1):
            bits |= self._begun.get(word[:end], 0)
        return bits


def telltales(expression: str) -> frozenset[tuple[str, bool]] | None:
    """Words, or marks, one of which stands in every match, each with whether it is all of the word.

    None where a match may do without.

    >>> sorted(telltales("(?:is|are) in charge of|pays? for") or ())
    [('charge', True), ('pay', True), ('pays', True)]
    """
    found = {_longest_word(text) for text in _texts(_PARSER.parse(expression))}
    return None if None in found else frozenset(word for word in found if word)


def _longest_word(text: str) -> tuple[str, bool] | None:
    """The longest word of a text that is known from its first letter on: of all of them likely the rarest."""
    parts = [(word or mark, not goes_on) for word, goes_on, mark in _PART.findall(text)]
    return max(parts, key=lambda part: (part[0].isalnum(), len(part[0])), default=None)


def _texts(pieces: Iterable[tuple[Any, Any]]) -> list[str]:
    """What a sequence matches, in each of the ways it can, with `_OPEN` for what may be anything."""
    texts = [""]
    for operation, argument in pieces:
        if operation in _WIDTHLESS:
            continue
        ways = list(dict.fromkeys(_ways(operation, argument)))
        if len(texts) > 1 and len(ways) * len(texts) > _MOST:
            ways = [_OPEN]
        texts = list(dict.fromkeys(_joined(text, way) for text in texts for way in ways))
    return texts


def _joined(text: str, way: str) -> str:
    return f"{text}{way}" if len(text) <= _LONGEST else text if text.endswith(_OPEN) else f"{text}{_OPEN}"


def _ways(operation: Any, argument: Any) -> Iterator[str]:
    """What one piece matches."""
    if operation is _CODES.LITERAL:
        yield chr(argument)
    elif operation is _CODES.SUBPATTERN:
        yield from _texts(argument[-1])
    elif operation is _CODES.BRANCH:
        for branch in argument[1]:
            yield from _texts(branch)
    elif operation is _CODES.IN and _is_list(argument):
        yield from (chr(code) for _, code in argument)
    elif operation in _REPEATS:
        yield from _repeated(*argument)
    else:
        yield _OPEN


def _repeated(least: int, most: int, pieces: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """What a piece matches that may be missing or stand there more than once."""
    texts = _texts(pieces)
    if least == 0:
        yield ""
    yield from texts
    if most > 1:
        yield from (f"{_OPEN}{text}" for text in texts)


def _is_list(characters: Sequence[tuple[Any, Any]]) -> bool:
    """Whether a choice of characters names each of them."""
    return all(operation is _CODES.LITERAL for operation, _ in characters)
