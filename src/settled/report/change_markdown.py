"""What a change brings, as Markdown: the flows it touched, and what it did to statuses, risks and suppressions."""

from __future__ import annotations

from collections.abc import Iterator

from settled.checking.change import (
    AddedSuppression,
    Change,
    ChangedFlow,
    ChangedRisk,
    ChangedStatus,
    Edit,
    States,
)
from settled.checking.changed_content import ChangedQuestion
from settled.model.decided_values import in_a_line
from settled.model.vocabulary import RequiredDecision
from settled.project import Project
from settled.report.check_place import repository_path
from settled.report.markdown_table import (
    MAXIMUM_CHARACTERS,
    bounded_table,
    decision_columns,
    escaped,
    state_cell,
    table_row,
)

_EDITS = {
    Edit.ADDED: "+ added",
    Edit.EDITED: "✎ edited",
    Edit.DELETED: "− deleted",
    Edit.UNREADABLE: "! cannot be read",
}
_ROOM = MAXIMUM_CHARACTERS // 8


def change_markdown(project: Project, change: Change) -> Iterator[str]:
    """The lines, an empty one first; one sentence where the change touched nothing."""
    yield ""
    since = escaped(f"since {change.reference} ({change.commit[:10]})")
    if change.is_empty:
        yield f"No flow, no status, no risk and no suppression has changed {since}."
        return
    yield f"### What changed {since}"
    flows = [_flow(project, flow) for flow in change.flows]
    yield from bounded_table(["Flow", "Change", *decision_columns()], flows, "flow", _ROOM)
    values = [
        table_row([escaped(flow.label), escaped(value.key), f"{_value(value.before)} → **{_value(value.after)}**"])
        for flow in change.flows
        for value in flow.values
    ]
    yield from bounded_table(["Flow", "Value", "Before → now"], values, "value", _ROOM)
    statuses = [_status(status) for status in change.statuses]
    yield from bounded_table(["Record", "Status"], statuses, "status", _ROOM)
    texts = [
        table_row([escaped(text.label), f"amended: {escaped(text.amendment)}" if text.amendment else "✎ **edited**"])
        for text in change.texts
    ]
    yield from bounded_table(["Accepted record", "Text"], texts, "text", _ROOM)
    questions = [_question(question) for question in change.questions]
    yield from bounded_table(["Record", "Question", "What"], questions, "question", _ROOM)
    risks = [_risk(risk) for risk in change.risks]
    yield from bounded_table(["Risk", "Level", "What"], risks, "risk", _ROOM)
    suppressions = [_suppression(project, suppression) for suppression in change.suppressions]
    yield from bounded_table(
        ["Suppression added", "Place", "Rule", "Until", "Reason"], suppressions, "suppression", _ROOM
    )


def _flow(project: Project, flow: ChangedFlow) -> str:
    if flow.edit is Edit.MOVED:
        was = repository_path(project, flow.previous_file)
        edit = f"→ moved from {escaped(was if flow.label == flow.previous_label else f'{flow.previous_label}, {was}')}"
    else:
        edit = _EDITS[flow.edit]
    cells = [_cell(flow.before, flow.after, decision) for decision in RequiredDecision]
    return table_row([escaped(flow.label), edit, *cells])


def _cell(before: States | None, after: States | None, decision: RequiredDecision) -> str:
    """The state of now, with the one before it where that was another; a dash for what is not there any more."""
    if not after:
        return "–"
    if not before or before[decision] is after[decision]:
        return state_cell(after[decision])
    return f"{state_cell(before[decision])} → **{state_cell(after[decision])}**"


def _status(status: ChangedStatus) -> str:
    if status.before is None:
        words = f"+ added as **{escaped(status.after or '')}**"
    elif status.after is None:
        words = f"− deleted, was {escaped(status.before)}"
    else:
        words = f"{escaped(status.before)} → **{escaped(status.after)}**"
    return table_row([escaped(status.label), words])


def _value(value: str | None) -> str:
    return escaped(in_a_line(value))


def _question(question: ChangedQuestion) -> str:
    owed = " by ".join(filter(None, (question.owner, question.due.isoformat() if question.due else "")))
    what = "✓ answered" if question.is_answered else "? open" + (f", {escaped(owed)}" if owed else "")
    return table_row([escaped(question.label), escaped(question.question), what])


def _risk(risk: ChangedRisk) -> str:
    if risk.before is None:
        level = f"+ new, **{risk.after.value if risk.after else ''}**"
    elif risk.after is None:
        level = f"− gone, was {risk.before.value}"
    else:
        level = f"▲ {risk.before.value} → **{risk.after.value}**"
    return table_row([escaped(risk.id), level, escaped(risk.title)])


def _suppression(project: Project, suppression: AddedSuppression) -> str:
    place = f"{repository_path(project, suppression.file)}:{suppression.line}"
    until = suppression.until.isoformat() if suppression.until else ""
    return table_row(
        [
            escaped(suppression.label), escaped(place), escaped(suppression.rule), until, escaped(suppression.reason)
        ]
    )  # fmt: skip
