"""Read the bundled examples into a fresh store, show what came of it, and say what to try next."""

import shutil
from collections import Counter
from importlib.resources import as_file, files
from pathlib import Path

import click

from graph.embedded import EmbeddedStore
from graph.store import Store
from ingest.document.read import SUFFIXES
from ingest.run import find_files
from ontology.errors import PrevgraphError
from prevgraph.commands.ingest import reported
from prevgraph.dataset.publisher import Publisher
from prevgraph.held import responses
from prevgraph.ingesting import Ingested, ingest
from prevgraph.opening import reading_from, writing_to
from prevgraph.options import DEFAULT_STORE
from prevgraph.output import print_result, tell
from prevgraph.reading import ReadingPlan
from prevgraph.views import write_view
from queries.ask import ask

NETWORK_PAGE = "network.html"

_SAMPLES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("Who leads crime prevention, and who coordinates it?", "lead-institutions", {}),
    ("Which probation services are there, and under whom?", "institutions", {"kind": "probation service"}),
    ("Who can help with what another needs?", "sharing-matches", {}),
)

_NEXT = """
Try next:
  prevgraph queries                                    what can be asked
  prevgraph query paragraph-practices --paragraph 24   practices on a Guideline paragraph
  prevgraph query search --search mediation            what the responses say about a word
  prevgraph extract my-response.docx --format table    read a file of your own; nothing is written
  prevgraph ingest my-folder/                          read a folder into the store
  prevgraph serve                                      the explorer, in the browser
"""


class NotOurs(PrevgraphError):
    """A store that the demo must not make anew."""

    message = (
        "the store {0} holds responses that are not the bundled examples ({1});"
        " give the demo another folder with --store."
    )


@click.command(help=__doc__)
@click.option("--store", envvar="PREVGRAPH_STORE", default=DEFAULT_STORE, show_default=True, help="The folder to make.")
@click.option("--out", default=NETWORK_PAGE, show_default=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--serve", is_flag=True, help="Open the explorer on it when done.")
@click.pass_context
def command(ctx: click.Context, store: str, out: Path, serve: bool) -> int:
    folder = Path(store)
    with as_file(files("prevgraph") / "examples") as examples:
        found = find_files([examples / "responses"], suffixes=SUFFIXES)
        plan = ReadingPlan(states_files=(examples / "states.toml",))
        _clear(folder, {path.name for path in found})
        with writing_to(store) as held:
            done = list(reported(ingest(held, found, plan=plan, publisher=Publisher()), len(found)))
            if isinstance(held, EmbeddedStore):
                held.make_columns()
            _show(held, done)
            write_view(held, "who-implements-what", out)
    click.echo(f"\nThe network of who implements what: {out} (open it in a browser; it needs no network).")
    click.echo(_NEXT)
    if serve:
        from prevgraph.commands.serve import command as serve_command

        ctx.invoke(serve_command, store=store)
    return 1 if any(one.error for one in done) else 0


def _clear(folder: Path, examples: set[str]) -> None:
    """Make the place for a fresh store; a store that holds anything but examples stays."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    with reading_from(str(folder)) as held:
        others = sorted(one.name for one in responses(held) if one.file not in examples)
    if others:
        raise NotOurs(folder, ", ".join(others[:3]))
    shutil.rmtree(folder)


def _show(held: Store, done: list[Ingested]) -> None:
    counts: Counter[str] = Counter()
    click.echo("Read into the graph:\n")
    for one in done:
        if one.read:
            counts.update(one.read.counts)
            mark = "  (fictional)" if one.read.fictional else ""
            click.echo(f"  {one.read.state:28} {one.path.name:30} {one.read.counts['claims']:4} claims{mark}")
    click.echo(
        f"\n{sum(1 for one in done if one.read)} states, {counts['Institution']} institutions,"
        f" {counts['Strategy']} strategies, {counts['Programme']} programmes, {counts['claims']} claims,"
        " each with the words it was read from."
    )
    for title, name, parameters in _SAMPLES:
        click.echo(f"\n{title}\n  $ prevgraph query {name}" + "".join(f' --{k} "{v}"' for k, v in parameters.items()))
        print_result(ask(held, name, **parameters), "table", "en", most=4)
    tell()
