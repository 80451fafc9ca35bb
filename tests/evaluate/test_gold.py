"""What a gold.json may say, and what is refused with file and key."""

from pathlib import Path

import pytest

from civicgraph.errors import SourceInvalid, UsageError
from civicgraph.evaluate import cases, evaluate, gold
from tests.evaluate.casework import GOLD, RIGHT, write


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"qestions": []}, "qestions"),
        ({"questions": [{"text": "Wann?", "nummer": "1"}]}, "nummer"),
        ({"questions": [{"number": "1"}]}, "text"),
        ({"system": "allris5"}, "allris5"),
        ({"split": "test"}, "test"),
        ({"outcomes": [{"votes": {"ja": 3}}]}, "ja"),
    ],
)
def test_what_is_not_documented_is_refused_by_name(tmp_path: Path, change: dict[str, object], named: str) -> None:
    write(tmp_path, {**GOLD, **change})
    with pytest.raises(SourceInvalid, match=rf"gold\.json: .*{named}"):
        cases(tmp_path)


def test_broken_json_names_the_file(tmp_path: Path) -> None:
    write(tmp_path, GOLD)
    (tmp_path / "case" / "gold.json").write_text('{"system": ')
    with pytest.raises(SourceInvalid, match=r"case/gold\.json"):
        cases(tmp_path)


def test_a_folder_without_gold_and_a_filter_without_cases_say_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no gold\.json"):
        cases(tmp_path)
    write(tmp_path, GOLD)
    with pytest.raises(UsageError, match="none of its 1 cases is of --system oparl and --split aside"):
        cases(tmp_path, system="oparl", split="aside")


def test_cases_are_chosen_by_system_and_split_and_named_by_their_folder(tmp_path: Path) -> None:
    write(tmp_path, GOLD, name="one")
    write(tmp_path, {**GOLD, "system": "text"}, name="deep/two")
    write(tmp_path, {**GOLD, "split": "aside"}, name="three")
    assert [case.name for case in cases(tmp_path)] == ["deep/two", "one", "three"]
    assert [case.name for case in cases(tmp_path, system="allris3", split="work")] == ["one"]
    assert [case.name for case in cases(tmp_path / "deep" / "two")] == ["."]


@pytest.mark.parametrize(("pair", "named"), [(("3", "1"), "question '3'"), (("1", "#5"), "answer '#5'")])
def test_an_alignment_of_what_the_gold_does_not_list_is_refused(
    tmp_path: Path, pair: tuple[str, str], named: str
) -> None:
    write(tmp_path, {**RIGHT, "alignment": [{"question": pair[0], "answer": pair[1]}]})
    with pytest.raises(SourceInvalid, match=f"alignment: no {named}"):
        evaluate(cases(tmp_path))


def test_every_key_of_the_gold_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "corpus.md").read_text("utf-8")
    kinds = [kind for kind in vars(gold).values() if isinstance(kind, type) and issubclass(kind, gold.Gold)]
    keys = {name for kind in kinds for name in kind.__struct_fields__}
    assert len(kinds) > 10
    assert {name for name in keys if f"`{name}`" not in text and f'"{name}"' not in text} == set()
