"""`merges.toml` in a folder of responses: one thing under two names, and what became of which body, kept for good."""

import json
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import ORG, PROV, RDFS, SKOS
from rdflib.term import Literal, URIRef

from graph.check import check
from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.model import Gravity
from ontology.terms import PG
from prevgraph.command import run
from prevgraph.dataset.publisher import Publisher
from prevgraph.ingesting import Ingested, ingest
from prevgraph.reading import ReadingPlan

EXAMPLES = Path(__file__).resolve().parents[2] / "prevgraph" / "examples"
PLAN = ReadingPlan(states_files=(EXAMPLES / "states.toml",))
BASE = Identifiers().base + "id/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tavu.txt").write_bytes((EXAMPLES / "responses" / "tavu-islands.txt.txt").read_bytes())
    return tmp_path


def read(store: EmbeddedStore, folder: Path) -> list[Ingested]:
    return list(ingest(store, [folder / "tavu.txt"], plan=PLAN, jobs=1, publisher=Publisher()))


def bodies(store: EmbeddedStore) -> list[URIRef]:
    rows = store.select("SELECT DISTINCT ?s WHERE { ?s a ?class } ORDER BY ?s", {"class": PG.Institution}).rows
    return [URIRef(str(row[0])) for row in rows]


def decide(folder: Path, bodies: list[URIRef]) -> tuple[URIRef, URIRef, URIRef]:
    """The first two bodies are one, the third became the first."""
    keep, other, third = bodies[:3]
    short = [str(one).removeprefix(BASE) for one in (keep, other, third)]
    (folder / "merges.toml").write_text(
        f"""
        [[same]]
        keep = "{short[0]}"
        also = ["{short[1]}"]
        by = "A. Reviewer"
        on = 2024-05-03

        [[change]]
        from = ["{short[2]}"]
        to = ["{short[0]}"]
        when = "2007"
        label = "It took over"
        by = "A. Reviewer"
        on = 2024-05-03

        [[change]]
        from = ["institution/XAZ/nowhere"]
        to = ["institution/XAZ/elsewhere"]
        label = "Of another state"
        by = "A. Reviewer"
        on = 2024-05-03
        """,
        "utf-8",
    )
    return keep, other, third


def test_what_a_reviewer_merged_stays_merged_when_the_response_is_read_again(folder: Path) -> None:
    store = EmbeddedStore()
    read(store, folder)
    keep, other, _ = decide(folder, bodies(store))
    (again,) = read(store, folder)
    assert not again.skipped
    assert keep in bodies(store)
    assert other not in bodies(store)
    said = [one for graph in store.graphs() if "/response/" in graph for one in store.statements(graph)]
    assert other not in {term for one in said for term in one}
    names = {one.object for one in said if (one.subject, one.predicate) == (keep, SKOS.altLabel)}
    assert names
    assert len([one for one in said if (one.subject, one.predicate) == (keep, SKOS.prefLabel)]) == 1
    (skipped,) = read(store, folder)
    assert skipped.skipped
    store.close()


def test_a_change_links_the_bodies_and_says_who_decided(folder: Path) -> None:
    store = EmbeddedStore()
    read(store, folder)
    keep, _, third = decide(folder, bodies(store))
    read(store, folder)
    rows = store.select(
        "SELECT ?from ?to WHERE { ?event a ?change ; ?original ?from ; ?resulting ?to }",
        {"change": ORG.ChangeEvent, "original": ORG.originalOrganization, "resulting": ORG.resultingOrganization},
    ).rows
    assert rows == [(third, keep)]
    decided = store.select(
        "SELECT ?by WHERE { ?what ?action 'merge' ; ?associated ?agent . ?agent ?label ?by }",
        {"action": PG.action, "associated": PROV.wasAssociatedWith, "label": RDFS.label},
    ).rows
    assert decided == [(Literal("A. Reviewer"),)]
    assert [one for one in check(store) if one.gravity is Gravity.ERROR] == []
    store.close()


def test_what_is_printed_before_reading_has_the_iri_that_the_thing_will_have(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = EmbeddedStore()
    read(store, folder)
    keep, other, _ = decide(folder, bodies(store))
    store.close()
    asked = ["extract", str(folder / "tavu.txt"), "--states-file", str(EXAMPLES / "states.toml")]
    assert run(asked) == 0
    iris = [entity["iri"] for entity in json.loads(capsys.readouterr().out)["entities"]]
    assert iris.count(str(keep)) == 2
    assert str(other) not in iris
    assert run([*asked, "--format", "turtle"]) == 0
    printed = Graph().parse(data=capsys.readouterr().out, format="turtle")
    assert len(list(printed.objects(keep, SKOS.prefLabel))) == 1
    assert other not in printed.all_nodes()


def test_decisions_that_cannot_be_understood_stop_the_file_and_not_the_run(folder: Path) -> None:
    (folder / "merges.toml").write_text("[[same]]\nkeep = 'institution/XAC/x'\n", "utf-8")
    store = EmbeddedStore()
    (done,) = read(store, folder)
    assert "merges.toml cannot be read as a file of merges: a decision lacks also" in str(done.error)
    store.close()
