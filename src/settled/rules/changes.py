"""Family O: systems that change or refuse an object on its way, and whose value stands when two write the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from settled.flows.routes import Hop, folded
from settled.model.findings import Problem
from settled.model.flow import Change, Rejection
from settled.model.vocabulary import SystemRole
from settled.model.written_values import Path
from settled.project import Project
from settled.records import Record, texts
from settled.rules.context import Context
from settled.rules.reporting import problem_at

ROLES_ON_THE_WAY = frozenset({SystemRole.OMS, SystemRole.MIDDLEWARE})
"""Systems of these roles stand between others by their nature, and need not be listed to touch an object."""


@dataclass(frozen=True, slots=True)
class _Changer:
    """A usable entry of `may-change`: `fields` is None for the whole object, and maps the compared to the written."""

    index: int
    system: str
    fields: dict[str, str] | None
    has_conflict_rule: bool

    def shares(self, other: _Changer) -> str | None:
        """In words what both write, None where it is nothing."""
        if self.fields is None or other.fields is None:
            return "the whole object" if self.fields is other.fields else "a field of it"
        return next((f"`{written}`" for key, written in self.fields.items() if key in other.fields), None)


def _changers(hop: Hop) -> list[_Changer]:
    """The systems that may change the object; an entry with an open, bad or empty value is not judged."""
    flow, record = hop.record.flow, hop.record
    found: list[_Changer] = []
    for index, entry in enumerate(flow.may_change if flow is not None and isinstance(flow.may_change, list) else ()):
        path: Path = ("may-change", index)
        if not isinstance(entry, Change) or not isinstance(entry.system, str) or not entry.system.strip():
            continue
        is_open = not (entry.fields is None or isinstance(entry.fields, list))
        is_open = is_open or not (entry.conflict is None or isinstance(entry.conflict, str))
        named = texts(entry.fields)
        is_partly_open = isinstance(entry.fields, list) and len(named) < len(entry.fields)
        if is_open or is_partly_open or any(bad[:2] == path for bad in record.invalid):
            continue
        fields = None if entry.fields is None else {folded(name): name for name in named}
        has_rule = isinstance(entry.conflict, str) and bool(entry.conflict.strip())
        found.append(_Changer(index, entry.system.strip(), fields, has_rule))
    return found


def _needs_conflict_rule(hop: Hop, changer: _Changer) -> bool:
    """True where the changer alone, whatever others do, writes what the source writes."""
    if changer.has_conflict_rule or hop.source is None or changer.system == hop.source or changer.fields == {}:
        return False
    return changer.fields is None or changer.system in hop.consumers


def write_back_without_conflict_rule(context: Context) -> Iterator[Problem]:
    """A system writes what another one writes too, and nothing says whose value stands.

    Asked of a consumer that may change the object, which it holds a copy of; of any system that may change
    the whole object (no `fields`); and of two systems that may change the same field, where neither has a
    rule. A system on the way that adds fields of its own needs none. Where a consumer's fields are its own,
    say so under `conflict`.

    Why: the source sends its value again with the next change, and the other one is lost; or the other is
    sent back, and the two systems correct each other for ever.

    Wrong:
        consumers: [oms, erp]
        may-change:
          - system: oms
            fields: [promised-date]

    Right:
        may-change:
          - system: oms
            fields: [promised-date]
            conflict: the OMS wins until the parcel is packed
    """
    for hop in context.project.hops:
        changers = _changers(hop)
        for place, changer in enumerate(changers):
            path: Path = ("may-change", changer.index, "conflict")
            if _needs_conflict_rule(hop, changer):
                written = ", ".join(f"`{name}`" for name in (changer.fields or {}).values()) or "the whole object"
                yield problem_at(
                    hop.record,
                    path,
                    f"`{changer.system}` may change {written}, which comes from `{hop.source}`, "
                    "and nothing says whose value stands",
                    "write under `conflict` which of the two wins, and until when",
                    value=changer.system,
                    related=((hop.record.at(("source", "system")), f"the source is `{hop.source}`"),),
                )
                continue
            for other in changers[:place]:
                shared = changer.shares(other) if other.system != changer.system else None
                is_settled = changer.has_conflict_rule or other.has_conflict_rule
                if shared is not None and not is_settled and not _needs_conflict_rule(hop, other):
                    yield problem_at(
                        hop.record,
                        path,
                        f"`{other.system}` and `{changer.system}` may both change {shared}, "
                        "and nothing says whose value stands",
                        "write under `conflict` which of the two wins, and until when",
                        value=f"{changer.system} {shared}",
                        related=((hop.record.at(("may-change", other.index)), f"here `{other.system}` may change it"),),
                    )
                    break


@dataclass(frozen=True, slots=True)
class FieldClaim:
    """A flow that lets a system write a field without saying whose value stands."""

    record: Record
    path: Path
    system: str
    field: str


def field_claims(project: Project) -> dict[tuple[str, str], list[FieldClaim]]:
    """By object and field, the flows that let a system write it without a conflict rule.

    Only what no finding of its own flow has told: consumers and writers of the whole object are told there.
    """
    found: dict[tuple[str, str], list[FieldClaim]] = {}
    for hop in project.hops:
        for changer in _changers(hop) if hop.business_object is not None else ():
            if changer.has_conflict_rule or _needs_conflict_rule(hop, changer):
                continue
            for key, written in (changer.fields or {}).items():
                claim = FieldClaim(hop.record, ("may-change", changer.index, "fields"), changer.system, written)
                found.setdefault((hop.business_object or "", key), []).append(claim)
    return found


def changer_not_in_the_flow(context: Context) -> Iterator[Problem]:
    """A system may change or reject the object, and no flow brings the object to it.

    It is asked for among source, consumers and `via` of this flow and of every other flow of the same object.
    Systems with the role `oms` or `middleware` in the catalog stand between others and are not asked.

    Why: a system that never sees the object changes nothing. Either a consumer is missing from the list, or
    the right was given to the wrong system.

    Wrong:
        consumers: [erp, wms]
        may-reject:
          - {system: crm, rule: the customer account is blocked}

    Right:
        consumers: [erp, wms, crm]
        may-reject:
          - {system: crm, rule: the customer account is blocked}
    """
    touching: dict[str, set[str]] = {}
    uncertain: set[str] = set()
    for hop in context.project.hops:
        if hop.business_object is not None:
            touching.setdefault(hop.business_object, set()).update([hop.source or "", *hop.consumers, *hop.via])
            if not _has_all_systems(context.project, hop):
                uncertain.add(hop.business_object)
    for hop in context.project.hops:
        if not _has_all_systems(context.project, hop) or hop.business_object in uncertain:
            continue
        present = {hop.source, *hop.consumers, *hop.via} | touching.get(hop.business_object or "", set())
        reported: set[str] = set()
        for path, system in _touching_entries(hop):
            entry = context.project.catalog.systems.get(system) if context.project.catalog else None
            if entry is None or system in present or system in reported or entry.role in ROLES_ON_THE_WAY:
                continue
            reported.add(system)
            verb = "change" if path[0] == "may-change" else "reject"
            thing = f"`{hop.business_object}`" if hop.business_object else "the object"
            yield problem_at(
                hop.record,
                path,
                f"`{system}` may {verb} {thing}, and no flow of it goes to or through `{system}`",
                "add it to `consumers` or `via`, or name the system that is meant",
                value=system,
            )


def _has_all_systems(project: Project, hop: Hop) -> bool:
    """True where source, consumers and `via` are answered in full, in the catalog's words."""
    flow = hop.record.flow
    if flow is None or hop.source is None or not hop.consumers:
        return False
    if project.catalog is None or not {hop.source, *hop.consumers, *hop.via} <= set(project.catalog.systems):
        return False
    lists = (flow.consumers, flow.via or [])
    is_read = all(isinstance(value, list) and len(texts(value)) == len(value) for value in lists)
    return is_read and not any(path[0] in {"source", "consumers", "via"} for path in hop.record.invalid)


def _touching_entries(hop: Hop) -> Iterator[tuple[Path, str]]:
    flow = hop.record.flow
    entries = (("may-change", flow.may_change), ("may-reject", flow.may_reject)) if flow is not None else ()
    for key, values in entries:
        for index, entry in enumerate(values if isinstance(values, list) else ()):
            if isinstance(entry, (Change, Rejection)) and isinstance(entry.system, str):
                yield (key, index, "system"), entry.system
