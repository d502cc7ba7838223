"""The tables and the chart of `docs/performance.md`, written from what was measured."""

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.aims import STATES, aims, mean_ratio, sized
from tests.tables import table

RESULTS = Path(__file__).parent / "results.json"
DOCS = Path(__file__).resolve().parents[2] / "docs"
BEGIN, END = "<!-- measured -->", "<!-- end of what was measured -->"
COLOURS = {"ours": "#0b6e75", "pyoxigraph": "#c7782b", "Fuseki": "#7a5ea8", "Virtuoso": "#8a8f2c", "rdflib": "#9a9a9a"}


def keep(name: str, found: Mapping[str, Any]) -> None:
    """Put what was measured beside what was measured before, and write the page from all of it."""
    known = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    known[name] = found
    RESULTS.write_text(json.dumps(known, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    write_page(known)


def write_page(known: Mapping[str, Any]) -> None:
    """Put what was measured between the two marks of the page, and the chart of the largest world beside it."""
    page = DOCS / "performance.md"
    page.write_text(measured_in(page.read_text("utf-8"), known), "utf-8")
    (DOCS / "img" / "performance.svg").write_text(chart(sized(known)[-1]), "utf-8")


def measured_in(text: str, known: Mapping[str, Any]) -> str:
    """The page with tables of all that was measured between the two marks: the aims, each size, what stands apart."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    first = "\n".join(["### The aims, and where they stand", "", *aims(known)])
    apart = (write(known[name]) for name, write in _APART.items() if name in known)
    tables = "\n\n".join([first, *map(_section, sized(known)), *apart])
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}"


def _section(found: Mapping[str, Any]) -> str:
    engines = [name for name in COLOURS if name in found["loading"]]
    size = f"{found['states']} states, {found['rounds']} round{'s' if found['rounds'] > 1 else ''}"
    lines = [f"### {size}: {found['statements']:,} statements", "", f"Machine: {found['machine']}.", ""]
    for scope, words in (("state", "about one state"), ("whole", "about all states at once")):
        ratio, count = mean_ratio(found, scope)
        if count:
            lines += [
                f"{count} questions {words} that a peer answered:"
                f" ours {ratio:.1f} times sooner than the best peer (geometric mean).",
                "",
            ]
    loads = ", ".join(f"{name} {found['loading'][name]:.1f} s" for name in engines)
    lines += [f"Loading: {loads}.", ""]
    start, replace = found["start"], found["replace"]
    lines += [
        f"Replacing one response: {replace['replace']:.0f} ms. `prevgraph --help`: {start['--help']:.0f} ms;"
        f" `prevgraph query states`: {start['query']:.0f} ms.",
        "",
    ]
    lines += table(
        ["question", "rows", *(f"{name}, ms" for name in engines)], (_asked(row, engines) for row in found["questions"])
    )
    return "\n".join(lines)


def _asked(row: Mapping[str, Any], engines: Sequence[str]) -> list[str]:
    """What one question took, by engine."""
    scope = "" if row["scope"] == "state" else ", all states"
    rows = "" if row["rows"] is None else str(row["rows"])
    return [f"{row['question']}{scope}", rows, *(_time(row["ms"].get(name)) for name in engines)]


def _endpoint(found: Mapping[str, Any]) -> str:
    """Answers a second and the slowest in a hundred, by server."""
    title = f"### The endpoint: {found['clients']} clients, a small query, {found['states']} states"
    heads = [
        "server", "remembered: a second", "p99, ms", "evaluated each time: a second", "p99, ms",
        "one client, evaluated: p99, ms", "the same beside a heavy query: p99, ms",
    ]  # fmt: skip
    asked = [("remembered", "a second"), ("remembered", "p99"), ("evaluated", "a second"), ("evaluated", "p99")]
    asked += [("alone", "p99"), ("beside", "p99")]
    rows = ([name, *(_figure(kinds[kind][what]) for kind, what in asked)] for name, kinds in found["servers"].items())
    return "\n".join([title, "", *table(heads, rows)])


def _pages(found: Mapping[str, Any]) -> str:
    """Seconds until a network page can be used, by its size."""
    heads = ["things, relations", "ours, s by the clock", "plain pyvis", "ours, s of the processor", "plain pyvis"]
    rows = (
        [f"{one['nodes']:,}, {one['edges']:,}"]
        + [_figure(one[name][kind]) for kind in ("clock", "processor") for name in ("ours", "pyvis")]
        for one in sorted(found.values(), key=lambda one: int(one["nodes"]))
    )
    return "\n".join(["### Network pages: until they can be used", "", *table(heads, rows)])


def _growth(found: Mapping[str, Any]) -> str:
    """What is measured of stores of several sizes, a column each."""
    sizes = sorted(found["sizes"], key=lambda one: int(one["statements"]))
    rows = [[words, *(f"{one[name]:,}" for one in sizes)] for name, words in _GROWN.items()]
    answered = [{name: took for name, took in one["questions"].items() if took is not None} for one in sizes]
    slowest = [max(some.items(), key=lambda asked: asked[1]) for some in answered]
    rows.append(["the slowest of those answered, ms", *(f"{took:,} ({name})" for name, took in slowest)])
    given_up = (one["questions"].keys() - some.keys() for one, some in zip(sizes, answered, strict=True))
    rows.append(["given up after half a minute", *(", ".join(sorted(names)) for names in given_up)])
    heads = [f"{STATES} states, rounds:", *(str(one["rounds"]) for one in sizes)]
    return "\n".join(["### As the graph grows", "", *table(heads, rows)])


def _reading(found: Mapping[str, Any]) -> str:
    """Responses read in a second, by format."""
    heads = ["format", "ms of the processor a response", "a second with one job", "with two"]
    rows = (
        [name, f"{one['ms']:.0f}", f"{one['one job']:.1f}", f"{one['a second']:.1f}"]
        for name, one in found["formats"].items()
    )
    alone = f"One response, the first in a process: {found['cold']:.0f} ms; later: {found['warm']:.0f} ms."
    return "\n".join(["### Reading", "", *table(heads, rows), "", alone])


def _memory(found: Mapping[str, Any]) -> str:
    """What the main process and the largest worker hold as a run goes on."""
    title = f"### Memory while {found['responses']:,} responses are read in one run"
    heads = ["responses", "main process, MB", "largest worker, MB", "seconds by the clock"]
    # At the very end the workers are gone.
    rows = (
        [f"{one[name]:,}" if one[name] else "" for name in ("responses", "main", "worker", "seconds")]
        for one in found["samples"]
    )
    return "\n".join([title, "", *table(heads, rows, words=0)])


#: What is told of each size, and in which words.
_GROWN = {
    "statements": "statements",
    "graphs": "graphs",
    "seconds to load": "loading, numbered as they come, s",
    "seconds to make the columns": "making the copy in columns of what was numbered, s",
    "megabytes of memory, at most": "memory of the process that loads, at most, MB",
    "bytes of the database": "database, bytes",
    "bytes of the columns": "copy in columns, bytes",
    "replace": "replacing a response, ms",
    "replace by the clock": "the same by the clock, ms",
    "revision": "the revision after it, ms",
    "memory of a process that asks, largest": "memory of a process that asks, the largest, MB",
    "question, median": "a question about one state, median, ms",
}
#: What is measured by itself: the name under which it is kept, and how its table is written.
_APART = {"growth": _growth, "endpoint": _endpoint, "reading": _reading, "memory": _memory, "pages": _pages}


def _figure(figure: float | None) -> str:
    return "" if figure is None else f"{figure:,.1f}"


def _time(milliseconds: float | None) -> str:
    return "given up" if milliseconds is None else f"{milliseconds:,.1f}"


def chart(found: Mapping[str, Any]) -> str:
    """Each question a line, each engine a dot, milliseconds on a logarithmic axis."""
    rows = [row for row in found["questions"] if row["scope"] == "state"] or found["questions"]
    engines = [name for name in COLOURS if name in found["loading"]]
    height, left, width = 60 + 18 * len(rows), 190, 520
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 30} {height}" font-family="sans-serif"'
        ' font-size="11" role="img"><title>Milliseconds to the answer, by question and engine</title>',
        f'<rect width="{left + width + 30}" height="{height}" fill="#fff"/>',
    ]
    for power in range(5):
        x = _across(10.0**power, left, width)
        parts.append(f'<path d="M{x} 34V{height - 16}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{height - 4}" text-anchor="middle" fill="#555">{10**power:,} ms</text>')
    for place, name in enumerate(engines):
        x = left + 100 * place
        parts.append(f'<circle cx="{x}" cy="16" r="5" fill="{COLOURS[name]}"/><text x="{x + 9}" y="20">{name}</text>')
    for place, row in enumerate(rows):
        y = 44 + 18 * place
        parts.append(f'<text x="{left - 12}" y="{y + 4}" text-anchor="end">{row["question"]}</text>')
        for name in engines:
            if (time := row["ms"].get(name)) is not None:
                x = _across(time, left, width)
                parts.append(f'<circle cx="{x}" cy="{y}" r="5" fill="{COLOURS[name]}" fill-opacity=".85"/>')
    return "\n".join([*parts, "</svg>", ""])


def _across(milliseconds: float, left: int, width: int) -> float:
    return round(left + width * max(0.0, math.log10(max(milliseconds, 1.0))) / 4, 1)
