"""What arrives at a system in calls a minute, against what it takes, and how long the rest waits.

All of it is computed for one variant of a flow, from typed values alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from settled.flows.landscape import Landscape
from settled.flows.time_budget import Promise, promise_of, promises_of
from settled.model.answers import OpenQuestion
from settled.model.catalog import SystemLimits
from settled.model.detailed_text import details_of
from settled.model.duration import Duration
from settled.model.flow import Pattern, Volume
from settled.model.flow_terms import ConsumerTerms
from settled.model.parsed_text import Batch
from settled.model.vocabulary import PatternType
from settled.model.written_values import Path
from settled.records import Record, texts

MINUTES_OF_A_DAY = 1440
_CLOSE = 1e-9
"""The part of a figure by which it may miss another one and still be as large: one in a unit, one in another."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a flow sends, in calls a minute: at peak and on a day's average; None where nobody said.

    `batch` is how many records go in one call, and `lasts` how many seconds a peak lasts. `is_lasting_unsaid` is True
    where nobody has said that, not even that it is open.
    """

    batch: int
    peak: float | None
    average: float | None
    lasts: float | None
    is_lasting_unsaid: bool


@dataclass(frozen=True, slots=True)
class Backlog:
    """What piles up at a system in one peak: calls, seconds that the last one waits, seconds until none is left.

    `drains` is infinite where as much arrives on an ordinary day as the system takes, or more.
    """

    calls: float
    last_waits: float
    drains: float


def load_of(record: Record) -> Load | None:
    """What the flow `record` sends; None where no volume is known, or not how many calls it makes.

    A record is a call of its own where nobody said how many go in one; but a file is no call for each record.
    """
    flow = record.flow
    volume, pattern = (flow.volume, flow.pattern) if flow is not None else (None, None)
    if not isinstance(volume, Volume) or not isinstance(pattern, Pattern) or record.is_invalid(("pattern", "batch")):
        return None
    batch = pattern.batch
    if isinstance(batch, Batch):
        records = batch.records
    else:
        records = 1 if batch is None and pattern.type is not PatternType.FILE else None
    if records is None:
        return None
    peak, per_day, lasts = volume.peak_per_minute, volume.per_day, volume.peak_lasts
    path: Path = ("volume", "peak-lasts")
    return Load(
        batch=records,
        peak=peak / records if isinstance(peak, float) else None,
        average=per_day / MINUTES_OF_A_DAY / records if isinstance(per_day, float) else None,
        lasts=lasts.seconds if isinstance(lasts, Duration) else None,
        is_lasting_unsaid=lasts is None and not record.is_invalid(path),
    )


def backlog(load: Load, limit: float) -> Backlog | None:
    """What one peak leaves at a system that takes `limit` calls a minute; None where that is nothing, or not known."""
    if load.peak is None or load.lasts is None or not exceeds(load.peak, limit):
        return None
    calls = (load.peak - limit) * load.lasts / 60
    spare = limit - (load.average or 0.0)
    is_endless = not exceeds(limit, load.average or 0.0)
    return Backlog(
        calls=calls,
        last_waits=calls / limit * 60 if limit > 0 else float("inf"),
        drains=float("inf") if is_endless else calls / spare * 60,
    )


def exceeds(amount: float, bound: float) -> bool:
    """True where `amount` is larger, and not only by how a computer rounds."""
    return amount > bound and amount - bound > _CLOSE * max(abs(amount), abs(bound))


@dataclass(frozen=True, slots=True)
class Receiver:
    """A system that a flow passes, what the catalog says that it takes, and what the flow promises it."""

    system: str
    limits: SystemLimits
    promise: Promise | None


def receivers(record: Record, landscape: Landscape) -> Iterator[Receiver]:
    """The consumers of a flow and the systems on the way to them, each once, as far as the catalog knows limits.

    A system on the way has to keep the shortest promise of all, since what it holds up is late for every consumer.
    """
    flow = record.flow
    if flow is None or isinstance(flow.consumers, OpenQuestion):
        return
    promises = promises_of(record)
    shortest = min(promises, key=lambda promise: promise.seconds, default=None)
    general = promise_of(record)
    of_consumers: dict[str, Promise | None] = {
        str(consumer): None if isinstance(details_of(consumer, ConsumerTerms).within, OpenQuestion) else general
        for consumer in texts(flow.consumers)
    }
    of_consumers.update({promise.consumer: promise for promise in promises if promise.consumer is not None})
    for system in dict.fromkeys((*of_consumers, *texts(flow.via))):
        known = landscape.systems.get(system)
        if known is not None and known.limits is not None:
            yield Receiver(system, known.limits, of_consumers.get(system, shortest))
