"""Prints what can be explained: rules, patterns, exceptions, platforms and words."""

from __future__ import annotations

import shutil
import sys
from functools import partial

from settled.checking.explanations import Topic, TopicKind, is_former_name, topics_asked_for
from settled.checking.rule_selection import rule_called
from settled.cli.context import Invocation
from settled.cli.output import echo, painter, print_json
from settled.cli.profile_output import known_platforms, print_profile
from settled.knowledge import exception_called, pattern_called, word_called
from settled.report import known_topics
from settled.report.rule_manual import rule_document, rule_lines
from settled.rules.overrides import overrides_of

_WIDTH = 88
"""How wide text is where no terminal says how wide it is."""


def explain(invocation: Invocation, asked: str, output_format: str) -> None:
    """Explain the one thing that `asked` means, or list all that it may mean."""
    found = topics_asked_for(asked, partial(known_platforms, invocation))
    if len(found) == 1:
        if is_former_name(asked):
            invocation.say(f"{asked.strip()} is told as {found[0].name} {found[0].title}")
        _explain_one(invocation, found[0], output_format)
    elif output_format == "json":
        print_json(known_topics.topics_document(asked, found))
    else:
        for line in known_topics.topic_lines(found, painter(), _width()):
            echo(line)


def _explain_one(invocation: Invocation, topic: Topic, output_format: str) -> None:
    name = topic.name.rpartition("/")[2]
    if topic.kind is TopicKind.PLATFORM:
        print_profile(invocation, name, output_format)
    elif topic.kind is TopicKind.RULE:
        _explain_rule(invocation, name, output_format)
    else:
        _explain_known(topic, name, output_format)


def _explain_rule(invocation: Invocation, name: str, output_format: str) -> None:
    rule, overrides = rule_called(name), overrides_of(invocation.settings())
    if output_format == "json":
        print_json(rule_document(rule, overrides))
        return
    for line in rule_lines(rule, overrides, painter()):
        echo(line)


def _explain_known(topic: Topic, name: str, output_format: str) -> None:
    pattern = pattern_called(name) if topic.kind is TopicKind.PATTERN else None
    exception = exception_called(name) if topic.kind is TopicKind.EXCEPTION else None
    word = word_called(name) if topic.kind is TopicKind.WORD else None
    is_json, paint, width = output_format == "json", painter(), _width()
    if pattern is not None:
        document, lines = known_topics.pattern_document(pattern), known_topics.pattern_lines(pattern, paint, width)
    elif exception is not None:
        document = known_topics.exception_document(exception)
        lines = known_topics.exception_lines(exception, paint, width)
    elif word is not None:
        document, lines = known_topics.word_document(word), known_topics.word_lines(word, paint, width)
    else:
        raise LookupError(topic.name)
    if is_json:
        print_json(document)
        return
    for line in lines:
        echo(line)


def _width() -> int:
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH
    return min(columns, _WIDTH)
