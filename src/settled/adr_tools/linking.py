"""Links between records in their sections Status, and what becomes of the status of a superseded one."""

from __future__ import annotations

import re
from functools import partial

from settled.adr_tools.folder import AdrToolsFolder, RecordFile
from settled.adr_tools.record_text import named_from
from settled.edit.body import Body
from settled.edit.links import SUPERSEDED_BY, add_link, takes_paragraphs
from settled.edit.markdown_text import one_line
from settled.edit.record import mark_superseded
from settled.edit.record_edits import PlannedEdits, Read, RecordEdits
from settled.edit.target import Target
from settled.frontmatter.splitting import split_document
from settled.model.errors import UsageError
from settled.model.vocabulary import Status

SUPERSEDES = "Supersedes"


def plan_link(
    folder: AdrToolsFolder, source: RecordFile, label: str, target: RecordFile, reverse: str, read: Read
) -> PlannedEdits:
    """Let `source` say `label` and a link to `target`, and `target` say `reverse` and a link back.

    Files are below the folder's base. A link that is there changes nothing. Raises UsageError where one of the two
    has no certain place for it.
    """
    if source == target:
        raise UsageError(f"{source.name} cannot be linked to itself", "name two records")
    one, other = folder.file(source.name), folder.file(target.name)
    edits = RecordEdits(read)
    for here, there, words in ((one, other, label), (other, one, reverse)):
        named = named_from(there, read(there), seen_from=here)
        edits.edit(here, partial(linked, file=here, label=words, named=named))
    return edits.planned()


def linked(text: str, file: str, label: str, named: Target) -> str:
    """`text` with the paragraph `Label [n. Title](file)` at the end of its section Status."""
    words = one_line(label)
    if not words:
        raise UsageError("a link says nothing", 'write what it says, as in `adr link 12 Amends 10 "Amended by"`')
    if not takes_paragraphs(text, file):
        raise _without_section(file)
    return add_link(text, words, named, file)


def superseded(text: str, file: str, successor: Target) -> str:
    """`text` with the paragraph `Superseded by [n. Title](file)` in the place of `Accepted`.

    As with adr-tools another status stays above it, and so do links. Where front matter or a bullet says the status,
    that changes instead. Raises UsageError where nothing says it, and where the place is not certain.
    """
    in_front = "status" in (split_document(file, text).front.data or {})
    status = Body(text, file).facts.status_text
    if not in_front and status is None:
        raise _without_section(file)
    if in_front or not takes_paragraphs(text, file):
        return mark_superseded(text, file, successor)
    after = _without_accepted(linked(text, file, SUPERSEDED_BY, successor), file)
    if Body(after, file).facts.status is not Status.SUPERSEDED:
        raise Body(text, file).refused("the status", Body(text, file).facts.status_line)
    return after


def _without_section(file: str) -> UsageError:
    message = f"{file} has no section `## Status` with a status, where the link belongs"
    return UsageError(message, "write the section, as in `## Status`, a blank line and `Accepted`; nothing was changed")


def _without_accepted(text: str, file: str) -> str:
    """`text` without the paragraph `Accepted` that is its status."""
    body = Body(text, file)
    line = body.facts.status_line
    if line is None or not re.fullmatch("accepted", (body.facts.status_text or "").strip(), re.IGNORECASE):
        return text
    if not re.fullmatch(r"\s*accepted\s*", body.lines[line - 1], re.IGNORECASE):
        return text  # the heading says it
    following = body.lines[line] if line < len(body.lines) else ""
    if following.strip():
        return text  # a paragraph that goes on
    return text[: body.line_start(line)] + text[body.line_start(line + 2) :]
