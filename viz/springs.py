"""Positions for networks of thousands of nodes in about a second, and boxes pushed apart.

The whole shape comes from distances to a few pivots (Brandes and Pich, "Eigensolver methods for progressive
multidimensional scaling of large data", 2007); springs then work between neighbours and against what is near only,
found in a k-d tree. The same network gives the same positions: no chance is in it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from scipy.sparse.csgraph import dijkstra  # type: ignore[import-untyped]
from scipy.spatial import cKDTree  # type: ignore[import-untyped]

Points = NDArray[np.float64]
Pairs = NDArray[np.intp]

_PIVOTS, _ROUNDS = 40, 36
#: So few overlapping pairs are moved one after the other.
_FEW = 150
#: Where a round leaves more of the overlaps than this, all is drawn larger by so much.
_PROGRESS, _MORE_ROOM = 0.9, 1.06


def spread(links: Sequence[tuple[int, int]], size: int, *, link: float) -> Points:
    """A point for each of `size` connected nodes; linked ones stand about `link` apart."""
    ends: Pairs = np.array(links, dtype=np.intp).reshape(-1, 2)
    points = _whole_shape(ends, size) * link
    # Nodes with the same distances to all pivots fall on one point: a spiral parts them.
    turn = np.arange(size) * 2.399963
    points += np.column_stack((np.cos(turn), np.sin(turn))) * link * 0.4
    for round_ in range(_ROUNDS):
        reach = link * 0.5 * (1 - round_ / _ROUNDS)
        points += _limited(_pull(points, ends, link) + _push(points, link), reach + 1)
    return _evenly(points, link)


def _evenly(points: Points, link: float) -> Points:
    """The same directions from the middle with distances such that the nodes fill a disc: no heap, no empty rim."""
    gap = points - np.median(points, axis=0)
    long = np.maximum(np.hypot(gap[:, 0], gap[:, 1]), 1e-6)
    rank = np.argsort(np.argsort(long, kind="stable"), kind="stable")
    even = link * np.sqrt((rank + 1) / np.pi)
    return gap / long[:, None] * (0.2 * np.minimum(long, even * 2) + 0.8 * even)[:, None]


def apart(points: Points, room: NDArray[np.float64], tall: float, *, rounds: int) -> Points:
    """The same points with boxes of these widths and this height moved until hardly any two overlap."""
    found, before = points.copy(), len(points) ** 2
    for _ in range(rounds):
        pairs = _overlapping(found, room, tall)
        if not len(pairs):
            break
        if len(pairs) > before * _PROGRESS:
            # Boxes in a crowd push each other back: the whole needs more room.
            found *= _MORE_ROOM
        before = len(pairs)
        if len(pairs) > _FEW:
            shift = _shift(found, pairs, room, tall) * 0.6
            np.add.at(found, pairs[:, 1], shift)
            np.add.at(found, pairs[:, 0], -shift)
        else:
            # The last few would push each other to and fro: one after the other they find room.
            for one in pairs:
                move = _shift(found, one[None], room, tall)[0]
                found[one[1]] += move
                found[one[0]] -= move
    return found


def _overlapping(points: Points, room: NDArray[np.float64], tall: float) -> Pairs:
    pairs = _near(points / np.array([float(room.max()), tall]), 1.0)
    over = _over(points, pairs, room, tall)
    return pairs[(over > 0).all(axis=1)]


def _over(points: Points, pairs: Pairs, room: NDArray[np.float64], tall: float) -> Points:
    """By how much the boxes of each pair reach into each other, across and down."""
    gap = np.abs(points[pairs[:, 1]] - points[pairs[:, 0]])
    return np.column_stack(((room[pairs[:, 0]] + room[pairs[:, 1]]) / 2 - gap[:, 0], tall - gap[:, 1]))


def _shift(points: Points, pairs: Pairs, room: NDArray[np.float64], tall: float) -> Points:
    """How far the second of each pair moves, along the axis on which they overlap less; the first the other way."""
    gap, over = points[pairs[:, 1]] - points[pairs[:, 0]], _over(points, pairs, room, tall)
    moves = np.copysign(np.maximum(over, 0) / 2 + 1, gap)
    moves[(over <= 0).any(axis=1)] = 0
    is_down = over[:, 1] < over[:, 0]
    moves[np.arange(len(pairs)), np.where(is_down, 0, 1)] = 0
    return moves


def _whole_shape(ends: Pairs, size: int) -> Points:
    """Pivot multidimensional scaling on the number of steps between nodes."""
    network = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    far = np.full(size, np.inf)
    pivot, steps = 0, []
    for _ in range(min(_PIVOTS, size)):
        found = dijkstra(network, directed=False, indices=pivot, unweighted=True)
        steps.append(found)
        far = np.minimum(far, found)
        pivot = int(np.argmax(far))
    squares = np.array(steps).T ** 2
    centred = -0.5 * (squares - squares.mean(0) - squares.mean(1)[:, None] + squares.mean())
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, -2:][:, ::-1]
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), [0, 1]])
    shape: Points = centred @ axes
    shape *= np.sqrt(size) / 2 / max(float(np.abs(shape).max()), 1e-9)
    return shape


def _pull(points: Points, ends: Pairs, link: float) -> Points:
    gap = points[ends[:, 1]] - points[ends[:, 0]]
    long = np.maximum(np.hypot(gap[:, 0], gap[:, 1]), 1e-6)[:, None]
    # Nodes with many links are held by each of them a little only, or they would drag all onto one heap.
    many = np.bincount(ends.ravel(), minlength=len(points))[:, None]
    force = gap / long * (long - link) * 0.5
    found = np.zeros_like(points)
    np.add.at(found, ends[:, 0], force / many[ends[:, 0]])
    np.add.at(found, ends[:, 1], -force / many[ends[:, 1]])
    return found


def _push(points: Points, link: float) -> Points:
    pairs = _near(points, link * 0.8)
    gap = points[pairs[:, 1]] - points[pairs[:, 0]]
    long = np.maximum(np.hypot(gap[:, 0], gap[:, 1]), 1e-6)[:, None]
    force = gap / long * np.maximum(link - long, 0) * 0.4
    found = np.zeros_like(points)
    np.add.at(found, pairs[:, 1], force)
    np.add.at(found, pairs[:, 0], -force)
    return found


def _near(points: Points, reach: float) -> Pairs:
    found: Pairs = cKDTree(points).query_pairs(reach, p=np.inf, output_type="ndarray")
    return found[np.lexsort((found[:, 1], found[:, 0]))]


def _limited(moves: Points, most: float) -> Points:
    long = np.hypot(moves[:, 0], moves[:, 1])[:, None]
    return moves * np.minimum(1, most / np.maximum(long, 1e-9))
