"""Turns what `adr patterns` is told into needs, and prints which patterns meet them."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from settled.checking.record_lookup import find_record
from settled.cli.context import Invocation
from settled.cli.output import echo, painter, print_json
from settled.cli.profile_output import profile_called
from settled.flows.needs_of_flow import needs_of
from settled.flows.pattern_needs import MINUTES_OF_A_DAY, Needs
from settled.flows.time_budget import pattern_of, source_of
from settled.flows.variants import variants_of
from settled.model.duration import Duration
from settled.model.errors import UsageError
from settled.model.kinds import spec_of
from settled.model.knowledge_words import Coupling
from settled.model.references import kind_of_id
from settled.model.vocabulary import Kind, LatencyClass, PatternType
from settled.report.pattern_choice import Choice, choice_document, choice_lines, overview_document, overview_lines

_WIDTH = 88
_UNITS = {"d": 1, "day": 1, "h": 24, "hour": 24, "min": MINUTES_OF_A_DAY, "minute": MINUTES_OF_A_DAY}
_RATE = re.compile(r"(?P<number>\d[\d_,]*(?:\.\d+)?)\s*(?:/|per)\s*(?P<unit>[a-z]+)", re.IGNORECASE)


def print_choices(invocation: Invocation, flow: str | None, asked: Mapping[str, Any], output_format: str) -> None:
    """Print the proposals for the needs that are `asked`, of the record `flow` where one is named."""
    said = _said(invocation, asked)
    choices = _choices_of_flow(invocation, flow, said) if flow is not None else [Choice(replace(Needs(), **said))]
    if not said and flow is None:
        _print_overview(output_format)
        return
    if not any(choice.needs.are_stated for choice in choices):
        hint = "answer its latency and volume, or say what is needed: `adr patterns --help`"
        raise UsageError(f"{choices[0].flow} states nothing that a pattern can be chosen by", hint)
    if output_format == "json":
        print_json(choice_document(choices))
        return
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH
    for number, choice in enumerate(choices):
        if number:
            echo("")
        for line in choice_lines(choice, painter(), min(columns, _WIDTH)):
            echo(line)


def _print_overview(output_format: str) -> None:
    if output_format == "json":
        print_json(overview_document())
        return
    for line in overview_lines(painter()):
        echo(line)


def _choices_of_flow(invocation: Invocation, reference: str, said: Mapping[str, Any]) -> list[Choice]:
    project = invocation.load_project()
    asked = f"{spec_of(Kind.FLOW).prefix}-{reference}" if reference.strip().isdigit() else reference
    record = find_record(project, invocation.start, asked)
    if record.flow is None:
        name = record.id or record.file
        kind = kind_of_id(name) or Kind.DECISION
        raise UsageError(f"{name} is no flow but a {kind}", "name a flow, as in `adr patterns --flow FLOW-0001`")
    choices: list[Choice] = []
    for variant in variants_of(record):
        system = source_of(variant).system
        needs = needs_of(variant, project.landscape, project.profile_of(system if isinstance(system, str) else None))
        places = {key: place for key, place in needs.places.items() if key not in said}
        pattern = pattern_of(variant)
        choices.append(
            Choice(
                replace(needs, **said, places=places),
                record.id,
                variant.variant,
                pattern.type if isinstance(pattern.type, PatternType) else None,
                pattern.because if isinstance(pattern.because, str) else "",
            )
        )
    return choices


def _said(invocation: Invocation, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The needs that were said, by the field of `Needs` that each is."""
    readers = {
        "latency": ("latency", LatencyClass),
        "within": ("within", _duration),
        "volume": ("per_day", _per_day),
        "peak_per_minute": ("peak_per_minute", _number),
        "coupling": ("coupling", Coupling),
        "answer_needed": ("is_answered", bool),
        "order_matters": ("is_ordered", bool),
        "platform": ("profile", lambda name: profile_called(invocation, name)),
    }
    return {field: read(asked[option]) for option, (field, read) in readers.items() if asked[option]}


def _duration(text: str) -> Duration:
    try:
        return Duration.parse(text)
    except ValueError:
        raise UsageError(f"`{text}` is no duration", "write a number and a unit: 30 s, 15 min, 4 h, 2 d") from None


def _per_day(text: str) -> float:
    found = _RATE.fullmatch(text.strip())
    factor = _UNITS.get(found["unit"].lower().removesuffix("s")) if found is not None else None
    if found is None or factor is None:
        raise UsageError(f"`{text}` is no volume", "write a number and a unit: 12000/d, 500/h, 9/min")
    return _number(found["number"]) * factor


def _number(text: str) -> float:
    plain = text.replace(",", "").replace("_", "").strip()
    if not re.fullmatch(r"\d{1,12}(\.\d{1,6})?", plain) or not float(plain):
        raise UsageError(f"`{text}` is no number of records", "write digits, as in 90")
    return float(plain)
