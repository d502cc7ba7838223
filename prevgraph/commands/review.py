"""Decide on what the reading is unsure of, once and for good.

\b
prevgraph review responses/                         show the queue, the least sure first
prevgraph review responses/ --write-csv queue.csv   the queue as a table: fill in action and value
prevgraph review responses/ --read-csv queue.csv --by "A. Novak"
prevgraph review FILE --accept IRI --reject IRI --rename IRI "New name" --by "A. Novak"

Decisions are kept beside each response, in FILE.decisions.toml, and applied at each reading. Actions: accept; reject;
rename (value: the new name); merge (value: the IRI of the one that stays); correct (value: the right type, type/kind,
or predicate). On a terminal, --ask goes through the queue one by one.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from ingest.decisions import ACTIONS, Decision, keep_decisions
from ingest.document.read import SUFFIXES
from ingest.parts import Response
from ingest.response import require_state
from ingest.run import find_files, read_files
from prevgraph.dataset.publisher import publisher_here
from prevgraph.ingesting import ingest
from prevgraph.opening import writing_to
from prevgraph.options import plan_options, store_option
from prevgraph.output import complain, print_table, tell
from prevgraph.reading import ReadingPlan
from prevgraph.reviewing import UNSURE_BELOW, Uncertain, read_queue, uncertain, write_queue


@click.command(help=__doc__)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--below", type=click.FloatRange(0, 1), default=UNSURE_BELOW, show_default=True, help="Unsure means less than this."
)
@click.option("--write-csv", type=click.Path(dir_okay=False, path_type=Path), help="Write the queue as a table.")
@click.option(
    "--read-csv",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take the decisions of a filled-in table.",
)
@click.option("--accept", multiple=True, metavar="IRI")
@click.option("--reject", multiple=True, metavar="IRI")
@click.option("--correct", multiple=True, nargs=2, metavar="IRI VALUE")
@click.option("--rename", multiple=True, nargs=2, metavar="IRI NAME")
@click.option("--merge", multiple=True, nargs=2, metavar="IRI INTO")
@click.option("--ask", is_flag=True, help="Go through the queue one by one.")
@click.option("--by", metavar="NAME", help="Who decides.")
@store_option
@plan_options
def command(
    paths: tuple[Path, ...],
    below: float,
    write_csv: Path | None,
    read_csv: Path | None,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    correct: tuple[tuple[str, str], ...],
    rename: tuple[tuple[str, str], ...],
    merge: tuple[tuple[str, str], ...],
    ask: bool,
    by: str | None,
    store: str,
    plan: ReadingPlan,
) -> int:
    found = find_files(paths, suffixes=SUFFIXES)
    today = datetime.now(UTC).date().isoformat()
    given = _given(accept=accept, reject=reject, correct=correct, rename=rename, merge=merge)
    if (given or read_csv or ask) and not by:
        raise click.UsageError('a decision needs a name: --by "Your Name".')
    if given and len(found) != 1:
        raise click.UsageError("decisions given one by one are about one response file; name that file alone.")
    if given:
        decided: Mapping[str, list[Decision]] = {
            found[0].name: [
                Decision(action, target, by=str(by), on=today, value=value) for action, target, value in given
            ]
        }
        return _decide(found, decided, store, plan)
    if read_csv:
        _require_own_names(found)
        return _decide(found, read_queue(read_csv, by=str(by), on=today), store, plan)
    if write_csv or ask:
        _require_own_names(found)
    queue = _queue(found, plan, below)
    if write_csv:
        write_queue(queue, write_csv)
        tell(f"{len(queue)} uncertain statements written to {write_csv}.")
    elif ask:
        return _decide(found, _asked(queue, str(by), today), store, plan)
    else:
        rows = [(f"{one.confidence:.2f}", one.file, one.item, one.says, one.quote, one.target) for one in queue]
        print_table(("sure", "document", "item", "says", "in these words", "target"), rows)
    return 0


def _require_own_names(found: list[Path]) -> None:
    """A queue calls a response by its file's name, so two of one name cannot be in it."""
    names = Counter(path.name for path in found)
    if doubled := sorted(name for name, times in names.items() if times > 1):
        raise click.UsageError(f"several files are called {doubled[0]}: decide about one folder at a time.")


def _given(
    *,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    correct: tuple[tuple[str, str], ...],
    rename: tuple[tuple[str, str], ...],
    merge: tuple[tuple[str, str], ...],
) -> list[tuple[str, str, str]]:
    """What was decided by options: action, target, value; names before identities, so that targets still hold."""
    plain = [("accept", iri, "") for iri in accept] + [("reject", iri, "") for iri in reject]
    valued = (("correct", correct), ("merge", merge), ("rename", rename))
    return plain + [(action, iri, value) for action, pairs in valued for iri, value in pairs]


def _known(plan: ReadingPlan, path: Path) -> Response:
    """A response whose state is known, as what is decided about needs its IRI."""
    return require_state(plan.read(path))


def _queue(found: list[Path], plan: ReadingPlan, below: float) -> list[Uncertain]:
    queue: list[Uncertain] = []
    for outcome in read_files(found, partial(_known, plan)):
        if outcome.error:
            complain(outcome.error)
        elif outcome.result:
            queue += uncertain(outcome.result, ids=plan.ids, below=below)
    return queue


def _asked(queue: list[Uncertain], by: str, today: str) -> dict[str, list[Decision]]:
    """Decisions taken at the terminal; stopping early keeps those taken so far."""
    decided: dict[str, list[Decision]] = {}
    for number, one in enumerate(queue, start=1):
        click.echo(f'\n{number}/{len(queue)}  {one.says}\n  {one.file}, question {one.item}: "{one.quote}"')
        action = click.prompt("  accept, correct, reject, rename, merge, skip or stop", default="skip").strip().lower()
        if action == "stop":
            break
        if action in ACTIONS:
            value = click.prompt("  value") if action in ("correct", "merge", "rename") else ""
            decision = Decision(action, one.target, by=by, on=today, value=value, says=one.says)
            decided.setdefault(one.file, []).append(decision)
    return decided


def _decide(found: list[Path], decided: Mapping[str, list[Decision]], store: str, plan: ReadingPlan) -> int:
    """Keep the decisions beside their responses and read those again into the store."""
    by_name = {path.name: path for path in found}
    if strangers := sorted(set(decided) - set(by_name)):
        raise click.UsageError(f"there are decisions about {', '.join(strangers)}, which is not among the files given.")
    for name, decisions in decided.items():
        kept = keep_decisions(by_name[name], decisions)
        tell(f"{len(decisions)} decisions kept in {kept}.")
    with writing_to(store, base=plan.base) as into:
        publisher = publisher_here()
        done = list(ingest(into, [by_name[name] for name in sorted(decided)], plan=plan, publisher=publisher))
    failed = [one.error for one in done if one.error]
    for error in failed:
        complain(error)
    return 1 if failed else 0
