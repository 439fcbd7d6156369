"""Family E: whether each failure is in hands that may act, and that are more than one pair."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.findings import Problem
from settled.model.flow import Failure
from settled.model.vocabulary import Authority
from settled.rules.context import Context
from settled.rules.failure_handling import failures_of
from settled.rules.reporting import flow_variants, is_reported, problem_at


def owner_without_authority(context: Context) -> Iterator[Problem]:
    """A failure mode has an owner who may do nothing about it.

    Why: the team that is called at night can only call somebody else, and the hours go by.

    Wrong:
        - mode: ERP rejects the order
          owner: order-operations
          authority: []

    Right:
        - mode: ERP rejects the order
          owner: order-operations
          authority: [retry, repair, escalate]
    """
    for record in flow_variants(context.project):
        for _, path, failure, mode in failures_of(record):
            if not isinstance(failure.owner, str) or not failure.owner.strip():
                continue
            place = (*path, "authority")
            if (failure.authority is None or failure.authority == []) and not is_reported(record, place):
                yield problem_at(
                    record,
                    place,
                    f"`{failure.owner}` answers for `{mode}` and may do nothing about it",
                    "list under `authority` what the team may do without asking: retry, repair, suppress, escalate",
                    value=failure.owner,
                )


def authority_incomplete(context: Context) -> Iterator[Problem]:
    """Over all failure modes of the flow, nobody may retry or repair.

    An owner who may only escalate is right for some failures. It is wrong for all of them.

    Why: whatever happens is passed on until it reaches somebody with access, who has never seen the flow.

    Wrong:
        failures:
          - {mode: ERP rejects the order, owner: order-operations, authority: [escalate]}
          - {mode: hub is down, owner: integration-hub-team, authority: [escalate, suppress]}

    Right:
        failures:
          - {mode: ERP rejects the order, owner: order-operations, authority: [retry, repair, escalate]}
          - {mode: hub is down, owner: integration-hub-team, authority: [escalate]}
    """
    for record in flow_variants(context.project):
        entries = record.flow.failures if record.flow else None
        if not isinstance(entries, list) or not entries or record.is_invalid(("failures",)):
            continue
        granted: set[Authority] = set()
        is_known = True
        for index, failure in enumerate(entries):
            authority = failure.authority if isinstance(failure, Failure) else None
            words = [word for word in authority if isinstance(word, Authority)] if isinstance(authority, list) else []
            place = ("failures", index, "authority")
            # What is open, bad or missing has been told, and may be the very authority that is looked for.
            is_known &= bool(words) and isinstance(authority, list) and len(words) == len(authority)
            is_known &= not is_reported(record, place)
            granted.update(words)
        if is_known and not granted & {Authority.RETRY, Authority.REPAIR}:
            may = " and ".join(sorted(granted))
            yield problem_at(
                record,
                ("failures",),
                f"nobody may retry or repair anything on this flow: all owners may only {may}",
                "give the owner of at least one failure the authority and the access to `retry` or `repair`",
                value=may,
            )


def single_person_owner(context: Context) -> Iterator[Problem]:
    """A failure is owned by a team of one, and nobody is named who is called next.

    Asked of teams whose number of people the catalog gives (`members: 1`) and that have no `escalation`. Told once
    for each flow and team.

    Why: that person is on holiday, asleep or gone on the day it breaks, and with them the right to act.

    Wrong:
        # decisions/catalog.yml
        order-operations: {name: Order operations, members: 1}

    Right:
        # decisions/catalog.yml
        order-operations: {name: Order operations, members: 1, escalation: [erp-team]}
    """
    catalog = context.project.catalog
    lone = (
        {team for team, entry in catalog.teams.items() if entry.members == 1 and not entry.escalation}
        if catalog
        else ()
    )
    if catalog is None or not lone:
        return
    for record in flow_variants(context.project):
        reported: set[str] = set()
        for _, path, failure, mode in failures_of(record):
            owner = failure.owner
            if not isinstance(owner, str) or owner not in lone or owner in reported:
                continue
            reported.add(owner)
            location = catalog.yaml_document.at(("teams", owner, "members")) if catalog.yaml_document else None
            yield problem_at(
                record,
                (*path, "owner"),
                f"`{owner}` answers for `{mode}` and is one person, with nobody behind them",
                f"name under `escalation` in {context.project.catalog_file} who is called next, "
                "or give the failure to a team",
                value=owner,
                related=((location, f"here the catalog says how many people `{owner}` has"),) if location else (),
            )
