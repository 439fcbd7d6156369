"""The registers in a browser: facets with counts, their state in the address, the keyboard, a phone, no scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from settled.site.mkdocs.build import BuiltSite
from tests.samples import DECISION, FLOW
from tests.site.conftest import KINDS, Visit

REGISTERS = [
    "decisions", "flows", "ownership", "route map", "delivery sequence", "risk register", "open questions", "timeline",
    "rules",
]  # fmt: skip
SHOWN = "table.st-filtered tbody tr:visible:not(.st-group)"
WIDE = 1700
# The rows as they are, and for each column that can be sorted by after one, two and three clicks.
SORTING = """
() => {
  const rows = () => [...document.querySelectorAll("[data-facets]")].map((row) => row.textContent);
  const buttons = [...document.querySelectorAll("thead button")].filter((button) => button.checkVisibility());
  const clicked = (button) => { button.click(); return rows(); };
  return [rows(), buttons.map((button) => [clicked(button), clicked(button), clicked(button)])];
}
"""


def shop(number: int, status: str, tags: str, deciders: str = "[commerce-team]") -> str:
    """A decision with these values in its front matter."""
    return (
        DECISION.replace("status: accepted", f"status: {status}\ntags: {tags}")
        .replace("decision-makers: [integration-architecture]", f"decision-makers: {deciders}")
        .replace("# Keep prices in the ERP", f"# Decision {number}")
    )


FILES = {
    "decisions/adr/0001-a.md": shop(1, "accepted", "[price]"),
    "decisions/adr/0002-b.md": shop(2, "accepted", "[price, stock]"),
    "decisions/adr/0003-c.md": shop(3, "proposed", "[stock]"),
    "decisions/adr/0004-d.md": shop(4, "draft", "[]"),
}


@pytest.fixture
def decisions(build: Callable[..., BuiltSite]) -> str:
    """The address of the decisions page of four decisions."""
    return (build(FILES).out / "decisions/index.html").as_uri()


def facet(page: Page, label: str) -> Locator:
    """The facet with this label."""
    return page.locator(".st-facet", has=page.locator("summary", has_text=label))


def opened(page: Page, label: str) -> Locator:
    """The facet with this label, opened."""
    found = facet(page, label)
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def counts(page: Page, label: str) -> dict[str, int]:
    """What each value of a facet would leave, by its words; what cannot be chosen is negative."""
    pairs = (
        facet(page, label)
        .locator("label")
        .evaluate_all(
            "all => all.map(e => [e.querySelector('span').textContent, e.querySelector('b').textContent,"
            " e.querySelector('input').disabled])"
        )
    )
    return {name: -1 if is_off else int(count) for name, count, is_off in pairs}


def ids(page: Page) -> list[str]:
    """The ids of the rows that are shown, in their order."""
    return page.locator(f"{SHOWN} td:first-child").all_inner_texts()


def output(page: Page) -> str:
    """The result count as it is announced."""
    return page.locator(".st-filter output[aria-live=polite]").inner_text()


def test_each_value_says_how_many_rows_it_would_leave(decisions: str, visit: Callable[..., Visit]) -> None:
    page = visit(decisions).page
    assert output(page) == "4 decisions"
    assert counts(page, "Status") == {"draft": 1, "proposed": 1, "accepted": 2}
    assert counts(page, "Tag") == {"price": 2, "stock": 2}
    opened(page, "Tag").get_by_role("checkbox", name="price").check()
    assert ids(page) == ["ADR-0001", "ADR-0002"]
    assert output(page) == "2 of 4 decisions"
    # The other facets count what is left, and the one that was used says what a second choice would bring.
    assert counts(page, "Status") == {"draft": -1, "proposed": -1, "accepted": 2}
    assert counts(page, "Tag") == {"price": 2, "stock": 2}
    page.get_by_label("Find").fill("adr-0002 decision")
    expect(page.locator("output")).to_have_text("1 of 4 decisions")
    assert counts(page, "Tag") == {"price": 1, "stock": 1}


def test_values_of_one_facet_add_and_facets_narrow(decisions: str, visit: Callable[..., Visit]) -> None:
    page = visit(decisions).page
    status = opened(page, "Status")
    status.get_by_role("checkbox", name="proposed").check()
    status.get_by_role("checkbox", name="accepted").check()
    assert ids(page) == ["ADR-0001", "ADR-0002", "ADR-0003"]
    assert status.locator("summary").inner_text() == "Status: proposed +1"
    opened(page, "Tag").get_by_role("checkbox", name="stock").check()
    assert ids(page) == ["ADR-0002", "ADR-0003"]
    assert page.evaluate("location.search") == "?status=proposed&status=accepted&tag=stock"
    again = visit(page.url).page
    assert ids(again) == ["ADR-0002", "ADR-0003"]
    again.get_by_role("button", name="Clear all").click()
    assert (output(again), again.evaluate("location.search")) == ("4 decisions", "")
    assert again.get_by_role("button", name="Clear all").count() == 0
    assert again.evaluate("document.activeElement.name") == "find"


def test_back_and_forward_step_through_the_choices(decisions: str, visit: Callable[..., Visit]) -> None:
    page = visit(decisions).page
    opened(page, "Status").get_by_role("checkbox", name="accepted").check()
    page.get_by_role("button", name="Tags").click()
    page.get_by_label("Find").press_sequentially("adr-0001 decision")
    expect(page.locator("output")).to_have_text("1 of 4 decisions")
    page.go_back()
    expect(page.locator("output")).to_have_text("2 of 4 decisions")
    assert page.get_by_role("columnheader", name="Tags").get_attribute("aria-sort") == "ascending"
    page.go_back()
    assert page.evaluate("location.search") == "?status=accepted"
    assert page.get_by_role("columnheader", name="Tags").get_attribute("aria-sort") == "none"
    page.go_back()
    assert (output(page), ids(page)) == ("4 decisions", ["ADR-0001", "ADR-0002", "ADR-0003", "ADR-0004"])
    page.go_forward()
    expect(page.locator("output")).to_have_text("2 of 4 decisions")


@pytest.mark.parametrize("query", ["?status=invented&sort=nothing", "?status=&sort=-", "?find=%20", "?sort=99", "?x=1"])
def test_an_address_that_says_nothing_leaves_the_table_whole(
    decisions: str, visit: Callable[..., Visit], query: str
) -> None:
    seen = visit(decisions + query)
    assert (output(seen.page), seen.errors) == ("4 decisions", [])


def test_an_address_of_one_value_and_a_column_by_its_place(decisions: str, visit: Callable[..., Visit]) -> None:
    page = visit(decisions + "?status=accepted&sort=-0").page
    assert ids(page) == ["ADR-0002", "ADR-0001"]


def test_all_of_it_is_done_by_the_keyboard(decisions: str, visit: Callable[..., Visit]) -> None:
    page = visit(decisions).page
    page.get_by_label("Find").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert facet(page, "Status").get_attribute("open") is not None
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert ids(page) == ["ADR-0004"]
    page.keyboard.press("Escape")
    assert facet(page, "Status").get_attribute("open") is None
    assert page.evaluate("document.activeElement.closest('.st-facet').textContent.startsWith('Status')")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    assert facet(page, "Status").get_attribute("open") is None


def test_one_facet_is_open_at_a_time_and_a_click_beside_it_closes_it(
    decisions: str, visit: Callable[..., Visit]
) -> None:
    page = visit(decisions).page
    opened(page, "Status")
    opened(page, "Tag")
    expect(page.locator(".st-facet[open] summary")).to_have_text(["Tag"])
    page.locator("h1").click()
    expect(page.locator(".st-facet[open]")).to_have_count(0)


def test_on_a_wide_screen_the_facets_stand_beside_the_table(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / KINDS["flows"]).as_uri(), width=WIDE).page
    form, table = page.locator("form.st-filter").bounding_box(), page.locator("table.st-filtered").bounding_box()
    assert form
    assert table
    assert form["x"] + form["width"] <= table["x"]
    assert page.locator(".st-facet:not([open])").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE


def test_on_a_phone_the_facets_wait_behind_a_button(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / KINDS["flows"]).as_uri() + "?phase=build", width=390).page
    button = page.get_by_role("button", name="Filter 1")
    assert (page.locator(".st-facet:visible").count(), button.get_attribute("aria-expanded")) == (0, "false")
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    opened(page, "Phase").get_by_role("checkbox", name="live").check()
    assert page.locator(SHOWN).count() == counts(page, "Phase")["build"] + counts(page, "Phase")["live"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("kind", ["open questions", "rules"])
def test_a_phone_hides_what_is_filtered_out(reference: Path, visit: Callable[..., Visit], kind: str) -> None:
    page = visit((reference / KINDS[kind]).as_uri() + "?find=owner", width=390).page
    assert 0 < page.locator(SHOWN).count() == int(output(page).split(" ")[0])


@pytest.mark.parametrize("kind", REGISTERS)
def test_every_register_is_whole_without_scripts_and_narrows_with_them(
    reference: Path, visit: Callable[..., Visit], kind: str
) -> None:
    address = (reference / KINDS[kind]).as_uri()
    plain = visit(address, script=False).page
    assert plain.locator("form.st-filter:visible").count() == 0
    seen = visit(address)
    page = seen.page
    lines = page.locator("[data-facets]")
    everything = lines.count()
    assert output(page).split(" ")[0] == str(everything)
    assert plain.locator("[data-facets]").count() == everything
    label = page.locator(".st-facet summary").first.inner_text()
    name, count = next((name, count) for name, count in counts(page, label).items() if 0 < count < everything)
    opened(page, label).get_by_role("checkbox", name=name).first.check()
    assert output(page).startswith(f"{count} of {everything} ")
    assert page.locator("[data-facets]").evaluate_all("all => all.filter(e => !e.hidden).length") == count
    assert seen.errors == []


@pytest.mark.parametrize("kind", [kind for kind in REGISTERS if kind != "timeline"])
def test_every_column_that_offers_it_sorts_up_and_down(reference: Path, visit: Callable[..., Visit], kind: str) -> None:
    seen = visit((reference / KINDS[kind]).as_uri())
    before, sorted_by = seen.page.evaluate(SORTING)
    assert sorted_by
    for up, down, back in sorted_by:
        assert sorted(up) == sorted(down) == sorted(before)
        assert back == before
    assert seen.errors == []


def test_the_date_since_when_a_status_holds_sorts(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / KINDS["decisions"]).as_uri() + "?sort=since").page
    since = page.locator(f"{SHOWN} td:nth-child(5)").all_inner_texts()
    assert since == sorted(since)
    assert len(set(since)) > 2


def test_the_states_of_the_six_decisions_sort_by_how_grave_they_are(
    reference: Path, visit: Callable[..., Visit]
) -> None:
    page = visit((reference / KINDS["flows"]).as_uri() + "?sort=source-system").page
    states = page.locator(f"{SHOWN} td:nth-child(4)").all_inner_texts()
    assert [state[2:].strip() for state in states] == ["open"] * 1 + ["settled"] * (len(states) - 1)


def test_a_sort_across_groups_leaves_them_and_shows_whose_a_question_is(
    reference: Path, visit: Callable[..., Visit]
) -> None:
    page = visit((reference / KINDS["open questions"]).as_uri()).page
    groups, owners = page.locator("tr.st-group:visible"), page.locator(".st-flat-only:visible")
    assert (groups.count() > 1, owners.count()) == (True, 0)
    page.get_by_role("button", name="Due").click()
    assert groups.count() == 0
    assert owners.count() == page.locator(SHOWN).count() + 1
    due = page.locator(f"{SHOWN} td:first-child").evaluate_all("all => all.map(e => e.dataset.value)")
    assert due == sorted(due)


def test_a_value_is_a_text_whatever_it_looks_like(build: Callable[..., BuiltSite], visit: Callable[..., Visit]) -> None:
    odd = '"><img src=x onerror=alert(1)>; 0 1=&#10;'
    files = {**FILES, "decisions/adr/0005-e.md": shop(5, "accepted", "['" + odd + "', 'a;b', 'a b']")}
    seen = visit((build(files).out / "decisions/index.html").as_uri())
    opened(seen.page, "Tag").get_by_role("checkbox", name="onerror").check()
    assert ids(seen.page) == ["ADR-0005"]
    assert counts(seen.page, "Tag") == {odd: 1, "a b": 1, "a;b": 1, "price": 2, "stock": 2}
    seen.page.reload()
    assert (ids(seen.page), seen.errors) == (["ADR-0005"], [])


def test_a_row_says_no_word_twice(build: Callable[..., BuiltSite]) -> None:
    files = {f"decisions/flows/{number:04}-f.md": FLOW for number in range(1, 60)}
    page = (build(files).out / "flows/index.html").read_text(encoding="utf-8")
    assert page.count('data-facets="') == 59
    assert max(len(code) for code in re.findall(r'data-facets="([^"]*)"', page)) < 60
