"""The catalogue of questions, read from `catalogue/*.ttl`: one question a file, its name the file's name.

A file is in the form of the public collections of SPARQL examples (`sh:SPARQLExecutable`), with our own words beside:
typed parameters, a measure, an example with one row that its answer must hold. Only the files asked for are read.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeAlias

from rdflib.namespace import RDFS, SH, SKOS, XSD
from rdflib.term import Literal, URIRef

from graph.model import Object, Statement
from graph.oxigraph import read_triples
from graph.protocol import Term
from ontology.errors import PrevgraphError
from queries.table import Column, Value

_PG = "https://w3id.org/prevgraph/ontology#"
_BASE = "https://w3id.org/prevgraph/queries/"
_KEYWORDS = URIRef("https://schema.org/keywords")

Words: TypeAlias = Mapping[str, str]

#: What is said where nothing like it is known.
NOTHING_NEAR = "nothing there is near to it"


class UnknownQuestion(PrevgraphError):
    """The catalogue has no question of this name."""

    message = "the catalogue has no question {0!r}; {1}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be asked with.

    `type` is a class where the value is a resource (then `lookup` selects `?value` and `?name`, the names it can be
    given by), else a datatype. `default` is what holds where nothing is given.
    """

    name: str
    type: URIRef
    descriptions: Words
    lookup: str = ""
    multiple: bool = False
    default: Term | None = None

    @property
    def is_resource(self) -> bool:
        """Whether the value names something in the graph."""
        return bool(self.lookup)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue.

    `select` runs as it stands on any SPARQL 1.1 server. Its lines `#? name ...` hold where that parameter is given,
    with its values for `$name`; in a line that
    ends in `# $name` the value stands for the default. `measure` names the function
    (`module:function` in this room) that makes the answer from the rows; it is empty where the rows are the answer.
    """

    name: str
    titles: Words
    descriptions: Words
    keywords: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    select: str
    measure: str = ""
    variant_of: str = ""
    fixed: Words = field(default_factory=dict)
    example: Words = field(default_factory=dict)
    expected: Mapping[str, Value] = field(default_factory=dict)

    @property
    def iri(self) -> URIRef:
        return URIRef(_BASE + self.name)

    def title(self, language: str = "en") -> str:
        """The name for people, in a language or else in English."""
        return self.titles.get(language) or self.titles["en"]

    def description(self, language: str = "en") -> str:
        """One or two sentences on what comes back, in a language or else in English."""
        return self.descriptions.get(language) or self.descriptions["en"]


class _File:
    """What a file of the catalogue says. rdflib, which would find the same, takes four times as long to read a question
    with its parameters and columns: 54 ms instead of 12.
    """

    def __init__(self, name: str) -> None:
        self._said: dict[URIRef, dict[URIRef, list[Object]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, object_ in read_triples((_folder() / name).read_bytes(), "text/turtle"):
            self._said[predicate][subject].append(object_)

    def objects(self, subject: URIRef, predicate: URIRef) -> Sequence[Object]:
        return self._said[predicate].get(subject, ())

    def value(self, subject: URIRef, predicate: URIRef) -> Object | None:
        return next(iter(self.objects(subject, predicate)), None)

    def subject_objects(self, predicate: URIRef) -> Iterator[tuple[URIRef, Object]]:
        return ((subject, one) for subject, found in self._said[predicate].items() for one in found)


def names() -> list[str]:
    """The names of all questions, sorted."""
    found = (entry.name for entry in _folder().iterdir())
    return sorted(name.removesuffix(".ttl") for name in found if name.endswith(".ttl") and not name.startswith("_"))


def questions() -> Mapping[str, Question]:
    """The whole catalogue by name, in the order of the names."""
    return {name: question(name) for name in names()}


@cache
def catalogue_statements() -> tuple[Statement, ...]:
    """The catalogue as statements, as its files say it: whoever asks an endpoint for examples finds them there."""
    texts = (entry.read_bytes() for entry in sorted(_folder().iterdir(), key=lambda entry: entry.name))
    return tuple(one for text in texts for one in read_triples(text, "text/turtle"))


def question(name: str) -> Question:
    """One question of the catalogue; an unknown name is refused with the names nearest to it."""
    if name not in names():
        raise UnknownQuestion(name, near_names(name, names()))
    return _read(name)


def near_names(given: str, known: list[str]) -> str:
    """A clause that offers what was perhaps meant."""
    from rapidfuzz import fuzz, process

    found = [match for match, _, _ in process.extract(given, known, scorer=fuzz.WRatio, limit=3, score_cutoff=60)]
    return f"did you mean {' or '.join(dict.fromkeys(found))}?" if found else NOTHING_NEAR


def column(name: str) -> Column:
    """The description of a column; one whose name ends in `Iri` or `Term` is for programs."""
    if name.endswith(("Iri", "Term")):
        return Column(name, "iri")
    return _columns().get(name) or Column(name)


@cache
def _read(name: str) -> Question:
    graph, subject = _File(f"{name}.ttl"), URIRef(_BASE + name)
    base = graph.value(subject, URIRef(_PG + "variantOf"))
    parent = _read(_local(base)) if base is not None else None
    fixed = _pairs(_text(graph, subject, "fixes"))
    select = str(graph.value(subject, SH.select) or (parent.select if parent else ""))
    given = _text(graph, subject, "gives").split() or _projected(select)
    return Question(
        name,
        _words(graph, subject, RDFS.label),
        _words(graph, subject, RDFS.comment),
        tuple(sorted(str(word) for word in graph.objects(subject, _KEYWORDS))),
        tuple(one for one in _parameters_of(graph, subject, parent) if one.name not in fixed),
        tuple(column(one) for one in given),
        select,
        measure=_text(graph, subject, "measure"),
        variant_of=parent.name if parent else "",
        fixed=fixed,
        example=_pairs(_text(graph, subject, "example")),
        expected=json.loads(_text(graph, subject, "expected") or "{}"),
    )


def _parameters_of(graph: _File, subject: URIRef, parent: Question | None) -> Iterator[Parameter]:
    named = {_local(one) for one in graph.objects(subject, URIRef(_PG + "parameter"))}
    if not named and parent is not None:
        yield from parent.parameters
    yield from (one for one in _parameters() if one.name in named)


def _projected(select: str) -> list[str]:
    """The variables of a SELECT, in order; none of ours selects `*` or an expression."""
    head = select.partition("SELECT")[2].partition("WHERE")[0]
    return [word.removeprefix("?") for word in head.split() if word.startswith("?")]


@cache
def _parameters() -> tuple[Parameter, ...]:
    graph = _File("_parameters.ttl")
    ordered = sorted(graph.subject_objects(SH.order), key=lambda pair: int(str(pair[1])))
    return tuple(_parameter(graph, subject) for subject, _ in ordered)


def _parameter(graph: _File, subject: URIRef) -> Parameter:
    type_ = graph.value(subject, SH["class"]) or graph.value(subject, SH.datatype)
    default = graph.value(subject, SH.defaultValue)
    return Parameter(
        str(graph.value(subject, SH.name)),
        type_ if isinstance(type_, URIRef) else XSD.string,
        _words(graph, subject, SH.description),
        lookup=str(graph.value(subject, URIRef(_PG + "namedBy")) or ""),
        multiple=graph.value(subject, URIRef(_PG + "multiple")) is not None,
        default=default if isinstance(default, Literal) else None,
    )


@cache
def _columns() -> Mapping[str, Column]:
    graph = _File("_columns.ttl")
    kind = URIRef(_PG + "columnKind")
    return {
        str(name): Column(str(name), str(graph.value(subject, kind)), _words(graph, subject, RDFS.label))
        for subject, name in graph.subject_objects(SKOS.notation)
    }


def _folder() -> Traversable:
    return files("queries") / "catalogue"


def _words(graph: _File, subject: URIRef, predicate: URIRef) -> dict[str, str]:
    found = (value for value in graph.objects(subject, predicate) if isinstance(value, Literal))
    return dict(sorted((value.language or "en", str(value)) for value in found))


def _text(graph: _File, subject: URIRef, name: str) -> str:
    return str(graph.value(subject, URIRef(_PG + name)) or "")


def _local(iri: Object) -> str:
    return str(iri).rsplit("/", 1)[-1]


def _pairs(text: str) -> dict[str, str]:
    """`name=value;name=value` as a dictionary."""
    return dict(pair.split("=", 1) for pair in text.split(";") if pair)
