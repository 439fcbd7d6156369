"""What in a text was left from a template, and what only looks like it: braces of code, data and languages."""

from __future__ import annotations

import re

# In running text a brace is left from a template when it stands alone like a word: `/orders/{id}` is a path. What tells
# a builder of sites how to show a text is none: `{#id}`, `{: .class}`, `{ width="300" }`, `{% include %}`.
_ATTRIBUTE = r"(?:[#.][\w-]+|[\w-]+=(?:\"[^\"{}]*\"|'[^'{}]*'|[\w%]+))"
_IN_BRACES = re.compile(
    rf"(?<![\w/$\\{{}}=\]-])(?!\{{(?:[:%]|\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\}}))"
    r"\{(?P<inner>[^{}]*[A-Za-z…][^{}]*)\}(?![\w/}])"
)
# Signs that no template asks with: those of JSON, of programs, of documentation comments and of mathematics.
_CODE_OR_DATA = re.compile(
    r"[\"']\s*:|:\s*[\"'\[{]|[=;@\\^]|\(\)|::|->|\$|[∀∃∈∉⊂⊆∪∩→⇒≤≥≠×∑∏]|^\s*[\w.-]+:\s*[\w.-]+\s*(?:,|$)"
)
_BEFORE_CODE = re.compile(r"(?:\)|=>|:=|=|->|\b(?:struct|interface|class|enum|type|import|function|func|fn))\s*$")
_ONE_WORD = re.compile(r"\s*[\w.#-]+(?:\s*[,|]\s*[\w.#-]+)*\s*")
_LABEL_BEFORE = re.compile(r"[\s>|#*+\-–—_]*(?:\d+[.)]\s*)?(?:[^.!?]{1,60}[:：|])?[\s*_\"“'(\[]*")
_REASON_BEFORE = re.compile(r"\bbecause(?:\s+of)?[\s*_\"“]*$", re.IGNORECASE)
_NOTHING_BEHIND = re.compile(r"[\s*_\"”'.,;|)\]]*|[\"”*_]*,?\s+because\b.*", re.IGNORECASE)

_LATER = re.compile(
    r"^\s*(?:[-*+]\s+|\d+[.)]\s+)?(?:\*\*)?(?:TODO|TBD|TBC|FIXME)\b"
    r"|\b(?:TODO|TBD|TBC|FIXME):|\((?:TODO|TBD|TBC)\)|\?\?\?"
)
_ONLY_LATER = re.compile(
    r"[\s>*_+\-]*(?:\d+[.)]\s*)?[*_(\[]*(?:(?:TODO|TBD|TBC|FIXME)(?![^\W_]).*|\?\?\?\W*)", re.IGNORECASE | re.DOTALL
)


def left_in_braces(line: str) -> re.Match[str] | None:
    """What a template left in braces in `line`, of which code spans are blanked out; None where nothing is.

    One word in braces within a sentence is a part of what is written about (`named {key}`); behind a label or a
    "because" it was to be replaced, as one at the beginning of a line was.
    """
    return next((found for found in _IN_BRACES.finditer(line) if _asks(line, found)), None)


def _asks(line: str, found: re.Match[str]) -> bool:
    before, behind = line[: found.start()], line[found.end() :]
    if _CODE_OR_DATA.search(found["inner"]) or _BEFORE_CODE.search(before):
        return False
    if not _ONE_WORD.fullmatch(found["inner"]):
        return True
    if not before.strip(" \t*_>#-+"):
        return True
    if _REASON_BEFORE.search(before):
        return True
    return _LABEL_BEFORE.fullmatch(before) is not None and _NOTHING_BEHIND.fullmatch(behind) is not None


def left_for_later(line: str) -> re.Match[str] | None:
    """Where `line` says that something is still to be written: `TODO`, `TBD:`, `???`."""
    return _LATER.search(line)


def only_for_later(line: str) -> re.Match[str] | None:
    """The whole of `line` where it only says that something is still to be written; a note among text is no gap."""
    return _ONLY_LATER.fullmatch(line)
