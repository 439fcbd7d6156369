"""The record JSON as rows of a table: for CSV and spreadsheets."""

from __future__ import annotations

from settled.model.vocabulary import RequiredDecision
from settled.project import Project
from settled.records import Record
from settled.report.kept_promises import FLOW_COLUMNS, flow_cells
from settled.report.record_json import record_object
from settled.report.table import Cell

_DECISIONS = {decision.value: f"decision_{decision.value}" for decision in RequiredDecision}
COLUMNS = (
    "file", "kind", "id", "number", "title", "status", "status_text", "date", "tags", "supersedes", "superseded_by",
    *_DECISIONS.values(), *FLOW_COLUMNS,
)  # fmt: skip
"""The keys of the record JSON, the six decisions in columns of their own, and what a flow promises."""


def record_values(project: Project, record: Record) -> dict[str, Cell]:
    """A record by column; what is not a flow has no decisions."""
    shape = record_object(project, record)
    decisions = shape.pop("decisions", {})
    return {
        **shape,
        "date": record.date,
        **{column: decisions.get(decision) for decision, column in _DECISIONS.items()},
        **flow_cells(project, record),
    }
