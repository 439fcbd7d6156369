"""Family X: findings that a record accepts for a while, in its `ignore:` list, and whether it may."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from settled.model.findings import Finding, FindingState, Location, Problem
from settled.model.known_words import nearest
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context, NotChecked
from settled.rules.reporting import Run, problem_at

if TYPE_CHECKING:
    from settled.model.decision import Suppression


_KEY = re.compile(r"\bignore\b")
"""The key as a word of its own: `source.ignores` is another."""


def entries(record: Record) -> Iterator[tuple[int, Suppression]]:
    """The suppressions of a record with their places in its list; entries that could not be read are left out."""
    # Most records have none, and the text tells that faster than their content; a key may be written with escapes.
    text = record.front.text
    if ("ignore" not in text or _KEY.search(text) is None) and "\\" not in text:
        return
    for index, entry in enumerate(record.content.ignore or ()):
        if entry is not None and not record.is_invalid(("ignore", index)):
            yield index, entry


def lacking_keys(entry: Suppression) -> list[str]:
    """What a suppression needs and does not have."""
    values = {"rule": entry.rule, "reason": entry.reason, "until": entry.until and entry.until.isoformat()}
    return [key for key, text in values.items() if not (text and text.strip())]


def holds(project: Project, entry: Suppression) -> bool:
    """True for a suppression that is complete and has not run out."""
    return not lacking_keys(entry) and entry.until is not None and entry.until >= project.today


def suppress(project: Project, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, with those marked that their own record suppresses; its own family cannot be suppressed."""
    words: dict[str, set[str]] = {}
    for record in project.records:
        held = {(entry.rule or "").strip().lower() for _, entry in entries(record) if holds(project, entry)}
        if held:
            words[record.file] = held
    return [
        dataclasses.replace(finding, state=FindingState.SUPPRESSED)
        if finding.code[0] != "X" and {finding.code.lower(), finding.name} & words.get(finding.location.file, set())
        else finding
        for finding in findings
    ]


def suppression_without_reason_or_expiry(context: Context) -> Iterator[Problem]:
    """A suppression does not name its rule, its reason or the day on which it ends.

    Such an entry suppresses nothing.

    Why: a finding that is switched off without a reason and for ever is a decision that nobody made.

    Wrong:
        ignore:
          - rule: missing-reject-rule

    Right:
        ignore:
          - rule: missing-reject-rule
            reason: the ERP team settles the rule in its January release
            until: 2027-02-28
    """
    for record in context.project.records:
        for index, entry in entries(record):
            path = ("ignore", index)
            lacking = [key for key in lacking_keys(entry) if not record.is_invalid((*path, key))]
            if lacking:
                words = {"rule": "no rule", "reason": "no reason", "until": "no last day"}
                yield problem_at(
                    record,
                    path,
                    f"a suppression with {' and '.join(words[key] for key in lacking)}; it suppresses nothing",
                    "write " + " and ".join(f"`{key}:`" for key in lacking),
                    value=entry.rule or "",
                )


def suppression_expired(context: Context) -> Iterator[Problem]:
    """A suppression has run out; its finding counts again.

    Why: the reason was good for a while. Whoever prolongs it should have to say so.

    Wrong:
        ignore:
          - rule: missing-reject-rule
            reason: the ERP team settles the rule in its January release
            until: 2020-02-28

    Right:
        may-reject:
          - system: erp
            rule: the customer account is blocked
    """
    for record in context.project.records:
        for index, entry in entries(record):
            if not lacking_keys(entry) and entry.until is not None and entry.until < context.today:
                yield problem_at(
                    record,
                    ("ignore", index, "until"),
                    f"the suppression of {entry.rule} ran out on {entry.until}",
                    "settle what it suppressed, or agree on a new day",
                    value=f"{entry.rule} {entry.until}",
                )


