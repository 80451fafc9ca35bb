"""The nouns of the project as frozen records: what a page says, with evidence, before it becomes RDF.

A record says what the source says: raw value beside cleaned value where they differ; None where the source is silent.
Keys (`key`, `body`, `paper`, …) are normalised by `iri.slug` and its siblings; lift turns them into IRIs. A key that begins with a slash
is the whole path below the base: OParl names bodies, factions and units by ids that do not say which of the three they are.
"""

from datetime import date, datetime

import msgspec

from civicgraph.dates import When

STATED = "stated"
CONTEXT = 32
"""Code points of prefix and suffix kept with a quote (oa:TextQuoteSelector)."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records: frozen, named arguments only."""


class Finding(msgspec.Struct, frozen=True):
    """Something a person should know: about our own output (violation) or about what a source leaves unsaid.

    rule: local name of a property shape, or the name of a reading or extraction rule.
    page: URL or path of the page; subject: IRI of the thing; value: what was found there.
    """

    severity: str
    rule: str
    message_de: str
    message_en: str
    source: str = ""
    page: str = ""
    subject: str = ""
    value: str = ""


class Use(msgspec.Struct, frozen=True, gc=False):
    """What became of one field of the input.

    field: its label, column or path, with `[]` for list places; how: mapped, ignored or unmapped; rule: name of the rule that ignores it;
    example: one value, shortened, "" where the field was empty.
    """

    field: str
    how: str
    rule: str = ""
    example: str = ""


class Evidence(Record, frozen=True, kw_only=True):
    """A place in a page's one text. `text[start:end] == quote` always holds; offsets in Unicode code points, end exclusive."""

    text: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str


class Cited(Record, frozen=True, kw_only=True):
    """A value with the places that say it, and the name of the property it belongs to ("" for the whole thing)."""

    property: str
    evidence: Evidence


class About(Record, frozen=True, kw_only=True):
    """A thing by its noun ("paper", "policy", "meeting", "file", …) and key: what a step, decision or participation is about."""

    noun: str
    key: str


class Detail(Record, frozen=True, kw_only=True):
    """One more statement: prefixed name of its property, and a literal or a thing. subject: None where it is said of the record itself."""

    property: str
    value: str | bool | int | date | datetime | About
    subject: About | None = None


class Thing(Record, frozen=True, kw_only=True):
    """Base of everything that is stated on a page. cites: the places that say so, first one first."""

    cites: tuple[Cited, ...] = ()
    details: tuple[Detail, ...] = ()


class Body(Thing, frozen=True, kw_only=True):
    """A council, committee or board. name: as this page writes it, in the nominative; preferred: it stood in the Gremium field."""

    key: str
    name: str
    classification: str
    preferred: bool = False


class Organisation(Thing, frozen=True, kw_only=True):
    """A faction, an administrative unit, a funding programme or a funding agency (`noun` says which)."""

    noun: str
    key: str
    name: str


class Person(Thing, frozen=True, kw_only=True):
    """A natural person as named on a page. name: given name first, with title."""

    key: str
    name: str
    family_name: str | None = None
    given_name: str | None = None
    title: str | None = None


class Membership(Thing, frozen=True, kw_only=True):
    """A person's role, or place in an organisation. role: code of a person-role concept; raw_role: the page's word.

    key: the source's own, None where person and role name it; person: "" where the source leaves it to the person's object.
    """

    person: str
    key: str | None = None
    role: str | None = None
    raw_role: str | None = None
    organisation: str | None = None
    noun: str | None = None


class Meeting(Thing, frozen=True, kw_only=True):
    """One sitting of a body.

    start, end: zone-aware, or a bare date where the source states no time. Never a guess. body: "" where the source names none.
    """

    key: str
    body: str
    start: datetime | date | None = None
    end: datetime | None = None
    room: str | None = None
    place: str | None = None
    occasion: str | None = None
    publicity: str | None = None


class AgendaItem(Thing, frozen=True, kw_only=True):
    """One item of a meeting's agenda. number: as printed ("Ö 21.1"); position: order on the page, None where the page shows it alone.

    papers: keys of further papers that it treats beside the first.
    """

    meeting: str | None
    key: str
    number: str | None = None
    title: str | None = None
    paper: str | None = None
    is_public: bool | None = None
    position: int | None = None
    papers: tuple[str, ...] = ()


class Paper(Thing, frozen=True, kw_only=True):
    """A paper (an inquiry is a paper). creators: (noun, key) pairs of persons, factions or bodies."""

    key: str
    number: str | None = None
    title: str | None = None
    paper_type: str | None = None
    raw_type: str | None = None
    creators: tuple[tuple[str, str], ...] = ()
    lead_unit: str | None = None
    clerks: tuple[str, ...] = ()
    is_public: bool | None = None
    publicity: str | None = None
    when: When | None = None


