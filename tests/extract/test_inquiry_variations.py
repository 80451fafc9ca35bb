"""An inquiry in another city, with other names, numberings and orders of fields, gives the same kind of records."""

import itertools
from datetime import date
from pathlib import Path

import pytest

from civicgraph.link import links_of
from civicgraph.record import Answer, Body, Decision, Meeting, Membership, Paper, Person, Question
from tests.pages import Asked, Spec
from tests.reading import records_of, things, without_evidence

FORMS = ("plain", "html")
SPEC = Spec(lines=Asked().text())


def statuses_of(path: Path) -> dict[str, str]:
    """Return question number → status, linked as the pipeline would."""
    (linked,) = links_of([records_of(path)]).values()
    return {s.question: s.status for s in linked.statuses}


def asked(path: Path) -> list[tuple[str | None, str | None, str]]:
    return [(q.number, q.parent, q.text) for q in things(records_of(path), Question)]


@pytest.mark.parametrize("form", FORMS)
def test_header_of_a_page_of_another_city(tmp_path: Path, form: str) -> None:
    records = records_of(SPEC.save(tmp_path, form))
    (paper,) = things(records, Paper)
    assert (paper.key, paper.number, paper.title, paper.paper_type) == (
        "2024-0117",
        "2024/0117",
        "Stand der Radwege am Nordring",
        "inquiry",
    )
    assert paper.creators == (("person", "brandt-ute"),)
    assert paper.clerks == ("krueger-jan",)
    assert paper.is_public is True
    (meeting,) = things(records, Meeting)
    assert meeting.start is not None
    assert meeting.end is not None
    assert meeting.start.isoformat() == "2024-03-14T17:00:00+01:00"  # winter time: +01:00
    assert meeting.end.isoformat() == "2024-03-14T19:30:00+01:00"
    assert (meeting.room, meeting.place) == ("Ratssaal", "Neues Rathaus")
    (decision,) = things(records, Decision)
    assert (decision.outcome, decision.raw_outcome, decision.body) == (
        "noted",
        "zur Kenntnis genommen",
        "rat-der-stadt",
    )
    assert [(p.name, p.title) for p in things(records, Person)] == [
        ("Ute Brandt", None),
        ("Jan Krüger", None),
        ("Dr. Lorenz", "Dr."),
    ]
    assert {(m.person, m.role) for m in things(records, Membership)} == {
        ("brandt-ute", "council-member"),
        ("lorenz", "stadtbaurat"),
    }
    assert records.as_of == date(2024, 3, 14)


@pytest.mark.parametrize("form", FORMS)
def test_questions_answers_and_statuses(tmp_path: Path, form: str) -> None:
    path = SPEC.save(tmp_path, form)
    assert [(n, p) for n, p, _ in asked(path)] == [
        ("1", None),
        ("2", None),
        ("3", None),
        ("3a", "3"),
        ("3b", "3"),
        ("4", None),
    ]
    assert statuses_of(path) == {
        "1": "answered",
        "2": "answered",
        "3": "answered-in-parts",
        "3a": "answered",
        "3b": "answered",
        "4": "unanswered",
    }
    answers = things(records_of(path), Answer)
    assert {a.answered_by for a in answers} == {("person", "lorenz")}
    assert {a.role for a in answers} == {"stadtbaurat"}


def test_both_forms_of_one_page_give_the_same_records(tmp_path: Path) -> None:
    plain, html = (records_of(SPEC.save(tmp_path, form)) for form in FORMS)
    assert without_evidence(plain) == without_evidence(html)


@pytest.mark.parametrize(
    "order", list(itertools.permutations(("TOP", "Gremium", "Datum", "Zeit", "Raum", "Ort")))[::37]
)
@pytest.mark.parametrize("form", FORMS)
def test_header_fields_in_any_order(tmp_path: Path, form: str, order: tuple[str, ...]) -> None:
    usual = without_evidence(records_of(SPEC.save(tmp_path, form)))
    assert without_evidence(records_of(SPEC.with_(order=order).save(tmp_path, form))) == usual


NUMBERINGS = {
    "dot": ("1.", "2.", "3."),
    "bracket": ("1)", "2)", "3)"),
    "dot and bracket": ("1.)", "2.)", "3.)"),
    "in brackets": ("(1)", "(2)", "(3)"),
    "worded": ("Frage 1:", "Frage 2:", "Frage 3:"),
    "worded, no colon": ("Frage 1", "Frage 2", "Frage 3"),
    "number before word": ("1. Frage:", "2. Frage:", "3. Frage:"),
    "letters": ("a)", "b)", "c)"),
    "roman": ("I.", "II.", "III."),
    "dotted": ("1.1", "1.2", "1.3"),
}


