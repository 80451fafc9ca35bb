"""Writes pages and OParl objects of real size, the same for the same seed: agendas of 30 items, minutes of 10 kB, six consultations."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace

import msgspec
from tests.oparl_council import HOST, made
from tests.pages import Spec

ITEMS = 30
STATIONS = 6
MINUTES = 10_000
"""Characters of the minutes of an item and of the text of a paper."""
_NAMES = ("Brandt", "Okafor", "Lindqvist", "Yılmaz", "Novák", "Weiß", "Förster", "Kühn")
_BODIES = ("Rat der Stadt", "Bauausschuss", "Ortsbeirat Süd", "Umweltausschuss", "Schulausschuss", "Hauptausschuss")
_THINGS = ("Radweg", "Turnhalle", "Spielplatz", "Brücke", "Bücherei", "Kläranlage", "Marktplatz", "Grünfläche")
_PLACES = ("am Nordring", "in der Südstadt", "an der Mühle", "im Talweg", "am Bahnhof", "in Großhausen")
_VERBS = ("fragt nach", "erläutert", "begrüßt", "bezweifelt", "lobt", "ergänzt", "prüft", "erwähnt")
_OUTCOMES = ("ungeändert beschlossen", "geändert beschlossen", "zur Kenntnis genommen", "vertagt", "abgelehnt")
_ROLES = ("Vorberatung", "Entscheidung", "Kenntnisnahme")


class Written(msgspec.Struct, frozen=True):
    """One page. system: name of its reader; kind: agenda, extract or paper."""

    system: str
    kind: str
    html: str


class _Facts:
    """Invents what pages say."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self.one = self._random.choice

    def topic(self) -> str:
        return f"{self.one(_THINGS)} {self.one(_PLACES)}: {self.one(('Sachstand', 'Planung', 'Kosten', 'Neubau'))}"

    def day(self) -> str:
        return f"{self._random.randint(1, 28):02}.{self._random.randint(1, 12):02}.2024"

    def number(self) -> str:
        return f"2024/{self._random.randint(1, 9999):04}"

    def paragraphs(self, size: int = MINUTES) -> Iterator[str]:
        """Yield paragraphs of about `size` characters together."""
        while size > 0:
            words = " ".join(self._sentence() for _ in range(self._random.randint(3, 7)))
            size -= len(words)
            yield words

    def _sentence(self) -> str:
        name, other = self.one(_NAMES), self.one(_THINGS)
        return f"{self.one(('Frau', 'Herr'))} {name} {self.one(_VERBS)} {self.topic()[:-1]} und nennt die {other} als Beispiel."


def pages(seed: int = 1) -> list[Written]:
    """Return one page of each kind of ALLRIS 3, ALLRIS 4 and SessionNet."""
    writers = {
        "allris3-html": (_agenda3, _extract3, _paper3),
        "allris4-html": (_agenda4, _extract4, _paper4),
        "sessionnet": (_agenda_of_sessionnet, _extract_of_sessionnet, _paper_of_sessionnet),
    }
    return [
        Written(system, kind, write(_Facts(seed)))
        for system, three in writers.items()
        for kind, write in zip(("agenda", "extract", "paper"), three, strict=True)
    ]


