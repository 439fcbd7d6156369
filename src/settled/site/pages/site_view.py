"""What several pages need to know of the whole project, worked out once for all of them."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from settled.model.answers import OpenQuestion, Path
from settled.model.findings import Finding
from settled.model.history import StatusChange
from settled.model.vocabulary import DecisionState, Kind, RequiredDecision
from settled.programme.plan import Plan, plan
from settled.programme.risks import RegisteredRisk
from settled.programme.route_map import RouteMap, route_map
from settled.project.catalog import Catalog
from settled.records import Record, texts
from settled.report.told_succession import told_successors
from settled.site.catalog_pages import EntryKind, entry_pages
from settled.site.content import SiteContent
from settled.site.forges import commits_address
from settled.site.links import PageLinks
from settled.site.pages.involvement import Involvement, involvement
from settled.site.pages.status_changes import RecordedChange, all_changes
from settled.site.pages.truth import Truth, truths

_FACT = re.compile(r"[\w-]+/[\w-]+")
"""What a fact of a platform is called in messages."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An open question with the record it stands in and its place there."""

    record: Record
    path: Path
    question: OpenQuestion

    @property
    def due(self) -> datetime.date | None:
        """The day until which the answer is owed, None where nobody said."""
        return self.question.due if isinstance(self.question.due, datetime.date) else None

    def urgency(self) -> tuple[datetime.date, str]:
        """What questions are put in order by: the one due first at the front, those without date last."""
        return self.due or datetime.date.max, self.record.id


