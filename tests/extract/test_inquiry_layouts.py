"""Layouts of letters that mislead: columns in a letter head, numbers out of order, heads of sections, parts below headings."""

import pytest

from civicgraph.link import align, statuses
from tests.filetexts import ANSWERS, ASKS, pairs, told

TWO_COLUMNS = (
    "STADT GRÜNFELDE\n\nSTELLUNGNAHME zur Anfrage\n\nStadtrat Uwe Kamp (BfG)\n\nVorlage Nr.:\nTOP:\n\nVerantwortlich:\n"
    "12.03.2019\n2019/0042\n7.1\nöffentlich\n{}\nSchwimmbad\n\n1. Wann öffnet das Bad?\n\nIm Mai.\n"
)


@pytest.mark.parametrize(
    ("value", "key"),
    [("Dez. 4", "dez-4"), ("Amt 61", "amt-61"), ("OV Hagen", "ov-hagen"), ("Tiefbauamt", "tiefbauamt")],
)
def test_who_answers_stands_in_a_column_of_its_own(value: str, key: str) -> None:
    assert {a.answered_by for a in told(TWO_COLUMNS.format(value)).answers} == {("unit", key)}


def test_a_column_without_a_unit_names_nobody() -> None:
    assert {a.answered_by for a in told(TWO_COLUMNS.format("x")).answers} == {None}


def test_a_label_left_unfinished_leaves_the_word_to_the_next() -> None:
    head = ANSWERS.replace("Verantwortlich: Dez. 4", "Verantwortlich: Dez.\nDienststelle: Forstamt")
    assert {a.answered_by for a in told(head + "1. Wann?\n\nIm Mai.\n").answers} == {("unit", "forstamt")}


def asked_by(head: str) -> set[str]:
    """Return the names of who asks a question below a letter head."""
    found = told(f"STADT GRÜNFELDE\n\nANFRAGE\n\n{head}\n\n1. Wann öffnet das Bad?\n2. Wer zahlt den Eintritt?\n")
    names = {thing.key: thing.name for thing in found.things if hasattr(thing, "name") and hasattr(thing, "key")}
    return {names[key] for question in found.questions for _, key in question.asked_by}


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("Stadtrat Uwe Kamp (BfG)", {"Uwe Kamp"}),
        ("Stadtrat Kamp (SPD)", {"Kamp"}),
        ("Ortschaftsrat Hagen\nCDU-OR-Fraktion", {"CDU"}),
        ("Anfrage: SPD", {"SPD"}),
        ("Anfrage: Schwimmbad", set[str]()),
        ("SPD-Ratsfraktion\nStadtrat Uwe Kamp (CDU)", {"SPD", "Uwe Kamp"}),
        ("SPD-Ratsfraktion\nStadtrat Uwe Kamp (SPD)", {"Uwe Kamp"}),
        ("Stadtrat Uwe Kamp (SPD)\n\nAlle Nutzer fürchten, vor allem ältere Bürgerinnen und Bürger, um ihre Zeiten", {"Uwe Kamp"}),
    ],
)  # fmt: skip
def test_who_asks_is_named_as_the_letter_head_names_them(head: str, names: set[str]) -> None:
    assert asked_by(head) == names


def test_abbreviations_end_no_question() -> None:
    found = told(
        ANSWERS + "1. Wer zahlt? Welche Hallen, Bäder etc. sind bzw. waren betroffen?\nDas Land zahlt, alle.\n"
        "2. Wann? Falls das offen ist, bis wann wird ggf. entschieden?\n\nIm Mai.\n"
    )
    assert [a.text for a in found.answers] == ["Das Land zahlt, alle.", "Im Mai."]


