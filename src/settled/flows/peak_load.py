"""What a peak asks of the consumers of a flow, against what each takes, and how long what is left over waits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from settled.flows.capacity import Load, Receiver, backlog, exceeds, load_of, receivers
from settled.flows.landscape import Landscape
from settled.model.duration import in_words
from settled.model.findings import Location
from settled.model.written_values import Path
from settled.records import Record


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
        return exceeds(self.calls, self.limit)

    @property
    def is_caught_up(self) -> bool:
        """True where all of a peak that is over the limit is through within what was promised."""
        return self.drain is not None and self.promised is not None and self.drain <= self.promised


def peak_loads(record: Record, landscape: Landscape) -> Iterator[PeakLoad]:
    """The load of each system on the way that has a limit, in one variant; none where the peak is not known."""
    load = load_of(record)
    for receiver in receivers(record, landscape) if load is not None and load.peak else ():
        limit = receiver.limits.calls_per_minute
        if load is not None and load.peak and limit:
            yield _load(record, landscape, receiver, load, load.peak, limit)


def _load(record: Record, landscape: Landscape, receiver: Receiver, load: Load, peak: float, limit: float) -> PeakLoad:
    left = backlog(load, limit)
    drain = left.drains if left is not None else None if exceeds(peak, limit) else 0.0
    records = _number(peak * load.batch)
    said = f"{records} records a minute at peak"
    said += f" = {_number(peak)} calls of {load.batch}" if load.batch > 1 else " in as many calls"
    said += f"; `{receiver.system}` takes {_number(limit)} a minute"
    if exceeds(peak, limit):
        said += f"; {_left_over(drain)}"
    stated: list[tuple[str, str, Path]] = [("records a minute at peak", records, ("volume", "peak-per-minute"))]
    if load.lasts is not None:
        stated.append(("a peak lasts", in_words(load.lasts), ("volume", "peak-lasts")))
    if load.batch > 1:
        stated.append(("records in a call", str(load.batch), ("pattern", "batch")))
    limits: Path = ("systems", receiver.system, "limits", "calls-per-minute")
    places = [(name, amount, record.at(path), path) for name, amount, path in stated]
    places.append((f"calls a minute that `{receiver.system}` takes", _number(limit), landscape.at(limits), limits))
    promised = receiver.promise.seconds if receiver.promise is not None else None
    return PeakLoad(record.variant, receiver.system, peak, limit, drain, promised, said, tuple(places))


def _left_over(drain: float | None) -> str:
    if drain is None:
        return "what is left over waits, and nobody said how long a peak lasts"
    if math.isinf(drain):
        return "what is left over is never caught up with"
    return f"what is left over is through {in_words(drain)} after the peak"


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
