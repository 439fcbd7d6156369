"""A team's own keys of a record: those that begin with `x-`, wherever they stand, as they were written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from settled.model.written_values import Path
from settled.records.record import Record

PREFIX = "x-"
_OWN_KEY = re.compile(r"""(?:^|[\s{,"'])x-[^\s:]*["']?[ \t]*:""")


def own_values(record: Record) -> tuple[tuple[Path, Any], ...]:
    """Each key with where it stands and what was written there: texts, lists and maps of them."""
    # Most records have none, and the text tells that faster than a walk.
    if not _OWN_KEY.search(record.front.text):
        return ()
    return tuple(_below((), record.front.data or {}))


def _below(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in parts:
        if isinstance(key, str) and key.startswith(PREFIX):
            yield (*path, key), inner
        else:
            yield from _below((*path, key), inner)
