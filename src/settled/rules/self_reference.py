"""Family O: what leads nowhere but to itself, in the catalog and in flows."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.landscape import Landscape
from settled.flows.time_budget import source_of
from settled.model.findings import Problem
from settled.model.flow_terms import Requirement
from settled.records import texts
from settled.rules.circles import circles, in_words
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, is_reported, problem_at

_RELATIONS = (("part-of", "part_of", "is part of"), ("reverses", "reverses", "reverses"))


def leads_to_itself(context: Context) -> Iterator[Problem]:
    """An object of the catalog is part of itself or reverses itself, or a flow consumes what its own source sends.

    A circle of several objects is told once, at the first of them.

    Why: a slip of the pen, and all that rests on it is silently wrong: the object has no whole, the reversal nothing
    that it takes back, and the flow no other end.

    Wrong:
        order: {name: Order, part-of: order-line}         (in the catalog)
        order-line: {name: Order line, part-of: order}

        source: {system: erp, trigger: order booked}
        consumers: [erp, wms]

    Right:
        order: {name: Order}
        order-line: {name: Order line, part-of: order}

        consumers: [wms]
    """
    landscape = context.project.landscape
    for key, attribute, words in _RELATIONS:
        yield from _circles_of(landscape, key, attribute, words)
    for record in flow_variants(context.project):
        source, flow = source_of(record).system, record.flow
        for index, system in enumerate(texts(flow.consumers if flow is not None else None)):
            if isinstance(source, str) and source.strip() == system.strip() != "":
                yield problem_at(
                    record,
                    ("consumers", index),
                    f"`{system}` is the source of the flow, and one of its consumers",
                    "name the systems that take it, or the system that sends it",
                    value=system,
                    related=((record.at(("source", "system")), "here it is the source"),),
                )


def _circles_of(landscape: Landscape, key: str, attribute: str, words: str) -> Iterator[Problem]:
    named = {name: getattr(entry, attribute) for name, entry in landscape.objects.items()}
    points = {name: {other} for name, other in named.items() if other in named}
    for circle in circles(points):
        first, *others = circle.files
        location = landscape.at(("objects", first, key))
        shown = f"`{first}` {words} itself"
        if others:
            shown += f": {in_words(circle, [f'`{each}`' for each in circle.files])}"
        yield Problem(
            "",
            location,
            shown,
            f"name another object under `{key}`, or take it out",
            tuple((landscape.at(("objects", each, key)), f"here `{each}` {words} `{named[each]}`") for each in others),
            field=f"objects.{first}.{key}",
            value=" ".join(circle.files),
        )


def requires_nothing(context: Context) -> Iterator[Problem]:
    """An entry of `requires` names no flow.

    Why: it reads as if something had to come first, and nothing has to.

    Wrong:
        requires: [{otherwise: park}]

    Right:
        requires: [{flow: FLOW-0013, otherwise: park}]
    """
    for record in flow_variants(context.project):
        required = record.flow.requires if record.flow is not None else None
        for index, entry in enumerate(required if isinstance(required, list) else ()):
            named = entry.flow if isinstance(entry, Requirement) else None
            is_asked = entry is None or isinstance(entry, Requirement)
            path = ("requires", index)
            if (
                is_asked
                and named is None
                and not is_reported(record, path)
                and not is_reported(record, (*path, "flow"))
            ):
                yield problem_at(
                    record,
                    path,
                    f"`requires[{index + 1}]` names no flow",
                    "write `flow:` and the flow that must have happened, or take the entry out",
                    value=str(index),
                )
