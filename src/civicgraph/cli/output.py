"""Brings bytes to stdout or into a file, whole or not at all, in the format that the ending of the file says."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from civicgraph.errors import OutputRefused, UsageError

STDOUT = Path("-")


def format_of(
    file: Path | None,
    given: str | None,
    endings: Mapping[str, tuple[str, ...]],
    default: str,
    option: str = ", or add --format",
) -> str:
    """Return the format that was given, else the first that the ending of the file stands for.

    endings: ending to formats; default: for stdout and for files without an ending; option: what else mends an unknown ending.
    Raises UsageError where an ending contradicts what was given, or is unknown and nothing was given.
    """
    ending = "" if file in (None, STDOUT) else file.suffix.lower()
    if given is None:
        if ending and ending not in endings:
            raise UsageError(f"{file}: nothing is written as {ending} here: take {_listed(endings)}{option}")
        return endings[ending][0] if ending else default
    if given not in endings.get(ending, (given,)) and any(given in formats for formats in endings.values()):
        fitting = [known for known, formats in endings.items() if given in formats]
        raise UsageError(
            f"{file}: --format {given} contradicts the ending {ending}: take {_listed(fitting)}, or no --format"
        )
    return given


def _listed(endings: "Mapping[str, object] | list[str]") -> str:
    return ", ".join(endings)


def counted(number: int, noun: str) -> str:
    """Return "1 page", "2 pages"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def deliver(content: bytes, path: Path | None) -> None:
    """Write to a file in one step, or to stdout (None or `-`). A reader that stops early (`| head`) is no error.

    Raises OutputRefused where the file cannot be written.
    """
    if path is None or path == STDOUT:
        _to_stdout(content)
        return
    from civicgraph.store import write_atomically

    try:
        write_atomically(path, content)
    except OSError as error:
        raise OutputRefused(f"{path}: cannot be written ({error.strerror}): name another file with -o") from None


def _to_stdout(content: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # the interpreter would complain once more when it closes stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
