"""What pages do not say must not come out: forms that once led to statements nobody made, and their true neighbours."""

from pathlib import Path

import pytest

from civicgraph.extract.people import people
from civicgraph.record import Answer, Body, Claim, Decision, Lineage, Paper, Participation, Question, Reference, Step
from tests.extract.test_inquiry_variations import SPEC, asked, statuses_of
from tests.pages import Spec
from tests.reading import records_of, things

REPORT = Spec(title="Sachstand der Planung", paper_type="Berichtsvorlage", author="Berg, Eva")


def told(folder: Path, *lines: str) -> Path:
    return REPORT.with_(lines=("Sachverhalt:", *lines)).save(folder)


ASKED_THEN_ANSWERED = ("Ich frage die Verwaltung:", "1. Warum ist die Brücke gesperrt?", "2. Wie lange noch?")
ANSWERED = (
    "1. Warum ist die Brücke gesperrt?",
    "Antwort:",
    "Wegen Rissen.",
    "2. Wie lange noch?",
    "Antwort:",
    "Bis Juni.",
)


@pytest.mark.parametrize(
    "lines",
    [
        (*ASKED_THEN_ANSWERED, "Ihre Anfrage beantworte ich wie folgt:", *ANSWERED),
        ("Ihre Anfrage beantworte ich wie folgt:", *ANSWERED),
        ("Ich frage die Verwaltung:", *ANSWERED),
        tuple(line.replace("1.", "Frage 1:").replace("2.", "Frage 2:") for line in ("Ich frage:", *ANSWERED)),
    ],
)
def test_an_answer_belongs_to_the_question_above_it(tmp_path: Path, lines: tuple[str, ...]) -> None:
    path = SPEC.with_(lines=lines).save(tmp_path)
    assert [(n, t) for n, _, t in asked(path)] == [("1", "Warum ist die Brücke gesperrt?"), ("2", "Wie lange noch?")]
    assert [(a.answers, a.text) for a in things(records_of(path), Answer)] == [
        (("1",), "Wegen Rissen."),
        (("2",), "Bis Juni."),
    ]
    assert statuses_of(path) == {"1": "answered", "2": "answered"}


@pytest.mark.parametrize(
    ("leadin", "by"),
    [
        ("Die Anfrage der Ratsfrau Dr. Ott beantwortet die Verwaltung wie folgt:", ("unit", "verwaltung")),
        ("Die Anfrage von Ratsherrn Ott wird wie folgt beantwortet:", None),
        ("Die Anfrage von Herrn Ott beantworte ich wie folgt:", None),
        ("Herr Stadtrat Ott beantwortet die Anfrage wie folgt:", ("person", "ott")),
    ],
)
def test_who_asked_is_not_who_answers(tmp_path: Path, leadin: str, by: tuple[str, str] | None) -> None:
    lines = ("Ich frage:", "1. Wann?", leadin, "Zu 1.:", "Bald.")
    assert [a.answered_by for a in things(records_of(SPEC.with_(lines=lines).save(tmp_path)), Answer)] == [by]


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("Rund 3.500 Menschen kamen.", [("3500", "about")]),
        ("Über 300 Personen waren da.", [("300", "over")]),
        ("Bis zu 200 Personen passen hinein.", [("200", "up-to")]),
        ("Es kamen 10 bis 12 Personen.", []),
        ("Zwischen 10 und 20 Personen kamen.", []),
        ("Es kamen keine 10 Personen.", [("10", "under")]),
        ("Im Jahr 2022 Besucher gezählt zu haben, ist gut.", []),
        ("Sommer 2023 Workshops", []),
        ("Der Eigenanteil der Stadt beträgt 120.000 Euro.", [("120000", "exactly")]),
        ("Es kamen 2.022 Besucher.", [("2022", "exactly")]),
    ],
)
def test_claims(tmp_path: Path, sentence: str, claims: list[tuple[str, str]]) -> None:
    records = records_of(told(tmp_path, sentence))
    assert [(c.value, c.modifier) for c in things(records, Claim)] == claims


