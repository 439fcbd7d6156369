"""Answers for the front matter of a new record: by dotted path from the command line, checked by the model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from settled.edit.yaml_text import entry_lines, scalar
from settled.frontmatter import read_yaml
from settled.frontmatter.validation import Validated, validate
from settled.model.decision import RecordFields
from settled.model.errors import UsageError
from settled.model.kinds import spec_of
from settled.model.record_models import record_model
from settled.model.vocabulary import Kind
from settled.model.written_values import Path, find_placeholder, path_in_words

Leaf = str | list[str] | dict[str, str]
"""An answer: a text, a list of texts, or an open question with `open`, `owner` and `due`."""
Answers = Mapping[Path, Leaf]
"""The answers by the place at which they go into the front matter, in the order in which they go in."""

_MAXIMUM_INDEX = 99

ELSEWHERE = {
    "kind": "use --kind",
    "status": "use --status",
    "id": "use --number",
    "supersedes": "use --supersedes",
    "superseded-by": "it is written when another record supersedes this one",
    "title": "write the title behind the command",
}
"""What has an option or an argument of its own is not set a second way."""


def read_assignments(assignments: Sequence[str], kind: Kind, start: Answers | None = None) -> Answers:
    """The answers in `assignments` (`source.system=erp`) over those to `start` with, checked as those of `kind`.

    A text with commas becomes a list where the key takes one, and so does `[a, b]`; entries with keys are written as
    in YAML: `failures=[{mode: late, owner: erp-team}]`. Raises UsageError for a key or a value
    that the record would not be read with.
    """
    given: dict[Path, Leaf] = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"`--set {assignment}` is no assignment", "write key=value, as in source.system=erp")
        path = _path(key.strip())
        if path[0] in ELSEWHERE:
            raise UsageError(f"`{path[0]}` cannot be set", ELSEWHERE[str(path[0])])
        if path in given:
            raise UsageError(f"`{key.strip()}` is set twice", "keep one of the two")
        written = _as_yaml(kind, path, value.strip())
        if written is None:
            given[path] = _leaf(kind, path, value.strip())
        else:
            given |= written
    check_answers(given, kind)
    # What is set stands in place of what was there, and of what was in that.
    kept = {path: leaf for path, leaf in (start or {}).items() if not any(_meet(path, new) for new in given)}
    _refuse_gaps({**kept, **given})
    return flatten(nest({**kept, **given}))


def _refuse_gaps(answers: Answers) -> None:
    """Raise UsageError where an entry of a list is set far behind the others: those between would be empty.

    The first one may be left out, since it is what a template or a dialogue asks for.
    """
    entries: dict[Path, set[int]] = {}
    for path in answers:
        for position, part in enumerate(path):
            if isinstance(part, int):
                entries.setdefault(path[:position], {0}).add(part)
    for path, given in entries.items():
        missing = next(number for number in range(max(given) + 2) if number not in given)
        if missing < max(given):
            words = path_in_words(path)
            raise UsageError(
                f"`{words}.{max(given)}` is set, and `{words}.{missing}` is not",
                "count the entries from 0, without gaps",
            )


def _meet(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def nest(answers: Answers) -> dict[str, Any]:
    """The answers as maps and lists within one another; a gap in a list is None."""
    nested: dict[str, Any] = {}
    for path, leaf in answers.items():
        with_value(nested, path, leaf)
    return nested


def flatten(nested: Any, path: Path = ()) -> dict[Path, Leaf]:
    """The answers in `nested` by their paths; an open question stays one answer."""
    if isinstance(nested, dict) and "open" not in nested:
        parts: list[tuple[str | int, Any]] = list(nested.items())
    elif isinstance(nested, list) and any(not isinstance(item, str) for item in nested):
        parts = list(enumerate(nested))
    else:
        return {path: nested}
    flat: dict[Path, Leaf] = {}
    for part, value in parts:
        if value is not None:
            flat |= flatten(value, (*path, part))
    return flat


def with_value(data: dict[str, Any], path: Path, value: Any) -> None:
    """Put `value` into `data` at `path`, with the maps and lists that are missing on the way.

    Raises UsageError where something else than a map or list stands on the way.
    """
    current: Any = data
    for position, part in enumerate(path):
        is_last = position == len(path) - 1
        following: Any = value if is_last else [] if isinstance(path[position + 1], int) else {}
        if isinstance(part, int) and isinstance(current, list):
            current.extend([None] * (part + 1 - len(current)))
        elif isinstance(part, int) or not isinstance(current, dict):
            words = path_in_words(path[:position])
            raise UsageError(f"`{words}` has a value already and cannot hold `{part}`", "set one of the two")
        if is_last or not _is_there(current, part):
            current[part] = following
        current = current[part]


def _is_there(container: Any, part: str | int) -> bool:
    present = container[part] if isinstance(part, int) else container.get(part)
    # What a template left to be filled in is as good as nothing.
    return present is not None and not (isinstance(present, str) and find_placeholder(present))


def _path(key: str) -> Path:
    parts = tuple(int(part) if re.fullmatch(r"\d{1,9}", part) else part for part in key.split("."))
    if "" in parts or isinstance(parts[0], int):
        raise UsageError(f"`{key}` is no key", "write its parts with dots between them, as in failures.0.owner")
    if any(isinstance(part, int) and part > _MAXIMUM_INDEX for part in parts):
        raise UsageError(f"`{key}` counts too far", "entries are counted from 0")
    return parts


def _as_yaml(kind: Kind, path: Path, value: str) -> dict[Path, Leaf] | None:
    """The answers in a `value` in brackets or braces, as YAML has them; None where it is no YAML, or not meant as such.

    A text may begin with a bracket too: what the key cannot take in that form is a text.
    """
    if not value.startswith(("[", "{")):
        return None
    data = read_yaml("--set", f"value: {value}").data
    read = data["value"] if data is not None else None
    if not isinstance(read, (list, dict)) or str(path[-1]).startswith("x-"):
        return None
    nested: dict[str, Any] = {}
    with_value(nested, path, read)
    return flatten(read, path) if not _validated(kind, flatten(nested)).problems else None


def _leaf(kind: Kind, path: Path, value: str) -> Leaf:
    entries = [entry.strip() for entry in value.split(",") if entry.strip()]
    if _is_valid(kind, path, entries):
        return entries
    if not value:
        raise UsageError(f"`{'.'.join(map(str, path))}` is set to nothing", "write a value behind the `=`")
    return value


def _is_valid(kind: Kind, path: Path, leaf: Leaf) -> bool:
    if str(path[-1]).startswith("x-"):
        return False  # a team's own key takes anything: what was written stays one text
    validated = _validated(kind, {path: leaf})
    return not validated.problems and not validated.unfilled


def check_answers(given: Answers, kind: Kind) -> None:
    """Raise UsageError for a key or a value that a record of `kind` would not be read with."""
    validated = _validated(kind, given)
    for problem in validated.problems:
        raise UsageError(problem.message, problem.hint)
    for path, text in validated.unfilled.items():
        raise UsageError(f"`{path_in_words(path)}` is `{text}`, which reads as left from a template", "write the value")


def content_of(answers: Answers, kind: Kind) -> RecordFields:
    """The model of the answers, as the record will be read."""
    return _validated(kind, answers).content


def _validated(kind: Kind, answers: Answers) -> Validated[RecordFields]:
    # By way of YAML: what the record will be read with is what judges here.
    lines = [line for key, value in nest(answers).items() for line in entry_lines(f"{scalar(key)}:", 0, value)]
    return validate(record_model(spec_of(kind)), read_yaml("--set", "\n".join(lines)))
