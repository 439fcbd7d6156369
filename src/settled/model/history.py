"""What git says about a record: who gave it which status, when, and what happened to its file since."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from settled.model.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as far as a reader cares: full hash, author by the mailmap, both dates, subject."""

    hash: str
    author: str
    author_date: datetime.datetime
    committer_date: datetime.datetime
    subject: str = ""

    @property
    def short_hash(self) -> str:
        """The first ten characters of the hash."""
        return self.hash[:10]


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One commit in which a record's status became another; `file` is its name then.

    `before` is None for the first version; either status is None where it could not be told.
    """

    commit: Commit
    before: Status | None
    after: Status | None
    file: str


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One commit in which a value that a flow decided became another (`settled.model.decided_values`).

    `key` is its path in words, as in `latency.within`; `before` or `after` is None where there is no value.
    """

    commit: Commit
    key: str
    before: str | None
    after: str | None
    file: str


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """A text that a commit gave to a record: its file then (from the top of the repository), blob and status.

    `is_merge` is True for a commit that put branches together; its text differs from that of each of them.
    """

    commit: Commit
    file: str
    blob: str
    status: Status | None
    is_merge: bool = False


@dataclass(frozen=True, slots=True)
class GoneRecord:
    """A record that was deleted and did not come back: what it was, and the commit that deleted it."""

    id: str
    file: str
    status: Status | None
    commit: Commit


@dataclass(frozen=True, slots=True)
class MissingRecord:
    """A record of the last commit whose file is not there any more, which is not committed: what it was then."""

    id: str
    file: str
    status: Status


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """The life of one record: status changes oldest first, all its texts, and the commits that frame it.

    `values` are the changes of what a flow decided, oldest first. `versions` are in an order in which each follows
    those that it came from. `created` is None while the file is
    not committed, or where the history is cut off before it. `is_uncommitted` is True for a file that git does not
    have yet, `is_changed` for one that differs from the last commit.
    """

    file: str
    record: str
    changes: tuple[StatusChange, ...] = ()
    created: Commit | None = None
    last_edited: Commit | None = None
    is_uncommitted: bool = False
    is_changed: bool = False
    versions: tuple[RecordVersion, ...] = ()
    values: tuple[ValueChange, ...] = ()

    @property
    def contributors(self) -> tuple[str, ...]:
        """Who wrote the record, those with most commits first."""
        counted = Counter(version.commit.author for version in self.versions if not version.is_merge)
        return tuple(author for author, _ in counted.most_common())

    @property
    def last_change(self) -> StatusChange | None:
        """The most recent change of status, None where there is none to tell."""
        return self.changes[-1] if self.changes else None

    def change_to(self, status: Status | None) -> StatusChange | None:
        """The commit that gave the record the `status` it has now; None where that is not committed yet."""
        change = self.last_change
        return change if change is not None and change.after is status and not self.is_uncommitted else None


@dataclass(frozen=True, slots=True)
class ProjectHistory:
    """The histories of all records by file, and the records that are there no more.

    `is_available` is False where git could not be asked at all: no repository, no git, a repository it refuses;
    `has_commits` is False where there is no history to tell: no repository, or none with a commit.

    `is_complete` is False where git could not tell everything (`reason` says why, in one line for
    people); then no date is to be shown as the first or the only one.
    """

    records: Mapping[str, RecordHistory] = field(default_factory=dict)
    is_complete: bool = True
    reason: str = ""
    remote: str = ""
    gone: tuple[GoneRecord, ...] = ()
    missing: tuple[MissingRecord, ...] = ()
    is_available: bool = True
    has_commits: bool = True

    def of(self, file: str) -> RecordHistory | None:
        """The history of the record in `file`, None where git says nothing of it."""
        return self.records.get(file)
