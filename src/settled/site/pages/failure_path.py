"""The path of a flow when a delivery fails for good: who tries again, who is told, who may act, what brings it back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from settled.model.answers import OpenQuestion
from settled.model.flow import Corrections, Failure, Flow, Rejection
from settled.records import Record
from settled.site import words
from settled.site.pages.flow_steps import MOST_ALIKE, Cast, Role, Shape, Step, gap
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Value


def failure_path(view: PageView, record: Record, flow: Flow) -> tuple[Step, ...]:
    """The steps from a delivery that fails to what brings it back; a step that nobody decided is a gap."""
    cast = Cast(view, record, flow)
    return (
        _failing(cast),
        *_retry(cast),
        _duplicates(cast),
        *_late(cast),
        *_rejections(cast),
        *_dead_letter(cast),
        *_failure_modes(cast),
        *_replay(cast),
        *_corrections(cast),
        *_reconciliation(cast),
    )


def _failing(cast: Cast) -> Step:
    receiver, *others = cast.consumers
    names = [party.label for party in others]
    same = f"the same holds for {words.listed(names)}" if names else ""
    return Step(cast.sender, receiver, f"{cast.object_name} does not arrive", Shape.FAILED, happens=same)


def _entry(cast: Cast, key: str) -> tuple[Any, Value, str]:
    """The section under `key` of the idempotency, what is to be said of its lack, and why it is not needed."""
    whole = cast.flow.idempotency
    if whole is None or isinstance(whole, OpenQuestion):
        return None, cast.value(("idempotency",), whole), ""
    section = getattr(whole, key.replace("-", "_"))
    if section is None or isinstance(section, OpenQuestion):
        return None, cast.value(("idempotency", key), section), ""
    needless = section.not_applicable
    question = next((part for _, part in section if isinstance(part, OpenQuestion)), None)
    value = cast.value(("idempotency", key), question)
    return section, value, needless if isinstance(needless, str) else ""


def _said(section: Any, key: str) -> str:
    """What stands under `key`, in words; nothing for an open question and for white space."""
    answer = getattr(section, key, None)
    return "" if answer is None or isinstance(answer, OpenQuestion) else words.text(answer).strip()


def _retry(cast: Cast) -> Iterator[Step]:
    section, lack, needless = _entry(cast, "retry")
    attempts, within = _said(section, "attempts"), _said(section, "within")
    backoff = _said(section, "backoff")
    if needless:
        yield Step(cast.sender, cast.sender, "is not tried again", Shape.REMARK, happens=needless)
    elif attempts or within:
        said = f"tries again, {words.counted(int(attempts), 'attempt')} in all" if attempts else "tries again"
        gaps = {"": "", "none": "without a pause between them"}.get(backoff, f"{backoff} pauses between them")
        yield Step(cast.sender, cast.consumers[0], said, promise=f"within {within}" if within else "", happens=gaps)
    if not needless and (lack.question or not (attempts or within)):
        yield gap(cast.sender, cast.consumers[0], "how often a failed delivery is tried again", lack)


def _duplicates(cast: Cast) -> Step:
    receiver = cast.consumers[0]
    duplicates = cast.part(("idempotency",), cast.flow.idempotency, "duplicates")
    if duplicates.links:
        return Step(receiver, receiver, "meets a second arrival", happens=duplicates.plain)
    return gap(receiver, receiver, "what happens to a second arrival", duplicates)


def _late(cast: Cast) -> Iterator[Step]:
    late = cast.part(("latency",), cast.flow.latency, "if-late")
    within = cast.part(("latency",), cast.flow.latency, "within")
    limit = f"later than {within.plain}" if within.links else "too late"
    if cast.flow.latency is None or isinstance(cast.flow.latency, OpenQuestion):
        return  # the happy path tells that nobody decided how late is too late
    if late.links:
        yield Step(cast.sender, cast.consumers[0], f"comes {limit}", Shape.REMARK, happens=late.plain)
    elif within.links or late.question:
        yield gap(cast.sender, cast.consumers[0], "what it costs to be late", late, Shape.REMARK)


def _rejections(cast: Cast) -> Iterator[Step]:
    rejections, receiver = cast.flow.may_reject, cast.consumers[0]
    about = "who may refuse it, and on which rule"
    if not isinstance(rejections, list):
        yield gap(receiver, cast.sender, about, cast.value(("may-reject",), rejections))
        return
    for index, rejection in enumerate(rejections[:MOST_ALIKE]):
        path = ("may-reject", index)
        if not isinstance(rejection, Rejection) or not isinstance(rejection.system, str):
            question = rejection if isinstance(rejection, OpenQuestion) else None
            yield gap(receiver, cast.sender, about, cast.value(path, question))
            continue
        party = cast.system(rejection.system)
        rule = cast.value((*path, "rule"), rejection.rule)
        if rule.links:
            yield Step(party, cast.sender, f"may refuse {cast.object_name}", happens=f"when {rule.plain}")
        else:
            yield gap(party, cast.sender, "on which rule it may refuse", rule)
    if len(rejections) > MOST_ALIKE:
        said = f"{len(rejections) - MOST_ALIKE} more may refuse it"
        yield Step(receiver, cast.sender, said, happens="named in the responsibility map")


def _dead_letter(cast: Cast) -> Iterator[Step]:
    section, lack, needless = _entry(cast, "dead-letter")
    place, alert = _said(section, "to"), _said(section, "alert")
    nobody = cast.nobody("alert", "nobody yet", Role.TEAM)
    if needless:
        yield Step(cast.sender, cast.sender, "is not kept when it fails for good", Shape.REMARK, happens=needless)
        return
    where = cast.place(place) if place else cast.nobody("dead-letter", "no place yet", Role.PLACE)
    if place:
        yield Step(cast.sender, where, "gives up, and keeps it")
    else:
        yield gap(cast.sender, where, "where a message goes that fails for good", lack)
    if alert:
        yield Step(where, cast.teams([alert]), "alerts")
    elif place:
        yield gap(where, nobody, "who is told of it", lack)


def _failure_modes(cast: Cast) -> Iterator[Step]:
    failures = cast.flow.failures
    nobody = cast.nobody("owner", "no owner yet", Role.TEAM)
    if not isinstance(failures, list) or not failures:
        value = cast.value(("failures",), failures or None)
        yield gap(None, nobody, "who answers when it fails", value)
        return
    for index, failure in enumerate(failures[:MOST_ALIKE]):
        path = ("failures", index)
        if not isinstance(failure, Failure):
            yield gap(None, nobody, "who answers when it fails", cast.value(path, failure))
            continue
        mode = _said(failure, "mode") or "a failure without a name"
        detect = _said(failure, "detect")
        notice = f"noticed by: {detect}" if detect else ""
        owner = cast.value((*path, "owner"), failure.owner, cast.view.team)
        rights = cast.value((*path, "authority"), failure.authority)
        if not owner.links:
            lack = gap(None, nobody, f"who answers for: {mode}", owner)
            yield Step(None, nobody, lack.said, lack.shape, notice, gap=lack.gap)
        elif rights.links:
            may = f"may {words.listed(link.text for link in rights.links)}"
            yield Step(None, cast.teams([str(failure.owner)]), mode, promise=notice, happens=may)
        else:
            lack = gap(None, nobody, f"what the owner may do: {mode}", rights)
            yield Step(None, cast.teams([str(failure.owner)]), lack.said, lack.shape, notice, gap=lack.gap)
    if len(failures) > MOST_ALIKE:
        said = f"{len(failures) - MOST_ALIKE} more ways to fail"
        yield Step(cast.sender, cast.consumers[0], said, Shape.REMARK, happens="in the table of failure modes")


def _replay(cast: Cast) -> Iterator[Step]:
    section, lack, needless = _entry(cast, "replay")
    by, how, safe = (_said(section, key) for key in ("by", "how", "safe_because"))
    if needless:
        yield Step(cast.sender, cast.sender, "is not sent again", Shape.REMARK, happens=needless)
        return
    happens = "; ".join(part for part in (how, f"safe because {safe}" if safe else "") if part)
    if by:
        yield Step(cast.teams([by]), cast.sender, "sends again what was lost", happens=happens)
    else:
        nobody = cast.nobody("replay", "nobody yet", Role.TEAM)
        lacking = gap(nobody, cast.sender, "who may send again what was lost", lack)
        yield Step(nobody, cast.sender, lacking.said, happens=happens, gap=lacking.gap)


def _corrections(cast: Cast) -> Iterator[Step]:
    corrections = cast.flow.corrections
    nobody = cast.nobody("correct", "nobody yet", Role.TEAM)
    if not isinstance(corrections, Corrections):
        yield gap(nobody, nobody, "who may correct bad data", cast.value(("corrections",), corrections))
        return
    correct, request = (
        [name for name in answer if isinstance(name, str)] if isinstance(answer, list) else []
        for answer in (corrections.correct, corrections.request)
    )
    corrector = cast.teams(correct) if correct else nobody
    if request:
        yield Step(cast.teams(request), corrector, "may only ask for a correction")
    if correct:
        yield Step(corrector, corrector, "may correct bad data")
    else:
        value = cast.value(("corrections", "correct"), corrections.correct)
        if value.note:  # an empty list is an answer
            yield Step(cast.sender, cast.consumers[0], "nobody may correct bad data", Shape.REMARK)
        else:
            yield gap(nobody, nobody, "who may correct bad data", value)


def _reconciliation(cast: Cast) -> Iterator[Step]:
    slices = cast.flow.slices
    release = None if slices is None or isinstance(slices, OpenQuestion) else slices.release
    if release is None or isinstance(release, OpenQuestion):
        return
    compared = cast.value(("slices", "release", "reconcile"), release.reconcile)
    if compared.links:
        said = "is compared after a release"
        yield Step(cast.source, cast.consumers[0], said, Shape.REMARK, happens=compared.plain)
    elif compared.question:
        about = "what is compared after a release"
        yield gap(cast.source, cast.consumers[0], about, compared, Shape.REMARK)
