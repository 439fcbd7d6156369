"""What a person asks for, put together with what the project holds: a record ready to be planned and written."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from settled.edit.markdown_text import one_line
from settled.files.reading import read_text_file
from settled.files.writing import Edit, saying_what_failed
from settled.formats.dialect import dialect_of
from settled.model.errors import UsageError
from settled.model.kinds import spec_of
from settled.model.known_words import nearest
from settled.model.markup import Dialect
from settled.model.references import parse_reference
from settled.model.vocabulary import Kind, Status
from settled.profiles import Profile
from settled.project import Project, Workspace
from settled.records import MAXIMUM_FILE_BYTES, Record
from settled.scaffold.answers import Answers, content_of, read_assignments
from settled.scaffold.catalog_names import unknown_names
from settled.scaffold.new_record import CatalogWords, NewRecord, OldRecord, plan_record
from settled.scaffold.numbered_files import Creation, create_numbered
from settled.scaffold.numbering import DEFAULT_WIDTH, name_width, next_number, numbers_elsewhere, used_numbers
from settled.scaffold.templates import find_template

_LISTED_RECORDS = 10


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, as it was typed; None where nothing was said. `answers` are those of a file."""

    kind: Kind
    title: str
    status: str | None = None
    supersedes: Sequence[str] = ()
    assignments: Sequence[str] = ()
    template: str | None = None
    platform: str | None = None
    answers: Answers = field(default_factory=dict)


def prepare(project: Project, request: Request, start: Path) -> NewRecord:
    """The record that `request` asks for; a template's path is seen from `start`.

    Raises SettledError with what is known where something is not: before anything is asked or written.
    """
    kind, catalog = request.kind, project.catalog
    words = (list(catalog.systems), list(catalog.teams), list(catalog.objects)) if catalog else ()
    status = _status(kind, request.status)
    answers = read_assignments(request.assignments, kind, request.answers)
    for _, message, hint in unknown_names(content_of(answers, kind), answers, catalog):
        raise UsageError(message, hint)
    old = _old_records(project, request.supersedes, kind)
    folder = _folder(project, kind)
    platform = project.profiles.get(request.platform) if request.platform is not None else None
    # What has states of its own is closed, not superseded.
    can_be_superseded = not any(spec_of(each.kind).has_states_of_its_own for each in old)
    marks_superseded = bool(old) and status == Status.ACCEPTED and can_be_superseded
    for each in old if marks_superseded else ():
        if dialect_of(each.file) is not Dialect.MARKDOWN:
            raise UsageError(
                f"{each.file} is written in {dialect_of(each.file)}, which is read and never changed",
                "write the new record as a proposal, and mark the old one by hand",
            )
    return NewRecord(
        kind=kind,
        title=_title(request.title),
        status=status,
        date=project.judged.written.isoformat(),
        template=find_template(
            request.template or spec_of(kind).template,
            root=project.root,
            team_folder=project.settings.templates,
            start=start,
        ),
        folder=folder,
        width=DEFAULT_WIDTH if project.is_programme else name_width(project.root / folder),
        supersedes=old,
        marks_superseded=marks_superseded,
        answers=answers,
        platform=platform,
        platform_systems=_systems_of(project, platform),
        words=CatalogWords(*words),
    )


def first_number(workspace: Workspace, new: NewRecord, asked: int | None) -> int:
    """The number to begin with: the one `asked` for, which must be free, or the next one."""
    return _number(workspace, new.folder, new.kind, asked, "--number")


def free_number(workspace: Workspace, record: Record, asked: int | None) -> int:
    """A number for a record that is there already: the one `asked` for, which must be free, or the next one."""
    return _number(workspace, posixpath.dirname(record.file), record.kind, asked, "--to")


def _number(workspace: Workspace, folder: str, kind: Kind, asked: int | None, option: str) -> int:
    """Free is what nothing in the working tree, the index, on a branch or in another working tree is called by."""
    project = workspace.project
    used = used_numbers(project.root / folder, _numbers(project, kind))
    elsewhere = numbers_elsewhere(workspace.files_elsewhere, project.records_path, folder, kind)
    if asked is None:
        return next_number(used | elsewhere.keys())
    if asked in used or asked in elsewhere:
        where = "" if asked in used else f" {elsewhere[asked]}"
        raise UsageError(f"the number {asked} is taken{where}", f"leave out {option} for the next free one")
    return asked


