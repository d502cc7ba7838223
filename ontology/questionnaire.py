"""A questionnaire as its Turtle file describes it: sections, items, options, prompts, paragraphs, printed words.

The code knows no item: another questionnaire is another file in `questionnaires/`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ontology.errors import PrevgraphError

if TYPE_CHECKING:
    from rdflib.term import Node

PG = "https://w3id.org/prevgraph/ontology#"
DISCO = "http://rdf-vocabulary.ddialliance.org/discovery#"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

#: What a form prints, by language (`en`, `fr`, `es`).
Text = Mapping[str, str]
Words = Mapping[str, tuple[str, ...]]


class UnreadableQuestionnaire(PrevgraphError):
    """The file does not describe a questionnaire."""

    message = "{0} does not describe a questionnaire: {1}"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be answered: a row of boxes, a text field, or a line of a grid.

    `id` is the label as used in the project (`9(c)`), `path` its parts (`9`, `c`). `text` is the question by language
    (`en`, `fr`, `es`), as the form prints it. `asks` names what an entity cited in the answer is by being cited
    there: properties of the ontology such as `leads` or `adopted`. `shares_field_with` names the items before it
    whose free text is written in this one's field.
    """

    id: str
    path: tuple[str, ...]
    iri: str
    section: str
    kind: Literal["choice", "text", "grid"]
    text: Text
    options: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    prompts: Words = field(default_factory=dict)
    parent: str | None = None
    level: str | None = None
    asks: tuple[str, ...] = ()
    shares_field_with: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form with its heading by language."""

    number: str
    iri: str
    heading: Text
    order: int = 0


@dataclass(frozen=True, slots=True)
class Stem:
    """A question that is not answered itself but leads its sub-items in (`9. In your country, do ...:`)."""

    id: str
    path: tuple[str, ...]
    text: Text
    parent: str | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block of the form that quotes paragraphs: the sentence leading it in, and the paragraphs it quotes."""

    lead_in: Text
    paragraphs: tuple[str, ...]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: the words above its first column, and the marks its other columns stand for, in the order printed."""

    parent: str
    lead_in: Text
    columns: tuple[str, ...]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A whole form. `items` are in the form's order; `options` gives the printed words of each mark by language.

    `furniture` holds what the form prints besides (the word "Annex").
    """

    id: str
    iri: str
    title: Text
    sections: tuple[Section, ...]
    items: Mapping[str, Item]
    stems: tuple[Stem, ...]
    options: Mapping[str, Words]
    quotations: tuple[Quotation, ...] = ()
    tables: tuple[Table, ...] = ()
    furniture: Words = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the form is printed."""
        return tuple(sorted({language for item in self.items.values() for language in item.text}))


@cache
def load_questionnaire(name: str = "ecosoc-2004-28") -> Questionnaire:
    """The questionnaire of that name among those shipped with the project."""
    source = files("ontology") / "questionnaires" / f"{name}.ttl"
    if not source.is_file():
        raise UnreadableQuestionnaire(f"{name}.ttl", "there is no such file among the questionnaires")
    return _Description(source.read_text("utf-8"), f"{name}.ttl").questionnaire()


def read_questionnaire(path: Path) -> Questionnaire:
    """The questionnaire that a Turtle file describes."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableQuestionnaire(str(path), str(error)) from error
    return _Description(text, str(path)).questionnaire()


