"""What a site asks other hosts for, and what it tells its own: nothing that somebody wrote into a record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from settled.site.diagrams import without_pictures
from settled.site.mkdocs.build import BuiltSite
from tests.samples import DECISION
from tests.site.conftest import Visit


def test_orders_for_a_host_are_not_published(build: Callable[..., BuiltSite]) -> None:
    names = ("_redirects", "_headers", "CNAME", "robots.txt", "web.config", "netlify.toml", "vercel.json", "_worker.js")
    orders: dict[str, str | bytes | None] = {f"decisions/{name}": "/* https://evil.example/ 302\n" for name in names}
    orders |= {f"decisions/adr/{name}": "x\n" for name in ("robots.txt", ".htaccess", "Netlify.toml")}
    site = build({"decisions/adr/0001-a.md": DECISION, "decisions/adr/plan.txt": "kept\n", **orders})
    published = {path.name.lower() for path in site.out.rglob("*")}
    assert not published & {Path(name).name.lower() for name in orders}
    assert "plan.txt" in published


def test_a_diagram_names_no_picture() -> None:
    cleaned = without_pictures(
        'flowchart TD\n  P@{ img: "https://evil.example/d.png", label: "x", w: 60 }\n'
        "  Q@{shape: rect, 'IMG' : 'https://evil.example/e.png'}\n  R@{ img: https://evil.example/f.png }\n  B --> P"
    )
    assert "evil" not in cleaned
    assert 'P@{ label: "x", w: 60 }' in cleaned
    assert "Q@{shape: rect, }" in cleaned
    assert without_pictures("graph TD\n  A[img: no picture] --> B") == "graph TD\n  A[img: no picture] --> B"


def test_every_page_says_that_it_asks_no_other_host(reference: Path) -> None:
    for path in reference.rglob("*.html"):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        assert '<head><meta http-equiv="Content-Security-Policy" content="default-src \'self\'' in head, path
        assert "https:" not in head.partition('">')[0], path


def test_a_page_asks_no_other_host_for_a_picture(
    reference: Path, visit: Callable[..., Visit], serve: Callable[[Path], str]
) -> None:
    for address in ((reference / "index.html").as_uri(), serve(reference)):
        seen = visit(address)
        refused = """new Promise(done => { document.addEventListener('securitypolicyviolation', e =>
          done(e.effectiveDirective)); new Image().src = 'https://evil.example/d.png'; })"""
        assert seen.page.evaluate(refused) == "img-src"
        asked = "fetch('https://evil.example/').then(() => 'answered', () => 'refused')"
        assert seen.page.evaluate(asked) == "refused"
        assert seen.foreign == []
