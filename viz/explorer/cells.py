"""Tables as people read them: names that lead somewhere, sources as links to the very words, the fictional marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from queries.table import Table, Value
from viz.explorer.links import Links

#: Columns that are shown with others and not by themselves.
_BESIDE = frozenset({"fictional", "document", "start", "end"})

#: Columns whose value is a part of one, shown as a percentage.
_PARTS = frozenset({"confidence", "part"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, where it leads, and what it is (`label`, `quotation`, `source`, `number`, `state` ...)."""

    text: str
    href: str = ""
    kind: str = "text"
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A table ready to be drawn: names of the columns, their headings, rows of cells."""

    names: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def shown(table: Table, links: Links, *, without: Sequence[str] = (), most: int | None = None) -> Shown:
    """The columns for reading that say anything, each cell with what it leads to."""
    records = list(table)[:most]
    kinds = {column.name: column for column in table.columns}
    names = [name for name in kinds if _is_for_reading(name, kinds[name].kind) and name not in without]
    names = [name for name in names if any(record[name] is not None for record in records)] or names
    rows = tuple(tuple(_cell(record, name, kinds[name].kind, links) for name in names) for record in records)
    return Shown(tuple(names), tuple(kinds[name].heading(table.language) for name in names), rows)


def source_of(record: Mapping[str, Value], links: Links) -> Cell:
    """Where a row of a table was read: the question, leading to the very words."""
    question, document = str(record.get("question") or ""), str(record.get("document") or "")
    href = links.words(str(record.get("documentIri") or ""), record.get("start"), record.get("end"))
    if record.get("start") is None and record.get("answerIri"):
        href = links.to(str(record["answerIri"]))
    return Cell(f"{question} · {document}" if question else document, href, "source")


def _is_for_reading(name: str, kind: str) -> bool:
    return kind != "iri" and name not in _BESIDE and not name.endswith(("Iri", "Term"))


def _cell(record: Mapping[str, Value], name: str, kind: str, links: Links) -> Cell:
    value = record[name]
    if name == "question" and "document" in record:
        return source_of(record, links)
    if value is None:
        return Cell("")
    if isinstance(value, bool):
        return Cell("✓" if value else "", kind="flag")
    if name in _PARTS and isinstance(value, float):
        return Cell(f"{value:.0%}", kind="number")
    if isinstance(value, int | float):
        return Cell(str(value), kind="number")
    is_fictional = name == "state" and record.get("fictional") is True
    return Cell(str(value), _leads_to(record, name, links), "state" if name == "state" else kind, is_fictional)


def _leads_to(record: Mapping[str, Value], name: str, links: Links) -> str:
    for column in (f"{name}Iri", f"{name}Term", *_IRIS.get(name, ())):
        if record.get(column):
            return links.to(str(record[column]))
    return ""


#: Columns that go by the IRI of another.
_IRIS: Mapping[str, tuple[str, ...]] = {
    "paragraphLabel": ("paragraphIri",),
    "areaText": ("areaIri",),
    "questionText": ("questionIri",),
    "code": ("stateIri",),
}


def grouped(records: Sequence[Mapping[str, Value]], name: str) -> Iterator[tuple[Value, list[Mapping[str, Value]]]]:
    """Rows by the value of one column, in the order in which the values first come."""
    found: dict[Value, list[Mapping[str, Value]]] = {}
    for record in records:
        found.setdefault(record[name], []).append(record)
    yield from found.items()
