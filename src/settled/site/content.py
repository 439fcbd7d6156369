"""All that the site is made of, gathered once for a build: the project and what the other rooms say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from settled.checking.readiness import FlowReadiness, answers_for_all_gates, readiness
from settled.files.reading import read_text_file
from settled.frontmatter import MAXIMUM_BYTES
from settled.frontmatter.splitting import split_document
from settled.history.repository import open_repository
from settled.model.errors import HistoryError
from settled.model.findings import Finding, FindingState
from settled.model.history import ProjectHistory
from settled.programme.risks import RegisteredRisk, register
from settled.project import Project
from settled.rules.context import Context
from settled.rules.engine import RuleOutcome, check_context
from settled.rules.manual import Manual, manual
from settled.rules.overrides import EffectiveSeverity, overrides_of
from settled.rules.registry import FAMILIES, RULES
from settled.site.catalog_pages import entry_pages
from settled.site.links import OVERVIEW_PAGES


@dataclass(frozen=True, slots=True)
class RuleManual:
    """The manual page of a rule: its code and name, its family in words, its texts, severities, and fix if any."""

    code: str
    name: str
    family: str
    manual: Manual
    severities: tuple[EffectiveSeverity, ...]
    fix: str | None


@dataclass(frozen=True)
class SiteContent:
    """What `render` turns into pages.

    `findings` are those that count. `introductions` are texts of the team that stand on a page of the
    overview or of a system, team or object, by the page's path: the file of that name in the records folder.
    `commit` is the hash of the last commit, empty where there is none.
    """

    project: Project
    findings: tuple[Finding, ...]
    rules: tuple[RuleOutcome, ...]
    risks: tuple[RegisteredRisk, ...]
    history: ProjectHistory
    manuals: tuple[RuleManual, ...]
    readiness: Mapping[str, FlowReadiness] = field(default_factory=dict)
    introductions: Mapping[str, str] = field(default_factory=dict)
    commit: str = ""


def prepare(project: Project) -> Context:
    """What `gather` begins with; raises SettledError where settings or git keep it from succeeding."""
    context = Context.of(project)
    _ = overrides_of(project.settings), context.history
    return context


def gather(project: Project, context: Context | None = None) -> SiteContent:
    """Check the project, read its history and risks, and take the manual along; each once.

    `context` is what `prepare` gave for the same project.
    """
    context = context or Context.of(project)
    answers = answers_for_all_gates(context)
    result = check_context(context, answers=answers)
    overrides = overrides_of(project.settings)
    return SiteContent(
        project=project,
        findings=tuple(finding for finding in result.findings if finding.state is FindingState.FOUND),
        rules=result.rules,
        risks=register(project, result.findings),
        history=context.history,
        manuals=tuple(
            RuleManual(
                rule.code,
                rule.name,
                FAMILIES[rule.family].title,
                manual(rule),
                tuple(overrides.describe(rule)),
                rule.fix_in_words,
            )
            for rule in RULES
        ),
        readiness=readiness(context, answers),
        introductions=_introductions(project),
        commit=last_commit(context),
    )


def last_commit(context: Context) -> str:
    """The hash of the commit that is checked out; without git where the history has said that it is not there."""
    if not (context.history.is_available and context.history.has_commits):
        return ""
    try:
        return open_repository(context.project.records_folder).head or ""
    except HistoryError:
        return ""


def _introductions(project: Project) -> dict[str, str]:
    found: dict[str, str] = {}
    records = set(project.files)
    pages = [page for page, _ in OVERVIEW_PAGES]
    pages += entry_pages(project.catalog).values() if project.catalog else ()
    for page in pages:
        path = project.records_folder / page
        if not path.is_file() or (PurePosixPath(project.records_path) / page).as_posix() in records:
            continue
        text, _problem = read_text_file(path, page, project.root, MAXIMUM_BYTES)
        if text is not None:
            found[page] = split_document(page, text).body
    return found
