"""What only a project in a bad way shows, and what an empty or a plain one shows, by axe and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.site.mkdocs.build import BuiltSite
from tests.samples import CATALOG, DECISION, FLOW, changed
from tests.site.axe import violations
from tests.site.conftest import KINDS, Visit

OPEN = "{open: Who decides?, owner: erp-team, due: 2026-11-01}"
WRONG: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": changed(CATALOG, "erp, platform: other", "erp, platform: no-such-platform")
    + "  order-status: {critical: true, source: nobody-knows-it}\n",
    "decisions/adr/0001-unreadable.md": "---\nstatus: [accepted\n---\n\n# Broken\n",
    "decisions/adr/0002-replaced.md": changed(DECISION, "accepted", "superseded").replace(
        "date:", "superseded-by: [ADR-0003]\ndate:"
    ),
    "decisions/adr/0003-new.md": DECISION.replace("date:", "supersedes: [ADR-0002, ADR-0099]\ndate:"),
    "decisions/adr/0004-rejected.md": changed(DECISION, "accepted", "rejected"),
    "decisions/adr/0005-deprecated.md": changed(DECISION, "accepted", "deprecated"),
    "decisions/adr/0006-unknown.md": changed(DECISION, "accepted", "whatever").replace("2026-11-20", "2026-02-30"),
    "decisions/adr/0007-bare.md": "# No front matter at all\n",
    "decisions/adr/0008-waits.md": DECISION.replace(
        "status: accepted", "status: proposed\nhold: the budget\ntags: [a, b]"
    ),
    "decisions/adr/0009-empty.md": "",
    "decisions/flows/0001-sound.md": FLOW,
    "decisions/flows/0002-open.md": FLOW.replace("within: 8 h", f"within: {OPEN}").replace(
        "key: order number", f"key: {OPEN}"
    ),
    "decisions/flows/0003-wrong.md": FLOW.replace("type: event", "type: pigeon")
    .replace("system: storefront", "system: nowhere")
    .replace("attempts: 8", "attempts: many")
    .replace("phase: design", "phase: live"),
    "decisions/flows/0004-bare.md": "---\nkind: flow\nstatus: accepted\n---\n\n# Nothing of it is decided\n",
    "decisions/flows/0005-rival.md": FLOW.replace("system: storefront", "system: wms"),
    "decisions/risks/0001-expired.md": "---\nkind: risk\nstatus: accepted\nowner: erp-team\nresponse: accept\n"
    "statement: {condition: a, event: b, consequence: c}\nacceptance: {by: erp-team, until: 2026-01-01, reason: d}\n"
    "exposure: {likelihood: high, impact: high}\n---\n\n# Accepted once\n",
    "decisions/risks/0002-nobody.md": "---\nkind: risk\nstatus: open\n---\n\n# Nobody's\n",
    "decisions/risks/0003-late.md": "---\nkind: risk\nstatus: mitigating\nowner: erp-team\nreview-by: 2026-01-01\n"
    "actions: [{what: a, owner: erp-team, due: 2026-01-01}, {what: b, done: 2026-01-01}]\n---\n\n# Late\n",
}
PLAIN: dict[str, str | bytes | None] = {
    "docs/adr/0001-record.md": "# 1. Record decisions\n\n## Status\n\nAccepted\n\n## Context\n\n"
    "| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n```python\nprint()\n```\n",
    "docs/adr/0002-use-it.md": "# 2. Use it\n\n## Status\n\nSuperseded by [3](0003-use-that.md)\n",
    "docs/adr/0003-use-that.md": "# 3. Use that\n\n## Status\n\nProposed\n\nSupersedes [2](0002-use-it.md)\n",
}
PROJECTS = {"everything wrong": WRONG, "empty": {"decisions": None}, "plain": PLAIN}
SHOWN = {
    "index", "decisions/index", "flows/index", "ownership/index", "risk-register", "open-questions",
    "decisions/0001-unreadable", "decisions/0002-replaced", "decisions/0006-unknown",
    "flows/0003-wrong", "flows/0004-bare", "risks/0001-expired", "risks/0003-late",
    "decisions/0001-record",
}  # fmt: skip
"""Pages on which states stand that no page of the reference programme shows."""


@pytest.mark.parametrize("name", PROJECTS)
def test_axe_finds_nothing_whatever_state_the_records_are_in(
    build: Callable[..., BuiltSite], visit: Callable[..., Visit], name: str
) -> None:
    site = build(PROJECTS[name], keep_going=True).out
    pages = sorted(page for page in SHOWN if (site / f"{page}.html").is_file())
    assert "index" in pages
    schemes = [visit((site / "index.html").as_uri(), dark=dark).page for dark in (False, True)]
    broken = {}
    # The colours of the states are the same on every page: each page in one scheme is enough.
    for number, path in enumerate(pages):
        page = schemes[number % 2]
        page.goto((site / f"{path}.html").as_uri(), wait_until="load")
        found = violations(page)
        if found:
            broken[path] = found
    assert broken == {}


def test_the_route_map_is_walked_by_the_keyboard(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / KINDS["route map"]).as_uri()).page
    frame = page.locator(".st-map-frame").first
    frame.focus()
    page.keyboard.press("Tab")
    node = page.evaluate(
        "document.activeElement.getAttribute('href') || document.activeElement.getAttribute('xlink:href')"
    )
    assert page.evaluate("document.activeElement.closest('.st-map-frame svg') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{node}")
    page.go_back()
    zoom = page.get_by_role("button", name="Larger").first
    width = "document.querySelector('.st-map-frame svg').clientWidth"
    before = page.evaluate(width)
    zoom.press("Enter")
    assert page.evaluate(width) > before
