"""What it takes to replace a reply by a wholly different one, in a store of any size."""

import statistics
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rdflib.term import URIRef

from graph.embedded import EmbeddedStore
from graph.identifiers import Identifiers
from graph.lines import Written
from tests.benchmarks.world import graphs_of, response

#: Whose reply is replaced, and about whom is asked.
STATE, ROUND = "XAB", "ecosoc-2004-28"


class Took(NamedTuple):
    """Milliseconds by the clock, and of the processor for who replaces; nobody waits while the database tidies up."""

    clock: float
    own: float


def replies(number: int, ids: Identifiers) -> Iterable[Mapping[URIRef, Written]]:
    """So many replies of the state, of which the world has none, one at a time."""
    return (graphs_of(response(seed, STATE, ROUND), ids) for seed in range(2, 2 + number))


def replace(store: EmbeddedStore, graphs: Mapping[URIRef, Written]) -> Took:
    """What it took."""
    clock, own = time.perf_counter(), time.thread_time()
    store.replace_all(graphs)
    return Took(1000 * (time.perf_counter() - clock), 1000 * (time.thread_time() - own))


def medians(taken: Sequence[Took]) -> Took:
    """The middle of what it took several times."""
    clock, own = (round(statistics.median(times), 1) for times in zip(*taken, strict=True))
    return Took(clock, own)
