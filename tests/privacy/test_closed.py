"""What is not public leaves in no byte, with all that hangs on it; what stands beside it does."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from civicgraph.export.files import export
from civicgraph.pipeline import build
from civicgraph.privacy import published, redaction
from civicgraph.query import Graph
from civicgraph.view.network import Ask, network_page
from civicgraph.view.questions import questions_page
from civicgraph.view.site import files
from tests.query import build as build_module
from tests.query.build import TOWN, write_graph

HOST = "https://ris.example.org"
SCHEMA = "https://schema.oparl.org/1.1"


def thing(kind: str, key: str, **more: object) -> dict[str, Any]:
    return {"id": f"{HOST}/{kind}/{key}", "type": f"{SCHEMA}/{kind}", **more}


def built(folder: Path, *things: Mapping[str, Any]) -> Graph:
    source = folder / "musterstadt"
    source.mkdir()
    (source / "source.toml").write_text(f'slug = "musterstadt"\ntitle = "Musterstadt"\nbase = "{TOWN}"\n', "utf-8")
    for number, one in enumerate(things):
        (source / f"{number}.json").write_text(json.dumps(one), "utf-8")
    build([source], folder / "graph")
    return Graph.open(folder / "graph")


def leaving(graph: Graph, folder: Path) -> str:
    """Return every byte of exports, site, question view and network."""
    parts = [*(content for _, content in files(graph)), questions_page(graph)]
    parts.append(network_page(published(graph), Ask(everything=True), None).html)
    for format in ("nquads", "jsonld"):
        export(graph, format, folder / format)
        parts.append((folder / format).read_text("utf-8"))
    return "\n".join(parts)


def meeting() -> dict[str, Any]:
    items = [
        thing("AgendaItem", "1", number="1", name="Neuer Radweg am Anger", public=True, order=1, result="beschlossen"),
        thing(
            "AgendaItem", "2", number="2", name="Verkauf der Zwetschgenwiese", public=False, order=2,
            result="mehrheitlich abgelehnt", resolutionText="Den Quittenhof kauft niemand.",
            consultation=f"{HOST}/Consultation/7",
            auxiliaryFile=[thing("File", "9", name="Gutachten Holunderweg", fileName="holunder.pdf")],
        ),
    ]  # fmt: skip
    return thing("Meeting", "5", name="Rat", start="2024-03-05T17:00:00+01:00", agendaItem=items)


def test_an_agenda_keeps_its_public_items_only(tmp_path: Path) -> None:
    paper = thing("Paper", "3", name="Bericht zum Radweg", reference="2024/3", paperType="Bericht")
    with built(tmp_path, meeting(), paper) as graph:
        said = leaving(graph, tmp_path)
    assert not re.search("Zwetschgen|Quittenhof|Holunder|holunder|abgelehnt", _own(said))
    assert "Neuer Radweg am Anger" in said and "Bericht zum Radweg" in said


def _own(said: str) -> str:
    """Leave out the concept schemes, whose labels are the project's own words."""
    return "\n".join(line for line in said.splitlines() if "/concept" not in line)


CLOSED = f"""
<{TOWN}/paper/2024-0400> a cg:Paper ; dct:identifier "2024/0400" ; dct:title "Zwetschgenwiese" ; cg:publicity "nicht öffentlich" ;
  cg:file <{TOWN}/file/a> , <{TOWN}/file/b> .
<{TOWN}/paper/2024-0100> cg:file <{TOWN}/file/b> .
<{TOWN}/file/a> a cg:File ; rdfs:label "Quittenhof" . <{TOWN}/file/b> a cg:File ; rdfs:label "Satzung" .
<{TOWN}/text/{"e" * 64}> a cg:Text ; cg:textOf <{TOWN}/file/a> ; prov:wasDerivedFrom <{TOWN}/snapshot/{"e" * 64}> ; schema:text "Holunder" .
<{TOWN}/paper/2024-0400/question/1> a cg:Question ; eli:is_part_of <{TOWN}/paper/2024-0400> ; schema:text "Schlehe?" .
<{TOWN}/claim/{"1" * 20}> a cg:Claim ; cg:statedIn <{TOWN}/paper/2024-0400/question/1> ; cg:subject "Mispel" .
<{TOWN}/step/s> a cg:Step ; cg:about <{TOWN}/paper/2024-0400> ; rdfs:label "Berberitze" .
<{TOWN}/step/s/decision/d> a cg:Decision ; cg:step <{TOWN}/step/s> ; cg:rawOutcome "Sanddorn" .
<{TOWN}/step/s/decision/d/vote> a cg:Vote ; cg:decision <{TOWN}/step/s/decision/d> ; cg:rawVote "Weissdorn" .
<{TOWN}/reference/{"2" * 20}> a cg:Reference ; cg:fromPaper <{TOWN}/paper/2024-0100> ; cg:resolvedTo <{TOWN}/paper/2024-0400> ;
  dct:title "Hagebutte" .
<{TOWN}/meeting/m/item/3> a cg:AgendaItem ; cg:paper <{TOWN}/paper/2024-0400> ; dct:title "Vogelbeere" .
"""


