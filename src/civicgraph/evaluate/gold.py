"""Turns the gold.json of a case folder into records: what a careful human reader says of the case's pages."""

from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from civicgraph.errors import SourceInvalid, UsageError

GOLD = "gold.json"
Text: TypeAlias = str | UnsetType | None
"""UNSET: not scored. None: the pages do not say it, so a found value is invented."""
Names: TypeAlias = tuple[str, ...] | UnsetType


class Gold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all gold: a key that is left out is not scored, an unknown one is refused."""


class HeaderGold(Gold, frozen=True, kw_only=True):
    """What the header says of one paper or agenda item. meeting_start, meeting_end: local, `2024-03-14T17:00` or `2024-03-14`."""

    number: Text = UNSET
    title: Text = UNSET
    type: Text = UNSET
    authors: Names = UNSET
    author_roles: Names = UNSET
    author_factions: Names = UNSET
    lead_unit: Text = UNSET
    clerk: Text = UNSET
    public: bool | UnsetType | None = UNSET
    body: Text = UNSET
    agenda_number: Text = UNSET
    outcome: Text = UNSET
    meeting_start: Text = UNSET
    meeting_end: Text = UNSET
    room: Text = UNSET
    place: Text = UNSET


class QuestionGold(Gold, frozen=True, kw_only=True):
    """One question. number: as an answer would name it (`3a`), None where it has none; parent: number of the main question.

    status and asked_by are scored where every question of the case has them.
    """

    paper: Text = UNSET
    number: Text = UNSET
    parent: Text = UNSET
    text: str
    status: Text = UNSET
    asked_by: Names = UNSET


class AnswerGold(Gold, frozen=True, kw_only=True):
    """One answer text. label: what `alignment` calls it; answers: the numbers that its heading or restated question names.

    answered_by and role are scored where every answer of the case has answered_by; None where the page does not say who.
    """

    paper: Text = UNSET
    label: Text = UNSET
    answers: Names = UNSET
    answered_by: Text = UNSET
    role: Text = UNSET
    text: str


class AlignmentGold(Gold, frozen=True, kw_only=True):
    """question, answer: a number and a label of the lists above, or `#2` for the second entry there."""

    paper: Text = UNSET
    question: str
    answer: str


class ConsultationGold(Gold, frozen=True, kw_only=True):
    """One station. date: EDTF; role, outcome: codes of the concept schemes or the page's words."""

    paper: Text = UNSET
    body: Text = UNSET
    role: Text = UNSET
    date: Text = UNSET
    outcome: Text = UNSET
    raw_outcome: Text = UNSET
    status: Text = UNSET


class VotesGold(Gold, frozen=True, kw_only=True):
    """Counted votes; None where the page gives no such count."""

    yes: int | None = None
    no: int | None = None
    abstain: int | None = None


class OutcomeGold(Gold, frozen=True, kw_only=True):
    """One outcome. about: number of a paper, name of a policy, or number of an agenda item."""

    about: Text = UNSET
    raw: Text = UNSET
    code: Text = UNSET
    votes: VotesGold | Literal["unanimous", "majority"] | UnsetType | None = UNSET


class DateGold(Gold, frozen=True, kw_only=True):
    """One date of a paper, step, decision, meeting, reference or application. edtf: None where the words are too vague."""

    raw: Text = UNSET
    edtf: Text = UNSET


class ReferenceGold(Gold, frozen=True, kw_only=True):
    """One paper named. kind: follows-up or mentions; date: EDTF."""

    kind: Text = UNSET
    number: Text = UNSET
    title: Text = UNSET
    date: Text = UNSET


class LineageGold(Gold, frozen=True, kw_only=True):
    """One policy that came from another. kind: stated or inferred."""

    newer: str
    relation: Text = UNSET
    older: str
    kind: Text = UNSET


class ClaimGold(Gold, frozen=True, kw_only=True):
    """One count, sum or share. value: a plain decimal; subject: a word of the sentence that says what is counted."""

    value: str
    modifier: Text = UNSET
    unit: Text = UNSET
    subject: Text = UNSET


class PersonGold(Gold, frozen=True, kw_only=True):
    """One person named. role: code or the page's word."""

    name: str
    role: Text = UNSET
    party: Text = UNSET


class AgendaGold(Gold, frozen=True, kw_only=True):
    """One agenda item."""

    number: Text = UNSET
    title: Text = UNSET
    paper: Text = UNSET
    public: bool | UnsetType | None = UNSET
    outcome: Text = UNSET


class CaseGold(Gold, frozen=True, kw_only=True):
    """All gold of one case. split: `work` may be looked at while rules are written, `aside` is scored at the end."""

    system: Literal["allris3", "allris4", "sessionnet", "oparl", "text"]
    split: Literal["work", "aside"]
    note: str
    header: HeaderGold | tuple[HeaderGold, ...] | UnsetType = UNSET
    questions: tuple[QuestionGold, ...] | UnsetType = UNSET
    answers: tuple[AnswerGold, ...] | UnsetType = UNSET
    alignment: tuple[AlignmentGold, ...] | UnsetType = UNSET
    consultations: tuple[ConsultationGold, ...] | UnsetType = UNSET
    outcomes: tuple[OutcomeGold, ...] | UnsetType = UNSET
    dates: tuple[DateGold, ...] | UnsetType = UNSET
    references: tuple[ReferenceGold, ...] | UnsetType = UNSET
    lineage: tuple[LineageGold, ...] | UnsetType = UNSET
    claims: tuple[ClaimGold, ...] | UnsetType = UNSET
    persons: tuple[PersonGold, ...] | UnsetType = UNSET
    agenda: tuple[AgendaGold, ...] | UnsetType = UNSET
    policies: tuple[str, ...] | UnsetType = UNSET


class Case(msgspec.Struct, frozen=True):
    """One folder with gold and pages. name: its path below the folder that was asked for."""

    name: str
    folder: Path
    gold: CaseGold


def cases(folder: Path, system: str | None = None, split: str | None = None) -> list[Case]:
    """Return the cases in a folder and below it, sorted by name; system, split: only those.

    Raises UsageError where there is none, SourceInvalid where a gold.json cannot be taken.
    """
    found = [_case(path, folder) for path in sorted(folder.rglob(GOLD))]
    if not found:
        raise UsageError(f"{folder}: no {GOLD} in this folder or below it: docs/corpus.md shows what a case holds")
    kept = [c for c in found if system in (None, c.gold.system) and split in (None, c.gold.split)]
    if not kept:
        told = " and ".join(f"--{name} {value}" for name, value in (("system", system), ("split", split)) if value)
        raise UsageError(f"{folder}: none of its {len(found)} cases is of {told}: leave the option out")
    return kept


def _case(path: Path, root: Path) -> Case:
    try:
        gold = msgspec.json.decode(path.read_bytes(), type=CaseGold)
    except msgspec.DecodeError as error:
        raise SourceInvalid(f"{path}: {error}: mend this key (docs/corpus.md lists all of them)") from None
    return Case(path.parent.relative_to(root).as_posix(), path.parent, gold)
