"""Changes one value in the front matter of a record that people wrote, and no other byte.

Each edit finds the place of the value, replaces what stands there and reads the result back. Where that
is not exactly what was meant, the edit is refused: a person does it better than a guess. All of them take
the whole text of `file` (its name is for messages) and give the whole text back; all raise UsageError where
the place cannot be told for certain.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from settled.edit.lines import line_start, next_line_start
from settled.edit.yaml_text import quoted, scalar
from settled.errors import UsageError
from settled.findings import Spot
from settled.frontmatter import split_document
from settled.model.answers import Path
from settled.validation import path_in_words
from settled.yaml_reading import Located

_FENCE = re.compile(r"\ufeff?---[ \t]*(\r\n|\n|\r)")
_ONE_LINE_SCALAR = re.compile(r"\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\r\n]|'')*'|[^\s\[{|>&*!\"'#][^\r\n]*")
_DASH = re.compile(r"[ ]*-[ ]+")


def set_scalar(text: str, key: str, value: str, file: str, below: str = "") -> str:
    """The text with the key at the top of its front matter set to `value`, in the quotes that are there.

    An absent key is written below the entry `below`, or at the end.
    """
    front = _read(text, file, (key,))
    expected = {**front.data, key: value}
    if key not in front.data:
        return front.with_line(f"{key}: {scalar(value, typed=True)}", below, expected)
    if front.data[key] is None:
        return front.with_first_value(scalar(value, typed=True), expected)
    return front.with_scalar(value, expected)


def replace_scalar(text: str, path: Path, value: str, file: str) -> str:
    """The text with the one-line value at `path`, however deep, replaced by `value`, in the quotes that are there."""
    front = _read(text, file, path)
    return front.with_scalar(value, _with(front.data, path, value))


def add_to_list(text: str, key: str, value: str, file: str, below: str = "") -> str:
    """The text with `value` added to the list at `key`; a text there becomes the list's first entries.

    An absent key is written below the entry `below`, or at the end. A value that is in the list already
    changes nothing.
    """
    front = _read(text, file, (key,))
    entries = front.entries()
    if value in entries:
        return text
    new = scalar(value)
    expected = {**front.data, key: [*entries, value]}
    present = front.data.get(key)
    if key not in front.data:
        return front.with_line(f"{key}: [{new}]", below, expected)
    if present is None:
        return front.with_first_value(f"[{new}]", expected)
    if isinstance(present, str):
        kept = [front.raw((key,))] if len(entries) == 1 else [scalar(entry) for entry in entries]
        return front.with_scalar_as(f"[{', '.join([*kept, new])}]", expected)
    if not entries:
        start, end = front.located.span((key,))
        if not re.fullmatch(r"\[\s*\]", front.raw((key,))):
            raise front.refused()
        return front.spliced(start, end, f"[{new}]", expected)
    last = (key, len(entries) - 1)
    if front.is_in_brackets():
        end = front.located.span(last)[1]
        return front.spliced(end, end, f", {new}", expected)
    lead = front.dash_before(last)
    position = next_line_start(front.located.text, front.located.span(last)[1])
    return front.spliced(position, position, lead + new + front.line_end_before(position), expected)


def remove_from_list(text: str, key: str, value: str, file: str) -> str:
    """The text without `value` in the list at `key`; the key goes with its last entry.

    A value that is not in the list changes nothing. A comment behind an entry of its own line goes with it.
    """
    front = _read(text, file, (key,))
    entries = front.entries()
    if value not in entries:
        return text
    if len(entries) == 1:
        return remove_key(text, key, file)
    index = entries.index(value)
    rest = [*entries[:index], *entries[index + 1 :]]
    if isinstance(front.data[key], str):
        words = ", ".join(rest)
        return remove_from_list(front.with_scalar(words, {**front.data, key: words}), key, value, file)
    expected = {**front.data, key: rest}
    start, end = front.located.span((key, index))
    if front.is_in_brackets():
        # With the comma before it, or for the first entry with the one behind.
        if index:
            start, own = front.located.span((key, index - 1))[1], start
            between = front.located.text[start:own]
        else:
            end, own = front.located.span((key, 1))[0], end
            between = front.located.text[own:end]
        if not re.fullmatch(r"\s*,\s*", between):
            raise front.refused()
    else:
        front.dash_before((key, index))
        start, end = line_start(front.located.text, start), next_line_start(front.located.text, end)
    return remove_from_list(front.spliced(start, end, "", expected), key, value, file)


def set_list(text: str, key: str, values: Sequence[str], file: str, below: str = "") -> str:
    """The text with exactly `values` in the list at `key`: entries that stay, stay where and as they are."""
    for value in values:
        text = add_to_list(text, key, value, file, below)
    for value in _read(text, file, (key,)).entries():
        if value not in values:
            text = remove_from_list(text, key, value, file)
    return text


def remove_key(text: str, key: str, file: str) -> str:
    """The text without the entry `key` at the top of its front matter; an absent one changes nothing.

    Comments on lines of their own stay, a comment behind the value goes with it.
    """
    front = _read(text, file, (key,))
    if key not in front.data:
        return text
    start = front.located.key_start((key,))
    end = front.end_of((key,))
    if end is None or start != line_start(front.located.text, start):
        raise front.refused()
    expected = {name: value for name, value in front.data.items() if name != key}
    return front.spliced(start, next_line_start(front.located.text, end), "", expected)


def rewrite_scalars(text: str, file: str, rewrite: Callable[[Path, str], str]) -> str:
    """The text with every text in its front matter replaced by what `rewrite` makes of it, where that is another.

    `rewrite` is given the text as it is written, on however many lines, and must do the same to it as to the text
    that it means. A record without front matter, or whose front matter cannot be read, stays as it is.
    """
    document = split_document(file, text)
    data, fence = document.front.data, _FENCE.match(text)
    if not document.has_front_matter or fence is None or data is None or document.front.problems:
        return text
    edits: dict[tuple[int, int], str] = {}
    expected = data
    path: Path = ()
    for path, value in _texts_in(data, ()):
        new = rewrite(path, value)
        if new != value:
            expected = _with(expected, path, new)
            start, end = document.front.span(path)
            end = start + len(_without_comments_below(document.front.text[start:end]))
            edits[start, end] = rewrite(path, document.front.text[start:end])
    changed = document.front.text
    for (start, end), new in sorted(edits.items(), reverse=True):
        changed = changed[:start] + new + changed[end:]
    front = _Front(text, fence.end(), document.front, path, data)
    return front.spliced(0, len(document.front.text), changed, expected) if edits else text


def _without_comments_below(written: str) -> str:
    """A value as it is written: that of a text below `|` or `>` reaches to whatever comes next."""
    kept = written.rstrip()
    while (last := kept.rfind("\n#")) >= 0 and "\n" not in kept[last + 1 :]:
        kept = kept[:last].rstrip()
    return kept


def _texts_in(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in entries:
        yield from _texts_in(item, (*path, key))


@dataclass(frozen=True)
class _Front:
    """The front matter of `text`, which begins at `start`, and the place in it that an edit is about."""

    text: str
    start: int
    located: Located
    path: Path
    data: dict[str, Any]

    def raw(self, path: Path) -> str:
        """The value at `path` as it is written."""
        start, end = self.located.span(path)
        return self.located.text[start:end]

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
        position = self.located.span(path)[0]
        lead = self.located.text[line_start(self.located.text, position) : position]
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
        return self.located.span(path)[1]

    def line_end_before(self, position: int) -> str:
        """The line end of the line above `position`: that of the fence for the first line."""
        end = self.start + position
        return "\r\n" if self.text.endswith("\r\n", 0, end) else "\r" if self.text.endswith("\r", 0, end) else "\n"

    def with_line(self, line: str, below: str, expected: dict[str, Any]) -> str:
        """The whole text with `line` below the entry `below`, or at the end of the front matter."""
        position = len(self.located.text)
        end = self.end_of((below,)) if below in self.data else None
        if end is not None:
            position = next_line_start(self.located.text, end)
        return self.spliced(position, position, line + self.line_end_before(position), expected)

    def with_first_value(self, new: str, expected: dict[str, Any]) -> str:
        """The whole text with `new` where nothing, `~` or `null` stands."""
        start, end = self.located.span(self.path)
        return self.spliced(start, end, new if start != end else f" {new}", expected)

    def with_scalar(self, value: str, expected: dict[str, Any]) -> str:
        """The whole text with `value` in place of the one-line value, in its quotes."""
        mark = self.raw(self.path)[:1]
        new = quoted(value, mark) if mark in {'"', "'"} else scalar(value, typed=True)
        return self.with_scalar_as(new, expected)

    def with_scalar_as(self, new: str, expected: dict[str, Any]) -> str:
        """The whole text with `new` in place of the one-line value."""
        start, end = self.located.span(self.path)
        if not _ONE_LINE_SCALAR.fullmatch(self.located.text, start, end):
            raise self.refused()
        return self.spliced(start, end, new, expected)

    def spliced(self, start: int, end: int, new: str, expected: dict[str, Any]) -> str:
        """The whole text with `new` between two places, if it reads as `expected` and nothing else changed."""
        changed = self.text[: self.start + start] + new + self.text[self.start + end :]
        after = split_document(self.located.file, changed)
        if (
            after.front.data != expected
            or after.front.problems
            or after.body != split_document(self.located.file, self.text).body
        ):
            raise self.refused()
        return changed

    def refused(self) -> UsageError:
        return _refused(self.located.at(self.path), self.path)


def _with(data: dict[str, Any], path: Path, value: str) -> dict[str, Any]:
    changed = copy.deepcopy(data)
    holder: Any = changed
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    return changed


def _read(text: str, file: str, path: Path) -> _Front:
    document = split_document(file, text)
    fence = _FENCE.match(text)
    if not document.has_front_matter or fence is None:
        raise _refused(Spot(file), path)
    if document.front.data is None or document.front.problems:
        problem = document.front.problems[0]
        raise UsageError(f"{problem.spot}: {problem.message}", "mend it first; " + problem.hint)
    if len(path) > 1 and not document.front.has(path):
        raise _refused(Spot(file), path)
    return _Front(text, fence.end(), document.front, path, document.front.data)


def _refused(spot: Spot, path: Path) -> UsageError:
    message = f"{spot.file}:{spot.line}: the place of `{path_in_words(path)}` cannot be told for certain"
    return UsageError(message, "change it by hand, and run the command again")
