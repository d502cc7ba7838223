"""A reviewer's file says what is one thing and what became of what."""

from pathlib import Path

import pytest
from rdflib.namespace import ORG, RDF, SKOS
from rdflib.term import Literal, URIRef

from graph.identifiers import Identifiers
from graph.merge import BadMerges, Merges, change_events, merge, read_merges
from graph.model import Statement
from ontology.terms import PG

IDS = Identifiers()
SERVICE, THE_SERVICE, MINISTRY = (
    IDS.entity("Institution", "XAA", [name]) for name in ("Service", "The Service", "Ministry")
)
SAME = """
[[same]]
keep = "institution/XAA/service"
also = ["institution/XAA/the-service"]
by = "A. Reviewer"
on = 2024-05-03
"""
CHANGE = """
[[change]]
from = ["institution/XAA/ministry"]
to = ["institution/XAA/service"]
when = "2007"
label = "The ministry became a service"
by = "A. Reviewer"
on = 2024-05-03
"""


def merges(folder: Path, text: str) -> Merges:
    (folder / "merges.toml").write_text(text, encoding="utf-8")
    return read_merges(folder / "merges.toml")


def test_one_iri_stays_and_the_name_of_the_other_becomes_another_name(tmp_path: Path) -> None:
    said = [
        Statement(THE_SERVICE, SKOS.prefLabel, Literal("The Service", lang="en")),
        Statement(THE_SERVICE, PG.partOf, MINISTRY),
        Statement(MINISTRY, PG.funds, THE_SERVICE),
    ]
    assert list(merge(said, merges(tmp_path, SAME))) == [
        Statement(SERVICE, SKOS.altLabel, Literal("The Service", lang="en")),
        Statement(SERVICE, PG.partOf, MINISTRY),
        Statement(MINISTRY, PG.funds, SERVICE),
    ]


def test_a_change_links_what_was_with_what_is_and_keeps_both(tmp_path: Path) -> None:
    events = set(change_events(merges(tmp_path, SAME + CHANGE)))
    (event,) = {one.subject for one in events if one.object == ORG.ChangeEvent}
    assert {
        Statement(event, RDF.type, ORG.ChangeEvent),
        Statement(event, ORG.originalOrganization, MINISTRY),
        Statement(event, ORG.resultingOrganization, SERVICE),
    } <= events
    assert events == set(change_events(merges(tmp_path, CHANGE)))


def test_without_a_decision_nothing_changes(tmp_path: Path) -> None:
    said = [Statement(URIRef("urn:s"), SKOS.prefLabel, Literal("Service"))]
    assert list(merge(said, merges(tmp_path, ""))) == said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("no toml", "cannot be read"),
        (SAME.replace("[[same]]", "[[sam]]"), "sam is nothing it may hold"),
        (SAME.replace("2024-05-03", '"2024-05-03"'), "date without quotes"),
        (SAME.replace('["institution/XAA/the-service"]', '"institution/XAA/the-service"'), "list of names"),
        (CHANGE + 'were = "x"', "were is nothing it may hold"),
        (SAME.replace('by = "A. Reviewer"\n', ""), "lacks by"),
        (SAME + SAME, "once"),
        (SAME + SAME.replace("/service", "/x").replace("the-service", "service"), "nothing may become it"),
    ],
)
def test_a_file_that_decides_nothing_clear_is_refused(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(BadMerges, match=why):
        merges(tmp_path, text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadMerges, match=r"merges\.toml"):
        read_merges(tmp_path / "merges.toml")