def test_what_a_sum_is_of(tmp_path: Path) -> None:
    lines = (
        "Der Eigenanteil der Stadt beträgt 10 Euro.",
        "Mittel in Höhe von 20 Euro fehlen.",
        "Es sind 3,5 Mio. Euro.",
    )
    subjects = {c.value: c.subject for c in things(records_of(told(tmp_path, *lines)), Claim)}
    assert subjects == {"10": "Eigenanteil", "20": "Mittel", "3500000": "Betrag"}


def test_a_topic_is_not_borrowed_from_another_sentence(tmp_path: Path) -> None:
    line = "Die Befragung lief gut. Im Stadtteil leben 4.200 Menschen. Es nahmen 30 Menschen daran teil."
    assert [c.subject for c in things(records_of(told(tmp_path, line)), Claim)] == ["Menschen", "Menschen (Befragung)"]


NO_DECISION = [
    "Der Rat hat die Verwaltung beauftragt, das Radverkehrskonzept umzusetzen, und den Bau der Brücke beschlossen.",
    "Der Stadtrat hat im Rahmen des Stadtentwicklungskonzepts den Umbau der Halle beschlossen.",
    "Die Maßnahmen des Lärmaktionsplans wurden vom Rat beschlossen.",
    "Die Umsetzung des Radverkehrskonzepts ist beschlossen worden.",
    "Der Antrag auf Fortschreibung des Klimaschutzkonzepts wurde abgelehnt.",
    "Wann hat der Rat das Radverkehrskonzept beschlossen?",
    "Das Radverkehrskonzept wurde im Ausschuss beraten und wird erst 2025 beschlossen.",
    "Das Radverkehrskonzept ist bisher in keiner Weise beschlossen.",
    "Das Radverkehrskonzept wurde niemals beschlossen.",
]


@pytest.mark.parametrize("sentence", NO_DECISION)
def test_no_decision_on_the_policy(tmp_path: Path, sentence: str) -> None:
    assert [d for d in things(records_of(told(tmp_path, sentence)), Decision) if d.about.noun == "policy"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Rat hat in seiner Sitzung am 12.03.2020 das Radverkehrskonzept beschlossen.",
        "Mit Beschluss vom 12.03.2020 hat der Rat das Radverkehrskonzept beschlossen.",
        "Das vom Rat am 12. März 2020 beschlossene Radverkehrskonzept gilt.",
        "Nachdem das Radverkehrskonzept am 12.03.2020 vom Rat beschlossen wurde, beginnt der Bau.",
        "Das Radverkehrskonzept wurde vom Rat am 12.03.2020 beschlossen.",
    ],
)
def test_a_decision_on_the_policy(tmp_path: Path, sentence: str) -> None:
    (found,) = [d for d in things(records_of(told(tmp_path, sentence)), Decision) if d.about.noun == "policy"]
    assert (found.about.key, found.body, found.raw_outcome) == ("radverkehrskonzept", "rat", "beschlossen")
    assert found.when is None or found.when.edtf == "2020-03-12"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ist die Klimastrategie auf Grundlage des Energiekonzepts erarbeitet worden?",
        "Die Fraktion beantragt, das Verkehrskonzept zu einem Mobilitätskonzept weiterzuentwickeln.",
    ],
)
def test_no_lineage(tmp_path: Path, sentence: str) -> None:
    assert things(records_of(told(tmp_path, sentence)), Lineage) == []


