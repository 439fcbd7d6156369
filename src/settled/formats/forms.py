"""Which of the forms that teams use a decision is written in, told from its content: for people, not for reading it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from settled.formats.adr import first_list
from settled.formats.markdown import MarkdownBody
from settled.formats.metadata_table import table_facts
from settled.formats.status_section import status_heading


class Form(StrEnum):
    """A form of Markdown decisions, as its users call it."""

    MADR_4 = "MADR 4"
    MADR_3 = "MADR 3"
    MADR_2 = "MADR 2"
    MADR = "MADR"
    NYGARD = "Nygard"
    TABLE = "Markdown with a table"
    FRONT_MATTER = "Markdown with front matter"
    PLAIN = "plain Markdown"


def form_of(front: Mapping[str, Any], body: MarkdownBody) -> Form:
    """The form of a decision with this front matter and this body."""
    names = {heading.text.strip(" :").lower() for heading in body.headings}
    has_status_section = any(status_heading(heading) is not None for heading in body.headings)
    if names & {"decision outcome", "considered options"}:
        return _madr(front, names, body)
    if has_status_section:
        return Form.NYGARD
    if body.holds_bars and any(fact.name == "status" for fact in table_facts(body)):
        return Form.TABLE
    return Form.FRONT_MATTER if front else Form.PLAIN


def _madr(front: Mapping[str, Any], names: set[str], body: MarkdownBody) -> Form:
    if front.keys() & {"decision-makers"} or "confirmation" in names:
        return Form.MADR_4
    if "deciders" in front or "validation" in names:
        return Form.MADR_3
    if names & {"positive consequences", "negative consequences"} or next(first_list(body), None) is not None:
        return Form.MADR_2
    return Form.MADR
