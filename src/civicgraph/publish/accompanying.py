"""Writes what people read beside the data: README in two languages, licence notice, citation file, checksums."""

import hashlib
import json
from collections.abc import Sequence

from civicgraph.publish.publication import Distribution, Publication
from civicgraph.publish.times import times

CHECKSUMS = "SHA256SUMS"


def accompany(publication: Publication, distributions: Sequence[Distribution]) -> None:
    """Write the texts, then the checksums of every file there is."""
    texts = {
        "README.md": _readme(publication, distributions, german=False),
        "README.de.md": _readme(publication, distributions, german=True),
        "LICENSE.txt": _licence(publication),
        "CITATION.cff": _citation(publication),
    }
    for name, text in texts.items():
        (publication.into / name).write_text(text, "utf-8", newline="\n")
    sums = []
    for path in sorted(p for p in publication.into.rglob("*") if p.is_file()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        sums.append(f"{digest}  {path.relative_to(publication.into).as_posix()}\n")
    (publication.into / CHECKSUMS).write_text("".join(sums), "utf-8", newline="\n")


def _readme(publication: Publication, distributions: Sequence[Distribution], german: bool) -> str:
    """Return what is in the folder, of which days, under which licence, and what was taken out."""
    manifest = publication.graph.generation.manifest
    head, days, files = (
        ("Offene Daten der Ratsarbeit", "Seiten gespeichert", "Dateien")
        if german
        else ("Open data of council work", "pages saved", "Files")
    )
    lines = [
        f"# {head}",
        "",
        publication.taken_out.notice,
        "",
        f"civicgraph {manifest.version} · {manifest.fingerprint}",
    ]
    for source in publication.sources:
        found = times(publication.published, source)
        lines += [
            "",
            f"## {source.title}",
            "",
            source.catalogue.description,
            "",
            f"{source.licence} {source.attribution}",
        ]
        if found.first_saved:
            lines.append(f"{days}: {found.first_saved} – {found.modified}")
        lines += ["", f"### {files}", ""]
        for told in (d for d in distributions if d.source == source.slug):
            lines += [f"- `{file}`: {told.description_de if german else told.description_en}" for file in told.files]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _licence(publication: Publication) -> str:
    lines = []
    for source in publication.sources:
        lines += [source.title, f"Lizenz / licence: {source.licence}"]
        lines += [f"Namensnennung / attribution: {source.attribution}"] if source.attribution else []
        lines.append("")
    return "\n".join(lines)


def _citation(publication: Publication) -> str:
    """Return a Citation File Format 1.2.0 document; strings are quoted as JSON, which YAML takes as it is."""
    manifest = publication.graph.generation.manifest
    found = [times(publication.published, source) for source in publication.sources]
    saved = sorted({day for one in found for day in (one.first_saved, one.modified) if day})
    named = json.dumps(" · ".join(source.title for source in publication.sources), ensure_ascii=False)
    agents = dict.fromkeys(source.agent.name for source in publication.sources)
    lines = [
        "cff-version: 1.2.0",
        "type: dataset",
        'message: "Bitte so zitieren. / Please cite as below."',
        f"title: {named}",
    ]
    lines += ["authors:", *(f"  - name: {json.dumps(name, ensure_ascii=False)}" for name in agents)]
    lines += [f"version: {json.dumps(manifest.version)}", "identifiers:", "  - type: other"]
    lines += [
        f"    value: {json.dumps('sha256:' + manifest.fingerprint)}",
        '    description: "fingerprint of the graph"',
    ]
    lines.append(f"url: {json.dumps(publication.address)}")
    if saved:
        lines += [
            f"date-released: {json.dumps(saved[-1])}",
            f"abstract: {json.dumps(f'snapshots {saved[0]} to {saved[-1]}')}",
        ]
    return "\n".join(lines) + "\n"
