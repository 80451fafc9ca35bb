"""Writes council pages of any city in the two forms that are read: saved ALLRIS text and ALLRIS 3 HTML."""

import html
from dataclasses import dataclass, replace
from pathlib import Path

BANNER = (
    "Cookie-Einstellungen\n"
    "Auf dieser Seite werden nur die Cookies gesetzt, ohne die sie nicht geht. Mehr steht in der Datenschutzerklärung.\n"
    "eTracker:\nReadspeaker:\n\nRatsinformationssystem\n\n"
)
NBSP = "\u00a0"


@dataclass(frozen=True)
class Spec:
    """One page by its facts; `plain` and `as_html` write it down."""

    word: str = "Auszug"
    number: str = "2024/0117"
    title: str = "Anfrage: Stand der Radwege am Nordring"
    meeting_line: str = "des Rates der Stadt"
    agenda: str = f"Ö{NBSP}7.2"
    body: str = "Rat der Stadt"
    outcome: str = "zur Kenntnis genommen"
    day: str = "Do, 14.03.2024"
    publicity: str = "öffentlich/nichtöffentlich"
    time: str = "17:00 - 19:30"
    occasion: str = "Sitzung"
    room: str = "Ratssaal"
    place: str = "Neues Rathaus"
    paper_status: str = "öffentlich"
    paper_type: str = "Anfrage_Formular"
    author: str = "SVO Brandt, Ute"
    unit: str = "FB 61 - Verkehrsplanung"
    clerk: str = "Krüger, Jan"
    lines: tuple[str, ...] = ()
    order: tuple[str, ...] = ("TOP", "Gremium", "Datum", "Zeit", "Raum", "Ort")
    banner: bool = True

    def with_(self, **changes: object) -> "Spec":
        """Return the spec with some facts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def _rows(self) -> dict[str, list[tuple[str, str]]]:
        return {
            "TOP": [("TOP", self.agenda)],
            "Gremium": [("Gremium", self.body), ("Beschlussart", self.outcome)],
            "Datum": [("Datum", self.day), ("Status", self.publicity)],
            "Zeit": [("Zeit", self.time), ("Anlass", self.occasion)],
            "Raum": [("Raum", self.room)],
            "Ort": [("Ort", self.place)],
        }

    def plain(self) -> str:
        """Return the page as text that somebody saved from a browser."""
        head = [f"{self.word} - {self.title}{NBSP} ", "", self.meeting_line]
        head += [" ".join(f"{label}: {value}" for label, value in self._rows()[name]) for name in self.order]
        head += [
            f"{self.number} {self.title}",
            f"{NBSP}  {NBSP}",
            f"Status:{self.paper_status}Vorlage-Art:{self.paper_type}",
            f"Verfasser:{self.author}",
            f"Federführend:{self.unit} Bearbeiter/-in: {self.clerk}",
            NBSP,
        ]
        body = [part for line in self.lines for part in (line, "", NBSP, "")]
        return (BANNER if self.banner else "") + "\n".join([*head, *body])

    def as_html(self) -> str:
        """Return the page in the markup of ALLRIS 3."""
        rows = [
            f'<tr><td></td><td class="text1" colspan="3"><a href="to010.asp?SILFDNR=9">{_e(self.meeting_line)}</a></td></tr>'
        ]
        for name in self.order:
            cells = "".join(
                f'<td class="kb1">{_e(label)}:</td><td class="text1">{_e(value)}</td>'
                for label, value in self._rows()[name]
            )
            rows.append(f'<tr valign="top">{cells}</tr>')
        rows.append(
            f'<tr><td></td><td class="text1"><a href="vo020.asp?VOLFDNR=1">{_e(self.number)} {_e(self.title)}</a></td></tr>'
        )
        paper = [("Status", self.paper_status), ("Vorlage-Art", self.paper_type), ("Verfasser", self.author)]
        paper += [("Federführend", self.unit), ("Bearbeiter/-in", self.clerk)]
        rows += [f'<tr><td class="kb1">{_e(k)}:</td><td class="text4"> {_e(v)}</td></tr>' for k, v in paper]
        body = "".join(
            f'<p style="margin:0"><span>{_e(line)}</span></p><p><span>&#xa0;</span></p>' for line in self.lines
        )
        return (
            f'<html><head><meta name="description" content="ALLRIS net Version 3.9.4" /><title>{_e(self.word)}</title></head>'
            f'<body><div id="allriscontainer" class="to020"><div id="risname_raw">'
            f"<h1>{_e(self.word)} - {_e(self.title)}&nbsp;&nbsp;</h1></div>"
            f'<table class="tk1"><tr><td class="ko1"><table class="tk1">{"".join(rows)}</table></td></tr></table><hr />'
            f'<a name="allrisSV"></a><?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html><html><head><title></title></head>'
            f"<body><div>{body}</div></body></html></div></body></html>"
        )

    def save(self, folder: Path, form: str = "plain", charset: str = "utf-8") -> Path:
        """Write the page into a folder and return its path."""
        path = folder / ("page.txt" if form == "plain" else "page.html")
        path.write_bytes((self.plain() if form == "plain" else self.as_html()).encode(charset))
        return path


def _e(text: str) -> str:
    return html.escape(text).replace(NBSP, "&nbsp;")


@dataclass(frozen=True)
class Asked:
    """Questions and answers of an inquiry and how they are numbered."""

    leadin: str = "Ich bitte um die Beantwortung folgender Fragen:"
    questions: tuple[tuple[str, str], ...] = (
        ("1.", "Wie viele Meter Radweg sind am Nordring fertig?"),
        ("2.", "Wann wird weitergebaut?"),
        ("3.", "Welche Kosten sind bisher entstanden?"),
        ("a)", "Wie viel davon trägt das Land?"),
        ("b)", "Wie viel trägt die Stadt selbst?"),
        ("4.", "Wird es eine Beleuchtung geben?"),
    )
    answer_leadin: str = "Herr Stadtbaurat Dr. Lorenz beantwortet die Fragen wie folgt:"
    answers: tuple[tuple[str, str], ...] = (
        ("Zu Frage 1:", "Fertig ist der Abschnitt bis zur Brücke."),
        ("Zu Frage 2:", "Weitergebaut wird nach dem Winter."),
        ("Zu Frage 3a:", "Das Land trägt den größeren Teil."),
        ("Zu Frage 3b:", "Die Stadt trägt den Rest."),
    )
    label_on_own_line: bool = False

    def text(self) -> tuple[str, ...]:
        """Return the running text line by line."""
        made: list[str] = ["Sachverhalt:", "Die Stadt baut seit einiger Zeit an den Radwegen.", self.leadin]
        for label, text in self.questions:
            made += [label, text] if self.label_on_own_line else [f"{label} {text}"]
        if self.answer_leadin:
            made.append(self.answer_leadin)
        for heading, text in self.answers:
            made += [heading, text]
        return tuple(made)
