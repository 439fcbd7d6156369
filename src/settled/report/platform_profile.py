"""What `adr profile` prints: which platforms have a profile, and the facts of one, for people and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from settled.profiles import EXAMPLES, PlatformFact, Profile, by_decision
from settled.project import Project

Paint = Callable[[str, str], str]

VERSION = 1
HEADER = ("Profile", "Name", "Facts", "Read", "From", "Systems")


def profile_rows(profiles: Sequence[Profile], systems: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The profiles as rows of a table; `systems` are those of the catalog that run each platform."""
    return [
        [
            profile.platform,
            profile.name,
            str(len(profile.facts)),
            profile.read,
            _origin(profile),
            ", ".join(systems.get(profile.platform, ())),
        ]
        for profile in profiles
    ]


def systems_by_platform(project: Project | None) -> dict[str, list[str]]:
    """The systems of the catalog that run each platform with a profile."""
    found: dict[str, list[str]] = {}
    systems = project.catalog.systems if project is not None and project.catalog is not None else ()
    for system in systems:
        profile = project.profile_of(system) if project is not None else None
        if profile is not None:
            found.setdefault(profile.platform, []).append(system)
    return found


def profiles_document(profiles: Sequence[Profile], systems: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What `adr profile --format json` prints."""
    return {
        "version": VERSION,
        "profiles": [
            {**_head(profile), "facts": len(profile.facts), "systems": list(systems.get(profile.platform, ()))}
            for profile in profiles
        ],
    }


def profile_document(profile: Profile, facts: Sequence[PlatformFact]) -> dict[str, Any]:
    """What `adr profile NAME --format json` prints: the profile with these of its facts."""
    return {
        "version": VERSION,
        "profile": {
            **_head(profile),
            "mechanisms": [
                {
                    "id": each.id,
                    "statement": each.statement,
                    "side": each.side.value,
                    "patterns": [pattern.value for pattern in each.patterns],
                    "as_source": [pattern.value for pattern in each.as_source],
                    "objects": list(each.objects),
                }
                for each in profile.mechanisms
            ],
            "facts": [_fact_object(fact) for fact in facts],
        },
    }


def profile_lines(profile: Profile, facts: tuple[PlatformFact, ...], paint: Paint, width: int) -> Iterator[str]:
    """The profile with these of its facts, by the decision that each bears on, no line longer than `width`."""
    yield f"{paint(profile.name, 'strong')} ({profile.platform})"
    shown = (
        _count(len(profile.facts))
        if len(facts) == len(profile.facts)
        else f"{len(facts)} of {len(profile.facts)} facts"
    )
    yield f"{shown}, {_origin(profile)}, sources read {profile.read or 'on days that each tells'}"
    if profile.note:
        yield from _wrapped(profile.note, width, "")
    if profile.mechanisms:
        yield ""
        yield paint("Mechanisms", "strong")
        widest = max(len(each.id) for each in profile.mechanisms)
        for each in profile.mechanisms:
            yield from _wrapped(
                f"{each.id:<{widest}}  {each.side.value:<8}  {each.statement}", width, "  ", widest + 12
            )
    for decision, of_decision in by_decision(facts).items():
        yield ""
        yield paint(decision.label.capitalize(), "strong")
        for fact in of_decision:
            yield ""
            yield from _fact_lines(fact, paint, width)


def _fact_lines(fact: PlatformFact, paint: Paint, width: int) -> Iterator[str]:
    yield f"  {paint(fact.id, 'strong')}"
    yield from _wrapped(fact.statement, width, "    ")
    lines = [("Ask", fact.question), ("Concerns", fact.concerns), ("Figure", fact.figure or "")]
    lines += [("Computed", fact.computed), ("Doubt", fact.note or ""), ("Source", fact.citation)]
    for label, text in lines:
        if text:
            yield from _wrapped(f"{label + ':':<10}{text}", width, "    ", 10)
    if fact.source.url:
        yield f"    {'':<10}{paint(fact.source.url, 'quiet')}"


def _wrapped(text: str, width: int, indent: str, hanging: int = 0) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        max(width, 40),
        initial_indent=indent,
        subsequent_indent=indent + " " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _count(facts: int) -> str:
    return "1 fact" if facts == 1 else f"{facts} facts"


def _origin(profile: Profile) -> str:
    if profile.file:
        return f"{profile.file}, on {profile.extends}" if profile.extends else profile.file
    return "example" if profile.platform in EXAMPLES else "shipped"


def _head(profile: Profile) -> dict[str, Any]:
    return {
        "platform": profile.platform,
        "name": profile.name,
        "read": profile.read or None,
        "note": profile.note,
        "file": profile.file or None,
        "extends": profile.extends,
        "is_example": profile.platform in EXAMPLES and not profile.file,
    }


def _fact_object(fact: PlatformFact) -> dict[str, Any]:
    applies, source = fact.applies_to, fact.source
    return {
        "id": fact.id,
        "decision": fact.decision.value,
        "statement": fact.statement,
        "question": fact.question,
        "applies_to": {
            "side": applies.side.value,
            "mechanism": list(applies.mechanism),
            "objects": list(applies.objects),
            "fields": list(applies.fields),
        },
        "figure": fact.figure,
        "figures": {
            key: value if isinstance(value, (bool, int, float, list)) else str(value)
            for key, value in fact.figures.given.items()
        },
        "source": {"title": source.title, "url": source.url, "dated": source.dated, "read": source.read or None},
        "confidence": fact.confidence.value,
        "note": fact.note,
        "line": fact.location.line if fact.location is not None else None,
    }
