"""Family O: systems that no flow connects, and steps in the life of the objects that no flow carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from settled.flows.named_things import SYSTEM
from settled.flows.variants import variants_of
from settled.model.findings import Location, Problem
from settled.model.flow import Latency, Source
from settled.model.vocabulary import LatencyClass, SystemRole
from settled.profiles.concerned import is_about
from settled.project import Project
from settled.records import Record, texts
from settled.rules.context import Context
from settled.rules.named_things import mentions_of

_BEGUN = 3
"""With so many flows a system that none of them names is worth a word."""
_WELL_BEGUN = 5
"""With so many flows the steps that a landscape needs are looked for: before that the programme has only begun."""
_Roles = frozenset[SystemRole]
_OMS, _WMS, _ERP = SystemRole.OMS, SystemRole.WMS, SystemRole.ERP
_PAYMENT, _TAX, _MARKETPLACE = SystemRole.PAYMENT, SystemRole.TAX, SystemRole.MARKETPLACE
_STOREFRONT = SystemRole.STOREFRONT


@dataclass(frozen=True, slots=True)
class _Step:
    """A step that a landscape needs, by the roles that its flow has at its ends and by words for its object.

    It is looked for where there are systems of all roles `among`. What is empty may be anything. `is_answer` where the
    shopper may wait for the flow; `financial` counts as one of the words.
    """

    name: str
    among: tuple[_Roles, ...]
    sources: _Roles = frozenset()
    consumers: _Roles = frozenset()
    objects: tuple[str, ...] = ()
    not_objects: tuple[str, ...] = ()
    may_block_checkout: bool = True


_STEPS = (
    _Step(
        "order release to the warehouse",
        (frozenset({_OMS}), frozenset({_WMS})),
        frozenset({_OMS, SystemRole.MIDDLEWARE, _ERP, _STOREFRONT, _MARKETPLACE}),
        frozenset({_WMS}),
        not_objects=("product", "stock", "price", "customer"),
    ),
    _Step(
        "shipment confirmation",
        (frozenset({_WMS}), frozenset({_OMS, _ERP, _STOREFRONT})),
        frozenset({_WMS}),
        frozenset({_OMS, _ERP, _STOREFRONT}),
        not_objects=("product", "stock", "price", "return", "receipt"),
    ),
    _Step(
        "return receipt",
        (frozenset({_WMS}), frozenset({_PAYMENT})),
        objects=("return", "rma", "receipt"),
    ),
    _Step(
        "cancellation",
        (frozenset({_OMS}), frozenset({_WMS})),
        objects=("cancellation", "cancel", "reversal"),
    ),
    _Step(
        "tax commit",
        (frozenset({_TAX}),),
        consumers=frozenset({_TAX}),
        may_block_checkout=False,
    ),
    _Step(
        "payout or settlement",
        (frozenset({_PAYMENT, _MARKETPLACE}), frozenset({_ERP})),
        frozenset({_PAYMENT, _MARKETPLACE}),
        frozenset({_ERP}),
        not_objects=("order", "refund", "capture"),
    ),
)


def system_without_flow(context: Context) -> Iterator[Problem]:
    """The catalog lists a system, and no flow names it.

    Asked once three flows are in force, and told once for each system.

    Why: either the system is connected by something that nobody decided on, or it is in the list by mistake.

    Wrong:
        systems:
          pos: {name: Till, role: other}       (and no flow comes from there or goes there)

    Right:
        consumers: [erp, pos]
    """
    project, catalog = context.project, context.project.catalog
    if catalog is None or catalog.yaml_document is None or project.unreadable:
        return
    if len(project.flows_in_force) < _BEGUN:
        return
    named = {
        name for record in project.flows_in_force for _, kind, name in mentions_of(record, project) if kind == SYSTEM
    }
    if not named <= set(catalog.systems):
        return  # a name that is not there may mean any of them
    for system in catalog.systems:
        if system not in named:
            path = ("systems", system)
            yield Problem(
                "",
                catalog.yaml_document.at(path),
                f"no flow names the system `{system}`",
                "write the flow that connects it, or take it out of the catalog",
                field=".".join(path),
                value=system,
            )


def end_to_end_gap(context: Context) -> Iterator[Problem]:
    """The life of the objects has a step that no flow carries; all of them are told in one list.

    Steps are the objects of the catalog that are `part-of` another one or that `reverses` it, and, once there are five
    flows, what the systems of the catalog need by their roles: order release, shipment confirmation, return receipt,
    cancellation, tax commit, and payout or settlement. They are found by the object and the roles of source and
    consumers; where a flow leaves open what it may be, nothing is said. A critical object without a flow is told by
    critical-object-without-flow.

    Why: each flow for itself is complete, and the order still stops half way.

    Wrong:
        objects:
          refund: {name: Refund, reverses: capture}        (and no flow carries a refund)

    Right:
        object: refund                                     (in a flow)
    """
    project, catalog = context.project, context.project.catalog
    if catalog is None or catalog.yaml_document is None or project.unreadable or not project.flows_in_force:
        return
    ends = [_Ends.of(project, variant) for record in project.flows_in_force for variant in variants_of(record)]
    missing: list[tuple[str, Location]] = []
    if all(end.business_object is not None and end.business_object in catalog.objects for end in ends):
        carried = {end.business_object for end in ends}
        for name, entry in catalog.objects.items():
            relation = "part-of" if entry.part_of else "reverses" if entry.reverses else None
            if relation is not None and not entry.critical and name not in carried:
                location = catalog.yaml_document.at(("objects", name, relation))
                other = entry.part_of or entry.reverses
                missing.append((f"`{name}` ({relation.replace('-', ' ')} `{other}`)", location))
    if len(project.flows_in_force) >= _WELL_BEGUN:
        present = {entry.role for entry in catalog.systems.values()}
        place = catalog.yaml_document.at(("systems",))
        for step in _STEPS:
            if all(present & roles for roles in step.among) and not any(end.may_be(step) for end in ends):
                missing.append((step.name, place))
    if missing:
        first = missing[0][1]
        yield Problem(
            "",
            first,
            "no flow carries " + "; ".join(words for words, _ in missing),
            "write a flow for each, or say in the text of the programme why the step does not happen here",
            tuple((place, f"{words} is looked for because of this") for words, place in missing[1:] if place != first),
            field="objects",
            value=" ".join(words for words, _ in missing),
        )


@dataclass(frozen=True, slots=True)
class _Ends:
    """The ends of one flow by role, and its object; None where it is open or missing."""

    sources: _Roles | None
    consumers: _Roles | None
    business_object: str | None
    blocks_checkout: bool | None

    @classmethod
    def of(cls, project: Project, variant: Record) -> _Ends:
        flow = variant.flow
        source = flow.source if flow is not None else None
        system = source.system if isinstance(source, Source) else None
        consumers = flow.consumers if flow is not None else None
        is_known = isinstance(consumers, list) and all(isinstance(name, str) for name in consumers)
        latency = flow.latency if flow is not None else None
        class_ = latency.class_ if isinstance(latency, Latency) else None
        return cls(
            _roles(project, [system]) if isinstance(system, str) else None,
            _roles(project, texts(consumers)) if is_known else None,
            flow.object if flow is not None and isinstance(flow.object, str) else None,
            class_ is LatencyClass.CHECKOUT_BLOCKING if isinstance(class_, LatencyClass) else None,
        )

    def may_be(self, step: _Step) -> bool:
        """True where this may be the flow of `step`: nothing that the flow says speaks against it."""
        if self.sources is not None and step.sources and not self.sources & step.sources:
            return False
        if self.consumers is not None and step.consumers and not self.consumers & step.consumers:
            return False
        if self.blocks_checkout and not step.may_block_checkout:
            return False
        if self.business_object is None:
            return True
        if step.objects and not is_about(self.business_object, step.objects):
            return False
        return not (step.not_objects and is_about(self.business_object, step.not_objects))


def _roles(project: Project, systems: list[str]) -> _Roles:
    entries = (project.landscape.systems.get(system) for system in systems)
    return frozenset(entry.role for entry in entries if entry is not None and entry.role is not None)
