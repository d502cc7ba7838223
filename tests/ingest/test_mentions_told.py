"""Names that no head noun tells: what stands around them, where they stand, what is done with them."""

import pytest

from tests.ingest.naming import entities_of, named

TOLD = [
    ("en", "Open Gate is run by the City Mission.", "Programme: Open Gate"),
    (
        "en",
        "Circles of Courage (2003), which are facilitated by churches, meet weekly.",
        "Programme: Circles of Courage",
    ),
    ("en", "See Costs of Theft, available on request.", "Publication: Costs of Theft"),
    ("en", "Also Second Wind, Ministry of Youth, for boys.", "Programme: Second Wind"),
    ("en", "Reading Friends – Ministry of Education, since 2001.", "Programme: Reading Friends"),
    ("en", "FIU under Min. of Finance.", "Institution: FIU"),
    ("en", "Youth at risk: youth mentoring schemes (YMS) in two towns.", "Programme: youth mentoring schemes"),
    ("en", "The project was executed by the municipality of Elden.", "Institution: municipality of Elden"),
    ("fr", "La police municipale de Port-Anne patrouille.", "Institution: police municipale de Port-Anne"),
    ("fr", "L’ONG Terre des aînés propose un toit.", "Institution: Terre des aînés"),
    ("fr", "Le Tribunal de Valserre confie l’aide à la fondation Carrousel.", "Institution: Carrousel"),
    ("fr", "L’Administration pénitentiaire forme ses agents.", "Institution: Administration pénitentiaire"),
    ("fr", "La Haute école de travail social de Bourg forme.", "Institution: Haute école de travail social de Bourg"),
    ("fr", "Pro Familia et la Fondation Hirondelle les aident.", "Institution: Pro Familia"),
]


@pytest.mark.parametrize(("language", "text", "thing"), TOLD)
def test_what_stands_around_a_name_tells_what_it_is(language: str, text: str, thing: str) -> None:
    assert thing in named(text, language)


def test_a_place_is_nothing_that_is_done() -> None:
    assert named("A hostel in Port Ann is run by volunteers.") == set()


def test_a_title_that_was_adopted_is_a_strategy() -> None:
    text = 'The best known is "Elden Cares", adopted by the City of Elden in 1999.'
    assert "Strategy: Elden Cares" in named(text, item="2(c)")


def test_titles_of_one_list_are_of_one_type() -> None:
    found = named('The projects "Police in School", "Night Buses" and "Youth Patrols" go on.')
    assert found == {"Programme: Police in School", "Programme: Night Buses", "Programme: Youth Patrols"}


def test_a_quotation_goes_on_over_a_page_break() -> None:
    (entity,) = entities_of({"9(a)": "The project “Paths out of\n\nviolence” goes on."})
    assert entity.labels[0] == "Paths out of violence"


def test_a_name_is_known_with_the_noun_before_it_too() -> None:
    (entity,) = entities_of({"9(a)": "The association Lantern helps."})
    assert entity.labels == ("Lantern", "association Lantern")


def test_a_noun_of_the_sentence_before_is_no_part_of_a_title() -> None:
    assert "Institution: Prevention Branch" in named('They are of the Prevention Branch. "Lock It" is a drive by it.')


def test_initials_before_a_name_in_brackets_are_its_acronym() -> None:
    (entity,) = entities_of({"9(a)": "The chief sits in the LCP (League of Coastal Ports) too."})
    assert set(entity.labels) == {"LCP", "League of Coastal Ports"}


SHAPES = [
    ("en", "Right from the Start, a programme for mothers, goes on.", "Programme: Right from the Start"),
    ("en", "Stay On, a scheme for pupils, goes on.", "Programme: Stay On"),
    ("en", "Shelter is given by Harbour House, a project of the Sisters of Hope.", "Programme: Harbour House"),
    ("en", "Harbour House, a project of the Sisters of Hope, gives shelter.", "Institution: Sisters of Hope"),
    ("en", "They praise Mend the Nets, an undertaking of the City of Elden.", "Programme: Mend the Nets"),
    ("en", "It oversees the Police in Schools Initiative.", "Programme: Police in Schools Initiative"),
    (
        "en",
        "The Federal School of Public Administration teaches it.",
        "Institution: Federal School of Public Administration",
    ),
    ("en", "The Guard's Rural Safety Directorate oversees it.", "Institution: Rural Safety Directorate"),
    ("en", "It is the Safety Directorate of the provincial Ministry of Justice.", "Institution: Safety Directorate"),
    (
        "en",
        "Planning Ahead: A Handbook for Local Boards is read.",
        "Publication: Planning Ahead: A Handbook for Local Boards",
    ),
    ("en", 'Law No. 55 "On Combating Trafficking" of 17 March 2005.', "LegalInstrument: "),
]


