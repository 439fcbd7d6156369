"""JSON Schemas of the record formats, generated from the models, so that editors complete and check while typing."""

from __future__ import annotations

from typing import Any

from settled.model.answers import Section
from settled.model.catalog import Catalog
from settled.model.kinds import kinds
from settled.model.profile import ProfileFile
from settled.model.record_models import record_model

_CATALOG, _PROFILE = "catalog", "profile"


def schemas() -> dict[str, tuple[type[Section], str]]:
    """What `adr schema` can print, by name: the model and the title."""
    of_kinds: dict[str, tuple[type[Section], str]] = {
        spec.kind.value: (record_model(spec), spec.schema_title) for spec in kinds()
    }
    return {
        **of_kinds,
        _CATALOG: (Catalog, "Catalog of systems, teams and business objects"),
        _PROFILE: (ProfileFile, "Profile of a platform"),
    }


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `name`; a team's own `x-…` keys are allowed in every map.

    The six decisions are not required in it: a record in the making is no mistake in an editor.
    Raises KeyError for a name that is not in `schemas()`.
    """
    model, title = schemas()[name]
    schema = model.model_json_schema(by_alias=True, mode="validation")
    if name not in (_CATALOG, _PROFILE):
        _list_the_kinds(schema)
    _allow_own_keys(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": title,
    }


def _list_the_kinds(schema: dict[str, Any]) -> None:
    """Say which kinds there are: they are no enumeration to the models, which are made before all are known."""
    words = {
        "description": "The kinds of record. The value is what `kind:` says in the front matter.",
        "enum": [spec.kind.value for spec in kinds()],
        "title": "Kind",
        "type": "string",
    }
    schema["$defs"] = dict(sorted({**schema["$defs"], "Kind": words}.items()))
    schema["properties"]["kind"] = {"anyOf": [{"$ref": "#/$defs/Kind"}, {"type": "null"}], "default": None}


def _allow_own_keys(node: Any) -> None:
    if isinstance(node, dict):
        if node.get("additionalProperties") is False:
            node["patternProperties"] = {"^x-": {}}
        for value in node.values():
            _allow_own_keys(value)
    elif isinstance(node, list):
        for value in node:
            _allow_own_keys(value)
