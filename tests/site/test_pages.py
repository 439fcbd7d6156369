"""What the pages say, read as a person reads them: the text of the finished page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load
from settled.rules.registry import RULES
from settled.site.content import gather
from settled.site.html.search_sections import as_html, own_sections
from settled.site.links import PageLinks, record_pages
from settled.site.page import Page
from settled.site.record_text import without_title
from settled.site.render import render
from tests.samples import CATALOG, DECISION, FLOW, changed

RISK = """\
---
kind: risk
status: mitigating
owner: order-operations
response: mitigate
statement: {condition: refunds are posted by hand, event: one is forgotten, consequence: the ledger is wrong}
exposure:
  per-year: {low: 1, likely: 2, high: 12}
  hours-to-repair: {low: 2, likely: 4, high: 8}
  cost-per-hour: {low: 100, likely: 250, high: 1500, unit: EUR}
actions:
  - {what: post them by machine, owner: erp-team, due: 2026-11-01}
  - {what: count them, owner: erp-team, due: 2026-10-01, done: 2026-09-30}
acceptance: {by: order-operations, approver: erp-team, on: 2026-01-01, until: 2026-06-30, reason: small sums}
---

# Refunds miss the ledger

Seen in spring.
"""
OPEN = "source:\n  open: Who holds the truth, the shop or the OMS?\n  owner: commerce-team\n  due: 2026-11-20\n"
SOURCE = "source:\n  system: storefront\n  trigger: order paid\n"

Rendered = dict[str, Page | bytes]


@pytest.fixture
def pages(tree: Callable[..., Path]) -> Callable[[dict[str, str]], Rendered]:
    """Draw a project with the sample catalog and render it, without MkDocs."""

    def draw(files: dict[str, str]) -> Rendered:
        project = load(tree({"decisions/catalog.yml": CATALOG, **files}))
        return render(gather(project), PageLinks(record_pages(project), directory_urls=False))

    return draw


def words(pages: Rendered, path: str) -> str:
    """The text of a page with its white space folded, without what is hidden; `|` between table cells."""
    page = pages[path]
    assert isinstance(page, Page)
    shown = re.sub(r"<form .*?</form>", "", page.before + page.markdown + page.after, flags=re.DOTALL)
    text = re.sub(r"</t[dh]>", " | ", shown)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_a_flow_says_its_decisions_in_words(pages: Callable[[dict[str, str]], Rendered]) -> None:
    without_slices = FLOW.partition("slices:")[0] + "---\n" + FLOW.partition("\n---\n")[2]
    text = words(pages({"decisions/flows/0001-x.md": without_slices}), "flows/0001-x.md")
    for piece in (
        "creates Web shop carries Integration hub receives S/4HANA , Warehouse",
        "Volume 12,000 a day, 90 a minute at peak",
        "1 Source system ✓ settled Created in Web shop Trigger order paid Received by S/4HANA , Warehouse",
        "2 Integration pattern ✓ settled Pattern event Because the ERP is down every night",
        "Instead of direct API Order of arrival kept by order number",
        "3 Identifiers ✓ settled Join order number",
        "4 Latency ✓ settled Class same day, operational Within 8 h If late the warehouse misses the 16:00",
        "Retry 8 attempts within 4 h, exponential backoff Dead letter orders.dead , alerts Order operations",
        "Replay by Order operations , runbook order-replay, safe because ERP upserts on the order number",
        "6 Failure owner ✓ settled 1 failure mode Order operations",
        "Creates it | Web shop | when: order paid |",
        "May change it | Order management | promised date; the OMS wins until the parcel is packed |",
        "May reject it | S/4HANA | when the customer account is blocked |",
        "Corrects bad data | Order operations |",
        "May only ask for it | Customer service |",
        "Answers for failures | Order operations | may retry, repair and escalate |",
        "S/4HANA | VBAK-BSTNK |",
        "production | W- |",
        "ERP rejects the order | Order operations retry, repair, escalate | the order is paid and not picked |",
        "Thin ✗ not planned one example, end to end",
    ):
        assert piece in text


def test_nothing_is_shown_as_it_lies_in_memory(reference: Path) -> None:
    for path in reference.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for raw in ("OpenQuestion(", "Section(", "StrEnum", "datetime.date", "<built-in", "None</", "{'", "[&#39;"):
            assert raw not in text, (path, raw)


def test_an_open_decision_shows_its_question_owner_and_date(pages: Callable[[dict[str, str]], Rendered]) -> None:
    rendered = pages({"decisions/flows/0001-x.md": changed(FLOW, SOURCE, OPEN)})
    text = words(rendered, "flows/0001-x.md")
    assert (
        "1 Source system ? open Answer ? open Who holds the truth, the shop or the OMS? "
        "Commerce team , due 2026-11-20 (overdue)" in text
    )
    assert "creates source not settled" in text
    questions = words(rendered, "open-questions.md")
    assert questions.startswith(
        "Open questions 1 ✗ overdue 1 Days are counted from 2026-11-23. Download CSV JSON XLSX "
        "Open questions, by the team that owes the answer "
        "Due | Question | Owner | Where | Commerce team 1 1 overdue | "
    )
    assert (
        "2026-11-20 3 days overdue | Who holds the truth, the shop or the OMS? | Commerce team | "
        "FLOW-0001 source system |" in questions
    )
    assert "1 overdue" in words(rendered, "index.md")


def test_the_states_of_the_matrix_are_words(pages: Callable[[dict[str, str]], Rendered]) -> None:
    broken = changed(changed(FLOW, SOURCE, OPEN), "  type: event\n", "  type: pigeon\n")
    broken = changed(broken, "latency:\n  class: same-day-operational\n  within: 8 h\n", "latency:\n  within: 8 h\n")
    rendered = pages({"decisions/flows/0001-x.md": broken})
    for page in ("index.md", "flows/index.md"):
        text = words(rendered, page)
        assert "✓ settled 3 ? open 1 ✗ missing 1 ! invalid 1" in text
        assert "? open | ! invalid | ✓ settled | ✗ missing | ✓ settled | ✓ settled |" in text


def test_a_superseded_decision_leads_to_its_successor(pages: Callable[[dict[str, str]], Rendered]) -> None:
    old = changed(DECISION, "status: accepted", "status: superseded\nsuperseded-by: [ADR-0002]")
    new = changed(DECISION, "status: accepted", "status: accepted\nsupersedes: [ADR-0001]")
    rendered = pages({"decisions/adr/0001-old.md": old, "decisions/adr/0002-new.md": new})
    before, after = rendered["decisions/0001-old.md"], words(rendered, "decisions/0002-new.md")
    assert isinstance(before, Page)
    assert '<strong>Superseded. Read instead:</strong> <a href="0002-new.html">ADR-0002 Keep prices' in before.before
    assert "ADR-0001 Keep prices in the ERP ↷ superseded 2026-11-20 ADR-0002 Keep prices" in after
    assert "ADR-0002 →" in words(rendered, "decisions/0001-old.md")


@pytest.mark.parametrize(
    ("status", "banner"),
    [
        ("rejected", "Rejected: this was considered and is not what we do."),
        ("deprecated", "Deprecated: do not start anything new on it."),
        ("draft", "Draft: nobody has agreed to this yet."),
        ("proposed\nhold: the audit is not over", "Proposed and on hold: the audit is not over"),
        ("superseded", "Superseded, but no successor is named."),
    ],
)
def test_a_record_that_must_not_be_relied_on_says_so(
    pages: Callable[[dict[str, str]], Rendered], status: str, banner: str
) -> None:
    text = words(pages({"decisions/adr/0001-x.md": changed(DECISION, "accepted", status)}), "decisions/0001-x.md")
    assert banner in text


def test_a_record_shows_what_it_amends_and_depends_on(pages: Callable[[dict[str, str]], Rendered]) -> None:
    text = DECISION.replace("date: 2026-11-20", "date: 2026-11-20\namends: [2]\nrequired-by: [ADR-0002]")
    rendered = pages(
        {"decisions/adr/0001-a.md": text, "decisions/adr/0002-b.md": DECISION.replace("ERP\n", "PIM\n", 1)}
    )
    assert "Amends ADR-0002 Required by ADR-0002" in words(rendered, "decisions/0001-a.md")


def test_an_accepted_record_has_no_banner(pages: Callable[[dict[str, str]], Rendered]) -> None:
    page = pages({"decisions/adr/0001-x.md": DECISION})["decisions/0001-x.md"]
    assert isinstance(page, Page)
    assert "st-banner" not in page.before


def test_a_risk_shows_ranges_actions_and_an_expired_acceptance(pages: Callable[[dict[str, str]], Rendered]) -> None:
    rendered = pages({"decisions/risks/0001-x.md": RISK})
    text = words(rendered, "risks/0001-x.md")
    assert (
        "Because refunds are posted by hand it may happen that one is forgotten which costs the ledger is wrong" in text
    )
    assert "Cost an hour | 100 EUR | 250 EUR | 1,500 EUR |" in text
    assert "post them by machine | ERP team | 2026-11-01 | ✗ overdue |" in text
    assert "count them | ERP team | 2026-10-01 | ✓ done 2026-09-30 |" in text
    assert "✗ this acceptance has expired" in text
    assert "RISK-0001 Refunds miss the ledger" in words(rendered, "risk-register.md")


def test_two_sources_for_one_object_are_a_conflict(pages: Callable[[dict[str, str]], Rendered]) -> None:
    other = changed(FLOW, "  system: storefront\n  trigger: order paid", "  system: oms\n  trigger: order split")
    rendered = pages({"decisions/flows/0001-x.md": FLOW, "decisions/flows/0002-y.md": other})
    assert "✗ 2 systems are each called the source" in words(rendered, "ownership/index.md")


def test_a_source_that_the_catalog_does_not_name_is_a_conflict(pages: Callable[[dict[str, str]], Rendered]) -> None:
    rendered = pages({"decisions/flows/0001-x.md": changed(FLOW, "object: order\n", "object: price\n")})
    assert "✗ the catalog names S/4HANA" in words(rendered, "ownership/index.md")


def test_empty_pages_say_what_to_do_next(pages: Callable[[dict[str, str]], Rendered]) -> None:
    rendered = pages({})
    assert "No decision is recorded yet." in words(rendered, "decisions/index.md")
    assert "No flow is recorded yet." in words(rendered, "flows/index.md")
    assert "No risk is known: no rule sees one, and none is declared." in words(rendered, "risk-register.md")
    assert "No question is open." in words(rendered, "open-questions.md")


@pytest.mark.usefixtures("whole_manual")
def test_every_rule_has_its_page(pages: Callable[[dict[str, str]], Rendered]) -> None:
    from settled.rules.registry import RULES

    rendered = pages({})
    assert {f"rules/{rule.name}.md" for rule in RULES} == {
        path for path in rendered if path.startswith("rules/") and path.endswith(".md") and path != "rules/index.md"
    }


@pytest.mark.usefixtures("whole_manual")
def test_the_rules_say_what_the_settings_make_of_them(pages: Callable[[dict[str, str]], Rendered]) -> None:
    settings = """
        [severity]
        two-truths = "off"
        [[paths]]
        files = ["decisions/adr/archive/**"]
        severity = {weak-wording = "info"}
        """
    rendered = pages({"settled.toml": settings, "decisions/flows/0001-order-export.md": FLOW})
    assert "○ off | " in words(rendered, "rules/index.md").partition("two-truths")[2]
    rule = words(rendered, "rules/two-truths.md")
    assert "by settled.toml | ○ off" in rule
    assert "Off: switched off in settled.toml" in rule
    assert "Clean" not in rule
    other = words(rendered, "rules/weak-wording.md")
    assert "accepted | ▲ warning" in other
    assert "for decisions/adr/archive/** by settled.toml | i info" in other
    overview = words(rendered, "index.md")
    # Without a repository the rules that read git were not checked either, and are not said to be.
    of_git = sum(rule.family == "L" for rule in RULES) - 2
    assert f"{len(RULES) - 1 - of_git} rules checked, 1 switched off" in overview
    assert "could not look" not in overview


@pytest.mark.usefixtures("whole_manual")
def test_the_page_of_a_rule_says_what_the_tool_mends(pages: Callable[[dict[str, str]], Rendered]) -> None:
    rendered = pages({})
    assert "Mended by the tool adr check --fix writes the missing link" in words(rendered, "rules/one-way-supersede.md")
    assert "Mended by the tool" not in words(rendered, "rules/supersede-cycle.md")


def test_rendering_is_pure(tree: Callable[..., Path]) -> None:
    project = load(tree({"decisions/catalog.yml": CATALOG, "decisions/flows/0001-x.md": FLOW}))
    content, links = gather(project), PageLinks(record_pages(project))
    assert render(content, links) == render(content, links)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("# Title\n\nText", "\nText"),
        ("Title\n=====\n\nText", "\nText"),
        ("\n# Title #\nText", "\nText"),
        ("## Context\n\nText", "## Context\n\nText"),
        ("```\n# no title\n```\n", "```\n# no title\n```\n"),
        ("Text", "Text"),
    ],
)
def test_the_title_is_taken_out_of_the_text(text: str, left: str) -> None:
    assert without_title(text, None) == left


def test_the_search_sees_headings_and_each_text_once() -> None:
    page = (
        '<nav>Flows</nav><h1 id="top">A <b>flow</b></h1><table data-search-exclude><tr><td>no</td></tr></table>'
        '<h2 id="x">Modes</h2><table><caption>What fails</caption><thead><tr><th>Mode</th></tr></thead>'
        "<tr><td>ERP  down</td><td>Finance</td></tr><tr><td>late</td><td>Finance</td></tr></table>"
        "<dl><dt>Owner</dt><dd>Payments</dd></dl>"
    )
    assert as_html(own_sections(page)[0]) == (
        '<h1 id="top">A flow</h1><h2 id="x">Modes</h2>ERP down Finance late Payments'
    )
