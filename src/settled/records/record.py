"""What a record is: what its file says of itself, its content as a model, and where each thing stands."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from settled.formats.conversion_cost import Obstacle, find_obstacle
from settled.formats.dialect import dialect_of, scan_body
from settled.formats.markdown import Link, MarkdownBody
from settled.frontmatter import YamlDocument
from settled.frontmatter.deferred import Deferred
from settled.frontmatter.splitting import Document
from settled.model.findings import Location, Problem
from settled.model.markup import Dialect
from settled.model.references import format_id, name_of_record, number_of_record
from settled.model.vocabulary import Kind, Level, Phase, Status
from settled.model.written_values import Path

if TYPE_CHECKING:  # records that were kept are told and listed without their models
    from settled.model.answers import OpenQuestion
    from settled.model.decision import RecordFields
    from settled.model.flow import Flow
    from settled.model.risk import Risk


@dataclass(frozen=True)
class Record(Deferred):
    """One file with an id.

    `file` is relative to the project's root. `content` holds the good values of the front matter,
    `invalid` the paths of the bad ones, `unfilled` those that a template left to be filled in.
    `status` is None where the file has none or it cannot be told; `status_text` is as written, and
    `status_line` the line of the body on which it stands (None: it stands in the front matter, or nowhere).
    `date_text` is what the body says of the date. `is_template` is true for what records of plain ADRs are made from.
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
    date_text: str | None
    tags: tuple[str, ...]
    decision_makers: tuple[str, ...]
    supersedes: tuple[str, ...]
    superseded_by: tuple[str, ...]
    content: RecordFields
    invalid: frozenset[Path]
    unfilled: dict[Path, str]
    document: Document
    is_template: bool = False

    @property
    def front(self) -> YamlDocument:
        """The front matter with its places."""
        return self.document.front

    @property
    def body_text(self) -> str:
        """The text below the front matter, as Markdown."""
        return self.document.body

    @property
    def written_text(self) -> str:
        """The text below the front matter in the markup of the file."""
        return self.document.body if self.document.written is None else self.document.written

    @property
    def dialect(self) -> Dialect:
        """The markup that the file is written in."""
        return dialect_of(self.file)

    @cached_property
    def body(self) -> MarkdownBody:
        """The body scanned for headings and links."""
        return scan_body(self.document)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links of the body, which one that was kept knows without being scanned."""
        return self.body.links

    @cached_property
    def obstacle(self) -> Obstacle | None:
        """What keeps the body from being converted for a page; None for ordinary texts."""
        return find_obstacle(self.body_text)

    @property
    def status_location(self) -> Location:
        """The place of the status: the key, the line in the body, or the first line of the file."""
        return self.at(("status",)) if self.status_line is None else Location(self.file, self.status_line, 1)

    @cached_property  # asked by nearly every rule
    def flow(self) -> Flow | None:
        """The content of a flow, None for another kind."""
        from settled.model.flow import Flow

        return self.content if isinstance(self.content, Flow) else None

    @cached_property
    def is_flow(self) -> bool:
        """True for a flow."""
        return self.flow is not None

    @cached_property
    def phase(self) -> Phase:
        """The phase that a flow says it is in; design where it says none that can be read, and for another kind."""
        return self.flow.phase if self.flow is not None and isinstance(self.flow.phase, Phase) else Phase.DESIGN

    @cached_property
    def criticality(self) -> Level | None:
        """How critical a flow says it is; None where it says nothing that can be read, and for another kind."""
        said = self.flow.criticality if self.flow is not None else None
        return said if isinstance(said, Level) else None

    @cached_property
    def risk(self) -> Risk | None:
        """The content of a declared risk, None for another kind."""
        from settled.model.risk import Risk

        return self.content if isinstance(self.content, Risk) else None

    @property
    def is_in_force(self) -> bool:
        """True unless it was rejected, deprecated or superseded; a record without status is in force."""
        return self.status is None or self.status.is_in_force

    @property
    def has_loose_front_matter(self) -> bool:
        """True where the front matter is not strict YAML: it was read line by line, and is not edited."""
        return any(problem.rule == "loose-front-matter" for problem in self.front.problems)

    @property
    def label(self) -> str:
        """`FLOW-0003 Order export`, as messages name it."""
        return f"{self.id} {self.title}"

    @property
    def variant(self) -> str:
        """The variant of a flow that this is; empty for a record as a whole."""
        return ""

    @property
    def variants(self) -> tuple[str, ...]:
        """The names of all variants of the flow that this is one of."""
        return ()

    def path_of(self, path: Path) -> Path:
        """Where in the front matter the value at `path` is written: elsewhere only in a variant of a flow."""
        return path

    def at(self, path: Path = (), *, value: bool = False) -> Location:
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
        # Most records hold none, and the text tells that faster than a walk.
        if not _OPEN_KEY.search(self.front.text):
            return ()
        from settled.records.open_questions import open_questions_in

        return tuple(open_questions_in(self.content))


@dataclass(frozen=True)
class ReadRecord:
    """What came of a file: a record or None, with the problems met. `id` is known from the name alone."""

    file: str
    id: str | None
    record: Record | None
    problems: tuple[Problem, ...]

    @property
    def first_location(self) -> Location:
        """Where the first problem is, or the file where none was met."""
        return self.problems[0].location if self.problems else Location(self.file)


def texts(value: Any) -> list[str]:
    """The plain texts of a list answer; open questions and empty entries are not texts."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


_OPEN_KEY = re.compile(r"""open["']?[ \t]*:""")


def id_of_file(file: str, folder_kind: Kind | None, identity: str | None) -> str:
    """The id of what lies in `file`: by its number, else its name; or `identity`, where another tool gave it one."""
    number = number_of_record(file)
    kind = folder_kind or Kind.DECISION
    return identity or (format_id(kind, number) if number is not None else name_of_record(file))
