"""What counts as right, missed and invented."""

from pathlib import Path

from civicgraph.evaluate import cases, evaluate
from civicgraph.evaluate.items import Found, Wanted
from civicgraph.evaluate.scoring import pairing
from tests.evaluate.casework import ANSWERS, GOLD, QUESTIONS, RIGHT, SPEC, f1, scored, write


def test_a_page_read_as_the_gold_says_scores_one(tmp_path: Path) -> None:
    result = scored(tmp_path, RIGHT)
    assert f1(result) == {"questions": 1.0, "answers": 1.0, "alignment": 1.0}
    assert (result.differences, result.unread) == ((), ())


def test_what_the_gold_has_and_the_page_does_not_give_is_missed(tmp_path: Path) -> None:
    gold = {**GOLD, "questions": [*RIGHT["questions"], {"paper": "2024/0117", "number": "3", "text": "Seit wann?"}]}
    result = scored(tmp_path, gold)
    (score, _) = result.scores
    assert (score.wanted, score.found, score.right, score.precision, score.recall) == (3, 2, 2, 1.0, 2 / 3)
    assert [(d.kind, d.element, d.case) for d in result.differences] == [("missed", "questions", "case")]
    assert "Seit wann?" in result.differences[0].said


def test_what_is_found_beyond_the_gold_is_invented(tmp_path: Path) -> None:
    result = scored(tmp_path, {**GOLD, "questions": RIGHT["questions"][:1]})
    assert [(d.kind, QUESTIONS[1] in d.said) for d in result.differences] == [("invented", True)]
    assert f1(result) == {"questions": 2 / 3}


def test_an_element_left_out_is_not_scored_an_empty_list_is(tmp_path: Path) -> None:
    assert f1(scored(tmp_path, GOLD)) == {}
    assert f1(scored(tmp_path, {**GOLD, "questions": [], "lineage": []})) == {"questions": 0.0, "lineage": None}


def test_header_fields_left_out_are_not_scored_null_means_that_none_is_there(tmp_path: Path) -> None:
    spec = SPEC.with_(room="Ratssaal", clerk="Krüger, Jan")
    result = scored(tmp_path, {**GOLD, "header": {"number": "2024/0117", "clerk": None}}, spec)
    assert [(d.kind, "field=clerk" in d.said) for d in result.differences] == [("invented", True)]
    assert [(s.wanted, s.found, s.right) for s in result.scores if s.system == "all"] == [(1, 2, 1)]


def test_a_wrong_field_makes_a_row_missed_and_invented(tmp_path: Path) -> None:
    row = {"body": "Rat der Stadt", "date": "2024-03-14", "outcome": "noted"}
    assert f1(scored(tmp_path, {**GOLD, "consultations": [row]})) == {"consultations": 1.0}
    result = scored(tmp_path, {**GOLD, "consultations": [{**row, "date": "2024-03-15"}]})
    assert sorted(d.kind for d in result.differences) == ["invented", "missed"]


def test_status_and_askers_are_scored_where_every_question_has_them(tmp_path: Path) -> None:
    known = [{**q, "status": "answered", "asked_by": ["Brandt, Ute"]} for q in RIGHT["questions"]]
    assert f1(scored(tmp_path, {**GOLD, "questions": known})) == {
        "questions": 1.0,
        "question-status": 1.0,
        "askers": 1.0,
    }
    assert f1(scored(tmp_path, {**GOLD, "questions": [known[0], RIGHT["questions"][1]]})) == {"questions": 1.0}
    wrong = [{**known[0], "status": "refused"}, known[1]]
    assert f1(scored(tmp_path, {**GOLD, "questions": wrong}))["question-status"] == 0.5


def test_every_system_has_its_own_score_beside_that_of_all(tmp_path: Path) -> None:
    write(tmp_path, RIGHT, name="one")
    write(tmp_path, {**RIGHT, "system": "text", "questions": [], "alignment": []}, name="two")
    scores = {(s.element, s.system): (s.wanted, s.found) for s in evaluate(cases(tmp_path), "questions").scores}
    assert scores == {("questions", "all"): (2, 4), ("questions", "allris3"): (2, 2), ("questions", "text"): (0, 2)}


def test_a_case_whose_file_gives_no_page_scores_nothing_and_says_why(tmp_path: Path) -> None:
    write(tmp_path, RIGHT)
    (tmp_path / "case" / "page.txt").write_bytes(b"\x00\x01\x02\xff" * 40)
    result = evaluate(cases(tmp_path))
    assert f1(result)["questions"] == 0.0
    assert [case for case, _ in result.unread] == ["case"]


def test_a_case_without_any_file_scores_nothing(tmp_path: Path) -> None:
    write(tmp_path, RIGHT)
    (tmp_path / "case" / "page.txt").unlink()
    assert f1(evaluate(cases(tmp_path)))["answers"] == 0.0


def test_two_pages_of_one_paper_count_a_thing_once(tmp_path: Path) -> None:
    write(tmp_path, RIGHT)
    SPEC.with_(time="17:00 - 19:31").save(tmp_path / "case", "html")
    assert f1(evaluate(cases(tmp_path))) == {"questions": 1.0, "answers": 1.0, "alignment": 1.0}


def test_pairs_are_as_many_as_can_be_and_none_stands_for_two() -> None:
    vague = Wanted("answers", {"text": ANSWERS[0]})
    exact = Wanted("answers", {"text": ANSWERS[0], "answers": ("1",)})
    one = Found("answers", {"text": (ANSWERS[0],), "answers": ("1",)})
    other = Found("answers", {"text": (ANSWERS[0],), "answers": ("2",)})
    assert pairing([vague, exact], [one, other]) == {0: 1, 1: 0}
    assert pairing([vague, vague], [one]) == {0: 0}


def test_many_equal_things_are_paired_too() -> None:
    number = 1500
    wanted, found = [Wanted("claims", {"value": "3"})] * number, [Found("claims", {"value": ("3",)})] * number
    assert len(pairing(wanted, found)) == number
