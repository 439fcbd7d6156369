"""The plan for a new record: which file with which text, and what changes in the records it supersedes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from settled.edit.markdown_text import escaped, heading, one_line
from settled.edit.record import mark_superseded
from settled.edit.target import target
from settled.edit.yaml_text import inline
from settled.frontmatter.splitting import split_document
from settled.model.errors import TemplateError
from settled.model.kinds import spec_of
from settled.model.record_models import record_model
from settled.model.references import format_id
from settled.model.vocabulary import Kind
from settled.profiles import Profile
from settled.scaffold.answers import Answers, flatten, nest
from settled.scaffold.form import fill
from settled.scaffold.platform_questions import questions_for, questions_in_markdown
from settled.scaffold.slug import slug_of
from settled.scaffold.templates import RecordTemplate, render_template

_SHOWN_WORDS = 12


@dataclass(frozen=True, slots=True)
class OldRecord:
    """A record that the new one supersedes: `file` below the project's root, `text` as it stands there."""

    kind: Kind
    id: str
    number: int | None
    title: str
    file: str
    text: str


@dataclass(frozen=True, slots=True)
class CatalogWords:
    """The ids of the catalog, for the comments that say what may stand somewhere."""

    systems: Sequence[str] = ()
    teams: Sequence[str] = ()
    objects: Sequence[str] = ()


@dataclass(frozen=True)
class NewRecord:
    """What is to be written: everything but the number. `folder` is below the project's root, with `/`.

    `marks_superseded` says whether the old records change now: they do once the new one is accepted.
    `platform_systems` are the systems of the catalog that run the `platform`.
    """

    kind: Kind
    title: str
    status: str
    date: str
    template: RecordTemplate
    folder: str
    width: int = 4
    supersedes: tuple[OldRecord, ...] = ()
    marks_superseded: bool = False
    answers: Answers = field(default_factory=dict)
    platform: Profile | None = None
    platform_systems: frozenset[str] = frozenset()
    words: CatalogWords = field(default_factory=CatalogWords)


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """The new file, and the new texts of the records it supersedes by their files; all below the root."""

    file: str
    text: str
    edits: Mapping[str, str]


def plan_record(new: NewRecord, number: int) -> PlannedRecord:
    """The plan for `new` under `number`. Pure: reads and writes nothing.

    Raises TemplateError where the template cannot be followed or has no room for what is asked, and
    UsageError where an old record cannot be changed for certain.
    """
    file = posixpath.join(new.folder, f"{number:0{new.width}d}-{slug_of(new.title)}.md")
    record_id = format_id(new.kind, number)
    if new.platform is not None and not re.search(r"\bplatform\b", new.template.text):
        raise TemplateError(f"{new.template.file} has no place for a platform's questions", "use another template")
    filters: dict[str, Callable[..., str]] = {
        "yaml": inline,
        "markdown": escaped,
        "heading": partial(heading, number=number),
        "one_of": _one_of,
        "questions": questions_in_markdown,
    }
    text = render_template(new.template, _variables(new, number, record_id, file), filters)
    text = fill(text, new.answers, _key_order(new.kind), new.template.file)
    front = split_document(new.template.file, text).front
    for problem in front.problems:
        message = f"{new.template.file} gives front matter that cannot be read: {problem.message}"
        raise TemplateError(message, f"line {problem.location.line}: {problem.hint}")
    marked = new.supersedes if new.marks_superseded else ()
    edits = {
        old.file: mark_superseded(
            old.text, old.file, target(record_id, number, new.title, file, seen_from=old.file), old.kind
        )
        for old in marked
    }
    return PlannedRecord(file, text, edits)


def _variables(new: NewRecord, number: int, record_id: str, file: str) -> dict[str, Any]:
    nested = nest(new.answers)
    named = [target(old.id, old.number, old.title, old.file, seen_from=file) for old in new.supersedes]
    makers = nested.get("decision-makers", [])
    return {
        "title": one_line(new.title),
        "number": number,
        "id": record_id,
        "kind": new.kind.value,
        "date": nested.get("date", new.date),
        "status": new.status,
        "supersedes": [old.id for old in new.supersedes],
        "superseded_records": [{"id": each.reference, "label": each.label, "link": each.address} for each in named],
        "decision_makers": makers if isinstance(makers, list) else [],
        "platform": questions_for(new.platform, nested, new.platform_systems) if new.platform is not None else None,
        "values": {".".join(map(str, path)): leaf for path, leaf in flatten(nested).items()},
        "answers": _Lenient.of(nested),
        "systems": list(new.words.systems),
        "teams": list(new.words.teams),
        "objects": list(new.words.objects),
    }


class _Lenient(dict[str, Any]):
    """Answers that a template may ask for without knowing which there are: an absent one is empty text."""

    def __missing__(self, key: str) -> _Lenient:
        return _Lenient()

    def __str__(self) -> str:
        return super().__str__() if self else ""

    @classmethod
    def of(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return cls({key: cls.of(item) for key, item in value.items()})
        return [cls.of(item) for item in value] if isinstance(value, list) else value


def _key_order(kind: Kind) -> list[str]:
    return [model_field.alias or name for name, model_field in record_model(spec_of(kind)).model_fields.items()]


def _one_of(words: Sequence[str], lead: str = "one of") -> str:
    """The comment that says which words may stand here; nothing where none are known."""
    if not words:
        return ""
    shown = [one_line(word) for word in words[:_SHOWN_WORDS]]
    return f"  # {lead}: " + ", ".join([*shown, "…"] if len(words) > _SHOWN_WORDS else shown)
