"""Small graphs and queries as strangers might write them, made at random from a seed: wider than columns answer."""

from collections.abc import Sequence
from random import Random

A = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
_THINGS = [f"<{A}s{number}>" for number in range(6)]
_STRINGS = ['"a"', '"b"', '"a b"', '"B"', '""', '"a"@en', '"a"@fr', '"b"@en-gb', '"Éa"@fr', '"a\\"\\\\\\n"', '"ſK"']
_NUMBERS = ["0", "1", "1.0", "2", "10", "30", "0.5", "2.50"]
_DAYS = [f'"2004-01-01"^^<{XSD}date>', f'"2004-06-30"^^<{XSD}date>', f'"1999"^^<{XSD}gYear>', f'"2004"^^<{XSD}gYear>']
_OTHERS = ["true", "false", '"x"^^<http://example.org/kind>', '"y"^^<http://example.org/kind>']
_ODD = [
    f'"1"^^<{XSD}int>',
    "1.5e0",
    f'"2004-01-01Z"^^<{XSD}date>',
    f'"one"^^<{XSD}integer>',
    "_:b",
    "99999999999999999999",
]
_ODD_VALUES = [value for value in _ODD if not value.startswith("_:")]
#: Which objects a property has: things for the first two, then ever more kinds of literals.
_OBJECTS = [
    _THINGS,
    _THINGS,
    _STRINGS,
    _NUMBERS,
    _DAYS,
    _STRINGS + _THINGS,
    _STRINGS + _NUMBERS + _DAYS + _OTHERS,
    _ODD,
]
_PROPERTIES = [f"<{A}p{number}>" for number in range(len(_OBJECTS))]
_VARIABLES = ["?a", "?b", "?c", "?d"]


def make_graphs(random: Random, names: Sequence[str]) -> dict[str, list[str]]:
    """What graphs of these names say, in Turtle; the same statement may stand in several."""
    said: dict[str, list[str]] = {name: [] for name in names}
    for _ in range(random.randint(10, 60)):
        number = random.randrange(len(_PROPERTIES))
        line = f"{random.choice(_THINGS)} {_PROPERTIES[number]} {random.choice(_OBJECTS[number])} ."
        for name in random.sample(names, min(len(names), random.choice((1, 1, 2)))):
            said[name].append(line)
    return said


def filling(random: Random) -> str:
    """An update that fills a store, the graph without a name too."""
    graphs = make_graphs(random, ["", *(f"{A}g{number}" for number in range(3))])
    parts = (f"GRAPH <{name}> {{ {' '.join(lines)} }}" if name else " ".join(lines) for name, lines in graphs.items())
    return f"INSERT DATA {{ {' '.join(parts)} }}"


