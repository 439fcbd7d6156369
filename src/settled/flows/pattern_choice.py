"""Which integration patterns meet what a flow needs, with the reason for each, and why the others do not.

Compared are the needs that somebody stated with the traits of `settled.knowledge`; what nobody stated speaks neither
for a pattern nor against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from settled.flows.pattern_needs import Needs, amount
from settled.knowledge import KnownPattern, patterns
from settled.model.knowledge_words import AnswerTime, Coupling, PatternOrder, Peaks
from settled.model.platform_words import Delivery, KeptOrder, Side
from settled.model.vocabulary import LatencyClass, PatternType

NEAR = 1
"""So many points below the best a pattern is still proposed."""
USUAL = "what is usual, general knowledge"
"""The source of what is compared of a pattern."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a pattern (`points` above 0) or against it, and on what that rests."""

    text: str
    points: int
    source: str = USUAL
    is_excluding: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pattern with all that speaks for and against it."""

    pattern: KnownPattern
    reasons: tuple[Reason, ...]
    is_proposed: bool = False

    @property
    def points(self) -> int:
        """What speaks for it less what speaks against it."""
        return sum(reason.points for reason in self.reasons)

    @property
    def is_ruled_out(self) -> bool:
        """True where it cannot do what is needed."""
        return any(reason.is_excluding for reason in self.reasons)

    def holds_against(self, best: int) -> bool:
        """True where it can do what is needed, more speaks for it than against it, and little more for the best."""
        return not self.is_ruled_out and self.points >= best - NEAR and (self.points > 0 or not self.against)

    @property
    def against(self) -> tuple[Reason, ...]:
        """What speaks against it, what rules it out first."""
        found = [reason for reason in self.reasons if reason.points < 0]
        return tuple(sorted(found, key=lambda reason: not reason.is_excluding))

    @property
    def in_favour(self) -> tuple[Reason, ...]:
        """What speaks for it."""
        return tuple(reason for reason in self.reasons if reason.points > 0)


def proposals(needs: Needs) -> tuple[Proposal, ...]:
    """All seven patterns: those that are proposed, the best first, and then the others."""
    found = [
        Proposal(pattern, tuple(reason for criterion in _CRITERIA for reason in criterion(needs, pattern)))
        for pattern in patterns()
    ]
    best = max((each.points for each in found if not each.is_ruled_out), default=0)
    judged = [replace(each, is_proposed=each.holds_against(best)) for each in found]
    # Sorting keeps the order of the file among equals.
    return tuple(sorted(judged, key=lambda each: (not each.is_proposed, each.is_ruled_out, -each.points)))


def _by_class(needs: Needs, pattern: KnownPattern) -> Iterator[Reason]:
    asked, traits = needs.latency, pattern.traits
    if asked is None:
        return
    if asked in traits.classes:
        yield Reason(f"made for `{asked}`", 2)
    elif asked is LatencyClass.CHECKOUT_BLOCKING:
        if traits.answers is AnswerTime.NEVER:
            yield Reason("a shopper waits for the answer, and it gives none", -2, is_excluding=True)
        else:
            yield Reason("a shopper waits, and it adds a hop to each answer", -1)
    else:
        made_for = " and ".join(f"`{each}`" for each in traits.classes)
        yield Reason(f"made for {made_for}, not for `{asked}`", -1)


def _by_answer(needs: Needs, pattern: KnownPattern) -> Iterator[Reason]:
    if not needs.is_answered or needs.latency is LatencyClass.CHECKOUT_BLOCKING:
        return  # the class has told it
    answers = pattern.traits.answers
    if answers is AnswerTime.NEVER:
        yield Reason("the sender needs the answer, and gets none", -2, is_excluding=True)
    elif answers is AnswerTime.ONE_HOP_LATER:
        yield Reason("the answer comes one hop later", 1)
    else:
        yield Reason("the sender has the answer at once", 2)


def _by_delay(needs: Needs, pattern: KnownPattern) -> Iterator[Reason]:
    within, traits = needs.within, pattern.traits
    if within is None:
        return
    usual = f"usually there within {traits.soonest} to {traits.latest}"
    if within < traits.soonest:
        yield Reason(f"{usual}; promised {within}", -2, is_excluding=True)
    elif within >= traits.latest:
        yield Reason(f"{usual}; promised {within}", 0)
    elif pattern.id in _RUNS:
        yield Reason(f"one interval and one run together have to stay below {within}", 0)
    else:
        yield Reason(f"{usual}: retries have to end before {within}", 0)


_RUNS = frozenset({PatternType.FILE, PatternType.SCHEDULED_JOB})
_ORDER = {
    PatternOrder.PER_KEY: (1, "keeps order within one key"),
    PatternOrder.BY_NUMBER: (0, "keeps order where the receiver sorts by a running number"),
    PatternOrder.BY_QUERY: (0, "keeps order as long as no two runs overlap"),
    PatternOrder.ONE_CALLER: (0, "keeps order as long as one caller sends one call at a time"),
    PatternOrder.NONE: (-2, "runs go side by side, and order is not kept"),
}


def _by_order(needs: Needs, pattern: KnownPattern) -> Iterator[Reason]:
    if needs.is_ordered:
        points, text = _ORDER[pattern.traits.order]
        yield Reason(text, points)


def _by_coupling(needs: Needs, pattern: KnownPattern) -> Iterator[Reason]:
    is_tight = pattern.traits.coupling is Coupling.TIGHT
    if needs.coupling is Coupling.LOOSE:
        if is_tight:
            yield Reason("the caller stands still while the other side is away", -2, is_excluding=True)
        else:
            yield Reason("the sender goes on while the other side is away", 1)
    elif needs.coupling is Coupling.TIGHT:
        if is_tight:
            yield Reason("both sides do it in the same moment", 2)
        else:
            yield Reason("the sender does not know when the other side has done it", -1)


_PEAKS = {
    Peaks.KEPT: (1, "keeps it until the receiver takes it"),
    Peaks.SPREAD: (1, "spreads it over the listeners"),
    Peaks.LIMITED: (-1, "takes what the plan that was bought allows"),
    Peaks.PASSED_ON: (-1, "passes it on to the receiver, call by call"),
}


def _by_volume(needs: Needs, pattern: KnownPattern) -> Iterator[Reason]:
    peak, average = needs.peak_per_minute, needs.average_per_minute
    is_patient = needs.latency in {LatencyClass.NEXT_CYCLE_ENRICHMENT, LatencyClass.FINANCE_CLOSE_RECONCILIATION}
    if needs.per_day is not None and is_patient and pattern.traits.carries_many_at_once:
        yield Reason(f"carries the {amount(needs.per_day)} records of a day together", 2)
    if pattern.id is PatternType.DIRECT_API and needs.limits and (peak or average):
        yield from _by_limits(needs, peak or average or 0)
        return
    if peak is not None and (average is None or peak > average):
        points, text = _PEAKS[pattern.traits.peaks]
        times = f", {peak / average:.3g} times the average of {amount(average)}" if average else ""
        yield Reason(f"a peak of {amount(peak)} a minute{times}: {text}", points)


def _by_limits(needs: Needs, load: float) -> Iterator[Reason]:
    """What the receivers say that they take, against the calls that come."""
    tightest = min(needs.limits, key=lambda limit: limit.calls_per_minute)
    calls = load / needs.batch
    takes = f"{amount(calls)} calls a minute at most, and `{tightest.system}` takes {amount(tightest.calls_per_minute)}"
    is_over = calls > tightest.calls_per_minute
    yield Reason(takes, -2 if is_over else 1, tightest.source, is_over)


def _by_refusal(needs: Needs, pattern: KnownPattern) -> Iterator[Reason]:
    if needs.refusers and pattern.traits.answers is AnswerTime.AT_ONCE:
        yield Reason(f"the sender knows at once when `{needs.refusers[0]}` refuses", 1)


def _by_hop(needs: Needs, pattern: KnownPattern) -> Iterator[Reason]:
    if pattern.traits.answers is AnswerTime.ONE_HOP_LATER and needs.latency is not LatencyClass.CHECKOUT_BLOCKING:
        yield Reason("one more system between the two, which somebody has to run", -1)


def _by_downtime(needs: Needs, pattern: KnownPattern) -> Iterator[Reason]:
    for downtime in needs.downtimes[:1]:
        if pattern.traits.coupling is Coupling.TIGHT:
            text = f"`{downtime.system}` is down {downtime.when}, and each call in that time fails"
            yield Reason(text, -2, downtime.source)
        else:
            yield Reason(f"what is sent while `{downtime.system}` is down waits", 1, downtime.source)


def _by_consumers(needs: Needs, pattern: KnownPattern) -> Iterator[Reason]:
    if needs.consumers is None:
        return
    if needs.consumers > 1 and pattern.id is PatternType.EVENT:
        yield Reason(f"{needs.consumers} consumers listen, each in its own time", 1)
    if needs.consumers == 1 and pattern.id is PatternType.QUEUE:
        yield Reason("one consumer takes each message", 1)


def _by_platform(needs: Needs, pattern: KnownPattern) -> Iterator[Reason]:
    profile = needs.profile
    if profile is None or not profile.mechanisms:
        return
    source = f"adr profile {profile.platform}"
    said = profile.mechanism_called(needs.mechanism) if needs.mechanism else None
    possible = profile.mechanisms_for(Side.SOURCE, pattern.id, needs.business_object)
    if said is not None:
        possible = tuple(each for each in possible if each.id == said.id)
    if not possible:
        way = f" by `{said.id}`" if said is not None else ""
        yield Reason(f"{profile.name} hands nothing over in this way{way}", -2, source, is_excluding=True)
        return
    names = " or ".join(f"`{each.id}`" for each in possible)
    yield Reason(f"{profile.name} hands over by {names}", 0, source)
    for fact in profile.facts_for(Side.SOURCE, needs.mechanism, needs.business_object, pattern.id):
        cited = f"{fact.reference}: {fact.citation}"
        if fact.figures.delivery in {Delivery.BEST_EFFORT, Delivery.AT_MOST_ONCE} and pattern.id not in _RUNS:
            yield Reason(f"the platform may lose what it sends ({fact.figures.delivery})", -1, cited)
        if fact.figures.ordering is KeptOrder.NONE and needs.is_ordered and pattern.id not in _RUNS:
            yield Reason("the platform keeps no order", -1, cited)


_CRITERIA: tuple[Callable[[Needs, KnownPattern], Iterator[Reason]], ...] = (
    _by_class,
    _by_answer,
    _by_delay,
    _by_order,
    _by_coupling,
    _by_volume,
    _by_downtime,
    _by_refusal,
    _by_hop,
    _by_consumers,
    _by_platform,
)
