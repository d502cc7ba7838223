"""Whom a practice is for."""

from tests.ingest.told import told


def targets(marked: str, language: str = "en") -> set[str]:
    return {r.rsplit(" ", 1)[1] for r in told(marked, language=language) if " targets " in r}


def test_a_name_tells_whom_it_is_for() -> None:
    assert targets("[S:Plan against Violence towards Women]") == {"women"}


def test_the_words_after_a_name_tell_whom_it_is_for() -> None:
    assert targets("[P:Open Doors] for prisoners and their families.") == {"offenders", "families"}


def test_the_heading_before_a_name_tells_whom_it_is_for() -> None:
    assert targets("Elderly persons: [P:Open Doors].") == {"elderly"}


def test_released_prisoners_are_not_prisoners() -> None:
    assert targets("[P:Open Doors] for released prisoners.") == {"ex-prisoners"}


def test_the_name_of_a_ministry_tells_nothing_of_the_practice() -> None:
    assert targets("[P:Open Doors] with the [I:Ministry of Youth and Women].") == set()


def test_a_school_in_a_name_is_no_target_but_schools_in_the_sentence_are() -> None:
    assert targets("[P:A Second School] at the harbour.") == set()
    assert targets("[P:Open Doors] is used in 40 schools.") == {"schools"}


def test_groups_are_known_in_french_and_spanish() -> None:
    assert targets("[P:Phare] au profit des détenus.", "fr") == {"offenders"}
    assert targets("[P:Faro], dirigido a personas adultas mayores.", "es") == {"elderly"}
