"""Graphs on their way into the database: read as a file of TriG, a portion at a time, none held longer."""

from collections.abc import Callable, Iterable, Iterator

from rdflib.term import URIRef

from graph.lines import Content, Written, write_graph, write_iri


class Coming:
    """Graphs that are to come, of which the next can be looked at. What fails on the way is kept for later."""

    def __init__(self, graphs: Iterable[tuple[URIRef, Content]]) -> None:
        self._graphs = iter(graphs)
        self.failure: Exception | None = None
        self.next: tuple[URIRef, Written] | None = None
        self.step()

    def step(self) -> None:
        """Look at the one after; there is none where making it fails."""
        self.next = None
        try:
            if (found := next(self._graphs, None)) is not None:
                graph, content = found
                self.next = graph, write_graph(graph, content)
        except Exception as error:
            self.failure = error


class Portion:
    """The next graphs, as a file that can be read once: up to a number of lines, and none that is known already.

    `hand_over` is called with each graph and what it holds, and gives what is to be noted of it; `end` gives what is
    noted at the end, where there were any.
    """

    def __init__(
        self,
        coming: Coming,
        known: set[URIRef],
        *,
        lines: int,
        hand_over: Callable[[URIRef, Written], bytes],
        end: Callable[[], bytes],
    ) -> None:
        self._coming, self._known, self._lines, self._hand_over, self._end = coming, known, lines, hand_over, end
        self._graphs = self._read()
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """Some bytes more, none at the end."""
        if not self._left:
            self._left = next(self._graphs, b"")
        found, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        return found

    def _read(self) -> Iterator[bytes]:
        is_any = False
        while self._lines > 0 and (coming := self._coming.next) is not None and coming[0] not in self._known:
            graph, said = coming
            self._known.add(graph)
            if said.digest:
                self._lines -= said.data.count(b"\n") + 2
                yield from _pieces(in_block(graph, said.data))
                yield self._hand_over(graph, said)
                is_any = True
            self._coming.step()
        if is_any:
            yield self._end()


def in_block(graph: URIRef, lines: bytes) -> bytes:
    """What a graph holds as TriG, which takes lines of N-Triples as they are and names the graph once."""
    return b"%s {\n%s\n}\n" % (write_iri(graph).encode(), lines)


def _pieces(written: bytes) -> Iterator[bytes]:
    """In pieces from which it costs little to take a part."""
    view = memoryview(written)
    for start in range(0, len(written), 1 << 16):
        yield bytes(view[start : start + (1 << 16)])
