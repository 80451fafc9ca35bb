"""Writes catalog.ttl, .rdf and .jsonld: what a portal harvests, as DCAT-AP.de 3.0 or 2.0 asks for it."""

import hashlib
from collections.abc import Sequence

from civicgraph.publish.addresses import dataset, file_address, part
from civicgraph.publish.publication import Distribution, Publication
from civicgraph.publish.statements import Statements
from civicgraph.publish.times import Times, times
from civicgraph.store import SourceInfo
from civicgraph.vocab import CG

EU = "http://publications.europa.eu/resource/authority/"
DCATDE = "http://dcat-ap.de/def/"
IANA = "http://www.iana.org/assignments/media-types/"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
KINDS = {
    "local-authority": "LocalAuthority", "regional-authority": "RegionalAuthority", "company": "Company",
    "national-authority": "NationalAuthority", "non-profit": "NonProfitOrganisation", "academia": "Academia-ScientificOrganisation",
}  # fmt: skip
LANGUAGES = {"de": "DEU", "en": "ENG", "fr": "FRA", "nl": "NLD", "da": "DAN", "pl": "POL"}
PROVENANCE = (
    ("de", "Aus Seiten des Ratsinformationssystems gelesen; jede Aussage nennt die Textstelle, an der sie steht."),
    ("en", "Read from pages of the council information system; every statement names the passage that says it."),
)


def catalogue(publication: Publication, distributions: Sequence[Distribution]) -> None:
    """Write the catalogue of all that was written before, in three forms with the same triples."""
    graph = Statements()
    _catalogue(graph, publication)
    days = [times(publication.published, source) for source in publication.sources]
    _catalogue_dates(graph, publication, days)
    for source, found in zip(publication.sources, days, strict=True):
        _dataset(graph, publication, source, found)
        for distribution in (d for d in distributions if d.source == source.slug):
            for number in range(len(distribution.files)):
                _distribution(graph, publication, source, distribution, number, found)
    (publication.into / "catalog.ttl").write_bytes(graph.turtle())
    (publication.into / "catalog.rdf").write_bytes(graph.rdf_xml())
    (publication.into / "catalog.jsonld").write_bytes(graph.json_ld())


def _catalogue(graph: Statements, publication: Publication) -> None:
    own = part(publication, "catalog")
    sources = publication.sources
    graph.link(own, "rdf:type", "dcat:Catalog")
    graph.text(own, "dct:title", " · ".join(source.title for source in sources), "de")
    graph.text(
        own, "dct:description", "Ratsarbeit als verknüpfte offene Daten: " + "; ".join(s.title for s in sources), "de"
    )
    graph.link(own, "foaf:homepage", f"{publication.address}/")
    graph.link(f"{publication.address}/", "rdf:type", "foaf:Document")
    graph.link(own, "dct:publisher", _agent(graph, publication, sources[0]))
    graph.link(own, "dcat:themeTaxonomy", EU + "data-theme")
    for source in sources:
        graph.link(own, "dcat:dataset", dataset(publication, source))
        graph.link(own, "dct:language", _language(graph, source))
    if len({source.licence for source in sources}) == 1:
        graph.link(own, "dct:license", _licence(graph, sources[0]))


def _catalogue_dates(graph: Statements, publication: Publication, days: Sequence[Times]) -> None:
    """The catalogue is as old as its oldest dataset, and changed when the last of them did."""
    own = part(publication, "catalog")
    issued = [source.catalogue.issued for source in publication.sources if source.catalogue.issued is not None]
    if issued:
        graph.typed(own, "dct:issued", min(issued).isoformat(), "date")
    modified = max((found.modified for found in days), default="")
    if modified:
        graph.typed(own, "dct:modified", modified, "date")


