"""The picture of the delivery sequence: a column for each wave, a box for each flow, a line for each wait."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from settled.programme.plan import Plan, PlannedFlow, WaitState
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import PHASE_CHIPS

MOST_DRAWN = 80
"""How many flows are drawn; the tables below have all of them."""
_LONGEST_NAME = 18
"""How many characters of an id fit into a box; its title has all of them."""
_BOX_WIDTH, _BOX_HEIGHT, _COLUMN, _ROW, _TOP, _EDGE = 112, 32, 172, 40, 20, 1


@dataclass(frozen=True, slots=True)
class Box:
    """A flow: where its box stands, and what is said in it."""

    x: int
    y: int
    name: str
    href: str
    title: str
    note: str
    is_undecided: bool
    is_delivered: bool
    is_critical: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A wait: the path from the box that comes first to the box that waits."""

    path: str
    title: str
    is_critical: bool


@dataclass(frozen=True, slots=True)
class SequencePicture:
    """The columns with their heads, the boxes and the lines; `not_drawn` flows found no room."""

    heads: tuple[tuple[int, str], ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    box_width: int
    box_height: int
    width: int
    height: int
    title: str
    not_drawn: int


def sequence_picture(view: PageView, plan: Plan) -> SequencePicture | None:
    """The picture of the flows to be delivered and of the delivered ones they build on; None where none is left."""
    if not plan.waves:
        return None
    built_on = {wait.earlier.file for flow in plan.flows if flow.wave for wait in flow.waits}
    wanted = [flow for flow in plan.flows if flow.wave or flow.record.file in built_on]
    columns: dict[int, list[PlannedFlow]] = {}
    for flow in wanted[:MOST_DRAWN]:
        columns.setdefault(flow.wave, []).append(flow)
    critical = [flow.record.file for flow in plan.critical_chain]
    places: dict[str, tuple[int, int]] = {}
    for column, flows in enumerate(columns.values()):
        for row, flow in enumerate(flows):
            places[flow.record.file] = (_EDGE + column * _COLUMN, _TOP + row * _ROW)
    drawn = [flow for flows in columns.values() for flow in flows]
    return SequencePicture(
        heads=tuple(
            (_EDGE + column * _COLUMN, f"Wave {wave}" if wave else "Delivered") for column, wave in enumerate(columns)
        ),
        boxes=tuple(_box(view, flow, places[flow.record.file], flow.record.file in critical) for flow in drawn),
        lines=tuple(_lines(drawn, places, set(itertools.pairwise(critical)))),
        box_width=_BOX_WIDTH,
        box_height=_BOX_HEIGHT,
        width=2 * _EDGE + (len(columns) - 1) * _COLUMN + _BOX_WIDTH,
        height=_TOP + max(len(flows) for flows in columns.values()) * _ROW - (_ROW - _BOX_HEIGHT) + _EDGE,
        title="Flows by wave, with a line from each flow to those that wait for it",
        not_drawn=len(wanted) - len(drawn),
    )


def _box(view: PageView, flow: PlannedFlow, place: tuple[int, int], is_critical: bool) -> Box:
    name, undecided = flow.record.id, len(flow.holds)
    note = f"{flow.phase.value}, {undecided} undecided" if undecided else flow.phase.value
    return Box(
        x=place[0],
        y=place[1],
        name=name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…",
        href=view.record_url(flow.record),
        title=f"{flow.record.label}: {note}",
        note=f"{PHASE_CHIPS[flow.phase].word}{f' · ? {undecided}' if undecided else ''}",
        is_undecided=bool(undecided),
        is_delivered=not flow.wave,
        is_critical=is_critical,
    )


def _lines(
    flows: Sequence[PlannedFlow], places: dict[str, tuple[int, int]], critical: set[tuple[str, str]]
) -> list[Line]:
    lines: list[Line] = []
    for flow in flows:
        for wait in flow.waits:
            start = places.get(wait.earlier.file)
            if start is None or not flow.wave or wait.state is WaitState.DROPPED:
                continue
            end = places[flow.record.file]
            (x1, y1), (x2, y2) = (
                (start[0] + _BOX_WIDTH, start[1] + _BOX_HEIGHT // 2),
                (end[0], end[1] + _BOX_HEIGHT // 2),
            )
            bend = (_COLUMN - _BOX_WIDTH) // 2
            lines.append(
                Line(
                    path=f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}",
                    title=f"{flow.record.id} comes after {wait.earlier.id}",
                    is_critical=(wait.earlier.file, flow.record.file) in critical,
                )
            )
    return sorted(lines, key=lambda line: line.is_critical)