def lines(graph: Graph) -> str:
    taken_out = redaction(graph)
    return b"".join(line for raw in graph.generation.lines() if (line := taken_out.line(raw)) is not None).decode()


def test_all_that_hangs_on_a_closed_paper_goes_with_it(tmp_path: Path) -> None:
    with Graph.open(write_graph(tmp_path, extra=CLOSED)) as graph:
        said = lines(graph)
    hanging = "Zwetschge|Quitten|Holunder|Schlehe|Mispel|Berberitze|Sanddorn|Weissdorn|Hagebutte|Vogelbeere|2024.0400"
    assert not re.search(hanging, said)
    assert "Satzung" in said and "Lars Wind" in said


def test_a_paper_that_another_page_calls_public_stays(tmp_path: Path) -> None:
    extra = f'<{TOWN}/paper/2024-0400> a cg:Paper ; dct:title "Zwetschgenwiese" ; cg:isPublic false , true .'
    with Graph.open(write_graph(tmp_path, extra=extra)) as graph:
        assert "Zwetschgenwiese" in lines(graph)


@pytest.mark.parametrize(
    ("seat", "is_named"),
    [
        (f"<{TOWN}/organization/f> . <{TOWN}/organization/f> a cg:Faction", True),
        (f"<{TOWN}/organization/c> . <{TOWN}/organization/c> a cg:Body ; org:classification <K/committee>", True),
        (f'<{TOWN}/organization/c> ; cg:rawRole "Gastgeber" . <{TOWN}/organization/c> a cg:Faction', False),
        (
            f'<{TOWN}/organization/c> ; cg:rawRole "X" ; cg:votingRight true . <{TOWN}/organization/c> a cg:Faction',
            True,
        ),
        (f"<{TOWN}/organization/c> ; cg:votingRight false . <{TOWN}/organization/c> a cg:Faction", False),
        (f"<{TOWN}/organization/c> ; org:role <R/minute-taker> . <{TOWN}/organization/c> a cg:Faction", False),
        (f"<{TOWN}/organization/c> . <{TOWN}/organization/c> a cg:Body ; org:classification <K/advisory-board>", False),
        (f"<{TOWN}/organization/u> . <{TOWN}/organization/u> a cg:AdministrativeUnit", False),
    ],
)
def test_a_seat_in_council_or_faction_is_a_mandate(seat: str, is_named: bool, tmp_path: Path) -> None:
    concepts = "https://w3id.org/civicgraph/concept/"
    seat = seat.replace("<K/", f"<{concepts}body-kind/").replace("<R/", f"<{concepts}person-role/")
    extra = f"""<{TOWN}/person/p9> a cg:Person ; rdfs:label "Jana Gresch" .
      <{TOWN}/membership/m9> a cg:Membership ; org:member <{TOWN}/person/p9> ; org:organization {seat} ."""
    with Graph.open(write_graph(tmp_path, extra=extra)) as graph:
        assert ("Jana Gresch" in lines(graph)) == is_named


def test_initials_of_who_corrected_are_withheld_and_votes_of_groups_are_not(tmp_path: Path) -> None:
    extra = f"""<{TOWN}/correction/{"3" * 20}> a cg:Correction ; cg:correctedBy "q. z." ; cg:reason "Tippfehler" .
      <{TOWN}/vote/v> a cg:Vote ; cg:group <{TOWN}/faction/gruene> ; cg:rawVote "GRÜNE: 4 Ja" ; cg:yes 4 ."""
    with Graph.open(write_graph(tmp_path, extra=extra)) as graph:
        said = lines(graph)
    assert "q. z." not in said and "██ ██" in said and "Tippfehler" in said and "GRÜNE: 4 Ja" in said


