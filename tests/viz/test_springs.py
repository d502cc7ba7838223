"""Large networks: the same positions each time, neighbours near each other, boxes beside each other."""

import networkx as nx
import numpy as np

from viz.layout import MANY, lay_out
from viz.springs import apart, spread

RING = [(number, (number + 1) % 600) for number in range(600)]


def test_the_same_links_give_the_same_points() -> None:
    assert np.array_equal(spread(RING, 600, link=100.0), spread(RING, 600, link=100.0))


def test_linked_nodes_stand_nearer_than_others() -> None:
    points = spread(RING, 600, link=100.0)
    linked = np.mean([np.hypot(*(points[a] - points[b])) for a, b in RING])
    across = np.mean([np.hypot(*(points[a] - points[(a + 300) % 600])) for a, _ in RING])
    assert linked * 2 < across


def test_of_a_crowd_of_boxes_hardly_any_two_are_left_upon_each_other() -> None:
    crowd = np.random.default_rng(7).normal(size=(500, 2)) * [600, 400]
    before, after = (_covered(points) for points in (crowd, apart(crowd, np.full(500, 100.0), 30.0, rounds=60)))
    assert before > 400
    assert after < 10


def _covered(points: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> int:
    gaps = np.abs(points[:, None] - points[None])
    return int(((gaps[..., 0] < 95) & (gaps[..., 1] < 25)).sum() - len(points)) // 2


def test_a_network_larger_than_springs_can_take_in_time_has_a_place_for_every_node() -> None:
    network: nx.Graph[str] = nx.relabel_nodes(nx.random_labeled_tree(MANY + 300, seed=5), str)
    placed = lay_out(network, {})
    assert set(placed) == set(network)
    assert len(set(placed.values())) > MANY + 290