def test_policies_side_by_side_are_not_built_on_each_other(tmp_path: Path) -> None:
    sentence = "Aufbauend auf dem Energiekonzept und dem Klimaschutzkonzept soll ein Wärmeplan erstellt werden."
    edges = things(records_of(told(tmp_path, sentence)), Lineage)
    assert {(e.newer, e.older) for e in edges} <= {
        ("waermeplan", "energiekonzept"),
        ("waermeplan", "klimaschutzkonzept"),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Eine Bürgerbefragung zum Radverkehrskonzept hat nicht stattgefunden.",
        "Wird zum Radverkehrskonzept eine Online-Umfrage durchgeführt?",
    ],
)
def test_no_participation(tmp_path: Path, sentence: str) -> None:
    lines = ("Das Radverkehrskonzept baut auf dem Verkehrsleitbild auf.", sentence)
    assert things(records_of(told(tmp_path, *lines)), Participation) == []


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("SVO Hertel, Maria", [("person", "Maria Hertel")]),
        ("Knapp, Olaf", [("person", "Olaf Knapp")]),
        ("Oertel, Ina - Tel.: 0123 45", [("person", "Ina Oertel")]),
        ("CDU, SPD", [("faction", "CDU"), ("faction", "SPD")]),
        ("SPD, GRÜNE, FDP", [("faction", "SPD"), ("faction", "GRÜNE"), ("faction", "FDP")]),
        ("Fraktionen von SPD und CDU", [("faction", "SPD"), ("faction", "CDU")]),
        ("Seniorenbeirat", [("body", "Seniorenbeirat")]),
        ("Ortsrat Neustadt", [("body", "Ortsrat Neustadt")]),
        ("Stadtwerke Talheim AG", [("unit", "Stadtwerke Talheim AG")]),
        ("Wind, Lars, Sturm, Eva", [("person", "Lars Wind"), ("person", "Eva Sturm")]),
        ("N.N.", []),
    ],
)
def test_who_is_named(value: str, named: list[tuple[str, str]]) -> None:
    assert [(n.noun, n.name) for n in people(value)] == named


PLANNED = (
    "Vorlage - 2024/0200\n\nBetreff: Brücke am Markt\nund der Weg dorthin\nStatus:öffentlichVorlage-Art:Beschlussvorlage\n"
    "Federführend:Tiefbauamt\nBeratungsfolge:\nAusschuss für Bau Vorberatung\n09.06.2021\nRat der Stadt Entscheidung\n22.06.2021\n"
    "In der Zeitung vom 12\n\nSachverhalt\n\n\nDie Brücke ist alt.\n"
)


def test_planned_stations_keep_their_own_dates_and_prose_is_no_station(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PLANNED, encoding="utf-8")
    records = records_of(path)
    (paper,) = things(records, Paper)
    assert paper.title == "Brücke am Markt und der Weg dorthin"
    assert (paper.paper_type, paper.lead_unit) == ("draft-resolution", "tiefbauamt")
    steps = [(s.body, s.role, s.when.edtf if s.when else None) for s in things(records, Step)]
    assert steps == [("ausschuss-fuer-bau", "preliminary", "2021-06-09"), ("rat-der-stadt", "decision", "2021-06-22")]
    assert {b.key for b in things(records, Body)} == {"ausschuss-fuer-bau", "rat-der-stadt"}
    assert records.joins == ()


def test_an_extract_whose_header_is_lost_speaks_of_no_paper(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("Auszug - Sachstand Hallenbad\n\nDas Bad öffnet wieder.\n", encoding="utf-8")
    records = records_of(path)
    assert records.things == ()
    assert [f.rule for f in records.findings] == ["header-missing"]


def test_reasons_in_a_list_are_no_questions(tmp_path: Path) -> None:
    lines = ("Ich frage:", "1. Wer stellt Bänke auf?", "Begründung:", "1. Bänke sind wichtig.", "2. Sie fehlen.")
    found = things(records_of(SPEC.with_(lines=lines).save(tmp_path)), Question)
    assert [q.text for q in found] == ["Wer stellt Bänke auf?"]


SEQUENCE = ("Radverkehrskonzept:", "05.02.2024 Rat der Stadt")


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("- 12.02.2024 Ausschuss für Bau", "ausschuss-fuer-bau"),
        ("Ausschuss für Bau 12.02.2024", "ausschuss-fuer-bau"),
        ("Ausschuss für Bau, 12.02.2024", "ausschuss-fuer-bau"),
        ("12.02.2024 Ausschuss für Bau (entfällt)", None),
        ("12.02.2024 Rat der Nachbarstadt Ostheim", None),
        ("12.02.2024 abgesagt", None),
    ],
)
def test_dated_lines(tmp_path: Path, line: str, body: str | None) -> None:
    records = records_of(told(tmp_path, *SEQUENCE, line, "26.02.2024 Rat der Stadt"))
    steps = [s for s in things(records, Step) if s.about.noun == "policy"]
    expected = ["rat-der-stadt", *([body] if body else []), "rat-der-stadt"]
    assert [s.body for s in steps] == expected
    assert [s.position for s in steps] == list(range(1, len(expected) + 1))
    assert [s for s in things(records, Step) if s.about.noun == "paper" and s.position] == []
    assert ("dated-line-not-understood" in [f.rule for f in records.findings]) is (body is None)


