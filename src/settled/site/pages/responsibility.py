"""The responsibility map of a flow: who creates, changes, rejects, corrects, and who may only ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from settled.model.answers import OpenQuestion
from settled.model.flow import Change, Corrections, Failure, Flow, Rejection
from settled.records import Record, texts
from settled.site import words
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Value


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who bears a duty, and under which condition."""

    who: Value
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of the map: what may be done, and by whom."""

    name: str
    bearers: tuple[Bearer, ...]


def responsibility_map(view: PageView, record: Record, flow: Flow) -> tuple[Duty, ...]:
    """The rows of the map, in the order in which an object meets them."""
    return (
        Duty("Creates it", (_creator(view, record, flow),)),
        Duty("May change it", _bearers(view, record, "may-change", flow.may_change, _change)),
        Duty("May reject it", _bearers(view, record, "may-reject", flow.may_reject, _rejection)),
        *_correction_duties(view, record, flow.corrections),
        Duty("Answers for failures", _failure_owners(view, record, flow)),
    )


def _creator(view: PageView, record: Record, flow: Flow) -> Bearer:
    source = flow.source
    if source is None or isinstance(source, OpenQuestion):
        return Bearer(view.value(record, ("source",), source))
    trigger = f"when: {source.trigger}" if isinstance(source.trigger, str) else ""
    return Bearer(view.value(record, ("source", "system"), source.system, view.system), trigger)


def _bearers(view: PageView, record: Record, key: str, answer: Any, describe: Any) -> tuple[Bearer, ...]:
    if not isinstance(answer, list):
        return (Bearer(view.value(record, (key,), answer)),)
    if not answer:
        return (Bearer(Value(note="nobody")),)
    found: list[Bearer] = []
    for index, entry in enumerate(answer):
        path = (key, index)
        if entry is None or isinstance(entry, OpenQuestion):
            found.append(Bearer(view.value(record, path, entry)))
        else:
            found.append(Bearer(view.value(record, (*path, "system"), entry.system, view.system), describe(entry)))
    return tuple(found)


def _change(change: Change) -> str:
    fields = [field for field in change.fields if isinstance(field, str)] if isinstance(change.fields, list) else []
    what = words.listed(field.replace("-", " ") for field in fields) if fields else "the whole object"
    return f"{what}; {change.conflict}" if isinstance(change.conflict, str) else what


def _rejection(rejection: Rejection) -> str:
    return f"when {rejection.rule}" if isinstance(rejection.rule, str) else ""


def _correction_duties(view: PageView, record: Record, corrections: Any) -> tuple[Duty, ...]:
    if not isinstance(corrections, Corrections):
        return (Duty("Corrects, or asks for it", (Bearer(view.value(record, ("corrections",), corrections)),)),)
    return (
        Duty("Corrects bad data", (_correctors(view, record, corrections, "correct"),)),
        Duty("May only ask for it", (_correctors(view, record, corrections, "request"),)),
    )


def _correctors(view: PageView, record: Record, corrections: Corrections, key: str) -> Bearer:
    answer = getattr(corrections, key)
    if answer == []:
        return Bearer(Value(note="nobody"))
    return Bearer(view.value(record, ("corrections", key), answer, view.team))


def _failure_owners(view: PageView, record: Record, flow: Flow) -> tuple[Bearer, ...]:
    failures = flow.failures
    if not isinstance(failures, list) or not failures:
        return (Bearer(view.value(record, ("failures",), None if failures == [] else failures)),)
    found: dict[str, dict[str, None]] = {}
    for failure in failures:
        if isinstance(failure, Failure) and isinstance(failure.owner, str):
            rights = failure.authority if isinstance(failure.authority, list) else []
            found.setdefault(failure.owner, {}).update(
                dict.fromkeys(words.text(right) for right in rights if isinstance(right, str))
            )
    bearers = tuple(
        Bearer(Value(links=(view.team(owner),)), f"may {words.listed(rights)}" if rights else "without authority")
        for owner, rights in found.items()
    )
    return bearers or (Bearer(Value(lack=view.lack(record, ("failures",)))),)


def systems_of(flow: Flow) -> dict[str, set[str]]:
    """What each system does on a flow, by its id: `source`, `changes`, `rejects`, `consumes`, `carries`."""
    found: dict[str, set[str]] = {}

    def note(system: object, what: str) -> None:
        if isinstance(system, str):
            found.setdefault(system, set()).add(what)

    if flow.source is not None and not isinstance(flow.source, OpenQuestion):
        note(flow.source.system, "source")
    for names, what in ((flow.consumers, "consumes"), (flow.via, "carries")):
        for name in names if isinstance(names, list) else ():
            note(name, what)
    for entries, what in ((flow.may_change, "changes"), (flow.may_reject, "rejects")):
        for entry in entries if isinstance(entries, list) else ():
            note(getattr(entry, "system", None), what)
    return found


def failure_owners_of(flow: Flow) -> list[str]:
    """The teams that own a failure mode of a flow, by their ids."""
    failures = flow.failures if isinstance(flow.failures, list) else ()
    owners = (failure.owner for failure in failures if isinstance(failure, Failure))
    return list(dict.fromkeys(owner for owner in owners if isinstance(owner, str)))


def teams_of(flow: Flow) -> list[str]:
    """The teams that answer for a flow, by their ids: who owns its failures, who corrects, and who may ask for it."""
    corrections = flow.corrections if isinstance(flow.corrections, Corrections) else Corrections()
    named = [*failure_owners_of(flow), *texts(corrections.correct), *texts(corrections.request)]
    return list(dict.fromkeys(named))
