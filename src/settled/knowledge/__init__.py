"""What is known of patterns, exceptions and words: shipped text with sources, for whoever asks what something means."""

from settled.knowledge.known import KnownException, KnownFact, KnownPattern, KnownWord, Source, Traits, word_id
from settled.knowledge.shipped import (
    exception_called,
    exceptions,
    pattern_called,
    patterns,
    read_exceptions,
    read_patterns,
    read_words,
    word_called,
    words,
)

__all__ = [
    "KnownException",
    "KnownFact",
    "KnownPattern",
    "KnownWord",
    "Source",
    "Traits",
    "exception_called",
    "exceptions",
    "pattern_called",
    "patterns",
    "read_exceptions",
    "read_patterns",
    "read_words",
    "word_called",
    "word_id",
    "words",
]
