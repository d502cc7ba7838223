"""Open the explorer, the SPARQL endpoint and the linked-data pages of a store.

Reading is open to whoever reaches the port; writing needs a token, and without one nothing can be written. With a token
the server is the store's one writer; without one it shows what others write, as they write it.

Needs that states withhold from publication are not shown: a server publishes. With --include-withheld all is shown.
"""

import os
from dataclasses import replace
from pathlib import Path

import click

from graph.identifiers import BASE, Identifiers
from prevgraph.dataset.publisher import publisher_here
from prevgraph.opening import reading_from
from prevgraph.options import store_option
from prevgraph.output import tell

_MIB = 1 << 20
_TOKEN = "PREVGRAPH_TOKEN"


@click.command(help=__doc__)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 for the whole network.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0: any that is free.")
@click.option(
    "--token-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Holds the token that writing needs, as does $PREVGRAPH_TOKEN.",
)
@click.option(
    "--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds a query may take."
)
@click.option("--rows", default=100_000, show_default=True, type=click.IntRange(1), help="Rows an answer may have.")
@click.option("--memory", default=1024, show_default=True, type=click.IntRange(256), help="MiB a query may use.")
@click.option("--allow-host", multiple=True, metavar="HOST", help="A host that SERVICE and LOAD may call; none is.")
@click.option(
    "--responses",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with the files that were read: with a token, reviewers decide in the browser, kept beside them.",
)
@click.option("--include-withheld", is_flag=True, help="Show withheld needs too, to everybody who reaches the port.")
@store_option
def command(
    host: str,
    port: int,
    token_file: Path | None,
    timeout: float,
    rows: int,
    memory: int,
    allow_host: tuple[str, ...],
    responses: Path | None,
    include_withheld: bool,
    store: str,
) -> None:
    from prevgraph.server.public_copy import public_copy, withheld_in
    from prevgraph.server.serving import Place, serve
    from queries.protocol.guard import Guard
    from queries.protocol.limits import Limits
    from queries.protocol.service import Settings

    settings = Settings(
        store,
        _token(token_file),
        limits=Limits(seconds=timeout, rows=rows, memory=memory * _MIB),
        guard=Guard(frozenset(allow_host)),
    )
    if responses and not settings.token:
        raise click.UsageError("deciding needs a token: give --token-file or $PREVGRAPH_TOKEN with --responses.")
    publisher = publisher_here()
    settings = replace(settings, base=_base_of(store))
    if include_withheld or not _is_there(store) or not withheld_in(store, publisher.withhold_needs):
        serve(settings, Place(host, port), started=_say, responses=responses)
    elif settings.token:
        raise click.UsageError(
            "the store holds needs that are withheld, and a server that writes shows all of it: give --include-withheld"
            " where whoever reaches the port may read them."
        )
    else:
        with public_copy(store, publisher, ids=Identifiers(settings.base), failed=tell) as copy:
            serve(replace(settings, where=copy), Place(host, port), started=_say_less)
    tell("Stopped.")


def _base_of(store: str) -> str:
    """The base that a store was made with; that of the project where it is not there yet."""
    if not _is_there(store):
        return BASE
    with reading_from(store) as held:
        return held.ids.base


def _is_there(store: str) -> bool:
    """Whether there is a store to look into; a server with a token makes one where there is none."""
    return store.startswith(("http://", "https://")) or any(Path(store).glob("*"))


def _token(file: Path | None) -> str:
    """The token that writing needs; never an argument, which every process on the machine could read."""
    if file is None:
        return os.environ.get(_TOKEN, "").strip()
    held = file.read_text("utf-8").strip()
    if not held:
        raise click.UsageError(f"the file {file} holds no token; put one on its first line.")
    return held


def _say(address: str) -> None:
    tell(f"Serving at {address} (Ctrl-C stops it)")


def _say_less(address: str) -> None:
    _say(address)
    tell("Withheld needs are not shown; --include-withheld shows them.")
