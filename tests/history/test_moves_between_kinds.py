"""A decision that is moved among the flows: that is told, and not what a flow would have to say."""

from __future__ import annotations

import pytest

from settled.project import load
from settled.rules.engine import check
from tests.samples import CATALOG

from .conftest import Repository

FILE = "decisions/adr/0003-use-events.md"
LATER = "decisions/flows/0003-use-events.md"


def _told(repository: Repository) -> list[str]:
    findings = check(load(repository.folder)).findings
    return [f"{one.code} {one.location.file}: {one.message}" for one in findings]


def _moved(repository: Repository) -> None:
    repository.write("decisions/catalog.yml", CATALOG)
    repository.write(
        FILE, "---\nstatus: accepted\ndecision-makers: [erp-team]\n---\n\n# Use events\n\nThey are fast.\n"
    )
    repository.commit("accept")
    (repository.folder / "decisions/flows").mkdir()
    repository.git("mv", FILE, LATER)


MOVED = f"L206 {FILE}: ADR-0003 was accepted, and its file was moved to decisions/flows, where it counts as FLOW-0003"


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_decision_among_the_flows_is_told_as_moved_alone(repository: Repository, is_committed: bool) -> None:
    _moved(repository)
    if is_committed:
        repository.commit("move")
    assert [one for one in _told(repository) if LATER in one or one.startswith("L206")] == [MOVED]


def test_a_decision_that_became_a_flow_is_checked_as_one(repository: Repository) -> None:
    _moved(repository)
    repository.commit("move")
    repository.write(LATER, "---\nstatus: accepted\nobject: order\nsource: {system: erp}\n---\n\n# Use events\n")
    repository.commit("write the flow")
    told = _told(repository)
    assert MOVED not in told
    assert any(one.startswith(f"F402 {LATER}") for one in told)
