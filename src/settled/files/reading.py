"""Reads a file that somebody else wrote, where whatever is wrong is a problem, never an exception."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from settled.model.findings import Location, Problem


def read_text_file(path: Path, file: str, root: Path, limit: int) -> tuple[str | None, Problem | None]:
    """The text of a file, or the problem that keeps it from being read: too big, binary, no file, outside."""
    location = Location(file)

    def unreadable(message: str, hint: str) -> tuple[None, Problem]:
        return None, Problem("unreadable-record", location, message, hint)

    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            if not path.resolve().is_relative_to(root.resolve()):
                return unreadable(
                    "this is a link to a file outside of the project, which is not read", "copy the file in"
                )
            status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return unreadable("this is a folder with the name of a record", "rename the folder")
        if not stat.S_ISREG(status.st_mode):
            return unreadable("this is not a regular file", "replace it with a Markdown file")
        if status.st_size > limit:
            return unreadable(
                f"this file has {status.st_size // 1024} KB; more than {limit // 1024} KB are not read",
                "move attachments into files of their own",
            )
        content = path.read_bytes()
    except PermissionError:
        return unreadable("this file may not be read", "give the user who runs the check the right to read it")
    except FileNotFoundError:
        return unreadable("this is a link to nothing", "delete the link or restore the file it points to")
    except (OSError, RuntimeError):
        return unreadable("this file cannot be read", "check the link or the disk")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return unreadable("this file is saved as UTF-16", "save the file as UTF-8")
        if b"\0" in content[:8192]:
            return unreadable("this is a binary file, not Markdown", "rename it or move it out of the records folder")
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        return None, Problem(
            "unreadable-record",
            Location(file, line, column),
            f"the byte at offset {error.start} is not UTF-8",
            "save the file as UTF-8",
        )
    if "\0" in text[:8192]:
        return unreadable("this is a binary file, not Markdown", "rename it or move it out of the records folder")
    return text, None
