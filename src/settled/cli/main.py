"""The entry point `adr`: loads a command's module only when it is called, and maps errors to exit codes."""

from __future__ import annotations

import dataclasses
import datetime
import errno
import gc
import importlib
import io
import keyword
import os
import sys
from pathlib import Path
from typing import Any

import click

from settled import __version__
from settled.cli.context import Invocation, colour_is_wanted
from settled.cli.examples import epilog
from settled.model.errors import ProjectNotFoundError, SettledError

COMMANDS: dict[str, str] = {
    "init": "Start a project: records folder, catalog, first record, mkdocs.yml.",
    "new": "Write the next decision, flow or risk from a template.",
    "propose": "Propose a draft to those who decide.",
    "accept": "Accept a record; what it supersedes is superseded from now on.",
    "reject": "Reject a proposal.",
    "deprecate": "Deprecate a record that has no successor.",
    "reopen": "Make a decided record a proposal again, with the reason.",
    "supersede": "Let one record take the place of another.",
    "link": "Link two records, at both ends.",
    "renumber": "Give a record another number, wherever it is named.",
    "list": "List the records.",
    "show": "Show one record.",
    "history": "Show which status the records had, since when and by whom.",
    "changes": "Tell what was decided, reopened, superseded, added and deleted since a revision.",
    "check": "Check all records; fails when a required decision is missing.",
    "explain": "Explain a rule, a pattern, an exception, a platform or a word.",
    "rules": "List the rules with their severities.",
    "risks": "Print the risk register.",
    "map": "Draw the route map: the systems and the flows between them.",
    "plan": "Print the delivery sequence: which flows come first, and why.",
    "patterns": "Propose integration patterns for a need, and say why not the others.",
    "profile": "Print what a platform brings along: facts, figures, sources.",
    "build": "Build the site.",
    "serve": "Serve the site with live reload.",
    "import": "Convert the records of a folder, in whatever form, to ours or to MADR.",
    "index": "Write or refresh a table of the records in a README.",
    "generate": "Print the table of contents or the graph of a folder of adr-tools.",
    "upgrade-repository": "Write the dates of old records of adr-tools as ISO dates.",
    "export": "Print all records as data, or write the site's pages for another builder.",
    "doctor": "Tell what was found of this project and why, and what was not read.",
    "schema": "Print the JSON Schema of a record kind, the catalog or a profile.",
    "config": "Print where this command and the templates of adr-tools lie.",
    "help": "Explain a command.",
}
"""Every command with its help line: `adr --help` reads these and imports no command's module."""

GROUPS: dict[str, tuple[str, ...]] = {
    "Write": (
        *("init", "new", "propose", "accept", "reject", "reopen", "deprecate", "supersede", "link", "renumber"),
        "import",
    ),
    "Read": ("list", "show", "history", "changes", "risks", "plan", "map", "patterns", "profile"),
    "Check": ("check", "explain", "rules", "doctor", "schema"),
    "Publish": ("build", "serve", "index", "export"),
    "In a folder of adr-tools": ("generate", "upgrade-repository", "config", "help"),
}
"""The commands by what they are for, as `adr --help` lists them."""

JUDGING = frozenset({"build", "changes", "check", "doctor", "export", "plan", "risks", "serve", "show"})
"""The commands whose outcome depends on the day."""

_UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF}
"""What a stream says that nothing more can be written to."""
EXIT_FINDINGS, EXIT_UNABLE, EXIT_BUG = 1, 2, 3


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"settled.cli.commands.{_module_name(cmd_name)}")
        command: click.Command = module.command
        command.epilog = epilog(cmd_name)
        return _with_voice(_with_day(command) if cmd_name in JUDGING else command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        widest = max(map(len, COMMANDS))
        for title, names in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(widest), COMMANDS[name]) for name in names])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and name not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1)
            ctx.fail(f"there is no command `{name}`; " + (f"did you mean `{near[0]}`?" if near else "see `adr --help`"))
        return super().resolve_command(ctx, args)


def _module_name(command: str) -> str:
    name = command.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


def _with_voice(command: click.Command) -> click.Command:
    """`adr check -q` means what `adr -q check` means: each command takes both options too."""
    if not any("--quiet" in parameter.opts for parameter in command.params):
        for flag, name, words in (("-q", "quiet", "Say less."), ("-v", "verbose", "Say more.")):
            command.params.append(
                click.Option([flag, f"--{name}"], is_flag=True, expose_value=False, callback=_set_voice, help=words)
            )
    return command


def _with_day(command: click.Command) -> click.Command:
    """`adr check --as-of DAY` means what `adr --as-of DAY check` means."""
    if not any("--as-of" in parameter.opts for parameter in command.params):
        words = "Judge what is due as of DAY."
        command.params.append(
            click.Option(["--as-of"], metavar="DAY", expose_value=False, callback=_set_day, help=words)
        )
    return command


def _set_day(ctx: click.Context, parameter: click.Parameter, written: str | None) -> None:
    if written is not None and isinstance(ctx.obj, Invocation):
        ctx.obj = dataclasses.replace(ctx.obj, as_of=_day(written))


def _day(written: str | None) -> datetime.date | None:
    if written is None:
        return None
    from settled.project.judging_day import day_asked_for

    return day_asked_for(written)


