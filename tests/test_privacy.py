"""Who and what does not leave, in any spelling and any byte; offsets stay true."""

import re
from pathlib import Path

import pyoxigraph
import pytest

from civicgraph.privacy import NOTICE, PRIVATE_NOTICE, Redaction, published, redaction
from civicgraph.privacy.name import Name
from civicgraph.privacy.withheld import Person, Withheld
from civicgraph.query import Graph
from tests.query.build import NEIGHBOUR, TOWN, graph, graph_folder, write_graph

__all__ = ["graph", "graph_folder"]

CLERK = f"{TOWN}/person/groesch-norbert"


@pytest.fixture(scope="module")
def taken_out(graph: Graph) -> Redaction:
    return redaction(graph)


def of(*names: Name, public: tuple[Name, ...] = ()) -> Redaction:
    people = tuple(Person((f"https://x.de/person/p{i}",), (name,)) for i, name in enumerate(names))
    return Redaction(Withheld(people, public), lambda iri: "")


@pytest.mark.parametrize(
    "spelling",
    [
        "Norbert Grösch", "Grösch, Norbert", "NORBERT GRÖSCH", "Grösch Norbert", "Norbert\u00a0Grösch", "Norbert\n      Grösch",
        "Nor-\nbert Grösch", "Norbert Grö\u00adsch", "Norbert Gröschs", "Norbert Grösch’s", "Norbert Groesch", "Grosch, Norbert",
        "Gro\u0308sch, Norbert", "Grösch, Dr. Norbert", "N. Grösch", "Grösch, N.", "norbert.groesch", "norbert_groesch",
        "groesch-norbert", "Gr%C3%B6sch%2C%20Norbert", "Gr%F6sch,Norbert", "NorbertGrösch",
    ],
)  # fmt: skip
def test_a_full_name_is_taken_out_in_any_spelling(taken_out: Redaction, spelling: str) -> None:
    assert taken_out.text(f"von {spelling} gezählt") == f"von {'█' * len(spelling)} gezählt"


@pytest.mark.parametrize(
    "before",
    [
        "Herr ",
        "Herrn ",
        "Frau\u00a0",
        "Dr. ",
        "Herr Dr. ",
        "Bearbeiter/-in: ",
        "Sachbearbeiterin ",
        "Herr Oberbürgermeister ",
        "Ratsherr ",
    ],
)
def test_a_surname_is_taken_out_after_an_honorific(taken_out: Redaction, before: str) -> None:
    assert taken_out.text(f"{before}Grösch sagt") == f"{before}██████ sagt"
    assert taken_out.text(f"{before}Grösch, Norbert sagt") == f"{before}{'█' * 15} sagt"


@pytest.mark.parametrize("text", ["Herrn Gröschs Liste", "groesch@example.org", "post an grösch%40example.org"])
def test_a_surname_is_taken_out_with_genitive_and_in_mail_addresses(taken_out: Redaction, text: str) -> None:
    assert "gr" not in taken_out.text(text).casefold() and len(taken_out.text(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lars Wind",
        "Wind, Lars",
        "SVO Wind, Lars",
        "Dr. Dudda",
        "Norbert",
        "Gröschmann",
        "zum Beispiel",
        "Herr Wind",
        "Grösch AG & Co",
    ],
)
def test_what_is_no_withheld_name_stays(taken_out: Redaction, text: str) -> None:
    assert taken_out.text(text) == text


def test_a_namesake_in_public_office_keeps_the_full_name() -> None:
    public = (Name("Lars Wind", "Wind", "Lars"), Name("Dr. Wind", "Wind"))
    both = of(Name("Norbert Wind", "Wind", "Norbert"), public=public)
    assert both.text("Lars Wind, Dr. Wind, Norbert Wind") == "Lars Wind, Dr. Wind, ████████████"
    assert both.text("Wind, Lars und Herr Wind") == "Wind, Lars und Herr ████"


