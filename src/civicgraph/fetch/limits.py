"""Says how much of a server's time, bytes and patience one run may take."""

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """Bounds of a run.

    body_bytes: after content-encoding; request_seconds: from connecting to the last byte; silence_seconds: without a byte;
    attempts: of one address, the first included; first_pause: seconds before the second attempt, doubled each time; longest_wait: seconds,
    where a server asks for more the page fails; host_failures: pages in a row after which a host is not asked again in this run.
    """

    body_bytes: int = 20_000_000
    robots_bytes: int = 512_000  # RFC 9309 §2.5 asks for 500 kibibytes at least
    request_seconds: float = 120.0
    silence_seconds: float = 30.0
    redirects: int = 5
    attempts: int = 4
    first_pause: float = 2.0
    longest_wait: float = 300.0
    host_failures: int = 5
