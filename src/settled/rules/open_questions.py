"""Family F: what is left open on purpose, who owes the answer until when, and what is built upon it."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.answers import OpenQuestion
from settled.model.findings import Problem
from settled.model.vocabulary import Phase
from settled.model.written_values import path_in_words
from settled.rules.context import Context
from settled.rules.reporting import flows_in_force, problem_at


def _lacking_of(question: OpenQuestion) -> list[str]:
    """What an open question needs and does not have."""
    texts = {"open": question.open, "owner": question.owner, "due": question.due and str(question.due)}
    return [key for key, text in texts.items() if not (text and text.strip())]


def _is_complete(question: OpenQuestion) -> bool:
    return not _lacking_of(question)


def open_decision(context: Context) -> Iterator[Problem]:
    """A decision is left open on purpose, with a question, an owner and a due date.

    A warning while the record is a draft or proposed and its flow in design; an error once it is
    accepted or its flow is being built.

    Why: an open question with a name and a date is honest. Built upon, it is a decision that nobody made.

    Wrong:
        phase: build
        latency:
          open: How long may the warehouse wait for an order?
          owner: order-operations
          due: 2027-04-30

    Right:
        phase: build
        latency:
          class: same-day-operational
          within: 15 min
    """
    for record in context.project.records:
        if not record.is_in_force:
            continue
        for path, question in record.open_questions:
            if _is_complete(question) and question.due is not None and question.due >= context.today:
                yield problem_at(
                    record,
                    path,
                    f"`{path_in_words(path)}` is open: {question.open} "
                    f"({question.owner} owes the answer by {question.due})",
                    "replace the question by the answer",
                    value=question.open or "",
                )


def overdue_decision(context: Context) -> Iterator[Problem]:
    """An open question was due before today.

    Why: a date that passes without a word teaches everybody that dates mean nothing.

    Wrong:
        dead-letter:
          open: Who drains the dead-letter queue at the weekend?
          owner: order-operations
          due: 2020-01-31

    Right:
        dead-letter: {to: orders.dead, alert: order-operations}
    """
    for record in context.project.records:
        if not record.is_in_force:
            continue
        for path, question in record.open_questions:
            if _is_complete(question) and question.due is not None and question.due < context.today:
                days = (context.today - question.due).days
                yield problem_at(
                    record,
                    (*path, "due"),
                    f"`{path_in_words(path)}` is overdue by {days} {'day' if days == 1 else 'days'}: {question.open} "
                    f"({question.owner} owed the answer by {question.due})",
                    "answer the question, or agree on a new date",
                    value=str(question.due),
                )


def open_without_owner_or_date(context: Context) -> Iterator[Problem]:
    """An open question lacks its text, its owner or its due date.

    Why: a question that nobody owes and that is never due is a decision left out with more words.

    Wrong:
        dead-letter:
          open: Who drains the dead-letter queue at the weekend?

    Right:
        dead-letter:
          open: Who drains the dead-letter queue at the weekend?
          owner: order-operations
          due: 2027-04-30
    """
    for record in context.project.records:
        if not record.is_in_force:
            continue
        for path, question in record.open_questions:
            lacking = [key for key in _lacking_of(question) if not record.is_invalid((*path, key))]
            if lacking:
                words = {"open": "no question", "owner": "no owner", "due": "no due date"}
                yield problem_at(
                    record,
                    path,
                    f"`{path_in_words(path)}` is left open with " + " and ".join(words[key] for key in lacking),
                    "write " + " and ".join(f"`{key}:`" for key in lacking) + " below it",
                    value=question.open or "",
                )


def built_before_accepted(context: Context) -> Iterator[Problem]:
    """A flow is being built or rehearsed, or is asked for a gate, and nobody has accepted it.

    Why: what is built on a proposal is decided by whoever builds it.

    Wrong:
        status: proposed
        phase: build

    Right:
        status: accepted
        phase: build
    """
    for record in flows_in_force(context.project):
        phase = context.phase_of(record)
        if phase is Phase.DESIGN or record.status is None or not record.status.is_undecided:
            continue
        own = record.flow.phase if record.flow else None
        if own is Phase.LIVE:
            continue  # proposed-but-live tells that
        path = ("phase",) if own is phase else ("status",)
        where = f"is in the phase {phase.value}" if own is phase else f"is asked for the gate {phase.value}"
        yield problem_at(
            record,
            path,
            f"the flow {where}, and it is only {record.status.value}",
            "have it accepted first",
            value=record.status.value,
        )
