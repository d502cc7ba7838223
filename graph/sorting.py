"""What goes into the canonical dump, and its order, in bounded memory."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO, BinaryIO

from rdflib.term import URIRef

from graph.identifiers import Identifiers

#: How many lines are sorted in memory at a time: about 150 MB.
LINES_AT_ONCE = 500_000


def is_dumped(graph: URIRef, ids: Identifiers) -> bool:
    """Whether a graph belongs in the canonical dump: all but those that say when something was read, and what is said
    of the whole.
    """
    readings = ids.graph("readings")
    return graph not in (readings, ids.graph("catalogue")) and not graph.startswith(f"{readings}/")


def write_sorted(lines: Iterable[str], out: BinaryIO, *, at_once: int = LINES_AT_ONCE) -> None:
    """Write lines in the order of their bytes, which is that of their code points; each ends with a line feed."""
    source = iter(lines)
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = []
        while run := sorted(line.encode() for line in islice(source, at_once)):
            aside = stack.enter_context(tempfile.TemporaryFile()) if len(run) == at_once else None
            runs.append(_put_aside(run, aside) if aside else run)
        out.writelines(heapq.merge(*runs))


def _put_aside(run: list[bytes], file: IO[bytes]) -> Iterator[bytes]:
    # Lines of N-Quads hold no line feed but the last: the notation escapes it.
    file.writelines(run)
    file.seek(0)
    return iter(file)
