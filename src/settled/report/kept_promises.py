"""Whether a flow keeps its promise, in lines for a terminal, as JSON and in columns of a table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from settled.flows.kept_promises import Budget, Keeping, budgets_of, keeping_of
from settled.flows.peak_load import PeakLoad, peak_loads
from settled.flows.sums import Term
from settled.flows.variants import variants_of
from settled.model.duration import in_words
from settled.model.flow_terms import NotApplicable, Requirement
from settled.model.written_values import path_in_words
from settled.project import Project
from settled.records import Record
from settled.records.own_keys import own_values
from settled.report.table import Cell
from settled.rules.platform_facts import platform_terms

_WINDOWS = ("retry-window", "late-by")
FLOW_COLUMNS = ("mechanism", "forwards", "requires", "variants", "remembers", "promised", "worst_case", "keeps_promise")
"""What a table of flows says of this, beside the six decisions."""


def stated_lines(project: Project, record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The headings with their lines; none for what the flow does not state."""
    sections = (
        ("time budget", _together(map(_budget_line, budgets_of(record, project.landscape)))),
        (
            "memory and retention",
            _together(line for each in _keepings(project, record) for line in _keeping_lines(each)),
        ),
        ("peak", _together(map(_peak_line, _loads(project, record)))),
        ("requires", list(_requirement_lines(project, record))),
        ("variants", list(_variant_lines(record))),
        ("own keys", [f"{path_in_words(path)}: {_one_line(value)}" for path, value in own_values(record)]),
    )
    yield from ((heading, tuple(lines)) for heading, lines in sections if lines)


def time_budget(project: Project, record: Record) -> list[dict[str, Any]]:
    """Each promise of a flow against what it may take at worst, with the terms and where each is stated."""
    return [
        {
            "variant": budget.variant or None,
            "of": budget.subject,
            "consumer": budget.consumer,
            "seconds": budget.total.seconds,
            "bound": _term(budget.bound),
            "is_over": budget.is_over,
            "said": budget.said,
            "terms": [_term(term) for term in budget.total.terms],
        }
        for budget in budgets_of(record, project.landscape)
    ]


def own_keys(record: Record) -> dict[str, Any]:
    """A team's own keys with what was written, by where they stand."""
    return {path_in_words(path): value for path, value in own_values(record)}


def flow_cells(project: Project, record: Record) -> dict[str, Cell]:
    """The values of `FLOW_COLUMNS`: of several variants and consumers the one that is nearest to its bound."""
    flow = record.flow
    if flow is None:
        return dict.fromkeys(FLOW_COLUMNS)
    budgets = [budget for budget in budgets_of(record, project.landscape) if budget.bound.seconds]
    worst = max(budgets, key=lambda budget: budget.total.seconds / budget.bound.seconds, default=None)
    needed = flow.requires if isinstance(flow.requires, list) else []
    return {
        "mechanism": _scalar(getattr(flow.source, "mechanism", None)),
        "forwards": [_name(project, record, text) for text in _texts(getattr(flow.source, "forwards", None))],
        "requires": [
            _name(project, record, entry.flow)
            for entry in needed
            if isinstance(entry, Requirement) and isinstance(entry.flow, str)
        ],
        "variants": list(flow.variants) if isinstance(flow.variants, dict) else [],
        "remembers": _scalar(getattr(flow.idempotency, "remembers", None)),
        "promised": _seconds(worst.bound.seconds) if worst else None,
        "worst_case": _seconds(worst.total.seconds) if worst else None,
        "keeps_promise": None if worst is None else not any(budget.is_over for budget in budgets),
    }


Line = tuple[str, str, str]
"""The beginning of a line, the variant that it is about, and the rest."""


def _together(lines: Iterable[Line]) -> list[str]:
    """The lines, of several variants that say the same one."""
    found: dict[tuple[str, str], list[str]] = {}
    for head, variant, rest in lines:
        found.setdefault((head, rest), []).extend([variant] if variant else [])
    return [f"{head}{_in(names)}: {rest}" for (head, rest), names in found.items()]


def _in(names: list[str]) -> str:
    return f", in {' and '.join(names)}" if names else ""


def _seconds(value: float) -> float:
    return int(value) if value.is_integer() else value


def _budget_line(budget: Budget) -> Line:
    to = f" to {budget.consumer}" if budget.consumer else ""
    head = f"{'over' if budget.is_over else 'within':<6}  {budget.subject}{to}"
    return head, budget.variant, _plain(budget.said)


def _keepings(project: Project, record: Record) -> Iterator[Keeping]:
    for variant in variants_of(record):
        keeping = keeping_of(variant, project.landscape, tuple(platform_terms(project, variant, _WINDOWS)))
        if keeping is not None:
            yield keeping


def _keeping_lines(keeping: Keeping) -> Iterator[Line]:
    for said in keeping.said:
        yield "too short", keeping.variant, _plain(said)
    if not keeping.said:
        kept, late = (
            "; ".join(f"{_plain(term.name)} {in_words(term.seconds)}" for term in terms)
            for terms in (keeping.kept, keeping.late)
        )
        yield "long enough", keeping.variant, kept + (f" (may come late: {late})" if late else "")


def _loads(project: Project, record: Record) -> Iterator[PeakLoad]:
    for variant in variants_of(record):
        yield from peak_loads(variant, project.landscape)


def _peak_line(load: PeakLoad) -> Line:
    return f"{'over' if load.is_over else 'within':<6}  {load.consumer}", load.variant, _plain(load.said)


def _requirement_lines(project: Project, record: Record) -> Iterator[str]:
    requires = record.flow.requires if record.flow is not None else None
    if isinstance(requires, NotApplicable):
        yield f"nothing: {_scalar(requires.not_applicable) or 'no reason given'}"
    needed = requires if isinstance(requires, list) else []
    for entry in needed:
        if isinstance(entry, Requirement) and isinstance(entry.flow, str):
            other = project.resolve(entry.flow, record)
            otherwise = f", otherwise {_scalar(entry.otherwise)}" if _scalar(entry.otherwise) else ""
            yield f"{other.label if other is not None else entry.flow}{otherwise}"


def _variant_lines(record: Record) -> Iterator[str]:
    written = (record.front.data or {}).get("variants") if variants_of(record)[0].variant else None
    for name, terms in written.items() if isinstance(written, dict) else ():
        yield f"{name}: {_one_line(terms)}"


def _one_line(value: Any) -> str:
    """What was written, in one line as YAML would have it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_one_line(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_one_line, value)) + "]"
    return "" if value is None else " ".join(str(value).split())


def _term(term: Term) -> dict[str, Any]:
    return {
        "name": _plain(term.name),
        "seconds": None if math.isinf(term.seconds) else term.seconds,
        "note": term.note or None,
        "file": term.location.file or None,
        "line": term.location.line if term.location.file else None,
    }


def _plain(said: str) -> str:
    return said.replace("`", "")


def _name(project: Project, record: Record, reference: str) -> str:
    other = project.resolve(reference, record)
    return other.id if other is not None else reference


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _scalar(value: Any) -> str | None:
    """A single value as it was written; an open question, and why there is none, are no value."""
    if isinstance(value, str):
        return str(getattr(value, "value", value))
    text = getattr(value, "text", None)
    return text if isinstance(text, str) else None
