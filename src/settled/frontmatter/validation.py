"""Plain data into models, bit by bit: a bad value becomes a problem at its place and hides no other.

Pydantic reports all that is wrong with its path. Each bad value is taken out, told, and the rest is
validated again, so what comes out is a model that holds every good value.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from settled.frontmatter import YamlDocument
from settled.model.answers import EMPTY_TAG, OPEN_TAG, VALUE_TAG, OpenQuestion, Section
from settled.model.detailed_text import MAP_TAG, TEXT_TAG
from settled.model.findings import Problem
from settled.model.known_words import nearest as nearest
from settled.model.written_values import Path, find_placeholder, is_unanswered
from settled.model.written_values import path_in_words as path_in_words

Model = TypeVar("Model", bound=Section)

_TAGS = {VALUE_TAG, OPEN_TAG, EMPTY_TAG, MAP_TAG, TEXT_TAG}
_ROUNDS = 12
MOST_UNKNOWN_KEYS = 100
"""So many unknown keys of one file are told one by one: more of them are one mistake."""


@dataclass(frozen=True)
class Validated(Generic[Model]):
    """A model of the good values, the paths of the bad and the unfilled ones, and what to say of them.

    `meant` are the paths of absent keys that a misspelt one beside them was most likely to be.
    """

    content: Model
    invalid: frozenset[Path]
    unfilled: dict[Path, str]
    problems: tuple[Problem, ...]
    meant: frozenset[Path] = frozenset()


def validate(
    model: type[Model], yaml_document: YamlDocument, record: str = "", *, is_programme: bool = True
) -> Validated[Model]:
    """Validate `yaml_document.data` as `model`; `record` is the id that goes into the problems.

    Never raises for what the data holds. Text that a template left unfilled counts as absent and is
    listed in `unfilled` with the text as it stands; so does, in a programme of ours, what is no answer (`n/a`).
    """
    unfilled: dict[Path, str] = {}
    data = yaml_document.data or {}
    is_own_copy = yaml_document.maybe_unfilled
    if is_own_copy:
        is_left = is_unanswered if is_programme else _is_template_text
        data = _without_unfilled(data, (), unfilled, is_left)
    meant: set[Path] = set()
    invalid: set[Path] = set()
    problems: list[Problem] = []
    unknown = 0
    for _ in range(_ROUNDS):
        try:
            content = model.model_validate(data)
            break
        except ValidationError as error:
            if not is_own_copy:
                data, is_own_copy = copy.deepcopy(data), True
            for detail in error.errors(include_url=False, include_input=True):
                path = _path_of(detail)
                # A pattern such as `x-…` marks a team's own key.
                own_key = detail["type"] == "extra_forbidden" and str(path[-1]).startswith("x-")
                key_path = path[:-1] if path and path[-1] == "[key]" else path
                if not own_key and key_path not in invalid:
                    invalid.add(key_path)
                    is_unknown = detail["type"] == "extra_forbidden"
                    unknown += is_unknown
                    if not is_unknown or unknown <= MOST_UNKNOWN_KEYS:
                        problems.append(_problem_of(model, detail, key_path, yaml_document, record))
                    meant |= _meant_by(model, detail, key_path, yaml_document.data or {})
                _take_out(data, key_path, detail)
    else:
        # Values that are bad in ever new ways: what is left is dropped, and has been told.
        content = model.model_construct()
    if unknown > MOST_UNKNOWN_KEYS:
        problems.append(_more_unknown_keys(unknown - MOST_UNKNOWN_KEYS, yaml_document, record))
    return Validated(content, frozenset(invalid), unfilled, tuple(problems), frozenset(meant))


def _path_of(detail: ErrorDetails) -> Path:
    """The path of an error in the data, without what the model library puts into it.

    Its first part is a key, and so is the last one where that is not known, whatever they are called.
    """
    parts = detail["loc"]
    keys = {0, len(parts) - 1} if detail["type"] == "extra_forbidden" else {0}
    return tuple(
        part for index, part in enumerate(parts) if index in keys or (part not in _TAGS and not _is_function(part))
    )


def _is_function(part: str | int) -> bool:
    """True for what the model library puts into a path where a value may have one of two forms."""
    return isinstance(part, str) and part.startswith("function-") and part.endswith("]")


def _meant_by(model: type[Section], detail: ErrorDetails, path: Path, data: Any) -> set[Path]:
    """The path of the key that the unknown one at `path` was most likely to be, where nobody wrote that one."""
    if detail["type"] != "extra_forbidden":
        return set()
    guess = nearest(str(path[-1]), _known_beside(model, detail, path))
    try:
        for part in path[:-1]:
            data = data[part]
    except (KeyError, IndexError, TypeError):
        return set()
    return {(*path[:-1], guess)} if guess is not None and guess not in data else set()


def _known_beside(model: type[Section], detail: ErrorDetails, path: Path) -> list[str]:
    is_question = OPEN_TAG in detail["loc"][-2:]
    return _keys_of(OpenQuestion) if is_question else _known_keys(model, path[:-1])


def _is_template_text(text: str, path: Path) -> bool:
    return find_placeholder(text) is not None


def _without_unfilled(value: Any, path: Path, unfilled: dict[Path, str], is_left: Callable[[str, Path], bool]) -> Any:
    if isinstance(value, str):
        if is_left(value, path):
            unfilled[path] = value
            return None
        return value
    if isinstance(value, dict):
        return {key: _without_unfilled(item, (*path, key), unfilled, is_left) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_unfilled(item, (*path, index), unfilled, is_left) for index, item in enumerate(value)]
    return value


def _take_out(data: Any, path: Path, detail: ErrorDetails) -> None:
    """Remove the bad value; a bad list entry is replaced, so that later entries keep their place."""
    if not path:
        return
    parent = data
    for part in path[:-1]:
        try:
            parent = parent[part]
        except (KeyError, IndexError, TypeError):
            return
    last = path[-1]
    if isinstance(parent, list) and isinstance(last, int) and last < len(parent):
        if parent[last] is None:
            _take_out(data, path[:-1], detail)  # a list that cannot hold an empty entry goes as a whole
        else:
            parent[last] = None
    elif isinstance(parent, dict) and last in parent:
        if parent[last] is None or detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]:
            del parent[last]
        else:
            parent[last] = None
    elif isinstance(parent, str) or parent is None:
        # The path leads into a text that was split into a list: the text as a whole goes.
        _take_out(data, path[:-1], detail)


def _problem_of(
    model: type[Section], detail: ErrorDetails, path: Path, yaml_document: YamlDocument, record: str
) -> Problem:
    kind = detail["type"]
    context = detail.get("ctx") or {}
    name = path_in_words(path)
    value = detail["input"]
    shown = _shown(value)
    rule, message, hint = "invalid-value", f"`{name}` {detail['msg']}: {shown}", str(context.get("hint", ""))
    location = yaml_document.at(path)
    if kind == "extra_forbidden":
        rule = "unknown-key"
        guess = nearest(str(path[-1]), _known_beside(model, detail, path))
        message = f"unknown key `{path[-1]}`" + (f" in `{path_in_words(path[:-1])}`" if len(path) > 1 else "")
        hint = f"did you mean `{guess}`?" if guess else "a team's own keys begin with `x-`"
    elif kind == "impossible_date":
        rule, message = "impossible-date", f"`{name}` names {shown}, a day that does not exist"
    elif kind == "enum" or "[key]" in detail["loc"]:
        expected = _expected_words(detail)
        guess = nearest(value, expected) if isinstance(value, str) else None
        message = f"`{name}` is {shown}, which is not one of its words"
        hint = (f"did you mean `{guess}`? It is one of: " if guess else "write one of: ") + ", ".join(expected)
    elif kind in {"model_type", "model_attributes_type", "dict_type"}:
        message, hint = f"`{name}` is {shown} where a map of keys is expected", "write `key: value` lines below it"
    elif kind == "list_type":
        message, hint = (
            f"`{name}` is {shown} where a list is expected",
            "write `[first, second]` or one `- entry` a line",
        )
    elif kind == "not_a_text" and isinstance(value, (dict, list)):
        message, hint = f"`{name}` is {shown} where one line of text is expected", "write one line of text"
    return Problem(rule, location, message, hint, record=record, field=name, value=shown)


def _more_unknown_keys(count: int, yaml_document: YamlDocument, record: str) -> Problem:
    message = f"{count:,} more unknown key{'' if count == 1 else 's'}"
    hint = "a team's own keys begin with `x-`"
    return Problem("unknown-key", yaml_document.at(), message, hint, record=record, value="more unknown keys")


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    text = "" if value is None else " ".join(str(value).split())
    if not text:
        return "empty"
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`"


def _expected_words(detail: ErrorDetails) -> list[str]:
    expected = str((detail.get("ctx") or {}).get("expected", ""))
    return [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",") if word.strip()]


def _known_keys(model: type[Section], path: Path) -> list[str]:
    """The keys that the section at `path` may have, found in the model's own types."""
    current: Any = model
    for part in path:
        current = _inside(_container_in(current), part)
    section = _container_in(current)
    return _keys_of(section) if isinstance(section, type) else []


def _keys_of(section: type[Section]) -> list[str]:
    return [field.alias or name for name, field in section.model_fields.items()]


def _inside(container: Any, part: str | int) -> Any:
    """The type of what stands under `part` of a section, map or list; None where that is not known."""
    if not isinstance(container, type):
        return get_args(container)[-1] if container is not None else None
    section: type[Section] = container
    fields = section.model_fields.items()
    return next((field.annotation for name, field in fields if (field.alias or name) == part), None)


def _container_in(annotation: Any) -> Any:
    """The first section, map or list within an annotation such as `Answer[Failure] | None`, open questions aside."""
    if get_origin(annotation) in {dict, list}:
        return annotation
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Section) and annotation is not OpenQuestion else None
    found = (_container_in(argument) for argument in get_args(annotation))
    return next((container for container in found if container is not None), None)
