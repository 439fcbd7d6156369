"""Family K: what is done about a risk, and what remains of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from settled.model.answers import OpenQuestion
from settled.model.exposure import assess, compare
from settled.model.findings import Problem
from settled.model.risk import Action, Exposure, Risk
from settled.model.vocabulary import Kind, Level, Phase
from settled.model.written_values import Path
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import flows_in_force, problem_at, shortened
from settled.rules.risk import days_in_words, unclosed_risks


def _is_reported(record: Record, path: Path) -> bool:
    """True where a value at `path`, around it or in it is bad or the template's: that has been told."""
    return record.is_invalid(path) or any(
        place[: len(path)] == path for place in (*record.invalid, *record.unfilled)
    )  # fmt: skip


def _compared(record: Record, risk: Risk) -> tuple[int, Exposure, Exposure] | None:
    """How the residual compares with the exposure, with both; None where that cannot be told."""
    exposure, residual = risk.exposure, risk.residual
    if not isinstance(exposure, Exposure) or not isinstance(residual, Exposure):
        return None
    if _is_reported(record, ("exposure",)) or _is_reported(record, ("residual",)):
        return None
    order = compare(residual, exposure)
    return None if order is None else (order, exposure, residual)


def residual_above_inherent(context: Context) -> Iterator[Problem]:
    """What remains of a risk weighs more than the whole of it.

    In money by the likely values, else by the labels.

    Why: one of the two is wrong, and the level in the register was taken from one of them.

    Wrong:
        exposure: {likelihood: low, impact: medium}
        residual: {likelihood: medium, impact: medium}

    Right:
        exposure: {likelihood: medium, impact: medium}
        residual: {likelihood: low, impact: medium}
    """
    for record, risk in unclosed_risks(context.project):
        compared = _compared(record, risk)
        if compared is not None and compared[0] > 0:
            _, exposure, residual = compared
            yield problem_at(
                record,
                ("residual",),
                f"what remains ({assess(residual)[1]}) is more than there was ({assess(exposure)[1]})",
                "estimate both anew: `exposure` before anything is done, `residual` after it",
                value=assess(residual)[1],
                related=((record.at(("exposure",)), "the whole risk"),),
            )


def residual_lowered_without_action(context: Context) -> Iterator[Problem]:
    """What remains of a risk is less than the whole, and nothing is done about it.

    A contract or an insurance is an action too.

    Why: a risk does not shrink by being written down.

    Wrong:
        exposure: {likelihood: high, impact: medium}
        residual: {likelihood: low, impact: medium}

    Right:
        exposure: {likelihood: high, impact: medium}
        residual: {likelihood: low, impact: medium}
        actions:
          - what: compare refunds with credit notes every day
            owner: finance-operations
            due: 2027-01-29
    """
    for record, risk in unclosed_risks(context.project):
        compared = _compared(record, risk)
        if compared is None or compared[0] >= 0 or isinstance(risk.actions, OpenQuestion):
            continue
        if _is_reported(record, ("actions",)) or any(_is_action(entry) for entry in risk.actions or ()):
            continue
        yield problem_at(
            record,
            ("residual",),
            f"what remains ({assess(compared[2])[1]}) is less than there was, and no action makes it so",
            "write under `actions` what lowers it, or make the residual equal to the exposure",
            value=assess(compared[2])[1],
            related=((record.at(("exposure",)), f"the whole risk ({assess(compared[1])[1]})"),),
        )


def _is_action(entry: object) -> bool:
    if not isinstance(entry, Action):
        return entry is not None
    return bool(entry.what.strip() if isinstance(entry.what, str) else entry.what)


def action_overdue(context: Context) -> Iterator[Problem]:
    """An action about a risk was due before today and is not done.

    Why: the register shows a risk that is being lowered, and it is as high as ever.

    Wrong:
        actions:
          - what: compare refunds with credit notes every day
            due: 2020-01-29

    Right:
        actions:
          - what: compare refunds with credit notes every day
            due: 2020-01-29
            done: 2020-01-27
    """
    for record, risk in unclosed_risks(context.project):
        for index, action in enumerate(risk.actions if isinstance(risk.actions, list) else ()):
            path: Path = ("actions", index)
            if not isinstance(action, Action) or not isinstance(action.due, datetime.date):
                continue
            if action.due >= context.today or _is_done(action, context.today) or _is_reported(record, (*path, "done")):
                continue
            what = (
                f"`{shortened(action.what)}`" if isinstance(action.what, str) and action.what.strip() else "an action"
            )
            days = (context.today - action.due).days
            yield problem_at(
                record,
                (*path, "due"),
                f"{what} was due on {action.due}, {days_in_words(days)} ago, and is not done",
                "write `done:` with the day, or agree on a new date",
                value=str(action.due),
            )


def _is_done(action: Action, today: datetime.date) -> bool:
    """A day still to come is a plan; an open question is told as one."""
    if isinstance(action.done, datetime.date):
        return action.done <= today
    return bool(action.done)


def risk_without_response(context: Context) -> Iterator[Problem]:
    """A flow is live, and a high risk that it names has no response.

    Asked at `live` of the declared risks under the flow's `risks:` that are not closed. `watch` is a response;
    a level is high by the exposure, or by what remains where the residual is estimated.

    Why: the risk was seen, written down and then taken along, and nobody decided to carry it.

    Wrong:
        exposure: {likelihood: high, impact: high}     (in RISK-0003, and no `response`)

    Right:
        exposure: {likelihood: high, impact: high}
        response: mitigate
    """
    asked = {record.file: (record, risk) for record, risk in unclosed_risks(context.project)}
    for flow in flows_in_force(context.project):
        if context.phase_of(flow) is not Phase.LIVE:
            continue
        named = flow.flow.risks if flow.flow is not None and isinstance(flow.flow.risks, list) else []
        for index, reference in enumerate(named):
            found = context.project.resolve(reference, flow, Kind.RISK) if isinstance(reference, str) else None
            record, risk = asked.get(found.file, (None, None)) if found is not None else (None, None)
            if record is None or risk is None or risk.response is not None or _is_reported(record, ("response",)):
                continue
            estimate = risk.residual if isinstance(risk.residual, Exposure) else risk.exposure
            level, words = assess(estimate if isinstance(estimate, Exposure) else Exposure())
            if level is Level.HIGH:
                yield problem_at(
                    flow,
                    ("risks", index),
                    f"{record.label} is high ({words}), and nobody decided how to respond to it",
                    f"write `response:` in {record.file}: mitigate, accept, avoid, transfer or watch",
                    value=record.id,
                    related=((record.at(("exposure",)), f"here {record.id} is estimated"),),
                )
