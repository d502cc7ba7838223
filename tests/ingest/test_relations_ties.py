"""Relations told by small words: "its", "the latter", "on which", "between", and by what is left out."""

import pytest

from tests.ingest.told import told

SAID = [
    ("en", "[I/Police:Guard] keeps order. Its [I/Department:Youth Desk] visits schools.", "Youth Desk partOf Guard"),
    ("en", "[I/Police:Guard] works through its [I/Department:Youth Desk].", "Youth Desk partOf Guard"),
    ("fr", "[I/Police:Garde] agit. Son [I/Department:Pôle] visite les écoles.", "Pôle partOf Garde"),
    ("es", "La [I/Police:Guardia] actúa mediante su [I/Department:Mesa].", "Mesa partOf Guardia"),
    ("en", "The results are told by [I:Lantern] in its series [B:Harbour Notes].", "Lantern publishes Harbour Notes"),
    ("en", "[P:Dock] follows [P:Quay]. The latter is run by [I:Lantern].", "Lantern implements Quay"),
    ("fr", "[P:Dock] suit [P:Quai]. Celui-ci est géré par [I:Phare].", "Phare implements Quai"),
    ("es", "[P:Dock] sigue a [P:Muelle]. Este último es ejecutado por [I:Faro].", "Faro implements Muelle"),
    ("en", "[P:Quay], on which much has been written, is run by [I:Lantern].", "Lantern implements Quay"),
    ("en", "[P:Quay], a pact between [I:Lantern] and [I:Harbour Aid], is new.", "Harbour Aid implements Quay"),
    ("fr", "[P:Quai] a été signé entre [I:Phare] et [I:Havre].", "Havre implements Quai"),
    ("en", "[P:Quay] is run by [I:Lantern] and, since 2004, by [I:Harbour Aid].", "Harbour Aid implements Quay"),
    ("fr", "[I:Phare] est membre du [N:Forum] et du [N:Cercle].", "Phare memberOf Cercle"),
    ("en", "[L:Port Act] came first. [S:Blue Plan] is executed on its basis.", "Blue Plan basedOn Port Act"),
    ("es", "[I:Faro] trabaja y ejecuta, con fondos de [I:Red], el proyecto [P:Muelle].", "Faro implements Muelle"),
    ("es", "La [I/LocalAuthority:Villa] aprobó, mediante [L:Ordenanza], el [S:Plan].", "Plan basedOn Ordenanza"),
    ("fr", "Le projet [P:Quai] est neuf ; son coût est supporté par [I:Phare].", "Phare funds Quai"),
    ("fr", "Le projet [P:Quai] est neuf ; sa gestion a été confiée à [I:Phare].", "Phare implements Quai"),
    ("fr", "[P:Quai] a été confié par [I:Cour] à [I:Phare].", "Phare implements Quai"),
    ("fr", "[I/Commission:Table], où se rencontrent [I:Phare] et [I:Havre], siège.", "Havre memberOf Table"),
    ("es", "[S:Plan], cuyo ente rector es [I:Faro], rige.", "Faro implements Plan"),
    ("en", "[I:Lantern]: programme [P:Quay].", "Lantern implements Quay"),
    ("en", "A grant is made by [I:Lantern] to [I:Harbour Aid].", "Lantern funds Harbour Aid"),
    ("en", "The [I/Police:Guard] is made up of [I/Department:Youth Desk] and others.", "Youth Desk partOf Guard"),
    ("en", "Members of [I/Council:Table]:\n- [I:Lantern],\n- [I:Harbour Aid].", "Harbour Aid memberOf Table"),
]
SAID += [
    ("en", "[P:Quay] is new. 70 per cent of its cost is met by [I:Lantern].", "Lantern funds Quay"),
    ("en", "[P:Quay] is run on funds released by [I:Treasury].", "Treasury funds Quay"),
    ("en", "[L:Port Act], under which [I:Lantern] was set up, is old.", "Lantern basedOn Port Act"),
    ("en", "[P:Quay], clinics which are new and which [I:Lantern] manages, is open.", "Lantern implements Quay"),
    ("en", "[I:Lantern] joined [I/Committee:Table] in 2005.", "Lantern memberOf Table"),
    ("en", "[S:Blue Plan] is old. Its implementation is overseen by [I:Lantern].", "Lantern implements Blue Plan"),
    ("fr", "[P:Quai], que gère [I:Phare] et que finance [I:Havre], est neuf.", "Havre funds Quai"),
    ("fr", "[I:Phare] gère, sur subvention de [I:Havre], le projet [P:Quai].", "Havre funds Quai"),
    ("fr", "[I:Phare] gère, sur subvention de [I:Havre], le projet [P:Quai].", "Phare implements Quai"),
    ("fr", "[P:Quai] est ouvert ; [I:Phare] en supporte les frais.", "Phare funds Quai"),
    ("fr", "[I:Phare] s’appuie sur [I/Centre:Pôle], structure relevant de [I/Ministry:Cour].", "Pôle partOf Cour"),
]
SAID += [
    ("en", "[P:Quay] is funded by [N:UNICEF] and the [I:Lantern].", "Lantern funds Quay"),
    ("en", "[P:Quay] is run by the association of women [I:Lantern].", "Lantern implements Quay"),
    ("fr", "[I:Phare] est ancien. Avec [I:Havre], il gère le projet [P:Quai].", "Phare implements Quai"),
    ("fr", "La [I/Police:Garde] a créé un [I/Department:Pôle].", "Pôle partOf Garde"),
    ("en", "[I:Lantern], a charity which receives grants from [I:Fund], is new.", "Fund funds Lantern"),
]
SAID += [
    ("en", "[P:Quay] is an agreement between [I:Lantern] and [I:Harbour Aid].", "Harbour Aid implements Quay"),
    ("fr", "[P:Quai] est une convention entre [I:Phare] et [I:Havre].", "Havre implements Quai"),
    ("es", "[P:Muelle] es un convenio entre [I:Faro] y [I:Red].", "Red implements Muelle"),
    ("en", "[I:Lantern], a state body administered by the [I/Ministry:Court], is new.", "Lantern partOf Court"),
    ("en", "[I:Lantern], an agency within the area of government of [I/Ministry:Court].", "Lantern partOf Court"),
    ("en", "[S:Plan], for implementation of which [I:Lantern] is responsible.", "Lantern implements Plan"),
    ("en", "The journal [B:Tide] (two a year), the publisher of which is [I:Lantern].", "Lantern publishes Tide"),
    ("en", "[I:Lantern] reaches them through its [P:Dock].", "Lantern implements Dock"),
    ("fr", "[I:Phare] gère depuis que la loi existe le projet [P:Quai].", "Phare implements Quai"),
]
UNSAID = [
    ("en", "[P:Quay] was discussed between [I:Lantern] and [I:Harbour Aid].", "Lantern implements Quay"),
    ("fr", "[P:Quai] a été discuté entre [I:Phare] et [I:Havre].", "Phare implements Quai"),
    ("es", "[P:Muelle] fue discutido entre [I:Faro] y [I:Red].", "Faro implements Muelle"),
    ("en", "[I:Lantern] criticised its [P:Dock].", "Lantern implements Dock"),
    ("fr", "[I:Phare] a critiqué son [P:Quai].", "Phare implements Quai"),
    ("es", "[I:Faro] criticó su [P:Muelle].", "Faro implements Muelle"),
    ("es", "Es ejecutado por [I:Faro] en el puerto y ha sido financiado por [I:Red].", "Red funds Faro"),
    ("fr", "[P:Quai], que gère [I:Phare] et que finance [I:Havre], est neuf.", "Phare funds Havre"),
    ("fr", "[I:Phare] s’appuie sur [I/Centre:Pôle], structure relevant de [I/Ministry:Cour].", "Phare partOf Cour"),
    ("fr", "[I/Committee:Table] se réunit sous la présidence du [I/Ministry:Cour].", "Table partOf Cour"),
    ("en", "[P:Quay], on which a trial is being conducted by [I:Lantern].", "Lantern implements Quay"),
    ("en", "The evaluation of [P:Quay] was carried out by [I:Lantern].", "Lantern implements Quay"),
    ("fr", "L’évaluation du [P:Quai], effectuée par [I:Phare], est close.", "Phare implements Quai"),
    ("es", "[I:Faro] realizó una evaluación externa de [P:Muelle].", "Faro implements Muelle"),
    ("en", "[P:Quay] is run by [I:Lantern] and financed by [I:Fund].", "Fund implements Quay"),
    ("es", "[I:Faro] cuenta con [P:Muelle], creado por [L:Decreto].", "Faro basedOn Decreto"),
    ("fr", "[P:Quai] incombe à [I:Phare], établissement public institué par [L:loi].", "Quai basedOn loi"),
    ("en", "[I/Department:Desk] of [I/Police:Guard] and [I/Ministry:Home Office] meet.", "Desk partOf Home Office"),
    ("en", "[P:Dock] and [P:Quay] of [I:Lantern] are new.", "Lantern implements Dock"),
]


@pytest.mark.parametrize(("language", "sentence", "relation"), SAID)
def test_small_words_tie_two_names(language: str, sentence: str, relation: str) -> None:
    assert relation in told(sentence, language=language)


@pytest.mark.parametrize(("language", "sentence", "relation"), UNSAID)
def test_a_name_that_stands_by_is_not_tied(language: str, sentence: str, relation: str) -> None:
    assert relation not in told(sentence, language=language)


def test_a_network_of_a_network_is_not_joined_by_the_state() -> None:
    text = "The city belongs to [N:Harbour Cities] of [N:Sea League]."
    assert "STATE memberOf Sea League" not in told(text, item="22")
