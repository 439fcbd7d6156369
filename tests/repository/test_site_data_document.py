"""What docs/site-data.md says of the columns is what the files have."""

from __future__ import annotations

import re
from pathlib import Path

from settled.report.delivery_plan import COLUMNS as PLAN_COLUMNS
from settled.report.risk_register import COLUMNS as RISK_COLUMNS
from settled.site.registers import programme, records

DOCUMENT = Path(__file__).resolve().parents[2] / "docs/site-data.md"
COLUMNS = {
    "Decisions": records.DECISION_COLUMNS,
    "Flows": records.FLOW_COLUMNS,
    "Ownership": programme.OWNERSHIP_COLUMNS,
    "Route map": programme.ROUTE_COLUMNS,
    "Delivery sequence": PLAN_COLUMNS,
    "Risk register": RISK_COLUMNS,
    "Open questions": records.QUESTION_COLUMNS,
    "Timeline": records.CHANGE_COLUMNS,
    "Rules": programme.RULE_COLUMNS,
}


def test_every_column_is_documented_and_no_other() -> None:
    sections = re.split(r"^### ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    documented: dict[str, list[str]] = {}
    for section in sections:
        first_cells = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
        documented[section.splitlines()[0]] = sorted(re.findall(r"`(\w+)`", " ".join(first_cells)))
    assert documented == {title: sorted(columns) for title, columns in COLUMNS.items()}
