"""The aims and where they stand, as the table that opens `docs/performance.md`: pure, from what was measured."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.tables import table

Known = Mapping[str, Any]
#: Milliseconds that a question may take, by how many rounds of 193 states it is put to.
MOST = {1: 100, 10: 500}
STATES = 193
#: Texts, DOCX and text PDFs that are to be read in a second on two cores.
RATES = {"text": 30, "DOCX": 10, "text PDF": 2}
BENCH, ENDPOINT = "make bench", "python -m tests.benchmarks.endpoint"


def aims(known: Known) -> list[str]:
    """A line for each aim of which something was measured: aim, figure, whether it is reached, and the command."""
    rows = ([aim, told, "yes" if is_reached else "**no**", f"`{run}`"] for aim, told, is_reached, run in _rows(known))
    return table(["aim", "measured", "reached", "command"], rows, words=4)


def mean_ratio(found: Known, scope: str | None = None, *, patience: float | None = None) -> tuple[float, int]:
    """How many times sooner ours answers than the best of the others, as a geometric mean; of how many questions.

    A question that no other engine answered counts as answered when it was given up, after `patience` seconds; where
    none is given it does not count.
    """
    logs = []
    for row in found["questions"]:
        own = row["ms"]["ours"]
        if own is None or (scope and row["scope"] != scope):
            continue
        others = [time for name, time in row["ms"].items() if name != "ours" and time is not None]
        if others or patience:
            logs.append(math.log((min(others) if others else 1000 * float(patience or 0)) / own))
    return (math.exp(sum(logs) / len(logs)), len(logs)) if logs else (0.0, 0)


def _rows(known: Known) -> Iterator[tuple[str, str, bool, str]]:
    sizes = [one for one in sized(known) if one["states"] == STATES]
    for found in sizes:
        yield _sooner(found)
        if found["rounds"] in MOST:
            yield _each(found)
        yield _loading(found)
    if "growth" in known:
        yield _replacing(known["growth"]["sizes"])
    if "endpoint" in known:
        yield from _served(known["endpoint"]["servers"])
    if "reading" in known:
        yield from _read(known["reading"])
    if "memory" in known:
        yield _flat(known["memory"])
    if sizes:
        yield from _started(sizes[0]["start"])
    if "pages" in known:
        yield from _drawn(known["pages"])


def sized(known: Known) -> list[Known]:
    """What was measured of worlds, the smallest first."""
    return sorted((one for one in known.values() if "statements" in one), key=lambda found: int(found["statements"]))


def _size(found: Known) -> str:
    return f"{found['statements']:,} statements"


def _sooner(found: Known) -> tuple[str, str, bool, str]:
    ratio, count = mean_ratio(found)
    at_least, all_ = mean_ratio(found, patience=found["patience"])
    words = f"{ratio:.1f} times over the {count} of {all_} that a peer answered within {found['patience']:g} s"
    words += f"; at least {at_least:.1f} times over all, with what peers gave up counted as {found['patience']:g} s"
    return (
        f"questions, cold cache, {_size(found)}: 3 times sooner than the best peer, geometric mean",
        words,
        ratio >= 3,
        BENCH,
    )


def _each(found: Known) -> tuple[str, str, bool, str]:
    most = MOST[found["rounds"]]
    slow = sorted(
        (row for row in found["questions"] if row["ms"]["ours"] is None or row["ms"]["ours"] >= most),
        key=lambda row: row["question"],
    )
    longest = max(found["questions"], key=lambda row: row["ms"]["ours"] or math.inf)
    words = f"{len(found['questions']) - len(slow)} of {len(found['questions'])}"
    if slow:
        words += ", but for " + ", ".join(f"`{row['question']}` ({row['ms']['ours'] or 0:.0f} ms)" for row in slow)
    else:
        words += f"; the longest, `{longest['question']}`, {longest['ms']['ours']:.0f} ms"
    return f"each question under {most} ms, {_size(found)}", words, not slow, BENCH


def _loading(found: Known) -> tuple[str, str, bool, str]:
    own, peer = found["loading"]["ours"], found["loading"]["pyoxigraph"]
    aim = f"loading {_size(found)}: within 1.25 times of pyoxigraph's bulk load"
    return aim, f"{own / peer:.2f} times: {own:.1f} s and {peer:.1f} s", own <= 1.25 * peer, BENCH


def _replacing(sizes: Sequence[Known]) -> tuple[str, str, bool, str]:
    by_size = sorted(sizes, key=lambda one: int(one["statements"]))
    taken = ", ".join(f"{one['replace']:.0f} ms at {one['statements'] / 1e6:.1f} million" for one in by_size)
    clock = ", ".join(f"{one['replace by the clock']:.0f}" for one in by_size)
    times = [one["replace"] for one in by_size]
    rounds = " ".join(str(one["rounds"]) for one in by_size)
    return (
        "replacing one response under 200 ms and independent of the graph's size, inference and indexes included",
        f"{taken}; by the clock {clock} ms",
        max(times) < 200 and max(times) < 1.5 * min(times),
        f"python -m tests.benchmarks.growth --rounds {rounds}",
    )


def _served(servers: Mapping[str, Any]) -> Iterator[tuple[str, str, bool, str]]:
    for kind, words in (("remembered", "remembered by revision"), ("evaluated", "evaluated each time")):
        own = servers["ours"][kind]["a second"]
        rates = {name: measured[kind]["a second"] for name, measured in servers.items() if name != "ours"}
        aim = f"endpoint, small query, 32 clients, {words}: 5 times rdflib-endpoint, no fewer than Fuseki"
        told = f"{own:,.0f} answers a second, " + ", ".join(
            f"{name} {rate:,.0f} ({own / rate:.1f} times)" for name, rate in rates.items()
        )
        reached = own >= 5 * rates.get("rdflib-endpoint", 0) and own >= rates.get("Fuseki", 0)
        yield aim, told, reached, ENDPOINT
    alone, beside = servers["ours"]["alone"]["p99"], servers["ours"]["beside"]["p99"]
    told = f"{alone:.1f} ms alone, {beside:.1f} ms beside it: {beside / alone:.2f} times"
    yield "a heavy query beside small ones: their p99 no more than doubled", told, beside <= 2 * alone, ENDPOINT


def _read(reading: Known) -> Iterator[tuple[str, str, bool, str]]:
    for name, aim in RATES.items():
        found = reading["formats"][name]
        told = f"{found['a second']:.1f} a second with two jobs, {found['ms']:.0f} ms of the processor each"
        what = f"reading on two cores: {aim} {name}s a second"
        yield what, told, found["a second"] >= aim, "python -m tests.benchmarks.reading"


def _flat(memory: Known) -> tuple[str, str, bool, str]:
    slopes = memory["megabytes for a thousand responses"]
    told = (
        f"{memory['responses']:,} responses: main process at most {memory['main']:,.0f} MB, a worker"
        f" {memory['worker']:,.0f} MB; in the second half a thousand more add {slopes['main']:+.1f} and"
        f" {slopes['worker']:+.1f} MB"
    )
    is_flat = memory["responses"] >= 10_000 and max(slopes.values()) < 5
    return "10,000 responses in one run with flat memory", told, is_flat, "python -m tests.benchmarks.memory"


def _started(start: Known) -> Iterator[tuple[str, str, bool, str]]:
    for name, most in (("--help", 150), ("query", 400)):
        took = start[name]
        yield f"start-up: `prevgraph {name}` under {most} ms", f"{took:.0f} ms", took < most, BENCH


def _drawn(pages: Known) -> Iterator[tuple[str, str, bool, str]]:
    for one in sorted(pages.values(), key=lambda one: int(one["nodes"])):
        own, peer = one["ours"]["clock"], one["pyvis"]["clock"]
        aim = f"network page of {one['nodes']:,} nodes usable 10 times sooner than plain pyvis with physics"
        told = f"{own:.1f} s and {peer:.0f} s: {peer / own:.0f} times"
        yield aim, told, peer >= 10 * own, "python -m tests.benchmarks.pages"
