"""Family F: the six decisions that every flow must settle, and what is declared open.

A rejected, deprecated or superseded flow is no longer asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from settled.findings import Problem
from settled.model.answers import OpenQuestion, Path, Section
from settled.model.flow import Idempotency, Pattern
from settled.model.vocabulary import DecisionState, RequiredDecision
from settled.project import Project
from settled.records import Record
from settled.required_decisions import Part
from settled.rules.reporting import problem_at
from settled.validation import path_in_words


def _flows_in_force(project: Project) -> Iterator[Record]:
    return (record for record in project.flows if record.is_in_force)


def _missing_parts(project: Project, decision: RequiredDecision) -> Iterator[tuple[Record, Part]]:
    """The missing parts of one decision, in every flow in force."""
    for record in _flows_in_force(project):
        for part in project.flow_parts[record.file]:
            if part.decision is decision and part.state is DecisionState.MISSING:
                yield record, part


def _missing(record: Record, part: Part, message: str, hint: str) -> Problem:
    """A finding for a missing part; says so where the template's text is still there."""
    left = record.unfilled.get(part.path)
    if left is not None:
        message += f" (the template's text {left!r} is still there)"
    return problem_at(record, part.path, message, hint, value=left or "")


def missing_source_system(project: Project) -> Iterator[Problem]:
    """The flow does not say which system creates the event and holds the truth.

    Why: without a named source, two systems both believe that theirs is the right value, and the
    connector moves the difference back and forth.

    Wrong:
        source:
          trigger: order paid

    Right:
        source:
          system: storefront
          trigger: order paid
    """
    for record, part in _missing_parts(project, RequiredDecision.SOURCE):
        if part.path in {("source",), ("source", "system")}:
            yield _missing(
                record,
                part,
                "no source system: nobody said which system creates the event and holds the truth",
                "name it under `source.system`, or leave it open with a question, an owner and a due date",
            )


def missing_consumers(project: Project) -> Iterator[Problem]:
    """The flow does not say which systems receive the object.

    Why: a consumer that is not on the list is not asked before a change, and finds out in production.

    Wrong:
        consumers: []

    Right:
        consumers: [erp, wms]
    """
    for record, part in _missing_parts(project, RequiredDecision.SOURCE):
        if part.path == ("consumers",):
            yield _missing(record, part, "no consuming system is named", "list the systems under `consumers`")


def missing_creator_trigger(project: Project) -> Iterator[Problem]:
    """The flow does not say what happens in the business that creates the event.

    Why: "order placed" and "order paid" are hours apart, and a system that waits for the wrong one ships
    too early or too late.

    Wrong:
        source:
          system: storefront

    Right:
        source:
          system: storefront
          trigger: order paid
    """
    for record, part in _missing_parts(project, RequiredDecision.SOURCE):
        if part.path == ("source", "trigger"):
            yield _missing(
                record,
                part,
                "no trigger: nobody said what makes the source create the event",
                "name the business moment under `source.trigger`, as in: order paid",
            )


def missing_pattern(project: Project) -> Iterator[Problem]:
    """The flow does not say how the object travels.

    Why: the pattern decides what can be late, lost or doubled. Chosen for the whole programme instead of
    for this flow, it is wrong for most flows.

    Wrong:
        pattern:
          because: the ERP is down every night

    Right:
        pattern:
          type: event
          because: the ERP is down every night and the shop must keep selling
    """
    for record, part in _missing_parts(project, RequiredDecision.PATTERN):
        yield _missing(
            record,
            part,
            "no integration pattern: nobody said how the object travels",
            "write one under `pattern.type`: direct-api, event, queue, file, ipaas, middleware or scheduled-job",
        )


