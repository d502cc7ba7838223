"""OpenDocument's automatic numbers: which label a list item wears, computed from the list styles."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.document.archive import attribute, local, whole
from ingest.document.marks import BULLET
from ingest.document.numerals import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass
class _Level:
    format: str
    prefix: str
    suffix: str
    start: int
    shown: int
    pattern: str
    bullet: bool


@dataclass
class Lists:
    """The counters of one document; ask for the items' labels in their order."""

    styles: dict[str, dict[int, _Level]]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def begin(self, element: "Element", style: str | None, level: int) -> None:
        """A list starts: its level counts anew unless it continues an earlier list."""
        name = style or ""
        key = attribute(element, "id")
        if key:
            self._names[key] = name
        continued = attribute(element, "continue-list") is not None or (
            attribute(element, "continue-numbering") == "true"
        )
        if not continued:
            self._counts.setdefault(name, {}).pop(level, None)

    def label(self, item: "Element", style: str | None, level: int) -> str:
        """The label of the next item on that level, or "" where the style draws none."""
        levels = self.styles.get(style or "", {})
        this = levels.get(level)
        if this is None or this.bullet:
            return BULLET if this is not None else ""
        counts = self._counts.setdefault(style or "", {})
        begun = attribute(item, "start-value")
        counts[level] = whole(begun, counts.get(level, this.start - 1) + 1)
        for below in [at for at in counts if at > level]:
            del counts[below]
        return _written(levels, counts, level)


def _written(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    this = levels[level]

    def place(at: int) -> str:
        return numeral(counts.get(at, levels[at].start), levels[at].format) if at in levels else ""

    if this.pattern:
        return re.sub(r"%(\d+)%", lambda match: place(int(match[1])), this.pattern).strip()
    if not this.format:
        return (this.prefix + this.suffix).strip()
    numbers = [place(at) for at in range(level - this.shown + 1, level + 1) if at > 0]
    return f"{this.prefix}{'.'.join(each for each in numbers if each)}{this.suffix}".strip()


def read_lists(parts: "list[Element]") -> Lists:
    """The list styles that the parts of a document define."""
    styles: dict[str, dict[int, _Level]] = {}
    for part in parts:
        for style in part.iter("{*}list-style"):
            levels = {_number(each, "level", 1): _read_level(each) for each in style}
            styles[attribute(style, "name") or ""] = levels
    return Lists(styles)


def _read_level(element: "Element") -> _Level:
    return _Level(
        format=attribute(element, "num-format") or "",
        prefix=attribute(element, "num-prefix") or "",
        suffix=attribute(element, "num-suffix") or "",
        start=_number(element, "start-value", 1),
        shown=_number(element, "display-levels", 1),
        pattern=attribute(element, "num-list-format") or "",
        bullet=local(element) != "list-level-style-number",
    )


def _number(element: "Element", name: str, otherwise: int) -> int:
    return whole(attribute(element, name), otherwise)
