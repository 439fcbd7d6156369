"""The front matter of a record with the place that an edit is about, and the splice that changes nothing else."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import Any

from settled.edit.lines import line_start, next_line_start
from settled.edit.yaml_text import quoted, scalar
from settled.frontmatter import YamlDocument
from settled.frontmatter.splitting import split_document
from settled.frontmatter.validation import path_in_words
from settled.model.answers import Path
from settled.model.errors import UsageError
from settled.model.findings import Location

_FENCE = re.compile(r"\ufeff?---[ \t]*(\r\n|\n|\r)")
_ONE_LINE_SCALAR = re.compile(r"\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\r\n]|'')*'|[^\s\[{|>&*!\"'#][^\r\n]*")
_DASH = re.compile(r"[ ]*-[ ]+")


@dataclass(frozen=True)
class FrontMatter:
    """The front matter of `text`, which begins at `start`, and the place in it that an edit is about."""

    text: str
    start: int
    yaml_document: YamlDocument
    path: Path
    data: dict[str, Any]

    def raw(self, path: Path) -> str:
        """The value at `path` as it is written."""
        start, end = self.yaml_document.span(path)
        return self.yaml_document.text[start:end]

    def entries(self) -> list[str]:
        """The list at the path as texts; a text there is split at its commas."""
        present = self.data.get(str(self.path[0])) or []
        if isinstance(present, str):
            return [part.strip() for part in present.split(",") if part.strip()]
        if not isinstance(present, list) or any(not isinstance(entry, str) for entry in present):
            raise self.refused()
        return present

    def is_in_brackets(self) -> bool:
        """True for a list in `[…]`."""
        return self.raw(self.path).startswith("[")

    def dash_before(self, path: Path) -> str:
        """What stands before the entry at `path` on its line: a dash and nothing else."""
        position = self.yaml_document.span(path)[0]
        lead = self.yaml_document.text[line_start(self.yaml_document.text, position) : position]
        if not _DASH.fullmatch(lead):
            raise self.refused()
        return lead

    def end_of(self, path: Path) -> int | None:
        """Where the value at `path` ends; None where that cannot be told (a text below `|` or `>`)."""
        value: Any = self.data
        for part in path:
            value = value[part]
        raw = self.raw(path)
        if raw.startswith(("|", ">")):
            return None
        if isinstance(value, (list, dict)) and value and not raw.startswith(("[", "{")):
            last = len(value) - 1 if isinstance(value, list) else list(value)[-1]
            return self.end_of((*path, last))
        return self.yaml_document.span(path)[1]

    def line_end_before(self, position: int) -> str:
        """The line end of the line above `position`: that of the fence for the first line."""
        end = self.start + position
        return "\r\n" if self.text.endswith("\r\n", 0, end) else "\r" if self.text.endswith("\r", 0, end) else "\n"

    def with_line(self, line: str, below: str, expected: dict[str, Any]) -> str:
        """The whole text with `line` below the entry `below`, or at the end of the front matter."""
        position = len(self.yaml_document.text)
        end = self.end_of((below,)) if below in self.data else None
        if end is not None:
            position = next_line_start(self.yaml_document.text, end)
        return self.spliced(position, position, line + self.line_end_before(position), expected)

    def with_first_value(self, new: str, expected: dict[str, Any]) -> str:
        """The whole text with `new` where nothing, `~` or `null` stands."""
        start, end = self.yaml_document.span(self.path)
        return self.spliced(start, end, new if start != end else f" {new}", expected)

    def with_scalar(self, value: str, expected: dict[str, Any]) -> str:
        """The whole text with `value` in place of the one-line value, in its quotes."""
        mark = self.raw(self.path)[:1]
        new = quoted(value, mark) if mark in {'"', "'"} else scalar(value, typed=True)
        return self.with_scalar_as(new, expected)

    def with_scalar_as(self, new: str, expected: dict[str, Any]) -> str:
        """The whole text with `new` in place of the one-line value."""
        start, end = self.yaml_document.span(self.path)
        if not _ONE_LINE_SCALAR.fullmatch(self.yaml_document.text, start, end):
            raise self.refused()
        return self.spliced(start, end, new, expected)

    def spliced(self, start: int, end: int, new: str, expected: dict[str, Any]) -> str:
        """The whole text with `new` between two places, if it reads as `expected` and nothing else changed."""
        changed = self.text[: self.start + start] + new + self.text[self.start + end :]
        after = split_document(self.yaml_document.file, changed)
        if (
            after.front.data != expected
            or after.front.problems
            or after.body != split_document(self.yaml_document.file, self.text).body
        ):
            raise self.refused()
        return changed

    def refused(self) -> UsageError:
        """The error that says that the place is not certain."""
        return _refused(self.yaml_document.at(self.path), self.path)


def data_with(data: dict[str, Any], path: Path, value: str) -> dict[str, Any]:
    """A copy of `data` with `value` at `path`."""
    changed = copy.deepcopy(data)
    holder: Any = changed
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    return changed


def read_front_matter(text: str, file: str, path: Path) -> FrontMatter:
    """The front matter of `text` for an edit at `path`; UsageError where there is none or it cannot be read."""
    document = split_document(file, text)
    fence = _FENCE.match(text)
    if not document.has_front_matter or fence is None:
        raise _refused(Location(file), path)
    if document.front.data is None or document.front.problems:
        problem = document.front.problems[0]
        raise UsageError(f"{problem.location}: {problem.message}", "mend it first; " + problem.hint)
    if len(path) > 1 and not document.front.has(path):
        raise _refused(Location(file), path)
    return FrontMatter(text, fence.end(), document.front, path, document.front.data)


def _refused(location: Location, path: Path) -> UsageError:
    message = f"{location.file}:{location.line}: the place of `{path_in_words(path)}` cannot be told for certain"
    return UsageError(message, "change it by hand, and run the command again")
