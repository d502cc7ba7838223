"""What the tests prove with other people's tools, counted and printed at the end of a run.

A test that proves something of the kind says so with `@pytest.mark.proof("what it is about")`; a figure that it
measured goes along by the fixture `figure`.
"""

from collections import defaultdict
from collections.abc import Callable

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("proof"):
        item.user_properties.append(("proof", mark.args[0]))


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Keeps a figure to be printed at the end."""
    return lambda said: request.node.user_properties.append(("figure", said))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    proofs: defaultdict[str, list[str]] = defaultdict(list)
    figures: list[str] = []
    for outcome in ("passed", "failed", "skipped", "error"):
        for report in terminalreporter.getreports(outcome):
            if outcome == "passed" and report.when != "call":
                continue
            for kind, said in getattr(report, "user_properties", ()):
                if kind == "proof":
                    proofs[said].append(outcome)
                elif outcome == "passed":
                    figures.append(said)
    if not proofs and not figures:
        return
    terminalreporter.section("proved with others' tools")
    for said, outcomes in sorted(proofs.items()):
        skipped = outcomes.count("skipped")
        left_out = f", {skipped} left out" if skipped else ""
        terminalreporter.line(f"{said}: {outcomes.count('passed')} of {len(outcomes) - skipped} passed{left_out}")
    for said in sorted(figures):
        terminalreporter.line(said)
