"""Every kind of page by axe, against WCAG 2 A and AA, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

from tests.site.conftest import KINDS, Visit

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(reference: Path, visit: Callable[..., Visit], kind: str, scheme: str) -> None:
    page = visit((reference / KINDS[kind]).as_uri(), dark=scheme == "dark").page
    shown = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    assert shown == {"light": "default", "dark": "slate"}[scheme]
    # Another scheme changes colours alone.
    asked = {"type": "tag", "values": TAGS} if scheme == "light" else {"type": "rule", "values": ["color-contrast"]}
    # Of what passes one place each is enough: to name all of them takes longer than to look.
    result = Axe().run(page, options={"runOnly": asked, "resultTypes": ["violations"]})
    broken = [
        (violation["id"], node["html"][:160], node.get("failureSummary", "")[:300])
        for violation in result.response["violations"]
        for node in violation["nodes"]
    ]
    assert broken == []
