"""What the platform of a system brings along: each fact with the question it puts, its source and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from settled.model.platform_words import Confidence
from settled.profiles import PlatformFact
from settled.site import words
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Chip, Link

_UNSURE = {Confidence.GENERAL_KNOWLEDGE, Confidence.UNVERIFIED}


@dataclass(frozen=True, slots=True)
class PlatformFactRow:
    """A fact; `figure`, `computed` (what rules compute with), `concerns` and `dated` are empty where there is none.

    `used` are the findings of the system's flows that rest on it: the flow, and the rule.
    """

    statement: str
    figure: str
    computed: str
    concerns: str
    question: str
    source: Link
    dated: str
    confidence: Chip
    used: tuple[tuple[Link, Link], ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A platform with its facts by the decision they bear on, and the day on which their sources were read."""

    name: str
    read: str
    note: str
    count: int
    groups: tuple[tuple[str, tuple[PlatformFactRow, ...]], ...]


def profile_view(view: PageView, system: str) -> ProfileView | None:
    """The profile of a system's platform, None where it has none."""
    profile = view.project.profile_of(system)
    if profile is None:
        return None
    flows = {record.file for record in view.site.involvement.flows_of_system.get(system, ())}
    return ProfileView(
        name=profile.name,
        read=profile.read,
        note=profile.note or "",
        count=len(profile.facts),
        groups=tuple(
            (words.capital(decision.label), tuple(_row(view, fact, flows) for fact in facts))
            for decision, facts in profile.decisions.items()
        ),
    )


def _row(view: PageView, fact: PlatformFact, flows: set[str]) -> PlatformFactRow:
    source = fact.source
    title = source.title or source.url or "no source"
    address = view.address(source.url).href if source.url else ""
    return PlatformFactRow(
        statement=fact.statement,
        figure=fact.figure or "",
        computed=fact.computed,
        concerns=fact.concerns,
        question=fact.question,
        source=Link(title, address),
        dated=source.dated or "",
        confidence=_confidence(fact.confidence),
        used=tuple(_used(view, fact, flows)),
    )


def _used(view: PageView, fact: PlatformFact, flows: set[str]) -> Iterator[tuple[Link, Link]]:
    """Each flow with a rule that found something in it with the help of `fact`, once."""
    found = view.site.findings_citing.get(fact.reference, ())
    for file, code in dict.fromkeys((finding.location.file, finding.code) for finding in found):
        record = view.project.by_file.get(file)
        if record is not None and file in flows:
            yield view.record_link(record, "findings"), view.rule(code)


def _confidence(confidence: Confidence) -> Chip:
    if confidence.may_warn:
        return Chip("●", confidence.label, "settled")
    return Chip("○" if confidence in _UNSURE else "◐", confidence.label, "open")
