"""What `make frontend` makes from packages of the npm registry; each has a plain stand-in where it was not built."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class World:
    """The countries by their M49 number: shapes as SVG paths, where each stands, and land that has no number."""

    width: int
    top: int
    height: int
    shapes: Mapping[str, str]
    places: Mapping[str, tuple[float, float]]
    rest: str


def built(name: str) -> Traversable | None:
    """A file that was built, if it was."""
    file = files("viz.explorer") / "built" / name
    return file if file.is_file() else None


@cache
def world() -> World | None:
    """The map of the world, if it was built."""
    file = built("world.json")
    if file is None:
        return None
    read = json.loads(file.read_text("utf-8"))
    places = {number: (x, y) for number, (x, y) in read["places"].items()}
    return World(read["width"], read["top"], read["height"], read["shapes"], places, read["rest"])
