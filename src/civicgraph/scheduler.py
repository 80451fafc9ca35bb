"""Turns batches of snapshots into graphs on a Dask cluster, by the same function as workers on this machine.

A worker that is lost costs nothing: its batch is made again by another. Addresses, and what is sent, are Dask's (extra `civicgraph[dask]`).
"""

import logging
import os
import pickle
import re
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from civicgraph.edition import edition
from civicgraph.errors import ClusterFailed, UsageError
from civicgraph.gate import Gate
from civicgraph.making import Made, Making
from civicgraph.snapshot import Stored
from civicgraph.source import Located
from civicgraph.workers import Workers

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 10.0
"""Seconds that a scheduler has to answer in, and to find a first worker."""
_ADDRESS = re.compile(r"(?:tcp|tls|ws|wss|ucx)://[^\s/]+:\d+/?")
_START = "start workers: dask worker {address}"


@contextmanager
def connected(address: str) -> Iterator["Client"]:
    """Hand out a connection to a cluster whose workers all run this edition of the program.

    Raises UsageError where the address is none or Dask is not installed, ClusterFailed where no scheduler answers, it has no
    worker, or a worker runs another edition.
    """
    if not _ADDRESS.fullmatch(address):
        raise UsageError(f"--scheduler {address}: write the scheduler's address, e.g. tcp://10.0.0.5:8786")
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("--scheduler: Dask is not installed: pip install 'civicgraph[dask]'") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is wrong is said once, in our own words
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterFailed(f"{address}: no scheduler answers ({error}): start one: dask scheduler") from None
    try:
        _check_workers(client, address)
        yield client
    finally:
        client.close()  # type: ignore[no-untyped-call]


def _check_workers(client: "Client", address: str) -> None:
    """Raise ClusterFailed where there is no worker, or one that runs another edition of the program or none."""
    until = time.monotonic() + PATIENCE
    while not _threads(client):
        if time.monotonic() > until:
            raise ClusterFailed(f"{address}: the scheduler has no worker: {_START.format(address=address)}")
        time.sleep(0.1)
    try:
        told = client.run(_edition_there, on_error="return")
    except Exception as error:  # a worker without this package cannot even take the question; what it raises is its own
        told = {address: error}
    others = sorted(worker for worker, digest in told.items() if digest != edition())
    if others:
        raise ClusterFailed(
            f"{', '.join(others)}: another civicgraph than here, or none: install the same version, with the same libraries, on all workers"
        )


def _edition_there() -> str:
    """Return the edition of the worker that is asked."""
    return edition()


def _threads(client: "Client") -> int:
    """Return how many batches the workers can make at once."""
    return sum(client.nthreads().values())  # type: ignore[no-untyped-call]


class Cluster(Workers):
    """The workers of a Dask cluster, which make the snapshots of one source."""

    def __init__(self, located: Located, client: "Client") -> None:
        super().__init__(located, _threads(client))
        self._client = client
        # a worker needs of a source neither the list of its files nor that of its pages: they may be long
        source = msgspec.structs.replace(located.source, page=())
        self._packed = pickle.dumps(msgspec.structs.replace(located, source=source, files=()))
        self._under_way: list[Future[list[Made]]] = []

    def _submit(self, batch: list[Stored]) -> "Future[list[Made]]":  # type: ignore[override]
        try:
            future = self._client.submit(make, self._packed, edition(), batch, pure=False)
        except Exception as error:
            raise _lost(error) from error
        self._under_way.append(future)
        return future

    def _result(self, future: "Future[list[Made]]") -> list[Made] | None:  # type: ignore[override]
        """Return what a batch came to; None where workers broke at it again and again, were out of memory or took too long."""
        from distributed import KilledWorker
        from distributed import TimeoutError as TooLong

        try:
            made = future.result(timeout=self._seconds)
        except TooLong:
            self._free_from(future)
            return None
        except (KilledWorker, MemoryError):
            return None
        except (CancelledError, OSError) as error:
            raise _lost(error) from error
        self._under_way.remove(future)
        return made

    def _free_from(self, future: "Future[list[Made]]") -> None:
        """End those workers that take too long for a batch; Dask starts them anew. Raises ClusterFailed where there is none."""
        try:
            processing = self._client.processing()  # type: ignore[no-untyped-call]
            holding = [worker for worker, keys in processing.items() if future.key in keys]
            self._client.cancel([future], force=True)  # type: ignore[no-untyped-call]  # else the next worker takes it up
            if not holding:
                raise ClusterFailed(f"no worker takes a batch for {self._seconds:g} s: start workers, and build again")
            self._client.run(_end_worker, workers=holding, on_error="return")
        except (OSError, ValueError, CancelledError) as error:
            raise _lost(error) from error
        self._under_way.remove(future)

    def _end(self) -> None:
        """Take back what is still asked for."""
        waiting, self._under_way = self._under_way, []
        if waiting and self._client.status == "running":
            self._client.cancel(waiting)  # type: ignore[no-untyped-call]


def _end_worker() -> None:
    """End the process that this runs in: a thread that takes too long cannot be ended otherwise."""
    os._exit(1)


def make(located: bytes, wanted: str, batch: list[Stored]) -> list[Made]:
    """Make a batch in a worker of a cluster. located: a pickled source; wanted: the edition that asks.

    Raises ClusterFailed where this is another one.
    """
    if wanted != edition():
        raise ClusterFailed("a worker that came later runs another civicgraph: install the same version on all workers")
    return _making(located).make(batch)


@lru_cache(maxsize=4)
def _making(packed: bytes) -> Making:
    """Return what makes the pages of one source; shapes and tables are read once a worker."""
    return Making(pickle.loads(packed), Gate())


def _lost(error: Exception) -> ClusterFailed:
    return ClusterFailed(
        f"the cluster does not go on ({str(error) or type(error).__name__}): see to scheduler and workers, and build again: "
        "what was made is kept, and what was built before is unchanged"
    )