def _set_voice(ctx: click.Context, parameter: click.Parameter, is_set: bool) -> None:
    if is_set and isinstance(ctx.obj, Invocation):
        quiet, verbose = parameter.name == "quiet" or ctx.obj.quiet, parameter.name == "verbose" or ctx.obj.verbose
        ctx.obj = dataclasses.replace(ctx.obj, quiet=quiet, verbose=verbose)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-C", "start", metavar="DIR", default=".", help="Act as if started in DIR.")
@click.option("--dir", "records", metavar="RECORDS", help="The folder with the records, where it is not discovered.")
@click.option("--as-of", metavar="DAY", help="Judge what is due as of DAY, and date what is written so.")
@click.option("-q", "--quiet", is_flag=True, help="Say less.")
@click.option("-v", "--verbose", is_flag=True, help="Say more.")
@click.version_option(__version__, "--version", message="%(prog)s (settled) %(version)s")
@click.pass_context
def main(ctx: click.Context, start: str, records: str | None, as_of: str | None, quiet: bool, verbose: bool) -> None:
    """Keep architecture and integration decisions as records in git, and see which are still open.

    Start with `adr init`, add a record with `adr new`, and see what is missing with `adr check`.
    """
    if ctx.invoked_subcommand == "serve":
        gc.enable()  # it goes on for hours, and each build leaves something behind
    # Click strips colours where it sees no terminal; who asks for them in a pipe gets them.
    ctx.color = colour_is_wanted()
    ctx.obj = Invocation(Path(start), records, quiet, verbose, _day(as_of))


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 clean, 1 findings, 2 not possible, 3 an error of the tool itself."""
    # A run builds data until it prints and ends: walking all of it for garbage again and again finds none.
    gc.disable()
    # Whatever plugins of the model library are installed beside us have no business in records, and cost time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if sys.stdout is None or sys.stderr is None:  # the caller closed one of them
        if sys.stderr is not None:
            sys.stderr.write("adr: the output could not be written (it is closed)\n")
            sys.stderr.flush()
        os._exit(EXIT_UNABLE)
    for stream in (sys.stdout, sys.stderr):
        # A title may hold letters that the terminal's encoding lacks: shown as escapes, they end no command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    program = Path(sys.argv[0]).name.removesuffix(".exe") if sys.argv and sys.argv[0] else "adr"
    try:
        sys.exit(_exit_code(arguments, program if program in {"adr", "settled"} else "adr"))
    finally:
        gc.freeze()  # or Python walks all of it at the very end, before it gives the memory back


def _exit_code(arguments: list[str] | None, program: str) -> int:
    stdout = sys.stdout
    try:
        result: Any = main.main(args=arguments, prog_name=program, standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        click.echo("stopped; nothing was written", err=True)
        return EXIT_UNABLE
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else str(error), err=True)
        return EXIT_UNABLE
    except click.ClickException as error:
        click.echo(f"{program}: {_one_line(error.format_message())}", err=True)
        return EXIT_UNABLE
    except SettledError as error:
        return _unable(error, program)
    except (KeyboardInterrupt, EOFError):
        click.echo("stopped; nothing was written", err=True)
        return EXIT_UNABLE
    except BrokenPipeError:
        return _without_reader()
    except SystemExit:
        # Where a command prints line by line, Click is the first to meet a reader that went away: it ends with 1,
        # and has put other streams in the place of ours, by which that is told.
        if sys.stdout is stdout:
            raise
        sys.stdout = stdout
        return _without_reader()
    except Exception as error:
        return _of_full_output(error, program) or _report_bug(error, program)
    return result if isinstance(result, int) else 0


def _unable(error: SettledError, program: str) -> int:
    """Say what could not be done, with the commands that can."""
    click.echo(f"{program}: {_one_line(str(error))}", err=True)
    for words in error.commands if isinstance(error, ProjectNotFoundError) else ():
        click.echo(f"  {program} {_one_line(words)}", err=True)
    return EXIT_UNABLE


def _of_full_output(error: Exception, program: str) -> int | None:
    """The exit code where `error` says that nothing more can be printed, which is told; None for all others."""
    if not isinstance(error, OSError) or error.errno not in _UNWRITABLE or error.filename is not None:
        return None
    _without_reader()
    click.echo(f"{program}: the output could not be written ({error.strerror})", err=True)
    return EXIT_UNABLE


def _without_reader() -> int:
    """The reader went away (`| head`): not an error; keep Python from complaining at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _report_bug(error: Exception, program: str) -> int:
    """Keep the traceback in a file that a report can carry, and say so in two lines."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="settled-error-", suffix=".txt", delete=False, encoding="utf-8"
    ) as log:
        log.write(f"settled {__version__}, Python {sys.version}\n{' '.join(sys.argv)}\n\n")
        traceback.print_exception(error, file=log)
    click.echo(
        f"{program}: an error of the tool itself ({type(error).__name__}); your records are as they were", err=True
    )
    click.echo(f"please report it with the file {log.name}", err=True)
    return EXIT_BUG


def _one_line(text: str) -> str:
    from settled.model.shown_text import visible

    return visible(" ".join(text.split()))
