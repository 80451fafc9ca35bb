"""Tells the time and waits: the only place of fetching that does, so that tests need not wait."""

import time
from datetime import UTC, datetime


class Clock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC, whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)

    def seconds(self) -> float:
        """Return seconds that only ever grow, from an arbitrary beginning."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait so many seconds."""
        time.sleep(seconds)
