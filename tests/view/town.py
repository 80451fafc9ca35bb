"""A town's three pages: an inquiry, its answers two months later, and a follow-up; and a graph in which every text is hostile."""

from pathlib import Path

import pyoxigraph
from tests.pages import Asked, Spec
from tests.query.build import TOWN, write_graph
from tests.view.network_graphs import HOSTILE

from civicgraph.pipeline import build

QUESTIONS = (
    ("1.", "Wie breit wird der Radweg an der Mühlenstraße?"),
    ("2.", "Wann wird er fertig?"),
    ("3.", "Welche Kosten entstehen?"),
    ("a)", "Wie viel trägt das Land?"),
    ("b)", "Wie viel trägt die Stadt?"),
    ("4.", "Gibt es Licht?"),
)
ANSWERS = (
    ("Zu Frage 1:", "Der Weg wird 2,50 m breit."),
    ("Zu Frage 2:", "Das wird noch geprüft, eine Antwort folgt."),
    ("Zu den Fragen 3a und 3b:", "Land und Stadt tragen je die Hälfte."),
)
SOURCE = """slug = "neuburg"
base = "https://daten.neuburg.example"
title = "Radwege in Neuburg"
licence = "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
attribution = "Stadt Neuburg"
[municipality]
name = "Neuburg"
[site]
imprint = "https://neuburg.example/impressum"
privacy = "https://neuburg.example/datenschutz"
accessibility = "javascript:alert(1)"
contact = "mailto:ris@neuburg.example"
[[page]]
file = "pages/answered.html"
url = "https://ratsinfo.neuburg.example/to020.asp?TOLFDNR=2"
retrieved = 2024-06-02T09:00:00+02:00
"""


def town(folder: Path) -> Path:
    """Write the pages, build their graph, and return its folder."""
    pages = folder / "neuburg" / "pages"
    pages.mkdir(parents=True)
    spec = Spec(title="Anfrage: Radweg an der Mühlenstraße", author="SVO Brandt, Ute", clerk="Krüger, Jan")
    asked = Asked(questions=QUESTIONS, answers=(), answer_leadin="")
    answered = Asked(questions=QUESTIONS, answers=ANSWERS)
    follow_up = Asked(questions=(("1.", "Wer prüft das Licht am Radweg?"),), answers=(), answer_leadin="")
    later = spec.with_(day="Do, 16.05.2024", agenda="Ö 3", lines=answered.text())
    last = spec.with_(
        number="2024/0200",
        title="Rückfragen zur Anfrage 2024/0117 vom 14.03.2024",
        day="Do, 20.06.2024",
        agenda="Ö 5",
        lines=follow_up.text(),
    )
    (pages / "asked.txt").write_text(spec.with_(lines=asked.text()).plain(), "utf-8")
    (pages / "answered.html").write_text(later.as_html(), "utf-8")
    (pages / "follow-up.txt").write_text(last.plain(), "utf-8")
    (folder / "neuburg" / "source.toml").write_text(SOURCE, "utf-8")
    build([folder / "neuburg"], folder / "graph")
    return folder / "graph"


def hostile(folder: Path) -> Path:
    """Write a graph of two towns with a paper more, whose title, body, policy, questions and answers are hostile; return its folder."""
    snapshot = f"<{TOWN}/snapshot/{'a' * 64}>"
    title, body, policy = (_spelt(HOSTILE[i]) for i in (0, 1, 2))
    lines = [
        f"<{TOWN}/paper/evil> a cg:Paper ; dct:source {snapshot} ; dct:identifier {_spelt(HOSTILE[3])} ; dct:title {title} .",
        f"<{TOWN}/body/evil> a cg:Body ; dct:source {snapshot} ; rdfs:label {body} ; skos:prefLabel {body} .",
        f"<{TOWN}/policy/evil> a cg:Policy ; dct:source {snapshot} ; rdfs:label {policy} ; skos:prefLabel {policy} .",
        f"<{TOWN}/step/evil> a cg:Step ; dct:source {snapshot} ; cg:about <{TOWN}/paper/evil> , <{TOWN}/policy/evil> ; "
        f"cg:body <{TOWN}/body/evil> .",
    ]
    for number, text in enumerate(HOSTILE, start=1):
        question, answer = f"<{TOWN}/paper/evil/question/{number}>", f"<{TOWN}/paper/evil/answer/{number}>"
        lines += [
            f"{question} a cg:Question ; dct:source {snapshot} ; eli:is_part_of <{TOWN}/paper/evil> ; cg:position {number} ; "
            f"cg:number {_spelt(text)} ; schema:text {_spelt(text)} ; cg:answerStatus <{_STATUS}> .",
            f"{answer} a cg:Answer ; dct:source {snapshot} ; cg:inResponseTo <{TOWN}/paper/evil> ; cg:position {number} ; "
            f"cg:number {_spelt(text)} ; schema:text {_spelt(text + ' Anker')} ; cg:answers {question} .",
        ]
    return write_graph(folder / "hostile", extra="\n".join(lines))


_STATUS = "https://w3id.org/civicgraph/concept/answer-status/answered"


def _spelt(text: str) -> str:
    return str(pyoxigraph.Literal(text))
