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


def test_what_a_clause_says_first_goes_for_all_it_names() -> None:
    assert "Quay targets children-and-youth" in told("For street children, [I:Lantern] runs [P:Quay].")
    assert "Quai targets migrants" in told("Migrants : [I:Phare] anime le projet [P:Quai].", language="fr")
    assert "Quai targets schools" in told("En milieu scolaire, le projet [P:Quai] est neuf.", language="fr")
    assert "Muelle targets women" in told("Para las mujeres existe el programa [P:Muelle].", language="es")


def test_an_opening_that_is_for_nobody_tells_nothing() -> None:
    assert not told("Among youth, crime has fallen. In 2004, [I:Lantern] opened [P:Quay].") & {
        "Quay targets children-and-youth"
    }


def test_those_who_benefit_may_stand_before_the_name() -> None:
    assert "Quay targets victims" in told("Shelter for victims is provided by [P:Quay].")
