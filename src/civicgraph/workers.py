"""Makes batches of snapshots in processes of their own; what breaks one of them costs the page that broke it and no other."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import islice

from civicgraph import notices
from civicgraph.gate import Gate
from civicgraph.making import Made, Making
from civicgraph.snapshot import Stored
from civicgraph.source import Located

BATCH = 32
"""Snapshots at most that one worker takes at once."""
BATCH_BYTES = 2_000_000
"""Bytes from which on a batch is full."""
SECONDS = 120.0
"""How long one page may take. A batch may take as long as one page; then its pages are tried alone."""
MEMORY = 4_000_000_000
"""Bytes of address space that a worker may take beyond what it starts with, where the system can limit it."""
START = "forkserver" if sys.platform == "linux" else "spawn"
"""How a worker comes to be: from a process that has the program loaded, where the system knows such."""

_making: Making | None = None


class Workers:
    """Some processes that make the snapshots of one source. processes: 0 makes them in this process, without protection."""

    def __init__(self, located: Located, processes: int) -> None:
        self._located, self._processes, self._seconds = located, processes, SECONDS
        self._pool: ProcessPoolExecutor | None = None
        self._alone: Making | None = None

    def make(self, items: Iterable[Stored]) -> Iterator[Made]:
        """Yield what becomes of each snapshot. The order of the results follows the batches, not the workers.

        A page at which a worker ends, is out of memory or takes too long is one that failed, with a finding that says so.
        """
        if not self._processes:
            if self._alone is None:
                self._alone = Making(self._located, Gate())
            for batch in _batches(items):
                yield from self._alone.make(batch)
            return
        try:
            yield from self._in_order(_batches(items))
        finally:
            self._end()

    def _in_order(self, batches: Iterator[list[Stored]]) -> Iterator[Made]:
        """Keep twice as many batches under way as there are workers; hand out the oldest first."""
        under_way: list[tuple[list[Stored], Future[list[Made]]]] = []
        while True:
            coming = islice(batches, 2 * self._processes - len(under_way))
            under_way.extend((batch, self._submit(batch)) for batch in coming)
            if not under_way:
                return
            made = self._result(under_way[0][1])
            if made is not None:
                under_way.pop(0)
                yield from made
                continue
            # A worker broke, and with it the pool. Whose page it was shows when each page is tried alone.
            self._end()
            for waiting, _ in under_way:
                yield from self._apart(waiting)
            under_way = []

    def _apart(self, batch: list[Stored]) -> Iterator[Made]:
        """Make a batch in a worker; where that breaks, page by page."""
        made = self._result(self._submit(batch))
        if made is not None:
            yield from made
            return
        self._end()
        if len(batch) > 1:
            middle = len(batch) // 2
            yield from self._apart(batch[:middle])
            yield from self._apart(batch[middle:])
        else:
            yield _failed(batch[0], self._located, self._seconds)

    def _submit(self, batch: list[Stored]) -> Future[list[Made]]:
        if self._pool is None:
            context = multiprocessing.get_context(START)
            if START == "forkserver":
                context.set_forkserver_preload(["civicgraph.making"])
            self._pool = ProcessPoolExecutor(
                self._processes, context, initializer=_begin, initargs=(self._located, MEMORY)
            )
        return self._pool.submit(_make, batch)

    def _result(self, future: Future[list[Made]]) -> list[Made] | None:
        """Return what a batch came to; None where its worker broke, was out of memory or took too long."""
        until = time.monotonic() + self._seconds
        done, _ = wait([future], timeout=self._seconds)
        if not done and time.monotonic() >= until:
            return None
        try:
            return future.result()
        except (BrokenProcessPool, MemoryError):
            return None

    def _end(self) -> None:
        """End the workers, whatever they are doing."""
        if self._pool is None:
            return
        pool, self._pool = self._pool, None
        processes = list((pool._processes or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            with suppress(OSError, ValueError):
                process.kill()
        for process in processes:
            with suppress(OSError, ValueError, AssertionError):
                process.join(timeout=5)


def available() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(located: Located, memory: int) -> None:
    """Make a process a worker: it leaves interruption to its parent, ends with it, and may not take all memory there is."""
    global _making
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _making = Making(located, Gate())
    if sys.platform == "linux":
        import resource

        with open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123 - a line of the kernel's
            taken = int(told.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))


def _end_with_parent() -> None:
    """End this process when the one that asked for it is gone, however it ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _make(batch: Sequence[Stored]) -> list[Made]:
    if _making is None:
        raise RuntimeError("a worker makes pages after it has begun")
    return _making.make(batch)


def _batches(items: Iterable[Stored]) -> Iterator[list[Stored]]:
    """Yield snapshots a few at a time, by number and size: a batch is done at once and sent at once."""
    batch: list[Stored] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.content)
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _failed(item: Stored, located: Located, seconds: float) -> Made:
    told = notices.page_broke(located.source, item.snapshot.locations[0], seconds)
    return Made(item.snapshot, item.attached, "failed", (told,))
