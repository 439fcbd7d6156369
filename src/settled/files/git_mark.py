"""The mark by which a folder is known as the top of a git repository's working tree, told without git."""

from __future__ import annotations

from pathlib import Path


def has_git_mark(folder: Path) -> bool:
    """True where `folder` has a `.git` that git would look into: a file, or a folder that is not empty.

    One that may not be looked at counts: git has to say what is wrong with it, and no repository further up may answer
    in its place.
    """
    git = folder / ".git"
    try:
        return git.is_file() or (git / "HEAD").is_symlink() or (git / "HEAD").is_file()
    except OSError:
        return True
