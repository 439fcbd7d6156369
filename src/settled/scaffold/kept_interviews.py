"""Interviews that were broken off, kept in the user's cache folder: one file for each title of a project."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from settled.files.cache import CacheFile, cache_folder, digest_of
from settled.scaffold.flow_choices import CatalogChoices
from settled.scaffold.interview import Interview

_FORM = "interview 1"


@dataclass(frozen=True)
class KeptInterviews:
    """The interviews about flows of the project in `root`."""

    root: Path
    choices: CatalogChoices
    today: datetime.date

    def keep(self, interview: Interview) -> bool:
        """Keep `interview` as it is now; False where nothing can be kept."""
        file = self._file(interview.title)
        if file is None:
            return False
        content = json.dumps(kept_data(interview)).encode("utf-8")
        file.write(content)
        return file.read() == content

    def forget(self, title: str) -> None:
        """Keep the interview with this `title` no longer."""
        file = self._file(title)
        if file is not None:
            with suppress(OSError):
                file.path.unlink()

    def find(self, title: str) -> Interview | None:
        """The interview with this `title`, else the one that was broken off last; None where there is none."""
        found = list(self._all())
        return next((each for each in found if each.title == title), found[0] if found else None)

    def _all(self) -> Iterator[Interview]:
        """All that can be read, the newest first."""
        folder = self._folder
        try:
            paths = sorted(folder.iterdir(), key=_changed, reverse=True) if folder is not None else []
        except OSError:
            return
        for path in paths:
            content = CacheFile(path, digest_of(_FORM.encode())).read()
            if content is None:
                continue
            try:
                data: dict[str, Any] = json.loads(content)
                interview = from_kept_data(data, self.choices, self.today)
            except (ValueError, KeyError, TypeError):  # kept by another version
                continue
            if interview.typed:
                yield interview

    @property
    def _folder(self) -> Path | None:
        folder = cache_folder()
        place = str(self.root.resolve()).encode("utf-8", "surrogateescape")
        return folder / "interviews" / digest_of(place) if folder is not None else None

    def _file(self, title: str) -> CacheFile | None:
        if self._folder is None:
            return None
        return CacheFile(self._folder / f"{digest_of(title.encode('utf-8'))}.json", digest_of(_FORM.encode()))


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def kept_data(interview: Interview) -> dict[str, Any]:
    """The interview as JSON can keep it."""
    given = [[list(path), leaf] for path, leaf in interview.given.items()]
    return {"title": interview.title, "given": given, "typed": interview.typed, "at": interview.at}


def from_kept_data(data: dict[str, Any], choices: CatalogChoices, today: datetime.date) -> Interview:
    """The interview that `kept_data` gave; KeyError, TypeError or ValueError where it is none."""
    given = {tuple(path): leaf for path, leaf in data["given"]}
    return Interview(data["title"], choices, today, given, dict(data["typed"]), data["at"])
