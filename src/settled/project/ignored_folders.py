"""Which folders a repository does not keep, by its `.gitignore` files: they are not searched."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from settled.files.git_mark import has_git_mark
from settled.files.reading import decoded

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_FILE = ".gitignore"
_MAXIMUM_BYTES = 1024 * 1024


@dataclass(frozen=True)
class IgnoreRules:
    """The rules that hold in a folder: those of each folder around it that has some, the outermost first."""

    of_folders: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    def within(self, folder: Path, names: list[str]) -> IgnoreRules:
        """The rules in `folder`, in which the files `names` lie."""
        spec = _rules_in(folder / _FILE) if _FILE in names else None
        return IgnoreRules((*self.of_folders, (folder.as_posix(), spec))) if spec is not None else self

    def hold_for(self, folder: str) -> bool:
        """True where the folder at this path, with `/`, is not kept: the innermost rule that names it decides."""
        for base, spec in reversed(self.of_folders):
            is_named = spec.check_file(f"{folder.removeprefix(base).lstrip('/')}/").include
            if is_named is not None:
                return is_named
        return False


def rules_around(folder: Path) -> IgnoreRules:
    """The rules that hold in `folder`, from the top of its repository down to the folder above it."""
    above: list[Path] = []
    for each in (folder, *folder.parents):
        if each != folder:
            above.append(each)
        if has_git_mark(each):
            break
    else:
        return IgnoreRules()
    rules = IgnoreRules()
    for each in reversed(above):
        rules = rules.within(each, [_FILE])
    return rules


def _rules_in(file: Path) -> GitIgnoreSpec | None:
    """The rules in a file; None where there is none, or it cannot be read."""
    try:
        if not file.is_file() or file.stat().st_size > _MAXIMUM_BYTES:
            return None
        text, _ = decoded(file.read_bytes())
    except OSError:
        return None
    return _spec(text) if text.strip() else None


@lru_cache(maxsize=256)
def _spec(text: str) -> GitIgnoreSpec | None:
    from pathspec import GitIgnoreSpec  # most folders have nothing to ask it

    try:
        return GitIgnoreSpec.from_lines(text.splitlines())
    except ValueError:
        return None  # a pattern that git itself passes over
