"""What a page consists of before its lines are known: words, rules and boxes, measured in points from its top left."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, other: "Area", slack: float = 0.0) -> bool:
        """Whether the middle of the other lies in this one."""
        x, y = other.middle
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a box, or the text put into a field, where it stands. `field` text may have lines of its own."""

    text: str
    area: Area
    is_field: bool = False


@dataclass(slots=True)
class Page:
    """One page. `rules` are the straight lines drawn on it, level or upright."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Area] = field(default_factory=list)
    is_scanned: bool = False
