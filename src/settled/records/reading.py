"""A text becomes a record; what cannot be read is a problem, never an exception."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from settled.formats.adr import read_adr, read_title
from settled.formats.adr_facts import AdrFacts
from settled.formats.dialect import dialect_of, may_have_front_matter, read_document, scan_body
from settled.formats.template_files import is_template_text
from settled.frontmatter import YamlDocument
from settled.frontmatter.misplaced import invisible_in_keys, misplaced_front_matter
from settled.frontmatter.splitting import Document, read_loosely
from settled.model.findings import Location, Problem
from settled.model.kinds import kind_called, kinds
from settled.model.known_words import nearest
from settled.model.merge_conflicts import MERGE_CONFLICT_HINT, first_marker, in_words
from settled.model.record_models import record_model
from settled.model.references import format_id, name_of_record, number_of_record
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Kind
from settled.records.assembling import assemble
from settled.records.content import read_content
from settled.records.record import ReadRecord, Record, id_of_file


class UnreadFile(NamedTuple):
    """The text of a file, and what else is known of it: the kind that its folder says, the id that is not its own."""

    file: str
    text: str
    folder_kind: Kind | None
    identity: str | None = None


def read_records(
    unread: Sequence[UnreadFile], *, is_programme: bool, statuses: StatusWords = STATUS_WORDS
) -> list[ReadRecord]:
    """Read each of `unread` as `read_record` does, first the YAML of all, then the models.

    In turn, record by record, the two push each other out of the processor's caches: it takes a tenth longer.
    """
    documents = [read_document(each.file, each.text) for each in unread]
    return [
        _record_in(document, each, is_programme=is_programme, statuses=statuses)
        for document, each in zip(documents, unread, strict=True)
    ]


def read_record(
    file: str,
    text: str,
    folder_kind: Kind | None,
    *,
    is_programme: bool,
    statuses: StatusWords = STATUS_WORDS,
    identity: str | None = None,
) -> ReadRecord:
    """Read `text` of `file` as a record.

    `folder_kind` is what the folder says it is, `is_programme` whether the project is one of ours, whose
    decisions may hold known keys and strict YAML only (a plain ADR folder may hold its site builder's keys, and what
    other tools take for YAML). `statuses` are the words that mean a status, `identity` is the id where neither number
    nor name tell it.
    """
    unread = UnreadFile(file, text, folder_kind, identity)
    return read_records([unread], is_programme=is_programme, statuses=statuses)[0]


def _record_in(document: Document, unread: UnreadFile, *, is_programme: bool, statuses: StatusWords) -> ReadRecord:
    file, text, folder_kind, identity = unread
    cause = _cause_of_all(file, text, document, is_programme=is_programme)
    if cause is not None:
        record_id = id_of_file(file, folder_kind, identity)
        return ReadRecord(file, record_id, None, (_for_record(cause, record_id),))
    if document.front.data is None and not is_programme:
        loose = read_loosely(document)
        document = loose if _kind_of(loose.front, folder_kind)[0] is Kind.DECISION else document
    data = document.front.data
    kind, kind_problems = _kind_of(document.front, folder_kind)
    number = number_of_record(file)
    record_id = identity or (format_id(kind, number) if number is not None else name_of_record(file))
    if data is None:
        return ReadRecord(
            file, record_id, None, tuple(_for_record(problem, record_id) for problem in document.front.problems)
        )
    validated = read_content(kind, document.front, record_id, is_programme=is_programme)
    if not is_programme:
        kind_problems = []
    content = validated.content
    problems = [_for_record(problem, record_id) for problem in (*document.front.problems, *kind_problems)]
    problems += [
        problem
        for problem in validated.problems
        if not (kind_problems and problem.field == "kind")
        and not (problem.rule == "unknown-key" and kind is Kind.DECISION and not is_programme)
    ]
    body = scan_body(document)
    facts = read_adr(body, number, statuses) if kind is Kind.DECISION else read_title(body, number)
    if facts.date is None and facts.date_text and re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", facts.date_text):
        location = Location(file, facts.date_line or 1, 1)
        message = f"the date `{facts.date_text[:10]}` is a day that does not exist"
        problems.append(
            Problem(
                "impossible-date",
                location,
                message,
                "check the month and the day",
                (),
                record_id,
                "date",
                facts.date_text,
            )
        )
    own_id = content.id if content.id and number is None and identity is None else None
    record = assemble(file, kind, own_id or record_id, number, document, facts, validated, statuses)
    record.__dict__["body"] = body  # scanned once already
    if kind is Kind.DECISION and not is_programme and _is_template(record, facts, statuses):
        record = dataclasses.replace(record, is_template=True)
    return ReadRecord(file, record.id, record, tuple(problems))


def _is_template(record: Record, facts: AdrFacts, statuses: StatusWords) -> bool:
    """Whether the record is none, but what records are made from; a title in its front matter counts first."""
    title = record.unfilled.get(("title",)) or getattr(record.content, "title", None) or facts.title
    return is_template_text(record.body, title, record.number, record.status, record.status_text, statuses)


_BELOW_NOTHING = re.compile(
    r"\ufeff?(?:[ \t]*\r?\n)+---[ \t]*\r?\n(?:[\w-]+[ \t]*:.*\n|[ \t]+\S.*\n|- .*\n)+---[ \t]*\r?(?:\n|\Z)"
)


def _cause_of_all(file: str, text: str, document: Document, *, is_programme: bool) -> Problem | None:
    """What is wrong with the file as a whole: whatever else would be said of it follows from that alone."""
    conflict = _merge_conflict(file, text, document)
    if conflict is not None or not may_have_front_matter(text, dialect_of(file)):
        return conflict
    if not is_programme:
        # There a text may begin with a rule or a line `Status:`: only whole front matter below nothing is meant.
        is_below_nothing = not document.has_front_matter and _BELOW_NOTHING.match(text) is not None
        return misplaced_front_matter(file, text, _known_keys()) if is_below_nothing else None
    if document.has_front_matter:
        return invisible_in_keys(file, document.front.text, document.front.first_line)
    return misplaced_front_matter(file, text, _known_keys())


@cache
def _known_keys() -> frozenset[str]:
    """Every key that may stand in the front matter of a record, of whatever kind."""
    models = [record_model(spec) for spec in kinds()]
    return frozenset(field.alias or name for model in models for name, field in model.model_fields.items())


def _merge_conflict(file: str, text: str, document: Document) -> Problem | None:
    """The merge conflict in `text`, outside of code."""
    if first_marker(text) is None:
        return None
    marker = first_marker(text, scan_body(document).code_lines)
    if marker is None:
        return None
    location = Location(file, marker[0], 1)
    return Problem("merge-conflict", location, in_words(marker[1]), MERGE_CONFLICT_HINT, value=marker[1])


def _kind_of(front: YamlDocument, folder_kind: Kind | None) -> tuple[Kind, list[Problem]]:
    written = (front.data or {}).get("kind")
    if not isinstance(written, str):
        return folder_kind or Kind.DECISION, []
    kind = kind_called(written.strip().lower())
    if kind is not None:
        return kind, []
    words = [spec.kind.value for spec in kinds()]
    guess = nearest(written, words)
    hint = f"did you mean `{guess}`? It is one of: " if guess else "write one of: "
    problem = Problem(
        "invalid-value",
        front.at(("kind",)),
        f"`kind` is `{written}`, which is not one of its words",
        hint + ", ".join(words),
        field="kind",
        value=written,
    )
    return folder_kind or Kind.DECISION, [problem]


def _for_record(problem: Problem, record_id: str) -> Problem:
    return Problem(
        problem.rule,
        problem.location,
        problem.message,
        problem.hint,
        problem.related,
        record_id,
        problem.field,
        problem.value,
    )
