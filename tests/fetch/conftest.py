"""A council server, a clock that does not wait, and a source that is fetched from the server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from civicgraph.fetch import Report, fetch
from civicgraph.fetch.limits import Limits
from tests.fetch.server import Council, Patient

SMALL = Limits(body_bytes=50_000, request_seconds=0.6, silence_seconds=0.3)

Source = Callable[..., Path]
Fetch = Callable[..., Report]


@pytest.fixture
def council() -> Iterator[Council]:
    with Council().running() as running:
        yield running


@pytest.fixture
def clock() -> Patient:
    return Patient()


@pytest.fixture
def source(tmp_path: Path, council: Council) -> Source:
    """Return a function that writes source.toml: paths on the server, or whole addresses."""

    def written(*urls: str, oparl: str = "", follow: tuple[str, ...] = (), extra: str = "") -> Path:
        folder = tmp_path / "aurich"
        folder.mkdir(exist_ok=True)
        at = [url if "://" in url else council.url + url for url in urls]
        lines = ['slug = "aurich"', 'base = "https://daten.aurich.example"', "[read]", f"urls = {at!r}", extra]
        lines += [f"follow = {list(follow)!r}", f'oparl = "{council.url + oparl}"' if oparl else ""]
        (folder / "source.toml").write_text("\n".join(lines), encoding="utf-8")
        return folder

    return written


@pytest.fixture
def run(clock: Patient) -> Fetch:
    """Return a function that fetches a folder with small limits and without waiting."""

    def fetched(folder: Path, **options: object) -> Report:
        given = {"allow_private": True, "limits": SMALL, "clock": clock, **options}
        return fetch(folder, **given)  # type: ignore[arg-type]

    return fetched
