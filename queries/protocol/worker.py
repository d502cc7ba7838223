"""A process that answers queries, one at a time, and can be killed at any moment without loss.

It speaks over its standard input and output. A reading worker sees a view of the store as it was when it was opened,
and opens another when the store has changed; a writing worker is the store's one writer.
"""

import ctypes
import os
import pickle
import resource
import signal
import sys
from contextlib import suppress
from typing import BinaryIO, Protocol

from graph.oxigraph import AnswerTooLarge
from graph.store import Store, open_store
from ontology.errors import PrevgraphError
from queries.protocol.errors import TooLarge, TooMuchMemory
from queries.protocol.jobs import HEAD, Charge, Job, Order, Reply, frame
from queries.protocol.limits import MIB, Limits
from queries.protocol.work import do

#: How long after its deadline a worker ends itself, should nobody else do so.
_GRACE = 2
_PR_SET_PDEATHSIG = 1


class _Sees(Protocol):
    def revision(self) -> str: ...


class Desk:
    """The store as a worker holds it."""

    def __init__(self, charge: Charge) -> None:
        self._charge = charge
        self._stamp = ""
        self.store: Store = open_store(charge.where, read_only=not charge.writes)

    def look_at(self, stamp: str) -> None:
        """See the store as it is now, where it has changed since it was opened."""
        if stamp != self._stamp and not self._charge.writes:
            if self._stamp:
                self.store.close()
                self.store = open_store(self._charge.where, read_only=True)
            self._stamp = stamp


def main() -> None:
    """Answer what comes in until nothing does."""
    incoming, outgoing = _channels()
    charge = _read(incoming)
    assert isinstance(charge, Charge)
    _keep_within(charge)
    try:
        desk = Desk(charge)
        outgoing.write(frame(Reply(revision=desk.store.revision())))
    except Exception as error:
        outgoing.write(frame(Reply(error=_told(error, charge.limits))))
        return
    while isinstance(order := _read(incoming), Order):
        signal.alarm(int(charge.limits.seconds) + _GRACE)
        outgoing.write(_answer(desk, order, charge.limits))
        signal.alarm(0)
    desk.store.close()


def _answer(desk: Desk, order: Order, limits: Limits) -> bytes:
    try:
        desk.look_at(order.stamp)
        body = _done(desk.store, order.job, limits)
        return frame(Reply(body, desk.store.revision()))
    except Exception as error:
        return frame(Reply(error=_told(error, limits)))


def _done(store: Store, job: Job, limits: Limits) -> bytes:
    body = do(store, job, limits)
    if len(body) > limits.answer_bytes:
        raise AnswerTooLarge(f"{limits.answer_bytes} bytes")
    return body


def _told(error: Exception, limits: Limits) -> Exception:
    """The error in a form that travels."""
    if isinstance(error, AnswerTooLarge):
        return TooLarge(*error.args)
    if isinstance(error, MemoryError):
        return TooMuchMemory(limits.memory // MIB)
    if isinstance(error, PrevgraphError):
        return error
    return PrevgraphError(f"unexpected {type(error).__name__}: {error}")


def _channels() -> tuple[BinaryIO, BinaryIO]:
    """The two ends of the conversation; whatever else is printed goes to standard error."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return incoming, _Whole(outgoing)  # type: ignore[return-value]


class _Whole:
    """A pipe into which each message goes whole: a pipe takes only so much at a time."""

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe = pipe

    def write(self, message: bytes) -> None:
        rest = memoryview(message)
        while rest:
            rest = rest[self._pipe.write(rest) :]


def _read(incoming: BinaryIO) -> object:
    head = incoming.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    return pickle.loads(incoming.read(HEAD.unpack(head)[0]))


def _keep_within(charge: Charge) -> None:
    """No more memory than allowed, no life after the server's, no network where none is needed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (charge.limits.memory, charge.limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if not charge.calls_out:
        _leave_the_network()


# A second wall behind the guard; where the system does not let a process do so, the guard stands alone.
def _leave_the_network() -> None:
    clone_newuser, clone_newnet = 0x10000000, 0x40000000
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(clone_newuser | clone_newnet)


if __name__ == "__main__":
    main()
    sys.exit(0)
