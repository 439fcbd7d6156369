"""A whole flow from one YAML or JSON file: every key of the format, and the title of the record."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from settled.frontmatter import YamlDocument, read_yaml
from settled.frontmatter.validation import validate
from settled.model.errors import UsageError
from settled.model.findings import Location
from settled.model.flow import Flow
from settled.model.written_values import Path, path_in_words
from settled.project.catalog import Catalog
from settled.scaffold.answers import ELSEWHERE, Answers, flatten
from settled.scaffold.catalog_names import unknown_names

_OF_THE_REQUEST = ("title", "status", "supersedes")
_NOT_WRITTEN_BY_HAND = ("id", "superseded-by")


@dataclass(frozen=True, slots=True)
class FlowFile:
    """What a file says of a flow; each None or empty where it says nothing."""

    title: str | None
    status: str | None
    supersedes: tuple[str, ...]
    answers: Answers


class FlowFileError(UsageError):
    """The file holds what no flow can be written with; `mistakes` are all of them, each with its place."""

    def __init__(self, file: str, mistakes: tuple[str, ...]) -> None:
        count = "a mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        super().__init__(f"{file} has {count}", "mend the file; nothing was written")
        self.mistakes = mistakes


def read_flow_file(text: str, file: str, catalog: Catalog | None) -> FlowFile:
    """The flow in `text` of `file`, checked as a record is, and its names against `catalog`.

    Raises FlowFileError with all that is wrong.
    """
    # JSON may be indented with tabs, which YAML may not: one space each keeps every place.
    written = re.sub(r"(?m)^\t+", lambda tabs: " " * len(tabs[0]), text) if text.lstrip().startswith("{") else text
    document = read_yaml(file, written.removeprefix("\ufeff"))
    mistakes = [_in_words(problem.location, problem.message, problem.hint) for problem in document.problems]
    if document.data is None:
        raise FlowFileError(file, tuple(mistakes))
    mistakes += _of_the_record_itself(document)
    data = {key: value for key, value in document.data.items() if key not in _OF_THE_REQUEST}
    validated = validate(
        Flow, replace(document, data={key: document.data[key] for key in document.data if key != "title"})
    )
    mistakes += [_in_words(problem.location, problem.message, problem.hint) for problem in validated.problems]
    for path, left in validated.unfilled.items():
        message = f"`{path_in_words(path)}` is `{left}`, which reads as left from a template"
        mistakes.append(_in_words(document.at(path), message, "write the value, or leave the key out"))
    answers = flatten({key: value for key, value in data.items() if key != "kind"})
    for path, message, hint in unknown_names(validated.content, answers, catalog):
        mistakes.append(_in_words(document.at(path), message, hint))
    if mistakes:
        raise FlowFileError(file, tuple(dict.fromkeys(mistakes)))
    supersedes = document.data.get("supersedes") or []
    return FlowFile(
        title=document.data.get("title"),
        status=document.data.get("status"),
        supersedes=tuple(re.split(r"\s*,\s*", supersedes) if isinstance(supersedes, str) else supersedes),
        answers=answers,
    )


def _of_the_record_itself(document: YamlDocument) -> list[str]:
    """What is wrong with the keys that say which record it is."""
    data: dict[str, Any] = document.data or {}
    mistakes = []
    if data.get("kind") not in {None, "flow"}:
        mistakes.append(_at(document, ("kind",), f"this is a {data['kind']}, and a flow is asked for", "write `flow`"))
    for key in ("title", "status"):
        if not isinstance(data.get(key), str | None):
            mistakes.append(_at(document, (key,), f"`{key}` is no text", "write one line of text"))
    for key in _NOT_WRITTEN_BY_HAND:
        if data.get(key) is not None:
            mistakes.append(_at(document, (key,), f"`{key}` cannot be given", ELSEWHERE[key]))
    return mistakes


def _at(document: YamlDocument, path: Path, message: str, hint: str) -> str:
    return _in_words(document.at(path), message, hint)


def _in_words(place: Location, message: str, hint: str) -> str:
    return f"{place.file}:{place.line}:{place.column}: {message}" + (f"; {hint}" if hint else "")
