"""Family J: whether values of two systems can be told apart, and are there when a flow joins on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from settled.flows.landscape import Landscape
from settled.model.findings import Problem
from settled.model.flow import Identifier
from settled.model.vocabulary import IdentifierRole, Kind, Phase, SystemRole
from settled.model.written_values import Path
from settled.project import Project
from settled.records import Record, texts
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, flows_in_force, problem_at
from settled.rules.value_sources import ValueSources, identifiers_of, prefixes_of, source_system_of

_COMPARED = frozenset({IdentifierRole.JOIN, IdentifierRole.LEGACY, IdentifierRole.MARKETPLACE})


@dataclass(frozen=True, slots=True)
class _Writing:
    """One identifier that a flow writes into a field: with its prefix, and the systems that give the value."""

    record: Record
    name: str
    path: Path
    business_object: str
    sources: frozenset[str]
    is_plain: bool


def same_prefix_from_two_sources(context: Context) -> Iterator[Problem]:
    """Two flows write values of different systems into one field of one system with the same prefix.

    The value is of the system that gives it: `assigned-by`, the source of the object that it identifies (`of`), or the
    source of the first of the flows that hand it on (`source.forwards`). Where a flow says none of these, two sources
    are compared that have the same role in the catalog, or both sell (storefront, marketplace): an article number that
    the warehouse and the ERP both send is one number. Joins, legacy and marketplace identifiers are compared; financial
    ones where `of` or `assigned-by` says whose they are. Two flows of one object with different sources are told as
    two-truths. Told once, at the later flow.

    Why: both shops have an order 10042. In the ERP they are one record, and the second customer gets the parcel of
    the first.

    Wrong:
        prefix: {production: "W-", test: "WT-"}      (order number in VBAK-BSTNK, from the web shop)
        prefix: {production: "W-", test: "T-"}       (order number in VBAK-BSTNK, from the trade shop)

    Right:
        prefix: {production: "W-", test: "WT-"}
        prefix: {production: "T-", test: "TT-"}
    """
    groups: dict[tuple[str, str, str, str], list[_Writing]] = {}
    sources = ValueSources(context.project)
    for record in flow_variants(context.project):
        for system, written, environment, prefix, writing in _writings(record, sources):
            groups.setdefault((system, written.casefold(), environment, prefix), []).append(writing)
    told: dict[tuple[str, str, Path], tuple[_Writing, _Writing, str, str, list[str]]] = {}
    for (system, _, environment, prefix), writings in groups.items():
        for earlier, later in _foreign_pairs(writings, context.project.landscape):
            key = later.record.file, later.record.variant, later.path
            known = told.setdefault(key, (earlier, later, environment, prefix, []))
            if known[2] == environment:
                known[4].append(system)
    for earlier, later, environment, prefix, systems in told.values():
        yield _one_prefix(earlier, later, dict.fromkeys(systems), environment, prefix)


def _writings(record: Record, sources: ValueSources) -> Iterator[tuple[str, str, str, str, _Writing]]:
    flow = record.flow
    here = source_system_of(record)
    consumers = set(texts(flow.consumers)) if flow is not None else set()
    own = flow.object.strip() if flow is not None and isinstance(flow.object, str) else ""
    for index, identifier in identifiers_of(record):
        is_plain = isinstance(identifier.of, str) or isinstance(identifier.assigned_by, str)
        is_compared = identifier.role in _COMPARED or (identifier.role is IdentifierRole.FINANCIAL and is_plain)
        prefixes = prefixes_of(identifier)
        if not is_compared or not prefixes or not isinstance(identifier.name, str):
            continue
        of_value = sources.of(record, identifier)
        fields = identifier.in_ if isinstance(identifier.in_, dict) else {}
        path: Path = ("identifiers", index, "prefix")
        is_plain = is_plain or bool(getattr(flow.source if flow is not None else None, "forwards", None))
        writing = _Writing(record, identifier.name, path, own, of_value, is_plain)
        for system, written in fields.items():
            if of_value and system in consumers and system != here and isinstance(written, str) and written.strip():
                for environment, prefix in prefixes.items():
                    yield system, written.strip(), environment, prefix, writing


def _foreign_pairs(writings: list[_Writing], landscape: Landscape) -> Iterator[tuple[_Writing, _Writing]]:
    """Each writing with the first one of another source that cannot be the same value; one for each source."""
    firsts: dict[frozenset[str], _Writing] = {}
    for later in writings:
        if later.sources in firsts:
            continue
        earlier = next((each for each in firsts.values() if _are_foreign(each, later, landscape)), None)
        if earlier is not None:
            yield earlier, later
        firsts[later.sources] = later


def _are_foreign(earlier: _Writing, later: _Writing, landscape: Landscape) -> bool:
    """True where two flows write values of different systems that number for themselves."""
    if earlier.record.file == later.record.file or not earlier.sources.isdisjoint(later.sources):
        return False
    if earlier.business_object and earlier.business_object == later.business_object:
        return False
    return (earlier.is_plain and later.is_plain) or bool(_roles(earlier, landscape) & _roles(later, landscape))


def _roles(writing: _Writing, landscape: Landscape) -> set[SystemRole]:
    """The roles of the systems that give the value; those that sell count as one."""
    known = (landscape.systems[each].role for each in writing.sources if each in landscape.systems)
    sells = {SystemRole.MARKETPLACE: SystemRole.STOREFRONT}
    return {sells.get(role, role) for role in known if role is not None and role is not SystemRole.OTHER}


def _one_prefix(earlier: _Writing, later: _Writing, systems: Iterable[str], environment: str, prefix: str) -> Problem:
    mine, other = (" and ".join(f"`{each}`" for each in sorted(one.sources)) for one in (later, earlier))
    shown = f"the prefix `{prefix}`" if prefix else "no prefix"
    where = " and of ".join(f"`{system}`" for system in systems)
    return problem_at(
        later.record,
        (*later.path, environment),
        f"`{later.name}` of {mine} and `{earlier.name}` of {other} (in {earlier.record.label}) stand in one field of "
        f"{where} with {shown} in {environment}",
        "give the values of each source a prefix of its own",
        value=f"{later.name} {where} {prefix} {' '.join(sorted(earlier.sources))}",
        related=((earlier.record.at((*earlier.path, environment)), f"here {other} writes with {shown}"),),
    )


def supplied_later(context: Context) -> Iterator[Problem]:
    """A flow joins on an identifier of another object, and that object is not there yet.

    Told where the flow is live and no flow of the object named under `of` is; where it is in rehearsal and none of
    them has come as far; and where all of them wait for this flow, by `after`, `requires` or `source.forwards`.
    A financial reference is carried along and looked up by nobody on the way: it waits for no flow.

    Why: every record arrives and finds no partner. What was meant to be a join becomes a list that somebody works
    off by hand.

    Wrong:
        phase: live                                   (FLOW-0001, orders)
        identifiers:
          - {name: customer number, role: join, of: customer, in: {storefront: customer.id, erp: KNA1-KUNNR}}

        object: customer                              (FLOW-0002)
        phase: build

    Right:
        object: customer                              (FLOW-0002)
        phase: live
    """
    suppliers = _Suppliers(context.project)
    for record in flow_variants(context.project):
        own = record.flow.object if record.flow is not None else None
        for index, identifier in identifiers_of(record):
            named = identifier.of.strip() if isinstance(identifier.of, str) else ""
            is_joined_on = identifier.role is not IdentifierRole.FINANCIAL
            if named not in suppliers.of_object or named == own or not is_joined_on:
                continue
            why = _why_late(record, named, suppliers)
            if why:
                yield _not_there(record, index, identifier, named, suppliers.of_object[named], why)


def _not_there(
    record: Record, index: int, identifier: Identifier, named: str, suppliers: list[Record], why: str
) -> Problem:
    listed = ", ".join(supplier.id for supplier in suppliers[:3]) + (" and more" if len(suppliers) > 3 else "")
    return problem_at(
        record,
        ("identifiers", index, "of"),
        f"`{identifier.name}` identifies `{named}`, {why} ({listed})",
        f"deliver a flow of `{named}` first, or say in `after` what comes before what",
        value=f"{named} {why}",
        related=tuple((supplier.at(("phase",)), f"{supplier.id} is in `{supplier.phase}`") for supplier in suppliers),
    )


@dataclass
class _Suppliers:
    """The flows of each object, and what all of them wait for by what they state themselves."""

    project: Project
    of_object: dict[str, list[Record]] = field(default_factory=dict)
    _awaited: dict[str, set[str]] = field(default_factory=dict)
    _earlier: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for record in flows_in_force(self.project):
            if record.flow is not None and isinstance(record.flow.object, str):
                self.of_object.setdefault(record.flow.object.strip(), []).append(record)

    def earlier_than(self, record: Record) -> tuple[str, ...]:
        """The files of the flows that a flow names as earlier."""
        if record.file not in self._earlier:
            self._earlier[record.file] = tuple(_named_earlier(self.project, record))
        return self._earlier[record.file]

    def awaited_by_all(self, name: str) -> set[str]:
        """The files of the flows for which every flow of an object waits, through others as well."""
        if name not in self._awaited:
            first, *others = self.of_object[name]
            common = self._awaited_by(first)
            for other in others:
                common = common & self._awaited_by(other) if common else common
            self._awaited[name] = common
        return self._awaited[name]

    def _awaited_by(self, record: Record) -> set[str]:
        seen: set[str] = set()
        waiting = [record]
        while waiting:
            for file in self.earlier_than(waiting.pop()):
                if file not in seen:
                    seen.add(file)
                    waiting.append(self.project.by_file[file])
        return seen


def _named_earlier(project: Project, record: Record) -> Iterator[str]:
    flow = record.flow
    if flow is None:
        return
    required = flow.requires if isinstance(flow.requires, list) else []
    forwards = getattr(flow.source, "forwards", None)
    names = [*texts(flow.after), *texts(forwards), *texts([getattr(each, "flow", None) for each in required])]
    for name in names:
        other = project.resolve(name, record, Kind.FLOW)
        if other is not None and other.kind is Kind.FLOW and other.is_in_force and other.file != record.file:
            yield other.file


def _why_late(record: Record, named: str, suppliers: _Suppliers) -> str:
    """Why no flow of an object has delivered when a flow joins on what it brings; empty where one may have."""
    phases = [supplier.phase for supplier in suppliers.of_object[named]]
    files = {supplier.file for supplier in suppliers.of_object[named]}
    if Phase.LIVE in phases or not files.isdisjoint(suppliers.earlier_than(record)):
        return ""  # where it comes after one of them, another rule tells whether that one is far enough
    if record.phase is Phase.LIVE:
        return "and no flow of it is live"
    if record.phase is Phase.REHEARSAL and all(phase.rank < record.phase.rank for phase in phases):
        return "and no flow of it is in rehearsal yet"
    if record.file in suppliers.awaited_by_all(named):
        return "and all flows of it come after this one"
    return ""
