"""Turns a seed and a number into an OParl dump of an invented council: python -m benchmarks.generate --documents N --seed S DIR.

Objects stream into one JSONL file, so that the size of a dump does not show in memory; object n is a function of (seed, n) alone.
"""

import argparse
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SCHEMA = "https://schema.oparl.org/1.1/"
HOST = "https://ris.lindenfurt.example/oparl"
ORGANIZATIONS = ("Rat der Stadt Lindenfurt", "Ausschuss für Verkehr", "Bezirksvertretung Nordmark", "Schulausschuss")
THINGS = ("Radwege", "Spielplätze", "Brunnen", "Haltestellen", "Turnhallen", "Stadtbäume", "Laternen", "Büchereien")
PLACES = ("am Mühlgraben", "in Oberau", "an der Tuchgasse", "im Ortsteil Sandhof", "am Alten Wehr", "in Kirchfeld")
TYPES = ("Anfrage", "Antrag", "Mitteilung", "Beschlussvorlage")
RESULTS = ("beschlossen", "abgelehnt", "zur Kenntnis genommen", "vertagt")
Value = dict[str, Any]


def objects(documents: int, seed: int) -> Iterator[Value]:
    """Yield the organizations, then so many documents: of five, four papers with all they embed and one meeting."""
    for index, name in enumerate(ORGANIZATIONS):
        yield _made("Organization", f"organization/{index}", name=name, organizationType="Gremium")
    for number in range(documents):
        chance = random.Random(f"{seed}/{number}")
        yield _meeting(number, chance) if number % 5 == 4 else _paper(number, chance)


def write(documents: int, seed: int, into: Path) -> Path:
    """Write the dump and return its file."""
    into.mkdir(parents=True, exist_ok=True)
    path = into / "dump.jsonl"
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        for value in objects(documents, seed):
            lines.write(json.dumps(value, ensure_ascii=False) + "\n")
    return path


def _made(kind: str, own: str, **values: Any) -> Value:
    return {"id": f"{HOST}/{own}", "type": SCHEMA + kind, "modified": "2024-07-01T09:00:00+02:00", **values}


def _day(chance: random.Random) -> date:
    return date(2015, 1, 1) + timedelta(days=chance.randrange(3500))


def _organization(chance: random.Random) -> str:
    return f"{HOST}/organization/{chance.randrange(len(ORGANIZATIONS))}"


def _paper(number: int, chance: random.Random) -> Value:
    day, kind = _day(chance), chance.choice(TYPES)
    title = f"{chance.choice(THINGS)} {chance.choice(PLACES)}"
    file = _made("File", f"file/{number}", name=kind, fileName=f"{number}.pdf", text=_text(kind, title, chance))
    steps = [
        _made("Consultation", f"consultation/{number}-{index}", organization=[_organization(chance)], role="Beratung")
        for index in range(chance.randrange(4))
    ]
    dated = {"date": day.isoformat()} if chance.random() < 0.9 else {}
    named = {"name": title, "reference": f"{number:06}/{day.year}", "paperType": kind}
    return _made("Paper", f"paper/{number}", **named, **dated, mainFile=file, consultation=steps)


def _text(kind: str, title: str, chance: random.Random) -> str:
    """Return the text of a file: for inquiries numbered questions, with their answers in half of the cases."""
    lines = [f"{title}: die Lage hat sich in den letzten Jahren verändert." for _ in range(chance.randrange(1, 12))]
    if kind == "Anfrage":
        count = chance.randrange(1, 6)
        lines += [
            f"{each}. Wie viele {chance.choice(THINGS)} fehlen {chance.choice(PLACES)}?" for each in range(1, count + 1)
        ]
        if chance.random() < 0.5:
            lines += [f"Zu Frage {each}: Es fehlen {chance.randrange(2, 90)}." for each in range(1, count + 1)]
    return "\n".join(lines) + "\n"


def _meeting(number: int, chance: random.Random) -> Value:
    items = [
        _made(
            "AgendaItem",
            f"item/{number}-{index}",
            order=index,
            number=str(index),
            name=f"{chance.choice(THINGS)} {chance.choice(PLACES)}",
            public=chance.random() < 0.9,
            result=chance.choice(RESULTS),
        )
        for index in range(1, chance.randrange(2, 9))
    ]
    start = f"{_day(chance).isoformat()}T{chance.randrange(14, 20)}:00:00+00:00"
    return _made(
        "Meeting",
        f"meeting/{number}",
        name="Sitzung",
        start=start,
        organization=[_organization(chance)],
        agendaItem=items,
    )


def main() -> None:
    """Read the arguments and write the dump."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--documents", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("into", type=Path)
    given = arguments.parse_args()
    print(write(given.documents, given.seed, given.into))


if __name__ == "__main__":
    main()
