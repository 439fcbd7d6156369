"""What goes wrong on a flow and who answers for it, and the slices that prove it was tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from settled.model.answers import OpenQuestion
from settled.model.detailed_text import details_of
from settled.model.flow import ExceptionCase, Failure, Flow
from settled.model.flow_terms import SupportActionTerms
from settled.model.vocabulary import DecisionState
from settled.records import Record
from settled.site import words
from settled.site.pages.composed import composed, said
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import STATE_CHIPS, Chip, Fact, Link, Value


@dataclass(frozen=True, slots=True)
class FailureRow:
    """A failure mode with all that operations needs to know."""

    mode: Value
    owner: Value
    authority: Value
    suppress: Value | None
    effect: Value
    detect: Value
    trace: Value
    runbook: Value


@dataclass(frozen=True, slots=True)
class SliceCase:
    """One of the recurring exceptions: its state, how it is handled or why it cannot happen, and the evidence."""

    name: Link
    state: Chip
    words: str
    question: Value | None = None
    evidence: Value | None = None


@dataclass(frozen=True, slots=True)
class SliceView:
    """One of the three proofs: its state, what was shown, and the evidence."""

    name: str
    purpose: Link
    state: Chip
    facts: tuple[Fact, ...]
    cases: tuple[SliceCase, ...]
    evidence: Value | None


_PURPOSES = {
    "thin": "one example, end to end",
    "exceptions": "the exceptions of everyday trade",
    "release": "stopped, drained, replayed, reconciled",
}
_SLICE_CHIPS = {
    "planned": Chip("○", "planned", "draft"),
    "running": Chip("◐", "running", "proposed"),
    "proven": Chip("●", "proven", "accepted"),
}
_NOT_PLANNED = Chip("✗", "not planned", "missing")


def failure_rows(view: PageView, record: Record, flow: Flow) -> tuple[FailureRow, ...]:
    """The failure modes in the record's order."""
    if not isinstance(flow.failures, list):
        return ()
    return tuple(
        failure_row(view, record, index, failure)
        for index, failure in enumerate(flow.failures)
        if isinstance(failure, Failure)
    )


def failure_row(view: PageView, record: Record, index: int, failure: Failure) -> FailureRow:
    """The failure mode that is the one at `index` of `record`."""
    path = ("failures", index)
    return FailureRow(
        mode=view.value(record, (*path, "mode"), failure.mode),
        owner=view.value(record, (*path, "owner"), failure.owner, view.team),
        authority=view.value(record, (*path, "authority"), failure.authority),
        suppress=None
        if failure.suppress is None
        else composed(view, record, (*path, "suppress"), failure.suppress, _limit_words),
        effect=view.value(record, (*path, "effect"), failure.effect),
        detect=view.value(record, (*path, "detect"), failure.detect),
        trace=view.value(record, (*path, "trace"), failure.trace),
        runbook=_optional(view, record, (*path, "runbook"), failure.runbook, view.address),
    )


def _limit_words(view: PageView, limit: Any) -> list[Link]:
    """`50 in 1 d`."""
    per = f"in {said(limit.per)}" if said(limit.per) else ""
    return [Link(" ".join(part for part in (said(limit.up_to), per) if part))]


def _optional(view: PageView, record: Record, path: tuple[str | int, ...], answer: Any, show: Any = None) -> Value:
    """A value that may be absent without being missed."""
    if answer is None and not record.is_invalid(path):
        return Value(note=words.NOTHING)
    return view.value(record, path, answer, show)


def owners_in_words(view: PageView, record: Record, failures: list[Any]) -> list[Fact]:
    """The owners of the failure modes: each team once, with what it owns."""
    by_owner: dict[str, list[str]] = {}
    facts: list[Fact] = []
    for index, failure in enumerate(failures):
        path = ("failures", index)
        if not isinstance(failure, Failure):
            facts.append(Fact("", view.value(record, path, failure)))
        elif isinstance(failure.owner, str):
            by_owner.setdefault(failure.owner, []).append(
                words.text(failure.mode) if isinstance(failure.mode, str) else ""
            )
        else:
            facts.append(Fact(f"Failure mode {index + 1}", view.value(record, (*path, "owner"), failure.owner)))
    owned = [
        Fact(words.counted(len(modes), "failure mode"), Value(links=(view.team(owner),)))
        for owner, modes in by_owner.items()
    ]
    return [*owned, *facts]


def slice_views(view: PageView, record: Record, flow: Flow) -> tuple[SliceView, ...]:
    """The three slices; one that the record does not have says so."""
    slices = flow.slices
    whole = None if slices is None or isinstance(slices, OpenQuestion) else slices
    found: list[SliceView] = []
    facts: tuple[Fact, ...]
    for name in ("thin", "exceptions", "release"):
        section = getattr(whole, name) if whole is not None else None
        path = ("slices", name)
        purpose = Link(_PURPOSES[name], view.explained(f"{name} slice").href)
        if section is None or isinstance(section, OpenQuestion):
            facts = (Fact("", view.value(record, path, section)),) if isinstance(section, OpenQuestion) else ()
            found.append(SliceView(words.capital(name), purpose, _NOT_PLANNED, facts, (), None))
            continue
        state = _SLICE_CHIPS.get(section.state) if isinstance(section.state, str) else None
        facts = tuple(
            Fact(words.capital(key.replace("_", " ")), view.value(record, (*path, key.replace("_", "-")), answer))
            for key, answer in section
            if key not in {"state", "evidence", "cases"} and answer is not None
        )
        team = details_of(getattr(section, "support_action", None), SupportActionTerms).team
        if team is not None:
            acts = view.value(record, (*path, "support-action", "team"), team, view.team)
            facts = (*facts, Fact("Support action by", acts))
        evidence = view.value(record, (*path, "evidence"), section.evidence, view.address) if section.evidence else None
        found.append(
            SliceView(
                words.capital(name),
                purpose,
                state or _NOT_PLANNED,
                facts,
                _cases(view, record, section),
                evidence,
            )
        )
    return tuple(found)


def _cases(view: PageView, record: Record, section: Any) -> tuple[SliceCase, ...]:
    cases = getattr(section, "cases", None)
    rows: list[SliceCase] = []
    for exception, case in cases.items() if isinstance(cases, dict) else ():
        name = Link(words.capital(words.text(exception)), view.explained_exception(str(exception)))
        if isinstance(case, OpenQuestion):
            question = Value(question=view.question(case))
            rows.append(SliceCase(name, STATE_CHIPS[DecisionState.OPEN], "", question))
            continue
        path = ("slices", "exceptions", "cases", str(exception), "evidence")
        shown = case.evidence if isinstance(case, ExceptionCase) and case.evidence else None
        evidence = view.value(record, path, shown, view.address) if shown else None
        if isinstance(case, ExceptionCase) and isinstance(case.handled_by, str):
            rows.append(SliceCase(name, Chip("✓", "handled", "settled"), case.handled_by, evidence=evidence))
        elif isinstance(case, ExceptionCase) and isinstance(case.not_applicable, str):
            chip = Chip(words.NOTHING, "cannot happen", "quiet")
            rows.append(SliceCase(name, chip, case.not_applicable, evidence=evidence))
        else:
            rows.append(SliceCase(name, STATE_CHIPS[DecisionState.MISSING], "", evidence=evidence))
    return tuple(rows)