def test_a_question_goes_on_to_the_empty_line_where_empty_lines_part_a_text() -> None:
    rest = "2. Wer zahlt?\n\nDas Land.\n\n3. Wo liegt der Plan aus?\n\nIm Rathaus.\n\n4. Wann?\n\nIm Mai.\n"
    first = "1. Welche Vereine nutzen das Bad? {}\n\nEs sind drei.\n\n"
    said = "Die Zeiten sind einzeln zu nennen."
    assert told(ANSWERS + first.format(said) + rest).answers[0].text == "Es sind drei."
    below = "1. Welche Vereine nutzen das Bad?\nDrei Vereine nutzen es.\n\nEs sind neue dabei.\n\n"
    assert told(ANSWERS + below + rest).answers[0].text == "Drei Vereine nutzen es. Es sind neue dabei."


SECTIONS = (
    "A Kosten\n\n1. Der Plan nennt vier Millionen Euro.\n1.1 Wer zahlt?\n1.2 Bis wann?\n1.3 Was fehlt?\n\n"
    "2. Im Herbst wurde neu gerechnet.\n2.1 Von wem?\n2.2 Mit welchem Ergebnis?\n\n"
    "B Verkehr\n\n1. Die Straße ist gesperrt.\n1.2 Wie lange?\n1.3 Auf wessen Antrag?\n"
)


def test_dotted_numbers_begin_anew_in_every_section() -> None:
    found = told(ASKS + SECTIONS).questions
    assert [q.number for q in found] == ["1.1", "1.2", "1.3", "2.1", "2.2", "1.2", "1.3"]


def test_dotted_numbers_of_three_places_come_back_to_two() -> None:
    text = ASKS + "1.1 Wer?\n1.2 Wann?\n1.2.1 Ist das sicher?\n1.2.2 Seit wann?\n1.3 Wo?\n1.3.1 Warum dort?\n"
    assert [q.number for q in told(text).questions] == ["1.1", "1.2", "1.2.1", "1.2.2", "1.3", "1.3.1"]


def test_the_head_of_the_next_section_is_no_answer() -> None:
    given = (
        "1. Der Plan nennt vier Millionen Euro.\n1.1 Wer zahlt?\n1.2 Bis wann?\n\nDas Land, bis Mai.\n\n"
        "B Verkehr\n\n2. Die Straße ist gesperrt.\n2.1 Wie lange?\n\nEin Jahr.\n"
    )
    assert [a.text for a in told(ANSWERS + given).answers] == ["Das Land, bis Mai.", "Ein Jahr."]


def test_a_heading_that_names_a_section_answers_its_questions() -> None:
    asking = ASKS + "1.1 Wer zahlt?\n1.2 Bis wann?\n2.1 Wie lange wird gesperrt?\n2.2 Auf wessen Antrag?\n"
    given = ANSWERS + "Zu 1.1\nDas Land.\n\nZu 1.2\nBis Mai.\n\nZu 2.\nEin Jahr, auf Antrag der Polizei.\n"
    assert [(q, kind, rule) for q, _, kind, rule in pairs(asking, given) if q.startswith("2")] == [
        ("2.1", "derived", "heading-names-section"),
        ("2.2", "derived", "heading-names-section"),
    ]


def test_a_number_repeated_before_a_letter_numbers_a_part() -> None:
    asking = (
        ASKS + "1. Wer zahlt?\n2. Wie läuft ein Einsatz ab?\n2.a) Wer rückt aus?\n2. b) Wer leitet ihn?\n3. Wann?\n"
    )
    assert [(q.number, q.parent, q.text) for q in told(asking).questions][1:4] == [
        ("2", None, "Wie läuft ein Einsatz ab?"),
        ("2a", "2", "Wer rückt aus?"),
        ("2b", "2", "Wer leitet ihn?"),
    ]


@pytest.mark.parametrize("label", ["1. + 2.", "1. und 2.", "1./2.", "1.) + 2.)"])
def test_two_numbers_before_two_repeated_questions(label: str) -> None:
    asking = ASKS + "1. Wer zahlt die Schulen?\n2. Wie viel kostet das im Jahr?\n3. Wann?\n"
    given = f"{label} Wer zahlt die Schulen?\nWie viel kostet das im Jahr?\n\nDas Land, eine Million.\n\n3. Wann?\n\nIm Mai.\n"
    assert {q for q, answer, _, _ in pairs(asking, ANSWERS + given) if answer == "Das Land, eine Million."} >= {
        "1",
        "2",
    }


