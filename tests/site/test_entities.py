"""The pages of systems, teams and business objects: what touches each, and that every name leads to its page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import Project, load
from settled.project.catalog import Catalog
from settled.site.content import gather
from settled.site.html.search_sections import as_html, own_sections
from settled.site.links import PageLinks, record_pages
from settled.site.page import Page
from settled.site.pages.involvement import Involvement, involvement
from settled.site.render import render
from tests.samples import CATALOG as WITHOUT_PLATFORM
from tests.samples import DECISION, changed
from tests.samples import FLOW as WITHOUT_COMPARISON

CATALOG = WITHOUT_PLATFORM.replace("storefront, platform: other", "storefront, platform: shopify")
FLOW = changed(
    WITHOUT_COMPARISON,
    "key: order number}\nidentifiers",
    "key: order number}\n  reconcile: {type: file, every: 1 d, compares: orders, by: order-operations}\nidentifiers",
)

Draw = Callable[..., dict[str, str]]
WHY = changed(DECISION, "decision-makers: [integration-architecture]", "decision-makers: [erp-team]\napplies-to: [{}]")
RISK = """\
---
kind: risk
status: open
owner: order-operations
response: watch
statement: {condition: the ERP is slow, event: orders wait, consequence: customers call}
exposure: {likelihood: high, impact: high}
---

# Orders wait for the ERP
"""
OPEN = "latency:\n  open: How late may an order be?\n  owner: order-operations\n  due: {}\n"
LATENCY = """\
latency:
  class: same-day-operational
  within: 8 h
  if-late: the warehouse misses the 16:00 carrier cut-off
