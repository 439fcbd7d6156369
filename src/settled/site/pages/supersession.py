"""What a record replaced and what replaced it, and what amends it: the records around it, and the lines between."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from settled.model.vocabulary import Status
from settled.records import Record
from settled.site.pages.page_view import PageView
from settled.site.pages.record_days import iso, life_in_words, replaced_on
from settled.site.pages.shapes import Chip, Link
from settled.site.pictures.succession_picture import Box, Line, LineKind, draw_succession, line_words

MOST_REACHED, MOST_AMENDING = 30, 10
"""So many records back and so many ahead are followed, and so many amendments each way are shown."""
_FOLDED = 8
"""A list of more records than this is folded: the picture shows the middle of it."""


@dataclass(frozen=True, slots=True)
class ChainStep:
    """A record in a chain of successors: its days in words, and what it does to others."""

    link: Link
    title: str
    status: Chip
    life: str
    is_this: bool
    says: tuple[tuple[str, Link], ...]


@dataclass(frozen=True, slots=True)
class Supersession:
    """The picture of the records around one with the legend of its lines, and the same as a list, oldest first.

    `is_whole` is False where there are more records, further away.
    """

    picture: str
    legend: tuple[tuple[str, str], ...]
    steps: tuple[ChainStep, ...]
    is_folded: bool
    is_whole: bool


def supersession(view: PageView, record: Record) -> Supersession | None:
    """What `record` replaced, directly or not, what replaced it, and what amends it; None where it stands alone."""
    site = view.site
    older = _reachable(record, lambda current: site.predecessors.get(current.id, ())[::-1])
    newer = _reachable(record, lambda current: site.successors.get(current.id, ()))
    amended, amending = site.amended.get(record.id, ()), site.amending.get(record.id, ())
    around = (*amended[:MOST_AMENDING], *reversed(older[:MOST_REACHED]), record)
    around += (*newer[:MOST_REACHED], *amending[:MOST_AMENDING])
    shown = list({step.id: step for step in around}.values())
    if len(shown) == 1:
        return None
    known = {step.id for step in shown}
    lines = [
        Line(step.id, successor.id, LineKind.TAKEN if _is_taken(step, successor) else LineKind.ANNOUNCED)
        for step in shown
        for successor in site.successors.get(step.id, ())
        if successor.id in known
    ]
    lines += [Line(other.id, record.id, LineKind.AMENDED) for other in amended[:MOST_AMENDING]]
    lines += [Line(record.id, other.id, LineKind.AMENDED) for other in amending[:MOST_AMENDING]]
    boxes = [_box(view, step, record) for step in shown]
    return Supersession(
        picture=draw_succession(
            boxes, lines, record.id, f"What replaced what around {record.id}; the list says the same"
        ),
        steps=tuple(_step(view, step, record, lines) for step in shown),
        legend=line_words(lines),
        is_folded=len(shown) > _FOLDED,
        is_whole=max(len(older), len(newer)) <= MOST_REACHED and max(len(amended), len(amending)) <= MOST_AMENDING,
    )


def _is_taken(older: Record, newer: Record) -> bool:
    """True where the older record is replaced already, and not only to be."""
    return older.status is Status.SUPERSEDED or newer.status not in {Status.DRAFT, Status.PROPOSED, Status.REJECTED}


def _box(view: PageView, step: Record, this: Record) -> Box:
    # The picture shows it behind the status.
    date = replaced_on(view, step) if step.status is Status.SUPERSEDED else iso(step.date)
    return Box(step.id, step.title, view.record_url(step), view.status(step), date, step is this)


_ANNOUNCED: dict[Status | None, str] = {
    Status.DRAFT: "would replace, once accepted,",
    Status.PROPOSED: "is to replace, once accepted,",
    Status.REJECTED: "was rejected and does not replace",
}


def _step(view: PageView, step: Record, this: Record, lines: Iterable[Line]) -> ChainStep:
    says: list[tuple[str, Link]] = []
    for line in lines:
        if line.newer == step.id:
            older = view.project.by_id[line.older]
            said = {LineKind.TAKEN: "replaces", LineKind.AMENDED: "amends"}.get(line.kind) or _ANNOUNCED[step.status]
            says.append((said, view.record_link(older)))
    return ChainStep(
        link=view.record_link(step),
        title=step.title,
        status=view.status(step),
        life=life_in_words(view, step),
        is_this=step is this,
        says=tuple(says),
    )


def _reachable(record: Record, following: Callable[[Record], tuple[Record, ...]]) -> list[Record]:
    """The records that lead on from `record`, the nearest first: one more at most than are shown."""
    return list(itertools.islice(_walk(record, following), MOST_REACHED + 1))


def _walk(record: Record, following: Callable[[Record], tuple[Record, ...]]) -> Iterator[Record]:
    seen = {record.id}
    waiting = list(following(record))
    while waiting:
        current = waiting.pop(0)
        if current.id not in seen:
            seen.add(current.id)
            yield current
            waiting.extend(following(current))
