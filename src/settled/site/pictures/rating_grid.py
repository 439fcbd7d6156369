"""The grid of the risks that people rated by a word: likelihood across, impact upwards."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from settled.model.exposure import level_of_labels
from settled.model.vocabulary import Level
from settled.site import words
from settled.site.pictures.heat_map_parts import (
    MOST_NAMED,
    NOT_ESTIMATED,
    SCALE,
    TEXT,
    CellAddress,
    MappedRisk,
    counted,
    in_words,
    names,
    style,
)
from settled.site.pictures.text_width import shortened_to

_LEFT, _TOP, _BOTTOM = 52.0, 18.0, 32.0
_CELL_WIDTH, _CELL_HEIGHT = 94.0, 62.0


def draw_ratings(risks: Sequence[MappedRisk], cell: CellAddress) -> str:
    """The grid of the risks that are rated by a word for likelihood, impact or both, as SVG; empty without any."""
    drawn = [risk for risk in risks if risk.estimate.is_by_labels]
    if not drawn:
        return ""
    columns: list[Level | None] = list(Level)
    rows: list[Level | None] = list(reversed(Level))
    if any(risk.estimate.likelihood is None for risk in drawn):
        columns.append(None)
    if any(risk.estimate.impact is None for risk in drawn):
        rows.append(None)
    width, height = _LEFT + len(columns) * _CELL_WIDTH, _TOP + len(rows) * _CELL_HEIGHT + _BOTTOM
    title = f"{words.counted(len(drawn), 'risk')} rated by likelihood and impact; the table says the same"
    pieces = [
        f'<svg class="st-heat" width="{width * SCALE:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" role="group"'
        f' aria-labelledby="heat-ratings" data-search-exclude><title id="heat-ratings">{escape(title)}</title>',
        f'<text class="st-axis" x="0" y="10">impact</text>'
        f'<text class="st-axis st-middle" x="{(width + _LEFT) / 2:.0f}" y="{height - 4:.0f}">likelihood</text>',
    ]
    for at, impact in enumerate(rows):
        y = _TOP + at * _CELL_HEIGHT
        name = impact.value if impact else "unknown"
        pieces.append(
            f'<text class="st-axis st-end" x="{_LEFT - 6:.0f}" y="{y + _CELL_HEIGHT / 2 + 3:.1f}">{name}</text>'
        )
        for place, likelihood in enumerate(columns):
            inside = [
                risk for risk in drawn if risk.estimate.likelihood is likelihood and risk.estimate.impact is impact
            ]
            if likelihood is None and impact is None:
                continue
            pieces.append(_rating_cell(inside, likelihood, impact, _LEFT + place * _CELL_WIDTH, y, cell))
    for place, likelihood in enumerate(columns):
        x = _LEFT + (place + 0.5) * _CELL_WIDTH
        name = likelihood.value if likelihood else "unknown"
        pieces.append(f'<text class="st-axis st-middle" x="{x:.1f}" y="{height - _BOTTOM + 13:.1f}">{name}</text>')
    return "".join([*pieces, "</svg>"])


def _rating_cell(
    risks: Sequence[MappedRisk],
    likelihood: Level | None,
    impact: Level | None,
    x: float,
    y: float,
    cell: CellAddress,
) -> str:
    level = level_of_labels(*(label for label in (likelihood, impact) if label is not None))
    pieces = [
        f'<rect class="st-heat-{level.value}" x="{x:.1f}" y="{y:.1f}" width="{_CELL_WIDTH:.1f}"'
        f' height="{_CELL_HEIGHT:.1f}"/>'
        f'<text class="st-axis st-end" x="{x + _CELL_WIDTH - 4:.1f}" y="{y + _CELL_HEIGHT - 4:.1f}">'
        f"{level.value}</text>"
    ]
    if len(risks) > MOST_NAMED:
        said = (likelihood.value if likelihood else NOT_ESTIMATED, impact.value if impact else NOT_ESTIMATED)
        title = f"{len(risks)} risks: likelihood {said[0]}, impact {said[1]}; {names(risks)}"
        centre = (x + _CELL_WIDTH / 2, y + _CELL_HEIGHT / 2 + 2)
        return "".join([*pieces, counted(cell(*said), title, centre, len(risks))])
    for at, risk in enumerate(risks):
        top = y + 13 + at * 12
        words_of, name = escape(in_words(risk)), escape(shortened_to(risk.id, _CELL_WIDTH - 20, TEXT))
        pieces.append(
            f'<a href="{escape(risk.href)}" aria-label="{words_of}"><title>{words_of}</title>'
            f'<circle class="{style("st-heat-dot", risk)}" cx="{x + 8:.1f}" cy="{top:.1f}" r="3"/>'
            f'<text class="st-id" x="{x + 14:.1f}" y="{top + 3:.1f}">{name}</text></a>'
        )
    return "".join(pieces)
