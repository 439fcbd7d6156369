"""What MkDocs says while it builds: kept from the terminal, and its warnings put into our words."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

_LOGGERS = ("mkdocs", "properdocs")  # plugins and the theme keep to the first with either

_LINK_WARNING = re.compile(
    r"Doc file '(?P<file>.*?)' contains (?:a|an \w+|an unrecognized relative) link '(?P<link>.*?)'"
)


class _Collector(logging.Handler):
    """Keeps what MkDocs would have printed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def quiet_builder() -> Iterator[list[str]]:
    """Nothing of MkDocs' own talk reaches the terminal; its warnings are collected."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    collector = _Collector()
    before = [(logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.propagate = False
        logger.addHandler(collector)
    try:
        yield collector.messages
    finally:
        for logger, (propagate, level) in zip(loggers, before, strict=True):
            logger.removeHandler(collector)
            logger.propagate = propagate
            logger.setLevel(level)


def broken_links(messages: list[str]) -> Iterator[str]:
    """The links that lead nowhere, in our words."""
    for message in dict.fromkeys(messages):
        match = _LINK_WARNING.search(message)
        if match:
            yield f"{match['file']}: the link {match['link']} leads nowhere"
