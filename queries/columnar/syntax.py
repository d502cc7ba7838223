"""A query read into a tree. Only what every engine reads alike is read; whatever is beyond it is refused by name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rdflib.namespace import RDF, XSD

from graph.lines import write_iri, write_text, write_value
from queries.columnar.tokens import Tokens, tokens
from queries.columnar.tree import (
    AGGREGATES,
    Ask,
    Beyond,
    Bind,
    Call,
    Element,
    Exists,
    Expression,
    Filter,
    Group,
    Optional,
    Path,
    Select,
    Term,
    Triple,
    Union,
    Values,
    Variable,
    in_scope,
)

#: IRIs that are the same before and after they are resolved (RFC 3986, section 5.2.4).
_ABSOLUTE = re.compile(
    r"<(?!.*/\.)(?:https?://[A-Za-z0-9.-]+(?::\d+)?(?=[/?#>])|urn:[A-Za-z0-9][A-Za-z0-9-]*:)"
    r"(?:[\w~!$&'()*+,;=:@/?.-]|%[0-9A-Fa-f]{2})*(?:\#(?:[\w~!$&'()*+,;=:@/?.-]|%[0-9A-Fa-f]{2})*)?>"
)
_ESCAPED = re.compile(r"\\(.)")
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_STRING = str(XSD.string)
_MANY = 1 << 10
#: How many arguments a function takes, at least and at most.
_FUNCTIONS = {
    "BOUND": (1, 1),
    "IF": (3, 3),
    "COALESCE": (1, _MANY),
    "STR": (1, 1),
    "LANG": (1, 1),
    "LANGMATCHES": (2, 2),
    "LCASE": (1, 1),
    "CONTAINS": (2, 2),
    "REGEX": (2, 3),
    "STRSTARTS": (2, 2),
    "STRENDS": (2, 2),
    "CONCAT": (1, _MANY),
    "SUBSTR": (2, 3),
    "STRLEN": (1, 1),
    "REPLACE": (3, 3),
    "ISIRI": (1, 1),
    "ISLITERAL": (1, 1),
    f"<{XSD.integer}>": (1, 1),
    **dict.fromkeys(AGGREGATES, (1, 1)),
}


@lru_cache(maxsize=256)
def read_query(text: str) -> Select:
    """The tree of a SELECT."""
    found = read(text)
    if isinstance(found, Ask):
        raise Beyond("ASK where SELECT was awaited")
    return found


def read(text: str) -> Select | Ask:
    """The tree of a SELECT or an ASK."""
    reader = _Reader(list(tokens(text)))
    try:
        reader.read_prologue()
        query = Ask(reader.read_where()) if reader.take("ASK") else reader.read_select()
    except RecursionError:
        raise Beyond("so many groups in groups") from None
    reader.expect_end()
    return query


@dataclass(slots=True)
class _Reader(Tokens):
    prefixes: dict[str, str] = field(default_factory=dict)

    def read_prologue(self) -> None:
        while self.take("PREFIX"):
            name = self.need_kind("name")
            if not name.endswith(":"):
                raise Beyond(name)
            self.prefixes[name[:-1]] = _absolute(self.need_kind("iri"))[1:-1]

    def read_where(self) -> Group:
        self.take("WHERE")
        return self.read_group()

    def read_select(self) -> Select:
        self.need("SELECT")
        distinct = self.take("DISTINCT")
        columns: list[tuple[str, Expression | None]] = []
        is_all = self.take("*")
        while not is_all and (self.kind == "variable" or self.is_sign("(")):
            columns.append(self._column())
        where = self.read_where()
        if is_all:
            # The standard leaves the order of the columns open; this is the store's.
            columns = [(name, None) for name in sorted(in_scope(where))]
        elif not columns:
            raise Beyond("no columns")
        group_by = tuple(self._grouping())
        if is_all and group_by:
            raise Beyond("GROUP BY of all columns")
        return Select(tuple(columns), distinct, where, group_by, tuple(self._ordering()), *self._part())

    def _grouping(self) -> Iterator[str]:
        if self.take("GROUP"):
            self.need("BY")
            yield self.need_kind("variable")
            while self.kind == "variable":
                yield self.next()

    def _ordering(self) -> Iterator[tuple[Expression, bool]]:
        if self.take("ORDER"):
            self.need("BY")
            yield self._order()
            while self.kind == "variable" or self.is_word("ASC", "DESC"):
                yield self._order()

    def _part(self) -> tuple[int | None, int]:
        """LIMIT and OFFSET, in either order."""
        found: dict[str, int] = {}
        while self.is_word("LIMIT", "OFFSET"):
            word, number = self.next().upper(), self.need_kind("number")
            if word in found or not number.isdigit() or len(number) > 9:
                raise Beyond(f"{word} {number}")
            found[word] = int(number)
        return found.get("LIMIT"), found.get("OFFSET", 0)

    def _column(self) -> tuple[str, Expression | None]:
        return (self.next(), None) if self.kind == "variable" else self._made()

    def _made(self) -> tuple[str, Expression]:
        self.need("(")
        value = self.expression()
        self.need("AS")
        name = self.need_kind("variable")
        self.need(")")
        return name, value

    def _order(self) -> tuple[Expression, bool]:
        if self.kind == "variable":
            return Variable(self.next()), False
        if not self.is_word("ASC", "DESC"):
            raise Beyond(f"an order by {self.text!r}")
        descending = self.next().upper() == "DESC"
        self.need("(")
        value = self.expression()
        self.need(")")
        return value, descending

    def read_group(self) -> Group:
        self.need("{")
        if self.is_word("SELECT"):
            inner = self.read_select()
            self.need("}")
            return Group((inner,))
        elements: list[Element] = []
        wants_stop = False
        while not self.take("}"):
            other = self._no_triples()
            if other is not None:
                elements.append(other)
                self.take(".")
                wants_stop = False
            elif wants_stop:
                raise Beyond(f"{self.text!r} where a full stop was awaited")
            else:
                elements += self._triples()
                wants_stop = not self.take(".")
        return Group(tuple(elements))

    def _no_triples(self) -> Element | None:
        if self.take("OPTIONAL"):
            return Optional(self.read_group())
        if self.take("FILTER"):
            if not self.is_sign("(") and (self.kind != "word" or self.text in ("true", "false")):
                raise Beyond(f"FILTER {self.text}")
            return Filter(self._primary())
        if self.take("BIND"):
            return Bind(*self._made())
        if self.take("VALUES"):
            return self._values()
        if self.is_sign("{"):
            groups = [self.read_group()]
            while self.take("UNION"):
                groups.append(self.read_group())
            return Union(tuple(groups)) if len(groups) > 1 else groups[0]
        return None

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
            if self.is_sign(".", "}"):
                return

    def _verb(self) -> Path | Variable:
        return Variable(self.next()) if self.kind == "variable" else self._path()

    def _path(self) -> Path:
        return self._several("|", "alternative", lambda: self._several("/", "sequence", self._step))

    def _several(self, sign: str, kind: str, read_one: Callable[[], Path]) -> Path:
        parts = [read_one()]
        while self.take(sign):
            parts.append(read_one())
        return parts[0] if len(parts) == 1 else Path(kind, tuple(parts))

    def _step(self) -> Path:
        if self.take("^"):
            return Path("inverse", (self._step(),))
        if self.take("("):
            path = self._path()
            self.need(")")
        elif self.kind == "word" and self.text == "a":
            self.at += 1
            path = Path("property", property=write_iri(RDF.type))
        else:
            path = Path("property", property=self._iri())
        return Path("star", (path,)) if self.take("*") else path

    def _term(self) -> Term:
        return Variable(self.next()) if self.kind == "variable" else self._constant()

    def _iri(self) -> str:
        if self.kind == "iri":
            return _absolute(self.next())
        prefix, _, local = self.need_kind("name").partition(":")
        if prefix not in self.prefixes:
            raise Beyond(f"the prefix {prefix}: which is not declared")
        return write_iri(self.prefixes[prefix] + local)

    def _constant(self) -> str:
        if self.kind == "text":
            return self._literal()
        if self.kind == "number":
            text = self.next()
            datatype = XSD.decimal if "." in text else XSD.integer
            return write_value(text, datatype)
        if self.kind == "word" and self.text in ("true", "false"):
            return write_value(self.next(), XSD.boolean)
        return self._iri()

    def _literal(self) -> str:
        text = _ESCAPED.sub(_unescape, self.next()[1:-1])
        if self.kind == "language":
            return write_text(text, self.next()[1:])
        datatype = self._iri()[1:-1] if self.take("^^") else _STRING
        return write_text(text) if datatype == _STRING else write_value(text, datatype)

    def expression(self) -> Expression:
        return self._chain("||", lambda: self._chain("&&", self._comparison))

    def _chain(self, sign: str, read_one: Callable[[], Expression]) -> Expression:
        found = read_one()
        while self.take(sign):
            found = Call(sign, (found, read_one()))
        return found

    def _comparison(self) -> Expression:
        left = self._primary()
        for sign in ("=", "!=", "<=", ">=", "<", ">"):
            if self.take(sign):
                return Call(sign, (left, self._primary()))
        if self.take("NOT"):
            self.need("IN")
            return Call("!", (self._one_of(left),))
        return self._one_of(left) if self.take("IN") else left

    def _one_of(self, left: Expression) -> Expression:
        """Equal to this or that (SPARQL 1.1, section 17.4.1.9)."""
        self.need("(")
        found: Expression = Call("=", (left, self.expression()))
        while self.take(","):
            found = Call("||", (found, Call("=", (left, self.expression()))))
        self.need(")")
        return found

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
        if self.kind == "word" and self.text not in ("true", "false"):
            return self._call(self.next().upper())
        constant = self._constant()
        return self._call(constant) if constant.startswith("<") and self.is_sign("(") else constant

    def _call(self, name: str) -> Call:
        name = "ISIRI" if name == "ISURI" else name
        if name not in _FUNCTIONS:
            raise Beyond(name)
        self.need("(")
        distinct = name in AGGREGATES and self.take("DISTINCT")
        if name == "COUNT" and not distinct and self.take("*"):
            self.need(")")
            return Call(name, ())
        arguments = [self.expression()]
        while self.take(","):
            arguments.append(self.expression())
        self.need(")")
        fewest, most = _FUNCTIONS[name]
        is_known = name != "BOUND" or isinstance(arguments[0], Variable)
        if not fewest <= len(arguments) <= most or not is_known:
            raise Beyond(f"{name} of these {len(arguments)}")
        return Call(name, tuple(arguments), distinct)


def _absolute(iri: str) -> str:
    if not _ABSOLUTE.fullmatch(iri):
        raise Beyond(f"the address {iri}")
    return iri


def _unescape(found: re.Match[str]) -> str:
    return _LETTERS.get(found[1], found[1])
