"""`adr import`: the records of a folder, in whatever form, as records with front matter."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.output import echo, print_data
from settled.files.shown_path import shown_path


@click.command("import")
@click.argument("source", metavar="[FOLDER|FILE.json]", required=False)
@click.option("--into", metavar="DIRECTORY", help="Write the records below DIRECTORY; the folder stays as it is.")
@click.option("--in-place", is_flag=True, help="Convert the records where they are.")
@click.option(
    "--to", "target", type=click.Choice(("settled", "madr")), default="settled", show_default=True,
    help="The form to write: our front matter, or MADR 4.",
)  # fmt: skip
@click.option("--renumber", is_flag=True, help="Number the decisions from 1 without gaps; what names them follows.")
@click.option("--dry-run", is_flag=True, help="Print what would change as a diff, and write nothing.")
@pass_invocation
def command(
    invocation: Invocation,
    source: str | None,
    into: str | None,
    in_place: bool,
    target: str,
    renumber: bool,
    dry_run: bool,
) -> int:
    """Convert the records of FOLDER (by default those of this project), in whatever forms they are, and lose nothing.

    Status, date, deciders, tags and links become front matter; every other word stays in the text, and links lead
    where they led. Prints the files that were written, and lists what could not be told, with what to do. All is
    written or nothing, and no file that exists and holds something else is touched. FILE.json is one in JSON-ADR.
    Ends with 1 where a file could not be read; the others are imported.
    """
    from settled.conversion.import_request import ImportRequest
    from settled.report.import_report import import_diff, import_lines

    request = ImportRequest(invocation.start, invocation.records, source, into, in_place, target, renumber)
    planned = request.planned()
    if dry_run:
        diff, folder = import_diff(planned.changes, invocation.start)
        if folder is not None:
            invocation.say(f"apply the diff in {folder}")
        print_data(diff.encode("utf-8"))
    else:
        planned.check_committed()
        planned.write()
        for path in planned.changes.paths:
            echo(shown_path(path))
    for words in import_lines(planned, dry_run=dry_run):
        invocation.say(words)
    return 1 if planned.plan.unreadable else 0
