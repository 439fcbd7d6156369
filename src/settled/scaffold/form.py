"""Fills answers into the front matter of a rendered template, in place of its empty values.

A template is the form; what is answered goes where the form has room for it, so a team's own template
need not know which answers there may be. Comments and lines that nothing was answered for stay.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from typing import Any

from settled.edit.lines import split_lines
from settled.edit.yaml_text import entry_lines, scalar
from settled.frontmatter import YamlDocument
from settled.frontmatter.splitting import Document, split_document
from settled.model.errors import TemplateError
from settled.model.written_values import Path
from settled.scaffold.answers import Answers, with_value

_FENCE = re.compile(r"\ufeff?---[ \t]*(\r\n|\n|\r)")


def fill(text: str, answers: Answers, order: Sequence[str], file: str) -> str:
    """`text` with each of `answers` in its front matter; `order` is that of the keys at the top.

    `file` is the template's name for messages. Raises TemplateError where the text has no front matter
    or cannot hold an answer.
    """
    for path, leaf in answers.items():
        text = _with_answer(text, path, leaf, order, file)
    return text


def _with_answer(text: str, path: Path, leaf: Any, order: Sequence[str], file: str) -> str:
    document = split_document(file, text)
    if document.front.data is None:
        problem = document.front.problems[0]
        raise TemplateError(f"{file} gives front matter that cannot be read: {problem.message}", problem.hint)
    name = ".".join(map(str, path))
    fence = _FENCE.match(text)
    if not document.has_front_matter or fence is None:
        raise TemplateError(f"{file} has no front matter for `{name}`", "leave it out, or use another template")
    expected = copy.deepcopy(document.front.data)
    with_value(expected, path, leaf)
    if expected == document.front.data:
        return text  # the template has put it there itself
    # The finest place first; where the form is laid out in another way, the entry around it is rewritten.
    for length in range(len(path), 0, -1):
        lines = _Form(document.front, fence[1]).written(path[:length], _at(expected, path[:length]), order)
        if lines is not None:
            written = text[: fence.end()] + "".join(lines) + text[fence.end() + len(document.front.text) :]
            if _is_as_meant(split_document(file, written), expected, document.body):
                return written
    raise TemplateError(f"{file} has no room for `{name}`", "leave the key empty in the template")


def _is_as_meant(document: Document, expected: dict[str, Any], body: str) -> bool:
    return document.front.data == expected and not document.front.problems and document.body == body


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


class _Form:
    """The front matter as lines, with the places of its entries."""

    def __init__(self, front: YamlDocument, line_end: str) -> None:
        self.front, self.line_end = front, line_end
        self.lines = split_lines(front.text)

    def written(self, path: Path, value: Any, order: Sequence[str]) -> list[str] | None:
        """All lines with `value` at `path`; None where the lines around it leave no room."""
        if self.front.has(path):
            return self._replaced(path, value)
        if path[:-1] and not self.front.has(path[:-1]):
            return None
        parent = _at(self.front.data, path[:-1])
        if isinstance(parent, list) and parent and path[-1] == len(parent):
            return self._appended(path, len(parent), value)
        if isinstance(parent, dict) and (parent or len(path) == 1):
            return self._inserted(path, list(parent), value, order)
        return None

    def _replaced(self, path: Path, value: Any) -> list[str] | None:
        line, column = self._place(path)
        before = self.lines[line][:column]
        if not re.fullmatch(r" *(?:- +)*", before):
            return None
        if isinstance(path[-1], int):
            new = entry_lines(before.rstrip(), len(before.rstrip()) - 1, value)
        else:
            new = entry_lines(f"{before}{scalar(str(path[-1]))}:", column, value)
        return [*self.lines[:line], *self._ended(new), *self.lines[self._end(path) :]]

    def _appended(self, path: Path, count: int, value: Any) -> list[str] | None:
        line, column = self._place((*path[:-1], count - 1))
        dash = self.lines[line][:column].rstrip()
        if not re.fullmatch(r" *-", dash):
            return None
        end = self._end((*path[:-1], count - 1))
        return [*self.lines[:end], *self._ended(entry_lines(dash, len(dash) - 1, value)), *self.lines[end:]]

    def _inserted(self, path: Path, siblings: list[str], value: Any, order: Sequence[str]) -> list[str] | None:
        parent = path[:-1]
        column = self._place((*parent, siblings[0]))[1] if siblings else 0
        if any(not re.fullmatch(r" *(?:- +)*", self._text_before((*parent, key))) for key in siblings):
            return None
        above = siblings
        if not parent and path[-1] in order:
            position = list(order).index(str(path[-1]))
            above = [key for key in siblings if key in order and list(order).index(key) < position]
        end = max((self._end((*parent, key)) for key in above), default=0)
        new = entry_lines(f"{' ' * column}{scalar(str(path[-1]))}:", column, value)
        return [*self.lines[:end], *self._ended(new), *self.lines[end:]]

    def _place(self, path: Path) -> tuple[int, int]:
        """Line and column of the entry at `path`, both from 0, within the front matter."""
        location = self.front.at(path)
        return location.line - self.front.first_line, location.column - 1

    def _text_before(self, path: Path) -> str:
        line, column = self._place(path)
        return self.lines[line][:column]

    def _end(self, path: Path) -> int:
        """The line behind the last one that belongs to the entry at `path`; comments below it do not."""
        line, column = self._place(path)
        is_item = isinstance(path[-1], int)
        holds_list = isinstance(_at(self.front.data, path), list)
        end = line + 1
        for number in range(line + 1, len(self.lines)):
            text = self.lines[number]
            content = text.strip()
            if not content or content.startswith("#"):
                continue
            indent = len(text) - len(text.lstrip(" "))
            is_inside = indent > column or (is_item and indent == column)
            if not (is_inside or (holds_list and indent == column and re.match(r"-(?:\s|$)", content))):
                break
            end = number + 1
        return end

    def _ended(self, lines: list[str]) -> list[str]:
        return [line + self.line_end for line in lines]
