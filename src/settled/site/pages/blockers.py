"""What keeps a flow from its next gate, as one list: in words, each with who owes it and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from settled.frontmatter.validation import path_in_words
from settled.model.answers import OpenQuestion
from settled.model.findings import Finding
from settled.model.flow import Failure
from settled.model.vocabulary import DecisionState, Phase
from settled.records import Record
from settled.site import words
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import SEVERITY_CHIPS, STATE_CHIPS, Chip, Link

ANCHOR = "blockers"
"""The anchor of the list on the page of a flow."""


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that keeps a flow from a gate: its state, where it stands, what it is, who owes it, until when."""

    state: Chip
    place: str
    what: str
    hint: str
    owners: tuple[Link, ...]
    due: str
    is_overdue: bool
    rule: Link


@dataclass(frozen=True, slots=True)
class NextGate:
    """The gate that a flow does not pass today, and all that keeps it from it; `findings` are those that say so."""

    gate: str
    blockers: tuple[Blocker, ...]
    findings: tuple[Finding, ...]


def next_gate(view: PageView, record: Record) -> NextGate | None:
    """What keeps the flow `record` from its next gate; None where it would pass them all, or is not in force."""
    readiness = view.site.content.readiness.get(record.file)
    gate = next((gate for gate in Phase if readiness and readiness.blockers[gate]), None)
    if readiness is None or gate is None:
        return None
    found = sorted(readiness.blockers[gate], key=lambda finding: finding.location)
    questions = {path_in_words(path): question for path, question in record.open_questions}
    blockers = tuple(_blocker(view, record, finding, questions) for finding in found)
    return NextGate(gate.value, blockers, tuple(found))


def _blocker(view: PageView, record: Record, finding: Finding, questions: Mapping[str, OpenQuestion]) -> Blocker:
    path = words.path_of(finding.field)
    question = questions.get(finding.field)
    if question is not None:
        asked = view.question(question)
        return Blocker(
            state=STATE_CHIPS[DecisionState.OPEN],
            place=words.place(path),
            what=asked.text,
            hint="",
            owners=(asked.owner,) if asked.owner else (),
            due=asked.due,
            is_overdue=asked.is_overdue,
            rule=view.rule(finding.code),
        )
    is_status = finding.field == "status"
    return Blocker(
        state=view.status(record) if is_status else SEVERITY_CHIPS[finding.severity],
        place=words.place(path) if path else "",
        what=words.without_keys(finding.message),
        hint=finding.hint,
        owners=_owners(view, record, path),
        due="",
        is_overdue=False,
        rule=view.rule(finding.code),
    )


def _owners(view: PageView, record: Record, path: tuple[str | int, ...]) -> tuple[Link, ...]:
    """Whoever answers for the failure mode at `path`, else those who decide the flow."""
    failures = record.flow.failures if record.flow else None
    if len(path) > 1 and path[0] == "failures" and isinstance(failures, list) and isinstance(path[1], int):
        failure = failures[path[1]] if path[1] < len(failures) else None
        if isinstance(failure, Failure) and isinstance(failure.owner, str):
            return (view.team(failure.owner),)
    return tuple(view.team(name) for name in record.decision_makers)
