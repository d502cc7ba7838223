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


def test_a_noun_of_action_takes_its_complement_in_lower_case() -> None:
    text = "Le Ministère de l’Économie et de l’Aménagement du territoire en a la charge."
    assert named(text, "fr") == {"Institution: Ministère de l’Économie et de l’Aménagement du territoire"}


def test_two_bare_plurals_belong_to_one_name() -> None:
    text = "L’Union des artisans et commerçants et la Fédération des banques et les communes participent."
    assert named(text, "fr") == {
        "Institution: Union des artisans et commerçants",
        "Institution: Fédération des banques",
    }


def test_a_noun_may_take_a_link_of_its_own_but_an_adverbial_is_no_name() -> None:
    text = "La Direction de la coopération avec les communes agit en coopération avec la Garde."
    assert "Institution: Direction de la coopération avec les communes" in named(text, "fr")


def test_a_field_belongs_to_the_complement_before_it() -> None:
    text = "Le Centre de ressources en urbanisme conseille la Police nationale en matière de prévention."
    assert "Institution: Centre de ressources en urbanisme" in named(text, "fr")
    assert "Institution: Police nationale" in named(text, "fr")


def test_an_association_may_be_called_by_an_article() -> None:
    assert named("L’association Le Large de Belmont gère trois maisons.", "fr") >= {"Institution: Le Large de Belmont"}


def test_a_general_prosecution_is_another_than_that_of_a_town() -> None:
    texts = {"9(a)": "Le Parquet près le tribunal de Belmont ouvre. Le Parquet général veille."}
    assert len(entities_of(texts, "fr")) == 2


def test_a_strategy_and_plan_is_one_thing() -> None:
    text = "La Stratégie et plan d’action drogues 2005-2009 est en vigueur."
    assert one(text, "fr", "2(a)").labels[0].startswith("Stratégie et plan d’action")


def test_a_fund_whose_administration_is_told_is_a_programme() -> None:
    text = "Le Fonds d’aide aux quartiers, dont la gestion est confiée à la Caisse nationale, existe depuis 2002."
    assert "Programme: Fonds d’aide aux quartiers" in named(text, "fr")


def test_a_newsletter_is_called_by_a_phrase() -> None:
    assert "Publication: Regards sur la sécurité" in named("La lettre Regards sur la sécurité paraît.", "fr", "16(b)")
