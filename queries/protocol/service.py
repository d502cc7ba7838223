"""What stands behind all addresses of the server: readers, the writer, what is remembered, and who may write."""

import hmac
import time
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path

from graph.folder import StoreFolder
from graph.identifiers import BASE
from queries.protocol.errors import NeedsToken, Refused
from queries.protocol.guard import Guard
from queries.protocol.jobs import Charge, Job, Look, Reply
from queries.protocol.limits import Limits
from queries.protocol.nursery import Nursery
from queries.protocol.pool import Gone, Pool, Writer

#: How long, in seconds, the store may have changed before readers look again. A writer of our own is seen at once.
_FRESH = 0.2
_LARGEST_REMEMBERED = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """What is served, to whom, and at what cost. Without a token nobody writes."""

    where: str
    token: str = ""
    base: str = BASE
    limits: Limits = field(default_factory=Limits)
    guard: Guard = field(default_factory=Guard)


class Service:
    """The store as the server offers it: every job within its budget, in a process that can be killed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        calls_out = bool(settings.guard.hosts) or self._is_remote
        self._nursery = Nursery()
        reading = Charge(settings.where, False, settings.limits, calls_out, base=settings.base)
        self._pool = Pool(reading, self._nursery, self.stamp)
        writing = Charge(settings.where, True, settings.limits, calls_out, base=settings.base)
        self._writer = Writer(writing, self._nursery) if settings.token else None
        self._writes = 0
        self._stamp, self._looked = "", float("-inf")
        self._revisions: dict[str, str] = {}
        self._remembered = _Remembered(settings.limits.remembered)

    async def start(self) -> None:
        """Open the store; its own error where that cannot be done."""
        try:
            if self._writer:
                await self._writer.start()
            await self._pool.start()
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """End all processes and let go of the store."""
        await self._pool.close()
        if self._writer:
            await self._writer.close()
        await self._nursery.close()

    async def read(self, job: Job, *, may_remember: bool = True, gone: Gone | None = None) -> Reply:
        """The reply to a job that only reads; `gone` ends when nobody waits for it any more."""
        stamp = self.stamp()
        if may_remember and not self._is_remote and (known := self._remembered.get((stamp, job))):
            return known
        reply = await self._pool.run(job, stamp, gone)
        self._revisions = {stamp: reply.revision}
        if may_remember:
            self._remembered.keep((stamp, job), reply)
        return reply

    async def write(self, job: Job) -> Reply:
        """The reply to a job that writes; readers see it from then on."""
        if self._writer is None:
            raise Refused("this server was started without a token: nothing can be written through it")
        try:
            return await self._writer.run(job)
        finally:
            self._writes += 1
            self._remembered.clear()

    async def revision(self) -> str:
        """The revision of the store as readers see it now."""
        known = None if self._is_remote else self._revisions.get(self.stamp())
        return known or (await self.read(Look(), may_remember=False)).revision

    def check_token(self, given: str) -> None:
        """Refuse who writes without the token. The time it takes does not tell how much of a guess was right."""
        if not self.settings.token:
            raise Refused("this server was started without a token: nothing can be written through it")
        if not self.is_token(given):
            raise NeedsToken

    def is_token(self, given: str) -> bool:
        """Whether this is the token that writing needs."""
        token = self.settings.token
        return bool(token) and hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())

    @property
    def can_write(self) -> bool:
        """Whether anything can be written through this server."""
        return self._writer is not None

    @property
    def _is_remote(self) -> bool:
        return self.settings.where.startswith(("http://", "https://"))

    def stamp(self) -> str:
        """A string that changes whenever readers have to see the store anew."""
        if self._writer is not None or self._is_remote:
            return str(self._writes)
        now = time.monotonic()
        if now - self._looked > _FRESH:
            self._stamp, self._looked = StoreFolder(Path(self.settings.where)).stamp(), now
        return self._stamp


class _Remembered:
    """The latest small answers, up to a number of bytes together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._replies: OrderedDict[Hashable, Reply] = OrderedDict()

    def get(self, key: Hashable) -> Reply | None:
        reply = self._replies.get(key)
        if reply is not None:
            self._replies.move_to_end(key)
        return reply

    def keep(self, key: Hashable, reply: Reply) -> None:
        if key in self._replies or len(reply.body) * _LARGEST_REMEMBERED > self._most:
            return
        self._replies[key] = reply
        self._size += len(reply.body)
        while self._size > self._most:
            self._size -= len(self._replies.popitem(last=False)[1].body)

    def clear(self) -> None:
        self._replies.clear()
        self._size = 0
