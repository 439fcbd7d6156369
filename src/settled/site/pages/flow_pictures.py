"""The two pictures of a flow, when all goes well and when a delivery fails, each with the same steps as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from settled.model.flow import Flow
from settled.records import Record
from settled.site import words
from settled.site.pages.failure_path import failure_path
from settled.site.pages.flow_steps import Party, Role, Shape, Step
from settled.site.pages.happy_path import happy_path
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import STATE_CHIPS, Chip
from settled.site.pictures.sequence_diagram import Arrow, Participant, draw_sequence
from settled.site.pictures.sequence_layout import Kind

MOST_NAMED = 3
"""Of more parties that a remark is about the first and the last are named."""
_KINDS = {Shape.MESSAGE: Kind.ARROW, Shape.FAILED: Kind.LOST, Shape.REMARK: Kind.REMARK}


@dataclass(frozen=True, slots=True)
class FlowPath:
    """A path of a flow: its anchor, its names, its picture, the steps, and how many are a gap of which state.

    `about` says for each step whom it concerns.
    """

    anchor: str
    title: str
    caption: str
    picture: str
    steps: tuple[Step, ...]
    about: tuple[str, ...]
    gaps: tuple[tuple[Chip, int], ...]


def flow_paths(view: PageView, record: Record, flow: Flow) -> tuple[FlowPath, FlowPath]:
    """The happy path and the failure path of `flow`."""
    return (
        _path("happy-path", "When it works", "From the trigger to what is promised", happy_path(view, record, flow)),
        _path(
            "failure-path",
            "When it fails",
            "From a delivery that fails to what brings it back",
            failure_path(view, record, flow),
        ),
    )


def _path(anchor: str, title: str, caption: str, steps: tuple[Step, ...]) -> FlowPath:
    parties = _parties(steps)
    places = {party.key: index for index, party in enumerate(parties)}
    arrows = [
        Arrow(
            places[step.start.key] if step.start else None,
            places[step.end.key],
            step.said,
            _KINDS[step.shape],
            step.mark,
        )
        for step in steps
    ]
    counted = Counter(step.mark for step in steps if step.mark is not None)
    gaps = tuple((chip, counted[chip]) for chip in STATE_CHIPS.values() if counted[chip])
    said = f"{title}: {words.counted(len(steps), 'step')}"
    said += "".join(f", {count} {chip.word}" for chip, count in gaps)
    picture = draw_sequence(
        [_participant(party) for party in parties],
        arrows,
        f"{anchor}-picture",
        f"{said}; the table below says the same",
    )
    about = tuple(_concerned(step, parties, places) for step in steps)
    return FlowPath(anchor, title, caption, picture, steps, about, gaps)


def _concerned(step: Step, parties: Sequence[Party], places: Mapping[str, int]) -> str:
    """Whom a step is about that is drawn across them: all of a few, else the first and the last."""
    ends = sorted(places[party.key] for party in (step.start, step.end) if party is not None)
    names = [party.names for party in parties[ends[0] : ends[-1] + 1]]
    return words.listed(names) if len(names) <= MOST_NAMED else f"{names[0]} to {names[-1]}"


def _parties(steps: Sequence[Step]) -> list[Party]:
    """Who takes part, each once: the source first, the teams last, those of a kind as they come."""
    found: dict[str, Party] = {}
    for step in steps:
        for party in (step.start, step.end):
            if party is not None:
                found.setdefault(party.key, party)
    return sorted(found.values(), key=lambda party: party.role)


def _participant(party: Party) -> Participant:
    if party.role is Role.PLACE and party.is_known:
        return Participant(party.label, f"where messages wait: {party.label}")
    href = party.links[0].href if len(party.links) == 1 else ""
    return Participant(party.label, party.names, href, party.is_known)
