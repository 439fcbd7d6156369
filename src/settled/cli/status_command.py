"""What `adr accept`, `adr reject` and the other commands that give a status have in common: all but the status."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from settled.cli.changing import make
from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import date_option, diff_option
from settled.model.vocabulary import Status


def status_command(name: str, status: Status, words: str) -> click.Command:
    """The command `name` by which somebody decided that a record has the `status`; `words` are its help."""

    @click.command(name, help=_help(words))
    @click.argument("reference", metavar="ID")
    @click.option("--by", "makers", multiple=True, metavar="TEAM", help="Who decided; may be given again.")
    @date_option
    @diff_option
    @pass_invocation
    def command(invocation: Invocation, reference: str, makers: tuple[str, ...], day: str | None, diff: bool) -> None:
        _give_status(invocation, reference, status, day, diff=diff, makers=makers)

    return command


def reason_command(name: str, status: Status, words: str, *, heading: str, is_required: bool = False) -> click.Command:
    """The command `name` by which a record becomes undecided (again); why stands in the record, below `heading`."""

    def because_option(function: Callable[..., Any]) -> Callable[..., Any]:
        told = "Why; stands in the record as a section of its own."
        return click.option("--because", metavar="REASON", required=is_required, help=told)(function)

    @click.command(name, help=_help(words))
    @click.argument("reference", metavar="ID")
    @because_option
    @date_option
    @diff_option
    @pass_invocation
    def command(invocation: Invocation, reference: str, because: str | None, day: str | None, diff: bool) -> None:
        reason = (heading, because) if because is not None and because.strip() else None
        if is_required and reason is None:
            raise click.UsageError("--because is empty; say why")
        _give_status(invocation, reference, status, day, diff=diff, reason=reason)

    return command


def _help(words: str) -> str:
    return f"{words}\n\nPrints the files that changed; --diff shows the change and makes none."


def _give_status(
    invocation: Invocation,
    reference: str,
    status: Status,
    day: str | None,
    *,
    diff: bool,
    makers: tuple[str, ...] = (),
    reason: tuple[str, str] | None = None,
) -> None:
    from settled.changes.changeable_text import reader
    from settled.changes.status_changes import day_of, plan_status
    from settled.checking.acceptable import refuse_template_text, refuse_unknown_teams
    from settled.checking.record_lookup import find_record_to_change

    project = invocation.load_project()
    record = find_record_to_change(project, invocation.start, reference)
    on = day_of(project, day)
    refuse_unknown_teams(project, makers)
    planned = plan_status(project, record, status, reader(project.root), day=on, makers=makers, reason=reason)
    refuse_template_text(record, status)
    make(invocation, project.root, planned, diff=diff)
