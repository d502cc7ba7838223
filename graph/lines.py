"""Statements as lines of canonical N-Triples and N-Quads: the form in which stores compare, digest and dump them.

The escapes are those of the canonical form of RDF 1.1 N-Quads (RDFC-1.0, section 5), so that the same statement gives
the same bytes whichever store it comes from. Numbers, booleans and instants are written in the canonical form of XML
Schema 1.1 (part 2, section 2.3.2).
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rdflib.namespace import XSD
from rdflib.term import Literal, URIRef

from graph.model import Object, Statement
from ontology.errors import PrevgraphError

_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_NOT_UTF8 = re.compile(r"[\ud800-\udfff]")
_ODD = re.compile(r"[\x00-\x1f\"\\\x7f\ufffe\uffff]")
_DECIMAL = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?")
_DATE_TIME = re.compile(r"(-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_ESCAPED = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_LONG = {short[1]: char for char, short in _SHORT.items()}


class UnwritableTerm(PrevgraphError):
    """A term that RDF cannot hold: an IRI with a space in it, a text with half a character."""

    message = "{0} cannot be written as RDF: {1}"


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _unescape(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _LONG[found[2]]


@lru_cache(maxsize=1 << 16)
def write_iri(value: str) -> str:
    """An IRI as it stands in a line; `UnwritableTerm` for what is none.

    >>> write_iri("urn:s")
    '<urn:s>'
    """
    if _NOT_IN_IRI.search(value) or ":" not in value:
        raise UnwritableTerm(repr(str(value)), "it is not an absolute IRI")
    return f"<{value}>"


def _number(text: str) -> str:
    parts = _DECIMAL.fullmatch(text)
    if not parts or not (parts[2] or parts[3]):
        return text
    whole, fraction = parts[2].lstrip("0") or "0", (parts[3] or "").rstrip("0")
    value = f"{whole}.{fraction}" if fraction else whole
    return f"-{value}" if parts[1] == "-" and value != "0" else value


def _truth(text: str) -> str:
    return {"1": "true", "0": "false"}.get(text, text)


def _instant(text: str) -> str:
    parts = _DATE_TIME.fullmatch(text)
    if not parts:
        return text
    fraction = (parts[2] or "").rstrip("0").rstrip(".")
    return parts[1] + fraction + ("Z" if parts[3] in ("+00:00", "-00:00") else parts[3] or "")


#: Engines keep numbers and times as values: of several ways to write one, the canonical way is all that comes back.
_CANONICAL = {XSD.integer: _number, XSD.decimal: _number, XSD.boolean: _truth, XSD.dateTime: _instant}
# Looked up once: a namespace of rdflib searches itself at each use.
_STRING = str(XSD.string)
#: How long what is written of a number or an instant is at most, as a rule.
_SHORT_TEXT = 32


def canonical(text: str, datatype: URIRef | None) -> str:
    """The one way to write a number, a boolean or an instant; any other text as it is.

    >>> canonical("0.90", XSD.decimal)
    '0.9'
    """
    return _CANONICAL[datatype](text) if datatype in _CANONICAL else text


def _quoted(text: str) -> str:
    # What can be printed holds no half of a character and no sign of control: this is seen much sooner.
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    if _NOT_UTF8.search(text):
        raise UnwritableTerm(repr(text[:40]), "it holds half of a surrogate pair")
    return f'"{_ODD.sub(_escape, text)}"'


def _typed(text: str, datatype: str) -> str:
    return f"{_quoted(canonical(text, URIRef(datatype)))}^^{write_iri(datatype)}"


#: Numbers, marks of time and truths, which come again; looked up as plain texts, since terms are compared in Python.
_typed_shortly = lru_cache(maxsize=1 << 14)(_typed)


def write_text(text: str, language: str | None = None) -> str:
    """A text as it stands in a line.

    >>> write_text("a \\"b\\"", "en")
    '"a \\\\"b\\\\""@en'
    """
    return f"{_quoted(text)}@{language.lower()}" if language else _quoted(text)


def write_value(text: str, datatype: str) -> str:
    """A number, a date or a truth as it stands in a line.

    >>> write_value("0.90", XSD.decimal)
    '"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    return _typed(text, datatype) if len(text) > _SHORT_TEXT else _typed_shortly(text, str(datatype))


def _literal(value: Literal) -> str:
    text, datatype = str(value), value.datatype
    if datatype is not None and not str.__eq__(datatype, _STRING):
        return write_value(text, datatype)
    return write_text(text, value.language)


def write_term(term: Object) -> str:
    """A term as N-Triples and SPARQL write it.

    >>> write_term(Literal("a \\"b\\"", lang="en"))
    '"a \\\\"b\\\\""@en'
    """
    return _literal(term) if isinstance(term, Literal) else write_iri(term)


