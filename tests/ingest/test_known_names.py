"""Organisations that states write of everywhere go by one name, whatever the language."""

import pytest

from ingest.lexicons import known_by


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("PNUD", "UNDP"),
        ("Programa de las Naciones Unidas para el Desarrollo", "UNDP"),
        ("ONU-Habitat", "UN-Habitat"),
        ("interpol", "INTERPOL"),
        ("REPC", "EUCPN"),
    ],
)
def test_a_known_organisation_goes_by_one_name(written: str, name: str) -> None:
    assert known_by()[written.casefold()] == name


def test_an_acronym_that_is_nobody_s_in_particular_is_not_known() -> None:
    assert "nca" not in known_by()
