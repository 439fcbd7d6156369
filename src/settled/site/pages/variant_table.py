"""The variants of a flow as one table: a row for each value that one of them says anew, a column for each variant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from settled.model.answers import OpenQuestion, Path, Section
from settled.model.detailed_text import DetailedText
from settled.model.flow import Flow, FlowTerms
from settled.records import Record
from settled.site import words
from settled.site.pages.composed import term
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Link, Value

_SYSTEMS = frozenset({"system", "consumers", "via", "assigned_by"})
_TEAMS = frozenset({"owner", "by", "alert", "correct", "request", "team"})
_FLOWS = frozenset({"flow", "forwards"})


@dataclass(frozen=True, slots=True)
class VariantRow:
    """A value that differs: what it is, what holds where no variant says otherwise, and what each variant says."""

    label: str
    shared: Value
    own: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class VariantTable:
    """What differs between the variants, by their names."""

    names: tuple[str, ...]
    rows: tuple[VariantRow, ...]


def variant_table(view: PageView, record: Record, flow: Flow) -> VariantTable | None:
    """What the variants of `flow` say anew; None where it has none."""
    if not isinstance(flow.variants, dict) or not flow.variants:
        return None
    said = {name: _leaves(terms) for name, terms in flow.variants.items()}
    paths = list(dict.fromkeys(path for leaves in said.values() for path in leaves))
    as_the_rest = Value(note="as the rest")
    return VariantTable(
        names=tuple(said),
        rows=tuple(
            VariantRow(
                label=words.capital(words.place(_written(path))),
                shared=_shown(view, record, path, _answer_at(flow, path)),
                own=tuple(
                    _shown(view, record, path, leaves[path]) if path in leaves else as_the_rest
                    for leaves in said.values()
                ),
            )
            for path in paths
        ),
    )


def _leaves(terms: Any) -> dict[Path, Any]:
    """What a variant says, by attribute path; lists, and variants that are one open question, are whole."""
    if not isinstance(terms, FlowTerms):
        return {("variants",): terms} if isinstance(terms, OpenQuestion) else {}
    return dict(_walked((), terms))


def _walked(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Section) and not isinstance(value, OpenQuestion) and value.model_fields_set:
        for name in type(value).model_fields:
            if name in value.model_fields_set and getattr(value, name) is not None:
                yield from _walked((*path, name), getattr(value, name))
    elif path:
        yield path, value


def _answer_at(flow: Flow, path: Path) -> Any:
    answer: Any = flow
    for name in path:
        answer = getattr(answer, str(name), None)
    return answer


def _written(path: Path) -> Path:
    return tuple(str(name).rstrip("_").replace("_", "-") for name in path)


def _shown(view: PageView, record: Record, path: Path, answer: Any) -> Value:
    if isinstance(answer, OpenQuestion):
        return Value(question=view.question(answer))
    if answer is None:
        return Value(note=words.NOTHING)
    links = tuple(_links(view, record, str(path[-1]), answer))
    return Value(links=links, note="none")


def _links(view: PageView, record: Record, key: str, answer: Any) -> Iterator[Link]:
    """`answer` under `key` as links: an entry of a list each, sections by their parts."""
    if isinstance(answer, list):
        for item in answer:
            yield from _links(view, record, key, item)
    elif isinstance(answer, OpenQuestion):
        yield Link(f"open: {answer.open or 'a question without words'}")
    elif isinstance(answer, Section):
        yield Link("; ".join(_parts(view, record, answer)))
    elif isinstance(answer, dict):
        for name, inner in answer.items():
            said = ", ".join(link.text for link in _links(view, record, str(name), inner))
            yield Link(f"{view.system(str(name)).text}: {said}")
    elif answer is not None:
        yield _link(view, record, key, answer)


def _parts(view: PageView, record: Record, section: Section) -> Iterator[str]:
    for name, inner in section:
        said = ", ".join(link.text for link in _links(view, record, name, inner))
        if said:
            yield f"{name.rstrip('_').replace('_', ' ')}: {said}"


def _link(view: PageView, record: Record, key: str, answer: Any) -> Link:
    if not isinstance(answer, str) or isinstance(answer, Enum):
        return Link(words.text(answer))
    if key == "mechanism":
        return term(answer)
    if key in _FLOWS:
        return view.reference(answer, record)
    link = view.system(answer) if key in _SYSTEMS else view.team(answer) if key in _TEAMS else Link(answer)
    if not isinstance(answer, DetailedText):
        return link
    beside = [part for part in _parts(view, record, answer.details) if not part.startswith(("system: ", "field: "))]
    return Link(f"{link.text} ({'; '.join(beside)})", link.href) if beside else link
