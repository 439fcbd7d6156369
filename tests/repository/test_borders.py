"""The borders that `pyproject.toml` draws within the package hold, and each of them stops who crosses it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

LAYERS = "Layers: an arrow may only point down"
BORDERS = {
    LAYERS,
    "Only the command line knows click",
    "Only one module starts git",
    "Only the front matter knows YAML",
    "Only templates and the site know jinja2",
    "Only its own front knows MkDocs",
}


def _judged(sources: Path) -> tuple[int, dict[str, str]]:
    """The exit code of import-linter for the package below `sources`, and its word on each contract."""
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=sources,
        env={**os.environ, "PYTHONPATH": str(sources), "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, dict(re.findall(r"^(\S.*?) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE))


def test_every_border_holds() -> None:
    assert _judged(ROOT / "src") == (0, dict.fromkeys(BORDERS, "KEPT"))


@pytest.mark.parametrize(
    ("file", "text", "broken"),
    [
        ("model/intruder.py", "import click\n", "Only the command line knows click"),
        ("report/intruder.py", "import git\n", "Only one module starts git"),
        ("history/intruder.py", "def late():\n    from git import Repo\n", "Only one module starts git"),
        ("rules/intruder.py", "import yaml\n", "Only the front matter knows YAML"),
        ("report/intruder.py", "from jinja2 import Template\n", "Only templates and the site know jinja2"),
        ("site/pages/intruder.py", "import mkdocs.plugins\n", "Only its own front knows MkDocs"),
        ("site/intruder.py", "import material\n", "Only its own front knows MkDocs"),
        ("model/intruder.py", "from settled.project import load\n", LAYERS),
        ("records/intruder.py", "import settled.history\n", LAYERS),
        ("attic/__init__.py", "", LAYERS),
        ("attic.py", "", LAYERS),
    ],
)
def test_who_crosses_a_border_is_stopped_at_that_one(tmp_path: Path, file: str, text: str, broken: str) -> None:
    shutil.copytree(
        ROOT / "src/settled",
        tmp_path / "settled",
        ignore=lambda _, names: [name for name in names if "." in name and not name.endswith(".py")],
    )
    added = tmp_path / "settled" / file
    added.parent.mkdir(exist_ok=True)
    added.write_text(text, encoding="utf-8")
    assert _judged(tmp_path) == (1, {**dict.fromkeys(BORDERS, "KEPT"), broken: "BROKEN"})
