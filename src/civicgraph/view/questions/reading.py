"""Turns a graph into papers with questions and answers side by side; one query for each class of things."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from civicgraph.view.ids import Ids
from civicgraph.view.kinds import Kinds, code
from civicgraph.view.lineage.facts import Node
from civicgraph.view.places import Page, Place, Places
from civicgraph.view.questions.model import Answer, Asking, Exchange, Named, Question


def askings(kinds: Kinds, places: Places, ids: Ids) -> list[Asking]:
    """Return all papers that hold questions, by number, title and IRI."""
    return Reading(kinds, places, ids).askings()


class Reading:
    """What the papers of a graph ask, gathered once: everything by the IRI of its paper or question."""

    def __init__(self, kinds: Kinds, places: Places, ids: Ids) -> None:
        self._kinds, self._places, self._ids = kinds, places, ids
        self._said = places.of("Question", "schema:text") | places.of("Answer", "schema:text")
        self._questions = _grouped(kinds.all("Question"), "eli:is_part_of")
        self._answers_to: dict[str, list[str]] = defaultdict(list)
        for answer in kinds.all("Answer"):
            for question in answer.all("cg:answers"):
                self._answers_to[question].append(answer.iri)
        self._bodies = bodies_of_papers(kinds)
        self._followed: dict[str, list[str]] = defaultdict(list)
        for paper in kinds.all("Paper"):
            for other in paper.all("cg:followsUp"):
                self._followed[other].append(paper.iri)
        self._references = _grouped(kinds.all("Reference"), "cg:fromPaper")

    def askings(self) -> list[Asking]:
        """Return all papers that hold questions, by number, title and IRI."""
        return sorted((self._asking(iri) for iri in self._questions), key=lambda a: (a.number, a.title, a.paper.iri))

    def _asking(self, iri: str) -> Asking:
        paper = self._kinds.one("Paper", iri)
        questions = sorted(self._questions[iri], key=lambda q: (q.number("cg:position") or 0, q.iri))
        return Asking(
            paper=self.named(iri),
            number=paper.one("dct:identifier"),
            title=paper.one("dct:title"),
            type=self._kinds.words(paper.one("eli:work_type")),
            authors=self._names(paper.all("dct:creator")),
            bodies=sorted({self._kinds.name("Body", body) for body in self._bodies.get(iri, ())}),
            follows=self._follows(paper),
            followed=[self.named(other) for other in self._followed.get(iri, ())],
            exchanges=[self._exchange(group, answers) for group, answers in self._groups(questions)],
            pages=self._places.sources([paper, *questions]),
        )

    def named(self, iri: str) -> Named:
        """Return a paper by id, and by number and title."""
        paper = self._kinds.one("Paper", iri)
        name = " ".join(part for part in (paper.one("dct:identifier"), paper.one("dct:title")) if part)
        return Named(iri, self._ids.of(iri), name or iri.rpartition("/")[2])

    def _follows(self, paper: Node) -> list[Named]:
        """Return the papers that this one follows up: those that were read, then those that it only names."""
        read = [self.named(other) for other in paper.all("cg:followsUp")]
        named = []
        for reference in self._references.get(paper.iri, ()):
            if code(reference.one("cg:referenceKind")) == "follows-up" and not reference.one("cg:resolvedTo"):
                dated = [self._kinds.one("Interval", day).one("cg:raw") for day in reference.all("cg:date")]
                told = [reference.one("cg:number"), reference.one("dct:title"), *dated]
                named.append(Named("", self._ids.of(reference.iri), ", ".join(part for part in told if part)))
        return read + named

    def _groups(self, questions: list[Node]) -> list[tuple[list[Node], list[str]]]:
        """Return questions that share an answer together, at the place of the first; with all their answers."""
        group_of: dict[str, int] = {}
        groups: list[tuple[list[Node], list[str]]] = []
        for question in questions:
            answers = self._answers_to.get(question.iri, [])
            met = sorted({group_of[answer] for answer in answers if answer in group_of})
            place = met[0] if met else len(groups)
            if not met:
                groups.append(([], []))
            for other in met[1:]:
                groups[place][0].extend(groups[other][0])
                groups[place][1].extend(groups[other][1])
                groups[other] = ([], [])
            groups[place][0].append(question)
            groups[place][1].extend(answer for answer in answers if answer not in groups[place][1])
            group_of.update(dict.fromkeys(groups[place][1], place))
        return [group for group in groups if group[0]]

    def _exchange(self, questions: list[Node], answers: list[str]) -> Exchange:
        nodes = sorted(
            (self._kinds.one("Answer", iri) for iri in answers), key=lambda a: (a.number("cg:position") or 0, a.iri)
        )
        return Exchange([self._question(question) for question in questions], [self._answer(node) for node in nodes])

    def _question(self, node: Node) -> Question:
        status = node.one("cg:answerStatus")
        said = self._said.get(node.iri, [])
        asked, answered = days_of(
            said, [p for iri in self._answers_to.get(node.iri, ()) for p in self._said.get(iri, ())]
        )
        return Question(
            iri=node.iri,
            id=self._ids.of(node.iri),
            number=node.one("cg:number"),
            text=node.one("schema:text"),
            asked_by=self._names(node.all("cg:askedBy")),
            status=code(status),
            status_words=self._kinds.words(status),
            parent=self._parent(node.one("cg:parentQuestion")),
            days=(date.fromisoformat(answered) - date.fromisoformat(asked)).days if asked else None,
            asked=asked,
            answered=answered,
            looked_in=sorted(
                (self._places.pages[iri] for iri in node.all("cg:lookedIn") if iri in self._places.pages),
                key=lambda page: (page.as_of or "9999", page.sha256),
            ),
            places=said,
        )

    def _parent(self, iri: str) -> Named | None:
        if not iri:
            return None
        return Named(
            iri, self._ids.of(iri), self._kinds.one("Question", iri).one("cg:number") or iri.rpartition("/")[2]
        )

    def _answer(self, node: Node) -> Answer:
        return Answer(
            iri=node.iri,
            id=self._ids.of(node.iri),
            number=node.one("cg:number"),
            text=node.one("schema:text"),
            by=", ".join(self._names(node.all("cg:answeredBy"))),
            role=self._kinds.words(node.one("cg:answererRole")),
            places=self._said.get(node.iri, []),
        )

    def _names(self, iris: Iterable[str]) -> list[str]:
        return sorted({name_of(self._kinds, iri) for iri in iris})


ACTORS = ("Person", "Faction", "Body", "AdministrativeUnit")
"""Classes of those who ask, write and answer."""


def name_of(kinds: Kinds, iri: str) -> str:
    """Return the name of somebody who asks, writes or answers."""
    cls = next((cls for cls in ACTORS if kinds.one(cls, iri).is_a(f"cg:{cls}")), "Person")
    return kinds.name(cls, iri)


def bodies_of_papers(kinds: Kinds) -> dict[str, set[str]]:
    """Return the bodies that treated each paper: by a station, or by an item of one of their agendas."""
    found: dict[str, set[str]] = defaultdict(set)
    for step in kinds.all("Step"):
        for about in step.all("cg:about"):
            found[about].update(map(kinds.canonical, step.all("cg:body")))
    for item in kinds.all("AgendaItem"):
        meeting = kinds.one("Meeting", item.one("dct:isPartOf"))
        for paper in item.all("cg:paper"):
            found[paper].update(map(kinds.canonical, meeting.all("cg:body")))
    return found


def days_of(asked: list[Place], answered: list[Place]) -> tuple[str, str]:
    """Return the own days of the earliest page with the question and of the earliest with an answer; ("", "") where they say nothing.

    A page without a day might be earlier than the others, and one page with both says when it was answered, not when it was asked.
    When the object of an interface was last changed is no day of a question.
    """
    if not asked or not answered or not all(place.page.stated for place in [*asked, *answered]):
        return "", ""
    first, last = (min(place.page.stated for place in places) for places in (asked, answered))
    return (first, last) if first < last else ("", "")


def _grouped(nodes: Iterable[Node], name: str) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        for target in node.all(name):
            found[target].append(node)
    return found


def pages_of(told: Iterable[Asking]) -> list[Page]:
    """Return all pages that some papers were read from, each once."""
    return list({page.sha256: page for asking in told for page in asking.pages}.values())
