"""The same relations in many words: nominalisations, passives, lists, office holders, in three languages."""

import pytest

from ingest.parts import Answer, Entity, Mention, Piece, State
from ingest.relating.lexicon import read_lexicon
from ingest.relations import read_relations
from ontology.questionnaire import load_questionnaire
from tests.ingest.told import told

SAID = [
    ("en", "[P:Quay] is entrusted to [I:Lantern].", "Lantern implements Quay"),
    ("en", "The implementation of [P:Quay] is entrusted to [I:Lantern].", "Lantern implements Quay"),
    ("en", "The implementation of [S:Blue Plan] lies with [I:Lantern].", "Lantern implements Blue Plan"),
    (
        "en",
        "The body responsible for the implementation of [S:Blue Plan] is [I:Lantern].",
        "Lantern implements Blue Plan",
    ),
    ("en", "[I:Lantern] is the implementing agency of [P:Quay].", "Lantern implements Quay"),
    ("en", "[I:Lantern] has been running [P:Quay] since 2003.", "Lantern implements Quay"),
    ("en", "[P:Quay] was set up by [I:Lantern] in 2004.", "Lantern implements Quay"),
    ("en", "With the help of volunteers, [I:Lantern] delivers [P:Quay] in schools.", "Lantern implements Quay"),
    ("en", "[I:Lantern] is in charge of the execution of [P:Quay].", "Lantern implements Quay"),
    ("en", "[P:Quay] falls under the responsibility of [I:Lantern].", "Lantern implements Quay"),
    ("en", "[I:Lantern] works under [I/Ministry:Home Office].", "Lantern partOf Home Office"),
    ("en", "[I:Lantern] operates under the [I/Ministry:Home Office].", "Lantern partOf Home Office"),
    ("en", "[I:Lantern] functions within the structure of the [I/Ministry:Home Office].", "Lantern partOf Home Office"),
    (
        "en",
        "[I:Lantern] is an autonomous agency attached to the [I/Ministry:Home Office].",
        "Lantern partOf Home Office",
    ),
    (
        "en",
        "The [I/Ministry:Home Office], through its [I/Department:Lantern], runs [P:Quay].",
        "Lantern partOf Home Office",
    ),
    (
        "en",
        "The [I/Ministry:Home Office], through its [I/Department:Lantern], runs [P:Quay].",
        "Lantern implements Quay",
    ),
    ("en", "[I:Lantern] has been created under [I/Police:Guard].", "Lantern partOf Guard"),
    ("en", "[I:Lantern] is subordinate to the [I/Ministry:Home Office].", "Lantern partOf Home Office"),
    ("en", "[I:Lantern] forms part of the [I/Ministry:Home Office].", "Lantern partOf Home Office"),
    ("en", "[I:Lantern] comes under the [I/Ministry:Home Office].", "Lantern partOf Home Office"),
    ("en", "[I:Lantern] sits on [I/Council:Round Table].", "Lantern memberOf Round Table"),
    (
        "en",
        "[I/Council:Round Table] is made up of [I:Lantern], [I:Harbour Aid] and the mayor.",
        "Harbour Aid memberOf Round Table",
    ),
    (
        "en",
        "Members of [I/Council:Round Table] are drawn from [I:Lantern] and [I:Harbour Aid].",
        "Lantern memberOf Round Table",
    ),
    (
        "en",
        "[I/Council:Round Table] has as members [I:Lantern] and [I:Harbour Aid].",
        "Harbour Aid memberOf Round Table",
    ),
    ("en", "[I:Lantern] is represented on the [I/Council:Round Table].", "Lantern memberOf Round Table"),
    (
        "en",
        "[I/Council:Round Table], in which [I:Lantern] and [I:Harbour Aid] participate, meets.",
        "Harbour Aid memberOf Round Table",
    ),
    ("en", "Pursuant to [L:Act 5], [I:Lantern] was established.", "Lantern basedOn Act 5"),
    ("en", "[I:Lantern] was constituted by [L:Act 5].", "Lantern basedOn Act 5"),
    ("en", "[I:Lantern] derives its mandate from [L:Act 5].", "Lantern basedOn Act 5"),
    ("en", "[L:Act 5] provides for the establishment of [I:Lantern].", "Lantern basedOn Act 5"),
    ("en", "[L:Act 5] established [I:Lantern].", "Lantern basedOn Act 5"),
    ("en", "[S:Blue Plan] was approved by [L:Resolution 7].", "Blue Plan basedOn Resolution 7"),
    ("en", "[I:Lantern] brings out [B:Night Watch] every month.", "Lantern publishes Night Watch"),
    ("en", "[B:Night Watch] is a bulletin of [I:Lantern].", "Lantern publishes Night Watch"),
    ("en", "[B:Night Watch], published monthly by [I:Lantern], is free.", "Lantern publishes Night Watch"),
    ("en", "[I:Lantern] has published [B:Night Watch].", "Lantern publishes Night Watch"),
    ("en", "The publisher of [B:Night Watch] is [I:Lantern].", "Lantern publishes Night Watch"),
    ("en", "[P:Quay] is funded jointly by [I:Lantern] and [I:Harbour Aid].", "Harbour Aid funds Quay"),
    ("en", "Funds for [P:Quay] come from [I:Lantern].", "Lantern funds Quay"),
    ("en", "[I:Lantern] provides funding for [P:Quay].", "Lantern funds Quay"),
    ("en", "[I:Lantern] contributes financially to [P:Quay].", "Lantern funds Quay"),
    ("en", "Financial support for [P:Quay] is provided by [I:Lantern].", "Lantern funds Quay"),
    ("en", "[P:Quay] enjoys the financial support of [I:Lantern].", "Lantern funds Quay"),
    ("en", "[I:Lantern] acts as the coordinator of [P:Quay].", "Lantern implements Quay"),
    ("en", "[P:Quay] ([I:Lantern]) and [P:Pier] ([I:Harbour Aid]) go on.", "Harbour Aid implements Pier"),
    ("en", "The coordinator of [P:Quay] is [I:Lantern].", "Lantern implements Quay"),
    ("en", "[I:Lantern], together with [I:Harbour Aid], conducts [P:Quay].", "Harbour Aid implements Quay"),
    ("en", "[I:Lantern] and [I:Harbour Aid] jointly carry out [P:Quay].", "Harbour Aid implements Quay"),
    ("en", "[I/Council:Round Table] ([I:Lantern], [I:Harbour Aid]) meets.", "Harbour Aid memberOf Round Table"),
    ("en", "[I:Lantern] and [I:Harbour Aid] sit on the [I/Council:Round Table].", "Harbour Aid memberOf Round Table"),
    (
        "en",
        "The [I/Council:Round Table] brings together [I:Lantern], the [N:World Fund] and [I:Harbour Aid].",
        "Harbour Aid memberOf Round Table",
    ),
    ("en", "[P:Quay] was mounted by [I:Lantern].", "Lantern implements Quay"),
    ("en", "Through the [P:Quay] initiative of [I:Lantern] much was done.", "Lantern implements Quay"),
    ("fr", "La mise en œuvre du [P:Phare] est confiée à l’[I:Entraide].", "Entraide implements Phare"),
    ("fr", "L’exécution du [S:Plan bleu] incombe à l’[I:Entraide].", "Entraide implements Plan bleu"),
    ("fr", "[P:Phare] est placé sous la responsabilité de l’[I:Entraide].", "Entraide implements Phare"),
    ("fr", "L’[I:Entraide] est chargée de l’exécution du [S:Plan bleu].", "Entraide implements Plan bleu"),
    ("fr", "L’[I:Entraide] a pour mission de mettre en œuvre le [S:Plan bleu].", "Entraide implements Plan bleu"),
    ("fr", "L’[I:Entraide], en partenariat avec la [I:Maison], met en œuvre le [P:Phare].", "Maison implements Phare"),
    ("fr", "L’[I:Entraide] et la [I:Maison] animent conjointement le [P:Phare].", "Maison implements Phare"),
    ("fr", "Le [P:Phare], porté par l’[I:Entraide], est nouveau.", "Entraide implements Phare"),
    ("fr", "Le [P:Phare] a été initié par l’[I:Entraide].", "Entraide implements Phare"),
    ("fr", "L’[I:Entraide] développe depuis 2003 le [P:Phare].", "Entraide implements Phare"),
    ("fr", "Le maître d’œuvre du [P:Phare] est l’[I:Entraide].", "Entraide implements Phare"),
    ("fr", "L’[I:Entraide] dépend du [I/Ministry:Ministère du Nord].", "Entraide partOf Ministère du Nord"),
    ("fr", "L’[I:Entraide] est un service du [I/Ministry:Ministère du Nord].", "Entraide partOf Ministère du Nord"),
    ("fr", "L’[I:Entraide] est rattachée au [I/Ministry:Ministère du Nord].", "Entraide partOf Ministère du Nord"),
    (
        "fr",
        "L’[I:Entraide] fonctionne sous l’autorité du [I/Ministry:Ministère du Nord].",
        "Entraide partOf Ministère du Nord",
    ),
    (
        "fr",
        "Le [I/Ministry:Ministère du Nord], à travers son [I/Department:Entraide], agit.",
        "Entraide partOf Ministère du Nord",
    ),
    (
        "fr",
        "Au sein du [I/Ministry:Ministère du Nord], l’[I:Entraide] coordonne le [P:Phare].",
        "Entraide partOf Ministère du Nord",
    ),
    (
        "fr",
        "Une [I:Entraide] a été créée au sein du [I/Ministry:Ministère du Nord].",
        "Entraide partOf Ministère du Nord",
    ),
    ("fr", "L’[I:Entraide] est représentée au [I/Council:Conseil].", "Entraide memberOf Conseil"),
    ("fr", "Le [I/Council:Conseil] réunit l’[I:Entraide], la [I:Maison] et les maires.", "Maison memberOf Conseil"),
    (
        "fr",
        "Le [I/Council:Conseil] est composé de représentants de l’[I:Entraide] et de la [I:Maison].",
        "Maison memberOf Conseil",
    ),
    ("fr", "Sont membres du [I/Council:Conseil] l’[I:Entraide] et la [I:Maison].", "Maison memberOf Conseil"),
    ("fr", "L’[I:Entraide] siège au sein du [I/Council:Conseil].", "Entraide memberOf Conseil"),
    (
        "fr",
        "Le [I/Council:Conseil], auquel participent l’[I:Entraide] et la [I:Maison], siège.",
        "Maison memberOf Conseil",
    ),
    ("fr", "L’[I:Entraide], créée par la [L:loi 5], veille.", "Entraide basedOn loi 5"),
    ("fr", "La [L:loi 5] a créé l’[I:Entraide].", "Entraide basedOn loi 5"),
    ("fr", "La [L:loi 5] portant création de l’[I:Entraide] est en vigueur.", "Entraide basedOn loi 5"),
    ("fr", "En vertu de la [L:loi 5], l’[I:Entraide] a été créée.", "Entraide basedOn loi 5"),
    ("fr", "Le [S:Plan bleu] a été adopté par [L:décret n° 5].", "Plan bleu basedOn décret n° 5"),
    ("fr", "L’[I:Entraide] édite le [B:Nuit].", "Entraide publishes Nuit"),
    ("fr", "Le [B:Nuit] est publié chaque mois par l’[I:Entraide].", "Entraide publishes Nuit"),
    ("fr", "Le [B:Nuit], édité par l’[I:Entraide], paraît.", "Entraide publishes Nuit"),
    ("fr", "L’[I:Entraide] fait paraître le [B:Nuit].", "Entraide publishes Nuit"),
    ("fr", "Le [P:Phare] bénéficie du soutien financier de l’[I:Entraide].", "Entraide funds Phare"),
    ("fr", "Le [P:Phare] est financé à parts égales par l’[I:Entraide] et la [I:Maison].", "Maison funds Phare"),
    ("fr", "L’[I:Entraide] finance le [P:Phare].", "Entraide funds Phare"),
    ("fr", "L’[I:Entraide] contribue au financement du [P:Phare].", "Entraide funds Phare"),
    ("fr", "L’[I:Entraide] participe financièrement au [P:Phare].", "Entraide funds Phare"),
    ("fr", "Le financement du [P:Phare] est assuré par l’[I:Entraide].", "Entraide funds Phare"),
    ("fr", "L’[I:Entraide] subventionne la [I:Maison].", "Entraide funds Maison"),
    ("fr", "Au sein du [I/Council:Conseil] siègent l’[I:Entraide] et la [I:Maison].", "Maison memberOf Conseil"),
    ("es", "La ejecución del [P:Faro] está a cargo de la [I:Alianza].", "Alianza implements Faro"),
    ("es", "La ejecución del [P:Faro] corresponde a la [I:Alianza].", "Alianza implements Faro"),
    ("es", "[P:Faro] está bajo la responsabilidad de la [I:Alianza].", "Alianza implements Faro"),
    ("es", "La [I:Alianza] es la encargada de ejecutar el [P:Faro].", "Alianza implements Faro"),
    ("es", "La [I:Alianza] es responsable de la ejecución del [P:Faro].", "Alianza implements Faro"),
    ("es", "La [I:Alianza], en coordinación con la [I:Casa], implementa el [P:Faro].", "Casa implements Faro"),
    ("es", "La [I:Alianza] viene ejecutando el [P:Faro].", "Alianza implements Faro"),
    ("es", "La [I:Alianza] lleva adelante el [P:Faro].", "Alianza implements Faro"),
    ("es", "El [P:Faro], impulsado por la [I:Alianza], es nuevo.", "Alianza implements Faro"),
    ("es", "El [P:Faro], que ejecuta la [I:Alianza], es nuevo.", "Alianza implements Faro"),
    ("es", "El [P:Faro] fue puesto en marcha por la [I:Alianza].", "Alianza implements Faro"),
    ("es", "La [I:Alianza] y la [I:Casa] desarrollan conjuntamente el [P:Faro].", "Casa implements Faro"),
    ("es", "La [I:Alianza] depende del [I/Ministry:Ministerio del Norte].", "Alianza partOf Ministerio del Norte"),
    (
        "es",
        "La [I:Alianza] es un organismo adscrito al [I/Ministry:Ministerio del Norte].",
        "Alianza partOf Ministerio del Norte",
    ),
    (
        "es",
        "La [I:Alianza] es una dependencia del [I/Ministry:Ministerio del Norte].",
        "Alianza partOf Ministerio del Norte",
    ),
    (
        "es",
        "El [I/Ministry:Ministerio del Norte], a través de su [I/Department:Alianza], actúa.",
        "Alianza partOf Ministerio del Norte",
    ),
    (
        "es",
        "El [I/Ministry:Ministerio del Norte], por medio de la [I/Department:Alianza], ejecuta el [P:Faro].",
        "Alianza implements Faro",
    ),
    (
        "es",
        "La [I:Alianza] funciona en el ámbito del [I/Ministry:Ministerio del Norte].",
        "Alianza partOf Ministerio del Norte",
    ),
    ("es", "La [I:Alianza] forma parte del [I/Ministry:Ministerio del Norte].", "Alianza partOf Ministerio del Norte"),
    (
        "es",
        "El [I/Council:Consejo] está integrado por la [I:Casa], la [I:Alianza] y los alcaldes.",
        "Alianza memberOf Consejo",
    ),
    ("es", "El [I/Council:Consejo] lo conforman la [I:Casa] y la [I:Alianza].", "Alianza memberOf Consejo"),
    ("es", "La [I:Alianza] participa en el [I/Council:Consejo].", "Alianza memberOf Consejo"),
    ("es", "Son miembros del [I/Council:Consejo] la [I:Casa] y la [I:Alianza].", "Alianza memberOf Consejo"),
    (
        "es",
        "El [I/Council:Consejo], del que forman parte la [I:Casa] y la [I:Alianza], sesiona.",
        "Alianza memberOf Consejo",
    ),
    ("es", "La [I:Alianza] fue creada mediante [L:Decreto 5].", "Alianza basedOn Decreto 5"),
    ("es", "Mediante [L:Decreto 5] se creó la [I:Alianza].", "Alianza basedOn Decreto 5"),
    ("es", "El [L:Decreto 5] creó la [I:Alianza].", "Alianza basedOn Decreto 5"),
    ("es", "La [I:Alianza] se rige por la [L:Ley 5].", "Alianza basedOn Ley 5"),
    ("es", "El [S:Plan azul] fue aprobado por [L:Decreto 5].", "Plan azul basedOn Decreto 5"),
    ("es", "La [I:Alianza] edita el [B:Noche].", "Alianza publishes Noche"),
    ("es", "El [B:Noche], editado por la [I:Alianza], sale.", "Alianza publishes Noche"),
    ("es", "La [I:Alianza] ha publicado la [B:Noche].", "Alianza publishes Noche"),
    ("es", "El [P:Faro] se financia con recursos de la [I:Alianza].", "Alianza funds Faro"),
    ("es", "El [P:Faro] cuenta con financiamiento de la [I:Alianza].", "Alianza funds Faro"),
    ("es", "El [P:Faro] cuenta con el apoyo financiero de la [I:Alianza].", "Alianza funds Faro"),
    ("es", "La [I:Alianza] aporta los fondos para el [P:Faro].", "Alianza funds Faro"),
    ("es", "El financiamiento del [P:Faro] proviene de la [I:Alianza].", "Alianza funds Faro"),
    ("es", "El [P:Faro] es cofinanciado por la [I:Alianza] y la [I:Casa].", "Casa funds Faro"),
    (
        "es",
        "Integran el [I/Council:Consejo] el Director General de la [I:Casa] y el Jefe de la [I:Alianza].",
        "Alianza memberOf Consejo",
    ),
    ("es", "Sigue el [P:Faro]. Es ejecutado por la [I:Alianza].", "Alianza implements Faro"),
    ("fr", "C’est à l’[I:Entraide] qu’il revient de mettre en œuvre le [P:Phare].", "Entraide implements Phare"),
    ("fr", "Il appartient à l’[I:Entraide] d’exécuter le [P:Phare].", "Entraide implements Phare"),
    ("fr", "L’[I:Entraide] s’est vu confier le [P:Phare].", "Entraide implements Phare"),
    ("fr", "À l’initiative de l’[I:Entraide], le [P:Phare] a vu le jour.", "Entraide implements Phare"),
    ("fr", "Le [P:Phare] est du ressort de l’[I:Entraide].", "Entraide implements Phare"),
    ("fr", "L’[I:Entraide] mène, avec la [I:Maison], le [P:Phare].", "Maison implements Phare"),
    ("fr", "Mis en œuvre par l’[I:Entraide], le [P:Phare] touche les quartiers.", "Entraide implements Phare"),
    ("fr", "Le [P:Phare] continue. L’[I:Entraide] en est responsable.", "Entraide implements Phare"),
    ("fr", "Le [P:Phare] (organisme responsable : [I:Entraide]) continue.", "Entraide implements Phare"),
    ("fr", "Le [P:Phare] a pour maître d’œuvre l’[I:Entraide].", "Entraide implements Phare"),
    ("fr", "L’[I:Entraide] a pour tutelle le [I/Ministry:Ministère].", "Entraide partOf Ministère"),
    ("fr", "La tutelle de l’[I:Entraide] est exercée par le [I/Ministry:Ministère].", "Entraide partOf Ministère"),
    ("fr", "Le [I/Ministry:Ministère] abrite l’[I:Entraide].", "Entraide partOf Ministère"),
    ("fr", "Le [I/Ministry:Ministère], dont relève l’[I:Entraide], agit.", "Entraide partOf Ministère"),
    ("fr", "L’[I:Entraide] est l’un des services du [I/Ministry:Ministère].", "Entraide partOf Ministère"),
    ("fr", "Les ressources du [P:Phare] proviennent de l’[I:Entraide].", "Entraide funds Phare"),
    ("fr", "L’[I:Entraide] consacre des crédits au [P:Phare].", "Entraide funds Phare"),
    ("fr", "Les bailleurs du [P:Phare] sont l’[I:Entraide] et la [I:Maison].", "Maison funds Phare"),
    ("fr", "Financé par l’[I:Entraide], le [P:Phare] touche les quartiers.", "Entraide funds Phare"),
    ("fr", "Le [P:Phare] continue. Son financement est assuré par l’[I:Entraide].", "Entraide funds Phare"),
    ("fr", "Le [P:Phare], que finance l’[I:Entraide], touche les quartiers.", "Entraide funds Phare"),
    ("fr", "Le [I/Council:Conseil] se réunit. Y siègent l’[I:Entraide] et la [I:Maison].", "Maison memberOf Conseil"),
    ("fr", "L’[I:Entraide] participe aux travaux du [I/Council:Conseil].", "Entraide memberOf Conseil"),
    ("fr", "Les membres du [I/Council:Conseil] sont l’[I:Entraide] et la [I:Maison].", "Maison memberOf Conseil"),
    ("fr", "Le [B:Nuit], que publie l’[I:Entraide], paraît.", "Entraide publishes Nuit"),
    ("fr", "Publié par l’[I:Entraide], le [B:Nuit] paraît.", "Entraide publishes Nuit"),
    ("fr", "L’[I:Entraide] assure la publication du [B:Nuit].", "Entraide publishes Nuit"),
    ("es", "La ejecución del [P:Faro] fue confiada a la [I:Alianza].", "Alianza implements Faro"),
    ("es", "Corresponde a la [I:Alianza] ejecutar el [P:Faro].", "Alianza implements Faro"),
    ("es", "Por iniciativa de la [I:Alianza] surgió el [P:Faro].", "Alianza implements Faro"),
    ("es", "El [P:Faro] está bajo la rectoría de la [I:Alianza].", "Alianza implements Faro"),
    ("es", "El [P:Faro], del que es responsable la [I:Alianza], sigue.", "Alianza implements Faro"),
    ("es", "Ejecutado por la [I:Alianza], el [P:Faro] llega a los barrios.", "Alianza implements Faro"),
    ("es", "El [P:Faro] sigue. La [I:Alianza] es su ejecutora.", "Alianza implements Faro"),
    ("es", "El [P:Faro] tiene como ejecutor a la [I:Alianza].", "Alianza implements Faro"),
    ("es", "El [P:Faro] se ejecuta a través de la [I:Alianza].", "Alianza implements Faro"),
    ("es", "El [I/Ministry:Ministerio], del que depende la [I:Alianza], actúa.", "Alianza partOf Ministerio"),
    ("es", "Adscrita al [I/Ministry:Ministerio], la [I:Alianza] actúa.", "Alianza partOf Ministerio"),
    ("es", "Financiado por la [I:Alianza], el [P:Faro] llega a los barrios.", "Alianza funds Faro"),
    ("es", "El financiamiento del [P:Faro] corre por cuenta de la [I:Alianza].", "Alianza funds Faro"),
    ("es", "El [P:Faro] dispone de fondos de la [I:Alianza].", "Alianza funds Faro"),
    ("es", "Los donantes del [P:Faro] son la [I:Casa] y la [I:Alianza].", "Alianza funds Faro"),
    ("es", "Los miembros del [I/Council:Consejo] son la [I:Casa] y la [I:Alianza].", "Alianza memberOf Consejo"),
    ("es", "La [I:Casa] y la [I:Alianza] tienen asiento en el [I/Council:Consejo].", "Alianza memberOf Consejo"),
    ("es", "El [B:Noche], que publica la [I:Alianza], sale.", "Alianza publishes Noche"),
    ("es", "La publicación del [B:Noche] está a cargo de la [I:Alianza].", "Alianza publishes Noche"),
    ("en", "Run by [I:Lantern], [P:Quay] reaches the harbour.", "Lantern implements Quay"),
    ("en", "It is for [I:Lantern] to implement [P:Quay].", "Lantern implements Quay"),
    ("en", "[P:Quay] goes on. Its implementation is entrusted to [I:Lantern].", "Lantern implements Quay"),
    ("en", "[P:Quay], which [I:Lantern] runs, goes on.", "Lantern implements Quay"),
    ("en", "[P:Quay], which [I:Lantern] finances, goes on.", "Lantern funds Quay"),
    ("en", "Funded by [I:Lantern], [P:Quay] goes on.", "Lantern funds Quay"),
    ("en", "Published by [I:Lantern], [B:Night] appears.", "Lantern publishes Night"),
    ("en", "[B:Night], which [I:Lantern] publishes, appears.", "Lantern publishes Night"),
    ("en", "[I/Ministry:Ministry], to which [I:Lantern] belongs, acts.", "Lantern partOf Ministry"),
    ("en", "[I:Lantern] is responsible for the publication of [B:Night].", "Lantern publishes Night"),
]


