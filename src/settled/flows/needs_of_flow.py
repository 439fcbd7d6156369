"""What the record of a flow says of its needs, in typed values, for the choice of its pattern."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.capacity import receivers
from settled.flows.landscape import Landscape
from settled.flows.pattern_needs import Downtime, Limit, Needs
from settled.flows.time_budget import is_checkout_blocking, latency_of, pattern_of, promises_of, source_of
from settled.model.duration import Duration
from settled.model.findings import Location
from settled.model.flow import Ordering, Volume
from settled.model.parsed_text import Batch
from settled.model.vocabulary import LatencyClass
from settled.profiles import Profile
from settled.records import Record, texts


def needs_of(record: Record, landscape: Landscape, profile: Profile | None) -> Needs:
    """The needs of one variant of a flow; `profile` is that of the platform of its source, None where it has none.

    What is open, missing or invalid is no need. Where a consumer has a promise of its own the shortest one counts.
    """
    flow, source, pattern = record.flow, source_of(record), pattern_of(record)
    volume = flow.volume if flow is not None and isinstance(flow.volume, Volume) else Volume()
    latency = latency_of(record).class_
    promise = min(promises_of(record), key=lambda each: each.seconds, default=None)
    ordering = pattern.ordering if isinstance(pattern.ordering, Ordering) else Ordering()
    consumers = texts(flow.consumers if flow is not None else None)
    downtimes = tuple(_downtimes(record, consumers, landscape))
    places = {
        "latency": record.at(("latency", "class")),
        "per_day": record.at(("volume", "per-day")),
        "peak_per_minute": record.at(("volume", "peak-per-minute")),
        "is_answered": record.at(("latency", "class")),
        "is_ordered": record.at(("pattern", "ordering")),
        "consumers": record.at(("consumers",)),
        "refusers": record.at(("may-reject",)),
        "profile": record.at(("source", "system")),
    }
    named = {key: _place(place) for key, place in places.items()}
    if promise is not None:
        named["within"] = _place(promise.location)
    if downtimes:
        named["downtimes"] = downtimes[0].source
    return Needs(
        latency=latency if isinstance(latency, LatencyClass) else None,
        within=Duration(promise.seconds, promise.text) if promise is not None else None,
        per_day=volume.per_day if isinstance(volume.per_day, float) else None,
        peak_per_minute=volume.peak_per_minute if isinstance(volume.peak_per_minute, float) else None,
        is_answered=is_checkout_blocking(record),
        is_ordered=ordering.needed is True,
        consumers=len(consumers) or None,
        profile=profile,
        mechanism=source.mechanism if isinstance(source.mechanism, str) else None,
        business_object=flow.object if flow is not None and isinstance(flow.object, str) else None,
        limits=tuple(_limits(record, landscape)),
        downtimes=downtimes,
        refusers=tuple(_refusers(record, consumers)),
        batch=(pattern.batch.records or 1) if isinstance(pattern.batch, Batch) else 1,
        places=named,
    )


def _place(location: Location) -> str:
    return f"{location.file}:{location.line}"


def _limits(record: Record, landscape: Landscape) -> Iterator[Limit]:
    for receiver in receivers(record, landscape):
        limit = receiver.limits.calls_per_minute
        if limit:
            path = ("systems", receiver.system, "limits", "calls-per-minute")
            yield Limit(receiver.system, limit, _place(landscape.at(path)))


def _refusers(record: Record, consumers: list[str]) -> Iterator[str]:
    rejections = record.flow.may_reject if record.flow is not None else None
    for entry in rejections if isinstance(rejections, list) else []:
        system = getattr(entry, "system", None)
        if isinstance(system, str) and system in consumers:
            yield system


def _downtimes(record: Record, consumers: list[str], landscape: Landscape) -> Iterator[Downtime]:
    """When the consumers are away, the longest time first; nobody lets a checkout wait for a window to end."""
    if is_checkout_blocking(record):
        return
    windows = [
        (window.seconds, system, window.text, index)
        for system in consumers
        for index, window in enumerate((landscape.systems[system].down or []) if system in landscape.systems else [])
    ]
    for _, system, text, index in sorted(windows, key=lambda each: -each[0]):
        yield Downtime(system, text, _place(landscape.at(("systems", system, "down", index))))
