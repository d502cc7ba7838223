"""Read responses into the store; what is unchanged since the last time is skipped."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import click

from graph.embedded import EmbeddedStore
from ingest.document.read import SUFFIXES
from ingest.run import Outcome, find_files, read_files
from prevgraph.dataset.publisher import publisher_here
from prevgraph.held import Held, responses
from prevgraph.ingesting import Ingested, ReadFile, ingest
from prevgraph.opening import writing_to
from prevgraph.options import plan_options, store_option
from prevgraph.output import complain, is_verbose, progress, say_doubts, tell
from prevgraph.reading import ReadingPlan

#: How many of the fictional states that a store holds are named at the end of a run.
_NAMED = 5


@click.command(help=__doc__)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@store_option
@click.option("--jobs", type=click.IntRange(1), help="How many files to read at once.  [default: one for each core]")
@click.option("--cluster", metavar="ADDRESS", help="Read on a Dask cluster: tcp://..., or `local`.")
@plan_options
def command(paths: tuple[Path, ...], store: str, jobs: int | None, cluster: str | None, plan: ReadingPlan) -> int:
    found = find_files(paths, suffixes=SUFFIXES)
    if not found:
        raise click.UsageError(
            f"no response files in {', '.join(map(str, paths))}; known kinds: {' '.join(sorted(SUFFIXES))}"
        )
    publisher = publisher_here()
    with writing_to(store, base=plan.base) as into:
        if isinstance(into, EmbeddedStore):
            into.number_columns()
        run = ingest(into, found, plan=plan, jobs=jobs, spread=_spread(cluster), publisher=publisher)
        done = list(reported(run, len(found)))
        if isinstance(into, EmbeddedStore):
            into.make_columns()
        held = responses(into)
    doubtful = [say_doubts(one.path.name, one.findings) for one in done]
    summarise(done)
    if any(one.error is None for one in done):
        _say_what_next(held, {one.read.iso3 for one in done if one.read})
    return 1 if any(one.error for one in done) or any(doubtful) else 0


def _spread(cluster: str | None) -> Callable[..., Iterator[Outcome[ReadFile]]]:
    """How the files are spread: over processes of this machine, or over a cluster."""
    if cluster is None:
        return read_files
    from prevgraph.cluster import read_on_cluster

    return partial(read_on_cluster, address=cluster)


def reported(done: Iterable[Ingested], total: int) -> Iterator[Ingested]:
    """The same, with a progress bar, and a sentence for each file that failed."""
    with progress("Reading", total) as advance:
        for one in done:
            advance()
            if one.error:
                complain(one.error)
            yield one


def _say_what_next(held: list[Held], read: set[str]) -> None:
    """What can be done now, about the one state that was read if it is one, and what else the store holds."""
    if held:
        one = f" --state {next(iter(read))}" if len(read) == 1 else ""
        tell(
            f"Next: prevgraph serve, prevgraph query implementers{one},"
            f" prevgraph view who-implements-what{one} --out network.html"
        )
    if fictional := [one.name for one in held if one.is_fictional]:
        more = f" and {len(fictional) - _NAMED} more" if len(fictional) > _NAMED else ""
        named = ", ".join(fictional[:_NAMED])
        tell(f"The store holds fictional states ({named}{more}); `prevgraph remove` takes them out.")


def summarise(done: list[Ingested]) -> None:
    """Say what was read, in numbers that add up."""
    counts: Counter[str] = Counter()
    for one in done:
        if one.read:
            counts.update(one.read.counts)
            doubts = f", findings: {len(one.read.findings)} (prevgraph query findings)" if one.read.findings else ""
            fictional = " (fictional)" if one.read.fictional else ""
            replaced = f", in the place of what was read from {one.replaces}" if one.replaces else ""
            tell(f"{one.path.name}: {one.read.state}{fictional}, read{replaced}{doubts}")
            for finding in one.read.findings if is_verbose() else ():
                tell(f"  {finding.gravity}: {finding.where}: {finding.what}")
    read, skipped, failed = _tally(done)
    tell(
        f"{read} read, {skipped} unchanged and skipped, {failed} failed: {counts['Institution']} institutions,"
        f" {counts['Strategy']} strategies, {counts['Programme']} programmes, {counts['claims']} claims."
    )


def _tally(done: list[Ingested]) -> tuple[int, int, int]:
    read = sum(1 for one in done if one.read)
    skipped = sum(1 for one in done if one.skipped)
    return read, skipped, len(done) - read - skipped
