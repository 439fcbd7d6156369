"""Family J: what identifiers are needed besides the join, and what tells one environment's from another's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from settled.flows.routes import Hop, hops_of_variants
from settled.model.findings import Location, Problem
from settled.model.known_words import nearest
from settled.model.vocabulary import IdentifierRole, SystemRole
from settled.project import Project
from settled.rules.context import Context
from settled.rules.reporting import problem_at


def missing_environment_prefix(context: Context) -> Iterator[Problem]:
    """The source and a consumer both have several environments, and nothing tells their identifiers apart.

    Asked of joins, marketplace and financial identifiers whose source and at least one consumer have two or
    more environments of the same names in the catalog. One prefix is enough of an answer.

    Why: order 10042 exists in production and in test. When a test delivery reaches a production system, or a
    copy of production is loaded into test, the two become one record.

    Wrong:
        - name: order number
          role: join
          in: {storefront: order.name, erp: VBAK-BSTNK}

    Right:
        - name: order number
          role: join
          in: {storefront: order.name, erp: VBAK-BSTNK}
          prefix: {production: "W-", test: "WT-"}
    """
    for hop in _in_each_variant(context.project):
        own = _environments(context.project, hop.source) if hop.source else set()
        if len(own) < 2:
            continue
        for identifier in hop.identifiers:
            path = ("identifiers", identifier.index, "prefix")
            is_asked = identifier.role not in {None, IdentifierRole.LEGACY} and hop.source in identifier.fields
            if identifier.prefix is not None or not is_asked or hop.record.is_invalid(path):
                continue
            shared = {
                system: own & _environments(context.project, system)
                for system in hop.consumers
                if system != hop.source and system in identifier.fields
            }
            sharing = next((system for system, names in shared.items() if len(names) > 1), None)
            if sharing is not None:
                names = ", ".join(sorted(shared[sharing]))
                yield problem_at(
                    hop.record,
                    path,
                    f"`{identifier.name}` has no prefix, and `{hop.source}` and `{sharing}` "
                    f"both have the environments {names}",
                    'give each environment its own under `prefix`, as in: {production: "W-", test: "WT-"}',
                    value=identifier.name,
                )


def _in_each_variant(project: Project) -> Iterator[Hop]:
    """The flows in force as hops, each in every one of its variants: a prefix may differ from one to the next."""
    for record in project.flows_in_force:
        yield from hops_of_variants(record)


def _environments(project: Project, system: str) -> set[str]:
    entry = project.catalog.systems.get(system) if project.catalog else None
    return {name for name in (entry.environments if entry and entry.environments else ()) if isinstance(name, str)}


def unknown_environment(context: Context) -> Iterator[Problem]:
    """An identifier has a prefix for an environment that no system of its flow has.

    The environments of a system stand in the catalog. Where none of the flow's systems has any, those of all systems
    are taken; where nobody has listed one, nothing is asked.

    Why: the prefix of a misspelt environment is never used, and the records of the real one carry none.

    Wrong:
        prefix: {produktion: "W-", test: "WT-"}

    Right:
        prefix: {production: "W-", test: "WT-"}
    """
    everywhere = {name for system in _systems(context.project) for name in _environments(context.project, system)}
    for hop in _in_each_variant(context.project):
        systems = {hop.source or "", *hop.consumers, *(field for each in hop.identifiers for field in each.fields)}
        known = {name for system in systems for name in _environments(context.project, system)} or everywhere
        for identifier in hop.identifiers if known else ():
            for environment in identifier.prefix or {}:
                path = ("identifiers", identifier.index, "prefix", environment)
                if environment in known or hop.record.is_invalid(path):
                    continue
                guess = nearest(environment, known)
                have = f"they have: {', '.join(sorted(known))}"
                also = f"{have}; or list it in {context.project.catalog_file}"
                yield problem_at(
                    hop.record,
                    path,
                    f"`{identifier.name}` has a prefix for `{environment}`, which no system of the flow has",
                    f"did you mean `{guess}`? {have}" if guess else also,
                    value=f"{identifier.name} {environment}",
                )


def _systems(project: Project) -> Iterable[str]:
    return project.catalog.systems if project.catalog is not None else ()


def same_prefix_in_two_environments(context: Context) -> Iterator[Problem]:
    """Two environments give an identifier the same prefix.

    Why: a prefix that two environments share tells nobody which of them a record belongs to, and looks as if
    it did.

    Wrong:
        prefix: {production: "W-", test: "W-"}

    Right:
        prefix: {production: "W-", test: "WT-"}
    """
    for hop in _in_each_variant(context.project):
        for identifier in hop.identifiers:
            first: dict[str, str] = {}
            for environment, prefix in (identifier.prefix or {}).items():
                written = prefix.strip()
                if not written:
                    continue
                path = ("identifiers", identifier.index, "prefix")
                other = first.setdefault(written, environment)
                if other != environment:
                    yield problem_at(
                        hop.record,
                        (*path, environment),
                        f"`{identifier.name}` has the prefix `{written}` in {other} and in {environment}",
                        "give each environment a prefix of its own",
                        value=f"{identifier.name} {written}",
                        related=((hop.record.at((*path, other)), f"here it is given to {other}"),),
                    )


def financial_reference_missing(context: Context) -> Iterator[Problem]:
    """A flow moves money, and none of its identifiers is a financial reference.

    Asked of flows whose object the catalog calls `financial: true`.

    Why: finance finds a payment by the reference on the statement. A refund that carries an order number
    alone is matched by amount and date, by hand, at the month's end.

    Wrong:
        object: refund                   (in the catalog: financial: true)
        identifiers:
          - {name: order number, role: join, in: {storefront: order.name, erp: VBAK-BSTNK}}

    Right:
        identifiers:
          - {name: order number, role: join, in: {storefront: order.name, erp: VBAK-BSTNK}}
          - {name: payment reference, role: financial, in: {storefront: transaction.id, erp: BSEG-XREF1}}
    """
    for hop in context.project.hops:
        entry = context.project.catalog.objects.get(hop.business_object or "") if context.project.catalog else None
        if entry is not None and entry.financial and _has_none(hop, IdentifierRole.FINANCIAL):
            yield problem_at(
                hop.record,
                ("identifiers",),
                f"`{hop.business_object}` is money, and no identifier is a financial reference",
                "name the reference by which finance finds the payment, with `role: financial`",
                value=hop.business_object or "",
                related=_in_catalog(
                    context.project, ("objects", hop.business_object or "", "financial"), "it is money"
                ),
            )


def marketplace_id_missing(context: Context) -> Iterator[Problem]:
    """A flow comes from a marketplace, and none of its identifiers is the marketplace's own.

    Asked of flows whose source has the role `marketplace` in the catalog.

    Why: the marketplace answers questions, pays and refunds by its own number. Without it nobody can tell
    the marketplace which order is meant.

    Wrong:
        source: {system: marketplace}
        identifiers:
          - {name: order number, role: join, in: {marketplace: merchantReference, erp: VBAK-BSTNK}}

    Right:
        identifiers:
          - {name: order number, role: join, in: {marketplace: merchantReference, erp: VBAK-BSTNK}}
          - {name: marketplace order id, role: marketplace, in: {marketplace: order.id, erp: VBKD-BSTKD_E}}
    """
    for hop in context.project.hops:
        entry = context.project.catalog.systems.get(hop.source or "") if context.project.catalog else None
        if entry is not None and entry.role is SystemRole.MARKETPLACE and _has_none(hop, IdentifierRole.MARKETPLACE):
            yield problem_at(
                hop.record,
                ("identifiers",),
                f"`{hop.source}` is a marketplace, and no identifier is the marketplace's own",
                "name the number that it gives the record, with `role: marketplace`",
                value=hop.source or "",
                related=_in_catalog(context.project, ("systems", hop.source or "", "role"), "it is a marketplace"),
            )


def _has_none(hop: Hop, role: IdentifierRole) -> bool:
    """True where the list of identifiers is complete and holds none of this role."""
    return hop.is_identified and not hop.of_role(role)


def _in_catalog(project: Project, path: tuple[str, ...], words: str) -> tuple[tuple[Location, str], ...]:
    yaml_document = project.catalog.yaml_document if project.catalog else None
    return ((yaml_document.at(path), f"here the catalog says that {words}"),) if yaml_document is not None else ()
