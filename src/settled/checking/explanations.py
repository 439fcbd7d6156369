"""What a person who asks for a word may mean: a rule, a pattern, an exception, a platform, a word of the glossary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from settled.checking.rule_selection import rule_called, rules_about
from settled.knowledge import exceptions, patterns, word_id, words
from settled.model.errors import UsageError
from settled.model.known_words import nearest
from settled.profiles import PLATFORMS, load_profile
from settled.rules.manual import manual
from settled.rules.registry import FORMER_NAMES, RULES, find_rule
from settled.rules.rule import Rule

_CODE = re.compile(r"[A-Za-z]\d+")
"""What can be meant for the code of a rule alone."""
_MANY = 20
"""So many names of a kind are not listed any more."""


class TopicKind(StrEnum):
    """The kinds of what can be explained; but for rules the kind stands before the name: `word/hop`."""

    WORD = "word"
    PATTERN = "pattern"
    EXCEPTION = "exception"
    PLATFORM = "platform"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that can be explained: what to ask for (`name`), what it is called, and a sentence on it."""

    kind: TopicKind
    name: str
    title: str
    summary: str
    names: tuple[str, ...] = ()
    text: str = ""

    @property
    def command(self) -> str:
        """What explains it."""
        return f"adr explain {self.name}"


def topics_asked_for(asked: str, platforms: Callable[[], Sequence[str]]) -> tuple[Topic, ...]:
    """What `asked` may mean; one where it is a rule, a kind with a name, or a word of one thing alone.

    `platforms` tells the names of the profiles that the project knows, and is asked only where they matter. Raises
    UsageError, with what is nearest, where nothing is known of it.
    """
    kind, slash, name = asked.strip().partition("/")
    if slash and kind.lower() in set(TopicKind):
        return (_topic_of_kind(TopicKind(kind.lower()), name, platforms),)
    rule = rule_called(asked) if _CODE.fullmatch(asked.strip()) else find_rule(asked)
    if rule is not None:
        return (_topic_of_rule(rule),)
    topics = (*_shipped_topics(), *_platform_topics(platforms))
    found = _topics_about(asked, topics)
    if not found:
        raise _unknown(asked, topics)
    return found


def _topics_about(asked: str, topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """The topics that have all words in their name; where none has, those that speak of them."""
    parts = [part for part in word_id(asked).split("-") if part]
    if not parts:
        return ()
    named = [topic for topic in topics if any(_holds(name, parts) for name in topic.names)]
    rules = [_topic_of_rule(rule) for rule in rules_about(asked)]
    rules_by_name = [rule for rule in rules if _holds(rule.title, parts)]
    if named or rules_by_name:
        return (*named, *rules_by_name)
    return (*(topic for topic in topics if _holds(topic.text, parts)), *rules)


def _holds(text: str, parts: list[str]) -> bool:
    """True where each of the parts begins a word of the text."""
    found = word_id(text).split("-")
    return all(any(word.startswith(part) for word in found) for part in parts)


def _topic_of_rule(rule: Rule) -> Topic:
    return Topic(TopicKind.RULE, rule.code, rule.name, manual(rule).summary)


def _topic_of_kind(kind: TopicKind, name: str, platforms: Callable[[], Sequence[str]]) -> Topic:
    if kind is TopicKind.RULE:
        rule = find_rule(name)
        if rule is not None:
            return _topic_of_rule(rule)
        raise _unknown_of_kind(kind, name, [known for rule in RULES for known in (rule.code, rule.name)])
    topics = tuple(_platform_topics(platforms) if kind is TopicKind.PLATFORM else _shipped_topics())
    of_kind = {each: topic for topic in topics if topic.kind is kind for each in topic.names}
    wanted = word_id(name)
    exact = [topic for each, topic in of_kind.items() if word_id(each) == wanted]
    if not exact:
        raise _unknown_of_kind(kind, name, [topic.name.partition("/")[2] for topic in topics if topic.kind is kind])
    return exact[0]


def _unknown_of_kind(kind: TopicKind, name: str, known: list[str]) -> UsageError:
    guess = nearest(name, known)
    if guess is not None:
        hint = f"did you mean `{kind}/{guess}`?"
    else:
        listed = "known are: " + ", ".join(known)
        hint = listed if len(known) < _MANY else "any other word finds what is about it, as in `adr explain gate`"
    return UsageError(f"there is no {kind} `{name}`", hint)


def _unknown(asked: str, topics: Sequence[Topic]) -> UsageError:
    names = {name: topic.name for topic in topics for name in (*topic.names, topic.name)}
    names |= {known: known for rule in RULES for known in (rule.code, rule.name)}
    guess = nearest(asked, names)
    hint = f"did you mean `adr explain {names[guess]}`?" if guess else "see `adr rules`, or ask for another word"
    return UsageError(f"there is no rule `{asked}`, and no pattern, exception, platform or word of that name", hint)


def is_former_name(asked: str) -> bool:
    """True for the name of a rule that is told by another one today."""
    return asked.strip().lower() in FORMER_NAMES


def _shipped_topics() -> Iterator[Topic]:
    for word in words():
        text = " ".join((word.meaning, *word.keys))
        yield Topic(TopicKind.WORD, word.topic, word.word, word.first_sentence, (word.word, *word.also), text)
    for pattern in patterns():
        text = " ".join((pattern.what, pattern.delivery, *pattern.needs, *(fact.statement for fact in pattern.facts)))
        yield Topic(
            TopicKind.PATTERN, pattern.topic, pattern.name, pattern.what, (pattern.id.value, pattern.name), text
        )
    for exception in exceptions():
        text = " ".join((exception.what, *exception.goes_wrong, *(fact.statement for fact in exception.facts)))
        names = (exception.id.value, exception.name)
        yield Topic(TopicKind.EXCEPTION, exception.topic, exception.name, exception.what, names, text)


def _platform_topics(platforms: Callable[[], Sequence[str]]) -> Iterator[Topic]:
    for platform in platforms():
        title = load_profile(platform).name if platform in PLATFORMS else platform
        summary = f"What the platform {title} promises and limits, with its sources."
        yield Topic(TopicKind.PLATFORM, f"platform/{platform}", title, summary, (platform, title))