class Question(Thing, frozen=True, kw_only=True):
    """A numbered or unnumbered question of an inquiry.

    key: normalised label, unique in its paper; number: the label as used on the page without dots and brackets, None where there is none.
    parent: key of the main question; position: order on the page from 1; repeated: it stands in a text that only answers.
    """

    paper: str
    key: str
    position: int
    text: str
    number: str | None = None
    parent: str | None = None
    asked_by: tuple[tuple[str, str], ...] = ()
    repeated: bool = False


class Answer(Thing, frozen=True, kw_only=True):
    """One answer text. number: its heading's label without blanks ("5–5a"); answers: the question numbers it names, in order.

    tied: what ties it to its questions: a heading, a label, the word "Antwort:" (word), its place below a question (below), or nothing
    but the text as a whole (whole); below: keys of the questions on its own page that it stands under; restated: the questions that it
    repeats before it answers, in their words.
    """

    paper: str
    key: str
    position: int
    text: str
    number: str | None = None
    answers: tuple[str, ...] = ()
    answered_by: tuple[str, str] | None = None
    role: str | None = None
    tied: str = "heading"
    below: tuple[str, ...] = ()
    restated: tuple[str, ...] = ()


class Step(Thing, frozen=True, kw_only=True):
    """One station of a Beratungsfolge or Beschlussfolge, or one dated event, as one page tells it.

    body: key of the acting body; event: code of an event-kind concept; at least one of the two.
    when: None where the page gives no date; position: order on the page from 1, None where the page is about this station alone.
    status: "held" where dated before the page's own date, "planned" where announced, None where either date is unknown.
    involves: (noun, key) of funding applications and participations that the step tells of.
    """

    about: About
    body: str | None = None
    event: str | None = None
    when: When | None = None
    label: str | None = None
    position: int | None = None
    role: str | None = None
    raw_role: str | None = None
    status: str | None = None
    meeting: str | None = None
    kind: str = STATED
    involves: tuple[tuple[str, str], ...] = ()
    precedes: "Step | None" = None


class Consultation(Thing, frozen=True, kw_only=True):
    """A step that has an id of its own in the source. about: None where the source leaves it to the paper's object; else as in Step."""

    key: str
    about: About | None = None
    body: str | None = None
    role: str | None = None
    raw_role: str | None = None
    meeting: str | None = None


class Decision(Thing, frozen=True, kw_only=True):
    """An outcome that a page states. outcome: code of an outcome concept, None where the words are in no scheme."""

    about: About
    raw_outcome: str
    outcome: str | None = None
    body: str | None = None
    when: When | None = None
    step: Step | None = None
    kind: str = STATED


class Vote(Thing, frozen=True, kw_only=True):
    """How a body voted on a decision: in all, or one group of its members.

    result: code of a vote-result concept (unanimous, majority, tie), None where only counts are written; yes, no, abstentions, biased
    (excluded for interest), present: numbers of members, None where the page gives none; group: key of a faction, None for all.
    """

    decision: Decision
    raw: str
    result: str | None = None
    yes: int | None = None
    no: int | None = None
    abstentions: int | None = None
    biased: int | None = None
    present: int | None = None
    group: str | None = None


class Municipality(Thing, frozen=True, kw_only=True):
    """A municipality as OParl's Body tells of it. ags: eight digits."""

    key: str
    name: str | None = None
    ags: str | None = None


class System(Thing, frozen=True, kw_only=True):
    """An OParl endpoint."""

    key: str
    name: str | None = None


class LegislativeTerm(Thing, frozen=True, kw_only=True):
    """The time for which an assembly is elected."""

    key: str
    name: str | None = None


class Location(Thing, frozen=True, kw_only=True):
    """A place. description: in the source's words."""

    key: str
    description: str | None = None


class File(Thing, frozen=True, kw_only=True):
    """A document that papers, meetings or agenda items list. name: its title there."""

    key: str
    name: str | None = None


class Policy(Thing, frozen=True, kw_only=True):
    """A strategy, concept, plan, programme or statute, as named on a page."""

    key: str
    name: str


class Lineage(Thing, frozen=True, kw_only=True):
    """One policy (newer) came from another (older). relation: derived-from, revises, replaces, implements, influenced-by."""

    newer: str
    older: str
    relation: str
    kind: str = STATED


class Funding(Thing, frozen=True, kw_only=True):
    """An application for funding. programme and agency: keys of organisations."""

    key: str
    name: str
    programme: str | None = None
    agency: str | None = None
    when: When | None = None
    about: About | None = None


class Participation(Thing, frozen=True, kw_only=True):
    """A conference, survey or online participation of residents."""

    key: str
    name: str
    participation_kind: str
    about: About | None = None
    when: When | None = None


class Claim(Thing, frozen=True, kw_only=True):
    """A count or sum. value: integer or canonical decimal as text; modifier: code; unit and subject in the page's words."""

    subject: str
    value: str
    modifier: str
    unit: str | None
    stated_in: tuple[str, str]
    kind: str = STATED


