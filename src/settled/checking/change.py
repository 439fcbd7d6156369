"""What a change does to the decisions: flows, statuses, risks and suppressions, at the merge base and now."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from settled.checking.changed_content import (
    ChangedQuestion,
    ChangedText,
    ChangedValue,
    changed_questions,
    changed_texts,
    changed_values,
)
from settled.checking.comparison import Comparison
from settled.flows.required_decisions import states
from settled.model.vocabulary import DecisionState, Kind, Level, RequiredDecision, RiskStatus
from settled.programme.derived_risks import answers_for, rank
from settled.programme.risks import RegisteredRisk, register
from settled.project import Project
from settled.records import Record
from settled.rules.engine import CheckResult
from settled.rules.registry import RULE_CODES
from settled.rules.suppression import held_suppressions

States = Mapping[RequiredDecision, DecisionState]


class Edit(StrEnum):
    """What a change did to a file."""

    ADDED = "added"
    EDITED = "edited"
    MOVED = "moved"
    DELETED = "deleted"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ChangedFlow:
    """A flow that the change touched: its label and file now (of a deleted one: then), and where it was before.

    `before` and `after` are the states of the six decisions; None where it did not exist or cannot be read.
    """

    edit: Edit
    label: str
    file: str
    previous_label: str
    previous_file: str
    before: States | None
    after: States | None
    values: tuple[ChangedValue, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedStatus:
    """A record whose status changed, or a decision that came or went; None where it did not exist."""

    label: str
    file: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ChangedRisk:
    """A risk of the register that came, rose or went; None where it was not, or is no longer."""

    id: str
    title: str
    before: Level | None
    after: Level | None


@dataclass(frozen=True, slots=True)
class AddedSuppression:
    """A suppression that holds now and did not at the base."""

    label: str
    file: str
    line: int
    rule: str
    reason: str
    until: datetime.date | None


@dataclass(frozen=True, slots=True)
class Change:
    """All of it, since the merge base `commit` with `reference`."""

    reference: str
    commit: str
    flows: tuple[ChangedFlow, ...]
    statuses: tuple[ChangedStatus, ...]
    risks: tuple[ChangedRisk, ...]
    suppressions: tuple[AddedSuppression, ...]
    texts: tuple[ChangedText, ...] = ()
    questions: tuple[ChangedQuestion, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True where none of it was touched."""
        return not (self.flows or self.statuses or self.risks or self.suppressions or self.texts or self.questions)


def change_since(
    project: Project,
    result: CheckResult,
    comparison: Comparison,
    is_selected: Callable[[str], bool] = lambda file: True,
) -> Change | None:
    """What changed between the base of `comparison` and `project`, in the files asked for; None: it cannot be told."""
    base = comparison.project
    if base is None or comparison.result is None or comparison.commit is None:
        return None
    pairs = [
        pair
        for pair in _paired(base, project)
        if any(is_selected(record.file) for record in pair if record is not None)
    ]
    return Change(
        comparison.reference,
        comparison.commit,
        tuple(flow for before, after in pairs if (flow := _flow(base, project, before, after)) is not None),
        tuple(status for before, after in pairs if (status := _status(project, before, after)) is not None),
        tuple(_risks(project, result, base, comparison.result, pairs, is_selected)),
        tuple(_suppressions(project, base, pairs, is_selected)),
        tuple(text for before, after in pairs for text in changed_texts(before, after)),
        tuple(question for before, after in pairs for question in changed_questions(before, after)),
    )


Pair = tuple[Record | None, Record | None]


def _paired(base: Project, project: Project) -> list[Pair]:
    """Each record then and now, in the order of now, what is gone last.

    By file; what is left over by id (it was renamed), then by its text, then by its title (it was renumbered).
    """
    gone = {record.file: record for record in base.records if record.file not in project.by_file}
    came = [record for record in project.records if record.file not in base.by_file]
    previous: dict[str, Record] = {}
    for key in (_identity, _text, _title):
        lost: dict[object, list[Record]] = {}
        for record in gone.values():
            lost.setdefault(key(record), []).append(record)
        for record in came:
            candidates = lost.get(key(record), [])
            if record.file not in previous and candidates:
                found = candidates.pop(0)
                previous[record.file] = gone.pop(found.file)
    now: list[Pair] = [
        (base.by_file.get(record.file) or previous.get(record.file), record) for record in project.records
    ]
    return [*now, *((record, None) for record in gone.values())]


def _identity(record: Record) -> object:
    return record.kind, record.id


