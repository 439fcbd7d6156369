"""Keeps MkDocs from walking round: it follows links to folders, and those to a folder around them without end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from settled.site.mkdocs import adapter


class _WithoutCircles:
    """The module `os`, whose `walk` leaves out links to a folder in which they lie."""

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    @staticmethod
    def walk(top: str, **options: Any) -> Iterator[tuple[str, list[str], list[str]]]:
        """See `os.walk`; the caller may change the list of folders, as there."""
        for folder, below, names in os.walk(top, **options):
            # By the way that led here, which may have gone through links, and not only by where it really is.
            here = Path(folder).absolute()
            around = {each.resolve() for each in (here, *here.parents)}
            below[:] = [name for name in below if (here / name).resolve() not in around]
            yield folder, below, names


@contextmanager
def walking_without_circles() -> Iterator[None]:
    """While it lasts, MkDocs takes no link for a folder that leads to one around it."""
    with adapter.with_module_os(_WithoutCircles()):
        yield
