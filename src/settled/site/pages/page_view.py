"""The project as seen from one page: every link is relative to that page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain, repeat
from typing import Any

from settled.knowledge import word_id
from settled.model.answers import OpenQuestion, Path
from settled.model.findings import Finding
from settled.model.history import Commit
from settled.model.vocabulary import DecisionState, Level, Phase, Status
from settled.records import Record
from settled.site import words
from settled.site.catalog_pages import EntryKind
from settled.site.links import GLOSSARY, anchor, rule_page
from settled.site.pages.shapes import (
    LEVEL_CHIPS,
    PHASE_CHIPS,
    SEVERITY_CHIPS,
    STATE_CHIPS,
    STATUS_CHIPS,
    UNKNOWN,
    ChangeLine,
    Chip,
    CommitLine,
    FindingLine,
    Link,
    Question,
    Value,
)
from settled.site.pages.site_view import SiteView
from settled.site.pages.status_changes import RecordedChange, became

_DECIDED = {Status.ACCEPTED, Status.REJECTED}
"""What a record became when it was decided."""


class PageView:
    """Makes the shapes of one page, `page`, out of the site's data."""

    def __init__(self, site: SiteView, page: str) -> None:
        self.site, self.page, self.project = site, page, site.project

    def url(self, target: str, fragment: str = "", **query: str) -> str:
        """The relative URL of another page."""
        return self.site.links.url(self.page, target, fragment, **query)

    def record_url(self, record: Record, fragment: str = "") -> str:
        """The relative URL of a record's page."""
        return self.url(self.site.links.pages[record.file], fragment)

    def record_link(self, record: Record, fragment: str = "") -> Link:
        """A record by its id."""
        return Link(record.id, self.record_url(record, fragment), is_id=True, title=record.title)

    def titled_link(self, record: Record) -> Link:
        """A record by its title."""
        return Link(record.title, self.record_url(record))

    def reference(self, reference: str, near: Record) -> Link:
        """Whatever `reference` names: a record, a system, a team, an object; plain text where it is unknown."""
        record = self.project.resolve(reference, near)
        if record is not None:
            return self.record_link(record)
        for kind in (self.system, self.team, self.business_object):
            link = kind(reference)
            if link.href:
                return link
        return Link(reference)

    def entry_url(self, kind: EntryKind, entry: str) -> str:
        """The relative URL of the page of a system, team or object; empty where the catalog does not have it."""
        page = self.site.entry_pages.get((kind, entry))
        return self.url(page) if page else ""

    def system(self, system: str) -> Link:
        """A system by its name, leading to its page."""
        return Link(self.site.catalog.system_name(system), self.entry_url(EntryKind.SYSTEM, system))

    def team(self, team: str) -> Link:
        """A team by its name, leading to its page."""
        return Link(self.site.catalog.team_name(team), self.entry_url(EntryKind.TEAM, team))

    def business_object(self, name: str) -> Link:
        """A business object by its name, leading to its page."""
        return Link(self.site.catalog.object_name(name), self.entry_url(EntryKind.OBJECT, name))

    def rule(self, code: str) -> Link:
        """A rule by its code."""
        name = self.site.rule_names.get(code, "")
        return Link(code, self.url(rule_page(name)) if name else "", is_id=True, title=name.replace("-", " "))

    def address(self, address: str) -> Link:
        """A web address as a link; anything that a browser would run stays a text."""
        if not words.is_web_address(address):
            return Link(address)
        return Link(words.short_address(address), address, title=address)

    def explained(self, word: str) -> Link:
        """A word as a link to where the glossary explains it; the word alone where the site has no glossary."""
        return Link(word, self.url(GLOSSARY, anchor("word", word_id(word))) if self.project.is_programme else "")

    def explained_exception(self, exception: str) -> str:
        """The relative URL of the explanation of one of the seven exceptions."""
        return self.url(GLOSSARY, anchor("exception", exception))

    def question(self, question: OpenQuestion) -> Question:
        """An open question with its owner and date."""
        due = question.due
        return Question(
            text=question.open or "a question without words",
            owner=self.team(question.owner) if question.owner else None,
            due=due.isoformat() if due else "",
            is_overdue=bool(due and due < self.project.today),
        )

    def value(self, record: Record, path: Path, answer: Any, show: Callable[[Any], Link] | None = None) -> Value:
        """The answer at `path` of `record`: one value or a list of them, each shown by `show`."""
        if isinstance(answer, OpenQuestion):
            return Value(question=self.question(answer))
        if answer is None or answer == "" or isinstance(answer, dict):
            return Value(lack=self.lack(record, path))
        make = show or _as_text
        if not isinstance(answer, list):
            return Value(links=(make(answer),))
        links = tuple(make(item) for item in answer if item is not None and not isinstance(item, OpenQuestion))
        question = next((self.question(item) for item in answer if isinstance(item, OpenQuestion)), None)
        return Value(links=links, question=question, note="" if links or question else "none")

    def lack(self, record: Record, path: Path) -> Chip:
        """Why nothing is shown for `path`: the value was bad, or was never written."""
        return STATE_CHIPS[DecisionState.INVALID if record.is_invalid(path) else DecisionState.MISSING]

    def gap(self, flows: Iterable[Record], key: str) -> Value:
        """What stands for an answer that none of `flows` gives under `key`: a question left open, or its lack."""
        for flow in flows:
            for item in self.site.questions_of.get(flow.file, ()):
                if item.path[0] == key:
                    return Value(question=self.question(item.question))
        return Value(lack=STATE_CHIPS[DecisionState.MISSING])

    def status(self, record: Record) -> Chip:
        """The status of a record; as it was written where it is none of ours."""
        if record.status is not None:
            return STATUS_CHIPS[record.status]
        if record.status_text:
            return Chip("◌", record.status_text, "quiet")
        return UNKNOWN

    def phase(self, record: Record) -> Chip | None:
        """The phase of a flow, None where it says none."""
        phase = record.flow.phase if record.flow else None
        return PHASE_CHIPS[phase] if isinstance(phase, Phase) else None

    def level(self, level: object) -> Chip | None:
        """A rating, None where there is none."""
        return LEVEL_CHIPS[Level(level)] if isinstance(level, str) and level in set(Level) else None

    def findings(self, findings: Iterable[Finding], *, with_record: bool = False) -> tuple[FindingLine, ...]:
        """Findings, the gravest first."""
        ordered = sorted(findings, key=lambda finding: (-finding.severity.rank, finding.location))
        return tuple(self._finding(finding, with_record) for finding in ordered)

    def _finding(self, finding: Finding, with_record: bool) -> FindingLine:
        record = self.project.by_file.get(finding.location.file)
        return FindingLine(
            severity=SEVERITY_CHIPS[finding.severity],
            message=words.without_keys(finding.message),
            hint=finding.hint,
            rule=self.rule(finding.code),
            record=self.record_link(record) if record is not None and with_record else None,
            place=f"{finding.location.file}:{finding.location.line}",
        )

    def change(self, *changes: RecordedChange, code: str = "") -> ChangeLine:
        """A change of status, a deletion, or the values of a flow that changed `together`.

        `code` is its code among the facets of the page.
        """
        change = changes[0]
        before = STATUS_CHIPS[change.before] if change.before else UNKNOWN
        return ChangeLine(
            date=words.day(change.commit.author_date),
            record=self.record_link(change.record) if change.record else Link(change.id, is_id=True),
            title=change.record.title if change.record else change.file,
            before=None if change.is_first or change.value else before,
            kind=change.kind.value,
            after=became(change),
            author=change.commit.author,
            commit=self.commit(change.commit),
            subject=change.commit.subject,
            file=change.file if change.is_renamed else "",
            facets=code,
            decided=self._decided(change),
            values=tuple(
                (words.value_place(each.value.key, self.site.catalog.system_name), each.value_in_words)
                for each in changes
                if each.value
            ),
        )

    def _decided(self, change: RecordedChange) -> str:
        """The day that the record names for its decision, where `change` recorded that on another day."""
        record = change.record
        history = self.site.content.history.of(record.file) if record else None
        if record is None or record.date is None or history is None or change.after not in _DECIDED:
            return ""
        if record.status is None or record.status.is_undecided:
            return ""  # it was reopened: its day is that of the new proposal
        last = next(known for known in reversed(history.changes) if known.after in _DECIDED)
        is_other = last.commit == change.commit and record.date != change.commit.author_date.date()
        day = record.date.isoformat() if is_other else ""
        return f"{'rejected' if change.after is Status.REJECTED else 'decided'} on {day}" if day else ""

    def commit(self, commit: Commit) -> Link:
        """A commit by the beginning of its hash, leading to the forge where that is known."""
        address = self.site.commits_address
        return Link(commit.short_hash, address + commit.hash if address else "", is_id=True)

    def commit_lines(
        self, changes: Iterable[tuple[RecordedChange, ...]], shown: int, codes: Iterable[str] = ()
    ) -> tuple[CommitLine, ...]:
        """Changes that belong `together`, by commit: one often changes many records, of which `shown` come first.

        `codes` are those of the changes among the facets of the page, if it has any.
        """
        by_commit: dict[str, list[ChangeLine]] = {}
        for change, code in zip(changes, chain(codes, repeat("")), strict=False):
            by_commit.setdefault(change[0].commit.hash, []).append(self.change(*change, code=code))
        return tuple(
            CommitLine(
                date=lines[0].date,
                author=lines[0].author,
                commit=lines[0].commit,
                subject=lines[0].subject,
                changes=tuple(lines[:shown]),
                more=tuple(lines[shown:]),
            )
            for lines in by_commit.values()
        )

    def recorded(self, record: Record) -> str:
        """The day on which git recorded the status of a record, `not committed yet`, or empty where git cannot tell."""
        change = self.site.status_change(record)
        if change is not None:
            return words.day(change.commit.author_date).strip(words.NOTHING)
        history = self.site.content.history.of(record.file)
        is_on_its_way = history is not None and (history.is_uncommitted or history.is_changed)
        return "not committed yet" if is_on_its_way else ""


def _as_text(value: Any) -> Link:
    return Link(words.text(value))
