"""The pipeline that `adr init --ci` adds: where the forge looks for it, and what it says."""

from __future__ import annotations

from pathlib import Path

from settled.edit.yaml_text import scalar
from settled.model.errors import SettledError, UsageError

PIPELINES = {"github": ".github/workflows/decisions.yml", "gitlab": ".gitlab-ci.yml"}
"""Each forge with the file in which it looks, from the top of the git repository."""

# The installed package carries the texts; an editable installation has the source tree instead.
_HOMES = (Path(__file__).parents[1] / "ci", Path(__file__).parents[3] / "ci")
_FOLDER = "DECISIONS: .\n"


def pipeline(forge: str, root: Path) -> tuple[Path, str]:
    """The file of the pipeline for a project in `root`, and its text.

    A forge reads only the top of a repository: there the file goes, also where the project lies below it.
    Raises UsageError where a link leads out of the repository.
    """
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    path = top / PIPELINES[forge]
    if not path.parent.resolve().is_relative_to(top.resolve()):
        shown = path.parent.relative_to(top).as_posix()
        raise UsageError(f"{shown} is a link out of the repository", "replace it by a folder")
    source = next((home / f"{forge}.yml" for home in _HOMES if (home / f"{forge}.yml").is_file()), None)
    if source is None:
        raise SettledError(f"the built-in pipeline for {forge} is missing", "install the package again")
    folder = root.relative_to(top).as_posix()
    return path, source.read_text(encoding="utf-8").replace(_FOLDER, f"DECISIONS: {scalar(folder)}\n")