@pytest.mark.parametrize("own_line", [False, True])
@pytest.mark.parametrize("style", NUMBERINGS)
def test_numbering_styles(tmp_path: Path, style: str, own_line: bool) -> None:
    texts = ("Wie lange dauert das?", "Wer bezahlt das?", "Wann ist Schluss?")
    questions = tuple(zip(NUMBERINGS[style], texts, strict=True))
    lines = Asked(questions=questions, answers=(), answer_leadin="", label_on_own_line=own_line).text()
    found = asked(SPEC.with_(lines=lines).save(tmp_path))
    assert [text for _, _, text in found] == list(texts)
    labels = {"letters": ["a", "b", "c"], "roman": ["I", "II", "III"], "dotted": ["1.1", "1.2", "1.3"]}
    assert [number for number, _, _ in found] == labels.get(style, ["1", "2", "3"])


HEADINGS = (
    "Zu Frage {}:",
    "Zu Frage {}",
    "Zu {}:",
    "Zu {}.",
    "Zu {}.:",
    "Zu {})",
    "zu Frage {}:",
    "Antwort zu Frage {}:",
    "Antwort zu {}:",
    "Zur Frage {}:",
    "Zu Ziffer {}:",
)


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("same_line", [False, True])
def test_answer_headings(tmp_path: Path, heading: str, same_line: bool) -> None:
    questions = (("1.", "Wie lange dauert das?"), ("2.", "Wer bezahlt das?"), ("3.", "Wann ist Schluss?"))
    body = [*Asked(questions=questions, answers=()).text()]
    for number, text in (("1", "Drei Jahre."), ("3", "Im Herbst.")):
        body += [f"{heading.format(number)} {text}"] if same_line else [heading.format(number), text]
    path = SPEC.with_(lines=tuple(body)).save(tmp_path)
    assert statuses_of(path) == {"1": "answered", "2": "unanswered", "3": "answered"}
    assert [a.text for a in things(records_of(path), Answer)] == ["Drei Jahre.", "Im Herbst."]


@pytest.mark.parametrize(
    ("heading", "numbers", "label"),
    [
        ("Zu Frage 1 – 3:", ("1", "2", "3"), "1–3"),
        ("Zu den Fragen 1 und 2:", ("1", "2"), "1und2"),
        ("Zu 1. und 2.:", ("1", "2"), "1und2"),
        ("Zu 1–3:", ("1", "2", "3"), "1–3"),
        ("Zu 1 bis 3:", ("1", "2", "3"), "1bis3"),
        ("Zu Frage 1, 2 und 3:", ("1", "2", "3"), "1,2und3"),
        ("Zu Frage 3a – 3b:", ("3a", "3b"), "3a–3b"),
        ("Zu Frage 3a und b:", ("3a", "3b"), "3aundb"),
        ("Zu Frage 3 – 3a:", ("3", "3a"), "3–3a"),
    ],
)
def test_joint_answers(tmp_path: Path, heading: str, numbers: tuple[str, ...], label: str) -> None:
    lines = Asked(answers=((heading, "Das lässt sich nur zusammen sagen."),)).text()
    path = SPEC.with_(lines=lines).save(tmp_path)
    (answer,) = things(records_of(path), Answer)
    assert (answer.answers, answer.number) == (numbers, label)
    found = statuses_of(path)
    assert {found[n] for n in numbers} == {"answered-jointly"}


@pytest.mark.parametrize(
    ("author", "name", "role"),
    [
        ("SVO Brandt, Ute", "Ute Brandt", "council-member"),
        ("RM Yılmaz, Aylin", "Aylin Yılmaz", "ratsmitglied"),
        ("Ratsherr Dr. von der Heide", "Dr. von der Heide", "ratsherr"),
        ("BVO Peter Ost", "Peter Ost", "district-council-member"),
        ("Brandt, Ute", "Ute Brandt", None),
    ],
)
def test_authors_with_roles(tmp_path: Path, author: str, name: str, role: str | None) -> None:
    records = records_of(SPEC.with_(author=author).save(tmp_path))
    person = things(records, Person)[0]
    assert person.name == name
    assert [m.role for m in things(records, Membership) if m.person == person.key] == ([role] if role else [])


