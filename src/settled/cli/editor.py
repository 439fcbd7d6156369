"""Opens a record in the editor that a person set up."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys

from settled.cli.output import echo


def open_editor(path: str) -> None:
    """Open the file at `path` in the editor of `VISUAL`, else of `EDITOR`, which may be several words; none: nothing.

    The record is written whether or not that works: what fails is told.
    """
    editor = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    if not editor:
        return
    try:
        command_line = [*shlex.split(editor), path]
        # stdout may be captured for the path: the editor draws on the terminal that stderr is.
        status = subprocess.run(command_line, stdout=sys.stderr, check=False).returncode  # noqa: S603 (the person's own)
    except KeyboardInterrupt:
        echo("warning: the editor was stopped; the record is written", err=True)
        return
    except (OSError, ValueError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        problem = f"the editor `{editor}` could not be started ({reason.lower()})"
        echo(f"warning: {problem}; the record is written", err=True)
        return
    if status != 0:
        echo(f"warning: the editor `{editor}` ended with {status}; the record is written", err=True)
