"""Answers that are left open on purpose: how that is typed, and who owes them until when."""

from __future__ import annotations

import datetime

from settled.model.written_values import Path
from settled.scaffold.question import Question
from settled.scaffold.situation import Situation
from settled.scaffold.typed_answers import chosen, day_to_come, plain_text, read_choice, read_text

DUE_IN = datetime.timedelta(weeks=4)
OPEN = "open"
"""What is typed to leave a question open on purpose."""
OWNER: Path = ("open question", "owner")
DUE: Path = ("open question", "due")
"""Where the two questions about all that is left open are kept; neither can be left open itself."""


def is_left_open(question: Question, answer: str) -> bool:
    """True where `answer` leaves `question` open."""
    word = answer.lower()
    return word == OPEN or word.startswith(f"{OPEN}:") or (not answer and not question.may_be_skipped)


def own_terms(answer: str, now: Situation) -> dict[str, str]:
    """Owner and date behind an open question: `open: Who drains it?; order-operations; 2027-01-15`."""
    parts = [part.strip() for part in answer.partition(":")[2].split(";")][1:]
    found: dict[str, str] = {}
    if parts and parts[0]:
        found["owner"] = chosen(parts[0], now.choices.teams)
    if len(parts) > 1 and parts[1]:
        found["due"] = day_to_come(parts[1], now.today, now.today + DUE_IN)
    return found


def question_left_open(question: Question, typed: str) -> str:
    """The question that stays open: that of the person, else the one that was asked."""
    written = typed.partition(":")[2].split(";")[0].strip()
    return plain_text(written) if written else question.words


def of_open_questions(now: Situation) -> tuple[Question, Question]:
    """Who owes the answers to what is left open, and until when."""
    owner = now.choices.owners.get(now.source or "", "")
    due = (now.today + DUE_IN).isoformat()
    line = "open questions"
    return (
        Question(
            "open questions", OWNER, "Who owes the answers to what is left open?",
            "asked once, for all that is left open; `open: Who drains it?; team; date` says otherwise for one",
            "order-operations", read_choice, lambda situation: situation.choices.teams, lambda _: owner, line=line,
        ),
        Question("open questions", DUE, "Until when?", "after that day the check fails", due, read_text,
                 default=lambda _: due, line=line),
    )  # fmt: skip
