"""Each promise of a flow against what it may take at worst, and how long things are kept against when they are needed.

The sums are those of the rules about time: a page or a terminal that shows them says what a finding would say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from settled.flows.landscape import Landscape
from settled.flows.sums import Sum, Term, sum_of
from settled.flows.time_budget import (
    Promise,
    calls_of,
    dead_letter_of,
    delivery,
    idempotency_of,
    is_checkout_blocking,
    pattern_of,
    promises_of,
    recovery,
    retry_terms,
    slowest_people,
    until_use,
)
from settled.flows.variants import variants_of
from settled.model.duration import Duration, in_words
from settled.model.flow import Ordering, Replay
from settled.model.flow_terms import Expiry
from settled.model.parsed_text import Memory
from settled.model.vocabulary import OnOrderingFailure
from settled.model.written_values import Path
from settled.records import Record


@dataclass(frozen=True, slots=True)
class Budget:
    """What may pass at worst in one variant, `total`, against the time that there is for it, `bound`.

    `subject` says of what; `consumer` is the one that has a promise of its own; `said` is the sum in words.
    """

    variant: str
    subject: str
    consumer: str | None
    total: Sum
    bound: Term
    said: str

    @property
    def is_over(self) -> bool:
        """True where the time may not suffice."""
        return self.total.seconds > self.bound.seconds


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how long something of a flow is kept, and what may come as late as that: each as a term.

    `said` are the sentences on what is kept too short, the others are fine.
    """

    variant: str
    kept: tuple[Term, ...]
    late: tuple[Term, ...]
    said: tuple[str, ...]


def budgets_of(record: Record, landscape: Landscape) -> tuple[Budget, ...]:
    """The time budgets of a flow, variant by variant: a delivery to each that was promised something, what waits
    behind a message that failed, and what the flow has to use before it lapses. None without terms to add up.
    """
    return tuple(budget for variant in variants_of(record) for budget in _budgets(variant, landscape))


def is_worth_showing(budgets: Iterable[Budget]) -> bool:
    """True where there is more to see than one number beside another."""
    return any(budget.is_over or len(budget.total.terms) > 1 or budget.consumer for budget in budgets)


def _budgets(record: Record, landscape: Landscape) -> Iterator[Budget]:
    promises = promises_of(record)
    shortest = min(promises, key=lambda promise: promise.seconds, default=None)
    ordering = pattern_of(record).ordering
    is_blocking = isinstance(ordering, Ordering) and ordering.on_failure is OnOrderingFailure.BLOCK
    blocked = sum_of(retry_terms(record), slowest_people(record, landscape)) if is_blocking else Sum(())
    for promise in promises:
        total = _calls(record) if is_checkout_blocking(record) else recovery(record, landscape)
        if not total.terms or (promise is shortest and total == blocked):
            continue  # what waits behind a message that fails waits as long, and is more
        bound = _bound(promise)
        yield Budget(record.variant, "a delivery", promise.consumer, total, bound, _said(record, total, promise))
    if shortest is not None and blocked.terms:
        said = f"all that stands behind a failed message waits {blocked}; {_promised(shortest)}"
        yield Budget(
            record.variant, "what stands behind a failed message", shortest.consumer, blocked, _bound(shortest), said
        )
    yield from _lapses(record, landscape)


def _lapses(record: Record, landscape: Landscape) -> Iterator[Budget]:
    entries = record.flow.expires if record.flow is not None and isinstance(record.flow.expires, list) else []
    total = until_use(record, landscape)
    for index, entry in enumerate(entries):
        if isinstance(entry, Expiry) and isinstance(entry.after, Duration) and total.terms:
            what = entry.what if isinstance(entry.what, str) else "what it uses"
            place: Path = ("expires", index, "after")
            bound = Term(f"{what} lapses after", entry.after.seconds, record.at(place), path=place)
            said = f"the {what} lapses after {entry.after}; until it is used: {total}"
            yield Budget(record.variant, f"the use of the {what}", None, total, bound, said)


def _calls(record: Record) -> Sum:
    """How long whoever waits for the answer waits at most: all attempts of a call; else schedule and retries."""
    calls, path = calls_of(record), ("pattern", "timeout")
    if calls is None:
        return delivery(record)
    name = f"{calls.attempts} attempts of {calls.timeout}:" if calls.attempts > 1 else "a call waits up to"
    return Sum((Term(name, calls.seconds, record.at(path), path=path),))


def _said(record: Record, total: Sum, promise: Promise) -> str:
    """The sum in words; where schedule and retries break the promise without the people, that comes first."""
    alone = delivery(record)
    if is_checkout_blocking(record) and total != alone:
        attempts = f" = {total.terms[0].name.rstrip(':')}" if total.terms[0].name.endswith(":") else ""
        return f"a call may wait {in_words(total.seconds)}{attempts}; {_promised(promise)}"
    if is_checkout_blocking(record) or not promise.seconds < alone.seconds < total.seconds:
        return f"{total}; {_promised(promise)}"
    return f"{alone}; {_promised(promise)}; with the people who repair it {in_words(total.seconds)}"


def _promised(promise: Promise) -> str:
    return f"promised{f' to `{promise.consumer}`' if promise.consumer else ''} {in_words(promise.seconds)}"


def _bound(promise: Promise) -> Term:
    return Term("promised", promise.seconds, promise.location, path=promise.path)


def keeping_of(record: Record, landscape: Landscape, from_platform: tuple[Term, ...] = ()) -> Keeping | None:
    """How long the flow in this variant remembers and keeps, and what comes late; None where it says neither.

    `from_platform` are the windows of the platform that sends.
    """
    section, dead_letter = idempotency_of(record), dead_letter_of(record)
    remembers, replay = section.remembers, section.replay
    keeps = dead_letter.keeps if dead_letter is not None else None
    memory = tuple(_kept(record, "a duplicate is remembered", ("idempotency", "remembers"), remembers))
    letter = tuple(_kept(record, "the dead letter keeps what failed", ("idempotency", "dead-letter", "keeps"), keeps))
    back: tuple[Term, ...] = ()
    if isinstance(replay, Replay) and not replay.not_applicable and isinstance(replay.reaches_back, Duration):
        path: Path = ("idempotency", "replay", "reaches-back")
        back = (Term("a replay reaches back", replay.reaches_back.seconds, record.at(path), path=path),)
    if not memory and not letter:
        return None
    people = sum_of(slowest_people(record, landscape) if letter else ())
    acts: tuple[Term, ...] = ()
    if people.terms:
        first = people.terms[0]
        acts = (Term("somebody acts within", people.seconds, first.location, str(people), first.path),)
    repeats = (*retry_terms(record), *from_platform, *back)
    said = [
        *_too_short(memory, repeats, "a duplicate may come when it is forgotten"),
        *_too_short(letter, acts, "what failed is gone before somebody acts"),
        *_too_short(letter, back, "a replay reaches back further than what failed is kept"),
    ]
    return Keeping(record.variant, (*memory, *letter), (*repeats, *acts), tuple(said))


def _kept(record: Record, name: str, path: Path, value: object) -> Iterator[Term]:
    if isinstance(value, Memory):
        yield Term(name, value.seconds, record.at(path), path=path)


def _too_short(kept: tuple[Term, ...], late: tuple[Term, ...], consequence: str) -> Iterator[str]:
    longest = max(late, key=lambda term: term.seconds, default=None)
    for term in kept:
        if longest is not None and longest.seconds > term.seconds:
            yield f"{consequence}: {term}, and {longest}"