class Stranger:
    """Writes queries: `query` gives one without and the same with a LIMIT, and the variables it is ordered by."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def query(self) -> tuple[str, str, list[str]]:
        chance = self._random.random
        where = self._group(2)
        if chance() < 0.08:
            return f"ASK {where}", "", []
        names = sorted(self._random.sample(_VARIABLES, self._random.randint(1, 4)))
        if chance() < 0.15:
            return self._counted(where, names)
        head = "*" if chance() < 0.2 else " ".join(names)
        if chance() < 0.1:
            head = f"{' '.join(names)} ({self._expression(1)} AS ?made)"
        distinct = "DISTINCT " if chance() < 0.25 else ""
        keys = self._random.sample(_VARIABLES, self._random.randint(1, 2)) if chance() < 0.4 else []
        signs = [self._random.choice(("{}", "ASC({})", "DESC({})")).format(key) for key in keys]
        order = f" ORDER BY {' '.join(signs)}" if keys else ""
        return f"SELECT {distinct}{head} WHERE {where}{order}", self._part(), keys

    def _counted(self, where: str, names: list[str]) -> tuple[str, str, list[str]]:
        keys = names[: self._random.randint(0, 2)]
        what = self._random.choice(("*", "DISTINCT ?a", "?b", "DISTINCT ?c", "?d"))
        group = f" GROUP BY {' '.join(keys)}" if keys else ""
        order = " ORDER BY ?n" if self._random.random() < 0.3 else ""
        return f"SELECT {' '.join(keys)} (COUNT({what}) AS ?n) {{ {where} }}{group}{order}", "", ["?n"] if order else []

    def _part(self) -> str:
        if self._random.random() < 0.7:
            return ""
        return self._random.choice((" LIMIT 3", " LIMIT 0", " OFFSET 2", " LIMIT 2 OFFSET 1", " OFFSET 1 LIMIT 4"))

    def _group(self, depth: int) -> str:
        parts = [self._triples() for _ in range(self._random.randint(1, 2))]
        for _ in range(self._random.choice((0, 0, 1, 1, 2))):
            parts.insert(self._random.randint(0, len(parts)), self._other(depth))
        if self._random.random() < 0.4:
            parts.append(f"FILTER({self._condition(2)})")
        return "{ " + " ".join(parts) + " }"

    def _other(self, depth: int) -> str:
        kinds = ["values", "bind", "exists"] * 2 + ["any"]
        kind = self._random.choice(
            ["optional"] * 7 + ["union"] * 4 + ["group", "minus", "select", *kinds] if depth else kinds
        )
        if kind == "optional":
            return f"OPTIONAL {self._group(depth - 1)}"
        if kind == "union":
            return f"{self._group(depth - 1)} UNION {self._group(depth - 1)}"
        if kind == "group":
            return self._group(depth - 1)
        if kind == "minus":
            return f"MINUS {self._group(depth - 1)}"
        if kind == "select":
            return f"{{ SELECT ?a ?b {self._group(depth - 1)} }}"
        if kind == "values":
            cells = " ".join(self._constant() for _ in range(self._random.randint(0, 3)))
            return f"VALUES {self._random.choice(_VARIABLES)} {{ {cells} }}"
        if kind == "bind":
            return f"BIND({self._expression(1)} AS ?made)"
        if kind == "exists":
            return f"FILTER {self._random.choice(('', 'NOT '))}EXISTS {{ {self._triples()} }}"
        return f"{self._end()} ?any {self._end()} ."

    def _triples(self) -> str:
        return f"{self._end(things=True)} {self._path(2)} {self._end()} ."

    def _end(self, *, things: bool = False) -> str:
        if self._random.random() < 0.8:
            return self._random.choice(_VARIABLES)
        return self._random.choice([*_THINGS, f"<{A}nowhere>"]) if things else self._constant()

    def _constant(self) -> str:
        usual = (_THINGS, _STRINGS, _NUMBERS, _DAYS, _OTHERS, [f"<{A}nowhere>"])
        return self._random.choice(self._random.choice((*usual * 4, _ODD_VALUES)))

    def _path(self, depth: int) -> str:
        one = self._random.choice(_PROPERTIES)
        if not depth or self._random.random() < 0.7:
            return one
        inner = f"({self._path(depth - 1)})"
        signs = ("^{0}", "{0}/{1}", "{0}|{1}", f"{_PROPERTIES[0]}*", f"{_PROPERTIES[1]}*", "(^{1})*", f"{{0}}/{one}*")
        return self._random.choice([*signs * 3, "{0}+"]).format(inner, one)

    def _condition(self, depth: int) -> str:
        chance = self._random.random()
        if depth and chance < 0.3:
            one, other = self._condition(depth - 1), self._condition(depth - 1)
            return self._random.choice((f"{one} && {other}", f"({one}) || {other}", f"!({one})"))
        sign = self._random.choice(("=", "!=", "<", ">", "<=", ">="))
        variable, text = self._random.choice(_VARIABLES), self._random.choice(_STRINGS)
        return self._random.choice(
            (
                f"BOUND({variable})",
                f"{self._expression(1)} {sign} {self._expression(1)}",
                f"{self._expression(1)} {sign} {self._expression(1)}",
                f"CONTAINS({self._expression(1)}, {text})",
                f"STRSTARTS({variable}, {text})",
                f"STRENDS(STR({variable}), {text})",
                f'LANGMATCHES(LANG({variable}), "{self._random.choice(("en", "EN-gb", "*", "fr"))}")',
                f'REGEX({variable}, "{self._random.choice(("a", "^a", "b$", "a.b", "[ab]+", "é"))}")',
                f'REGEX(STR({variable}), "{self._random.choice(("A", "^a b$", "s.*k", "example", "É"))}", "i")',
                f"{variable} {self._random.choice(('', 'NOT '))}IN ({self._constant()}, {self._expression(0)})",
                f"{self._random.choice(('isIRI', 'isLiteral', 'isURI'))}({variable})",
                self._expression(1),
            )
        )

    def _expression(self, depth: int) -> str:
        if not depth or self._random.random() < 0.6:
            return self._random.choice((self._random.choice(_VARIABLES), self._constant()))
        inner, other = self._expression(depth - 1), self._expression(depth - 1)
        forms = ("STR({0})", "LANG({0})", "LCASE({0})", "STRLEN({0})", "CONCAT({0}, {1})", "COALESCE({0}, {1})",
                 "IF({0} = {1}, {0}, {1})", "({0} < {1})", "STRLEN(STR({0}))", "UCASE({0})", "({0} + {1})")  # fmt: skip
        return self._random.choice([*forms[:-2] * 3, *forms]).format(inner, other)
