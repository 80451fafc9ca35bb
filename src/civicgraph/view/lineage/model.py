"""The lineage view's data as documented, frozen structs: what the drawing, the page and the JSON file are made of.

docs/lineage-model.md tells what each field means to somebody who reads the JSON file. Every string has passed the
redaction.
`id` is short, stable and unique in one model: the part of the IRI after the base of its source.
"""

import msgspec

FORMAT = "civicgraph-lineage/1"


class Words(msgspec.Struct, frozen=True):
    """One text of the view in both languages."""

    de: str
    en: str

    def of(self, lang: str) -> str:
        """Return the text in `lang` ("de" or "en")."""
        return self.de if lang == "de" else self.en


class When(msgspec.Struct, frozen=True):
    """A date as written and as understood. earliest, latest: ISO 8601 days, "" where open; edtf: "" where nothing is
    known.

    uncertain: the day is not known exactly; anchor: the day a relative date was counted from, or "".
    """

    raw: list[str]
    edtf: str
    earliest: str
    latest: str
    anchor: str
    uncertain: bool
    words: Words
    short: Words


class Page(msgspec.Struct, frozen=True):
    """A page that was read: one snapshot. link: its web address, "" where it has none; location: address or path as
    kept.

    as_of: the page's own date; retrieved: from the fetch record, "" where there is none; html: a text fragment can
    point into it.
    """

    sha256: str
    location: str
    link: str
    html: bool
    as_of: str
    retrieved: str
    source: str
    publisher: str
    licence: str
    paper_number: str
    paper_title: str
    body: str
    agenda_number: str


class Further(msgspec.Struct, frozen=True):
    """A further place in the paragraph of a quote. between: what stands between it and the place before it."""

    between: str
    exact: str
    start: int
    end: int


class Quote(msgspec.Struct, frozen=True):
    """A sentence that says it, in its paragraph. page: sha256 of its Page; start, end: code points in the text, end
    exclusive.

    before, after: the paragraph around it ("…" where cut); further: more places in it that say so too.
    place: the answer or question it stands in; supports: the property it supports.
    link: address that opens the page at the quote, "" without one; citation: a full citation; bibtex, csl: the same for
    reference software.
    """

    page: str
    before: str
    exact: str
    further: list[Further]
    after: str
    start: int
    end: int
    text_sha256: str
    place: Words
    supports: Words
    link: str
    citation: Words
    bibtex: str
    csl: str


class Otherwise(msgspec.Struct, frozen=True):
    """Two pages that say different things. values: each as written; pages: sha256 of the pages that differ."""

    about: Words
    values: list[str]
    pages: list[str]


class Outcome(msgspec.Struct, frozen=True):
    """How something ended. raw: the page's own words; label: the concept's name; code: "" where the words are in no
    scheme.
    """

    code: str
    label: Words
    raw: str
    kind: str
    pages: list[str]


class Related(msgspec.Struct, frozen=True):
    """Another event that has to do with this one. id: of that event; why: what joins them, computed by the view."""

    id: str
    why: Words


class Detail(msgspec.Struct, frozen=True):
    """One further line of an event: its name and what the pages say."""

    name: Words
    value: Words


class Questions(msgspec.Struct, frozen=True):
    """Questions of inquiries, main and sub-questions apart. *_open: no answer was found in the pages read."""

    papers: int = 0
    main: int = 0
    sub: int = 0
    main_open: int = 0
    sub_open: int = 0
    unknown: int = 0


class Event(msgspec.Struct, frozen=True):
    """Something in a lane: what, when, who, how it ended, and where it says so.

    sort: consultation, paper, decision, funding, participation, publication, adoption, inquiry or mention (a paper
    named, its page not read).
    policy: id of the policy it is about, or ""; order: of undated ones, as the text gives it; actor_kind: code of
    body-kind, or "".
    status: held, planned or ""; kind: the strongest of kinds (stated, corrected, derived, inferred); label: its short
    text in the drawing.
    """

    id: str
    iri: str
    sort: str
    lane: str
    policy: str
    title: Words
    label: Words
    when: When | None
    order: int
    actor: str
    actor_kind: str
    status: str
    status_words: Words
    kind: str
    kinds: list[str]
    role: Words
    outcomes: list[Outcome]
    details: list[Detail]
    quotes: list[Quote]
    otherwise: list[Otherwise]
    related: list[Related]
    questions: Questions | None


class Edge(msgspec.Struct, frozen=True):
    """One policy came from another. relation: code of lineage-relation; newer, older: ids of policies.

    decisions: the decisions on the newer policy that the pages name, those told beside the lineage first.
    """

    id: str
    iri: str
    newer: str
    older: str
    relation: str
    words: Words
    title: Words
    kind: str
    kinds: list[str]
    quotes: list[Quote]
    otherwise: list[Otherwise]
    decisions: list[Related] = []


class Policy(msgspec.Struct, frozen=True):
    """A policy on the way. names: other names it has on the pages; rank: 0 for the oldest; earliest, latest: days of
    its dated events.
    """

    id: str
    iri: str
    name: str
    names: list[str]
    rank: int
    earliest: str
    latest: str
    quotes: list[Quote]


class Lane(msgspec.Struct, frozen=True):
    """A row of the drawing: a body, or a kind of event. group: funding, administration, bodies, participation,
    publications, inquiries.
    """

    id: str
    group: str
    name: Words


class LineageModel(msgspec.Struct, frozen=True):
    """The whole view.

    notice: what was withheld, or that nothing was; private: names were not withheld.
    as_of: the youngest own date of the pages used.
    """

    format: str
    title: Words
    story: Words
    source_line: Words
    notice: Words
    as_of: str
    private: bool
    municipality: str
    fingerprint: str
    version: str
    policies: list[Policy]
    edges: list[Edge]
    lanes: list[Lane]
    events: list[Event]
    questions: Questions
    pages: list[Page]


def lineage_json(model: LineageModel) -> bytes:
    """Return the model as indented JSON, the same bytes for the same graph."""
    return msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n"
