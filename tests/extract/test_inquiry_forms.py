"""Forms of numbers, announcements, headings and statuses: each alone tells what is asked, and what answers it."""

import pytest

from tests.filetexts import ANSWERS, ASKS, pairs, stands, told

QUESTIONS = ("Wie viele Bänke stehen im Stadtpark?", "Wer leert dort die Körbe?", "Wann wird der Teich entschlammt?")
REPLIES = ("Dort stehen 41 Bänke.", "Das übernimmt der Bauhof.", "Vorgesehen ist der Herbst 2024.")

NUMBERS = [
    ("1. ", "2. ", "3. "),
    ("1) ", "2) ", "3) "),
    ("1.) ", "2.) ", "3.) "),
    ("(1) ", "(2) ", "(3) "),
    ("1: ", "2: ", "3: "),
    ("1.\n", "2.\n", "3.\n"),
    ("1.\n\n", "2.\n\n", "3.\n\n"),
    ("1 ", "2 ", "3 "),
    ("01. ", "02. ", "03. "),
    ("1.", "2.", "3."),
    ("1 - ", "2 - ", "3 - "),
    ("1 – ", "2 – ", "3 – "),
    ("  1.\t", "  2.\t", "  3.\t"),
    ("Frage 1: ", "Frage 2: ", "Frage 3: "),
    ("Frage 1\n", "Frage 2\n", "Frage 3\n"),
    ("Frage 1:\n", "Frage 2:\n", "Frage 3:\n"),
    ("Frage 1 - ", "Frage 2 - ", "Frage 3 - "),
    ("Frage Nr. 1: ", "Frage Nr. 2: ", "Frage Nr. 3: "),
    ("FRAGE 1: ", "FRAGE 2: ", "FRAGE 3: "),
    ("1. Frage: ", "2. Frage: ", "3. Frage: "),
    ("I. ", "II. ", "III. "),
    ("I) ", "II) ", "III) "),
    ("a) ", "b) ", "c) "),
    ("(a) ", "(b) ", "(c) "),
    ("A. ", "B. ", "C. "),
    ("A) ", "B) ", "C) "),
    ("1.1 ", "1.2 ", "1.3 "),
    ("F1: ", "F2: ", "F3: "),
    ("Nr. 1: ", "Nr. 2: ", "Nr. 3: "),
    ("**1.** ", "**2.** ", "**3.** "),
]


def letter(labels: tuple[str, ...], texts: tuple[str, ...], gap: str = "\n\n") -> str:
    """Return labelled texts, one below the other."""
    return gap.join(f"{label}{text}" for label, text in zip(labels, texts, strict=True)) + "\n"


def aligned(asking: str, answering: str) -> list[str]:
    """Return the answers in the order of the questions."""
    order = [q.key for q in told(asking).questions]
    return [text for _, text, _, _ in sorted(pairs(asking, answering), key=lambda p: order.index(p[0]))]


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "apart"])
@pytest.mark.parametrize("labels", NUMBERS, ids=lambda labels: labels[0].strip())
def test_every_way_to_number_questions_is_read(labels: tuple[str, ...], gap: str) -> None:
    found = told(f"{ASKS}{letter(labels, QUESTIONS, gap)}\nDer Park wird viel besucht.\n")
    assert [q.text for q in found.questions] == list(QUESTIONS)
    assert len({q.key for q in found.questions}) == 3


