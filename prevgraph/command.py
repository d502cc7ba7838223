"""The command line: finds a command, runs it, and turns what goes wrong into one sentence and an exit status.

Commands are imported when they are called, so that `--help` and short commands start quickly.
"""

import gc
import importlib
import os
import sys
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import click

#: Every command with its line in the overview; `prevgraph.commands.NAME` holds it.
COMMANDS: Mapping[str, str] = {
    "demo": "Read the bundled examples and show what came of it.",
    "extract": "Print what a response would put into the graph; write nothing.",
    "ingest": "Read responses into the store.",
    "query": "Ask a question of the catalogue, or any SPARQL.",
    "queries": "List the questions that can be asked.",
    "view": "Draw a network into one HTML file.",
    "serve": "Open the explorer and the SPARQL endpoint.",
    "mcp": "Answer an assistant's questions over the Model Context Protocol.",
    "export": "Write the graph, or part of it, to a file.",
    "publish": "Write a static linked-data site.",
    "validate": "Check the graph: shapes, consistency, links, evidence.",
    "review": "Decide on what the reading is unsure of.",
    "states": "List the states in the store.",
    "responses": "List the responses in the store.",
    "remove": "Take a response out of the store.",
    "backup": "Copy the store to a folder.",
    "restore": "Bring a backup back.",
}

SETTINGS_FILE = "prevgraph.toml"

#: The tables that are no command's.
TABLES = ("publisher",)
#: What is set beside options: the states whose needs stay unpublished.
_ASIDE = ("withhold_needs",)

_QUIET, _VERBOSE = "Say nothing but results and errors.", "Say what was found in each file; show tracebacks."

#: So many more things made than let go are looked through for cycles.
_PILED_UP = 100_000

DONE, FAILED, NOT_UNDERSTOOD, NO_STORE = 0, 1, 2, 3


class LazyGroup(click.Group):
    """A group whose commands are modules, imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = _command(cmd_name)
        if ctx.default_map:
            of_command = ctx.default_map.get(cmd_name, {})
            shared = [name for name, value in ctx.default_map.items() if not isinstance(value, dict)]
            _warn_of_unknown(cmd_name, of_command.keys() - {*shared}, shared)
            given = _by_parameter(command, of_command)
            ctx.default_map = {**ctx.default_map, cmd_name: given}
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_no_such(args[0]))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@cache
def _command(name: str) -> click.Command:
    """A command, ready to be called: its options can be set from the environment, and it can be quiet or say more."""
    command: click.Command = importlib.import_module(f"prevgraph.commands.{name}").command
    for option, called in _options(command).items():
        if not option.envvar and called != "help":
            variable = called.upper()
            option.envvar = [f"PREVGRAPH_{name.upper()}_{variable}", f"PREVGRAPH_{variable}"]
    command.params += [_voice("--quiet", "-q", _QUIET), _voice("--verbose", "-v", _VERBOSE)]
    return command


def _options(command: click.Command) -> dict[click.Option, str]:
    """The options of a command with their names as a user writes them, underscores for hyphens."""
    return {
        one: max(one.opts, key=len).lstrip("-").replace("-", "_")
        for one in command.params
        if isinstance(one, click.Option)
    }


def _by_parameter(command: click.Command, given: Mapping[str, Any]) -> dict[str, Any]:
    """Settings by the names that the command's own code has for them."""
    names = {called: str(option.name) for option, called in _options(command).items()}
    return {names.get(name.replace("-", "_"), name): value for name, value in given.items()}


def _voice(long: str, short: str, words: str) -> click.Option:
    """How much a command says, given after its name."""

    def hear(ctx: click.Context, _: click.Parameter, is_given: bool) -> None:
        if is_given:
            ctx.obj[long.lstrip("-")] = True

    return click.Option([long, short], is_flag=True, expose_value=False, callback=hear, help=words)


def _no_such(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1)
    hint = f"did you mean {near[0]!r}?" if near else "`prevgraph --help` lists the commands."
    return f"there is no command {name!r}; {hint}"


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "PREVGRAPH"},
)
@click.option("--quiet", "-q", is_flag=True, help=_QUIET)
@click.option("--verbose", "-v", is_flag=True, help=_VERBOSE)
@click.version_option(package_name="preventiongraph", message="%(prog)s %(version)s")
@click.pass_context
def prevgraph(ctx: click.Context, quiet: bool, verbose: bool) -> None:
    """Read States' replies on crime prevention into a knowledge graph; ask it, look at it, publish it."""
    ctx.obj.update(quiet=quiet, verbose=verbose)


