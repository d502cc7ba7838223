"""The copy of a store in columns: what it holds, how it follows, and when it counts for nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib.namespace import XSD
from rdflib.term import Literal, URIRef

import graph.numbering
from graph.columns import open_columns
from graph.embedded import EmbeddedStore
from graph.lines import Written
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


def test_a_graph_with_a_blank_node_can_go(tmp_path: Path) -> None:
    store = made(tmp_path / "s", one=[said("a", "A")])
    store.update(f'INSERT DATA {{ GRAPH <{TWO}> {{ _:n <{NAMES}> "N" . <https://example.org/a> <{NAMES}> _:n }} }}')
    store.make_columns()
    assert len(names_in(store)) == 3
    assert store.remove(TWO)
    assert names_in(store) == {("a", "A")}


def test_a_copy_whose_making_was_interrupted_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = EmbeddedStore(tmp_path / "s")
    store.replace_all({ONE: [said("a", "A")], TWO: [said("b", "B")]})
    read = store._lines

    def interrupted(name: URIRef) -> list[str]:
        if name == TWO:
            raise KeyboardInterrupt
        return read(name)

    with monkeypatch.context() as patched:
        patched.setattr(store, "_lines", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.make_columns()
    assert store.columns() is None
    store.make_columns()
    assert names_in(store) == {("a", "A"), ("b", "B")}


def test_graphs_that_nothing_numbers_are_not_split_into_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    split = list[bytes]()
    of_whole = Written.lines

    def lines(self: Written) -> list[str]:
        split.append(self.data)
        return of_whole(self)

    monkeypatch.setattr(Written, "lines", lines)
    store = EmbeddedStore(tmp_path / "s")
    store.load([(ONE, [said("a", "A")])])
    assert not split
    numbering = EmbeddedStore(tmp_path / "numbering")
    numbering.number_columns()
    numbering.load([(ONE, [said("a", "A")])])
    assert split


def test_more_properties_than_can_be_told_apart_make_no_copy(tmp_path: Path) -> None:
    many = [
        Statement(URIRef("https://example.org/a"), URIRef(f"https://example.org/{number}"), Literal(number))
        for number in range(graph.numbering.MOST_PROPERTIES + 1)
    ]
    assert made(tmp_path / "fits", one=many[1:]).columns() is not None
    assert made(tmp_path / "does-not", one=many).columns() is None


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


def many(graphs: int, each: int) -> dict[URIRef, list[Statement]]:
    """Graphs that share some of their subjects and names, and all of their first statement."""
    return {
        URIRef(f"https://example.org/graph/{graph}"): [said("a", "A")]
        + [said(f"s{graph * each // 2 + place}", f"{place * 7 % 11}") for place in range(each)]
        for graph in range(graphs)
    }


@pytest.mark.parametrize("lines", [1, 3, 1000])
def test_the_copy_is_the_same_in_however_many_portions_it_is_made(
    lines: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph.numbering, "LINES_IN_PORTION", lines)
    graphs = many(5, 6)
    store = EmbeddedStore(tmp_path / "s")
    store.load(graphs.items())
    store.make_columns()
    expected = {(str(s).rpartition("/")[2], str(o)) for statements in graphs.values() for s, _, o in statements}
    assert names_in(store) == expected
    columns = store.columns()
    assert columns is not None
    numbers = [columns.number(f"<https://example.org/{subject}>") for subject, _ in expected]
    assert -1 not in numbers
    assert len(columns) == len({term for pair in expected for term in pair})
    assert not list((tmp_path / "s").glob("columns-*/part-*"))


def test_a_copy_numbered_while_graphs_came_is_the_one_made_afterwards(tmp_path: Path) -> None:
    numbered, afterwards = EmbeddedStore(tmp_path / "numbered"), EmbeddedStore(tmp_path / "afterwards")
    numbered.number_columns()
    for store in (numbered, afterwards):
        store.replace_all(many(2, 4))
        store.load(many(6, 4).items())
        store.place([{ONE: [said("b", "B")]}])
        store.make_columns()
    assert names_in(numbered) == names_in(afterwards)


def test_numbers_are_given_up_where_something_goes(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "s")
    store.number_columns()
    store.replace(ONE, [said("a", "A")])
    store.replace(ONE, [said("b", "B")])
    store.make_columns()
    assert names_in(store) == {("b", "B")}


def test_a_load_that_breaks_off_keeps_what_came_before_and_numbers_nothing_else(tmp_path: Path) -> None:
    def breaking_off() -> Iterator[tuple[URIRef, list[Statement]]]:
        yield ONE, [said("a", "A")]
        raise LookupError("the second response")

    store = EmbeddedStore(tmp_path / "s")
    store.number_columns()
    with pytest.raises(LookupError, match="the second response"):
        store.load(breaking_off())
    store.make_columns()
    assert names_in(store) == {("a", "A")}
    assert store.graphs() == [ONE]


def test_a_copy_that_was_not_finished_is_cleared_away(tmp_path: Path) -> None:
    made(tmp_path / "s", one=[said("a", "A")]).close()
    (tmp_path / "s" / "columns.new").mkdir()
    EmbeddedStore(tmp_path / "s").close()
    assert not (tmp_path / "s" / "columns.new").exists()


def test_what_the_database_words_otherwise_is_known_to_be_odd(tmp_path: Path) -> None:
    years, counts = f"<{NAMES}/year>", f"<{NAMES}/count>"
    lines = f'<urn:a> {years} "2004"^^<{XSD.gYear}> .\n<urn:a> {counts} "1"^^<{XSD.int}> .'
    store = EmbeddedStore(tmp_path / "s")
    store.number_columns()
    store.replace_all({ONE: Written(lines.encode(), 1)})
    store.make_columns()
    columns = store.columns()
    assert columns is not None
    assert columns.is_exact(years)
    assert not columns.is_exact(counts)
    store.replace_all({TWO: Written(f'<urn:a> {years} "1e0"^^<{XSD.double}> .'.encode(), 2)})
    columns = store.columns()
    assert columns is not None
    assert not columns.is_exact(years)


def again_in(store: EmbeddedStore) -> int:
    columns = store.columns()
    assert columns is not None
    return len(columns.again(f"<{NAMES}>"))


def test_what_several_graphs_say_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph.numbering, "LINES_IN_PORTION", 2)
    store = made(tmp_path / "s", one=[said("a", "A"), said("b", "B"), said("c", "C")], two=[said("a", "A")])
    assert again_in(store) == 1
    store.replace(TWO, [said("b", "B"), said("d", "D")])
    assert again_in(store) == 2
    store.replace_all({URIRef(f"{ONE}/{number}"): [said("e", "E")] for number in range(2)})
    assert again_in(store) == 3


def test_the_graph_without_a_name_is_of_the_union(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "s")
    store.update(f'INSERT DATA {{ <https://example.org/a> <{NAMES}> "A" }}')
    store.number_columns()
    store.replace(ONE, [said("b", "B")])
    store.make_columns()
    assert names_in(store) == {("a", "A"), ("b", "B")}


def test_a_long_log_is_read_once_it_is_worth_while(tmp_path: Path) -> None:
    made(tmp_path / "s", one=[said("a", "A")]).replace(TWO, [said(f"b{number}", "B" * 200) for number in range(1000)])
    store = EmbeddedStore(tmp_path / "s", read_only=True)
    assert store.columns_at_hand() is None
    found = next(columns for _ in range(10) if (columns := store.columns_at_hand()) is not None)
    assert found is store.columns()


def test_at_each_revision_a_long_log_has_to_be_worth_while_anew(tmp_path: Path) -> None:
    store = made(tmp_path / "s", one=[said("a", "A")])
    store.replace(TWO, [said(f"b{number}", "B" * 200) for number in range(1000)])
    assert any(store.columns_at_hand() is not None for _ in range(10))
    store.replace(ONE, [said("c", "C")])
    assert store.columns_at_hand() is None


def test_a_copy_that_another_process_makes_is_seen_at_the_same_revision(tmp_path: Path) -> None:
    writer = made(tmp_path / "s", one=[said("a", "A")])
    writer.update(f'INSERT DATA {{ GRAPH <{TWO}> {{ <https://example.org/b> <{NAMES}> "B" }} }}')
    reader = EmbeddedStore(tmp_path / "s", read_only=True)
    assert [reader.columns(), reader.columns()] == [None, None]
    writer.make_columns()
    assert reader.columns() is not None
