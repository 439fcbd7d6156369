"""Reads a flow that somebody wrote down, from a file or from what is piped in."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from settled.cli.output import echo
from settled.files.reading import decoded, read_small_file
from settled.model.errors import UsageError
from settled.model.vocabulary import Kind
from settled.project.catalog import Catalog
from settled.scaffold.flow_file import FlowFileError, read_flow_file
from settled.scaffold.request import Request

STANDARD_INPUT = "-"
"""The name of the file that is piped in."""


def with_flow_file(request: Request, source: str, start: Path, catalog: Catalog | None) -> Request:
    """`request` with what the file `source`, seen from `start`, says; what was typed wins. Tells all that is wrong."""
    if request.kind is not Kind.FLOW:
        raise UsageError("--from is for a flow", "write `adr new --kind flow --from FILE`")
    try:
        flow = read_flow_file(_text(source, start), "standard input" if source == STANDARD_INPUT else source, catalog)
    except FlowFileError as error:
        for mistake in error.mistakes:
            echo(mistake, err=True)
        raise
    return replace(
        request,
        title=request.title or flow.title or "",
        status=request.status or flow.status,
        supersedes=request.supersedes or flow.supersedes,
        answers=flow.answers,
    )


def _text(source: str, start: Path) -> str:
    if source != STANDARD_INPUT:
        return read_small_file(start / source, source)
    text, obstacle = decoded(sys.stdin.buffer.read())
    if obstacle:
        raise UsageError(f"standard input {obstacle}", "pipe UTF-8 into it")
    return text
