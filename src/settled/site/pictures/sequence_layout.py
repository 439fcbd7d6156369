"""Where the parts of a sequence picture lie: life lines side by side, the steps one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from settled.site.pictures.line_breaks import broken_into

SMALL, HEAD = 10.0, 10.5
"""The sizes of the letters in pixels: of the steps, and of the names at the top."""
LINE = 12.0
"""From one line of text to the next, in pixels."""
BOLD = 1.12
"""How much wider bold letters are."""
_WIDTH, _NARROWEST, _WIDEST = 760.0, 104.0, 200.0
_MOST_LINES, _MOST_HEAD_LINES = 4, 3
_GAP, _EDGE, _LOOP = 9.0, 3.0, 16.0
_REMARK, _REMARK_PADDING = 200.0, 7.0
_OWN_ROOM = 190.0


class Kind(Enum):
    """How a step runs: along an arrow, along one that does not arrive, or as a remark across life lines."""

    ARROW = "arrow"
    LOST = "lost"
    REMARK = "remark"


class Anchor(Enum):
    """Which end of its lines a text is placed by."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Message:
    """A step to be placed: from a life line to another, by their places; `start` None comes from outside."""

    start: int | None
    end: int
    text: str
    kind: Kind = Kind.ARROW


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text that was placed: where its first line begins, stands around or ends, and its lines.

    `is_whole` is False where something of it found no room.
    """

    x: float
    y: float
    anchor: Anchor
    lines: tuple[str, ...]
    width: float
    is_whole: bool

    @property
    def left(self) -> float:
        """The left edge of the room that it has."""
        share = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[self.anchor]
        return self.x - self.width * share


@dataclass(frozen=True, slots=True)
class Lifeline:
    """A participant: the middle of its line, and its name."""

    x: float
    name: PlacedText


@dataclass(frozen=True, slots=True)
class Row:
    """A step that was placed: its text, the band that it has for itself, and the ends of its arrow or its box.

    `left` and `right` are the ends in the order of the arrow for a message (the same for one to itself), and the
    edges of the box for a remark. `line` is the height of the arrow, or the middle of the box.
    """

    text: PlacedText
    top: float
    height: float
    left: float
    right: float
    line: float


@dataclass(frozen=True, slots=True)
class SequenceLayout:
    """A sequence picture that was laid out, in pixels from its upper left corner."""

    width: float
    height: float
    column: float
    head: float
    lifelines: tuple[Lifeline, ...]
    rows: tuple[Row, ...]


def lay_out_sequence(names: Sequence[str], messages: Sequence[Message]) -> SequenceLayout:
    """Place the life lines `names` and the `messages` between them, each with as many lines of text as it needs."""
    column = min(max(_WIDTH / max(len(names), 1), _NARROWEST), _WIDEST)
    width = max(column * len(names), 2 * _NARROWEST)
    middles = [column * (index + 0.5) for index in range(len(names))]
    heads = [broken_into(name, (column - 16) / BOLD, HEAD, _MOST_HEAD_LINES) for name in names]
    head = _EDGE + max((len(lines) for lines, _ in heads), default=1) * LINE + 8
    lifelines = tuple(
        Lifeline(x, PlacedText(x, _EDGE + LINE, Anchor.MIDDLE, lines, column - 16, is_whole))
        for x, (lines, is_whole) in zip(middles, heads, strict=True)
    )
    rows: list[Row] = []
    top = head + 4
    for message in messages:
        row = _row(message, middles, column, width, top, len(rows) + 1)
        rows.append(row)
        top += row.height
    return SequenceLayout(width, top + _EDGE, column, head, lifelines, tuple(rows))


def _row(message: Message, middles: list[float], column: float, width: float, top: float, number: int) -> Row:
    place = _remark if message.kind is Kind.REMARK else _own if message.start == message.end else _arrow
    return place(message, middles, column, width, top, f"{number} {message.text}")


def _placed(text: str, x: float, y: float, anchor: Anchor, room: float) -> PlacedText:
    lines, is_whole = broken_into(text, room, SMALL, _MOST_LINES)
    return PlacedText(x, y, anchor, lines, room, is_whole)


def _arrow(message: Message, middles: list[float], column: float, width: float, top: float, text: str) -> Row:
    end = middles[message.end]
    start = _EDGE if message.start is None else middles[message.start]
    room = abs(end - start) - 12
    if message.start is None:
        # It comes from outside, along all the life lines before it: the words stand where it arrives.
        placed = _placed(text, end - 8, top + _GAP + LINE - 3, Anchor.END, room)
    else:
        placed = _placed(text, (start + end) / 2, top + _GAP + LINE - 3, Anchor.MIDDLE, room)
    line = top + _GAP + LINE * len(placed.lines) + 3
    return Row(placed, top, line + 5 - top, start, end, line)


def _own(message: Message, middles: list[float], column: float, width: float, top: float, text: str) -> Row:
    """A message of a life line to itself; its words stand on the side that has more room."""
    x = middles[message.end]
    is_right = width - x >= x or width - x > _OWN_ROOM
    room = min((width - x if is_right else x) - _LOOP - 6 - _EDGE, _OWN_ROOM)
    away = _LOOP + 6 if is_right else -_LOOP - 6
    placed = _placed(text, x + away, top + _GAP + LINE - 3, Anchor.START if is_right else Anchor.END, room)
    height = max(LINE * len(placed.lines), 14.0)
    end = x + (_LOOP if is_right else -_LOOP)
    return Row(placed, top, _GAP + height + 4, x, end, top + _GAP + height / 2)


def _remark(message: Message, middles: list[float], column: float, width: float, top: float, text: str) -> Row:
    ends = (middles[message.end], middles[message.end if message.start is None else message.start])
    left, right = min(ends) - column / 2 + 5, max(ends) + column / 2 - 5
    if right - left < _REMARK:
        middle = (left + right) / 2
        left = min(max(middle - _REMARK / 2, _EDGE), width - _EDGE - _REMARK)
        right = left + _REMARK
    room = right - left - 2 * _REMARK_PADDING
    placed = _placed(text, (left + right) / 2, top + _GAP + LINE - 1, Anchor.MIDDLE, room)
    height = LINE * len(placed.lines) + 6
    return Row(placed, top, _GAP + height + 2, left, right, top + _GAP + height / 2 - 1)
