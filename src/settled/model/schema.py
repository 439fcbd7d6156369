"""JSON Schemas of the record formats, generated from the models, so that editors complete and check while typing."""

from __future__ import annotations

from typing import Any

from settled.model.answers import Section
from settled.model.catalog import Catalog
from settled.model.decision import Decision
from settled.model.flow import Flow
from settled.model.risk import Risk

SCHEMAS: dict[str, type[Section]] = {"decision": Decision, "flow": Flow, "risk": Risk, "catalog": Catalog}
"""What `adr schema` can print, by name."""

_TITLES = {
    "decision": "Front matter of a decision record",
    "flow": "Front matter of a flow decision record",
    "risk": "Front matter of a declared risk",
    "catalog": "Catalog of systems, teams and business objects",
}


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `name`; a team's own `x-…` keys are allowed in every map.

    The six decisions are not required in it: a record in the making is no mistake in an editor.
    Raises KeyError for a name that is not in `SCHEMAS`.
    """
    schema = SCHEMAS[name].model_json_schema(by_alias=True, mode="validation")
    _allow_own_keys(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": _TITLES[name],
    }


def _allow_own_keys(node: Any) -> None:
    if isinstance(node, dict):
        if node.get("additionalProperties") is False:
            node["patternProperties"] = {"^x-": {}}
        for value in node.values():
            _allow_own_keys(value)
    elif isinstance(node, list):
        for value in node:
            _allow_own_keys(value)
