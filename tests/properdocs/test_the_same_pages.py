"""ProperDocs, the kept fork of MkDocs, makes the same pages; the oldest versions that are allowed build as well.

Each builder has an environment of its own, with the tool as its wheel. What ProperDocs is compared with is this
environment, whose versions of all else it gets.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path

import pytest

from tests.conftest import ROOT, TODAY
from tests.in_process import run_in_process
from tests.made_once import made_once
from tests.site.test_building import FILES

EPOCH = "1795000000"
GENERATOR = re.compile(rb'\s*<meta name="generator" content="mkdocs-[^"]*">')
"""What the theme says of the builder: the one line in which the sites may differ."""
INSTALLED = "from importlib import metadata as m; print(*{each.name.lower() for each in m.distributions()})"
PACKAGES = "import sysconfig; print(sysconfig.get_path('purelib'))"
UNUSABLE = (
    "from settled.site.mkdocs import adapter as a; "
    "names = a.TO_SHARE_A_CONVERTER + a.TO_WRITE_ONE_PAGE + a.TO_TELL_THE_SEARCH + a.NEEDED; "
    "print([name.path for name in names if not name.is_usable])"
)


def _run(*command: str | Path, cwd: Path) -> str:
    environment = os.environ | {
        "SETTLED_TODAY": TODAY,
        "SOURCE_DATE_EPOCH": EPOCH,
        "NO_MKDOCS_2_WARNING": "true",
    }
    arguments = list(map(str, command))
    done = subprocess.run(arguments, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _environment(folder: Path, wheel: Path, *others: str, without: Iterable[str]) -> Path:
    """Where the programs of a new environment are: with `wheel`, `others` and all that is installed here but the
    distributions `without`. What is the same is linked, for installing it again takes longer than all the tests."""
    _run(sys.executable, "-m", "venv", "--without-pip", folder / "environment", cwd=folder)
    programs = folder / "environment" / ("Scripts" if os.name == "nt" else "bin")
    packages = Path(_run(programs / "python", "-c", PACKAGES, cwd=folder).strip())
    for each in metadata.distributions(path=[sysconfig.get_path("purelib")]):
        if each.name.lower() not in {*without, "settled", "graphviz-pure"}:
            for top in {Path(file).parts[0] for file in each.files or () if ".." not in Path(file).parts}:
                source, link = Path(str(each.locate_file(top))), packages / top
                if source.exists() and not link.exists() and top != "__pycache__":
                    link.symlink_to(source)
    # A program is no package that could be linked.
    others = (*others, f"graphviz-pure=={metadata.version('graphviz-pure')}")
    _run(sys.executable, "-m", "pip", "--python", programs / "python", "install", "--quiet", "--no-deps",
         "--no-compile", wheel, *others, cwd=folder)  # fmt: skip
    return programs


@pytest.fixture(scope="session")
def properdocs(wheel: Path, shared: Path) -> Path:
    """The programs of an environment with ProperDocs and without MkDocs."""

    def make(folder: Path) -> Path:
        folder.mkdir()
        return _environment(folder, wheel, "properdocs>=1.6.5,<2", without={"mkdocs"})

    return made_once(shared, "properdocs", make)


@pytest.fixture
def small(tree: Callable[..., Path]) -> Path:
    """A project of two records."""
    return tree({f"project/{file}": text for file, text in FILES.items()}) / "project"


def _pages(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): GENERATOR.sub(b"", path.read_bytes())
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def _assert_the_same(site: Path, expected: Path) -> None:
    found, wanted = _pages(site), _pages(expected)
    assert found.keys() == wanted.keys()
    assert [name for name in wanted if found[name] != wanted[name]] == []


def test_adr_build_makes_the_same_site(
    properdocs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme_is_read_once: None
) -> None:
    # The reference programme, without the `mkdocs.yml` that lies beside it.
    shutil.copytree(ROOT / "decisions", (project := tmp_path / "project") / "decisions")
    names = _run(properdocs / "python", "-c", INSTALLED, cwd=tmp_path).split()
    assert "properdocs" in names
    assert "mkdocs" not in names
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert run_in_process(("build", "--out", str(tmp_path / "mkdocs")), project)[0] == 0
    _run(properdocs / "adr", "build", "--out", tmp_path / "properdocs", cwd=project)
    assert b"ProperDocs" in (tmp_path / "properdocs/404.html").read_bytes()
    _assert_the_same(tmp_path / "properdocs", tmp_path / "mkdocs")


def test_the_builders_own_command_makes_the_same_site(properdocs: Path, small: Path, tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "mkdocs.yml", small / "mkdocs.yml")
    # The command first warns of the name of the file, whose name is MkDocs' own; `--strict` counts no warning of that.
    by_mkdocs, by_properdocs = tmp_path / "by-mkdocs", tmp_path / "by-properdocs"
    _run(sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", by_mkdocs, cwd=small)
    _run(properdocs / "properdocs", "build", "--strict", "--quiet", "--site-dir", by_properdocs, cwd=small)
    _assert_the_same(by_properdocs, by_mkdocs)


def test_what_leads_nowhere_is_told_as_with_mkdocs(properdocs: Path, tmp_path: Path) -> None:
    (tmp_path / "decisions").mkdir()
    text = "---\nstatus: proposed\ndate: 2026-01-03\n---\n# A\n\n[gone](gone.md)\n"
    (tmp_path / "decisions/0001-a.md").write_text(text, encoding="utf-8")
    (tmp_path / "decisions/README.md").write_text("# Read\n\n[gone](gone.md)\n", encoding="utf-8")
    command = [str(properdocs / "adr"), "build"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'site'}\n")
    assert done.stderr.splitlines()[0] == "README.md: the link gone.md leads nowhere"
    assert "WARNING" not in done.stderr


def test_properdocs_has_every_private_name(properdocs: Path, tmp_path: Path) -> None:
    assert _run(properdocs / "python", "-c", UNUSABLE, cwd=tmp_path) == "[]\n"


def test_the_oldest_versions_that_are_allowed_have_every_private_name_and_build(
    wheel: Path, small: Path, tmp_path: Path
) -> None:
    oldest = {"mkdocs": "1.6.0", "mkdocs-material": "9.5.19"}
    pinned = [f"{name}=={version}" for name, version in oldest.items()]
    programs = _environment(tmp_path, wheel, *pinned, "regex", without=oldest)  # which that theme asks for
    assert _run(programs / "python", "-c", UNUSABLE, cwd=tmp_path) == "[]\n"
    _run(programs / "adr", "build", "--out", tmp_path / "oldest", cwd=small)
    assert (tmp_path / "oldest/flows/index.html").is_file()
