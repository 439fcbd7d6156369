"""What `adr patterns` prints: the patterns that meet a need, why, and why not the others."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from settled.flows.pattern_choice import USUAL, Proposal, Reason, proposals
from settled.flows.pattern_needs import Needs, stated_needs
from settled.knowledge import patterns
from settled.model.vocabulary import PatternType
from settled.report.table import text_table

Paint = Callable[[str, str], str]

VERSION = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One question: what is needed, and of a flow which pattern it has chosen.

    `flow` is its id (None: nobody's record is looked at), `variant` the name of a variant (empty: it has none),
    `because` the reason that the record gives for the pattern that it has chosen.
    """

    needs: Needs
    flow: str | None = None
    variant: str = ""
    chosen: PatternType | None = None
    because: str = ""


def choice_lines(choice: Choice, paint: Paint, width: int) -> Iterator[str]:
    """The proposals for people, the best first, and of each other pattern why not."""
    found = proposals(choice.needs)
    proposed, others = [each for each in found if each.is_proposed], [each for each in found if not each.is_proposed]
    if choice.flow is not None:
        yield paint(f"{choice.flow}{f', variant {choice.variant}' if choice.variant else ''}", "strong")
    yield paint("Needed", "strong")
    for need in stated_needs(choice.needs):
        yield from _wrapped(f"- {need.text}{f' ({need.source})' if need.source else ''}", width, "  ", 2)
    yield ""
    yield paint("Proposed" if proposed else "No pattern meets all of this", "strong")
    for rank, each in enumerate(proposed, 1):
        yield f"  {rank}. {paint(each.pattern.id, 'settled')} (adr explain {each.pattern.topic})"
        for reason in each.reasons:
            yield from _wrapped(_reason(reason), width, "     ", 2)
    yield ""
    yield paint("Why not the others" if proposed else "Why not", "strong")
    for each in others:
        why = "; ".join(_told(reason) for reason in each.against) or "less of this speaks for it"
        yield from _wrapped(f"{each.pattern.id}: {why}", width, "  ", 2)
    yield ""
    yield from _wrapped(
        f"Where no source is named: {USUAL} (`adr patterns`, `adr explain pattern/NAME`).", width, "", 0
    )
    if choice.flow is not None:
        yield ""
        yield from _wrapped(_compared(choice, found), width, "", 0)
        if choice.because:
            yield from _wrapped(f"Its reason: {' '.join(choice.because.split())}", width, "", 0)


def choice_document(choices: Sequence[Choice]) -> dict[str, Any]:
    """What `adr patterns --format json` prints; `chosen` and `variant` are null where no flow is looked at."""
    return {
        "version": VERSION,
        "flow": choices[0].flow,
        "choices": [
            {
                "variant": choice.variant or None,
                "chosen": choice.chosen.value if choice.chosen is not None else None,
                "because": choice.because or None,
                "needs": [{"text": need.text, "source": need.source or None} for need in stated_needs(choice.needs)],
                "patterns": [_proposal(each, rank) for rank, each in enumerate(proposals(choice.needs), 1)],
            }
            for choice in choices
        ],
    }


def overview_lines(paint: Paint) -> Iterator[str]:
    """The seven patterns side by side, for who has not said what is needed."""
    rows = [
        [
            each.id.value,
            each.traits.answers.value,
            f"{each.traits.soonest} to {each.traits.latest}",
            each.traits.order.value,
            each.traits.coupling.value,
            each.traits.peaks.value,
        ]
        for each in patterns()
    ]
    header, *lines = text_table(["Pattern", "Answers", "Usual delay", "Order", "Coupling", "Peaks"], rows)
    yield paint(header, "strong")
    yield from lines


def overview_document() -> dict[str, Any]:
    """What `adr patterns --format json` prints where nobody said what is needed."""
    from settled.report.known_topics import pattern_document

    return {"version": VERSION, "patterns": [pattern_document(each) for each in patterns()]}


def _proposal(proposal: Proposal, rank: int) -> dict[str, Any]:
    return {
        "pattern": proposal.pattern.id.value,
        "rank": rank,
        "is_proposed": proposal.is_proposed,
        "is_ruled_out": proposal.is_ruled_out,
        "points": proposal.points,
        "reasons": [
            {
                "text": reason.text,
                "points": reason.points,
                "rules_out": reason.is_excluding,
                "source": reason.source,
            }
            for reason in proposal.reasons
        ],
    }


def _reason(reason: Reason) -> str:
    mark = "+" if reason.points > 0 else "-" if reason.points < 0 else "·"
    return f"{mark} {_told(reason)}"


def _told(reason: Reason) -> str:
    return reason.text if reason.source == USUAL else f"{reason.text} [{reason.source}]"


def _compared(choice: Choice, found: Sequence[Proposal]) -> str:
    """How the pattern that the flow has chosen stands among the proposals."""
    if choice.chosen is None:
        return f"{choice.flow} has not chosen a pattern yet: `pattern.type`."
    place, own = next((rank, each) for rank, each in enumerate(found, 1) if each.pattern.id is choice.chosen)
    best = found[0]
    if not own.is_proposed:
        why = "; ".join(reason.text for reason in own.against) or f"more speaks for {best.pattern.id}"
        return f"{choice.flow} has chosen {choice.chosen}, which is not among these: {why}."
    if own.points == best.points:
        return f"{choice.flow} has chosen {choice.chosen}, and no other meets its needs better."
    better = f"number {place} of those proposed; {best.pattern.id} meets more of it"
    return f"{choice.flow} has chosen {choice.chosen}, {better}."


def _wrapped(text: str, width: int, indent: str, hanging: int) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        max(width, 40),
        initial_indent=indent,
        subsequent_indent=indent + " " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
