"""Whether a flow keeps its promise, on its page: sums as bars, times on one axis, and where each term stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load
from settled.rules.context import Context
from settled.rules.engine import check_context
from settled.site.pages.kept_promises import ANCHOR
from tests.complete_programme import CATALOG, FILES
from tests.samples import CATALOG as PLAIN_CATALOG
from tests.samples import FLOW as PLAIN_FLOW
from tests.site.test_stated_terms import drawn, plain

ORDER = "flows/0001-order-export.md"
STOCK = "flows/0004-stock.md"
Change = tuple[str, str]


@pytest.fixture
def page_of(tree: Callable[..., Path]) -> Callable[..., tuple[Path, str]]:
    """The root and the section of a flow's page in the complete programme, with the given changes to its file."""

    def draw(file: str, *changes: Change, catalog: str = CATALOG) -> tuple[Path, str]:
        text = FILES[file]
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        files = {**FILES, "catalog.yml": catalog, file: text}
        root = tree({f"decisions/{name}": content for name, content in files.items()})
        page = drawn(root)[file]
        return root, page.partition(f'<h2 id="{ANCHOR}">')[2].partition("<h2")[0]

    return draw


def headings(section: str) -> list[str]:
    """Each comparison with its verdict."""
    return [plain(each).replace("✓ ", "").replace("✗ ", "") for each in re.findall(r"<h3.*?</h3>", section)]


def sums(section: str) -> list[str]:
    """The sums in words."""
    return [plain(each) for each in re.findall(r'<p class="st-promise-sum">.*?</p>', section)]


def test_a_promise_stands_beside_what_may_happen_at_worst(page_of: Callable[..., tuple[Path, str]]) -> None:
    _, section = page_of("flows/0002-payment-capture.md")
    assert headings(section) == [
        "A delivery within",
        "The use of the payment authorisation within",
        "What is kept, and what may come late long enough",
        "A peak at Payment provider within",
    ]
    assert sums(section)[0] == (
        "4 h 50 min = a run every 1 h + that takes 20 min + retries for 3 h + payments responds within 30 min; "
        "promised 1 d"
    )
    assert sums(section)[1].endswith("until it is used: 2 d = waits 1 d + the flow promises 1 d")
    table = section.partition("<tbody>")[2].partition("</tbody>")[0]
    assert '<a href="#decision-pattern">integration pattern</a>' in table
    assert '<a href="../teams/payments.html">page of Payments</a>' in table
    assert "decisions/flows/0002-payment-capture.md:" in table


@pytest.mark.parametrize(
    ("file", "change", "name"),
    [
        (STOCK, ("within: 4 d", "within: 2 d"), "promise-beyond-recovery"),
        (STOCK, ("remembers: 7 d", "remembers: 30 min"), "memory-shorter-than-retry"),
        ("flows/0002-payment-capture.md", ("waits: 1 d", "waits: 9 d"), "lapses-before-use"),
        ("flows/0003-tax-at-checkout.md", ("timeout: 1500 ms", "timeout: 3 s"), "timeout-exceeds-latency"),
    ],
)
def test_the_sum_is_that_of_the_finding(
    page_of: Callable[..., tuple[Path, str]], file: str, change: Change, name: str
) -> None:
    root, section = page_of(file, change)
    found = [finding for finding in check_context(Context.of(load(root))).findings if finding.name == name]
    assert len(found) == 1
    verdicts = [heading for heading in headings(section) if heading.endswith(("over", "too short"))]
    assert len(verdicts) == 1
    if name == "memory-shorter-than-retry":
        assert "a replay reaches back 3 d" in " ".join(sums(section))
    else:
        assert found[0].message.replace("`", "") in sums(section)


def test_what_is_over_is_said_and_not_only_coloured(page_of: Callable[..., tuple[Path, str]]) -> None:
    _, section = page_of(STOCK, ("within: 4 d", "within: 2 d"))
    assert "promised 2 d, over by 17 h" in plain(section)
    assert '<rect class="st-spans-over"' in section
    _, section = page_of(STOCK)
    assert "st-spans-over" not in section


def test_each_variant_and_consumer_has_its_bar(page_of: Callable[..., tuple[Path, str]]) -> None:
    variants = "variants:\n  eu: {latency: {within: 3 d}}\n  us: {latency: {within: 2 d}}\nslices:\n"
    _, section = page_of(ORDER, ("slices:\n", variants))
    assert headings(section)[:3] == [
        "A delivery, in eu within",
        "A delivery to ERP, in eu and us within",
        "A delivery, in us over",
    ]


def test_a_peak_over_the_limit_says_when_its_backlog_is_through(page_of: Callable[..., tuple[Path, str]]) -> None:
    catalog = CATALOG.replace("shop: {name: Web shop,", "shop: {name: Web shop, limits: {calls-per-minute: 50},", 1)
    _, section = page_of(STOCK, catalog=catalog)
    assert headings(section)[-1] == "A peak at Web shop ▲ over, and caught up in time"
    # 50 records a minute are left over for 30 minutes; of the 50 that go through, 13.9 a minute are new.
    assert sums(section)[-1].endswith("what is left over is through 41 min 32 s after the peak")


def test_there_is_no_picture_where_nothing_adds_up(tree: Callable[..., Path]) -> None:
    flow = PLAIN_FLOW.replace("  remembers: 7 d\n", "")
    page = drawn(tree({"decisions/catalog.yml": PLAIN_CATALOG, "decisions/flows/0001-x.md": flow}))["flows/0001-x.md"]
    assert f'id="{ANCHOR}"' not in page
    assert "st-spans" not in page
