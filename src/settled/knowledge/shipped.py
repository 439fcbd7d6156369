"""The files of knowledge that are shipped, each read when somebody asks for it, once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from settled.frontmatter import YamlDocument, read_yaml
from settled.knowledge.known import KnownException, KnownPattern, KnownWord, word_id
from settled.knowledge.reading import ReadKnowledge, exceptions_of, patterns_of, words_of


def read_patterns() -> ReadKnowledge[KnownPattern]:
    """The seven patterns with all that is wrong with their file, which is nothing (tested)."""
    return patterns_of(_document("patterns.yml"))


def read_exceptions() -> ReadKnowledge[KnownException]:
    """The seven exceptions with all that is wrong with their file, which is nothing (tested)."""
    return exceptions_of(_document("exceptions.yml"))


def read_words() -> ReadKnowledge[KnownWord]:
    """The words with all that is wrong with their file, which is nothing (tested)."""
    return words_of(_document("words.yml"))


@cache
def patterns() -> tuple[KnownPattern, ...]:
    """The seven patterns, in the order of the file."""
    return read_patterns().entries


@cache
def exceptions() -> tuple[KnownException, ...]:
    """The seven exceptions, in the order of the file."""
    return read_exceptions().entries


@cache
def words() -> tuple[KnownWord, ...]:
    """The words of the vocabulary, those that belong together beside each other."""
    return read_words().entries


def pattern_called(word: str) -> KnownPattern | None:
    """The pattern with this id or name; None where there is none."""
    found = word_id(word)
    return next((each for each in patterns() if found in {each.id.value, word_id(each.name)}), None)


def exception_called(word: str) -> KnownException | None:
    """The exception with this id or name; None where there is none."""
    found = word_id(word)
    return next((each for each in exceptions() if found == each.id.value), None)


def word_called(word: str) -> KnownWord | None:
    """The entry of the glossary for `word`, or of which it is another name; None where there is none."""
    found = word_id(word)
    return next(
        (each for each in words() if each.id == found),
        next((each for each in words() if found in map(word_id, each.also)), None),
    )


def _document(name: str) -> YamlDocument:
    return read_yaml(name, (Path(__file__).parent / name).read_text(encoding="utf-8"))
