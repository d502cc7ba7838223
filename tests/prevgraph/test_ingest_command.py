"""`prevgraph ingest` on real files and real stores: idempotent, the same whatever the order, nothing half-written."""

import hashlib
import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.store import open_store
from ontology.terms import PG
from prevgraph.command import run
from prevgraph.held import responses

EXAMPLES = Path(__file__).resolve().parents[2] / "prevgraph" / "examples"
CZECH = EXAMPLES / "responses" / "czech-republic.md"
TAVU = EXAMPLES / "responses" / "tavu-islands.txt.txt"


def ingest(store: Path, *paths: Path, more: tuple[str, ...] = ()) -> int:
    states = ("--states-file", str(EXAMPLES / "states.toml"))
    return run(["ingest", *map(str, paths), "--store", str(store), "--jobs", "1", *states, *more])


def dump(store: Path) -> str:
    out = io.BytesIO()
    held = open_store(store, read_only=True)
    held.dump(out)
    held.close()
    return hashlib.sha256(out.getvalue()).hexdigest()


def held_names(store: Path) -> list[str]:
    held = open_store(store, read_only=True)
    names = [one.name for one in responses(held)]
    held.close()
    return names


def latest(store: Path) -> list[str]:
    held = open_store(store, read_only=True)
    found = held.select("SELECT ?reply { ?state ?latest ?reply }", {"latest": PG.latestResponse}).rows
    names = [str(row[0]).partition("/id/response/")[2] for row in found]
    held.close()
    return names


def test_ingesting_twice_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "store"
    assert ingest(store, CZECH) == 0
    before = dump(store)
    assert ingest(store, CZECH) == 0
    assert dump(store) == before
    said = capsys.readouterr().err
    assert "1 unchanged and skipped" in said
    assert "prevgraph view who-implements-what --state CZE --out network.html" in said


