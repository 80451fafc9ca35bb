"""Turns a folder that was written beside into the one that is served: whole, or the older one stays."""

import contextlib
import ctypes
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from civicgraph.errors import OutputRefused
from civicgraph.files import sync_folder

MARK = "civicgraph-publication.txt"
"""The file by which a folder is known as a publication that may be replaced; it holds the fingerprint."""

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of <linux/fcntl.h> and <linux/fs.h>


@contextlib.contextmanager
def replacing(folder: Path) -> Iterator[tuple[Path, Path | None]]:
    """Hand out a new folder to write into, and the publication that stands now; at the end the new one takes its place.

    Everything reaches the disk before the switch. Where the block ends with an error, the older publication stays. Where the
    system cannot swap two names in one step, and the machine stops between two renames, the next call puts it back first.
    Raises OutputRefused where the folder holds something else than a publication, or cannot be written.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - a link stays the place it was named as
    made, old = folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")
    try:
        _put_back(folder, old)
        if folder.is_symlink() or (folder.exists() and not may_be_replaced(folder)):
            raise OutputRefused(
                f"{folder}: holds something else than a publication: name an empty or new folder with -o"
            )
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        yield made, folder if (folder / MARK).is_file() else None
        _sync(made)
        _switch(folder, made, old)
    except OSError as error:
        raise OutputRefused(f"{folder}: cannot be written ({error.strerror}): name another folder with -o") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def may_be_replaced(folder: Path) -> bool:
    """The folder is an earlier publication, or empty."""
    return folder.is_dir() and ((folder / MARK).is_file() or not any(folder.iterdir()))


def _put_back(folder: Path, old: Path) -> None:
    """Mend what a call left that was stopped between the renames."""
    if (old / MARK).is_file() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
    sync_folder(folder)


def _switch(folder: Path, made: Path, old: Path) -> None:
    """Give the new folder the older one's name; where that cannot be done in one step, the older one is set aside first."""
    if folder.exists() and _exchanged(made, folder):
        sync_folder(folder.parent)
        return  # the older one has the name of the new one now, and goes with it
    if folder.exists():
        folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    sync_folder(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders swap their names in one step, and tell whether the system can (Linux: renameat2 with RENAME_EXCHANGE)."""
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return int(swap(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)) == 0
