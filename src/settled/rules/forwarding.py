"""Family O: a flow that passes on what another one brought can only do so where that one arrives."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.named_flows import LinkKind, is_forwarding
from settled.flows.time_budget import source_of
from settled.flows.variants import variants_of
from settled.model.findings import Problem
from settled.project import Project
from settled.records import Record, texts
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, problem_at


def forwards_what_never_arrived(context: Context) -> Iterator[Problem]:
    """A flow says that it passes on what another flow brought, and that flow brings something else or goes elsewhere.

    The flow that is named under `source.forwards` carries the same object (or one that it is a part of, or that is a
    part of it), and the source of this flow is one of its consumers.

    Why: the flow counts as a mere hop, so nobody asks who holds its truth; and what it waits for never comes.

    Wrong:
        source: {system: wms, forwards: [FLOW-0001]}     (FLOW-0001 goes to the oms)

    Right:
        source: {system: oms, forwards: [FLOW-0001]}
    """
    project = context.project
    for record in flow_variants(project):
        if not is_forwarding(record):
            continue
        for link in project.flow_links.get(record.file, ()):
            index = link.path[-1]
            if link.kind is not LinkKind.FORWARDS or record.path_of(("source", "forwards", index)) != link.path:
                continue
            wrong = None if link.record.file == record.file else _mismatch(project, record, link.record)
            if wrong is not None:
                yield problem_at(
                    record,
                    ("source", "forwards", index),
                    f"the flow passes on what {link.record.label} brings, and {wrong}",
                    "name the flow that brings this object to the source of this one, or leave `forwards` away",
                    value=link.record.id,
                    related=((link.record.at(("consumers",)), f"here {link.record.id} says where it goes"),),
                )


def _mismatch(project: Project, record: Record, other: Record) -> str | None:
    """What keeps `record` from passing on what `other` brings; None where nothing does, or it cannot be told."""
    landscape = project.landscape
    own, brought = record.flow.object if record.flow else None, other.flow.object if other.flow else None
    if isinstance(own, str) and isinstance(brought, str) and own in landscape.objects and brought in landscape.objects:
        is_related = own == brought or own in landscape.wholes_of(brought) or brought in landscape.wholes_of(own)
        if not is_related:
            return f"that is `{brought}`, not `{own}`"
    system = source_of(record).system
    arrivals: set[str] = set()
    for variant in variants_of(other):
        consumers = variant.flow.consumers if variant.flow is not None else None
        if not isinstance(consumers, list) or not all(isinstance(name, str) and name.strip() for name in consumers):
            return None
        arrivals.update(texts(consumers))
    known = landscape.systems
    if not isinstance(system, str) or system not in known or not arrivals or not arrivals <= set(known):
        return None
    if system in arrivals:
        return None
    return f"that does not come to `{system}`, but to {' and '.join(f'`{name}`' for name in sorted(arrivals))}"
