"""Statements as lines of canonical N-Triples and N-Quads: the form in which stores compare, digest and dump them.

The escapes are those of the canonical form of RDF 1.1 N-Quads (RDFC-1.0, section 5), so that the same statement gives
the same bytes whichever store it comes from. Numbers, booleans and instants are written in the canonical form of XML
Schema 1.1 (part 2, section 2.3.2).
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rdflib.namespace import XSD
from rdflib.term import Literal, URIRef

from graph.model import Object, Statement
from ontology.errors import PrevgraphError

_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_NOT_UTF8 = re.compile(r"[\ud800-\udfff]")
_ODD = re.compile(r"[\x00-\x1f\"\\\x7f\ufffe\uffff]")
_DECIMAL = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?")
_DATE_TIME = re.compile(r"(-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class UnwritableTerm(PrevgraphError):
    """A term that RDF cannot hold: an IRI with a space in it, a text with half a character."""

    message = "{0} cannot be written as RDF: {1}"


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}"


@lru_cache(maxsize=1 << 16)
def _iri(value: str) -> str:
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


def _typed(text: str, datatype: str) -> str:
    return f'"{_ODD.sub(_escape, canonical(text, URIRef(datatype)))}"^^{_iri(datatype)}'


#: Numbers, marks of time and truths, which come again; looked up as plain texts, since terms are compared in Python.
_typed_shortly = lru_cache(maxsize=1 << 14)(_typed)


def _literal(value: Literal) -> str:
    text, language, datatype = str(value), value.language, value.datatype
    if not text.isascii() and _NOT_UTF8.search(text):
        raise UnwritableTerm(repr(text[:40]), "it holds half of a surrogate pair")
    if datatype is not None and not str.__eq__(datatype, _STRING):
        return _typed(text, datatype) if len(text) > _SHORT_TEXT else _typed_shortly(text, str(datatype))
    quoted = f'"{_ODD.sub(_escape, text)}"'
    return f"{quoted}@{language.lower()}" if language else quoted


def write_term(term: Object) -> str:
    """A term as N-Triples and SPARQL write it.

    >>> write_term(Literal("a \\"b\\"", lang="en"))
    '"a \\\\"b\\\\""@en'
    """
    return _literal(term) if isinstance(term, Literal) else _iri(term)


def write_line(statement: Statement) -> str:
    """A statement as one line of N-Triples, without the line's end.

    >>> write_line(Statement(URIRef("urn:s"), URIRef("urn:p"), Literal("o")))
    '<urn:s> <urn:p> "o" .'
    """
    subject, predicate, object_ = statement
    return f"{_iri(subject)} {_iri(predicate)} {write_term(object_)} ."


def in_graph(line: str, graph: URIRef) -> str:
    """The same line as N-Quads, with its end."""
    return f"{line[:-1]}{_iri(graph)} .\n"


def digest(graph: URIRef, lines: Iterable[str]) -> int:
    """A number that stands for what a graph holds, whatever the order of its lines; 0 where it holds nothing."""
    return _digest(graph, "\n".join(sorted(lines)))


def _digest(graph: URIRef, text: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{graph}\n{text}".encode()).digest()) if text else 0


@dataclass(frozen=True, slots=True)
class Written:
    """What a graph is to hold, already as lines (sorted, each once), with their digest.

    Worker processes hand it over instead of statements: it travels as one string, and the store has less to do.
    """

    text: str
    digest: int

    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n") if self.text else []


#: What a graph is to hold, in either form.
Content = Iterable[Statement] | Written


def _lines(content: Iterable[Statement]) -> list[str]:
    """The statements as lines, sorted and each once.

    Neighbours share their terms: what was written once is known by the object it was. What is said of one thing is
    sorted by itself, which takes a third of the comparisons.
    """
    known: dict[int, str] = {}
    of_each: dict[str, list[str]] = {}
    last: URIRef | None = None
    here: list[str] = []
    for subject, predicate, object_ in content:
        if subject is not last:
            about = known.get(id(subject)) or known.setdefault(id(subject), _iri(subject))
            here, last = of_each.setdefault(about, []), subject
        tie = known.get(id(predicate)) or known.setdefault(id(predicate), _iri(predicate))
        said = known.get(id(object_)) or known.setdefault(id(object_), write_term(object_))
        here.append(f"{tie} {said} .")
    return [f"{about} {told}" for about in sorted(of_each) for told in sorted(set(of_each[about]))]


def write_graph(graph: URIRef, content: Content) -> Written:
    """What a graph is to hold, as lines."""
    if isinstance(content, Written):
        return content
    # All at once: a term is known by its object only as long as that is there.
    text = "\n".join(_lines(list(content)))
    return Written(text, _digest(graph, text))
