"""Organisations that states write of everywhere go by one name, whatever the language."""

import pytest

from ingest.naming.own_acronyms import known_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("PNUD", "UNDP"),
        ("Programa de las Naciones Unidas para el Desarrollo", "UNDP"),
        ("ONU-Habitat", "UN-Habitat"),
        ("Interpol", "INTERPOL"),
        ("réseau européen de prévention de la criminalité", "EUCPN"),
        ("REPC", "EUCPN"),
    ],
)
def test_a_known_organisation_goes_by_one_name(written: str, name: str) -> None:
    assert known_name([written]) == name


@pytest.mark.parametrize("written", ["NCA", "who", "rss", "undp"])
def test_an_acronym_is_known_as_it_is_written(written: str) -> None:
    assert known_name([written]) is None


def test_an_acronym_beside_the_full_name_of_another_body_is_that_body_s() -> None:
    assert known_name(["Coalition of Island Prevention Networks", "CIPC"]) is None


def test_an_acronym_beside_its_own_name_with_a_slip_is_known() -> None:
    assert known_name(["United Nation Development Programme", "UNDP"]) == "UNDP"
