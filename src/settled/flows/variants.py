"""The variants of a flow: the same record as it reads in one region, brand or environment.

A variant says key by key what differs from the rest of the flow. Maps are taken together; a list or a value of the
variant stands instead of the flow's own.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from settled.model.answers import OpenQuestion, Section
from settled.model.findings import Location
from settled.model.flow import Flow, FlowTerms
from settled.model.written_values import Path
from settled.records import Record


class FlowVariant(Record):
    """A flow as it is in one of its variants: its values are the variant's where that says any.

    Places lead to where a value was written: in the variant, or in what all variants share.
    """

    @classmethod
    def of(cls, record: Record, flow: Flow, name: str, terms: FlowTerms, names: tuple[str, ...]) -> FlowVariant:
        """The variant called `name` of the flow `record`, which says `terms`; `names` are all that the flow has."""
        own = {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
        made = cls(**own | {"content": _merged(flow, terms)})
        made.__dict__.update(_variant=name, _names=names)
        below: Path = ("variants", name)
        bad = {path for path in record.invalid if path[0] != "variants" and made.path_of(path) == path}
        bad |= {path[2:] for path in record.invalid if path[:2] == below and len(path) > 2}
        left = {path: text for path, text in record.unfilled.items() if path[:1] != ("variants",)}
        left = {path: text for path, text in left.items() if made.path_of(path) == path}
        left |= {path[2:]: text for path, text in record.unfilled.items() if path[:2] == below and len(path) > 2}
        made.__dict__.update(invalid=frozenset(bad), unfilled=left)
        return made

    @property
    def variant(self) -> str:
        """The name of the variant."""
        name: str = self.__dict__["_variant"]
        return name

    @property
    def variants(self) -> tuple[str, ...]:
        """The names of all variants of the flow."""
        names: tuple[str, ...] = self.__dict__["_names"]
        return names

    def path_of(self, path: Path) -> Path:
        """Where the value at `path` is written: within the variant, or where the whole flow has it."""
        data: Any = (self.front.data or {}).get("variants")
        data = data.get(self.variant) if isinstance(data, dict) else None
        for part in path:
            if isinstance(data, (str, list)):
                break  # a list or a text of the variant: whatever is asked of it stands there
            if not isinstance(data, dict) or part not in data:
                return path
            data = data[part]
        return ("variants", self.variant, *path) if path else path

    def at(self, path: Path = (), *, value: bool = False) -> Location:
        """The place of a front matter key, or the nearest one above it."""
        return self.front.at(self.path_of(path), value=value)


def variants_of(record: Record) -> tuple[Record, ...]:
    """The flow `record` in each of its variants; the record alone where it has none."""
    flow = record.flow
    if flow is None or not isinstance(flow.variants, dict):
        return (record,)
    known = record.__dict__.get("_variants")
    if known is None:
        # A variant of which nothing is said is the flow as it is; one that cannot be read has been told.
        said = {
            name: terms or FlowTerms()
            for name, terms in flow.variants.items()
            if isinstance(terms, FlowTerms) or (terms is None and not record.is_invalid(("variants", name)))
        }
        names = tuple(said)
        known = tuple(FlowVariant.of(record, flow, name, terms, names) for name, terms in said.items()) or (record,)
        record.__dict__["_variants"] = known  # many rules ask
    result: tuple[Record, ...] = known
    return result


def _merged(base: Any, over: Any) -> Any:
    """`base` with all that `over` says in its place; what `over` leaves empty says nothing."""
    if over is None:
        return base
    if isinstance(base, Section) and isinstance(over, Section) and not isinstance(over, OpenQuestion):
        said = {name: getattr(over, name) for name in over.model_fields_set}
        return base.model_copy(update={name: _merged(getattr(base, name), value) for name, value in said.items()})
    if isinstance(base, dict) and isinstance(over, dict):
        return base | {key: _merged(base.get(key), value) for key, value in over.items()}
    return over
