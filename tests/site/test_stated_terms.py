"""What decides whether a flow's decisions hold, on the pages: in words, with links, and only where it was stated."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load
from settled.site.content import gather
from settled.site.links import PageLinks, record_pages
from settled.site.page import Page
from settled.site.render import render
from tests.complete_programme import CATALOG, FILES
from tests.samples import CATALOG as PLAIN_CATALOG
from tests.samples import FLOW as PLAIN_FLOW

MORE = """\
requires: [{flow: FLOW-0003, otherwise: park}]
x-cost-centre: "4711"
x-links: [https://wiki.example.com/orders, two]
variants:
  eu: {source: {system: shop}}
  us:
    source: {system: oms, mechanism: outgoing-webhook, x-note: asked of the vendor}
    latency: {within: 6 d}
    consumers: [{system: erp, within: 7 d}]
    idempotency: {dead-letter: {alert: finance}}
slices:
"""
Pages = dict[str, str]


def drawn(root: Path) -> Pages:
    """The pages of the project in `root` by their Markdown file, and its files for programs, without MkDocs."""
    project = load(root)
    made = render(gather(project), PageLinks(record_pages(project), directory_urls=False))
    return {
        name: page.before if isinstance(page, Page) else page.decode(errors="replace")
        for name, page in made.items()
        if isinstance(page, (Page, bytes))
    }


@pytest.fixture
def pages(tree: Callable[..., Path]) -> Pages:
    """The pages of the complete programme, whose order flow has variants, a requirement and keys of its own."""
    files = {f"decisions/{name}": text for name, text in FILES.items()}
    order = files["decisions/flows/0001-order-export.md"].replace("slices:\n", MORE, 1)
    capture = files["decisions/flows/0002-payment-capture.md"].replace(
        "source: {", "source: {mechanism: hot-folder, forwards: [FLOW-0001], ignores: the user is integration, ", 1
    )
    catalog = CATALOG.replace("financial: true}", "financial: true, part-of: order, reverses: tax-quote}", 1)
    files |= {
        "decisions/flows/0001-order-export.md": order,
        "decisions/flows/0002-payment-capture.md": capture,
        "decisions/catalog.yml": catalog,
    }
    return drawn(tree(files))


def plain(fragment: str) -> str:
    """The text of a piece of HTML in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</t[hd]>", " ", fragment))).split())


def facts(page: str) -> dict[str, str]:
    """The labelled values of a page."""
    return {plain(label): plain(said) for label, said in re.findall(r"<dt[^>]*>(.*?)</dt><dd>(.*?)</dd>", page)}


def test_what_a_flow_states_stands_on_its_cards_in_words(pages: Pages) -> None:
    order, capture = facts(pages["flows/0001-order-export.md"]), facts(pages["flows/0002-payment-capture.md"])
    assert order["Volume"] == "12,000 a day, 90 a minute at peak, for 2 h"
    assert order["When one fails"] == "it is parked, and the others go on"
    assert order["Brought back by"] == (
        "scheduled job every 1 d, compares orders of the day by number and total, by Order operations"
    )
    assert order["In one call or file"] == "20 records"
    assert order["Within, to ERP"] == "5 d"
    assert order["Remembers"] == "14 d"
    assert order["Dead letter"] == "orders.dead, alerts Order operations, keeps 10 d"
    assert "reaches back 7 d" in plain(pages["flows/0001-order-export.md"])
    assert order["Carries"] == "how the object is"
    assert order["Schema"] == "orders, version 3"
    assert order["ERP reads"] == "version 2"
    assert order["Needs"] == "FLOW-0003, else it is parked"
    assert capture["Handed over by"] == "hot folder"
    assert capture["Passes on what came by"] == "FLOW-0001"
    assert capture["Knows its own changes by"] == "the user is integration"
    assert capture["Waits before it sends"] == "1 d"
    assert capture["Reads changes"] == "by updated-at, 30 min of overlap"
    assert capture["The day ends at"] == "23:59 Europe/Oslo"
    assert capture["Payment authorisation"] == "after 7 d from order paid"


def test_an_identifier_says_what_it_can_hold_and_why_it_has_no_prefix(pages: Pages) -> None:
    table = pages["flows/0002-payment-capture.md"].partition('id="identifier-table"')[2].partition("</table>")[0]
    rows = [plain(row) for row in table.split("</tr>")]
    assert "no prefix, because the provider gives the reference –" in rows
    assert "given by Payment provider –" in rows
    assert "longest value 16 letters 14 letters" in rows
    assert "Payment provider reference (16 letters, alphanumeric) merchantReference (80 letters)" in rows


def test_variants_are_a_table_of_what_differs(pages: Pages) -> None:
    table = pages["flows/0001-order-export.md"].partition('<h2 id="variants">')[2].partition("</table>")[0]
    rows = [[plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in table.split("</tr>")[:-1]]
    assert rows == [
        ["What", "In all others", "eu", "us"],
        ["Source system", "Web shop", "Web shop", "Order management"],
        ["Source system: mechanism", "–", "as the rest", "outgoing webhook"],
        ["Consuming systems", "Order management, ERP (within: 5 d; reads: 2)", "as the rest", "ERP (within: 7 d)"],
        ["Time limit", "4 d", "as the rest", "6 d"],
        ["Idempotency: dead letter alert", "Order operations", "as the rest", "Finance"],
    ]


def test_the_own_keys_of_a_team_are_on_the_page_and_in_the_json(pages: Pages) -> None:
    page = pages["flows/0001-order-export.md"]
    assert facts(page)["Cost centre"] == "4711"
    assert '<a href="https://wiki.example.com/orders"' in page
    assert facts(page)["Variants: us source note"] == "asked of the vendor"


def test_the_catalog_pages_say_limits_hours_and_what_an_object_is(pages: Pages) -> None:
    erp, team = facts(pages["systems/erp.md"]), facts(pages["teams/order-operations.md"])
    assert erp["Takes at most"] == "300 calls a minute, 50 records in a call, 1 MB in a call"
    assert erp["Answers within"] == "30 s"
    assert erp["Down"] == "every day, 01:00 to 03:00 Europe/Oslo"
    assert team["There"] == "Monday to Friday, 08:00 to 18:00 Europe/Oslo"
    assert team["Responds within"] == "1 h"
    assert facts(pages["teams/on-call.md"])["There"] == "day and night"
    capture, order = facts(pages["objects/capture.md"]), facts(pages["objects/order.md"])
    assert (capture["Part of"], capture["Reverses"]) == ("Order", "Tax quote")
    assert (order["Data"], order["Kept for"]) == ("personal", "3 y")
    assert facts(pages["objects/stock.md"])["The catalog calls it"].endswith("counted up and down")


def test_what_was_not_stated_is_not_on_the_pages(tree: Callable[..., Path]) -> None:
    flow = PLAIN_FLOW.replace("  remembers: 7 d\n", "")
    shown = drawn(tree({"decisions/catalog.yml": PLAIN_CATALOG, "decisions/flows/0001-x.md": flow}))
    page = shown["flows/0001-x.md"]
    for anchor in ("terms", "variants"):
        assert f'id="{anchor}"' not in page
    labels = facts(page).keys() | facts(shown["systems/erp.md"]).keys() | facts(shown["teams/erp-team.md"]).keys()
    assert not labels & {
        "When one fails", "Remembers", "Handed over by", "Waits before it sends", "Reads changes", "Brought back by",
        "In one call or file", "Takes at most", "Answers within", "Down", "There", "Responds within",
    }  # fmt: skip
