"""What an answer states by being the answer to its question: `Item.asks` and `Item.paragraphs` say how.

A strategy named at all was adopted by the state, unless it is a draft or another level's; a network named where
memberships are asked for is one the state belongs to; a practice named in an answer addresses the item's paragraphs,
unless it is only mentioned in passing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.parts import Entity, Mention, Relation
from ingest.relating.clauses import Clause, compiled
from ingest.relating.lexicon import Lexicon
from ingest.relating.patterns import STATE
from ingest.relating.signs import sign_of
from ontology.questionnaire import Item, Questionnaire

PRACTICES = frozenset({"Strategy", "Programme"})
#: Where these are asked for, a practice is named to say what a body does, not as an answer of its own.
_NOT_ABOUT_PRACTICES = frozenset({"leads", "coordinates", "publishes"})
#: How far before a name a word may stand that makes it a mention in passing.
_NEAR = 40
#: Words of a lexicon by which somebody is or becomes a member.
_JOINING = ("joined", "takes_part", "member")
#: Words of a lexicon by which somebody is no member of what stands beside them.
_NO_MEMBERS = ("negations", "observing")
_WORD = re.compile(r"[^\W\d_]{3,}")


def read_asked(
    clauses: Mapping[str, Sequence[Clause]],
    said: Sequence[Relation],
    entities: Mapping[str, Entity],
    questionnaire: Questionnaire,
    lexicon: Lexicon,
) -> list[Relation]:
    """Relations that follow from the question an entity is named under; `said` is what the sentences stated."""
    found: list[Relation] = []
    for item in (questionnaire.items[name] for name in clauses if name in questionnaire.items):
        here = clauses[item.id]
        if "leads" in item.asks:
            found += _leads(here, said)
        if "memberOf" in item.asks:
            found += _member_of(here, said, lexicon)
        found += _addresses(here, item, entities, lexicon)
    return found + list(_adopted(clauses, said, entities, questionnaire, lexicon))


def _leads(clauses: Sequence[Clause], said: Sequence[Relation]) -> Iterator[Relation]:
    """The body named first, where no sentence says who leads."""
    if any(r.p == "leads" and r.evidence[0].item == clauses[0].item for r in said if r.evidence):
        return
    coordinating = {r.s for r in said if r.p == "coordinates"}
    for clause in clauses:
        for mention in clause.mentions:
            if mention.type == "Institution" and mention.key not in coordinating and not clause.governed(mention):
                yield Relation(mention.key, "leads", STATE, clause.evidence, 0.7, "leads/named first")
                return


def _member_of(clauses: Sequence[Clause], said: Sequence[Relation], lexicon: Lexicon) -> Iterator[Relation]:
    taken = {(r.o, e.start) for r in said if r.p == "memberOf" and r.s != STATE for e in r.evidence}
    for clause in clauses:
        start = clause.evidence[0].start if clause.evidence else -1
        for place, mention in enumerate(clause.mentions):
            again = sign_of(mention, place) not in clause.masked  # "the Centre (ICPC)": told by its first name
            if mention.type != "Network" or again or _is_owner(clause, place):
                continue
            if _joined_by_others(clause, place, lexicon, named=(mention.key, start) in taken):
                continue
            around, before = clause.around(place), clause.up_to(place)
            if not any(_holds(around, words, lexicon) for words in _NO_MEMBERS) and not _holds(
                before, "aspiring", lexicon
            ):
                yield Relation(STATE, "memberOf", mention.key, clause.evidence, 0.7, "memberOf/asked")


def _joined_by_others(clause: Clause, place: int, lexicon: Lexicon, *, named: bool) -> bool:
    """Whether a verb says that somebody else joined: who is named, or words that name nobody ("the port town")."""
    verbs = [lexicon.words[words] for words in _JOINING if words in lexicon.words]
    if named:
        return any(map(clause.says, verbs))
    before, _, _ = clause.masked.partition(sign_of(clause.mentions[place], place))
    subjects = (before[: verb.start()] for words in verbs if (verb := compiled(words).search(before)))
    return any(_names_nobody(subject, lexicon) for subject in subjects)


def _names_nobody(subject: str, lexicon: Lexicon) -> bool:
    """Whether these are several words, none of which stands for the state or for anything named."""
    return (
        len(_WORD.findall(subject)) > 1
        and not any(sign >= "\ue000" for sign in subject)
        and not _holds(subject, "ourselves", lexicon)
    )


def _is_owner(clause: Clause, place: int) -> bool:
    """Whether the mention only says whose the one before is: "the Cities Network of UN-Habitat"."""
    if not place:
        return False
    between = clause.answer.text[clause.mentions[place - 1].end : clause.mentions[place].start]
    return clause.governed(clause.mentions[place]) and len(between.split()) == 1


def _holds(text: str, words: str, lexicon: Lexicon) -> bool:
    return words in lexicon.words and bool(compiled(lexicon.words[words]).search(text))


def _addresses(
    clauses: Sequence[Clause], item: Item, entities: Mapping[str, Entity], lexicon: Lexicon
) -> Iterator[Relation]:
    if _NOT_ABOUT_PRACTICES & set(item.asks):
        return
    for clause, mention in _practices(clauses, entities):
        if not _in_passing(clause, mention, lexicon):
            for paragraph in item.paragraphs:
                yield Relation(mention.key, "addresses", paragraph, clause.evidence, 0.8, "addresses/named in answer")


def _practices(clauses: Sequence[Clause], entities: Mapping[str, Entity]) -> Iterator[tuple[Clause, Mention]]:
    for clause in clauses:
        for mention in clause.mentions:
            if entities[mention.key].type in PRACTICES:
                yield clause, mention


def _in_passing(clause: Clause, mention: Mention, lexicon: Lexicon) -> bool:
    if clause.answer.mark == "no" and _is_unreal(clause, mention, lexicon):
        return True
    at = clause.masked.find(sign_of(mention, clause.mentions.index(mention)))
    return at >= 0 and _holds(clause.masked[max(at - _NEAR, 0) : at], "passing", lexicon)


def _is_unreal(clause: Clause, mention: Mention, lexicon: Lexicon) -> bool:
    """True where the clause calls the practice a draft, a plan or something that is not there."""
    return _holds(clause.masked, "unreal", lexicon) and not _holds(clause.masked, "adopted", lexicon)


def _adopted(
    clauses: Mapping[str, Sequence[Clause]],
    said: Sequence[Relation],
    entities: Mapping[str, Entity],
    questionnaire: Questionnaire,
    lexicon: Lexicon,
) -> Iterator[Relation]:
    """Strategies of the state that a sentence, their date, their decree or the question says were adopted."""
    decreed = {r.s for r in said if r.p == "basedOn"}
    for name, here in clauses.items():
        item = questionnaire.items.get(name)
        for clause, mention in _practices(here, entities):
            entity = entities[mention.key]
            if entity.type != "Strategy" or _is_local(entity, item) or _is_unreal(clause, mention, lexicon):
                continue
            if _holds(clause.masked, "adopted", lexicon):
                yield Relation(STATE, "adopted", entity.key, clause.evidence, 0.95, "adopted/said")
            elif (item and "adopted" in item.asks) or entity.key in decreed or "adopted" in entity.attributes:
                yield Relation(STATE, "adopted", entity.key, clause.evidence, 0.75, "adopted/asked")


def _is_local(entity: Entity, item: Item | None) -> bool:
    level = entity.attributes.get("level") or (item.level if item else None)
    return level in {"regional", "local"}
