"""An import as a plan: which files it writes with which text, and what it could not tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from settled.conversion.decision import convert_decision
from settled.conversion.naming import Naming
from settled.conversion.new_names import Numbers, consecutive_numbers, new_names, of_an_earlier_import
from settled.conversion.remarks import Remark, remarks_on
from settled.conversion.target_format import TargetFormat
from settled.edit.body import set_title_number
from settled.edit.front_matter import rewrite_scalars
from settled.files.reading import read_text_file
from settled.frontmatter.splitting import split_document
from settled.model.errors import UsageError
from settled.model.vocabulary import RELATION_KEYS, Kind
from settled.model.written_values import Path as KeyPath
from settled.project import Project
from settled.records import MAXIMUM_FILE_BYTES, ReadRecord, Record


@dataclass(frozen=True)
class ImportPlan:
    """`texts` are the files to write, by their paths, and `sources` the file that each of them was made of.

    `remarks` is what could not be told, `unreadable` what cannot be read and why, both in the order of the records.
    `pages` are the new texts of pages that are no records and lead to one that gets another name.
    """

    root: Path
    texts: Mapping[Path, str]
    sources: Mapping[Path, Path]
    remarks: Sequence[Remark] = ()
    unreadable: Sequence[Remark] = ()
    pages: Mapping[Path, str] = field(default_factory=dict)

    def is_there(self, path: Path) -> bool:
        """True where the file at `path` holds already what the plan would write."""
        return path.is_file() and path.read_bytes() == self.texts[path].encode("utf-8")


def plan_import(project: Project, folder: Path, target: TargetFormat, *, renumber: bool, there: Numbers) -> ImportPlan:
    """The records of `project` in the form `target` below `folder`, in the sub-folders that they lie in now.

    `there` are the numbers of the records that are below `folder` already. With `renumber` decisions get numbers from 1
    in the order of those that they have, without what others have there; an import made before finds its own files.
    """
    if not renumber:
        return _plan(project, folder, target, {}, there)
    ours = of_an_earlier_import(new_names(project, folder, consecutive_numbers(project, ())).values(), there)
    if ours:
        others = {path: number for path, number in there.items() if path not in ours}
        plan = _plan(project, folder, target, consecutive_numbers(project, others.values()), others)
        if all(plan.is_there(path) for path in plan.texts if path.exists()):
            return plan
    return _plan(project, folder, target, consecutive_numbers(project, there.values()), there)


def plan_in_place(project: Project, target: TargetFormat, pages: Iterable[str], *, renumber: bool) -> ImportPlan:
    """The records of `project` in the form `target` where they are; links in `pages` of the project follow them."""
    numbers = consecutive_numbers(project, ()) if renumber else {}
    plan = _plan(project, project.records_folder, target, numbers, {})
    naming = Naming(project, new_names(project, project.records_folder, numbers))
    followed: dict[Path, str] = {}
    for page in pages:
        text, _ = read_text_file(project.root / page, page, project.root, MAXIMUM_FILE_BYTES)
        new = None if text is None else naming.links_followed(text, (project.root / page).parent)
        if new is not None and new != text:
            followed[project.root / page] = new
    return replace(plan, pages=followed)


def _plan(
    project: Project, folder: Path, target: TargetFormat, numbers: Mapping[str, int], there: Numbers
) -> ImportPlan:
    names = new_names(project, folder, numbers)
    written = {name.path for name in names.values()}
    others = {path: number for path, number in there.items() if path not in written}
    naming = Naming(project, names, frozenset(others.values()))
    texts: dict[Path, str] = {}
    sources: dict[Path, Path] = {}
    remarks: list[Remark] = []
    for record in project.records:
        name = names[record.file]
        said = [*remarks_on(record, naming), *_on_number(record, naming, others)]
        text = _text_of(project, record)
        if record.kind is Kind.DECISION:
            converted = convert_decision(record, text, naming, target)
            text = converted.text
            if converted.is_kept_whole:
                said.append("its text could not be taken apart without loss and stands in a block of code: look at it")
        text, complaints = _moved(text, record, naming)
        texts[name.path], sources[name.path] = text, naming.path_of(record)
        if said or complaints:
            remarks.append(Remark(record.file, "; ".join([*said, *complaints])))
    return ImportPlan(project.root, texts, sources, tuple(remarks), tuple(map(_why, project.unreadable)))


def _text_of(project: Project, record: Record) -> str:
    """The text of the file, for what stands in it between front matter and body; without a byte order mark."""
    text, _ = read_text_file(project.root / record.file, record.file, project.root, MAXIMUM_FILE_BYTES)
    if text is None:
        raise UsageError(f"{record.file} was changed meanwhile", "run the command again")
    return text.removeprefix("\ufeff")


def _why(entry: ReadRecord) -> Remark:
    if not entry.problems:
        return Remark(entry.file, "it cannot be read")
    problem = entry.problems[0]
    return Remark(str(problem.location), f"{problem.message}; {problem.hint}" if problem.hint else problem.message)


def _moved(text: str, record: Record, naming: Naming) -> tuple[str, list[str]]:
    """`text` with links, ids and numbers as they are called from its new place, and what could not be changed."""
    document = split_document(record.file, text)
    start = len(text) - len(document.body)
    text = text[:start] + naming.moved_links(naming.renumbered(document.body, record), record)
    number = naming.names[record.file].number
    complaints: list[str] = []
    if record.kind is not Kind.DECISION:
        text = rewrite_scalars(text, record.file, lambda path, value: _named(path, value, record, naming))
    if record.title_number is not None and number is not None and number != record.number:
        try:
            text = set_title_number(text, number, naming.names[record.file].path.name)
        except UsageError:
            complaints.append(f"the number in its title is not {number}: correct it")
    return text, complaints


def _named(path: KeyPath, value: str, record: Record, naming: Naming) -> str:
    return naming.reference(value, record) if path[0] in {*RELATION_KEYS, "applies-to"} else value


def _on_number(record: Record, naming: Naming, others: Numbers) -> list[str]:
    """Who else has the number in the same folder: each folder may number its records anew."""
    name = naming.names[record.file]
    number, folder = name.number, name.path.parent
    if number is None:
        return []
    twins = [
        PurePosixPath(other.file).name
        for other in naming.project.records
        if (other.kind, naming.names[other.file].number) == (record.kind, number)
        and other.file != record.file
        and naming.names[other.file].path.parent == folder
    ]
    twins += [path.name for path, taken in others.items() if taken == (record.kind, number) and path.parent == folder]
    what = "import with --renumber, or give one another with `adr renumber`"
    return [f"the number {number} is also that of {', '.join(twins)}: {what}"] if twins else []
