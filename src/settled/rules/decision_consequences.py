"""Family D: what a decision costs, for whom, and when somebody looks at it again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from settled.formats.madr import DecisionText, Item, Part
from settled.model.decision import Decision
from settled.model.findings import Location, Problem
from settled.model.vocabulary import Level, Status
from settled.records import Record, texts
from settled.rules.context import Context
from settled.rules.decision_content import written_decisions
from settled.rules.reporting import problem_at
from settled.settings.word_lists import WordLists

_LEADING_WORD = re.compile(r"[\s>*_]*([^\W\d_](?:[^\W\d_]|-)*|\S)")
_NOTHING = re.compile(r"\W*(?:none|nothing|n/?a|no|not applicable|none known|no negative consequences)?\W*", re.I)
_TURNS = re.compile(r"\b(?:but|however|at the price|in return)\b", re.I)
_NEUTRAL = frozenset({"neutral", "neutre", "neutro", "neutra", "neutraal", "neutralny", "нейтрально", "中立", "중립"})


def no_negative_consequence(context: Context) -> Iterator[Problem]:
    """All consequences of a decision are good.

    Asked where consequences are marked as good, and none as neutral; plain sentences are not judged. What marks
    them, and what is taken for a price, are the settings `words.good-marks`, `words.bad-marks` and `words.price-words`.

    Why: every decision has a price. One that is not written down is paid by somebody who was not asked.

    Wrong:
        ### Consequences

        - Good, because the shop sells while the ERP is down

    Right:
        ### Consequences

        - Good, because the shop sells while the ERP is down
        - Bad, because a refused order is noticed after the customer has left
    """
    lists = context.project.settings.words
    for record, text in written_decisions(context.project):
        part = text.good or text.consequences
        if (
            part is None
            or _has_price(text, lists)
            or not _has_praise(text, lists)
            or (text.bad is not None and text.bad.is_empty)
        ):
            continue
        yield problem_at(
            record,
            (),
            "all consequences are good",
            "say what becomes harder, and who will feel it",
            value=part.heading.text,
            location=Location(record.file, (text.bad or part).heading.line, 1),
        )


def _has_praise(text: DecisionText, lists: WordLists) -> bool:
    if text.good is not None and not text.good.is_empty:
        return True
    return text.consequences is not None and any(
        _mark(item) in lists.good_marks for item in _statements(text.consequences)
    )


def _has_price(text: DecisionText, lists: WordLists) -> bool:
    if text.bad is not None and not all(_NOTHING.fullmatch(item.text) for item in _statements(text.bad)):
        return True
    for part in (text.consequences, text.good):
        for item in _statements(part) if part else ():
            is_praise = _mark(item) in lists.good_marks or part is text.good
            price = _TURNS if is_praise else lists.price_words.pattern_of_parts
            if _mark(item) in _NEUTRAL or _mark(item) in lists.bad_marks or price.search(item.text):
                return True
    return False


def _statements(part: Part) -> tuple[Item, ...]:
    """The entries of a section's lists, else its lines, and the headings below it."""
    lines = tuple(Item(line.strip(), number) for number, line in part.lines if line.strip())
    headings = tuple(Item(child.heading.text, child.heading.line) for child in part.children)
    return (*(part.items or lines), *headings)


def _mark(item: Item) -> str:
    found = _LEADING_WORD.match(item.text)
    return found[1].lower() if found else ""


def no_consequence_for_operations(context: Context) -> Iterator[Problem]:
    """The consequences of a decision do not speak of those who run it.

    Asked in a programme only, where the record has a section for consequences. The words by which one speaks
    of them are the setting `words.operations-words`.

    Why: who is called at night learns of the decision at night.

    Wrong:
        ### Consequences

        - Good, because the shop sells while the ERP is down
        - Bad, because a second system holds orders

    Right:
        ### Consequences

        - Good, because the shop sells while the ERP is down
        - Bad, because a second system holds orders
        - For operations: the queue is watched, and drained after each night
    """
    operations = context.project.settings.words.operations_words.pattern_of_parts
    for record, text in written_decisions(context.project) if context.project.is_programme else ():
        parts = [part for part in (text.consequences, text.good, text.bad) if part and not part.is_empty]
        if parts and not any(operations.search(part.text) for part in parts):
            yield problem_at(
                record,
                (),
                "the consequences say nothing to those who run it",
                "add what operations have to know or do, or that nothing changes for them",
                value=parts[0].heading.text,
                location=Location(record.file, parts[0].heading.line, 1),
            )


def no_review_date(context: Context) -> Iterator[Problem]:
    """An accepted decision that binds flows, systems or objects has no date on which it is looked at again.

    Asked where `applies-to` names what it binds, and in a programme only.

    Why: the systems change and the decision stays, until somebody works around it.

    Wrong:
        status: accepted
        applies-to: [FLOW-0001]

    Right:
        status: accepted
        applies-to: [FLOW-0001]
        review-by: 2027-06-30
    """
    for record in context.project.decisions if context.project.is_programme else ():
        content = record.content
        if not isinstance(content, Decision) or record.status is not Status.ACCEPTED or not texts(content.applies_to):
            continue
        if _lacks_review(record) and content.confidence is not Level.LOW:
            yield problem_at(
                record,
                ("applies-to",),
                f"nobody looks again at what binds {', '.join(texts(content.applies_to))}",
                "write the day under `review-by`",
            )


def _lacks_review(record: Record) -> bool:
    path = ("review-by",)
    return record.content.review_by is None and not record.is_invalid(path) and path not in record.unfilled


def low_confidence_without_review(context: Context) -> Iterator[Problem]:
    """A decision was made with low confidence, and no date says when it is looked at again.

    Why: a guess that nobody comes back to becomes the architecture.

    Wrong:
        confidence: low

    Right:
        confidence: low
        review-by: 2027-06-30
    """
    for record in context.project.decisions:
        content = record.content
        is_guess = isinstance(content, Decision) and content.confidence is Level.LOW
        if is_guess and record.is_in_force and _lacks_review(record):
            yield problem_at(
                record,
                ("confidence",),
                "the confidence is low, and no date says when somebody looks again",
                "write the day under `review-by`",
            )
