"""Reads a file that somebody else wrote: one that is a record, or a small one by which a tool is told something.

Whatever is wrong with a record is a problem, never an exception; a small file that cannot be read ends the command.
"""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from settled.model.errors import SettingsError
from settled.model.findings import Location, Problem

MAXIMUM_SMALL_BYTES = 4 * 1024 * 1024
"""A settings file, or another by which a tool is told something, is not read where it is larger."""
_SAVE_AS_UTF8 = "save the file as UTF-8"


def decoded(content: bytes) -> tuple[str, str]:
    """The text that `content` is without its byte order mark, and what keeps it from being one (nothing: it is).

    UTF-8 is read, and UTF-16 in either order where it says so itself, as editors of Windows save it.
    """
    encoding, mark = "UTF-8", b""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "", "is UTF-32"
    if content.startswith(codecs.BOM_UTF16_LE):
        encoding, mark = "UTF-16-LE", codecs.BOM_UTF16_LE
    elif content.startswith(codecs.BOM_UTF16_BE):
        encoding, mark = "UTF-16-BE", codecs.BOM_UTF16_BE
    elif content.startswith(codecs.BOM_UTF8):
        mark = codecs.BOM_UTF8
    elif _is_unmarked_utf16(content):
        return "", f"is UTF-16 without a byte order mark (byte {content.index(0)} is 0)"
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        return "", f"is not {encoding[:6].removesuffix('-')} at byte {error.start + len(mark)}"
    zero = text.find("\0")
    if zero < 0:
        return text, ""
    return "", f"is no text (byte {len(text[:zero].encode(encoding)) + len(mark)} is 0)"


def _is_unmarked_utf16(content: bytes) -> bool:
    """True where every second byte of the beginning is zero, as it is in Latin letters of UTF-16, and no other is."""
    head = content[:64]
    zeros = sorted((head[0::2].count(0), head[1::2].count(0)))
    return zeros[0] == 0 and zeros[1] > len(head) // 4


def read_small_file(path: Path, shown: str) -> str:
    """The text of a file by which a tool is told something, called `shown`.

    Raises SettingsError with what was seen where it is no text, too large, or may not be read.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAXIMUM_SMALL_BYTES else b""
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        remedies = {FileNotFoundError: "check the path", IsADirectoryError: "name a file in it"}
        raise SettingsError(
            f"{shown} cannot be read ({reason})", remedies.get(type(error), "check its rights")
        ) from None
    if size > MAXIMUM_SMALL_BYTES:
        limit = f"{MAXIMUM_SMALL_BYTES // 1024:,} KB"
        raise SettingsError(f"{shown} is larger than {limit}, and is not read", "is this the right file?")
    text, obstacle = decoded(content)
    if obstacle:
        raise SettingsError(f"{shown} {obstacle}", _SAVE_AS_UTF8)
    return text


def with_slashes(path: str) -> str:
    """A path as a team wrote it, with `/` also where it was written on Windows."""
    return path.replace("\\", "/")


def read_text_file(
    path: Path, file: str, root: Path, limit: int, *, is_record: bool = True
) -> tuple[str | None, Problem | None]:
    """The text of a file, or the problem that keeps it from being read: too big, binary, no file, outside.

    A record has to be UTF-8, because commands change single bytes of it; what is none may be UTF-16 that says so.
    """
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
    if not is_record and content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text, obstacle = decoded(content)
        return unreadable(f"this file {obstacle}", _SAVE_AS_UTF8) if obstacle else (text, None)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return unreadable("this file is saved as UTF-16", _SAVE_AS_UTF8)
    if b"\0" in content[:8192]:
        if _is_unmarked_utf16(content):
            return unreadable("this file is UTF-16 without a byte order mark", _SAVE_AS_UTF8)
        return unreadable("this is a binary file, not Markdown", "rename it or move it out of the records folder")
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        return None, Problem(
            "unreadable-record",
            Location(file, line, column),
            f"the byte at offset {error.start} is not UTF-8",
            _SAVE_AS_UTF8,
        )
