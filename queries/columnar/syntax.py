"""The part of SPARQL in which the catalogue is written, as a tree; whatever is beyond it is refused by name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rdflib.namespace import RDF, XSD
from rdflib.term import Literal, URIRef

from graph.lines import write_term
from ontology.errors import PrevgraphError

_TOKEN = re.compile(
    r"""
      (?P<space>\s+|\#[^\n]*)
    | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | [?$](?P<variable>\w+)
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<name>[A-Za-z][\w-]*:[\w.-]*)
    | (?P<language>@[A-Za-z][\w-]*)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<sign>\^\^|&&|\|\||!=|<=|>=|[{}().;,/|^*+?!=<>-])
    """,
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX")
_FUNCTIONS = "BOUND IF COALESCE STR LANG LCASE CONTAINS REGEX STRSTARTS CONCAT SUBSTR STRLEN REPLACE".split()  # noqa: SIM905


class Beyond(PrevgraphError):
    """The query needs the store itself."""

    message = "the columns of a store do not answer a query with {0}"


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable by its name."""

    name: str


#: A constant is its text in canonical N-Triples.
Term = Variable | str


@dataclass(frozen=True, slots=True)
class Path:
    """A property path; `kind` is one of property, inverse, sequence, alternative, star."""

    kind: str
    parts: tuple["Path", ...] = ()
    property: str = ""


@dataclass(frozen=True, slots=True)
class Triple:
    """A pattern; its property is a path or a variable."""

    subject: Term
    path: Path | Variable
    object: Term


@dataclass(frozen=True, slots=True)
class Call:
    """A function, an operator or an aggregate with its arguments."""

    name: str
    arguments: tuple["Expression", ...]
    is_distinct: bool = False


@dataclass(frozen=True, slots=True)
class Exists:
    """Whether a group has a solution."""

    group: "Group"
    negated: bool


Expression = Variable | str | Call | Exists


@dataclass(frozen=True, slots=True)
class Values:
    """A table given with the query; None where a cell is undefined."""

    names: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Filter:
    condition: Expression


@dataclass(frozen=True, slots=True)
class Bind:
    name: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Optional:
    group: "Group"


