"""The statements of the files that ship with the ontology, by the named graph they belong in."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from rdflib.term import BNode, Literal, Node, URIRef

from graph.identifiers import BASE, Identifiers
from graph.lines import write_term
from graph.model import Statement
from graph.oxigraph import read_triples

#: Which files, or folders of files, go into which graph.
_GRAPHS = {
    "ontology": ("prevention.ttl", "shapes.ttl"),
    "guidelines": ("guidelines.ttl",),
    "questionnaire": ("questionnaires",),
    "reference": ("schemes.ttl", "states.ttl", "coverage.ttl"),
}

#: Where names for the nodes that OWL leaves nameless are made (RDF 1.1 Concepts, section 3.5).
GENID = BASE + ".well-known/genid/"

_Triples = Iterable[tuple[Node, Node, Node]]


def vocabulary_graphs(ids: Identifiers) -> Mapping[URIRef, tuple[Statement, ...]]:
    """All that the shipped files say, by named graph: ontology, guidelines, questionnaire, reference."""
    return {ids.graph(name): shipped(name) for name in _GRAPHS}


@cache
def shipped(name: str) -> tuple[Statement, ...]:
    """What the shipped files say that go into the graph of this name."""
    return tuple(statement for file in _files(_GRAPHS[name]) for statement in read_turtle(file.read_text("utf-8")))


def _files(names: Iterable[str]) -> Iterator[Traversable]:
    for name in names:
        entry = files("ontology") / name
        if entry.is_dir():
            yield from sorted((file for file in entry.iterdir() if file.name.endswith(".ttl")), key=lambda f: f.name)
        elif entry.is_file():
            yield entry


def read_turtle(text: str) -> list[Statement]:
    """The statements of a Turtle file, each once, every blank node named by what is said of it."""
    # Six times as quick as rdflib's own parser, and every process that reads or writes has to read these files.
    return name_blank_nodes(dict.fromkeys(read_triples(text.encode(), "text/turtle")))


def name_blank_nodes(triples: _Triples) -> list[Statement]:
    """The same statements with an IRI for each blank node, made from what is said of it.

    Nodes of which the same is said are one node. Blank nodes that lead back to themselves have no such name; OWL and
    SHACL write none.
    """
    said: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
    for subject, predicate, object_ in triples:
        said[subject].append((predicate, object_))
    names: dict[Node, URIRef | Literal] = {}

    def name(node: Node) -> URIRef | Literal:
        if not isinstance(node, BNode):
            assert isinstance(node, URIRef | Literal)
            return node
        if node not in names:
            lines = sorted(f"{predicate} {write_term(name(object_))}" for predicate, object_ in said[node])
            names[node] = URIRef(GENID + hashlib.sha256("\n".join(lines).encode()).hexdigest()[:20])
        return names[node]

    return [
        Statement(name(subject), name(predicate), name(object_))  # type: ignore[arg-type]
        for subject, pairs in said.items()
        for predicate, object_ in pairs
    ]