@pytest.mark.parametrize(("language", "sentence", "relation"), SAID)
def test_a_sentence_states_a_relation(language: str, sentence: str, relation: str) -> None:
    assert relation in told(sentence, language=language)


DENIED = [
    ("en", "[I:Lantern] does not run [P:Quay].", "Lantern implements Quay"),
    ("fr", "L’[I:Entraide] n’assure pas le [P:Phare].", "Entraide implements Phare"),
    ("es", "La [I:Alianza] no ejecuta el [P:Faro].", "Alianza implements Faro"),
    ("fr", "Le [P:Phare] est mis en œuvre à la demande de l’[I:Entraide].", "Entraide implements Phare"),
    ("fr", "L’[I:Entraide] et la [I:Maison] sont membres du [I/Council:Conseil].", "Conseil memberOf Maison"),
    ("fr", "L’[I:Entraide] prend en charge les dépenses du [P:Phare].", "Entraide implements Phare"),
    ("es", "El [I/Council:Consejo] cuenta con representantes de la [I:Casa].", "Casa partOf Consejo"),
]


@pytest.mark.parametrize(("language", "sentence", "relation"), DENIED)
def test_what_is_denied_or_said_otherwise_is_not_read(language: str, sentence: str, relation: str) -> None:
    assert relation not in told(sentence, language=language)


