"""Runs a server of this machine for the length of a block, on a free port of 127.0.0.1, and ends it by its process."""

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence

import pytest


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextlib.contextmanager
def running(command: Sequence[str], port: int, cwd: str | None = None) -> Iterator[None]:
    """Run a command that stays in the foreground until the block ends; wait until it listens on the port."""
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=cwd)
    try:
        for _ in range(600):
            if server.poll() is not None:
                pytest.fail(f"{command[0]} ended: {server.stdout.read().decode()[-2000:] if server.stdout else ''}")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        else:
            pytest.fail(f"{command[0]} does not listen")
        yield
    finally:
        server.terminate()
        server.communicate(timeout=60)
