"""What was decided, changed, reopened and deleted since a revision, for people and for release notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from settled.checking.changed_content import ChangedQuestion, TextEdit
from settled.model.decided_values import in_a_line
from settled.model.history import Commit
from settled.model.shown_text import visible
from settled.model.vocabulary import DecisionState
from settled.report.changes import Changes, FlowValueChange, Happening, RecordChange
from settled.report.markdown_table import escaped

_TITLES = {
    Happening.DECIDED: "Decided",
    Happening.REOPENED: "Reopened",
    Happening.SUPERSEDED: "Superseded",
    Happening.DEPRECATED: "Deprecated",
    Happening.CHANGED: "Changed status",
    Happening.NEW: "New",
    Happening.DELETED: "Deleted",
}


def changes_lines(changes: Changes, *, is_markdown: bool) -> Iterator[str]:
    """The change for people: a heading for each thing that happened, with a line for each record."""
    write = escaped if is_markdown else visible
    heading = "## " if is_markdown else ""
    blocks: list[tuple[str, list[str]]] = []
    for happening in Happening:
        lines = [_record_line(entry, is_markdown=is_markdown) for entry in changes.records]
        chosen = [line for line, entry in zip(lines, changes.records, strict=True) if entry.happening is happening]
        blocks.append((_TITLES[happening], chosen))
    settled = [entry for entry in changes.decisions if entry.after == DecisionState.SETTLED.value]
    opened = [entry for entry in changes.decisions if entry.after != DecisionState.SETTLED.value]
    for title, entries in (("Settled in flows", settled), ("No longer settled in flows", opened)):
        blocks.append(
            (title, [f"{write(entry.label)}: {entry.decision} ({entry.before} → {entry.after})" for entry in entries])
        )
    blocks += _further_blocks(changes, is_markdown=is_markdown)
    yield f"{'# ' if is_markdown else ''}{write(f'Decisions since {changes.reference}')} ({changes.commit[:10]})"
    filled = [(title, lines) for title, lines in blocks if lines]
    for title, lines in filled:
        yield ""
        yield f"{heading}{title}"
        if is_markdown:
            yield ""
        yield from (f"- {line}" for line in lines)
    if not filled:
        yield ""
        yield "Nothing was decided, changed, reopened, added or deleted."
    if not changes.is_complete:
        yield ""
        yield f"Who did it is not known for all: {write(changes.reason)}."


def _further_blocks(changes: Changes, *, is_markdown: bool) -> Iterator[tuple[str, list[str]]]:
    """What became of values, texts and questions: the title of each block and its lines."""
    write = escaped if is_markdown else visible

    def named(label: str) -> str:
        return f"**{write(label)}**" if is_markdown else write(label)

    def what(entry: FlowValueChange) -> str:
        return f"{write(entry.key)}: {write(in_a_line(entry.before))} → {write(in_a_line(entry.after))}"

    def value(*entries: FlowValueChange) -> str:
        """The values of one flow that one commit changed: one in a line, several in a list below it."""
        first, who = entries[0], _who(entries[0].commit, write)
        if len(entries) == 1:
            return f"{named(first.label)}: {what(first)}{who}"
        return "\n".join(
            (f"{named(first.label)}: {len(entries)} values{who}", *(f"  - {what(one)}" for one in entries))
        )

    decided = groupby((entry for entry in changes.values if entry.key != "phase"), key=_flow_and_commit)
    phases = [entry for entry in changes.values if entry.key == "phase"]
    yield "Values of accepted flows", [value(*group) for _, group in decided]
    yield "Phases", [value(entry) for entry in phases]
    texts = [(text, f": {write(text.amendment)}" if text.amendment else "") for text in changes.texts]
    for title, edit in (("Amended", TextEdit.AMENDED), ("Edited after acceptance", TextEdit.EDITED)):
        yield title, [f"{named(text.label)}{what}" for text, what in texts if text.edit is edit]
    for title, is_answered in (("Answered", True), ("Newly open", False)):
        yield (
            title,
            [
                f"{named(one.label)}: {write(one.question)}{_owed(one, write)}"
                for one in changes.questions
                if one.is_answered is is_answered
            ],
        )


def _flow_and_commit(entry: FlowValueChange) -> tuple[str, str]:
    return entry.label, entry.commit.hash if entry.commit is not None else ""


def _owed(question: ChangedQuestion, write: Callable[[str], str]) -> str:
    owed = [write(question.owner)] if question.owner else []
    owed += [f"due {question.due}"] if question.due else []
    return f" ({', '.join(owed)})" if owed else ""


def _who(commit: Commit | None, write: Callable[[str], str]) -> str:
    return f", {commit.author_date.date()} by {write(commit.author)}" if commit is not None else ""


def _record_line(entry: RecordChange, *, is_markdown: bool) -> str:
    write = escaped if is_markdown else visible
    label = f"**{write(entry.label)}**" if is_markdown else write(entry.label)
    if entry.before is None:
        what = f": {write(entry.after or '')}"
    elif entry.after is None:
        what = f", which was {write(entry.before)}" if entry.before else ""
    else:
        what = f": {write(entry.before)} → {write(entry.after)}"
    return f"{label}{what}{_who(entry.commit, write)}"
