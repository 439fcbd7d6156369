"""The sections of a decision under the names that MADR 4 gives them, where no word is lost by that."""

from __future__ import annotations

import re

from settled.edit.lines import split_body
from settled.formats.markdown import Heading, MarkdownBody

_NAMES = {"context": "Context and Problem Statement", "decision": "Decision Outcome"}
_CONSEQUENCES = "consequences"


def with_madr_sections(body: str) -> str:
    """`body` with Nygard's Context and Decision under MADR's names, and Consequences below the outcome.

    A body that has one of MADR's sections already, or one of Nygard's twice, stays as it is.
    """
    headings = [heading for heading in MarkdownBody(body, 1).headings if heading.level == 2]
    names = [_name(heading) for heading in headings]
    is_madr = any(name.casefold() in names for name in _NAMES.values())
    if is_madr or any(names.count(name) > 1 for name in (*_NAMES, _CONSEQUENCES)):
        return body
    lines = split_body(body)
    for heading, name in zip(headings, names, strict=True):
        if name in _NAMES:
            lines[heading.line - 1] = _renamed(lines[heading.line - 1], name, _NAMES[name])
    if _CONSEQUENCES in names and names[: names.index(_CONSEQUENCES)][-1:] == ["decision"]:
        at = names.index(_CONSEQUENCES)
        last = headings[at + 1].line if at + 1 < len(headings) else len(lines) + 1
        for heading in MarkdownBody(body, 1).headings:
            if headings[at].line <= heading.line < last and heading.level > 1:
                lines[heading.line - 1] = _deeper(lines[heading.line - 1])
    return "".join(lines)


def _name(heading: Heading) -> str:
    return heading.text.strip(" :").casefold()


def _renamed(line: str, name: str, new: str) -> str:
    return re.sub(name, new, line, count=1, flags=re.IGNORECASE)


def _deeper(line: str) -> str:
    """A heading one level below; an underlined one stays, for its level stands on the next line."""
    match = re.match(r" {0,3}(#{1,5})(?=[ \t])", line)
    return f"{line[: match.start(1)]}#{line[match.start(1) :]}" if match else line
