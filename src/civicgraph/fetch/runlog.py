"""Remembers what a run has done, so that an interrupted one goes on without fetching again.

SOURCE/fetched/state.json   when the open run began, and what is known of each OParl list
SOURCE/fetched/run.jsonl    one line a page that the open run has asked for; removed when the run is complete
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from civicgraph.errors import SourceInvalid
from civicgraph.fetched import FOLDER, Fetched, Moment
from civicgraph.files import write_atomically

Outcome = Literal["fetched", "unchanged", "gone", "refused", "failed"]


class ListState(msgspec.Struct, frozen=True):
    """What is known of an OParl list.

    complete: beginning of the last run that read it to its end; heeds: it heeds modified_since; pages: addresses of its pages when it
    was last read whole.
    """

    complete: Moment | None = None
    heeds: bool = True
    pages: tuple[str, ...] = ()


class State(msgspec.Struct, frozen=True):
    """What one run leaves to the next. started: beginning of the run that is not complete yet, None where there is none."""

    started: Moment | None = None
    lists: dict[str, ListState] = {}


class Entry(msgspec.Struct, frozen=True):
    """A page that the open run has asked for. page: URL of the row that answers for it, "" where nothing came; rows: those that changed."""

    key: str
    outcome: Outcome
    page: str = ""
    rows: tuple[Fetched, ...] = ()


class RunLog:
    """The two files of a source's folder."""

    def __init__(self, source: Path) -> None:
        self._state_path = source / FOLDER / "state.json"
        self._log_path = source / FOLDER / "run.jsonl"

    def state(self) -> State:
        """Return what the last run left. Raises SourceInvalid where the file is damaged."""
        if not self._state_path.is_file():
            return State()
        try:
            return msgspec.json.decode(self._state_path.read_bytes(), type=State)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SourceInvalid(
                f"{self._state_path}: {error}: remove this file; the next civicgraph fetch then asks for everything anew"
            ) from None

    def entries(self) -> Iterator[Entry]:
        """Yield what the open run has done; a last line that was cut when the run was killed is left out, and removed."""
        if not self._log_path.is_file():
            return
        good = 0
        for line in self._log_path.read_bytes().splitlines(keepends=True):
            try:
                entry = msgspec.json.decode(line, type=Entry)
            except (msgspec.DecodeError, UnicodeDecodeError):
                break
            if not line.endswith(b"\n"):
                break
            good += len(line)
            yield entry
        os.truncate(self._log_path, good)

    def begin(self, state: State) -> None:
        """Open a run. A log may be left where the last run was killed between its last two steps; it is none of this run."""
        self._log_path.unlink(missing_ok=True)
        write_atomically(self._state_path, _pretty(state))

    def note(self, entry: Entry) -> None:
        """Add a line and let it reach the disk."""
        with self._log_path.open("ab") as file:
            file.write(msgspec.json.encode(entry) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def end(self, state: State) -> None:
        """Close a complete run."""
        write_atomically(self._state_path, _pretty(state))
        self._log_path.unlink(missing_ok=True)


def _pretty(state: State) -> bytes:
    return msgspec.json.format(msgspec.json.encode(state, order="deterministic"), indent=1) + b"\n"
