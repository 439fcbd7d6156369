"""Draws what replaced what as SVG: a box for each record, the one that is read marked, announced lines dashed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from settled.site.html.escaping import escape
from settled.site.pages.shapes import Chip
from settled.site.pictures.succession_layout import BOX_HEIGHT, PlacedBox, SuccessionLayout, lay_out_succession
from settled.site.pictures.text_width import shortened_to


class LineKind(Enum):
    """Whether a record replaced another, is only to replace it, or amends it."""

    TAKEN = "taken"
    ANNOUNCED = "announced"
    AMENDED = "amended"


@dataclass(frozen=True, slots=True)
class Box:
    """A record: its id, title, address, status and date; `is_this` is the one whose page it is."""

    id: str
    title: str
    href: str
    status: Chip
    date: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class Line:
    """From the older record to the one that replaces or amends it, by their ids."""

    older: str
    newer: str
    kind: LineKind


_WORDS = {
    LineKind.TAKEN: "replaced by",
    LineKind.ANNOUNCED: "to be replaced by, not accepted",
    LineKind.AMENDED: "amended by",
}


def draw_succession(boxes: Sequence[Box], lines: Sequence[Line], this: str, title: str) -> str:
    """The picture as an `<svg>` element. Every text is escaped here."""
    layout = lay_out_succession([box.id for box in boxes], [(line.older, line.newer) for line in lines], this)
    return "\n".join(_picture({box.id: box for box in boxes}, lines, layout, title))


def line_words(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    """The legend of the lines that are drawn: the class of each kind, and its words."""
    used = {line.kind for line in lines}
    return tuple((f"st-chain-{kind.value}", said) for kind, said in _WORDS.items() if kind in used)


def _picture(boxes: dict[str, Box], lines: Sequence[Line], layout: SuccessionLayout, title: str) -> Iterator[str]:
    yield (
        '<svg class="st-map st-chain-picture" role="group" aria-labelledby="chain-picture" data-search-exclude="" '
        f'viewBox="0 0 {layout.width:g} {layout.height:g}" width="{layout.width:g}" height="{layout.height:g}" '
        f'style="--st-map-width: {layout.width:g}px">'
    )
    yield f'<title id="chain-picture">{escape(title)}</title>'
    drawn: set[tuple[int, int, LineKind]] = set()
    for line in lines:
        start, end = layout.place_of[line.older], layout.place_of[line.newer]
        if start != end and (start, end, line.kind) not in drawn:
            drawn.add((start, end, line.kind))
            said = f"{_name(layout.boxes[start])} {_WORDS[line.kind]} {_name(layout.boxes[end])}"
            path = _path(layout.boxes[start], layout.boxes[end])
            yield f'<path class="st-chain-{line.kind.value}" d="{path}"><title>{escape(said)}</title></path>'
    for place in layout.boxes:
        yield _drawn_box(place, boxes[place.id]) if len(place.ids) == 1 else _drawn_rest(place)
    yield "</svg>"


def _name(place: PlacedBox) -> str:
    return place.id if len(place.ids) == 1 else f"{len(place.ids)} more"


def _path(start: PlacedBox, end: PlacedBox) -> str:
    if end.x <= start.x:  # a circle: below the boxes and back
        x, to = start.x + start.width / 2, end.x + end.width / 2
        y, down = start.y + BOX_HEIGHT, end.y + BOX_HEIGHT
        return f"M{x:g} {y:g}C{x:g} {y + 24:g} {to:g} {down + 24:g} {to:g} {down:g}m-3.5 6l3.5 -6l3.5 6"
    x, y = start.x + start.width, start.y + BOX_HEIGHT / 2
    to, down = end.x, end.y + BOX_HEIGHT / 2
    bend = max(abs(to - x) / 2, 18)
    return f"M{x:g} {y:g}C{x + bend:g} {y:g} {to - bend:g} {down:g} {to:g} {down:g}m-6 -3.5l6 3.5l-6 3.5"


def _drawn_box(place: PlacedBox, box: Box) -> str:
    date = f", {box.date}" if box.date else ""
    title = f"{box.id} {box.title}: {box.status.word}{date}{', this record' if box.is_this else ''}"
    room, x = place.width - 14, place.x + 7
    word = escape(shortened_to(box.status.word, room - 64, 10))
    status = f'<tspan aria-hidden="true">{escape(box.status.symbol)}</tspan> {word}'
    inner = (
        f'<title>{escape(title)}</title><rect x="{place.x:g}" y="{place.y:g}" width="{place.width:g}" '
        f'height="{BOX_HEIGHT:g}" rx="3"/>'
        f'<text class="st-id" x="{x:g}" y="{place.y + 14:g}">{escape(shortened_to(box.id, room * 0.9, 11))}</text>'
        f'<text x="{x:g}" y="{place.y + 27:g}">{escape(shortened_to(box.title, room, 10))}</text>'
        f'<text class="st-ink-{escape(box.status.tone)}" x="{x:g}" y="{place.y + 41:g}">{status}</text>'
        f'<text class="st-chain-date" x="{place.x + place.width - 7:g}" y="{place.y + 41:g}">{escape(box.date)}</text>'
    )
    if box.is_this:
        return f'<g class="st-chain-box st-chain-this" aria-current="true">{inner}</g>'
    return f'<a class="st-chain-box" href="{escape(box.href)}">{inner}</a>'


def _drawn_rest(place: PlacedBox) -> str:
    middle, y = place.x + place.width / 2, place.y + BOX_HEIGHT / 2 + 4
    return (
        f'<g class="st-chain-rest"><title>{escape(", ".join(place.ids))}</title><rect x="{place.x:g}" '
        f'y="{place.y + 8:g}" width="{place.width:g}" height="{BOX_HEIGHT - 16:g}" rx="3"/>'
        f'<text x="{middle:g}" y="{y:g}">{len(place.ids)} more</text></g>'
    )