def test_names_of_files_name_nobody(tmp_path: Path) -> None:
    extra = f'<{TOWN}/file/n> a cg:File ; rdfs:label "Stellungnahme Norbert Grösch" ; cg:fileName "2024_Groesch_Norbert.pdf" .'
    with Graph.open(write_graph(tmp_path, extra=extra)) as graph:
        said = lines(graph)
    assert "Stellungnahme ██████████████" in said and "2024_███████████████.pdf" in said


def test_what_a_person_is_reached_by_never_leaves(tmp_path: Path) -> None:
    person = thing(
        "Person", "8", name="Ada Okafor", familyName="Okafor", givenName="Ada", email=["ada.privat@example.org"],
        phone=["05323 998877"], mobil="0171 445566", life="Geboren im Quittenhof",
        location=thing("Location", "8", streetAddress="Holunderweg 12"), privateMail="kontakt@okafor.example",
        membership=[thing("Membership", "8", role="Ratsmitglied", organization=f"{HOST}/Organization/1")],
    )  # fmt: skip
    council = thing("Organization", "1", name="Rat der Stadt", organizationType="Gremium")
    paper = thing("Paper", "3", name="Bericht zum Radweg", originatorPerson=[f"{HOST}/Person/8"])
    with built(tmp_path, person, council, paper) as graph:
        said = leaving(graph, tmp_path)
    assert "Ada Okafor" in said
    assert not re.search("ada.privat|998877|445566|Quittenhof|Holunderweg|kontakt@", said)


def cited(text: str, owner: str, number: int, start: int, end: int) -> str:
    return f"""{owner} cg:evidence <{TOWN}/evidence/{number:020x}> .
  <{TOWN}/evidence/{number:020x}> a cg:Evidence ; oa:hasSource <{text}> ; oa:hasSelector <{text}/position/{start}-{end}> .
  <{text}/position/{start}-{end}> a oa:TextPositionSelector ; oa:start {start} ; oa:end {end} ."""


def test_of_a_mixed_agenda_only_what_open_items_cite_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, text = "1 Radweg am Anger\n2 Zwetschgenwiese, Preis 9 Euro", f"{TOWN}/text/{'d' * 64}"
    snapshot, items = f"{TOWN}/snapshot/{'d' * 64}", [f"<{TOWN}/meeting/m/item/{number}>" for number in (1, 2)]
    more = f"""<{TOWN}/graph/snapshot/{"d" * 64}> {{
  <{text}> a cg:Text ; prov:wasDerivedFrom <{snapshot}> ; schema:text {json.dumps(said)} .
  {items[0]} a cg:AgendaItem ; dct:source <{snapshot}> ; cg:isPublic true ; dct:title "Radweg am Anger" .
  {items[1]} a cg:AgendaItem ; dct:source <{snapshot}> ; cg:isPublic false ; dct:title "Zwetschgenwiese" .
  {cited(text, items[0], 1, 2, 17)} {cited(text, items[1], 2, 20, 35)} }}"""
    fixture = tmp_path / "fixture.trig"
    fixture.write_text(build_module.FIXTURE.read_text("utf-8") + more, "utf-8")
    monkeypatch.setattr(build_module, "FIXTURE", fixture)
    with Graph.open(write_graph(tmp_path / "out")) as graph:
        left = lines(graph)
    assert '"█ Radweg am Anger\\n█ ████████████████ █████ █ ████"' in left
    assert "Zwetschgen" not in left and "20-35" not in left and "2-17" in left


def test_a_page_that_refers_to_a_closed_paper_does_not_tell_its_title(tmp_path: Path) -> None:
    text, reference = f"{TOWN}/text/{'d' * 64}", f"<{TOWN}/reference/{'4' * 20}>"
    extra = f"""<{TOWN}/paper/2024-0400> a cg:Paper ; cg:isPublic false .
      <{text}> a cg:Text ; schema:text "Siehe Hagebutte und Radweg" .
      {reference} a cg:Reference ; cg:resolvedTo <{TOWN}/paper/2024-0400> . {cited(text, reference, 3, 6, 15)}"""
    with Graph.open(write_graph(tmp_path, extra=extra)) as graph:
        said = lines(graph)
    assert '"Siehe █████████ und Radweg"' in said and "Hagebutte" not in said


def test_a_published_graph_holds_the_lines_that_may_leave_and_no_other(tmp_path: Path) -> None:
    with Graph.open(write_graph(tmp_path, extra=CLOSED)) as graph:
        held = published(graph).store.quads_for_pattern(None, None, None, None)
        named = {f"{quad} .\n" for quad in held if isinstance(quad.graph_name, pyoxigraph.NamedNode)}
        assert named == set(lines(graph).splitlines(keepends=True)) and len(named) > 100
