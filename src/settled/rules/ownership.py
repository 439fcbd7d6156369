"""Family O: who owns the truth, seen across flows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from settled.flows.named_flows import truths_of
from settled.model.findings import Problem
from settled.model.flow import Corrections
from settled.model.written_values import Path
from settled.project import Project
from settled.records import Record
from settled.rules.changes import field_claims
from settled.rules.context import Context
from settled.rules.reporting import problem_at


@dataclass(frozen=True, slots=True)
class _Truth:
    """The systems that one flow calls the source of its object, over its variants, with where it says so."""

    record: Record
    systems: dict[str, Path]

    @property
    def path(self) -> Path:
        """Where it says so first."""
        return next(iter(self.systems.values()))

    @property
    def in_words(self) -> str:
        return " and ".join(f"`{system}`" for system in self.systems)

    def agrees_with(self, other: _Truth) -> bool:
        """True where one of them names no source that the other one does not know."""
        return self.systems.keys() <= other.systems.keys() or other.systems.keys() <= self.systems.keys()


def two_truths(context: Context) -> Iterator[Problem]:
    """Two flows name different systems as the source of the same object, or as the writer of the same field.

    Told once for an object, with the place of every flow that names another source. A flow that passes on what another
    one brought (`source.forwards`) names no truth of its own, and the variants of one flow may have different sources.
    A field has two truths
    where two flows of one object let different systems change it, and neither has a `conflict` rule; told
    once for a field.

    Why: two sources of truth are none. Each system overwrites the other, and both were told that they may.

    Wrong:
        object: price                    (in FLOW-0001)
        source: {system: erp}

        object: price                    (in FLOW-0002)
        source: {system: pim}

    Right:
        object: price                    (in both flows; or `forwards: [FLOW-0001]` in the source of the second)
        source: {system: erp}
    """
    by_object: dict[str, list[_Truth]] = {}
    for record in context.project.flows:
        business_object = record.flow.object if record.flow is not None else None
        if record.is_in_force and isinstance(business_object, str):
            truths = truths_of(record)
            if truths:
                by_object.setdefault(business_object, []).append(_Truth(record, truths))
    for business_object, claims in by_object.items():
        first = max(claims, key=lambda claim: len(claim.systems))
        others = [claim for claim in claims if not claim.agrees_with(first)]
        if not others:
            continue
        claim = others[0]
        sources = {system for each in claims for system in each.systems}
        yield problem_at(
            claim.record,
            claim.path,
            f"two truths for `{business_object}`: {claim.record.label} says {claim.in_words}, "
            f"{first.record.label} says {first.in_words}",
            "decide which system holds the truth, or name two different objects",
            value=" ".join([business_object, *sorted(sources)]),
            related=(
                (first.record.at(first.path), f"here it is {first.in_words}"),
                *((other.record.at(other.path), f"here it is {other.in_words}") for other in others[1:]),
            ),
        )
    yield from _two_writers(context.project)


def _two_writers(project: Project) -> Iterator[Problem]:
    """The fields of one object that different systems may change, each in a flow of its own."""
    for (business_object, _), claims in field_claims(project).items():
        first = claims[0]
        others = [claim for claim in claims if claim.record.file != first.record.file and claim.system != first.system]
        if not others:
            continue
        claim = others[0]
        yield problem_at(
            claim.record,
            claim.path,
            f"two truths for `{claim.field}` of `{business_object}`: {claim.record.label} lets `{claim.system}` "
            f"change it, {first.record.label} lets `{first.system}`",
            "let one system write the field, or write under `conflict` whose value stands",
            value=" ".join([business_object, claim.field, *sorted({first.system, *(o.system for o in others)})]),
            related=tuple(
                (other.record.at(other.path), f"here it is `{other.system}`") for other in (first, *others[1:])
            ),
        )


def truth_differs_from_catalog(context: Context) -> Iterator[Problem]:
    """The flows of an object name another source than the catalog does.

    Asked where the flows agree with each other; where they do not, that is two truths. Told once for an object. A flow
    that passes on what another one brought (`source.forwards`) is not asked.

    Why: whoever plans the next flow looks into the catalog and connects to a system that does not hold the
    truth.

    Wrong:
        object: price                    (in the catalog: source: erp)
        source: {system: pim}

    Right:
        source: {system: erp}
    """
    catalog = context.project.catalog
    by_object: dict[str, list[_Truth]] = {}
    for hop in context.project.hops:
        truths = truths_of(hop.record) if hop.business_object is not None else {}
        if hop.business_object is not None and truths:
            by_object.setdefault(hop.business_object, []).append(_Truth(hop.record, truths))
    for business_object, claims in by_object.items():
        entry = catalog.objects.get(business_object) if catalog else None
        first = max(claims, key=lambda claim: len(claim.systems))
        if catalog is None or entry is None or not entry.source or not all(map(first.agrees_with, claims)):
            continue
        sources = {system for claim in claims for system in claim.systems}
        if entry.source in sources or not {*sources, entry.source} <= set(catalog.systems):
            continue
        in_catalog = catalog.yaml_document.at(("objects", business_object, "source")) if catalog.yaml_document else None
        yield problem_at(
            first.record,
            first.path,
            f"the source of `{business_object}` is {first.in_words} here and `{entry.source}` in the catalog",
            "decide which system holds the truth, and write it in both places",
            value=" ".join([business_object, *first.systems, entry.source]),
            related=(
                *(((in_catalog, f"here it is `{entry.source}`"),) if in_catalog else ()),
                *(
                    (claim.record.at(claim.path), f"here it is {claim.in_words} too")
                    for claim in claims
                    if claim is not first
                ),
            ),
        )


def corrector_is_also_requester(context: Context) -> Iterator[Problem]:
    """A team may correct bad data and stands among those that can only ask for it.

    Why: the two lists say whom to call. A team on both calls itself, or waits for a correction that it was
    to make.

    Wrong:
        corrections:
          correct: [order-operations]
          request: [customer-service, order-operations]

    Right:
        corrections:
          correct: [order-operations]
          request: [customer-service]
    """
    for hop in context.project.hops:
        flow = hop.record.flow
        rights = flow.corrections if flow is not None else None
        if not isinstance(rights, Corrections) or not isinstance(rights.request, list):
            continue
        correcting = rights.correct if isinstance(rights.correct, list) else []
        for index, team in enumerate(rights.request):
            if isinstance(team, str) and team.strip() and team in correcting and team not in rights.request[:index]:
                correct_path = ("corrections", "correct", correcting.index(team))
                yield problem_at(
                    hop.record,
                    ("corrections", "request", index),
                    f"`{team}` may correct, and can only ask for it",
                    "keep the team on one of the two lists",
                    value=team,
                    related=((hop.record.at(correct_path), "here it may correct"),),
                )


def critical_object_without_flow(context: Context) -> Iterator[Problem]:
    """The catalog calls an object critical, and no flow in force carries it.

    Asked as soon as there is a flow in force: before that the programme has only begun. Not asked while a flow does
    not say which object it carries, or cannot be read.

    Why: what the business cannot do without is moved by something. Without a record it is moved by a job
    that nobody decided on.

    Wrong:
        # decisions/catalog.yml
        objects:
          refund: {name: Refund, critical: true}

    Right:
        # decisions/flows/0014-refund.md
        object: refund
    """
    catalog = context.project.catalog
    if catalog is None or not context.project.hops or context.project.unreadable:
        return
    if any(hop.business_object is None for hop in context.project.hops):
        return
    carried = {hop.business_object for hop in context.project.hops}
    # A flow that names an object which is not there may mean any of them.
    if not carried <= set(catalog.objects):
        return
    dead = {record.flow.object: record for record in context.project.flows if record.flow and not record.is_in_force}
    for business_object, entry in catalog.objects.items():
        if entry.critical and business_object not in carried and catalog.yaml_document is not None:
            path = ("objects", business_object, "critical")
            ended = dead.get(business_object)
            yield Problem(
                "",
                catalog.yaml_document.at(path),
                f"`{business_object}` is critical, and no flow in force carries it",
                f'write a flow for it (`adr new --kind flow "{catalog.object_name(business_object)}"`), '
                "or take `critical` away",
                ((ended.status_location, f"{ended.id} carried it and is {ended.status_text}"),) if ended else (),
                field=".".join(path),
                value=business_object,
            )
