"""What follows from the statements of one response, by the axioms that the ontology itself declares.

The rules are those of OWL 2 RL (section 4.3) named prp-spo1, prp-spo2, prp-trp, cax-sco, and prp-inv as far as the
words of others need it: our own inverses can be asked as `^pg:implements` and are not written out. The rules only ever
join statements of one response with axioms, so replacing a response costs in proportion to that response.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import URIRef

from graph.model import Statement
from graph.vocabulary import shipped

Pairs = set[tuple[URIRef, URIRef]]


@dataclass(frozen=True, slots=True)
class Axioms:
    """What an ontology declares: all superclasses and superproperties of each, transitive properties, chains.

    `turned` holds what stands above a property's inverse.
    """

    superclasses: Mapping[URIRef, frozenset[URIRef]]
    superproperties: Mapping[URIRef, frozenset[URIRef]]
    turned: Mapping[URIRef, frozenset[URIRef]]
    transitive: frozenset[URIRef]
    chains: tuple[tuple[URIRef, tuple[URIRef, ...]], ...]


def read_axioms(statements: Iterable[Statement]) -> Axioms:
    """The axioms among the statements of an ontology."""
    known = list(statements)
    superproperties = _all_above(known, RDFS.subPropertyOf, OWL.equivalentProperty, top=OWL.topObjectProperty)
    inverses = _inverses(known)
    return Axioms(
        superclasses=_all_above(known, RDFS.subClassOf, OWL.equivalentClass, top=OWL.Thing),
        superproperties=superproperties,
        turned={one: superproperties[other] for one, other in inverses if other in superproperties},
        transitive=frozenset(s for s, p, o in known if (p, o) == (RDF.type, OWL.TransitiveProperty)),
        chains=tuple(sorted((s, _read_list(known, o)) for s, p, o in known if p == OWL.propertyChainAxiom)),
    )


@cache
def shipped_axioms() -> Axioms:
    """The axioms of our own ontology."""
    return read_axioms(shipped("ontology"))


def infer_response(said: Iterable[Statement]) -> Iterator[Statement]:
    """What follows from a response by our own ontology, without what it says itself."""
    return infer(said, shipped_axioms())


def infer(said: Iterable[Statement], axioms: Axioms) -> Iterator[Statement]:
    """What follows from these statements by these axioms, without the statements themselves, in a fixed order."""
    stated = tuple(said)
    found = {*_classes(stated, axioms.superclasses), *_relations(stated, axioms)}
    predicates = {one.predicate for one in found}
    # Only what has such a property is looked up: to hash a literal is Python's work, and most objects are literals.
    found.difference_update([one for one in stated if one.predicate in predicates])
    yield from sorted(found, key=_as_texts)


def _as_texts(one: Statement) -> tuple[str, str, str]:
    """What statements are sorted by: rdflib compares its terms in Python."""
    return str(one.subject), str(one.predicate), str(one.object)


def _classes(stated: Iterable[Statement], superclasses: Mapping[URIRef, frozenset[URIRef]]) -> Iterator[Statement]:
    type_ = RDF.type  # Looked up once: a namespace of rdflib searches itself at each use.
    for subject, predicate, object_ in stated:
        # Compared as texts: the terms' own comparison is written in Python.
        if str.__eq__(predicate, type_) and object_ in superclasses:
            for above in superclasses[object_]:  # type: ignore[index]
                yield Statement(subject, type_, above)


def _relations(stated: Iterable[Statement], axioms: Axioms) -> Iterator[Statement]:
    pairs = _pairs(stated, axioms)
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
    for predicate, found in pairs.items():
        for subject, object_ in found:
            yield Statement(subject, predicate, object_)


def _pairs(stated: Iterable[Statement], axioms: Axioms) -> defaultdict[URIRef, Pairs]:
    """The statements from which any relation can follow, by their property."""
    links = {link for _, chain in axioms.chains for link in chain}
    matter = axioms.superproperties.keys() | axioms.turned.keys() | axioms.transitive | links
    found: defaultdict[URIRef, Pairs] = defaultdict(set)
    for subject, predicate, object_ in stated:
        if predicate in matter and isinstance(object_, URIRef):
            found[predicate].add((subject, object_))
    return found


def _closure(pairs: Pairs) -> Pairs:
    """Each with all that it leads to; in a circle nothing is made to lead to itself."""
    next_ = _by_first(pairs)
    found: Pairs = set()
    for start in next_:
        seen: set[URIRef] = set()
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


def _by_first(pairs: Pairs) -> dict[URIRef, set[URIRef]]:
    found: dict[URIRef, set[URIRef]] = {}
    for first, second in pairs:
        found.setdefault(first, set()).add(second)
    return found


def _all_above(
    known: Iterable[Statement], below: URIRef, same: URIRef, *, top: URIRef
) -> Mapping[URIRef, frozenset[URIRef]]:
    """All that stand above each class or property, however many steps; only what has a meaningful name counts."""
    pairs: Pairs = {(s, o) for s, p, o in known if p in (below, same) and isinstance(o, URIRef)}
    pairs |= {(o, s) for s, p, o in known if p == same and isinstance(o, URIRef)}
    nameless = {s for s, p, _ in known if p in (OWL.unionOf, OWL.intersectionOf, OWL.onProperty, OWL.complementOf)}
    above = _by_first(_closure({(s, o) for s, o in pairs if not {s, o} & {*nameless, top}}))
    return {one: frozenset(all_) for one, all_ in above.items()}


def _inverses(known: Iterable[Statement]) -> list[tuple[URIRef, URIRef]]:
    pairs = {(s, o) for s, p, o in known if p == OWL.inverseOf and isinstance(o, URIRef)}
    return sorted(pairs | {(o, s) for s, o in pairs})


def _read_list(known: Iterable[Statement], start: object) -> tuple[URIRef, ...]:
    first = {s: o for s, p, o in known if p == RDF.first}
    rest = {s: o for s, p, o in known if p == RDF.rest}
    found: list[URIRef] = []
    while start != RDF.nil:
        found.append(first[start])  # type: ignore[index, arg-type]
        start = rest[start]  # type: ignore[index]
    return tuple(found)
