"""What link derives for the pages of one paper."""

from datetime import date
from pathlib import Path

from civicgraph.link import align, links_of, statuses
from civicgraph.record import Answer, Links, Question
from tests.pages import Asked, Spec
from tests.reading import records_of


def q(key: str, number: str | None = None, parent: str | None = None, position: int = 1) -> Question:
    return Question(paper="p", key=key, position=position, text="?", number=number or key, parent=parent)


def a(key: str, *numbers: str, text: str = "Ja.") -> Answer:
    return Answer(paper="p", key=key, position=1, text=text, number=key, answers=numbers)


def status(questions: list[Question], answers: list[Answer]) -> dict[str, str]:
    alignments, _ = align("p", questions, answers)
    return {s.question: s.status for s in statuses("p", questions, answers, alignments, ("0" * 64,))}


def test_a_main_question_answered_through_its_parts() -> None:
    assert status([q("3"), q("3a", parent="3"), q("3b", parent="3")], [a("3a", "3a")]) == {
        "3": "answered-in-parts",
        "3a": "answered",
        "3b": "unanswered",
    }


def test_parts_stand_under_the_answer_to_their_main_question() -> None:
    alignments, _ = align("p", [q("3"), q("3a", parent="3")], [a("3", "3")])
    assert [(x.question, x.kind, x.rule) for x in alignments] == [
        ("3", "stated", "heading-names-number"),
        ("3a", "inferred", "answer-to-main-question"),
    ]


def test_one_answer_without_number() -> None:
    one, _ = align("p", [q("1")], [a("p1")])
    assert [(x.kind, x.rule) for x in one] == [("derived", "one-question-one-answer")]
    two, _ = align("p", [q("1"), q("2")], [a("p1")])
    assert [(x.question, x.kind) for x in two] == [("1", "inferred"), ("2", "inferred")]


def test_an_answer_to_a_question_nobody_asked_is_a_finding() -> None:
    alignments, findings = align("p", [q("1")], [a("7", "7")])
    assert alignments == []
    assert [(f.rule, f.value) for f in findings] == [("answer-to-unknown-question", "7")]


def linked(*paths: Path) -> dict[str, Links]:
    return links_of([records_of(path) for path in paths])


def save(folder: Path, name: str, spec: Spec, form: str = "plain") -> Path:
    path = folder / name
    path.write_text(spec.plain() if form == "plain" else spec.as_html(), encoding="utf-8")
    return path


def test_question_and_answer_on_two_pages(tmp_path: Path) -> None:
    asked = save(tmp_path, "asked.txt", Spec(lines=Asked(answers=(), answer_leadin="").text()))
    answered = Asked(questions=(), leadin="Die Anfrage liegt vor.").text()
    both = linked(asked, save(tmp_path, "answered.html", Spec(lines=answered), "html"))
    statuses_by_key = {s.question: s.status for s in both["2024-0117"].statuses}
    assert statuses_by_key == {
        "1": "answered",
        "2": "answered",
        "3": "answered-in-parts",
        "3a": "answered",
        "3b": "answered",
        "4": "unanswered",
    }
    assert all(len(s.looked_in) == 2 for s in both["2024-0117"].statuses)


def test_a_reference_meets_its_paper_by_number_and_by_title(tmp_path: Path) -> None:
    first = save(tmp_path, "first.txt", Spec(number="2023/0100", title="Anfrage: Radwege im Norden", lines=("Text.",)))
    titled = Spec(
        number="2023/0200", title="Anfrage: Rückfragen zur Anfrage Radwege im Norden vom 07.03.2023", lines=("Text.",)
    )
    numbered = Spec(number="2023/0300", title="Anfrage: Rückfragen zur Anfrage 2023/0100", lines=("Text.",))
    nowhere = Spec(
        number="2023/0400", title="Anfrage: Rückfragen zur Anfrage Radwege im Süden vom 07.03.2023", lines=("Text.",)
    )
    files = [save(tmp_path, f"{i}.txt", s) for i, s in enumerate((titled, numbered, nowhere))]
    links = linked(first, *files)
    assert [(r.paper, r.reference.title, r.reference.number) for r in links["2023-0200"].references] == [
        ("2023-0100", "Radwege im Norden", None)
    ]
    assert links["2023-0200"].references[0].reference.when is not None
    assert links["2023-0200"].references[0].reference.when.earliest == date(2023, 3, 7)
    assert [(r.paper, r.reference.number) for r in links["2023-0300"].references] == [("2023-0100", "2023/0100")]
    assert links["2023-0400"].references == ()


def test_two_pages_that_differ_are_kept_side_by_side(tmp_path: Path) -> None:
    one = save(tmp_path, "one.txt", Spec(outcome="beschlossen", lines=("Text.",)))
    other = save(tmp_path, "other.txt", Spec(outcome="ungeändert beschlossen", lines=("Anderer Text.",)))
    (found,) = linked(one, other)["2024-0117"].contradictions
    assert found.property == "eli-dl:decision_outcome"
    assert found.values == ("beschlossen", "ungeändert beschlossen")
    assert len(found.snapshots) == 2


def test_pages_that_agree_contradict_nothing(tmp_path: Path) -> None:
    one = save(tmp_path, "one.txt", Spec(lines=("Text.",)))
    other = save(tmp_path, "other.txt", Spec(lines=("Anderer Text.",)))
    assert linked(one, other)["2024-0117"].contradictions == ()


def test_a_pair_that_two_rules_find_is_aligned_once_by_the_surer() -> None:
    """An answer that names question 4 and repeats the words of 4 and of its parts (one file, one joint heading)."""
    asked = [
        Question(paper="p", key="4", position=1, number="4", text="Wie viele Bäume stehen am Nordring und am Südring?"),
        Question(paper="p", key="5", position=2, number="5", text="Wer gießt die jungen Linden im Sommer?"),
    ]
    answer = Answer(
        paper="p",
        key="4-plus-4a",
        position=1,
        number="4+4a",
        text="Es sind 18.",
        answers=("4", "4a"),
        restated=(asked[0].text, asked[0].text),
    )
    found, _ = align("p", asked, [answer])
    pairs = [(one.question, one.answer) for one in found]
    assert len(pairs) == len(set(pairs))
    assert [one.kind for one in found if one.question == "4"] == ["stated"]
