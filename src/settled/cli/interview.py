"""Holds an interview about a flow at a terminal: shows each question, and takes what is typed for it."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Mapping

import click

from settled.cli.line_reading import BACK, LineReader
from settled.model.shown_text import visible_lines
from settled.scaffold.answers import Answers
from settled.scaffold.interview import Interview, Step
from settled.scaffold.kept_interviews import KeptInterviews

_FEW = 8
"""So many choices stand below a question; more are listed where somebody asks."""
_HELP = "?"


class Dialogue:
    """An interview with a person: `lines` reads what is typed, `kept` keeps it after each answer."""

    def __init__(self, lines: LineReader, kept: KeptInterviews) -> None:
        self.lines, self.kept = lines, kept
        self._title = ""
        self._is_warned = False

    def which(self, title: str) -> str | Interview:
        """The title to ask about, or the interview to go on with; asks where one was broken off, or none is given."""
        before = self.kept.find(title)
        if before is not None:
            count = len(before.typed)
            answers = "1 answer" if count == 1 else f"{count} answers"
            self._say(f"An interview about “{before.title}” was broken off; {answers} are kept.")
            choices = {"resume": "go on with it", "new": "start anew, and keep it", "discard": "throw it away"}
            # Whoever asks for another flow does not want this one.
            chosen = self._one_of("What now?", choices, "resume" if title in {"", before.title} else "new")
            if chosen == "resume":
                return before
            if chosen == "discard":
                self.kept.forget(before.title)
        while not title:
            self._say("What is the flow called? (as in: Order export)")
            title = self.lines.read("", ()).strip()
        return title

    def hold(self, interview: Interview) -> Answers:
        """All answers of `interview`, whose rest is asked; EOFError or KeyboardInterrupt where it is broken off."""
        self._say(
            f"“{interview.title}”: the six decisions of a flow, one question at a time, or several answers on a line"
            f" with `;` between. {self.lines.keys}; `?` explains and lists; `open` leaves a question open, with an"
            " owner and a date. Ctrl-C stops: what was answered is kept, and nothing is written before the end."
        )
        try:
            while True:
                step = interview.current()
                if step is not None:
                    self._ask(interview, step)
                elif self._is_agreed(interview):
                    return interview.answers()
                if not self.kept.keep(interview):
                    self._warn_once()
        except (EOFError, KeyboardInterrupt):
            self._tell_kept(interview)
            raise

    def _ask(self, interview: Interview, step: Step) -> None:
        self._show(interview, step)
        while True:
            typed = self.lines.read(step.typed or "", list(step.known)).strip()
            if typed == BACK:
                if interview.back():
                    return
                self._say("This is the first question.")
            elif typed.startswith(_HELP):
                self._explain(step, typed.lstrip(_HELP).strip())
            else:
                try:
                    interview.answer(typed)
                except ValueError as reason:
                    self._say(f"{reason}")
                    now = interview.current()
                    if now is None or now.question.key != step.question.key:
                        return
                else:
                    return

    def _is_agreed(self, interview: Interview) -> bool:
        """Show all answers; True where they are to be written, else the interview stands at one of them."""
        self._title = ""
        self._say("\nAll answers:")
        for number, step in enumerate(interview.steps(), 1):
            if step.question.title != self._title:
                self._title = step.question.title
                self._say(f"  {self._title}")
            self._say(f"{number:>4}  {step.question.words} {step.shown}", hanging=6)
        self._title = ""
        self._say("Enter writes the record; a number goes to that answer; `<` goes back to the last one.")
        while True:
            typed = self.lines.read("", ()).strip()
            if not typed:
                return True
            if typed == BACK:
                interview.back()
                return False
            try:
                interview.go_to(int(typed) if typed.isdecimal() else 0)
            except ValueError as reason:
                self._say(f"{reason}")
            else:
                return False

    def _show(self, interview: Interview, step: Step) -> None:
        question = step.question
        if question.title != self._title:
            self._title = question.title
            self._say(f"\n{question.title.upper()}")
        number, _ = interview.place_of(step)
        self._say(f"\n{number}. {question.words}")
        self._say(f"{question.purpose[:1].upper()}{question.purpose[1:]}.", indent=3)
        if step.example:
            self._say(f"For example: {step.example}", 3)
        if step.with_it:
            together = "; ".join([step.example, *(each.example for each in step.with_it)])
            following = "one" if len(step.with_it) == 1 else str(len(step.with_it))
            self._say(f"With the next {following}: {together}", 3)
        if 0 < len(step.known) <= _FEW:
            self._say(f"One of: {', '.join(step.known)}", 3)
        elif step.known:
            self._say(f"`?` lists all {len(step.known)}, `?word` those with the word; Tab completes.", 3)
        if not step.typed:
            left = "leaves it out" if question.may_be_skipped else "leaves it open"
            self._say(f"Enter: {step.default}" if step.default else f"Enter {left}", 3)

    def _explain(self, step: Step, word: str) -> None:
        known = {each: name for each, name in step.known.items() if word.lower() in f"{each} {name}".lower()}
        if step.known and not known:
            self._say(f"none of them has `{word}` in it")
        for line in _numbered(step.known, known):
            self._say(line, hanging=6)
        if not step.known:
            self._say(f"For example: {step.example}")
        self._say("`open` leaves it open, `open: your own question; team; date` with words of your own.")

    def _one_of(self, asked: str, choices: Mapping[str, str], default: str) -> str:
        listed = ", ".join(f"{word} ({meaning})" for word, meaning in choices.items())
        self._say(f"{asked} {listed}. Enter: {default}")
        while True:
            typed = self.lines.read("", list(choices)).strip().lower()
            found = [word for word in choices if word.startswith(typed)] if typed else [default]
            if len(found) == 1:
                return found[0]
            self._say(f"`{typed}` is none of them; write one of: {', '.join(choices)}")

    def _tell_kept(self, interview: Interview) -> None:
        if interview.typed and self.kept.keep(interview):
            self._say("\nYour answers are kept: `adr new --kind flow` goes on with them.")
        else:
            self._say("")

    def _warn_once(self) -> None:
        if self._is_warned:
            return
        self._is_warned = True
        self._say("warning: there is no cache folder to write to, so answers are not kept when this is broken off")

    def _say(self, text: str, indent: int = 0, hanging: int = 0) -> None:
        """Show words within the width of the terminal; lines that were begun anew stay lines."""
        width = max(_columns() - 1, 20)
        for line in visible_lines(text).split("\n"):
            wrapped = textwrap.wrap(
                line, width, initial_indent=" " * indent, subsequent_indent=" " * (indent or hanging),
                break_on_hyphens=False, drop_whitespace=True,
            )  # fmt: skip
            click.echo("\n".join(wrapped), err=True)


def _columns() -> int:
    """How wide the terminal is that the dialogue is shown at: stdout may be a file."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _numbered(all_known: Mapping[str, str], shown: Mapping[str, str]) -> list[str]:
    numbers = {word: number for number, word in enumerate(all_known, 1)}
    width = max((len(word) for word in shown), default=0)
    return [f"{numbers[word]:>4}  {word:<{width}}  {name}" for word, name in shown.items()]
