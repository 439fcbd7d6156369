"""Draws a sequence picture as SVG: who takes part as life lines, what is sent as arrows, gaps dashed and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from settled.site.html.escaping import escape
from settled.site.pages.shapes import Chip
from settled.site.pictures.sequence_layout import (
    LINE,
    Anchor,
    Kind,
    Message,
    PlacedText,
    Row,
    SequenceLayout,
    lay_out_sequence,
)


@dataclass(frozen=True, slots=True)
class Participant:
    """A life line: its name, all that there is to say of it, where it leads, and whether it is known at all."""

    name: str
    title: str
    href: str = ""
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Arrow:
    """A step between participants, by their places; `mark` is the state of a step that is a gap."""

    start: int | None
    end: int
    text: str
    kind: Kind = Kind.ARROW
    mark: Chip | None = None


def draw_sequence(participants: Sequence[Participant], arrows: Sequence[Arrow], name: str, title: str) -> str:
    """The picture as an `<svg>` element, whose title has the id `name`. Every text is escaped here."""
    messages = [
        Message(arrow.start, arrow.end, f"{arrow.mark.symbol} {arrow.text}" if arrow.mark else arrow.text, arrow.kind)
        for arrow in arrows
    ]
    layout = lay_out_sequence([participant.name for participant in participants], messages)
    return "\n".join(_picture(participants, arrows, messages, layout, name, title))


def _picture(
    participants: Sequence[Participant],
    arrows: Sequence[Arrow],
    messages: Sequence[Message],
    layout: SequenceLayout,
    name: str,
    title: str,
) -> Iterator[str]:
    yield (
        f'<svg class="st-map st-path" role="group" aria-labelledby="{escape(name)}" data-search-exclude="" '
        f'viewBox="0 0 {layout.width:g} {layout.height:g}" width="{layout.width:g}" height="{layout.height:g}" '
        f'style="--st-map-width: {layout.width:g}px">'
    )
    yield f'<title id="{escape(name)}">{escape(title)}</title>'
    for participant, lifeline in zip(participants, layout.lifelines, strict=True):
        left, width = lifeline.x - layout.column / 2 + 4, layout.column - 8
        drawn = (
            f'<path d="M{lifeline.x:g} {layout.head:g}V{layout.height:g}"/>'
            f'<rect x="{left:g}" y="1" width="{width:g}" height="{layout.head - 1:g}" rx="3"/>{_text(lifeline.name)}'
        )
        style = "st-path-head" if participant.is_known else "st-path-head st-path-nobody"
        if not lifeline.name.is_whole or participant.title != participant.name:
            drawn = f"<title>{escape(participant.title)}</title>{drawn}"
        if participant.href:
            yield f'<a class="{style}" href="{escape(participant.href)}">{drawn}</a>'
        else:
            yield f'<g class="{style}">{drawn}</g>'
    yield '<g class="st-steps">'
    for number, (arrow, message, row) in enumerate(zip(arrows, messages, layout.rows, strict=True), 1):
        yield _step(number, arrow, message, row, layout.width)
    yield "</g></svg>"


def _step(number: int, arrow: Arrow, message: Message, row: Row, width: float) -> str:
    style = band = ""
    if arrow.mark:
        style = f' class="st-path-gap st-tone-{arrow.mark.tone}"'
        band = (
            f'<rect class="st-path-band" x="1" y="{row.top + 3:g}" width="{width - 2:g}" height="{row.height - 2:g}"/>'
        )
    title = "" if row.text.is_whole else f"<title>{escape(f'{number} {message.text}')}</title>"
    return f"<g{style}>{title}{band}{_line(arrow, row)}{_text(row.text, len(str(number)))}</g>"


def _line(arrow: Arrow, row: Row) -> str:
    if arrow.kind is Kind.REMARK:
        height = LINE * len(row.text.lines) + 6
        return (
            f'<rect class="st-path-remark" x="{row.left:g}" y="{row.line - height / 2:g}" '
            f'width="{row.right - row.left:g}" height="{height:g}"/>'
        )
    if arrow.start == arrow.end:
        away, back = row.right - row.left, 1 if row.right > row.left else -1
        line = f"M{row.left:g} {row.line - 5:g}h{away:g}v10h{-away:g}m{6 * back} -3.5l{-6 * back} 3.5l{6 * back} 3.5"
        return f'<path d="{line}"/>'
    back = -1 if row.right > row.left else 1
    if arrow.kind is Kind.LOST:
        tip = row.right + 14 * back
        return f'<path d="M{row.left:g} {row.line:g}H{tip:g}m-4 -4l8 8m0 -8l-8 8"/>'
    start = f'<circle cx="{row.left:g}" cy="{row.line:g}" r="2.5"/>' if arrow.start is None else ""
    head = f"m{6 * back} -3.5l{-6 * back} 3.5l{6 * back} 3.5"
    return f'{start}<path d="M{row.left:g} {row.line:g}H{row.right:g}{head}"/>'


_STYLES = {Anchor.START: ' class="st-path-right"', Anchor.MIDDLE: "", Anchor.END: ' class="st-path-left"'}


def _text(text: PlacedText, number: int = 0) -> str:
    """A text in its lines; the first `number` letters are the number of a step."""
    first, *others = text.lines
    head = f"<tspan>{escape(first[:number])}</tspan>{escape(first[number:])}" if number else escape(first)
    below = "".join(f'<tspan x="{text.x:g}" dy="{LINE:g}">{escape(line)}</tspan>' for line in others)
    return f'<text x="{text.x:g}" y="{text.y:g}"{_STYLES[text.anchor]}>{head}{below}</text>'