def test_a_name_without_a_given_name_is_taken_out_alone_but_not_as_a_part() -> None:
    alone = of(Name("Frau Wind"))
    assert alone.text("Wind, Windrad, wind, Frau WIND") == "████, Windrad, wind, Frau ████"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (Name("Anna Maria von der Heide-Krüger"), "von der Heide-Krüger, Anna"),
        (Name("", "von der Heide", "Anna"), "Anna von der Heide"),
        (Name("", "Müller-Lüdenscheidt", "Hans Peter"), "Hans Müller-Lüdenscheidt"),
        (Name("", "Müller-Lüdenscheidt", "Hans Peter"), "Mueller Luedenscheidt, Hans-Peter"),
        (Name("", "O’Neill", "Ed"), "Ed O'Neill"),
        (Name("Łukasz Šimić"), "Lukasz Simic"),
        (Name("Ян Ли"), "Ли, Ян"),
    ],
)
def test_names_of_several_words_and_foreign_letters(name: Name, text: str) -> None:
    assert of(name).text(text) == "█" * len(text)


def test_a_particle_goes_with_the_surname() -> None:
    assert of(Name("Anna von der Heide-Krüger")).text("Frau von der Heide-Krüger kam") == f"Frau {'█' * 20} kam"


def test_nothing_to_withhold_changes_nothing() -> None:
    empty = Redaction(Withheld(), lambda iri: "", private=True)
    assert empty.changes_nothing and empty.text("Herr Grösch") == "Herr Grösch" and empty.iri(CLERK) == CLERK
    assert empty.line(b"anything\n") == b"anything\n"
    assert of(Name("Dr.")).text("Dr. X") == "Dr. X"


def test_persons_stand_in_by_number(taken_out: Redaction) -> None:
    assert taken_out.iri(f"{TOWN}/person/beispiel-erika") == f"{TOWN}/person/withheld-1"
    assert taken_out.iri(CLERK) == f"{TOWN}/person/withheld-2"
    assert taken_out.iri(f"{TOWN}/membership/groesch-norbert/clerk") == f"{TOWN}/membership/withheld-2/clerk"
    assert taken_out.iri("https://example.org/Gr%C3%B6sch-Norbert.pdf") == "https://example.org/withheld.pdf"
    assert taken_out.iri(f"{TOWN}/person/wind-lars") == f"{TOWN}/person/wind-lars"
    assert taken_out.iri(f"{NEIGHBOUR}/paper/1") == f"{NEIGHBOUR}/paper/1"
    assert taken_out.withholds(CLERK) and not taken_out.withholds(f"{TOWN}/person/wind-lars")


def test_pages_that_are_not_public_are_hidden_with_what_stands_only_there(taken_out: Redaction) -> None:
    hidden = (
        f"{TOWN}/snapshot/{'c' * 64}",
        f"{TOWN}/graph/snapshot/{'c' * 64}",
        f"{TOWN}/paper/2024-0300",
        f"{TOWN}/page/2",
    )
    assert all(taken_out.hides(iri) for iri in hidden)
    assert not taken_out.hides(f"{TOWN}/paper/2024-0100")


def lines_of(opened: Graph, taken_out: Redaction) -> list[bytes]:
    return [line for raw in opened.generation.lines() if (line := taken_out.line(raw)) is not None]


def test_no_byte_of_the_graph_names_them(graph: Graph, taken_out: Redaction) -> None:
    content = b"".join(lines_of(graph, taken_out)).decode()
    own = "".join(line for line in content.splitlines(keepends=True) if "/graph/concepts>" not in line)
    assert not re.search(r"Norbert|groesch-|Gr%C3%B6sch|Erika|2024.0300|Grundstück", own)
    assert "Lars Wind" in own and "Dr. Dudda" in own and "█" in own
    assert len(list(pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.N_QUADS))) == content.count("\n")


