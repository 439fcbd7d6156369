"""`adr new` and `adr init` in a folder of adr-tools: what they print, say and open."""

from __future__ import annotations

from collections.abc import Sequence

from settled.adr_tools.folder import POINTER, AdrToolsFolder
from settled.adr_tools.new_record import Request, read_link, start_folder, write_record
from settled.changes.changeable_text import reader
from settled.cli.context import Invocation
from settled.cli.editor import open_editor
from settled.cli.output import echo
from settled.model.errors import UsageError
from settled.model.known_words import nearest
from settled.model.vocabulary import Status


def write_as_adr_tools(
    invocation: Invocation,
    folder: AdrToolsFolder,
    title: Sequence[str],
    supersedes: Sequence[str],
    links: Sequence[str],
    status: str | None,
    number: int | None,
    *,
    opens: bool,
) -> None:
    """Write the next record, open it in the editor that is set up, and print its path."""
    request = Request(
        " ".join(title), tuple(dict.fromkeys(supersedes)), [read_link(each) for each in links], _word(status), number
    )
    written = write_record(folder, request, invocation.start, reader(folder.base))
    if written.warning:
        invocation.say(f"warning: numbers on other branches were not looked at: {written.warning}")
    shown = folder.shown(written.name)
    if opens:
        open_editor(shown)
    echo(shown)


def _word(status: str | None) -> str:
    """The status as it is written; UsageError for a word that is none."""
    if status is None:
        return Status.ACCEPTED.value.capitalize()
    known = [each.value for each in Status]
    word = status.strip().lower()
    if word in known:
        return word.capitalize()
    guess = nearest(word, known)
    listed = "known are: " + ", ".join(known)
    raise UsageError(f"`{status}` is no status of a decision", f"did you mean `{guess}`? {listed}" if guess else listed)


def start_as_adr_tools(invocation: Invocation, directory: str | None, present: AdrToolsFolder) -> None:
    """Start a folder of records with its first one and print that one's path; a second run changes nothing."""
    started = start_folder(invocation.start.resolve(), directory, present)
    if started.former is not None:
        invocation.say(f"note: {POINTER} named {started.former} until now; the records there are not read any longer")
    if started.first is None:
        invocation.say(f"kept {started.folder.shown()}: it holds records already")
        return
    echo(started.folder.shown(started.first))
