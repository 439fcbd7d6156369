"""Changes one value in the front matter of a record that people wrote, and no other byte.

Each edit finds the place of the value, replaces what stands there and reads the result back. Where that
is not exactly what was meant, the edit is refused: a person does it better than a guess.
"""

from __future__ import annotations

import re
from typing import Any

from settled.edit.lines import split_lines
from settled.edit.yaml_text import scalar
from settled.errors import UsageError
from settled.frontmatter import split_document
from settled.yaml_reading import Located

_FENCE = re.compile(r"\ufeff?---[ \t]*(\r\n|\n|\r)")
_KEY = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s:#][^:#]*?)[ \t]*:")
_SCALAR = re.compile(
    r"\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\r\n]|'')*'"
    r"|[^\s\[{|>&*!\"'#][^\r\n]*?(?=[ \t]+#|[ \t]*(?:[\r\n]|$))"
)
_IN_BRACKETS = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?<=\s)#[^\r\n]*|[\[\]]")


def set_scalar(text: str, key: str, value: str, file: str) -> str:
    """`text` with the key at the top of its front matter set to `value`; added at the end where it is absent.

    Comments, line ends, a byte order mark and all other lines stay as they are. `file` is for messages.
    Raises UsageError where the place cannot be told for certain.
    """
    front = _front(text, file, key)
    data: dict[str, Any] = front.data or {}
    lines = split_lines(front.text)
    new = scalar(value, typed=True)
    if key not in data:
        return _checked(text, _with_line(lines, len(lines), f"{key}: {new}", text), {**data, key: value}, file, key)
    line, rest = _value_place(front, lines, key, is_empty=data[key] is None)
    current = lines[line]
    if data[key] is None:
        lines[line] = f"{current[:rest]} {new}{current[rest:]}"
    else:
        match = _SCALAR.match(current, rest)
        if match is None:
            raise _refused(file, key)
        lines[line] = current[:rest] + new + current[match.end() :]
    return _checked(text, lines, {**data, key: value}, file, key)


def add_to_list(text: str, key: str, value: str, file: str, below: str = "") -> str:
    """`text` with `value` added to the list at `key`; a text there becomes the list's first entries.

    Where the key is absent it is written below the one-line key `below`, else at the end. A value that
    is in the list already changes nothing. Raises UsageError as `set_scalar` does.
    """
    front = _front(text, file, key)
    data: dict[str, Any] = front.data or {}
    lines = split_lines(front.text)
    present = data.get(key)
    entries = present or []
    if isinstance(present, str):
        entries = [part.strip() for part in present.split(",") if part.strip()]
    if not isinstance(entries, list) or any(not isinstance(entry, str) for entry in entries):
        raise _refused(file, key)
    if value in entries:
        return text
    new = scalar(value)
    expected = {**data, key: [*entries, value]}
    if key not in data:
        position = front.at((below,)).line - front.first_line + 1 if below in data else len(lines)
        return _checked(text, _with_line(lines, position, f"{key}: [{new}]", text), expected, file, key)
    if isinstance(present, list) and present and not _is_in_brackets(front, lines, key):
        _append_item(front, lines, key, len(present) - 1, new)
        return _checked(text, lines, expected, file, key)
    line, rest = _value_place(front, lines, key, is_empty=present is None)
    current = lines[line]
    if present is None:
        lines[line] = f"{current[:rest]} [{new}]{current[rest:]}"
    elif isinstance(present, str):
        match = _SCALAR.match(current, rest)
        if match is None:
            raise _refused(file, key)
        kept = [match[0]] if len(entries) == 1 else [scalar(entry) for entry in entries]
        lines[line] = f"{current[:rest]}[{', '.join([*kept, new])}]{current[match.end() :]}"
    else:
        lines = split_lines(_in_brackets("".join(lines), sum(map(len, lines[:line])) + rest, new, file, key))
    return _checked(text, lines, expected, file, key)


def _front(text: str, file: str, key: str) -> Located:
    document = split_document(file, text)
    if not document.has_front_matter:
        raise _refused(file, key)
    if document.front.data is None or document.front.problems:
        problem = document.front.problems[0]
        raise UsageError(f"{problem.spot}: {problem.message}", "mend it first; " + problem.hint)
    return document.front


def _value_place(front: Located, lines: list[str], key: str, *, is_empty: bool) -> tuple[int, int]:
    """Line and column, from 0, at which the value of `key` begins; behind the colon for an empty one."""
    spot = front.at((key,), value=not is_empty)
    line, column = spot.line - front.first_line, spot.column - 1
    if not is_empty:
        return line, column
    match = _KEY.match(lines[line], column)
    if match is None:
        raise _refused(front.file, key)
    written = re.match(r"[ \t]+(?:~|null)(?=[ \t]*(?:[\r\n]|$)|[ \t]+#)", lines[line][match.end() :])
    if written:
        # `~` and `null` say that there is nothing: the value takes their place.
        lines[line] = lines[line][: match.end()] + lines[line][match.end() + written.end() :]
    return line, match.end()


def _is_in_brackets(front: Located, lines: list[str], key: str) -> bool:
    line, column = _value_place(front, lines, key, is_empty=False)
    return lines[line][column : column + 1] == "["


def _append_item(front: Located, lines: list[str], key: str, last: int, new: str) -> None:
    spot = front.at((key, last))
    line, column = spot.line - front.first_line, spot.column - 1
    before = lines[line][:column]
    if not re.fullmatch(r"[ ]*-[ ]+", before):
        raise _refused(front.file, key)
    lines.insert(line + 1, before + new + _line_end(lines[line]))


def _in_brackets(text: str, start: int, new: str, file: str, key: str) -> str:
    """`text` with `new` as the last entry of the list in brackets that begins at `start`."""
    depth = 0
    for match in _IN_BRACKETS.finditer(text, start):
        depth += {"[": 1, "]": -1}.get(match[0], 0)
        if depth == 0 and match[0] == "]":
            inside = text[start + 1 : match.start()]
            kept = inside.rstrip()
            separator = "" if not kept else " " if kept.endswith(",") else ", "
            return text[: start + 1] + kept + separator + new + inside[len(kept) :] + text[match.start() :]
    raise _refused(file, key)


def _with_line(lines: list[str], position: int, new: str, text: str) -> list[str]:
    fence = _FENCE.match(text)
    line_end = _line_end(lines[position - 1]) if position else fence[1] if fence else "\n"
    return [*lines[:position], new + line_end, *lines[position:]]


def _line_end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :] or "\n"


def _checked(text: str, lines: list[str], expected: dict[str, Any], file: str, key: str) -> str:
    """The whole text with the new front matter `lines`, if it reads as `expected` and nothing else changed."""
    fence = _FENCE.match(text)
    before = split_document(file, text)
    if fence is None:
        raise _refused(file, key)
    start = fence.end()
    changed = text[:start] + "".join(lines) + text[start + len(before.front.text) :]
    after = split_document(file, changed)
    if after.front.data != expected or after.front.problems or after.body != before.body:
        raise _refused(file, key)
    return changed


def _refused(file: str, key: str) -> UsageError:
    message = f"the place of `{key}` in {file} cannot be told for certain"
    return UsageError(message, "change it by hand, and run the command again")
