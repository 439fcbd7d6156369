"""`adr link` in a folder of adr-tools."""

from __future__ import annotations

from settled.adr_tools.folder import AdrToolsFolder
from settled.adr_tools.linking import plan_link
from settled.adr_tools.naming import named_record
from settled.changes.changeable_text import reader
from settled.cli.changing import make
from settled.cli.context import Invocation
from settled.model.errors import UsageError


def link_as_adr_tools(
    invocation: Invocation,
    folder: AdrToolsFolder,
    source: str,
    label: str,
    target: str,
    reverse: str | None,
    *,
    diff: bool,
) -> None:
    """Link two records at both ends, and print nothing; UsageError where it is not said what the other end says."""
    if reverse is None:
        raise UsageError(
            f"what {target} says back of the link `{label}` is missing",
            'write it behind, as in `adr link 12 Amends 10 "Amended by"`',
        )
    one, other = (named_record(folder, each, invocation.start) for each in (source, target))
    planned = plan_link(folder, one, label, other, reverse, reader(folder.base))
    make(invocation, folder.base, planned, diff=diff, names_files=False)
