"""The glossary: the words of the records, the seven patterns and the seven exceptions, with what is known of them."""

from __future__ import annotations

from dataclasses import dataclass

from settled.knowledge import KnownException, KnownFact, KnownPattern, KnownWord, exceptions, patterns, words
from settled.model.platform_words import Confidence
from settled.rules.registry import find_rule
from settled.rules.rule import Rule
from settled.site.links import GLOSSARY, anchor, rule_page
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Chip, Link
from settled.site.words import capital, text

_UNSURE = {Confidence.GENERAL_KNOWLEDGE, Confidence.UNVERIFIED}


@dataclass(frozen=True, slots=True)
class WordEntry:
    """A word with its meaning; `keys` are those of a record, `rules` and `see` lead on."""

    anchor: str
    word: str
    also: str
    meaning: str
    example: str
    keys: tuple[str, ...]
    rules: tuple[Link, ...]
    see: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class KnownFactRow:
    """A fact with the question it puts, where it was read, and how sure it is."""

    statement: str
    figure: str
    note: str
    question: str
    source: Link
    when: str
    confidence: Chip


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A pattern or an exception: what it is, its properties, its lists, an example where there is one, its facts."""

    anchor: str
    name: str
    what: str
    properties: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    answer: str
    example: str
    facts: tuple[KnownFactRow, ...]
    platform_facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """All that the glossary shows; words by the alphabet, with the letters that they begin with."""

    words: tuple[WordEntry, ...]
    letters: tuple[Link, ...]
    patterns: tuple[TopicEntry, ...]
    exceptions: tuple[TopicEntry, ...]


def glossary_view(view: PageView) -> GlossaryView:
    """The glossary as it is for every project: it says nothing of this one."""
    entries = sorted(words(), key=lambda word: word.word.lower())
    first: dict[str, KnownWord] = {}
    for word in entries:
        first.setdefault(word.word[0].upper(), word)
    return GlossaryView(
        words=tuple(_word(view, word) for word in entries),
        letters=tuple(Link(letter, f"#{_word_anchor(word)}") for letter, word in first.items()),
        patterns=tuple(_pattern(view, pattern) for pattern in patterns()),
        exceptions=tuple(_exception(view, exception) for exception in exceptions()),
    )


def words_of_rule(view: PageView, rule: str) -> tuple[Link, ...]:
    """The words of the glossary that name the rule called `rule`, in the order of the file."""
    if not view.project.is_programme:
        return ()
    found = [word for word in words() if rule in word.rules]
    return tuple(Link(word.word, view.url(GLOSSARY, _word_anchor(word))) for word in found)


def _word_anchor(word: KnownWord) -> str:
    return anchor("word", word.id)


def _word(view: PageView, word: KnownWord) -> WordEntry:
    others = {each.id: each for each in words()}
    rules = [rule for name in word.rules if (rule := find_rule(name)) is not None]
    return WordEntry(
        anchor=_word_anchor(word),
        word=word.word,
        also=", ".join(word.also),
        meaning=word.meaning,
        # Who reads the site is not told to run commands.
        example="" if word.example.startswith("adr ") else word.example,
        keys=word.keys,
        rules=tuple(_rule(view, rule) for rule in rules),
        see=tuple(Link(others[each].word, f"#{anchor('word', each)}") for each in word.see if each in others),
    )


def _pattern(view: PageView, pattern: KnownPattern) -> TopicEntry:
    return TopicEntry(
        anchor=anchor("pattern", pattern.id.value),
        name=pattern.name,
        what=pattern.what,
        properties=(
            ("Delivery", pattern.delivery),
            ("Order", pattern.order),
            ("Lateness", pattern.lateness),
            ("Latency classes", ", ".join(text(each) for each in pattern.traits.classes)),
        ),
        lists=(
            ("It fits where", pattern.fits),
            ("It does not fit where", pattern.fits_not),
            ("What it needs for the day on which it fails", pattern.needs),
        ),
        answer="",
        example="",
        facts=tuple(_fact(view, fact) for fact in pattern.facts),
        platform_facts=pattern.platform_facts,
    )


def _exception(view: PageView, exception: KnownException) -> TopicEntry:
    return TopicEntry(
        anchor=anchor("exception", exception.id.value),
        name=exception.name,
        what=exception.what,
        properties=(
            ("Decided by", capital(", ".join(each.label for each in exception.decisions))),
            ("Keys", ", ".join(exception.keys)),
        ),
        lists=(("What goes wrong", exception.goes_wrong), ("What prevents it", exception.prevented_by)),
        answer=exception.answer,
        example=exception.example,
        facts=tuple(_fact(view, fact) for fact in exception.facts),
        platform_facts=exception.platform_facts,
    )


def _fact(view: PageView, fact: KnownFact) -> KnownFactRow:
    source = fact.source
    return KnownFactRow(
        statement=fact.statement,
        figure=fact.figure or "",
        note=fact.note or "",
        question=fact.question,
        source=Link(source.title, view.address(source.url).href) if source is not None else Link("no source"),
        when=source.when if source is not None else "",
        confidence=_confidence(fact.confidence),
    )


def _confidence(confidence: Confidence) -> Chip:
    if confidence.may_warn:
        return Chip("●", confidence.label, "settled")
    return Chip("○" if confidence in _UNSURE else "◐", confidence.label, "open")


def _rule(view: PageView, rule: Rule) -> Link:
    """A rule by its name, leading to its page where the site has one."""
    return Link(rule.name, view.url(rule_page(rule.name)) if rule.code in view.site.rule_names else "")
