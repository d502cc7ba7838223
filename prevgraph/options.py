"""Options that several commands share."""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from prevgraph.reading import CHAT_KEY, READERS, STANDARD_QUESTIONNAIRE, ReadingPlan

DEFAULT_STORE = "prevgraph-data"

store_option = click.option(
    "--store",
    envvar="PREVGRAPH_STORE",
    default=DEFAULT_STORE,
    show_default=True,
    help="A folder, or the address of a SPARQL 1.1 server.",
)


def plan_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a reading, handed to it as one `plan`."""

    @click.option("--state", "iso3", metavar="CODE", help="Whose response it is, where the document does not say.")
    @click.option("--round", "round_", metavar="NAME", help="Tells a second response of one state from the first.")
    @click.option(
        "--questionnaire",
        default=STANDARD_QUESTIONNAIRE,
        show_default=True,
        help="A shipped questionnaire, or a Turtle file that describes one.",
    )
    @click.option(
        "--states-file",
        "states_files",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A TOML file with the codes and names of more states.",
    )
    @click.option(
        "--reader",
        type=click.Choice(READERS),
        default=READERS[0],
        show_default=True,
        help="Who reads the answers: our own rules, or a language model, to which `chat` sends their text.",
    )
    @click.option("--chat-url", metavar="URL", help=f"An OpenAI-compatible endpoint (.../v1); its key: ${CHAT_KEY}.")
    @click.option("--chat-model", metavar="NAME", help="The model to ask there.")
    @click.option("--base", metavar="IRI", default="", help="What the IRIs of a new store begin with.")
    @functools.wraps(function)
    def with_plan(
        *args: Any,
        iso3: str | None,
        round_: str | None,
        questionnaire: str,
        states_files: tuple[Path, ...],
        reader: str,
        chat_url: str | None,
        chat_model: str | None,
        base: str,
        **kwargs: Any,
    ) -> Any:
        if iso3 and not re.fullmatch("[A-Za-z]{3}", iso3):
            raise click.UsageError(f"--state takes a three-letter code as in ISO 3166, such as CZE, not {iso3!r}.")
        if round_ and not re.fullmatch(r"\w[\w-]*", round_):
            raise click.UsageError(f"--round takes letters, digits and hyphens, such as 2009, not {round_!r}.")
        if reader == "chat" and not (chat_url and chat_model):
            raise click.UsageError("--reader chat needs --chat-url and --chat-model: where to ask, and which model.")
        if base and not re.fullmatch(r"https?://[^\s<>\"{}|^`\\\\?#]+/", base):
            raise click.UsageError(
                f"--base takes an address that ends in a slash: https://data.example.org/, not {base!r}."
            )
        plan = ReadingPlan(
            base=base,
            questionnaire=questionnaire,
            iso3=iso3 and iso3.upper(),
            round_=round_,
            states_files=states_files,
            reader=reader,
            chat_url=chat_url or "",
            chat_model=chat_model or "",
        )
        return function(*args, plan=plan, **kwargs)

    return with_plan
