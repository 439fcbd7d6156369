"""What a peak asks of the consumers of a flow, against what each takes, and how long what is left over waits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from settled.flows.landscape import Landscape
from settled.flows.time_budget import pattern_of, promises_of
from settled.model.duration import Duration, in_words
from settled.model.findings import Location
from settled.model.flow import Volume
from settled.model.parsed_text import Batch
from settled.model.written_values import Path
from settled.records import Record, texts

_MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class PeakLoad:
    """Calls in a minute at peak against the limit of one consumer.

    `drain` is how many seconds after the peak the last record of it is through: 0 where nothing is left over, without
    end where the consumer never catches up, None where nobody said how long a peak lasts. `promised` is in seconds.
    """

    variant: str
    consumer: str
    calls: float
    limit: float
    drain: float | None
    promised: float | None
    said: str
    stated: tuple[tuple[str, str, Location, Path], ...]
    """What it was computed with: name, amount, and where it stands."""

    @property
    def is_over(self) -> bool:
        """True where the peak asks for more than the consumer takes."""
        return self.calls > self.limit

    @property
    def is_caught_up(self) -> bool:
        """True where all of a peak that is over the limit is through within what was promised."""
        return self.drain is not None and self.promised is not None and self.drain <= self.promised


def peak_loads(record: Record, landscape: Landscape) -> Iterator[PeakLoad]:
    """The load of each consumer that has a limit, in one variant; none where the peak is not known."""
    volume = record.flow.volume if record.flow is not None else None
    peak = volume.peak_per_minute if isinstance(volume, Volume) else None
    if record.flow is None or not isinstance(volume, Volume) or not isinstance(peak, float) or peak <= 0:
        return
    batch = pattern_of(record).batch
    in_a_call = 1 if batch is None else batch.records if isinstance(batch, Batch) else None
    if in_a_call is None:
        return  # how many records make a file of so many bytes is not known
    for consumer in texts(record.flow.consumers):
        system = landscape.systems.get(consumer)
        limit = system.limits.calls_per_minute if system is not None and system.limits is not None else None
        if limit is not None and limit > 0:
            yield _load(record, landscape, str(consumer), volume, peak, in_a_call, limit)


def _load(
    record: Record, landscape: Landscape, consumer: str, volume: Volume, peak: float, in_a_call: int, limit: float
) -> PeakLoad:
    calls = peak / in_a_call
    lasts = volume.peak_lasts.seconds if isinstance(volume.peak_lasts, Duration) else None
    drain = _drain(peak, in_a_call * limit, lasts, volume.per_day if isinstance(volume.per_day, float) else 0.0)
    said = f"{_number(peak)} records a minute at peak"
    said += f" = {_number(calls)} calls of {in_a_call}" if in_a_call > 1 else " in as many calls"
    said += f"; `{consumer}` takes {_number(limit)} a minute"
    if calls > limit:
        said += f"; {_left_over(drain)}"
    stated: list[tuple[str, str, Path]] = [("records a minute at peak", _number(peak), ("volume", "peak-per-minute"))]
    if isinstance(volume.peak_lasts, Duration):
        stated.append(("a peak lasts", in_words(volume.peak_lasts.seconds), ("volume", "peak-lasts")))
    if in_a_call > 1:
        stated.append(("records in a call", str(in_a_call), ("pattern", "batch")))
    limits: Path = ("systems", consumer, "limits", "calls-per-minute")
    places = [(name, amount, record.at(path), path) for name, amount, path in stated]
    places.append((f"calls a minute that `{consumer}` takes", _number(limit), landscape.at(limits), limits))
    promises = {promise.consumer: promise.seconds for promise in promises_of(record)}
    promised = promises.get(consumer, promises.get(None))
    return PeakLoad(record.variant, consumer, calls, limit, drain, promised, said, tuple(places))


def _drain(peak: float, takes: float, lasts: float | None, per_day: float) -> float | None:
    """Seconds after the peak until its backlog is gone, while the rest of the day goes on coming in."""
    if peak <= takes:
        return 0.0
    if lasts is None:
        return None
    minutes = lasts / 60
    rest = max(per_day - peak * minutes, 0.0) / max(_MINUTES_OF_A_DAY - minutes, 1)
    return (peak - takes) * lasts / (takes - rest) if takes > rest else math.inf


def _left_over(drain: float | None) -> str:
    if drain is None:
        return "what is left over waits, and nobody said how long a peak lasts"
    if math.isinf(drain):
        return "what is left over is never caught up with"
    return f"what is left over is through {in_words(drain)} after the peak"


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
