"""Values for the variables of a query, as terms: never by pasting text where SPARQL would read it as syntax.

SPARQL 1.1 has no parameters, so each group of the query that speaks of a bound variable is led by a VALUES block
(section 10.2): the variable has its value throughout the query, in subqueries too, and every engine can begin there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rdflib.term import Literal, URIRef

from graph.lines import write_term
from ontology.errors import PrevgraphError

_TOKEN = re.compile(
    r"""
      (?P<space>\s+|\#[^\n\r]*)
    | (?P<text>\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
              |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | [?$](?P<variable>\w+)
    | (?P<name>\w*:(?:[\w:.%-]|\\.)*)
    | (?P<word>@?\w+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_NAME = re.compile(r"[^\W\d]\w*|\d\w*")


class BadBinding(PrevgraphError):
    """A binding whose name is no name of a variable."""

    message = "{0!r} is not the name of a SPARQL variable: use letters, digits and underscores"


@dataclass(slots=True)
class _Group:
    """A pair of braces: where its content begins, and the variables named in it and in no group inside it."""

    start: int
    is_outermost: bool
    takes_values: bool
    variables: set[str] = field(default_factory=set)


def bind(query: str, bindings: Mapping[str, URIRef | Literal]) -> str:
    """The query with each variable bound to its term.

    >>> bind("SELECT * { ?s ?p ?o }", {"o": Literal("x } y")})
    'SELECT * { VALUES (?o) { ("x } y") }  ?s ?p ?o }'
    """
    if not bindings:
        return query
    for name in bindings:
        if not _NAME.fullmatch(name):
            raise BadBinding(name)
    terms = {name: write_term(term) for name, term in sorted(bindings.items())}
    places = list(_places(query, set(terms)))
    if not places:
        return f"{query}\n{_values(terms)}"
    for start, names in sorted(places, reverse=True, key=lambda place: place[0]):
        block = _values({name: term for name, term in terms.items() if name in names})
        query = f"{query[:start]} {block} {query[start:]}"
    return query


def _values(terms: Mapping[str, str]) -> str:
    names = " ".join(f"?{name}" for name in terms)
    return f"VALUES ({names}) {{ ({' '.join(terms.values())}) }}"


def _places(query: str, bound: set[str]) -> Iterator[tuple[int, set[str]]]:
    """Where a VALUES block may stand, with the bound variables it has to bind there."""
    for group in _groups(query):
        names = bound if group.is_outermost else bound & group.variables
        if group.takes_values and names:
            yield group.start, names


def _groups(query: str) -> list[_Group]:
    """All pairs of braces. No VALUES can lead a template, a block of data, or the braces around a subquery.

    What a subquery names in its head counts as named in its WHERE.
    """
    found: list[_Group] = []
    open_: list[_Group] = []
    head: set[str] = set()
    before, no_values = "", False
    for token in _TOKEN.finditer(query):
        kind, word = token.lastgroup, token[0].upper()
        if kind == "space":
            continue
        if kind == "variable":
            (open_[-1].variables if open_ and open_[-1].takes_values else head).add(token["variable"])
        elif kind == "word" and word in ("CONSTRUCT", "VALUES"):
            no_values = True
        elif kind == "word" and word == "SELECT" and open_:
            open_[-1].takes_values = False
        elif kind == "sign" and word == "{":
            found.append(_Group(token.end(), not open_ and before != "EXISTS", not no_values, head))
            open_.append(found[-1])
            head, no_values = set(), False
        elif kind == "sign" and word == "}" and open_:
            open_.pop()
            head = set()
        before = word
    return found


def end_of_update(update: str) -> int:
    """Where the last operation of a SPARQL Update ends, before any semicolon, space or comment that follows it."""
    end = 0
    for token in _TOKEN.finditer(update):
        if token.lastgroup != "space" and token[0] != ";":
            end = token.end()
    return end
