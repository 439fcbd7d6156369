"""Family T: whether trying again is safe, has an end, and does not multiply along the route."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from settled.model.findings import Problem
from settled.model.flow import Flow, Idempotency, Pattern, Retry, Source
from settled.model.vocabulary import SYNCHRONOUS_PATTERNS, Kind
from settled.project import Project
from settled.records import Record, texts
from settled.rules.context import Context
from settled.rules.reporting import flows_in_force, problem_at, shortened

# A key that says that there is none: the word alone, or with its reason behind it.
_NO_KEY = re.compile(
    r"(?:none|no|no key|no idempotency key|nothing|n/?a|not applicable|not needed|without|-+)(?:\s*[,;:.(–—].*)?",
    re.IGNORECASE | re.DOTALL,
)


class Retrying(NamedTuple):
    """A flow in force that tries again."""

    record: Record
    flow: Flow
    idempotency: Idempotency
    retry: Retry


def says_that_there_is_no_key(key: object) -> bool:
    """True where the idempotency key is answered with `none`, `n/a` and the like."""
    return isinstance(key, str) and _NO_KEY.fullmatch(key.strip()) is not None


def _retrying_flows(project: Project) -> Iterator[Retrying]:
    for record in flows_in_force(project):
        idempotency = record.flow.idempotency if record.flow else None
        retry = idempotency.retry if isinstance(idempotency, Idempotency) else None
        if record.flow and isinstance(idempotency, Idempotency) and isinstance(retry, Retry):
            if retry.not_applicable:
                continue
            yield Retrying(record, record.flow, idempotency, retry)


def retry_without_idempotency(context: Context) -> Iterator[Problem]:
    """A delivery is tried again, and the flow says that nothing tells a repeat from the first.

    An idempotency key that is absent is told by missing-idempotency. This rule is about the key that is
    answered with `none`.

    Why: the answer got lost, not the order. The second try is a second order.

    Wrong:
        idempotency:
          key: none
          duplicates: cannot happen
          retry: {attempts: 8, within: 4 h}

    Right:
        idempotency:
          key: order number
          duplicates: the second arrival is acknowledged and dropped
          retry: {attempts: 8, within: 4 h}
    """
    for record, _, idempotency, retry in _retrying_flows(context.project):
        is_configured = isinstance(retry.attempts, int) or retry.within is not None
        if is_configured and says_that_there_is_no_key(idempotency.key):
            yield problem_at(
                record,
                ("idempotency", "key"),
                f"a delivery is tried again, and its idempotency key is `{shortened(str(idempotency.key))}`",
                "name what makes a repeat recognisable, or say under `retry.not-applicable` why nothing is repeated",
                value=str(idempotency.key),
                related=((record.at(("idempotency", "retry")), "here it is tried again"),),
            )


def unbounded_retry(context: Context) -> Iterator[Problem]:
    """The number of attempts is no limit: zero, negative, or beyond a thousand.

    A retry without `attempts` or `within` is told by missing-idempotency-retry. The number is the setting
    `limits.retry-attempts`.

    Why: many brokers read 0 and -1 as "for ever". A message that can never succeed then blocks or loads
    the system behind it until somebody finds it.

    Wrong:
        retry: {attempts: -1, within: 4 h}

    Right:
        retry: {attempts: 8, within: 4 h, backoff: exponential}
    """
    most = context.project.settings.limits.retry_attempts
    for record, _, _, retry in _retrying_flows(context.project):
        if isinstance(retry.attempts, int) and not 0 < retry.attempts <= most:
            yield problem_at(
                record,
                ("idempotency", "retry", "attempts"),
                f"{retry.attempts} attempts are no limit"
                + (f": more than {most} count as none (`limits.retry-attempts`)" if retry.attempts > most else ""),
                f"write how often it is tried before somebody is told (1 to {most}), "
                "or `not-applicable:` and why where nothing is repeated",
                value=str(retry.attempts),
            )


class _Hop(NamedTuple):
    """What has come together with a flow: the attempts of the route so far, and the flows on it that retry."""

    attempts: int
    route: tuple[Record, ...]


def retry_multiplies_along_the_route(context: Context) -> Iterator[Problem]:
    """Several flows follow one another and each tries again: the attempts multiply.

    A route goes on where the source of a flow is a consumer of another, and both carry the same object or the
    one is delivered `after` the other. The earlier flow must wait for the answer of the next (direct-api, ipaas,
    middleware): an event, a queue or a file is taken over and not asked for again. Told at the flow with which
    more than fifty attempts come together (the setting `limits.route-attempts`).

    Why: eight attempts on each of two hops are up to sixty-four calls of the system at the end, at the very
    moment when it is down.

    Wrong:
        pattern: {type: direct-api}          (FLOW-0001, storefront to OMS)
        retry: {attempts: 8, within: 1 h}

        after: [FLOW-0001]                   (FLOW-0002, OMS to ERP)
        retry: {attempts: 8, within: 1 h}

    Right:
        pattern: {type: direct-api}          (FLOW-0001, storefront to OMS)
        retry: {attempts: 8, within: 1 h}

        after: [FLOW-0001]                   (FLOW-0002, OMS to ERP)
        retry: {attempts: 3, within: 1 h}
    """
    most = context.project.settings.limits.route_attempts
    for last, attempts, route in _routes(context.project):
        *before, own = [record.id for record in (*route, last)]
        yield problem_at(
            last,
            ("idempotency", "retry", "attempts"),
            f"{' and '.join(before)} and {own} retry one after the other: up to {attempts} attempts for one object",
            f"let one flow of the route retry, or keep the product at {most} or less",
            value=" ".join([*before, own, str(attempts)]),
            related=tuple(
                (record.at(("idempotency", "retry", "attempts")), f"here {record.id} retries") for record in route
            ),
        )


def _routes(project: Project) -> Iterator[tuple[Record, int, tuple[Record, ...]]]:
    """Flows with which a route first goes beyond the bound, its attempts, and the earlier flows that retry.

    A flow is looked at after all flows that it comes after, so each is looked at once; flows in a circle never.
    """
    limits = project.settings.limits
    hops = {
        retrying.record.file: retrying
        for retrying in _retrying_flows(project)
        if isinstance(retrying.retry.attempts, int) and 0 < retrying.retry.attempts <= limits.retry_attempts
    }
    following: dict[str, list[str]] = {}
    earlier: Counter[str] = Counter()
    arriving: dict[tuple[str, str], list[str]] = {}
    for file, hop in hops.items():
        for before in _before(project, hops, hop, arriving):
            if before in hops and _leads_to(hops[before].flow, hop.flow):
                following.setdefault(before, []).append(file)
                earlier[file] += 1
    reached: dict[str, _Hop] = {}
    ready = deque(file for file in hops if not earlier[file])
    while ready:
        file = ready.popleft()
        record, own = hops[file].record, hops[file].retry.attempts
        so_far = reached.pop(file, _Hop(1, ()))
        here = so_far
        if isinstance(own, int) and own > 1:
            here = _Hop(so_far.attempts * own, (*so_far.route, record))
            if so_far.route and here.attempts > limits.route_attempts:
                yield record, here.attempts, so_far.route
                here = _Hop(1, ())  # told: what follows is judged anew
        for later in following.get(file, ()):
            if later not in reached or here.attempts > reached[later].attempts:
                reached[later] = here
            earlier[later] -= 1
            if not earlier[later]:
                ready.append(later)


def _before(
    project: Project, hops: Mapping[str, Retrying], hop: Retrying, arriving: dict[tuple[str, str], list[str]]
) -> Iterator[str]:
    """The files of the flows that may bring what this one hands on: those before it, and those of its object.

    Of flows that bring an object from one system with the same attempts, one is enough: `arriving` keeps them by
    system and object, so that many flows between the same systems cost no more than their number.
    """
    named = (project.resolve(name, hop.record, Kind.FLOW) for name in texts(hop.flow.after))
    found = [record.file for record in named if record is not None]
    source, carried = hop.flow.source, hop.flow.object
    if isinstance(source, Source) and isinstance(source.system, str) and isinstance(carried, str):
        key = (source.system.strip(), f"object {carried.strip()}")
        if key not in arriving:
            alike = {
                (
                    earlier.source,
                    hops[earlier.file].retry.attempts,
                    tuple(texts(hops[earlier.file].flow.after)),
                ): earlier
                for earlier in reversed(project.routes.found_by(key))
                if earlier.file in hops and _leads_to(hops[earlier.file].flow, hop.flow)
            }
            arriving[key] = [earlier.file for earlier in alike.values()]
        found += arriving[key]
    return (file for file in dict.fromkeys(found) if file != hop.record.file)


def _leads_to(earlier: Flow, later: Flow) -> bool:
    """True where `earlier` waits for a system that hands on what it received by `later`."""
    pattern, source = earlier.pattern, later.source
    is_waiting = isinstance(pattern, Pattern) and pattern.type in SYNCHRONOUS_PATTERNS
    return is_waiting and isinstance(source, Source) and source.system in texts(earlier.consumers)
