"""Family J: the identifiers that join a record in one system to the same record in another."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from settled.flows.routes import Hop, HopIdentifier, Route, folded
from settled.model.findings import Problem
from settled.model.vocabulary import IdentifierRole
from settled.project import Project
from settled.rules.context import Context
from settled.rules.reporting import problem_at, shortened
from settled.settings.word_lists import WordLists


def join_one_sided(context: Context) -> Iterator[Problem]:
    """A consumer cannot be joined to the source, or a join has a field in one system alone.

    Each consumer needs at least one identifier of role `join` that has a field in the source and in that
    consumer. Where there are several joins, one of them may leave a consumer out, as long as it joins two
    systems at all. The systems under `via` only carry the object and are not asked.

    Why: without a common field nobody can say which record over there is this one here. The join is then
    guessed from amount and date, and two orders become one.

    Wrong:
        source: {system: storefront}
        consumers: [erp, wms]
        identifiers:
          - name: order number
            role: join
            in: {storefront: order.name, erp: VBAK-BSTNK}

    Right:
        in: {storefront: order.name, erp: VBAK-BSTNK, wms: external_id}
    """
    for hop in context.project.hops:
        joins = hop.of_role(IdentifierRole.JOIN)
        consumers = [system for system in hop.consumers if system != hop.source and _is_known(context.project, system)]
        if not _can_be_asked(context.project, hop) or hop.source is None or not joins or not consumers:
            continue
        ends = [hop.source, *consumers]
        joined = {system for join in joins if hop.source in join.fields for system in join.fields}
        missing = [system for system in consumers if system not in joined]
        if missing:
            yield _unjoined(hop, joins, missing)
            continue
        for join in joins:
            held = [system for system in ends if system in join.fields]
            if len(held) < 2:
                where = f"a field in `{held[0]}` alone" if held else "no field in the source or a consumer"
                yield problem_at(
                    hop.record,
                    ("identifiers", join.index, "in"),
                    f"`{join.name}` joins nothing: it has {where}",
                    "name its field in the other systems of the flow, or take it out",
                    value=join.name,
                )


def _unjoined(hop: Hop, joins: tuple[HopIdentifier, ...], missing: list[str]) -> Problem:
    of_source = [join for join in joins if hop.source in join.fields]
    join = (of_source or joins)[0]
    if not of_source:
        names = " nor ".join(f"`{join.name}`" for join in joins)
        message = f"{names} has no field in the source `{hop.source}`"
        message = f"neither {message}" if len(joins) > 1 else message
        hint = f"name the field that holds it under `in.{hop.source}`"
        return problem_at(
            hop.record, ("identifiers", join.index, "in"), message, hint, value=f"{join.name} {hop.source}"
        )
    systems = " and ".join(f"`{system}`" for system in missing)
    if len(of_source) == 1:
        message = f"`{join.name}` has no field in {systems}, so nothing joins it to the source `{hop.source}`"
    else:
        message = f"no identifier has a field in {systems} and in the source `{hop.source}`"
    return problem_at(
        hop.record,
        ("identifiers", join.index, "in"),
        message,
        "name the field that holds it there under `in`",
        value=" ".join([join.name, *missing]),
    )


def _is_known(project: Project, system: str) -> bool:
    """False for a name that is not in the catalog, which has been told."""
    return project.catalog is None or system in project.catalog.systems


def _can_be_asked(project: Project, hop: Hop) -> bool:
    """True where the identifiers are complete and all systems named with them exist."""
    return hop.is_identified and all(
        _is_known(project, system)
        for system in (*([hop.source] if hop.source else []), *(s for i in hop.identifiers for s in i.fields))
    )


@dataclass
class _Arrivals:
    """What the flows bring to one system: identifiers by name and by field, and whether all of it is known."""

    names: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    is_certain: bool = True

    def hold(self, identifier: HopIdentifier, system: str) -> bool:
        """True when the identifier arrives, under its name or in the same field under another one."""
        return identifier.key in self.names or folded(identifier.fields[system]) in self.fields


def join_chain_broken(context: Context) -> Iterator[Problem]:
    """A system is to send on an identifier that no flow brought to it, though it comes from further up the route.

    Flow B follows flow A when a consumer of A is the source of B, and both carry the same object, or B is
    `after` A, or they share an identifier. The chain is broken where B needs an identifier that a system
    further up the route holds and itself got from nobody, and no flow brings it to the source of B; and where
    A and B carry the same object and not one identifier of B arrives with it. An identifier counts as the same
    by its name or by its field. One that the source of B may have made itself is not asked, nor a `legacy` one,
    nor one that could only have come back from the consumers of B.

    Why: each hop for itself looks complete. When an order is missing at the end of the route, nobody can go
    back from there to the order at the beginning.

    Wrong:
        FLOW-0001, storefront to oms:    order number
        FLOW-0002, oms to erp, after it: order number, payment reference (in the storefront's other flows, too)

    Right:
        FLOW-0001, storefront to oms:    order number, payment reference
        FLOW-0002, oms to erp, after it: order number, payment reference
    """
    arrivals, origins = _arrivals(context.project), _origins(context.project)
    known: dict[_Question, tuple[Hop, ...] | None] = {}
    for hop in context.project.hops:
        arriving = arrivals.get(hop.source or "")
        if hop.source is None or arriving is None or not arriving.is_certain or not _can_be_asked(context.project, hop):
            continue
        needed = [
            identifier
            for identifier in hop.brings(hop.source)
            if identifier.role is not IdentifierRole.LEGACY and any(c in identifier.fields for c in hop.consumers)
        ]
        lost = [identifier for identifier in needed if not arriving.hold(identifier, hop.source)]
        broken = [
            (identifier, route)
            for identifier in lost
            if (route := _route_from(context.project, hop, origins.get(identifier.key, set()) - {hop.source}, known))
            is not None
        ]
        for identifier, route in broken:
            first, previous = route.hops[0], route.hops[-2]
            yield problem_at(
                hop.record,
                ("identifiers", identifier.index),
                f"`{identifier.name}` is needed from `{hop.source}`, and no flow brings it there: "
                f"`{first.source}` has it, {previous.record.label} does not carry it",
                f"carry it on the whole route {' → '.join([*route.systems, *hop.consumers[:1]])}, "
                "or join by an identifier that arrives",
                value=f"{identifier.name} {hop.source}",
                related=(
                    (previous.record.at(("identifiers",)), f"`{hop.source}` gets these identifiers and no other"),
                ),
            )
        nothing_arrives = not broken and needed and len(lost) == len(needed)
        of_object = _bringing_the_object(context.project, hop) if nothing_arrives else []
        if of_object:
            names = ", ".join(f"`{identifier.name}`" for identifier in lost)
            yield problem_at(
                hop.record,
                ("identifiers",),
                f"`{hop.source}` sends on `{hop.business_object}` by {names}, which no flow brings there: "
                f"{of_object[0].record.label} carries other identifiers",
                "name an identifier that arrives with the object",
                value=f"{hop.business_object} {hop.source}",
                related=tuple(
                    (earlier.record.at(("identifiers",)), f"with these identifiers it comes to `{hop.source}`")
                    for earlier in of_object
                ),
            )


def _bringing_the_object(project: Project, hop: Hop) -> list[Hop]:
    """The hops that bring the object of `hop` to its source."""
    found = project.routes.found_by((hop.source or "", f"object {hop.business_object}"))
    return [earlier for earlier in found if earlier.file != hop.file]


def _arrivals(project: Project) -> dict[str, _Arrivals]:
    """What arrives at each system that is the consumer of a flow."""
    found: dict[str, _Arrivals] = {}
    for hop in project.hops:
        for system in hop.consumers:
            if system == hop.source:
                continue
            arriving = found.setdefault(system, _Arrivals())
            arriving.is_certain = arriving.is_certain and hop.is_identified
            for identifier in hop.brings(system):
                arriving.names.add(identifier.key)
                if identifier.fields[system].strip():
                    arriving.fields.add(folded(identifier.fields[system]))
    return found


def _origins(project: Project) -> dict[str, set[str]]:
    """By identifier, the systems that hold it and get it from nobody."""
    held: dict[str, set[str]] = {}
    received: dict[str, set[str]] = {}
    for hop in project.hops:
        for identifier in hop.identifiers:
            held.setdefault(identifier.key, set()).update(identifier.fields)
            received.setdefault(identifier.key, set()).update(
                system for system in hop.consumers if system != hop.source and system in identifier.fields
            )
    return {key: systems - received[key] for key, systems in held.items()}


_Question = tuple[object, ...]


def _route_from(
    project: Project, hop: Hop, systems: set[str], known: dict[_Question, tuple[Hop, ...] | None]
) -> Route | None:
    """The shortest route to `hop` that sets out from one of `systems`.

    Flows between the same systems with the same object and identifiers have the same route behind them: `known`
    keeps what was found, so that many such flows cost one walk.
    """
    if not systems:
        return None
    routes = project.routes
    question: _Question = (
        hop.source,
        frozenset(hop.consumers),
        frozenset(routes.keys_of(hop)),
        tuple(earlier.file for earlier in routes.delivered_before(hop)),
        frozenset(systems),
    )
    if question not in known:
        found = next((route for route in routes.upstream(hop) if route.hops[0].source in systems), None)
        known[question] = found.hops[:-1] if found is not None else None
    before = known[question]
    return Route((*before, hop)) if before is not None else None


def mutable_key(context: Context) -> Iterator[Problem]:
    """A join goes by something that people change: an e-mail address, a name, a phone number, a label.

    Asked of identifiers of role `join`, of the identifier's name and then of its fields. The words are the
    setting `words.mutable-words`, compared word by word (`hostname` and `order name` hold none of them), and
    `name` where it stands alone; a text that ends in id, key, code, guid or uuid (`words.identifying-words`)
    is an identifier.

    Why: the customer marries, the label is corrected, the address moves to another provider. The next
    delivery finds nothing under the new value and makes a second record.

    Wrong:
        - name: customer email
          role: join
          in: {storefront: customer.email, crm: Contact.Email}

    Right:
        - name: customer number
          role: join
          in: {storefront: customer.id, crm: Contact.CustomerNumber}
    """
    for hop in context.project.hops:
        for join in hop.of_role(IdentifierRole.JOIN):
            places = [(("name",), join.name), *((("in", system), name) for system, name in join.fields.items())]
            for path, text in places:
                word = _mutable_word(text, context.project.settings.words)
                if word is not None:
                    yield problem_at(
                        hop.record,
                        ("identifiers", join.index, *path),
                        f"the join goes by `{shortened(text)}`, and {word} can change",
                        "join by a number or id that is given once and never changed",
                        value=text,
                    )
                    break


@functools.lru_cache(maxsize=4096)  # the same names stand in many flows
def _mutable_word(text: str, lists: WordLists) -> str | None:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    words = [word for word in re.split(r"[\W_]+", spaced.lower()) if word]
    if not words or words[-1] in lists.identifying_words:
        return None
    line = f" {' '.join(words)} "
    found = next((phrase for phrase in lists.mutable_words.words if f" {phrase} " in line), None)
    if found is None and words == ["name"]:
        found = "name"
    if found is None:
        return None
    spoken = {"email": "e-mail address", "e mail": "e-mail address", "sku label": "SKU label", "sku name": "SKU name"}
    noun = spoken.get(found, found)
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}".replace("a SKU", "an SKU")
