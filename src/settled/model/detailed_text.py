"""Texts that may say more of themselves: written as the text alone, or as a map that holds it under one of its keys.

    consumers:
      - erp
      - {system: wms, within: 5 min}

Both entries are the id of a system, and whoever asks for no more than that reads them alike. What else the map says
is found by `details_of`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from settled.model.answers import OpenQuestion, Section, empty

MAP_TAG, TEXT_TAG = "<map>", "<text>"
"""The two forms of such a text; they appear in pydantic's error paths and are taken out there."""


class DetailedText(str):
    """A text with what was written beside it."""

    __slots__ = ("details",)
    details: Section

    def __new__(cls, text: str, details: Section) -> DetailedText:
        """`text` with the map that it stood in."""
        made = super().__new__(cls, text)
        made.details = details
        return made


SomeSection = TypeVar("SomeSection", bound=Section)


def details_of(text: object, section: type[SomeSection]) -> SomeSection:
    """What was written beside `text`; empty where it stands alone."""
    details = text.details if isinstance(text, DetailedText) else None
    return details if isinstance(details, section) else empty(section)


def form_of_text(value: Any) -> str:
    """Which of the two forms a value has, for pydantic."""
    return MAP_TAG if isinstance(value, (dict, Section)) else TEXT_TAG


def as_text(key: str) -> Callable[[Any], Any]:
    """What makes the text out of a section that holds it under `key`; an open question there stays one."""

    def text_of(section: Section) -> DetailedText | OpenQuestion:
        value = getattr(section, key)
        if isinstance(value, OpenQuestion):
            return value
        return DetailedText(value if isinstance(value, str) else "", section)

    return text_of