def missing_identifiers(project: Project) -> Iterator[Problem]:
    """The flow does not say which identifiers join its records across systems.

    Each identifier needs a name, a role and the field that holds it in each system.

    Why: records that cannot be joined cannot be found when something fails, and a join by guess turns
    one order into two.

    Wrong:
        identifiers:
          - name: order number

    Right:
        identifiers:
          - name: order number
            role: join
            in: {storefront: order.id, erp: VBAK-BSTNK}
    """
    for record, part in _missing_parts(project, RequiredDecision.IDENTIFIERS):
        if part.path == ("identifiers",):
            message = "no identifiers: nobody said which fields join the records across systems"
            hint = "list at least one under `identifiers` with name, role and its field in each system"
        else:
            lacking = part.name.replace(" of the identifier", "")
            message = f"an identifier without the {lacking}" if len(part.path) > 2 else "an empty identifier"
            hint = f"write `{part.path[-1]}`" if len(part.path) > 2 else "write its name, role and fields"
        yield _missing(record, part, message, hint)


def missing_latency_class(project: Project) -> Iterator[Problem]:
    """The flow does not say in business terms how late is too late.

    Why: "real time" is a wish. Whether checkout waits for the answer, or the month's closing does,
    decides the pattern, the retries and who is woken at night.

    Wrong:
        latency:
          within: 15 min

    Right:
        latency:
          class: same-day-operational
          within: 15 min
          if-late: the warehouse misses the 16:00 carrier cut-off
    """
    for record, part in _missing_parts(project, RequiredDecision.LATENCY):
        yield _missing(
            record,
            part,
            "no latency class: nobody said in business terms how late is too late",
            "write one under `latency.class`: checkout-blocking, same-day-operational, next-cycle-enrichment or "
            "finance-close-reconciliation",
        )


def missing_idempotency(project: Project) -> Iterator[Problem]:
    """The flow does not say by what key a repeat is recognised, and what happens to it.

    Why: every delivery can arrive twice. Without a key and a rule for duplicates the second arrival is a
    second order, refund or stock movement.

    Wrong:
        idempotency:
          retry: {attempts: 8, within: 4 h}

    Right:
        idempotency:
          key: order number
          duplicates: the second arrival is acknowledged and dropped
          retry: {attempts: 8, within: 4 h}
    """
    for record, part in _missing_parts(project, RequiredDecision.IDEMPOTENCY):
        if part.path == ("idempotency", "duplicates"):
            message = "no rule for duplicates: nobody said what happens to the second arrival"
            hint = "write it under `idempotency.duplicates`"
        else:
            message = "no idempotency key: nobody said by what a repeat is recognised"
            hint = "name it under `idempotency.key`, and what happens to a repeat under `idempotency.duplicates`"
        yield _missing(record, part, message, hint)


def missing_failure_owner(project: Project) -> Iterator[Problem]:
    """A failure mode has no owner, or no failure mode is named at all.

    An owner is a team of the catalog, named for each failure mode and not for each system.

    Why: when it breaks on a Friday afternoon, the phone rings where nobody may decide.

    Wrong:
        failures:
          - mode: ERP rejects the order

    Right:
        failures:
          - mode: ERP rejects the order
            owner: order-operations
            authority: [retry, repair, escalate]
    """
    for record, part in _missing_parts(project, RequiredDecision.FAILURE_OWNER):
        if part.path == ("failures",):
            message = "no failure owner: nobody said what can fail and which team answers for it"
            hint = "list the failure modes under `failures`, each with `mode`, `owner` and `authority`"
        elif part.path[-1] == "owner":
            failure = record.flow.failures[part.path[1]] if record.flow else None  # type: ignore[index]
            mode = getattr(failure, "mode", None)
            message = f"no failure owner: nobody answers for `{mode}`" if isinstance(mode, str) else "no failure owner"
            hint = "name a team of the catalog under `owner`"
        elif part.path[-1] == "mode":
            message, hint = "a failure mode that does not say what goes wrong", "write it under `mode`"
        else:
            message, hint = "an empty failure mode", "write `mode`, `owner` and `authority`"
        yield _missing(record, part, message, hint)


