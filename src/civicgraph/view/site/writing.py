"""Turns a site's files into a folder that is whole or not there: written beside, then switched."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from civicgraph.errors import OutputRefused

MARK = "civicgraph-site.txt"
"""The file by which a folder is known as a site that may be replaced."""


def write_site(folder: Path, files: Iterable[tuple[str, str]], fingerprint: str) -> int:
    """Write the files into a new folder and put it in the place of the old one; return how many there are.

    Raises OutputRefused where the folder holds something else than a site of this project, or cannot be written.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - a link stays the place it was named as
    if folder.is_symlink() or (folder.exists() and not _may_be_replaced(folder)):
        raise OutputRefused(f"{folder}: holds something else than a site: name an empty or a new folder with -o")
    made = folder.with_name(f".{folder.name}.new-{os.getpid()}")
    shutil.rmtree(made, ignore_errors=True)
    try:
        count = _write(made, files)
        (made / MARK).write_text(f"{fingerprint}\n", "utf-8", newline="\n")
        _switch(folder, made)
    except OSError as error:
        raise OutputRefused(f"{folder}: cannot be written ({error.strerror}): name another folder with -o") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return count


def _may_be_replaced(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MARK).is_file() or not any(folder.iterdir()))


def _write(made: Path, files: Iterable[tuple[str, str]]) -> int:
    made.mkdir(parents=True)
    count = 0
    for path, content in files:
        file = made / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as out:  # two things on one path would be a defect: refuse
            out.write(content)
        count += 1
    return count


def _switch(folder: Path, made: Path) -> None:
    """Put the new folder in the old one's place; if that fails, the old one stays."""
    old = folder.with_name(f".{folder.name}.old-{os.getpid()}")
    if folder.exists():
        folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
