"""The texts of earlier versions of records, by blob: one `git cat-file` for all that are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from settled.history.contents import read_blobs
from settled.history.repository import open_repository
from settled.model.errors import HistoryError


def read_texts(folder: Path, blobs: Iterable[str]) -> dict[str, str]:
    """The text of each blob in the repository around `folder`; one that is missing or is no UTF-8 is left out."""
    wanted = dict.fromkeys(blobs)
    texts: dict[str, str] = {}
    if not wanted:
        return texts
    try:
        for blob in read_blobs(open_repository(folder), wanted):
            with suppress(UnicodeDecodeError):
                if blob.content is not None:
                    texts[blob.hash] = blob.content.decode("utf-8")
    except HistoryError:
        return {}
    return texts
