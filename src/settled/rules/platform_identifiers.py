"""Family S: whether the identifiers of a flow are what a platform allows in its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from settled.flows.routes import folded
from settled.flows.time_budget import idempotency_of, source_of
from settled.model.findings import Problem
from settled.model.flow import Identifier
from settled.model.platform_words import AssignedBy, Side
from settled.model.written_values import Path
from settled.profiles import PlatformFact
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context
from settled.rules.platform_facts import profile_of, weight_of
from settled.rules.platforms import cited
from settled.rules.reporting import flow_variants, problem_at

_REMARK = re.compile(r"\([^)]*\)")
"""What people write behind the name of a field, in parentheses."""


def identifier_against_the_platform(context: Context) -> Iterator[Problem]:
    """A field of a platform is used as an identifier in a way that the platform does not allow.

    Told where a prefix is to stand in a value that the platform itself assigns, where the idempotency key is a field
    that the platform does not keep unique, and where the longest value does not fit the field.

    Why: the platform gives the number that it wants; two orders share one key; the end of a long number is cut off.

    Wrong:
        - name: order number
          in: {shop: order.name}                         (which the platform does not keep unique)

    Right:
        - name: order number
          in: {shop: order.id}
    """
    for record in flow_variants(context.project):
        key = idempotency_of(record).key
        entries = record.flow.identifiers if record.flow is not None else None
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, Identifier):
                is_key = isinstance(key, str) and isinstance(entry.name, str) and folded(key) == folded(entry.name)
                yield from _against(context.project, record, ("identifiers", index), entry, is_key=is_key)


def _against(project: Project, record: Record, path: Path, entry: Identifier, *, is_key: bool) -> Iterator[Problem]:
    for system, field in entry.in_.items() if isinstance(entry.in_, dict) else ():
        profile = profile_of(project, system)
        if profile is None or not isinstance(field, str) or not field.strip():
            continue
        for fact in profile.facts:
            if not fact.applies_to.names_field(_REMARK.sub("", field)) or not _concerns(record, system, entry, fact):
                continue
            is_source = source_of(record).system == system
            told = _what_is_wrong(fact, entry, system, is_key=is_key, is_source=is_source)
            if told is not None:
                message, hint, key = told
                yield problem_at(
                    record,
                    (*path, *key),
                    f"{message} ({fact.reference})",
                    hint,
                    value=f"{system} {field} {fact.id}",
                    related=((record.at((*path, "in", system)), f"here it is `{field}`"), *cited(record, fact)),
                    at_most=weight_of(fact),
                )
                return


def _concerns(record: Record, system: str, entry: Identifier, fact: PlatformFact) -> bool:
    """True where the fact is about the side on which the system stands, and about what the field identifies."""
    flow = record.flow
    business_object = entry.of if isinstance(entry.of, str) else flow.object if flow is not None else None
    if isinstance(business_object, str) and not fact.applies_to.names_object(business_object):
        return False
    side = Side.SOURCE if source_of(record).system == system else Side.CONSUMER
    return fact.applies_to.side.covers(side)


def _what_is_wrong(
    fact: PlatformFact, entry: Identifier, system: str, *, is_key: bool, is_source: bool
) -> tuple[str, str, Path] | None:
    """The mistake in words, what to do, and at which key; None where there is none."""
    prefixes = entry.prefix if isinstance(entry.prefix, dict) else {}
    has_prefix = any(isinstance(text, str) and text for name, text in prefixes.items() if name != "not-applicable")
    # Where the record itself says who assigns it, that is judged without the profile.
    is_its_own = is_source and entry.assigned_by is None
    if fact.figures.assigned_by is AssignedBy.PLATFORM and has_prefix and is_its_own:
        hint = "write `prefix: {not-applicable: why}`, or join on a field that the platform lets you fill"
        return f"`{system}` assigns `{entry.name}` itself, and takes no prefix", hint, ("prefix",)
    if fact.figures.unique is False and is_key:
        return (
            f"`{entry.name}` is the idempotency key, and `{system}` does not keep it unique",
            "take a field as key that the platform keeps unique",
            ("in", system),
        )
    limit = fact.figures.length
    if limit is not None and isinstance(entry.length, int) and entry.length > limit:
        return (
            f"`{entry.name}` is up to {entry.length} characters long, and `{system}` keeps {limit}",
            "shorten it, or take another field",
            ("length",),
        )
    return None
