"""What a text says where no box is marked, or against the box that is."""

import pytest

from ingest.implied import read_implied
from ingest.parts import Answer, Piece
from ontology.questionnaire import load_questionnaire


def implied(
    text: str, *, language: str = "en", item: str = "4(c)(i)", mark: str | None = None, beside: str | None = None
) -> str | None:
    answer = Answer(item, mark, text, (Piece(0, 0, len(text)),), remark_of=beside)
    found = read_implied(answer, load_questionnaire().items[item], language=language)
    return found.status if found else None


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("en", "Yes. A council meets twice a year.", "yes"),
        ("en", "A council meets twice a year.", "yes"),
        ("en", "Not yet. One officer is the contact person.", "no"),
        ("en", "Nothing of this kind exists.", "no"),
        ("en", "Impact is almost never measured.", "no"),
        ("en", "Yes, to some degree.", "partly"),
        ("en", "Surveys are done from time to time.", "partly"),
        ("en", "(only within the navy)", "partly"),
        ("en", "Not systematically, in some districts.", "partly"),
        ("fr", "Oui, un conseil se réunit.", "yes"),
        ("fr", "Il n’existe pas encore de conseil.", "no"),
        ("fr", "Dans une certaine mesure, faute de moyens.", "partly"),
        ("fr", "Oui, mais seulement dans la capitale.", "partly"),
        ("es", "Sí, un consejo se reúne cada mes.", "yes"),
        ("es", "Todavía no se ha creado.", "no"),
        ("es", "Sólo en la capital.", "partly"),
        ("en", "The wardens report monthly. No outside review has taken place.", "partly"),
        ("en", "The wardens report monthly. There has been no review so far.", "partly"),
        ("en", "It was considered in 2003, but nothing has come of it.", "no"),
        ("en", "A register exists, but it has not been kept since 2001.", "partly"),
        ("en", "Separate council no. The wardens meet only at need.", "no"),
        ("en", "Set up by Order No. PD-7 of the Governor.", "yes"),
        ("en", "Not explicitly. The Harbour Plan touches upon it.", "partly"),
        ("en", "Named in the Harbour Plan (draft).", "partly"),
        ("fr", "Le recensement est fait, mais il reste peu pratiqué.", "partly"),
        ("fr", "Seule la capitale tient un registre.", "partly"),
        ("fr", "Pas explicitement. Le Plan du port en parle.", "partly"),
        ("fr", "La question a été débattue, mais rien n’a été décidé.", "no"),
        ("es", "Existe un registro. Ninguna evaluación se ha hecho.", "partly"),
        ("es", "Fue discutido en 2003, pero nada se ha decidido.", "no"),
        ("en", "The opening of a register is planned only for the autumn of 2008.", "no"),
        ("en", "Wardens are to be introduced in 2009.", "no"),
        ("en", "The register opened in 2004; a second one is planned for 2008.", "yes"),
        ("en", "Wardens report each month. The effects have not been measured so far.", "partly"),
        ("fr", "La création d’un registre est prévue pour 2008.", "no"),
        ("fr", "Les gardiens font rapport. Les effets ne sont pas encore mesurés.", "partly"),
        ("es", "Está prevista para 2008.", "no"),
        ("es", "Los vigilantes informan cada mes. Los efectos no se han medido hasta la fecha.", "partly"),
    ],
)
def test_a_text_without_a_mark_says_yes_no_or_partly(language: str, text: str, status: str) -> None:
    assert implied(text, language=language) == status


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "See above"),
        ("en", "(see 2b)"),
        ("en", "Not applicable"),
        ("en", " "),
        ("fr", "Voir 4 e) et 10."),
        ("es", "Véase la respuesta a la pregunta 8."),
        ("en", "It depends on the province."),
        ("en", "That is a matter for the municipalities."),
        ("en", "No cases recorded."),
        ("fr", "Cela varie d’un canton à l’autre."),
        ("fr", "C’est du ressort des communes."),
        ("es", "Depende de cada municipio."),
    ],
)
def test_a_mere_reference_leaves_the_question_open(language: str, text: str) -> None:
    assert implied(text, language=language) is None


def test_a_reference_beside_the_option_in_part_means_that_option() -> None:
    assert implied("(see 2b)", beside="partly") == "partly"
    assert implied("(see 2b)", beside="no") is None


def test_a_text_after_a_reference_is_judged() -> None:
    assert implied("See 2(a). A report is published every year.") == "yes"


def test_an_item_without_boxes_implies_nothing() -> None:
    assert implied("Ministry of Order.", item="3") is None


def test_a_text_that_denies_the_mark_is_told() -> None:
    assert implied("There is no such council.", mark="yes") == "no"
    assert implied("Yes, since 2004.", mark="no") == "yes"


def test_a_text_that_agrees_with_the_mark_or_only_qualifies_it_tells_nothing() -> None:
    assert implied("A council meets.", mark="yes") is None
    assert implied("Not in writing.", mark="yes") is None


def test_the_evidence_is_the_deciding_sentence() -> None:
    text = "See 2(a). A council meets. It is small."
    found = read_implied(
        Answer("4(c)(i)", None, text, (Piece(0, 0, len(text)),)),
        load_questionnaire().items["4(c)(i)"],
        language="en",
    )
    assert found is not None
    assert [e.quote for e in found.evidence] == ["A council meets."]