"""
FILES = {
    "decisions/flows/0001-order-export.md": changed(FLOW, "volume:", "risks: [RISK-0001]\nvolume:"),
    "decisions/adr/0001-prices.md": WHY.format("storefront, FLOW-0001"),
    "decisions/adr/0002-refused.md": changed(WHY.format("storefront"), "status: accepted", "status: rejected"),
    "decisions/risks/0001-slow.md": RISK,
}


@pytest.fixture
def draw(tree: Callable[..., Path]) -> Draw:
    """Draw a project with the sample catalog: the HTML of its pages by their path, without the files."""

    def run(files: dict[str, str], catalog: str = CATALOG) -> dict[str, str]:
        project = load(tree({"decisions/catalog.yml": catalog, **files}))
        rendered = render(gather(project), PageLinks(record_pages(project), directory_urls=False))
        return {
            path: page.before + page.markdown + page.after for path, page in rendered.items() if isinstance(page, Page)
        }

    return run


def words(page: str) -> str:
    """The text of a page with its white space folded; `|` between table cells."""
    text = re.sub(r"</t[dh]>", " | ", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def section(page: str, anchor: str) -> str:
    """The text of a page from the heading with this anchor to the next one."""
    found = re.search(rf'<h[23] id="{anchor}".*?(?=<h[23] id=|\Z)', page, re.DOTALL)
    assert found, anchor
    return words(found[0])


def test_a_system_says_first_what_it_is_and_how_much_touches_it(draw: Draw) -> None:
    page = draw(FILES)["systems/storefront.md"]
    assert words(page[: page.index('<h2 id="flows"')]) == (
        "Ownership / System / storefront Web shop Role storefront Platform shopify Owner Commerce team "
        "Environments production, test Holds the truth for Order "
        "Flows 1 → out 1 Failure modes 1 Decisions 1 Risks 1 Open questions 0 Platform facts 38"
    )


def test_a_system_shows_its_flows_from_its_own_side(draw: Draw) -> None:
    pages = draw(FILES)
    rest = "Order | event same day, operational | ●○○○ design | ✓ settled | no gate 1 thing blocks design |"
    seen = {
        "storefront": "→ out | to S/4HANA , Warehouse",
        "erp": "← in ⊘ rejects | from Web shop",
        "wms": "← in | from Web shop",
        "oms": "✎ changes | from Web shop to S/4HANA , Warehouse",
        "integration-hub": "· carries | from Web shop to S/4HANA , Warehouse",
    }
    for system, own in seen.items():
        text = section(pages[f"systems/{system}.md"], "flows").partition("Ready for | ")[2]
        assert text == f"FLOW-0001 Order export | {own} | {rest}", system


def test_a_system_shows_its_neighbours_objects_identifiers_failures_and_risks(draw: Draw) -> None:
    page = draw(FILES)["systems/erp.md"]
    assert section(page, "neighbours").endswith("System | Flows to it | Flows from it | Web shop | – | 1 |")
    assert section(page, "objects").endswith(
        "Price | ◆ source | | – | "
        "Order | ⊘ rejects → consumes | rejects when the customer account is blocked | FLOW-0001 |"
    )
    assert section(page, "identifiers").endswith(
        "order number | join | VBAK-BSTNK | production W- , test WT- | FLOW-0001 |"
    )
    assert section(page, "failure-modes").endswith(
        "ERP rejects the order | Order operations retry, repair, escalate | the order is paid and not picked | "
        "orders/refused | FLOW-0001 |"
    )
    assert section(page, "risks").endswith(
        "▲ high | RISK-0001 Orders wait for the ERP | declared | likelihood high, impact high | Order operations | "
        "watch | – |"
    )
    assert section(page, "decisions").endswith(
        "ADR-0001 Keep prices in the ERP chosen: ERP | ● accepted | decided 2026-11-20 | by way of FLOW-0001 |"
    )


def test_flows_that_name_an_identifier_alike_stand_on_one_line(draw: Draw) -> None:
    other = changed(FLOW, "storefront: order.id", "storefront: order.number")
    flows = {f"decisions/flows/000{number}-x.md": FLOW for number in (1, 2)}
    page = draw({**flows, "decisions/flows/0003-x.md": other})["systems/storefront.md"]
    assert section(page, "identifiers").partition("Flows | ")[2] == (
        "order number | join | order.id | production W- , test WT- | FLOW-0001 , FLOW-0002 | "
        "order number | join | order.number | production W- , test WT- | FLOW-0003 |"
    )


def test_a_system_that_only_an_identifier_names_has_the_flow_too(draw: Draw) -> None:
    page = draw({"decisions/flows/0001-x.md": changed(FLOW, "consumers: [erp, wms]", "consumers: [erp]")})
    assert "FLOW-0001 Order export | # identifier only | from Web shop to S/4HANA |" in words(page["systems/wms.md"])


def test_the_facts_of_a_platform_come_with_source_date_and_confidence(draw: Draw) -> None:
    pages = draw(FILES)
    page = pages["systems/storefront.md"]
    text = section(page, "platform")
    assert text.startswith("What Shopify brings along 38 Facts about the platform that bear on a flow")
    assert "sources read 2026-11-23" in text
    assert (
        "Which stock figure does the feed carry, and which side has already taken off the orders not yet shipped? | "
        "InventoryQuantity / InventorySetQuantitiesInput (GraphQL Admin) 2024-07 | ● vendor's documentation |" in text
    )
    assert 'href="https://shopify.dev/docs/api/admin-graphql/2024-07/input-objects/inventorysetquant' in page
    assert 'id="platform"' not in pages["systems/erp.md"]


def test_a_profile_of_the_team_is_on_the_page_of_the_system_with_what_rules_compute_with(draw: Draw) -> None:
    own = (
        "extends: shopify\nread: 2026-11-30\nfacts:\n  - id: orders-60-day-window\n    decision: idempotency\n"
        "    statement: All orders can be read.\n    question: How old is the oldest one?\n"
        "    applies-to: {side: source, objects: [order]}\n    figures: {reads-back: 2000 d}\n"
        "    source: {title: Scopes of the app}\n    confidence: measured\n"
    )
    text = section(draw({**FILES, "decisions/profiles/shopify.yml": own})["systems/storefront.md"], "platform")
    assert (
        "All orders can be read. Computed with: reads-back 2000 d Concerns: the platform as source; of order | "
        "How old is the oldest one? | Scopes of the app | ● measured by the team |" in text
    )
    assert "Computed with: retry-window 4 h, attempts 8" in text


def test_a_fact_of_a_platform_names_the_flows_in_which_something_was_found_with_it(draw: Draw) -> None:
    asked = changed(FLOW, "  trigger: order paid\n", "  trigger: order paid\n  mechanism: webhook\n")
    asked = changed(asked, "on the order number}", "on the order number, reaches-back: 61 d}")
    page = draw({**FILES, "decisions/flows/0002-y.md": asked})["systems/storefront.md"]
    text = section(page, "platform")
    assert "Computed with: reads-back 60 d Concerns: the platform as source; of order Found with it: " in text
    assert "FLOW-0002 ( S112 )" in text.partition("reads-back 60 d")[2][:200]
    assert "Found with it" not in text.partition("Computed with: keeps 7 d")[2].partition("|")[0]


def test_an_object_says_where_its_truth_is_kept_and_why(draw: Draw) -> None:
    decision = WHY.format("order, storefront")
    page = draw({**FILES, "decisions/adr/0001-prices.md": decision})["objects/order.md"]
    assert words(page[: page.index('<h2 id="decisions"')]) == (
        "Ownership / Business object / order Order Truth is kept in Web shop "
        "Answers for failures Order operations Corrects bad data Order operations "
        "May only ask for it Customer service The catalog calls it critical "
        "Decisions 1 Flows 1 Failure modes 1 Risks 1 Open questions 0"
    )
    assert section(page, "decisions").endswith(
        "ADR-0001 Keep prices in the ERP chosen: ERP | ● accepted | decided 2026-11-20 | by name |"
    )
    assert section(page, "parts").partition("Owner | Flows | ")[2] == (
        "Web shop | ◆ source | when: order paid | Commerce team | FLOW-0001 | "
        "Order management | ✎ changes | promised date; the OMS wins until the parcel is packed | Order operations | "
        "FLOW-0001 | "
        "S/4HANA | ⊘ rejects | when the customer account is blocked | ERP team | FLOW-0001 | "
        "S/4HANA | → consumes | | ERP team | FLOW-0001 | "
        "Warehouse | → consumes | | Order operations | FLOW-0001 | "
        "Integration hub | · carries | | Integration architecture | FLOW-0001 |"
    )
    assert "Web shop → S/4HANA , Warehouse | event same day, operational |" in section(page, "flows")
    assert "order number | join | Warehouse | external_id |" in section(page, "identifiers")


def test_two_sources_of_an_object_are_a_conflict_on_its_page_and_on_theirs(draw: Draw) -> None:
    other = changed(FLOW, "  system: storefront\n", "  system: oms\n")
    pages = draw({"decisions/flows/0001-x.md": FLOW, "decisions/flows/0002-x.md": other})
    conflict = "2 systems are each called the source"
    assert f"Who holds the truth is in conflict: {conflict} ." in words(pages["objects/order.md"]).replace(
        "source.", "source ."
    )
    for system in ("storefront", "oms"):
        assert f"✗ {conflict} |" in section(pages[f"systems/{system}.md"], "objects")
    assert conflict not in pages["systems/erp.md"]


def test_a_team_says_what_it_answers_for_owes_and_owns(draw: Draw) -> None:
    questions = {
        f"decisions/flows/000{number}-x.md": changed(FLOW, LATENCY, OPEN.format(due))
        for number, due in ((2, "2026-12-24"), (3, "2026-11-20"))
    }
    pages = draw({**FILES, **questions})
    page = pages["teams/order-operations.md"]
    assert words(page[: page.index('<h2 id="failure-modes"')]).startswith(
        "Ownership / Team / order-operations Order operations Contact #order-ops Calls next ERP team "
        "Is called by nobody Failure modes 3 Open questions 2 ✗ overdue 1 Risks"
    )
    assert section(page, "failure-modes").endswith(
        "ERP rejects the order | retry, repair, escalate | the order is paid and not picked | "
        "alert on the reject topic within 5 min | orders/refused | FLOW-0003 Order export |"
    )
    assert section(page, "questions").partition("Where | ")[2] == (
        "2026-11-20 3 days overdue | How late may an order be? | FLOW-0003 latency | "
        "2026-12-24 in 31 days | How late may an order be? | FLOW-0002 latency |"
    )
    assert "▲ high | RISK-0001 Orders wait for the ERP | declared |" in section(page, "risks")
    assert section(page, "systems").endswith("Warehouse | wms | – | 3 | Order management | oms | – | 3 |")
    assert "FLOW-0001 Order export | answers for failures, is told of dead letters, replays, corrects bad data |" in (
        section(page, "flows")
    )
    assert "ADR-0001 Keep prices in the ERP | decides | ● accepted |" in section(
        pages["teams/erp-team.md"], "decisions"
    )
    assert "Is called by Order operations" in words(pages["teams/erp-team.md"])
    assert "FLOW-0001 Order export | owns the source |" in section(pages["teams/commerce-team.md"], "flows")


def test_what_is_no_longer_in_force_touches_nothing(draw: Draw) -> None:
    old = changed(FLOW, "status: proposed", "status: deprecated")
    pages = draw({"decisions/flows/0001-x.md": old, "decisions/adr/0002-x.md": FILES["decisions/adr/0002-refused.md"]})
    for page in ("systems/storefront.md", "objects/order.md", "teams/order-operations.md"):
        assert "FLOW-0001" not in pages[page]
        assert "ADR-0002" not in pages[page]


def test_an_entry_that_nothing_touches_says_what_to_do(draw: Draw) -> None:
    pages = draw({}, "systems:\n  lonely:\nteams:\n  idle:\nobjects:\n  thing:\n")
    system, team, thing = (words(pages[page]) for page in ("systems/lonely.md", "teams/idle.md", "objects/thing.md"))
    assert "Role not said in the catalog Platform not said in the catalog Owner ✗ nobody" in system
    assert "No flow in force names this system: name lonely as source, consumer or in via of a flow" in system
    assert "No decision applies to it: name it, or one of its flows, under applies-to: of a decision." in system
    assert "It answers for no failure mode of a flow in force." in team
    assert "It owns no system: the catalog says so with owner: idle ." in team
    assert (
        "Truth is kept in ✗ missing Answers for failures ✗ missing Corrects bad data ✗ missing "
        "May only ask for it nobody" in thing
    )
    assert "No flow in force carries it: nobody has written down how it travels." in thing


def test_a_source_that_the_catalog_alone_names_is_told_as_such(draw: Draw) -> None:
    page = draw({})["objects/price.md"]
    assert "S/4HANA | ◆ source | by the catalog alone: no flow in force says so | ERP team | – |" in words(page)


LINK = re.compile(r'<a (?:class="[^"]*" )?href="([^"]*)"[^>]*>([^<]*)</a>')


def _leads(page: str) -> dict[str, str]:
    return {html.unescape(text): href for href, text in LINK.findall(page)}


def test_every_name_leads_to_the_page_of_its_system_team_or_object(draw: Draw) -> None:
    open_flow = changed(FLOW, LATENCY, OPEN.format("2026-12-24"))
    pages = draw({**FILES, "decisions/flows/0002-x.md": open_flow})
    expected = {
        "flows/0001-order-export.md": {"Web shop", "S/4HANA", "Integration hub", "Order", "Order operations"},
        "flows/index.md": {"Web shop"},
        "ownership/index.md": {"Web shop", "S/4HANA", "Order", "Price", "Order operations", "ERP team"},
        "route-map.md": {"Web shop", "S/4HANA", "Integration hub"},
        "sequence.md": {"Web shop", "Order operations"},
        "risk-register.md": {"Order operations"},
        "open-questions.md": {"Order operations"},
        "risks/0001-slow.md": {"Order operations"},
        "decisions/0001-prices.md": {"Web shop", "ERP team"},
        "systems/erp.md": {"Web shop", "ERP team", "Order", "Price", "Order operations"},
        "teams/order-operations.md": {"ERP team", "Warehouse", "Order management"},
        "objects/order.md": {"Web shop", "S/4HANA", "Order operations", "Commerce team"},
    }
    names = {
        "Web shop": "systems/storefront", "S/4HANA": "systems/erp", "Integration hub": "systems/integration-hub",
        "Warehouse": "systems/wms", "Order management": "systems/oms", "Order": "objects/order",
        "Price": "objects/price", "Order operations": "teams/order-operations", "ERP team": "teams/erp-team",
        "Commerce team": "teams/commerce-team",
    }  # fmt: skip
    links = PageLinks({}, directory_urls=False)
    for path, wanted in expected.items():
        leads = _leads(pages[path])
        assert {name: leads.get(name) for name in wanted} == {
            name: links.url(path, f"{names[name]}.md") for name in wanted
        }, path


def test_the_rows_of_the_ownership_page_keep_their_anchors(draw: Draw) -> None:
    page = draw(FILES)["ownership/index.md"]
    for anchor in ("system-storefront", "team-order-operations", "object-price"):
        assert f'<tr id="{anchor}"' in page
    assert '<a href="../ownership/index.html#system-erp">Ownership</a>' in draw(FILES)["systems/erp.md"]


def test_the_ownership_page_says_who_answers_for_the_failures_of_an_object(draw: Draw) -> None:
    assert "Order | Order operations | Customer service | Order operations | FLOW-0001 |" in section(
        draw(FILES)["ownership/index.md"], "corrections"
    )


def test_names_that_the_catalog_does_not_have_stay_text(draw: Draw) -> None:
    unknown = changed(
        changed(FLOW, "consumers: [erp, wms]", "consumers: [sap, wms]"), "object: order", "object: parcel"
    )
    pages = draw({"decisions/flows/0001-x.md": changed(unknown, "    owner: order-operations", "    owner: somebody")})
    assert {"systems/sap.md", "objects/parcel.md", "teams/somebody.md"} & set(pages) == set()
    for path in ("flows/0001-x.md", "ownership/index.md", "systems/wms.md"):
        assert {"sap", "parcel", "somebody"} & set(_leads(pages[path])) == set()
    assert "to sap, Warehouse" in words(pages["systems/storefront.md"])


def test_a_plain_folder_of_decisions_has_no_such_pages(tree: Callable[..., Path]) -> None:
    project = load(tree({"doc/adr/0001-a.md": DECISION}))
    rendered = render(gather(project), PageLinks(record_pages(project), directory_urls=False))
    assert [path for path in rendered if path.startswith(("systems/", "teams/", "objects/"))] == []


def test_one_id_may_name_a_system_a_team_and_an_object(draw: Draw) -> None:
    catalog = (
        "systems:\n  order: {name: Order system, owner: order}\nteams:\n  order: {name: Order team}\n"
        "objects:\n  order: {name: Order thing}\n"
    )
    decision = WHY.format("order")
    pages = draw({"decisions/adr/0001-x.md": decision}, catalog)
    titles = {
        path: re.findall(r"<h1[^>]*>([^<]*)", page)[0] for path, page in pages.items() if path.endswith("/order.md")
    }
    assert titles == {
        "systems/order.md": "Order system",
        "teams/order.md": "Order team",
        "objects/order.md": "Order thing",
    }
    for path in ("systems/order.md", "objects/order.md"):
        assert "ADR-0001" in section(pages[path], "decisions")


def test_a_name_of_blanks_is_none(draw: Draw) -> None:
    page = draw({}, 'systems:\n  erp: {name: "  "}\n')["systems/erp.md"]
    assert re.findall(r"<h1[^>]*>([^<]*)", page) == ["erp"]


def test_the_records_are_walked_once_for_all_pages(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    walks: list[int] = []

    def counted(project: Project, catalog: Catalog) -> Involvement:
        walks.append(1)
        return involvement(project, catalog)

    monkeypatch.setattr("settled.site.pages.site_view.involvement", counted)
    draw(FILES)
    assert len(walks) == 1


def test_a_system_of_many_flows_shows_the_first_and_leads_to_all(draw: Draw) -> None:
    flows = {f"decisions/flows/{number:04d}-x.md": FLOW for number in range(1, 131)}
    pages = draw(flows)
    page = pages["systems/storefront.md"]
    assert "Flows 130" in words(page)
    assert page.count("FLOW-0050</span>") == 1
    assert "FLOW-0051" not in section(page, "flows")
    assert '80 more: <a href="../flows/index.html?system=Web%20shop">all flows of Web shop</a>' in page
    assert "110 more failure modes stand on the pages of the flows above" in section(page, "failure-modes")
    assert '<form class="st-filter"' in page
    assert "FLOW-0130" in section(pages["objects/order.md"], "flows")
    assert section(pages["teams/order-operations.md"], "failure-modes").count("ERP rejects the order |") == 130


def test_what_search_sees_of_a_page_is_its_name_and_not_its_tables(draw: Draw) -> None:
    seen = words(as_html(own_sections(draw(FILES)["systems/storefront.md"])[0]))
    assert "Web shop" in seen
    assert "FLOW-0001" not in seen


def test_who_receives_in_one_variant_alone_takes_part_in_the_flow(draw: Draw) -> None:
    (path,) = (path for path in FILES if path.startswith("decisions/flows/"))
    variants = "variants:\n  eu: {}\n  us: {consumers: [oms]}\nlatency:"
    pages = draw({**FILES, path: changed(FILES[path], "latency:", variants)})
    assert "← in ✎ changes" in section(pages["systems/oms.md"], "flows")
    assert "← in" in section(pages["systems/wms.md"], "flows")
