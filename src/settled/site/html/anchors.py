"""Keeps the anchors of a text apart from those of the page around it: a link leads to one place only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_TAG = re.compile(r"<[a-zA-Z](?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_ANCHOR = re.compile(r"(\sid=\")([^\"]*)(\")")
_TO_ANCHOR = re.compile(r"(\shref=\"#)([^\"]*)(\")")


def anchors_of(*parts: str) -> frozenset[str]:
    """The anchors in `parts`, HTML of ours, in which quotes in texts are escaped."""
    return frozenset(match[2] for part in parts for match in _ANCHOR.finditer(part))


def set_apart(text: str, around: Iterable[str] = ()) -> tuple[str, dict[str, str]]:
    """`text`, the HTML of somebody's text, with anchors that neither stand on the page around it nor twice.

    `around` are the anchors of the page around the text. An anchor that is taken is called `text-` and what it was
    called before; links within the text follow. What stands a second time in the text is no anchor any more. Returns
    the text, and the anchors of it by what they were called.
    """
    names: dict[str, str] = {}
    if "id=" not in text:
        return text, names
    taken = set(around)
    for name in sorted({match[2] for tag in _TAG.finditer(text) for match in _ANCHOR.finditer(tag[0])}):
        names[name] = _free(name, taken)
        taken.add(names[name])
    seen: set[str] = set()

    def anchor(match: re.Match[str]) -> str:
        if match[2] in seen:
            return ""
        seen.add(match[2])
        return f"{match[1]}{names[match[2]]}{match[3]}"

    text = _in_tags(text, lambda tag: _ANCHOR.sub(anchor, tag))
    if any(name != new for name, new in names.items()):
        text = _in_tags(text, lambda tag: _TO_ANCHOR.sub(lambda m: f"{m[1]}{names.get(m[2], m[2])}{m[3]}", tag))
    return text, names


def _free(name: str, taken: set[str]) -> str:
    free = name
    while free in taken:
        free = f"text-{free}"
    return free


def _in_tags(text: str, change: Callable[[str], str]) -> str:
    return _TAG.sub(lambda match: change(match[0]), text)