def test_numbers_out_of_order_meet_their_questions() -> None:
    asking = ASKS + "".join(
        f"{n}. Was kostet der Posten {w}?\n" for n, w in enumerate(["Dach", "Wand", "Keller", "Hof"], 1)
    )
    given = (
        "1. Was kostet der Posten Dach?\nZwölf Euro.\n\n3. Was kostet der Posten Keller?\nZehn Euro.\n\n"
        "2. Was kostet der Posten Wand?\nElf Euro.\n\n4. Was kostet der Posten Hof?\nNeun Euro.\n"
    )
    assert [(q, answer) for q, answer, _, _ in pairs(asking, ANSWERS + given)] == [
        ("1", "Zwölf Euro."), ("3", "Zehn Euro."), ("2", "Elf Euro."), ("4", "Neun Euro."),
    ]  # fmt: skip


def test_a_wrapped_line_that_begins_with_a_lower_number_is_no_question() -> None:
    text = ASKS + "2.1 Wer zahlt?\n2.2 Wann?\n2.3 Gilt das auch für die Fälle der Fragen 2.1 oder\n2.2 genannten Art?\n"
    assert [q.number for q in told(text).questions] == ["2.1", "2.2", "2.3"]


def test_letters_of_some_parts_hide_no_questions_repeated_without_numbers() -> None:
    asking = ASKS + (
        "1. Wer zahlt den Umbau der Brücke?\n2. Wenn nicht das Land:\na) Zahlt dann der Kreis den Umbau?\nb) Zahlt die Stadt ihn?\n"
        "3. Wann beginnen die Arbeiten am Ufer?\n4. Wie lange wird der Uferweg gesperrt?\n5. Welche Umleitung wird ausgeschildert?\n"
        "6. Wer leitet die Arbeiten am Ufer im Sommer?\n"
    )
    given = ANSWERS + (
        "Wer zahlt den Umbau der Brücke?\nDas Land trägt alles.\n\n"
        "Wenn nicht das Land:\na) Zahlt dann der Kreis den Umbau?\nb) Zahlt die Stadt ihn?\nDas entfällt damit.\n\n"
        "Wann beginnen die Arbeiten am Ufer?\nIm Mai.\n\nWie lange wird der Uferweg gesperrt?\nEin Jahr.\n\n"
        "Welche Umleitung wird ausgeschildert?\nDie über den Markt.\n\nWer leitet die Arbeiten am Ufer im Sommer?\nDas Tiefbauamt.\n"
    )
    found = {(q, answer) for q, answer, _, _ in pairs(asking, given)}
    assert {("1", "Das Land trägt alles."), ("3", "Im Mai."), ("4", "Ein Jahr."), ("5", "Die über den Markt.")} <= found
    assert {q for q, answer in found if answer == "Das entfällt damit."} >= {"2a"}


def test_several_questions_repeated_in_one_answer_are_all_answered() -> None:
    asking = ASKS + "Wann wurde der Wald am Hang zuletzt überprüft? Wann wurden die Bäume dort geschnitten?\n"
    given = (
        ANSWERS
        + "1. Wann wurde der Wald am Hang zuletzt überprüft? Wann wurden die Bäume dort geschnitten?\n\nIm Mai.\n"
    )
    assert {q for q, _, _, _ in pairs(asking, given)} == {"p1", "p2"}


PARTED = (
    "4. Wie hoch sind die Sätze?\na) Steigen sie?\nb) Bis wann?\n\nZwölf Euro.\n\nZu 4a) Nein.\n\nZu 4b) Das entfällt.\n\n"
    "5. Wie viele hörten auf?\n\nDas wird je Jahr gezählt.\n\nZu a) Drei.\n\nZu b) Vier.\n"
)


