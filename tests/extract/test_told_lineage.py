"""Lineage told in prose: names of many forms, shared and pronoun subjects, and sentences that only sound like it."""

from pathlib import Path

import pytest

from civicgraph.record import Lineage
from tests.extract.test_no_inventions import told
from tests.reading import records_of, things


def edges(folder: Path, *lines: str) -> set[tuple[str, str, str]]:
    return {(e.newer, e.relation, e.older) for e in things(records_of(told(folder, *lines)), Lineage)}


@pytest.mark.parametrize(
    ("line", "edge"),
    [
        (
            "Das „Integrierte Hafenkonzept 2040“ baut auf dem „Leitbild Wasser“ auf.",
            ("integriertes-hafenkonzept-2040", "derived-from", "leitbild-wasser"),
        ),
        (
            "Die Satzung über die Erhebung von Marktgebühren ersetzt die Satzung über Standgelder.",
            ("satzung-ueber-die-erhebung-von-marktgebuehren", "replaces", "satzung-ueber-standgelder"),
        ),
        (
            "Die Tourismusstrategie Seeheim 2030 löst die Alte Agenda ab.",
            ("tourismusstrategie-seeheim-2030", "replaces", "alte-agenda"),
        ),
        ("Der Badplan ersetzt nicht nur den Sportplan.", ("badplan", "replaces", "sportplan")),
        ("Im Rahmen des Klimaplans wurde das Baumkonzept erarbeitet.", ("baumkonzept", "implements", "klimaplan")),
        (
            "Das Hafenkonzept baut auf dem Uferplan auf und löst das Kaikonzept ab.",
            ("hafenkonzept", "replaces", "kaikonzept"),
        ),
        ("Das Hafenkonzept gilt. Es beruht auf dem Uferplan.", ("hafenkonzept", "derived-from", "uferplan")),
        (
            "Das Integrierte Uferkonzept (IUK) gilt. Auf Grundlage des IUK wurde der Stegplan erstellt.",
            ("stegplan", "derived-from", "integriertes-uferkonzept"),
        ),
    ],
)
def test_told(tmp_path: Path, line: str, edge: tuple[str, str, str]) -> None:
    assert edge in edges(tmp_path, line)


@pytest.mark.parametrize(
    "line",
    [
        "Der Badplan ersetzt den Sportplan nicht.",
        "Der Badplan ersetzt keineswegs den Sportplan.",
        "Wünschenswert wäre, dass der Badplan auf dem Sportplan aufbaut.",
        "Falls der Bund zustimmt, wird der Badplan durch das Wasserkonzept abgelöst.",
        "Löst der Badplan den Sportplan ab?",
        "Die Verwaltung prüft, ob das Badkonzept in den Sportplan einfließen kann.",
        "Der Badplan und der Sportplan werden gemeinsam beraten.",
        "Die Bänke wurden durch neue ersetzt, wie es der Badplan vorsieht.",
        "Der Badplan wird vom Sportplan nicht berührt.",
        "Das Hafenkonzept gilt. Er beruht auf dem Uferplan.",
    ],
)
def test_not_told(tmp_path: Path, line: str) -> None:
    assert edges(tmp_path, line) == set()


def test_what_an_im_rahmen_says_is_inferred(tmp_path: Path) -> None:
    (edge,) = things(records_of(told(tmp_path, "Im Rahmen des Klimaplans wurde das Baumkonzept erarbeitet.")), Lineage)
    assert edge.kind == "inferred"
