"""Family C: whether the systems that a flow passes take as much as it sends."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.capacity import Backlog, Load, Receiver, backlog, exceeds, load_of, receivers
from settled.flows.landscape import Landscape
from settled.flows.time_budget import is_checkout_blocking, pattern_of
from settled.model.duration import in_words
from settled.model.findings import Problem
from settled.model.parsed_text import Batch
from settled.model.vocabulary import PatternType
from settled.model.written_values import Path
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import Related, amount, flow_variants, problem_at


def capacity_exceeded(context: Context) -> Iterator[Problem]:
    """A system takes fewer calls a minute than the flow sends, and what piles up is not gone when the promise ends.

    The calls are the records of `volume` divided by `pattern.batch`, the records in one call; the limit is
    `limits.calls-per-minute` of the system in the catalog. A peak of `peak-lasts` leaves a backlog, which drains with
    what the limit leaves beside an ordinary day's calls (`per-day`). It is told where that takes longer than
    `latency.within`, or the consumer's own `within`; where the average alone is over the limit; where nobody said how
    long the peak lasts; and where checkout waits for the call, which no backlog can make good. Told once for a flow, of
    the system that takes least.

    Why: on the busiest day the target answers 429, every sender tries again, and the orders of the afternoon arrive
    the next morning.

    Wrong:
        erp: {limits: {calls-per-minute: 60}}                      (in the catalog)

        volume: {per-day: 12000, peak-per-minute: 90, peak-lasts: 4 h}
        latency: {class: same-day-operational, within: 1 h}

    Right:
        volume: {per-day: 12000, peak-per-minute: 90, peak-lasts: 4 h}
        pattern: {type: queue, batch: 10}
        latency: {class: same-day-operational, within: 1 h}
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        load = load_of(record)
        if load is None:
            continue
        over = [
            (limit, receiver, found)
            for receiver in receivers(record, landscape)
            if (limit := receiver.limits.calls_per_minute) is not None
            and (found := too_much(record, load, receiver, limit)) is not None
        ]
        if over:
            limit, receiver, (words, path) = min(over, key=lambda each: each[0])
            in_catalog = landscape.at(("systems", receiver.system, "limits", "calls-per-minute"))
            yield problem_at(
                record,
                path,
                f"`{receiver.system}` takes {amount(limit)} calls a minute, and {words}",
                "send more records in one call (`pattern.batch`), spread the peak, have the limit raised, "
                "or promise what it allows",
                value=f"{receiver.system} {words}",
                related=(
                    (in_catalog, f"here `{receiver.system}` takes {amount(limit)} calls a minute"),
                    *_terms(record, path, receiver),
                    *_others(
                        landscape,
                        [(each.system, "calls-per-minute", f"{amount(most)} calls a minute") for most, each, _ in over],
                        receiver,
                    ),
                ),
            )


def too_much(record: Record, load: Load, receiver: Receiver, limit: float) -> tuple[str, Path] | None:
    """What arrives beyond the limit, in words, and the key that says so; None where all of it is dealt with in time."""
    per_call = f" with {load.batch} records in each" if load.batch > 1 else ""
    if load.average is not None and exceeds(load.average, limit):
        return f"{amount(load.average)} arrive on average{per_call}: the backlog never ends", ("volume", "per-day")
    path: Path = ("volume", "peak-per-minute")
    if load.peak is None or not exceeds(load.peak, limit):
        return None
    arriving = f"{amount(load.peak)} arrive at peak{per_call}"
    if is_checkout_blocking(record) and pattern_of(record).type is PatternType.DIRECT_API:
        return f"{arriving}: checkout waits for each of them, and those beyond are refused or late", path
    left = backlog(load, limit)
    if left is None:
        unsaid = f"{arriving}: nobody said how long the peak lasts (`volume.peak-lasts`)"
        return (unsaid, path) if load.is_lasting_unsaid else None
    promised = receiver.promise.seconds if receiver.promise is not None else float("inf")
    if left.drains != float("inf") and not exceeds(left.drains, promised):
        return None
    return f"{arriving}: {_in_words(left, load, limit)}{_promised(receiver)}", path


def _in_words(left: Backlog, load: Load, limit: float) -> str:
    """The whole sum, from the peak to the end of the backlog."""
    over = amount((load.peak or 0) - limit)
    piled = f"{over} too many for {in_words(load.lasts or 0)} = {amount(left.calls)} calls left over"
    waits = f"the last one waits {in_words(left.last_waits)}"
    if left.drains == float("inf"):
        return f"{piled}, {waits}, and {amount(load.average or 0)} a minute on average leave nothing to drain them with"
    spare = f"{amount(limit)} - {amount(load.average)}" if load.average else amount(limit)
    return f"{piled}, {waits}, and at {spare} a minute they are drained in {in_words(left.drains)}"


