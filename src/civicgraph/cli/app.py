"""The typer application, and what every command shares: consoles, the graph option, errors turned into exit codes."""

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

import typer

from civicgraph import __version__
from civicgraph.errors import CivicgraphError

app = typer.Typer(
    name="civicgraph",
    help="Turns the records of city councils into a knowledge graph in which every statement can be traced to the sentence that says it.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

GraphDir = Annotated[
    Path,
    typer.Option("--graph", metavar="DIR", help="Folder of a built graph.", envvar="CIVICGRAPH_GRAPH"),
]
DEFAULT_GRAPH = Path("civicgraph-out")

P = ParamSpec("P")
R = TypeVar("R")


def say(message: str) -> None:
    """Print a message for people to stderr; stdout is for data."""
    print(message, file=sys.stderr)


def mending(command: Callable[P, R]) -> Callable[P, R]:
    """Turn a refusal into one sentence on stderr and its exit code."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except CivicgraphError as error:
            say(f"civicgraph: {error}")
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:  # the reader of stdout went away, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except OSError as error:
            say(f"civicgraph: {error.filename or 'file'}: {error.strerror or error}: check path, rights and free space")
            raise typer.Exit(2) from None

    return run


def _version(asked: bool) -> None:
    if asked:
        print(f"civicgraph {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Turns the records of city councils into a knowledge graph in which every statement can be traced to the sentence that says it."""