def write_record(workspace: Workspace, new: NewRecord, number: int, *, is_fixed: bool) -> Path:
    """Write `new` under `number`, or the next free one unless it `is_fixed`, with the edits of old records.

    Raises SettledError where that is not possible; then every file is as it was.
    """
    project = workspace.project
    before = {old.file: old.text for old in new.supersedes}

    def creation(wanted: int) -> Creation:
        planned = plan_record(new, wanted)
        edits = [
            Edit((project.root / file).resolve(), before[file].encode("utf-8"), text.encode("utf-8"))
            for file, text in planned.edits.items()
        ]
        return Creation(Path(planned.file).name, planned.text.encode("utf-8"), edits)

    with saying_what_failed(f"a record in {new.folder}"):
        folder, elsewhere = _checked_folder(project, new.folder), workspace.files_elsewhere
        below = PurePosixPath(new.folder).relative_to(project.records_path)
        beside = [tree / below for tree in elsewhere.folders]
        return create_numbered(folder, number, creation, is_fixed=is_fixed, beside=beside, shared=elsewhere.shared)


def _systems_of(project: Project, platform: Profile | None) -> frozenset[str]:
    """The systems of the catalog that run the platform."""
    systems = project.catalog.systems if project.catalog is not None and platform is not None else ()
    return frozenset(system for system in systems if project.profile_of(system) is platform)


def _title(typed: str) -> str:
    title = one_line(typed)
    if not title:
        raise UsageError("the title is empty", "write it behind the command, as in `adr new Use a queue for orders`")
    try:
        title.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError("the title is not UTF-8", "check the encoding of the terminal") from None
    return title


def _status(kind: Kind, asked: str | None) -> str:
    spec = spec_of(kind)
    if asked is None:
        return spec.first_status
    known = [status.value for status in spec.statuses]
    if asked.strip().lower() in known:
        return asked.strip().lower()
    guess = nearest(asked, known)
    listed = "known are: " + ", ".join(known)
    hint = f"did you mean `{guess}`? {listed}" if guess else listed
    raise UsageError(f"`{asked}` is no status of {spec.with_article}", hint)


def _folder(project: Project, kind: Kind) -> str:
    """Where the record goes, below the root: the kind's folder, or among the decisions of a plain ADR folder.

    Raises UsageError where that is one of several folders, or one whose records are called by the day.
    """
    if project.layout.is_log4brains:
        raise UsageError(
            "log4brains calls its records by the day, not by a number", "write it with `log4brains adr new`"
        )
    if project.layout.areas:
        folders = ", ".join(area.path for area in project.layout.areas)
        raise UsageError(f"the records lie in several folders: {folders}", "name one of them with --dir")
    own = Path(project.records_path) / spec_of(kind).folder
    beside = kind is Kind.DECISION and not project.is_programme and not (project.root / own).is_dir()
    return (Path(project.records_path) if beside else own).as_posix()


def _checked_folder(project: Project, folder: str) -> Path:
    path = project.root / folder
    if path.exists() and not path.is_dir():
        raise UsageError(f"{folder} is a file where a folder is needed", "move it away")
    if not path.resolve().is_relative_to(project.root.resolve()):
        raise UsageError(f"{folder} is a link out of the project", "replace it by a folder")
    return path


def _numbers(project: Project, kind: Kind) -> Iterable[int]:
    """The numbers of the records of one kind, of unreadable ones too, wherever they lie."""
    yield from (number for known, number in project.numbers_by_name if known is kind)
    for record in project.records:
        if record.kind is kind and record.number is not None:
            yield record.number
    for entry in project.unreadable:
        reference = parse_reference(entry.id or "")
        if reference.kind is kind and reference.number is not None:
            yield reference.number


def _old_records(project: Project, references: Sequence[str], kind: Kind) -> tuple[OldRecord, ...]:
    """The records that are named, with their texts, each once however often it is named."""
    return tuple({old.file: old for old in (_old_record(project, each, kind) for each in references)}.values())


def _old_record(project: Project, reference: str, kind: Kind) -> OldRecord:
    record = project.resolve(reference, kind=kind)
    if record is None:
        if project.is_known_unreadable(reference, kind):
            raise UsageError(f"the record `{reference}` cannot be read", "see `adr check`, and mend it first")
        known = [each.id for each in project.records if each.kind is kind]
        guess = nearest(reference, [each.id for each in project.records])
        few = len(known) <= _LISTED_RECORDS
        listed = f"known are: {', '.join(known)}" if few else f"there are {known[0]} to {known[-1]}"
        hint = f"did you mean {guess}? {listed}" if guess else listed if known else f"there is no {kind} yet"
        raise UsageError(f"there is no record `{reference}` to supersede", hint)
    text, problem = read_text_file(project.root / record.file, record.file, project.root, MAXIMUM_FILE_BYTES)
    if text is None:
        raise UsageError(f"{record.file} cannot be read", problem.hint if problem else "")
    return OldRecord(record.kind, record.id, record.number, record.title, record.file, text)
