"""The world to measure in: the same everywhere, invented throughout, and written so that it can be read again."""

from pathlib import Path

from graph.identifiers import Identifiers
from ingest.document.read import read_document
from ingest.form import read_form
from ontology.questionnaire import load_questionnaire
from tests.benchmarks.world import World, graphs_of, response

IDS = Identifiers()


def test_the_same_seed_gives_the_same_world_and_another_seed_another() -> None:
    one, again, other = (next(World(seed=seed).responses()) for seed in (1, 1, 2))
    assert graphs_of(one, IDS) == graphs_of(again, IDS)
    assert one.document.text != other.document.text


def test_every_state_of_the_largest_world_is_invented_and_replies_once_a_round() -> None:
    places = list(World(rounds=3).places())
    assert len(set(places)) == len(places) == 3 * 193
    assert all(iso3.startswith("X") and len(iso3) == 3 for iso3, _ in places)


def test_every_quotation_stands_in_its_document_where_it_says() -> None:
    for told in World(states=6).responses():
        quoted = [words for read in (*told.entities, *told.relations) for words in read.evidence]
        assert quoted
        assert all(told.document.text[words.start : words.end] == words.quote for words in quoted)


def test_two_rounds_of_one_state_share_institutions_and_differ_in_text() -> None:
    first, second = response(1, "XAA", "ecosoc-2004-28"), response(1, "XAA", "survey-1")
    assert {one.key for one in first.entities} & {one.key for one in second.entities}
    assert first.document.text != second.document.text


def test_the_documents_of_a_world_are_read_as_they_were_written(tmp_path: Path) -> None:
    form = load_questionnaire()
    languages = set()
    for told in World(states=9).responses():
        path = tmp_path / told.document.file
        path.write_text(told.document.text, "utf-8")
        read = read_form(read_document(path), form)
        assert {i: (a.mark, a.needs, a.offers) for i, a in read.answers.items()} == {
            i: (a.mark, a.needs, a.offers) for i, a in told.answers.items()
        }
        # What 2(b) and 2(c) say stands in one field, which a reader may give to either.
        assert {i: a.text for i, a in read.answers.items() if i not in ("2(b)", "2(c)")} == {
            i: a.text for i, a in told.answers.items() if i not in ("2(b)", "2(c)")
        }
        languages.add(read.language)
    assert languages == {"en", "fr", "es"}
