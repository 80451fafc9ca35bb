"""Tells what OParl has no words for: questions, answers, decisions, references, policies and lineage, under the vendor's prefix."""

import re
from typing import Any

import pyoxigraph

from civicgraph.publish.oparl.known import Known, Thing
from civicgraph.publish.oparl.told import Told
from civicgraph.publish.oparl.values import filled
from civicgraph.query.labels import label_of
from civicgraph.vocab import CONCEPT, term

Object = dict[str, Any]
RELATED = {
    "related": "relatedPaper", "mentions": "relatedPaper", "follows-up": "relatedPaper",
    "superordinate": "superordinatedPaper", "subordinate": "subordinatedPaper",
}  # fmt: skip
"""Kinds of reference to OParl's properties."""
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")


class Said:
    """Makes the parts of objects whose names begin with `civicgraph:`, and the papers that a paper names."""

    def __init__(self, store: pyoxigraph.Store, known: Known, told: Told) -> None:
        self._store, self._known, self._told = store, known, told

    def of(self, thing: Thing) -> Object:
        """Return what is said of an object beyond OParl's own properties."""
        if thing.type == "Paper":
            return self._paper(thing.iri)
        if thing.type == "Consultation":
            steps = [("civicgraph:date", self.when(thing.iri)), ("civicgraph:about", self._policies_of(thing.iri))]
            return filled([*steps, ("civicgraph:decision", self._decisions(self._told.iris(thing.iri, "^cg:step")))])
        return {}

    def policies(self) -> list[Object]:
        """Return the policies of the source, each with the consultations about it and what it goes back to."""
        return [self._policy(iri) for iri in self._told.of_class("cg:Policy", self._known.source.base)]

    def when(self, iri: str) -> Object:
        """Return a date as it is written, and as EDTF (Library of Congress, 2019) where it can be."""
        interval = self._told.first(iri, "cg:date")
        if interval is None:
            return {}
        raw = self._told.first(interval, "cg:raw")
        words = None if raw is None or _ISO.match(raw) else raw  # a machine's time is no wording, and may end in Z
        return filled([("raw", words), ("edtf", self._told.first(interval, "cg:edtf"))])

    def _paper(self, iri: str) -> Object:
        questions = self._of_class(self._told.iris(iri, "^eli:is_part_of"), "cg:Question")
        answers = self._of_class(self._told.iris(iri, "^cg:inResponseTo"), "cg:Answer")
        references = self._of_class(self._told.iris(iri, "^cg:fromPaper"), "cg:Reference")
        found = [("civicgraph:date", self.when(iri)), ("civicgraph:question", [self._question(q) for q in questions])]
        found += [("civicgraph:answer", [self._answer(a) for a in answers])]
        found += [("civicgraph:file", self._unaddressed(iri)), ("civicgraph:event", self._events(iri))]
        decisions = [each for each in self._told.iris(iri, "^cg:about") if not self._told.values(each, "cg:step")]
        found += [("civicgraph:decision", self._decisions(decisions))]
        found += [("civicgraph:reference", [self._reference(r) for r in references])]
        return filled([*self._related(references).items(), *found])

    def _related(self, references: list[str]) -> dict[str, list[str]]:
        papers: dict[str, set[str]] = {}
        for reference in references:
            name = RELATED.get((self._told.first(reference, "cg:referenceKind") or "").rpartition("/")[2])
            urls = [self._url("Paper", iri) for iri in self._told.iris(reference, "cg:toPaper|cg:resolvedTo")]
            if name is not None:
                papers.setdefault(name, set()).update(url for url in urls if url is not None)
        return {name: sorted(urls) for name, urls in sorted(papers.items())}

    def _reference(self, iri: str) -> Object:
        targets = [self._url("Paper", paper) for paper in self._told.iris(iri, "cg:toPaper|cg:resolvedTo")]
        return filled([
            ("iri", iri), ("kind", self._word(iri, "cg:referenceKind")), ("number", self._told.first(iri, "cg:number")),
            ("title", self._told.first(iri, "dct:title")), ("date", self.when(iri)), ("paper", next(iter(targets), None)),
        ])  # fmt: skip

    def _unaddressed(self, iri: str) -> list[Object]:
        """Return the files of which no address is known: OParl has no File without one."""
        files = [file for file in self._told.iris(iri, "cg:file") if self._url("File", file) is None]
        return [
            filled([
                ("iri", file), ("name", self._told.first(file, "rdfs:label")), ("fileName", self._told.first(file, "cg:fileName")),
            ])
            for file in files
        ]  # fmt: skip

    def _question(self, iri: str) -> Object:
        asked = [self._agent(agent) for agent in self._told.iris(iri, "cg:askedBy")]
        return filled([
            ("iri", iri), ("number", self._told.first(iri, "cg:number")), ("position", self._number(iri, "cg:position")),
            ("text", self._told.first(iri, "schema:text")), ("parentQuestion", self._told.first(iri, "cg:parentQuestion")),
            ("askedBy", [url for url in asked if url]), ("answerStatus", self._word(iri, "cg:answerStatus")),
            ("answer", self._told.iris(iri, "^cg:answers")), ("asksAgain", self._told.iris(iri, "cg:asksAgain")),
        ])  # fmt: skip

    def _answer(self, iri: str) -> Object:
        given = [self._agent(agent) for agent in self._told.iris(iri, "cg:answeredBy")]
        return filled([
            ("iri", iri), ("number", self._told.first(iri, "cg:number")), ("position", self._number(iri, "cg:position")),
            ("text", self._told.first(iri, "schema:text")), ("answeredBy", [url for url in given if url]),
            ("answererRole", self._word(iri, "cg:answererRole")), ("question", self._told.iris(iri, "cg:answers")),
        ])  # fmt: skip

    def _events(self, iri: str) -> list[Object]:
        """Return what happened with a paper or policy elsewhere than in a body: funding, participation, publication."""
        steps = self._of_class(self._told.iris(iri, "^cg:about"), "cg:Step")
        return [
            filled([
                ("iri", step), ("kind", self._word(step, "cg:event")), ("name", self._told.first(step, "rdfs:label")),
                ("date", self.when(step)),
            ])
            for step in steps if self._url("Consultation", step) is None
        ]  # fmt: skip

    def _decisions(self, iris: list[str]) -> list[Object]:
        decisions = self._of_class(iris, "cg:Decision")
        return [
            filled([
                ("iri", decision), ("words", self._told.first(decision, "cg:rawOutcome")),
                ("outcome", self._word(decision, "eli-dl:decision_outcome")), ("date", self.when(decision)),
                ("vote", [word for vote in self._told.iris(decision, "^cg:decision") for word in self._told.iris(vote, "cg:rawVote")]),
            ])
            for decision in decisions
        ]  # fmt: skip

    def _policies_of(self, iri: str) -> list[str]:
        return self._of_class(self._told.iris(iri, "cg:about"), "cg:Policy")

    def _policy(self, iri: str) -> Object:
        steps = self._of_class(self._told.iris(iri, "^cg:about"), "cg:Step")
        urls = [self._url("Consultation", step) for step in steps]
        return filled([
            ("iri", iri), ("name", self._told.first(iri, "skos:prefLabel|rdfs:label")),
            ("consultation", [url for url in urls if url]), ("decision", self._decisions(self._told.iris(iri, "^cg:about"))),
            ("event", self._events(iri)),
            ("lineage", [self._lineage(edge) for edge in self._told.iris(iri, "^cg:newer")]),
        ])  # fmt: skip

    def _lineage(self, iri: str) -> Object:
        return filled([
            ("iri", iri), ("relation", self._word(iri, "cg:relation")), ("older", self._told.first(iri, "cg:older")),
            ("kind", self._word(iri, "cg:kind")),
        ])  # fmt: skip

    def _agent(self, iri: str) -> str | None:
        return self._url("Person", iri) or self._url("Organization", iri)

    def _url(self, kind: str, iri: str) -> str | None:
        return self._known.url(Thing(kind, iri))

    def _word(self, iri: str, name: str) -> str | None:
        """Return the German label of a concept."""
        found = self._told.first(iri, name)
        return label_of(self._store, found) if found is not None and found.startswith(CONCEPT) else found

    def _number(self, iri: str, name: str) -> int | None:
        found = self._told.first(iri, name)
        return int(found) if found is not None else None

    def _of_class(self, iris: list[str], name: str) -> list[str]:
        return [iri for iri in iris if term(name) in self._told.iris(iri, "rdf:type")]
