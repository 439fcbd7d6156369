"""One `git cat-file --batch` gives the contents of all blobs that are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from settled.history.repository import Repository

MAXIMUM_FILE_BYTES = 4 * 1024 * 1024
"""A version larger than this is not read, as a record is not."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A blob as it was asked for; `content` is None for what is missing here, is no blob or is too large."""

    hash: str
    content: bytes | None
    is_missing: bool = False


def read_blobs(repository: Repository, hashes: Collection[str]) -> Iterator[Blob]:
    """Each of the blobs, in their order. Raises HistoryError at the end where git failed."""
    with repository.stream("cat-file", "--batch", "--buffer", lines=hashes) as output:
        for hash_ in hashes:
            header = output.readline().split()
            if len(header) != 3:  # `<hash> missing`, or nothing at all where git gave up, which its exit tells
                yield Blob(hash_, None, is_missing=True)
                continue
            content = _content(output, int(header[2]))
            yield Blob(hash_, content if header[1] == b"blob" else None)


def _content(output: BinaryIO, size: int) -> bytes | None:
    """The next `size` bytes, None for more than a record may have; the stream then stands after them."""
    if size <= MAXIMUM_FILE_BYTES:
        return output.read(size + 1)[:size]
    while size > 0:
        size -= len(output.read(min(size, MAXIMUM_FILE_BYTES))) or size
    output.read(1)
    return None
