"""The graph that `adr generate graph` prints for Graphviz: the records in their order, and their links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from settled.adr_tools.folder import AdrToolsFolder, RecordFile
from settled.adr_tools.record_text import written_title
from settled.edit.record_edits import Read
from settled.edit.target import escaped_path
from settled.formats.markdown import MarkdownBody
from settled.formats.status_section import status_heading
from settled.frontmatter.splitting import split_document

_MARKER = re.compile(r"\s*[-*+][ \t]+")
_LINK = re.compile(r"\[.*?\]\((?P<target>[^()\s]+)\)")


def link_graph(folder: AdrToolsFolder, read: Read, *, prefix: str = "", extension: str = ".html") -> str:
    """A `digraph`: each record after the one before it, with its page's address, and the links in their Status.

    A link back (`Amended by`) is not drawn again, and neither is one to a record that is not there.
    """
    records = folder.records()
    nodes = _nodes(records)
    texts = {record.name: read(folder.file(record.name)) for record in records}
    lines = ["digraph {", "  node [shape=plaintext];", "  subgraph {"]
    before: str | None = None
    for record in records:
        node, name = nodes[record.name], record.name
        title = written_title(texts[name], folder.file(name))
        url = prefix + escaped_path(name.removesuffix(".md")) + extension
        lines.append(f"    {node} [label={_quoted(title)}; URL={_quoted(url)}];")
        if before is not None:
            lines.append(f'    {before} -> {node} [style="dotted", weight=1];')
        before = node
    lines.append("  }")
    for record in records:
        for label, target in _links(texts[record.name], record.name):
            if target in nodes:
                lines.append(f"  {nodes[record.name]} -> {nodes[target]} [label={_quoted(label)}, weight=0]")
    return "\n".join([*lines, "}"]) + "\n"


def _nodes(records: list[RecordFile]) -> dict[str, str]:
    """A node for each record: by its number, and distinct where several have the same."""
    nodes: dict[str, str] = {}
    count: Counter[int] = Counter()
    for record in records:
        count[record.number] += 1
        again = f"_{count[record.number]}" if count[record.number] > 1 else ""
        nodes[record.name] = f"_{record.number}{again}"
    return nodes


def _links(text: str, name: str) -> Iterator[tuple[str, str]]:
    """What the links in the section Status say, with the names of the files that they lead to."""
    body = MarkdownBody(split_document(name, text).body, 1)
    for section in body.sections():
        if status_heading(section.heading) is None:
            continue
        for number, line in section.lines:
            match = _LINK.search(line) if number not in body.code_lines else None
            if match is None:
                continue
            label = _MARKER.sub("", line[: match.start()], count=1).strip().removesuffix(":")
            if label and not label.endswith(" by"):
                yield label, PurePosixPath(unquote(match["target"].partition("#")[0])).name


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
