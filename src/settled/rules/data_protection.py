"""Family C: whether data that the law protects is kept, shown and brought back no further than it may be."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.landscape import Landscape
from settled.flows.time_budget import dead_letter_of, failures_of, reaches_back
from settled.model.duration import Duration
from settled.model.findings import Location, Problem
from settled.model.parsed_text import Memory
from settled.model.vocabulary import DataClass, Trace
from settled.records import Record
from settled.rules.content import object_name_of
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, problem_at

_NEVER_SHOWN = (DataClass.CARD, DataClass.SECRET)
_KEPT_FOR_A_TIME = (DataClass.PERSONAL, DataClass.HEALTH, DataClass.CARD)
_ERASED = (DataClass.PERSONAL, DataClass.HEALTH)


def _data_of(
    record: Record, landscape: Landscape, classes: tuple[DataClass, ...]
) -> tuple[tuple[DataClass, ...], Location]:
    """Those of `classes` that a flow carries, and where that is said: by its content, else by its object."""
    content = record.flow.content if record.flow is not None else None
    own = getattr(content, "data", None)
    if own is not None or record.is_invalid(("content", "data")):
        said, place = own, record.at(("content", "data"))
    else:
        name = object_name_of(record)
        said, place = landscape.object_of(name).data, landscape.at(("objects", name, "data"))
    entries = said if isinstance(said, list) else []
    return tuple(each for each in classes if each in entries), place


def card_data_in_trace(context: Context) -> Iterator[Problem]:
    """A failure is traced by its payload, and the payload holds card data or secrets.

    Which data a flow carries says `content.data`, else `data` of its object in the catalog. Told once for a flow.

    Why: whoever may read the log reads card numbers. The log, its backups and everybody with access fall under the
    rules of the card schemes, and a secret that stood in a log has to be replaced.

    Wrong:
        content: {carries: command, data: [card]}
        failures:
          - {mode: the capture is refused, trace: payload}

    Right:
        failures:
          - {mode: the capture is refused, trace: event}
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        classes, place = _data_of(record, landscape, _NEVER_SHOWN)
        traced = [index for index, failure in failures_of(record) if failure.trace is Trace.PAYLOAD]
        if not classes or not traced:
            continue
        first, *others = (record.at(("failures", index, "trace")) for index in traced)
        what = " and ".join(classes)
        yield problem_at(
            record,
            ("failures", traced[0], "trace"),
            f"the failure is traced by its payload, which holds {what} data",
            "trace it by the event or the job, and let the log hold a reference that only the source can resolve",
            value=what,
            location=first,
            related=((place, f"here it holds {what} data"), *((other, "here as well") for other in others)),
        )


def personal_data_kept_too_long(context: Context) -> Iterator[Problem]:
    """The dead letter keeps personal data for longer than the object may be kept.

    Asked where the flow carries personal, health or card data (`content.data`, else `data` of the object) and the
    catalog says for how long the object is kept (`keep`).

    Why: the record was erased when its time was over, and a copy of it still lies in a queue that nobody thinks of.

    Wrong:
        customer: {data: [personal], keep: 30 d}          (in the catalog)

        dead-letter: {to: customers.dead, keeps: 90 d}

    Right:
        dead-letter: {to: customers.dead, keeps: 14 d}
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        dead_letter = dead_letter_of(record)
        keeps = dead_letter.keeps if dead_letter is not None else None
        if isinstance(keeps, Memory):
            yield from _longer_than_kept(
                record,
                landscape,
                _KEPT_FOR_A_TIME,
                ("idempotency", "dead-letter", "keeps"),
                keeps,
                "the dead letter keeps {classes} data {term}",
                "let the dead letter forget it earlier, or keep a reference there and not the data",
            )


def replay_brings_back_the_erased(context: Context) -> Iterator[Problem]:
    """A replay reaches further back than the object may be kept.

    Asked where the flow carries personal or health data (`content.data`, else `data` of the object) and the catalog
    says for how long the object is kept (`keep`).

    Why: somebody asked to be forgotten, and was. A replay of last year's events creates the account once more.

    Wrong:
        customer: {data: [personal], keep: 30 d}          (in the catalog)

        replay: {by: order-operations, reaches-back: 90 d}

    Right:
        replay: {by: order-operations, reaches-back: 14 d}
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        reaches = reaches_back(record)
        if reaches is not None:
            yield from _longer_than_kept(
                record,
                landscape,
                _ERASED,
                ("idempotency", "replay", "reaches-back"),
                reaches,
                "a replay brings back {classes} data of {term}",
                "let the replay reach back no further, or leave out what has been erased since",
            )


def may_replay_the_erased(record: Record, landscape: Landscape) -> bool:
    """True where a replay reaches further back than personal data of the flow's object may be kept."""
    reaches, keep = reaches_back(record), landscape.object_of(object_name_of(record)).keep
    classes, _ = _data_of(record, landscape, _ERASED)
    return reaches is not None and keep is not None and bool(classes) and reaches.seconds > keep.seconds


def _longer_than_kept(
    record: Record,
    landscape: Landscape,
    classes: tuple[DataClass, ...],
    path: tuple[str, ...],
    term: Duration | Memory,
    words: str,
    hint: str,
) -> Iterator[Problem]:
    """The problem that `term` is longer than the flow's object may be kept, where the flow carries such data."""
    name = object_name_of(record)
    keep = landscape.object_of(name).keep
    found, place = _data_of(record, landscape, classes)
    if keep is None or not found or term.seconds <= keep.seconds:
        return
    length = "for ever" if term.seconds == float("inf") else f"for {term}"
    shown = words.format(classes=" and ".join(found), term=length if "keeps" in words else str(term))
    yield problem_at(
        record,
        path,
        f"{shown}, and `{name}` may be kept for {keep}",
        hint,
        value=f"{name} {term} {keep}",
        related=(
            (landscape.at(("objects", name, "keep")), f"here `{name}` is kept for {keep}"),
            (place, f"here it holds {' and '.join(found)} data"),
        ),
    )
