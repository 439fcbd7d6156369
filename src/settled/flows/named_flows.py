"""The flows that a flow names: those it comes after, passes on, or requires, with the place of each name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from settled.flows.variants import variants_of
from settled.model.flow import Source
from settled.model.flow_terms import Requirement
from settled.model.vocabulary import Otherwise
from settled.model.written_values import Path
from settled.records import Record


class LinkKind(StrEnum):
    """Why a flow names another one, in the words of the record."""

    AFTER = "after"
    FORWARDS = "forwards"
    REQUIRES = "requires"


@dataclass(frozen=True, slots=True)
class NamedFlow:
    """A flow that is named, as it is written, and what happens to an object that it has not brought (`requires`)."""

    kind: LinkKind
    path: Path
    name: str
    otherwise: Otherwise | None = None


@dataclass(frozen=True, slots=True)
class FlowLink:
    """A flow in force that another one names: why, and where."""

    kind: LinkKind
    path: Path
    record: Record
    otherwise: Otherwise | None = None


def named_flows(record: Record) -> Iterator[NamedFlow]:
    """The flows that `record` names in any of its variants, each place once; in force or not, and also unknown ones."""
    flow = record.flow
    for index, name in enumerate(flow.after if flow is not None and isinstance(flow.after, list) else ()):
        if isinstance(name, str):
            yield NamedFlow(LinkKind.AFTER, ("after", index), name)
    seen: set[Path] = set()
    for variant in variants_of(record):
        for named in _named_in(variant):
            if named.path not in seen:
                seen.add(named.path)
                yield named


def _named_in(variant: Record) -> Iterator[NamedFlow]:
    flow = variant.flow
    source = flow.source if flow is not None else None
    forwards = source.forwards if isinstance(source, Source) else None
    for index, name in enumerate(forwards if isinstance(forwards, list) else ()):
        if isinstance(name, str):
            yield NamedFlow(LinkKind.FORWARDS, variant.path_of(("source", "forwards", index)), name)
    requires = flow.requires if flow is not None else None
    for index, entry in enumerate(requires if isinstance(requires, list) else ()):
        if isinstance(entry, Requirement) and isinstance(entry.flow, str):
            otherwise = entry.otherwise if isinstance(entry.otherwise, Otherwise) else None
            path = variant.path_of(("requires", index, "flow"))
            yield NamedFlow(LinkKind.REQUIRES, path, entry.flow, otherwise)


def is_forwarding(variant: Record) -> bool:
    """True where the flow says that it passes on what others brought, or leaves open which: its source is no truth."""
    flow = variant.flow
    source = flow.source if flow is not None else None
    return isinstance(source, Source) and source.forwards is not None and source.forwards != []


def truths_of(record: Record) -> dict[str, Path]:
    """The systems that hold the truth of what the flow carries, over all variants, each with where that is said.

    Empty where the flow forwards what others brought, or does not name its source.
    """
    found: dict[str, Path] = {}
    path: Path = ("source", "system")
    for variant in variants_of(record):
        source = variant.flow.source if variant.flow is not None else None
        system = source.system if isinstance(source, Source) else None
        if isinstance(system, str) and system.strip() and not is_forwarding(variant):
            found.setdefault(system, variant.path_of(path))
    return found
