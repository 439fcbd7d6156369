"""What `adr doctor` tells: what was found of a project and why, and what was not read."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from settled.formats.forms import form_of
from settled.model.markup import Dialect
from settled.model.references import is_folder_page
from settled.model.shown_text import visible
from settled.model.vocabulary import Kind
from settled.project import Project, Workspace
from settled.project.discovery import candidates
from settled.project.judging_day import JudgingDay
from settled.project.log4brains import LOG4BRAINS_FILE, is_of_log4brains
from settled.project.odd_files import odd_files
from settled.project.record_files import SkipReason, skipped_files
from settled.records import Record
from settled.report.profiles_in_use import ProfileInUse, as_json, in_words, profiles_in_use
from settled.report.several_decisions import pages_of_several
from settled.rules.registry import RULES
from settled.scaffold.next_steps import NextStep, next_steps

_NO_RECORD = "it has no number, no day and no status"
_READ_AS_TEMPLATE = "it is a template, by what stands in it"
_ATTACHED = "it lies in the folder that is a record, beside its page"
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class TonedDown:
    """A rule that weighs less on plain ADRs than in a programme."""

    code: str
    name: str
    severity: str
    otherwise: str


@dataclass(frozen=True)
class SetUp:
    """The set-up of a project; paths are relative to `root`, with `/`.

    `formats` counts the records by the form that they are written in, `passed_over` has the reason for each file
    that is not read, `several` how many decisions a page holds that is to be split, `not_followed` why a file of
    another tool names no folder, and `other_folders` are those that the names alone would have made a records folder.
    """

    root: Path
    records: str
    rule: str
    areas: tuple[tuple[str, str], ...]
    several: Mapping[str, int]
    not_followed: Mapping[str, str]
    other_folders: tuple[str, ...]
    settings_file: str | None
    kinds: Mapping[str, int]
    unreadable: tuple[str, ...]
    formats: Mapping[str, int]
    passed_over: Mapping[str, str]
    git: str
    judged: JudgingDay
    mkdocs: str | None
    editor: str | None
    toned_down: tuple[TonedDown, ...]
    next_steps: tuple[NextStep, ...]
    profiles: tuple[ProfileInUse, ...] = ()


def set_up_of(project: Project, mkdocs: Path | None, editor: str | None) -> SetUp:
    """Look at the set-up of `project`; `mkdocs` is its configuration of the site, `editor` what opens new records."""
    return SetUp(
        root=project.root,
        records=project.records_path,
        rule=project.layout.rule,
        areas=tuple((area.path, area.name) for area in project.layout.areas),
        several=pages_of_several(project),
        not_followed=_not_followed(project.root),
        other_folders=tuple(_other_folders(project)),
        settings_file=project.settings.file,
        kinds={kind.value: count for kind, count in Counter(record.kind for record in project.records).items()},
        unreadable=tuple(entry.file for entry in project.unreadable),
        formats=dict(sorted(Counter(_form(record, project) for record in project.records).items())),
        passed_over=dict(sorted(_passed_over(project))),
        git=_git(project),
        judged=project.judged,
        mkdocs=mkdocs.name if mkdocs is not None else None,
        editor=editor,
        toned_down=() if project.is_programme else tuple(_toned_down()),
        next_steps=next_steps(project),
        profiles=tuple(profiles_in_use(project)),
    )


def _not_followed(root: Path) -> Mapping[str, str]:
    is_another = (root / LOG4BRAINS_FILE).is_file() and not is_of_log4brains(root)
    return {LOG4BRAINS_FILE: "it has no `project`, and is not a file of log4brains"} if is_another else {}


def _other_folders(project: Project) -> Iterator[str]:
    for folder in candidates(project.root):
        if not any(folder.is_relative_to(known) or known.is_relative_to(folder) for known in project.folders):
            yield folder.relative_to(project.root).as_posix()


def _form(record: Record, project: Project) -> str:
    if record.kind is not Kind.DECISION:
        return f"{record.kind} of Settled"
    if record.dialect is not Dialect.MARKDOWN:
        return record.dialect.value
    return "log4brains" if project.layout.is_log4brains else form_of(record.front.data or {}, record.body).value


def _passed_over(project: Project) -> Iterator[tuple[str, str]]:
    odd = dict(odd_files(project.folders))
    unread = {entry.file for entry in project.unreadable}
    for folder in project.folders:
        skipped = {path: reason.value for path, reason in skipped_files(folder)}
        for path, why in (skipped | {path: oddity.value for path, oddity in odd.items()}).items():
            file = path.relative_to(project.root).as_posix()
            if path.is_relative_to(folder) and file not in unread:
                yield file, why
    folders = {PurePosixPath(record.file).parent for record in project.records if is_folder_page(record.file)}
    for file in project.notes:
        is_beside = not folders.isdisjoint(PurePosixPath(file).parents)
        yield file, _READ_AS_TEMPLATE if file in project.templates else _ATTACHED if is_beside else _NO_RECORD


def _git(project: Project) -> str:
    history = Workspace(project).history
    if not history.is_available or not history.is_complete:
        return history.reason
    changed = sum(record.is_changed for record in history.records.values())
    new = len(project.records) - len(history.records)
    said = f"{len(history.records)} of {len(project.records)} records are committed"
    return said + (f", {changed} of them changed since" if changed else "") + (", the others are new" if new else "")


def _toned_down() -> Iterator[TonedDown]:
    for rule in RULES:
        levels = rule.levels
        if levels.plain is not None and levels.plain is not levels.base:
            yield TonedDown(rule.code, rule.name, levels.plain.value, levels.base.value)


def set_up_lines(set_up: SetUp) -> Iterator[str]:
    """The set-up for people, a fact a line."""
    yield _line("root", str(set_up.root))
    yield _line("records", set_up.records)
    yield _line("found by", set_up.rule)
    for path, name in set_up.areas:
        yield _line("area", f"{path}, called {name}" if name else path)
    for folder in set_up.other_folders:
        yield _line("not read", f"{folder}: may hold records too, read it with `adr --dir {folder}`")
    for file, reason in set_up.not_followed.items():
        yield _line("not followed", f"{file}: {reason}")
    yield _line("settings", set_up.settings_file or "none; the defaults hold")
    kinds = ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in set_up.kinds.items())
    nothing = "no record yet" + ("" if set_up.several else '; write one: `adr new "Title of the decision"`')
    yield _line("holds", kinds or nothing)
    for file, count in set_up.several.items():
        yield _line("several", f"{file} holds {count} decisions, and each is expected in a file of its own")
    for file in set_up.unreadable:
        yield _line("unreadable", f"{file}: see `adr check`")
    for form, count in set_up.formats.items():
        yield _line("format", f"{form}: {count}")
    yield from _passed_over_lines(set_up)
    for profile in set_up.profiles:
        yield _line("profile", in_words(profile))
    yield _line("git", set_up.git)
    if set_up.judged.origin:
        yield _line("as of", f"{set_up.judged.day.isoformat()}, set by {set_up.judged.origin}")
    yield _line("site", set_up.mkdocs or "built without an mkdocs.yml that names the plugin settled")
    yield _line("editor", set_up.editor or "none; set VISUAL or EDITOR, and `adr new` opens it")
    if set_up.toned_down:
        yield _line("toned down", "rules that weigh less on plain ADRs; the setting `severity` changes that")
        for rule in set_up.toned_down:
            yield _line("", f"{rule.code} {rule.name}: {rule.severity} instead of {rule.otherwise}")
    yield from _next_lines(set_up)


def _next_lines(set_up: SetUp) -> Iterator[str]:
    for number, step in enumerate(set_up.next_steps):
        yield _line("" if number else "next", str(step))


def _passed_over_lines(set_up: SetUp) -> Iterator[str]:
    skipped = {file: reason for file, reason in set_up.passed_over.items() if reason != SkipReason.ENDING}
    for file, reason in list(skipped.items())[:_MOST_SHOWN]:
        yield _line("passed over", f"{file}: {reason}")
    if len(skipped) > _MOST_SHOWN:
        yield _line("passed over", f"{len(skipped) - _MOST_SHOWN} more; `--format json` has all")
    others = Counter(
        PurePosixPath(file).suffix.lower() or "no ending"
        for file, reason in set_up.passed_over.items()
        if reason == SkipReason.ENDING
    )
    if others:
        listed = ", ".join(f"{count} {ending}" for ending, count in sorted(others.items()))
        yield _line("passed over", f"{listed}: {SkipReason.ENDING}")


def _line(word: str, text: str) -> str:
    return visible(f"{word:<12} {text}")


def set_up_document(set_up: SetUp) -> dict[str, object]:
    """The set-up as JSON."""
    return {
        "version": 1,
        "root": os.fspath(set_up.root),
        "records": set_up.records,
        "found_by": set_up.rule,
        "areas": [{"path": path, "name": name} for path, name in set_up.areas],
        "several_decisions": [{"file": file, "decisions": count} for file, count in set_up.several.items()],
        "not_followed": [{"file": file, "reason": reason} for file, reason in set_up.not_followed.items()],
        "other_folders": list(set_up.other_folders),
        "settings_file": set_up.settings_file,
        "kinds": dict(set_up.kinds),
        "unreadable": list(set_up.unreadable),
        "formats": dict(set_up.formats),
        "passed_over": [{"file": file, "reason": reason} for file, reason in set_up.passed_over.items()],
        "git": set_up.git,
        "as_of": {"day": set_up.judged.day.isoformat(), "set_by": set_up.judged.origin or None},
        "mkdocs": set_up.mkdocs,
        "editor": set_up.editor,
        "toned_down": [
            {"code": rule.code, "name": rule.name, "severity": rule.severity, "otherwise": rule.otherwise}
            for rule in set_up.toned_down
        ],
        "next_steps": [{"what": step.what, "command": step.command or None} for step in set_up.next_steps],
        "profiles": [as_json(profile) for profile in set_up.profiles],
    }