def objects(seed: int = 1) -> list[bytes]:
    """Return a paper and a meeting of OParl 1.1 with what belongs to them embedded, each as canonical JSON."""
    facts = _Facts(seed)
    stations = [
        made(
            "Consultation",
            f"consultation/{n}",
            role=facts.one(_ROLES),
            meeting=f"{HOST}/meeting/{n}",
            organization=[f"{HOST}/org/{n}"],
        )
        for n in range(1, STATIONS + 1)
    ]
    files = [
        made(
            "File",
            f"file/{n}",
            name=facts.topic(),
            fileName=f"{n}.pdf",
            size=9000 + n,
            accessUrl=f"{HOST}/file/{n}.pdf",
        )
        for n in range(1, 4)
    ]
    named = {"name": facts.topic(), "reference": facts.number(), "date": "2024-05-06", "paperType": "Antrag"}
    items = [
        made(
            "AgendaItem",
            f"item/{n}",
            number=f"Ö {n}",
            order=n,
            name=facts.topic(),
            public=True,
            result=facts.one(_OUTCOMES),
        )
        for n in range(1, ITEMS + 1)
    ]
    meeting = made("Meeting", "meeting/1", name="Rat", start="2024-06-11T15:00:00Z", organization=[f"{HOST}/org/1"])
    paper = made("Paper", "paper/1", mainFile=files[0], auxiliaryFile=files[1:], consultation=stations, **named)
    told = (paper, meeting | {"agendaItem": items})
    return [json.dumps(each, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() for each in told]


def _frame3(kind: str, heading: str, content: str) -> str:
    return (
        '<html lang="de"><head><meta name="description" content="ALLRIS net Version 3.9.4" /><title>Seite</title></head>\n<body>'
        f'<div id="allriscontainer" class="{kind}"><div id="risname_raw"><h1>{heading}&nbsp;&nbsp;</h1></div>\n'
        f"{content}</div></body></html>"
    )


def _rows3(rows: list[tuple[str, str]]) -> str:
    return "\n".join(
        f'<tr valign="top"><td class="kb1">{label}:</td><td class="text1">{value}</td></tr>' for label, value in rows
    )


def _agenda3(facts: _Facts) -> str:
    head = [("Gremium", f'<a href="au020.asp?AULFDNR=3">{facts.one(_BODIES)}</a>'), ("Datum", f"Do, {facts.day()}")]
    head += [("Status", "öffentlich"), ("Zeit", "17:00 - 19:30"), ("Raum", "Ratssaal"), ("Ort", "Neues Rathaus")]
    rows = "\n".join(
        f'<tr class="zl1{1 + n % 2}"><td class="text4"><a href="to010.asp?SILFDNR=9&amp;TOLFDNR={n}#b">Ö&nbsp;{n}</a></td><td>&nbsp;</td>\n'
        f'<td><form action="to020.asp" method="post"><input type="hidden" name="TOLFDNR" value="{n}" />'
        f'<input type="submit" class="il1_naz" value="NA" title="{facts.one(_OUTCOMES)}" /></form></td>\n'
        f'<td><a href="to020.asp?TOLFDNR={n}">{facts.topic()}</a></td>\n'
        f'<td><form action="vo020.asp" method="post"><input type="hidden" name="VOLFDNR" value="{n}" />'
        f'<input type="submit" class="il1_vo" value="VO" title="Vorlage" /></form></td>\n'
        f'<td><a href="vo020.asp?VOLFDNR={n}">{facts.number()}</a></td><td>&nbsp;</td></tr>'
        for n in range(1, ITEMS + 1)
    )
    return _frame3(
        "to010",
        f"Tagesordnung - 14. Sitzung: {facts.one(_BODIES)}",
        f'<table class="tk1">\n{_rows3(head)}</table><hr />\n<table class="tl1">\n<tr class="zk1"><th>TOP</th><th colspan="2">&nbsp;</th>'
        f'<th>Betreff</th><th colspan="3">Vorlage</th></tr>\n{rows}</table>',
    )


def _extract3(facts: _Facts) -> str:
    spec = replace(
        Spec(), number=facts.number(), title=f"Anfrage: {facts.topic()}", author=f"SVO {facts.one(_NAMES)}, Ute"
    )
    return replace(spec, lines=tuple(facts.paragraphs())).as_html()


def _paper3(facts: _Facts) -> str:
    head = [("Betreff", facts.topic()), ("Status", "öffentlich"), ("Vorlage-Art", "Beschlussvorlage")]
    head += [("Verfasser", f"{facts.one(_NAMES)}, Ute"), ("Federführend", "Amt 61 Verkehr")]
    stations = "\n".join(
        f'<tr class="zw1"><td class="text1">{body}</td><td class="text1">{facts.one(_ROLES)}</td></tr>\n'
        f'<tr class="zl11"><td class="text2">{facts.day()}&nbsp;</td><td class="text1"><a href="to010.asp?SILFDNR={n}">'
        f'{n}. Sitzung {body}</a></td><td class="text3">{facts.one(_OUTCOMES)}</td></tr>'
        for n, body in enumerate(_BODIES[:STATIONS], 1)
    )
    text = "\n".join(f'<p class="MsoNormal" style="margin:0"><span>{p}</span></p>' for p in facts.paragraphs())
    return _frame3(
        "vo020",
        f"Vorlage - {facts.number()}",
        f'<table class="tk1">{_rows3(head)}\n<tr><td class="kb1">Beratungsfolge:</td></tr>\n<tr><td colspan="2"><table>\n{stations}'
        f'</table></td></tr></table><hr>\n<a name="allrisSV"></a>{text}',
    )


def _frame4(title: str, heading: str, head: list[tuple[str, str, str]], content: str) -> str:
    rows = "\n".join(
        f'<div class="row"><dl><dt class="colTitle"><span class="label">{label}:</span></dt><dd class="colEntry"><span id="{own}">{value}'
        "</span></dd></dl></div>"
        for label, own, value in head
    )
    return (
        '<!DOCTYPE html><html lang="de"><head><meta name="description" content="ALLRIS net Version 4.1.5 (4150026)">'
        f'<title>ALLRIS - {title}</title></head><body>\n<nav><ul><li><a href="./si010">Kalender</a></li></ul></nav>\n'
        f'<main id="pageContent"><div id="readOut"><div class="header"><h1 class="title">{heading}</h1></div>\n'
        f'<div id="head">{rows}</div>\n'
        f'<div id="mainContent">{content}</div></div></main></body></html>'
    )


def _agenda4(facts: _Facts) -> str:
    body = facts.one(_BODIES)
    head = [("Betreff", "sibetreff", f"23. Sitzung: {body}"), ("Gremium", "sigremium", body)]
    head += [("Datum", "sidatum", f"Di., {facts.day()}"), ("Status", "sistatus", "öffentlich")]
    head += [("Uhrzeit", "sizeit", "17:00 - 19:10"), ("Raum", "siraum", "Saal 1"), ("Ort", "siort", "Rathaus")]
    rows = "\n".join(
        f'<tr data-tt-id="{n}"><td></td><td class="tonr"><a href="#" id="link_{n}">Ö {n}</a></td>'
        f'<td class="tobetreff"><div><a href="./to020?TOLFDNR={n}">{facts.topic()}</a></div></td><td></td>'
        f'<td class="tovonr"><a href="./vo020?VOLFDNR={n}">{facts.number()}</a></td><td>{facts.one(_OUTCOMES)}</td></tr>'
        for n in range(1, ITEMS + 1)
    )
    return _frame4(
        "Sitzung",
        f"{body} - {facts.day()}",
        head,
        '<h2 class="expandedTitle">Tagesordnung</h2><table class="dataTable toTable" id="toTreeTable"><thead><tr>'
        '<th><span aria-label="Aufklappen">+/-</span></th><th class="tonr">TOP</th><th class="tobetreff">Betreff</th>'
        '<th><span aria-label="Anlagen zu" role="img"></span></th><th class="tovonr">Vorlage</th><th>Beschluss</th></tr></thead>\n'
        f"<tbody>{rows}</tbody></table>",
    )


def _extract4(facts: _Facts) -> str:
    topic = facts.topic()
    head = [("TOP", "totop", "Ö 5.2"), ("Betreff", "tobetreff", topic), ("Gremium", "togremium", facts.one(_BODIES))]
    head += [("Datum", "todatum", f"Do., {facts.day()}"), ("Status", "tostatus", "öffentlich")]
    head += [("Beschluss", "tobeschluss", facts.one(_OUTCOMES))]
    text = "".join(f"<p><span>{p}</span></p>\n" for p in facts.paragraphs())
    content = f'<h2 class="expandedTitle">Wortprotokoll</h2><div class="docPart">{text}</div>'
    return _frame4("Auszug", f"26.01.2023 - 5.2 {topic}", head, content)


def _paper4(facts: _Facts) -> str:
    head = [
        ("Betreff", "vobetreff", facts.topic()),
        ("Status", "vostatus", "öffentlich"),
        ("Vorlageart", "voart", "Antrag"),
    ]
    head += [("Verfasser", "voverf", f"{facts.one(_NAMES)}, Elif"), ("Bezüglich", "vobezug", facts.number())]
    rows = "\n".join(
        f"<tr><td><span>●</span> <span>Erledigt</span></td><td></td><td>{body}</td><td>{facts.one(_ROLES)}</td><td></td></tr>\n"
        f'<tr><td></td><td class="date">{facts.day()}</td><td><a href="./to010?SILFDNR={n}">{n}. Sitzung {body}</a></td>'
        f'<td><a href="./to020?TOLFDNR={n}">{facts.one(_OUTCOMES)}</a></td><td></td></tr>'
        for n, body in enumerate(_BODIES[:STATIONS], 1)
    )
    text = "".join(f"<p><span>{p}</span></p>\n" for p in facts.paragraphs())
    return _frame4(
        "Vorlage",
        f"Antrag - {facts.number()}",
        head,
        '<h2 class="expandedTitle">Beratungsfolge</h2><div id="bfTable"><table class="dataTable bfTable"><thead><tr><th>Status</th>'
        f"<th>Datum</th><th>Gremium</th><th>Beschluss</th><th>NA</th></tr></thead><tbody>{rows}</tbody></table></div>\n"
        f'<h2 class="expandedTitle">Sachverhalt</h2><div class="docPart">{text}</div>',
    )


def _frame_of_sessionnet(code: str, heading: str, head: list[tuple[str, str]], content: str) -> str:
    rows = "\n".join(f'<tr><td class="smclabel">{k}:</td><td class="smctext">{v}</td></tr>' for k, v in head)
    return (
        '<!DOCTYPE html><html lang="de"><head><meta name="Generator" content="Somacos GmbH, SessionNet Version 5.1.2 bi (Layout 4)">'
        f"<title>SessionNet | {heading}</title></head>\n"
        f'<body class="smc_body"><div id="smclayout" class="smclayout smc_page_{code}_layout">'
        '<ul id="smcmenu"><li><a href="si0040.asp">Kalender</a></li><li><a href="kp0040.asp">Personen</a></li></ul>\n'
        f'<div id="smccontent"><h1 class="smc_h1">{heading}</h1>\n<table id="smctablevorgang"><tbody>\n{rows}</tbody></table>\n{content}'
        "</div></div></body></html>"
    )


def _agenda_of_sessionnet(facts: _Facts) -> str:
    day, body = facts.day(), facts.one(_BODIES)
    head = [
        ("Gremium", body),
        ("Datum", day),
        ("Zeit", "18:00 - 20:45 Uhr"),
        ("Raum", "Kleiner Saal"),
        ("Ort", "Markt 1"),
    ]
    rows = "\n".join(
        f'<tr id="smc_contol_to_1_{n}" class="smcrow{1 + n % 2} smc_toph"><td class="smc_tophn">Ö&nbsp;{n}</td>'
        f'<td class="smc_topht">{facts.topic()}</td><td class="smc_toph"><a href="vo0050.asp?__kvonr={n}">{facts.number()}</a></td></tr>\n'
        f'<tr class="smcrow1 smc_tophz"><td class="smc_tophz">&nbsp;</td><td class="smc_tophz smc_topr">Beschluss: </td>'
        f'<td class="smc_tophz">{facts.one(_OUTCOMES)}</td></tr>'
        for n in range(1, ITEMS + 1)
    )
    return _frame_of_sessionnet(
        "to0040",
        f"Tagesordnung - {body} - {day}",
        head,
        '<table id="smc_page_to0040_contenttable1" class="smccontenttable"><thead><tr><th>TOP&nbsp;</th><th>Betreff</th>'
        "<th>Vorlage</th></tr>"
        f"</thead><tbody>\n{rows}</tbody></table>",
    )


def _extract_of_sessionnet(facts: _Facts) -> str:
    head = [("Gremium", facts.one(_BODIES)), ("Datum", facts.day()), ("Status", "öffentlich")]
    head += [("Beschluss", facts.one(_OUTCOMES))]
    text = "".join(f"<p><span>{p}</span></p>\n" for p in facts.paragraphs())
    return _frame_of_sessionnet("to0050", f"TOP Ö 3: {facts.topic()}", head, f"<h3>Protokoll:</h3>{text}")


def _paper_of_sessionnet(facts: _Facts) -> str:
    head = [
        ("Betreff", facts.topic()),
        ("Status", "öffentlich"),
        ("Vorlage-Art", "Antrag"),
        ("Verfasser", "Fraktion Süd"),
    ]
    rows = "\n".join(
        f'<tr class="smcrow{1 + n % 2}"><td>{body}</td><td>{facts.day()}</td><td>Ö {n}</td><td>{facts.one(_ROLES)}</td>'
        f"<td>{facts.one(_OUTCOMES)}</td></tr>"
        for n, body in enumerate(_BODIES[:STATIONS], 1)
    )
    text = "".join(f"<p><span>{p}</span></p>\n" for p in facts.paragraphs())
    return _frame_of_sessionnet(
        "vo0050",
        f"Vorlage - {facts.number()}",
        head,
        '<h2>Beratungsfolge</h2><table id="smc_page_vo0050_contenttable1"><thead><tr><th>Gremium</th><th>Datum</th><th>TOP</th>'
        f"<th>Zuständigkeit</th><th>Beschluss</th></tr></thead><tbody>{rows}</tbody></table>\n<h3>Sachverhalt:</h3>{text}",
    )
