"""The open questions that a record declares, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from settled.model.answers import OpenQuestion, Section
from settled.model.detailed_text import DetailedText
from settled.model.written_values import Path


def open_questions_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, OpenQuestion]]:
    """Every open question in `value`, which stands at `path`, with its place, in the order of the model."""
    if isinstance(value, OpenQuestion):
        yield path, value
    elif isinstance(value, Section):
        for name, key in _keys_of(type(value)):
            inside = getattr(value, name)
            if inside is not None and inside.__class__ is not str:  # as most values are
                yield from open_questions_in(inside, (*path, key))
    elif isinstance(value, DetailedText):
        yield from open_questions_in(value.details, path)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from open_questions_in(item, (*path, str(key)))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from open_questions_in(item, (*path, index))


@cache
def _keys_of(section: type[Section]) -> tuple[tuple[str, str], ...]:
    """The fields of a section, each with its key."""
    return tuple((name, field.alias or name) for name, field in section.model_fields.items())
