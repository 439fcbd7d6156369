"""What holds for all tests of rules."""

from __future__ import annotations

import pytest

from settled.model.branches import OtherBranches
from settled.project import Workspace


@pytest.fixture(autouse=True)
def _cases_have_no_other_branches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cases lie in this repository, on whose branches other people work on the same cases."""
    monkeypatch.setattr(Workspace, "other_branches", OtherBranches())


@pytest.fixture(autouse=True)
def _nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each project is read once; that what is kept changes no finding is held by `tests/checking`, case by case."""
    monkeypatch.setenv("SETTLED_CACHE_DIR", "off")
