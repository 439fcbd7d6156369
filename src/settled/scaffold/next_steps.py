"""What the author of a project does next, as `adr init` and `adr doctor` say it; the site is for those who read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from settled.project import Project, repository_root
from settled.project.catalog import CATALOG_FILE
from settled.scaffold.pipelines import PIPELINES
from settled.scaffold.starting_files import CATALOG

_NAMED_IN_A_PIPELINE = ("adr check", "adr-check", "settled")


@dataclass(frozen=True, slots=True)
class NextStep:
    """One step: what it is good for, and the command that takes it (empty where it is done by hand)."""

    what: str
    command: str = ""

    def __str__(self) -> str:
        return f"{self.what}: `{self.command}`" if self.command else self.what


def next_steps(project: Project) -> tuple[NextStep, ...]:
    """The steps that are still to be taken, in their order; none where the project is under way."""
    return tuple(_steps(project))


def _steps(project: Project) -> Iterator[NextStep]:
    if project.catalog_exists and _is_as_it_came(project):
        file = f"{project.records_path}/{CATALOG_FILE}" if project.records_path != "." else CATALOG_FILE
        yield NextStep(f"put your own systems, teams and business objects into {file}")
    if project.is_programme and not project.flows and not project.unreadable:
        yield NextStep("write the first flow", 'adr new --kind flow "Order export"')
        yield NextStep("see what nobody has decided yet", "adr check")
    if not _is_checked_in_ci(project):
        yield NextStep("have every change checked (on GitLab with `--ci gitlab`)", "adr init --ci github")


def _is_as_it_came(project: Project) -> bool:
    try:
        return (project.records_folder / CATALOG_FILE).read_text(encoding="utf-8") == CATALOG
    except (OSError, UnicodeDecodeError):
        return False


def _is_checked_in_ci(project: Project) -> bool:
    """True where a pipeline of one of the forges names us; also where it cannot be read, so that nobody is nagged."""
    top = repository_root(project.root)
    for place in PIPELINES.values():
        path = top / place
        files = path.parent.glob("*.y*ml") if path.parent != top else [path]
        for file in files:
            try:
                text = file.read_text(encoding="utf-8")
            except FileNotFoundError:
                continue
            except (OSError, UnicodeDecodeError):
                return True
            if any(word in text for word in _NAMED_IN_A_PIPELINE):
                return True
    return False
