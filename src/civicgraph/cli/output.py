"""Brings bytes to stdout or into a file, whole or not at all."""

import os
import sys
from pathlib import Path

from civicgraph.errors import OutputRefused


def deliver(content: bytes, path: Path | None) -> None:
    """Write to a file in one step, or to stdout. A reader that stops early (`| head`) is no error.

    Raises OutputRefused where the file cannot be written.
    """
    if path is None:
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
