"""The page of figures says what was measured, and no more."""

import json
from typing import Any

import pytest

from tests.benchmarks.aims import aims, mean_ratio
from tests.benchmarks.page import DOCS, RESULTS, chart, measured_in, sized


def _found(*times: dict[str, float | None], rounds: int = 1) -> dict[str, Any]:
    questions = [
        {"question": f"asked-{place}", "scope": "state", "rows": 1, "ms": ms} for place, ms in enumerate(times)
    ]
    return {
        "states": 193,
        "rounds": rounds,
        "statements": 1000,
        "patience": 10.0,
        "loading": {"ours": 1.3, "pyoxigraph": 1.0},
        "questions": questions,
        "start": {"--help": 100.0, "query": 300.0},
    }


def test_the_page_holds_what_was_measured_last() -> None:
    known, page = json.loads(RESULTS.read_text("utf-8")), (DOCS / "performance.md").read_text("utf-8")
    assert measured_in(page, known) == page
    assert (DOCS / "img" / "performance.svg").read_text("utf-8") == chart(sized(known)[-1])


def test_the_best_peer_counts_for_each_question() -> None:
    found = _found({"ours": 10.0, "one": 20.0, "other": 90.0}, {"ours": 10.0, "one": 800.0, "other": 80.0})
    assert mean_ratio(found) == (pytest.approx(4.0), 2)


def test_what_every_peer_gave_up_counts_only_as_long_as_they_were_let() -> None:
    found = _found({"ours": 100.0, "one": None}, {"ours": 10.0, "one": 40.0})
    assert mean_ratio(found) == (pytest.approx(4.0), 1)
    assert mean_ratio(found, patience=10.0) == (pytest.approx(20.0), 2)


def test_an_aim_that_is_missed_says_so_and_by_which_question() -> None:
    rows = aims({"small": _found({"ours": 140.0, "one": 500.0}, {"ours": 10.0, "one": 50.0})})
    slow = next(row for row in rows if "under 100 ms" in row)
    assert "1 of 2, but for `asked-0` (140 ms) | **no** |" in slow
    assert any("1.30 times" in row and "**no**" in row for row in rows)
    assert any("4.2 times over the 2 of 2" in row and "| yes |" in row for row in rows)
