"""What is asked of a worker process, and what comes back: plain values that travel between processes."""

import pickle
import struct
from dataclasses import dataclass
from typing import TypeAlias

from graph.identifiers import BASE, Identifiers
from graph.store import Store, open_store
from queries.protocol.limits import Limits

#: Each message is led by its length.
HEAD = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Charge:
    """What a worker is for: which store it opens, whether to write, what each job may cost, whether it may call out.

    `stamp` is that of the store when the worker was started.
    """

    where: str
    writes: bool
    limits: Limits
    calls_out: bool = False
    stamp: str = ""
    base: str = BASE

    def open(self) -> Store:
        """The store, opened for what the worker is for."""
        return open_store(self.where, read_only=not self.writes, ids=Identifiers(self.base))


@dataclass(frozen=True, slots=True)
class Query:
    """A query as text and the format its answer is to have."""

    sparql: str
    media_type: str
    base: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue."""

    name: str
    media_type: str
    parameters: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """A file to be read into lines of N-Triples."""

    body: bytes
    media_type: str
    base: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all graphs, a line each."""


@dataclass(frozen=True, slots=True)
class Look:
    """Nothing but the revision."""


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL Update."""

    sparql: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """Lines of N-Triples for a graph (empty: the one without a name), in place of what it holds or beside it.

    The answer is `1` where the graph held anything before. `only_at` are the beginnings of the revisions at which alone
    it is written: `*` any at which the graph holds something, none at all: any at which it holds nothing.
    """

    graph: str
    lines: str
    replaces: bool
    only_at: tuple[str, ...] | None = None


Job: TypeAlias = Query | Question | Lines | Names | Look | Update | Write


@dataclass(frozen=True, slots=True)
class Order:
    """A job for a worker, and the stamp of the store that it has to see."""

    job: Job
    stamp: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer as bytes, with the revision that it was given at; or why there is none."""

    body: bytes = b""
    revision: str = ""
    error: Exception | None = None


def frame(message: object) -> bytes:
    """A message with its length before it."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(body)) + body
