"""Mints the IRIs of records under the base of a source."""

from urllib.parse import quote

from civicgraph.dates import When
from civicgraph.iri import digest, slug
from civicgraph.record import (
    About,
    AgendaItem,
    Claim,
    Decision,
    Evidence,
    Lineage,
    Membership,
    Participation,
    Reference,
    Step,
    Vote,
)


class Names:
    """Turns keys and records into IRIs (DESIGN §4). base: without a slash at its end."""

    def __init__(self, base: str) -> None:
        self.base = base

    def of(self, noun: str, key: str) -> str:
        """Return the IRI of a thing that its noun and key name: paper, person, faction, unit, body, policy, funding, …

        A key that begins with a slash is the whole path below the base.
        """
        return f"{self.base}{key}" if key.startswith("/") else f"{self.base}/{noun}/{key}"

    def about(self, about: About) -> str:
        """Return the IRI of a paper or policy."""
        return self.of(about.noun, about.key)

    def graph(self, kind: str, key: str = "") -> str:
        """Return the IRI of a named graph: snapshot, link, identity or catalog."""
        return f"{self.base}/graph/{kind}/{key}" if key else f"{self.base}/graph/{kind}"

    def question(self, paper: str, key: str) -> str:
        """Return the IRI of a question of a paper."""
        return f"{self.of('paper', paper)}/question/{key}"

    def answer(self, paper: str, key: str) -> str:
        """Return the IRI of an answer to a paper."""
        return f"{self.of('paper', paper)}/answer/{key}"

    def meeting(self, key: str) -> str:
        """Return the IRI of a meeting; its key is body and day."""
        return self.of("meeting", key)

    def membership(self, record: Membership) -> str:
        """Return the IRI of a role or membership."""
        if record.key is not None:
            return self.of("membership", record.key)
        return f"{self.base}/membership/{record.person}/{record.role or record.organisation or slug(record.raw_role or '')}"

    def agenda_item(self, record: AgendaItem) -> str:
        """Return the IRI of an agenda item."""
        if record.meeting is None or record.key.startswith("/"):
            return self.of("agenda-item", record.key)
        return f"{self.meeting(record.meeting)}/item/{record.key}"

    def step(self, record: Step) -> str:
        """Return the IRI of a step: the same for every page that names the same body or event on the same date."""
        edtf = record.when.edtf if record.when is not None else None
        place = quote(edtf, safe="") if edtf is not None else f"p{record.position or 0}"
        return f"{self.base}/step/{record.about.key}/{record.body or record.event}/{place}"

    def station(self, record: Step, sha256: str) -> str:
        """Return the IRI of what one page says of a step."""
        return f"{self.step(record)}/station/{sha256[:12]}"

    def process(self, about: About) -> str:
        """Return the IRI of a Beratungsfolge or Beschlussfolge."""
        return f"{self.base}/process/{about.key}"

    def decision(self, record: Decision) -> str:
        """Return the IRI of an outcome: below its step, or by its content."""
        if record.step is not None:
            return f"{self.step(record.step)}/decision/{slug(record.raw_outcome)}"
        when = record.when.raw if record.when is not None else ""
        return f"{self.base}/decision/{record.about.key}/{digest(record.raw_outcome, record.body or '', when)}"

    def vote(self, record: Vote) -> str:
        """Return the IRI of a vote: one for all members, one for each group that is counted apart."""
        own = f"{self.decision(record.decision)}/vote"
        return f"{own}/{record.group}" if record.group is not None else own

    def lineage(self, record: Lineage) -> str:
        """Return the IRI of a lineage edge."""
        return f"{self.base}/lineage/{record.newer}/{record.relation}/{record.older}"

    def participation(self, record: Participation) -> str:
        """Return the IRI of a participation."""
        return f"{self.base}/participation/{record.about.key if record.about else 'any'}/{record.key}"

    def claim(self, record: Claim, paper: str) -> str:
        """Return the IRI of a claim: by where it is stated and what it says."""
        parts = (paper, *record.stated_in, record.subject, record.value, record.modifier, record.unit or "")
        return f"{self.base}/claim/{digest(*parts)}"

    def reference(self, record: Reference) -> str:
        """Return the IRI of a reference below its paper."""
        when = record.when.raw if record.when is not None else ""
        parts = (record.reference_kind, record.paper or "", record.title or "", when)
        return f"{self.of('paper', record.from_paper)}/reference/{digest(*parts)}"

    def interval(self, when: When) -> str:
        """Return the IRI of an interval: by its content."""
        parts = (when.raw, when.edtf, when.earliest, when.latest, when.anchor)
        return f"{self.base}/interval/{digest(*(str(p or '') for p in parts))}"

    def evidence(self, owner: str, name: str, place: Evidence) -> str:
        """Return the IRI of an evidence: by owner, property and place."""
        return f"{self.base}/evidence/{digest(owner, name, place.text, str(place.start), str(place.end))}"

    def selector(self, kind: str, place: Evidence) -> str:
        """Return the IRI of a position or quote selector of a text."""
        return f"{self.base}/text/{place.text}/{kind}/{place.start}-{place.end}"
