"""Writes the folder of a new source: source.toml with every key explained, a folder of cases, and a test that fails until it is filled."""

from importlib import resources
from pathlib import Path

from civicgraph.errors import SourceInvalid
from civicgraph.files import write_atomically
from civicgraph.iri import slug as as_slug

FILES = {
    "source.toml": "source.toml",
    "pages-README.md": "pages/README.md",
    "cases-README.md": "cases/first/README.md",
    "papers.csv": "cases/first/expected/papers.csv",
    "test_source.py.txt": "test_{slug}.py",
}


def new_source(slug: str, into: Path) -> list[Path]:
    """Write `into`/SLUG with source.toml, pages/, cases/first/ and a test; return the files in the order they should be read.

    Raises SourceInvalid where the slug is none or the folder holds files already: nothing is overwritten.
    """
    if as_slug(slug) != slug:
        raise SourceInvalid(f'{slug!r} is no slug: write it as "{as_slug(slug)}" (ASCII letters, digits, hyphens)')
    folder = into / slug
    if folder.exists() and any(folder.iterdir()):
        raise SourceInvalid(f"{folder}: holds files already: name another slug, or another folder with --into")
    templates = resources.files(__package__).joinpath("templates")
    written = []
    for template, name in FILES.items():
        text = templates.joinpath(template).read_text("utf-8").replace("SLUG", slug)
        path = folder / name.format(slug=slug.replace("-", "_"))
        write_atomically(path, text.encode())
        written.append(path)
    return written
