"""What the reading misses and what it makes up, with the sentences: the place to look before changing it.

    python -m tests.misses                   # every example and every response of tests/more, then sums
    python -m tests.misses isle kavanda      # those whose file name contains one of these
    python -m tests.misses -p implements     # one predicate (or entity type) alone

Things a careful reader could take either way cost nothing and are left out, as the scorer does.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.run import read_files
from prevgraph.reading import ReadingPlan
from tests.accuracy import EXAMPLES, MORE, Read, cases, more_cases, scorer

#: One file of each example's many formats is enough.
_PLAIN = (".md-seed.md", ".txt.txt", ".md-lost.md", "czech-republic.md")


@dataclass(frozen=True, slots=True)
class Miss:
    """A thing that the gold has and the reading lacks ("missed"), or the other way round ("made up")."""

    how: str
    kind: str
    what: str
    where: str


def misses(gold: Mapping[str, Any], read: Mapping[str, Any]) -> Iterator[Miss]:
    """Everything in which a reading differs from its gold, entities first."""
    score = scorer()
    _, match, _, _ = score.score_entities(gold, read)
    yield from _entities(gold, read, match)
    yield from _relations(gold, read, match)
    for item, what, wanted, got in score.score_answers(gold, read)[1]:
        yield Miss("wrong", what, f"{item}: {wanted} read as {got}", str(read["answers"][item].get("text", ""))[:300])


def _entities(gold: Mapping[str, Any], read: Mapping[str, Any], match: Mapping[int, int]) -> Iterator[Miss]:
    found = set(match.values())
    for place, thing in enumerate(gold["entities"]):
        if place not in found and thing.get("core", True):
            yield Miss("missed", thing["type"], " = ".join(thing["labels"]), _written(gold, thing["items"], thing))
    for place, thing in enumerate(read["entities"]):
        if place not in match:
            quote = thing["evidence"][0]["quote"] if thing["evidence"] else ""
            yield Miss("made up", thing["type"], " = ".join(thing["labels"]), quote)


def _relations(gold: Mapping[str, Any], read: Mapping[str, Any], match: Mapping[int, int]) -> Iterator[Miss]:
    of_gold = {thing["key"]: thing for thing in gold["entities"]}
    of_read = {thing["key"]: gold["entities"][match[k]] for k, thing in enumerate(read["entities"]) if k in match}
    named = {thing["key"]: thing["labels"][0] for thing in read["entities"]}
    wanted = {(_end(of_gold, r["s"]), r["p"], _end(of_gold, r["o"])): r for r in gold["relations"]}
    got = {(_end(of_read, r["s"]), r["p"], _end(of_read, r["o"])): r for r in read["relations"]}
    lost = {thing["key"] for thing in of_gold.values()} - {thing["key"] for thing in of_read.values()}
    for triple, relation in wanted.items():
        if triple not in got and relation.get("core", True):
            ends = [of_gold[end]["labels"][0] if end in of_gold else end for end in (relation["s"], relation["o"])]
            unread = " (an end of it was not read)" if {relation["s"], relation["o"]} & lost else ""
            thing = of_gold.get(relation["s"]) or of_gold[relation["o"]]
            yield Miss("missed", relation["p"], " -> ".join(ends) + unread, _written(gold, relation["items"], thing))
    networks = {thing["key"] for thing in of_gold.values() if thing["type"] == "Network"}
    for triple, relation in got.items():
        unscored = triple[0] in networks and relation["p"] in ("funds", "publishes", "implements")
        if triple not in wanted and not unscored:
            ends = [named.get(end, end) for end in (relation["s"], relation["o"])]
            quotes = " / ".join(dict.fromkeys(e["quote"] for e in relation["evidence"]))
            yield Miss("made up", relation["p"], f"{' -> '.join(ends)} [{relation.get('method', '')}]", quotes)


def _end(things: Mapping[str, Any], end: str) -> str:
    return things[end]["key"] if end in things else end.casefold()


def _written(gold: Mapping[str, Any], items: list[str], thing: Mapping[str, Any]) -> str:
    """The paragraphs of the answers that name the thing, or all of the answers where none does."""
    texts = {item: str(gold["answers"].get(item, {}).get("text", "")) for item in items}
    told = {
        item: " ".join(line for line in text.split("\n") if any(label in line for label in thing["labels"]))
        for item, text in texts.items()
    }
    return " / ".join(f"{item}: {told[item] or text}" for item, text in texts.items())


def _chosen(words: list[str]) -> list[tuple[Path, Path]]:
    examples = [pair for pair in cases() if pair[0].name.endswith(_PLAIN)]
    return [p for p in (*examples, *more_cases()) if not words or any(word in p[0].name for word in words)]


def main() -> None:
    """Print the differences file by file, then how often each kind occurs."""
    parser = argparse.ArgumentParser(prog="tests.misses", description="What the reading misses and makes up.")
    parser.add_argument("words", nargs="*")
    parser.add_argument("-p", "--kind")
    given = parser.parse_args()
    golds = dict(_chosen(given.words))
    plan = ReadingPlan(states_files=(EXAMPLES / "states.toml", MORE / "states.toml"))
    counted: Counter[tuple[str, str]] = Counter()
    for outcome in read_files(golds, Read(plan), jobs=2):
        if outcome.error:
            raise outcome.error
        sys.stdout.write(f"\n## {outcome.path.name}\n")
        for miss in misses(json.loads(golds[outcome.path].read_text("utf-8")), outcome.result):
            if given.kind in (None, miss.kind):
                counted[miss.kind, miss.how] += 1
                sys.stdout.write(f"{miss.how} {miss.kind}: {miss.what}\n    {miss.where}\n")
    sys.stdout.write("\n")
    for (kind, how), times in counted.most_common():
        sys.stdout.write(f"{times:4} {how} {kind}\n")


if __name__ == "__main__":
    main()
