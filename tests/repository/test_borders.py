"""The borders that `pyproject.toml` draws within the package hold, and each of them stops who crosses it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

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


INTRUDERS = {
    "model/knows_click.py": ("import click\n", "Only the command line knows click"),
    "report/starts_git.py": ("import git\n", "Only one module starts git"),
    "history/starts_git_late.py": ("def late():\n    from git import Repo\n", "Only one module starts git"),
    "rules/knows_yaml.py": ("import yaml\n", "Only the front matter knows YAML"),
    "report/knows_jinja2.py": ("from jinja2 import Template\n", "Only templates and the site know jinja2"),
    "site/pages/knows_mkdocs.py": ("import mkdocs.plugins\n", "Only its own front knows MkDocs"),
    "site/knows_the_theme.py": ("import material\n", "Only its own front knows MkDocs"),
    "model/looks_up.py": ("from settled.project import load\n", LAYERS),
    "records/looks_aside.py": ("import settled.history\n", LAYERS),
    "attic/__init__.py": ("", LAYERS),
    "cellar.py": ("", LAYERS),
}
"""Modules that cross a border, by file: their text, and the border that they cross."""


def _judged(sources: Path) -> tuple[int, str]:
    """The exit code of import-linter for the package below `sources`, and what it says."""
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=sources,
        env={**os.environ, "PYTHONPATH": str(sources), "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def _words(told: str) -> dict[str, str]:
    """The word of import-linter on each contract."""
    return dict(re.findall(r"^(\S.*?) (KEPT|BROKEN)\b", told, re.MULTILINE))


def _crossing(told: str) -> set[tuple[str, str]]:
    """The modules that were stopped, each with the border at which it was."""
    _, title, *parts = re.split(r"^(\S.*)\n-+\n", told.partition("Broken contracts\n")[2], flags=re.MULTILINE)
    sections = zip([title, *parts[1::2]], parts[::2], strict=True)
    stopped = re.compile(r"^-\s+([\w.]+)(?: ->|$)", re.MULTILINE)
    return {(module, border) for border, section in sections for module in stopped.findall(section)}


def test_every_border_holds() -> None:
    code, told = _judged(ROOT / "src")
    assert (code, _words(told)) == (0, dict.fromkeys(BORDERS, "KEPT"))


def test_who_crosses_a_border_is_stopped_at_that_one(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "src/settled",
        tmp_path / "settled",
        ignore=lambda _, names: [name for name in names if "." in name and not name.endswith(".py")],
    )
    for file, (text, _) in INTRUDERS.items():
        added = tmp_path / "settled" / file
        added.parent.mkdir(exist_ok=True)
        added.write_text(text, encoding="utf-8")
    code, told = _judged(tmp_path)
    assert (code, _words(told)) == (1, dict.fromkeys(BORDERS, "BROKEN"))
    modules = {
        file: "settled." + file.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for file in INTRUDERS
    }
    assert _crossing(told) == {(modules[file], border) for file, (_, border) in INTRUDERS.items()}
