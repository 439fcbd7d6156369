"""Makes the pictures of the site that the README and the tour show, from the reference programme.

Usage: python docs/pictures/make.py          (needs Chromium and the development dependencies)

Beside the pictures it writes `sources.json`: a digest of what each page was made of. A test compares the
digests, so a picture that no longer shows the page is noticed on a machine without a browser too.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from settled.model.history import ProjectHistory
from settled.project import load
from settled.site.content import gather
from settled.site.links import PageLinks, record_pages
from settled.site.page import Page
from settled.site.render import STYLESHEET, render

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DAY = datetime.date(2026, 11, 23)
PICTURES = {
    "overview": "index.md",
    "flow": "flows/0014-refund.md",
    "risk-register": "risk-register.md",
    "flow-fails": "flows/0014-refund.md#failure-path",
    "object": "objects/price.md",
    "ownership": "ownership/index.md",
    "decision": "decisions/0003-the-erp-owns-the-order-status.md",
    "route-map": "route-map.md",
    "sequence": "sequence.md",
    "open-questions": "open-questions.md",
}
"""Each picture with the page that it shows, from its top or from an anchor on."""


def digests() -> dict[str, str]:
    """What the pages are made of now: their HTML and the style sheet, without what git adds."""
    project = load(ROOT, on=DAY)
    content = dataclasses.replace(gather(project), history=ProjectHistory(is_complete=False, reason="not looked up"))
    pages = render(content, PageLinks(record_pages(project), directory_urls=False))
    style = pages[STYLESHEET]
    if not isinstance(style, bytes):
        raise TypeError(STYLESHEET)
    found = {}
    for name, address in PICTURES.items():
        path = address.partition("#")[0]
        page = pages[path]
        if not isinstance(page, Page):
            raise TypeError(path)
        text = page.before + page.markdown + page.after
        found[name] = hashlib.sha256(text.encode() + style).hexdigest()
    return found


def main() -> None:
    """Build the site from a copy without git, and take the pictures."""
    import os

    from playwright.sync_api import sync_playwright

    from settled.project.discovery import find_place
    from settled.site.mkdocs.build import build_site

    os.environ["SETTLED_TODAY"] = DAY.isoformat()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "decisions", folder / "decisions")
        (folder / "settled.toml").write_text('site-name = "Halvorden integration decisions"\n', encoding="utf-8")
        build_site(find_place(folder), folder / "site")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            page = browser.new_page(viewport={"width": 1360, "height": 900})
            for picture, address in PICTURES.items():
                path, _, anchor = address.partition("#")
                page.goto(f"{(folder / 'site' / Path(path).with_suffix('.html')).as_uri()}#{anchor}")
                page.wait_for_load_state("networkidle")
                page.screenshot(path=HERE / f"{picture}.png")
            browser.close()
    (HERE / "sources.json").write_text(json.dumps(digests(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
