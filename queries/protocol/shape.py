"""What a query or an update is, as far as its tokens tell: its form, the graphs it names, whether its answer varies."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from queries.protocol.errors import BadRequest
from queries.protocol.tokens import Token, tokens

_FORMS = re.compile(r"SELECT|ASK|CONSTRUCT|DESCRIBE")
#: Functions that give another value each time (SPARQL 1.1, section 17.4).
_VOLATILE = ("NOW", "RAND", "UUID", "STRUUID", "BNODE")


@dataclass(frozen=True, slots=True)
class QueryShape:
    """A query: its form (empty where it has none), the graphs that FROM names, and whether it may be remembered."""

    form: str
    graphs: tuple[str, ...]
    is_volatile: bool

    @property
    def gives_rdf(self) -> bool:
        """Whether the answer is a graph."""
        return self.form in ("CONSTRUCT", "DESCRIBE")


def query_shape(sparql: str, base: str = "") -> QueryShape:
    """The shape of a query.

    >>> query_shape("PREFIX a: <http://a/> ASK FROM a:b { ?s ?p ?o FILTER(RAND() > 0.5) }")
    QueryShape(form='ASK', graphs=('http://a/b',), is_volatile=True)
    """
    form = next((match[0] for one in _after_prologue(tokens(sparql)) if (match := _FORMS.match(one.text))), "")
    words = sparql.upper()
    volatile = any(one in words for one in _VOLATILE) and any(one.says(*_VOLATILE) for one in tokens(sparql))
    graphs = tuple(_named_by(list(tokens(sparql)), ("FROM",), base)) if "FROM" in words else ()
    return QueryShape(form, graphs, volatile)


def update_graphs(sparql: str, base: str = "") -> list[str]:
    """The graphs that an update's USING clauses name."""
    return list(_named_by(list(tokens(sparql)), ("USING",), base))


def _after_prologue(found: Iterable[Token]) -> Iterator[Token]:
    yield from (one for one in found if one.kind == "word" and one.text not in ("PREFIX", "BASE"))


def _named_by(found: Sequence[Token], keywords: tuple[str, ...], base: str) -> Iterator[str]:
    prefixes: dict[str, str] = {}
    for number, one in enumerate(found[:-1]):
        following = found[number + 1]
        if one.says("BASE"):
            base = urljoin(base, following.text[1:-1])
        elif one.says("PREFIX") and number + 2 < len(found):
            prefixes[following.text] = urljoin(base, found[number + 2].text[1:-1])
        elif one.says(*keywords) and not one.depth:
            if following.says("NAMED") and number + 2 < len(found):
                following = found[number + 2]
            yield _iri(following, prefixes, base)


def _iri(token: Token, prefixes: dict[str, str], base: str) -> str:
    if token.kind == "iri":
        return urljoin(base, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    return prefixes.get(f"{prefix}:", "") + local


def with_dataset(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """The update with its patterns matched in the graphs that the request names (SPARQL 1.1 Protocol, section 2.2.3).

    An update that names graphs of its own cannot be asked for others.
    """
    if not default and not named:
        return update
    found = list(tokens(update))
    if any(not one.depth and one.says("USING", "WITH") for one in found):
        raise BadRequest("the graphs are named both in the request (using-graph-uri) and in the update (USING or WITH)")
    clauses = " ".join([*(f"USING <{one}>" for one in default), *(f"USING NAMED <{one}>" for one in named)])
    for place, copied in reversed(list(_patterns(update, found))):
        update = f"{update[:place]}{copied}{clauses} {update[place:]}"
    return update


def _patterns(update: str, found: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Where each WHERE stands; for `DELETE WHERE` also the template that is to stand before it."""
    for number, one in enumerate(found):
        if one.says("WHERE") and not one.depth:
            is_short = number > 0 and found[number - 1].says("DELETE")
            yield one.start, f"{_block(update, found[number + 1 :])} " if is_short else ""


def _block(update: str, found: Sequence[Token]) -> str:
    end = next((one.end for one in found if one.text == "}" and not one.depth), len(update))
    return update[found[0].start : end] if found else ""
