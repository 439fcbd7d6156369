"""`adr index`: a table of the records in a page of Markdown, between two markers."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.output import echo, print_data
from settled.files.shown_path import shown_path


@click.command("index")
@click.argument("file", required=False)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with 1 where the index is not fresh.")
@pass_invocation
def command(invocation: Invocation, file: str | None, only_check: bool) -> int:
    """Write or refresh a table of all records in FILE, and print the path of a file that was changed.

    It stands between the lines `<!-- adr-index -->` and `<!-- /adr-index -->`; nothing else is touched. Without
    FILE it goes into the README.md or index.md beside the records that has them, else to the end of README.md.
    """
    from settled.report.index_page import index_page
    from settled.report.unified_diff import unified_diff

    project = invocation.load_project()
    page = index_page(project, invocation.start, file)
    for entry in project.unreadable:
        invocation.say(f"{entry.first_location}: cannot be read, see `adr check`")
    if page.is_fresh:
        invocation.say(f"{page.name}: the index is fresh")
        return 0
    if only_check:
        diff = unified_diff({page.name: page.before}, {page.name: page.after})
        print_data(diff.encode("utf-8", "surrogateescape"))
        call = f"adr index{'' if file is None else ' ' + file}"
        invocation.say(f"{page.name}: the index is not fresh; write it with `{call}`")
        return 1
    page.write()
    echo(shown_path(page.path))
    return 0