@dataclass(frozen=True, slots=True)
class Union:
    groups: tuple["Group", ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between a pair of braces."""

    elements: tuple["Element", ...]


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT: each column with the expression that makes it, if any does."""

    columns: tuple[tuple[str, Expression | None], ...]
    is_distinct: bool
    where: Group
    group_by: tuple[str, ...] = ()
    order_by: tuple[tuple[Expression, bool], ...] = ()


Element = Triple | Values | Filter | Bind | Optional | Union | Group | Select


@lru_cache(maxsize=256)
def read_query(text: str) -> Select:
    """The tree of a SELECT."""
    reader = _Reader(list(_tokens(text)))
    reader.read_prologue()
    query = reader.read_select()
    reader.expect_end()
    return query


def _tokens(text: str) -> Iterator[tuple[str, str]]:
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
class _Reader:
    tokens: list[tuple[str, str]]
    at: int = 0
    prefixes: dict[str, str] = field(default_factory=dict)
    hidden: int = 0

    @property
    def kind(self) -> str:
        return self.tokens[self.at][0]

    @property
    def text(self) -> str:
        return self.tokens[self.at][1]

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.upper() in words

    def next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def take(self, *texts: str) -> bool:
        """Step over the next token where it is one of these."""
        if self.kind in ("sign", "word") and self.text.upper() in texts:
            self.at += 1
            return True
        return False

    def need(self, text: str) -> None:
        if not self.take(text):
            raise Beyond(f"{self.text!r} where {text!r} was awaited")

    def expect_end(self) -> None:
        if self.kind != "end":
            raise Beyond(self.text)

    def read_prologue(self) -> None:
        while self.take("PREFIX"):
            name = self.next().rstrip(":")
            self.prefixes[name] = self.next()[1:-1]

    def read_select(self) -> Select:
        self.need("SELECT")
        distinct = self.take("DISTINCT")
        columns: list[tuple[str, Expression | None]] = []
        while self.kind == "variable" or self.text == "(":
            columns.append(self._column())
        self.take("WHERE")
        where = self.read_group()
        group_by, order_by = list[str](), list[tuple[Expression, bool]]()
        if self.take("GROUP"):
            self.need("BY")
            while self.kind == "variable":
                group_by.append(self.next())
        if self.take("ORDER"):
            self.need("BY")
            while self.kind == "variable" or self.is_word("ASC", "DESC"):
                order_by.append(self._order())
        return Select(tuple(columns), distinct, where, tuple(group_by), tuple(order_by))

    def _column(self) -> tuple[str, Expression | None]:
        if self.kind == "variable":
            return self.next(), None
        self.need("(")
        value = self.expression()
        self.need("AS")
        name = self.next()
        self.need(")")
        return name, value

    def _order(self) -> tuple[Expression, bool]:
        if self.kind == "variable":
            return Variable(self.next()), False
        descending = self.next().upper() == "DESC"
        self.need("(")
        value = self.expression()
        self.need(")")
        return value, descending

    def read_group(self) -> Group:
        self.need("{")
        elements: list[Element] = []
        if self.is_word("SELECT"):
            elements.append(self.read_select())
        while not self.take("}"):
            if not self.take("."):
                elements += self._element()
        return Group(tuple(elements))

    def _element(self) -> list[Element]:
        if self.take("OPTIONAL"):
            return [Optional(self.read_group())]
        if self.take("FILTER"):
            return [Filter(self._primary())]
        if self.take("BIND"):
            name, value = self._column()
            return [Bind(name, value)] if value is not None else []
        if self.take("VALUES"):
            return [self._values()]
        if self.text == "{":
            groups = [self.read_group()]
            while self.take("UNION"):
                groups.append(self.read_group())
            return [Union(tuple(groups)) if len(groups) > 1 else groups[0]]
        return list(self._triples())

    def _values(self) -> Values:
        if self.kind == "variable":
            name, rows = self.next(), list[tuple[str | None, ...]]()
            self.need("{")
            while not self.take("}"):
                rows.append((self._constant(),))
            return Values((name,), tuple(rows))
        raise Beyond("VALUES of several variables")

    def _triples(self) -> Iterator[Triple]:
        subject = self._term()
        while True:
            path = self._verb()
            yield Triple(subject, path, self._term())
            while self.take(","):
                yield Triple(subject, path, self._term())
            if not self.take(";"):
                return
            if self.text in (".", "}"):
                return

    def _verb(self) -> Path | Variable:
        return Variable(self.next()) if self.kind == "variable" else self._path()

    def _path(self) -> Path:
        return self._several("|", "alternative", lambda: self._several("/", "sequence", self._step))

    def _several(self, sign: str, kind: str, read: Callable[[], Path]) -> Path:
        parts = [read()]
        while self.take(sign):
            parts.append(read())
        return parts[0] if len(parts) == 1 else Path(kind, tuple(parts))

    def _step(self) -> Path:
        if self.take("^"):
            return Path("inverse", (self._step(),))
        if self.take("("):
            path = self._path()
            self.need(")")
        elif self.take("A"):
            path = Path("property", property=write_term(RDF.type))
        else:
            path = Path("property", property=self._iri())
        return Path("star", (path,)) if self.take("*") else path

    def _term(self) -> Term:
        return Variable(self.next()) if self.kind == "variable" else self._constant()

    def _iri(self) -> str:
        if self.kind == "iri":
            return self.next()
        if self.kind != "name":
            raise Beyond(repr(self.text))
        prefix, _, local = self.next().partition(":")
        # A dot at the end of a name is the end of the statement (SPARQL 1.1, rule 169).
        if local.endswith("."):
            self.at -= 1
            self.tokens[self.at] = ("sign", ".")
            local = local[:-1]
        return write_term(URIRef(self.prefixes[prefix] + local))

    def _constant(self) -> str:
        if self.kind == "text":
            return self._literal()
        if self.kind == "number":
            text = self.next()
            datatype = XSD.decimal if "." in text else XSD.integer
            return write_term(Literal(text, datatype=datatype, normalize=False))
        if self.is_word("TRUE", "FALSE"):
            return write_term(Literal(self.next().lower(), datatype=XSD.boolean, normalize=False))
        return self._iri()

    def _literal(self) -> str:
        text = _ESCAPED.sub(_unescape, self.next()[1:-1])
        if self.kind == "language":
            return write_term(Literal(text, lang=self.next()[1:]))
        if self.take("^^"):
            return write_term(Literal(text, datatype=URIRef(self._iri()[1:-1]), normalize=False))
        return write_term(Literal(text))

    def expression(self) -> Expression:
        return self._chain("||", lambda: self._chain("&&", self._comparison))

    def _chain(self, sign: str, read: Callable[[], Expression]) -> Expression:
        found = read()
        while self.take(sign):
            found = Call(sign, (found, read()))
        return found

    def _comparison(self) -> Expression:
        left = self._primary()
        for sign in ("=", "!=", "<=", ">=", "<", ">"):
            if self.take(sign):
                return Call(sign, (left, self._primary()))
        return left

    def _primary(self) -> Expression:
        if self.take("("):
            found = self.expression()
            self.need(")")
            return found
        if self.take("!"):
            return Call("!", (self._primary(),))
        if self.take("NOT"):
            self.need("EXISTS")
            return Exists(self.read_group(), True)
        if self.take("EXISTS"):
            return Exists(self.read_group(), False)
        if self.kind == "variable":
            return Variable(self.next())
        if self.kind == "word" and not self.is_word("TRUE", "FALSE"):
            return self._call(self.next().upper())
        constant = self._constant()
        return self._call(constant) if constant.startswith("<") and self.text == "(" else constant

    def _call(self, name: str) -> Call:
        if name not in (*_FUNCTIONS, *_AGGREGATES, f"<{XSD.integer}>"):
            raise Beyond(name)
        self.need("(")
        distinct = name in _AGGREGATES and self.take("DISTINCT")
        arguments = [self.expression()]
        while self.take(","):
            arguments.append(self.expression())
        self.need(")")
        return Call(name, tuple(arguments), distinct)


def _unescape(found: re.Match[str]) -> str:
    escaped = found[1]
    return chr(int(escaped[1:], 16)) if escaped[0] in "uU" and len(escaped) > 1 else _LETTERS.get(escaped, escaped)


def is_aggregate(value: Expression | None) -> bool:
    """Whether a column is made from all rows of its group."""
    return isinstance(value, Call) and value.name in _AGGREGATES


@lru_cache(maxsize=4096)
def variables(part: Element | Expression | None) -> frozenset[str]:
    """The variables that a part of a query shares with what stands around it."""
    if isinstance(part, Variable):
        return frozenset({part.name})
    if isinstance(part, Triple):
        return (
            variables(part.subject)
            | variables(part.object)
            | (variables(part.path) if isinstance(part.path, Variable) else frozenset())
        )
    if isinstance(part, Values):
        return frozenset(part.names)
    if isinstance(part, Filter):
        return variables(part.condition)
    if isinstance(part, Bind):
        return variables(part.value) | {part.name}
    if isinstance(part, Optional | Exists):
        return variables(part.group)
    if isinstance(part, Union):
        return frozenset().union(*map(variables, part.groups))
    if isinstance(part, Group):
        return frozenset().union(*map(variables, part.elements))
    if isinstance(part, Select):
        return frozenset(name for name, _ in part.columns)
    if isinstance(part, Call):
        return frozenset().union(*map(variables, part.arguments))
    return frozenset()
