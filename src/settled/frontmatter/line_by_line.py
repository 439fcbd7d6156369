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
_KEY_WITHOUT_SPACE = re.compile(r"(?P<lead>[^\W\d][\w-]{0,40}:)(?P<value>(?!//)[^\s:].*)")
_LEADING_TABS = re.compile(r"[ ]*\t[ \t]*")
_ITEM_LINE = re.compile(r"(?P<lead>[ ]*-)(?:[ \t]+(?P<value>\S.*)|[ \t]*)")
_BLANK_OR_COMMENT = re.compile(r"[ \t]*(?:#.*)?")
_COMMENT_BEHIND = re.compile(r"(?<![ \t])[ \t]+(?:#.*)?\Z")
_ANCHOR = re.compile(r"(?:^|[\s\[{,:-])&\w")
_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class _Mended:
    """What was put in quotes, mended or left out: its line (0-based) and column, what was wrong, what to do instead.

    `hint` is empty for a value that only lacked its quotes.
    """

    line: int
    column: int
    written: str
    wrong: str
    hint: str = ""


def read_line_by_line(unreadable: YamlDocument) -> YamlDocument:
    """What could not be read as YAML, read line by line; the same again where that does not tell it either.

    Understood are `key: value` at the left margin, also without the space (`tag:General`), `- item` lines below a key
    without a value, blank lines and comments, each also behind tabs; a key whose lines are YAML may hold anything. What
    else a line says is left out. The result has the problem `loose-front-matter`, and its `text` has the quotes that
    were missing, and as comments what was left out.
    """
    quoted: list[_Mended] = []
    text = _with_quotes(unreadable.text, quoted)
    if text is None or not quoted:
        return unreadable
    yaml_document = read_yaml(unreadable.file, text, first_line=unreadable.first_line)
    if yaml_document.data is None:
        return unreadable
    first, *others = quoted
    lines = list(dict.fromkeys(unreadable.first_line + other.line for other in others if other.line != first.line))
    also = ", ".join(map(str, lines[:_MOST_SHOWN])) + ("…" if len(lines) > _MOST_SHOWN else "")
    if first.hint:
        message = f"this is not YAML: {first.wrong}"
        hint = first.hint + (f", and mend line {also} likewise" if also else "")
    else:
        message = f"this is not YAML, and was read as plain text: {first.wrong}"
        hint = f"write `{_in_quotes(first.written)}`"
        hint += f", and put the values at line {also} in quotes too" if also else ""
    problem = Problem(
        "loose-front-matter",
        Location(unreadable.file, unreadable.first_line + first.line, first.column + 1),
        message,
        hint,
        value=first.written,
    )
    return replace(yaml_document, problems=(problem, *yaml_document.problems))


def _with_quotes(text: str, quoted: list[_Mended]) -> str | None:
    """`text` with quotes where they are missing, which are noted in `quoted`; None where a line is of another form."""
    # What a name given to a value means elsewhere cannot be told from one line.
    if len(text) > MAXIMUM_BYTES or _ANCHOR.search(text):
        return None
    lines = [_mended(line, number, quoted) for number, line in enumerate(text.split("\n"))]
    starts = [number for number, line in enumerate(lines) if _KEY_LINE.fullmatch(line.rstrip("\r"))]
    if not starts:
        return None
    result = [
        line if _BLANK_OR_COMMENT.fullmatch(line.rstrip("\r")) else _left_out(line, number, quoted)
        for number, line in enumerate(lines[: starts[0]])
    ]
    for start, end in pairwise([*starts, len(lines)]):
        block = lines[start:end]
        if read_yaml("", "\n".join(block)).data is None:
            block = [line for piece in _pieces(block, start) for line in _piece_mended(*piece, quoted)]
        result += block
    quoted.sort(key=lambda each: each.line)
    return "\n".join(result)


def _pieces(block: list[str], first: int) -> Iterator[tuple[list[str], int]]:
    """The lines of one key, cut where another line begins at the left margin, each part with its first line."""
    cuts = [at for at, line in enumerate(block) if at and line[:1] not in {"", " ", "\t", "#", "-", "\r"}]
    for start, end in pairwise([0, *cuts, len(block)]):
        yield block[start:end], first + start


def _piece_mended(piece: list[str], first: int, quoted: list[_Mended]) -> list[str]:
    """The lines with the quotes that they lack, or as comments where that does not make them YAML."""
    if read_yaml("", "\n".join(piece)).data is not None:
        return piece
    notes: list[_Mended] = []
    mended = list(_block_with_quotes(piece, first, notes))
    if len(mended) != len(piece) or read_yaml("", "\n".join(mended)).data is None:
        notes = []
        mended = _block_left_out(piece, first, notes)  # what the key was meant to hold is not guessed
    quoted += notes
    return mended


def _mended(line: str, number: int, quoted: list[_Mended]) -> str:
    """A line with the space behind its colon, and spaces for the tabs at its beginning; what was wrong is noted."""
    tabs = _LEADING_TABS.match(line)
    if tabs is not None and line.strip():
        quoted.append(_Mended(number, 0, line.strip(), "a tab at the beginning of a line", "indent with spaces"))
        line = tabs[0].replace("\t", "  ") + line[tabs.end() :]
    key = _KEY_WITHOUT_SPACE.fullmatch(line.rstrip("\r"))
    if key is None:
        return line
    mended = f"{key['lead']} {key['value']}"
    quoted.append(_Mended(number, key.end("lead"), key["value"], "no space behind the colon", f"write `{mended}`"))
    return mended + line[key.end() :]


def _left_out(line: str, number: int, quoted: list[_Mended]) -> str:
    """The line as a comment, which is noted."""
    if not line.strip():
        return line
    hint = "write `key: value`, or take the line out"
    quoted.append(_Mended(number, 0, line.strip(), "a line that is no `key: value` was left out", hint))
    return f"# {line}"


def _block_left_out(block: list[str], first: int, quoted: list[_Mended]) -> list[str]:
    """The lines of one key as comments; only its first line is noted."""
    notes: list[_Mended] = []
    result = [_left_out(line, number, notes) for number, line in enumerate(block, first)]
    quoted += notes[:1]
    return result


def _block_with_quotes(block: list[str], first: int, quoted: list[_Mended]) -> Iterator[str]:
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


def _line_with_quotes(line: str, match: re.Match[str], number: int, quoted: list[_Mended]) -> str:
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
    quoted.append(_Mended(number, start, written, wrong))
    return line[:start] + _in_single_quotes(written) + line[end:]


def _in_quotes(text: str) -> str:
    return f'"{text}"' if '"' not in text and "\\" not in text else _in_single_quotes(text)


def _in_single_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"  # nothing else has a meaning between them
