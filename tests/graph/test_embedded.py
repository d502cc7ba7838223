"""What only the embedded store does: folders, locks, views beside a writer, backups."""

import io
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.term import Literal, URIRef

from graph.embedded import EmbeddedStore
from graph.folder import LAYOUT, StoreFolder
from graph.lines import digest, write_line
from graph.model import Statement
from graph.revision import SUMMED, revision_of
from graph.store import FolderTaken, NotAStore, ReadOnlyStore, StoreLocked, StoreTooNew, StoreUnreachable, open_store

S, P, G, H = (URIRef(f"urn:{name}") for name in "spgh")
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s <urn:p> ?o } }"
WRITER = """
import sys
from pathlib import Path
from graph.embedded import EmbeddedStore
store = EmbeddedStore(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""
BARE_WRITER = """
import sys
import pyoxigraph
store = pyoxigraph.Store(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


def numbered(n: int) -> list[Statement]:
    return [Statement(S, P, Literal(i)) for i in range(n)]


def dump(store: EmbeddedStore) -> bytes:
    out = io.BytesIO()
    store.dump(out)
    return out.getvalue()


def another_writer(folder: Path) -> AbstractContextManager[None]:
    return running(WRITER, folder)


@contextmanager
def running(program: str, folder: Path) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout
        writer.stdout.readline()
        yield
        writer.communicate()


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "store")
    store.replace(G, numbered(3))
    before = store.revision(), dump(store)
    store.close()
    again = EmbeddedStore(tmp_path / "store")
    assert (again.revision(), dump(again)) == before


def test_a_second_writer_is_told_what_to_do(tmp_path: Path) -> None:
    with another_writer(tmp_path / "store"), pytest.raises(StoreLocked, match="go through the running server"):
        EmbeddedStore(tmp_path / "store")


def test_a_store_that_another_writes_to_keeps_the_layout_it_has(tmp_path: Path) -> None:
    marker = tmp_path / "store" / "prevgraph-store.json"
    with another_writer(tmp_path / "store"):
        marker.write_text(older := marker.read_text().replace(f'"layout": {LAYOUT}', '"layout": 1'))
        with pytest.raises(StoreLocked):
            EmbeddedStore(tmp_path / "store")
        assert marker.read_text() == older
    EmbeddedStore(tmp_path / "store").close()
    assert f'"layout": {LAYOUT}' in marker.read_text()


def test_a_reader_beside_a_writer_sees_what_was_committed_and_nothing_later(tmp_path: Path) -> None:
    writer = EmbeddedStore(tmp_path / "store")
    writer.replace(G, numbered(3))
    reader = EmbeddedStore(tmp_path / "store", read_only=True)
    writer.replace(G, numbered(5))
    assert reader.select(COUNT).rows == [(Literal(3),)]
    assert EmbeddedStore(tmp_path / "store", read_only=True).select(COUNT).rows == [(Literal(5),)]


def test_a_view_holds_what_it_held_though_the_writer_takes_its_logs_for_others(tmp_path: Path) -> None:
    writer = EmbeddedStore(tmp_path / "store")
    writer.replace(G, numbered(10))
    with StoreFolder(tmp_path / "store").view() as view:
        for size in range(11, 16):
            writer.replace(G, numbered(size))
            writer._store.flush()
        seen = ox.Store.read_only(str(view))
        assert len(list(seen.quads_for_pattern(None, None, None, ox.NamedNode(G)))) == 10


def test_readers_that_open_while_a_writer_works_each_see_whole_graphs(tmp_path: Path) -> None:
    writer = EmbeddedStore(tmp_path / "store")
    writer.replace_all({G: numbered(10), H: numbered(10)})
    stop = threading.Event()

    def write() -> None:
        for turn in range(1000):
            if stop.is_set():
                return
            writer.replace_all({G: numbered(10 + turn % 7), H: numbered(10 + turn % 7)})
            writer._store.flush()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for _ in range(20):
            reader = EmbeddedStore(tmp_path / "store", read_only=True)
            assert len(list(reader.statements(G))) == len(list(reader.statements(H))) >= 10
            reader.close()
    finally:
        stop.set()
        thread.join()


def test_a_view_goes_when_its_reader_closes_and_is_cleared_when_its_reader_was_killed(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "store").close()
    reader = EmbeddedStore(tmp_path / "store", read_only=True)
    views = tmp_path / "store" / "views"
    assert len(list(views.iterdir())) == 1
    reader.close()
    assert list(views.iterdir()) == []
    (views / "view-of-a-killed-reader").mkdir()
    EmbeddedStore(tmp_path / "store")
    assert list(views.iterdir()) == []


def test_a_store_opened_for_reading_refuses_changes(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path).close()
    with pytest.raises(ReadOnlyStore):
        EmbeddedStore(tmp_path, read_only=True).replace(G, numbered(1))


def test_reading_where_no_store_is_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="prevgraph ingest"):
        open_store(tmp_path / "nothing", read_only=True)
    assert not (tmp_path / "nothing").exists()


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague")
    with pytest.raises(NotAStore):
        open_store(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnreachable):
        open_store(tmp_path / "file")