def _absent(project: Project, key: str, wanted: tuple[str, ...], message: str, hint: str) -> Iterator[Problem]:
    """Flows without the section `key`, or where it (or one of its entries) lacks one of the `wanted` keys."""
    for record in _flows_in_force(project):
        path: Path = (key,)
        value = getattr(record.flow, key.replace("-", "_"))
        is_list = isinstance(value, list)
        entries = [((*path, index), entry) for index, entry in enumerate(value)] if is_list else [(path, value)]
        for entry_path, entry in entries:
            if record.is_invalid(entry_path) or isinstance(entry, OpenQuestion):
                continue
            lacking = _lacking(record, entry_path, entry, wanted)
            if lacking:
                place = (*entry_path, lacking[0]) if entry is not None else entry_path
                yield problem_at(record, place, message, hint, value=" ".join(lacking))


def _lacking(record: Record, path: Path, section: Section | None, wanted: tuple[str, ...]) -> list[str]:
    """Those of the `wanted` keys that the section at `path` does not answer; bad values have been told."""
    values = {key: getattr(section, key.replace("-", "_"), None) for key in wanted}
    return [
        key
        for key, value in values.items()
        if (value is None or (isinstance(value, str) and not value.strip())) and not record.is_invalid((*path, key))
    ]


def missing_enrich_rule(project: Project) -> Iterator[Problem]:
    """The flow does not say which systems may enrich or change the object on its way.

    An empty list is an answer: nobody may.

    Why: an integration layer that "just adds a default" becomes a second source of truth that no team owns.

    Wrong:
        consumers: [erp]         (and no `may-change`)

    Right:
        may-change: []
    """
    yield from _absent(
        project,
        "may-change",
        ("system",),
        "nobody said which systems may enrich or change the object on its way",
        "list them under `may-change`; an empty list says that nobody may",
    )


def missing_reject_rule(project: Project) -> Iterator[Problem]:
    """The flow does not say which systems may refuse the object, and on what rule.

    An empty list is an answer: nobody may.

    Why: a refusal that nobody foresaw is retried for ever or dropped without a word.

    Wrong:
        consumers: [erp]         (and no `may-reject`)

    Right:
        may-reject:
          - system: erp
            rule: the customer account is blocked
    """
    yield from _absent(
        project,
        "may-reject",
        ("system", "rule"),
        "nobody said which systems may reject the object, and on what rule",
        "list them under `may-reject`; an empty list says that nobody may",
    )


def missing_correction_rights(project: Project) -> Iterator[Problem]:
    """The flow does not say who may correct bad data, and who may only ask for it.

    Both lists must be there; an empty one is an answer.

    Why: two teams correct the same record in two systems, and the next run overwrites one of them.

    Wrong:
        consumers: [erp]         (and no `corrections`)

    Right:
        corrections:
          correct: [order-operations]
          request: [customer-service]
    """
    yield from _absent(
        project,
        "corrections",
        ("correct", "request"),
        "nobody said which teams may correct bad data, and which can only ask for it",
        "name the teams under `corrections.correct` and `corrections.request`",
    )


def pattern_without_reason(project: Project) -> Iterator[Problem]:
    """The pattern is chosen and no reason is given.

    Why: the next team changes it without knowing what it was protecting.

    Wrong:
        pattern:
          type: event

    Right:
        pattern:
          type: event
          because: the ERP is down every night and the shop must keep selling
    """
    for record in _flows_in_force(project):
        pattern = record.flow.pattern if record.flow else None
        if not isinstance(pattern, Pattern) or pattern.type is None or isinstance(pattern.type, OpenQuestion):
            continue
        path = ("pattern", "because")
        if not (pattern.because if isinstance(pattern.because, str) else pattern.because is not None) and (
            not record.is_invalid(path)
        ):
            yield problem_at(
                record,
                path,
                f"the pattern `{pattern.type.value}` has no reason",
                "say under `pattern.because` what made it the right one for this flow",
            )


def _lacking_of(question: OpenQuestion) -> list[str]:
    """What an open question needs and does not have."""
    texts = {"open": question.open, "owner": question.owner, "due": question.due and str(question.due)}
    return [key for key, text in texts.items() if not (text and text.strip())]


def _is_complete(question: OpenQuestion) -> bool:
    return not _lacking_of(question)