def settings(folder: Path) -> dict[str, Any]:
    """The settings of `prevgraph.toml` in a folder, shared and for each command; empty without one."""
    path = folder / SETTINGS_FILE
    if not path.exists():
        return {}
    # A tenth of what `--help` takes, where there are no settings.
    import tomllib

    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path.name} is not valid TOML: {error}") from error
    for name, value in given.items():
        if isinstance(value, dict) and name not in (*COMMANDS, *TABLES):
            _say_unknown(f"[{name}]", name, (*COMMANDS, *TABLES))
    shared = {name: value for name, value in given.items() if not isinstance(value, dict)}
    if misplaced := sorted(shared.keys() & COMMANDS.keys()):
        raise click.UsageError(
            f"{path.name}: {misplaced[0]} is a command; write [{misplaced[0]}] and its options below."
        )
    return {**shared, **{name: {**shared, **given.get(name, {})} for name in COMMANDS}}


def _say_unknown(shown: str, name: str, known: Collection[str]) -> None:
    """A sentence for a setting that nothing reads: a slip of the pen would else pass for a decision."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else "`prevgraph COMMAND --help` names what there is."
    click.echo(f"Warning: {SETTINGS_FILE}: {shown} is not known and counts for nothing; {hint}", err=True)


def _warn_of_unknown(command: str, own: Collection[str], shared: Collection[str]) -> None:
    """A sentence for each option in a command's table that it does not take, and for each for all that none takes."""
    taken = [*_options(_command(command)).values()]
    for name in sorted(own):
        if name.replace("-", "_") not in taken:
            _say_unknown(f"{name} in [{command}]", name, taken)
    for name in sorted({one.replace("-", "_") for one in shared} - {*taken, *_ASIDE}):
        # Others are imported only where this command does not take what is set for all.
        others = (option for one in COMMANDS for option in _options(_command(one)).values())
        if name not in others:
            _say_unknown(name, name, [*taken, *_ASIDE])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    _start_lightly()
    status = run(arguments)
    # What there is by now is not to be looked through for cycles twice more on the way out.
    gc.freeze()
    sys.exit(status)


def _start_lightly() -> None:
    """A quarter of what a short command took went into looking for cycles in what was just imported, and into threads
    for products of matrices, of which there are none that matter.
    """
    gc.set_threshold(_PILED_UP)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; give back its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    voice = {"quiet": False, "verbose": False}
    try:
        status = prevgraph.main(
            given, prog_name="prevgraph", standalone_mode=False, default_map=settings(Path.cwd()), obj=voice
        )
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return NOT_UNDERSTOOD
    except (KeyboardInterrupt, click.Abort):
        return _say("Interrupted; what was finished is kept.", FAILED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        return _fail(error, verbose=voice["verbose"])
    return status if isinstance(status, int) else DONE


def _fail(error: Exception, *, verbose: bool) -> int:
    from graph.store import StoreUnavailable
    from ontology.errors import PrevgraphError

    if verbose:
        import traceback

        traceback.print_exception(error)
    if isinstance(error, StoreUnavailable):
        return _say(f"Error: {error}", NO_STORE)
    if isinstance(error, PrevgraphError):
        return _say(f"Error: {error}", NOT_UNDERSTOOD if _is_misunderstood(error) else FAILED)
    if isinstance(error, OSError) and error.filename:
        return _say(f"Error: {error.filename}: {error.strerror}.", FAILED)
    return _say(f"Error: unexpected {type(error).__name__}: {error} (--verbose shows where).", FAILED)


def _is_misunderstood(error: Exception) -> bool:
    """Whether what was asked is no question that can be asked, rather than one that could not be answered."""
    from queries.ask import BadValue, NotAQuery, UnknownParameter
    from queries.catalogue import UnknownQuestion

    return isinstance(error, UnknownQuestion | UnknownParameter | BadValue | NotAQuery)


def _say(sentence: str, status: int) -> int:
    click.echo(sentence, err=True)
    return status
