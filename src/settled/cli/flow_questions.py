"""Asks a person through the six decisions of a flow; any of them may be left open, with owner and date."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

import click

from settled.model.answers import Path, parse_date
from settled.model.vocabulary import PatternType
from settled.scaffold.answers import Answers, Leaf
from settled.scaffold.flow_choices import AUTHORITIES, LATENCIES, PATTERNS, ROLES, CatalogChoices
from settled.scaffold.typed_answers import chosen, day_to_come, duration, memory, plain_text, several_chosen

T = TypeVar("T")

DUE_IN = datetime.timedelta(weeks=4)


def ask_flow(choices: CatalogChoices, today: datetime.date, given: Answers) -> Answers:
    """All answers for a flow: those `given`, which are not asked for again, and what the person says.

    Raises click.Abort on Ctrl-C and at the end of the input.
    """
    dialogue = _Dialogue(choices, today, dict(given))
    dialogue.ask_source()
    dialogue.ask_pattern()
    dialogue.ask_identifiers()
    dialogue.ask_latency()
    dialogue.ask_idempotency()
    dialogue.ask_failures()
    return dialogue.answers


class _Dialogue:
    def __init__(self, choices: CatalogChoices, today: datetime.date, answers: dict[Path, Leaf]) -> None:
        self.choices, self.today, self.answers = choices, today, answers
        self.owner = ""
        self.due = today + DUE_IN
        self.shown: set[str] = set()
        self.opening = "Six decisions. Enter or ? leaves one open, with an owner and a date; Ctrl-C writes nothing.\n"

    def ask_source(self) -> None:
        self._title("1 of 6: source system")
        which = "Which system creates the event and holds the truth?"
        if self._choice(("source", "system"), which, self.choices.systems, whole=("source",)):
            trigger = "What makes it send (as in: order paid)?"
            self._text(("source", "trigger"), trigger, "What makes the source system send?")
        self._several(("consumers",), "Which systems receive it?", self.choices.systems)
        if not self._is_answered(("object",)):
            objects = self.choices.objects
            self._optional(
                ("object",), self._listed("Which business object travels?", objects), partial(chosen, known=objects)
            )

    def ask_pattern(self) -> None:
        self._title("2 of 6: integration pattern")
        if self._choice(("pattern", "type"), "How does it travel?", PATTERNS, whole=("pattern",)):
            self._optional(("pattern", "because"), "Why this way and not another?", plain_text)
            self._ask_what_the_pattern_needs()

    def _ask_what_the_pattern_needs(self) -> None:
        """What the gates ask of this pattern alone."""
        pattern, ordering = self.answers.get(("pattern", "type")), ("pattern", "ordering")
        if pattern in {PatternType.EVENT, PatternType.QUEUE} and not self._is_answered(ordering):
            question = "By which key is the order of arrival kept, or `none` where it does not matter? (Enter to skip)"
            key = self._ask(question, plain_text, marks=False)
            if key is not None:
                is_needed = key.lower() != "none"
                self.answers[*ordering, "needed"] = "true" if is_needed else "false"
                if is_needed:
                    self.answers[*ordering, "key"] = key
        if pattern == PatternType.SCHEDULED_JOB:
            question = "By what does it find what has changed (as in: updated-at)?"
            self._optional(("pattern", "reads", "by"), question, plain_text)

    def ask_identifiers(self) -> None:
        self._title("3 of 6: identifiers")
        first: Path = ("identifiers", 0, "name")
        which = "Which identifier joins the records (as in: order number)?"
        if not self._text(first, which, "Which identifier joins the records of the systems?", whole=first[:1]):
            return
        index = 0
        while True:
            entry: Path = ("identifiers", index)
            given = self.answers.get((*entry, "name"))
            name = given if isinstance(given, str) else "identifier"
            self._choice((*entry, "role"), f"What is the {name} for?", ROLES)
            systems = self._involved_systems()
            for system in systems:
                asked = f"What is the {name} called in {system}?"
                self._text((*entry, "in", system), asked, asked)
            if not systems and not self._is_answered((*entry, "in")):
                self._leave_open((*entry, "in"), f"What is the {name} called in each system?")
            index += 1
            if not self._is_answered(("identifiers", index)):
                more = self._ask("One more identifier? (its name; Enter for no more)", plain_text, marks=False)
                if more is None:
                    return
                self.answers["identifiers", index, "name"] = more

    def ask_latency(self) -> None:
        self._title("4 of 6: latency")
        if self._choice(("latency", "class"), "How late is too late?", LATENCIES, whole=("latency",)):
            self._optional(("latency", "within"), "Within what time (as in: 15 min, 4 h)?", duration)

    def ask_idempotency(self) -> None:
        self._title("5 of 6: idempotency")
        key = "By what is a second delivery recognised (as in: order number)?"
        if self._text(("idempotency", "key"), key, "By what is a second delivery recognised?", whole=("idempotency",)):
            duplicates = "What happens to the second one?"
            self._text(("idempotency", "duplicates"), duplicates, "What happens to a second delivery?")
            if self.answers.get(("pattern", "type")) in {PatternType.EVENT, PatternType.QUEUE, PatternType.IPAAS}:
                question = "For how long is a second one recognised (as in: 7 d, for ever)?"
                self._optional(("idempotency", "remembers"), question, memory)

    def ask_failures(self) -> None:
        self._title("6 of 6: failure owner")
        entry: Path = ("failures", 0)
        mode = "What is the most likely failure (as in: ERP rejects the order)?"
        if not self._text((*entry, "mode"), mode, "What can fail, and who owns it?", whole=("failures",)):
            return
        self._choice((*entry, "owner"), "Which team owns it?", self.choices.teams)
        self._several((*entry, "authority"), "What may this team do without asking?", AUTHORITIES)

    def _involved_systems(self) -> list[str]:
        source, consumers = self.answers.get(("source", "system")), self.answers.get(("consumers",))
        systems = [source] if isinstance(source, str) else []
        return list(dict.fromkeys([*systems, *(consumers if isinstance(consumers, list) else [])]))

    def _title(self, text: str) -> None:
        self.opening += f"\n{text}\n"

    def _is_answered(self, path: Path) -> bool:
        """True when `path`, something in it, or a place around it has an answer that was given before."""
        return any(known[: len(path)] == path or path[: len(known)] == known for known in self.answers)

    def _choice(self, path: Path, question: str, known: Mapping[str, str], *, whole: Path | None = None) -> bool:
        # Only what is asked shows its choices, and only once: an answered question must not use that up.
        text = question if self._is_answered(path) else self._listed(question, known)
        return self._required(path, text, partial(chosen, known=known), question, whole)

    def _several(self, path: Path, question: str, known: Mapping[str, str]) -> bool:
        how = "numbers or names with commas"
        text = question if self._is_answered(path) else self._listed(question, known, how)
        return self._required(path, text, partial(several_chosen, known=known), question, None)

    def _text(self, path: Path, question: str, when_open: str, *, whole: Path | None = None) -> bool:
        return self._required(path, question, plain_text, when_open, whole)

    def _required(
        self, path: Path, question: str, read: Callable[[str], Leaf], when_open: str, whole: Path | None
    ) -> bool:
        """Ask for what a decision needs; without an answer it, or the `whole` decision, is left open.

        True when what belongs to the answer makes sense to be asked for.
        """
        if self._is_answered(path):
            return whole not in self.answers
        answer = self._ask(question, read)
        if answer is not None:
            self.answers[path] = answer
            return True
        # A decision of which a part was given cannot be open as a whole.
        as_a_whole = whole is not None and not self._is_answered(whole)
        self._leave_open(whole if whole is not None and as_a_whole else path, when_open)
        return not as_a_whole

    def _optional(self, path: Path, question: str, read: Callable[[str], Leaf]) -> None:
        if not self._is_answered(path):
            answer = self._ask(f"{question} (Enter to skip)", read, marks=False)
            if answer is not None:
                self.answers[path] = answer

    def _leave_open(self, path: Path, question: str) -> None:
        text = self._with_default("  Left open. The question to be answered", question, plain_text)
        teams = self.choices.teams
        owner = self._with_default(
            self._listed("  Who owes the answer?", teams), self._usual_owner(), partial(chosen, known=teams)
        )
        due = self._with_default("  Until when?", self.due.isoformat(), self._day)
        self.owner, self.due = owner, parse_date(due)
        self.answers[path] = {"open": text, "owner": owner, "due": due}

    def _usual_owner(self) -> str:
        source = self.answers.get(("source", "system"))
        return self.owner or (self.choices.owners.get(source, "") if isinstance(source, str) else "")

    def _with_default(self, question: str, default: str, read: Callable[[str], str]) -> str:
        while True:
            answer = self._ask(f"{question} [{default}]" if default else question, read, marks=False)
            if answer is not None or default:
                return answer if answer is not None else default
            self.opening += "an open question needs an owner\n"

    def _ask(self, question: str, read: Callable[[str], T], *, marks: bool = True) -> T | None:
        """Ask until the answer can be read; None for Enter and, where it `marks` something open, for `?`."""
        while True:
            prompt = question + (" (Enter: open)" if marks else "")
            typed = click.prompt(self.opening + prompt, default="", show_default=False, err=True, prompt_suffix=" ")
            self.opening = ""
            answer = str(typed).strip()
            if answer in {"", "?"}:
                return None
            try:
                return read(answer)
            except ValueError as reason:
                self.opening = f"{reason}\n"
                question = question.rsplit("\n", 1)[-1]

    def _listed(self, question: str, known: Mapping[str, str], how: str = "number or name") -> str:
        """`question` below the numbered choices, which are shown the first time they are needed."""
        if not known:
            return question
        listed = f"{question} ({how})"
        key = "\n".join(known)
        if key in self.shown:
            return listed
        self.shown.add(key)
        width = max(map(len, known))
        lines = [f"  {number}  {word:<{width}}  {name}" for number, (word, name) in enumerate(known.items(), 1)]
        return "\n".join([*lines, listed])

    def _day(self, answer: str) -> str:
        return day_to_come(answer, self.today, self.due)
