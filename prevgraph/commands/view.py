"""Draw a network into one HTML file that opens with no network at all.

\b
who-implements-what   institutions, their strategies and programmes, and the Guidelines these answer
institutions          which institution is part of which; who leads and who coordinates
networks              which states, cities and institutions belong to which networks
sharing               who offers and who needs assistance, by area
"""

from pathlib import Path

import click

from prevgraph.opening import reading_from
from prevgraph.options import store_option
from prevgraph.output import tell
from prevgraph.views import VIEWS, write_view
from queries.network import Selection, edges


@click.command(help=__doc__)
@click.argument("name", type=click.Choice(list(VIEWS)))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--state", "states", multiple=True, metavar="STATE", help="Only what these states say: by code or name.")
@click.option("--paragraph", "paragraphs", multiple=True, metavar="NUMBER", help="Only around these paragraphs.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    help="Only these kinds, for example Ministry or 'probation service'.",
)
@click.option("--target-group", "target_groups", multiple=True, metavar="GROUP", help="Only practices for these.")
@click.option("--since", type=int, metavar="YEAR")
@click.option("--until", type=int, metavar="YEAR")
@click.option("--confidence", type=click.FloatRange(0, 1), default=0.0, help="Only claims read at least so surely.")
@click.option("--language", type=click.Choice(["en", "fr", "es"]), default="en", show_default=True)
@store_option
def command(
    name: str,
    out: Path,
    states: tuple[str, ...],
    paragraphs: tuple[str, ...],
    kinds: tuple[str, ...],
    target_groups: tuple[str, ...],
    since: int | None,
    until: int | None,
    confidence: float,
    language: str,
    store: str,
) -> None:
    selection = Selection(
        states=states,
        paragraphs=paragraphs,
        kinds=kinds,
        target_groups=target_groups,
        since=since,
        until=until,
        confidence=confidence,
    )
    with reading_from(store) as held:
        network = write_view(held, name, out, selection=selection, language=language)
    quotations = sum(len(edge.sources) for edge in edges(network))
    tell(f"{out}: {len(network)} things, {quotations} quotations. Open it in a browser.")