LED = [
    ("en", "The [I:Chancery], through [I/Ministry:Ministry], provides leadership.", "Ministry leads STATE"),
    ("en", "Leadership is provided by the [I/Ministry:Ministry].", "Ministry leads STATE"),
    ("en", "The [I:Board] co-ordinates and reports to the [I/Committee:Committee].", "Board coordinates STATE"),
    (
        "fr",
        "Le [I/Ministry:Ministère] assure le pilotage ; la coordination incombe au [I:CNP].",
        "CNP coordinates STATE",
    ),
    ("fr", "La prévention est du ressort du [I/Ministry:Ministère].", "Ministère leads STATE"),
    ("es", "La coordinación está a cargo del [I:Consejo].", "Consejo coordinates STATE"),
    ("fr", "La direction est assurée par l’[I:Entraide].", "Entraide leads STATE"),
    ("fr", "L’[I:Entraide] joue le rôle de coordinateur.", "Entraide coordinates STATE"),
    ("es", "El órgano coordinador es la [I:Alianza].", "Alianza coordinates STATE"),
    ("es", "Bajo la rectoría de la [I:Alianza] avanza la política.", "Alianza leads STATE"),
]


@pytest.mark.parametrize(("language", "sentence", "relation"), LED)
def test_an_answer_says_who_leads_and_who_coordinates(language: str, sentence: str, relation: str) -> None:
    assert relation in told(sentence, language=language, item="3")


