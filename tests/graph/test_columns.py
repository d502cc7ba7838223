"""The copy of a store in columns: what it holds, how it follows, and when it counts for nothing."""

from pathlib import Path

from rdflib.term import Literal, URIRef

from graph.columns import open_columns
from graph.embedded import EmbeddedStore
from graph.model import Statement

ONE, TWO = URIRef("https://example.org/graph/one"), URIRef("https://example.org/graph/two")
NAMES = URIRef("https://example.org/names")


def said(subject: str, name: str) -> Statement:
    return Statement(URIRef(f"https://example.org/{subject}"), NAMES, Literal(name))


def names_in(store: EmbeddedStore) -> set[tuple[str, str]]:
    columns = store.columns()
    assert columns is not None
    pairs = columns.pairs(f"<{NAMES}>")
    both = ((pairs.subjects, pairs.objects), (pairs.subjects_by_object, pairs.objects_sorted))
    first, second = ({(columns.term(s), columns.term(o)) for s, o in zip(*ends, strict=True)} for ends in both)
    assert first == second
    return {(s.rpartition("/")[2][:-1], o[1:-1]) for s, o in first}


def made(folder: Path, **graphs: list[Statement]) -> EmbeddedStore:
    store = EmbeddedStore(folder)
    for name, statements in graphs.items():
        store.replace({"one": ONE, "two": TWO}[name], statements)
    store.make_columns()
    return store


def test_what_two_graphs_say_is_there_once(tmp_path: Path) -> None:
    store = made(tmp_path / "s", one=[said("a", "A"), said("b", "B")], two=[said("a", "A")])
    columns = store.columns()
    assert columns is not None
    assert len(columns.pairs(f"<{NAMES}>")) == 2
    assert names_in(store) == {("a", "A"), ("b", "B")}


def test_the_copy_follows_a_graph_that_is_replaced(tmp_path: Path) -> None:
    store = made(tmp_path / "s", one=[said("a", "A"), said("b", "B")], two=[said("a", "A")])
    store.replace(ONE, [said("c", "né “C”\n")])
    assert names_in(store) == {("a", "A"), ("c", "né “C”\\n")}
    store.replace(ONE, [said("b", "B")])
    assert names_in(store) == {("a", "A"), ("b", "B")}


def test_what_another_graph_still_says_stays(tmp_path: Path) -> None:
    store = made(tmp_path / "s", one=[said("a", "A")], two=[said("a", "A")])
    store.remove(ONE)
    assert names_in(store) == {("a", "A")}
    store.remove(TWO)
    assert names_in(store) == set()


def test_another_process_that_reads_opens_the_copy_at_its_own_revision(tmp_path: Path) -> None:
    store = made(tmp_path / "s", one=[said("a", "A")])
    before = EmbeddedStore(tmp_path / "s", read_only=True)
    store.replace(ONE, [said("b", "B")])
    after = EmbeddedStore(tmp_path / "s", read_only=True)
    assert names_in(before) == {("a", "A")}
    assert names_in(after) == {("b", "B")}


def test_after_an_update_the_copy_counts_for_nothing_until_it_is_made_anew(tmp_path: Path) -> None:
    store = made(tmp_path / "s", one=[said("a", "A")])
    store.update(f"DELETE WHERE {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }}")
    assert store.columns() is None
    store.make_columns()
    assert names_in(store) == set()


def test_a_change_that_the_log_missed_leaves_no_copy_rather_than_a_wrong_one(tmp_path: Path) -> None:
    store = made(tmp_path / "s", one=[said("a", "A")])
    store.replace(ONE, [said("b", "B")])
    (log,) = (tmp_path / "s").glob("columns-*/log")
    log.write_text("", "utf-8")
    assert open_columns(tmp_path / "s", store.revision()) is None


def test_a_term_that_the_store_does_not_know_has_no_number(tmp_path: Path) -> None:
    columns = made(tmp_path / "s", one=[said("a", "A")]).columns()
    assert columns is not None
    assert columns.number('"A"') >= 0
    assert columns.number('"B"') == -1


def test_the_copy_follows_graphs_that_are_loaded_in_bulk(tmp_path: Path) -> None:
    store = made(tmp_path / "s", one=[said("a", "A")])
    store.load([(TWO, [said("b", "B")])])
    assert names_in(store) == {("a", "A"), ("b", "B")}
    store.place([{ONE: [said("c", "C")]}])
    assert names_in(store) == {("b", "B"), ("c", "C")}
