"""The record that a person means: an id, a number or a file, as they write it at a terminal."""

from __future__ import annotations

from pathlib import Path

from settled.model.errors import UsageError
from settled.model.history import ProjectHistory
from settled.model.kinds import spec_of
from settled.model.known_words import nearest
from settled.model.references import format_id, parse_reference
from settled.model.vocabulary import Kind
from settled.project import Project
from settled.records import Record


def find_record(project: Project, start: Path, reference: str) -> Record:
    """The record that `reference` names: an id, a number (of a decision where there is one), or a file.

    A file is seen from `start`. Raises UsageError with the nearest id where there is none, and where it could be one
    of several.
    """
    try:
        path = (start / reference).resolve()
        file = path.relative_to(project.root).as_posix()
    except (OSError, RuntimeError, ValueError):
        file = ""  # not a path, or one out of the project: it may still be an id
    if file in project.by_file:
        return project.by_file[file]
    found = project.resolve(reference, None) or project.resolve(reference, None, Kind.DECISION)
    if found is not None:
        _check_that_no_other_is_meant(project, found, reference)
        return found
    if project.is_known_unreadable(reference, Kind.DECISION):
        raise UsageError(f"{reference} cannot be read", "see `adr check`")
    guess = nearest(reference, project.by_id)
    raise UsageError(f"there is no record {reference}", f"did you mean {guess}?" if guess else "see `adr list`")


def _check_that_no_other_is_meant(project: Project, found: Record, reference: str) -> None:
    """A number that begins anew in each folder names nobody where no folder is the first: never take one of several."""
    if found.number is None or found.id in {reference.strip(), format_id(found.kind, found.number)}:
        return
    if (found.id.endswith(f"/{reference.strip()}") and "/" in reference) or parse_reference(reference).number is None:
        return
    others = [each.id for each in project.records if each.number == found.number and each.kind is found.kind]
    if len(set(others)) > 1:
        raise UsageError(f"{reference} may be one of several records", f"name it in full: {', '.join(others)}")


def find_record_to_change(project: Project, start: Path, reference: str) -> Record:
    """As `find_record`, for a command that changes the record: a bare number that two records have names neither.

    Those of a kind that nobody accepts or rejects, as of a risk, are named by their whole id.
    """
    record = find_record(project, start, reference)
    if reference.strip().isdecimal() and record.number == int(reference):
        alike = [each for each in project.records if each.number == record.number]
        named = [each for each in alike if not spec_of(each.kind).has_states_of_its_own]
        if len({each.kind for each in named}) > 1:
            words = " or ".join(each.label for each in named)
            raise UsageError(f"{reference.strip()} may be one of several records", f"name it in full: {words}")
    return record


def find_record_or_its_deletion(project: Project, start: Path, reference: str, history: ProjectHistory) -> Record:
    """As `find_record`; of a record that is gone the UsageError says who deleted it, and when."""
    try:
        return find_record(project, start, reference)
    except UsageError:
        gone = next((one for one in history.gone if one.id.lower() == reference.strip().lower()), None)
        if gone is None:
            raise
        when = gone.commit.author_date.date().isoformat()
        raise UsageError(
            f"{gone.id} was deleted by {gone.commit.author} on {when} in {gone.commit.short_hash}",
            f"`git show {gone.commit.short_hash}` shows it",
        ) from None


def find_one_of_twins(project: Project, start: Path, reference: str) -> Record:
    """As `find_record`; where two records have one id, only the file of one of them names it."""
    record = find_record_to_change(project, start, reference)
    twins = [other.file for other in project.records if other.id == record.id]
    if len(twins) > 1 and reference not in twins and not reference.endswith(record.file.rsplit("/", 1)[-1]):
        raise UsageError(f"{record.id} names {len(twins)} records", f"name the file: {' or '.join(twins)}")
    return record
