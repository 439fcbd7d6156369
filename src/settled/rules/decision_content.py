"""Family D: what a decision weighs: its options, the reasons for and against them, and its drivers.

Each rule asks only where the record has the section that the rule is about. A record that still holds the
template's text is not asked, because that has been told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from settled.formats.madr import DecisionText
from settled.model.findings import Location, Problem
from settled.project import Project
from settled.records import Record
from settled.rules.considered_options import (
    considered,
    is_the_only_one,
    names_entry_of_group,
    prose_beside_lists,
    without_reason,
)
from settled.rules.context import Context
from settled.rules.option_names import begins_with_option, is_same_option, names_by_position, names_several, resembles
from settled.rules.reporting import problem_at, shortened
from settled.rules.template_text import holds_template_text

_NONE = re.compile(
    r"\W*(?:none|neither|nothing|n/?a|tb[acd]|to be (?:decided|determined|discussed)"
    r"|(?:not|nothing)(?: yet)? (?:decided|chosen|known)|undecided)\b.*",
    re.I | re.S,
)
"""What stands where an option belongs, and is none."""
_REASON_GIVEN = re.compile(r"\b(?:because|but|since|rejected|discarded|dismissed)\b", re.I)
_ALL_DRIVERS = re.compile(
    r"\b(?:drivers?|criteri(?:a|on)|requirements?"
    r"|(?:all|every|both|most)(?: of)?(?: the| our| these)? (?:forces?|goals|needs))\b",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(
    {"this", "that", "these", "those", "with", "without", "from", "into", "onto", "over", "under", "than", "then"}
    | {"they", "them", "their", "there", "here", "have", "will", "would", "must", "should", "could", "does", "each"}
    | {"every", "some", "more", "most", "less", "least", "very", "also", "only", "other", "another", "what", "which"}
    | {"when", "where", "while", "whose", "been", "being", "were", "able", "about", "after", "before", "between"}
    | {"because", "and", "the", "for", "not", "are", "can", "has", "our", "its", "all", "any", "but", "was", "one"}
)
_STEM = 5


def written_decisions(project: Project) -> Iterator[tuple[Record, DecisionText]]:
    """The decisions in force that are written out, with their argument."""
    for file, text in project.decision_texts.items():
        record = project.by_file[file]
        if not holds_template_text(record, is_strict=project.is_programme):
            yield record, text


def single_option(context: Context) -> Iterator[Problem]:
    """A decision lists one option only.

    Why: with one option nothing was decided. The option that was silently left out comes back in the
    first review, without its reasons.

    Wrong:
        ## Considered Options

        - Keep prices in the ERP

    Right:
        ## Considered Options

        - Keep prices in the ERP
        - Keep prices in the shop
    """
    for record, text in written_decisions(context.project):
        options = considered(text.options) if text.options else ()
        if len(options) != 1 or text.options is None or _NONE.match(options[0].text):
            continue
        is_weighed_with_others = text.reasons is not None and len(text.reasons.children) > 1
        if is_the_only_one(text.options) and not is_weighed_with_others:
            yield problem_at(
                record,
                (),
                f"`{shortened(options[0].text)}` is the only option",
                "list what else was possible, if only to leave it as it is",
                value=options[0].text,
                location=Location(record.file, options[0].line, 1),
            )


def chosen_option_not_listed(context: Context) -> Iterator[Problem]:
    """The chosen option is none of the considered ones.

    A shorter or abbreviated name is understood, and so are the option's number and what is put together of several.
    Silent where a section lists the alternatives to what was chosen.

    Why: what was chosen was never compared with the rest, or the list is one of an earlier version.

    Wrong:
        ## Considered Options

        - Files at night
        - Events

        ## Decision Outcome

        Chosen option: "Direct calls", because the warehouse waits.

    Right:
        ## Considered Options

        - Files at night
        - Events
        - Direct calls

        ## Decision Outcome

        Chosen option: "Direct calls", because the warehouse waits.
    """
    for record, text in written_decisions(context.project):
        options = considered(text.options) if text.options else ()
        if text.options is None or not options or "alternative" in text.options.heading.text.lower():
            continue
        known = [option.text for option in (*options, *text.options.own_items)]
        prose = prose_beside_lists(text.options)
        for chosen in text.chosen:
            is_position = names_by_position(chosen.text, len(options)) or names_entry_of_group(
                chosen.text, text.options
            )
            if _NONE.match(chosen.text) or is_position or names_several(chosen.text):
                continue
            is_listed = any(
                is_same_option(chosen.text, name) or begins_with_option(chosen.said, name) for name in known
            )
            if (
                not is_listed
                and not resembles(chosen.text, known)
                and not any(resembles(chosen.text, [line]) for line in prose)
            ):
                yield problem_at(
                    record,
                    (),
                    f"the chosen option `{shortened(chosen.text)}` is not among the considered ones",
                    "name it as in the list, or add it there with its reasons",
                    value=chosen.text,
                    location=Location(record.file, chosen.line, 1),
                    related=((Location(record.file, text.options.heading.line, 1), "the considered options"),),
                )


def option_without_reason(context: Context) -> Iterator[Problem]:
    """An option is listed and nothing is said for or against it.

    Asked where the record weighs its options. What the outcome says of an option counts too.

    Why: nobody can tell why it was not taken, so the next team proposes it again.

    Wrong:
        ## Considered Options

        - Events
        - Files at night

        ## Pros and Cons of the Options

        ### Events

        - Good, because the shop does not wait

    Right:
        ## Pros and Cons of the Options

        ### Events

        - Good, because the shop does not wait

        ### Files at night

        - Bad, because an order of the evening is a day late
    """
    for record, text in written_decisions(context.project):
        if text.options is None or text.reasons is None or text.reasons.is_empty:
            continue
        argument = "\n".join(part.text for part in (text.reasons, text.outcome, text.consequences) if part).lower()
        after = text.options.heading.line
        elsewhere = (
            *(heading.text for heading in record.body.headings if heading.line > after),
            *(choice.text for choice in text.chosen),
        )
        for option in without_reason(considered(text.options), considered(text.reasons), elsewhere):
            if _REASON_GIVEN.search(option.text) or option.text.lower() in argument:
                continue
            yield problem_at(
                record,
                (),
                f"nothing is said for or against the option `{shortened(option.text)}`",
                f"write what speaks for it and against it under `{text.reasons.heading.text}`",
                value=option.text,
                location=Location(record.file, option.line, 1),
                related=((Location(record.file, text.reasons.heading.line, 1), "here the other options are weighed"),),
            )


def driver_never_used(context: Context) -> Iterator[Problem]:
    """A decision driver is named and plays no part in what follows.

    Told when not one of its words comes back in the options, the outcome, the consequences, the reasons or below it.

    Why: either it decided nothing and misleads the reader, or the options were never held against it.

    Wrong:
        ## Decision Drivers

        - Finance closes the month on the third day

        ## Decision Outcome

        Chosen option: "Events", because the shop does not wait.

    Right:
        ## Decision Outcome

        Chosen option: "Events", because the shop does not wait, and postings are complete when finance closes.
    """
    for record, text in written_decisions(context.project):
        if text.drivers is None or text.outcome is None or text.outcome.is_empty:
            continue
        parts = (text.options, text.outcome, text.consequences, text.good, text.bad, text.reasons)
        last = text.drivers.lines[-1][0] if text.drivers.lines else text.drivers.heading.line
        below = (line for number, line in record.body.lines if number > last)
        argument = "\n".join(part.text for part in parts if part)
        if _ALL_DRIVERS.search(argument):
            continue  # taken up as a whole
        used = _stems("\n".join((argument, *below)))
        for driver in text.drivers.entries:
            stems = _stems(driver.text)
            if stems and not stems & used:
                yield problem_at(
                    record,
                    (),
                    f"the driver `{shortened(driver.text)}` is not taken up again",
                    "say how the options meet it, or delete it",
                    value=driver.text,
                    location=Location(record.file, driver.line, 1),
                )


def _stems(text: str) -> set[str]:
    words = re.findall(r"[^\W_]{3,}", text.lower())
    return {word[:_STEM] for word in words if word not in _SMALL_WORDS}
