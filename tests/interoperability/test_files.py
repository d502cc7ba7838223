"""The exports, read and judged by tools that no one here wrote."""

import csv
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from tests.interoperability.conftest import ROOT, jena, needs_jena, needs_rapper

GEPHI = ROOT / ".cache" / "gephi" / "gephi-toolkit-0.10.1-all.jar"
needs_gephi = pytest.mark.skipif(
    not GEPHI.exists() or not shutil.which("javac"),
    reason="the Gephi toolkit (.ci/tools fetches it) or a JDK is not there",
)
RDF_FORMATS = ("turtle", "trig", "nquads", "ntriples", "rdfxml", "jsonld")


@pytest.mark.slow
@needs_rapper
@pytest.mark.proof("rapper (Raptor) parses without a word")
@pytest.mark.parametrize(("format_", "called"), [("turtle", "turtle"), ("rdfxml", "rdfxml"), ("ntriples", "ntriples")])
def test_rapper_parses_every_triple_without_a_word(
    files: Callable[[str], Path], triples: int, format_: str, called: str
) -> None:
    command = ["rapper", "-i", called, "-c", str(files(format_))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0
    lines = done.stderr.splitlines()
    assert lines[1:] == [f"rapper: Parsing returned {triples} triples"], lines


@pytest.mark.slow
@needs_jena
@pytest.mark.proof("riot (Apache Jena) parses and checks without a word")
@pytest.mark.parametrize("format_", RDF_FORMATS)
def test_riot_parses_and_checks_without_a_word(files: Callable[[str], Path], triples: int, format_: str) -> None:
    said = jena("riotcmd.riot", "--check", "--strict", "--count", str(files(format_)))
    assert "WARN" not in said, said
    assert "ERROR" not in said, said
    kind, number = re.search(r": (Triples|Quads) = ([\d,]+)", said).groups()  # type: ignore[union-attr]
    counted = int(number.replace(",", ""))
    assert counted == triples if kind == "Triples" else counted > triples


@pytest.mark.slow
@needs_gephi
@pytest.mark.proof("Gephi opens the networks")
def test_gephi_opens_both_networks_with_all_nodes_and_edges(
    files: Callable[[str], Path], figure: Callable[[str], None]
) -> None:
    named = [str(files(name)) for name in ("graphml", "gexf")]
    program = str(Path(__file__).with_name("Open.java"))
    done = subprocess.run(
        ["java", "-cp", str(GEPHI), program, *named], capture_output=True, text=True, timeout=300, env=dict(os.environ)
    )
    network = nx.read_graphml(files("graphml"))
    found = [line.split("\t") for line in done.stdout.splitlines()]
    nodes, edges = str(network.number_of_nodes()), str(network.number_of_edges())
    assert found == [[name, nodes, edges] for name in named], done.stderr
    figure(f"Gephi toolkit 0.10.1: {nodes} nodes and {edges} edges, as written")


@pytest.mark.proof("networkx reads the networks")
def test_networkx_reads_the_same_network_from_both(files: Callable[[str], Path]) -> None:
    one, other = nx.read_graphml(files("graphml")), nx.read_gexf(files("gexf"))
    assert set(one) == set(other)
    assert sorted(one.edges()) == sorted(other.edges())


@pytest.mark.proof("csvw validates the tables by their description")
def test_the_tables_are_as_their_description_says(files: Callable[[str], Path], tmp_path: Path) -> None:
    csvw = pytest.importorskip("csvw")
    tables = csvw.CSVW(str(files("csv") / "csv-metadata.json"), validate=True)
    assert tables.is_valid
    assert _count_rows(tables) > 100

    # The same judge does find what is wrong.
    broken = tmp_path / "tables"
    shutil.copytree(files("csv"), broken)
    relations = broken / "relations.csv"
    head, first, *rest = relations.read_text("utf-8").splitlines(keepends=True)
    columns = [column["name"] for column in _schema(broken, "relations.csv")]
    cells = next(csv.reader([first]))
    cells[columns.index("start")] = "here"
    relations.write_text(head + ",".join(f'"{cell}"' for cell in cells) + "\n" + "".join(rest), "utf-8")
    with pytest.raises(ValueError, match="start: Invalid value"):
        _count_rows(csvw.CSVW(str(broken / "csv-metadata.json"), validate=True))


def _count_rows(tables: Any) -> int:
    """How many rows the tables have, each cell of the datatype that it should be."""
    return sum(1 for table in tables.tables for _ in table)


def _schema(folder: Path, url: str) -> list[dict[str, str]]:
    described = json.loads((folder / "csv-metadata.json").read_text("utf-8"))
    (table,) = (table for table in described["tables"] if table["url"] == url)
    columns: list[dict[str, str]] = table["tableSchema"]["columns"]
    return columns


@pytest.mark.proof("DuckDB reads CSV and Parquet alike")
def test_duckdb_finds_the_same_rows_in_csv_and_parquet(files: Callable[[str], Path]) -> None:
    duckdb = pytest.importorskip("duckdb")
    for name in ("entities", "relations", "answers"):
        plain, parquet = files("csv") / f"{name}.csv", files("parquet") / f"{name}.parquet"
        counts = duckdb.sql(
            f"SELECT (SELECT COUNT(*) FROM read_csv('{plain}', all_varchar=true)), (SELECT COUNT(*) FROM '{parquet}')"
        ).fetchall()[0]
        assert counts[0] == counts[1] > 0, name
    kinds = dict(duckdb.sql(f"SELECT name, type FROM parquet_schema('{parquet.with_stem('relations')}')").fetchall())
    assert (kinds["start"], kinds["confidence"]) == ("INT64", "DOUBLE")
