"""Family K: what people declared about a risk: is it complete, and does an acceptance hold.

A closed risk is not asked, nor is one that another took the place of.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from settled.model.answers import OpenQuestion, Section
from settled.model.findings import Problem
from settled.model.risk import Acceptance, Risk, Statement
from settled.model.vocabulary import RiskResponse, RiskStatus
from settled.model.written_values import Path
from settled.programme.derived_risks import CATALOG_ID
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import Run, problem_at, unanswered_keys

_ACCEPTANCE_KEYS = ("by", "approver", "on", "until", "reason")
_STATEMENT_WORDS = {
    "condition": "what is so today",
    "event": "what may happen because of it",
    "consequence": "what that costs",
}


def unclosed_risks(project: Project) -> Iterator[tuple[Record, Risk]]:
    """The declared risks that are still asked something."""
    for record in project.risks:
        if record.risk is not None and _status(record) != RiskStatus.CLOSED and not record.superseded_by:
            yield record, record.risk


def _status(record: Record) -> str:
    return (record.status_text or "").strip().lower()


def _lacking(record: Record, path: Path, section: Section | None, wanted: tuple[str, ...]) -> list[str]:
    """The `wanted` keys that nobody answered, and that no other rule has told."""
    return [key for key in unanswered_keys(record, path, section, wanted) if (*path, key) not in record.unfilled]


def days_in_words(count: int) -> str:
    """`1 day`, `12 days`."""
    return f"{count} {'day' if count == 1 else 'days'}"


def acceptance_expired(context: Context) -> Iterator[Problem]:
    """A risk was accepted until a day that is past.

    Why: nobody carries the risk any more, and everybody believes that somebody does.

    Wrong:
        acceptance:
          by: commerce-team
          until: 2020-12-31

    Right:
        acceptance:
          by: commerce-team
          until: 2027-09-30
    """
    for record, risk in unclosed_risks(context.project):
        acceptance = risk.acceptance
        if not isinstance(acceptance, Acceptance) or not isinstance(acceptance.until, datetime.date):
            continue
        if acceptance.until < context.today:
            days = (context.today - acceptance.until).days
            yield problem_at(
                record,
                ("acceptance", "until"),
                f"the risk was accepted until {acceptance.until}, {days_in_words(days)} ago",
                "decide anew with its approver, or take the acceptance out and write another response",
                value=str(acceptance.until),
            )


def acceptance_incomplete(context: Context) -> Iterator[Problem]:
    """A risk is accepted, and it does not say by whom, with whose agreement, since when, until when or why.

    Asked where the response is `accept` or the status is accepted.

    Why: a risk that was accepted by nobody and for ever is a risk that was ignored.

    Wrong:
        response: accept
        acceptance:
          by: commerce-team

    Right:
        response: accept
        acceptance:
          by: commerce-team
          approver: programme-steering
          on: 2026-11-12
          until: 2027-09-30
          reason: a second export job would double the work of the go-live
    """
    for record, risk in unclosed_risks(context.project):
        acceptance = risk.acceptance
        is_response = risk.response is RiskResponse.ACCEPT
        is_accepted = is_response or _status(record) == RiskStatus.ACCEPTED
        path: Path = ("acceptance",)
        if not is_accepted or isinstance(acceptance, OpenQuestion) or record.is_invalid(path):
            continue
        if path in record.unfilled:
            continue
        lacking = _lacking(record, path, acceptance, _ACCEPTANCE_KEYS)
        if lacking:
            named = ", ".join(f"`{key}`" for key in lacking)
            place: Path = path if record.front.has(path) else ("response",) if is_response else ("status",)
            yield problem_at(
                record,
                place,
                f"the risk is accepted without {named}",
                "write it below `acceptance`, or choose another response",
                value=" ".join(lacking),
            )


def self_approved(context: Context) -> Iterator[Problem]:
    """A risk was accepted by the same people who approved the acceptance.

    Why: who carries the risk gains by taking it. The second signature is there to ask whether all others do.

    Wrong:
        acceptance:
          by: commerce-team
          approver: commerce-team

    Right:
        acceptance:
          by: commerce-team
          approver: programme-steering
    """
    for record, risk in unclosed_risks(context.project):
        acceptance = risk.acceptance
        if not isinstance(acceptance, Acceptance):
            continue
        by, approver = acceptance.by, acceptance.approver
        if not isinstance(by, str) or not isinstance(approver, str) or not by.strip():
            continue
        if by.split() and by.casefold().split() == approver.casefold().split():
            yield problem_at(
                record,
                ("acceptance", "approver"),
                f"`{approver}` approved what it accepted itself",
                "name who agreed beside those who carry the risk",
                value=approver,
                related=((record.at(("acceptance", "by")), f"here `{by}` accepts the risk"),),
            )


def tracks_nothing(context: Context, run: Run) -> Iterator[Problem]:
    """A risk tracks a derived risk that cannot exist.

    The id of a derived risk is the rule's code, the record's id and the key, as `adr risks` shows it. Whether the
    finding is still there is not asked: a decision that has been made since is no mistake of the risk.

    Why: the register shows the same risk twice, once with an owner and once without.

    Wrong:
        tracks: F413@FLOW-14@latency

    Right:
        tracks: F413@FLOW-0014@latency
    """
    for record, risk in unclosed_risks(context.project):
        if not isinstance(risk.tracks, str) or not risk.tracks.strip():
            continue
        code, _, rest = risk.tracks.strip().partition("@")
        identifier, _, field = rest.partition("@")
        known = run.codes.get(code.strip().lower())
        tracked = context.project.by_id.get(identifier) or (
            context.project.resolve(identifier, record) if identifier else None
        )
        hint = "write an id as `adr risks` shows it: rule@record@field"
        if not field:
            message = f"`{risk.tracks}` is not the id of a derived risk"
        elif known is None:
            message = f"`{risk.tracks}` names the rule `{code}`, and there is no such rule"
        elif tracked is None and identifier not in {*context.project.unreadable_ids, CATALOG_ID}:
            message = f"`{risk.tracks}` names the record `{identifier}`, and there is no such record"
        elif tracked is not None and risk.tracks != (exact := f"{known}@{tracked.id}@{field}"):
            message, hint = f"`{risk.tracks}` is not how the derived risk is written", f"write `{exact}`"
        else:
            continue
        yield problem_at(record, ("tracks",), message, hint, value=risk.tracks)


def statement_incomplete(context: Context) -> Iterator[Problem]:
    """The statement of a risk lacks what is so, what may happen because of it, or what that costs.

    A risk that tracks a derived one may leave the whole statement to it.

    Why: "the ERP" is not a risk. Without the condition nobody can remove it, without the event nobody notices
    it, without the consequence nobody can say what it is worth to prevent it.

    Wrong:
        statement:
          event: refunds are booked late

    Right:
        statement:
          condition: refunds are paid by hand and posted from a weekly list
          event: a refund is paid and its credit note is booked late
          consequence: the month closes with open items
    """
    path: Path = ("statement",)
    for record, risk in unclosed_risks(context.project):
        statement = risk.statement
        if isinstance(statement, OpenQuestion) or record.is_invalid(path) or path in record.unfilled:
            continue
        if statement is None and risk.tracks is not None:
            continue
        lacking = _lacking(record, path, statement, tuple(_STATEMENT_WORDS))
        if lacking:
            has_statement = isinstance(statement, Statement)
            said = "the statement does not say" if has_statement else "the risk does not say"
            yield problem_at(
                record,
                (*path, lacking[0]) if has_statement else path,
                f"{said} {', '.join(_STATEMENT_WORDS[key] for key in lacking)}",
                "write " + ", ".join(f"`{key}`" for key in lacking) + " below `statement`",
                value=" ".join(lacking),
            )
