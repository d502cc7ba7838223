"""States on a map: the shapes of those that an answer holds, a circle where it counts something, the others beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from viz.explorer.contents import Placed
from viz.explorer.frontend import World

#: The radius of the largest circle, and of a place without a number, in the map's own units.
LARGEST, PLAIN = 20, 5

#: A circle that holds its number is at least so large.
FOR_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Spot:
    """A state on the map: its shape (empty where it is too small for one), where it stands, how large its circle is."""

    placed: Placed
    shape: str
    x: float
    y: float
    radius: float

    @property
    def holds_number(self) -> bool:
        return self.placed.number is not None and self.radius >= FOR_NUMBER


@dataclass(frozen=True, slots=True)
class Map:
    """The map: all other land in one path, the spots with the largest first, and what has no place on earth."""

    width: int
    top: int
    height: int
    land: str
    spots: tuple[Spot, ...]
    beside: tuple[Placed, ...]


def map_of(states: Sequence[Placed], world: World | None) -> Map:
    """States where they stand; all beside the map where there is no map, or where they are not of this world."""
    if world is None:
        return Map(0, 0, 0, "", (), tuple(states))
    there = [state for state in states if state.m49 in world.places]
    most = max((abs(state.number) for state in states if state.number is not None), default=0)
    spots = [
        Spot(state, world.shapes.get(state.m49, ""), *world.places[state.m49], _radius(state.number, most))
        for state in there
    ]
    inside = {state.m49 for state in there}
    land = "".join(shape for number, shape in world.shapes.items() if number not in inside) + world.rest
    order = sorted(spots, key=lambda spot: (-spot.radius, spot.placed.state.label))
    beside = tuple(state for state in states if state.m49 not in world.places)
    return Map(world.width, world.top, world.height, land, tuple(order), beside)


def _radius(number: float | None, most: float) -> float:
    """Circles whose areas are as their numbers."""
    return PLAIN if number is None or not most else round(max(LARGEST * sqrt(abs(number) / most), 2), 1)
