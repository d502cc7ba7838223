"""Figures of small drawings that need no script: needs and offers as a flow, years on a line. Templates draw them."""

from collections.abc import Sequence
from dataclasses import dataclass

from queries.table import Table
from viz.explorer.contents import Area, Named
from viz.explorer.links import Links

#: Height of an area and of a state, and where the columns of the flow stand, in the drawing's own units.
ROW, STATE, LEFT, MIDDLE, RIGHT, WIDTH = 46, 36, 200, 500, 800, 1000


@dataclass(frozen=True, slots=True)
class Box:
    """A name at a height; `number` is that of an area."""

    thing: Named
    y: float
    number: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A curve from one column to the next, for one state and one area."""

    path: str
    state: str
    area: str
    kind: str


@dataclass(frozen=True, slots=True)
class Flow:
    """Offering states, areas, needing states, and the lines between them."""

    offering: tuple[Box, ...]
    areas: tuple[Box, ...]
    needing: tuple[Box, ...]
    lines: tuple[Line, ...]
    height: int


def flow(areas: Sequence[Area]) -> Flow:
    """Where everything stands in a drawing of needs and offers; areas that no one needs or offers are left out."""
    used = [one for one in areas if one.offers or one.needs]
    most = max((len({state.iri for one in used for state in side(one)}) for side in (_offers, _needs)), default=0)
    height = max(len(used) * ROW, most * STATE, ROW)
    step = height / max(len(used), 1)
    offering = _column([state for one in used for state in one.offers], height)
    needing = _column([state for one in used for state in one.needs], height)
    middle = tuple(Box(one.area, (row + 0.5) * step, one.number) for row, one in enumerate(used))
    from_, to = ({box.thing.iri: box.y for box in column} for column in (offering, needing))
    lines = [
        line
        for one, box in zip(used, middle, strict=True)
        for line in (
            *(_line(LEFT, from_[state.iri], MIDDLE - 130, box.y, state, one, "offer") for state in one.offers),
            *(_line(MIDDLE + 130, box.y, RIGHT, to[state.iri], state, one, "need") for state in one.needs),
        )
    ]
    return Flow(offering, middle, needing, tuple(lines), height)


def _offers(area: Area) -> Sequence[Named]:
    return area.offers


def _needs(area: Area) -> Sequence[Named]:
    return area.needs


def _column(states: Sequence[Named], height: float) -> tuple[Box, ...]:
    known = {state.iri: state for state in states}
    step = height / max(len(known), 1)
    ordered = sorted(known.values(), key=lambda state: state.label)
    return tuple(Box(state, (row + 0.5) * step) for row, state in enumerate(ordered))


def _line(x1: float, y1: float, x2: float, y2: float, state: Named, area: Area, kind: str) -> Line:
    bend = (x2 - x1) / 2
    path = f"M{x1:.0f} {y1:.1f}C{x1 + bend:.0f} {y1:.1f} {x2 - bend:.0f} {y2:.1f} {x2:.0f} {y2:.1f}"
    return Line(path, state.iri, area.area.iri, kind)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was adopted or founded in a year."""

    date: str
    what: str
    name: str
    href: str
    kind: str
    source: str
    question: str


@dataclass(frozen=True, slots=True)
class Year:
    """All events of one year, and how far along the line it stands, in hundredths."""

    year: int
    at: float
    events: tuple[Event, ...]


def time_line(table: Table, links: Links) -> tuple[Year, ...]:
    """The years in which something was adopted or founded, each with what it was."""
    by_year: dict[int, list[Event]] = {}
    for row in table:
        if isinstance(row["year"], int):
            href, source = (
                links.to(str(row["thingIri"])),
                links.words(str(row["documentIri"]), row["start"], row["end"]),
            )
            event = Event(
                str(row["date"]),
                str(row["event"]),
                str(row["thing"]),
                href,
                str(row["kind"]),
                source,
                str(row["question"]),
            )
            by_year.setdefault(row["year"], []).append(event)
    first, last = min(by_year, default=0), max(by_year, default=0)
    span = max(last - first, 1)
    return tuple(Year(year, round(100 * (year - first) / span, 1), tuple(by_year[year])) for year in sorted(by_year))
