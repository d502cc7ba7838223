"""What sentences state about the things they name."""

import pytest

from tests.ingest.told import relations_of, told

SAID = [
    ("[P:Open Doors] is run jointly by [I:Lantern] and [I:Harbour Aid].", "Harbour Aid implements Open Doors"),
    ("[I:Lantern] organises every year the campaign [P:Open Doors].", "Lantern implements Open Doors"),
    ("[P:Open Doors], for which [I:Lantern] has the responsibility, is new.", "Lantern implements Open Doors"),
    ("[P:Open Doors], an initiative of the [I:Lantern], is new.", "Lantern implements Open Doors"),
    ("[I:Lantern] works under the auspices of the [I/Ministry:Home Office].", "Lantern partOf Home Office"),
    ("[I:Lantern], which reports to the [I/Ministry:Home Office], is small.", "Lantern partOf Home Office"),
    ("[I:Lantern] was set up as a unit within the [I/Police:Guard].", "Lantern partOf Guard"),
    ("Within the [I/Police:Guard] there is a [I:Lantern].", "Lantern partOf Guard"),
    ("[I:Lantern] is one of the partners in the [I/Council:Round Table].", "Lantern memberOf Round Table"),
    ("[I:Lantern] was established in 1994 on the basis of [L:Act No. 5].", "Lantern basedOn Act No. 5"),
    ("[S:Blue Plan], adopted by [L:Decree No. 12 of 3 May 2004].", "Blue Plan basedOn Decree No. 12 of 3 May 2004"),
    ("[I:Lantern] issues the bulletin [B:Night Watch].", "Lantern publishes Night Watch"),
    ("The handbook [B:Night Watch] ([I:Lantern], 2003).", "Lantern publishes Night Watch"),
    ("[P:Open Doors] is financed from the budget of the [I/Ministry:Home Office].", "Home Office funds Open Doors"),
    ("[I:Lantern] receives an annual grant from [I:Harbour Aid].", "Harbour Aid funds Lantern"),
]


@pytest.mark.parametrize(("sentence", "relation"), SAID)
def test_an_english_sentence_states_a_relation(sentence: str, relation: str) -> None:
    assert relation in told(sentence)


SAID_IN_FRENCH = [
    ("Le projet « [P:Phare] » est mené par l’[I:Entraide] et la [I:Maison].", "Maison implements Phare"),
    ("[I:Entraide], placée sous la tutelle du [I/Ministry:Ministère du Nord].", "Entraide partOf Ministère du Nord"),
    ("[I:Entraide], rattachée au [I/Ministry:Ministère du Nord], veille.", "Entraide partOf Ministère du Nord"),
    ("Siègent au [I/Council:Conseil] la [I:Maison] et l’[I:Entraide].", "Entraide memberOf Conseil"),
    ("[I:Entraide] a été créée en 2002 par la [L:loi n° 5].", "Entraide basedOn loi n° 5"),
    ("[I:Entraide] publie le bulletin « [B:Nuit] ».", "Entraide publishes Nuit"),
    ("[P:Phare] est cofinancé par le [I/Ministry:Ministère du Nord].", "Ministère du Nord funds Phare"),
    ("Le [S:Plan bleu] fixe un but ; l’[I:Entraide] en assure l’exécution.", "Entraide implements Plan bleu"),
]


@pytest.mark.parametrize(("sentence", "relation"), SAID_IN_FRENCH)
def test_a_french_sentence_states_a_relation(sentence: str, relation: str) -> None:
    assert relation in told(sentence, language="fr")


SAID_IN_SPANISH = [
    ("El proyecto «[P:Faro]» es ejecutado por la [I:Alianza] y la [I:Casa].", "Casa implements Faro"),
    ("[P:Faro], a cargo de la [I:Alianza], es nuevo.", "Alianza implements Faro"),
    ("La [I:Alianza], adscrita al [I/Ministry:Ministerio del Norte], es nueva.", "Alianza partOf Ministerio del Norte"),
    ("La [I:Alianza] fue creada por la [L:Ley N.º 5].", "Alianza basedOn Ley N.º 5"),
    ("La [I:Alianza] publica el boletín «[B:Noche]».", "Alianza publishes Noche"),
    ("[P:Faro] es financiado por el [I/Ministry:Ministerio del Norte].", "Ministerio del Norte funds Faro"),
    ("Integran el [I/Council:Consejo] la [I:Casa] y la [I:Alianza].", "Alianza memberOf Consejo"),
]


@pytest.mark.parametrize(("sentence", "relation"), SAID_IN_SPANISH)
def test_a_spanish_sentence_states_a_relation(sentence: str, relation: str) -> None:
    assert relation in told(sentence, language="es")


def test_a_verb_reaches_its_second_object() -> None:
    said = told("[I:Lantern] edits [B:Night Watch] (6 issues) and maintains [B:www.watch.example].")
    assert {"Lantern publishes Night Watch", "Lantern publishes www.watch.example"} <= said


def test_a_pronoun_means_the_topic_of_the_sentence_before() -> None:
    said = told("[P:Open Doors] covers the quays of [I:Harbour Aid]. It is run by [I:Lantern].")
    assert "Lantern implements Open Doors" in said


def test_a_pronoun_is_quoted_together_with_what_it_means() -> None:
    relations = relations_of({"9(a)": "[P:Open Doors] is new. It is run by [I:Lantern]."})
    (implements,) = [r for r in relations if r.p == "implements"]
    assert implements.evidence[0].quote == "Open Doors is new. It is run by Lantern."


def test_the_members_of_a_list_of_bullets_are_members() -> None:
    text = "Members of the [I/Council:Round Table] are:\n\n- [I:Lantern];\n\n- [I:Harbour Aid]."
    assert {"Lantern memberOf Round Table", "Harbour Aid memberOf Round Table"} <= told(text)


def test_what_a_sentence_denies_is_not_a_relation() -> None:
    assert not [r for r in told("[I:Lantern] is not a member of [N:League].", item="22") if "memberOf" in r]


def test_a_complement_of_the_subject_is_not_taken_for_it() -> None:
    said = told("[I:Lantern] of the [I:Academy] runs [P:Open Doors].")
    assert "Academy implements Open Doors" not in said


def test_a_relation_keeps_the_sentence_it_was_read_from_and_says_how() -> None:
    relations = relations_of({"9(a)": "Nothing else. [P:Open Doors] is run by [I:Lantern]. No more."})
    (implements,) = [r for r in relations if r.p == "implements"]
    assert [e.quote for e in implements.evidence] == ["Open Doors is run by Lantern."]
    assert implements.method == "implements/by"


def test_the_same_answers_give_the_same_relations_in_the_same_order() -> None:
    text = "[P:Open Doors] for youth and women is run by [I:Lantern] and [I:Harbour Aid]."
    assert relations_of({"9(a)": text}) == relations_of({"9(a)": text})


def test_a_language_without_a_lexicon_still_gives_what_the_question_implies() -> None:
    assert "STATE memberOf Liga" in told("[N:Liga]", language="xx", item="22")
