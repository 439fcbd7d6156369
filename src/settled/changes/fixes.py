"""What `adr check --fix` mends: a finding becomes an edit of a record, or a reason why a person has to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from settled.changes.succession import marked_superseded, named_from, supersedes
from settled.edit.body import set_title_number
from settled.edit.front_matter import replace_scalar
from settled.edit.record import add_reference
from settled.formats.dates import possible_days
from settled.model.errors import SettledError, UsageError
from settled.model.findings import Finding, FindingState
from settled.model.kinds import spec_of
from settled.model.references import parse_reference
from settled.model.vocabulary import Status
from settled.model.written_values import path_in_words
from settled.project import Project
from settled.records import Record

DATE_KEYS = frozenset({"date", "review-by", "until", "due", "on", "done"})
"""The keys of front matter that hold a day."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file, relative to the project's root, and what becomes of its text.

    `edit` raises UsageError where the place cannot be told for certain.
    """

    file: str
    edit: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Fix:
    """How the findings of a rule are mended: in words for its manual, and as a change.

    `change` gives None for a finding of another sort, and raises UsageError for one that a person has to decide.
    """

    words: str
    change: Callable[[Project, Finding], Change | None]


@dataclass(frozen=True)
class PlannedFixes:
    """The texts of the files that change, before and after; which finding is mended in which file; which are left."""

    before: Mapping[str, str]
    after: Mapping[str, str]
    mended: tuple[tuple[Finding, str], ...]
    left: tuple[tuple[Finding, SettledError], ...]


def plan_fixes(
    project: Project,
    findings: Iterable[Finding],
    fixes: Mapping[str, Fix],
    read: Callable[[str], str],
    may_change: Callable[[str], bool] = lambda file: True,
) -> PlannedFixes:
    """What to change so that those of `findings` that count and can be mended are.

    `fixes` are how they are mended, by the name of their rule. `read` gives the text of a file and raises
    SettledError where it cannot be changed, `may_change` says whether a file was asked for. Reads nothing else and
    writes nothing.
    """
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    mended: list[tuple[Finding, str]] = []
    left: list[tuple[Finding, SettledError]] = []
    for finding in findings:
        fix = fixes.get(finding.name)
        if fix is None or finding.state is not FindingState.FOUND:
            continue
        try:
            change = fix.change(project, finding)
            if change is None:
                continue
            if not may_change(change.file):
                raise UsageError(f"{change.file} would have to change", "name it too")
            text = after.get(change.file) or read(change.file)
            changed = change.edit(text)
        except SettledError as error:
            left.append((finding, error))
            continue
        if changed != text:
            before.setdefault(change.file, text)
            after[change.file] = changed
            mended.append((finding, change.file))
    return PlannedFixes(before, after, tuple(mended), tuple(left))


def _file_number_wins(project: Project, finding: Finding) -> Change | None:
    record = project.by_file[finding.location.file]
    number = record.number
    if number is None:
        return None
    if finding.field == "id":
        new = _id_with(record, number)
        return Change(record.file, lambda text: replace_scalar(text, ("id",), new, record.file))
    if not _is_numbered_on_purpose(project, record):
        raise UsageError("the number may be part of the title", f"write {number} before the title if it is not")
    return Change(record.file, lambda text: set_title_number(text, number, record.file))


def _id_with(record: Record, number: int) -> str:
    written = record.content.id or ""
    named = parse_reference(written)
    digits = re.fullmatch(r"(?P<before>(?:[A-Za-z]+[-_ ]?)?)(?P<number>\d+)", written.strip())
    if named.number is None or digits is None:
        raise UsageError(f"`{written}` is no number", "delete the key `id`, or rename the file")
    if named.kind not in {None, record.kind}:
        return record.id
    width = len(digits["number"]) if digits["number"].startswith("0") else 1
    return f"{digits['before']}{number:0{width}d}"


def _is_numbered_on_purpose(project: Project, record: Record) -> bool:
    """True where the number in the title cannot be a word of it, as in `# 404: nothing was found`.

    With a prefix, a full stop or leading zeros it is none, nor where another record writes its number likewise.
    """
    form = _title_form(record)
    if form[0] or form[1] == ".":
        return True
    return any(
        _title_form(other) == form
        for other in project.records
        if other.number is not None and other.title_number == other.number
    )


def _title_form(record: Record) -> tuple[bool, str]:
    """Whether the number in the title has a prefix or leading zeros, and what stands behind it."""
    heading = next((each.text for each in record.body.headings if each.line == record.title_line), "")
    number = re.match(r"(?P<before>[^\d]*0?)\d+\s*(?P<behind>[.:]|[-–—]|)", heading)
    return (bool(number["before"]), number["behind"].replace("–", "-").replace("—", "-")) if number else (False, "")


def _iso_date(project: Project, finding: Finding) -> Change | None:
    record = project.by_file.get(finding.location.file)
    path = next((path for path in record.invalid if path_in_words(path) == finding.field), ()) if record else ()
    if record is None or not path or path[-1] not in DATE_KEYS:
        return None
    value: Any = record.front.data
    for part in path:
        value = value[part]
    days = sorted(possible_days(value)) if isinstance(value, str) else []
    if len(days) > 1:
        one, other = days
        raise UsageError(f"`{value}` can mean {one} and {other}", "write the one that is meant")
    if not days:
        return None
    return Change(record.file, lambda text: replace_scalar(text, path, days[0].isoformat(), record.file))


def _back_link(project: Project, finding: Finding) -> Change:
    record, other = project.by_file[finding.location.file], project.by_file[finding.related[0][0].file]
    named = named_from(project, record, near=other)
    newer, older = (other, record) if finding.field == "superseded-by" else (record, other)
    if supersedes(project, older, newer):
        raise UsageError(f"{older.id} supersedes {newer.id} too", "decide which of them holds")
    if newer is other:
        return Change(other.file, lambda text: add_reference(text, other.file, "supersedes", named, other.kind))
    if spec_of(other.kind).has_states_of_its_own:  # it is closed, not superseded
        return Change(other.file, lambda text: add_reference(text, other.file, "superseded-by", named, other.kind))
    if other.status not in {Status.ACCEPTED, Status.SUPERSEDED}:
        is_what = f"is {other.status}" if other.status else "has no status that can be told"
        raise UsageError(f"{other.id} {is_what}", "decide what becomes of it")
    return Change(other.file, lambda text: marked_superseded(text, other, named))


FILE_NUMBER_WINS = Fix(
    "writes the file's number into the title, or under `id`, where a wrong one stands", _file_number_wins
)
ISO_DATE = Fix(
    "writes a date that can mean one day only, as `31.1.2026` or `5 January 2026`, as year-month-day", _iso_date
)
BACK_LINK = Fix(
    "writes the missing link into the other record, and the status superseded where it is accepted", _back_link
)
