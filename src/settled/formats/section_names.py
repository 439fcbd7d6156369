"""The names that decisions give their sections, which are therefore no titles."""

from __future__ import annotations

_SECTION_NAMES = frozenset({
    "status", "date", "deciders", "decision makers", "tags", "context", "context and problem statement", "issue",
    "problem", "problem statement", "decision", "decision drivers", "decision outcome", "considered options",
    "options", "consequences", "summary", "background", "motivation", "rationale",
})  # fmt: skip


def is_section_name(heading: str) -> bool:
    """True where `heading` is what decisions call a section, in any case and with or without a number before it."""
    return heading.lstrip("0123456789. \t").strip(" \t:").casefold() in _SECTION_NAMES
