"""What a stranger may write in a record, and what of it may reach a reader: text, and nothing that runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from settled.project import load
from settled.project.discovery import find_place
from settled.site.catalog_pages import entry_pages
from settled.site.mkdocs.build import BuiltSite, build_site
from tests.made_once import made_once
from tests.site.conftest import Visit, clean_environment

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "' onmouseover='alert(4)",
    "</title></div></table><script>alert(5)</script>",
    "**bold** _under_ [link](javascript:alert(6)) `code` { open",
    "&lt;script&gt;alert(8)&lt;/script&gt;",
)


def _yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _flow(attack: str) -> str:
    value = _yaml(attack)
    return f"""\
---
kind: flow
status: proposed
date: 2026-11-01
decision-makers: [{value}]
consulted: [{value}]
tags: [{value}]
hold: {value}
object: {value}
phase: design
criticality: high
source: {{system: {value}, trigger: {value}}}
consumers: [{value}]
via: [{value}]
may-change: [{{system: {value}, fields: [{value}], conflict: {value}}}]
may-reject: [{{system: {value}, rule: {value}}}]
corrections: {{correct: [{value}], request: [{value}]}}
pattern: {{type: event, because: {value}, ordering: {{needed: true, key: {value}}}}}
identifiers: [{{name: {value}, role: join, in: {{{value}: {value}}}, prefix: {{{value}: {value}}}}}]
latency: {{class: same-day-operational, within: 2 h, if-late: {value}}}
idempotency:
  key: {value}
  duplicates: {value}
  retry: {{attempts: 3, within: 1 h, backoff: fixed}}
  dead-letter: {{to: {value}, alert: {value}}}
  replay: {{by: {value}, how: {value}, safe-because: {value}}}
failures:
  - {{mode: {value}, detect: {value}, effect: {value}, trace: event, owner: {value}, runbook: {value}}}
  - mode: a link
    runbook: "javascript:alert(9)"
    owner: {{open: {value}, owner: {value}, due: 2026-11-02}}
slices:
  thin: {{state: proven, example: {value}, evidence: ["data:text/html,<script>alert(10)</script>", {value}]}}
  exceptions: {{state: planned, cases: {{stale-inventory: {{handled-by: {value}}}}}}}
---

# {attack}

{attack}

{BODY}
"""


BODY = """
<script>alert(20)</script>
<img src="x" onerror="alert(21)">
<img src="https://tracker.example/pixel.png" alt="a pixel">
<iframe src="https://evil.example/"></iframe>
<object data="https://evil.example/"></object>
<form action="https://evil.example/"><input name="password"><button formaction="javascript:alert(22)">go</button></form>
<style>body { display: none }</style>
<link rel="stylesheet" href="https://evil.example/x.css">
<meta http-equiv="refresh" content="0;url=https://evil.example/">
<base href="https://evil.example/">
<a href="javascript:alert(23)">run</a> <a href="JaVaScRiPt:alert(24)">run</a> <a href="data:text/html,x">data</a>
<p id="__config">{"base": "https://evil.example"}</p>
<div class="md-overlay mermaid" style="position: fixed">over</div>
<div data-md-component="search" onclick="alert(25)">posing</div>

