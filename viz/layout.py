"""Where each node stands: computed before anything is drawn, the same for the same network.

`lay_out_in_columns` sets kinds beside each other, to be read like a table; `lay_out` suits any network.

Each connected part is laid out by springs, its labels are pushed apart, and the parts are packed into rows, the largest
first. Units are vis-network's own, about a pixel at full size.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Position = tuple[float, float]
Positions = Mapping[str, Position]
Points = NDArray[np.float64]

#: Room that a label takes: per character, at most, and in height.
CHARACTER, WIDEST, TALL = 7.2, 230.0, 64.0
#: How far apart two linked nodes of a part would like to stand, and the gap between parts.
LINK, GAP = 170.0, 120.0
#: Between columns and between rows; a column with less than this share of the rows is short.
COLUMN, ROW, _SHORT = 330.0, 62.0, 0.2
#: So many rows can be read when the whole is shown at once; a column of more goes on beside itself.
READABLE = 40
#: A part of more nodes than this is laid out by what is near alone, which takes time in proportion to its size.
MANY = 400
#: How wide the rows of parts may grow: what a page shows with its labels still readable.
PAGE = 1500.0
_SEED = 2002
_ASPECT = 1.6


def lay_out(network: "nx.Graph[str]", labels: Mapping[str, str]) -> dict[str, Position]:
    """A position for each node of a network; `labels` tell how much room each needs."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(network.nodes))
    plain.add_edges_from(sorted((min(u, v), max(u, v)) for u, v, *_ in network.edges))
    parts = sorted(nx.connected_components(plain), key=lambda part: (-len(part), min(part)))
    return _packed([_part(plain, sorted(part), labels) for part in parts])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node belongs among columns: which column, the group that keeps together, the order in the last column."""

    column: int
    group: str = ""
    order: str = ""


def lay_out_in_columns(network: "nx.Graph[str]", places: Mapping[str, Place]) -> dict[str, Position]:
    """A position for each node of a network whose nodes belong to columns.

    The last column stands in its own order; each column to its left is sorted by group and then by where its nodes'
    neighbours to the right stand (the barycentre heuristic of Sugiyama's layered drawing). Columns are centred. What
    would be too tall to read goes on beside itself: several to a row, still in order from top to bottom.
    """
    columns: dict[int, list[str]] = {}
    for name in sorted(network.nodes):
        columns.setdefault(places[name].column, []).append(name)
    rows = _rows_at_most([len(names) for names in columns.values()])
    abreast = {column: math.ceil(len(names) / rows) for column, names in columns.items()}
    tallest = ROW * max((math.ceil(len(names) / abreast[column]) for column, names in columns.items()), default=0)
    heights: dict[str, float] = {}
    across: dict[str, float] = {}
    for column in sorted(columns, reverse=True):
        names = sorted(columns[column], key=lambda name: _rank(network, places, heights, name))
        lines = [names[at : at + abreast[column]] for at in range(0, len(names), abreast[column])]
        near = [sum(_barycentre(network, heights, name) for name in line) / len(line) for line in lines]
        left = column + sum(wide - 1 for other, wide in abreast.items() if other < column)
        for line, y in zip(lines, _heights(near, tallest), strict=True):
            heights |= dict.fromkeys(line, y)
            across |= {name: (left + at) * COLUMN for at, name in enumerate(line)}
    return {name: (across[name], float(round(y))) for name, y in heights.items()}


def _rows_at_most(sizes: Sequence[int]) -> int:
    """How many rows columns of these sizes may have: as few as leave the whole no wider than a screen is."""
    rows = max([*sizes, 1])
    while rows > READABLE:
        fewer = max(READABLE, rows * 3 // 4)
        if COLUMN * sum(math.ceil(size / fewer) for size in sizes) > _ASPECT * ROW * fewer:
            break
        rows = fewer
    return rows


def _heights(near: Sequence[float], tallest: float) -> list[float]:
    """Heights in order: evenly over the whole drawing, or near the neighbours where a column is short."""
    if len(near) * ROW > tallest * _SHORT:
        step = tallest / len(near)
        return [(row - (len(near) - 1) / 2) * step for row in range(len(near))]
    placed: list[float] = []
    for wanted in near:
        placed.append(max(wanted, placed[-1] + ROW) if placed else wanted)
    return placed


def _barycentre(network: "nx.Graph[str]", heights: Mapping[str, float], name: str) -> float:
    near = [heights[other] for other in nx.all_neighbors(network, name) if other in heights]
    return sum(near) / len(near) if near else 0.0


def _rank(
    network: "nx.Graph[str]", places: Mapping[str, Place], heights: Mapping[str, float], name: str
) -> tuple[str, str, float, str]:
    place = places[name]
    return place.group, place.order, _barycentre(network, heights, name), name


def _part(plain: "nx.Graph[str]", names: Sequence[str], labels: Mapping[str, str]) -> dict[str, Position]:
    room = np.array([_width(labels.get(name, name)) for name in names])
    if len(names) == 1:
        return {names[0]: (0.0, 0.0)}
    if len(names) > MANY:
        return _large_part(plain, names, room)
    scale = LINK * math.sqrt(len(names)) * 0.75
    # A subgraph of networkx goes through its nodes in the order of a set, which changes from run to run.
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(names)
    graph.add_edges_from(plain.edges(names))
    start: dict[str, Points] = nx.circular_layout(graph)
    found = nx.spring_layout(
        graph,
        pos=start,
        seed=_SEED,
        k=1.6 / math.sqrt(len(names)),
        iterations=120,
        method="force",
    )
    points = np.array([found[name] for name in names]) * scale * np.array([_ASPECT, 1.0])
    return _rounded(names, _apart(points, room, rounds=80))


def _large_part(plain: "nx.Graph[str]", names: Sequence[str], room: NDArray[np.float64]) -> dict[str, Position]:
    from viz.springs import apart, spread

    number = {name: at for at, name in enumerate(names)}
    links = sorted((number[u], number[v]) for u, v in plain.edges(names))
    points = spread(links, len(names), link=LINK) * np.array([_ASPECT, 1.0])
    return _rounded(names, apart(points, room, TALL, rounds=60))


def _rounded(names: Sequence[str], points: Points) -> dict[str, Position]:
    return {name: (float(round(x)), float(round(y))) for name, (x, y) in zip(names, points, strict=True)}


def _width(label: str) -> float:
    return min(WIDEST, 40 + CHARACTER * len(label))


def _apart(points: Points, room: NDArray[np.float64], *, rounds: int) -> Points:
    """Push boxes that overlap apart, along the axis on which they overlap less."""
    points = points.copy()
    for _ in range(rounds):
        moved = _push(points, room)
        if not moved:
            break
    return points


def _push(points: Points, room: NDArray[np.float64]) -> bool:
    order = np.argsort(points[:, 1], kind="stable")
    moved = False
    for place, here in enumerate(order):
        for there in order[place + 1 :]:
            down = points[there, 1] - points[here, 1]
            if down >= TALL * 1.5:
                break
            across = points[there, 0] - points[here, 0]
            over_x = (room[here] + room[there]) / 2 - abs(across)
            over_y = TALL - abs(down)
            if over_x > 0 and over_y > 0:
                moved = True
                if over_y < over_x:
                    shift = over_y / 2 + 1
                    points[here, 1] -= shift
                    points[there, 1] += shift
                else:
                    shift = math.copysign(over_x / 2 + 1, across or 1)
                    points[here, 0] -= shift
                    points[there, 0] += shift
    return moved


def _packed(parts: Sequence[Mapping[str, Position]]) -> dict[str, Position]:
    """The parts side by side in rows, about as wide as a screen is to its height."""
    sizes = [_size(part) for part in parts]
    total = sum((width + GAP) * (height + GAP) for width, height in sizes)
    limit = max(min(math.sqrt(total * _ASPECT), PAGE), max((width for width, _ in sizes), default=0))
    placed: dict[str, Position] = {}
    x = y = tallest = 0.0
    for part, (width, height) in zip(parts, sizes, strict=True):
        if x and x + width > limit:
            x, y, tallest = 0.0, y + tallest + GAP, 0.0
        left, top = min(p[0] for p in part.values()), min(p[1] for p in part.values())
        placed |= {name: (px - left + x, py - top + y) for name, (px, py) in part.items()}
        x, tallest = x + width + GAP, max(tallest, height)
    return placed


def _size(part: Mapping[str, Position]) -> tuple[float, float]:
    xs, ys = [p[0] for p in part.values()], [p[1] for p in part.values()]
    return max(xs) - min(xs) + WIDEST, max(ys) - min(ys) + TALL
