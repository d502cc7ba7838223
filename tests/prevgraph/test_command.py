"""The command line as a whole: every command has help, errors are one sentence, statuses are as agreed."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from rdflib.term import Literal

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from prevgraph.command import COMMANDS, prevgraph, run
from prevgraph.output import print_result
from queries.table import Column, Table

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_and_says_what_it_does(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 3


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"prevgraph {name}" in (ROOT / "README.md").read_text("utf-8")


def test_a_misspelt_command_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ingst"]) == 2
    assert "did you mean 'ingest'" in capsys.readouterr().err


def test_a_store_that_is_not_there_is_unreachable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "states", "--store", str(tmp_path / "none")]) == 3
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_server_that_is_not_there_is_unreachable() -> None:
    assert run(["query", "states", "--store", "http://127.0.0.1:9/sparql"]) == 3


def test_help_wakes_no_library_of_the_graph() -> None:
    program = (
        "import sys; from prevgraph.command import run; run(['--help']);"
        " print([m for m in ('rdflib', 'pyoxigraph', 'lxml', 'rich', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip().endswith("[]")


def test_settings_of_the_folder_hold_for_every_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "prevgraph.toml").write_text('store = "elsewhere"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["responses"]) == 3
    assert "elsewhere" in capsys.readouterr().err


def test_the_overview_and_the_commands_say_the_same() -> None:
    assert isinstance(prevgraph, click.Group)
    assert {path.stem for path in (ROOT / "prevgraph" / "commands").glob("[!_]*.py")} == set(COMMANDS)


@pytest.mark.parametrize("setting", ["PREVGRAPH_FORMAT", "PREVGRAPH_QUERY_FORMAT"])
def test_the_environment_sets_options_by_the_names_they_have(
    setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    EmbeddedStore(tmp_path / "store").close()
    monkeypatch.setenv(setting, "csv")
    assert run(["query", "--text", "SELECT (1 AS ?one) {}", "--store", str(tmp_path / "store")]) == 0
    assert capsys.readouterr().out.splitlines() == ["one", "1"]


@pytest.mark.parametrize("lines", ['format = "csv"\nquiet = true', '[query]\nformat = "csv"'])
def test_the_settings_file_sets_options_by_the_names_they_have(
    lines: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    EmbeddedStore(tmp_path / "store").close()
    (tmp_path / "prevgraph.toml").write_text(lines, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["query", "--text", "SELECT (1 AS ?one) {}", "--store", "store"]) == 0
    assert capsys.readouterr().out.splitlines() == ["one", "1"]


def test_a_command_set_to_a_value_is_not_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "prevgraph.toml").write_text('query = "csv"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["states"]) == 2
    assert "[query]" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--quiet", "export"], ["export", "--quiet"], ["export", "-q"]])
def test_quiet_can_stand_before_and_after_the_command(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    EmbeddedStore(tmp_path / "store").close()
    place = ["--format", "nquads", "--out", str(tmp_path / "x.nq"), "--store", str(tmp_path / "store")]
    assert run([*words, *place]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("asked", [["nonsense"], ["states", "--nonsense", "1"], ["--text", "SELEC"]])
def test_a_question_that_cannot_be_asked_is_not_understood(asked: list[str], tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "store").close()
    assert run(["query", *asked, "--store", str(tmp_path / "store")]) == 2


@pytest.mark.parametrize("option", [["--round", "a b"], ["--round", "../x"], ["--state", 'Q<"'], ["--state", "CZ"]])
def test_what_would_make_a_broken_identifier_is_not_understood(
    option: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "reply.txt").write_text("Yes", "utf-8")
    assert run(["ingest", str(tmp_path / "reply.txt"), *option, "--store", str(tmp_path / "store")]) == 2
    assert option[0] in capsys.readouterr().err


def test_removing_from_a_store_that_is_not_there_makes_none(tmp_path: Path) -> None:
    assert run(["remove", "CZE", "--store", str(tmp_path / "none")]) == 3
    assert not (tmp_path / "none").exists()


def test_an_invented_state_is_marked_wherever_it_stands_in_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    names = ("state", "other", "stateIri", "otherIri")
    row = (Literal("Czechia"), Literal("Norrland"), Identifiers().state("CZE"), Identifiers().state("XAA"))
    print_result(Table(tuple(map(Column, names)), (row,)), "table")
    printed = capsys.readouterr().out
    assert "Norrland (fictional)" in printed
    assert "Czechia (" not in printed


def test_a_query_that_would_call_another_address_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--text", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"]) == 1
    assert "http://127.0.0.1:9/" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("stor = 'x'", ["stor is not known", "'store'"]),
        ("[publishers]\nname = 'x'", ["[publishers] is not known", "'publisher'"]),
        ("[query]\nformta = 'csv'", ["formta in [query] is not known", "'format'"]),
    ],
)
def test_a_setting_that_nothing_reads_is_said_to_count_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prevgraph.toml").write_text(text, "utf-8")
    run(["query", "--help"])
    said = capsys.readouterr().err
    assert all(word in said for word in words), said


def test_settings_that_are_known_are_not_spoken_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prevgraph.toml").write_text(
        "store = 'x'\nwithhold_needs = ['CZE']\n[publisher]\nname = 'x'\n[query]\nformat = 'csv'\n", "utf-8"
    )
    run(["query", "--help"])
    assert "Warning" not in capsys.readouterr().err
