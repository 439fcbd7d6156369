"""What `adr explain` prints of patterns, exceptions and words, and of a word that finds several things."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from settled.checking.explanations import Topic
from settled.knowledge import KnownException, KnownFact, KnownPattern, KnownWord
from settled.rules.registry import find_rule

Paint = Callable[[str, str], str]

VERSION = 1


def pattern_lines(pattern: KnownPattern, paint: Paint, width: int) -> Iterator[str]:
    """A pattern for people: what it is and promises, when it fits, what it needs, and the facts with their sources."""
    yield f"{paint(pattern.name, 'strong')} ({pattern.topic})"
    yield ""
    yield from _wrapped(pattern.what, width)
    yield ""
    for label, text in (("Delivery", pattern.delivery), ("Order", pattern.order), ("Lateness", pattern.lateness)):
        yield from _wrapped(f"{label + ':':<10}{text}", width, hanging=10)
    classes = ", ".join(pattern.traits.classes)
    yield from _wrapped(f"{'Classes:':<10}{classes}", width, hanging=10)
    yield from _list("It fits where", pattern.fits, paint, width)
    yield from _list("It does not fit where", pattern.fits_not, paint, width)
    yield from _list("What it needs for the day on which it fails", pattern.needs, paint, width)
    yield from _facts(pattern.facts, pattern.platform_facts, paint, width)


def exception_lines(exception: KnownException, paint: Paint, width: int) -> Iterator[str]:
    """An exception for people: what goes wrong, what prevents it, how a flow answers it, and the facts."""
    yield f"{paint(exception.name, 'strong')} ({exception.topic})"
    yield ""
    yield from _wrapped(exception.what, width)
    yield from _list("What goes wrong", exception.goes_wrong, paint, width)
    yield from _list("What prevents it", exception.prevented_by, paint, width)
    yield ""
    yield from _wrapped(f"Decided by: {', '.join(each.label for each in exception.decisions)}", width, hanging=12)
    yield from _wrapped(f"Keys:       {', '.join(exception.keys)}", width, hanging=12)
    yield ""
    yield paint("In a flow", "strong")
    yield from _wrapped(exception.answer, width, indent="  ")
    yield ""
    yield textwrap.indent(exception.example, "    ")
    yield from _facts(exception.facts, exception.platform_facts, paint, width)


def word_lines(word: KnownWord, paint: Paint, width: int) -> Iterator[str]:
    """A word of the glossary for people, with the keys and rules that it belongs to."""
    also = f", also: {', '.join(word.also)}" if word.also else ""
    yield f"{paint(word.word, 'strong')} ({word.topic}{also})"
    yield ""
    yield from _wrapped(word.meaning, width)
    if word.example:
        yield ""
        yield from _wrapped(f"{'Example:':<10}{word.example}", width, hanging=10)
    rules = [f"{rule.code} {rule.name}" for name in word.rules if (rule := find_rule(name)) is not None]
    for label, entries in (("Keys", word.keys), ("Rules", rules), ("See also", [f"word/{each}" for each in word.see])):
        if entries:
            yield from _wrapped(f"{label + ':':<10}{', '.join(entries)}", width, hanging=10)


def topic_lines(topics: Sequence[Topic], paint: Paint, width: int) -> Iterator[str]:
    """What a word finds: the command that explains each, and a sentence on it."""
    widest = max(len(topic.command) for topic in topics)
    for topic in topics:
        command = paint(topic.command, "strong") + " " * (widest - len(topic.command))
        lines = textwrap.wrap(f"{topic.title}: {topic.summary}", max(width - widest - 2, 40), break_on_hyphens=False)
        yield f"{command}  {lines[0]}"
        yield from (" " * (widest + 2) + line for line in lines[1:])


def pattern_document(pattern: KnownPattern) -> dict[str, Any]:
    """What `adr explain pattern/NAME --format json` prints."""
    traits = pattern.traits
    return {
        "version": VERSION,
        "kind": "pattern",
        "id": pattern.id.value,
        "name": pattern.name,
        "what": pattern.what,
        "delivery": pattern.delivery,
        "order": pattern.order,
        "lateness": pattern.lateness,
        "traits": {
            "classes": [each.value for each in traits.classes],
            "answers": traits.answers.value,
            "usual_delay": {"from": str(traits.soonest), "to": str(traits.latest)},
            "order": traits.order.value,
            "coupling": traits.coupling.value,
            "peaks": traits.peaks.value,
            "many_at_once": traits.carries_many_at_once,
        },
        "fits": list(pattern.fits),
        "fits_not": list(pattern.fits_not),
        "needs": list(pattern.needs),
        "platform_facts": list(pattern.platform_facts),
        "facts": [fact_object(fact) for fact in pattern.facts],
    }


def exception_document(exception: KnownException) -> dict[str, Any]:
    """What `adr explain exception/NAME --format json` prints."""
    return {
        "version": VERSION,
        "kind": "exception",
        "id": exception.id.value,
        "name": exception.name,
        "what": exception.what,
        "goes_wrong": list(exception.goes_wrong),
        "prevented_by": list(exception.prevented_by),
        "decisions": [each.value for each in exception.decisions],
        "keys": list(exception.keys),
        "answer": exception.answer,
        "example": exception.example,
        "platform_facts": list(exception.platform_facts),
        "facts": [fact_object(fact) for fact in exception.facts],
    }


def word_document(word: KnownWord) -> dict[str, Any]:
    """What `adr explain word/NAME --format json` prints."""
    return {
        "version": VERSION,
        "kind": "word",
        "id": word.id,
        "word": word.word,
        "also": list(word.also),
        "meaning": word.meaning,
        "example": word.example,
        "keys": list(word.keys),
        "rules": list(word.rules),
        "see": list(word.see),
    }


def topics_document(asked: str, topics: Sequence[Topic]) -> dict[str, Any]:
    """What `adr explain WORD --format json` prints where the word finds several things."""
    return {
        "version": VERSION,
        "asked": asked,
        "found": [
            {
                "kind": topic.kind.value,
                "name": topic.name,
                "title": topic.title,
                "summary": topic.summary,
                "command": topic.command,
            }
            for topic in topics
        ],
    }


def fact_object(fact: KnownFact) -> dict[str, Any]:
    """A fact with its source, null where it is general knowledge."""
    source = fact.source
    return {
        "id": fact.id,
        "decision": fact.decision.value,
        "statement": fact.statement,
        "question": fact.question,
        "figure": fact.figure,
        "source": None
        if source is None
        else {"title": source.title, "url": source.url, "dated": source.dated, "read": source.read},
        "confidence": fact.confidence.value,
        "note": fact.note,
    }


def _facts(facts: Sequence[KnownFact], platform_facts: Sequence[str], paint: Paint, width: int) -> Iterator[str]:
    yield ""
    yield paint("What is known", "strong")
    for fact in facts:
        yield ""
        yield from _wrapped(fact.statement, width, indent="  ")
        for label, text in (
            ("Ask", fact.question),
            ("Figure", fact.figure),
            ("Doubt", fact.note),
            ("Source", fact.citation),
        ):
            if text:
                yield from _wrapped(f"{label + ':':<8}{text}", width, indent="    ", hanging=8)
        if fact.source is not None:
            yield f"    {'':<8}{paint(fact.source.url, 'quiet')}"
    if platform_facts:
        yield ""
        yield paint("Of platforms (`adr profile NAME`)", "strong")
        yield from _wrapped(", ".join(platform_facts), width, indent="  ")


def _list(title: str, entries: Sequence[str], paint: Paint, width: int) -> Iterator[str]:
    yield ""
    yield paint(title, "strong")
    for entry in entries:
        yield from _wrapped(f"- {entry}", width, indent="  ", hanging=2)


def _wrapped(text: str, width: int, indent: str = "", hanging: int = 0) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        max(width, 40),
        initial_indent=indent,
        subsequent_indent=indent + " " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
