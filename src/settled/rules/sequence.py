"""Family V: whether the flows can be delivered in the order that they name."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.findings import Problem
from settled.model.vocabulary import Kind, Phase
from settled.project import Project
from settled.records import Record
from settled.rules.circles import MOST_NAMED, Circle, circles, in_words
from settled.rules.context import Context
from settled.rules.reporting import flows_in_force, problem_at


def _earlier_flows(project: Project, record: Record) -> list[tuple[int, Record]]:
    """The flows in force that `record` comes after, with their place in the list."""
    after = record.flow.after if record.flow else None
    found = []
    for index, name in enumerate(after if isinstance(after, list) else ()):
        other = project.resolve(name, record, Kind.FLOW) if isinstance(name, str) else None
        if other is not None and other.kind is Kind.FLOW and other.is_in_force:
            found.append((index, other))
    return found


def _circles(project: Project) -> list[Circle]:
    following = {
        record.file: {other.file for _, other in _earlier_flows(project, record)} for record in flows_in_force(project)
    }
    return circles(following)


def depends_on_later_flow(context: Context) -> Iterator[Problem]:
    """A flow comes after another one that is in an earlier phase than itself.

    Why: it is built, rehearsed or live on top of something that is not there yet.

    Wrong:
        phase: live
        after: [FLOW-0002]           (which is in build)

    Right:
        phase: build
        after: [FLOW-0002]           (which is in build)
    """
    in_circle = {file: number for number, circle in enumerate(_circles(context.project)) for file in circle.files}
    for record in flows_in_force(context.project):
        phase = record.flow.phase if record.flow else None
        if not isinstance(phase, Phase):
            continue
        for index, other in _earlier_flows(context.project, record):
            before = other.flow.phase if other.flow else None
            is_same_circle = record.file in in_circle and in_circle[record.file] == in_circle.get(other.file)
            if isinstance(before, Phase) and before.rank < phase.rank and not is_same_circle:
                yield problem_at(
                    record,
                    ("after", index),
                    f"the flow is in `{phase}` and comes after {other.label}, which is only in `{before}`",
                    "bring the other flow forward first, or take it out of `after` if nothing rests on it",
                    value=f"{other.id} {before} {phase}",
                    related=((other.at(("phase",)), f"{other.id} is in `{before}`"),),
                )


def sequence_cycle(context: Context) -> Iterator[Problem]:
    """Flows wait for one another in a circle.

    Told once for each circle.

    Why: none of them can be delivered first.

    Wrong:
        after: [FLOW-0002]           (in FLOW-0001, and FLOW-0002 comes after FLOW-0001)

    Right:
        after: []                    (in FLOW-0001, and FLOW-0002 comes after FLOW-0001)
    """
    for circle in _circles(context.project):
        first, *others = [context.project.by_file[file] for file in circle.files]
        chain = in_words(circle, [record.id for record in (first, *others)])
        yield problem_at(
            first,
            ("after",),
            f"the flows wait for one another: {chain}" if others else f"{first.id} comes after itself",
            "decide which one is delivered first, and take the other out of its `after`",
            value=chain,
            related=tuple(
                (record.at(("after",)), f"{record.id} is part of the circle") for record in others[:MOST_NAMED]
            ),
        )
