"""The risk register as table, CSV and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from settled.risks import RegisteredRisk

VERSION = 1
COLUMNS = (
    "id", "level", "title", "statement", "owner", "response", "status", "due", "exposure", "origin", "rule", "record",
    "file", "line",
)  # fmt: skip


def risk_object(risk: RegisteredRisk) -> dict[str, Any]:
    """One risk; what is not known is None."""
    values = {column: getattr(risk, column) for column in COLUMNS}
    values["level"] = risk.level.value
    values["due"] = risk.due.isoformat() if risk.due else None
    return {key: value if value != "" else None for key, value in values.items()}


def risks_document(risks: Sequence[RegisteredRisk]) -> dict[str, Any]:
    """What `adr risks --format json` prints."""
    return {"version": VERSION, "risks": [risk_object(risk) for risk in risks]}


def risk_rows(risks: Sequence[RegisteredRisk]) -> list[list[str]]:
    """Every column as text, for CSV."""
    return [["" if value is None else str(value) for value in risk_object(risk).values()] for risk in risks]


def short_rows(risks: Sequence[RegisteredRisk]) -> tuple[tuple[str, ...], list[list[str]]]:
    """Header and rows of the table that fits a terminal."""
    header = ("LEVEL", "DUE", "OWNER", "STATUS", "ID", "RISK")
    rows = [
        [
            risk.level.value,
            risk.due.isoformat() if risk.due else "-",
            risk.owner or "nobody",
            risk.status or "-",
            risk.id,
            f"{risk.title} ({risk.exposure})" if risk.exposure else risk.title,
        ]
        for risk in risks
    ]
    return header, rows
