"""Gathers a report from a generation: its accounts and findings, and what its store holds and lacks."""

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph

from civicgraph.account import Account
from civicgraph.errors import GraphMissing
from civicgraph.query import Graph
from civicgraph.record import Finding
from civicgraph.report.coverage import years
from civicgraph.report.model import Absent, Report, SourceReport, Unread
from civicgraph.store import SourceInfo

EXAMPLES = 5
NOT_READ = {
    "binary-file", "empty-file", "file-not-readable", "file-too-large", "file-changed", "system-not-read", "no-council-page",
    "page-kind-not-read", "page-failed", "file-without-text",
}  # fmt: skip
"""Rules of findings that say that a file gave no page; every rule that ends in "-not-read" counts too."""

_ABSENT = """
PREFIX cg: <https://w3id.org/civicgraph/ns#>
SELECT ?cls ?property ?thing WHERE {
  { SELECT DISTINCT ?thing ?property ?owner WHERE {
      ?owner ?property ?thing . FILTER(ISIRI(?thing) && STRSTARTS(STR(?thing), "BASE/"))
      FILTER NOT EXISTS { ?thing ?p ?o } } }
  ?owner a ?cls . FILTER(STRSTARTS(STR(?cls), STR(cg:)))
} ORDER BY ?cls ?property ?thing
"""


def report(graph: Graph) -> Report:
    """Return the report on an open graph, sources in the order of their slugs. Raises GraphMissing where it has no account."""
    manifest = graph.generation.manifest
    if not graph.generation.accounts():
        raise GraphMissing(
            f"{graph.generation.path}: an older version built this graph and kept no account of fields: build it again"
        )
    accounts = {account.source: account for account in graph.generation.accounts()}
    findings = graph.generation.findings()
    return Report(
        fingerprint=manifest.fingerprint,
        version=manifest.version,
        sources=tuple(
            _source(graph, info, accounts.get(info.slug, Account(info.slug)), findings) for info in manifest.sources
        ),
    )


def _source(graph: Graph, info: SourceInfo, account: Account, findings: Iterable[Finding]) -> SourceReport:
    own = [finding for finding in findings if finding.source == info.slug]
    lost = [finding for finding in own if is_not_read(finding)]
    told = [finding for finding in own if not is_not_read(finding) and not finding.rule[:1].isupper()]
    return SourceReport(
        source=info.slug,
        title=info.title,
        pages=info.pages,
        quarantined=info.quarantined,
        kinds=account.kinds,
        fields=account.fields,
        unread=_by_rule(lost),
        notes=_by_rule(told),
        absent=_absent(graph.store, info.base),
        years=years(graph.store, info.base),
    )


def is_not_read(finding: Finding) -> bool:
    """Tell whether a finding says that a file or object gave no page."""
    return finding.rule in NOT_READ or finding.rule.endswith("-not-read")


def _by_rule(findings: list[Finding]) -> tuple[Unread, ...]:
    """Add findings up by their rule, the most frequent first."""
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        grouped[finding.rule].append(finding)
    rows = [
        Unread(
            rule,
            few[0].message_de,
            few[0].message_en,
            len(few),
            tuple(dict.fromkeys(f.page or f.value for f in few))[:EXAMPLES],
        )
        for rule, few in grouped.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.rule)))


def _absent(store: pyoxigraph.Store, base: str) -> tuple[Absent, ...]:
    """Return what is pointed to below a base and described nowhere, by the class and property that point there."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in store.query(_ABSENT.replace("BASE", base)):  # type: ignore[union-attr]
        found[_local(row["cls"].value), _local(row["property"].value)][row["thing"].value] = None
    return tuple(
        Absent(cls, name, len(things), tuple(list(things)[:EXAMPLES])) for (cls, name), things in sorted(found.items())
    )


def _local(iri: str) -> str:
    return iri.rpartition("#" if "#" in iri else "/")[2]