[run](javascript:alert(26)) [vb](vbscript:alert(27)) ![i](javascript:alert(28)) [broken](http://[) <http://[>

A paragraph with attributes.
{: onclick="alert(29)" style="background: url(https://evil.example/)" #__search .md-header }

# Heading <script>alert(30)</script> { #__drawer onclick=alert(31) }

## __config

</div></article><script>alert(32)</script>

```mermaid
graph TD; A-->B
```

*[HTML]: <script>alert(33)</script>

<!-- st: --><script>alert(34)</script><!--text-->
"""

DECISION = """\
---
status: accepted
title: {attack}
date: 2026-11-01
decision-makers: [{attack}]
applies-to: [{attack}, 'javascript:alert(40)']
tags: [{attack}]
---

# x

{body}
"""

RISK = """\
---
kind: risk
status: open
owner: {attack}
category: {attack}
statement: {{condition: {attack}, event: {attack}, consequence: {attack}}}
actions: [{{what: {attack}, owner: {attack}, due: 2026-12-01}}]
exposure: {{per-year: {{low: 1, likely: 2, high: 3, unit: {attack}}}}}
acceptance: {{by: {attack}, reason: {attack}, until: 2026-01-01}}
tracks: {attack}
---

# {raw}
"""


def hostile_files() -> dict[str, str | bytes | None]:
    """A project with every attack in every field, and in file names where the disk lets it."""
    files: dict[str, str | bytes | None] = {}
    for number, attack in enumerate(ATTACKS, 1):
        value = _yaml(attack)
        files[f"decisions/flows/{number:04d}-x.md"] = _flow(attack)
        files[f"decisions/adr/{number:04d}-x.md"] = DECISION.format(attack=value, body=BODY)
        files[f"decisions/risks/{number:04d}-x.md"] = RISK.format(attack=value, raw=attack)
    names = "".join(
        f"  {_yaml(attack)}: {{name: {_yaml(attack)}, owner: {_yaml(attack)}, contact: {_yaml(attack)}}}\n"
        for attack in ATTACKS
    )
    systems = names.replace(", contact:", ", platform:")
    teams = (
        names.replace(", owner:", ", escalation:")
        .replace("escalation: '", "escalation: ['")
        .replace("', contact", "'], contact")
    )
    objects = re.sub(r", owner: .*\}", "}", names)
    files["decisions/catalog.yml"] = f"systems:\n{systems}teams:\n{teams}objects:\n{objects}"
    files["decisions/adr/0099-<img src=x onerror=alert(50)>.md"] = (
        "---\nstatus: accepted\n---\n\n# Named by an attack\n"
    )
    files["decisions/index.md"] = (
        "---\ntitle: <script>alert(60)</script>\n---\n# Welcome <script>alert(61)</script>\n" + BODY
    )
    files["decisions/notes.md"] = "---\ntitle: </title><script>alert(62)</script>\n---\n# Notes\n" + BODY
    files["decisions/evil.html"] = "<script>alert(63)</script>"
    files["decisions/evil.js"] = "alert(64)"
    files["decisions/evil.svg"] = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(65)"/>'
    files["decisions/plain.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"><title>plain</title></svg>'
    files["settled.toml"] = "site-name = '''</title><script>alert(66)</script>'''\n"
    return files


@pytest.fixture(scope="module")
def hostile(shared: Path) -> BuiltSite:
    """The site of the project with every attack, made from the folder `attacks`."""
    return made_once(shared, "attacks", _build_attacks)


def _build_attacks(root: Path) -> BuiltSite:
    for name, content in hostile_files().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(content), encoding="utf-8")
    with clean_environment(root):
        return build_site(find_place(root), root.with_name("site-of-attacks"))


def _errors(seen: Visit) -> list[str]:
    """What the console says, but for the images that the attacks name and that are not there."""
    return [error for error in seen.errors if "ERR_FILE_NOT_FOUND" not in error]


class Attributes(HTMLParser):
    """Collects what a browser would run or load in a page, and every id."""

    def __init__(self) -> None:
        super().__init__()
        self.running: list[tuple[str, str, str]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            target = re.sub(r"\s", "", value or "").lower()
            if name.startswith("on") or (
                name in {"href", "src", "action"} and target.startswith(("javascript:", "data:", "vbscript:"))
            ):
                self.running.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")


def test_no_page_holds_a_handler_or_an_address_that_runs(hostile: BuiltSite) -> None:
    for path in hostile.out.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        seen = Attributes()
        seen.feed(text)
        assert (path.name, seen.running) == (path.name, [])
        assert seen.ids.count("__config") == 1
        assert "<script>alert" not in text


def test_values_stand_on_the_page_as_they_were_written(hostile: BuiltSite, visit: Callable[..., Visit]) -> None:
    page = visit((hostile.out / "index.html").as_uri(), script=False).page
    for number, attack in enumerate(ATTACKS, 1):
        page.goto((hostile.out / f"flows/{number:04d}-x.html").as_uri(), wait_until="domcontentloaded")
        assert attack in page.locator("#decision-pattern").inner_text()
        assert attack in page.locator("#failure-modes ~ .st-scroll").first.inner_text()


def test_search_shows_titles_as_text(hostile: BuiltSite, visit: Callable[..., Visit]) -> None:
    seen = visit((hostile.out / "index.html").as_uri())
    seen.page.locator("input[name=query]").click()
    seen.page.locator("input[name=query]").press_sequentially("alert")
    seen.page.locator(".md-search-result__link").first.wait_for(timeout=10_000)
    seen.page.wait_for_timeout(500)
    assert _errors(seen) == []
    assert seen.page.locator(".md-search-result script, .md-search-result img").count() == 0


def test_files_that_run_are_not_published_and_pictures_are(hostile: BuiltSite) -> None:
    published = {path.name for path in hostile.out.iterdir()}
    assert not published & {"evil.html", "evil.js", "evil.svg", "catalog.yml"}
    assert "plain.svg" in published


def test_allow_html_is_the_teams_own_word(build: Callable[..., BuiltSite]) -> None:
    body = "# A\n\n<div class='chart' data-values='1'>kept</div>\n"
    files: dict[str, str | bytes | None] = {"decisions/adr/0001-a.md": f"---\nstatus: accepted\n---\n\n{body}"}
    cleaned = build(files, name="cleaned").out / "decisions/0001-a.html"
    assert "data-values" not in cleaned.read_text(encoding="utf-8")
    kept = build({**files, "settled.toml": "allow-html = true\n"}, name="kept").out / "decisions/0001-a.html"
    assert "<div class='chart' data-values='1'>kept</div>" in kept.read_text(encoding="utf-8")


def test_an_image_on_another_host_becomes_a_link(build: Callable[..., BuiltSite]) -> None:
    text = "---\nstatus: accepted\n---\n\n# A\n\n![the map](https://example.com/map.png) ![here](../here.png)\n"
    site = build({"decisions/adr/0001-a.md": text, "decisions/here.png": b"png"})
    page = Path(site.out / "decisions/0001-a.html").read_text(encoding="utf-8")
    assert '<a href="https://example.com/map.png" rel="noopener noreferrer">the map (image on another host)</a>' in page
    assert '<img alt="here" src="../here.png">' in page


def test_names_of_the_catalog_stand_on_their_pages_as_they_were_written(
    hostile: BuiltSite, shared: Path, visit: Callable[..., Visit]
) -> None:
    catalog = load(shared / "attacks").catalog
    assert catalog is not None
    pages = entry_pages(catalog)
    assert len(pages) == 3 * len(ATTACKS)
    seen = visit((hostile.out / "index.html").as_uri(), script=False)
    for (_, entry), path in pages.items():
        seen.page.goto((hostile.out / path).with_suffix(".html").as_uri(), wait_until="domcontentloaded")
        assert seen.page.locator("h1").inner_text() == entry
        assert seen.page.title().startswith(entry)
        assert entry in seen.page.locator(".st-crumb").inner_text()
