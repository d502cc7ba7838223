"""Word's automatic numbers: which label a paragraph wears, from `numbering.xml` and `styles.xml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.document.archive import attribute, child, local, whole
from ingest.document.marks import BULLET
from ingest.document.numerals import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STYLE_CHAIN = 20


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str | None = None
    restart: int | None = None
    legal: bool = False


@dataclass
class _List:
    """What one `w:num` says: its levels, and the abstract list that it counts on."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass
class _Style:
    based_on: str | None
    number: str | None
    level: int | None


@dataclass
class Numbering:
    """The counters of one document; ask for the paragraphs' labels in their order."""

    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, _Style] = field(default_factory=dict)
    default_style: str | None = None
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: "Mapping[str, Element]") -> str:
        """The label of the paragraph with these in its `w:pPr`, by their names, or "" where it has none."""
        number, level = self._membership(properties)
        found = self.lists.get(number or "")
        if found is None or level not in found.levels:
            return ""
        self._count(str(number), found, level)
        return self._written(found, level)

    def _membership(self, properties: "Mapping[str, Element]") -> tuple[str | None, int]:
        direct = properties.get("numPr")
        number = _value(child(direct, "numId"))
        level = _value(child(direct, "ilvl"))
        style = _value(properties.get("pStyle")) or self.default_style
        if number is None:
            number, of_style = self._number_of(style)
            level = level if level is not None else of_style
        return number, whole(level, 0)

    def _number_of(self, style: str | None) -> tuple[str | None, str | None]:
        """The list that a paragraph style, or one it is based on, belongs to, and the level."""
        first = style
        for _ in range(_STYLE_CHAIN):
            known = self.styles.get(style or "")
            if known is None:
                break
            if known.number is not None:
                levels = self.lists[known.number].levels if known.number in self.lists else {}
                linked = next((at for at, level in levels.items() if level.style in (first, style)), known.level or 0)
                return known.number, str(linked)
            style = known.based_on
        return None, None

    def _count(self, number: str, found: _List, level: int) -> None:
        counts = self._counts.setdefault(found.abstract, {})
        start = found.starts.get(level)
        if start is not None and (number, level) not in self._begun:
            counts[level] = start
        else:
            counts[level] = counts[level] + 1 if level in counts else found.levels[level].start
        self._begun.add((number, level))
        for above in range(level):
            if above not in counts and above in found.levels:
                counts[above] = found.levels[above].start
        for below in [at for at in counts if at > level]:
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or (restart > 0 and level < restart):
                del counts[below]

    def _written(self, found: _List, level: int) -> str:
        this = found.levels[level]
        if this.format == "bullet":
            return BULLET
        counts = self._counts[found.abstract]

        def place(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            style = found.levels[at].format if at in found.levels else "decimal"
            return numeral(counts.get(at, 1), "decimal" if this.legal else style)

        return re.sub(r"%([1-9])", place, this.text).strip() if this.format != "none" or "%" not in this.text else ""


def read_numbering(numbering: "Element | None", styles: "Element | None") -> Numbering:
    """The numbering of a document, from the roots of its two parts."""
    if numbering is None:
        return Numbering()
    abstracts = {attribute(each, "abstractNumId") or "": each for each in numbering if local(each) == "abstractNum"}
    by_style = {
        _value(child(each, "styleLink")): each for each in abstracts.values() if child(each, "styleLink") is not None
    }
    lists = {}
    for each in numbering:
        if local(each) == "num":
            key = _value(child(each, "abstractNumId")) or ""
            lists[attribute(each, "numId") or ""] = _read_list(each, key, abstracts, by_style)
    known, default = _read_styles(styles)
    return Numbering(lists, known, default)


def _read_list(
    num: "Element", key: str, abstracts: "dict[str, Element]", by_style: "dict[str | None, Element]"
) -> _List:
    abstract = abstracts.get(key)
    linked = _value(child(abstract, "numStyleLink"))
    if linked in by_style and linked is not None:
        abstract = by_style[linked]
        key = attribute(abstract, "abstractNumId") or key
    levels = {} if abstract is None else _read_levels(abstract)
    starts = {}
    for override in num:
        if local(override) == "lvlOverride":
            at = whole(attribute(override, "ilvl"), 0)
            levels.update(_read_levels(override))
            start = whole(_value(child(override, "startOverride")), -1)
            if start >= 0:
                starts[at] = start
    return _List(key, levels, starts)


def _read_levels(parent: "Element") -> dict[int, _Level]:
    return {whole(attribute(each, "ilvl"), 0): _read_level(each) for each in parent if local(each) == "lvl"}


def _read_level(element: "Element") -> _Level:
    restart = _value(child(element, "lvlRestart"))
    start = _value(child(element, "start"))
    return _Level(
        start=0 if start is None else whole(start, 1),
        format=_value(child(element, "numFmt")) or "decimal",
        text=_value(child(element, "lvlText")) or "",
        style=_value(child(element, "pStyle")),
        restart=None if restart is None else whole(restart, 1),
        legal=is_on(child(element, "isLgl")),
    )


def _read_styles(styles: "Element | None") -> tuple[dict[str, _Style], str | None]:
    known: dict[str, _Style] = {}
    default = None
    for each in styles if styles is not None else ():
        if local(each) != "style" or attribute(each, "type") != "paragraph":
            continue
        name = attribute(each, "styleId") or ""
        number = child(each, "pPr", "numPr")
        level = _value(child(number, "ilvl"))
        known[name] = _Style(
            _value(child(each, "basedOn")),
            _value(child(number, "numId")),
            None if level is None else whole(level, 0),
        )
        if attribute(each, "default") in ("1", "true", "on"):
            default = name
    return known, default


def _value(element: "Element | None") -> str | None:
    return None if element is None else attribute(element, "val")


def is_on(element: "Element | None") -> bool:
    """Whether a switch is set: present without a value means on, absent means off."""
    return element is not None and attribute(element, "val") in (None, "1", "true", "on")
