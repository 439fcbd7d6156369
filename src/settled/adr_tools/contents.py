"""The table of contents that `adr generate toc` prints."""

from __future__ import annotations

from settled.adr_tools.folder import AdrToolsFolder
from settled.adr_tools.record_text import label_of, written_title
from settled.edit.record_edits import Read
from settled.edit.target import escaped_path


def table_of_contents(
    folder: AdrToolsFolder, read: Read, *, intro: str | None = None, outro: str | None = None, prefix: str = ""
) -> str:
    """Markdown: a heading, `intro`, a link to each record with `prefix` before its name, and `outro` as it is."""
    lines = ["# Architecture Decision Records\n\n"]
    if intro is not None:
        lines.append(f"{intro}\n" if intro.endswith("\n") or not intro else f"{intro}\n\n")
    for record in folder.records():
        file = folder.file(record.name)
        target = prefix + escaped_path(record.name)
        lines.append(f"* [{label_of(written_title(read(file), file), target)}]({target})\n")
    if outro is not None:
        lines.append(f"\n{outro}")
    return "".join(lines)
