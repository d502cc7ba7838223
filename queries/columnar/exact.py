"""Which queries the columns answer exactly as the database does, whoever wrote them.

Groups are evaluated with what is known around them, SPARQL from the inside out: the two give the same only where no
part of a group asks about what it does not itself bind. Whatever may differ is refused by name, and is the database's.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from rdflib.namespace import XSD

from graph.columns import is_odd
from queries.columnar.tree import (
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
    is_aggregate,
    parts_of,
    variables,
)

#: Expressions that XPath, the database and Python read alike, and those without regard to case over which they agree.
_SHARED = re.compile(r"\^?(?:(?:[\w ,'-]|\.|\[\w+\])[*+?]?|\|)*\$?")
_SHARED_WITHOUT_CASE = re.compile(r"\^?(?:[A-Za-z0-9_ ,'-]|\.\*|\|)*\$?")
_REPEATED = re.compile(r"[*+?]")
_TEXT = re.compile(r'"([^"\\]*)"')
#: What is held for each row grows with the patterns.
_MOST_PATTERNS = 32
#: Functions whose results are left to the database: its rules for them have corners that ours were not held to.
_LEFT = ("SUBSTR", "REPLACE", "SUM", "MIN", "MAX", f"<{XSD.integer}>")


def check(query: Select | Ask) -> None:
    """Refuse what the columns may answer otherwise than the database."""
    bound = Counter(name for leaf in _leaves(query.where) for name in variables(leaf))
    if len(list(_leaves(query.where))) > _MOST_PATTERNS:
        raise Beyond("so many patterns")
    _check_group(query.where, bound, frozenset(), is_outermost=True)
    if isinstance(query, Select):
        _check_head(query)


def properties(query: Select | Ask) -> set[str]:
    """The properties that a query asks about."""
    return {name for triple in _triples(query.where) for name in _properties(triple.path)}


def _check_head(query: Select) -> None:
    known, names = in_scope(query.where), [name for name, _ in query.columns]
    made = [name for name, value in query.columns if value is not None]
    if len(set(names)) < len(names) or known & set(made):
        raise Beyond("a column that is there already")
    if query.group_by or any(is_aggregate(value) for _, value in query.columns):
        _check_grouped(query)
    before: set[str] = set()
    for name, value in query.columns:
        if value is not None:
            _check_expression(value, allows_count=True)
            if variables(value) & before:
                raise Beyond("a column made of one that is made")
            before.add(name)
    for value, _ in query.order_by:
        if not isinstance(value, Variable):
            raise Beyond("an order by what is made")
        if query.is_distinct and value.name not in names:
            raise Beyond("an order by what is not shown, of different rows")


def _check_grouped(query: Select) -> None:
    keys = set(query.group_by)
    for name, value in query.columns:
        if value is None and name not in keys:
            raise Beyond(f"?{name} of many")
        if value is not None and not (isinstance(value, Call) and value.name == "COUNT"):
            raise Beyond("a column made of a group")
        if isinstance(value, Call) and not all(isinstance(one, Variable) for one in value.arguments):
            raise Beyond("a count of what is made")
    shown = {name for name, _ in query.columns}
    if any(not variables(value) <= keys | shown for value, _ in query.order_by):
        raise Beyond("an order of groups by what differs in them")


def _check_group(group: Group, bound: Counter[str], around: frozenset[str], *, is_outermost: bool = False) -> None:
    """`bound` says how often each variable is bound in the whole query; `around` are those that filters may ask about
    since they are bound in any case around the group.
    """
    known: set[str] = set()
    before: set[str] = set()
    perhaps: set[str] = set()
    for element in group.elements:
        if isinstance(element, Triple):
            _check_triple(element, group)
        elif isinstance(element, Optional):
            _check_optional(element.group, bound, frozenset(known))
            perhaps |= in_scope(element)
        elif isinstance(element, Union):
            for one in element.groups:
                _check_group(one, bound, frozenset())
        elif isinstance(element, Group):
            _check_group(element, bound, frozenset())
        elif isinstance(element, Bind):
            _check_bind(element, known, before, is_outermost)
        elif isinstance(element, Values):
            _check_constants(cell for row in element.rows for cell in row)
        elif not isinstance(element, Filter):
            raise Beyond("a query in a query")
        known |= _certain(element)
        before |= in_scope(element)
    for element in group.elements:
        if isinstance(element, Filter):
            _check_filter(element.condition, known | perhaps | around, known, is_outermost)


def _check_optional(group: Group, bound: Counter[str], known: frozenset[str]) -> None:
    """An optional group is asked about what is known before it: what else it shares with the rest would be joined
    before in one way and after in the other.
    """
    inside = Counter(name for leaf in _leaves(group) for name in variables(leaf))
    if any(bound[name] > count and name not in known for name, count in inside.items()):
        raise Beyond("OPTIONAL of what is bound elsewhere")
    _check_group(group, bound, known)


def _check_bind(element: Bind, known: set[str], before: set[str], is_outermost: bool) -> None:
    if not is_outermost or element.name in before:
        raise Beyond("BIND of this")
    if not variables(element.value) <= known:
        raise Beyond("BIND of what may be unbound")
    _check_expression(element.value)


def _check_filter(condition: Expression, usable: set[str], known: set[str], is_outermost: bool) -> None:
    for part in parts_of(condition):
        if isinstance(part, Exists):
            _check_exists(part, known)
        elif isinstance(part, Variable) and not is_outermost and part.name not in usable:
            raise Beyond(f"a condition on ?{part.name}, which is not of its group")
    _check_expression(condition, allows_exists=True)


def _check_exists(asked: Exists, known: set[str]) -> None:
    """Only plain patterns: into deeper groups an engine may or may not carry what is known around them."""
    inside: set[str] = set()
    for element in asked.group.elements:
        if isinstance(element, Triple):
            _check_triple(element, asked.group)
            inside |= variables(element)
        elif not isinstance(element, Filter) or any(isinstance(one, Exists) for one in parts_of(element.condition)):
            raise Beyond("EXISTS of groups")
    for element in asked.group.elements:
        if isinstance(element, Filter):
            _check_filter(element.condition, inside | known, set(), False)


def _check_triple(triple: Triple, group: Group) -> None:
    if isinstance(triple.path, Variable):
        raise Beyond(f"any property as ?{triple.path.name}")
    if isinstance(triple.subject, str) and not triple.subject.startswith("<"):
        raise Beyond("a literal as subject")
    _check_constants((triple.object,))
    if _is_long(triple.path):
        # Where both ends are open, no step leads from everything there is to itself.
        plain = set().union(*(variables(one) for one in group.elements if _is_plain(one)))
        if not any(isinstance(end, str) or end.name in plain for end in (triple.subject, triple.object)):
            raise Beyond("a path of any length between unknown ends")


def _check_constants(terms: Iterable[Term | None]) -> None:
    """The database reads some values in other words than they are written in: "01"^^xsd:int is 1 to it."""
    for term in terms:
        if isinstance(term, str) and is_odd(term):
            raise Beyond(f"the value {term}")


def _is_plain(element: Element) -> bool:
    return isinstance(element, Triple) and isinstance(element.path, Path) and not _is_long(element.path)


def _is_long(path: Path) -> bool:
    return path.kind == "star" or any(map(_is_long, path.parts))


def _check_expression(value: Expression, *, allows_count: bool = False, allows_exists: bool = False) -> None:
    for part in parts_of(value):
        _check_constants((part,) if isinstance(part, str) else ())
        if isinstance(part, Exists) and not allows_exists:
            raise Beyond("EXISTS outside FILTER")
        if not isinstance(part, Call):
            continue
        is_counting = part.name == "COUNT"
        if part.name in _LEFT or (is_counting and (part is not value or not allows_count)):
            raise Beyond(part.name)
        if part.name in ("<", ">") and len({one.name if isinstance(one, Call) else one for one in part.arguments}) == 1:
            # Made alike of the same, two sides count as one value here, also where making them is an error.
            raise Beyond(f"{part.name} between what is made alike")
        if part.name == "REGEX":
            _check_search(*part.arguments[1:])


def _check_search(pattern: Expression, flags: Expression = '""') -> None:
    written = _TEXT.fullmatch(pattern) if isinstance(pattern, str) else None
    shared = {'""': _SHARED, '"i"': _SHARED_WITHOUT_CASE}.get(flags) if isinstance(flags, str) else None
    # Python tries one way after the other, and several of these have too many.
    if written is None or shared is None or not shared.fullmatch(written[1]) or len(_REPEATED.findall(written[1])) > 1:
        raise Beyond(f"REGEX by {pattern}")


def _certain(element: Element) -> frozenset[str]:
    """The variables that are bound in every solution of an element."""
    if isinstance(element, Union):
        return frozenset.intersection(*map(_certain, element.groups))
    if isinstance(element, Group):
        return frozenset().union(*map(_certain, element.elements))
    return variables(element) if isinstance(element, Triple | Values) else frozenset()


def _leaves(group: Group) -> Iterator[Triple | Values | Bind]:
    """All that binds variables, in the groups of the query."""
    for element in group.elements:
        if isinstance(element, Triple | Values | Bind):
            yield element
        else:
            for inner in _inner(element):
                yield from _leaves(inner)


def _inner(element: Element) -> Iterable[Group]:
    if isinstance(element, Optional):
        return (element.group,)
    if isinstance(element, Union):
        return element.groups
    return (element,) if isinstance(element, Group) else ()


def _triples(group: Group) -> Iterator[Triple]:
    """All patterns, those of conditions too."""
    for element in group.elements:
        if isinstance(element, Triple):
            yield element
        elif isinstance(element, Filter):
            for part in parts_of(element.condition):
                if isinstance(part, Exists):
                    yield from _triples(part.group)
        else:
            for inner in _inner(element):
                yield from _triples(inner)


def _properties(path: Path | Variable) -> Iterator[str]:
    if isinstance(path, Path):
        if path.property:
            yield path.property
        for part in path.parts:
            yield from _properties(part)
