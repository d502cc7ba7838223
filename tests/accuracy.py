"""Score the reading of every example against its gold annotation; write `docs/accuracy.md` and the measurements.

    python -m tests.accuracy            # all examples, table on standard output and in docs/accuracy.md
    python -m tests.accuracy NAME ...   # the examples whose name contains one of these, details on standard output

The scorer is `score.py`, looked for in `../shared/score` or where PREVGRAPH_SCORER says.
"""

import importlib.util
import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from ingest.run import read_files
from prevgraph.extracted import as_json, extract
from prevgraph.reading import ReadingPlan
from tests.tables import table

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "prevgraph" / "examples"
MORE = ROOT / "tests" / "more"
SCORER = Path(os.environ.get("PREVGRAPH_SCORER", ROOT.parent / "shared" / "score" / "score.py"))
COLUMNS = ("document", "marks", "grid", "implied", "texts", "quoted", "true", "entities", "relations")


@dataclass(frozen=True, slots=True)
class Read:
    """Reads one file and gives its JSON; travels to worker processes."""

    plan: ReadingPlan

    def __call__(self, path: Path) -> dict[str, Any]:
        return as_json(extract(self.plan, path), ids=self.plan.ids)


def scorer() -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases(words: Iterable[str] = ()) -> list[tuple[Path, Path]]:
    """The example files with their gold, those whose name contains one of the words, or all."""
    wanted = tuple(words)
    found = sorted(p for folder in ("responses", "formats") for p in (EXAMPLES / folder).iterdir())
    pairs = [(path, EXAMPLES / "gold" / f"{path.stem}.gold.json") for path in found]
    return [(p, g) for p, g in pairs if g.exists() and (not wanted or any(w in p.name for w in wanted))]


def more_cases() -> list[tuple[Path, Path]]:
    """The responses that are no examples, with their gold."""
    golds = sorted(MORE.glob("*.gold.json"))
    return [(gold.with_name(gold.name.replace(".gold.json", ".md")), gold) for gold in golds]


def scores(pairs: Iterable[tuple[Path, Path]]) -> dict[str, dict[str, Any]]:
    """The scorer's figures for each file, by file name."""
    golds = dict(pairs)
    plan = ReadingPlan(states_files=(EXAMPLES / "states.toml", MORE / "states.toml"))
    found = {}
    for outcome in read_files(golds, Read(plan), jobs=2):
        if outcome.error:
            raise outcome.error
        gold = json.loads(golds[outcome.path].read_text("utf-8"))
        found[outcome.path.name] = scorer().score(gold, outcome.result)
    return found


def row(name: str, score: Mapping[str, Any]) -> tuple[str, ...]:
    """One line of the table."""
    answers, evidence = score["answers"], score["evidence"]
    figures = [answers["mark"], answers["grid"], answers["implied"], answers["text"]]
    figures += [evidence["quoted"], evidence["true"], score["entities"]["f1"], score["relations"]["f1"]]
    return (name, *(f"{figure:.3f}" for figure in figures))


def scores_table(found: Mapping[str, Mapping[str, Any]]) -> str:
    """The figures of all files as a Markdown table."""
    return "".join(f"{line}\n" for line in table(COLUMNS, (row(name, score) for name, score in found.items())))


def main(words: list[str]) -> None:
    """Print the table; with words, the details too; without, write the page."""
    found = scores(cases(words))
    sys.stdout.write(scores_table(found))
    if words:
        for name, score in found.items():
            sys.stdout.write(f"\n{name}\n{json.dumps(score, ensure_ascii=False, indent=1)}\n")
        return
    from tests.accuracy_page import write_page

    write_page(found)


if __name__ == "__main__":
    main(sys.argv[1:])
