"""The risk register as table, CSV and JSON."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from typing import Any

from settled.programme.risks import RegisteredRisk
from settled.report.table import Cell, cell_text

VERSION = 1
COLUMNS = (
    "id", "level", "title", "statement", "owner", "response", "status", "due", "exposure", "origin", "rule", "record",
    "file", "line", "likelihood", "impact", "cost_low", "cost_likely", "cost_high", "cost_unit", "accepted_by",
    "accepted_until",
)  # fmt: skip


def risk_values(risk: RegisteredRisk) -> dict[str, Cell]:
    """One risk by column; what is not known is None. `cost_low` to `cost_high` are money a year."""
    estimate, cost = risk.estimate, risk.estimate.yearly_cost
    values: dict[str, Cell] = {
        **{column: getattr(risk, column) for column in COLUMNS if hasattr(risk, column)},
        "level": risk.level.value,
        "likelihood": estimate.likelihood.value if estimate.likelihood else None,
        "impact": estimate.impact.value if estimate.impact else None,
        "cost_low": _amount(cost.low) if cost else None,
        "cost_likely": _amount(cost.likely) if cost else None,
        "cost_high": _amount(cost.high) if cost else None,
        "cost_unit": estimate.unit,
    }
    return {column: None if values[column] == "" else values[column] for column in COLUMNS}


def risk_object(risk: RegisteredRisk) -> dict[str, Any]:
    """One risk as JSON has it: dates are ISO."""
    values = risk_values(risk).items()
    return {column: value.isoformat() if isinstance(value, datetime.date) else value for column, value in values}


def risks_document(risks: Sequence[RegisteredRisk]) -> dict[str, Any]:
    """What `adr risks --format json` prints."""
    return {"version": VERSION, "risks": [risk_object(risk) for risk in risks]}


def risk_rows(risks: Sequence[RegisteredRisk]) -> list[list[str]]:
    """Every column as text, for CSV."""
    return [[cell_text(value) for value in risk_values(risk).values()] for risk in risks]


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


def _amount(amount: float) -> float | None:
    """An amount to the cent; None for one beyond all numbers, which JSON cannot say."""
    return round(amount, 2) if math.isfinite(amount) else None