class _Description:
    """The Turtle of one questionnaire, read into the values above."""

    def __init__(self, turtle: str, source: str) -> None:
        from rdflib import Graph, URIRef
        from rdflib.plugins.parsers.notation3 import BadSyntax

        self.source = source
        self.uri = URIRef
        try:
            self.graph: Graph = Graph(bind_namespaces="none").parse(data=turtle, format="turtle")
        except BadSyntax as error:
            reason = "it is not Turtle: " + " ".join(str(error).split())
            raise UnreadableQuestionnaire(source, reason) from error
        self.iri = self._only()

    def questionnaire(self) -> Questionnaire:
        """The whole of it, everything in the order in which the form prints it."""
        items = {item.id: item for item in map(self._item, self._answered())}
        options = {_tail(mark): self._words(mark, PG + "printedAs") for mark in self._marks()}
        return Questionnaire(
            id=self._literal(self.iri, SKOS + "notation"),
            iri=str(self.iri),
            title=self._text(self.iri, DCTERMS + "title"),
            sections=tuple(map(self._section, self._nodes("Section"))),
            items=items,
            stems=tuple(map(self._stem, self._nodes("Stem"))),
            options=options,
            quotations=tuple(map(self._quotation, self._nodes("Quotation"))),
            tables=tuple(map(self._table, self._nodes("Table"))),
            furniture=self._words(self.iri, PG + "printedAs"),
        )

    def _only(self) -> "Node":
        found = list(self.graph.subjects(self.uri(TYPE), self.uri(DISCO + "Questionnaire")))
        if len(found) != 1:
            raise UnreadableQuestionnaire(self.source, f"it has {len(found)} resources of type disco:Questionnaire")
        return found[0]

    def _nodes(self, kind: str) -> list["Node"]:
        return sorted(self.graph.subjects(self.uri(TYPE), self.uri(PG + kind)), key=self._order)

    def _answered(self) -> list["Node"]:
        return sorted(self._nodes("Item") + self._nodes("GridLine"), key=self._order)

    def _marks(self) -> list["Node"]:
        return self._marks_of(self.graph.objects(None, self.uri(PG + "option")))

    def _marks_of(self, marks: Iterable["Node"]) -> list["Node"]:
        return sorted(set(marks), key=lambda mark: (self._order(mark), str(mark)))

    def _order(self, node: "Node") -> int:
        value = self.graph.value(node, self.uri(PG + "order"))
        if value is None:
            raise UnreadableQuestionnaire(self.source, f"{node} has no pg:order")
        return int(str(value))

    def _literal(self, node: "Node", predicate: str) -> str:
        value = self.graph.value(node, self.uri(predicate))
        if value is None:
            raise UnreadableQuestionnaire(self.source, f"{node} has no <{predicate}>")
        return str(value)

    def _words(self, node: "Node", predicate: str) -> dict[str, tuple[str, ...]]:
        """Literals by language, the longest first: `Yes, in part` is looked for before `Yes`."""
        found: dict[str, list[str]] = {}
        for value in self.graph.objects(node, self.uri(predicate)):
            found.setdefault(getattr(value, "language", None) or "und", []).append(str(value))
        return {tag: tuple(sorted(found[tag], key=lambda text: (-len(text), text))) for tag in sorted(found)}

    def _text(self, node: "Node", predicate: str) -> dict[str, str]:
        words = self._words(node, predicate)
        if not words:
            raise UnreadableQuestionnaire(self.source, f"{node} has no <{predicate}>")
        return {language: texts[0] for language, texts in words.items()}

    def _names(self, node: "Node", predicate: str) -> tuple[str, ...]:
        return tuple(sorted(_tail(value) for value in self.graph.objects(node, self.uri(predicate))))

    def _above(self, node: "Node") -> tuple[str | None, str]:
        """The stem or item that a node is part of, and the section it stands in."""
        parent = self.graph.value(node, self.uri(DCTERMS + "isPartOf"))
        section = parent
        while section is not None and (section, self.uri(TYPE), self.uri(PG + "Section")) not in self.graph:
            section = self.graph.value(section, self.uri(DCTERMS + "isPartOf"))
        if parent is None or section is None:
            raise UnreadableQuestionnaire(self.source, f"{node} is in no section")
        name = None if parent == section else self._literal(parent, SKOS + "notation")
        return name, self._literal(section, SKOS + "notation")

    def _path(self, node: "Node") -> tuple[str, ...]:
        return tuple(str(node).removeprefix(f"{self.iri}/").split("/"))

    def _paragraphs(self, node: "Node") -> tuple[str, ...]:
        found = [
            str(value).split("/guidelines/")[-1].split("/")
            for value in self.graph.objects(node, self.uri(PG + "paragraph"))
        ]
        found.sort(key=lambda path: (int(path[0]) if path[0].isdigit() else 0, path))
        return tuple(path[0] + "".join(f"({part})" for part in path[1:]) for path in found)

    def _item(self, node: "Node") -> Item:
        parent, section = self._above(node)
        options = tuple(_tail(mark) for mark in self._marks_of(self.graph.objects(node, self.uri(PG + "option"))))
        level = self.graph.value(node, self.uri(PG + "level"))
        is_grid = (node, self.uri(TYPE), self.uri(PG + "GridLine")) in self.graph
        shared = sorted(self.graph.objects(node, self.uri(PG + "sharesFieldWith")), key=self._order)
        return Item(
            id=self._literal(node, SKOS + "notation"),
            path=self._path(node),
            iri=str(node),
            section=section,
            kind="grid" if is_grid else "choice" if options else "text",
            text=self._text(node, DISCO + "questionText"),
            options=options,
            paragraphs=self._paragraphs(node),
            prompts=self._words(node, PG + "prompt"),
            parent=parent,
            level=None if level is None else _tail(level),
            asks=self._names(node, PG + "asks"),
            shares_field_with=tuple(self._literal(other, SKOS + "notation") for other in shared),
            order=self._order(node),
        )

    def _section(self, node: "Node") -> Section:
        heading = self._text(node, SKOS + "prefLabel")
        return Section(self._literal(node, SKOS + "notation"), str(node), heading, self._order(node))

    def _stem(self, node: "Node") -> Stem:
        text = self._text(node, DISCO + "questionText")
        number = self._literal(node, SKOS + "notation")
        return Stem(number, self._path(node), text, self._above(node)[0], self._order(node))

    def _quotation(self, node: "Node") -> Quotation:
        return Quotation(self._text(node, PG + "leadIn"), self._paragraphs(node), self._order(node))

    def _table(self, node: "Node") -> Table:
        columns = self._marks_of(self.graph.objects(node, self.uri(PG + "option")))
        parent = self.graph.value(node, self.uri(DCTERMS + "isPartOf"))
        name = "" if parent is None else self._literal(parent, SKOS + "notation")
        return Table(name, self._text(node, PG + "leadIn"), tuple(map(_tail, columns)), self._order(node))


def _tail(node: "Node") -> str:
    return str(node).replace("#", "/").rsplit("/", 1)[-1]
