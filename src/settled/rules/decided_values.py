"""Family L: what a flow decided, against what it decided when it was accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from settled.formats.substance import amendments, amendments_of
from settled.frontmatter.splitting import split_document
from settled.model.acceptance import acceptance, version_of
from settled.model.decided_values import decided_values, differences, in_a_line, is_open, key_path
from settled.model.findings import Location, Problem
from settled.model.history import Commit, RecordHistory
from settled.model.lifecycle import Immutability
from settled.model.vocabulary import Status
from settled.records import Record
from settled.rules.context import Context
from settled.rules.immutability import policy_of
from settled.rules.reporting import problem_at

MOST_NAMED = 20
"""How many values that changed besides the first are named."""


class _Changed(NamedTuple):
    """A value that is another one than when the flow was accepted; `commit` is None where that is not committed."""

    key: str
    before: str
    after: str | None
    commit: Commit | None

    def in_words(self) -> str:
        who = "not committed yet"
        if self.commit is not None:
            who = f"{self.commit.author} on {self.commit.author_date.date()} in {self.commit.short_hash}"
        return f"{self.key}: {in_a_line(self.before)} → {in_a_line(self.after)} ({who})"


def decided_value_changed(context: Context) -> Iterator[Problem]:
    """An accepted flow decides something else than when it was accepted.

    The values of the six decisions are compared with those that were accepted; a duration is compared as a length of
    time. An answer to what was open or missing then is no change, and neither is the phase, which moves on. The
    setting `immutability` holds for flows as for decisions: `amend` (where nothing is set) lets a value change with
    a dated section, such as `## Amendment 2026-11-24`, that came with the change or after it; `strict` lets none
    change, `off` all.

    Why: those who agreed to fifteen minutes did not agree to two hours, and nobody is told of it.

    Wrong:
        status: accepted
        latency: {class: same-day-operational, within: 2 h}    (accepted as 15 min)

    Right:
        ## Amendment 2026-11-24

        Orders may take two hours: order operations agreed, because the ERP is closed at night.
    """
    policy = policy_of(context.project)
    if policy is Immutability.OFF or not context.project.flows:
        return
    project_history = context.complete_history()
    if project_history is None:
        return
    for record in context.project.flows:
        history = project_history.of(record.file)
        if record.status is not Status.ACCEPTED or history is None or not (history.values or history.is_changed):
            continue
        changed = list(_changed_values(context, record, history, with_amendments=policy is Immutability.AMEND))
        if not changed:
            continue
        accepted = acceptance(history)
        more = f", and {len(changed) - 1} more" if len(changed) > 1 else ""
        amend = f"add a section `## Amendment {context.today}`, " if policy is Immutability.AMEND else ""
        when = f" on {accepted.commit.author_date.date()}" if accepted is not None else ""
        yield problem_at(
            record,
            (),
            f"{record.id} decides something else than when it was accepted{when}: {changed[0].in_words()}{more}",
            f"take the change back, {amend}or write a flow that supersedes it",
            value=" ".join(f"{one.key} {one.before}" for one in changed[: MOST_NAMED + 1]),
            location=_location(record, changed[0].key),
            field=changed[0].key,
            related=tuple((_location(record, one.key), one.in_words()) for one in changed[1 : MOST_NAMED + 1]),
        )


def _location(record: Record, key: str) -> Location:
    return record.at(key_path(record.front.data or {}, key))


def _changed_values(
    context: Context, record: Record, history: RecordHistory, *, with_amendments: bool
) -> Iterator[_Changed]:
    accepted = acceptance(history)
    place = version_of(history, accepted) if accepted is not None else None
    if place is None:
        return
    texts = context.workspace.earlier_texts
    then = texts.get(history.versions[place].blob)
    if then is None:
        return
    places = {version.commit.hash: number for number, version in enumerate(history.versions)}
    changed_by = _LastChanges(history, since=place)
    covered: dict[int, bool] = {}
    now = decided_values(record.front.data or {})
    for key, before, after in differences(decided_values(split_document("", then).front.data or {}), now):
        if before is None or is_open(before) or key == "phase":
            continue
        by = changed_by.of(key)
        if with_amendments:
            last = places[by.hash] - 1 if by is not None else len(history.versions) - 1
            if last not in covered:
                text = texts.get(history.versions[last].blob, "")
                covered[last] = bool(set(amendments_of(record.body)) - set(amendments(text, record.file)))
            if covered[last]:
                continue
        yield _Changed(key, before, after, by)


class _LastChanges:
    """The last commit after the version `since` that changed a value, or something in or around it."""

    def __init__(self, history: RecordHistory, *, since: int) -> None:
        later = {version.commit.hash: place for place, version in enumerate(history.versions) if place > since}
        self._exact: dict[str, tuple[int, Commit]] = {}
        self._within: dict[str, tuple[int, Commit]] = {}
        for number, change in enumerate(history.values):
            if change.commit.hash in later:
                self._exact[change.key] = number, change.commit
                for section in _with_sections(change.key):
                    self._within[section] = number, change.commit

    def of(self, key: str) -> Commit | None:
        """The commit for `key`; None where no commit changed it."""
        found = [self._within.get(key), *(self._exact.get(section) for section in _with_sections(key))]
        known = [each for each in found if each is not None]
        return max(known, key=lambda each: each[0])[1] if known else None


def _with_sections(key: str) -> Iterator[str]:
    """`key`, and the sections around it from within."""
    while key:
        yield key
        key = key.rpartition(".")[0]
