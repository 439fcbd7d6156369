"""A file becomes a record: what it says of itself, its content as a model, and where each thing stands."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from typing import Any

from settled.findings import Problem, Spot
from settled.formats.adr import AdrFacts, read_adr, read_status, read_title, references_in
from settled.formats.markdown import MarkdownBody
from settled.frontmatter import Document, split_document
from settled.model.answers import OpenQuestion, Path, Section, parse_date
from settled.model.decision import Decision, RecordFields
from settled.model.flow import Flow
from settled.model.risk import Risk
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Kind, Status
from settled.references import format_id, number_of_file
from settled.text_files import read_text_file
from settled.validation import Validated, nearest, validate
from settled.yaml_reading import Located

MAXIMUM_FILE_BYTES = 4 * 1024 * 1024
"""A record larger than this is not read."""

_MODELS: dict[Kind, type[RecordFields]] = {Kind.DECISION: Decision, Kind.FLOW: Flow, Kind.RISK: Risk}


@dataclass(frozen=True)
class Record:
    """One Markdown file with an id.

    `file` is relative to the project's root. `content` holds the good values of the front matter,
    `invalid` the paths of the bad ones, `unfilled` those that a template left to be filled in.
    `status` is None where the file has none or it cannot be told; `status_text` is as written, and
    `status_line` the line of the body on which it stands (None: it stands in the front matter, or nowhere).
    """

    file: str
    kind: Kind
    id: str
    number: int | None
    title: str
    title_number: int | None
    title_line: int | None
    status: Status | None
    status_text: str | None
    status_line: int | None
    date: datetime.date | None
    tags: tuple[str, ...]
    decision_makers: tuple[str, ...]
    supersedes: tuple[str, ...]
    superseded_by: tuple[str, ...]
    content: RecordFields
    invalid: frozenset[Path]
    unfilled: dict[Path, str]
    document: Document

    @property
    def front(self) -> Located:
        """The front matter with its places."""
        return self.document.front

    @property
    def body_text(self) -> str:
        """The Markdown below the front matter."""
        return self.document.body

    @cached_property
    def body(self) -> MarkdownBody:
        """The body scanned for headings and links."""
        return MarkdownBody(self.document.body, self.document.body_line)

    @property
    def status_spot(self) -> Spot:
        """The place of the status: the key, the line in the body, or the first line of the file."""
        return self.at(("status",)) if self.status_line is None else Spot(self.file, self.status_line, 1)

    @cached_property  # asked by nearly every rule
    def flow(self) -> Flow | None:
        """The content of a flow, None for another kind."""
        return self.content if isinstance(self.content, Flow) else None

    @property
    def risk(self) -> Risk | None:
        """The content of a declared risk, None for another kind."""
        return self.content if isinstance(self.content, Risk) else None

    @property
    def is_in_force(self) -> bool:
        """True unless it was rejected, deprecated or superseded; a record without status is in force."""
        return self.status is None or self.status.is_in_force

    @property
    def label(self) -> str:
        """`FLOW-0003 Order export`, as messages name it."""
        return f"{self.id} {self.title}"

    def at(self, path: Path = (), *, value: bool = False) -> Spot:
        """The place of a front matter key, or the nearest one above it."""
        return self.front.at(path, value=value)

    def is_invalid(self, path: Path) -> bool:
        """True where the value at `path`, or one it lies in, was bad and has been told."""
        if not self.invalid:
            return False
        return any(path[:length] in self.invalid for length in range(1, len(path) + 1))

    @cached_property
    def open_questions(self) -> tuple[tuple[Path, OpenQuestion], ...]:
        """Every open question declared anywhere in the front matter, with its place, in the order of the model."""
        found: list[tuple[Path, OpenQuestion]] = []
        # Most records hold none, and the text tells that faster than a walk.
        if _OPEN_KEY.search(self.front.text):
            _collect_open(self.content, (), found)
        return tuple(found)


@dataclass(frozen=True)
class ReadRecord:
    """What came of a file: a record or None, with the problems met. `id` is known from the name alone."""

    file: str
    id: str | None
    record: Record | None
    problems: tuple[Problem, ...]


def read_record(
    file: str, text: str, folder_kind: Kind | None, *, is_programme: bool, statuses: StatusWords = STATUS_WORDS
) -> ReadRecord:
    """Read `text` of `file` as a record.

    `folder_kind` is what the folder says it is, `is_programme` whether the project is one of ours, whose
    decisions may hold known keys only (a plain ADR folder may hold its site builder's keys). `statuses` are the
    words that mean a status.
    """
    document = split_document(file, text)
    data = document.front.data
    kind, kind_problems = _kind_of(document.front, folder_kind)
    number = number_of_file(PurePosixPath(file).stem)
    record_id = format_id(kind, number) if number is not None else PurePosixPath(file).stem
    if data is None:
        return ReadRecord(
            file, record_id, None, tuple(_for_record(problem, record_id) for problem in document.front.problems)
        )
    validated = validate(_MODELS[kind], document.front, record_id)
    content = validated.content
    problems = [_for_record(problem, record_id) for problem in (*document.front.problems, *kind_problems)]
    problems += [
        problem
        for problem in validated.problems
        if not (kind_problems and problem.field == "kind")
        and not (problem.rule == "unknown-key" and kind is Kind.DECISION and not is_programme)
    ]
    body = MarkdownBody(document.body, document.body_line)
    facts = read_adr(body, number, statuses) if kind is Kind.DECISION else read_title(body, number)
    if facts.date is None and facts.date_text and re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", facts.date_text):
        spot = Spot(file, facts.date_line or 1, 1)
        message = f"the date `{facts.date_text[:10]}` is a day that does not exist"
        problems.append(
            Problem(
                "impossible-date", spot, message, "check the month and the day", (), record_id, "date", facts.date_text
            )
        )
    own_id = content.id if content.id and number is None else None
    record = _assemble(file, kind, own_id or record_id, number, document, facts, validated, statuses)
    record.__dict__["body"] = body  # scanned once already
    return ReadRecord(file, record.id, record, tuple(problems))


def read_record_file(
    path: FilePath,
    file: str,
    folder_kind: Kind | None,
    root: FilePath,
    *,
    is_programme: bool,
    statuses: StatusWords = STATUS_WORDS,
) -> ReadRecord:
    """Read the record at `path`; whatever is wrong with the file itself is a problem, never an exception."""
    number = number_of_file(path.stem)
    kind = folder_kind or Kind.DECISION
    record_id = format_id(kind, number) if number is not None else path.stem
    text, problem = read_text_file(path, file, root, MAXIMUM_FILE_BYTES)
    if text is None:
        return ReadRecord(file, record_id, None, (_for_record(problem, record_id),) if problem else ())
    return read_record(file, text, folder_kind, is_programme=is_programme, statuses=statuses)


def _kind_of(front: Located, folder_kind: Kind | None) -> tuple[Kind, list[Problem]]:
    written = (front.data or {}).get("kind")
    if isinstance(written, str):
        try:
            return Kind(written.strip().lower()), []
        except ValueError:
            guess = nearest(written, [kind.value for kind in Kind])
            hint = f"did you mean `{guess}`? It is one of: " if guess else "write one of: "
            problem = Problem(
                "invalid-value",
                front.at(("kind",)),
                f"`kind` is `{written}`, which is not one of its words",
                hint + ", ".join(Kind),
                field="kind",
                value=written,
            )
            return folder_kind or Kind.DECISION, [problem]
    return folder_kind or Kind.DECISION, []


def _for_record(problem: Problem, record_id: str) -> Problem:
    return Problem(
        problem.rule,
        problem.spot,
        problem.message,
        problem.hint,
        problem.related,
        record_id,
        problem.field,
        problem.value,
    )


def _assemble(
    file: str,
    kind: Kind,
    record_id: str,
    number: int | None,
    document: Document,
    facts: AdrFacts,
    validated: Validated[RecordFields],
    statuses: StatusWords,
) -> Record:
    content, invalid, unfilled = validated.content, validated.invalid, validated.unfilled
    status_text, status, status_line = facts.status_text, facts.status, facts.status_line
    superseded_by = [*_texts(content.superseded_by)]
    if isinstance(content.status, str):
        written = content.status
        in_body, status = status, read_status(written, statuses)
        if in_body is not None and in_body is not status:
            status = None  # front matter and body disagree: neither is believed
        status_text, status_line = written, None
        match = re.search(r"super[sc]eded[ \t]+by[ \t:]*(.*)", written, re.IGNORECASE)
        if match:
            superseded_by += [target for target in references_in(match[1]) if target not in superseded_by]
    elif ("status",) in unfilled:
        status_text, status, status_line = unfilled[("status",)], None, None
    elif ("status",) in invalid or isinstance(content.status, OpenQuestion):
        status_text, status, status_line = None, None, None
    if kind is Kind.RISK:
        status = None  # a risk has states of its own: `status_text` has the word
    title = getattr(content, "title", None) or facts.title
    date = content.date if isinstance(content.date, datetime.date) else None
    if date is None and ("date",) not in invalid:
        date = facts.date or _created(document.front.data)
    return Record(
        file=file,
        kind=kind,
        id=record_id,
        number=number,
        title=_plain(title) if title else _title_from(file),
        title_number=facts.title_number,
        title_line=facts.title_line,
        status=status,
        status_text=status_text,
        status_line=status_line,
        date=date,
        tags=tuple(_texts(content.tags) or facts.tags),
        decision_makers=tuple(
            _texts(content.decision_makers) or _texts(getattr(content, "deciders", None)) or facts.deciders
        ),
        supersedes=tuple(dict.fromkeys([*_texts(content.supersedes), *facts.supersedes])),
        superseded_by=tuple(dict.fromkeys([*superseded_by, *facts.superseded_by])),
        content=content,
        invalid=invalid,
        unfilled=unfilled,
        document=document,
    )


def _created(data: dict[str, Any] | None) -> datetime.date | None:
    created = (data or {}).get("created")
    try:
        return parse_date(created) if isinstance(created, str) else None
    except ValueError:
        return None


def _texts(value: Any) -> list[str]:
    """The plain texts of a list answer; open questions and empty entries are not texts."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


texts = _texts


def _plain(title: str) -> str:
    """A heading without its Markdown: emphasis, code marks and links."""
    without_links = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", title)
    return re.sub(r"(?<!\\)[*`]|\\(?=[^\w\s])", "", without_links).strip() or title


def _title_from(file: str) -> str:
    stem = re.sub(r"^\d+[-_. ]+", "", PurePosixPath(file).stem)
    return stem.replace("-", " ").replace("_", " ").strip().capitalize() or PurePosixPath(file).stem


_OPEN_KEY = re.compile(r"""open["']?[ \t]*:""")


def _collect_open(value: Any, path: Path, found: list[tuple[Path, OpenQuestion]]) -> None:
    if isinstance(value, OpenQuestion):
        found.append((path, value))
    elif isinstance(value, Section):
        for name, field in type(value).model_fields.items():
            _collect_open(getattr(value, name), (*path, field.alias or name), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            _collect_open(item, (*path, str(key)), found)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _collect_open(item, (*path, index), found)
