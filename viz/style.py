"""How each kind of thing looks: colour, shape and name, told apart without colour too.

The fills differ in lightness as well as in hue, after the Okabe-Ito palette, so that people with any colour vision tell
them apart; on each, its text reaches a contrast of 4.5 : 1 (WCAG 2.2, 1.4.3). Shapes are those of vis-network that
hold their label inside.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """The look of one type: fill, text upon it, border, shape, and its name by language for the legend."""

    fill: str
    text: str
    border: str
    shape: str
    names: Mapping[str, str]

    def name(self, language: str = "en") -> str:
        """The name in a language, or in English."""
        return self.names.get(language, self.names["en"])


def _style(fill: str, text: str, border: str, shape: str, *names: str) -> Style:
    return Style(fill, text, border, shape, dict(zip(("en", "fr", "es"), names, strict=True)))


STYLES: Mapping[str, Style] = {
    "State": _style("#1b1b1b", "#ffffff", "#000000", "box", "State", "État", "Estado"),
    "Institution": _style("#0b5c8f", "#ffffff", "#083f62", "box", "Institution", "Institution", "Institución"),
    "Network": _style("#6a3d9a", "#ffffff", "#432562", "ellipse", "Network", "Réseau", "Red"),
    "Strategy": _style("#f3b54a", "#1b1b1b", "#8f6300", "box", "Strategy", "Stratégie", "Estrategia"),
    "Programme": _style("#7fd1b9", "#0b1f18", "#00634a", "ellipse", "Programme", "Programme", "Programa"),
    "LegalInstrument": _style("#7a4a40", "#ffffff", "#4d2d26", "box", "Law", "Texte juridique", "Norma jurídica"),
    "Publication": _style("#dea6c4", "#1b1b1b", "#8a4a6d", "box", "Publication", "Publication", "Publicación"),
    "Paragraph": _style("#f4ee9a", "#1b1b1b", "#8f8700", "box", "Guideline", "Principe directeur", "Directriz"),
    "GridLine": _style("#f4ee9a", "#1b1b1b", "#8f8700", "box", "Area of assistance", "Domaine", "Ámbito"),
}
_OTHER = _style("#bbbbbb", "#1b1b1b", "#777777", "box", "Other", "Autre", "Otro")

#: How round the corners of a box are, and how thick its border, to tell boxes apart without colour.
CORNERS: Mapping[str, int] = {"Paragraph": 16, "GridLine": 16, "Publication": 16, "Strategy": 0, "LegalInstrument": 0}
BORDERS: Mapping[str, float] = {"Strategy": 3, "LegalInstrument": 3}

#: Lines by predicate: dashes for what is not of the everyday kind.
DASHED = frozenset({"leads", "coordinates", "neededBy"})

FICTIONAL = {"en": "fictional", "fr": "fictif", "es": "ficticio"}


def style_of(type_: str) -> Style:
    """The look of a type of the ontology's main classes."""
    return STYLES.get(type_, _OTHER)


def legend(types: Iterable[str]) -> list[tuple[str, Style]]:
    """The looks that occur, in the order in which a reader should learn them."""
    there = set(types)
    return [(name, style) for name, style in STYLES.items() if name in there]
