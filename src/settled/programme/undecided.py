"""What is undecided in a flow: what keeps it from the gate of its next phase, and who owes the answer."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from settled.model.answers import OpenQuestion
from settled.model.vocabulary import DecisionState
from settled.model.written_values import path_in_words
from settled.project import Project
from settled.records import Record


@dataclass(frozen=True, slots=True)
class Hold:
    """What keeps a flow from its next gate, wherever it stands in the sequence.

    `state` is `open`, `missing` or `invalid` for a decision, the status for a record that nobody accepted.
    `owner` owes the answer until `due`; None where nobody was named.
    """

    what: str
    state: str
    question: str = ""
    owner: str | None = None
    due: datetime.date | None = None
    is_overdue: bool = False


def holds(project: Project, record: Record) -> Iterator[Hold]:
    """What is undecided: the record itself, its open questions, then what nobody answered or answered badly."""
    if record.status is not None and record.status.is_undecided:
        yield Hold("the flow", record.status.value)
    parts = project.flow_parts.get(record.file, ())
    names = {part.path: part.name for part in parts}
    for path, question in record.open_questions:
        yield _open_hold(project, names.get(path) or path_in_words(path), question)
    lacking = (part for part in parts if part.state in {DecisionState.MISSING, DecisionState.INVALID})
    for decision, state in dict.fromkeys((part.decision, part.state) for part in lacking):
        yield Hold(decision.label, state.value)


def _open_hold(project: Project, what: str, question: OpenQuestion) -> Hold:
    return Hold(
        what,
        DecisionState.OPEN.value,
        question.open or "",
        question.owner or None,
        question.due,
        question.due is not None and question.due < project.today,
    )
