"""What stands in this repository is sound: its modules have names that say what they hold, its records are clean."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Outcome

ROOT = Path(__file__).resolve().parent.parent.parent


def test_commands_parse_call_print_and_exit() -> None:
    """What is longer or more branched than this decides something, which belongs below the command line."""
    folder = ROOT / "src" / "settled" / "cli"
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in (folder / "commands").glob("*.py")}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > 80} == {}
    done = subprocess.run(
        [
            *(Path(sys.executable).parent / "ruff", "check", "--no-cache", "--isolated", "--output-format", "concise"),
            *("--select", "C901", "--config", "lint.mccabe.max-complexity=10", folder),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_room_is_called_after_nothing() -> None:
    names = {path.stem for path in (ROOT / "src" / "settled").rglob("*.py")}
    assert not names & {"utils", "util", "helpers", "common", "manager", "misc"}


def test_the_reference_programme_is_sound_but_for_its_open_questions(adr: Callable[..., Outcome]) -> None:
    outcome = adr("check", "--format", "json", cwd=ROOT)
    assert outcome.code == 0
    findings = outcome.json["findings"]
    assert {finding["name"] for finding in findings} == {"open-decision"}
    assert {finding["severity"] for finding in findings} == {"warning"}


def test_the_reference_programme_shows_every_pattern_class_phase_and_platform() -> None:
    from settled.flows.required_decisions import states
    from settled.model.vocabulary import DecisionState, LatencyClass, PatternType, Phase
    from settled.project import load

    project = load(ROOT)
    flows = [record.flow for record in project.flows if record.flow]
    assert len(project.decisions) >= 10
    assert len(flows) >= 20
    assert {getattr(flow.pattern, "type", None) for flow in flows} >= set(PatternType)
    assert {getattr(flow.latency, "class_", None) for flow in flows} >= set(LatencyClass)
    assert {flow.phase for flow in flows} == set(Phase)
    assert project.catalog is not None
    platforms = {system.platform for system in project.catalog.systems.values()}
    assert platforms >= {"sap-commerce", "salesforce-b2c", "shopify", "commercetools"}
    open_ones = [record for record in project.flows if DecisionState.OPEN in states(record).values()]
    assert 2 <= len(open_ones) <= 5


def test_the_tools_own_decisions_are_clean(adr: Callable[..., Outcome]) -> None:
    outcome = adr("--dir", "docs/adr", "check", cwd=ROOT)
    assert outcome.code == 0, outcome.out
    assert "0 errors, 0 warnings" in outcome.out
