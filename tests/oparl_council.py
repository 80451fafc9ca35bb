"""An invented council as OParl objects, and five ways in which a dump may lay them out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

SCHEMA = "https://schema.oparl.org/1.1/"
HOST = "https://ris.neuwald.example/oparl"
KEY = "ris-neuwald-example-oparl"
Value = dict[str, Any]


def made(kind: str, own: str, **values: Any) -> Value:
    """Return an object with id, type and time of change."""
    return {"id": f"{HOST}/{own}", "type": SCHEMA + kind, "modified": "2024-07-01T09:00:00+02:00", **values}


def council() -> list[Value]:
    """Return the council with everything embedded: two papers, one meeting with two items, a committee, an office, a person."""
    consultation = made(
        "Consultation",
        "consultation/5",
        role="Entscheidung",
        meeting=f"{HOST}/meeting/4",
        agendaItem=f"{HOST}/item/42",
        organization=[f"{HOST}/org/1"],
    )
    answer = made(
        "File", "file/701", name="Antwort", fileName="antwort.pdf", accessUrl="https://ris.neuwald.example/00701.pdf"
    )
    question = made("File", "file/700", name="Anfrage", fileName="anfrage.pdf", text="Wie viele Bänke fehlen?\n")
    return [
        made(
            "Paper",
            "paper/7",
            name="Bänke am Mühlbach",
            reference="AF 12/2024",
            date="2024-05-06",
            paperType="Anfrage",
            mainFile=question,
            auxiliaryFile=[answer],
            underDirectionOf=[f"{HOST}/org/20"],
            originatorPerson=[f"{HOST}/person/9"],
            consultation=[consultation],
        ),
        made("Paper", "paper/8", name="Ohne alles"),
        made(
            "Meeting",
            "meeting/4",
            name="Rat",
            start="2024-06-11T15:00:00Z",
            organization=[f"{HOST}/org/1"],
            location=made("Location", "location/3", description="Alte Schule", room="Aula"),
            agendaItem=[
                made("AgendaItem", "item/41", order=1, number="1", name="Eröffnung", public=True),
                made(
                    "AgendaItem",
                    "item/42",
                    order=2,
                    number="2",
                    name="Bänke am Mühlbach",
                    public=True,
                    result="beschlossen",
                    consultation=f"{HOST}/consultation/5",
                ),
            ],
        ),
        made("Organization", "org/1", name="Rat der Stadt Neuwald", organizationType="Gremium", membership=[]),
        made("Organization", "org/20", name="Grünflächenamt"),
        made("Person", "person/9", name="Ada Quell", familyName="Quell", givenName="Ada"),
    ]


def apart(values: list[Value]) -> list[Value]:
    """Return every object alone, with ids where others stood."""
    found: list[Value] = []

    def take(value: Any) -> Any:
        if isinstance(value, list):
            return [take(each) for each in value]
        if not isinstance(value, dict):
            return value
        kept = {name: take(inner) for name, inner in value.items()}
        if "id" not in kept:
            return kept
        found.append(kept)
        return kept["id"]

    take(values)
    return found


def _write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")


def one_file(root: Path) -> None:
    """All embedded, one list in one file."""
    _write(root / "dump.json", council())


def a_file_each(root: Path) -> None:
    """Every object in a file of its own, by id."""
    for index, value in enumerate(apart(council())):
        _write(root / value["type"].rpartition("/")[2] / f"{index}.json", value)


def list_pages(root: Path) -> None:
    """List pages of two objects each, the objects by id, in another order."""
    values = apart(council())[::-1]
    for index in range(0, len(values), 2):
        _write(
            root / f"page-{index}.json", {"data": values[index : index + 2], "links": {"next": f"{HOST}?page={index}"}}
        )


def json_lines(root: Path) -> None:
    """One JSONL file, objects embedded and, once more, by id."""
    lines = [json.dumps(value, ensure_ascii=False) for value in council()]
    lines += [json.dumps(dict(sorted(value.items())), ensure_ascii=False) for value in apart(council())[:4]]
    root.mkdir(parents=True, exist_ok=True)
    (root / "all.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def one_object(root: Path) -> None:
    """All below one object that is none of OParl's, without types where the keys tell them."""
    by_key: dict[str, list[Value]] = {}
    names = {"Paper": "papers", "Meeting": "meetings", "Organization": "organizations", "Person": "persons"}
    for value in council():
        kind = value.pop("type")
        by_key.setdefault(names[kind.rpartition("/")[2]], []).append(value)
    _write(root / "export.json", {"made": "2024", "council": by_key})


LAYOUTS: tuple[Callable[[Path], None], ...] = (one_file, a_file_each, list_pages, json_lines, one_object)