def test_whom_a_body_reports_to_does_not_lead() -> None:
    text = "The [I:Board] co-ordinates and reports to the [I/Committee:Committee]."
    assert not {"Committee leads STATE", "Committee coordinates STATE"} & told(text, item="3")


def test_the_state_is_known_by_its_short_name() -> None:
    text = "Borduria belongs to Seapol."
    answer = Answer("9(a)", None, text, (Piece(0, 0, len(text)),))
    seapol = Mention("9(a)", 20, 26, "Seapol", "Network", "Network", "n")
    found = read_relations(
        {"9(a)": answer},
        [Entity("n", "Network", ("Seapol",), (), "Network")],
        [seapol],
        questionnaire=load_questionnaire(),
        language="en",
        state=State("Republic of Borduria", "XAA"),
    )
    assert [(r.s, r.p, r.o) for r in found] == [("STATE", "memberOf", "n")]


@pytest.mark.parametrize(
    ("language", "name", "spoken_of", "other"),
    [
        ("en", "Union of Lower Isles", "The Union offers seats.", "The Union of Nurses offers seats."),
        ("fr", "Union des Îles", "L’Union déploie un plan.", "L’Union des maires déploie un plan."),
        ("es", "Unión de Islas", "La Unión desarrolla un plan.", "La Unión de Obreros desarrolla un plan."),
    ],
)
def test_the_noun_of_its_name_alone_stands_for_the_state(language: str, name: str, spoken_of: str, other: str) -> None:
    habits = read_lexicon(language).habits.of_state(name)
    assert habits.state.search(spoken_of.casefold().replace("’", "'"))
    assert not habits.state.search(other.casefold().replace("’", "'"))


