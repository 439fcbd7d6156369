"""Files below the user's cache folder: private, whole or not there at all, and never a reason to fail.

What is kept here can be made again. So whatever is wrong with a file or with the folder means that nothing is
kept; and a file that was cut short, damaged or written for something else reads like one that is not there.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import settled

_MAXIMUM_BYTES = 512 * 1024 * 1024
_MAGIC = b"settled 1"
_TEMPORARY = ".tmp"


@dataclass(frozen=True, slots=True)
class CacheFile:
    """A file of the cache at `path`; `fingerprint` says what its content holds for (one line of ASCII)."""

    path: Path
    fingerprint: str

    def read(self) -> bytes | None:
        """The content as it was written for the same fingerprint; None where there is no such content."""
        try:
            with self.path.open("rb") as file:
                if not _is_private(os.fstat(file.fileno())):
                    return None
                header, content = file.readline(256), file.read()
        except OSError:
            return None
        return content if header == self._header(content) else None

    def write(self, content: bytes) -> None:
        """Put `content` in place of the file at once, and take the oldest files away where there is too much."""
        folder = self.path.parent
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # What a killed process left. Another one that still writes loses its work and nothing else.
            for left in folder.glob(f"{self.path.name}.*{_TEMPORARY}"):
                left.unlink(missing_ok=True)
            handle, temporary = tempfile.mkstemp(_TEMPORARY, f"{self.path.name}.", folder)  # for its owner alone
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(self._header(content))
                    file.write(content)
                Path(temporary).replace(self.path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
            _make_room(folder, self.path)

    def _header(self, content: bytes) -> bytes:
        return b"%b %b %d %08x\n" % (_MAGIC, self.fingerprint.encode("ascii"), len(content), zlib.crc32(content))


def cache_folder() -> Path | None:
    """Where to keep what can be made again; None where nothing is to be kept.

    `SETTLED_CACHE_DIR` names the folder, or says `off`; else it is what the platform has for that.
    """
    chosen = os.environ.get("SETTLED_CACHE_DIR", "").strip()
    if chosen:
        return None if chosen.lower() == "off" else Path(chosen).absolute()
    from platformdirs import user_cache_path  # who names a folder, or wants none, need not wait for it

    try:
        folder = user_cache_path("settled", appauthor=False)
    except (OSError, RuntimeError, ValueError):  # nobody's home
        return None
    return folder if folder.is_absolute() else None


def build_of_this_tool(*rooms: str) -> tuple[str, ...]:
    """What tells this version of the tool from others, and of a development tree the files in these rooms."""
    return (settled.__version__, *_files_of(*rooms))


@cache
def _files_of(*rooms: str) -> tuple[str, ...]:
    """Looked up once: whatever becomes of the files, this process goes on with what it has loaded of them."""
    package = Path(settled.__file__).parent
    told = []
    for room in rooms:
        for file in sorted(file for kind in ("*.py", "*.yml") for file in (package / room).rglob(kind)):
            status = file.stat()
            told.append(f"{file.relative_to(package)} {status.st_size} {status.st_mtime_ns}")
    return tuple(told)


def digest_of(*parts: bytes) -> str:
    """One line of ASCII that other `parts`, or the same ones divided in another way, do not give."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(b"%d:" % len(part) + part)
    return digest.hexdigest()


def _is_private(status: os.stat_result) -> bool:
    """True where nobody but this user can have written the file."""
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)


def _make_room(folder: Path, kept: Path) -> None:
    found = [(path.stat(), path) for path in folder.iterdir() if path.is_file() and path != kept]
    left = _MAXIMUM_BYTES - kept.stat().st_size
    for status, path in sorted(found, key=lambda entry: entry[0].st_mtime, reverse=True):
        left -= status.st_size
        if left < 0:
            path.unlink(missing_ok=True)
