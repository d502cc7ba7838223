"""Who else does something like it: practices and institutions of other states that have something in common with one.

What two have in common are the same paragraphs and target groups (for an institution: of what it implements), the same
kind, the same words in the name. What few have counts for more than what many have; the weights order things that are
like one thing, never states. Each reason comes with a sentence of the reply that says it, or else one that names the
other. Where nothing is alike, `same_question` finds what others tell of in their answers to the same question.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log
from typing import NamedTuple

from rdflib.term import Literal, URIRef

from graph.protocol import Term
from ontology import schema
from ontology.guidelines import Paragraph, paragraphs
from ontology.terms import PG
from queries.ask import BadValue
from queries.measures import Arguments, Read, Row
from queries.same_question import asked_for, named_in_answers
from queries.table import Table
from queries.words import fold

#: The languages that the vocabulary has its labels in.
LANGUAGES = ("en", "fr", "es")

#: How many things are shown that are like one.
MOST = 30

#: Words of a name that are shorter, or in more than this part of all names, tell nothing.
_SHORTEST, _COMMONEST = 4, 0.05

#: The sentence for a kind or a name is one of these claims, the first that there is; else where the thing is named.
_TELLING = (PG.implements, PG.leads, PG.coordinates, PG.targets, PG.addresses, PG.partOf, PG.basedOn)

#: A sentence of this length says enough; of longer and shorter ones the nearest is taken.
_ENOUGH = 180

#: What the IRI of a paragraph has before its number, whatever the base.
_GUIDELINES = "/guidelines/"

#: Kinds that say nothing of what a thing is for.
_PLAIN = frozenset({PG.Institution, PG.Practice, PG.Strategy, PG.Programme})


class NothingNamed(BadValue):
    """The question was asked of nothing in particular."""

    message = (
        "who-else needs a value for 'of' (--of on the command line): "
        "the IRI or the exact name of the practice or institution that is meant"
    )


class Trait(NamedTuple):
    """Something that a thing may have in common with another: a tie of one sort, and what it is."""

    tie: str
    value: str


@dataclass(slots=True)
class Profile:
    """A thing with its traits, and for each the claim's subject and object by which it has it."""

    name: Term | None
    kind: Term | None
    state: Term | None
    is_institution: bool
    traits: dict[Trait, tuple[str, str] | None] = field(default_factory=dict)


def who_else(table: Table, read: Read, arguments: Arguments) -> Iterator[Row]:
    """For each thing asked about, those of other states that are like it, a row for each reason."""
    if not arguments.get("of"):
        raise NothingNamed
    profiles = _profiles(table)
    count = Counter(trait for profile in profiles.values() for trait in profile.traits)
    for wanted in map(str, arguments.get("of", ())):
        if wanted in profiles:
            alike = _alike(wanted, profiles, count)
            found = _rows if alike else _rows_by_question
            yield from found(wanted, profiles, alike, read, str(arguments["language"][0]))


def _profiles(table: Table) -> Mapping[str, Profile]:
    found: dict[str, Profile] = {}
    implemented: dict[str, list[str]] = {}
    bodies, practices = _kinds(PG.Institution), _kinds(PG.Practice)
    for row in table.terms():
        iri = str(row["thingIri"])
        if row["kindIri"] not in bodies | practices:
            continue
        if iri not in found:
            found[iri] = Profile(row["thing"], row["kindIri"], row["stateIri"], row["kindIri"] in bodies)
            found[iri].traits = dict.fromkeys(_from_name(row["thing"], row["kindIri"]))
        common = str(row["commonIri"] or "")
        if _GUIDELINES in common:
            found[iri].traits[Trait("paragraph", common)] = (iri, common)
        elif "/id/" in common:
            implemented.setdefault(iri, []).append(common)
        elif common:
            found[iri].traits[Trait("target group", common)] = (iri, common)
    for iri, of in implemented.items():
        own = {trait: (iri, practice) for practice in of if practice in found for trait in _reported(found[practice])}
        found[iri].traits |= own
    return found


@cache
def _kinds(main: URIRef) -> frozenset[Term]:
    return frozenset((main, *schema.subclasses(main)))


def _reported(profile: Profile) -> Iterator[Trait]:
    """The traits that a thing has because a claim says so."""
    return (trait for trait, by in profile.traits.items() if by)


def _from_name(name: Term | None, kind: Term | None) -> Iterator[Trait]:
    if kind not in _PLAIN:
        yield Trait("kind", str(kind))
    words = re.findall(rf"\w{{{_SHORTEST},}}", fold(str(name)))
    yield from (Trait("name", word) for word in words if word not in _words_of_kinds())


@cache
def _words_of_kinds() -> frozenset[str]:
    """What things of a kind are called anyway: a service, a national plan. Their kind says it."""
    iris = (*schema.classes(), *schema.concepts(PG.Level))
    labels = (schema.label(iri, language) for iri in iris for language in LANGUAGES)
    return frozenset(word for label in labels for word in re.findall(r"\w+", fold(label)))


