"""Where the records of a log4brains project lie: its `.log4brains.yml` names a folder, and one for each package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from settled.files.reading import read_small_file, with_slashes
from settled.frontmatter import read_yaml
from settled.model.errors import SettingsError

LOG4BRAINS_FILE = ".log4brains.yml"


@dataclass(frozen=True, slots=True)
class Log4brainsFolder:
    """A folder as the file names it, and the package whose records lie there (empty: those of the whole project)."""

    package: str
    folder: str


def read_log4brains(root: Path) -> tuple[Log4brainsFolder, ...] | None:
    """The folders that `.log4brains.yml` at `root` names; None where there is no such file, or another tool's.

    Raises SettingsError where it cannot be read, or names no folder under its `project`.
    """
    data = _read(root)
    if data is None or "project" not in data:
        return None
    project = data["project"]
    found = [*_folder("", project), *_packages(project)] if isinstance(project, dict) else []
    if not found:
        raise SettingsError(f"{LOG4BRAINS_FILE} names no folder", "write one under `project.adrFolder`")
    return tuple(found)


def is_of_log4brains(root: Path) -> bool:
    """True where `.log4brains.yml` at `root` has the key `project`, without which log4brains reads none.

    False also where it cannot be read.
    """
    try:
        return "project" in (_read(root) or {})
    except SettingsError:
        return False


def _read(root: Path) -> dict[str, Any] | None:
    path = root / LOG4BRAINS_FILE
    if not path.is_file():
        return None
    yaml_document = read_yaml(LOG4BRAINS_FILE, read_small_file(path, str(path)))
    if yaml_document.data is None:
        problem = yaml_document.problems[0] if yaml_document.problems else None
        what = f"{problem.location}: {problem.message}" if problem else f"{LOG4BRAINS_FILE} is not readable as YAML"
        raise SettingsError(what, problem.hint if problem else "mend the file")
    return yaml_document.data


def _packages(project: dict[str, Any]) -> list[Log4brainsFolder]:
    packages = project.get("packages")
    found: list[Log4brainsFolder] = []
    for package in packages if isinstance(packages, list) else []:
        name = package.get("name") if isinstance(package, dict) else None
        if isinstance(name, str) and name.strip():
            found += _folder(name.strip(), package)
    return found


def _folder(package: str, table: dict[str, Any]) -> list[Log4brainsFolder]:
    folder = table.get("adrFolder")
    return (
        [Log4brainsFolder(package, with_slashes(folder.strip()))] if isinstance(folder, str) and folder.strip() else []
    )
