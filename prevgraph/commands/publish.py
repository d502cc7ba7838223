"""Write a static linked-data site into DIR, for any web server to show.

A page, Turtle and JSON-LD for every resource; lists, drawings, dumps, and a description that portals harvest (DCAT-AP,
VoID). Who publishes it, on what terms and where is said in prevgraph.toml:

\b
withhold_needs = ["CZE"]          # states whose needs of assistance stay unpublished
[publisher]
name = "Office for Crime Prevention"
licence = "https://creativecommons.org/licenses/by/4.0/"
contact = "data@example.org"
address = "https://data.example.org/"
"""

import re
from functools import partial
from pathlib import Path

import click

from prevgraph.command import SETTINGS_FILE
from prevgraph.dataset.publisher import publisher_here
from prevgraph.held import responses
from prevgraph.opening import reading_from
from prevgraph.options import store_option
from prevgraph.output import progress, tell
from prevgraph.site.publishing import publish


@click.command(help=__doc__)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--state", "states", multiple=True, metavar="CODE", help="Only the responses of these states.")
@click.option("--modified", metavar="DAY", help="The date of the dataset.  [default: that of the newest reading]")
@store_option
def command(folder: Path, states: tuple[str, ...], modified: str | None, store: str) -> None:
    if modified is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?", modified):
        raise click.UsageError(f"--modified takes a day as 2026-01-31, not {modified!r}.")
    publisher = publisher_here()
    with reading_from(store) as held:
        only = {state.upper() for state in states}
        if fictional := [one.name for one in responses(held) if one.is_fictional and (not only or one.iso3 in only)]:
            tell(f"Fictional states are published too, marked as such: {', '.join(fictional)}.")
        done = publish(
            held, folder.resolve(), publisher, modified=modified, only=only, progress=partial(progress, "Writing")
        )
    tell(f"Written: {folder} ({done.pages} pages, {done.files} files).")
    if done.withheld:
        tell(f"Left out: the needs of {', '.join(done.withheld)}.")
    if not publisher.licence:
        tell(f"No licence is stated, so nobody knows what they may do with it: [publisher] licence in {SETTINGS_FILE}.")
