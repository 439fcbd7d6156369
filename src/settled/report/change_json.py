"""What a change brings, as the `change` of `adr check --against --format json`."""

from __future__ import annotations

from typing import Any

from settled.checking.change import Change, States
from settled.model.vocabulary import Level
from settled.report.changed_content_json import question_objects, text_objects


def change_object(change: Change) -> dict[str, Any]:
    """A list for each thing; what did not exist, or does no longer, is None."""
    return {
        "flows": [
            {
                "change": flow.edit.value,
                "label": flow.label,
                "file": flow.file,
                "previous_file": flow.previous_file if flow.before is not None else None,
                "before": _states(flow.before),
                "after": _states(flow.after),
                "values": [{"key": one.key, "before": one.before, "after": one.after} for one in flow.values],
            }
            for flow in change.flows
        ],
        "statuses": [
            {"label": status.label, "file": status.file, "before": status.before, "after": status.after}
            for status in change.statuses
        ],
        "risks": [
            {"id": risk.id, "title": risk.title, "before": _level(risk.before), "after": _level(risk.after)}
            for risk in change.risks
        ],
        "suppressions": [
            {
                "label": suppression.label,
                "file": suppression.file,
                "line": suppression.line,
                "rule": suppression.rule,
                "reason": suppression.reason,
                "until": suppression.until.isoformat() if suppression.until else None,
            }
            for suppression in change.suppressions
        ],
        "texts": text_objects(change.texts),
        "questions": question_objects(change.questions),
    }


def _states(states: States | None) -> dict[str, str] | None:
    return {decision.value: state.value for decision, state in states.items()} if states is not None else None


def _level(level: Level | None) -> str | None:
    return level.value if level is not None else None
