"""What one request may cost, and how many may run and wait at once."""

import os
from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The budget of each query, and the room that all have together.

    `query_bytes` is how much may be sent without the token, `body_bytes` how much with it.

    A query that takes longer than `patience` seconds goes on beside the others, at low priority, in one of
    `long_queries` places; what answers the others is replaced at once, so that no long query is in the way of a short
    one.
    """

    seconds: float = 30.0
    rows: int = 100_000
    answer_bytes: int = 64 * MIB
    body_bytes: int = 64 * MIB
    query_bytes: int = MIB // 4
    memory: int = 1024 * MIB
    patience: float = 0.5
    workers: int = max(2, min(4, os.cpu_count() or 2))
    long_queries: int = 4
    waiting: int = 256
    wait: float = 10.0
    remembered: int = 64 * MIB
