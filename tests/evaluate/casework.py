"""Writes cases of a small town for the tests of the scorer."""

import json
from pathlib import Path
from typing import Any

from civicgraph.evaluate import Scored, cases, evaluate
from tests.pages import Asked, Spec

QUESTIONS = ("Wie viele Bänke stehen am See?", "Wer pflegt sie?")
ANSWERS = ("Am See stehen zwölf Bänke.", "Das Grünflächenamt pflegt sie.")
ASKED = Asked(
    questions=(("1.", QUESTIONS[0]), ("2.", QUESTIONS[1])),
    answers=(("Zu Frage 1:", ANSWERS[0]), ("Zu Frage 2:", ANSWERS[1])),
)
SPEC = Spec(number="2024/0117", title="Anfrage: Bänke am See", lines=ASKED.text())
GOLD: dict[str, Any] = {"system": "allris3", "split": "work", "note": "one inquiry"}
RIGHT: dict[str, Any] = {
    **GOLD,
    "questions": [{"paper": "2024/0117", "number": str(i), "text": text} for i, text in enumerate(QUESTIONS, 1)],
    "answers": [{"label": str(i), "answers": [str(i)], "text": text} for i, text in enumerate(ANSWERS, 1)],
    "alignment": [{"question": "1", "answer": "1"}, {"question": "#2", "answer": "#2"}],
}


def write(folder: Path, gold: dict[str, Any], spec: Spec = SPEC, name: str = "case") -> Path:
    """Write one case below a folder; return the folder."""
    case = folder / name
    case.mkdir(parents=True, exist_ok=True)
    spec.save(case)
    (case / "gold.json").write_text(json.dumps(gold), "utf-8")
    return folder


def scored(folder: Path, gold: dict[str, Any], spec: Spec = SPEC) -> Scored:
    """Score one case."""
    return evaluate(cases(write(folder, gold, spec)))


def f1(result: Scored) -> dict[str, float | None]:
    """Return the F1 of every element over all systems."""
    return {score.element: score.f1 for score in result.scores if score.system == "all"}
