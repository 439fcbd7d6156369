"""Real git repositories for the tests of the command line: write a file, commit all, run git."""

from __future__ import annotations

import subprocess
from pathlib import Path


def git(root: Path, *arguments: str) -> str:
    """What git says on stdout, run in `root` by a person with a name."""
    settings = ("-c", "user.name=Commerce team", "-c", "user.email=commerce@example.com", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *settings, *arguments], cwd=root, capture_output=True, encoding="utf-8", check=True)
    return done.stdout.strip()


def write(root: Path, file: str, text: str) -> None:
    """Write `text` into `file` below `root`, with its folders."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def commit(root: Path, message: str) -> str:
    """Commit all that is there; gives the commit's hash."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)
    return git(root, "rev-parse", "HEAD")
