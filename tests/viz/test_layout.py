"""Positions: the same for the same network, nothing on top of anything else, columns in order."""

from itertools import combinations, pairwise

import networkx as nx
import pytest

from viz.layout import COLUMN, READABLE, ROW, Place, lay_out, lay_out_in_columns


def star(leaves: int) -> "nx.Graph[str]":
    return nx.Graph(("hub", f"leaf {number}") for number in range(leaves))


@pytest.mark.parametrize("network", [star(12), nx.relabel_nodes(nx.gnm_random_graph(60, 70, seed=3), str)])
def test_no_two_labels_stand_on_each_other(network: "nx.Graph[str]") -> None:
    placed = lay_out(network, {})
    near = [(a, b) for a, b in combinations(sorted(placed), 2) if _overlap(placed[a], placed[b])]
    assert not near


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < 40 and abs(one[1] - other[1]) < 30


def test_the_order_in_which_nodes_came_does_not_matter() -> None:
    edges = list(star(9).edges)
    assert lay_out(nx.Graph(edges), {}) == lay_out(nx.Graph(reversed(edges)), {})


def test_columns_stand_one_behind_the_other_and_rows_apart() -> None:
    network = nx.DiGraph([("ministry", "plan"), ("ministry", "campaign"), ("plan", "7"), ("campaign", "24(d)")])
    places = {"ministry": Place(1), "plan": Place(2), "campaign": Place(2), "7": Place(3), "24(d)": Place(3)}
    placed = lay_out_in_columns(network, places)
    assert {placed[name][0] / COLUMN for name in ("7", "24(d)")} == {3}
    assert abs(placed["plan"][1] - placed["campaign"][1]) >= ROW


def test_a_group_keeps_together() -> None:
    network = nx.DiGraph((f"practice {n}", "paragraph") for n in range(6))
    network.add_edge("state", "practice 0")
    places = {f"practice {n}": Place(2, "AB"[n % 2]) for n in range(6)}
    placed = lay_out_in_columns(network, {**places, "paragraph": Place(3), "state": Place(0)})
    order = sorted((name for name in places), key=lambda name: placed[name][1])
    changes = sum(1 for a, b in pairwise(order) if places[a].group != places[b].group)
    assert changes == 1


def test_a_column_too_tall_to_read_goes_on_beside_itself_in_order() -> None:
    many = [f"practice {number:03}" for number in range(5 * READABLE)]
    network = nx.DiGraph((name, "paragraph") for name in many)
    network.add_edge("state", many[0])
    places = {name: Place(1, name) for name in many} | {"state": Place(0), "paragraph": Place(2)}
    placed = lay_out_in_columns(network, places)
    across, down = ([placed[name][axis] for name in many] for axis in (0, 1))
    assert down == sorted(down)
    assert len(set(down)) * ROW < 3 * len(set(across)) * COLUMN
    assert placed["state"][0] < min(across) <= max(across) < placed["paragraph"][0]
    assert len({placed[name] for name in placed}) == len(placed)
