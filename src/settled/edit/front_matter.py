"""Changes one value in the front matter of a record that people wrote, and no other byte.

Each edit finds the place of the value, replaces what stands there and reads the result back. Where that
is not exactly what was meant, the edit is refused: a person does it better than a guess. All of them take
the whole text of `file` (its name is for messages) and give the whole text back; all raise UsageError where
the place cannot be told for certain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from settled.edit.front_matter_place import data_with, read_front_matter
from settled.edit.lines import line_start, next_line_start
from settled.edit.yaml_text import scalar
from settled.frontmatter.splitting import split_document
from settled.model.answers import Path


def set_scalar(text: str, key: str, value: str, file: str, below: str = "") -> str:
    """The text with the key at the top of its front matter set to `value`, in the quotes that are there.

    An absent key is written below the entry `below`, or at the end.
    """
    front = read_front_matter(text, file, (key,))
    expected = {**front.data, key: value}
    if key not in front.data:
        return front.with_line(f"{key}: {scalar(value, typed=True)}", below, expected)
    if front.data[key] is None:
        return front.with_first_value(scalar(value, typed=True), expected)
    return front.with_scalar(value, expected)


def replace_scalar(text: str, path: Path, value: str, file: str) -> str:
    """The text with the one-line value at `path`, however deep, replaced by `value`, in the quotes that are there."""
    front = read_front_matter(text, file, path)
    return front.with_scalar(value, data_with(front.data, path, value))


def add_to_list(text: str, key: str, value: str, file: str, below: str = "") -> str:
    """The text with `value` added to the list at `key`; a text there becomes the list's first entries.

    An absent key is written below the entry `below`, or at the end. A value that is in the list already
    changes nothing.
    """
    front = read_front_matter(text, file, (key,))
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
        start, end = front.yaml_document.span((key,))
        if not re.fullmatch(r"\[\s*\]", front.raw((key,))):
            raise front.refused()
        return front.spliced(start, end, f"[{new}]", expected)
    last = (key, len(entries) - 1)
    if front.is_in_brackets():
        end = front.yaml_document.span(last)[1]
        return front.spliced(end, end, f", {new}", expected)
    lead = front.dash_before(last)
    position = next_line_start(front.yaml_document.text, front.yaml_document.span(last)[1])
    return front.spliced(position, position, lead + new + front.line_end_before(position), expected)


def remove_from_list(text: str, key: str, value: str, file: str) -> str:
    """The text without `value` in the list at `key`; the key goes with its last entry.

    A value that is not in the list changes nothing. A comment behind an entry of its own line goes with it.
    """
    front = read_front_matter(text, file, (key,))
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
    start, end = front.yaml_document.span((key, index))
    if front.is_in_brackets():
        # With the comma before it, or for the first entry with the one behind.
        if index:
            start, own = front.yaml_document.span((key, index - 1))[1], start
            between = front.yaml_document.text[start:own]
        else:
            end, own = front.yaml_document.span((key, 1))[0], end
            between = front.yaml_document.text[own:end]
        if not re.fullmatch(r"\s*,\s*", between):
            raise front.refused()
    else:
        front.dash_before((key, index))
        start, end = line_start(front.yaml_document.text, start), next_line_start(front.yaml_document.text, end)
    return remove_from_list(front.spliced(start, end, "", expected), key, value, file)


def set_list(text: str, key: str, values: Sequence[str], file: str, below: str = "") -> str:
    """The text with exactly `values` in the list at `key`: entries that stay, stay where and as they are."""
    for value in values:
        text = add_to_list(text, key, value, file, below)
    for value in read_front_matter(text, file, (key,)).entries():
        if value not in values:
            text = remove_from_list(text, key, value, file)
    return text


def remove_key(text: str, key: str, file: str) -> str:
    """The text without the entry `key` at the top of its front matter; an absent one changes nothing.

    Comments on lines of their own stay, a comment behind the value goes with it.
    """
    front = read_front_matter(text, file, (key,))
    if key not in front.data:
        return text
    start = front.yaml_document.key_start((key,))
    end = front.end_of((key,))
    if end is None or start != line_start(front.yaml_document.text, start):
        raise front.refused()
    expected = {name: value for name, value in front.data.items() if name != key}
    return front.spliced(start, next_line_start(front.yaml_document.text, end), "", expected)


def rewrite_scalars(text: str, file: str, rewrite: Callable[[Path, str], str]) -> str:
    """The text with every text in its front matter replaced by what `rewrite` makes of it, where that is another.

    `rewrite` is given the text as it is written, on however many lines, and must do the same to it as to the text
    that it means. A record without front matter, or whose front matter cannot be read, stays as it is.
    """
    document = split_document(file, text)
    if not document.has_front_matter or document.front.data is None or document.front.problems:
        return text
    data = expected = document.front.data
    edits: dict[tuple[int, int], str] = {}
    path: Path = ()
    for path, value in _texts_in(data, ()):
        new = rewrite(path, value)
        if new != value:
            expected = data_with(expected, path, new)
            start, end = document.front.span(path)
            end = start + len(_without_comments_below(document.front.text[start:end]))
            edits[start, end] = rewrite(path, document.front.text[start:end])
    changed = document.front.text
    for (start, end), new in sorted(edits.items(), reverse=True):
        changed = changed[:start] + new + changed[end:]
    if not edits:
        return text
    return read_front_matter(text, file, path).spliced(0, len(document.front.text), changed, expected)


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
