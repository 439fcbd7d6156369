"""One project per rule that must fail and one that must pass; the whole list of findings is compared.

The cases lie in `tests/cases/CODE-name/`: a project `wrong`, a project `right`, and `expected.txt`; `base` beside
them is what was so before the change. A rule that reads git has snapshots instead: `wrong/commits/1`,
`wrong/commits/2` and so on, each the whole project as it is after a commit; a folder `working` is what lies there
uncommitted. Commits are made by "Team 1", "Team 2" … on the first, second … of March 2026, and shown as `<commit>`.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from settled.model.findings import FindingState
from settled.project import load
from settled.rules.context import Context
from settled.rules.engine import check_context
from tests.history.conftest import Repository
from tests.rules.checking import load_case, shown
from tests.rules.following_numbers import numbers_not_followed

CASES = sorted((Path(__file__).parent.parent / "cases").iterdir())


def _context(side: Path, tmp_path: Path) -> Context:
    """The context of one side of a case, away from the repository in which the cases lie.

    Where the case is told by commits, they are made first.
    """
    if not (side / "commits").is_dir():
        shutil.copytree(side.parent, tmp_path / "case")
        return load_case(tmp_path / "case" / side.name)
    repository = Repository(tmp_path / "project").start()
    steps = sorted((side / "commits").iterdir(), key=lambda step: int(step.name))
    for step in steps:
        _lay(step, repository.folder)
        repository.commit(f"Commit {step.name}", f"Team {step.name}")
    if (side / "working").is_dir():
        _lay(side / "working", repository.folder)
    return Context.of(load(repository.folder))


def _lay(snapshot: Path, folder: Path) -> None:
    shutil.rmtree(folder / "decisions", ignore_errors=True)
    # With the time of now, by which git sees that a file of the same size is another one.
    shutil.copytree(snapshot, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_wrong_project_has_exactly_the_expected_findings(case: Path, tmp_path: Path) -> None:
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    context = _context(case / "wrong", tmp_path)
    findings = check_context(context).findings
    assert [re.sub(r"\b[0-9a-f]{10}\b", "<commit>", shown(finding)) for finding in findings] == expected
    code, _, name = case.name.partition("-")
    assert any(f" {code} {name}: " in line for line in expected)
    # Each number in a message stands at one of its places, or is named or added up there.
    assert list(numbers_not_followed(findings, context.project)) == []
    # Each has a fingerprint of its own, and says what to do.
    assert len({finding.fingerprint for finding in findings}) == len(findings)
    assert [finding.message for finding in findings if not finding.hint] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_right_project_has_no_finding(case: Path, tmp_path: Path) -> None:
    result = check_context(_context(case / "right", tmp_path))
    assert [str(finding) for finding in result.findings if finding.state is FindingState.FOUND] == []
    assert [rule.code for rule in result.not_checked] == []
