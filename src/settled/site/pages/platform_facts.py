"""What the platform of a system brings along: each fact with the question it puts, its source and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from settled.profiles import PLATFORMS, PlatformFact, load_profile
from settled.site import words
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Chip, Link

_CONFIDENCE = {
    "vendor-docs": Chip("●", "vendor's documentation", "settled"),
    "secondary": Chip("◐", "secondary source", "open"),
    "unverified": Chip("○", "not verified", "open"),
}
_profile = cache(load_profile)
"""Several systems often share a platform."""


@dataclass(frozen=True, slots=True)
class PlatformFactRow:
    """A fact; `figure` and `dated` are empty where there is none."""

    statement: str
    figure: str
    question: str
    source: Link
    dated: str
    confidence: Chip


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A platform with its facts by the decision they bear on, and the day on which their sources were read."""

    name: str
    read: str
    count: int
    groups: tuple[tuple[str, tuple[PlatformFactRow, ...]], ...]


def profile_view(view: PageView, platform: str | None) -> ProfileView | None:
    """The profile of `platform`, None where it has none."""
    if platform not in PLATFORMS:
        return None
    profile = _profile(platform)
    return ProfileView(
        name=profile.name,
        read=profile.read,
        count=len(profile.facts),
        groups=tuple(
            (words.capital(decision.label), tuple(_row(view, fact) for fact in facts))
            for decision, facts in profile.decisions.items()
        ),
    )


def _row(view: PageView, fact: PlatformFact) -> PlatformFactRow:
    source = fact.source
    title = source.title or source.url or "no source"
    address = view.address(source.url).href if source.url else ""
    return PlatformFactRow(
        statement=fact.statement,
        figure=fact.figure or "",
        question=fact.question,
        source=Link(title, address),
        dated=source.dated or "",
        confidence=_CONFIDENCE.get(fact.confidence, Chip("○", fact.confidence, "quiet")),
    )
