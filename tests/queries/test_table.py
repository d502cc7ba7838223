"""The forms of a table: what is lost and what is not, and hostile cells made harmless."""

import csv
import io
import json

import pytest
from rdflib.namespace import XSD
from rdflib.term import Literal, URIRef

from graph.protocol import Solutions
from queries.frames import to_pandas, to_polars
from queries.table import Column, Table

TABLE = Table(
    (Column("name", "label", {"en": "Name", "fr": "Nom"}), Column("year", "number"), Column("nameIri", "iri")),
    (
        (Literal("Ministère", lang="fr"), Literal("2004", datatype=XSD.integer), URIRef("https://example.org/a")),
        (Literal('a "b",\n|c| <script>', lang="en"), None, URIRef("https://example.org/b")),
    ),
    language="fr",
)


def test_csv_holds_all_columns_and_reads_back() -> None:
    rows = list(csv.reader(io.StringIO(TABLE.to_csv(), newline="")))
    assert rows[0] == ["name", "year", "nameIri"]
    assert rows[2] == ['a "b",\n|c| <script>', "", "https://example.org/b"]


def test_tsv_writes_terms_on_one_line_each() -> None:
    lines = TABLE.to_tsv().splitlines()
    assert lines[0] == "?name\t?year\t?nameIri"
    assert len(lines) == 3
    assert lines[1].startswith('"Ministère"@fr\t')


def test_json_holds_numbers_as_numbers_and_empty_cells_as_null() -> None:
    assert [row["year"] for row in json.loads(TABLE.to_json())] == [2004, None]


def test_results_json_keeps_language_datatype_and_unbound() -> None:
    first, second = json.loads(TABLE.to_results_json())["results"]["bindings"]
    assert first["name"] == {"type": "literal", "value": "Ministère", "xml:lang": "fr"}
    assert first["year"]["datatype"] == str(XSD.integer)
    assert "year" not in second


def test_tables_for_reading_leave_out_iris_and_take_the_headings_of_the_language() -> None:
    head, rule, first, _ = TABLE.to_text().splitlines()
    assert head.split() == ["Nom", "year"]
    assert set(rule) == {"-", " "}
    assert first.split() == ["Ministère", "2004"]


def test_markdown_cells_cannot_break_out_of_the_table() -> None:
    lines = TABLE.to_markdown().splitlines()
    assert len(lines) == 4
    assert lines[3].count("|") - lines[3].count("\\|") == 3


def test_html_is_escaped() -> None:
    assert "<script>" not in TABLE._repr_html_()
    assert "&lt;script&gt;" in TABLE._repr_html_()


def test_a_long_cell_is_cut_in_text_and_whole_in_csv() -> None:
    table = Table.of(Solutions(("text",), [(Literal("x" * 500),)]))
    assert len(table.to_text(cell=40).splitlines()[2]) == 40
    assert "x" * 500 in table.to_csv()


def test_a_table_without_rows_still_has_its_columns() -> None:
    table = Table.of(Solutions(("a", "b"), []))
    assert table.to_csv() == "a,b\r\n"
    assert table.to_text().splitlines()[0].split() == ["a", "b"]


def test_a_pandas_frame_has_the_same_rows() -> None:
    pytest.importorskip("pandas")
    frame = to_pandas(TABLE)
    assert list(frame.columns) == ["name", "year", "nameIri"]
    assert frame["year"].isna().tolist() == [False, True]


def test_a_polars_frame_has_the_same_rows() -> None:
    pytest.importorskip("polars")
    assert to_polars(TABLE)["year"].to_list() == [2004, None]
