"""Reads records for a listing: one that cannot be read is told of and leaves the others alone."""

from __future__ import annotations

from collections.abc import Callable

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
