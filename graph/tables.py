"""Graphs as tables for a spreadsheet or a data frame: what is named, how it is related, what was answered.

CSV comes with a description of its columns (CSV on the Web, `csv-metadata.json`).
"""

import csv
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.term import URIRef

from graph.model import Object
from graph.protocol import Store
from ontology.errors import PrevgraphError
from ontology.terms import PG

_OA = "http://www.w3.org/ns/oa#"
_ELI_NUMBER = URIRef("http://data.europa.eu/eli/ontology#number")

#: The columns of each table; a name after a colon is the datatype where it is not a text.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "entities": (
            "iri:anyURI", "kind", "label", "language", "other_names", "state", "established", "adopted", "period_start",
            "period_end", "level", "number", "frequency", "confidence:decimal",
        ),
        "relations": (
            "claim:anyURI", "subject:anyURI", "subject_label", "predicate", "object:anyURI", "object_label", "state",
            "round", "item", "quote", "start:integer", "end:integer", "confidence:decimal", "method", "review",
        ),
        "answers": (
            "iri:anyURI", "state", "round", "item", "mark", "implied", "contradiction:boolean", "text", "language",
            "start:integer", "end:integer",
        ),
    }
)  # fmt: skip

Row = dict[str, str]


class NoParquet(PrevgraphError):
    """Parquet files need a library that is not installed."""

    message = "Parquet files need polars, which is not installed: pip install 'preventiongraph[parquet]'"


@dataclass(frozen=True, slots=True)
class _Graph:
    """The statements of one graph, by subject and property."""

    objects: Mapping[URIRef, Mapping[URIRef, list[Object]]]

    def all(self, subject: URIRef, predicate: URIRef) -> list[Object]:
        return sorted(self.objects.get(subject, {}).get(predicate, ()))

    def one(self, subject: URIRef, predicate: URIRef) -> Object | None:
        return next(iter(self.all(subject, predicate)), None)

    def text(self, subject: URIRef, predicate: URIRef) -> str:
        found = self.one(subject, predicate)
        return "" if found is None else str(found)

    def of_class(self, class_: URIRef) -> Iterator[URIRef]:
        return iter(sorted(s for s, said in self.objects.items() if class_ in said.get(RDF.type, ())))


def read_tables(store: Store, graphs: Sequence[URIRef]) -> Mapping[str, list[Row]]:
    """The rows of each table, in the order of graphs and IRIs; every cell a text."""
    labels = _Labels(store)
    tables: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for name in graphs:
        graph = _read(store, name)
        labels.add(graph)
        tables["entities"] += _entities(graph)
        tables["relations"] += _relations(graph, labels)
        tables["answers"] += _answers(graph)
    return tables


