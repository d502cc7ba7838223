"""Ce que nomment des réponses en français."""

from tests.ingest.naming import entities_of, named, one


def test_a_name_goes_on_in_lower_case_to_the_verb() -> None:
    text = "Le Conseil supérieur de lutte contre la drogue assure la coordination."
    assert named(text, "fr") == {"Institution: Conseil supérieur de lutte contre la drogue"}


def test_a_ministry_in_lower_case_is_a_name_all_the_same() -> None:
    assert named("C’est le ministère de l’intérieur qui finance.", "fr") == {"Institution: ministère de l’intérieur"}


def test_two_bodies_joined_by_and_stay_two() -> None:
    text = "Les données de la Police nationale et de la Gendarmerie nationale sont croisées."
    assert named(text, "fr") == {"Institution: Police nationale", "Institution: Gendarmerie nationale"}


def test_a_title_in_guillemets_takes_its_type_from_the_noun_before() -> None:
    assert one("La campagne de sensibilisation « Ouvrons les yeux » continue.", "fr").type == "Programme"
    assert one("Le bulletin mensuel « Repères » paraît.", "fr", "16(b)").attributes["frequency"] == "mensuel"


def test_a_law_and_a_decree_are_cited_by_number() -> None:
    text = "La loi n° 2001-14 du 3 mai 2001 et le décret n° 2002-77/PM du 1er juin 2002 s’appliquent."
    numbers = {e.attributes["number"]: e.attributes["adopted"] for e in entities_of({"9(a)": text}, "fr")}
    assert numbers == {"2001-14": "2001-05-03", "2002-77/PM": "2002-06-01"}


def test_a_strategy_has_its_period_and_its_acronym() -> None:
    text = "La Stratégie nationale de sécurité urbaine 2005-2009 (SNSU), adoptée le 2 février 2005."
    strategy = one(text, "fr", "2(a)")
    assert "SNSU" in strategy.labels
    assert strategy.attributes == {"adopted": "2005-02-02", "from": "2005", "level": "national", "to": "2009"}


def test_this_strategy_points_to_the_one_before() -> None:
    text = "La Stratégie nationale de sécurité urbaine est en vigueur. Cette stratégie vise les jeunes."
    assert "stratégie" in one(text, "fr").labels


def test_a_commune_is_named_by_its_place() -> None:
    assert one("La commune de Belmont gère le centre.", "fr").attributes["level"] == "local"


def test_common_nouns_are_not_named() -> None:
    assert named("Des associations, la police et les communes participent à des projets locaux.", "fr") == set()
