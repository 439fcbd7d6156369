"""Family V: whether the flows can be delivered in the order that they name."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.named_flows import FlowLink, LinkKind
from settled.model.findings import Problem
from settled.model.vocabulary import Phase
from settled.model.written_values import Path
from settled.project import Project
from settled.records import Record
from settled.rules.circles import MOST_NAMED, Circle, circles, in_words
from settled.rules.context import Context
from settled.rules.reporting import flows_in_force, problem_at

_IN_WORDS = {
    LinkKind.AFTER: "comes after",
    LinkKind.FORWARDS: "passes on what comes with",
    LinkKind.REQUIRES: "requires",
}


def _circles(project: Project) -> list[Circle]:
    following = {file: {link.record.file for link in links} for file, links in project.flow_links.items()}
    return circles(following)


def depends_on_later_flow(context: Context) -> Iterator[Problem]:
    """A flow comes after another one that is in an earlier phase than itself, or passes on or requires what it brings.

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
        told: set[str] = set()
        for link in context.project.flow_links[record.file]:
            other = link.record
            before = other.flow.phase if other.flow else None
            is_same_circle = record.file in in_circle and in_circle[record.file] == in_circle.get(other.file)
            if isinstance(before, Phase) and before.rank < phase.rank and not is_same_circle and other.file not in told:
                told.add(other.file)
                yield problem_at(
                    record,
                    link.path,
                    f"the flow is in `{phase}` and {_IN_WORDS[link.kind]} {other.label}, which is only in `{before}`",
                    f"bring the other flow forward first, or take it out of `{link.kind}` if nothing rests on it",
                    value=f"{other.id} {before} {phase}",
                    related=((other.at(("phase",)), f"{other.id} is in `{before}`"),),
                )


def sequence_cycle(context: Context) -> Iterator[Problem]:
    """Flows wait for one another in a circle: under `after`, `source.forwards` or `requires`.

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
        steps = dict(zip(circle.files, (*circle.files[1:], circle.files[0]), strict=True))
        link = _link_to(context.project, first, steps[first.file])
        alone = "comes after" if link.kind is LinkKind.AFTER else link.kind
        yield problem_at(
            first,
            _place(link),
            f"the flows wait for one another: {chain}" if others else f"{first.id} {alone} itself",
            f"decide which one is delivered first, and take the other out of its `{link.kind}`",
            value=chain,
            related=tuple(
                (record.at(_place(_link_to(context.project, record, steps[record.file]))), _part_of_it(record))
                for record in others[:MOST_NAMED]
            ),
        )


def _part_of_it(record: Record) -> str:
    return f"{record.id} is part of the circle"


def _link_to(project: Project, record: Record, file: str) -> FlowLink:
    """The link by which `record` waits for the flow in `file`; where that is no link of its own, its first one."""
    links = project.flow_links[record.file]
    return next((link for link in links if link.record.file == file), links[0])


def _place(link: FlowLink) -> Path:
    """Where the flows are named: the whole list, as one of several may have to go."""
    return link.path[: 1 if link.kind is not LinkKind.FORWARDS else -1] if link.path[0] != "variants" else link.path
