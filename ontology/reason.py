"""Reasoning over the vocabulary and what is said in it; the only door to owlready2, and through it to HermiT.

`check` asks the DL reasoner, which needs Java: is it all consistent, and what follows? `materialise` and `clashes`
need no Java: they draw what the rules of OWL 2 RL give, and name the contradictions that those rules can see.
"""

import hashlib
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import BNode, Literal, Node, URIRef

from ontology.errors import PrevgraphError
from ontology.terms import PREFIXES

Triple = tuple[Node, Node, Node]

#: The shipped files that a reasoner needs beside the data.
VOCABULARY = ("prevention.ttl", "schemes.ttl", "guidelines.ttl", "states.ttl")

#: Words that OWL 2 DL keeps for itself (Structural Specification, section 2.4): a claim as data is not an axiom.
_REIFICATION = frozenset({RDF.subject, RDF.predicate, RDF.object})

#: Datatypes outside the OWL 2 datatype map (section 4), which reasoners refuse.
_FOREIGN_DATATYPES = frozenset(
    {XSD.date, XSD.gYear, XSD.gYearMonth, XSD.gMonthDay, XSD.gDay, XSD.gMonth, XSD.time, XSD.duration}
)

#: A longer text goes to the reasoner as its digest: equal stays equal, and nothing else about it counts there.
_LONGEST_TEXT = 200

#: Where owlready2 puts what a reasoner adds; the spelling is its own.
_INFERRED = "http://inferrences/"

#: The property under which owlrl notes a contradiction.
_CLASH = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


#: By this a name is known that was made for a node without one (RDF 1.1 Concepts, section 3.5).
_GENID = "/.well-known/genid/"

#: What is true of everything, or of the reasoner's own housekeeping.
_EMPTY_WORDS = frozenset({OWL.Thing, RDFS.Resource, OWL.Ontology})


class NoJava(PrevgraphError):
    """The DL reasoners are Java programs, and no Java is here."""

    message = (
        "The DL reasoner needs Java, and {0!r} was not found: install a Java runtime (Debian: default-jre-headless)."
        " Rules of OWL 2 RL still work without it."
    )


class ReasonerFailed(PrevgraphError):
    """The reasoner ended without an answer."""

    message = "The DL reasoner gave no answer: {0}"


@dataclass(frozen=True, slots=True)
class Consistency:
    """What a DL reasoner found: whether all can be true at once, and if so what follows.

    `unsatisfiable` are classes that can have no member. `inferred` are the types and relations that follow: of types
    the nearest only, and no relation that is already said the other way round.
    """

    is_consistent: bool
    unsatisfiable: tuple[URIRef, ...] = ()
    inferred: tuple[Triple, ...] = ()


def vocabulary() -> Graph:
    """The vocabulary with the paragraphs, schemes and states, as one graph."""
    graph = Graph()
    for name in VOCABULARY:
        graph.parse(data=(files("ontology") / name).read_text(encoding="utf-8"), format="turtle")
    return graph


def check(triples: Iterable[Triple], *, java: str = "java") -> Consistency:
    """Ask HermiT whether the triples are consistent, and what follows from them.

    Give it the vocabulary and the data together. Raises `NoJava` where there is no Java.
    """
    import owlready2

    with _loaded(triples, java) as world:
        try:
            owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return Consistency(is_consistent=False)
        except owlready2.OwlReadyJavaError as error:
            raise ReasonerFailed(error) from error
        unsatisfiable = {URIRef(thing.iri) for thing in world.inconsistent_classes() if hasattr(thing, "iri")}
        found = world.as_rdflib_graph().get_context(world.get_ontology(_INFERRED))
        inferred = sorted({triple for triple in found if _is_worth_saying(triple)})
        return Consistency(True, tuple(sorted(unsatisfiable - {OWL.Nothing})), tuple(inferred))


def clashes(triples: Iterable[Triple]) -> tuple[str, ...]:
    """The contradictions that the rules of OWL 2 RL can name, each in a sentence. Needs no Java.

    A DL reasoner may find more; it does not say which statements are to blame.
    """
    found = _closure(triples)
    return tuple(sorted({_shortened(str(text)) for text in found.objects(predicate=_CLASH)}))


def materialise(triples: Iterable[Triple]) -> frozenset[Triple]:
    """What follows from the triples by the rules of OWL 2 RL, without what was given. Needs no Java.

    Literals are left aside: nothing that this vocabulary infers depends on one.
    """
    given = frozenset(triples)
    return frozenset(triple for triple in _closure(given) if triple not in given and _is_worth_saying(triple))


def _closure(triples: Iterable[Triple]) -> Graph:
    import owlrl

    graph = Graph()
    for triple in _in_owl_dl(triples):
        if not isinstance(triple[2], Literal):
            graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return graph


def _shortened(text: str) -> str:
    for prefix in ("pg", "id", "g"):
        text = text.replace(PREFIXES[prefix], f"{prefix}:")
    return text


def _is_worth_saying(triple: Triple) -> bool:
    subject, predicate, object_ = triple
    if BNode in (type(subject), type(object_)) or isinstance(subject, Literal):
        return False
    return not (subject == object_ or object_ in _EMPTY_WORDS or predicate in (OWL.sameAs, _CLASH))


@contextmanager
def _loaded(triples: Iterable[Triple], java: str) -> Iterator[Any]:
    import owlready2

    found = shutil.which(java)
    if found is None:
        raise NoJava(java)
    owlready2.JAVA_EXE = found
    with tempfile.TemporaryDirectory(prefix="prevgraph-reason-") as folder:
        path = Path(folder) / "all.nt"
        graph = Graph()
        for triple in _as_trees(_in_owl_dl(triples)):
            graph.add(triple)
        graph.serialize(path, format="nt", encoding="utf-8")
        world = owlready2.World()
        world.get_ontology(path.as_uri()).load()
        yield world


def _in_owl_dl(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples that are axioms of OWL 2 DL, with literals that a reasoner can read."""
    for subject, predicate, object_ in triples:
        if predicate in _REIFICATION or (predicate == RDF.type and object_ == RDF.Statement):
            continue
        yield _nameless(subject), predicate, _plain(object_) if isinstance(object_, Literal) else _nameless(object_)


def _nameless(node: Node) -> Node:
    """The node, without the name that a store made for a node that had none: OWL reads a list only so."""
    return BNode(str(node).rsplit("/", 1)[1]) if _GENID in str(node) else node


def _as_trees(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples with a node of its own for each use of a nameless one.

    A store that names nodes by what they hold lets equal lists share their ends; OWL 2 (Mapping to RDF, section 3.2)
    reads only trees, and a reader of OWL would lose the rest of such a list without a word.
    """
    about: defaultdict[Node, list[tuple[Node, Node]]] = defaultdict(list)
    for subject, predicate, object_ in set(triples):
        about[subject].append((predicate, object_))
    used = {object_ for pairs in about.values() for _, object_ in pairs if isinstance(object_, BNode)}
    waiting = [(subject, subject) for subject in about if subject not in used]
    while waiting:
        subject, name = waiting.pop()
        for predicate, object_ in about[subject]:
            if isinstance(object_, BNode):
                waiting.append((object_, own := BNode()))
                yield name, predicate, own
            else:
                yield name, predicate, object_


def _plain(literal: Literal) -> Literal:
    text = str(literal)
    if len(text) > _LONGEST_TEXT:
        text = hashlib.sha256(text.encode()).hexdigest()
    datatype = XSD.string if literal.datatype in _FOREIGN_DATATYPES else literal.datatype
    return Literal(text, lang=literal.language, datatype=datatype, normalize=False)
