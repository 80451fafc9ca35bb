"""The findings that the line itself adds: no source.toml, a page that broke the program, pages that differ."""

from civicgraph.record import Finding
from civicgraph.source import Source

LONGEST = 200


def page_failed(source: Source, page: str, error: Exception) -> Finding:
    """Say that a page could not be read because of a defect of the program."""
    told = f"{type(error).__name__}: {error}"
    return Finding(
        "violation",
        "page-failed",
        "Die Seite ließ sich wegen eines Fehlers im Programm nicht lesen; sie steht nicht im Graphen: bitte melden.",
        "The page could not be read because of a defect of the program; it is not in the graph: please report it.",
        source=source.slug,
        page=page,
        value=told[:LONGEST],
    )


def no_source_file(source: Source) -> Finding:
    """Say that a source has no source.toml, so that its graph cannot be published."""
    return Finding(
        "warning",
        "no-source-toml",
        f"Ohne source.toml: Die IRIs stehen unter {source.base} und können nicht veröffentlicht werden.",
        f"No source.toml: the IRIs stand under {source.base} and cannot be published.",
        source=source.slug,
    )


def contradicts(values: tuple[str, ...], name: str, source: Source, paper: str, page: str) -> Finding:
    """Say that two pages give one property of a paper's thing different values."""
    told = " / ".join(values)
    return Finding(
        "warning",
        "pages-differ",
        f"Zwei Seiten sagen Verschiedenes ({name}): {told}. Beides bleibt erhalten.",
        f"Two pages say different things ({name}): {told}. Both are kept.",
        source=source.slug,
        page=page,
        subject=f"{source.base}/paper/{paper}",
        value=told,
    )


def page_broke(source: Source, page: str, seconds: float) -> Finding:
    """Say that reading a page ended the process that read it, took too much memory or too long."""
    return Finding(
        "violation",
        "page-broke-worker",
        f"An dieser Seite brach das Lesen ab (Absturz, Speicher oder länger als {seconds:g} s); sie steht nicht im Graphen: bitte melden.",
        f"Reading broke at this page (crash, memory or longer than {seconds:g} s); it is not in the graph: please report it.",
        source=source.slug,
        page=page,
    )
