"""The built wheel, in an environment of its own, used from another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent.parent


def _run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_the_wheel_carries_what_the_package_reads_at_run_time(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, package in (
        ("templates", "settled/templates"),
        ("ci", "settled/ci"),
        ("src/settled/profiles", "settled/profiles"),
    ):
        for path in (ROOT / folder).iterdir():
            if path.is_file() and path.suffix in {".md", ".yml"}:
                assert f"{package}/{path.name}" in names
    assert "settled/py.typed" in names
    assert any(name.endswith(".css") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "decisions/", "benchmarks/"))]


def _link_dependencies(wheel: Path, packages: Path) -> None:
    """Put into `packages` what the wheel says it needs and nothing else, as links to what is installed here."""
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        told = Parser().parsestr(archive.read(metadata).decode("utf-8"))
    left = [Requirement(text) for text in told.get_all("Requires-Dist", [])]
    seen = set()
    while left:
        needed = left.pop()
        if needed.marker is not None and not needed.marker.evaluate({"extra": ""}):
            continue
        installed = distribution(needed.name)
        if installed.name in seen:
            continue
        seen.add(installed.name)
        left += [Requirement(text) for text in installed.requires or []]
        for part in {file.parts[0] for file in installed.files or []} - {"..", "__pycache__"}:
            target, link = Path(str(installed.locate_file(part))), packages / part
            if target.exists() and not link.exists():
                link.symlink_to(target)


def test_the_main_job_with_nothing_but_the_wheel(wheel: Path, tmp_path: Path) -> None:
    environment, work = tmp_path / "environment", tmp_path / "work"
    work.mkdir()
    assert _run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=tmp_path).returncode == 0
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    _link_dependencies(wheel, next(environment.glob("[Ll]ib/**/site-packages")))
    pip = (sys.executable, "-m", "pip", "--python", next(programs.glob("python*")), "--disable-pip-version-check")
    # `--no-index` lets pip find nothing but what is there: a dependency that the wheel needs and lacks ends it.
    installed = _run(*pip, "install", "--quiet", "--no-index", "--no-compile", wheel, cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr
    for command, code in (
        (["adr", "init"], 0),
        (["adr", "new", "Keep prices in the ERP", "--no-edit"], 0),
        (["adr", "check"], 0),
        (["settled", "build"], 0),
        (["adr", "new", "--kind", "flow", "Order export", "--no-edit"], 0),
        (["adr", "check"], 1),
    ):
        done = _run(programs / command[0], *command[1:], cwd=work)
        assert done.returncode == code, f"{command}\n{done.stdout}\n{done.stderr}"
    assert (work / "site" / "index.html").is_file()