def test_dates_under_a_foreign_heading_are_no_steps_of_the_paper(tmp_path: Path) -> None:
    lines = ("Kosten des Verfahrens:", "05.02.2024 Beschluss über Mittel", "12.02.2024 Bekanntmachung")
    assert [s for s in things(records_of(told(tmp_path, *lines)), Step) if s.position] == []
    lines = ("Bisherige Beratungen:", "05.02.2024 Rat der Stadt", "12.02.2024 Ausschuss für Bau")
    assert len([s for s in things(records_of(told(tmp_path, *lines)), Step) if s.position]) == 2


def test_two_columns_with_unequal_values(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        "Drucksache - 1265/II\n\nBetreff: Radwege\nStatus:öffentlich Ursprungaktuell\n Initiator:Fraktion der SPDBezirksamt\n"
        "Drucksache-Art:AntragVorlage zur Kenntnisnahme\nSachverhalt\n\n\nMehr Platz.\n",
        encoding="utf-8",
    )
    (paper,) = things(records_of(path), Paper)
    assert (paper.creators, paper.paper_type) == ((("faction", "spd"),), "motion")


def test_questions_on_one_line(tmp_path: Path) -> None:
    path = SPEC.with_(lines=("Wir fragen:", "1. Wer baut?2. Wer zahlt? 3. Wann?")).save(tmp_path)
    assert [(n, t) for n, _, t in asked(path)] == [("1", "Wer baut?"), ("2", "Wer zahlt?"), ("3", "Wann?")]


@pytest.mark.parametrize(
    ("title", "number", "named"),
    [
        ("Änderungsantrag zu VO/2023/0100: Radwege", "VO/2023/0100", None),
        ("ÄA zu 2023/0044", "2023/0044", None),
        ("Antwort auf Anfrage VO/2023/0100: Radwege", "VO/2023/0100", None),
        ("Rückfragen zur Anfrage Radwege vom 07.03.2023", None, "Radwege"),
        ("Rückfragen zur Anfrage der Ratsfrau Kern vom 07.03.2023", None, None),
    ],
)
def test_what_a_title_refers_to(tmp_path: Path, title: str, number: str | None, named: str | None) -> None:
    (found,) = things(records_of(SPEC.with_(title=title, lines=("Text.",)).save(tmp_path)), Reference)
    assert (found.number, found.title, found.reference_kind) == (number, named, "follows-up")


def test_fractions_are_no_papers(tmp_path: Path) -> None:
    assert things(records_of(told(tmp_path, "In der Vorlage 2/3 der Bürger zu nennen, ist gut.")), Reference) == []


def test_the_answer_to_a_further_question_belongs_to_none_of_those_before(tmp_path: Path) -> None:
    lines = (
        "Ich frage:",
        "1. Ist das so?",
        "2. Warum?",
        "Zu Frage 1 und 2:",
        "Ja, darum.",
        "Zusatzfrage 1:",
        "Seit wann?",
        "Antwort:",
        "Seit Mai.",
    )
    path = SPEC.with_(lines=lines).save(tmp_path)
    assert [a.text for a in things(records_of(path), Answer)] == ["Ja, darum.", "Seit Mai."]
    assert statuses_of(path) == {"1": "answered-jointly", "2": "answered-jointly", "nachfrage-1": "answered"}
