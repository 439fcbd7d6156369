"""Family O: money and goods that go back, or go before somebody may still say no."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.named_flows import FlowLink, LinkKind, is_forwarding
from settled.model.findings import Problem
from settled.model.flow import Rejection
from settled.model.flow_terms import NotApplicable
from settled.model.vocabulary import Otherwise, SystemRole
from settled.model.written_values import Path
from settled.project import Project
from settled.records import Record, texts
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, problem_at

_REQUIRES: Path = ("requires",)


def reverses_before_it_happened(context: Context) -> Iterator[Problem]:
    """A flow carries an object that reverses another one, and does not require that the other one has happened.

    Which object `reverses` which is said in the catalog. The flow needs an entry of `requires` that names a flow of
    the reversed object, and `otherwise` must not be `proceed`; or it says with
    `not-applicable` why it requires none. A flow that passes on what another one brought is not
    asked: that one is.

    Why: a refund that overtakes its capture is refused by the provider, or pays out what was never paid.

    Wrong:
        object: refund               (in the catalog: reverses: capture)

    Right:
        object: refund
        requires: [{flow: FLOW-0013, otherwise: park}]
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        name = record.flow.object if record.flow is not None else None
        reversed_object = landscape.object_of(name).reverses
        if not isinstance(name, str) or reversed_object not in landscape.objects or is_forwarding(record):
            continue
        if _leaves_open(context.project, record):
            continue
        links = [
            link
            for link in _required(context.project, record)
            if link.record.flow is not None and link.record.flow.object == reversed_object
        ]
        reason = (landscape.at(("objects", name, "reverses")), f"here `{name}` reverses `{reversed_object}`")
        if not links:
            yield problem_at(
                record,
                _REQUIRES if record.flow is not None and record.flow.requires else ("object",),
                f"`{name}` reverses `{reversed_object}`, and the flow requires no flow that brings one",
                f"name the flow of `{reversed_object}` under `requires`, and park or reject what comes before it",
                value=f"{name} {reversed_object}",
                related=(reason,),
            )
        elif all(link.otherwise is Otherwise.PROCEED for link in links):
            yield problem_at(
                record,
                (*_REQUIRES, links[0].path[-2], "otherwise"),
                f"`{name}` reverses `{reversed_object}`, and the flow proceeds where that has not happened",
                "park or reject what comes before the thing that it reverses",
                value=f"{name} {reversed_object} proceed",
                related=(reason,),
            )


def _required(project: Project, variant: Record) -> Iterator[FlowLink]:
    """The flows in force that one variant requires."""
    requires = variant.flow.requires if variant.flow is not None else None
    count = len(requires) if isinstance(requires, list) else 0
    paths = {variant.path_of((*_REQUIRES, index, "flow")) for index in range(count)}
    links = project.flow_links.get(variant.file, ())
    return (link for link in links if link.kind is LinkKind.REQUIRES and link.path in paths)


def _leaves_open(project: Project, record: Record) -> bool:
    """True where another rule tells of what the flow requires, or of what a required flow carries."""
    requires = record.flow.requires if record.flow is not None else None
    if isinstance(requires, NotApplicable):
        return requires.not_applicable is not None
    if requires is not None and not isinstance(requires, list):
        return True
    if any(path[0] == "requires" for path in (*record.invalid, *record.unfilled)):
        return True
    named = requires if isinstance(requires, list) else []
    links = list(_required(project, record))
    return len(links) < len(named) or any(
        link.record.flow is not None and not isinstance(link.record.flow.object, str) for link in links
    )


def paid_before_refused(context: Context) -> Iterator[Problem]:
    """Money moves in one consumer of the flow while another consumer may still refuse the object.

    Asked of objects that the catalog calls `financial`, where a consumer has the role `payment` and another one stands
    in `may-reject`.

    Why: the customer has paid, or has been paid, for what is refused a minute later. Somebody has to take the money
    back by hand, and the customer has the mail already.

    Wrong:
        object: capture              (in the catalog: financial: true)
        consumers: [payment-provider, erp]
        may-reject: [{system: erp, rule: the period is closed}]

    Right:
        consumers: [payment-provider]        (in a flow that requires the one in which the ERP may refuse)
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        flow = record.flow
        if flow is None or not landscape.object_of(flow.object).financial:
            continue
        consumers = texts(flow.consumers)
        paying = [name for name in consumers if _role(context.project, name) is SystemRole.PAYMENT]
        for index, entry in enumerate(flow.may_reject if isinstance(flow.may_reject, list) else ()):
            refusing = entry.system if isinstance(entry, Rejection) else None
            if not isinstance(refusing, str) or refusing not in consumers or not paying or refusing in paying:
                continue
            yield problem_at(
                record,
                ("may-reject", index, "system"),
                f"money moves in `{paying[0]}` while `{refusing}` may still refuse the `{flow.object}`",
                "let who may refuse decide first, in a flow that this one requires, and move the money after it",
                value=f"{paying[0]} {refusing}",
                related=((record.at(("consumers", consumers.index(paying[0]))), f"here `{paying[0]}` receives it"),),
            )
            break


def _role(project: Project, system: str) -> SystemRole | None:
    entry = project.landscape.systems.get(system)
    return entry.role if entry is not None else None