def _title(record: Record) -> object:
    return record.kind, record.title


def _text(record: Record) -> object:
    """The whole text with its line ends folded: another editor's line ends change no decision."""
    front, body = record.front.text, record.body_text
    return record.kind, front.replace("\r\n", "\n"), body.replace("\r\n", "\n")


def _flow(base: Project, project: Project, before: Record | None, after: Record | None) -> ChangedFlow | None:
    one = after or before
    if one is None or one.kind is not Kind.FLOW:
        return None
    previous = before or one
    edit = _edit(base, project, before, after)
    if edit is None:
        return None
    return ChangedFlow(
        edit,
        one.label,
        one.file,
        previous.label,
        previous.file,
        states(before) if before is not None else None,
        states(after) if after is not None else None,
        tuple(changed_values(before, after)) if before is not None and after is not None else (),
    )


def _edit(base: Project, project: Project, before: Record | None, after: Record | None) -> Edit | None:
    if before is None or after is None:
        if after is not None:
            return Edit.EDITED if _is_unreadable(base, after) else Edit.ADDED
        return Edit.UNREADABLE if before is not None and _is_unreadable(project, before) else Edit.DELETED
    if before.file != after.file:
        return Edit.MOVED
    return None if _text(before) == _text(after) else Edit.EDITED


def _is_unreadable(project: Project, record: Record) -> bool:
    return any(entry.file == record.file for entry in project.unreadable)


def _status(project: Project, before: Record | None, after: Record | None) -> ChangedStatus | None:
    """A flow that came or went is in the matrix, and a risk in the register: of these only the status counts."""
    one = after or before
    if one is None or (one.kind is not Kind.DECISION and (before is None or after is None)):
        return None
    if after is None and _is_unreadable(project, one):
        return ChangedStatus(one.label, one.file, _said(before), "cannot be read")
    was, is_now = _said(before), _said(after)
    return ChangedStatus(one.label, one.file, was, is_now) if was != is_now else None


def _said(record: Record | None) -> str | None:
    if record is None:
        return None
    return record.status.value if record.status else (record.status_text or "").strip() or "no status"


def _risks(
    project: Project,
    result: CheckResult,
    base: Project,
    base_result: CheckResult,
    pairs: Iterable[Pair],
    is_selected: Callable[[str], bool],
) -> Iterable[ChangedRisk]:
    """What came or rose, the gravest first, then what went; a closed risk is gone."""
    now = {risk.id: risk for risk in register(project, result.findings) if risk.status != RiskStatus.CLOSED}
    ids = {before.id: after.id for before, after in pairs if before is not None and after is not None}
    tracked_by = {answers_for(record): record.id for record in project.risks}
    then: dict[str, RegisteredRisk] = {}
    for risk in register(base, base_result.findings):
        if risk.status == RiskStatus.CLOSED:
            continue
        identifier = _renamed(risk.id, ids)
        if identifier not in now:
            identifier = tracked_by.get(identifier, identifier)  # somebody has taken it on since
        if identifier not in then or rank(risk.level) > rank(then[identifier].level):
            then[identifier] = risk
    for identifier, risk in now.items():
        before = then.get(identifier)
        if is_selected(risk.file) and (before is None or rank(risk.level) > rank(before.level)):
            yield ChangedRisk(identifier, risk.title, before.level if before else None, risk.level)
    for identifier, risk in then.items():
        if identifier not in now and is_selected(risk.file):
            yield ChangedRisk(identifier, risk.title, risk.level, None)


def _renamed(identifier: str, ids: Mapping[str, str]) -> str:
    """The id of a risk with its record as it is called now."""
    code, mark, rest = identifier.partition("@")
    record, end, field = rest.partition("@")
    return f"{code}{mark}{ids.get(record, record)}{end}{field}" if mark else ids.get(identifier, identifier)


def _suppressions(
    project: Project, base: Project, pairs: Iterable[Pair], is_selected: Callable[[str], bool]
) -> Iterable[AddedSuppression]:
    files = {before.file: after.file for before, after in pairs if before is not None and after is not None}
    known = {(files.get(record.file, record.file), code) for record, _, _, code in held_suppressions(base, RULE_CODES)}
    for record, index, entry, code in held_suppressions(project, RULE_CODES):
        if (record.file, code) not in known and is_selected(record.file):
            line = record.at(("ignore", index)).line
            yield AddedSuppression(record.label, record.file, line, code, (entry.reason or "").strip(), entry.until)
