"""Keys and lists that are not strict YAML, read one line at a time: what a person meant by each is still clear.

Other tools write `title: ADR001: Use Kafka` and `- @ann` into front matter. Each such value gets the quotes that it
lacks, so that what comes out is YAML with every line, key and value where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from settled.frontmatter.bounds import MAXIMUM_BYTES
from settled.frontmatter.yaml_document import YamlDocument
from settled.frontmatter.yaml_reading import read_yaml
from settled.model.findings import Location, Problem

_KEY_LINE = re.compile(r"(?P<lead>\w(?:[\w .-]*\w)?[ \t]*:)(?:[ \t]+(?P<value>\S.*)|[ \t]*)")
_ITEM_LINE = re.compile(r"(?P<lead>[ ]*-)(?:[ \t]+(?P<value>\S.*)|[ \t]*)")
_BLANK_OR_COMMENT = re.compile(r"[ \t]*(?:#.*)?")
_COMMENT_BEHIND = re.compile(r"(?<![ \t])[ \t]+(?:#.*)?\Z")
_ANCHOR = re.compile(r"(?:^|[\s\[{,:-])&\w")
_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A value that was put in quotes: the line (0-based) and column it stands at, and what was wrong with it."""

    line: int
    column: int
    written: str
    wrong: str


def read_line_by_line(unreadable: YamlDocument) -> YamlDocument:
    """What could not be read as YAML, read line by line; the same again where that does not tell it either.

    Understood are `key: value` at the left margin, `- item` lines below a key without a value, blank lines and
    comments; a key whose lines are YAML may hold anything. The result has the problem `loose-front-matter`, and its
    `text` has the quotes that were missing.
    """
    quoted: list[_Quoted] = []
    text = _with_quotes(unreadable.text, quoted)
    if text is None or not quoted:
        return unreadable
    yaml_document = read_yaml(unreadable.file, text, first_line=unreadable.first_line)
    if yaml_document.data is None:
        return unreadable
    first, *others = quoted
    also = ", ".join(str(unreadable.first_line + other.line) for other in others[:_MOST_SHOWN])
    also += "…" if len(others) > _MOST_SHOWN else ""
    problem = Problem(
        "loose-front-matter",
        Location(unreadable.file, unreadable.first_line + first.line, first.column + 1),
        f"this is not YAML, and was read as plain text: {first.wrong}",
        f"write `{_in_quotes(first.written)}`" + (f", and put the values at line {also} in quotes too" if also else ""),
        value=first.written,
    )
    return replace(yaml_document, problems=(problem, *yaml_document.problems))


def _with_quotes(text: str, quoted: list[_Quoted]) -> str | None:
    """`text` with quotes where they are missing, which are noted in `quoted`; None where a line is of another form."""
    # What a name given to a value means elsewhere cannot be told from one line.
    if len(text) > MAXIMUM_BYTES or _ANCHOR.search(text):
        return None
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if _KEY_LINE.fullmatch(line.rstrip("\r"))]
    above = lines[: starts[0]] if starts else lines
    if not all(_BLANK_OR_COMMENT.fullmatch(line.rstrip("\r")) for line in above):
        return None
    result = [*above]
    for start, end in pairwise([*starts, len(lines)]):
        block = lines[start:end]
        if read_yaml("", "\n".join(block)).data is None:
            block = list(_block_with_quotes(block, start, quoted))
            if len(block) != end - start:
                return None
        result += block
    return "\n".join(result)


def _block_with_quotes(block: list[str], first: int, quoted: list[_Quoted]) -> Iterator[str]:
    """The lines of one key, as far as they are of the forms that are understood."""
    takes_items = False
    leads: set[str] = set()
    for number, line in enumerate(block, first):
        bare = line.rstrip("\r")
        match = _KEY_LINE.fullmatch(bare) if number == first else _ITEM_LINE.fullmatch(bare) if takes_items else None
        if match is None:
            if not _BLANK_OR_COMMENT.fullmatch(bare):
                return
            yield line
            continue
        if number == first:
            takes_items = match["value"] is None or match["value"].startswith("#")
        else:
            leads.add(match["lead"])
            if len(leads) > 1:  # a list within a list
                return
        yield _line_with_quotes(line, match, number, quoted)


def _line_with_quotes(line: str, match: re.Match[str], number: int, quoted: list[_Quoted]) -> str:
    if match["value"] is None:
        return line
    is_item = match["lead"].endswith("-")
    problems = read_yaml("", f"key:\n- {match['value']}" if is_item else f"key: {match['value']}").problems
    wrong = next((problem.message for problem in problems if problem.rule == "unreadable-record"), None)
    if wrong is None:
        return line
    start = match.start("value")
    behind = _COMMENT_BEHIND.search(line.rstrip("\r"), start)
    end = behind.start() if behind else len(line.rstrip("\r"))
    written = line[start:end]
    quoted.append(_Quoted(number, start, written, wrong))
    return line[:start] + _in_single_quotes(written) + line[end:]


def _in_quotes(text: str) -> str:
    return f'"{text}"' if '"' not in text and "\\" not in text else _in_single_quotes(text)


def _in_single_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"  # nothing else has a meaning between them
