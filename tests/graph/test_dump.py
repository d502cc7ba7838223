"""The canonical dump is the same whatever made it."""

import io
import os
import subprocess
import sys

import pytest

from graph.sorting import write_sorted

MAKE = """
import random, sys
from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.infer import infer_response
from graph.lines import Draft
from graph.vocabulary import vocabulary_graphs
from tests.graph.story import GRAPH, story
store = EmbeddedStore()
said = story()
random.Random(sys.argv[1]).shuffle(said)
ids = Identifiers()
inferred = {ids.graph("inferred", "XAA", "first"): infer_response(Draft.of(said))}
store.replace_all({**vocabulary_graphs(ids), GRAPH: said, **inferred})
store.dump(sys.stdout.buffer)
print(store.revision())
"""


def dump_with_seed(seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run([sys.executable, "-c", MAKE, seed], env=environment, capture_output=True, check=True).stdout


def test_processes_with_other_hash_seeds_and_other_orders_dump_the_same_bytes() -> None:
    first, second = dump_with_seed("1"), dump_with_seed("4711")
    assert first == second
    lines = first.splitlines()[:-1]
    assert lines == sorted(lines)
    assert len(lines) == len(set(lines)) > 5000


@pytest.mark.parametrize("at_once", [1, 3, 10, 1000])
def test_sorting_in_portions_gives_the_same_order(at_once: int) -> None:
    lines = [f"<urn:{number * 7919 % 101}> é .\n" for number in range(100)]
    out = io.BytesIO()
    write_sorted(lines, out, at_once=at_once)
    assert out.getvalue() == b"".join(sorted(line.encode() for line in lines))
