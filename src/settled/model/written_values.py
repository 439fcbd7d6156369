"""What can be said of a value in a record as it was written, before any model of it: where it stands, what it means.

Apart from the models, so that what needs no model loads none: the library behind them is a third of a short run.
"""

from __future__ import annotations

import datetime
import re

Path = tuple[str | int, ...]
"""Where a value stands in the front matter: keys and list positions, as in `("failures", 0, "owner")`."""

# Braces around words (`{system}`, `{event | queue}`), and the usual marks for "later".
_PLACEHOLDER = re.compile(
    r"\{\{?[^{}]*\}?\}|(?<![\w-])(?:TODO|TBD|TBC|FIXME)(?![\w-])|\?\?\?|^\s*(?:…|\.\.\.)\s*$", re.DOTALL
)


def path_in_words(path: Path) -> str:
    """`failures[2].owner` for `("failures", 1, "owner")`: people count from one."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else str(part)
    return words or "the front matter"


def parse_date(text: str) -> datetime.date:
    """Read an ISO date, with or without a time behind it; ValueError when it is none or cannot exist."""
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}\S*)?", text.strip())
    if match is None:
        raise ValueError(text)
    return datetime.date.fromisoformat(match[1])


def find_placeholder(text: str) -> str | None:
    """The first piece of `text` that a template left to be filled in, or None."""
    match = _PLACEHOLDER.search(text)
    return match[0] if match else None
