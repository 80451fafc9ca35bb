"""The question view's data: papers with their questions beside the answers, as the pages give them."""

import msgspec

from civicgraph.view.lineage.model import Words
from civicgraph.view.places import Page, Place


class Named(msgspec.Struct, frozen=True):
    """A thing by id and name. iri: "" where no page of it was read."""

    iri: str
    id: str
    name: str


class Answer(msgspec.Struct, frozen=True):
    """One answer text. number: its heading, "" where there is none; by: who answers, role: as what; "" where the page does not say."""

    iri: str
    id: str
    number: str
    text: str
    by: str
    role: Words
    places: list[Place]


class Question(msgspec.Struct, frozen=True):
    """One question. status: code of answer-status, "" where nothing was derived; parent: the question it is a part of or follows up.

    days: between the two days named below, None where one of them is not stated or both stand on one page.
    asked, answered: own days of the earliest page with the question, and of the earliest page with an answer to it.
    looked_in: pages in which an answer was looked for.
    """

    iri: str
    id: str
    number: str
    text: str
    asked_by: list[str]
    status: str
    status_words: Words
    parent: Named | None
    days: int | None
    asked: str
    answered: str
    looked_in: list[Page]
    places: list[Place]


class Exchange(msgspec.Struct, frozen=True):
    """Questions that share an answer, with their answers; mostly one of each. A question without an answer stands alone."""

    questions: list[Question]
    answers: list[Answer]

    @property
    def open(self) -> bool:
        """No answer was found to at least one of the questions."""
        return any(question.status == "unanswered" for question in self.questions)


class Asking(msgspec.Struct, frozen=True):
    """A paper that asks. bodies: those that treated it; follows: papers it follows up, read or only named; followed: the other way."""

    paper: Named
    number: str
    title: str
    type: Words
    authors: list[str]
    bodies: list[str]
    follows: list[Named]
    followed: list[Named]
    exchanges: list[Exchange]
    pages: list[Page]

    @property
    def questions(self) -> list[Question]:
        """All questions, in the order of the exchanges."""
        return [question for exchange in self.exchanges for question in exchange.questions]

    @property
    def open(self) -> int:
        """How many questions have no answer in the pages read."""
        return sum(question.status == "unanswered" for question in self.questions)
