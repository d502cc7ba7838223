"""Lo que nombran respuestas en español."""

from tests.ingest.naming import entities_of, named, one


def test_a_ministry_keeps_its_articles_and_conjunctions() -> None:
    text = "El Ministerio de la Mujer y Desarrollo Social financia el albergue."
    assert named(text, "es") == {"Institution: Ministerio de la Mujer y Desarrollo Social"}


def test_a_unit_of_a_ministry_is_two_bodies() -> None:
    text = "Depende de la Dirección de Prevención del Delito del Ministerio del Interior."
    assert named(text, "es") == {
        "Institution: Dirección de Prevención del Delito",
        "Institution: Ministerio del Interior",
    }


def test_an_acronym_and_a_short_form_are_the_same_body() -> None:
    text = "El Consejo Nacional de Seguridad (CNS) coordina. Dicho Consejo se reúne cada mes; el CNS informa."
    council = one(text, "es")
    assert council.labels[0] == "Consejo Nacional de Seguridad"
    assert {"CNS", "Consejo"} <= set(council.labels)


def test_a_law_is_cited_by_number_and_year_or_date() -> None:
    text = "Rigen la Ley N.º 1.234, de 5 de mayo de 2003, y la Ley 1098 de 2006."
    laws = {e.attributes["number"]: e.attributes["adopted"] for e in entities_of({"9(a)": text}, "es")}
    assert laws == {"1.234": "2003-05-05", "1098": "2006"}


def test_a_plan_has_its_period() -> None:
    plan = one("El Plan Nacional de Convivencia Ciudadana 2004-2008, aprobado en 2004.", "es", "2(a)")
    assert plan.type == "Strategy"
    assert (plan.attributes["from"], plan.attributes["to"]) == ("2004", "2008")


def test_a_quoted_programme_is_found() -> None:
    assert one("El programa «Manos Abiertas» atiende a 40 niños.", "es").labels[0] == "Manos Abiertas"


def test_known_organisations_go_by_their_spanish_names() -> None:
    text = "Con apoyo de la Oficina de las Naciones Unidas contra la Droga y el Delito (ONUDC)."
    assert one(text, "es").type == "Network"


def test_common_nouns_are_not_named() -> None:
    assert named("Algunos municipios, la policía y varias ONG ejecutan proyectos locales.", "es") == set()


def test_a_foundation_may_be_called_by_two_words() -> None:
    assert "Institution: Fundación Luz y Camino" in named("La Fundación Luz y Camino atiende a jóvenes.", "es")
