"""Judges whether source.toml says all that a publication must say, key by key."""

import csv
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from civicgraph.errors import SourceInvalid
from civicgraph.iri import base_iri
from civicgraph.store import SourceInfo

CONTRIBUTORS = "http://dcat-ap.de/def/contributors/"


@cache
def licences() -> dict[str, bool]:
    """Return the licences that DCAT-AP.de knows (http://dcat-ap.de/def/licenses/), and whether each asks to name its giver."""
    with (Path(__file__).parent / "licences.csv").open(encoding="utf-8", newline="") as file:
        return {row["licence"]: row["attribution"] == "yes" for row in csv.DictReader(file)}


def checked(sources: tuple[SourceInfo, ...]) -> str:
    """Return the address under which the folder will be served, where every source says all that it must.

    Raises SourceInvalid naming all keys that are missing or cannot be taken, with the source.toml in which they stand.
    """
    wrong = [f"source.toml of '{source.slug}': {told}" for source in sources for told in _wrong(source)]
    if not sources:
        wrong.append("the graph has no source: build one from a folder with source.toml")
    addresses = {base_iri(source.catalogue.url or source.base) for source in sources}
    if len(addresses) > 1:
        wrong.append(
            f"catalogue.url: the folder can be served at one place only, not at {', '.join(sorted(addresses))}: "
            "write the same catalogue.url in every source.toml"
        )
    if wrong:
        raise SourceInvalid("cannot be published:\n  " + "\n  ".join(wrong))
    return addresses.pop()


def _wrong(source: SourceInfo) -> list[str]:
    """Return what is missing or wrong in one source.toml, each with the key first."""
    return [*_names(source), *_licence(source), *_catalogue(source)]


def _names(source: SourceInfo) -> list[str]:
    found = []
    for key, address in (("base", source.base), ("catalogue.url", source.catalogue.url)):
        if (urlsplit(address).hostname or "").endswith(".invalid"):
            found.append(
                f"{key}: {address} is a stand-in that leads nowhere: write the web address under which the data will stand for years"
            )
    if not source.agent.name:
        found.append('publisher.name: missing: who publishes, e.g. "Stadt Neuburg"')
    if not source.agent.kind:
        found.append('publisher.kind: missing: what sort of publisher that is, e.g. "local-authority"')
    return found


def _licence(source: SourceInfo) -> list[str]:
    if not source.licence:
        return [
            "licence: missing: there is no default. Who publishes pages that somebody else wrote must know under which licence "
            "they may be passed on: ask the municipality, then write its IRI, e.g. http://dcat-ap.de/def/licenses/dl-by-de/2.0"
        ]
    if source.licence not in licences():
        return [
            f"licence: {source.licence} is not in the list http://dcat-ap.de/def/licenses/: write an IRI of this list"
        ]
    if licences()[source.licence] and not source.attribution:
        return [f'attribution: missing: {source.licence} asks that the giver be named: write how, e.g. "Stadt Neuburg"']
    return []


def _catalogue(source: SourceInfo) -> list[str]:
    told, found = source.catalogue, []
    if not told.description:
        found.append(
            "catalogue.description: missing: say in two sentences what is in the data, since when, how complete"
        )
    if not told.contributor_id.startswith(CONTRIBUTORS):
        found.append(
            f"catalogue.contributor_id: {told.contributor_id or 'missing'}: write the IRI below {CONTRIBUTORS} that GovData gave"
        )
    if not (told.contact_email or told.contact_url):
        found.append(
            "catalogue.contact_email: missing, and catalogue.contact_url too: write at least one, people will ask"
        )
    if not told.themes:
        found.append('catalogue.themes: empty: write at least ["GOVE"]')
    return found