def _dataset(graph: Statements, publication: Publication, source: SourceInfo, found: Times) -> None:
    own, told = dataset(publication, source), source.catalogue
    graph.link(own, "rdf:type", "dcat:Dataset")
    graph.text(own, "dct:title", source.title, "de")
    graph.text(own, "dct:description", told.description, "de")
    graph.text(own, "dct:identifier", own)
    graph.link(own, "dct:publisher", _agent(graph, publication, source))
    graph.link(own, "dcat:contactPoint", _contact(graph, publication, source))
    graph.link(own, "dcatde:contributorID", told.contributor_id)
    for theme in told.themes:
        graph.link(own, "dcat:theme", f"{EU}data-theme/{theme}")
    for keyword in told.keywords:
        graph.text(own, "dcat:keyword", keyword, "de")
    graph.link(own, "dct:language", _language(graph, source))
    graph.link(own, "dct:accessRights", EU + "access-right/PUBLIC")
    graph.link(EU + "access-right/PUBLIC", "rdf:type", "dct:RightsStatement")
    graph.link(own, "dcat:landingPage", f"{publication.address}/")
    graph.link(own, "dct:conformsTo", _standard(graph, CG.rstrip("#")))
    _dates(graph, own, source, found)
    _coverage(graph, publication, source, found)
    _availability(graph, own, source, publication.profile)
    provenance = part(publication, "provenance")
    graph.link(own, "dct:provenance", provenance)
    graph.link(provenance, "rdf:type", "dct:ProvenanceStatement")
    for language, words in PROVENANCE:
        graph.text(provenance, "rdfs:label", words, language)


def _distribution(
    graph: Statements, publication: Publication, source: SourceInfo, told: Distribution, number: int, found: Times
) -> None:
    """Tell of one file; the pieces of a split one say which they are."""
    split = len(told.files) > 1
    own = part(publication, "file", told.key, *([f"{number + 1:03}"] if split else []))
    counted = f" ({number + 1}/{len(told.files)})" if split else ""
    address = file_address(publication, told.files[number])
    graph.link(dataset(publication, source), "dcat:distribution", own)
    graph.link(own, "rdf:type", "dcat:Distribution")
    graph.text(own, "dct:title", told.title_de + counted, "de")
    graph.text(own, "dct:title", told.title_en + counted, "en")
    graph.text(own, "dct:description", told.description_de, "de")
    graph.text(own, "dct:description", told.description_en, "en")
    for name in ("dcat:accessURL", "dcat:downloadURL"):
        graph.link(own, name, address)
    graph.link(own, "dct:license", _licence(graph, source))
    graph.text(own, "dcatde:licenseAttributionByText", source.attribution, "de")
    graph.link(own, "dcat:mediaType", IANA + told.media_type)
    graph.link(IANA + told.media_type, "rdf:type", "dct:MediaType")
    graph.link(own, "dct:format", f"{EU}file-type/{told.file_type}")
    graph.link(f"{EU}file-type/{told.file_type}", "rdf:type", "dct:MediaTypeOrExtent")
    if told.compress:
        graph.link(own, "dcat:compressFormat", IANA + told.compress)
        graph.link(IANA + told.compress, "rdf:type", "dct:MediaType")
    for standard in told.conforms_to:
        graph.link(own, "dct:conformsTo", _standard(graph, standard))
    graph.link(own, "dct:language", _language(graph, source))
    _dates(graph, own, source, found)
    _availability(graph, own, source, publication.profile)
    _bytes(graph, own, publication, told.files[number])