@pytest.mark.parametrize(("language", "text", "thing"), SHAPES)
def test_a_name_has_its_own_shape(language: str, text: str, thing: str) -> None:
    assert any(found.startswith(thing) for found in named(text, language))


def test_a_sentence_with_a_name_at_its_end_is_no_title() -> None:
    found = named("Older persons benefit from Scam Alert, a campaign on fraud.")
    assert found == {"Programme: Scam Alert"}


def test_a_strategy_is_known_by_what_stands_before_its_colon() -> None:
    text = "Safer Shores: the National Safety Framework, endorsed in 2003. Safer Shores has no basis in law."
    (entity,) = entities_of({"2(a)": text})
    assert entity.labels == ("Safer Shores: the National Safety Framework", "Safer Shores")


WORDS = [
    (
        "en",
        "The Presidential Task Force on Police Reforms met.",
        "Institution: Presidential Task Force on Police Reforms",
    ),
    (
        "en",
        "It is the Institute of Peace and Security Studies.",
        "Institution: Institute of Peace and Security Studies",
    ),
    (
        "en",
        "Made mandatory by the Traffic (Vehicle Marking) Rules, 2002.",
        "LegalInstrument: Traffic (Vehicle Marking) Rules",
    ),
    ("en", "For street children there is Homeward, a project of the Trust.", "Programme: Homeward"),
    ("en", "The Listening Circles of the Mothers' Union help.", "Programme: Listening Circles"),
    ("en", "It is met by Prison Fellowship Borduria.", "Institution: Prison Fellowship Borduria"),
    ("fr", "Il est affilié au Réseau maghrébin de criminologie.", "Network: Réseau maghrébin de criminologie"),
    (
        "fr",
        "Il s’appuie sur le Centre de recherche en criminologie.",
        "Institution: Centre de recherche en criminologie",
    ),
    ("fr", "Les Cahiers de l’Observatoire paraissent.", "Publication: Cahiers de l’Observatoire"),
    ("fr", "L’ONG Lecture pour tous prête des livres.", "Institution: Lecture pour tous"),
    (
        "fr",
        "Le Ministère délégué à la Condition féminine l’a publié.",
        "Institution: Ministère délégué à la Condition féminine",
    ),
    ("fr", "L’Administration des douanes et accises veille.", "Institution: Administration des douanes et accises"),
]


@pytest.mark.parametrize(("language", "text", "thing"), WORDS)
def test_a_name_goes_on_as_its_words_allow(language: str, text: str, thing: str) -> None:
    assert any(found.startswith(thing) for found in named(text, language))


def test_one_of_many_is_no_name() -> None:
    assert named("It went to all Provincial Commissioners and to a British NGO.") == set()


def test_an_acronym_defined_here_is_no_longer_the_one_the_world_knows() -> None:
    texts = {
        "3": "La Commission interministérielle de prévention du crime (CIPC) coordonne.",
        "22": "La CIPC est membre du Centre international pour la prévention de la criminalité.",
    }
    found = {(e.type, e.labels[0]) for e in entities_of(texts, "fr")}
    assert ("Institution", "Commission interministérielle de prévention du crime") in found
    assert ("Network", "Centre international pour la prévention de la criminalité") in found
    assert len(found) == 2


PIECES = [
    ("en", "It puts out a newsletter, Crime Watch, and a site.", {"Publication: Crime Watch"}),
    ("en", "Borduria's Prison Service trains.", {"Institution: Prison Service"}),
    ("en", 'The lessons "Law and Us" (IJA) go on.', {"Programme: Law and Us"}),
    ("en", 'The newspaper of MIA "On Guard" is read.', {"Publication: On Guard"}),
    ("fr", "L’ONG Main tendue propose un toit.", {"Institution: Main tendue"}),
]


@pytest.mark.parametrize(("language", "text", "things"), PIECES)
def test_what_leads_a_name_in_tells_its_type(language: str, text: str, things: set[str]) -> None:
    assert named(text, language) == things


def test_a_title_before_its_plan_is_one_with_it() -> None:
    (entity,) = entities_of({"2(a)": 'Yes: "Safe Together", National Plan for the Prevention of Violence.'})
    assert set(entity.labels) == {"Safe Together", "National Plan for the Prevention of Violence"}


def test_a_programme_with_its_period_is_a_strategy() -> None:
    assert "Strategy: Employment Programme 2005-2007" in named("It is in the Employment Programme 2005-2007.")
    assert "Programme: Lantern Programme" in named("It is in the Lantern Programme (2005-2007).")