class Reference(Thing, frozen=True, kw_only=True):
    """A paper named by another paper, by number, or by title and date. reference_kind: follows-up or mentions."""

    from_paper: str
    reference_kind: str
    number: str | None = None
    paper: str | None = None
    title: str | None = None
    when: When | None = None
    kind: str = STATED


class Attached(Record, frozen=True, kw_only=True):
    """Which file of which paper a text is, as the objects say that came with it; "" where they are silent.

    file, paper: keys; name: the file's title; number, title, type: those of the paper, for context: no statement rests on them;
    also: keys of further files with the very same bytes.
    """

    file: str
    name: str = ""
    paper: str = ""
    number: str = ""
    title: str = ""
    type: str = ""
    also: tuple[str, ...] = ()


class Snapshot(Record, frozen=True, kw_only=True):
    """Stored bytes with their identity. locations: canonical URLs or paths inside the source; retrieved: from a fetch record or None."""

    sha256: str
    media_type: str
    size: int
    locations: tuple[str, ...]
    retrieved: datetime | None = None


class PageRecords(Record, frozen=True, kw_only=True):
    """All that one page states. as_of: the page's own date; paper: key of the paper it is about; uses: what became of its fields.

    files: keys of the files whose text this is.
    """

    snapshot: Snapshot
    text_sha256: str
    text: str
    reader: str
    reader_version: str
    page_kind: str
    as_of: date | None
    paper: str | None
    things: tuple[Thing, ...]
    joins: "tuple[Join, ...]" = ()
    findings: tuple[Finding, ...] = ()
    uses: tuple[Use, ...] = ()
    files: tuple[str, ...] = ()


class Alignment(Record, frozen=True, kw_only=True):
    """An answer answers a question: keys within one paper, with the rule that says so.

    answer_paper: key of the paper that holds the answer, "" where it is the same.
    """

    paper: str
    question: str
    answer: str
    kind: str
    rule: str
    answer_paper: str = ""


class QuestionStatus(Record, frozen=True, kw_only=True):
    """What the read pages say of a question. looked_in: sha256 of every snapshot looked into."""

    paper: str
    question: str
    status: str
    looked_in: tuple[str, ...]


class ResolvedReference(Record, frozen=True, kw_only=True):
    """A reference that met its paper in the graph."""

    reference: Reference
    paper: str


class AskedAgain(Record, frozen=True, kw_only=True):
    """A question of a follow-up that asks what a question of the paper it follows asked: keys within their papers."""

    paper: str
    question: str
    earlier_paper: str
    earlier: str


class Contradiction(Record, frozen=True, kw_only=True):
    """Two current pages give one thing different values of one property. snapshots: sha256 of the pages, sorted."""

    about: Thing
    property: str
    values: tuple[str, ...]
    snapshots: tuple[str, ...]


class Consulted(Record, frozen=True, kw_only=True):
    """A consultation with what its agenda item and its meeting tell of it, and the decisions taken there.

    step, paper, meeting, item: keys; bodies: paths below the base; when: the meeting's day; status: as in Step; source: sha256 of the
    snapshot that gives the day; cites: the places on the meeting's page that say so.
    """

    step: str
    paper: str
    source: str
    meeting: str | None = None
    item: str | None = None
    bodies: tuple[str, ...] = ()
    when: When | None = None
    status: str | None = None
    decisions: tuple[Decision, ...] = ()
    cites: tuple[Cited, ...] = ()


class Place(Record, frozen=True, kw_only=True):
    """Where a meeting takes place, by the location that it names."""

    meeting: str
    room: str | None = None
    place: str | None = None


class Links(Record, frozen=True, kw_only=True):
    """What link derived for one group."""

    group: str
    snapshots: tuple[str, ...]
    alignments: tuple[Alignment, ...] = ()
    statuses: tuple[QuestionStatus, ...] = ()
    references: tuple[ResolvedReference, ...] = ()
    again: tuple[AskedAgain, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    consulted: tuple[Consulted, ...] = ()
    places: tuple[Place, ...] = ()
    findings: tuple[Finding, ...] = ()


class Name(Record, frozen=True, kw_only=True):
    """Preferred and other names of one node, and the node it is taken to be (itself unless joined)."""

    noun: str
    key: str
    preferred: str
    others: tuple[str, ...]
    canonical: str


class Join(Record, frozen=True, kw_only=True):
    """Two nodes are one thing, with kind and rule."""

    noun: str
    alias: str
    canonical: str
    kind: str
    rule: str


class Identity(Record, frozen=True, kw_only=True):
    """What resolve joined over all pages of a source."""

    names: tuple[Name, ...] = ()
    joins: tuple[Join, ...] = ()
    findings: tuple[Finding, ...] = ()
