"""Family F: who may change, reject and correct, and why the pattern is the right one."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.answers import OpenQuestion
from settled.model.findings import Problem
from settled.model.flow import Pattern
from settled.model.written_values import Path
from settled.project import Project
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, is_reported, problem_at, unanswered_keys


def _absent(project: Project, key: str, wanted: tuple[str, ...], message: str, hint: str) -> Iterator[Problem]:
    """Flows without the section `key`, or where it (or one of its entries) lacks one of the `wanted` keys."""
    for record in flow_variants(project):
        path: Path = (key,)
        value = getattr(record.flow, key.replace("-", "_"))
        is_list = isinstance(value, list)
        entries = [((*path, index), entry) for index, entry in enumerate(value)] if is_list else [(path, value)]
        for entry_path, entry in entries:
            if record.is_invalid(entry_path) or isinstance(entry, OpenQuestion):
                continue
            lacking = unanswered_keys(record, entry_path, entry, wanted)
            if lacking:
                place = (*entry_path, lacking[0]) if entry is not None else entry_path
                yield problem_at(record, place, message, hint, value=" ".join(lacking))


def missing_enrich_rule(context: Context) -> Iterator[Problem]:
    """The flow does not say which systems may enrich or change the object on its way.

    An empty list is an answer: nobody may.

    Why: an integration layer that "just adds a default" becomes a second source of truth that no team owns.

    Wrong:
        consumers: [erp]         (and no `may-change`)

    Right:
        may-change: []
    """
    yield from _absent(
        context.project,
        "may-change",
        ("system",),
        "nobody said which systems may enrich or change the object on its way",
        "list them under `may-change`; an empty list says that nobody may",
    )


def missing_reject_rule(context: Context) -> Iterator[Problem]:
    """The flow does not say which systems may refuse the object, and on what rule.

    An empty list is an answer: nobody may.

    Why: a refusal that nobody foresaw is retried for ever or dropped without a word.

    Wrong:
        consumers: [erp]         (and no `may-reject`)

    Right:
        may-reject:
          - system: erp
            rule: the customer account is blocked
    """
    yield from _absent(
        context.project,
        "may-reject",
        ("system", "rule"),
        "nobody said which systems may reject the object, and on what rule",
        "list them under `may-reject`; an empty list says that nobody may",
    )


def missing_correction_rights(context: Context) -> Iterator[Problem]:
    """The flow does not say who may correct bad data, and who may only ask for it.

    Both lists must be there; an empty one is an answer.

    Why: two teams correct the same record in two systems, and the next run overwrites one of them.

    Wrong:
        consumers: [erp]         (and no `corrections`)

    Right:
        corrections:
          correct: [order-operations]
          request: [customer-service]
    """
    yield from _absent(
        context.project,
        "corrections",
        ("correct", "request"),
        "nobody said which teams may correct bad data, and which can only ask for it",
        "name the teams under `corrections.correct` and `corrections.request`",
    )


def pattern_without_reason(context: Context) -> Iterator[Problem]:
    """The pattern is chosen and no reason is given.

    Why: the next team changes it without knowing what it was protecting.

    Wrong:
        pattern:
          type: event

    Right:
        pattern:
          type: event
          because: the ERP is down every night and the shop must keep selling
    """
    for record in flow_variants(context.project):
        pattern = record.flow.pattern if record.flow else None
        if not isinstance(pattern, Pattern) or pattern.type is None or isinstance(pattern.type, OpenQuestion):
            continue
        path = ("pattern", "because")
        if not (pattern.because if isinstance(pattern.because, str) else pattern.because is not None) and (
            not record.is_invalid(path)
        ):
            yield problem_at(
                record,
                path,
                f"the pattern `{pattern.type.value}` has no reason",
                "say under `pattern.because` what made it the right one for this flow",
            )


def missing_object(context: Context) -> Iterator[Problem]:
    """The flow does not say which business object moves.

    Why: two flows that carry the same object and name different sources for it can then not be told apart from
    two flows that have nothing to do with one another.

    Wrong:
        kind: flow
        source: {system: storefront, trigger: order paid}

    Right:
        kind: flow
        object: order
        source: {system: storefront, trigger: order paid}
    """
    for record in flow_variants(context.project):
        value = record.flow.object if record.flow is not None else None
        is_absent = value is None or (isinstance(value, str) and not value.strip())
        # A template that nobody has filled in is told by the six decisions and by its text.
        if is_absent and not is_reported(record, ("object",)):
            yield problem_at(
                record,
                ("object",),
                "nobody said which business object moves",
                "name it under `object`, as the catalog lists it under `objects`",
            )
