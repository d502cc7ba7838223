"""Terms by their numbers: those of the columns, and those that a query itself makes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rdflib.namespace import RDF, XSD
from rdflib.term import Literal, URIRef

from graph.columns import Columns, Ids
from graph.lines import write_text, write_value
from queries.columnar.distinct import distinct_rows, each_once
from queries.columnar.tree import Beyond

_ESCAPED = re.compile(r"\\(u[0-9A-F]{4}|U[0-9A-F]{8}|.)", re.DOTALL)
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_XSD = f"^^<{XSD}"
_NUMBERS = {f"^^<{datatype}>" for datatype in (XSD.integer, XSD.decimal)}
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?")
_BOOLEAN, _STRING, _LANG_STRING = (f"^^<{datatype}>" for datatype in (XSD.boolean, XSD.string, RDF.langString))
#: Kinds of days and years that are in the order of their texts, and the rest of a day to hold them against a calendar.
_CALENDAR = {f"^^<{XSD.date}>": "", f"^^<{XSD.gYearMonth}>": "-01", f"^^<{XSD.gYear}>": "-01-01"}
TRUE, FALSE = (write_value(word, XSD.boolean) for word in ("true", "false"))
UNBOUND = -1
_SIGNS = [bytes([number]) for number in range(1, 32)]


class Value(NamedTuple):
    """A term taken apart: what it says, and what it is: `<` for an IRI, nothing, `@en` or `^^<...>` for a literal."""

    text: str
    tag: str

    @property
    def is_string(self) -> bool:
        """Whether it is a plain string or one in a language."""
        return self.tag == "" or self.tag.startswith("@")

    def written(self) -> str:
        """The term as canonical N-Triples has it."""
        return f"<{self.text}>" if self.tag == "<" else write_text(self.text) + self.tag

    @property
    def number(self) -> Decimal | None:
        """Its value, where it is a number; `Beyond` where it says that it is one and is not, or one of many digits."""
        if self.tag not in _NUMBERS:
            return None
        if not _NUMBER.fullmatch(self.text):
            raise Beyond(f"the number {self.text}")
        return Decimal(self.text)

    @property
    def kind(self) -> str:
        """What it can be compared with: `iri`, `text`, `text in a language`, `number`, `truth`, a datatype of days or
        years, or `unknown`; `Beyond` for values of the standard's datatypes that only the database knows.
        """
        tag = self.tag
        if tag in ("<", ""):
            return "iri" if tag else "text"
        if tag.startswith("@"):
            return "text in a language"
        if not tag.startswith(_XSD):
            return "unknown"
        if self.number is not None:
            return "number"
        if tag == _BOOLEAN and self.text in ("true", "false"):
            return "truth"
        if tag in _CALENDAR and _is_day(self.text + _CALENDAR[tag]):
            return tag
        raise Beyond(f"the value of {self.written()}")


@dataclass(slots=True)
class Terms:
    """The terms of one store. Numbers from `len(columns)` on are those of terms that only queries know."""

    columns: Columns
    _own: dict[str, int] = field(default_factory=dict)
    _texts: list[str] = field(default_factory=list)
    _values: dict[int, Value] = field(default_factory=dict)
    _shown: dict[int, URIRef | Literal | None] = field(default_factory=dict)
    _known: int = field(init=False)

    def __post_init__(self) -> None:
        self._known = len(self.columns)

    def number(self, text: str) -> int:
        """The number of a term; a new one where the store does not know it."""
        known = self.columns.number(text)
        return known if known >= 0 else self.own_number(text)

    def own_number(self, text: str) -> int:
        """The number of a term that the store does not have."""
        if text not in self._own:
            self._own[text] = self._known + len(self._texts)
            self._texts.append(text)
        return self._own[text]

    def value(self, number: int) -> Value:
        """A term taken apart."""
        found = self._values.get(number)
        if found is None:
            found = self._values[number] = take_apart(self._text(number))
        return found

    def texts(self, numbers: Ids) -> list[str | None]:
        """Terms as canonical N-Triples has them; None where there is none."""
        based = numbers[(numbers >= 0) & (numbers < self._known)]
        if len(based) == len(numbers):
            return list(self.columns.terms(based))
        known = iter(self.columns.terms(based))
        return [
            None if number < 0 else next(known) if number < self._known else self._texts[number - self._known]
            for number in numbers.tolist()
        ]

    def shown(self, numbers: Ids) -> list[URIRef | Literal | None]:
        """Terms as the tables of this room hold them."""
        wanted = numbers.tolist()
        fresh = [number for number in wanted if number not in self._shown]
        self._shown.update(zip(fresh, map(_as_rdflib, self.texts(np.array(fresh, np.int64))), strict=True))
        return [self._shown[number] for number in wanted]

    def are_iris(self, numbers: Ids) -> NDArray[np.bool_]:
        """Which of them are IRIs."""
        found = self.columns.are_iris(numbers)
        unsure = ~found & (numbers >= 0)
        if unsure.any():
            different, places = each_once(numbers[unsure])
            found[unsure] = np.array([self.value(number).tag == "<" for number in different.tolist()])[places]
        return found

    def each(self, function: Callable[..., Value | None], *arrays: Ids) -> Ids:
        """The function of the values in each row, called once for each combination; None and errors are unbound."""
        rows, places = distinct_rows(arrays)
        made = np.fromiter((self._call(function, row) for row in rows), np.int64, len(rows))
        return made[places]

    def _call(self, function: Callable[..., Value | None], row: tuple[int, ...]) -> int:
        found = None if UNBOUND in row else function(*map(self.value, row))
        return UNBOUND if found is None else self.number(found.written())

    def judge(self, function: Callable[..., bool | None], *arrays: Ids) -> NDArray[np.int8]:
        """The same for a function that says yes (1), no (0) or neither (-1)."""
        rows, places = distinct_rows(arrays)
        made = np.fromiter((self._judge(function, row) for row in rows), np.int8, len(rows))
        return made[places]

    def _judge(self, function: Callable[..., bool | None], row: tuple[int, ...]) -> int:
        found = None if UNBOUND in row else function(*map(self.value, row))
        return -1 if found is None else int(found)

    def ranks(self, numbers: Ids) -> NDArray[np.int64]:
        """Where each term stands in the order of SPARQL 1.1 (section 15.1)."""
        unique, places = each_once(numbers)
        keys = self._keys_of_one_kind(unique) or _sorting_keys(self.texts(unique))
        order = sorted(range(len(keys)), key=keys.__getitem__)
        in_order = [keys[one] for one in order]
        steps = [before != one for before, one in pairwise(in_order)]
        ranks = np.zeros(len(keys), np.int64)
        ranks[order[1:]] = np.cumsum(steps)
        return ranks[places]

    def _keys_of_one_kind(self, numbers: Ids) -> list[Any] | None:
        """What `_sorting_keys` gives in a fraction of the time, where all are IRIs of the store, or all strings, with
        or without language, that need no unescaping: each text in UTF-8, which sorts as its letters do, with a sign for
        its language behind it that is less than any letter.
        """
        if not len(numbers) or numbers[0] < 0 or numbers[-1] >= self._known:
            return None
        terms = self.columns.encoded(numbers)
        if self.columns.are_iris(numbers).all():
            return [term[:-1] for term in terms]
        parts = [term.rpartition(b'"') for term in terms]
        tags = sorted({tag for _, _, tag in parts}, key=lambda tag: (tag == b"", tag))
        if any(tag and not tag.startswith(b"@") for tag in tags) or len(tags) > len(_SIGNS):
            return None
        signs = dict(zip(tags, _SIGNS, strict=False))
        keys = [start + signs[tag] for start, _, tag in parts]
        return None if b"\\" in b"".join(keys) else keys

    def _text(self, number: int) -> str:
        own = number - self._known
        return self._texts[own] if own >= 0 else self.columns.term(number)


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and text.isascii() and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _sorting_keys(texts: list[str | None]) -> list[Any]:
    """What terms are sorted by: what SPARQL 1.1 leaves open (section 15.1), by the text and then the datatype, as the
    database does. That is no order for numbers beside other literals.
    """
    values = [None if text is None else take_apart(text) for text in texts]
    kinds = {value.kind for value in values if value is not None} - {"iri"}
    if len(kinds) > 1 and "number" in kinds:
        raise Beyond("an order of " + " and ".join(sorted(kinds)))
    return [_sorting_key(value) for value in values]


def _sorting_key(value: Value | None) -> tuple[object, ...]:
    if value is None:
        return (0,)
    if value.tag == "<":
        return (1, value.text)
    size = value.number
    if size is not None:
        return (2, size)
    datatype = _LANG_STRING if value.tag.startswith("@") else value.tag or _STRING
    return (2, value.text, datatype, value.tag)


def take_apart(text: str) -> Value:
    """A term of canonical N-Triples taken apart; `Beyond` for what is neither IRI nor literal."""
    if text.startswith("<") and not text.startswith("<<"):
        return Value(text[1:-1], "<")
    if not text.startswith('"'):
        raise Beyond(f"the node {text}")
    end = text.rindex('"')
    inner = text[1:end]
    return Value(_ESCAPED.sub(_unescape, inner) if "\\" in inner else inner, text[end + 1 :])


def _unescape(found: re.Match[str]) -> str:
    escaped = found[1]
    return chr(int(escaped[1:], 16)) if len(escaped) > 1 else _LETTERS.get(escaped, escaped)


_datatype = lru_cache(maxsize=256)(URIRef)


def _as_rdflib(text: str | None) -> URIRef | Literal | None:
    if text is None:
        return None
    if text.startswith("<") and not text.startswith("<<"):
        # Made as rdflib makes it, but for looking through it for what no IRI of a store holds.
        return str.__new__(URIRef, text[1:-1])
    if text[0] == '"' and text[-1] != ">" and "\\" not in text:
        start, _, tag = text.rpartition('"')
        return _string(start[1:], tag[1:] or None)
    said, tag = take_apart(text)
    if tag.startswith("^"):
        return Literal(said, datatype=_datatype(tag[3:-1]), normalize=False)
    return _string(said, tag[1:] or None)


def _string(said: str, language: str | None) -> Literal:
    """A string as rdflib makes it, but for asking what it is: it takes a tenth of the time."""
    made = str.__new__(Literal, said)
    made._language, made._datatype, made._value, made._ill_typed = language, None, said, None
    return made
