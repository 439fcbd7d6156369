"""Every value that the formats know, as a path: what a mutation can be stated for, and where none is is an omission."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from settled.model.answers import OpenQuestion
from settled.model.catalog import Catalog
from settled.model.decision import RecordFields
from settled.model.flow import Flow
from settled.model.flow_terms import NotApplicable
from settled.model.profile import Figures
from settled.settings.rule_settings import LIMIT_BOUNDS

EACH = "*"
"""Stands in a path for whichever entry of a list or of a map with names of its own."""


def values_of(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """The path of each value below `model`, as in `identifiers.*.in.*.length`; `not-applicable` and open ones are none.

    A value that may be a text or a map is there itself, and so is each key of the map.
    """
    for name, field in model.model_fields.items():
        path = f"{above}{field.alias or name}"
        if not path.endswith("not-applicable"):
            yield from _below(field.annotation, path)


def _below(annotation: Any, path: str) -> Iterator[str]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _below(arguments[0], path)
    elif origin in {Union, types.UnionType}:
        yield from dict.fromkeys(value for each in arguments for value in _below(each, path))
    elif origin is list:
        yield from _below(arguments[0], f"{path}.{EACH}")
    elif origin is dict:
        yield from _below(arguments[1], f"{path}.{EACH}")
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in {OpenQuestion, NotApplicable}:
            yield from values_of(annotation, f"{path}.")
    elif annotation is not type(None):
        yield path


def all_values() -> tuple[str, ...]:
    """Every value of a flow, the catalog, a profile's figures and the limits of the settings, each once.

    What a flow has in common with every record has no figure, and a variant says what its flow could say.
    """
    common = set(values_of(RecordFields))
    own = [path for path in values_of(Flow) if path not in common and not path.startswith("variants.")]
    return (
        *own,
        *values_of(Catalog),
        *(f"figures.{path.removesuffix(f'.{EACH}')}" for path in values_of(Figures)),
        *(f"limits.{limit}" for limit in LIMIT_BOUNDS),
        "holidays",
    )


def is_an(path: tuple[str | int, ...], pattern: str) -> bool:
    """True where `path` leads to a value that `pattern` means: `("consumers", "1", "within")`, `consumers.*.within`.

    A list or map as a whole is its values.
    """
    parts = pattern.split(".")
    if len(parts) == len(path) + 1 and parts[-1] == EACH:
        parts.pop()
    return len(parts) == len(path) and all(part in {EACH, str(key)} for part, key in zip(parts, path, strict=True))
