"""What ends a build of MkDocs: whose mistake it is, and how it is told."""

from __future__ import annotations

import traceback
from collections.abc import Iterator

from mkdocs.exceptions import Abort

from settled.model.errors import SettledError, SiteError

_OURS = "settled"
_READERS = {"mkdocs", "properdocs", "markdown", "material"}  # of what a team wrote for its site


def site_error(error: BaseException) -> SettledError:
    """The error to tell for what ended a build: the one of ours that it was caused by, else what MkDocs says."""
    ours = next((cause for cause in _causes(error) if isinstance(cause, SettledError)), None)
    return ours or SiteError(
        f"the site could not be built ({in_words(error)})", "check mkdocs.yml, its plugins and its theme"
    )


def is_fault_of_ours(error: ValueError) -> bool:
    """True where our code raised it, or Python for our code.

    MkDocs raises one, too, of a page that is no UTF-8 and of an address that is none: that is a mistake of the team's.
    """
    frames = traceback.walk_tb(error.__traceback__)
    packages = [frame.f_globals.get("__name__", "").partition(".")[0] for frame, _ in frames]
    return next((each for each in reversed(packages) if each in {_OURS, *_READERS}), "") == _OURS


def in_words(error: BaseException) -> str:
    """What `error`, or what it was caused by, says: on one line and without a full stop."""
    causes = [str(cause) for cause in _causes(error) if not isinstance(cause, Abort) and str(cause)]
    return " ".join((causes[0] if causes else str(error)).split()).rstrip(".")


def _causes(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    while current is not None:
        yield current
        current = current.__cause__ or current.__context__
