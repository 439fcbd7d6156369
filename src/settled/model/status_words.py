"""Which words of a record mean which status: those that teams were seen to use, and what the settings add."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from settled.model.vocabulary import Status


def words_in(text: str) -> list[str]:
    """The words of `text` in lower case: runs of letters, without numbers and signs."""
    return re.findall(r"[^\W\d_]+", text.lower())


@dataclass(frozen=True)
class StatusWords:
    """A status by the words that mean it, in lower case with single spaces.

    `missing` is what a decision without a status has, and `unknown` what other words mean; None: it cannot be told.
    """

    meanings: Mapping[str, Status]
    missing: Status | None = None
    unknown: Status | None = None

    def status_at_start(self, text: str) -> Status | None:
        """The status that the first words of `text` mean, the longest phrase first; None where they mean none."""
        words = words_in(text)
        for count in range(min(self._longest, len(words)), 0, -1):
            status = self.meanings.get(" ".join(words[:count]))
            if status is not None:
                return status
        return self.unknown

    @cached_property
    def _longest(self) -> int:
        return max(len(phrase.split()) for phrase in self.meanings)


STATUS_WORDS = StatusWords({
    "draft": Status.DRAFT,
    "proposed": Status.PROPOSED, "pending": Status.PROPOSED, "in review": Status.PROPOSED,
    "under review": Status.PROPOSED,
    "accepted": Status.ACCEPTED, "approved": Status.ACCEPTED, "implemented": Status.ACCEPTED,
    "decided": Status.ACCEPTED, "adopted": Status.ACCEPTED,
    "rejected": Status.REJECTED, "declined": Status.REJECTED,
    "deprecated": Status.DEPRECATED,
    "superseded": Status.SUPERSEDED, "superceded": Status.SUPERSEDED, "superseeded": Status.SUPERSEDED,
    "superceeded": Status.SUPERSEDED, "replaced by": Status.SUPERSEDED,
})  # fmt: skip
"""Where the settings say nothing; words outside this table mean no status of ours."""
