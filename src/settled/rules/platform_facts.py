"""What the profiles of a flow's platforms say that bears on it: facts with figures, as terms and with their sources."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from settled.flows.sums import Term
from settled.flows.time_budget import pattern_of, source_of
from settled.model.duration import Duration
from settled.model.findings import Location, Severity
from settled.model.platform_words import Delivery, Side
from settled.model.vocabulary import PatternType
from settled.model.written_values import Path
from settled.profiles import PlatformFact, Profile
from settled.project import Project
from settled.records import Record, texts

_LOSING = frozenset({Delivery.BEST_EFFORT, Delivery.AT_MOST_ONCE})


def facts_of_source(project: Project, record: Record) -> tuple[PlatformFact, ...]:
    """The facts that hold for certain of the platform that sends, for the mechanism, object and pattern of the flow."""
    source = source_of(record)
    mechanism = source.mechanism if isinstance(source.mechanism, str) else None
    return _facts(project, record, source.system, Side.SOURCE, mechanism)


def facts_of_consumers(project: Project, record: Record) -> Iterator[tuple[Path, PlatformFact]]:
    """The facts that hold for certain of the platforms that receive, each with where the flow names the system."""
    for index, system in enumerate(texts(record.flow.consumers if record.flow is not None else None)):
        for fact in _facts(project, record, system, Side.CONSUMER, None):
            yield ("consumers", index), fact


def possible_facts_of_consumers(project: Project, record: Record) -> Iterator[tuple[Path, PlatformFact]]:
    """The facts that hold of the platforms that receive if they are called in one of several possible ways."""
    flow, pattern = record.flow, pattern_of(record).type
    for index, system in enumerate(texts(flow.consumers if flow is not None else None)):
        profile = profile_of(project, system)
        if profile is None or flow is None:
            continue
        business_object = flow.object if isinstance(flow.object, str) else None
        known = pattern if isinstance(pattern, PatternType) else None
        takes_files = {each.id for each in profile.mechanisms if known in each.patterns}
        for fact in profile.facts_that_may_concern(Side.CONSUMER, None, business_object, known):
            # A file goes to what takes files, where the platform has that.
            if known is PatternType.FILE and takes_files and takes_files.isdisjoint(fact.applies_to.mechanism):
                continue
            if fact.applies_to.mechanism and not fact.applies_to.fields:
                yield ("consumers", index), fact


def profile_of(project: Project, system: object) -> Profile | None:
    """The profile of the platform that a system is built on; None where the catalog names none that there is."""
    entry = project.landscape.systems.get(system) if isinstance(system, str) else None
    return project.profiles.find(entry.platform) if entry is not None else None


def _facts(
    project: Project, record: Record, system: object, side: Side, mechanism: str | None
) -> tuple[PlatformFact, ...]:
    profile, flow = profile_of(project, system), record.flow
    if profile is None or flow is None:
        return ()
    pattern = pattern_of(record).type
    return profile.facts_for(
        side,
        mechanism,
        flow.object if isinstance(flow.object, str) else None,
        pattern if isinstance(pattern, PatternType) else None,
    )


def platform_terms(project: Project, record: Record, keys: tuple[str, ...]) -> Iterator[Term]:
    """The figures `keys` of the sending platform, each as a term that cites its fact."""
    for fact in facts_of_source(project, record):
        for key in keys:
            value = fact.figures.given.get(key)
            if isinstance(value, Duration):
                name = _NAMES.get(key, key.replace("-", " "))
                yield Term(name, value.seconds, partial(place_of, record, fact), f"{fact.reference}: {fact.citation}")


_NAMES = {"retry-window": "the platform tries again for", "late-by": "the platform may deliver late by"}


def losing_fact(project: Project, record: Record) -> PlatformFact | None:
    """The fact that says that the sending platform may lose what it sends; the surest of several."""
    found = [fact for fact in facts_of_source(project, record) if fact.figures.delivery in _LOSING]
    return max(found, key=lambda fact: fact.may_warn, default=None)


def place_of(record: Record, fact: PlatformFact) -> Location:
    """Where a fact was written: in the team's own profile, else where the flow names the system that it is about."""
    return fact.location or record.at(("source", "system"))


def weight_of(fact: PlatformFact) -> Severity | None:
    """What a finding that rests on `fact` weighs at the most: information, where the source is not the vendor's."""
    return None if fact.may_warn else Severity.INFO
