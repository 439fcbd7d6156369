"""Commits with dates before 1970, after 2106, after 9999, or in no zone of this earth: every command goes on."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.history.conftest import Repository

Adr = Callable[..., Outcome]
_ODD = (
    *("4294967295 +0000", "4294967296 +0000", "253402300799 +0000", "253402300800 +0000", "99999999999999 +0000"),
    *("9223372036854775807 +0000", "18446744073709551615 +0000", "0 +0000", "1 -1200", "-1 +0000", "-9999999999 +0000"),
    *("1767225600 +1400", "1767225600 -1400", "1767225600 +2400", "1767225600 +9999", "1767225600 +0060", "nonsense"),
)
"""Moments and zones as a commit may hold them; git itself writes none of them."""


@pytest.fixture
def oddly_dated(tmp_path: Path) -> Path:
    """A record for each odd date, each committed on its day."""
    repository = Repository(tmp_path / "project").start()
    folder, parent = repository.folder, ""

    def git(*arguments: str, text: str = "") -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, input=text, capture_output=True, encoding="utf-8", check=True
        )
        return done.stdout.strip()

    (folder / "docs/adr").mkdir(parents=True)
    for number, date in enumerate(_ODD, 1):
        text = f"# {number}. A\n\nDate: 2026-01-05\n\n## Status\n\nAccepted\n\n## Context\n\nText.\n"
        (folder / f"docs/adr/{number:04}-a.md").write_text(text)
        git("add", "-A")
        before = f"parent {parent}\n" if parent else ""
        who = f"author A <a@example.org> {date}\ncommitter A <a@example.org> {date}\n"
        commit = f"tree {git('write-tree')}\n{before}{who}\nRecord {number}\n"
        parent = git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", text=commit)
        git("update-ref", "HEAD", parent)
    return folder


@pytest.mark.usefixtures("short_manual")
def test_every_command_goes_on(oddly_dated: Path, adr: Adr, tmp_path: Path) -> None:
    for arguments in (
        ("check",), ("list",), ("list", "--format", "json"), ("show", "1"), ("changes", "HEAD~3"),
        ("export", "--format", "json"), ("export", "--sources", str(tmp_path / "sources")), ("doctor",),
        ("build", "--out", str(tmp_path / "site")), *(("history", str(number)) for number in range(1, len(_ODD) + 1)),
    ):  # fmt: skip
        done = adr(*arguments, cwd=oddly_dated)
        assert done.code == 0, (arguments, done.err)
    assert (tmp_path / "site/sitemap.xml.gz").is_file()


def test_the_zone_of_the_author_is_kept(oddly_dated: Path, adr: Adr) -> None:
    number = _ODD.index("1767225600 +1400") + 1
    assert "2026-01-01" in adr("history", str(number), cwd=oddly_dated).out
    number = _ODD.index("1767225600 -1400") + 1
    assert "2025-12-31" in adr("history", str(number), cwd=oddly_dated).out
