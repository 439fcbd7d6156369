"""An interview about a flow: what was answered, what is asked next, and the answers that follow from it.

It knows no terminal: whoever shows the questions hands over what was typed. Answers are kept as they were typed and
read anew whenever one of them changes, so going back to any of them is changing one text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from settled.model.errors import UsageError
from settled.model.vocabulary import Kind, Phase
from settled.model.written_values import Path
from settled.scaffold.answers import Answers, Leaf, check_answers, flatten, nest
from settled.scaffold.flow_choices import YES_OR_NO, CatalogChoices
from settled.scaffold.flow_questions import questions
from settled.scaffold.left_open import (
    DUE,
    DUE_IN,
    OWNER,
    is_left_open,
    of_open_questions,
    own_terms,
    question_left_open,
)
from settled.scaffold.question import Question
from settled.scaffold.situation import Situation
from settled.scaffold.typed_answers import (
    Words,
    chosen,
    day_to_come,
    read_choice,
    several_chosen,
)

_MORE = "more questions"


@dataclass(frozen=True, slots=True)
class Step:
    """A question with what was typed for it; None where it is still to be asked.

    `known` are the words to choose from and `default` is what Enter stands for, both as the answers before it have it.
    `with_it` are the questions that may be answered on the same line.
    """

    question: Question
    typed: str | None
    known: Words
    default: str
    with_it: tuple[Step, ...] = ()

    @property
    def example(self) -> str:
        """An answer that could be given here: a name of the catalog, where the example of the table is none of them."""
        example = self.question.example
        is_one_word = example.replace("-", "").isalnum()
        if self.known and is_one_word and example not in self.known:
            return self.default or next(iter(self.known))
        return example

    @property
    def shown(self) -> str:
        """The answer as an overview shows it."""
        if self.typed and self.known and re.fullmatch(r"[\d, ]+", self.typed):
            return ", ".join(several_chosen(self.typed, self.known))
        if self.typed:
            return self.typed
        return self.default or ("left out" if self.question.may_be_skipped else "open")

    @property
    def is_left_open(self) -> bool:
        """True where it was answered by leaving it open."""
        return self.typed is not None and _is_open(self.question, self.typed or self.default)


@dataclass
class Interview:
    """What is asked about the flow `title`: `given` are the answers that need no question, `typed` those to questions.

    `at` is the question that somebody went back to.
    """

    title: str
    choices: CatalogChoices
    today: datetime.date
    given: Answers = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    at: str | None = None

    def steps(self) -> list[Step]:
        """All that is asked, in its order, as far as that follows from the answers."""
        return self._walk()[0]

    def answers(self) -> Answers:
        """What goes into the record."""
        return self._walk()[1]

    def current(self) -> Step | None:
        """The question to be asked now; None where all is answered."""
        steps = self.steps()
        return next((step for step in steps if step.question.key == self.at), None) or next(
            (step for step in steps if step.typed is None), None
        )

    def place_of(self, step: Step) -> tuple[int, int]:
        """Which question of how many `step` is, counted from 1."""
        keys = [each.question.key for each in self.steps()]
        return keys.index(step.question.key) + 1, len(keys)

    def answer(self, text: str) -> None:
        """Take what was typed for the current question, and with semicolons for those on its line.

        Raises ValueError with the reason where that is no answer to it; answers before it on the line are kept.
        """
        step = self.current()
        if step is None:
            raise ValueError("all is answered")
        first, several, rest = text.strip().partition(";")
        line = step.question.line
        if not several or not line or _is_open(step.question, first) or not step.with_it:
            self._take(step, text.strip())
            return
        self._take(step, first.strip())
        following = self._after(step)
        if following is not None and following.question.line == line:
            self.at = following.question.key
            self.answer(rest)
            return
        self.at = step.question.key
        raise ValueError(f"nothing more is asked on this line: `{rest.strip()}` is one answer too many")

    def back(self) -> bool:
        """Go to the question before the current one; False where there is none."""
        steps, current = self.steps(), self.current()
        keys = [step.question.key for step in steps]
        place = keys.index(current.question.key) if current is not None else len(keys)
        if place == 0:
            return False
        self.at = keys[place - 1]
        return True

    def go_to(self, number: int) -> None:
        """Go to the question with this number, counted from 1; ValueError where there is none."""
        steps = self.steps()
        if not 1 <= number <= len(steps):
            raise ValueError(f"there is no answer {number}; there are 1 to {len(steps)}")
        self.at = steps[number - 1].question.key

    def _after(self, step: Step) -> Step | None:
        steps = self.steps()
        keys = [each.question.key for each in steps]
        place = keys.index(step.question.key) + 1
        return steps[place] if place < len(steps) else None

    def _take(self, step: Step, text: str) -> None:
        question = step.question
        if text.lower() == _EMPTY and question.may_be_skipped:
            text = ""
        self._check(step, text)
        self.typed[question.key] = text
        self.at = None

    def _check(self, step: Step, text: str) -> None:
        """Raise ValueError where `text` is no answer: by its reader, or by the model that the record is read with."""
        question, answer = step.question, text or step.default
        now = Situation(self.choices, self.today, dict(self.given))
        read = _read(question, answer, step.known, now)
        if question.path[0] in {OWNER[0], _MORE}:
            return
        try:
            check_answers(_without_questions(read), Kind.FLOW)
        except UsageError as error:
            raise ValueError(str(error)) from None

    def _walk(self) -> tuple[list[Step], Answers]:
        now = Situation(self.choices, self.today, dict(self.given))
        steps: list[Step] = []
        opened: dict[Path, tuple[str, str]] = {}
        asked_phase = now.phase
        while True:
            for question in self._questions_up_to(asked_phase, now, steps):
                step = self._step(question, now)
                steps.append(step)
                self._note(step, now, opened)
                if step.is_left_open and len(opened) == 1:
                    steps += [self._step(each, now) for each in of_open_questions(now)]
            following = self._next_phase(asked_phase, now, steps)
            if following is None:
                break
            asked_phase, more = following
            steps.append(more)
            if _value(more) != "yes":
                break
        return _with_lines(steps), self._finished(now, steps, opened)

    def _questions_up_to(self, phase: Phase, now: Situation, steps: list[Step]) -> Iterator[Question]:
        known = {step.question.key for step in steps}
        for question in questions(now):
            is_due = question.phase.rank <= phase.rank
            if is_due and question.key not in known and self._is_asked(question, now):
                # What no gate asks yet is left out, where the flow's own gate would have it left open.
                is_early = question.phase.rank > now.phase.rank
                yield replace(question, may_be_skipped=question.may_be_skipped or is_early)

    def _is_asked(self, question: Question, now: Situation) -> bool:
        given = Situation(self.choices, self.today, dict(self.given))
        return not given.is_answered(question.path) and not now.is_settled_elsewhere(question.path)

    def _next_phase(self, phase: Phase, now: Situation, steps: list[Step]) -> tuple[Phase, Step] | None:
        """The next phase that asks more than this one, with the question whether to answer that now."""
        if any(step.typed is None for step in steps):
            return None  # how many there are is not known yet
        for later in [each for each in Phase if each.rank > phase.rank]:
            count = len(list(self._questions_up_to(later, now, steps)))
            if count:
                return later, self._step(_whether_to_go_on(later, count), now)
        return None

    def _step(self, question: Question, now: Situation) -> Step:
        known = question.known(now)
        default = question.default(now)
        typed = self.typed.get(question.key)
        if typed is not None:
            try:
                _read(question, typed or default, known, now)
            except ValueError:  # the catalog or an answer before it has changed
                typed = None
        return Step(question, typed, known, default)

    def _note(self, step: Step, now: Situation, opened: dict[Path, tuple[str, str]]) -> None:
        """Put what follows from an answered step into the situation."""
        question = step.question
        if step.typed is None:
            return
        if step.is_left_open:
            whole = question.whole
            place = whole if whole is not None and not now.is_answered(whole) else question.path
            opened[place] = step.typed or step.default, question_left_open(question, step.typed)
            now.answers[place] = {"open": question.words}
            return
        read = _read(question, step.typed or step.default, step.known, now)
        now.answers.update(read)
        if read:
            now.answers.update((path, leaf) for path, leaf in question.along.items() if path not in now.answers)

    def _finished(self, now: Situation, steps: list[Step], opened: dict[Path, tuple[str, str]]) -> Answers:
        """The answers with owner and date in those that are left open."""
        by_key = {step.question.key: step for step in steps}
        usual = {str(path[-1]): _value(by_key.get(".".join(map(str, path)))) for path in (OWNER, DUE)}
        finished: dict[Path, Leaf] = dict(now.answers)
        for path, (typed, written) in opened.items():
            finished[path] = {"open": written, **usual, **own_terms(typed, now)}
        return flatten(nest(finished))


_EMPTY = "-"


def _is_open(question: Question, answer: str) -> bool:
    return question.path[0] not in {OWNER[0], _MORE} and is_left_open(question, answer)


def _read(question: Question, answer: str, known: Words, now: Situation) -> Answers:
    """What follows from an answer; ValueError where it is none."""
    if question.path == DUE:
        return {question.path: day_to_come(answer, now.today, now.today + DUE_IN)}
    if not answer and question.path[0] == OWNER[0]:
        raise ValueError("an open question needs an owner")
    if not answer and question.may_be_skipped:
        return {}
    if _is_open(question, answer):
        own_terms(answer, now)
        return {question.path: {"open": answer}}
    return question.read(answer, question.path, known)


def _whether_to_go_on(phase: Phase, count: int) -> Question:
    many = "1 more question" if count == 1 else f"{count} more questions"
    return Question(
        "the rest", (_MORE, phase.value), f"{many} that `{phase.value}` will ask: answer now?",
        "no leaves them for later: the record says where they go", "", read_choice, lambda _: YES_OR_NO,
        lambda _: "no",
    )  # fmt: skip


def _value(step: Step | None) -> str:
    if step is None or step.typed is None:
        return step.default if step is not None else ""
    return chosen(step.typed or step.default, step.known)


def _without_questions(read: Answers) -> Answers:
    return {path: leaf for path, leaf in read.items() if not isinstance(leaf, dict)}


def _with_lines(steps: list[Step]) -> list[Step]:
    """The steps, each with the questions behind it that may be answered on its line."""
    result: list[Step] = []
    for index, step in enumerate(steps):
        line = step.question.line
        behind: list[Step] = []
        for other in steps[index + 1 :]:
            if not line or other.question.line != line:
                break
            behind.append(other)
        result.append(replace(step, with_it=tuple(behind)))
    return result
