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


def test_boxes_on_one_heap_are_spread_until_none_covers_another() -> None:
    heap = np.column_stack((np.arange(40) % 7, np.arange(40) // 7)) * 5.0
    points = apart(heap, np.full(40, 100.0), 30.0, rounds=400)
    gaps = np.abs(points[:, None] - points[None])
    covered = (gaps[..., 0] < 95) & (gaps[..., 1] < 25) & ~np.eye(40, dtype=bool)
    assert not covered.any()


def test_a_network_larger_than_springs_can_take_in_time_has_a_place_for_every_node() -> None:
    network: nx.Graph[str] = nx.relabel_nodes(nx.random_labeled_tree(MANY + 300, seed=5), str)
    placed = lay_out(network, {})
    assert set(placed) == set(network)
    assert len(set(placed.values())) > MANY + 290
