"""The manual of a rule is its docstring, taken apart here: what, why, a wrong and a right example."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

from settled.rules.rule import Rule

_PARTS = re.compile(r"^(Why|Wrong|Right):[ \t]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Manual:
    """The parts of a rule's manual; `wrong` and `right` are examples in the language of records."""

    summary: str
    what: str
    why: str
    wrong: str
    right: str


def manual(rule: Rule) -> Manual:
    """The manual of `rule`; parts that its docstring does not have are empty (a test forbids that)."""
    text = inspect.getdoc(rule.function) or ""
    pieces = _PARTS.split(text)
    parts = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    head = pieces[0].strip()
    summary, _, rest = head.partition("\n\n")
    return Manual(
        summary=" ".join(summary.split()),
        what=_paragraphs(rest),
        why=_paragraphs(parts.get("Why", "")),
        wrong=_example(parts.get("Wrong", "")),
        right=_example(parts.get("Right", "")),
    )


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n") if paragraph.strip())


def _example(text: str) -> str:
    lines = text.strip("\n").rstrip().splitlines()
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:] for line in lines).strip("\n")
