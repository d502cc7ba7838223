"""Worker processes and who gets one: short queries at once, long ones beside them, none beyond its budget."""

import asyncio
import os
import pickle
import select
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import TypeAlias

from queries.protocol.errors import ClientGone, TooLong, TooManyLong, TooManyWaiting, TooMuchMemory
from queries.protocol.jobs import HEAD, Charge, Job, Order, Reply, frame
from queries.protocol.limits import MIB, Limits
from queries.protocol.nursery import Nursery

#: How much lower than the rest a long query is in the eyes of the system's scheduler.
_LOWER = 15
#: How many seconds a killed process may take to go, at most.
_GONE = 10


Asking: TypeAlias = "asyncio.Task[Reply | None]"
Gone: TypeAlias = Callable[[], Awaitable[None]]


class Worker:
    """One worker process as the server sees it."""

    def __init__(self, process: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._process = process
        self._handle = os.pidfd_open(process)
        self._reader = reader
        self._writer = writer

    @classmethod
    async def start(cls, charge: Charge, nursery: Nursery) -> "Worker":
        """A worker that has opened the store; the store's own error where that cannot be done."""
        reader, writer = await asyncio.open_connection(sock=await nursery.bear(), limit=MIB)
        process = await _hear(reader)
        assert isinstance(process, int)
        worker = cls(process, reader, writer)
        try:
            reply = await worker.ask(charge)
            if reply is None:
                raise TooMuchMemory(charge.limits.memory // MIB)
            if reply.error:
                raise reply.error
        except BaseException:
            worker.end()
            raise
        return worker

    async def ask(self, message: Order | Charge) -> Reply | None:
        """The reply to an order; None where the worker died over it."""
        try:
            self._writer.write(frame(message))
            await self._writer.drain()
            reply = await _hear(self._reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        return reply if isinstance(reply, Reply) else None

    def give_way(self) -> None:
        """Let others go first."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process, _LOWER)

    async def end_and_wait(self) -> None:
        """Kill the process and wait until the system has let go of what it held."""
        if self._handle >= 0:
            handle = os.dup(self._handle)
            self.end()
            await asyncio.to_thread(select.select, [handle], [], [], _GONE)
            os.close(handle)

    def end(self) -> None:
        """Kill the process. A handle, unlike a number, never means another one."""
        if self._handle < 0:
            return
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        os.close(self._handle)
        self._handle = -1
        self._writer.close()


async def _hear(reader: asyncio.StreamReader) -> object:
    (size,) = HEAD.unpack(await reader.readexactly(HEAD.size))
    return pickle.loads(await reader.readexactly(size))


class Pool:
    """Workers that read.

    There are always as many ready, or about to be, as the limits say: what is killed, dies or takes long is replaced
    at once from a spare that has started already.
    """

    def __init__(self, charge: Charge, nursery: Nursery, stamp: Callable[[], str]) -> None:
        self._charge = charge
        self._nursery = nursery
        self._stamp = stamp
        self._limits: Limits = charge.limits
        self._ready: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._spares: asyncio.Queue[Worker] = asyncio.Queue()
        self._serving: set[Worker] = set()
        self._alive: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._long = 0
        self._is_closing = False

    async def start(self) -> None:
        """Start the workers and one spare; the store's own error where it cannot be opened."""
        await self._start_one(self._ready)
        await asyncio.gather(*(self._start_one(self._ready) for _ in range(self._limits.workers - 1)))
        self._later(self._start_one(self._spares))

    async def close(self) -> None:
        """End all workers."""
        self._is_closing = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in self._alive:
            worker.end()

    async def run(self, job: Job, stamp: str, gone: Gone | None = None) -> Reply:
        """The reply to a job, or the error that says why there is none.

        `gone` ends when nobody waits for the reply any more; a long query is then stopped.
        """
        worker = await self._take()
        asking = asyncio.create_task(worker.ask(Order(job, stamp)))
        is_fit = False
        try:
            reply = await self._wait_for(worker, asking, gone)
            is_fit = reply is not None and worker in self._serving
        finally:
            if is_fit:
                self._ready.put_nowait(worker)
            else:
                self._part_with(worker, asking)
        if reply is None:
            raise TooMuchMemory(self._limits.memory // MIB)
        if reply.error is not None:
            raise reply.error
        return reply

    async def _take(self) -> Worker:
        """A worker that is ready, waiting for one where there is room to wait."""
        if not self._ready.empty():
            return self._ready.get_nowait()
        if self._waiting >= self._limits.waiting:
            raise TooManyWaiting(self._waiting)
        self._waiting += 1
        try:
            return await asyncio.wait_for(self._ready.get(), self._limits.wait)
        except TimeoutError:
            raise TooManyWaiting(self._waiting) from None
        finally:
            self._waiting -= 1

    async def _wait_for(self, worker: Worker, asking: Asking, gone: Gone | None) -> Reply | None:
        limits = self._limits
        if await _is_done(asking, min(limits.patience, limits.seconds)):
            return asking.result()
        if limits.seconds <= limits.patience:
            raise TooLong(limits.seconds)
        if self._long >= limits.long_queries:
            raise TooManyLong(self._long)
        return await self._wait_long(worker, asking, gone)

    async def _wait_long(self, worker: Worker, asking: Asking, gone: Gone | None) -> Reply | None:
        """Wait as long as a query may take, with another worker in the place of this one."""
        worker.give_way()
        self._serving.discard(worker)
        self._replace()
        self._long += 1
        leaving = {asyncio.ensure_future(gone())} if gone else set()
        try:
            left = self._limits.seconds - self._limits.patience
            await asyncio.wait({asking, *leaving}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            if asking.done():
                return asking.result()
            raise ClientGone if any(one.done() for one in leaving) else TooLong(self._limits.seconds)
        finally:
            self._long -= 1
            for one in leaving:
                one.cancel()

    def _part_with(self, worker: Worker, asking: Asking) -> None:
        asking.cancel()
        if worker in self._serving:
            self._serving.discard(worker)
            self._replace()
        self._alive.discard(worker)
        worker.end()

    def _replace(self) -> None:
        """Put the spare into the place of a worker and start another spare."""
        if self._is_closing:
            return
        if self._spares.empty():
            self._later(self._start_one(self._ready))
        else:
            self._ready.put_nowait(self._spares.get_nowait())
            self._later(self._start_one(self._spares))

    async def _start_one(self, queue: "asyncio.Queue[Worker]") -> None:
        worker = await Worker.start(replace(self._charge, stamp=self._stamp()), self._nursery)
        self._alive.add(worker)
        self._serving.add(worker)
        queue.put_nowait(worker)

    def _later(self, work: Awaitable[None]) -> None:
        async def done() -> None:
            with suppress(Exception):
                await work

        task = asyncio.create_task(done())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _is_done(asking: Asking, seconds: float) -> bool:
    done, _ = await asyncio.wait({asking}, timeout=seconds)
    return bool(done)


class Writer:
    """The one worker that writes: one job at a time, killed and started anew where a job takes too long."""

    def __init__(self, charge: Charge, nursery: Nursery) -> None:
        self._charge = charge
        self._nursery = nursery
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._worker: Worker | None = None

    async def start(self) -> None:
        """Open the store for writing; the store's own error where another process holds it."""
        self._worker = await Worker.start(self._charge, self._nursery)

    async def close(self) -> None:
        """Let go of the store."""
        if self._worker is not None:
            await self._worker.end_and_wait()
            self._worker = None

    async def run(self, job: Job) -> Reply:
        """The reply to a job, once it is written; what is cut off leaves no trace."""
        if self._waiting >= self._charge.limits.waiting:
            raise TooManyWaiting(self._waiting)
        self._waiting += 1
        try:
            # A client that goes away does not stop what is being written.
            return await asyncio.shield(self._in_turn(job))
        finally:
            self._waiting -= 1

    async def _in_turn(self, job: Job) -> Reply:
        async with self._turn:
            return await self._run(job)

    async def _run(self, job: Job) -> Reply:
        if self._worker is None:
            await self.start()
        assert self._worker is not None
        try:
            reply = await asyncio.wait_for(self._worker.ask(Order(job, "")), self._charge.limits.seconds)
        except TimeoutError:
            await self.close()
            raise TooLong(self._charge.limits.seconds) from None
        if reply is None:
            await self.close()
            raise TooMuchMemory(self._charge.limits.memory // MIB)
        if reply.error is not None:
            raise reply.error
        return reply
