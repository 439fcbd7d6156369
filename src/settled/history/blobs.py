"""The facts of every version that a history needs, each blob read once and never again."""

from __future__ import annotations

from collections.abc import Iterable

from settled.history.contents import read_blobs
from settled.history.known_log import Facts
from settled.history.repository import Repository
from settled.history.status_reader import ReadingMode, VersionFacts, facts_of
from settled.model.status_words import StatusWords


def read_facts(
    repository: Repository, wanted: Iterable[tuple[str, ReadingMode]], statuses: StatusWords, known: Facts
) -> tuple[Facts, int]:
    """The facts of each wanted blob and manner that can be read, and how many blobs are missing in the repository.

    What is in `known` is not read again. Versions of one record should follow one another in `wanted`: they are
    then read fastest.
    """
    reading_modes: dict[str, list[ReadingMode]] = {}
    facts: dict[tuple[str, ReadingMode], VersionFacts] = {}
    for version in dict.fromkeys(wanted):
        if version in known:
            facts[version] = known[version]
        else:
            reading_modes.setdefault(version[0], []).append(version[1])
    missing = 0
    for blob in read_blobs(repository, reading_modes) if reading_modes else ():
        missing += blob.is_missing
        if blob.content is not None:
            facts.update(
                ((blob.hash, reading_mode), facts_of(blob.content, reading_mode, statuses))
                for reading_mode in reading_modes[blob.hash]
            )
    return facts, missing
