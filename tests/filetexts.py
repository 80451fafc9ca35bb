"""Makes pages of the texts of files, as they stand in the PDF of an inquiry and of its answer."""

import hashlib

import msgspec

from civicgraph.extract.exchange import Exchange, exchange
from civicgraph.extract.flow import flowing
from civicgraph.link import align, statuses
from civicgraph.read.page import Page, Span, one_text
from civicgraph.record import Alignment, Attached, Finding, Snapshot

_HEAD = "STADT GRÜNFELDE\nDer Bürgermeister\n\n{}\n\nStadträtin Ida Lorch (SPD)\n\nVorlage Nr.: 2019/0042\n{}\nStand der Spielplätze\n\n"
ASKS = _HEAD.format("ANFRAGE", "")
ANSWERS = _HEAD.format("STELLUNGNAHME zur Anfrage", "Verantwortlich: Dez. 4\n")


def file_page(text: str, file: str = "1", name: str = "") -> Page:
    """Return the page of a file's text; the letter head alone tells what it is, unless a name does."""
    text = one_text(text)
    page = Page(
        snapshot=Snapshot(
            sha256=hashlib.sha256(text.encode()).hexdigest(), media_type="text/plain", size=len(text), locations=(file,)
        ),
        reader="test",
        reader_version="1",
        kind="file",
        text=text,
        fields=(),
        sittings=(),
        sections=(),
        body=Span(0, len(text)),
        about=Attached(file=file, name=name, paper="p", number="2019/0042", title="Spielplätze", type="Anfrage"),
    )
    return msgspec.structs.replace(page, flow=flowing(page))


def told(text: str, file: str = "1", name: str = "") -> Exchange:
    """Return what one text asks and answers; every quote stands at its offsets."""
    page = file_page(text, file, name)
    found = exchange(page, "p", None, ())
    for thing in (*found.questions, *found.answers, *found.things):
        for cited in thing.cites:
            place = cited.evidence
            assert page.text[place.start : place.end] == place.quote != ""
    return found


def joined(asking: str, *answering: str) -> tuple[list[Alignment], list[Finding]]:
    """Align the answers of some texts with the questions of one."""
    given = [told(text, str(n)) for n, text in enumerate(answering, 2)]
    asked = told(asking)
    return align("p", list(asked.questions), [a for one in (asked, *given) for a in one.answers])


def pairs(asking: str, *answering: str) -> list[tuple[str, str, str, str]]:
    """Return question, answer's text, kind and rule of every alignment."""
    given = [a for n, text in enumerate(answering, 2) for a in told(text, str(n)).answers]
    texts = {a.key: a.text for a in (*told(asking).answers, *given)}
    return [(x.question, texts[x.answer], x.kind, x.rule) for x in joined(asking, *answering)[0]]


def stands(asking: str, *answering: str) -> dict[str, str]:
    """Return the status of every question."""
    given = [a for n, text in enumerate(answering, 2) for a in told(text, str(n)).answers]
    asked = told(asking)
    aligned, _ = joined(asking, *answering)
    return {
        s.question: s.status
        for s in statuses("p", list(asked.questions), [*asked.answers, *given], aligned, ("0" * 64,))
    }
