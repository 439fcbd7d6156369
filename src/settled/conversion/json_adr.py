"""Decisions as JSON-ADR, the exchange format of the tool `adrs`.

The shape is that of version 1.0.0 of its published schema (https://github.com/joshrotenberg/adrs, file
schema/json-adr/v1.json). It has no place for a decision without a date or with the number 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from settled import __version__
from settled.conversion.exported_decisions import ExportedDecision, exported_decisions
from settled.conversion.naming import Naming
from settled.conversion.sections import Section, apart
from settled.formats.madr import plain
from settled.model.references import parse_reference
from settled.project import Project
from settled.records import Record, texts

VERSION = "1.0.0"
SCHEMA = "https://raw.githubusercontent.com/joshrotenberg/adrs/main/schema/json-adr/v1.json"
INTRODUCTION = "Introduction"
"""The custom section that has what stands between the title and the first section."""

_BULLET = re.compile(r"[-*+][ \t]+(?P<text>\S.*)$")
_ARGUMENT = re.compile(r"(?P<side>Good|Bad),[ \t]+because[ \t]+(?P<text>\S.*)$", re.IGNORECASE)


def json_adr_document(project: Project, naming: Naming) -> dict[str, Any]:
    """The decisions of `project` that JSON-ADR has a place for, under the numbers of `naming`, as data for JSON."""
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "tool": {"name": "settled", "version": __version__},
        "repository": {"adr_directory": project.records_path},
        "adrs": [
            _adr(each, naming)
            for each in exported_decisions(project, naming)
            if why_not_json_adr(each.record, each.number) is None
        ],
    }


def why_not_json_adr(record: Record, number: int) -> str | None:
    """Why JSON-ADR has no place for `record` under this number; None where it has."""
    if record.date is None:
        return "it has no date, which JSON-ADR asks for"
    return "its number is 0, and JSON-ADR counts from 1" if number < 1 else None


def _adr(decision: ExportedDecision, naming: Naming) -> dict[str, Any]:
    record, sections = decision.record, decision.sections
    custom: dict[str, str] = {}
    if sections.intro:
        custom[INTRODUCTION] = sections.intro
    found: dict[str, Any] = {
        "number": decision.number,
        "title": record.title,
        "status": record.status.value if record.status is not None else record.status_text or "",
        "date": record.date.isoformat() if record.date is not None else "",
        "deciders": list(record.decision_makers),
        "consulted": texts(record.content.consulted),
        "informed": texts(record.content.informed),
        "tags": list(record.tags),
        "context": sections.context.text if sections.context is not None else "",
    }
    chosen, confirmation = sections.decision, None
    if chosen is not None:
        chosen, confirmation = apart(chosen, "Confirmation", ("confirmation",))
    options: Section | None = None
    for section in sections.others:
        items = _items(section.text)
        if section.name == "decision drivers" and items is not None:
            found["decision_drivers"] = items
        elif section.name == "considered options" and items is not None and options is None:
            options = section
            found["considered_options"] = [{"name": plain(item) or item} for item in items]
        elif section.name == "pros and cons of the options" and _with_arguments(found, section):
            continue
        else:
            custom[_free_name(section.title or "Section", custom)] = section.text
    found["decision"] = chosen.text if chosen is not None else ""
    if sections.consequences is not None and sections.consequences.text:
        found["consequences"] = _items(sections.consequences.text) or [sections.consequences.text]
    found["confirmation"] = confirmation.text if confirmation is not None else ""
    found["links"] = [link for key, other in decision.links if (link := _link(key, other, naming)) is not None]
    found["custom_sections"] = custom
    found["path"] = record.file
    return {key: value for key, value in found.items() if value or key in {"number", "title", "status", "date"}}


def _link(key: str, other: Record | str, naming: Naming) -> dict[str, Any] | None:
    if isinstance(other, str):
        number = parse_reference(other).number
        return {"type": key, "target": number, "description": other} if number else None
    name = naming.names.get(other.file)
    if name is None or not name.number:
        return None
    return {"type": key, "target": name.number}


def _items(text: str) -> list[str] | None:
    """The entries of `text` where it is a plain list and nothing else."""
    found = []
    for line in text.split("\n"):
        bullet = _BULLET.match(line)
        if bullet:
            found.append(bullet["text"].rstrip())
        elif line.strip():
            return None
    return found or None


def _with_arguments(found: dict[str, Any], section: Section) -> bool:
    """Add what speaks for and against each option, where the section says that and nothing else."""
    options = {option["name"]: option for option in found.get("considered_options", [])}
    sides: dict[str, dict[str, list[str]]] = {}
    name: str | None = None
    for line in section.text.split("\n"):
        heading = re.match(r"### +(\S.*?)[ #]*$", line)
        bullet = _BULLET.match(line)
        argument = _ARGUMENT.match(bullet["text"]) if bullet else None
        if heading:
            name = plain(heading[1])
            if name not in options or name in sides:
                return False
            sides[name] = {"pros": [], "cons": []}
        elif argument and name is not None:
            sides[name]["pros" if argument["side"].lower() == "good" else "cons"].append(argument["text"].rstrip())
        elif line.strip():
            return False
    for option, arguments in sides.items():
        options[option].update({side: said for side, said in arguments.items() if said})
    return True


def _free_name(title: str, taken: Sequence[str] | dict[str, str]) -> str:
    count, name = 1, title
    while name in taken:
        count += 1
        name = f"{title} ({count})"
    return name