def test_a_letter_alone_in_a_heading_belongs_to_the_number_above_it() -> None:
    asking = ASKS + (
        "1. Wer?\n2. Wo?\n3. Was?\n4. Wie hoch sind die Sätze?\na) Steigen sie?\nb) Bis wann?\n"
        "5. Wie viele hörten auf?\na) im Vorjahr?\nb) in diesem Jahr?\n"
    )
    found = {(q, answer) for q, answer, _, _ in pairs(asking, ANSWERS + PARTED)}
    assert {("4", "Zwölf Euro."), ("4a", "Nein."), ("4b", "Das entfällt."), ("5a", "Drei."), ("5b", "Vier.")} <= found
    assert not {("4a", "Zwölf Euro."), ("4a", "Drei.")} & found


def test_a_request_behind_the_only_question_belongs_to_it() -> None:
    text = (
        ASKS
        + "Wie oft wird der Tunnel geschlossen?\n\nWenn möglich, bitte nach Jahren auflisten.\n\nBegründung\nEs staut sich.\n"
    )
    assert [q.text for q in told(text).questions] == [
        "Wie oft wird der Tunnel geschlossen? Wenn möglich, bitte nach Jahren auflisten."
    ]


def test_a_row_of_the_letter_heads_table_is_no_answer() -> None:
    head = ANSWERS + "Gremien Termin TOP Ö / N Zuständigkeit\n\nGemeinderat 24.10.2023 33 Ö Kenntnisnahme\n"
    said = "Der Tunnel wird zweimal im Jahr für je eine Nacht geschlossen, im Mai und im Herbst."
    assert [a.text for a in told(head + said).answers] == [said]


def test_a_list_inside_an_answer_asks_nothing() -> None:
    given = ANSWERS + (
        "1. Was schützt die Wege?\n\nDas Konzept nennt:\n\n1. Schutz der Treppen\n\n1.1 Türen: aus Stahl.\n1.2 Fenster: aus Glas.\n\n"
        "2. Anlagen der Technik\n\n2.1 Melder: in allen Räumen.\n\n3. Der Tunnel selbst\n\n"
        "2. Wer rückt aus?\n\nDie Feuerwehr.\n\n3. Wann?\n\nSofort.\n"
    )
    found = told(given).answers
    assert [(a.answers, a.text[:11]) for a in found] == [
        (("1",), "Das Konzept"),
        (("2",), "Die Feuerwe"),
        (("3",), "Sofort."),
    ]


@pytest.mark.parametrize(
    "line", ["Beschluss (intern):", "Anmerkung zur Begründung in der Anfrage", "*) Grundsätzliche Anmerkung:"]
)
def test_what_follows_the_answers_is_none(line: str) -> None:
    text = ANSWERS + f"1. Wer?\n\nDas Land.\n\n2. Wann?\n\nIm Mai.\n\n{line}\n\nKopie an das Amt 10.\n"
    assert told(text).answers[-1].text == "Im Mai."


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("Alle gestellten Fragen sind in der Vorlage 12/2020 ausführlich beantwortet.", "refers-elsewhere"),
        ("Es wird auf die Antwort vom 3. Mai (Vorlage 7, TOP 2) hingewiesen.", "refers-elsewhere"),
        ("Weder der Stadt noch dem Land liegen entsprechende Zahlen vor.", "refused"),
        ("Weder das Dach noch der Keller ist feucht, Zahlen liegen bei.", "answered"),
    ],
)
def test_the_words_of_an_answer_say_how_the_question_stands(answer: str, status: str) -> None:
    asked, given = (
        told(ASKS + "1. Wie viele Dächer sind feucht?\n"),
        told(ANSWERS + f"1. Wie viele Dächer sind feucht?\n\n{answer}\n"),
    )
    questions, answers = list(asked.questions), list(given.answers)
    found = statuses("p", questions, answers, align("p", questions, answers)[0], ())
    assert [one.status for one in found] == [status]
