"""What `adr show` prints: one record, as a person asks for it at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from settled.flows.required_decisions import parts, states
from settled.model.history import ProjectHistory
from settled.model.vocabulary import RELATION_KEYS
from settled.model.written_values import path_in_words
from settled.project import Project
from settled.records import Record, texts
from settled.report.kept_promises import stated_lines
from settled.report.told_succession import in_words, told_successors
from settled.rules.context import Context
from settled.rules.engine import check_context

Paint = Callable[[str, str], str]


def record_lines(project: Project, record: Record, paint: Paint) -> Iterator[str]:
    """Status, who gave it, the six decisions, what it states and keeps, open questions, findings and the text."""
    context = Context.of(project)
    yield paint(record.label, "strong")
    yield f"file      {record.file}"
    yield f"status    {record.status.value if record.status else record.status_text or 'cannot be told'}"
    yield from _history_lines(record, context.history)
    if record.date:
        yield f"date      {record.date.isoformat()}"
    if record.decision_makers:
        yield f"deciders  {', '.join(record.decision_makers)}"
    if record.tags:
        yield f"tags      {', '.join(record.tags)}"
    yield from _relation_lines(project, record)
    yield from _decision_lines(record, paint)
    for heading, lines in stated_lines(project, record):
        yield ""
        yield paint(heading, "strong")
        yield from (f"  {line}" for line in lines)
    yield from _question_lines(record, paint)
    yield from _finding_lines(context, record, paint)
    yield ""
    yield record.written_text.strip()


def _relation_lines(project: Project, record: Record) -> Iterator[str]:
    relations = {key: texts(getattr(record.content, key.replace("-", "_"))) for key in RELATION_KEYS}
    relations |= {"supersedes": list(record.supersedes), "superseded-by": list(record.superseded_by)}
    for key, references in relations.items():
        if references:
            word = key.replace("-", " ")
            named = [other.label if (other := project.resolve(text, record)) else text for text in references]
            yield f"{word:<9} {', '.join(named)}"
    told = told_successors(project).get(record.file, ())
    if told:
        yield f"{in_words(told)}"


def _decision_lines(record: Record, paint: Paint) -> Iterator[str]:
    if record.flow is None:
        return
    yield ""
    all_parts = parts(record)
    for decision, state in states(record).items():
        lacking = [part.name for part in all_parts if part.decision is decision and part.state is state]
        detail = "" if state.value == "settled" else "  " + ", ".join(dict.fromkeys(lacking))
        yield f"{decision.label:<20} {paint(state.value, state.value)}{detail}"


def _question_lines(record: Record, paint: Paint) -> Iterator[str]:
    questions = record.open_questions
    if questions:
        yield ""
        yield paint("open questions", "strong")
        for path, question in questions:
            who = question.owner or "nobody"
            yield f"  {question.due or 'no date'}  {who}: {question.open} ({path_in_words(path)})"


def _finding_lines(context: Context, record: Record, paint: Paint) -> Iterator[str]:
    findings = [finding for finding in check_context(context).findings if finding.location.file == record.file]
    if findings:
        yield ""
        yield paint("findings", "strong")
        for finding in findings:
            severity = paint(finding.severity.value, finding.severity.value)
            yield f"  line {finding.location.line}: {severity} {finding.message}"


def _history_lines(record: Record, history: ProjectHistory) -> Iterator[str]:
    known = history.of(record.file)
    last = known.last_change if known else None
    change = known.change_to(record.status) if known else None
    if change is not None:
        when = change.commit.author_date.date().isoformat()
        yield f"since     {when}, by {change.commit.author} in {change.commit.short_hash}"
    elif last is not None and known is not None and not known.is_uncommitted:
        when = last.commit.author_date.date().isoformat()
        yield f"since     not committed yet; {last.after or 'without a status that can be told'} since {when}"
    if known and known.created:
        yield f"created   {known.created.author_date.date().isoformat()}, by {known.created.author}"
    if known and known.last_edited:
        yield f"edited    {known.last_edited.author_date.date().isoformat()}, by {known.last_edited.author}"
    if known and known.is_uncommitted:
        yield "git       not committed yet"
    elif known and known.is_changed:
        yield "git       changed since the last commit"
    if not history.is_complete:
        yield f"git       incomplete: {history.reason}"
