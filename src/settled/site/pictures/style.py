"""The style of the pictures, as part of the site's stylesheet or within a picture that stands alone."""

from __future__ import annotations

from pathlib import Path

_ASSETS = Path(__file__).parents[1] / "assets"


def part_style() -> str:
    """The style of the parts of a picture, for a page that has the colours."""
    return _read("route-map.css")


def page_picture_style() -> str:
    """The style of the pictures that stand on a page only: paths of a flow, what replaced what, sums of times."""
    return _read("flow-path.css") + _read("supersession.css") + _read("promises.css")


def whole_style() -> str:
    """The style of a picture without a page: its colours, in light and dark, and its parts."""
    return _read("picture-alone.css") + part_style()


def _read(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")
