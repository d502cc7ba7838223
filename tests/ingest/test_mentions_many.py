"""Names in lists, in other spellings and from other administrations, in three languages."""

import pytest

from tests.ingest.naming import entities_of, named, one

SEVERAL = [
    ("en", "The Ministries of Justice and of the Interior meet.", {"Ministry of Justice", "Ministry of the Interior"}),
    (
        "en",
        "The Ministries of Health, Labour and Education meet.",
        {"Ministry of Health", "Ministry of Labour", "Ministry of Education"},
    ),
    (
        "fr",
        "Les ministères de la Justice et de l’Intérieur siègent.",
        {"ministère de la Justice", "ministère de l’Intérieur"},
    ),
    (
        "es",
        "Los Ministerios de Justicia y del Interior sesionan.",
        {"Ministerio de Justicia", "Ministerio del Interior"},
    ),
    (
        "en",
        "It helps the Federation of Sailors' Homes and to the Red Cross of Elden.",
        {"Federation of Sailors' Homes", "Red Cross of Elden"},
    ),
    ("es", "Vienen la Alcaldía de Río Hondo y la Junta de Aguas.", {"Alcaldía de Río Hondo", "Junta de Aguas"}),
    (
        "fr",
        "La Brigade de protection des mineurs de la Police nationale veille.",
        {"Brigade de protection des mineurs", "Police nationale"},
    ),
    (
        "en",
        "- Ministry of Lands;\n- State Committee for Tourism;\n- Chamber of Trade.",
        {"Ministry of Lands", "State Committee for Tourism", "Chamber of Trade"},
    ),
]


@pytest.mark.parametrize(("language", "text", "bodies"), SEVERAL)
def test_bodies_in_one_phrase_are_named_one_by_one(language: str, text: str, bodies: set[str]) -> None:
    assert named(text, language) == {f"Institution: {body}" for body in bodies}


SOLE = [
    ("en", "Min. of Lands & Housing runs it.", "Institution: Min. of Lands & Housing"),
    ("en", "MINISTRY OF LANDS AND HOUSING runs it.", "Institution: MINISTRY OF LANDS AND HOUSING"),
    (
        "en",
        "The Department of the Interior and Local Government runs it.",
        "Institution: Department of the Interior and Local Government",
    ),
    ("en", "The akimat is the Akimat of Karatau City.", "Institution: Akimat of Karatau City"),
    (
        "fr",
        "Le Haut-Commissariat aux droits de l’homme et à la bonne gouvernance décide.",
        "Institution: Haut-Commissariat aux droits de l’homme et à la bonne gouvernance",
    ),
    ("fr", "Le ministère de l’Éducation nationale décide.", "Institution: ministère de l’Éducation nationale"),
    (
        "es",
        "La Comisión Nacional para la Vida sin Drogas decide.",
        "Institution: Comisión Nacional para la Vida sin Drogas",
    ),
    ("es", "El Ministerio de Trabajo decide.", "Institution: Ministerio de Trabajo"),
    ("en", "A White Paper on Fishing Ports was issued.", "Strategy: White Paper on Fishing Ports"),
    (
        "fr",
        "La Lettre de politique sectorielle de la pêche 2006-2011 vaut.",
        "Strategy: Lettre de politique sectorielle de la pêche 2006-2011",
    ),
    ("en", "The Vision 2030 guides us.", "Strategy: Vision 2030"),
    ("fr", "La campagne « Halte ! Silence rompu » continue.", "Programme: Halte ! Silence rompu"),
    ("en", "Lunch is given by the NGO Open Kitchen.", "Institution: Open Kitchen"),
]


@pytest.mark.parametrize(("language", "text", "name"), SOLE)
def test_a_name_is_read_from_its_first_word_to_its_last(language: str, text: str, name: str) -> None:
    assert named(text, language) == {name}


CITED = [
    ("en", "Under Act 7 of 1998 it is forbidden.", "7"),
    ("en", "Under Act XXXIV of 1994 it is forbidden.", "XXXIV"),
    ("en", "The Law on Fishing Villages No. 1-XII forbids it.", "1-XII"),
    ("es", "La Ley 24.059 lo prohíbe.", "24.059"),
    ("fr", "La délibération n° 99-125 l’interdit.", "99-125"),
]


@pytest.mark.parametrize(("language", "text", "number"), CITED)
def test_a_law_is_cited_in_the_manner_of_many_countries(language: str, text: str, number: str) -> None:
    assert one(text, language).attributes["number"] == number


def test_what_stands_before_the_shortest_name_with_the_initials_is_no_part_of_it() -> None:
    found = named("The Nordmark Journal in Norse by the Nordmark Crime Prevention Council (NCPC) is free.")
    assert "Institution: Nordmark Crime Prevention Council" in found


def test_when_a_treaty_was_ratified_is_no_part_of_its_name() -> None:
    assert named("Borduria ratified the Elden Protocol on 5 January 2005.") == {"LegalInstrument: Elden Protocol"}


def test_a_law_called_by_number_and_then_by_title_is_one() -> None:
    assert len(one("La Ley N.º 27.111, Ley del Sistema de Faros, rige.", "es").labels) > 1


def test_a_second_law_is_not_swallowed_by_the_first() -> None:
    text = "Le Code de procédure pénale et la Constitution du 4 août 1998 valent."
    assert len(entities_of({"9(a)": text}, "fr")) == 2


def test_an_acronym_behind_a_name_tells_how_far_it_goes() -> None:
    text = "La Conférence des cheffes et chefs des ports et douanes du nord (CPDN) siège."
    assert "Institution: Conférence des cheffes et chefs des ports et douanes du nord" in named(text, "fr")


def test_an_acronym_makes_a_name_of_words_nobody_knows() -> None:
    assert one("Basic Meals for Pupils (BMP) began in 2003.").labels == ("Basic Meals for Pupils", "BMP")


def test_a_name_beside_its_translation_is_another_form_of_it() -> None:
    body = one("The Guardia Rural (Rural Guard) patrols.")
    assert set(body.labels) == {"Guardia Rural", "Rural Guard"}


def test_an_acronym_before_the_name_is_another_form_of_it() -> None:
    assert "NCPC" in one("The NCPC (National Committee on Ports and Customs) meets.").labels


def test_the_states_own_adjective_stands_within_names() -> None:
    assert named("L’Institut bordure de pêche enseigne.", "fr") == {"Institution: Institut bordure de pêche"}


def test_an_owner_is_named_without_its_ending() -> None:
    assert one("The Fishing Commission's report is out.").labels == ("Fishing Commission",)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "The NQRB publishes figures."), ("fr", "La NQRB organise des cours.")]
)
def test_an_acronym_that_does_something_is_a_body(language: str, text: str) -> None:
    assert named(text, language) == {"Institution: NQRB"}


def test_an_acronym_that_is_a_thing_is_no_body() -> None:
    assert named("The streets are watched by CCTV.") == set()


def test_a_short_form_makes_no_one_plan_of_two_for_other_years() -> None:
    plans = entities_of(
        {
            "2(a)": "The Development Plan for Harbours 2005–2008 was adopted. The Development Plan sets goals.",
            "8": "The Fishing Development Plan 2003–2008, the Development Plan for Combating Piracy 2006–2009.",
        }
    )
    assert [plan.labels[0] for plan in plans] == [
        "Development Plan for Harbours 2005–2008",
        "Fishing Development Plan 2003–2008",
        "Development Plan for Combating Piracy 2006–2009",
    ]
