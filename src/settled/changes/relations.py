"""Links between two records that say the same at both ends, each in its own words."""

from __future__ import annotations

from functools import partial

from settled.changes.succession import named_from
from settled.edit.links import add_link
from settled.edit.record import add_reference
from settled.edit.record_edits import PlannedEdits, Read, RecordEdits
from settled.edit.target import Target
from settled.model.errors import UsageError
from settled.model.known_words import nearest
from settled.project import Project
from settled.records import Record

_PAIRS = {
    "amends": "amended-by",
    "clarifies": "clarified-by",
    "depends-on": "required-by",
    "relates-to": "relates-to",
}
RELATIONS: dict[str, str] = {**_PAIRS, **{back: forth for forth, back in _PAIRS.items()}}
"""Each relation with what it is called from the other end; both are keys of the front matter."""


def plan_link(
    project: Project, record: Record, relation: str, other: Record, read: Read, *, reverse: str | None = None
) -> PlannedEdits:
    """Let `record` say that it stands in `relation` to `other`, and `other` the reverse.

    A plain record takes any words, if those of the other end are given as `reverse`. Raises UsageError for words
    that a record with front matter has no key for, and where the place of a link cannot be told for certain.
    """
    if record.file == other.file:
        raise UsageError(f"{record.id} cannot be linked to itself", "name two records")
    key = "-".join(relation.lower().split())
    if key in {"supersedes", "superseded-by"}:
        old, new = (other, record) if key == "supersedes" else (record, other)
        raise UsageError("superseding changes a status too", f"use `adr supersede {old.id} --by {new.id}`")
    back = "-".join(reverse.lower().split()) if reverse is not None else RELATIONS.get(key)
    if back is None:
        raise UsageError(f"the relation `{relation}` is not known", _known(key))
    edits = RecordEdits(read)
    for here, there, words, folded in (
        (record, other, relation, key),
        (other, record, reverse or back.replace("-", " "), back),
    ):
        named = named_from(project, there, near=here)
        edits.edit(here.file, partial(_linked, record=here, words=words, key=folded, named=named))
    edits.say(f"{record.id} {relation} {other.label}")
    return edits.planned()


def _linked(text: str, record: Record, words: str, key: str, named: Target) -> str:
    if key in RELATIONS:
        return add_reference(text, record.file, key, named, record.kind)
    if record.document.has_front_matter and record.status_line is None:
        raise UsageError(f"{record.file} has no key for `{words}`", _known(key))
    return add_link(text, words[:1].upper() + words[1:], named, record.file)


def _known(key: str) -> str:
    guess = nearest(key, RELATIONS)
    known = f"known are: {', '.join(RELATIONS)}"
    return f"did you mean `{guess}`? {known}" if guess else known
