"""Family O: who owns the truth, seen across flows."""

from __future__ import annotations

from collections.abc import Iterator

from settled.findings import Problem
from settled.model.flow import Source
from settled.project import Project
from settled.records import Record
from settled.rules.reporting import problem_at


def two_truths(project: Project) -> Iterator[Problem]:
    """Two flows name different systems as the source of the same object.

    Told once for an object, with the place of every flow that names another source.

    Why: two sources of truth are none. Each system overwrites the other, and both were told that they may.

    Wrong:
        object: price                    (in FLOW-0001)
        source: {system: erp}

        object: price                    (in FLOW-0002)
        source: {system: pim}

    Right:
        object: price                    (in both flows)
        source: {system: erp}
    """
    by_object: dict[str, list[tuple[Record, str]]] = {}
    for record in project.flows:
        flow = record.flow
        if flow is None or not record.is_in_force or not isinstance(flow.object, str):
            continue
        if isinstance(flow.source, Source) and isinstance(flow.source.system, str) and flow.source.system.strip():
            by_object.setdefault(flow.object, []).append((record, flow.source.system))
    for business_object, claims in by_object.items():
        sources = list(dict.fromkeys(system for _, system in claims))
        if len(sources) < 2:
            continue
        first_record, first_system = claims[0]
        others = [(record, system) for record, system in claims if system != first_system]
        record, system = others[0]
        yield problem_at(
            record,
            ("source", "system"),
            f"two truths for `{business_object}`: {record.label} says `{system}`, "
            f"{first_record.label} says `{first_system}`",
            "decide which system holds the truth, or name two different objects",
            value=" ".join([business_object, *sorted(sources)]),
            related=(
                (first_record.at(("source", "system")), f"here it is `{first_system}`"),
                *((other.at(("source", "system")), f"here it is `{named}`") for other, named in others[1:]),
            ),
        )
