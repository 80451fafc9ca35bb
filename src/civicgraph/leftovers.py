"""Turns a folder into one that a single build holds: what killed builds left is swept, and a build that fails leaves nothing empty."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from civicgraph.errors import OutputUnwritable, SourceInvalid, SourceUnreadable
from civicgraph.store import writing

_OURS = ("cache", "snapshots", "generations")
_MENDS = {
    errno.ENOSPC: "make room there, or name another --out",
    errno.EDQUOT: "make room there, or name another --out",
    errno.EROFS: "the disk is read-only: name another --out",
    errno.EACCES: "see to the right to write there, or name another --out",
    errno.EPERM: "see to the right to write there, or name another --out",
}


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """Hold `folder` for one build, swept of what killed builds left; a first build that fails takes back what it made.

    Work that can be taken up again (pages in the cache) stays where a build is interrupted or the disk refuses.

    Raises BuildRunning where another build holds it, OutputUnwritable where the system does not let a build write.
    """
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        with writing(folder):
            sweep(folder)
            try:
                yield
            except (SourceInvalid, SourceUnreadable):
                if not (folder / "current").exists():
                    _take_back(folder)
                raise
    except (OSError, sqlite3.OperationalError) as error:
        raise OutputUnwritable(_refusal(folder, error)) from error
    finally:
        _without_empty(folder, made)


def sweep(folder: Path) -> None:
    """Remove the half-written files and folders of builds that were killed. Only who holds the folder may call it."""
    for place in (*folder.glob(".current-*"), *folder.glob("snapshots/*/.*"), *folder.glob("generations/*/.*.*")):
        with suppress(OSError):
            place.unlink()
    for place in folder.glob("generations/.new-*"):
        shutil.rmtree(place, ignore_errors=True)


def _take_back(folder: Path) -> None:
    for name in _OURS:
        shutil.rmtree(folder / name, ignore_errors=True)


def _without_empty(folder: Path, made: list[Path]) -> None:
    """Remove the lock and the folders of a build that wrote nothing else; of the folders above, those that it made."""
    if (folder / "current").exists() or not folder.is_dir():
        return
    for name in _OURS:
        with suppress(OSError):
            (folder / name).rmdir()
    if [place.name for place in folder.iterdir()] not in ([], [".lock"]):
        return
    with suppress(OSError):
        (folder / ".lock").unlink(missing_ok=True)
        for place in made:
            place.rmdir()


def _refusal(folder: Path, error: OSError | sqlite3.OperationalError) -> str:
    number = error.errno if isinstance(error, OSError) else None
    where = error.filename if isinstance(error, OSError) and error.filename else folder
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    mend = _MENDS.get(number or 0, "check path, rights and free space")
    return f"{where}: cannot be read or written ({why}): {mend}; what was built before is unchanged"
