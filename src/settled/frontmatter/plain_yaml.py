"""The YAML that most records are written in, read line by line: keys, lists and short values, each on one line.

PyYAML makes an object of every token, event, node and place before anybody sees a value, which takes most of a run.
What is read here needs none of them. Whatever is not of the few forms below is left to the parser, and so are all
mistakes: what is read here is what the parser would read, which is tested with whatever can be written.
"""

from __future__ import annotations

import re
from sys import intern
from typing import Any, NamedTuple

_MAXIMUM_LENGTH = 64 * 1024
_MAXIMUM_DEPTH = 25

# Tabs, other line breaks than the line feed, and what no YAML may hold. Most texts are told by a faster question.
_UNUSUAL = re.compile("[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_KEY = r"[A-Za-z0-9_](?:[A-Za-z0-9_. -]{0,98}[A-Za-z0-9_.-])?"
_QUOTED = r"\"[^\"\\\n]*\"|'(?:[^'\n]|'')*'"
# A colon before a blank makes a key of what stands before it, and a number sign behind one begins a comment.
_BEGINNING = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
_PLAIN = rf"{_BEGINNING}[^:#\n]*(?:(?::(?=[^ \n])|(?<=[^ ])\#)[^:#\n]*)*"
# Most lists between brackets hold words alone.
_WORD = r"[A-Za-z0-9_][A-Za-z0-9_./ -]*"
_LINE = re.compile(
    rf"^(?P<indent>[ ]*)(?:(?P<dash>-[ ]+)?(?:(?P<key>{_KEY}):(?:[ ]+|$))?"
    rf"(?:(?P<plain>{_PLAIN})|(?P<quoted>{_QUOTED})|\[(?P<words>{_WORD}(?:,[ ]*{_WORD})*)\]|(?P<flow>[\[{{].*))?[ ]*"
    r"|\#.*)$",
    re.MULTILINE,
)
# Between brackets a plain text ends at a comma or bracket, and a question mark may be one of YAML's own signs.
_PLAIN_IN_BRACKETS = rf"{_BEGINNING}[^:#\n,\[\]{{}}?]*(?:(?::(?=[^ \n,\[\]{{}}?])|(?<=[^ ])\#)[^:#\n,\[\]{{}}?]*)*"
_ENTRY = re.compile(
    rf"[ ]*(?:(?P<key>{_KEY}):[ ]+)?(?:(?P<plain>{_PLAIN_IN_BRACKETS})|(?P<quoted>{_QUOTED})|(?P<opening>[\[{{]))"
    r"(?:[ ]*(?P<sign>[,\]}]))?"
)
_EMPTY = re.compile(r"[ ]*[\]}]")
_SIGN = re.compile(r"[ ]*[,\]}]")
_NOTHING = frozenset({"~", "null"})


class PlainYaml(NamedTuple):
    """What a text says: its data, and all texts in it."""

    data: dict[str, Any]
    texts: list[str]


class _NotPlainError(Exception):
    """The text is of a form that is left to the parser."""


def read_plain(text: str) -> PlainYaml | None:
    """What `text` says, as PyYAML would read it without implicit types; None where that is not told by its lines."""
    if len(text) > _MAXIMUM_LENGTH:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n")  # no value here goes on behind the end of its line
    if not text.replace("\n", "").isprintable() and _UNUSUAL.search(text):
        return None
    reader = _Reader()
    try:
        return PlainYaml(reader.read(text), reader.texts)
    except _NotPlainError:
        return None


_Stack = list[tuple[int, Any]]
"""The maps and lists that a line may add to, from the outermost on, each with its indentation."""
_Waiting = tuple[int, dict[str, Any], str] | None
"""The indentation of a key without a value, its map and itself: the value may stand below it."""


class _Reader:
    """Reads one text, and keeps all texts in it."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def read(self, text: str) -> dict[str, Any]:
        """The data of the whole text; raises _NotPlainError where a line is of another form."""
        # Every line of a record comes by here, so what most lines need takes no call.
        root: dict[str, Any] = {}
        stack: _Stack = [(0, root)]
        waiting: _Waiting = None
        current, level = root, 0
        texts = self.texts
        lines = _LINE.findall(text)
        if len(lines) != text.count("\n") + 1:
            raise _NotPlainError
        for blanks, dash, key, plain, quoted, words, flow in lines:
            value: Any = None
            if plain:
                value = plain.rstrip(" ")
                if value in _NOTHING:
                    value = None
                else:
                    texts.append(value)
            elif words:
                value = self._words(words)
            elif flow:
                value = self._flow(flow)
            elif quoted:
                value = self._unquoted(quoted)
            elif not key:
                if dash:
                    raise _NotPlainError
                continue  # blank, or a comment
            indent = len(blanks)
            if dash:
                items = _list_at(stack, indent, waiting)
                if not key:
                    items.append(value)
                    waiting, level = None, -1
                    continue
                current = {}
                items.append(current)
                level = indent + len(dash)
                stack.append((level, current))
            elif not key:
                raise _NotPlainError  # a text of several lines, or no map at all
            elif waiting is not None or indent != level:
                current, level = _map_at(stack, indent, waiting), indent
            if key in current:
                raise _NotPlainError
            key = intern(key)
            current[key] = value
            waiting = None if plain or words or flow or quoted else (level, current, key)
        return root

    def _words(self, words: str) -> list[Any]:
        found: list[Any] = [word.strip(" ") for word in words.split(",")]
        if _NOTHING.isdisjoint(found):
            self.texts += found
            return found
        self.texts += (word for word in found if word not in _NOTHING)
        return [None if word in _NOTHING else word for word in found]

    def _unquoted(self, quoted: str) -> str:
        value = quoted[1:-1] if quoted[0] == '"' else quoted[1:-1].replace("''", "'")
        self.texts.append(value)
        return value

    def _flow(self, flow: str) -> Any:
        value, end = self._in_brackets(flow, 0, 1)
        if flow[end:].strip(" "):
            raise _NotPlainError
        return value

    def _in_brackets(self, flow: str, start: int, depth: int) -> tuple[Any, int]:
        """The list or map in brackets that begins at `start`, and where it ends."""
        is_map = flow[start] == "{"
        closing = "}" if is_map else "]"
        items: list[Any] = []
        entries: dict[str, Any] = {}
        empty = _EMPTY.match(flow, start + 1)
        if empty is not None and empty[0][-1] == closing:
            return (entries if is_map else items), empty.end()
        if depth > _MAXIMUM_DEPTH:
            raise _NotPlainError
        sign, position = ",", start + 1
        while sign == ",":
            match = _ENTRY.match(flow, position)
            if match is None:
                raise _NotPlainError
            key, plain, quoted, _, sign = match.groups()
            position = match.end()
            value: Any = None
            if plain:
                value = plain.rstrip(" ")
                if value in _NOTHING:
                    value = None
                else:
                    self.texts.append(value)
            elif quoted:
                value = self._unquoted(quoted)
            else:
                value, position = self._in_brackets(flow, match.start("opening"), depth + 1)
                behind = _SIGN.match(flow, position)
                if behind is None:
                    raise _NotPlainError
                sign, position = behind[0][-1], behind.end()
            if is_map:
                if key is None or key in entries:
                    raise _NotPlainError
                entries[intern(key)] = value
            elif key is None:
                items.append(value)
            else:
                raise _NotPlainError
        if sign != closing:
            raise _NotPlainError
        return (entries if is_map else items), position


def _map_at(stack: _Stack, indent: int, waiting: _Waiting) -> dict[str, Any]:
    """The map to which a key with this indentation belongs."""
    if waiting is not None and indent > waiting[0]:
        below: dict[str, Any] = {}
        waiting[1][waiting[2]] = below
        _enter(stack, indent, below)
        return below
    # A list may stand as far to the left as the key above it.
    while stack[-1][0] > indent or (stack[-1][0] == indent and stack[-1][1].__class__ is list):
        stack.pop()  # the outermost map has no indentation, and is never taken off
    found = stack[-1][1]
    if stack[-1][0] != indent or found.__class__ is list:
        raise _NotPlainError  # among them the next line of a text
    result: dict[str, Any] = found
    return result


def _list_at(stack: _Stack, indent: int, waiting: _Waiting) -> list[Any]:
    """The list to which an entry with this indentation belongs."""
    if waiting is not None and indent >= waiting[0]:
        below: list[Any] = []
        waiting[1][waiting[2]] = below
        _enter(stack, indent, below)
        return below
    while stack[-1][0] > indent:
        stack.pop()
    found = stack[-1][1]
    if stack[-1][0] != indent or found.__class__ is not list:
        raise _NotPlainError
    result: list[Any] = found
    return result


def _enter(stack: _Stack, indent: int, below: Any) -> None:
    if len(stack) > _MAXIMUM_DEPTH:
        raise _NotPlainError
    stack.append((indent, below))