@pytest.mark.parametrize(
    ("body", "line", "key", "kind"),
    [
        ("Rat der Stadt", "des Rates der Stadt", "rat-der-stadt", "council"),
        ("Rat der Stadt Neuburg", "Sitzung des Rates der Stadt Neuburg", "rat-der-stadt", "council"),
        ("Haupt- und Finanzausschuss", "des Haupt- und Finanzausschusses", "haupt-und-finanzausschuss", "committee"),
        ("Bezirksvertretung Mitte", "12. Sitzung der Bezirksvertretung Mitte", "bezirksvertretung-mitte", "district-council"),
        ("Ausschuss für Umwelt, Klima und Mobilität", "des Ausschusses für Umwelt, Klima und Mobilität",
         "ausschuss-fuer-umwelt-klima-und-mobilitaet", "committee"),
        ("Integrationsrat", "des Integrationsrates", "integrationsrat", "advisory-board"),
        ("Gemeinderat", "Öffentliche Sitzung des Gemeinderats", "gemeinderat", "council"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", FORMS)
def test_bodies(tmp_path: Path, form: str, body: str, line: str, key: str, kind: str) -> None:
    records = records_of(SPEC.with_(body=body, meeting_line=line).save(tmp_path, form))
    assert [(b.key, b.classification, b.name) for b in things(records, Body)] == [(key, kind, body)]
    assert records.joins == ()


def test_a_list_that_asks_nothing_is_no_inquiry(tmp_path: Path) -> None:
    lines = (
        "Beschluss:",
        "1. Der Rat stimmt dem Bau zu.",
        "2. Die Verwaltung wird beauftragt.",
        "3. Mittel stehen bereit.",
    )
    spec = SPEC.with_(paper_type="Beschlussvorlage", title="Bau der Brücke am Nordring", lines=lines)
    assert asked(spec.save(tmp_path)) == []


def test_unnumbered_questions_have_positions_and_no_number(tmp_path: Path) -> None:
    lines = ("Ich frage die Verwaltung:", "Wie lange wird noch gebaut? Die Anwohner warten.", "Wer trägt die Kosten?")
    records = records_of(SPEC.with_(lines=lines).save(tmp_path))
    assert [(q.key, q.number, q.text) for q in things(records, Question)] == [
        ("p1", None, "Wie lange wird noch gebaut?"),
        ("p2", None, "Wer trägt die Kosten?"),
    ]


def test_repeated_numbers_keep_their_order(tmp_path: Path) -> None:
    questions = (("1.", "Wie lange dauert das?"), ("1.", "Wer bezahlt das?"))
    answers = (("Zu 1.", "Drei Jahre."), ("Zu 1.", "Die Stadt."))
    path = SPEC.with_(lines=Asked(questions=questions, answers=answers).text()).save(tmp_path)
    assert [q.key for q in things(records_of(path), Question)] == ["1", "1-2"]
    assert statuses_of(path) == {"1": "answered", "1-2": "answered"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die Antwort wird nachgereicht.", "holding"),
        ("Siehe Antwort zu Frage 2.", "refers-elsewhere"),
        ("Dazu kann keine Auskunft gegeben werden.", "refused"),
        ("Es sind drei.", "answered"),
    ],
)
def test_status_by_the_words_of_the_answer(tmp_path: Path, text: str, status: str) -> None:
    path = SPEC.with_(lines=Asked(answers=(("Zu Frage 1:", text),)).text()).save(tmp_path)
    assert statuses_of(path)["1"] == status


def test_interleaved_answers(tmp_path: Path) -> None:
    lines = (
        "Ich frage die Verwaltung:",
        "1. Wie lange dauert das?",
        "Antwort: Drei Jahre.",
        "2. Wer bezahlt das?",
        "Antwort: Die Stadt.",
    )
    path = SPEC.with_(lines=lines).save(tmp_path)
    assert [text for _, _, text in asked(path)] == ["Wie lange dauert das?", "Wer bezahlt das?"]
    assert [a.text for a in things(records_of(path), Answer)] == ["Drei Jahre.", "Die Stadt."]
    assert statuses_of(path) == {"1": "answered", "2": "answered"}


def test_an_agenda_item_without_a_paper_is_no_paper(tmp_path: Path) -> None:
    page = (
        "Auszug - Mitteilungen der Verwaltung\n\ndes Schulausschusses\nTOP: Ö 12\n"
        "Gremium: Schulausschuss Beschlussart: zur Kenntnis genommen\nDatum: Mi, 01.02.2023 Status: öffentlich\n"
        "Zeit: 17:00 Anlass: Sitzung\nWortprotokoll\n\nDie Halle wird im Herbst fertig.\n"
    )
    path = tmp_path / "page.txt"
    path.write_text(page, encoding="utf-8")
    records = records_of(path)
    assert records.paper is None
    assert things(records, Paper) == []
    (decision,) = things(records, Decision)
    assert (decision.about.noun, decision.about.key) == ("meeting", "schulausschuss/2023-02-01/item/oe-12")
    (meeting,) = things(records, Meeting)
    assert meeting.end is None


def test_follow_up_questions_have_numbers_of_their_own(tmp_path: Path) -> None:
    lines = (
        "Ich frage das Bezirksamt:",
        "1. Wie lang ist der Weg?",
        "Nachfrage: Warum erst jetzt?",
        "Sehr geehrte Frau Muster,",
        "Ihre Anfrage beantworte ich für das Bezirksamt wie folgt:",
        "Zu 1.:",
        "Drei Kilometer.",
        "Zu Nachfrage 1:",
        "Weil Geld fehlte.",
    )
    path = SPEC.with_(lines=lines).save(tmp_path)
    assert [(n, t) for n, _, t in asked(path)] == [("1", "Wie lang ist der Weg?"), ("Nachfrage 1", "Warum erst jetzt?")]
    assert statuses_of(path) == {"1": "answered", "nachfrage-1": "answered"}
    assert {a.answered_by for a in things(records_of(path), Answer)} == {("unit", "bezirksamt")}


def test_columns_that_were_glued_when_the_page_was_saved(tmp_path: Path) -> None:
    page = (
        "Drucksache - 1265/II\n\nBetreff: Radwege in der Seestraße\nStatus:öffentlich Ursprungaktuell\n"
        " Initiator:Fraktion der SPDFraktion der SPD\nVerfasser:1. Muster, Eva\n2. Beispiel, Jan\n"
        "Drucksache-Art:AntragBeschluss\nBeratungsfolge:\nBezirksverordnetenversammlung Mitte Entscheidung\n18.09.2018 \n"
        "12. öffentliche Sitzung der Bezirksverordnetenversammlung Mitte überwiesen   \nSachverhalt\n\n\nMehr Platz für Räder.\n"
    )
    path = tmp_path / "page.txt"
    path.write_text(page, encoding="utf-8")
    records = records_of(path)
    (paper,) = things(records, Paper)
    assert (paper.paper_type, paper.publicity) == ("motion", "öffentlich")
    assert paper.creators == (("faction", "spd"), ("person", "muster-eva"), ("person", "beispiel-jan"))
    (decision,) = things(records, Decision)
    assert (decision.raw_outcome, decision.outcome) == ("überwiesen", "referred")


@pytest.mark.parametrize(
    ("meeting", "paper", "agenda", "public"),
    [
        ("öffentlich/nichtöffentlich", "öffentlich", "Ö 7.2", True),
        ("öffentlich/nichtöffentlich", "nichtöffentlich", "N 3", False),
        ("öffentlich/nichtöffentlich", "nichtöffentlich (vertraulich)", "Ö 21.1", False),
        ("öffentlich/nichtöffentlich", "nicht öffentlich", "Ö 7", False),
        ("öffentlich/nichtöffentlich", "nichtöffentlich/vertraulich", "", False),
        ("öffentlich/nichtöffentlich", "öffentlich/nichtöffentlich", "NÖ 4", False),
        ("öffentlich/nichtöffentlich", "öffentlich/nichtöffentlich", "Ö 4", True),
        ("Nichtöffentliche Sitzung", "", "4", False),
        ("öffentlich", "", "4", None),
        ("gemischt (Sitzung abgeschlossen)", "", "Ö 4", True),
    ],
)
def test_what_is_public(tmp_path: Path, meeting: str, paper: str, agenda: str, public: bool | None) -> None:
    spec = SPEC.with_(publicity=meeting, paper_status=paper, agenda=agenda)
    (found,) = things(records_of(spec.save(tmp_path)), Paper)
    assert found.is_public is public
