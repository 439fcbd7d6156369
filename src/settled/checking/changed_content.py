"""What a change did to the content of records: values of accepted flows, accepted texts, open questions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from settled.formats.substance import amendments_of, first_difference, substance_of
from settled.frontmatter.validation import path_in_words
from settled.model.decided_values import decided_values, differences, is_open
from settled.model.vocabulary import Kind, Status
from settled.records import Record


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """A value of a flow that was accepted at the base, or the phase of any flow: its path, before and after."""

    key: str
    before: str | None
    after: str | None


class TextEdit(StrEnum):
    """What a change did to the text of an accepted decision."""

    EDITED = "edited"
    AMENDED = "amended"


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A decision that was accepted at the base and says something else now, or has a new dated amendment."""

    edit: TextEdit
    label: str
    file: str
    amendment: str = ""


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question that was declared open and is no longer (`is_answered`), or that is open now and was not."""

    label: str
    file: str
    key: str
    question: str
    is_answered: bool
    owner: str = ""
    due: datetime.date | None = None


def changed_values(before: Record, after: Record) -> Iterator[ChangedValue]:
    """What a flow that was accepted decides otherwise now; of another one the phase alone."""
    for key, old, new in differences(decided_values(before.front.data or {}), decided_values(after.front.data or {})):
        is_question = is_open(old) or is_open(new)
        if key == "phase" or (before.status is Status.ACCEPTED and not is_question):
            yield ChangedValue(key, old, new)


def changed_texts(before: Record | None, after: Record | None) -> Iterator[ChangedText]:
    """New dated amendments of an accepted record, and whether an accepted decision says something else besides."""
    if before is None or after is None or before.status is not Status.ACCEPTED:
        return
    if after.status is not None and after.status.is_undecided:
        return  # it was reopened, so that it can be changed
    known = set(amendments_of(before.body))
    for amendment in amendments_of(after.body):
        if amendment not in known:
            yield ChangedText(TextEdit.AMENDED, after.label, after.file, amendment)
    if after.kind is Kind.DECISION:
        said, says = (substance_of(one.document, one.body, with_amendments=False) for one in (before, after))
        if first_difference(said, says) is not None:
            yield ChangedText(TextEdit.EDITED, after.label, after.file)


def changed_questions(before: Record | None, after: Record | None) -> Iterator[ChangedQuestion]:
    """Questions that were answered or opened: by what is asked, and not by its place, for moving one answers none."""
    then, now = ({} if one is None else _open(one) for one in (before, after))
    for question, (key, _, _) in then.items():
        if question not in now and after is not None and before is not None:
            yield ChangedQuestion(after.label, after.file, key, question, is_answered=True)
    for question, (key, owner, due) in now.items():
        if question not in then and after is not None:
            yield ChangedQuestion(after.label, after.file, key, question, is_answered=False, owner=owner, due=due)


def _open(record: Record) -> dict[str, tuple[str, str, datetime.date | None]]:
    return {
        (question.open or "").strip(): (path_in_words(path), question.owner or "", question.due)
        for path, question in record.open_questions
    }
