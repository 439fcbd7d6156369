"""Tables in Markdown for forges: bounded in length, and nothing that a record says becomes Markdown, HTML or a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from settled.model.shown_text import visible
from settled.model.vocabulary import DecisionState, RequiredDecision

MAXIMUM_CHARACTERS = 60_000
"""Of all tables of a report: a comment on GitHub may have 65,536 characters, a job's summary a megabyte."""

_SYMBOLS = {
    DecisionState.SETTLED: "✓",
    DecisionState.OPEN: "?",
    DecisionState.MISSING: "✗",
    DecisionState.INVALID: "!",
}
_SPECIAL = re.compile(r"(?P<link>[@#](?=\w)|\bwww(?=\.)|:(?=//))|[&<>\\`*_\[\]|~\"'$^={}]", re.IGNORECASE)
_NO_SPACE = "&#8203;"


def bounded_table(header: Sequence[str], rows: Sequence[str], what: str, room: int) -> Iterator[str]:
    """A table with an empty line before it; it ends where its rows have more than `room` characters, and says so.

    `header` are the words of the columns, `rows` finished lines, `what` is what one of them is.
    """
    if not rows:
        return
    yield ""
    yield f"| {' | '.join(header)} |"
    yield f"| {' | '.join('---' for _ in header)} |"
    for index, row in enumerate(rows):
        room -= len(row) + 1
        if room < 0:
            left = len(rows) - index
            yield ""
            yield f"… and {left} more {what}{'' if left == 1 else 's'}; `adr check` names them all."
            return
        yield row


def table_row(cells: Sequence[str]) -> str:
    """One line of a table of finished cells."""
    return f"| {' | '.join(cells)} |"


def decision_columns() -> list[str]:
    """The six decisions as column headers."""
    return [decision.label for decision in RequiredDecision]


def state_cell(state: DecisionState) -> str:
    """How far a decision is, as symbol and word."""
    return f"{_SYMBOLS[state]} {state.value}"


def escaped(text: str) -> str:
    """`text` for a cell of a Markdown table, as it reads and nothing else.

    What stands in backticks is set as code where that is harmless, because messages name keys that way.
    """
    pieces = visible(text).split("`")
    if len(pieces) % 2 == 0 or not all(_is_code(piece) for piece in pieces[1::2]) or not all(pieces[2:-1:2]):
        return _literal("`".join(pieces))
    return "".join(f"`{piece}`" if index % 2 else _literal(piece) for index, piece in enumerate(pieces))


def _is_code(piece: str) -> bool:
    return bool(piece.strip()) and not set(piece) & set("|\\")


def _literal(text: str) -> str:
    """`text` with the signs that Markdown or HTML would read as numbers, and nothing in it that becomes a link.

    Forges look for mentions, references and addresses in the finished page, so these are parted by a sign
    without width, as bots that quote strangers do.
    """
    return _SPECIAL.sub(lambda match: match[0] + _NO_SPACE if match["link"] else f"&#{ord(match[0])};", text)