def _alike(wanted: str, profiles: Mapping[str, Profile], count: Mapping[Trait, int]) -> Mapping[str, list[Trait]]:
    """The things of other states that share traits with this one, most and rarest first."""
    here, whole = profiles[wanted], len(profiles)
    weights = {
        trait: log((whole + 1) / count[trait])
        for trait in here.traits
        if trait.tie != "name" or count[trait] <= max(_COMMONEST * whole, 2)
    }
    shared = {
        iri: [trait for trait in weights if trait in there.traits]
        for iri, there in profiles.items()
        if there.is_institution == here.is_institution and there.state != here.state
    }
    order = sorted(
        (iri for iri, traits in shared.items() if traits),
        key=lambda iri: (-_likeness(here, profiles[iri], {trait: weights[trait] for trait in shared[iri]}), iri),
    )
    return {iri: sorted(shared[iri], key=lambda trait: (-weights[trait], trait)) for iri in order[:MOST]}


def _likeness(here: Profile, there: Profile, weights: Mapping[Trait, float]) -> float:
    """How much two have in common; a word for as much as the shared words are of both names."""
    words = {trait for trait in weights if trait.tie == "name"}
    of_both = sum(trait.tie == "name" for trait in here.traits.keys() | there.traits.keys())
    return sum(weight * (len(words) / of_both if trait in words else 1) for trait, weight in weights.items())


def _rows(
    wanted: str, profiles: Mapping[str, Profile], alike: Mapping[str, Sequence[Trait]], read: Read, language: str
) -> Iterator[Row]:
    claims: dict[str, list[Row]] = {}
    for claim in read("evidence", of=tuple(URIRef(iri) for iri in alike)).terms():
        claims.setdefault(str(claim["subjectIri"]), []).append(claim)
    states = {row["stateIri"]: row for row in read("states").terms()}
    for iri, traits in alike.items():
        said = claims.get(iri, [])
        known = _known(wanted, iri, profiles[iri], states, language)
        for trait in traits:
            yield {
                **_evidence(said, trait, profiles[iri].traits[trait]),
                **known,
                "tie": Literal(trait.tie),
                **_named(trait, language),
            }


def _rows_by_question(
    wanted: str, profiles: Mapping[str, Profile], alike: Mapping[str, Sequence[Trait]], read: Read, language: str
) -> Iterator[Row]:
    """What other states tell of in their answers to the question that this is named in."""
    asked = asked_for(wanted, profiles[wanted].state, read)
    if asked is None:
        return
    states = {row["stateIri"]: row for row in read("states").terms()}
    for iri, said in named_in_answers(asked, read, {iri: one.state for iri, one in profiles.items()})[:MOST]:
        answer = Profile(asked.text, PG.Answer, said[0]["stateIri"], is_institution=False)
        profile = profiles.get(iri, answer)
        yield {
            **_most_telling(said),
            **_known(wanted, iri, profile, states, language),
            "tie": Literal("question"),
            "common": Literal(f"{asked.number} {asked.text}"),
            "commonIri": asked.iri,
        }


def _known(wanted: str, iri: str, profile: Profile, states: Mapping[Term | None, Row], language: str) -> Row:
    """What a row says of the thing that is like one, whatever for."""
    state = states.get(profile.state, {})
    return {
        "thing": profile.name, "thingIri": URIRef(iri), "stateIri": profile.state,
        "kind": Literal(schema.label(URIRef(str(profile.kind)), language)), "kindIri": profile.kind,
        "state": state.get("state"), "fictional": state.get("fictional"), "ofIri": URIRef(wanted),
    }  # fmt: skip


def _named(trait: Trait, language: str) -> Row:
    """What two things have in common, by its name in a language."""
    if trait.tie == "name":
        return {"commonIri": None, "common": Literal(trait.value)}
    return {"commonIri": URIRef(trait.value), "common": Literal(_label(trait, language))}


def _label(trait: Trait, language: str) -> str:
    if trait.tie != "paragraph":
        return schema.label(URIRef(trait.value), language)
    one = _paragraphs()[trait.value.rpartition(_GUIDELINES)[2]]
    return f"{one.number} {one.labels.get(language) or one.labels['en']}"


@cache
def _paragraphs() -> Mapping[str, Paragraph]:
    return {str(one.iri).rpartition(_GUIDELINES)[2]: one for one in paragraphs().values()}


def _evidence(said: Sequence[Row], trait: Trait, by: tuple[str, str] | None) -> Row:
    """The claim that gives a thing its trait; for its kind and name the one that tells most of it and names them."""
    direct = [row for row in said if by and str(row["objectTerm"]) == by[1]]
    words = {"name": frozenset({trait.value}), "kind": _words_of(trait.value)}.get(trait.tie, frozenset())
    naming = {n: words & set(re.findall(r"\w+", fold(str(row["quotation"])))) for n, row in enumerate(said)}
    most = max(map(len, naming.values()), default=0)
    best = [row for n, row in enumerate(said) if len(naming[n]) == most]
    return _most_telling(direct or best)


@cache
def _words_of(kind: str) -> frozenset[str]:
    """What a kind is called by, in every language."""
    labels = (schema.label(URIRef(kind), language) for language in LANGUAGES)
    return frozenset(word for label in labels for word in re.findall(rf"\w{{{_SHORTEST},}}", fold(label)))


def _most_telling(said: Sequence[Row]) -> Row:
    return min(said, key=_telling, default={})


def _telling(row: Row) -> tuple[int, int]:
    relation = row["relationIri"]
    rank = _TELLING.index(relation) if relation in _TELLING else len(_TELLING)
    return rank, abs(len(str(row["quotation"])) - _ENOUGH)