def read_term(written: str) -> Object:
    """The term that is written so.

    >>> read_term('"a"@en')
    rdflib.term.Literal('a', lang='en')
    """
    if written.startswith("<"):
        return URIRef(written[1:-1])
    # No language and no datatype holds a quotation mark, so the last one ends the text.
    end = written.rindex('"')
    text, tail = _ESCAPED.sub(_unescape, written[1:end]), written[end + 1 :]
    if tail.startswith("@"):
        return Literal(text, lang=tail[1:])
    return Literal(text, datatype=URIRef(tail[3:-1]) if tail else None, normalize=False)


def write_line(statement: Statement) -> str:
    """A statement as one line of N-Triples, without the line's end.

    >>> write_line(Statement(URIRef("urn:s"), URIRef("urn:p"), Literal("o")))
    '<urn:s> <urn:p> "o" .'
    """
    subject, predicate, object_ = statement
    return f"{write_iri(subject)} {write_iri(predicate)} {write_term(object_)} ."


def in_graph(line: str, graph: URIRef) -> str:
    """The same line as N-Quads, with its end."""
    return f"{line[:-1]}{write_iri(graph)} .\n"


def digest(graph: URIRef, lines: Iterable[str]) -> int:
    """A number that stands for what a graph holds, whatever the order of its lines; 0 where it holds nothing."""
    return _digest(graph, "\n".join(sorted(lines)).encode())


def _digest(graph: URIRef, data: bytes) -> int:
    whole = hashlib.sha256(f"{graph}\n".encode())
    whole.update(data)
    return int.from_bytes(whole.digest()) if data else 0


@dataclass(frozen=True, slots=True)
class Written:
    """What a graph is to hold, already as lines (sorted, each once), with their digest.

    Worker processes hand it over instead of statements: it travels as one piece, in which quotation marks that are not
    ASCII take no room twice, and goes into the database as it is.
    """

    data: bytes
    digest: int

    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.data.decode().split("\n") if self.data else []


#: Two terms as they stand in a line: a property and what it leads to, or the two things that a property links.
Pair = tuple[str, str]


class Draft:
    """A graph in the making: what is said of each thing, once, with every term as it stands in a line.

    To make, to compare and to count terms that are written costs a fifth of what it costs with the terms of rdflib,
    which are written in Python.
    """

    def __init__(self) -> None:
        self._about: dict[str, dict[Pair, None]] = {}

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> "Draft":
        """The same statements, written."""
        # Neighbours share their terms: what was written once is known by the object it was, as long as that is there.
        kept, known, draft = list(statements), dict[int, str](), cls()
        last: URIRef | None = None
        here: dict[Pair, None] = {}
        for subject, predicate, object_ in kept:
            if subject is not last:
                about = known.get(id(subject)) or known.setdefault(id(subject), write_iri(subject))
                here, last = draft._about.setdefault(about, {}), subject
            tie = known.get(id(predicate)) or known.setdefault(id(predicate), write_iri(predicate))
            here[tie, known.get(id(object_)) or known.setdefault(id(object_), write_term(object_))] = None
        return draft

    def say(self, subject: str, *pairs: Pair) -> None:
        """Add what is said of a thing; what was said of it before counts once."""
        told = self._about.get(subject)
        if told is None:
            self._about[subject] = dict.fromkeys(pairs)
        else:
            told.update(dict.fromkeys(pairs))

    def update(self, other: "Draft") -> None:
        """Add what another graph is to hold."""
        for subject, told in other.items():
            self.say(subject, *told)

    def items(self) -> Iterator[tuple[str, Collection[Pair]]]:
        """Each thing with what is said of it."""
        return ((subject, told.keys()) for subject, told in self._about.items())

    def by_property(self, properties: Collection[str]) -> defaultdict[str, list[Pair]]:
        """What each of these properties links, as it is written."""
        found: defaultdict[str, list[Pair]] = defaultdict(list)
        for subject, told in self._about.items():
            for predicate, object_ in told:
                if predicate in properties:
                    found[predicate].append((subject, object_))
        return found

    def statements(self) -> Iterator[Statement]:
        """What is said, as statements: thing by thing, in the order in which it was."""
        read = cache(read_term)
        for subject, told in self._about.items():
            for predicate, object_ in told:
                yield Statement(read(subject), read(predicate), read(object_))  # type: ignore[arg-type]

    def write(self, graph: URIRef) -> Written:
        """The graph, as lines."""
        # What is said of each thing is sorted by itself, which takes a third of the comparisons.
        lines = [
            f"{about} {predicate} {object_} ."
            for about in sorted(self._about)
            for predicate, object_ in sorted(self._about[about])
        ]
        data = "\n".join(lines).encode()
        return Written(data, _digest(graph, data))


#: What a graph is to hold, in any form.
Content = Iterable[Statement] | Draft | Written


def write_graph(graph: URIRef, content: Content) -> Written:
    """What a graph is to hold, as lines."""
    if isinstance(content, Written):
        return content
    draft = content if isinstance(content, Draft) else Draft.of(content)
    return draft.write(graph)