def test_a_store_of_a_later_layout_is_refused(tmp_path: Path) -> None:
    (tmp_path / "prevgraph-store.json").write_text('{"layout": 99, "data": "data-1"}')
    with pytest.raises(StoreTooNew, match="newer version"):
        open_store(tmp_path)


def test_a_damaged_marker_is_named(tmp_path: Path) -> None:
    (tmp_path / "prevgraph-store.json").write_text("{")
    with pytest.raises(StoreUnreachable, match="restore a backup"):
        open_store(tmp_path)


def bare(folder: Path) -> Path:
    """A database of the first layout, without a marker, that says three things."""
    made = EmbeddedStore(folder / "made")
    made.replace(G, numbered(3))
    made.close()
    return (folder / "made" / "data-1").rename(folder / "bare")


def test_a_bare_database_of_the_first_layout_is_carried_over(tmp_path: Path) -> None:
    carried = EmbeddedStore(bare(tmp_path))
    assert carried.select(COUNT).rows == [(Literal(3),)]
    assert (tmp_path / "bare" / "data-1" / "CURRENT").is_file()
    assert not (tmp_path / "bare" / "LOCK").exists()


def test_a_bare_database_that_another_writes_to_is_not_moved(tmp_path: Path) -> None:
    with running(BARE_WRITER, bare(tmp_path)), pytest.raises(StoreLocked):
        EmbeddedStore(tmp_path / "bare")
    assert not (tmp_path / "bare" / "data-1").exists()
    assert EmbeddedStore(tmp_path / "bare").select(COUNT).rows == [(Literal(3),)]


@pytest.mark.parametrize("moved", [("IDENTITY",), ("IDENTITY", "LOCK"), ()], ids=["some", "some and the lock", "all"])
def test_a_move_of_a_bare_database_that_was_killed_is_taken_up_again(tmp_path: Path, moved: tuple[str, ...]) -> None:
    (data := bare(tmp_path) / "data-1").mkdir()
    for name in moved or [file.name for file in (tmp_path / "bare").iterdir() if file.is_file()]:
        (tmp_path / "bare" / name).rename(data / name)
    assert EmbeddedStore(tmp_path / "bare").select(COUNT).rows == [(Literal(3),)]


def test_a_backup_keeps_what_was_there_and_restoring_brings_it_back(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "store")
    store.replace(G, numbered(3))
    kept = dump(store), store.revision()
    store.backup(tmp_path / "backup")
    store.replace_all({G: numbered(1), H: numbered(2)})
    rows = store.stream("SELECT * { ?s <urn:p> ?o }").rows
    store.restore(tmp_path / "backup")
    assert (dump(store), store.revision()) == kept
    assert len(list(rows)) == 3
    store.replace(H, numbered(1))
    store.close()
    assert EmbeddedStore(tmp_path / "store").graphs() == [G, H]
    assert EmbeddedStore(tmp_path / "backup").graphs() == [G]


def test_a_store_in_memory_can_be_backed_up_and_restored_too(tmp_path: Path) -> None:
    store = EmbeddedStore()
    store.replace(G, numbered(3))
    store.backup(tmp_path / "backup")
    store.remove(G)
    store.restore(tmp_path / "backup")
    assert store.graphs() == [G]


def test_a_backup_overwrites_nothing(tmp_path: Path) -> None:
    with pytest.raises(FolderTaken):
        EmbeddedStore().backup(tmp_path)


def added_up(store: EmbeddedStore) -> str:
    """The revision by the digests of all graphs."""
    return revision_of(digest(graph, map(write_line, store.statements(graph))) for graph in store.graphs())


def test_the_sum_kept_is_that_of_all_graphs_however_they_came_and_went(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "s")
    store.load({G: numbered(3), H: numbered(4)}.items())
    store.load({URIRef("urn:i"): numbered(5)}.items())
    store.place([{URIRef("urn:j"): numbered(6)}, {H: numbered(2)}])
    store.remove(G)
    store.replace_all({URIRef("urn:k"): numbered(7)})
    assert store.revision() == added_up(store)
    store.close()
    assert (again := EmbeddedStore(tmp_path / "s")).revision() == added_up(again)


def test_the_revision_moves_when_a_graph_goes_that_came_by_an_update(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "s")
    store.update(f"INSERT DATA {{ GRAPH <{G}> {{ <{S}> <{P}> 1 }} }}")
    before = store.revision()
    assert store.remove(G)
    assert store.revision() != before


def test_a_store_that_kept_no_sum_keeps_one_from_its_next_change_on(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "s")
    store.load({G: numbered(3), H: numbered(4)}.items())
    store._store.update(f"DELETE WHERE {{ GRAPH ?notes {{ ?notes <{SUMMED}> ?sum }} }}")
    store.close()
    marker = tmp_path / "s" / "prevgraph-store.json"
    marker.write_text(marker.read_text().replace(f'"layout": {LAYOUT}', '"layout": 1'))
    older = EmbeddedStore(tmp_path / "s")
    assert older.revision() == added_up(older)
    assert f'"layout": {LAYOUT}' in marker.read_text()
    older.load({URIRef("urn:i"): numbered(5)}.items())
    assert older.revision() == added_up(older)
    older.replace(H, numbered(1))
    older.close()
    assert (again := EmbeddedStore(tmp_path / "s")).revision() == added_up(again)
