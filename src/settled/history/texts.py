"""The texts of earlier versions of records, by blob: one `git cat-file` for all that are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from settled.errors import HistoryError
from settled.history.blobs import read_contents
from settled.history.repository import open_repository


def read_texts(folder: Path, blobs: Iterable[str]) -> dict[str, str]:
    """The text of each blob in the repository around `folder`; one that is missing or is no UTF-8 is left out."""
    wanted = list(dict.fromkeys(blobs))
    if not wanted:
        return {}
    try:
        contents = read_contents(open_repository(folder), wanted)
    except HistoryError:
        return {}
    texts: dict[str, str] = {}
    for blob, content in contents:
        try:
            texts[blob] = content.decode("utf-8")
        except UnicodeDecodeError:
            continue
    return texts
