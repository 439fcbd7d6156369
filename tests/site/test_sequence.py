"""The page of the delivery sequence: waves with reasons, what waits, the chain, and the picture of them."""

from __future__ import annotations

import re
from pathlib import Path

from settled.project import load
from settled.site.content import gather
from settled.site.links import PageLinks, record_pages
from settled.site.pages.sequence_picture import MOST_DRAWN
from settled.site.render import render
from tests.plan.drawing import FLOWS, carrying, flow
from tests.rules.changing import open_question, with_section
from tests.samples import CATALOG, FLOW
from tests.site.test_pages import Rendered, words
from tests.site.test_timeline import html_of

EXPORT = with_section("latency", open_question("latency", due="2026-11-01") + "\n").replace(
    "phase: design", "phase: design\nafter: [FLOW-0002, FLOW-0003, FLOW-0009]"
)


def drawn(root: Path, flows: dict[int, str], catalog: str = CATALOG) -> Rendered:
    """The pages of a project with these flows, by number."""
    (root / FLOWS).mkdir(parents=True)
    for number, text in flows.items():
        (root / FLOWS / f"{number:04}-flow.md").write_text(text, encoding="utf-8")
    (root / "decisions/catalog.yml").write_text(catalog, encoding="utf-8")
    project = load(root)
    return render(gather(project), PageLinks(record_pages(project), directory_urls=False))


def test_the_page_says_what_comes_first_and_why(tmp_path: Path) -> None:
    flows = {
        1: EXPORT,
        2: flow("phase: rehearsal", "status: accepted", title="Prices"),
        3: flow("phase: live", "status: accepted", title="Stock"),
        4: FLOW.replace("status: proposed", "status: accepted").replace("# Order export", "# Fine"),
    }
    text = words(drawn(tmp_path, flows), "sequence.md")
    assert text.startswith("Delivery sequence 3 2 waves of flows still to be delivered, 1 delivered. ")
    _, chain, first, second = re.split(r"Critical chain |Wave \d+ (?=\d+ \|)", text)
    chain, head = chain.split(" follow. ")[1].split(" Flows by wave")
    assert chain == "rehearsal FLOW-0002 Prices design FLOW-0001 Order export"
    assert head.endswith("Flow | Phase | Why here | Before the next gate | Waiting for it | ")
    assert "FLOW-0002 Prices next proof: thin slice | ●●●○ rehearsal | waits for nothing | gate live " in first
    assert first.endswith("FLOW-0004 Fine | ●○○○ design | waits for nothing first to connect: Web shop , "
                          "Integration hub , S/4HANA , Warehouse | gate build ✓ ready | nobody | ")  # fmt: skip
    assert second == (
        "1 | FLOW-0001 Order export | ●○○○ design | after FLOW-0002 Prices builds on what is delivered: FLOW-0003 "
        "names FLOW-0009 under after , which is no flow here | "
        "gate build the flow is only ◐ proposed ? open latency class: Who knows? ERP team , overdue since 2026-11-01 "
        "| nobody | Delivered 1 FLOW-0003 Stock"
    )


def test_the_picture_has_a_box_for_each_flow_and_a_line_for_each_wait(tmp_path: Path) -> None:
    flows = {1: flow("after: [2, 3]"), 2: flow(), 3: flow("phase: live"), 4: flow("phase: live")}
    page = html_of(drawn(tmp_path, flows), "sequence.md")
    picture = page[page.index("<svg") : page.index("</svg>")]
    # FLOW-0004 is live and nothing builds on it: it is not part of what is to be decided.
    assert re.findall(r'class="st-id"[^>]*>(.*?)<', picture) == ["FLOW-0003", "FLOW-0002", "FLOW-0001"]
    assert re.findall(r"<title>(FLOW-\d+ comes after .*?)</title>", picture) == [
        "FLOW-0001 comes after FLOW-0003",
        "FLOW-0001 comes after FLOW-0002",
    ]
    assert re.findall(r'<a href="(.*?)"', picture) == [f"flows/000{number}-flow.html" for number in (3, 2, 1)]
    assert picture.count("st-wait st-is-critical") == 1


def test_an_id_that_is_too_long_for_its_box_is_cut_there_and_whole_in_its_title(tmp_path: Path) -> None:
    (tmp_path / FLOWS).mkdir(parents=True)
    (tmp_path / FLOWS / "the-export-of-all-orders.md").write_text(flow(title="Orders"), encoding="utf-8")
    project = load(tmp_path)
    pages = render(gather(project), PageLinks(record_pages(project), directory_urls=False))
    picture = html_of(pages, "sequence.md").partition("<svg")[2].partition("</svg>")[0]
    assert re.findall(r'class="st-id"[^>]*>(.*?)<', picture) == ["the-export-of-all…"]
    assert f"<title>{project.flows[0].label}: design, 6 undecided</title>" in picture


def test_more_flows_than_fit_are_counted_and_stand_in_the_tables(tmp_path: Path) -> None:
    pages = drawn(tmp_path, {number: flow() for number in range(1, MOST_DRAWN + 4)})
    page = html_of(pages, "sequence.md")
    assert page.count("<rect") == MOST_DRAWN
    assert "3 more flows are not drawn." in page
    assert f"flows/{MOST_DRAWN + 3:04}-flow.html" in page


def test_flows_that_wait_for_one_another_are_told_above_all_else(tmp_path: Path) -> None:
    flows = {1: carrying("erp", "storefront", "after: 2"), 2: carrying("storefront", "erp", "after: [1]")}
    text = words(drawn(tmp_path, flows), "sequence.md")
    assert text.startswith(
        "Delivery sequence 2 These flows wait for one another. "
        "FLOW-0001 names FLOW-0002 under after (left out of the order); FLOW-0002 names FLOW-0001 under after . "
        "To mend it, decide which one is delivered first, and take the other out of its after . "
    )


def test_of_a_long_circle_the_first_waits_are_told(tmp_path: Path) -> None:
    flows = {number: flow(f"after: [{number % 20 + 1}]") for number in range(1, 21)}
    banner = words(drawn(tmp_path, flows), "sequence.md").partition(" To mend it")[0]
    assert banner.endswith("FLOW-0012 names FLOW-0013 under after ; and 8 more.")


def test_where_nothing_is_to_be_delivered_the_page_says_what_to_do(tmp_path: Path) -> None:
    said = {
        "none": {},
        "live": {1: flow("phase: live")},
        "over": {1: flow("status: rejected")},
    }
    assert {
        name: words(drawn(tmp_path / name, flows), "sequence.md").removeprefix("Delivery sequence 0 ")
        for name, flows in said.items()
    } == {
        "none": "There are no flows to put in order yet.",
        "live": "Every flow in force is live: nothing is left to be delivered. Delivered 1 FLOW-0001 A flow",
        "over": "No flow is in force: all are rejected, deprecated or superseded.",
    }
