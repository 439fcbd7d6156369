"""Pages say what is true: one list of what blocks, one word for a state, messages that are sent, a page's own age."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from settled.site import words
from settled.site.mkdocs.build import BuiltSite
from tests.site.conftest import KINDS, Visit

REFUND = "flows/0014-refund.html"


def test_a_flow_has_one_list_of_what_blocks_it(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / REFUND).as_uri()).page
    link = page.get_by_role("link", name="3 things block build")
    assert link.get_attribute("href") == "#blockers"
    assert page.locator("#blockers").inner_text() == "What blocks build 3"
    assert page.locator("#findings").count() == 0
    rows = [" ".join(row.split()) for row in page.locator(".st-blockers tbody tr").all_inner_texts()]
    assert [row.split()[1] for row in rows] == ["proposed", "open", "open"]
    assert rows[2].startswith("? open Which team owns the restocking flag of a Lillo refund,")
    assert rows[2].endswith("failure mode 4: owner, rule F413 Warehouse operations 2027-03-31")
    assert not re.search(r"\w\[\d+\]", page.locator("article").inner_text())


def test_keys_of_the_front_matter_are_told_in_words() -> None:
    assert words.without_keys("`failures[3].owner` is open: Who?") == "failure mode 3: owner is open: Who?"
    assert words.without_keys("no runbook for `the shop is down`") == "no runbook for `the shop is down`"
    assert words.without_keys("at risk: V904@FLOW-0003@slices.release.state") == "at risk: slices: release state"
    assert words.path_of("failures[2].owner") == ("failures", 1, "owner")


def test_a_gap_has_the_word_and_the_colour_of_its_state(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / REFUND).as_uri()).page
    head = page.locator("#happy-path")
    assert "1 ? open" in " ".join(head.inner_text().split())
    colour = "e => getComputedStyle(e).color"
    in_head = head.locator(".st-tone-open").evaluate(colour)
    assert in_head == page.locator(".st-cards .st-tone-open").first.evaluate(colour)
    assert page.locator("article .st-late").count() == 0
    nobody = page.locator(".st-path-nobody rect").first
    missing = "getComputedStyle(document.body).getPropertyValue('--st-missing')"
    assert page.evaluate(missing)
    assert nobody.evaluate("e => getComputedStyle(e).stroke") != "rgb(166, 27, 27)"


def test_a_record_without_a_status_is_called_the_same_everywhere(build: Callable[..., BuiltSite]) -> None:
    out = build({"docs/adr/0001-a.md": "# 1. A\n\nText.\n", "docs/adr/0002-b.md": "# 2. B\n\nText.\n"}).out
    for path in ("index.html", "decisions/index.html", "decisions/0001-a.html"):
        text = (out / path).read_text(encoding="utf-8")
        assert "no status" in text, path
        assert "unclear" not in text, path
        assert "not known" not in text, path


def test_a_remark_is_about_its_parties_and_nothing_is_sent(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / REFUND).as_uri()).page
    table = page.get_by_role("region", name="When it works, step by step")
    row = table.locator("tbody tr", has_text="counts once")
    cells = [" ".join(cell.split()) for cell in row.locator("td, th").all_inner_texts()]
    assert cells[1] == "about Payment provider and S/4HANA"
    assert row.locator("td").nth(1).get_attribute("colspan") == "2"
    sent = [" ".join(row.split()) for row in table.locator("tbody tr").all_inner_texts()]
    assert any(row.startswith("2 Order management Integration hub") for row in sent)


def test_figures_stay_in_one_piece(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / KINDS["a system with no profile"]).as_uri(), width=390).page
    broken = """[...document.querySelectorAll('.st-big, .st-count, .st-numbers b, td.st-number')]
      .filter(e => getComputedStyle(e).whiteSpace !== 'nowrap'
        || !getComputedStyle(e).fontVariantNumeric.includes('tabular-nums')).map(e => e.outerHTML)"""
    assert page.evaluate(broken) == []
    page.goto((reference / "index.html").as_uri())
    assert page.evaluate(broken) == []


def test_every_page_says_as_of_which_day_and_commit(reference: Path) -> None:
    pages = list(reference.rglob("*.html"))
    said = set()
    for path in pages:
        found = re.findall(r'<p class="st-as-of">(.*?)</p>', path.read_text(encoding="utf-8"))
        assert len(found) == 1, path
        said.add(re.sub(r"<[^>]+>", "", found[0]))
    (line,) = said
    assert re.fullmatch(r"As of 2026-11-23, commit [0-9a-f]{10}", line)
    assert "Days are counted from 2026-11-23" in (reference / "open-questions.html").read_text(encoding="utf-8")


def test_a_site_of_uncommitted_records_says_so(build: Callable[..., BuiltSite]) -> None:
    text = (build({"docs/adr/0001-a.md": "# 1. A\n"}).out / "index.html").read_text(encoding="utf-8")
    assert "</time>, without a git repository</p>" in text


def test_the_overview_leads_to_all_findings(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / "index.html").as_uri()).page
    page.locator("#check").scroll_into_view_if_needed()
    lines = page.locator(".st-notes li")
    assert [" ".join(line.split()) for line in lines.all_inner_texts()] == [
        "FLOW-0005 Marketplace orders to order management and ERP ▲ warning 2",
        "FLOW-0011 Customer data to the shops ▲ warning 2",
        "FLOW-0014 Refund to customer and ledger ▲ warning 2",
    ]
    lines.first.get_by_role("link").click()
    page.wait_for_url("**/flows/0005-marketplace-orders.html")
    page.go_back()
    page.get_by_role("link", name=re.compile(r"^and \d+ more$")).click()
    page.wait_for_url("**/timeline.html")


def test_ready_for_a_gate_leads_to_the_flows_that_are_not(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / "index.html").as_uri()).page
    page.locator(".st-numbers > li", has_text="Ready for").get_by_role("link", name="build").click()
    page.wait_for_url("**/sequence.html?gate=build#order")
    shown = page.locator("table.st-waves tbody tr:visible[data-drawn]")
    flows = shown.evaluate_all("all => all.map(row => row.dataset.drawn)")
    assert sorted(flows) == [f"FLOW-00{number}" for number in ("05", "11", "14", "19", "20", "23")]
    # One row above the first screen and the others below it were no answer.
    assert page.locator(".st-faceted").evaluate("e => Math.abs(e.getBoundingClientRect().top) < innerHeight / 2")
    drawn = page.locator("svg [data-drawn]:not(.st-is-out)")
    assert sorted(drawn.evaluate_all("all => all.map(box => box.dataset.drawn)")) == sorted(flows)


@pytest.mark.parametrize("width", [1280, 800])
def test_a_menu_of_the_filter_hangs_under_its_own_name(
    reference: Path, visit: Callable[..., Visit], width: int
) -> None:
    page = visit((reference / KINDS["flows"]).as_uri(), width=width).page
    for name in ("Six decisions", "Latency class", "Team"):
        summary = page.locator(".st-facet", has_text=name).locator("summary")
        summary.click()
        menu = page.locator(".st-facet[open] .st-values").bounding_box()
        own = summary.bounding_box()
        assert menu
        assert own
        fits = own["x"] + menu["width"] < width - 8
        assert abs(menu["x"] - own["x"]) < 1 if fits else menu["x"] + menu["width"] <= width
        summary.click()


def test_a_heading_stands_in_no_cell_of_a_table(reference: Path) -> None:
    for path in reference.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<t[hd][^>]*>\s*<h[1-6]", text), path


@pytest.fixture
def below(tmp_path: Path, reference: Path) -> Iterator[str]:
    """The address of a host that has the site below `/group/site/`, and its page for what is not there."""
    shutil.copytree(reference, tmp_path / "group/site")
    not_found = (reference / "404.html").read_bytes()

    class Host(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(not_found)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(not_found)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/group/site/"
    server.shutdown()
    server.server_close()


def test_an_address_that_leads_nowhere_leads_on(below: str, visit: Callable[..., Visit]) -> None:
    seen = visit(below + "flows/deep/nothing.html")
    page = seen.page
    assert page.locator("h1").inner_text() == "This page is not here"
    assert page.locator("article li a").first.evaluate("e => e.href") == below + "index.html"
    assert page.locator(".md-nav--primary a", has_text="Decisions").first.evaluate("e => e.href") == (
        below + "decisions/index.html"
    )
    # The look of the site, and not the browser's own.
    assert page.locator(".md-header").evaluate("e => getComputedStyle(e).position") == "sticky"
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").press_sequentially("FLOW-0014")
    found = page.locator(".md-search-result__link").first
    expect(found).to_have_attribute("href", re.compile(re.escape(below + REFUND)), timeout=30_000)
    assert seen.foreign == []


def test_a_truth_that_is_left_open_is_open_and_not_missing(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / "objects/customer.html").as_uri()).page
    facts = " ".join(page.locator(".st-facts").first.inner_text().split())
    assert "Truth is kept in ? open Who holds the truth for a customer, the CRM for all" in facts
    page.goto((reference / KINDS["ownership"]).as_uri())
    row = page.locator("tr#object-customer td").first
    assert row.inner_text() == "? open"
    assert row.locator(".st-tone-open").count() == 1