def test_offsets_stay_true(graph: Graph, taken_out: Redaction) -> None:
    """Every quote, prefix and suffix equals the redacted text at its place, also where a name is cut in two."""
    public = published(graph)
    rows = public.query(
        """SELECT ?whole ?start ?end ?exact ?prefix ?suffix WHERE { ?e oa:hasSource/schema:text ?whole ; oa:hasSelector ?w , ?q .
        ?w oa:start ?start ; oa:end ?end . ?q oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix }"""
    )
    assert len(rows) > 30
    for row in rows:
        assert row["whole"][row["start"] : row["end"]] == row["exact"]
        assert row["whole"][: row["start"]].endswith(row["prefix"])
        assert row["whole"][row["end"] :].startswith(row["suffix"])
    assert any(row["prefix"].startswith("█") and "Zur" in row["prefix"] for row in rows)


def test_a_published_graph_answers_without_them(graph: Graph) -> None:
    public = published(graph)
    assert [row["number"] for row in public.query("papers")] == ["2024/0100", "2024/0200", "2024/0100"]
    assert public.query("papers")[0]["clerk"] == "███████ ██████"
    assert published(graph, private=True) is graph


def test_rows_can_be_taken_out_too(graph: Graph, taken_out: Redaction) -> None:
    rows = taken_out.rows(graph.query("persons"))
    assert [row["name"] for row in rows] == ["Dr. Dudda", "Lars Wind", "██████████████"]
    assert rows[2]["iri"] == f"{TOWN}/person/withheld-2"
    private = redaction(graph, private=True)
    assert private.rows(graph.query("persons")).terms == graph.query("persons").terms


def test_private_takes_nothing_out_and_says_so(graph: Graph) -> None:
    private = redaction(graph, private=True)
    assert (
        private.changes_nothing and private.notice == PRIVATE_NOTICE and "nicht zur Veröffentlichung" in PRIVATE_NOTICE
    )
    assert redaction(graph).notice == NOTICE
    assert private.text("Herr Grösch") == "Herr Grösch"


def test_a_person_can_be_suppressed_for_good(tmp_path: Path) -> None:
    with Graph.open(write_graph(tmp_path, suppress=("lars wind", "Nie Gelesen"))) as opened:
        suppressed = redaction(opened)
    assert suppressed.text("Lars Wind und Nie Gelesen") == "█████████ und ███████████"
    assert suppressed.withholds(f"{TOWN}/person/wind-lars")
    with Graph.open(tmp_path) as opened:
        private = redaction(opened, private=True)
    assert (
        private.text("Lars Wind und Norbert Grösch") == "█████████ und Norbert Grösch"
    )  # for good: --private does not lift it


def test_a_line_that_is_none_is_refused(taken_out: Redaction) -> None:
    with pytest.raises(ValueError, match="not an N-Quads line"):
        taken_out.line(b"_:b <x:p> <x:o> <x:g> .\n")


def test_escapes_are_read_before_names_are_looked_for(taken_out: Redaction) -> None:
    line = b'<x:s> <x:p> "\\"Norbert\\nGr\\u00F6sch\\" \\\\ \\U0001F600"@de <x:g> .\n'
    assert (taken_out.line(line) or b"").decode() == '<x:s> <x:p> "\\"██████████████\\" \\\\ 😀"@de <x:g> .\n'
    untouched = b'<x:s> <x:p> "a\\tb" <x:g> .\n'
    assert taken_out.line(untouched) == untouched


@pytest.mark.parametrize(
    "evil",
    [
        "Herr" + " " * 100_000,
        "Herr " * 20_000,
        "Norbert" + "-\n" * 50_000,
        "Norbert" + " ," * 50_000,
        "Grösch, " + "Dr. " * 25_000,
    ],
)
def test_hostile_texts_come_to_an_end_with_their_length(taken_out: Redaction, evil: str) -> None:
    assert len(taken_out.text(evil)) == len(evil)


def test_thousands_of_names_and_a_long_text_come_to_an_end() -> None:
    many = of(
        *(
            Name(f"Vor{chr(97 + i % 26)}name Fami{i:x}lie".translate(str.maketrans("0123456789", "ghijklmnop")))
            for i in range(2_000)
        )
    )
    text = many.text("Die Verwaltung teilt mit, dass Herr Schmidt und Frau Familie es wissen. " * 1_000)
    assert text.count("Herr ███████ und Frau Familie es") == 1_000