def test_the_dump_is_the_same_whatever_the_order_the_folder_and_the_hash_seed(tmp_path: Path) -> None:
    copies = [shutil.copy(path, tmp_path) for path in (CZECH, TAVU)]
    assert ingest(tmp_path / "one", CZECH, TAVU) == 0
    program = (
        f"from pathlib import Path; import sys; sys.path.insert(0, {str(Path(__file__).parent)!r});"
        " from test_ingest_command import ingest;"
        f" sys.exit(ingest(Path({str(tmp_path / 'other')!r}), *map(Path, {[str(c) for c in reversed(copies)]!r})))"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONHASHSEED": "7", "PATH": ""})
    assert dump(tmp_path / "one") == dump(tmp_path / "other")


def test_a_corrected_response_replaces_the_old_one(tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / CZECH.name
    file.write_text(CZECH.read_text("utf-8"), "utf-8")
    assert ingest(store, file) == 0
    file.write_text(CZECH.read_text("utf-8").replace("Ministry of Justice", "Ministry of Health"), "utf-8")
    assert ingest(store, file) == 0
    held = open_store(store, read_only=True)
    names = {
        str(row[0]) for row in held.select("SELECT ?n { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?n }").rows
    }
    held.close()
    assert "Ministry of Health" in names
    assert "Ministry of Justice" not in names


def test_a_second_round_stands_beside_the_first(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert ingest(store, TAVU) == 0
    assert ingest(store, TAVU, more=("--round", "2009")) == 0
    assert held_names(store) == ["XAC/ecosoc-2004-28", "XAC/ecosoc-2004-28-2009"]
    assert latest(store) == ["XAC/ecosoc-2004-28-2009"]
    assert run(["remove", "XAC/ecosoc-2004-28-2009", "--store", str(store)]) == 0
    assert latest(store) == ["XAC/ecosoc-2004-28"]


def test_two_rounds_of_one_run_are_linked_and_a_store_without_links_gets_them_with_the_next(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert ingest(store, TAVU, more=("--round", "2009")) == 0
    opened = EmbeddedStore(store)
    opened.remove(opened.ids.graph("inferred", "XAC"))
    opened.close()
    assert latest(store) == []
    assert ingest(store, TAVU) == 0
    assert latest(store) == ["XAC/ecosoc-2004-28-2009"]


@pytest.fixture
def unlinked(tmp_path: Path) -> Path:
    """A store as a version before the links made it, with two states."""
    store = tmp_path / "unlinked"
    assert ingest(store, TAVU, CZECH) == 0
    opened = EmbeddedStore(store)
    for code in ("XAC", "CZE"):
        opened.remove(opened.ids.graph("inferred", code))
    opened.close()
    return store


def test_whoever_asks_a_store_of_an_older_version_is_told_how_to_renew_it(
    unlinked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    asked = ["query", "sharing-matches", "--store", str(unlinked)]
    assert run(asked) == 0
    assert "does not say which reply of a state is the latest" in capsys.readouterr().err
    assert ingest(unlinked, TAVU) == 0
    assert sorted(latest(unlinked)) == ["CZE/ecosoc-2004-28", "XAC/ecosoc-2004-28"]
    capsys.readouterr()
    assert run(asked) == 0
    assert "latest" not in capsys.readouterr().err


def test_removing_a_response_links_those_of_all_other_states(unlinked: Path) -> None:
    assert run(["remove", "XAC", "--store", str(unlinked)]) == 0
    assert latest(unlinked) == ["CZE/ecosoc-2004-28"]


def test_a_backup_of_an_older_version_is_linked_when_it_is_restored(unlinked: Path, tmp_path: Path) -> None:
    assert run(["backup", str(tmp_path / "kept"), "--store", str(unlinked)]) == 0
    assert run(["restore", str(tmp_path / "kept"), "--store", str(tmp_path / "new")]) == 0
    assert sorted(latest(tmp_path / "new")) == ["CZE/ecosoc-2004-28", "XAC/ecosoc-2004-28"]


def test_a_store_that_holds_something_is_given_up_only_where_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, kept = tmp_path / "store", tmp_path / "kept"
    assert ingest(store, TAVU) == 0
    assert run(["backup", str(kept), "--store", str(store)]) == 0
    assert ingest(store, CZECH) == 0
    before = dump(store)
    capsys.readouterr()
    assert run(["restore", str(kept), "--store", str(store)]) == 1
    said = capsys.readouterr().err
    assert f"{store} is not empty (2 responses)" in said
    assert "--replace" in said
    assert dump(store) == before
    assert run(["restore", str(kept), "--store", str(store), "--replace"]) == 0
    assert dump(store) == dump(kept) != before


def test_what_stands_in_no_graph_is_given_up_only_where_that_is_said(tmp_path: Path) -> None:
    for name, graph in (("store", "DEFAULT"), ("kept", "<urn:g>")):
        held = EmbeddedStore(tmp_path / name)
        held.update(f"INSERT DATA {{ <urn:s> <urn:p> 1 }} ; MOVE SILENT DEFAULT TO {graph}")
        held.close()
    assert run(["restore", str(tmp_path / "kept"), "--store", str(tmp_path / "store")]) == 1
    held = EmbeddedStore(tmp_path / "store", read_only=True)
    assert held.graphs() == []
    assert held.ask("ASK { <urn:s> <urn:p> 1 }")


def test_a_folder_that_is_no_backup_makes_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (nothing := tmp_path / "nothing").mkdir()
    assert run(["restore", str(nothing), "--store", str(tmp_path / "store")]) == 3
    assert f"{nothing} cannot be reached" in capsys.readouterr().err
    assert not (tmp_path / "store").exists()


def test_a_state_whose_last_response_went_by_other_means_has_no_latest_after_the_next_ingest(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert ingest(store, TAVU, CZECH) == 0
    opened = EmbeddedStore(store)
    for kind in ("response", "inferred", "reviews", "readings"):
        opened.remove(opened.ids.graph(kind, "XAC", "ecosoc-2004-28"))
    opened.close()
    assert len(latest(store)) == 2
    assert ingest(store, CZECH) == 0
    assert latest(store) == ["CZE/ecosoc-2004-28"]


def test_a_bad_file_is_named_and_the_rest_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.md"
    empty.touch()
    assert ingest(tmp_path / "store", empty, TAVU) == 1
    assert held_names(tmp_path / "store") == ["XAC/ecosoc-2004-28"]
    assert "empty.md is empty" in capsys.readouterr().err


def test_a_state_that_nobody_knows_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "reply.md"
    file.write_text(CZECH.read_text("utf-8").replace("# CZECH REPUBLIC", "# RURITANIA"), "utf-8")
    assert ingest(tmp_path / "store", file) == 1
    said = capsys.readouterr().err
    assert "Ruritania" in said
    assert "--state" in said
    assert held_names(tmp_path / "store") == []
    assert ingest(tmp_path / "store", file, more=("--state", "XAH")) == 0
    assert held_names(tmp_path / "store") == ["XAH/ecosoc-2004-28"]


def test_two_files_that_are_one_response_are_not_both_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = shutil.copy(TAVU, tmp_path / "copy.txt")
    assert ingest(tmp_path / "store", TAVU, Path(other)) == 1
    assert "--round" in capsys.readouterr().err


def test_a_folder_without_responses_is_a_misunderstanding(tmp_path: Path) -> None:
    assert ingest(tmp_path / "store", tmp_path) == 2


def written(folder: Path, encoding: str) -> list[tuple[object, ...]]:
    """The claims that are read from the Czech response, written in an encoding."""
    plain = CZECH.read_text("utf-8").translate(str.maketrans({"č": "c", "“": '"', "”": '"'}))
    (folder / "reply.md").write_text(plain, encoding)
    assert ingest(folder / "store", folder / "reply.md") == 0
    held = open_store(folder / "store", read_only=True)
    found = held.select(
        "SELECT ?s ?p ?o { ?c a <https://w3id.org/prevgraph/ontology#Claim> ;"
        " <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> ?s ;"
        " <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> ?p ;"
        " <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> ?o } ORDER BY ?s ?p ?o"
    )
    held.close()
    return [tuple(row) for row in found.rows]


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    """The same in UTF-8."""
    return written(tmp_path_factory.mktemp("utf-8"), "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1250", "cp1252"])
def test_a_response_reads_the_same_in_any_encoding(
    tmp_path: Path, encoding: str, straight: list[tuple[object, ...]]
) -> None:
    assert len(straight) > 50
    assert written(tmp_path, encoding) == straight


def test_a_code_that_is_another_states_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ingest(tmp_path / "store", CZECH, more=("--state", "NOR")) == 1
    assert "(CZE), but --state says NOR" in capsys.readouterr().err


def test_a_code_that_is_no_states_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "reply.md"
    file.write_text(CZECH.read_text("utf-8").replace("# CZECH REPUBLIC", "# RURITANIA"), "utf-8")
    assert ingest(tmp_path / "store", file, more=("--state", "QQQ")) == 1
    assert "'QQQ' is the code of no state" in capsys.readouterr().err


def unknown_to_us(folder: Path) -> Path:
    """A response of a state that no list has."""
    file = folder / "zubaria.txt"
    file.write_text(TAVU.read_text("utf-8").replace("TAVU ISLANDS", "REPUBLIC OF ZUBARIA"), "utf-8")
    assert "REPUBLIC OF ZUBARIA" in file.read_text("utf-8")
    return file


def test_a_title_that_is_no_name_of_the_given_state_is_spoken_of_and_so_is_what_was_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    assert ingest(store, CZECH) == 0
    assert ingest(store, unknown_to_us(tmp_path), more=("--state", "CZE")) == 0
    said = capsys.readouterr().err
    assert "the title calls its state 'Republic of Zubaria', which is no name that we know of Czechia (CZE)" in said
    assert "in the place of what was read from czech-republic.md" in said


def test_a_file_that_is_in_the_store_need_not_be_told_again_whose_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, file = tmp_path / "store", unknown_to_us(tmp_path)
    assert ingest(store, file, more=("--state", "XBZ")) == 0
    assert ingest(store, file) == 0
    said = capsys.readouterr().err
    assert "1 unchanged and skipped" in said
    assert "no name that we know" not in said
    assert ingest(store, file, more=("--state", "XBY")) == 0
    assert held_names(store) == ["XBY/ecosoc-2004-28", "XBZ/ecosoc-2004-28"]
    capsys.readouterr()
    for state in ("XBY", "XBZ"):
        assert ingest(store, file, more=("--state", state)) == 0
        assert "1 unchanged and skipped" in capsys.readouterr().err
