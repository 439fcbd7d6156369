"""Lines below the title that say something of a decision without being a list: `**Status:** Accepted`.

Each stands on a line of its own or, with bars or dots between them, several stand on one; they may be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from settled.formats.fact_labels import FACT_KEYS, fact_name
from settled.formats.markdown import MarkdownBody

_LABELLED = (
    r"(?P<open>[*_]{0,3})(?P<key>[^\W\d_](?:[^\W\d_]|[ -]){0,30}?)[*_]{0,3}[ \t]*[:：][*_]{0,3}[ \t]*(?P<value>.*)"
)
_LINE = re.compile(rf"\s{{0,3}}(?:>[ \t]*)*(?:•[ \t]*)?{_LABELLED}$")
_MARKS = r"[*_]{2,3}"
_HEADING = re.compile(
    rf"\s{{0,3}}{_MARKS}(?:(?P<key>[^\W\d_]{{2,20}}){_MARKS}[ \t]*[:：]?|(?P<other>[^\W\d_]{{2,20}})[:：]{_MARKS})"
)
_BOX = re.compile(
    r"\s{0,3}(?::{3,}[ \t]*\w{1,20}|[!?]{3}\+?[ \t]+\w{1,20})[ \t]+[\[\"]?(?P<key>[^\W\d_]{2,20})[\]\"]?[ \t]*"
    r"|(?P<other>[^\W\d_]{2,20})"
)
"""A box of Docusaurus or MkDocs that is called as a fact, or the term of a list of definitions."""
_PART = re.compile(rf"{_LABELLED}$")
_BETWEEN = re.compile(r"(?<![ \t])[ \t]++[|·•][ \t]+")
_MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class LabelledFact:
    """What a line says: its label in lower case, its text as written, and the number of the line."""

    name: str
    text: str
    line: int


def labelled_facts(body: MarkdownBody) -> Iterator[LabelledFact]:
    """The facts on lines above the first section; only those whose label is one of `FACT_KEYS`."""
    end = next((heading.line for heading in body.headings if heading.level >= 2), None)
    waiting = ""
    following = dict(body.lines[:_MOST_LINES])
    for number, line in body.lines[:_MOST_LINES]:
        if end is not None and number >= end:
            return
        if waiting and line.strip():
            yield LabelledFact(waiting, line.strip().removeprefix(": ").strip(), number)
            waiting = ""
            continue
        alone = _HEADING.fullmatch(line.rstrip()) if "*" in line or "_" in line else None
        alone = alone or (_BOX.fullmatch(line.rstrip()) if _introduces(line, following.get(number + 1, "")) else None)
        if alone is not None:
            # A bold word on a line of its own serves as a heading.
            name = fact_name(alone["key"] or alone["other"])
            waiting = name if name in FACT_KEYS else ""
        elif ":" in line or "：" in line:
            yield from facts_on(line, number)


def _introduces(line: str, below: str) -> bool:
    """Whether `line` may be the beginning of a box, or a term above its definition."""
    return line.lstrip().startswith((":::", "!!!", "???")) or below.startswith((": ", ":\t"))


def is_label_line(line: str) -> bool:
    """True for a line that begins with a label, whatever that is."""
    return _LINE.match(line) is not None


def facts_on(line: str, number: int) -> Iterator[LabelledFact]:
    """The facts on one line, whose number they get."""
    whole = _LINE.match(line)
    if whole is None:
        return
    parts = [part.strip() for part in _BETWEEN.split(line.strip().lstrip("> \t"))]
    # A choice that was never made (`Status: proposed | accepted`) has bars too, but no labels behind them.
    matches = [_PART.match(part) for part in parts]
    found = matches if len(parts) > 1 and all(matches) else [whole]
    for match in found:
        name = fact_name(match["key"]) if match else ""
        if match and name in FACT_KEYS:
            yield LabelledFact(name, _without_closing_marks(match["value"].strip(), match["open"]), number)


def _without_closing_marks(value: str, opening: str) -> str:
    """`value` without the emphasis that began before the label and ends behind it: `*Status: accepted*`."""
    is_open = opening and value.endswith(opening[::-1]) and value.count(opening) % 2 == 1
    return value.removesuffix(opening[::-1]).rstrip() if is_open else value
