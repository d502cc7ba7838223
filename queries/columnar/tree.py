"""A query as a tree: the part of SPARQL that columns are asked in."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ontology.errors import PrevgraphError

AGGREGATES = ("COUNT", "SUM", "MIN", "MAX")


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
    """A SELECT: each column with the expression that makes it, if any does; `limit` is None where all are given."""

    columns: tuple[tuple[str, Expression | None], ...]
    is_distinct: bool
    where: Group
    group_by: tuple[str, ...] = ()
    order_by: tuple[tuple[Expression, bool], ...] = ()
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """Whether a group has a solution at all."""

    where: Group


Element = Triple | Values | Filter | Bind | Optional | Union | Group | Select


def parts_of(expression: Expression) -> Iterator[Expression]:
    """An expression and all that it is made of."""
    yield expression
    if isinstance(expression, Call):
        for argument in expression.arguments:
            yield from parts_of(argument)


def is_aggregate(value: Expression | None) -> bool:
    """Whether a column is made from all rows of its group."""
    return isinstance(value, Call) and value.name in AGGREGATES


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


def in_scope(part: Element) -> frozenset[str]:
    """The variables that a part of a query may bind (SPARQL 1.1, section 18.2.1)."""
    if isinstance(part, Filter):
        return frozenset()
    if isinstance(part, Bind):
        return frozenset({part.name})
    if isinstance(part, Optional):
        return in_scope(part.group)
    if isinstance(part, Union):
        return frozenset().union(*map(in_scope, part.groups))
    return frozenset().union(*map(in_scope, part.elements)) if isinstance(part, Group) else variables(part)
