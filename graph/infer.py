"""What follows from the statements of one response, by the axioms that the ontology itself declares.

The rules are those of OWL 2 RL (section 4.3) named prp-spo1, prp-spo2, prp-trp, cax-sco, and prp-inv as far as the
words of others need it: our own inverses can be asked as `^pg:implements` and are not written out. The rules only ever
join statements of one response with axioms, so replacing a response costs in proportion to that response.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import URIRef

from graph.lines import Draft, Pair, write_iri, write_term
from graph.model import Statement
from graph.vocabulary import shipped

#: What one property links.
Pairs = set[tuple[str, str]]

# Written once: a namespace of rdflib searches itself at each use.
_TYPE = write_iri(RDF.type)


@dataclass(frozen=True, slots=True)
class Axioms:
    """What an ontology declares: all superclasses and superproperties of each, transitive properties, chains.

    Each term is as it stands in a line. `turned` holds what stands above a property's inverse.
    """

    superclasses: Mapping[str, frozenset[str]]
    superproperties: Mapping[str, frozenset[str]]
    turned: Mapping[str, frozenset[str]]
    transitive: frozenset[str]
    chains: tuple[tuple[str, tuple[str, ...]], ...]


def read_axioms(statements: Iterable[Statement]) -> Axioms:
    """The axioms among the statements of an ontology."""
    known = list(statements)
    superproperties = _all_above(known, RDFS.subPropertyOf, OWL.equivalentProperty, top=OWL.topObjectProperty)
    inverses = _inverses(known)
    return Axioms(
        superclasses=_all_above(known, RDFS.subClassOf, OWL.equivalentClass, top=OWL.Thing),
        superproperties=superproperties,
        turned={one: superproperties[other] for one, other in inverses if other in superproperties},
        transitive=frozenset(write_iri(s) for s, p, o in known if (p, o) == (RDF.type, OWL.TransitiveProperty)),
        chains=tuple(sorted((write_iri(s), _read_list(known, o)) for s, p, o in known if p == OWL.propertyChainAxiom)),
    )


@cache
def shipped_axioms() -> Axioms:
    """The axioms of our own ontology."""
    return read_axioms(shipped("ontology"))


def infer_response(said: Draft) -> Draft:
    """What follows from a response by our own ontology, without what it says itself."""
    return infer(said, shipped_axioms())


def infer(said: Draft, axioms: Axioms) -> Draft:
    """What follows from these statements by these axioms, without the statements themselves, in a fixed order."""
    stated = said.by_property(_all_properties(axioms))
    found = _relations(stated, axioms)
    found[_TYPE] |= _classes(stated[_TYPE], axioms.superclasses)
    new = {predicate: pairs.difference(stated[predicate]) for predicate, pairs in found.items()}
    inferred = Draft()
    for subject, predicate, object_ in sorted((start, tie, end) for tie, pairs in new.items() for start, end in pairs):
        inferred.say(subject, (predicate, object_))
    return inferred


def _all_properties(axioms: Axioms) -> frozenset[str]:
    """The properties that any axiom is about, and that of classes."""
    above = (*axioms.superproperties.items(), *axioms.turned.items(), *axioms.chains)
    return frozenset({_TYPE}).union(axioms.transitive, *((one, *others) for one, others in above))


def _classes(stated: Iterable[Pair], superclasses: Mapping[str, frozenset[str]]) -> Pairs:
    return {(subject, above) for subject, kind in stated for above in superclasses.get(kind, ())}


def _relations(stated: Mapping[str, list[Pair]], axioms: Axioms) -> defaultdict[str, Pairs]:
    # A text is nothing that a relation could follow from.
    pairs: defaultdict[str, Pairs] = defaultdict(set)
    for predicate, all_ in stated.items():
        if predicate != _TYPE:
            pairs[predicate] = {pair for pair in all_ if pair[1].startswith("<")}
    size = -1
    while size != (size := sum(map(len, pairs.values()))):
        for predicate in axioms.transitive & pairs.keys():
            pairs[predicate] |= _closure(pairs[predicate])
        for predicate, chain in axioms.chains:
            pairs[predicate] |= _chained([pairs[link] for link in chain])
        for predicate in sorted(pairs.keys() & axioms.superproperties.keys()):
            for above in axioms.superproperties[predicate]:
                pairs[above] |= pairs[predicate]
        for predicate in sorted(pairs.keys() & axioms.turned.keys()):
            for above in axioms.turned[predicate]:
                pairs[above] |= {(object_, subject) for subject, object_ in pairs[predicate]}
    return pairs


def _closure(pairs: Pairs) -> Pairs:
    """Each with all that it leads to; in a circle nothing is made to lead to itself."""
    next_ = _by_first(pairs)
    found: Pairs = set()
    for start in next_:
        seen: set[str] = set()
        waiting = list(next_[start])
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += next_.get(one, ())
        found |= {(start, end) for end in seen - {start}}
    return found


def _chained(links: list[Pairs]) -> Pairs:
    first, *rest = links
    for link in rest:
        next_ = _by_first(link)
        first = {(start, end) for start, middle in first for end in next_.get(middle, ())}
    return first


def _by_first(pairs: Pairs) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for first, second in pairs:
        found.setdefault(first, set()).add(second)
    return found


def _all_above(known: Iterable[Statement], below: URIRef, same: URIRef, *, top: URIRef) -> Mapping[str, frozenset[str]]:
    """All that stand above each class or property, however many steps; only what has a meaningful name counts."""
    pairs = {(s, o) for s, p, o in known if p in (below, same) and isinstance(o, URIRef)}
    pairs |= {(o, s) for s, p, o in known if p == same and isinstance(o, URIRef)}
    nameless = {s for s, p, _ in known if p in (OWL.unionOf, OWL.intersectionOf, OWL.onProperty, OWL.complementOf)}
    above = _by_first(_closure({(write_iri(s), write_iri(o)) for s, o in pairs if not {s, o} & {*nameless, top}}))
    return {one: frozenset(all_) for one, all_ in above.items()}


def _inverses(known: Iterable[Statement]) -> list[Pair]:
    pairs = {(write_iri(s), write_iri(o)) for s, p, o in known if p == OWL.inverseOf and isinstance(o, URIRef)}
    return sorted(pairs | {(o, s) for s, o in pairs})


def _read_list(known: Iterable[Statement], start: object) -> tuple[str, ...]:
    first = {s: o for s, p, o in known if p == RDF.first}
    rest = {s: o for s, p, o in known if p == RDF.rest}
    found: list[str] = []
    while start != RDF.nil:
        found.append(write_term(first[start]))  # type: ignore[index]
        start = rest[start]  # type: ignore[index]
    return tuple(found)
