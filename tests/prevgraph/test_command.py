"""The command line as a whole: every command has help, errors are one sentence, statuses are as agreed."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from prevgraph.command import COMMANDS, prevgraph, run

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
