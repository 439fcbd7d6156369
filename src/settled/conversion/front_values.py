"""What the front matter of a converted decision says, taken from whatever its text and its front matter said."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from settled.conversion.front_entries import Value
from settled.conversion.named_records import attribute_of, named_records
from settled.conversion.naming import Naming
from settled.conversion.target_format import TargetFormat
from settled.formats.adr_facts import AdrFacts, read_status
from settled.model.answers import OpenQuestion
from settled.model.decision import Decision
from settled.model.vocabulary import Status
from settled.model.written_values import parse_date
from settled.records import Record, texts

KNOWN_KEYS = frozenset(field.alias or name for name, field in Decision.model_fields.items())
"""The keys that the front matter of a decision may have."""

_CANONICAL_ID = re.compile(r"[A-Z]+-\d{4,9}")


@dataclass(frozen=True)
class FrontValues:
    """The keys to write with their values, those to take out, and those that get another name.

    A key that is in none of them stays as it is written. `relations` are all that the record says of others, written
    anew or not.
    """

    values: dict[str, Value]
    without: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)
    relations: dict[str, Value] = field(default_factory=dict)
    is_contradictory: bool = False


def front_values(record: Record, facts: AdrFacts, naming: Naming, target: TargetFormat) -> FrontValues:
    """The front matter of `record` in the form `target`; `facts` are what its text alone says."""
    written = FrontValues({}, is_contradictory=_is_contradictory(record, facts, naming))
    data = record.front.data or {}
    _relations(record, naming, written)
    _status(record, written, target)
    _date(record, facts, written)
    _makers(record, facts, written)
    if not texts(record.content.tags) and facts.tags and not isinstance(record.content.tags, OpenQuestion):
        written.values["tags"] = facts.tags
    if target is TargetFormat.SETTLED:
        for key in data:
            if key not in KNOWN_KEYS and key not in written.renamed and not str(key).startswith("x-"):
                written.renamed[str(key)] = f"x-{key}"
        if record.content.kind is None and data.get("kind") is not None:
            written.renamed["kind"] = "x-kind"  # somebody else's key
    return written


def _is_contradictory(record: Record, facts: AdrFacts, naming: Naming) -> bool:
    said = record.content.status
    if record.status is not None or not isinstance(said, str) or facts.status_text is None:
        return False
    return facts.status is not None or read_status(said, naming.project.settings.statuses) is not None


def _status(record: Record, written: FrontValues, target: TargetFormat) -> None:
    path = ("status",)
    is_left = path in record.unfilled or record.is_invalid(path) or isinstance(record.content.status, OpenQuestion)
    if is_left:
        return
    said = record.content.status
    by = written.relations.get("superseded-by", ())
    is_named = not isinstance(by, str) and by and all(map(_CANONICAL_ID.fullmatch, by))
    if written.is_contradictory:
        value = ""
    elif record.status is Status.SUPERSEDED and target is TargetFormat.MADR and is_named:
        value = f"superseded by {', '.join(by)}"
        written.values.pop("superseded-by", None)
        written.without.add("superseded-by")
    elif record.status is not None:
        value = record.status.value
    else:
        value = record.status_text or ""
    if said != value or "status" not in (record.front.data or {}):
        written.values["status"] = value


def _date(record: Record, facts: AdrFacts, written: FrontValues) -> None:
    path, data = ("date",), record.front.data or {}
    said = record.content.date
    if isinstance(said, datetime.date) and not _is_iso(data.get("date")):
        written.values["date"] = said.isoformat()
    if path in record.unfilled or record.is_invalid(path) or isinstance(said, (OpenQuestion, datetime.date)):
        return
    if record.date is not None:
        written.values["date"] = record.date.isoformat()
        if facts.date is None and isinstance(data.get("created"), str):
            written.without.add("created")
    elif facts.date_text is not None:
        written.values["date"] = facts.date_text


def _is_iso(written: object) -> bool:
    try:
        return isinstance(written, str) and parse_date(written) is not None
    except ValueError:
        return False


def _makers(record: Record, facts: AdrFacts, written: FrontValues) -> None:
    data = record.front.data or {}
    if data.get("decision-makers") is not None:
        return
    if data.get("deciders") is not None:
        written.renamed["deciders"] = "decision-makers"
        written.without.add("decision-makers")
    elif facts.deciders:
        written.values["decision-makers"] = facts.deciders
        written.without.add("deciders")


def _relations(record: Record, naming: Naming, written: FrontValues) -> None:
    for key, references in named_records(record).items():
        path = (key,)
        if record.is_invalid(path) or path in record.unfilled:
            continue
        names = list(dict.fromkeys(naming.reference(reference, record) for reference in references))
        if names:
            written.relations[key] = names
        said = getattr(record.content, attribute_of(key))
        # An open question is an answer of its own.
        if names and not isinstance(said, OpenQuestion) and names != texts(said):
            written.values[key] = names
