"""The path of a flow when all goes well: what starts it, how the object travels, and what is promised."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from settled.model.answers import OpenQuestion
from settled.model.flow import Change, Flow, Identifier
from settled.model.vocabulary import PatternType
from settled.records import Record
from settled.site import words
from settled.site.pages.flow_steps import MOST_ALIKE, Cast, Party, Shape, Step, gap
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Value

_BY = {
    PatternType.DIRECT_API: "by direct API",
    PatternType.EVENT: "as an event",
    PatternType.QUEUE: "through a queue",
    PatternType.FILE: "in a file",
    PatternType.IPAAS: "by iPaaS",
    PatternType.MIDDLEWARE: "by middleware",
    PatternType.SCHEDULED_JOB: "by a scheduled job",
}


def happy_path(view: PageView, record: Record, flow: Flow) -> tuple[Step, ...]:
    """The steps from the trigger to what is promised, in their order; a step that nobody decided is a gap."""
    cast = Cast(view, record, flow)
    return (
        *_trigger(cast),
        *_schedule(cast),
        *_journey(cast),
        *_identifiers_missing(cast),
        *_answer(cast),
        *_changes(cast),
        *_once(cast),
        *_promise(cast),
    )


def _trigger(cast: Cast) -> Iterator[Step]:
    source = cast.source
    if not source.is_known:
        yield gap(source, source, "which system creates it and holds the truth", cast.source_value)
        if cast.flow.source is None or isinstance(cast.flow.source, OpenQuestion):
            return
    trigger = cast.part(("source",), cast.flow.source, "trigger")
    if trigger.links:
        creates = f"{source.label} creates: {cast.object_name}" if source.is_known else ""
        yield Step(source, source, trigger.plain, happens=creates)
    else:
        yield gap(source, source, "what makes it start", trigger)


def _pattern_type(cast: Cast) -> PatternType | None:
    pattern = cast.flow.pattern
    found = None if pattern is None or isinstance(pattern, OpenQuestion) else pattern.type
    return found if isinstance(found, PatternType) else None


def _schedule(cast: Cast) -> Iterator[Step]:
    if _pattern_type(cast) not in {PatternType.FILE, PatternType.SCHEDULED_JOB}:
        return
    every = cast.part(("pattern",), cast.flow.pattern, "every")
    takes = cast.part(("pattern",), cast.flow.pattern, "takes")
    if every.links:
        length = f"a run takes up to {takes.plain}" if takes.links else ""
        yield Step(cast.source, cast.source, f"starts every {every.plain}", Shape.REMARK, length)
    else:
        yield gap(cast.source, cast.source, "how often it starts", every, Shape.REMARK)


def _journey(cast: Cast) -> Iterator[Step]:
    """The hops: from the source through the systems that carry it, and from the last of them to each consumer."""
    kind, name = _pattern_type(cast), cast.object_name
    hops = [*itertools.pairwise((cast.source, *cast.carriers)), *((cast.sender, end) for end in cast.consumers)]
    joins = words.listed(_join_names(cast))
    known = f"{name}, known by {joins}" if joins else name
    for index, (start, end) in enumerate(hops):
        happens = _fields(cast, end)
        if index == 0 and kind is None:
            pattern = cast.part(("pattern",), cast.flow.pattern, "type")
            yield gap(start, end, "how it travels", pattern)
        elif index == 0:
            by = f"{name} {_BY[kind]}" if kind else name
            order = _ordering(cast)
            yield Step(start, end, by, happens="; ".join(part for part in (order, happens) if part))
        elif not end.is_known:
            yield _no_consumer(cast, start, end)
        else:
            yield Step(start, end, known, happens=happens)
    if len(hops) == 1 and not cast.consumers[0].is_known:
        yield _no_consumer(cast, cast.source, cast.consumers[0])
    consumers = cast.value(("consumers",), cast.flow.consumers)
    if cast.consumers[0].is_known and consumers.question:
        end = cast.nobody("consumers", "others, not decided", cast.consumers[0].role)
        yield gap(cast.sender, end, "which other systems receive it", Value(question=consumers.question))


def _no_consumer(cast: Cast, start: Party, end: Party) -> Step:
    return gap(start, end, "which systems receive it", cast.value(("consumers",), cast.flow.consumers))


def _identifier_entries(cast: Cast) -> list[Identifier]:
    identifiers = cast.flow.identifiers
    return [entry for entry in identifiers if isinstance(entry, Identifier)] if isinstance(identifiers, list) else []


def _join_names(cast: Cast) -> list[str]:
    """The names of the identifiers that join records, or of all where none is said to."""
    entries = [entry for entry in _identifier_entries(cast) if isinstance(entry.name, str)]
    joining = [entry for entry in entries if entry.role == "join"] or entries
    return [str(entry.name) for entry in joining]


def _fields(cast: Cast, end: Party) -> str:
    """The fields that the identifiers have in the system at the end of a hop."""
    name = end.key.removeprefix("system:")
    pairs = [
        f"{entry.name} is {field}"
        for entry in _identifier_entries(cast)
        if isinstance(entry.in_, dict) and isinstance(field := entry.in_.get(name), str) and isinstance(entry.name, str)
    ]
    return "; ".join(pairs)


def _ordering(cast: Cast) -> str:
    pattern = cast.flow.pattern
    ordering = None if pattern is None or isinstance(pattern, OpenQuestion) else pattern.ordering
    if ordering is None or isinstance(ordering, OpenQuestion) or ordering.needed is not True:
        return ""
    return f"order of arrival kept by {ordering.key}" if isinstance(ordering.key, str) else "order of arrival matters"


def _identifiers_missing(cast: Cast) -> Iterator[Step]:
    if _join_names(cast):
        return
    identifiers = cast.flow.identifiers
    value = cast.value(("identifiers",), None if isinstance(identifiers, list) else identifiers)
    yield gap(cast.source, cast.consumers[-1], "by which identifier the systems know it again", value, Shape.REMARK)


def _answer(cast: Cast) -> Iterator[Step]:
    """A direct call is held open until it is answered; who of the two calls, the record does not say."""
    if _pattern_type(cast) is not PatternType.DIRECT_API:
        return
    timeout = cast.part(("pattern",), cast.flow.pattern, "timeout")
    if timeout.links:
        said = "the caller waits for the answer"
        yield Step(cast.source, cast.consumers[-1], said, Shape.REMARK, f"at most {timeout.plain}")
    else:
        about = "how long the caller waits for the answer"
        yield gap(cast.source, cast.consumers[-1], about, timeout, Shape.REMARK)


def _changes(cast: Cast) -> Iterator[Step]:
    changes = cast.flow.may_change
    receiver = cast.consumers[0]
    if not isinstance(changes, list):
        about = "who may change it on its way"
        yield gap(receiver, cast.consumers[-1], about, cast.value(("may-change",), changes), Shape.REMARK)
        return
    for index, change in enumerate(changes[:MOST_ALIKE]):
        if isinstance(change, Change) and isinstance(change.system, str):
            party = cast.system(change.system)
            fields = change.fields if isinstance(change.fields, list) else []
            what = words.listed(field.replace("-", " ") for field in fields if isinstance(field, str))
            conflict = change.conflict if isinstance(change.conflict, str) else ""
            yield Step(party, party, f"may change {what or 'the whole object'}", happens=conflict)
        else:
            value = cast.value(("may-change", index), change if isinstance(change, OpenQuestion) else None)
            yield gap(receiver, receiver, "who may change it on its way", value)
    if len(changes) > MOST_ALIKE:
        said = f"{len(changes) - MOST_ALIKE} more may change it"
        yield Step(receiver, cast.consumers[-1], said, Shape.REMARK, happens="named in the responsibility map")


def _once(cast: Cast) -> Iterator[Step]:
    key = cast.part(("idempotency",), cast.flow.idempotency, "key")
    first, last = cast.consumers[0], cast.consumers[-1]
    if key.links:
        yield Step(first, last, f"counts once, told by {key.plain}", Shape.REMARK)
    else:
        yield gap(first, last, "by what a second arrival is told from the first", key, Shape.REMARK)


def _promise(cast: Cast) -> Iterator[Step]:
    kind = cast.part(("latency",), cast.flow.latency, "class")
    within = cast.part(("latency",), cast.flow.latency, "within")
    first, last = cast.source, cast.consumers[-1]
    if not kind.links:
        yield gap(first, last, "how late is too late", kind, Shape.REMARK)
    if within.links:
        promise = f"within {within.plain}"
        yield Step(first, last, f"promised {promise} of the trigger", Shape.REMARK, promise, kind.plain)
    elif kind.links and within.question:
        yield gap(first, last, "within which time it has to arrive", within, Shape.REMARK)
    elif kind.links:
        yield Step(first, last, f"promised: {kind.plain}", Shape.REMARK, kind.plain, "no time limit is named")
