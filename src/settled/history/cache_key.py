"""What a kept history holds for: everything that changes an answer although the commit is the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from settled.files.cache import CacheFile, build_of_this_tool, cache_folder, digest_of
from settled.history.repository import Repository
from settled.model.status_words import StatusWords

_SECTIONS = ("core.", "diff.", "extensions.", "i18n.", "log.", "mailmap.")
"""The parts of a configuration that bear on what git tells of commits."""


def cache_files(repository: Repository, statuses: StatusWords, *names: str) -> list[CacheFile] | None:
    """The cache files with these names for the records folder of `repository`; None where nothing can be kept.

    `statuses` are the words by which the versions are read.
    """
    folder = cache_folder()
    if folder is None:
        return None
    fingerprint = _fingerprint(repository, statuses)
    if fingerprint is None:
        return None
    # By the folder and not by the repository: each of its worktrees has a branch and a mailmap of its own.
    key = digest_of(os.fsencode(repository.folder))
    return [CacheFile(folder / "history" / f"{key}.{name}", fingerprint) for name in names]


def _fingerprint(repository: Repository, statuses: StatusWords) -> str | None:
    settings = [
        setting
        for setting in repository.settings
        if setting.lower().startswith(tuple(section.encode() for section in _SECTIONS))
    ]
    mailmap = _mailmap(repository, settings)
    if mailmap is None:
        return None
    parts: tuple[str | bytes, ...] = (
        *_program(),
        repository.prefix,
        *(f"{words}: {status}" for words, status in sorted(statuses.meanings.items())),
        f"{statuses.missing} {statuses.unknown}",
        *sorted(repository.cut_off_at),
        repository.replaced(),
        *settings,
        *mailmap,
    )
    return digest_of(*(part if isinstance(part, bytes) else os.fsencode(part) for part in parts))


def _mailmap(repository: Repository, settings: list[bytes]) -> list[bytes] | None:
    """The mailmaps that git would read; None where it takes one from a place that cannot be told apart cheaply."""
    files = [repository.top / ".mailmap"]
    for setting in settings:
        name, _, value = setting.partition(b"\n")
        if name.lower() == b"mailmap.blob" or value.startswith(b"%"):
            return None
        if name.lower() == b"mailmap.file":
            try:
                files.append(repository.top / Path(os.fsdecode(value)).expanduser())
            except RuntimeError:
                return None
    return [_content(file) for file in files]


def _content(file: Path) -> bytes:
    try:
        return b"file " + file.read_bytes()
    except OSError:
        return b""


def _program() -> Iterator[str]:
    """Which git this is, and which build of this tool: a development tree changes without a new version."""
    git = shutil.which("git")
    if git:
        status = Path(git).stat()
        yield f"{status.st_size} {status.st_mtime_ns}"
    yield from build_of_this_tool("files", "formats", "frontmatter", "history", "model")
