"""Family S: what a platform takes at most, and what its identifiers are, against what the flow sends and joins on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from settled.flows.routes import folded
from settled.flows.sums import Term
from settled.flows.time_budget import idempotency_of, pattern_of, retry_terms, source_of
from settled.model.duration import Duration
from settled.model.findings import Problem, Severity
from settled.model.flow import Identifier, Replay, Volume
from settled.model.parsed_text import Batch
from settled.model.platform_words import AssignedBy, Side
from settled.model.written_values import Path
from settled.profiles import PlatformFact
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context
from settled.rules.platform_facts import facts_of_consumers, facts_of_source, profile_of, weight_of
from settled.rules.platforms import cited
from settled.rules.reporting import Related, amount, flow_variants, problem_at

_REMARK = re.compile(r"\([^)]*\)")
"""What people write behind the name of a field, in parentheses."""


def key_lifetime_exceeded(context: Context) -> Iterator[Problem]:
    """The receiving platform forgets an idempotency key while the flow may still send the same thing again.

    Compared are the own retries and how far back a replay reaches, with the `key-lifetime` of a consumer's platform.

    Why: the repeat that comes after the key is forgotten is booked or paid once more.

    Wrong:
        retry: {attempts: 20, within: 3 d}          (to a platform that forgets keys after 24 h)

    Right:
        retry: {attempts: 12, within: 12 h}
    """
    for record in flow_variants(context.project):
        replay = idempotency_of(record).replay
        reaches = replay.reaches_back if isinstance(replay, Replay) and not replay.not_applicable else None
        path: Path = ("idempotency", "replay", "reaches-back")
        retry: Path = ("idempotency", "retry", "within")
        own: list[tuple[Path, Term]] = [(retry, term) for term in retry_terms(record)]
        if isinstance(reaches, Duration):
            own.append((path, Term("a replay reaches back", reaches.seconds, record.at(path))))
        longest = max(own, key=lambda placed: placed[1].seconds, default=None)
        for _, fact in facts_of_consumers(context.project, record):
            lifetime = fact.figures.key_lifetime
            if longest is None or lifetime is None or longest[1].seconds <= lifetime.seconds:
                continue
            place, term = longest
            yield problem_at(
                record,
                place,
                f"{term}, and the platform forgets a key after {lifetime} ({fact.reference})",
                "send nothing again after the key is forgotten without looking it up first",
                value=f"{term.seconds:g} {lifetime}",
                related=cited(record, fact),
                at_most=weight_of(fact),
            )
            break


def page_limit_exceeded(context: Context) -> Iterator[Problem]:
    """More records go in one call than a platform takes or gives in one.

    Why: the rest is cut off without an error, or the whole call is refused.

    Wrong:
        pattern: {type: scheduled-job, batch: 1000}      (with a platform that gives 250 in one page)

    Right:
        pattern: {type: scheduled-job, batch: 250}
    """
    for record in flow_variants(context.project):
        batch = pattern_of(record).batch
        if isinstance(batch, Batch) and batch.records is not None:
            limits = [
                (limit, f"{limit:,} records", fact)
                for fact in _all_facts(context.project, record)
                if (limit := fact.figures.page_limit) is not None
            ]
            yield from _over(record, batch.records, limits, f"{batch.records:,} records")


def payload_limit_exceeded(context: Context) -> Iterator[Problem]:
    """One call or file is larger than a platform takes.

    Why: the platform refuses it as a whole, on the day on which there is most to send.

    Wrong:
        pattern: {type: file, batch: 100 MB}             (with a platform that takes 20 MB)

    Right:
        pattern: {type: file, batch: 20 MB}
    """
    for record in flow_variants(context.project):
        batch = pattern_of(record).batch
        if isinstance(batch, Batch) and batch.bytes is not None:
            limits = [
                (limit.bytes, str(limit), fact)
                for fact in _all_facts(context.project, record)
                if (limit := fact.figures.payload_limit) is not None
            ]
            yield from _over(record, batch.bytes, limits, str(batch))


def _over(
    record: Record, amount: float, limits: Sequence[tuple[float, str, PlatformFact]], shown: str
) -> Iterator[Problem]:
    """One problem where `amount` is over the smallest limit that is sure, else over the smallest that is not.

    `limits` are each with their words and the fact that states them.
    """
    over = [each for each in limits if amount > each[0]]
    if over:
        limit, in_words, fact = min(over, key=lambda each: (not each[2].may_warn, each[0]))
        yield problem_at(
            record,
            ("pattern", "batch"),
            f"{shown} go in one call, and the platform takes {in_words} in one call ({fact.reference})",
            "send in smaller parts",
            value=f"{amount:g} {limit:g}",
            related=cited(record, fact),
            at_most=weight_of(fact),
        )


def rate_exceeded(context: Context) -> Iterator[Problem]:
    """At peak more calls are made in a minute than a consumer's platform takes.

    Compared are `volume.peak-per-minute`, divided by `pattern.batch` where several records go in one call, and the
    `rate` of the platform.

    Why: calls are refused when most is sold, and the retries come on top.

    Wrong:
        volume: {peak-per-minute: 900}                   (to a platform that takes 120 calls a minute)

    Right:
        volume: {peak-per-minute: 900}
        pattern: {type: queue, batch: 20}
    """
    for record in flow_variants(context.project):
        volume = record.flow.volume if record.flow is not None else None
        peak = volume.peak_per_minute if isinstance(volume, Volume) else None
        if not isinstance(peak, float):
            continue
        batch = pattern_of(record).batch
        records = batch.records if isinstance(batch, Batch) and batch.records else 1
        rates = [(path, fact) for path, fact in facts_of_consumers(context.project, record) if fact.figures.rate]
        over = [(path, fact) for path, fact in rates if peak / records > (fact.figures.rate or 0)]
        if over:
            path, fact = min(over, key=lambda pair: (not pair[1].may_warn, pair[1].figures.rate or 0))
            of_whom = f" per {fact.figures.rate_per}" if fact.figures.rate_per else ""
            batched: Related = (
                ((record.at(("pattern", "batch")), f"here {batch} go in one call"),) if records > 1 else ()
            )
            divided = f" with {records:,} records in each" if records > 1 else ""
            yield problem_at(
                record,
                ("volume", "peak-per-minute"),
                f"{amount(peak / records)} calls a minute at peak{divided}, and the platform takes "
                f"{amount(fact.figures.rate or 0)}{of_whom} ({fact.reference})",
                "send several records in one call, or queue the peak and say how long that takes",
                value=f"{peak:g} {records} {fact.figures.rate:g}",
                related=(*batched, (record.at(path), "this system receives it"), *cited(record, fact)),
                at_most=weight_of(fact) or (Severity.WARNING if fact.figures.rate_per else None),
            )


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
        for fact in profile.facts_of_field(_REMARK.sub("", field)):
            if not _concerns(record, system, entry, fact):
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


def _all_facts(project: Project, record: Record) -> list[PlatformFact]:
    return [*facts_of_source(project, record), *(fact for _, fact in facts_of_consumers(project, record))]
