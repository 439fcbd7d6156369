"""Front matter that a reader passes over, because of what stands before it or how its first line is written."""

from __future__ import annotations

import re
from collections.abc import Collection

from settled.model.findings import Location, Problem

# What nobody sees in an editor: byte order marks, spaces without width or of another kind.
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00a0\u00ad"
_FIRST_LINES = re.compile(
    rf"(?P<blank>[\s{_INVISIBLE}]*)(?P<fence>(?:-+|—-?|–-?|\+\+\+|===)[ \t]*\r?\n)?(?:[ \t]*\r?\n)*"
    r"[\"']?(?P<key>[A-Za-z][\w-]{0,40})[\"']?[ \t]*:(?:\s|$)"
)
_CLOSING = re.compile(r"^(?:---+|\+\+\+)[ \t]*\r?$", re.MULTILINE)
_UNSEEN = re.compile(rf"[{_INVISIBLE[:5]}]")


def misplaced_front_matter(file: str, text: str, known: Collection[str]) -> Problem | None:
    """What keeps the front matter of `text` from being read as such; None where none seems to be meant.

    To be asked where none was found. It is meant where a key that is `known` stands where the first one would, and a
    line of dashes below it.
    """
    start = 1 if text[:1] == "\ufeff" else 0
    first = _FIRST_LINES.match(text, start)
    if first is None or first["key"].lower() not in known:
        return None
    closing = _CLOSING.search(text, first.end())
    if closing is None and (first["fence"] or "").strip() != "---":
        return None
    blank, fence = first["blank"], (first["fence"] or "").strip()
    line = 1 + blank.count("\n") if not fence or fence != "---" else 1

    def told(message: str, hint: str) -> Problem:
        return Problem("unreadable-record", Location(file, line, 1), message, hint)

    if fence and fence != "---":
        return told(f"the front matter begins with `{fence}`", "write `---` there, three hyphens and nothing else")
    if not fence:
        return told("the line `---` above the front matter is missing", "add it above the first key")
    if not blank.strip(" \t\r\n"):
        what = "a blank line" if "\n" in blank else "a tab" if "\t" in blank else "a space"
    else:
        what = "an invisible character"
    return told(f"{what} stands before the front matter", "delete it: the file has to begin with the line `---`")


def invisible_in_keys(file: str, text: str, first_line: int) -> Problem | None:
    """An invisible mark in the front matter `text`, which makes another key or value of what is seen."""
    found = _UNSEEN.search(text)
    if found is None:
        return None
    line, column = text.count("\n", 0, found.start()), found.start() - text.rfind("\n", 0, found.start())
    location = Location(file, first_line + line, column)
    return Problem(
        "unreadable-record", location, "an invisible character stands here", "delete it, and write the key anew"
    )
