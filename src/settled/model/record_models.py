"""The models of the kinds of record, by the names in their rows; apart, so that the rows load no model."""

from __future__ import annotations

from functools import cache
from pkgutil import resolve_name

from settled.model.decision import RecordFields
from settled.model.kinds import KindSpec

_resolved = cache(resolve_name)


def record_model(spec: KindSpec) -> type[RecordFields]:
    """The model of the front matter of a kind of record."""
    found: type[RecordFields] = _resolved(spec.model)
    return found
