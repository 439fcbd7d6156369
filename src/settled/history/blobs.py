"""One `git cat-file --batch` gives the facts of every version that a history needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from settled.history.repository import Repository
from settled.history.status_reader import MAXIMUM_FILE_BYTES, VersionFacts, facts_of
from settled.model.status_words import StatusWords
from settled.model.vocabulary import Kind

FactsByVersion = Mapping[tuple[str, Kind | None], VersionFacts]
"""The facts of a blob, read as the kind that its folder says."""


def read_facts(
    repository: Repository, wanted: Iterable[tuple[str, Kind | None]], statuses: StatusWords
) -> tuple[FactsByVersion, int]:
    """The facts of each wanted blob and kind that can be read, and how many blobs are missing in the repository.

    Versions of one record should follow one another in `wanted`: they are then read fastest.
    """
    kinds: dict[str, list[Kind | None]] = {}
    for blob, kind in dict.fromkeys(wanted):
        kinds.setdefault(blob, []).append(kind)
    facts: dict[tuple[str, Kind | None], VersionFacts] = {}
    missing = 0
    if not kinds:
        return facts, missing
    with repository.stream("cat-file", "--batch", "--buffer", lines=kinds) as output:
        for blob, kinds_of_blob in kinds.items():
            header = output.readline().split()
            if len(header) != 3:  # `<hash> missing`, or nothing at all where git gave up, which its exit tells
                missing += 1
                continue
            content = _content(output, int(header[2]))
            if content is not None and header[1] == b"blob":
                facts.update(((blob, kind), facts_of(content, kind, statuses)) for kind in kinds_of_blob)
    return facts, missing


def read_contents(repository: Repository, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The content of each blob; those that are missing, are none or are too large for a record are left out."""
    wanted = list(blobs)
    with repository.stream("cat-file", "--batch", "--buffer", lines=wanted) as output:
        for blob in wanted:
            header = output.readline().split()
            if len(header) != 3:
                continue
            content = _content(output, int(header[2]))
            if content is not None and header[1] == b"blob":
                yield blob, content


def _content(output: BinaryIO, size: int) -> bytes | None:
    """The next `size` bytes, None for more than a record may have; the stream then stands after them."""
    content = None
    if size <= MAXIMUM_FILE_BYTES:
        content = output.read(size)
    else:
        while size > 0:
            size -= len(output.read(min(size, MAXIMUM_FILE_BYTES))) or size
    output.read(1)
    return content
