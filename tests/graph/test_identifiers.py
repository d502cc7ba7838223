"""Two things never share an IRI because of how they are written."""

import pytest

from graph.identifiers import LONGEST_SLUG, Identifiers, slug

IDS = Identifiers()


def test_items_that_differ_by_a_bracket_only_are_two() -> None:
    assert IDS.answer("CZE", "first", "1(1)") != IDS.answer("CZE", "first", "11")
    assert IDS.answer("CZE", "first", "9(c)").endswith("/9c")


def test_names_that_differ_by_a_vowel_sign_only_are_two() -> None:
    assert slug("पुलिस") != slug("पुलास")
    assert slug("पुलिस सेवा").count("-") == 1


@pytest.mark.parametrize(
    "name", ["*** !!!", '<b> "x" {y} |z| \\', "a/../b?c#d%20", "a" * 10_000, "\u200b", "İl — 5/2001"]
)
def test_any_name_gives_a_part_that_can_stand_in_an_iri(name: str) -> None:
    part = slug(name)
    assert part
    assert not set(part) & set(' <>"{}|\\^`/?#%')
    assert len(part) <= LONGEST_SLUG + 21


def test_long_names_that_differ_at_their_end_only_are_two() -> None:
    assert slug("a" * 10_000) != slug("a" * 10_001)


def test_two_networks_with_one_acronym_are_two() -> None:
    one = IDS.entity("Network", "XAA", ["Northern Cities Alliance", "NCA"])
    other = IDS.entity("Network", "XAB", ["National Councils Association", "NCA"])
    assert one != other
