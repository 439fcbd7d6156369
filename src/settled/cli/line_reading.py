"""Reads one line from a person at a terminal: with the keys of an editor, or plainly where there are none.

A terminal that cannot move its cursor (`TERM=dumb`), and what reads a screen aloud, get plain lines. The library
behind the keys is loaded for a dialogue alone.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

import click

if TYPE_CHECKING:
    from prompt_toolkit.completion import CompleteEvent, Completion
    from prompt_toolkit.document import Document
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.output import Output

BACK = "<"
"""What is typed to go to the question before."""
_MARKS = frozenset({BACK, "?"})
_PROMPT = "> "


class LineReader(Protocol):
    """Asks for one line. EOFError where the terminal is gone or closed, KeyboardInterrupt for Ctrl-C."""

    keys: str
    """What a person may press, in words."""

    def read(self, before: str, words: Sequence[str]) -> str:
        """What is typed; `before` is what was typed here the last time, `words` what Tab completes."""
        ...


def line_reader() -> LineReader:
    """What fits the terminal of this process."""
    is_plain = os.environ.get("TERM", "dumb") in {"dumb", "unknown", ""} and os.name != "nt"
    return PlainLines() if is_plain else EditedLines()


class PlainLines:
    """Lines as the terminal itself gives them."""

    keys = "`<` goes back"

    def read(self, before: str, words: Sequence[str]) -> str:
        """What is typed; Enter alone keeps what stood here before."""
        click.echo(f"(Enter keeps: {before})\n{_PROMPT}" if before else _PROMPT, err=True, nl=False)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n") or before


class EditedLines:
    """Lines that can be edited before Enter, with what was typed before in reach."""

    keys = "`<` goes back, and so do Ctrl-B and Up at an empty line; Tab completes names"

    def __init__(self) -> None:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.application import create_app_session
        from prompt_toolkit.shortcuts import CompleteStyle

        self._before = ""
        # stdout is for the path alone; and nothing is asked of the terminal that it may not answer.
        with create_app_session(output=_output()):
            self._session: PromptSession[str] = PromptSession(
                complete_style=CompleteStyle.READLINE_LIKE,
                complete_while_typing=False,
                key_bindings=self._bindings(),
                reserve_space_for_menu=0,
            )

    def read(self, before: str, words: Sequence[str]) -> str:
        """What is typed; what stood here before stands in the line."""
        from prompt_toolkit.completion import Completer, Completion

        class Names(Completer):
            """Completes the last of several names."""

            def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
                begun = re.split(r"[,;:]\s*", document.text_before_cursor)[-1]
                for word in words:
                    if word.lower().startswith(begun.lower()):
                        yield Completion(word, start_position=-len(begun))

        self._before = before
        line = self._session.prompt(_PROMPT, default=before, completer=Names())
        # Who types a mark does so where the cursor stands: behind what stood in the line.
        behind = line.removeprefix(before).strip() if before else ""
        return behind if behind in _MARKS else line

    def _bindings(self) -> KeyBindings:
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.key_binding import KeyBindings

        bindings = KeyBindings()

        @Condition
        def is_untouched() -> bool:
            return self._session.default_buffer.text in {"", self._before}

        @bindings.add("up", filter=is_untouched)
        @bindings.add("c-b", filter=is_untouched)
        def go_back(event: KeyPressEvent) -> None:
            event.app.exit(result=BACK)

        return bindings


def _output() -> Output:
    if os.name == "nt":
        from prompt_toolkit.output import create_output

        return create_output(stdout=sys.stderr)
    from prompt_toolkit.output.color_depth import ColorDepth
    from prompt_toolkit.output.vt100 import Vt100_Output

    output = Vt100_Output.from_pty(sys.stderr, term=os.environ.get("TERM"), default_color_depth=ColorDepth.DEPTH_1_BIT)
    output.enable_cpr = False
    return output
