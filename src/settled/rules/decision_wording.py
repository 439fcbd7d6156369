"""Family D: how a decision says it: without hedging, without praise, and short enough to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from settled.formats.madr import Line
from settled.model.findings import Location, Problem
from settled.records import Record
from settled.rules.context import Context
from settled.rules.decision_content import written_decisions
from settled.rules.hedging import hedges_in
from settled.rules.reporting import problem_at
from settled.settings.word_lists import WORD_LISTS

_MOST_SHOWN = 5
# `Should the ERP refuse it, …` and `if it should fail` set a case; SHOULD in capitals is RFC 2119's word.
_CONDITION = re.compile(
    r"\bSHOULD\b|(?:^|(?<=[.;:!?]\s)|(?<=^- )|(?<=^\* ))Should\b"
    r"|\b(?i:if|when|in case|unless)\b[^,.;:!?]{0,80}\bshould\b",
    re.MULTILINE,
)
# What others said, names and code: not the record's own words. A quotation ends with its paragraph.
_NOT_OURS = re.compile(
    r"(`+)(?:(?!\1)[^\n]){1,500}\1|\"(?:[^\"\n]|\n(?!\s*\n)){1,600}\"|“[^“”]{1,600}”|„[^„“”]{1,600}[“”]|«[^«»]{1,600}»"
    r"|(?<!\w)'(?:[^'\n]|(?<=\w)'(?=\w)){1,300}'(?!\w)|\]\([^()\s]*\)|^[ \t]*>[^\n]*",
    re.MULTILINE,
)


def _own_words(lines: tuple[Line, ...]) -> str:
    """The text of `lines` with quotations, code and link targets blanked out: each line keeps its length."""
    text = "\n".join(line for _, line in lines)
    return _NOT_OURS.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _report_words(
    record: Record, lines: tuple[Line, ...], found: list[re.Match[str]], place: str, hint: str
) -> Iterator[Problem]:
    """One problem for a record, at the first of the words `found`, with the places of the others."""
    if not found:
        return
    locations: list[tuple[Location, str]] = []
    for match in found:
        before = match.string[: match.start()]
        column = match.start() - (before.rfind("\n") + 1) + 1
        locations.append(
            (Location(record.file, lines[before.count("\n")][0], column), " ".join(match[0].lower().split()))
        )
    words = list(dict.fromkeys(word for _, word in locations))
    shown = ", ".join(f"`{word}`" for word in words[:_MOST_SHOWN]) + (", …" if len(words) > _MOST_SHOWN else "")
    yield problem_at(
        record,
        (),
        f"{place} says {shown}",
        hint,
        value=" ".join(words),
        location=locations[0][0],
        related=tuple((location, f"here it says `{word}`") for location, word in locations[1 : 1 + _MOST_SHOWN]),
    )


def weak_wording(context: Context) -> Iterator[Problem]:
    """The outcome of a decision says `should`, `probably`, `maybe` or the like.

    Quotations and code are not read, nor is `should` where it sets a case ("if the ERP should refuse it").
    Told once for a record, with the place of each word. The words are the setting `words.weak-words`.
    In a folder of plain ADRs that says nothing there, told only where the decision itself is left open ("we should
    probably use a queue", "Maybe Kafka"): a norm ("services should …") or a doubt about something else is none.

    Why: whoever builds it reads a rule, whoever skips it reads a wish, and both are right.

    Wrong:
        ## Decision Outcome

        Consumers should refuse a number of another environment.

    Right:
        ## Decision Outcome

        Consumers refuse a number of another environment.
    """
    weak = context.project.settings.words.weak_words
    is_strict = context.project.is_programme or weak.words != WORD_LISTS.weak_words.words
    hint = "say what is done; what is not decided yet is an open question, or a decision of its own"
    for record, text in written_decisions(context.project):
        if text.outcome is None:
            continue
        lines = text.outcome.lines
        own = _CONDITION.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), _own_words(lines))
        found = weak.found_in(own)
        if found and not is_strict:
            found = hedges_in(own)
        yield from _report_words(record, lines, found, "the outcome", hint)


def sales_words(context: Context) -> Iterator[Problem]:
    """A decision praises in words that cannot be checked.

    `best-in-class`, `seamless`, `future-proof` and the like, outside of quotations. Asked in a programme only.
    The words are the setting `words.sales-words`.

    Why: a word that fits every product is no reason for one of them.

    Wrong:
        Chosen option: "The hub", because it integrates seamlessly.

    Right:
        Chosen option: "The hub", because it has a connector for both systems.
    """
    sales = context.project.settings.words.sales_words
    for record, _ in written_decisions(context.project) if context.project.is_programme else ():
        lines = tuple(line for line in record.body.lines if line[0] not in record.body.code_lines)
        # Quotations are looked for only where one of the words stands at all.
        found = sales.found_in(_own_words(lines)) if sales.found_in(record.body_text) else []
        yield from _report_words(record, lines, found, "the record", "say what can be counted or tried instead")


def too_long(context: Context) -> Iterator[Problem]:
    """A decision has more than 1500 words.

    Code blocks and comments do not count. The number is the setting `limits.decision-words`.

    Why: it is read once, by its author. Whoever needs the decision asks a colleague instead.

    Wrong:
        ## Context and Problem Statement

        (ten pages on the history of the price list)

    Right:
        ## Context and Problem Statement

        Prices are kept in two systems. The comparison is in [a document of its own](../prices.md).
    """
    most = context.project.settings.limits.decision_words
    for record, _ in written_decisions(context.project):
        count = sum(len(line.split()) for _, line in record.body.lines)
        if count > most:
            yield problem_at(
                record,
                (),
                f"the record has {count} words, and more than {most} are seldom read",
                "keep the question, the options and the reasons; move the rest to a page of its own and link it",
                location=Location(record.file, record.title_line or 1, 1),
            )
