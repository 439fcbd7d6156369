"""The arguments and options of `adr check`."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import click

from settled.report.formatters import FORMATS

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_OPTIONS: tuple[Decorator, ...] = (
    click.argument("paths", nargs=-1, metavar="[PATH]..."),
    click.option(
        "--format",
        "output_format",
        type=click.Choice(FORMATS),
        help="What to print.  [default: github in a GitHub job, gitlab in a GitLab job, else text]",
    ),
    click.option(
        "--output",
        "outputs",
        multiple=True,
        metavar="FORMAT=FILE",
        help="Write the report into a file too, in any format; may be given several times.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info", "never"]),
        default="error",
        show_default=True,
        help="The lightest severity that ends with exit code 1.",
    ),
    click.option(
        "--select", multiple=True, metavar="RULE", help="Run only these rules: a code, a name or a family letter."
    ),
    click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out."),
    click.option(
        "--gate",
        type=click.Choice(["design", "build", "rehearsal", "live"]),
        help="Ask every flow what it must answer to enter this phase.",
    ),
    click.option("--against", metavar="REF", help="Tell what is new since this branch left REF, that first."),
    click.option("--only-new", is_flag=True, help="With --against: fail on what is new alone."),
    click.option("--require-history", is_flag=True, help="Fail where git cannot tell what a rule or --against needs."),
    click.option("--baseline", metavar="FILE", help="Findings in FILE do not count; also a setting."),
    click.option("--update-baseline", is_flag=True, help="Write all findings of today into the baseline."),
    click.option(
        "--fix", is_flag=True, help="Mend what is safe to mend, and check again; `adr rules` says what that is."
    ),
    click.option("--diff", is_flag=True, help="Print what --fix would change, and write nothing."),
)


def check_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` with all of them, in the order in which the help shows them."""
    return reduce(lambda decorated, option: option(decorated), reversed(_OPTIONS), function)