HEADINGS = [
    "Zu {}:", "Zu {}.", "Zu {}.:", "Zu {})", "Zu {}.)", "Zu {}", "zu {}:", "zu {}.", "zu {})", "ZU {}:", "Zu ({})",
    "Zu Frage {}:", "Zu Frage {}", "zu Frage {}:", "Zu Frage {}.:", "Zu Frage {})", "Zu Frage {} -", "ZU FRAGE {}:",
    "Zur Frage {}:", "Zu der Frage {}:", "Zu Ziffer {}:", "Zu Punkt {}:", "Zu Nr. {}:", "Zu Nummer {}:", "Zu Ziff. {}:",
    "Antwort zu {}:", "Antwort zu Frage {}:", "Antwort zu Frage Nr. {}:", "Antwort zur Frage {}:", "Antwort auf Frage {}:",
    "Antwort {}:", "Antwort {}", "Antwort Frage {}:", "Antwort zu Ziffer {}:", "Antworten zu Frage {}:",
    "Ad {}:", "ad {})", "Beantwortung Frage {}:", "Beantwortung der Frage {}:", "Beantwortung zu Frage {}:",
    "Stellungnahme zu Frage {}:", "Stellungnahme zu {}:", "• Zu {}:", "**Zu Frage {}:**", "Frage {}:", "{}.", "{})", "({})",
    "A{}:", "Zu Frage Nr. {}:", "Zu 0{}:", "Zu Fragestellung {}:", "Zu Teilfrage {}:", "zu Pkt. {}:",
]  # fmt: skip


@pytest.mark.parametrize("below", [" ", "\n", "\n\n"], ids=["beside", "below", "apart"])
@pytest.mark.parametrize("heading", HEADINGS)
def test_every_way_to_head_an_answer_names_its_question(heading: str, below: str) -> None:
    labels = tuple(heading.format(n) + below for n in (1, 2, 3))
    if heading[-1].isdigit() or heading[-1] == "}":
        labels = tuple(
            label.replace(" \n", "\n") if below != " " else heading.format(n) + "\n"
            for n, label in enumerate(labels, 1)
        )
    asking = ASKS + letter(("1. ", "2. ", "3. "), QUESTIONS, "\n")
    assert aligned(asking, ANSWERS + letter(labels, REPLIES)) == list(REPLIES)


@pytest.mark.parametrize("heading", ["Zu {}:", "Zu {}.", "Zu {})", "Zu Frage {}:", "Antwort zu {}:", "zu {}.:"])
@pytest.mark.parametrize("numbers", [("I", "II", "III"), ("a", "b", "c"), ("A", "B", "C"), ("1.1", "1.2", "1.3")])
def test_answers_name_questions_of_every_numbering(heading: str, numbers: tuple[str, ...]) -> None:
    asking = ASKS + letter(tuple(f"{n}) " if n.isalpha() else f"{n} " for n in numbers), QUESTIONS)
    answering = ANSWERS + letter(tuple(heading.format(n) + "\n" for n in numbers), REPLIES)
    assert aligned(asking, answering) == list(REPLIES)


JOINT = [
    "Zu 1 und 2:", "Zu 1. und 2.:", "Zu 1 + 2:", "Zu 1/2:", "Zu 1, 2:", "Zu 1 u. 2:", "Zu 1 & 2:", "Zu 1 bis 2:", "Zu 1–2:",
    "Zu 1 - 2:", "Zu 1) und 2):", "Zu den Fragen 1 und 2:", "Zu Frage 1 und 2:", "Zu Fragen 1 und 2", "Zu Frage 1 und Frage 2:",
    "Zu Frage 1 und zu Frage 2:", "Zu den Ziffern 1 und 2:", "Zu den Punkten 1 und 2:", "Antwort zu den Fragen 1 und 2:",
    "Antwort zu 1 und 2:", "Antworten zu 1 und 2:", "Zu 1. sowie 2.:", "Zu I. und II.:", "Die Fragen 1 und 2 werden gemeinsam beantwortet:",
    "Die Fragen 1 und 2 werden wegen ihres Sachzusammenhangs zusammen beantwortet.", "Fragen 1 und 2:", "Frage 1 und 2:",
    "Antwort zu Frage 1 und 2:", "Zu Nr. 1 und 2:", "Zu den Nummern 1 und 2:", "Zu Frage 1 + 2:",
]  # fmt: skip


