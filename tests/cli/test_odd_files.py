"""Files and streams that are none: each is told in one line, and nothing hangs or ends as an error of the tool."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]
_RECORD = "# 1. A\n\n## Status\n\nAccepted\n"


@pytest.fixture
def folder(tree: Tree) -> Path:
    """A folder with one record."""
    return tree({"docs/adr/0001-a.md": _RECORD})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    ("where", "said"), [(">/dev/full", "No space left on device"), (">&-", "it is closed")], ids=["full", "closed"]
)
def test_output_that_cannot_be_written(folder: Path, where: str, said: str) -> None:
    command = f"exec {sys.executable} -m settled list {where}"
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, f"adr: the output could not be written ({said})\n")


def test_settings_too_deep_or_too_large(folder: Path, adr: Adr) -> None:
    settings = folder / "pyproject.toml"
    settings.write_text("[tool.settled]\nx = " + "[" * 5000 + "]" * 5000 + "\n")
    done = adr("check", cwd=folder)
    deep = "pyproject.toml holds tables and lists too deep within one another; flatten the value"
    assert (done.code, done.err) == (2, f"adr: {deep}\n")
    with settings.open("wb") as stream:
        stream.truncate(1024**3)
    done = adr("check", cwd=folder)
    large = "pyproject.toml is larger than 4,096 KB, and is not read; is this the right file?"
    assert (done.code, done.err) == (2, f"adr: {large}\n")


def test_a_site_that_cannot_be_written(folder: Path, adr: Adr) -> None:
    (folder / "file").write_text("")
    done = adr("build", "--out", "file/site", cwd=folder)
    said = f"the folder {folder / 'file/site'} cannot be written (Not a directory)"
    assert (done.code, done.err) == (2, f"adr: {said}; name another one with --out, or check its rights\n")
