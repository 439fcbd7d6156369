"""What git leaves in a file where two branches changed the same lines, and where the first of it stands."""

from __future__ import annotations

import re
from collections.abc import Collection

MERGE_CONFLICT_HINT = "keep the lines that are meant and delete the lines with the markers"

# Seven signs at the left margin. A longer row is a line of its own in all that we read; `=======` alone underlines a
# heading, a bare `<<<<<<<` breaks a page in AsciiDoc, a bare `|||||||` is an empty row of a table.
_MARKER = re.compile(r"^(?P<sign><{7}|\|{7}|>{7})(?P<label>[ \t]+[^\s|>].*)?[ \t]*\r?$", re.MULTILINE)
_WITHIN = re.compile(r"^={7}[ \t]*\r?$", re.MULTILINE)
_SIGNS = ("<" * 7, "|" * 7, ">" * 7)


def first_marker(text: str, code_lines: Collection[int] = ()) -> tuple[int, str] | None:
    """The line (from 1) and the text of the first marker of a merge conflict in `text`; None where there is none.

    Both sides of a conflict and the common text before them (diff3) have a marker; one that a half-hearted clean-up
    left behind counts as well. Those in `code_lines` are quoted and not meant.
    """
    if not any(sign in text for sign in _SIGNS):
        return None
    for match in _MARKER.finditer(text.removeprefix("\ufeff")):
        line = text.count("\n", 0, match.start() + (text[:1] == "\ufeff")) + 1
        if line not in code_lines and _is_meant(match):
            return line, match[0].strip()
    return None


def _is_meant(match: re.Match[str]) -> bool:
    if match["sign"][0] == "<":
        return match["label"] is not None or _WITHIN.search(match.string, match.end()) is not None
    if match["label"] is None:
        return False
    # A quotation in a quotation, seven deep, follows on a line that is quoted too.
    above = match.string[: match.start()].rstrip("\r\n").rpartition("\n")[2]
    return match["sign"][0] == "|" or not above.startswith(">")


def in_words(marker: str) -> str:
    """The message of whoever found `marker`."""
    return f"a merge conflict was left here: `{marker[:60]}`"
