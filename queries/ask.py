"""Ask a store: a question of the catalogue by name, or any SPARQL 1.1 query as text.

Values are bound as terms: each is checked and resolved first and then written into a `VALUES` block in the one form
that SPARQL reads back as the same term, so that nothing given from outside is ever read as a query.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from importlib import import_module
from typing import Any, TypeAlias
from unicodedata import combining, normalize

from rdflib.namespace import XSD
from rdflib.term import Literal, URIRef

from graph.lines import write_term
from graph.model import Statement
from graph.protocol import Store, Term
from ontology.errors import PrevgraphError
from queries.catalogue import NOTHING_NEAR, Parameter, Question, column, near_names, question
from queries.columnar.select import select
from queries.table import Table
from queries.words import pattern

Statements: TypeAlias = tuple[Statement, ...]
Arguments: TypeAlias = Mapping[str, tuple[Term, ...]]

#: The languages in which the vocabulary has all its labels; things that documents name have theirs in any.
LANGUAGES = ("en", "fr", "es")

_GIVEN = re.compile(r"^(?P<indent>\s*)#\? (?P<name>[\w-]+) (?P<text>.*)$", re.MULTILINE)
_DEFAULT = re.compile(
    r'^(?P<start>.*?)(?P<value>"[^"\n]*"|\d+\.\d+|true|false)(?P<end>.*) # \$(?P<name>[\w-]+)$', re.MULTILINE
)
_NEITHER = re.compile(r"[^a-z0-9]+")
_IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|^`\\]+")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_PROLOGUE = re.compile(r"(\s+|#[^\n]*|PREFIX\s+[^\s:]*:\s*<[^>]*>|BASE\s+<[^>]*>)*", re.IGNORECASE)
_FORMS = re.compile(r"(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


#: So many names are listed in a complaint, at most.
_LISTED = 120

_CODE = 3

_REPLIED = """PREFIX pg: <https://w3id.org/prevgraph/ontology#>
SELECT DISTINCT ?state WHERE { ?response a pg:Response ; pg:state ?state }"""


class UnknownParameter(PrevgraphError):
    """The question cannot be asked with this."""

    message = "{0} cannot be asked with {1!r}; it takes {2}"


class BadValue(PrevgraphError):
    """The value given for a parameter is none."""

    message = "{0!r} is no value for {1}: {2}"


class NotAQuery(PrevgraphError):
    """The text is not a SPARQL 1.1 query."""

    message = "this is not a SPARQL 1.1 query: {0}"


def ask(store: Store, name: str, /, **parameters: object) -> Table:
    """The answer to a question of the catalogue.

    Values are strings (a code, a number, a name, a label, an IRI), plain numbers and truth values, or RDF terms;
    several values are given as a list. A `-` in a parameter's name is written `_`. None counts as not given.
    """
    asked = question(name)
    given = {key.replace("_", "-"): value for key, value in parameters.items() if value is not None}
    return _answer(store, asked, resolve(store, asked, given))


def resolve(store: Store, asked: Question, given: Mapping[str, object]) -> Arguments:
    """The terms that a question is asked with: what is given, what the question fixes, and the defaults."""
    known = {parameter.name: parameter for parameter in asked.parameters}
    for name in given:
        if name not in known:
            raise UnknownParameter(asked.name, name, ", ".join(known) or "no parameters")
    arguments = {name: _terms(store, known[name], value) for name, value in given.items() if value not in ("", [], ())}
    for parameter in asked.parameters:
        if parameter.default is not None:
            arguments.setdefault(parameter.name, (parameter.default,))
    if asked.fixed:
        base = {parameter.name: parameter for parameter in question(asked.variant_of).parameters}
        arguments |= {name: _terms(store, base[name], value) for name, value in asked.fixed.items()}
    return arguments


def query_text(asked: Question, arguments: Arguments) -> str:
    """The SPARQL of a question with these terms in place: what the store is asked, for anyone to read or reuse."""
    written = {name: " ".join(map(write_term, terms)) for name, terms in arguments.items()}
    if "language" in arguments:
        written["tongue"] = write_term(_tongue(arguments["language"][0]))
    if "search" in arguments:
        written["pattern"] = write_term(Literal(pattern(str(arguments["search"][0]))))
    text = _GIVEN.sub(partial(_switched_on, written), asked.select)
    return _DEFAULT.sub(partial(_overridden, written), text)


def ask_text(store: Store, sparql: str) -> Table | Statements | bool:
    """The answer to any SPARQL 1.1 query: a table for SELECT, statements for CONSTRUCT and DESCRIBE, else yes or no."""
    start = _PROLOGUE.match(sparql)
    form = _FORMS.match(sparql, start.end() if start else 0)
    if form is None:
        raise NotAQuery("after its prefixes it starts with none of SELECT, ASK, CONSTRUCT, DESCRIBE")
    if form[1].upper() == "SELECT":
        return Table.of(store.select(sparql))
    if form[1].upper() == "ASK":
        return store.ask(sparql)
    return tuple(store.construct(sparql))


def _tongue(language: Term) -> Literal:
    """The language for labels of the vocabulary, which has all of them in each of its languages."""
    return Literal(str(language) if str(language) in LANGUAGES else "en")


def _answer(store: Store, asked: Question, arguments: Arguments) -> Table:
    found = select(store, query_text(asked, arguments))
    language = str(arguments["language"][0]) if "language" in arguments else "en"
    columns = tuple(column(name) for name in found.variables)
    table = Table(columns, tuple(found.rows), asked.title(language), language)
    if not asked.measure:
        return table
    read = partial(_read, store, arguments)
    rows = (
        tuple(row.get(one.name) for one in asked.columns) for row in _measure(asked.measure)(table, read, arguments)
    )
    return Table(asked.columns, tuple(rows), asked.title(language), language)


def _read(store: Store, arguments: Arguments, name: str, /, **changed: tuple[Term, ...]) -> Table:
    """Another question that a measure reads, asked with what it shares with the first."""
    other = question(name)
    taken = {one.name for one in other.parameters}
    return _answer(store, other, {key: terms for key, terms in {**arguments, **changed}.items() if key in taken})


def _measure(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(import_module(f"queries.{module}"), function)


def _switched_on(written: Mapping[str, str], line: re.Match[str]) -> str:
    name = line["name"]
    if name not in written:
        return line[0]
    return line["indent"] + re.sub(r"\$([\w-]+)", lambda one: written.get(one[1], one[0]), line["text"])


def _overridden(written: Mapping[str, str], line: re.Match[str]) -> str:
    return line["start"] + written.get(line["name"], line["value"]) + line["end"]


def _terms(store: Store, parameter: Parameter, value: object) -> tuple[Term, ...]:
    several = list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
    if len(several) > 1 and not parameter.multiple:
        raise BadValue(", ".join(map(str, several)), parameter.name, "only one can be given")
    found = _resources(store, parameter, several) if parameter.is_resource else _literals(parameter, several)
    return tuple(sorted(set(found), key=str))


def _resources(store: Store, parameter: Parameter, values: Sequence[object]) -> Iterator[Term]:
    """What these values name. An IRI needs no looking up: things go by names, and no name is an IRI."""
    named = []
    for value in values:
        text = str(value).strip()
        if _IRI.fullmatch(text):
            yield URIRef(text)
        elif isinstance(value, URIRef) or re.match(r"https?://", text):
            raise BadValue(text, parameter.name, "it holds characters that no IRI holds")
        else:
            named.append(text)
    known = _known(store, parameter) if named else []
    for text in named:
        found = _called(known, text) or _containing(known, text)
        if not found:
            raise BadValue(text, parameter.name, _what_there_is(store, parameter, text))
        yield from found


def _what_there_is(store: Store, parameter: Parameter, text: str) -> str:
    """A clause that offers what was perhaps meant, or all that can be given, if that is not too much to read."""
    rows = [(str(thing), name) for thing, name in select(store, parameter.lookup).rows if name is not None]
    if parameter.type.endswith("#State"):
        held = {str(row[0]) for row in select(store, _REPLIED).rows}
        rows = [(thing, name) for thing, name in rows if thing in held]
    near = near_names(text, sorted({str(name) for _, name in rows}))
    plain = [(thing, str(name)) for thing, name in rows if not _is_foreign(name)]
    # Of each thing the shortest name, of a state its code of three letters.
    ordered = sorted(plain, key=lambda one: (len(one[1]) < _CODE, len(one[1]), one[1]), reverse=True)
    names = sorted(dict(ordered).values())
    is_far = near == NOTHING_NEAR and 0 < len(names) <= _LISTED
    return f"{near}; there are {', '.join(names)}" if is_far else near


def _is_foreign(name: Term) -> bool:
    return isinstance(name, Literal) and name.language not in (None, "en")


#: A thing, a name that it goes by, and what counts of the name.
_Known: TypeAlias = Sequence[tuple[Term, str, str]]


def _known(store: Store, parameter: Parameter) -> _Known:
    rows = select(store, parameter.lookup).rows
    return [(thing, str(name), _key(str(name))) for thing, name in rows if thing is not None and name is not None]


def _called(known: _Known, text: str) -> set[Term]:
    wanted = _key(text)
    return {thing for thing, _, key in known if key == wanted} if wanted else set()


def _containing(known: _Known, text: str) -> set[Term]:
    """The one thing whose name holds these words among others; nothing where several do."""
    words = {_key(word) for word in text.split()} - {""}
    found = {thing for thing, name, _ in known if words and words <= set(map(_key, name.split()))}
    return found if len(found) == 1 else set()


def _key(name: str) -> str:
    """What two ways to write one name have in common: letters and digits without case, accents and spacing."""
    if name.isascii():
        return _NEITHER.sub("", name.casefold())
    plain = (letter for letter in normalize("NFKD", name.casefold()) if not combining(letter))
    return "".join(letter for letter in plain if letter.isalnum())


def _literals(parameter: Parameter, values: Sequence[object]) -> Iterator[Term]:
    check = _CHECKS.get(parameter.type)
    plain = parameter.type in (XSD.string, XSD.language, XSD.date)
    for value in values:
        text = str(value).strip() if not isinstance(value, bool) else str(value).lower()
        if check is not None and not check[0](text):
            raise BadValue(text, parameter.name, check[1])
        yield Literal(text) if plain else Literal(text, datatype=parameter.type, normalize=False)


def _is_decimal(text: str) -> bool:
    try:
        return Decimal(text).is_finite() and "e" not in text.lower()
    except InvalidOperation:
        return False


_CHECKS: dict[URIRef, tuple[Callable[[str], bool], str]] = {
    XSD.integer: (lambda text: bool(re.fullmatch(r"[+-]?[0-9]{1,18}", text)), "give a whole number such as 2004"),
    XSD.decimal: (_is_decimal, "give a number such as 0.8"),
    XSD.boolean: (lambda text: text in ("true", "false"), "give true or false"),
    XSD.date: (lambda text: bool(_DAY.fullmatch(text)), "give a day as 2005-06-30"),
    XSD.language: (lambda text: bool(_LANGUAGE.fullmatch(text)), "give a language tag such as fr"),
}
