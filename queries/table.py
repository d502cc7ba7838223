"""What a question gives back: a table of RDF terms with described columns, and its forms for people and programs."""

import csv
import html
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rdflib.namespace import XSD
from rdflib.term import Literal, URIRef

from graph.protocol import Row, Solutions, Term

#: Values as Python and JSON see them.
Value = str | int | float | bool | None

_NUMBERS: dict[URIRef, type[int] | type[float]] = {
    XSD.integer: int,
    XSD.nonNegativeInteger: int,
    XSD.int: int,
    XSD.long: int,
    XSD.decimal: float,
    XSD.double: float,
    XSD.float: float,
}

#: How many characters of a cell a text table shows unless told otherwise.
CELL = 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the variable of the query, its heading by language, and what stands in it.

    `kind` is one of label, text, quotation, number, date, flag, iri. Columns of kind `iri` are for programs: tables for
    people leave them out.
    """

    name: str
    kind: str = "text"
    headings: Mapping[str, str] = field(default_factory=dict)

    def heading(self, language: str = "en") -> str:
        """The heading in a language, else in English, else the name.

        >>> Column("since", headings={"en": "Since"}).heading("fr")
        'Since'
        """
        return self.headings.get(language) or self.headings.get("en") or self.name


def value_of(term: Term | None) -> Value:
    """A term as a plain value: numbers and truth values as such, all else as text.

    >>> value_of(Literal("3", datatype=XSD.integer))
    3
    """
    if term is None:
        return None
    if isinstance(term, Literal) and term.datatype is not None:
        if term.datatype == XSD.boolean:
            return str(term) in ("true", "1")
        if term.datatype in _NUMBERS:
            return _NUMBERS[term.datatype](str(term))
    return str(term)


def _written(term: Term | None) -> str:
    return "" if term is None else str(term)


def _binding(term: Term) -> dict[str, str]:
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    found = {"type": "literal", "value": str(term)}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype is not None:
        found["datatype"] = str(term.datatype)
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of terms under described columns; None where the answer leaves a cell empty."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    language: str = "en"

    @classmethod
    def of(cls, solutions: Solutions) -> "Table":
        """The answer to any SELECT; its variables are the columns."""
        return cls(tuple(Column(name) for name in solutions.variables), tuple(map(tuple, solutions.rows)))

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """Each row as a dictionary of plain values."""
        for row in self.rows:
            yield {column.name: value_of(term) for column, term in zip(self.columns, row, strict=True)}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def terms(self) -> Iterator[dict[str, Term | None]]:
        """Each row as a dictionary of RDF terms."""
        for row in self.rows:
            yield dict(zip(self.names, row, strict=True))

    def column(self, name: str) -> list[Value]:
        """The plain values of one column."""
        at = self.names.index(name)
        return [value_of(row[at]) for row in self.rows]

    def only(self, names: Sequence[str]) -> "Table":
        """The same rows with these columns alone, in this order."""
        places = [self.names.index(name) for name in names]
        rows = tuple(tuple(row[at] for at in places) for row in self.rows)
        return Table(tuple(self.columns[at] for at in places), rows, self.title, self.language)

    def for_reading(self) -> "Table":
        """The table without the columns that are for programs and those that are empty throughout."""
        shown = [
            column.name
            for at, column in enumerate(self.columns)
            if column.kind != "iri" and (not self.rows or any(row[at] is not None for row in self.rows))
        ]
        return self.only(shown) if shown else self

    def to_csv(self) -> str:
        """Comma-separated values in the form of SPARQL 1.1 results: variables first, plain values after."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.names)
        writer.writerows([_written(term) for term in row] for row in self.rows)
        return out.getvalue()

    def to_tsv(self) -> str:
        """Tab-separated terms in the form of SPARQL 1.1 results, nothing lost."""
        lines = ["\t".join(f"?{name}" for name in self.names)]
        for row in self.rows:
            cells = ("" if term is None else term.n3().replace("\t", "\\t").replace("\n", "\\n") for term in row)
            lines.append("\t".join(cells))
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """A plain array of objects, one for each row."""
        return json.dumps(list(self), ensure_ascii=False, indent=2)

    def to_results_json(self) -> str:
        """SPARQL 1.1 query results in JSON, nothing lost."""
        bindings = [
            {name: _binding(term) for name, term in zip(self.names, row, strict=True) if term is not None}
            for row in self.rows
        ]
        found = {"head": {"vars": list(self.names)}, "results": {"bindings": bindings}}
        return json.dumps(found, ensure_ascii=False)

    def _headings(self) -> list[str]:
        return [column.heading(self.language) for column in self.columns]

    def to_markdown(self) -> str:
        """A pipe table of the columns for reading."""
        shown = self.for_reading()
        lines = ["| " + " | ".join(shown._headings()) + " |", "|" + " --- |" * len(shown.columns)]
        for row in shown.rows:
            cells = (_one_line(_written(term)).replace("\\", "\\\\").replace("|", "\\|") for term in row)
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join(lines) + "\n"

    def to_text(self, *, cell: int = CELL) -> str:
        """Aligned plain text of the columns for reading; longer cells are cut at `cell` characters."""
        shown = self.for_reading()
        lines = [shown._headings()] + [[_cut(_one_line(_written(term)), cell) for term in row] for row in shown.rows]
        widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
        lines.insert(1, ["-" * width for width in widths])
        rows = ("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
        return "\n".join(rows) + "\n"

    def _repr_html_(self) -> str:
        """The columns for reading as an HTML table; everything from documents is escaped."""
        shown = self.for_reading()
        head = "".join(f"<th>{html.escape(heading)}</th>" for heading in shown._headings())
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(_written(term))}</td>" for term in row) + "</tr>" for row in shown.rows
        )
        caption = f"<caption>{html.escape(self.title)}</caption>" if self.title else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
