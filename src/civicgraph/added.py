"""Keeps what a folder holds of other sources beside a new build (`civicgraph build --add`)."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from civicgraph.account import Account
from civicgraph.record import Finding
from civicgraph.store import Generation, Settings, SourceInfo, current, graph_of


class New(msgspec.Struct, frozen=True):
    """A source as it was just built. declared: it has a source.toml; snapshots: names of its snapshots' graphs."""

    base: str
    declared: bool
    snapshots: frozenset[str]


class Kept(msgspec.Struct, frozen=True):
    """What `--add` leaves as it is: all that is told of the other sources; replaced: warnings for what it does not."""

    graphs: tuple[list[bytes], ...] = ()
    infos: tuple[SourceInfo, ...] = ()
    findings: tuple[Finding, ...] = ()
    replaced: tuple[Finding, ...] = ()
    accounts: tuple[Account, ...] = ()
    settings: tuple[Settings, ...] = ()


def kept(into: Path, built: Iterable[New]) -> Kept:
    """Return what the present generation holds of sources that a new build does not replace."""
    generation = current(into) if (into / "current").exists() else None
    if generation is None:
        return Kept()
    bases = {b.base: b for b in built}
    infos = tuple(i for i in generation.manifest.sources if i.base not in bases)
    graphs: dict[str, list[bytes]] = {}
    old: set[str] = set()
    for line in generation.lines():
        name = graph_of(line)
        old.add(name)
        if any(name.startswith(f"{i.base}/graph/") for i in infos):
            graphs.setdefault(name, []).append(line)
    slugs = {i.slug for i in infos}
    findings = tuple(f for f in generation.findings() if f.source in slugs)
    accounts = tuple(a for a in generation.accounts() if a.source in slugs)
    settings = tuple(s for s in generation.settings() if s.slug in slugs)
    return Kept(tuple(graphs.values()), infos, findings, tuple(_replaced(generation, bases, old)), accounts, settings)


def _replaced(generation: Generation, bases: dict[str, New], old: set[str]) -> Iterable[Finding]:
    """Yield a warning for a source without source.toml that takes the place of other pages of the same name."""
    for info in generation.manifest.sources:
        new = bases.get(info.base)
        if new is None or new.declared or old & new.snapshots:
            continue
        yield Finding(
            "warning",
            "source-replaced",
            f"Unter {info.base} standen andere Seiten; sie sind ersetzt: zum Behalten umbenennen oder source.toml anlegen.",
            f"Other pages stood under {info.base}; they are replaced: to keep them rename the file or write a source.toml.",
            source=info.slug,
        )