@pytest.mark.parametrize("heading", JOINT)
def test_every_way_to_answer_jointly_names_both_questions(heading: str) -> None:
    numbers = ("I", "II", "III") if "I." in heading else ("1", "2", "3")
    asking = ASKS + letter(tuple(f"{n}. " for n in numbers), QUESTIONS)
    last = f"{numbers[2]}." if heading[0].isdigit() else f"Zu {numbers[2]}:"
    answering = f"{ANSWERS}{heading}\nUm alles kümmert sich der Bauhof.\n\n{last}\n{REPLIES[2]}\n"
    assert list(stands(asking, answering).values()) == ["answered-jointly", "answered-jointly", "answered"]


LEADINS = [
    "Wir fragen die Verwaltung:", "Ich frage den Magistrat:", "Deshalb fragen wir:", "Dazu fragen wir die Stadt:",
    "Vor diesem Hintergrund bitten wir um Beantwortung folgender Fragen:", "Die Fraktion stellt folgende Fragen:",
    "Die Verwaltung wird gebeten, die nachstehenden Fragen zu beantworten:", "Folgende Fragen ergeben sich daraus:",
    "Hieraus ergeben sich nachfolgende Fragen:", "Wir bitten um Auskunft zu folgenden Punkten:", "Unsere Fragen:",
    "Fragen:", "Anfrage:", "Fragestellung:", "Die Anfrage lautet:", "Wir möchten wissen:", "Bitte beantworten Sie uns:",
    "Der Oberbürgermeister wird um Auskunft gebeten:", "Wir fragen daher an:", "Dies vorausgeschickt fragen wir:",
]  # fmt: skip
BULLETS = ["• ", "- ", "– ", "* ", "\uf0b7 ", "▪ ", "o "]


@pytest.mark.parametrize("leadin", LEADINS)
@pytest.mark.parametrize("bullet", BULLETS)
def test_bullets_below_every_announcement_are_questions(leadin: str, bullet: str) -> None:
    text = f"{ASKS}Der Park wird viel besucht.\n\n{leadin}\n\n{letter((bullet,) * 3, QUESTIONS, chr(10))}\nIda Lorch\n"
    assert [q.text for q in told(text).questions] == list(QUESTIONS)


@pytest.mark.parametrize(
    "word",
    [
        "Antwort:",
        "Antwort der Verwaltung:",
        "Stellungnahme:",
        "Stellungnahme der Verwaltung:",
        "A:",
        "Antwort",
        "ANTWORT:",
        "Die Antwort:",
        "Antwort des Bürgermeisters:",
        "Antwort Verwaltung:",
        "Antw.:",
        "Beantwortung:",
    ],
)
def test_a_word_below_each_question_marks_its_answer(word: str) -> None:
    text = "\n\n".join(f"{n}. {q}\n{word}\n{a}" for n, (q, a) in enumerate(zip(QUESTIONS, REPLIES, strict=True), 1))
    found = told(f"{ANSWERS}{text}\n")
    assert [a.text for a in found.answers] == list(REPLIES)


def test_repeated_questions_wrapped_and_hyphenated_elsewhere_are_not_answers() -> None:
    asking = (
        ASKS
        + "1. Wie viele Ladesäulen betreiben die Stadtwerke in der Innen-\nstadt?\n2. Wer reinigt die Unterfüh-\nrung am Bahnhof?\n"
    )
    answering = (
        ANSWERS
        + "1. Wie viele Ladesäulen betreiben die Stadtwer-\nke in der Innenstadt?\n\nEs sind 18.\n\n"
        + "2. Wer reinigt die Unterführung am\nBahnhof?\n\nDer Bauhof.\n"
    )
    assert aligned(asking, answering) == ["Es sind 18.", "Der Bauhof."]