class SiteView:
    """The project from the pages' point of view; everything here is computed at most once per build."""

    def __init__(self, content: SiteContent, links: PageLinks) -> None:
        self.content, self.links, self.project = content, links, content.project
        self.catalog = content.project.catalog or Catalog(content.project.catalog_file)

    def work_out(self) -> None:
        """Look once at what most pages ask for; a copy of this process then has it, too."""
        if self.project.is_programme:
            _ = self.involvement, self.truths, self.states, self.questions_of, self.risks_of
        _ = (
            self.findings_of,
            self.named_by,
            self.changes,
            self.neighbours,
            self.successors,
            self.predecessors,
            self.told_successors,
        )

    @cached_property
    def route_map(self) -> RouteMap:
        """The map of systems and flows, which a page shows and a file repeats."""
        return route_map(self.project)

    @cached_property
    def plan(self) -> Plan:
        """The order of delivery, which a page shows and a file repeats."""
        return plan(self.project)

    @cached_property
    def entry_pages(self) -> dict[tuple[EntryKind, str], str]:
        """The page of every system, team and object of the catalog, by kind and id."""
        return entry_pages(self.catalog)

    @cached_property
    def involvement(self) -> Involvement:
        """The records in force by the systems, teams and objects that they touch."""
        return involvement(self.project, self.catalog)

    @cached_property
    def truths(self) -> dict[str, Truth]:
        """Who holds the truth of each object, by its id: those of the catalog, then those that only flows name."""
        return truths(self.involvement, self.catalog)

    @cached_property
    def systems_owned(self) -> Mapping[str, list[str]]:
        """The systems of the catalog that a team owns, by the team's id."""
        found: dict[str, list[str]] = defaultdict(list)
        for system, entry in self.catalog.systems.items():
            found[entry.owner or ""].append(system)
        return found

    @cached_property
    def objects_declared(self) -> Mapping[str, list[str]]:
        """The objects whose truth a system holds by the catalog, by the system's id."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, entry in self.catalog.objects.items():
            found[entry.source or ""].append(name)
        return found

    @cached_property
    def teams_that_call(self) -> Mapping[str, list[str]]:
        """The teams that call a team next, by the latter's id."""
        found: dict[str, list[str]] = defaultdict(list)
        for team, entry in self.catalog.teams.items():
            for following in dict.fromkeys(texts(entry.escalation)):
                found[following].append(team)
        return found

    @property
    def states(self) -> dict[str, dict[RequiredDecision, DecisionState]]:
        """The six states of each flow, by file."""
        return self.project.states

    @cached_property
    def questions(self) -> tuple[OpenItem, ...]:
        """Every open question of records in force, the one due first at the front, those without date last."""
        items = [
            OpenItem(record, path, question)
            for record in self.project.records
            if record.is_in_force
            for path, question in record.open_questions
        ]
        return tuple(sorted(items, key=OpenItem.urgency))

    @cached_property
    def questions_of(self) -> Mapping[str, list[OpenItem]]:
        """The open questions of a record, by its file."""
        found: dict[str, list[OpenItem]] = defaultdict(list)
        for item in self.questions:
            found[item.record.file].append(item)
        return found

    @cached_property
    def questions_owed(self) -> Mapping[str, list[OpenItem]]:
        """The open questions that a team owes, by its id; the one due first at the front."""
        found: dict[str, list[OpenItem]] = defaultdict(list)
        for item in self.questions:
            found[item.question.owner or ""].append(item)
        return found

    @cached_property
    def overdue(self) -> tuple[OpenItem, ...]:
        """The open questions whose day has passed."""
        return tuple(item for item in self.questions if item.due is not None and item.due < self.project.today)

    @cached_property
    def findings_of(self) -> Mapping[str, list[Finding]]:
        """The findings by the file they lie in, without those about a whole folder of records."""
        found: dict[str, list[Finding]] = defaultdict(list)
        of_folders = set(map(id, self.findings_of_folders))
        for finding in self.content.findings:
            if id(finding) not in of_folders:
                found[finding.location.file].append(finding)
        return found

    @cached_property
    def findings_of_folders(self) -> tuple[Finding, ...]:
        """The findings that say what nearly all records of a folder have in common; each lies in the first of them."""
        records = self.project.by_file
        return tuple(each for each in self.content.findings if not each.record and each.location.file in records)

    @cached_property
    def findings_citing(self) -> Mapping[str, list[Finding]]:
        """The findings by the facts of platforms that they rest on, each as `platform/id`."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.content.findings:
            said = " ".join((finding.message, *(message for _, message in finding.related)))
            for reference in dict.fromkeys(_FACT.findall(said)):
                found[reference].append(finding)
        return found

    @cached_property
    def risks_of(self) -> Mapping[str, list[RegisteredRisk]]:
        """The risks that touch a record, by its id: derived from it, or named by it."""
        found: dict[str, list[RegisteredRisk]] = defaultdict(list)
        by_id = {risk.id: risk for risk in self.content.risks}
        for risk in self.content.risks:
            if risk.record:
                found[risk.record].append(risk)
        for record in self.project.records:
            for reference in texts(getattr(record.content, "risks", None)):
                target = self.project.resolve(reference, record, Kind.RISK)
                risk_named = by_id.get(target.id) if target else None
                if risk_named is not None and risk_named not in found[record.id]:
                    found[record.id].append(risk_named)
        return found

    @cached_property
    def risks_owned(self) -> Mapping[str, list[RegisteredRisk]]:
        """The risks that a team owns, by its id, the gravest first."""
        found: dict[str, list[RegisteredRisk]] = defaultdict(list)
        for risk in self.content.risks:
            found[risk.owner or ""].append(risk)
        return found

    @cached_property
    def risk_places(self) -> dict[str, int]:
        """The place of each risk in the register, by its id: the gravest has the lowest."""
        return {risk.id: place for place, risk in enumerate(self.content.risks)}

    @cached_property
    def named_by(self) -> Mapping[str, list[Record]]:
        """The records whose text or front matter leads to a record, by the latter's id."""
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self.project.records:
            targets = {link.target for link in record.body.links if not link.is_image and "://" not in link.target}
            targets.update(texts(getattr(record.content, "risks", None)))
            targets.update(texts(getattr(record.content, "applies_to", None)))
            named = {self._named(target, record) for target in targets if target and not target.startswith("#")}
            for record_id in named - {record.id, ""}:
                found[record_id].append(record)
        return found

    def _named(self, target: str, near: Record) -> str:
        record = self.project.resolve(target, near)
        return record.id if record is not None else ""

    @cached_property
    def changes(self) -> tuple[RecordedChange, ...]:
        """Every change of status that git knows, the latest first."""
        return all_changes(self.content)

    @cached_property
    def recent_changes(self) -> tuple[RecordedChange, ...]:
        """The changes of status of the last 30 days, the latest first."""
        since = self.project.today - datetime.timedelta(days=30)
        return tuple(change for change in self.changes if change.commit.author_date.date() >= since)

    def status_change(self, record: Record) -> StatusChange | None:
        """The change of status that gave a record the one it has, None where git cannot tell it."""
        history = self.content.history.of(record.file)
        change = history.last_change if history else None
        return change if change is not None and change.after is record.status else None

    @cached_property
    def commits_address(self) -> str:
        """What a commit's hash is put behind to have the address of its page, empty where no forge is known."""
        return commits_address(self.content.history.remote)

    @cached_property
    def neighbours(self) -> dict[str, tuple[Record | None, Record | None]]:
        """The record before and after each record of the same kind, by file."""
        found: dict[str, tuple[Record | None, Record | None]] = {}
        for records in self.project.by_kind.values():
            padded = [None, *records, None]
            for index, record in enumerate(records):
                found[record.file] = (padded[index], padded[index + 2])
        return found

    @cached_property
    def successors(self) -> dict[str, tuple[Record, ...]]:
        """The records that stand in for a record, by its id; told by either end of the link."""
        found: dict[str, dict[str, Record]] = defaultdict(dict)
        for record in self.project.records:
            for reference in record.supersedes:
                target = self.project.resolve(reference, record, record.kind)
                if target is not None:
                    found[target.id][record.id] = record
            for reference in record.superseded_by:
                target = self.project.resolve(reference, record, record.kind)
                if target is not None:
                    found[record.id][target.id] = target
        return {record_id: tuple(records.values()) for record_id, records in found.items()}

    @cached_property
    def told_successors(self) -> Mapping[str, tuple[Record, ...]]:
        """The records that took the place of one that does not say so itself, by its file."""
        return told_successors(self.project)

    @cached_property
    def predecessors(self) -> dict[str, tuple[Record, ...]]:
        """The records that a record stands in for, by its id."""
        found: dict[str, list[Record]] = defaultdict(list)
        for record_id, records in self.successors.items():
            old = self.project.by_id.get(record_id)
            for record in records:
                if old is not None:
                    found[record.id].append(old)
        return {record_id: tuple(records) for record_id, records in found.items()}

    @cached_property
    def amended(self) -> dict[str, tuple[Record, ...]]:
        """The records that a record amends, by its id; told by either end of the link."""
        found: dict[str, dict[str, Record]] = defaultdict(dict)
        for record in self.project.records:
            for key, is_newer in (("amends", True), ("amended_by", False)):
                for reference in texts(getattr(record.content, key)):
                    other = self.project.resolve(reference, record, record.kind)
                    if other is not None and other.id != record.id:
                        newer, older = (record, other) if is_newer else (other, record)
                        found[newer.id][older.id] = older
        return {record_id: tuple(records.values()) for record_id, records in found.items()}

    @cached_property
    def amending(self) -> dict[str, tuple[Record, ...]]:
        """The records that amend a record, by its id."""
        found: dict[str, list[Record]] = defaultdict(list)
        for record_id, records in self.amended.items():
            for record in records:
                found[record.id].append(self.project.by_id[record_id])
        return {record_id: tuple(records) for record_id, records in found.items()}

    @cached_property
    def rule_names(self) -> dict[str, str]:
        """The names of the rules by code."""
        return {rule.code: rule.name for rule in self.content.manuals}
