"""Runs the rules over a folder in this process, and shows each finding as one comparable line."""

from __future__ import annotations

from pathlib import Path

from settled.checking.comparison import Comparison
from settled.flows.required_decisions import states
from settled.model.findings import Finding
from settled.project import Project, load
from settled.rules.context import Context
from settled.rules.engine import check, check_context
from tests.samples import CATALOG, FLOW

FLOW_FILE = "decisions/flows/0001-order-export.md"
CATALOG_FILE = "decisions/catalog.yml"


def shown(finding: Finding) -> str:
    """The finding with everything that a test of a rule compares."""
    return f"{finding.location} {finding.severity.value} {finding.code} {finding.name}: {finding.message}"


def load_case(root: Path) -> Context:
    """The context of a case; where `base` lies beside it, that is what was so before the change."""
    context, before = Context.of(load(root)), root.parent / "base"
    if not before.is_dir():
        return context
    base = load(before)
    return Comparison("main", "0" * 40, "", base, check(base)).seen_from(context)


def findings_in(root: Path) -> list[str]:
    """All findings of the case at `root`, in the order in which they are reported."""
    return [shown(finding) for finding in check_context(load_case(root)).findings]


def short(finding: Finding) -> str:
    """Line, severity and code alone, for tables."""
    return f"{finding.location.line} {finding.severity.value} {finding.code}"


def write_flow(root: Path, text: str = FLOW, catalog: str | None = CATALOG, file: str = FLOW_FILE) -> Project:
    """Write one flow (and the catalog) below `root`, and load the project."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if catalog is not None:
        (root / CATALOG_FILE).write_text(catalog, encoding="utf-8")
    return load(root)


def flow_findings(root: Path, text: str) -> list[str]:
    """`line severity code` of every finding of a project with the single flow `text`."""
    return [short(finding) for finding in check(write_flow(root, text)).findings]


def flow_states(root: Path, text: str) -> dict[str, str]:
    """The state of each of the six decisions of the flow `text`."""
    project = write_flow(root, text)
    return {decision.value: state.value for decision, state in states(project.flows[0]).items()}