def _promised(receiver: Receiver) -> str:
    return f"; promised {in_words(receiver.promise.seconds)}" if receiver.promise is not None else ""


def _terms(record: Record, primary: Path, receiver: Receiver) -> Related:
    """The place of every other term of the sum that the flow gives."""
    flow = record.flow
    volume = flow.volume if flow is not None else None
    keys = {
        ("volume", "per-day"): ("per_day", "a day"),
        ("volume", "peak-per-minute"): ("peak_per_minute", "a minute at peak"),
    }
    said: list[tuple[Path, str]] = []
    for path, (name, unit) in keys.items():
        given = getattr(volume, name, None)
        if isinstance(given, float):
            said.append((path, f"here it is {amount(given)} {unit}"))
    lasts = getattr(volume, "peak_lasts", None)
    if lasts is not None:
        said.append((("volume", "peak-lasts"), f"here a peak lasts {lasts}"))
    batch = pattern_of(record).batch
    if isinstance(batch, Batch):
        said.append((("pattern", "batch"), f"here {batch} go in one call"))
    found = [(record.at(path), words) for path, words in said if path != primary]
    if receiver.promise is not None:
        found.append((receiver.promise.location, f"here it promises {in_words(receiver.promise.seconds)}"))
    return tuple(found)


def payload_too_large(context: Context) -> Iterator[Problem]:
    """A call or file is larger than a system takes.

    `pattern.batch` as a size is held against `limits.payload` of each consumer, and of each system on the way.

    Why: the target refuses the whole of it, and as often as it is sent again.

    Wrong:
        erp: {limits: {payload: 1 MB}}           (in the catalog)

        pattern: {type: file, batch: 5 MB}

    Right:
        pattern: {type: file, batch: 900 KB}
    """
    landscape = context.project.landscape
    for record, batch in _batches(context):
        over = [
            (limit, receiver)
            for receiver in receivers(record, landscape)
            if batch.bytes is not None
            and (limit := receiver.limits.payload) is not None
            and exceeds(batch.bytes, limit.bytes)
        ]
        if over:
            limit, receiver = min(over, key=lambda each: each[0])
            place = landscape.at(("systems", receiver.system, "limits", "payload"))
            yield problem_at(
                record,
                ("pattern", "batch"),
                f"{batch} go in one call, and `{receiver.system}` takes {limit} at the most",
                "send less in one call, or store it and send a reference to it",
                value=f"{receiver.system} {batch} {limit}",
                related=(
                    (place, f"here `{receiver.system}` takes {limit}"),
                    *_others(landscape, [(each.system, "payload", str(most)) for most, each in over], receiver),
                ),
            )


def page_too_large(context: Context) -> Iterator[Problem]:
    """More records go in one call than a system takes.

    `pattern.batch` as a number is held against `limits.records-per-call` of each consumer, and of each system on
    the way.

    Why: the target refuses the call, or takes the first records and drops the rest without a word.

    Wrong:
        erp: {limits: {records-per-call: 100}}   (in the catalog)

        pattern: {type: scheduled-job, batch: 500}

    Right:
        pattern: {type: scheduled-job, batch: 100}
    """
    landscape = context.project.landscape
    for record, batch in _batches(context):
        over = [
            (limit, receiver)
            for receiver in receivers(record, landscape)
            if batch.records is not None
            and (limit := receiver.limits.records_per_call) is not None
            and batch.records > limit
        ]
        if over and batch.records is not None:
            limit, receiver = min(over, key=lambda each: each[0])
            place = landscape.at(("systems", receiver.system, "limits", "records-per-call"))
            yield problem_at(
                record,
                ("pattern", "batch"),
                f"{amount(batch.records)} records go in one call, and `{receiver.system}` takes "
                f"{amount(limit)} at the most",
                "send fewer records in one call",
                value=f"{receiver.system} {batch.records} {limit}",
                related=(
                    (place, f"here `{receiver.system}` takes {amount(limit)}"),
                    *_others(
                        landscape, [(each.system, "records-per-call", amount(most)) for most, each in over], receiver
                    ),
                ),
            )


def _others(landscape: Landscape, over: list[tuple[str, str, str]], told: Receiver) -> Related:
    """The other systems that take less than is sent: name, key and amount of each limit."""
    return tuple(
        (landscape.at(("systems", system, "limits", key)), f"here `{system}` takes {most}")
        for system, key, most in over
        if system != told.system
    )


def _batches(context: Context) -> Iterator[tuple[Record, Batch]]:
    for record in flow_variants(context.project):
        batch = pattern_of(record).batch
        if isinstance(batch, Batch):
            yield record, batch