def test_a_strategy_that_awaits_its_approval_is_not_adopted() -> None:
    text = "The [S:Blue Plan] has been drafted and is awaiting approval by Cabinet."
    assert "STATE adopted Blue Plan" not in told(text, item="2(a)", mark="no")


TELEGRAPHIC = [
    (
        "3",
        "[I/Ministry:MIA]. Co-ordination of all bodies: [I/Commission:The Commission].",
        "The Commission coordinates STATE",
    ),
    ("9(a)", "[P:Second Wind] – [I/Ministry:The Ministry], since 2001.", "The Ministry implements Second Wind"),
    ("9(a)", "[P:Second Wind] in two towns. Funded by [I:The Fund].", "The Fund funds Second Wind"),
    ("9(a)", "[P:Second Wind] in two towns. Run by [I:The Mission].", "The Mission implements Second Wind"),
    ("4(a)", "[I/Office:Safety Desk], [I/Police:The Guard].", "Safety Desk partOf The Guard"),
    (
        "4(d)(i)",
        "Members of [I/Council:The Council]:\n- [I:MIA],\n- [I:The League].",
        "The League memberOf The Council",
    ),
    ("9(d)", "[P:Quiet Nights], [I:The Guard] + [I:The League].", "The League implements Quiet Nights"),
    ("21(a)", "Member of [N:The Group].", "STATE memberOf The Group"),
    (
        "9(a)",
        "The [S:Drug Plan] was renewed. The latter is implemented by [I:The Agency].",
        "The Agency implements Drug Plan",
    ),
]


@pytest.mark.parametrize(("item", "text", "relation"), TELEGRAPHIC)
def test_notes_leave_words_out(item: str, text: str, relation: str) -> None:
    assert relation in told(text, item=item)


def test_who_pays_does_not_run_it() -> None:
    found = told("[P:Quay] is managed by [I:The Lantern] and financed by [I:The Bureau].")
    assert found >= {"The Lantern implements Quay", "The Bureau funds Quay"}
    assert "The Bureau implements Quay" not in found


def test_who_benefits_may_stand_before_the_name() -> None:
    assert "Scam Alert targets elderly" in told("Older persons benefit from [P:Scam Alert].")
