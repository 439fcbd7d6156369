"""Markdown as forges read it, written so that Python-Markdown reads it likewise: lists, tables, quotes.

Python-Markdown wants a blank line above a list and above a table, four spaces for each list within a list, and a point
behind a number. Every line is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|\d{1,9}[.)])(?P<space> +|$)(?P<rest>.*)")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r" *(?P<fence>`{3,}(?!.*`)|~{3,})")
_OTHER = re.compile(r" {0,3}(?:#{1,6}(?:\s|$)|<|!!!|\?\?\?|:\s|\[\^?[^\]]{1,200}\]:)")
_QUOTE = re.compile(r" {0,3}> ?")
_TABLE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*){0,200}\|?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_CODE = re.compile(r"(`++)([^`]{1,500})\1(?!`)")
_AS_WRITTEN = re.compile(r" {0,3}<(?P<tag>pre|script|style|textarea)\b|(?P<comment> {0,3}<!--)", re.IGNORECASE)
_DEEPEST_QUOTE = 5


@dataclass(slots=True)
class _Level:
    """A list that is open: where the text of its item begins, and whether its items are counted."""

    content: int
    is_counted: bool


@dataclass(slots=True)
class _Writer:
    """What has been written, and what is open where the next line stands."""

    lines: list[str] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)
    before: str = "blank"

    def put(self, line: str, kind: str) -> None:
        self.lines.append(line)
        self.before = kind

    def blank(self) -> None:
        if self.lines and self.lines[-1].strip():
            self.lines.append("")


def forge_blocks(lines: Sequence[str], depth: int = 0) -> list[str]:
    """`lines` with the blank lines and indentations that Python-Markdown needs to see what forges see."""
    writer = _Writer()
    position = 0
    while position < len(lines):
        position = _take(writer, lines, position, depth)
    return writer.lines


def _take(writer: _Writer, lines: Sequence[str], position: int, depth: int) -> int:
    """Write the line at `position`, with those that belong to it; the place of the next one."""
    line = _without_tabs(lines[position])
    if not line.strip():
        writer.put("", "blank")
        return position + 1
    if _AS_WRITTEN.match(line):
        return _copy_as_written(writer, lines, position)
    indent = len(line) - len(line.lstrip(" "))
    item = _ITEM.fullmatch(line) if not _RULE.match(line) else None
    if item is not None and (writer.levels or indent < 4):
        _put_item(writer, item)
        return position + 1
    deep = _deepness(writer, indent)
    if not deep and writer.levels and (writer.before == "blank" or _ends_a_list(line)):
        if writer.before != "blank" and not _RULE.match(line):
            writer.blank()
        writer.levels.clear()
    if deep and writer.before == "blank":
        del writer.levels[deep:]
    fence = _FENCE.match(line)
    if fence is not None and (deep or indent < 4):
        return _copy_fence(writer, lines, position, deep)
    if not deep and depth < _DEEPEST_QUOTE and not writer.levels and (quote := _QUOTE.match(line)):
        return _put_quote(writer, lines, position, depth, quote)
    if not deep and "|" in line and _begins_table(lines, position):
        return _put_table(writer, lines, position)
    if not deep:
        writer.put(line, _kind(line, indent, writer))
        return position + 1
    kind = "inner" if writer.before in {"blank", "inner"} else "item"
    writer.put(" " * (4 * deep) + line[writer.levels[deep - 1].content :], kind)
    return position + 1


def _without_tabs(line: str) -> str:
    """`line` with spaces in the place of the tabs that it begins with."""
    text = line.lstrip(" \t")
    lead = line[: len(line) - len(text)]
    return lead.expandtabs(4) + text if "\t" in lead else line


def _deepness(writer: _Writer, indent: int) -> int:
    """In how many of the open lists a line with this indentation stands."""
    return next((n for n in range(len(writer.levels), 0, -1) if indent >= writer.levels[n - 1].content), 0)


def _ends_a_list(line: str) -> bool:
    """True for what is no text of a paragraph that goes on."""
    return bool(_OTHER.match(line) or _QUOTE.match(line) or _FENCE.match(line) or _RULE.match(line))


def _kind(line: str, indent: int, writer: _Writer) -> str:
    if indent >= 4 and not writer.levels and writer.before != "text":
        return "code"
    if _OTHER.match(line) or (writer.before == "text" and _UNDERLINE.match(line)) or _RULE.match(line):
        return "other"
    return "text"


def _put_item(writer: _Writer, item: re.Match[str]) -> None:
    indent, marker, rest = len(item["indent"]), item["marker"], item["rest"]
    is_counted = marker[0].isdigit()
    deep = _deepness(writer, indent)
    if not writer.levels and writer.before == "text":
        if not rest or (is_counted and int(marker[:-1]) != 1):
            writer.put(item[0], "text")  # it goes on with the paragraph
            return
        writer.blank()
    elif writer.before in {"other", "inner"}:
        writer.blank()
    if deep < len(writer.levels) and writer.levels[deep].is_counted != is_counted:
        writer.blank()
    space = len(item["space"])
    content = indent + len(marker) + (space if 1 <= space <= 4 else 1)
    del writer.levels[deep:]
    writer.levels.append(_Level(content, is_counted))
    sign = f"{marker[:-1]}." if is_counted else marker
    writer.put(f"{' ' * (4 * deep)}{sign} {rest}", "item")


def _copy_fence(writer: _Writer, lines: Sequence[str], position: int, deep: int) -> int:
    """Write a block of code as it is, moved with the list that it stands in."""
    opening = _FENCE.match(_without_tabs(lines[position]))
    sign = opening["fence"] if opening else "```"
    content = writer.levels[deep - 1].content if deep else 0
    if deep:
        writer.blank()
    end = position + 1
    while end < len(lines):
        closing = lines[end].strip()
        end += 1
        if len(closing) >= len(sign) and not closing.strip(sign[0]):
            break
    for line in lines[position:end]:
        if not deep:
            writer.put(line, "other")
            continue
        line = _without_tabs(line)
        lead = min(len(line) - len(line.lstrip(" ")), content)
        writer.put(f"{' ' * (4 * deep)}{line[lead:]}" if line.strip() else "", "other")
    if deep:
        writer.put("", "blank")
    return end


def _copy_as_written(writer: _Writer, lines: Sequence[str], position: int) -> int:
    match = _AS_WRITTEN.match(_without_tabs(lines[position]))
    end = "-->" if match is None or match["comment"] else f"</{match['tag'].lower()}"
    while position < len(lines):
        line = lines[position]
        position += 1
        writer.put(line, "other")
        if end in line.lower():
            break
    return position


def _put_quote(writer: _Writer, lines: Sequence[str], position: int, depth: int, first: re.Match[str]) -> int:
    inner = [_without_tabs(lines[position])[first.end() :]]
    end = position + 1
    while end < len(lines) and (match := _QUOTE.match(lines[end])):
        inner.append(lines[end][match.end() :])
        end += 1
    if writer.before == "text":
        writer.blank()
    for line in forge_blocks(inner, depth + 1):
        writer.put(f"> {line}".rstrip() if not line.strip() else f"> {line}", "quote")
    return end


def _begins_table(lines: Sequence[str], position: int) -> bool:
    below = lines[position + 1] if position + 1 < len(lines) else ""
    return "|" in below and _TABLE.match(below) is not None


def _put_table(writer: _Writer, lines: Sequence[str], position: int) -> int:
    if writer.before in {"text", "other"}:
        writer.blank()
    while position < len(lines) and lines[position].strip() and "|" in lines[position]:
        line = lines[position]
        # Within code the backslash is for the table alone.
        writer.put(_CODE.sub(lambda code: code[0].replace("\\|", "|"), line) if "\\|" in line else line, "table")
        position += 1
    if position < len(lines) and lines[position].strip():
        writer.blank()
    return position
