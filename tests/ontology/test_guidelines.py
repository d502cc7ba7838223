"""The paragraphs: all there, nested, named, grouped, and found by number or topic."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from graph.identifiers import Identifiers
from ontology.guidelines import find_paragraph, of_topic, paragraphs, topics, within

#: How many sub-paragraphs the resolution gives to each paragraph that has any.
SUB_PARAGRAPHS = {"6": 4, "17": 5, "18": 4, "19": 3, "20": 3, "21": 7, "22": 5, "23": 4, "24": 4, "26": 5, "27": 3}
ITEMS = Path(__file__).resolve().parents[3] / "shared" / "score" / "items.json"


def test_there_are_thirty_three_paragraphs_in_order() -> None:
    tops = [number for number, paragraph in paragraphs().items() if paragraph.parent is None]
    assert tops == [str(number) for number in range(1, 34)]


@pytest.mark.parametrize(("number", "count"), SUB_PARAGRAPHS.items())
def test_each_paragraph_has_its_sub_paragraphs_by_letter(number: str, count: int) -> None:
    assert within(number) == (number, *(f"{number}({letter})" for letter in "abcdefg"[:count]))


def test_no_other_paragraph_has_sub_paragraphs() -> None:
    assert len(paragraphs()) == 33 + sum(SUB_PARAGRAPHS.values())


def test_every_paragraph_is_named_in_three_languages_under_a_heading() -> None:
    for paragraph in paragraphs().values():
        assert set(paragraph.labels) == {"en", "fr", "es"}, paragraph.number
        assert set(paragraph.heading) == {"en", "fr", "es"}, paragraph.number


def test_no_two_paragraphs_have_the_same_name() -> None:
    for language in ("en", "fr", "es"):
        names = [paragraph.labels[language] for paragraph in paragraphs().values()]
        assert len(set(names)) == len(names)


def test_the_iris_are_those_that_identifiers_make() -> None:
    for number, paragraph in paragraphs().items():
        assert paragraph.iri == Identifiers().paragraph(number)


def test_every_paragraph_stands_under_exactly_one_heading() -> None:
    graph = Graph().parse(data=(files("ontology") / "guidelines.ttl").read_text("utf-8"), format="turtle")
    for paragraph in paragraphs().values():
        if paragraph.parent is None:
            assert len(list(graph.subjects(SKOS.member, paragraph.iri))) == 1, paragraph.number
    assert len(list(graph.subjects(RDF.type, SKOS.Collection))) == 30


@pytest.mark.parametrize(
    ("topic", "numbers"),
    [("surveillance", ("26(b)",)), ("recidivism", ("6(d)",)), ("media", ("24(d)",)), ("mediation", ("24(c)",))],
)
def test_a_topic_leads_to_its_paragraphs(topic: str, numbers: tuple[str, ...]) -> None:
    assert of_topic(topic) == numbers


def test_a_topic_can_stand_for_several_paragraphs() -> None:
    assert of_topic("organized-crime") == ("13", "27", "31")
    assert "organized-crime" in topics()


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("24(c)", "24(c)"),
        ("24 (C)", "24(c)"),
        ("24c", "24(c)"),
        ("24/c", "24(c)"),
        ("para. 7", "7"),
        ("media", "24(d)"),
    ],
)
def test_a_paragraph_is_found_as_people_write_it(written: str, number: str) -> None:
    assert find_paragraph(written) == number


@pytest.mark.parametrize("written", ["34", "7(a)", "", "none", "24(e)"])
def test_what_is_no_paragraph_is_not_found(written: str) -> None:
    assert find_paragraph(written) is None


def test_every_paragraph_that_an_item_is_about_is_here() -> None:
    if not ITEMS.is_file():
        pytest.skip(f"{ITEMS} is not there")
    about = {number for item in json.loads(ITEMS.read_text("utf-8")).values() for number in item["paragraphs"]}
    assert about <= set(paragraphs())