def _bytes(graph: Statements, own: str, publication: Publication, path: str) -> None:
    """Say how long a file is, and its SHA-256."""
    with (publication.into / path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size, is_new = (publication.into / path).stat().st_size, publication.profile == "3.0"
    graph.typed(own, "dcat:byteSize", str(size), "nonNegativeInteger" if is_new else "decimal")
    checksum = f"{own}-sha256"
    algorithm = SHA256 if is_new else f"{DCATDE}hashAlgorithms/sha/256"
    graph.link(own, "spdx:checksum", checksum)
    graph.link(checksum, "rdf:type", "spdx:Checksum")
    graph.link(checksum, "spdx:algorithm", algorithm)
    graph.link(algorithm, "rdf:type", "spdx:ChecksumAlgorithm")
    graph.typed(checksum, "spdx:checksumValue", digest, "hexBinary")


def _agent(graph: Statements, publication: Publication, source: SourceInfo) -> str:
    own = part(publication, "publisher", source.slug)
    kind = f"http://purl.org/adms/publishertype/{KINDS[source.agent.kind]}"
    graph.link(own, "rdf:type", "foaf:Agent")
    graph.link(own, "rdf:type", "foaf:Organization")
    graph.text(own, "foaf:name", source.agent.name)
    graph.link(own, "dct:type", kind)
    if source.agent.url:
        graph.link(own, "foaf:homepage", source.agent.url)
        graph.link(source.agent.url, "rdf:type", "foaf:Document")
    return own


def _contact(graph: Statements, publication: Publication, source: SourceInfo) -> str:
    """Type the contact as vcard:Kind beside its subclass: shapes without the vCard ontology see no other."""
    own, told = part(publication, "contact", source.slug), source.catalogue
    graph.link(own, "rdf:type", "vcard:Kind")
    graph.link(own, "rdf:type", "vcard:Organization")
    graph.text(own, "vcard:fn", told.contact_name or source.agent.name)
    if told.contact_email:
        graph.link(own, "vcard:hasEmail", f"mailto:{told.contact_email}")
    if told.contact_url:
        graph.link(own, "vcard:hasURL", told.contact_url)
    return own


def _licence(graph: Statements, source: SourceInfo) -> str:
    graph.link(source.licence, "rdf:type", "dct:LicenseDocument")
    return source.licence


def _language(graph: Statements, source: SourceInfo) -> str:
    language = f"{EU}language/{LANGUAGES.get(source.language.partition('-')[0], 'MUL')}"
    graph.link(language, "rdf:type", "dct:LinguisticSystem")
    return language


def _standard(graph: Statements, standard: str) -> str:
    graph.link(standard, "rdf:type", "dct:Standard")
    return standard


def _dates(graph: Statements, own: str, source: SourceInfo, found: Times) -> None:
    if source.catalogue.issued is not None:
        graph.typed(own, "dct:issued", source.catalogue.issued.isoformat(), "date")
    if found.modified:
        graph.typed(own, "dct:modified", found.modified, "date")


def _coverage(graph: Statements, publication: Publication, source: SourceInfo, found: Times) -> None:
    """Say of which days and of which place the data tells."""
    own = dataset(publication, source)
    if found.earliest and found.latest:
        period = part(publication, "period", source.slug)
        graph.link(own, "dct:temporal", period)
        graph.link(period, "rdf:type", "dct:PeriodOfTime")
        graph.typed(period, "dcat:startDate", found.earliest, "date")
        graph.typed(period, "dcat:endDate", found.latest, "date")
    if source.place.ags:
        place = f"{DCATDE}politicalGeocoding/municipalityKey/{source.place.ags}"
        graph.link(own, "dct:spatial", place)
        graph.link(place, "rdf:type", "dct:Location")
        graph.link(own, "dcatde:politicalGeocodingLevelURI", f"{DCATDE}politicalGeocoding/Level/municipality")
        if publication.profile == "2.0":
            graph.link(own, "dcatde:politicalGeocodingURI", place)


def _availability(graph: Statements, own: str, source: SourceInfo, profile: str) -> None:
    """Both versions of the profile take the EU's codes; 3.0 moved the property into DCAT-AP's own namespace."""
    if source.catalogue.availability:
        name = "dcatap:availability" if profile == "3.0" else "http://data.europa.eu/r5r#availability"
        graph.link(own, name, f"{EU}planned-availability/{source.catalogue.availability.upper()}")
