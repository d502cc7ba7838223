"""A questionnaire as its Turtle file describes it: sections, items, options, prompts, paragraphs.

The code knows no item: another questionnaire is another file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be answered: a row of boxes, a text field, or a line of a grid.

    `id` is the label as used in the project (`9(c)`), `path` its parts (`9`, `c`). `text` is the question by language
    (`en`, `fr`, `es`), as the form prints it. `asks` names what an entity cited in the answer is by being cited
    there: properties of the ontology such as `leads` or `adopted`.
    """

    id: str
    path: tuple[str, ...]
    iri: str
    section: str
    kind: Literal["choice", "text", "grid"]
    text: Mapping[str, str]
    options: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    prompts: Mapping[str, tuple[str, ...]] = ()  # type: ignore[assignment]
    parent: str | None = None
    level: str | None = None
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form with its heading by language."""

    number: str
    iri: str
    heading: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stem:
    """A question that is not answered itself but leads its sub-items in (`9. In your country, do ...:`)."""

    id: str
    path: tuple[str, ...]
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A whole form. `items` are in the form's order; `options` gives the printed words of each mark by language."""

    id: str
    iri: str
    title: Mapping[str, str]
    sections: tuple[Section, ...]
    items: Mapping[str, Item]
    stems: tuple[Stem, ...]
    options: Mapping[str, Mapping[str, tuple[str, ...]]]