def open_decision(project: Project) -> Iterator[Problem]:
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
    for record in project.records:
        if not record.is_in_force:
            continue
        for path, question in record.open_questions:
            if _is_complete(question) and question.due is not None and question.due >= project.today:
                yield problem_at(
                    record,
                    path,
                    f"`{path_in_words(path)}` is open: {question.open} ({question.owner} owes the answer by {question.due})",
                    "replace the question by the answer",
                    value=question.open or "",
                )


def overdue_decision(project: Project) -> Iterator[Problem]:
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
    for record in project.records:
        if not record.is_in_force:
            continue
        for path, question in record.open_questions:
            if _is_complete(question) and question.due is not None and question.due < project.today:
                days = (project.today - question.due).days
                yield problem_at(
                    record,
                    (*path, "due"),
                    f"`{path_in_words(path)}` is overdue by {days} {'day' if days == 1 else 'days'}: {question.open} "
                    f"({question.owner} owed the answer by {question.due})",
                    "answer the question, or agree on a new date",
                    value=str(question.due),
                )


def open_without_owner_or_date(project: Project) -> Iterator[Problem]:
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
    for record in project.records:
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


def _idempotency_part(project: Project, key: str, wanted: tuple[str, ...], message: str, hint: str) -> Iterator[Problem]:
    """Flows whose idempotency is designed except for one part that must be there before the rehearsal."""
    for record in _flows_in_force(project):
        idempotency = record.flow.idempotency if record.flow else None
        path: Path = ("idempotency", key)
        if not isinstance(idempotency, Idempotency) or record.is_invalid(path):
            continue
        section = getattr(idempotency, key.replace("-", "_"))
        if isinstance(section, OpenQuestion):
            continue
        if section is not None and getattr(section, "not_applicable", None):
            continue
        lacking = _lacking(record, path, section, wanted)
        if lacking:
            yield problem_at(
                record, (*path, lacking[0]) if section is not None else path, message, hint, value=" ".join(lacking)
            )


def missing_idempotency_retry(project: Project) -> Iterator[Problem]:
    """The flow does not say how often and how long a failed delivery is tried again.

    An error from the rehearsal on. Where nothing is retried, `not-applicable` says why.

    Why: without a limit a bad message is tried for ever; without a try a short outage loses orders.

    Wrong:
        retry:
          backoff: exponential

    Right:
        retry: {attempts: 8, within: 4 h, backoff: exponential}
    """
    yield from _idempotency_part(
        project,
        "retry",
        ("attempts", "within"),
        "nobody said how often and how long a failed delivery is tried again",
        "write `idempotency.retry` with `attempts` and `within`, or `not-applicable:` and why",
    )


def missing_idempotency_dead_letter(project: Project) -> Iterator[Problem]:
    """The flow does not say where a delivery goes that was given up on.

    An error from the rehearsal on. Where nothing can be parked, `not-applicable` says why.

    Why: what is dropped after the last try is a lost order that nobody hears of.

    Wrong:
        dead-letter:
          alert: order-operations

    Right:
        dead-letter: {to: orders.dead, alert: order-operations}
    """
    yield from _idempotency_part(
        project,
        "dead-letter",
        ("to",),
        "nobody said where a delivery goes that was given up on",
        "write `idempotency.dead-letter` with `to` and `alert`, or `not-applicable:` and why",
    )


def missing_idempotency_replay(project: Project) -> Iterator[Problem]:
    """The flow does not say who may send again what was lost, and how.

    An error from the rehearsal on. Where nothing can be replayed, `not-applicable` says why.

    Why: the first replay happens at night, by whoever is awake, and doubles what it was to repair.

    Wrong:
        replay:
          how: runbook order-replay

    Right:
        replay: {by: order-operations, how: runbook order-replay, safe-because: the ERP upserts on the order number}
    """
    yield from _idempotency_part(
        project,
        "replay",
        ("by", "how"),
        "nobody said who may send again what was lost, and how",
        "write `idempotency.replay` with `by`, `how` and `safe-because`, or `not-applicable:` and why",
    )
