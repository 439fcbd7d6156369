"""Whether a flow keeps what it promises, as pictures and sums: time, memory, and what a peak asks of the consumers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from settled.flows.kept_promises import Budget, Keeping, budgets_of, is_worth_showing, keeping_of
from settled.flows.peak_load import PeakLoad, peak_loads
from settled.flows.sums import Term
from settled.flows.variants import variants_of
from settled.model.duration import in_words
from settled.model.findings import Location
from settled.model.vocabulary import RequiredDecision
from settled.model.written_values import Path
from settled.profiles import PlatformFact
from settled.records import Record
from settled.rules.platform_facts import facts_of_source, platform_terms
from settled.site import words
from settled.site.pages.decision_cards import decision_anchor
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Chip, Link
from settled.site.pictures.stacked_bar import draw_bar
from settled.site.pictures.time_line import Span, draw_time_line

ANCHOR = "promises"
TITLE = "Does it keep its promise?"
_WITHIN = Chip("✓", "within", "settled")
_OVER = Chip("✗", "over", "missing")
_CAUGHT_UP = Chip("▲", "over, and caught up in time", "open")
_LONG_ENOUGH = Chip("✓", "long enough", "settled")
_TOO_SHORT = Chip("✗", "too short", "missing")
_WINDOWS = ("retry-window", "late-by")
_LEAST_ON_A_LINE = 3
"""Two lengths of time of which the longer is the one that should be are told without a picture."""
_CATALOG = frozenset({"teams", "systems"})


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of a sum: its number in the picture, its words, its amount, and where it is stated."""

    number: int
    name: str
    amount: str
    note: str
    where: Link
    place: str


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison: its heading, the verdict, the picture, the sum in words, and its terms."""

    heading: str
    verdict: Chip
    picture: str
    said: tuple[str, ...]
    terms: tuple[TermRow, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class PlatformRow:
    """A fact of the platform that sends which rules compute with: the decision it bears on, and its source."""

    decision: Link
    statement: str
    figure: str
    source: Link
    sure: str


@dataclass(frozen=True, slots=True)
class KeptPromises:
    """What the section shows: every comparison, and the facts of the platform that bear on a decision."""

    checks: tuple[Check, ...]
    facts: tuple[PlatformRow, ...]

    @property
    def is_kept(self) -> bool:
        """True where nothing is over: paper is kept for what is."""
        return all(check.verdict.tone == _WITHIN.tone for check in self.checks)


def kept_promises(view: PageView, record: Record) -> KeptPromises | None:
    """The section of the flow `record`; None where there is nothing to add up."""
    landscape, variants = view.project.landscape, variants_of(record)
    budgets = budgets_of(record, landscape)
    windows = {each.variant: tuple(platform_terms(view.project, each, _WINDOWS)) for each in variants}
    keepings = [keeping_of(each, landscape, windows[each.variant]) for each in variants]
    loads = [load for each in variants for load in peak_loads(each, landscape)]
    checks = [*_time(view, budgets), *_memory(view, [each for each in keepings if each]), *_load(view, loads)]
    if not checks:
        return None
    facts = {fact.reference: fact for each in variants for fact in facts_of_source(view.project, each)}
    rows = tuple(_platform(view, fact) for fact in facts.values() if fact.figures.given)
    numbered = (replace(check, anchor=f"{ANCHOR}-{number}") for number, check in enumerate(checks, 1))
    return KeptPromises(tuple(numbered), rows)


def _time(view: PageView, budgets: Sequence[Budget]) -> Iterator[Check]:
    if not is_worth_showing(budgets):
        return
    for number, ((subject, consumer, said), found) in enumerate(
        _grouped(budgets, lambda budget: (budget.subject, budget.consumer, budget.said)), 1
    ):
        budget = found[0]
        total, bound = budget.total, budget.bound
        heading = _heading(f"{subject} to {view.system(consumer).text}" if consumer else subject, found)
        over = f", over by {in_words(total.seconds - bound.seconds)}" if budget.is_over else ""
        picture = draw_bar(
            [(term.seconds, f"{_name(view, term)} {in_words(term.seconds)}") for term in total.terms],
            bound.seconds,
            f"{bound.name} {in_words(bound.seconds)}{over}",
            f"time-budget-{number}",
            f"{heading}: {in_words(total.seconds)} in {words.counted(len(total.terms), 'part')}, "
            f"{bound.name} {in_words(bound.seconds)}; the table below says the same",
        )
        rows = tuple(_row(view, number, term) for number, term in enumerate((*total.terms, bound), 1))
        yield Check(heading, _verdict(budget.is_over), picture, (said,), rows)


def _memory(view: PageView, keepings: Sequence[Keeping]) -> Iterator[Check]:
    for number, (_, found) in enumerate(_grouped(keepings, lambda each: (each.kept, each.late, each.said)), 1):
        keeping = found[0]
        terms = sorted((*keeping.late, *keeping.kept), key=lambda term: term.seconds)
        if not keeping.said and len(terms) < _LEAST_ON_A_LINE:
            continue
        heading = _heading("what is kept, and what may come late", found)
        short = {term for term in keeping.kept if any(str(term) in said for said in keeping.said)}
        picture = draw_time_line(
            [
                Span(term.seconds, f"{_name(view, term)} {in_words(term.seconds)}", term in keeping.kept, term in short)
                for term in terms
            ],
            f"time-line-{number}",
            f"{heading}: {words.counted(len(terms), 'length')} of time on one axis; the table below says the same",
        )
        said = keeping.said or ("whatever may come late comes while it is still known or kept",)
        rows = tuple(_row(view, number, term) for number, term in enumerate(terms, 1))
        yield Check(heading, _TOO_SHORT if keeping.said else _LONG_ENOUGH, picture, said, rows)


def _load(view: PageView, loads: Sequence[PeakLoad]) -> Iterator[Check]:
    for number, (_, found) in enumerate(_grouped(loads, lambda load: (load.consumer, load.said)), 1):
        load = found[0]
        heading = _heading(f"a peak at {view.system(load.consumer).text}", found)
        picture = draw_bar(
            [(load.calls, f"{words.number(round(load.calls, 1))} calls a minute at peak")],
            load.limit,
            f"takes {words.number(load.limit)} calls a minute",
            f"peak-load-{number}",
            f"{heading}: {words.number(round(load.calls, 1))} calls a minute of {words.number(load.limit)}",
        )
        rows = tuple(
            TermRow(
                place, words.capital(_named(view, name)), amount, "", _where(view, path, location), _place(location)
            )
            for place, (name, amount, location, path) in enumerate(load.stated, 1)
        )
        verdict = _CAUGHT_UP if load.is_over and load.is_caught_up else _verdict(load.is_over)
        yield Check(heading, verdict, picture, (load.said,), rows)


SomeCheck = TypeVar("SomeCheck", Budget, Keeping, PeakLoad)


def _grouped(found: Iterable[SomeCheck], key: Callable[[SomeCheck], Any]) -> Iterator[tuple[Any, list[SomeCheck]]]:
    """What is the same in several variants together, in the order of the first of them."""
    groups: dict[Any, list[SomeCheck]] = {}
    for each in found:
        groups.setdefault(key(each), []).append(each)
    yield from groups.items()


def _heading(subject: str, found: Sequence[Budget | Keeping | PeakLoad]) -> str:
    names = [each.variant for each in found if each.variant]
    return words.capital(f"{subject}, in {words.listed(names)}" if names else subject)


def _verdict(is_over: bool) -> Chip:
    return _OVER if is_over else _WITHIN


def _row(view: PageView, number: int, term: Term) -> TermRow:
    return TermRow(
        number,
        words.capital(_name(view, term)),
        in_words(term.seconds),
        term.note,
        _where(view, term.path, term.location),
        _place(term.location),
    )


def _name(view: PageView, term: Term) -> str:
    return _named(view, term.name)


def _named(view: PageView, name: str) -> str:
    """The words of a term with the teams and systems in them by their names."""
    parts = name.split("`")
    for index in range(1, len(parts), 2):
        link = view.team(parts[index])
        parts[index] = (link if link.href else view.system(parts[index])).text
    return "".join(parts)


def _where(view: PageView, path: Path, location: Location) -> Link:
    """The card or page on which a value stands; without a link where that is a profile."""
    head = str(path[0]) if path else ""
    if head in _CATALOG and len(path) > 1:
        entry = str(path[1])
        link = view.team(entry) if head == "teams" else view.system(entry)
        return Link(f"page of {link.text}", link.href)
    decision = words.decision_of(path)
    if head == "consumers":
        decision = RequiredDecision.LATENCY  # where the card says what was promised to one consumer
    if decision is not None:
        return Link(decision.label, f"#{decision_anchor(decision)}")
    if head == "expires":
        return Link("what lapses", "#terms-expires")
    return Link("top of the page", "#top") if head else Link("platform profile")


def _place(location: Location) -> str:
    return f"{location.file}:{location.line}" if location.file else ""


def _platform(view: PageView, fact: PlatformFact) -> PlatformRow:
    source = fact.source
    address = view.address(source.url).href if source.url else ""
    return PlatformRow(
        decision=Link(words.capital(fact.decision.label), f"#{decision_anchor(fact.decision)}"),
        statement=fact.statement,
        figure=fact.figure or "",
        source=Link(source.title or source.url or "no source", address),
        sure=f"{source.when}; {fact.confidence.label}",
    )