def suppression_unused(context: Context, run: Run) -> Iterator[Problem]:
    """A suppression suppresses nothing, because its rule finds nothing in this record or does not exist.

    Why: what it excused is settled. Left in place it hides the same mistake when it comes back.

    Wrong:
        may-reject: []
        ignore:
          - {rule: missing-reject-rule, reason: settled in January, until: 2027-02-28}

    Right:
        may-reject: []
    """
    used = {
        (finding.location.file, word)
        for finding in run.findings
        if finding.state is FindingState.SUPPRESSED
        for word in (finding.code.lower(), finding.name)
    }
    for record in context.project.records:
        for index, entry in entries(record):
            word = (entry.rule or "").strip().lower()
            is_used = (record.file, word) in used or (record.file, word) in run.hidden
            if not holds(context.project, entry) or is_used or run.left_out(word):
                continue
            is_known = word in run.known
            guess = None if is_known else nearest(word, run.known)
            yield problem_at(
                record,
                ("ignore", index),
                f"the suppression of {entry.rule} suppresses nothing" + ("" if is_known else ": there is no such rule"),
                f"did you mean `{guess}`?" if guess else "delete it",
                value=entry.rule or "",
            )


def held_suppressions(project: Project, codes: Mapping[str, str]) -> Iterator[tuple[Record, int, Suppression, str]]:
    """The suppressions that hold: record, place in its list, entry, and the code of its rule (else as written).

    `codes` are the codes of all rules by each word that finds one, in lower case.
    """
    for record in project.records:
        for index, entry in entries(record):
            if holds(project, entry):
                written = (entry.rule or "").strip()
                yield record, index, entry, codes.get(written.lower(), written)


def suppression_in_the_same_change(context: Context, run: Run) -> Iterator[Problem | NotChecked]:
    """A change brings a finding, and the suppression of that finding with it.

    Asked with `adr check --against`: neither the finding nor the suppression was there where the branch left its
    base. A suppression of what was found before is a decision about old work, and is not told.

    Why: who makes a mistake is the last who should excuse it. The reviewer sees a check that passes.

    Wrong:
        phase: build                     (both lines are new)
        ignore: [{rule: F410, reason: later, until: 2027-02-28}]

    Right:
        phase: build                     (the finding is answered in the change that brings it)
        may-reject: [{system: erp, rule: the customer account is blocked}]
    """
    base, held = context.merge_base, list(held_suppressions(context.project, run.codes))
    suppressed: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in run.findings:
        if finding.state is FindingState.SUPPRESSED:
            suppressed[finding.location.file, finding.code].append(finding)
    if base is None or base.commit is None:
        if base is not None and held:
            yield NotChecked(f"what is new since {base.reference} cannot be told: {base.reason}")
        elif suppressed:
            yield NotChecked("it judges a change, and `--against` names none", is_optional=True)
        return
    for record, index, entry, code in held:
        if run.left_out(code):
            yield run.not_run(code, f"what suppresses {code} was not judged: that rule did not run")
        found = suppressed.get((record.file, code), [])
        is_new = found and (record.id, code) not in base.suppressions
        if is_new and all(finding.fingerprint not in base.findings for finding in found):
            yield problem_at(
                record,
                ("ignore", index),
                f"the suppression of {entry.rule} came with what it suppresses: neither was there in {base.reference}",
                "mend what it suppresses, or let a reviewer agree to the reason",
                value=code,
                related=tuple((finding.location, f"{finding.code}: {finding.message}") for finding in found),
            )


def baseline_entry_aged(context: Context) -> Iterator[Problem]:
    """An entry has been in the baseline for more than 90 days.

    The number is the setting `limits.baseline-days`.

    Why: a baseline is for the day on which checking begins. What is never taken out of it is an accepted
    mistake, and deserves a suppression with a reason, or the work.

    Wrong:
        {"fingerprint": "0c1d…", "code": "F410", "record": "FLOW-0001", "since": "2020-01-31"}

    Right:
        may-reject:
          - system: erp
            rule: the customer account is blocked
    """
    if context.project.baseline is None:
        return
    for entry in context.project.baseline.entries:
        days = (context.today - entry.since).days
        if days > context.project.settings.limits.baseline_days:
            yield Problem(
                "",
                Location(context.project.baseline.file, entry.line, 1),
                f"{entry.code} of {entry.record or 'the project'} has been in the baseline for {days} days",
                "mend what it stands for, or suppress it with a reason and a last day",
                record=entry.record,
                field="baseline",
                value=entry.fingerprint,
            )
