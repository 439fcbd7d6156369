"""Reads records for a listing: one that cannot be read is told of and leaves the others alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from settled.adr_tools.folder import AdrToolsFolder
from settled.cli.context import Invocation
from settled.model.errors import UsageError


def reading(invocation: Invocation, folder: AdrToolsFolder) -> Callable[[str], str]:
    """Gives the text of a file below the folder's base; nothing, with a warning, for one that cannot be read."""
    from settled.files.reading import read_text_file
    from settled.records import MAXIMUM_FILE_BYTES

    def read(file: str) -> str:
        text, problem = read_text_file(folder.base / file, file, folder.base, MAXIMUM_FILE_BYTES)
        if text is None:
            invocation.say(f"warning: {file} cannot be read: {problem.message if problem else ''}")
        return text or ""

    return read


def needed_folder(invocation: Invocation, instead: str) -> AdrToolsFolder:
    """The folder of adr-tools that a command of adr-tools works on; UsageError, with what to do `instead`, for none."""
    folder = invocation.adr_tools_folder()
    if folder is None:
        raise UsageError("there are no records of adr-tools here", f"{instead}, or set SETTLED_MODE=adr-tools")
    return folder


def named_text(invocation: Invocation, name: str | None) -> str | None:
    """What the file `name`, seen from where the command was started, holds; None where none is named."""
    if name is None:
        return None
    try:
        return Path(invocation.start, name).read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"{name} cannot be read ({(error.strerror or '').lower()})", "check its path") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}: the byte at offset {error.start} is not UTF-8", "save the file as UTF-8") from None
