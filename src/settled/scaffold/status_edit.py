"""Marks a record without front matter as superseded: the one line that holds its status."""

from __future__ import annotations

import re

from settled.errors import UsageError
from settled.formats.adr import read_adr
from settled.formats.markdown import MarkdownBody
from settled.model.vocabulary import Status

_WITH_KEY = re.compile(
    r"(?P<before>[^\w\r\n]*status(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]*)(?P<status>\S[^\r\n]*?)(?P<after>[ \t]*)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?P<before>[ \t]*)(?P<status>\S[^\r\n]*?)(?P<after>[ \t]*)")


def set_status_text(text: str, status: str, file: str) -> str:
    """`text` with the status of its Status section (or `Status:` bullet) replaced by `status`.

    Every other byte stays. `file` is for messages. Raises UsageError where there is no such line.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    facts = read_adr(MarkdownBody(body, 1))
    lines = body.splitlines(keepends=True)
    if facts.status_text is None or facts.status_line is None:
        raise UsageError(f"{file} has no status that could be replaced", "give it a status, and run the command again")
    line = lines[facts.status_line - 1]
    content = line.rstrip("\r\n")
    match = _WITH_KEY.fullmatch(content) or _ALONE.fullmatch(content)
    if match is None or facts.status_text.strip() not in content:
        raise _refused(file)
    lines[facts.status_line - 1] = match["before"] + status + match["after"] + line[len(content) :]
    changed = "".join(lines)
    if read_adr(MarkdownBody(changed, 1)).status is not Status.SUPERSEDED:
        raise _refused(file)
    return mark + changed


def _refused(file: str) -> UsageError:
    message = f"the place of the status in {file} cannot be told for certain"
    return UsageError(message, "change it by hand, and run the command again")
