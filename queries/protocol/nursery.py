"""A process that has everything imported and opened nothing, from which workers are forked in milliseconds.

Starting a worker from nothing takes longer than most queries do; forking the server itself would copy its threads and
connections. The nursery has one thread, no store and no connection but the one to the server.
"""

import asyncio
import ctypes
import gc
import os
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module

_PR_SET_PDEATHSIG = 1


class Nursery:
    """The nursery as the server sees it; started when the first worker is asked for, and again should it die."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._control: socket.socket | None = None
        self._starting = asyncio.Lock()

    async def bear(self) -> socket.socket:
        """The server's end of the conversation with a new worker."""
        async with self._starting:
            if self._process is None or self._process.returncode is not None:
                await self.close()
                await self._start()
        assert self._control is not None
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [b"w"], [theirs.fileno()])
        return ours

    async def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            command = (sys.executable, "-m", "queries.protocol.nursery")
            # Threads that a library starts would not be there in what is forked.
            alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
            self._process = await asyncio.create_subprocess_exec(*command, stdin=theirs.fileno(), env=alone)

    async def close(self) -> None:
        """End the nursery. Its workers end with their conversations."""
        if self._control is not None:
            self._control.close()
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()


def main() -> None:
    """Fork a worker for each connection that is handed in, until the server is gone."""
    import_module("queries.columnar.answer")
    import_module("queries.columnar.exact")
    from queries.protocol.worker import serve_at

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    gc.freeze()
    with socket.socket(fileno=os.dup(0)) as control:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        while True:
            message, handed, _, _ = socket.recv_fds(control, 1, 1)
            if not message:
                return
            if os.fork() == 0:
                control.close()
                _live(serve_at, handed[0])
            os.close(handed[0])


def _live(serve_at: object, handed: int) -> None:
    """A worker's whole life; nothing of the nursery is run afterwards."""
    try:
        end_with_parent()
        serve_at(socket.socket(fileno=handed))  # type: ignore[operator]
    finally:
        os._exit(0)


def end_with_parent() -> None:
    """Let the system end this process when its parent ends, where it can."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main()
