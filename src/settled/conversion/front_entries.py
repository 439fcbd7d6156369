"""Front matter as the entries that it is written in, so that those which stay keep their bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from settled.edit.lines import line_end, split_lines
from settled.edit.yaml_text import inline, scalar
from settled.frontmatter import YamlDocument

ORDER = (
    "kind", "id", "title", "status", "date", "decision-makers", "consulted", "informed", "tags", "supersedes",
    "superseded-by", "amends", "amended-by", "clarifies", "clarified-by", "depends-on", "required-by", "relates-to",
)  # fmt: skip
"""The keys of a decision in the order in which they are written."""

Value = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of the front matter with all of its lines, their ends included."""

    key: str
    text: str

    @property
    def said(self) -> str:
        """What stands behind the key, on one line."""
        return " ".join(self.text.split(":", 1)[-1].split())


def entries_of(front: YamlDocument) -> tuple[str, list[Entry]] | None:
    """What stands above the first key (comments), and the entries; None where keys share a line."""
    lines = split_lines(front.text)
    starts = [(front.at((key,)).line - front.first_line, key) for key in front.data or {}]
    starts.sort()
    if len({line for line, _ in starts}) != len(starts) or any(line < 0 for line, _ in starts):
        return None
    if not starts:
        return front.text, []
    ends = [line for line, _ in starts[1:]] + [len(lines)]
    entries = [Entry(key, "".join(lines[line:end])) for (line, key), end in zip(starts, ends, strict=True)]
    lead = "".join(lines[: starts[0][0]])
    is_plain = all(re.match(rf"[\"']?{re.escape(entry.key)}[\"']?[ \t]*:", entry.text) for entry in entries)
    return (lead, entries) if is_plain else None


def written_entry(key: str, value: Value, end: str, old: Entry | None = None) -> Entry:
    """`key: value`, with the comments that stand on lines of their own in the entry `old` below it."""
    said = inline(list(value)) if not isinstance(value, str) else scalar(value, typed=True) if value else ""
    comments = [line for line in split_lines(old.text)[1:] if line.lstrip().startswith("#")] if old else []
    below = "".join(line if line_end(line) else line + end for line in comments)
    return Entry(key, f"{key}:{' ' + said if said else ''}{end}{below}")


def renamed_entry(entry: Entry, key: str) -> Entry:
    """The entry under another key, its value as it is written."""
    match = re.match(rf"(?P<mark>[\"']?){re.escape(entry.key)}(?P=mark)", entry.text)
    rest = entry.text[match.end() if match else len(entry.key) :]
    return Entry(key, scalar(key) + rest)


def with_values(entries: Sequence[Entry], values: Mapping[str, Value], end: str) -> list[Entry]:
    """The entries with `values` in place of those of the same keys, the others put in where their order says."""
    old = {entry.key: entry for entry in entries}
    result = [
        written_entry(entry.key, values[entry.key], end, entry) if entry.key in values else entry for entry in entries
    ]
    for key in sorted((key for key in values if key not in old), key=ORDER.index):
        before = ORDER[: ORDER.index(key)]
        place = max((index + 1 for index, entry in enumerate(result) if entry.key in before), default=0)
        result.insert(place, written_entry(key, values[key], end))
    return result
