"""A team's own words for a status, in the files of today and in those that git remembers."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import Workspace, load
from tests.conftest import Outcome

Tree = Callable[..., Path]
SETTINGS = """
    [statuses]
    "Signed off" = "accepted"
    signed = "proposed"
    angenommen = "accepted"
    "übernommen" = "deprecated"
    "ready for the board" = "proposed"
    """


def nygard(status: str) -> str:
    return f"# 1. A title\n\nDate: 2026-01-05\n\n## Status\n\n{status}\n\n## Context\n\nText.\n"


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Signed off by the board on 3 May", "accepted"),
        ("**SIGNED-OFF**", "accepted"),
        ("Signed", "proposed"),
        ("✅ Angenommen (2026)", "accepted"),
        ("Übernommen", "deprecated"),
        ("Ready for the board.", "proposed"),
        ("Ready for the", None),
        ("Not signed off", None),
        ("Approved", "accepted"),
        ("Accepted", "accepted"),
    ],
)
def test_a_word_of_the_team_is_the_status_that_it_means(tree: Tree, written: str, status: str | None) -> None:
    root = tree(
        {
            "settled.toml": SETTINGS,
            "docs/adr/0001-body.md": nygard(written),
            "docs/adr/0002-front.md": f'---\nstatus: "{written}"\n---\n\n# 2. T\n',
        }
    )
    assert [(record.status, record.status_text) for record in load(root).records] == [(status, written)] * 2


def test_the_history_reads_the_same_words(tree: Tree, adr: Callable[..., Outcome]) -> None:
    root = tree({"settled.toml": SETTINGS, "docs/adr/0001-a.md": nygard("Ready for the board")})

    def git(*arguments: str) -> None:
        person = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
        subprocess.run(["git", *person, *arguments], cwd=root, check=True, capture_output=True)

    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "-m", "Propose it")
    tree({"docs/adr/0001-a.md": nygard("Signed off")})
    git("commit", "--quiet", "-am", "Accept it")
    changes = Workspace(load(root)).history.records["docs/adr/0001-a.md"].changes
    assert [(change.before, change.after) for change in changes] == [(None, "proposed"), ("proposed", "accepted")]
    shown = adr("show", "1", cwd=root).out.splitlines()
    assert shown[2] == "status    accepted"
    assert shown[3].startswith("since     ")
