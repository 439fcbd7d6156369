"""Sections of a record that read as one value: a question left open, why it does not arise, or its parts in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from settled.model.answers import OpenQuestion, Path
from settled.model.flow_terms import NotApplicable
from settled.records import Record
from settled.site import words
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Link, Value


def said(value: Any) -> str:
    """A single value in words; empty where it is open or absent."""
    return "" if value is None or isinstance(value, OpenQuestion) else words.text(value)


def composed(
    view: PageView, record: Record, path: Path, section: Any, describe: Callable[[PageView, Any], Iterable[Link]]
) -> Value:
    """The section at `path` as links that `describe` makes of it; what it makes without a text is left out."""
    if section is None or isinstance(section, OpenQuestion):
        return view.value(record, path, section)
    question = next((view.question(part) for _, part in section if isinstance(part, OpenQuestion)), None)
    if isinstance(getattr(section, "not_applicable", None), str):
        links: tuple[Link, ...] = (Link(f"not needed: {section.not_applicable}"),)
    else:
        links = tuple(link for link in describe(view, section) if link.text)
    if links or question:
        return Value(links=links, question=question)
    return Value(lack=view.lack(record, path))


def kept(value: Any) -> Link:
    """How long something is kept, or why nothing has to be."""
    if isinstance(value, NotApplicable):
        why = said(value.not_applicable)
        return Link(f"not needed: {why}" if why else "not needed")
    return Link(words.text(value))


def term(value: Any) -> Link:
    """A word of a platform or of ours, without its hyphens."""
    return Link(words.text(value).replace("-", " "))


def by_team(view: PageView, team: Any, before: str = "by") -> Link:
    """`by Order operations`, leading to the team; without a text where none is named."""
    if not said(team):
        return Link("")
    link = view.team(said(team))
    return Link(f"{before} {link.text}", link.href)
