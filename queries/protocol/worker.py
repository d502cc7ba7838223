"""A process that answers queries, one at a time, and can be killed at any moment without loss.

It speaks over one connection, to the server alone. A reading worker sees a view of the store as it was when it was
opened, and opens another when the store has changed; a writing worker is the store's one writer.
"""

import ctypes
import os
import pickle
import resource
import signal
import socket
from contextlib import suppress
from typing import BinaryIO

from graph.oxigraph import AnswerTooLarge
from graph.store import Store
from ontology.errors import PrevgraphError
from queries.protocol.errors import TooLarge, TooMuchMemory
from queries.protocol.jobs import HEAD, Charge, Job, Order, Reply, frame
from queries.protocol.limits import MIB, Limits
from queries.protocol.work import do

#: How long after its deadline a worker ends itself, should nobody else do so.
_GRACE = 2


class Desk:
    """The store as a worker holds it."""

    def __init__(self, charge: Charge) -> None:
        self._charge = charge
        self._stamp = charge.stamp
        self.store: Store = charge.open()

    def look_at(self, stamp: str) -> None:
        """See the store as it is now, where it has changed since it was opened."""
        if stamp != self._stamp and not self._charge.writes:
            self.store.close()
            self.store = self._charge.open()
            self._stamp = stamp


def serve_at(channel: socket.socket) -> None:
    """Answer what comes in over a connection until nothing does. The first word goes to the server: who this is."""
    channel.sendall(frame(os.getpid()))
    incoming = channel.makefile("rb")
    charge = _read(incoming)
    if not isinstance(charge, Charge):
        return
    _keep_within(charge)
    try:
        desk = Desk(charge)
        channel.sendall(frame(Reply(revision=desk.store.revision())))
    except Exception as error:
        channel.sendall(frame(Reply(error=_told(error, charge.limits))))
        return
    while isinstance(order := _read(incoming), Order):
        signal.alarm(int(charge.limits.seconds) + _GRACE)
        reply = _answer(desk, order, charge.limits)
        signal.alarm(0)
        channel.sendall(reply)
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


def _read(incoming: BinaryIO) -> object:
    head = incoming.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    return pickle.loads(incoming.read(HEAD.unpack(head)[0]))


def _keep_within(charge: Charge) -> None:
    """No more memory than allowed, no network where none is needed."""
    resource.setrlimit(resource.RLIMIT_DATA, (charge.limits.memory, charge.limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not charge.calls_out:
        _leave_the_network()


# A second wall behind the guard; where the system does not let a process do so, the guard stands alone.
def _leave_the_network() -> None:
    clone_newuser, clone_newnet = 0x10000000, 0x40000000
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(clone_newuser | clone_newnet)