FLAT = [
    "Wir fragen: 1. {0} 2. {1} 3. {2} Antwort der Verwaltung: Zu 1: {3} Zu 2: {4} Zu 3: {5}",
    "Wir fragen die Stadt: 1. {0}2. {1}3. {2}\nDie Verwaltung antwortet wie folgt: Zu Frage 1: {3} Zu Frage 2: {4} Zu Frage 3: {5}",
    "Ich frage den Magistrat: 1) {0} 2) {1} 3) {2}\n\nDer Magistrat beantwortet die Anfrage wie folgt:\n\nZu 1.: {3} Zu 2.: {4} Zu 3.: {5}",
    "Deshalb fragen wir: 1. {0} 2. {1} 3. {2}\n\nZu 1. {3} Zu 2. {4} Zu 3. {5}",
    "Frage 1: {0} Antwort: {3} Frage 2: {1} Antwort: {4} Frage 3: {2} Antwort: {5}",
]


@pytest.mark.parametrize("form", FLAT)
def test_a_text_that_lost_its_lines_is_parted_again(form: str) -> None:
    found = told("Grünfelde\n\nPark\n\n" + form.format(*QUESTIONS, *REPLIES) + "\n")
    assert [q.text for q in found.questions] == list(QUESTIONS)
    assert [a.text for a in found.answers] == list(REPLIES)
    assert [a.answers for a in found.answers] == [("1",), ("2",), ("3",)]


STATUSES = [
    ("Die Antwort wird nachgereicht.", "holding"),
    ("Die Beantwortung wird schriftlich nachgeholt.", "holding"),
    ("Eine Antwort war in der Kürze der Zeit nicht möglich und folgt.", "holding"),
    ("Die Daten werden derzeit erhoben; die Antwort folgt mit dem Protokoll.", "holding"),
    ("Die Verwaltung wird in der nächsten Sitzung berichten.", "holding"),
    ("Die Beantwortung erfolgt zur nächsten Sitzung.", "holding"),
    ("Die Frage kann derzeit noch nicht beantwortet werden.", "holding"),
    ("Hierzu kann aus Gründen des Datenschutzes keine Auskunft gegeben werden.", "refused"),
    ("Dazu können keine Angaben gemacht werden.", "refused"),
    ("Über Personalangelegenheiten wird keine Auskunft erteilt.", "refused"),
    ("Diese Zahlen werden statistisch nicht erfasst.", "refused"),
    ("Eine solche Statistik wird nicht geführt.", "refused"),
    ("Die Verwaltung führt dazu keine Statistik.", "refused"),
    ("Der Verwaltung liegen hierzu keine Erkenntnisse vor.", "refused"),
    ("Siehe Antwort zu Frage 1.", "refers-elsewhere"),
    ("s. Antwort zu 1", "refers-elsewhere"),
    ("Vgl. Ziffer 1.", "refers-elsewhere"),
    ("Auf die Antwort zu Frage 1 wird verwiesen.", "refers-elsewhere"),
    ("Hierzu wird auf die Ausführungen zu 1. verwiesen.", "refers-elsewhere"),
    ("Es wird auf die Vorlage 0123/2021 verwiesen.", "refers-elsewhere"),
    ("Die Antwort ergibt sich aus der Antwort zu Frage 1.", "refers-elsewhere"),
    ("Ist mit der Antwort zu Frage 1 beantwortet.", "refers-elsewhere"),
    ("Entfällt, siehe oben.", "refers-elsewhere"),
    ("Ja.", "answered"),
    ("Nein, das ist nicht vorgesehen.", "answered"),
    ("Der Antrag wird schriftlich gestellt und kostet 20 Euro.", "answered"),
    ("Am Bahnhof stehen keine Bänke, weil der Platz fehlt.", "answered"),
    ("Die Unterlagen wurden im Mai nachgereicht, seither wird gebaut.", "answered"),
]


@pytest.mark.parametrize(("reply", "status"), STATUSES)
def test_what_an_answer_says_of_itself(reply: str, status: str) -> None:
    asking = ASKS + letter(("1. ", "2. ", "3. "), QUESTIONS)
    answering = ANSWERS + letter(("Zu 1:\n", "Zu 2:\n", "Zu 3:\n"), (REPLIES[0], reply, REPLIES[2]))
    assert list(stands(asking, answering).values()) == ["answered", status, "answered"]