def _read(store: Store, name: URIRef) -> _Graph:
    objects: defaultdict[URIRef, defaultdict[URIRef, list[Object]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in store.statements(name):
        objects[subject][predicate].append(object_)
    return _Graph(objects)


class _Labels:
    """English labels of everything known so far, those of paragraphs and groups from the start."""

    def __init__(self, store: Store) -> None:
        self._known: dict[URIRef, str] = {}
        for name in store.graphs():
            if name.endswith(("/graph/guidelines", "/graph/reference")):
                self.add(_read(store, name))

    def add(self, graph: _Graph) -> None:
        for subject in graph.objects:
            labels = graph.all(subject, SKOS.prefLabel) or graph.all(subject, RDFS.label)
            if labels:
                english = (label for label in labels if getattr(label, "language", None) == "en")
                self._known[subject] = str(next(english, labels[0]))

    def __getitem__(self, thing: object) -> str:
        return self._known.get(thing, _last(thing)) if isinstance(thing, URIRef) else str(thing)


def _entities(graph: _Graph) -> Iterator[Row]:
    for subject in sorted(s for s, said in graph.objects.items() if PG.mentionedIn in said):
        label = graph.one(subject, SKOS.prefLabel)
        kinds = [_last(kind) for kind in graph.all(subject, RDF.type)]
        yield {
            "iri": subject,
            "kind": " | ".join(kinds),
            "label": graph.text(subject, SKOS.prefLabel),
            "language": getattr(label, "language", None) or "",
            "other_names": " | ".join(map(str, graph.all(subject, SKOS.altLabel))),
            "state": _last(graph.text(subject, PG.state)),
            "established": graph.text(subject, PG.established),
            "adopted": graph.text(subject, PG.adoptedOn),
            "period_start": graph.text(subject, PG.periodStart),
            "period_end": graph.text(subject, PG.periodEnd),
            "level": _last(graph.text(subject, PG.level)),
            "number": graph.text(subject, _ELI_NUMBER),
            "frequency": graph.text(subject, PG.frequency),
            "confidence": graph.text(subject, PG.confidence),
        }


def _relations(graph: _Graph, labels: _Labels) -> Iterator[Row]:
    for claim in graph.of_class(PG.Claim):
        subject, object_ = graph.one(claim, RDF.subject), graph.one(claim, RDF.object)
        answer = graph.one(claim, PG.answer)
        said = {
            "claim": claim,
            "subject": str(subject),
            "subject_label": labels[subject],
            "predicate": _last(graph.text(claim, RDF.predicate)),
            "object": str(object_) if isinstance(object_, URIRef) else "",
            "object_label": labels[object_],
            "confidence": graph.text(claim, PG.confidence),
            "method": graph.text(claim, PG.method),
            "review": _last(graph.text(claim, PG.review)),
            **(_place(graph, answer) if isinstance(answer, URIRef) else {}),
        }
        for target in graph.all(claim, URIRef(_OA + "hasTarget")):
            yield {**said, **_quotation(graph, URIRef(target))}


def _quotation(graph: _Graph, target: URIRef) -> Row:
    quote, position = URIRef(f"{target}/quote"), URIRef(f"{target}/position")
    return {
        "quote": graph.text(quote, URIRef(_OA + "exact")),
        "start": graph.text(position, URIRef(_OA + "start")),
        "end": graph.text(position, URIRef(_OA + "end")),
    }


def _answers(graph: _Graph) -> Iterator[Row]:
    for answer in graph.of_class(PG.Answer):
        text = graph.one(answer, PG.text)
        yield {
            "iri": answer,
            **_place(graph, answer),
            "mark": _last(graph.text(answer, PG.mark)),
            "implied": _last(graph.text(answer, PG.implied)),
            "contradiction": graph.text(answer, PG.contradiction),
            "text": graph.text(answer, PG.text),
            "language": getattr(text, "language", None) or "",
            "start": graph.text(answer, PG.start),
            "end": graph.text(answer, PG.end),
        }


def _place(graph: _Graph, answer: URIRef) -> Row:
    state, round_, item = ([*answer.split("/")[-3:], "", "", ""])[:3]
    return {"state": state, "round": round_, "item": item}


def _last(iri: object) -> str:
    return str(iri).rpartition("/")[2].rpartition("#")[2]


def write_csv(store: Store, graphs: Sequence[URIRef], out: Path) -> None:
    """A folder of CSV files with their description, or all of it in one file where `out` is a `.zip`."""
    with _Folder(out) as folder:
        for name, rows in read_tables(store, graphs).items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, [_name(column) for column in COLUMNS[name]], restval="")
                writer.writeheader()
                writer.writerows(rows)
        description = json.dumps(_description(), indent=2, ensure_ascii=False)
        (folder / "csv-metadata.json").write_text(description + "\n", encoding="utf-8")


def write_parquet(store: Store, graphs: Sequence[URIRef], out: Path) -> None:
    """A folder of Parquet files, or all of them in one file where `out` is a `.zip`."""
    try:
        import polars
    except ImportError as error:
        raise NoParquet from error
    types = {"integer": polars.Int64, "decimal": polars.Float64, "boolean": polars.Boolean}
    with _Folder(out) as folder:
        for name, rows in read_tables(store, graphs).items():
            columns = {_name(column): types.get(_type(column), polars.String) for column in COLUMNS[name]}
            cells = {key: [_cell(row.get(key, ""), kind, polars) for row in rows] for key, kind in columns.items()}
            polars.DataFrame(cells, schema=columns).write_parquet(folder / f"{name}.parquet")


def _cell(text: str, kind: Any, polars: Any) -> object:
    if not text:
        return None
    if kind == polars.Boolean:
        return text == "true"
    return int(text) if kind == polars.Int64 else float(text) if kind == polars.Float64 else text


class _Folder:
    """A folder to write files into, which becomes a zip file at the end where its name says so."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._folder = out.with_suffix(".files") if out.suffix == ".zip" else out

    def __enter__(self) -> Path:
        self._folder.mkdir()
        return self._folder

    def __exit__(self, *failed: object) -> None:
        if self._folder != self._out:
            with zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED) as packed:
                for file in sorted(self._folder.iterdir()):
                    # A fixed date, so that the same tables give the same file.
                    entry = zipfile.ZipInfo(file.name, (1980, 1, 1, 0, 0, 0))
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    packed.writestr(entry, file.read_bytes())


def _name(column: str) -> str:
    return column.partition(":")[0]


def _type(column: str) -> str:
    return column.partition(":")[2] or "string"


def _description() -> Mapping[str, Any]:
    """What the tables and their columns are, as CSV on the Web describes them."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "tables": [{"url": f"{name}.csv", "tableSchema": _schema(columns)} for name, columns in COLUMNS.items()],
    }


def _schema(columns: Iterable[str]) -> Mapping[str, Any]:
    return {
        "columns": [
            {"name": _name(column), "titles": _name(column).replace("_", " "), "datatype": _type(column)}
            for column in columns
        ]
    }
