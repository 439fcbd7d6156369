"""Small flows drawn as one line each, and a plan told in lines that a test can compare."""

from __future__ import annotations

from pathlib import Path

from settled.programme.plan import Plan, PlannedFlow, plan
from settled.project import load

FLOWS = "decisions/flows"


def flow(*lines: str, title: str = "A flow") -> str:
    """The text of a flow with these lines of front matter."""
    return "\n".join(["---", "kind: flow", *lines, "---", "", f"# {title}", ""])


def carrying(source: str, consumers: str, *lines: str, business_object: str = "order") -> str:
    """A flow that carries an object from one system to others."""
    carried = [f"object: {business_object}", f"source: {{system: {source}, trigger: change}}"]
    return flow(*carried, f"consumers: [{consumers}]", *lines)


def planned(root: Path, flows: dict[int, str], catalog: str | None = None) -> Plan:
    """The plan of a project of these flows by number."""
    (root / FLOWS).mkdir(parents=True)
    for number, text in flows.items():
        (root / FLOWS / f"{number:04}-flow.md").write_text(text, encoding="utf-8")
    if catalog is not None:
        (root / "decisions/catalog.yml").write_text(catalog, encoding="utf-8")
    return plan(load(root))


def told(found: PlannedFlow) -> str:
    """Wave, number and reasons: `2 FLOW-0002 after FLOW-0001`, with the state of a wait that does not hold up."""
    words = [str(found.wave), found.record.id]
    for wait in found.waits:
        words += [wait.kind.value, wait.earlier.id]
        words += [f"of {wait.business_object}"] if wait.business_object else []
        words += [f"+{wait.others}"] if wait.others else []
        words += [wait.state.value] if wait.state.value != "waiting" else []
    return " ".join(words)


def lines(found: Plan) -> list[str]:
    """Every flow of the plan in its order."""
    return [told(entry) for entry in found.flows]
