"""The two paths of a flow: the steps that its decisions make, the gaps where nobody decided, and the layout."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from settled.project import load
from settled.site.content import gather
from settled.site.links import PageLinks, record_pages
from settled.site.page import Page
from settled.site.pages.shapes import Chip
from settled.site.pictures.sequence_diagram import Arrow, Participant, draw_sequence
from settled.site.pictures.sequence_layout import BOLD, HEAD, SMALL, Kind, Message, lay_out_sequence
from settled.site.pictures.text_width import text_width
from settled.site.render import render
from tests.samples import CATALOG, FLOW, changed
from tests.site.conftest import KINDS, Visit

PATHS = ("happy-path", "failure-path")
Draw = Callable[..., str]
Rows = list[tuple[str, ...]]


@pytest.fixture
def flow_page(tree: Callable[..., Path]) -> Draw:
    """The HTML of the page of a flow, made without MkDocs: `flow_page(text)`."""

    def draw(text: str, catalog: str = CATALOG) -> str:
        project = load(tree({"decisions/catalog.yml": catalog, "decisions/flows/0001-x.md": text}))
        page = render(gather(project), PageLinks(record_pages(project), directory_urls=False))["flows/0001-x.md"]
        assert isinstance(page, Page)
        return page.before

    return draw


def _section(page: str, path: str) -> str:
    return page.partition(f'<section class="st-path-section" aria-labelledby="{path}">')[2].partition("</section>")[0]


def _text(fragment: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", fragment)).split())


def rows(page: str, path: str) -> Rows:
    """The table of a path: number, from, to, what is done, promise, what happens.

    A remark is about somebody: it has the two that it spans in the place of who sends and who receives.
    """
    body = _section(page, path).partition("<tbody>")[2]
    found = [tuple(map(_text, re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row))) for row in body.split("</tr>")[:-1]]
    return [row if len(row) == 6 else (row[0], *_spanned(row[1]), *row[2:]) for row in found]


def _spanned(about: str) -> tuple[str, str]:
    start, *others = re.split(r", | and | to ", about.removeprefix("about "))
    return start, others[-1] if others else "itself"


def picture(page: str, path: str) -> ElementTree.Element:
    """The picture of a path."""
    drawn = _section(page, path).partition("<svg")[2].partition("</svg>")[0]
    return ElementTree.fromstring(f"<svg{drawn}</svg>")  # noqa: S314 (our own text)


def said(part: ElementTree.Element) -> str:
    """All that a life line or a step of a picture says: its title where it has one, else the lines of its text."""
    title = part.find("title")
    lines = part.iter("text") if title is None else [title]
    return " ".join(" ".join(" ".join(text for line in lines for text in line.itertext()).split()).split())


def steps(page: str, path: str) -> list[str]:
    """The steps of a picture in words, each with its number and without the mark of a gap."""
    (drawn,) = (part for part in picture(page, path).iter("g") if part.get("class") == "st-steps")
    return [re.sub(r"^(\d+) +[✗?!] ", r"\1 ", said(part)) for part in drawn]


def heads(page: str, path: str) -> list[tuple[str, str]]:
    """The life lines of a picture, each with where it leads."""
    found = [part for part in picture(page, path).iter() if "st-path-head" in part.get("class", "")]
    return [(said(part), part.get("href", "")) for part in found]


def test_the_happy_path_of_a_complete_flow(flow_page: Draw) -> None:
    page = flow_page(FLOW)
    assert rows(page, "happy-path") == [
        ("1", "Web shop", "itself", "order paid", "–", "Web shop creates: Order"),
        (
            "2", "Web shop", "Integration hub", "Order as an event", "–", "order of arrival kept by order number",
        ),
        ("3", "Integration hub", "S/4HANA", "Order, known by order number", "–", "order number is VBAK-BSTNK"),
        ("4", "Integration hub", "Warehouse", "Order, known by order number", "–", "order number is external_id"),
        (
            "5", "Order management", "itself", "may change promised date", "–",
            "the OMS wins until the parcel is packed",
        ),
        ("6", "S/4HANA", "Warehouse", "counts once, told by order number", "–", "–"),
        ("7", "Web shop", "Warehouse", "promised within 8 h of the trigger", "within 8 h", "same day, operational"),
    ]  # fmt: skip
    assert heads(page, "happy-path") == [
        ("Web shop", "../systems/storefront.html"),
        ("Integration hub", "../systems/integration-hub.html"),
        ("S/4HANA", "../systems/erp.html"),
        ("Warehouse", "../systems/wms.html"),
        ("Order management", "../systems/oms.html"),
    ]


def test_the_failure_path_of_a_complete_flow(flow_page: Draw) -> None:
    page = flow_page(FLOW)
    assert rows(page, "failure-path") == [
        ("1", "Integration hub", "S/4HANA", "Order does not arrive", "–", "the same holds for Warehouse"),
        (
            "2", "Integration hub", "S/4HANA", "tries again, 8 attempts in all", "within 4 h",
            "exponential pauses between them",
        ),
        ("3", "S/4HANA", "itself", "meets a second arrival", "–", "the second arrival is acknowledged and dropped"),
        (
            "4", "Integration hub", "S/4HANA", "comes later than 8 h", "–",
            "the warehouse misses the 16:00 carrier cut-off",
        ),
        ("5", "S/4HANA", "Integration hub", "may refuse Order", "–", "when the customer account is blocked"),
        ("6", "Integration hub", "orders.dead", "gives up, and keeps it", "–", "–"),
        ("7", "orders.dead", "Order operations", "alerts", "–", "–"),
        (
            "8", "whoever notices", "Order operations", "ERP rejects the order",
            "noticed by: alert on the reject topic within 5 min", "may retry, repair and escalate",
        ),
        (
            "9", "Order operations", "Integration hub", "sends again what was lost", "–",
            "runbook order-replay; safe because ERP upserts on the order number",
        ),
        ("10", "Customer service", "Order operations", "may only ask for a correction", "–", "–"),
        ("11", "Order operations", "itself", "may correct bad data", "–", "–"),
        ("12", "Web shop", "S/4HANA", "is compared after a release", "–", "orders of the day by number"),
    ]  # fmt: skip
    assert [name for name, _ in heads(page, "failure-path")] == [
        "Web shop", "Integration hub", "S/4HANA", "where messages wait: orders.dead", "Order operations",
        "Customer service",
    ]  # fmt: skip


EMPTY = "---\nkind: flow\nstatus: draft\n---\n\n# Nothing is decided\n"
OPEN_DEAD_LETTER = (
    "  dead-letter:\n    open: Who drains the queue at the weekend?\n    owner: order-operations\n    due: 2026-12-15\n"
)


def test_a_flow_that_decides_nothing_is_all_gaps(flow_page: Draw) -> None:
    page = flow_page(EMPTY)
    assert [(row[1], row[2], row[3], row[5]) for row in rows(page, "happy-path")] == [
        ("no source yet", "itself", "nobody decided which system creates it and holds the truth", "✗ missing"),
        ("no source yet", "no consumer yet", "nobody decided how it travels", "✗ missing"),
        ("no source yet", "no consumer yet", "nobody decided which systems receive it", "✗ missing"),
        (
            "no source yet", "no consumer yet",
            "nobody decided by which identifier the systems know it again", "✗ missing",
        ),
        ("no consumer yet", "itself", "nobody decided who may change it on its way", "✗ missing"),
        ("no consumer yet", "itself", "nobody decided by what a second arrival is told from the first", "✗ missing"),
        ("no source yet", "no consumer yet", "nobody decided how late is too late", "✗ missing"),
    ]  # fmt: skip
    assert [(row[1], row[2], row[3], row[5]) for row in rows(page, "failure-path")] == [
        ("no source yet", "no consumer yet", "the object does not arrive", "–"),
        ("no source yet", "no consumer yet", "nobody decided how often a failed delivery is tried again", "✗ missing"),
        ("no consumer yet", "itself", "nobody decided what happens to a second arrival", "✗ missing"),
        ("no consumer yet", "no source yet", "nobody decided who may refuse it, and on which rule", "✗ missing"),
        ("no source yet", "no place yet", "nobody decided where a message goes that fails for good", "✗ missing"),
        ("whoever notices", "no owner yet", "nobody decided who answers when it fails", "✗ missing"),
        ("nobody yet", "no source yet", "nobody decided who may send again what was lost", "✗ missing"),
        ("nobody yet", "itself", "nobody decided who may correct bad data", "✗ missing"),
    ]  # fmt: skip
    assert "8 steps, 7 ✗ missing" in _text(_section(page, "failure-path"))


def test_a_gap_is_told_by_words_and_a_mark_and_a_dashed_line(flow_page: Draw) -> None:
    dead_letter = "  dead-letter: {to: orders.dead, alert: order-operations}\n"
    page = flow_page(changed(FLOW, dead_letter, OPEN_DEAD_LETTER))
    assert rows(page, "failure-path")[5] == (
        "6", "Integration hub", "no place yet", "still open: where a message goes that fails for good", "–",
        "? open Who drains the queue at the weekend? Order operations , due 2026-12-15",
    )  # fmt: skip
    gaps = [part for part in picture(page, "failure-path").iter("g") if "st-path-gap" in part.get("class", "")]
    assert [said(gap) for gap in gaps] == ["6 ? still open: where a message goes that fails for good"]
    nobody = [part for part in picture(page, "failure-path").iter("g") if "nobody" in part.get("class", "")]
    assert [said(head) for head in nobody] == ["no place yet"]


@pytest.mark.parametrize(
    ("old", "new", "path", "row"),
    [
        (
            "  retry: {attempts: 8, within: 4 h, backoff: exponential}\n", "  retry: {not-applicable: a quote ages}\n",
            "failure-path", ("2", "Integration hub", "itself", "is not tried again", "–", "a quote ages"),
        ),
        (
            "attempts: 8, within: 4 h, backoff: exponential", "attempts: 1, backoff: none",
            "failure-path",
            (
                "2", "Integration hub", "S/4HANA", "tries again, 1 attempt in all", "–",
                "without a pause between them",
            ),
        ),
        (
            "  dead-letter: {to: orders.dead, alert: order-operations}\n", "  dead-letter: {to: orders.dead}\n",
            "failure-path",
            ("7", "orders.dead", "nobody yet", "nobody decided who is told of it", "–", "✗ missing"),
        ),
        (
            "    authority: [retry, repair, escalate]\n", "",
            "failure-path",
            (
                "8", "whoever notices", "Order operations",
                "nobody decided what the owner may do: ERP rejects the order",
                "noticed by: alert on the reject topic within 5 min", "✗ missing",
            ),
        ),
        (
            "  correct: [order-operations]\n", "  correct: []\n",
            "failure-path", ("11", "Integration hub", "S/4HANA", "nobody may correct bad data", "–", "–"),
        ),
        (
            "  type: event\n", "  type: direct-api\n  timeout: 3 s\n",
            "happy-path", ("5", "Web shop", "Warehouse", "the caller waits for the answer", "at most 3 s", "–"),
        ),
        (
            "  type: event\n", "  type: file\n  every: 4 h\n  takes: 20 min\n",
            "happy-path", ("2", "Web shop", "itself", "starts every 4 h", "a run takes up to 20 min", "–"),
        ),
        (
            "  type: event\n", "  type: scheduled-job\n",
            "happy-path", ("2", "Web shop", "itself", "nobody decided how often it starts", "–", "✗ missing"),
        ),
        (
            "  type: event\n", "  type: pigeon\n",
            "happy-path",
            ("2", "Web shop", "Integration hub", "not to be understood: how it travels", "–", "! invalid"),
        ),
        (
            "  within: 8 h\n", "",
            "happy-path",
            (
                "7", "Web shop", "Warehouse", "promised: same day, operational", "same day, operational",
                "no time limit is named",
            ),
        ),
    ],
)  # fmt: skip
def test_each_decision_makes_its_step(flow_page: Draw, old: str, new: str, path: str, row: tuple[str, ...]) -> None:
    assert row in rows(flow_page(changed(FLOW, old, new)), path)


def test_an_empty_list_is_an_answer_and_no_gap(flow_page: Draw) -> None:
    text = changed(
        FLOW, FLOW[FLOW.index("may-change:") : FLOW.index("corrections:")], "may-change: []\nmay-reject: []\n"
    )
    page = flow_page(text)
    assert not [row for path in PATHS for row in rows(page, path) if "may change" in row[3] or "refuse" in row[3]]


def test_each_exception_of_a_slice_shows_its_evidence_or_its_question(flow_page: Draw) -> None:
    cases = "      missing-attributes: {handled-by: ERP rejects the order}\n"
    evidence = (
        "      missing-attributes: {handled-by: ERP rejects the order, evidence: [https://wiki.example.com/x/y]}\n"
    )
    question = "      missing-attributes: {open: Who fills them in?, owner: commerce-team, due: 2026-12-01}\n"
    slices = [
        _text(flow_page(changed(FLOW, cases, new)).partition("Exceptions <span")[2]) for new in (evidence, question)
    ]
    assert "Missing attributes ✓ handled ERP rejects the order Evidence: x/y Stale inventory" in slices[0]
    assert "Missing attributes ? open Who fills them in? Commerce team , due 2026-12-01 Stale" in slices[1]


def test_a_flow_need_not_say_how_much_passes(flow_page: Draw) -> None:
    line = "volume: {per-day: 12000, peak-per-minute: 90}\n"
    said = {
        name: _text(flow_page(changed(FLOW, line, new)).partition('<dl class="st-facts">')[2].partition("</dl>")[0])
        for name, new in {
            "all": line, "nothing": "", "empty": "volume: {}\n", "half": "volume: {per-day: 5}\n",
            "bad": "volume: {per-day: many}\n", "open": "volume: {open: How many?}\n",
        }.items()
    }  # fmt: skip
    parts = {name: text.partition("Volume")[2].partition("Gates")[0].strip() for name, text in said.items()}
    assert parts == {
        "all": "12,000 a day, 90 a minute at peak", "nothing": "", "empty": "", "half": "5 a day", "bad": "! invalid",
        "open": "? open How many? nobody owes the answer, without a date",
    }  # fmt: skip


MANY = [f"system-{number}" for number in range(1, 13)]


def test_many_consumers_stay_readable_and_all_are_named(flow_page: Draw) -> None:
    text = changed(FLOW, "consumers: [erp, wms]", f"consumers: [{', '.join(MANY)}]")
    text = changed(text, "  - system: erp\n    rule:", "  - system: system-9\n    rule:")
    page = flow_page(text)
    ends = [row[2] for row in rows(page, "happy-path") if "known by" in row[3]]
    rest = [name for name in MANY if name not in {"system-1", "system-2", "system-3", "system-9"}]
    assert ends == ["system-1", "system-2", "system-3", "system-9", f"{', '.join(rest[:-1])} and {rest[-1]}"]
    assert (f"{', '.join(rest[:-1])} and {rest[-1]}", "") in heads(page, "happy-path")
    assert float(picture(page, "happy-path").get("width", "")) < 1000


@pytest.mark.parametrize("path", PATHS)
def test_the_picture_and_the_table_show_the_same_steps(reference: Path, path: str) -> None:
    pages = sorted(file for file in (reference / "flows").glob("*.html") if file.name != "index.html")
    assert len(pages) == 23
    for file in pages:
        page = file.read_text(encoding="utf-8")
        told = [f"{row[0]} {row[3]}" for row in rows(page, path)]
        assert (file.name, steps(page, path)) == (file.name, told)
        names = {name.removeprefix("where messages wait: ") for name, _ in heads(page, path)}
        mentioned = {name for row in rows(page, path) for name in row[1:3]} - {"itself", "whoever notices"}
        assert (file.name, names) == (file.name, mentioned)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)


@st.composite
def sequences(draw: st.DrawFn) -> tuple[list[str], list[Message]]:
    """Names of life lines, and messages between them."""
    names = draw(st.lists(TEXTS, min_size=1, max_size=14))
    place = st.integers(0, len(names) - 1)
    message = st.builds(Message, st.none() | place, place, TEXTS, st.sampled_from(Kind))
    return names, draw(st.lists(message, max_size=12))


@settings(deadline=None)
@given(sequences())
def test_nothing_overlaps_and_all_lies_within_the_picture(sequence: tuple[list[str], list[Message]]) -> None:
    names, messages = sequence
    layout = lay_out_sequence(names, messages)
    assert (len(layout.lifelines), len(layout.rows)) == (len(names), len(messages))
    edge = 0.0
    for lifeline in layout.lifelines:
        name = lifeline.name
        assert edge <= name.left
        edge = name.left + name.width
        assert all(text_width(line, HEAD) * BOLD <= name.width + 1 for line in name.lines if len(line) > 1)
    assert edge <= layout.width
    below = layout.head
    for row in layout.rows:
        assert below <= row.top
        below = row.top + row.height
        assert row.top < row.line < below
        assert row.text.y - SMALL >= row.top
        assert row.text.left >= 0
        assert row.text.left + row.text.width <= layout.width
        assert min(row.left, row.right) >= 0
        assert max(row.left, row.right) <= layout.width
        assert all(text_width(line, SMALL) <= row.text.width + 1 for line in row.text.lines if len(line) > 1)
    assert below <= layout.height


@settings(deadline=None)
@given(sequences())
def test_a_picture_says_every_text_in_full(sequence: tuple[list[str], list[Message]]) -> None:
    names, messages = sequence
    arrows = [Arrow(each.start, each.end, each.text, each.kind, Chip("✗", "missing", "missing")) for each in messages]
    drawn = draw_sequence([Participant(name, name) for name in names], arrows, "a", "A picture")
    svg = ElementTree.fromstring(drawn)  # noqa: S314 (our own text)
    *lifelines, drawn_steps = (part for part in svg if part.tag == "g")
    told = ["".join(said(part).split()) for part in (*lifelines, *drawn_steps)]
    wanted = [*names, *(f"{number} ✗ {each.text}" for number, each in enumerate(messages, 1))]
    assert told == ["".join(text.split()) for text in wanted]


HOSTILE = "</text></svg><script>alert(1)</script>"


def test_no_value_leaves_its_place_in_the_picture(flow_page: Draw) -> None:
    catalog = changed(CATALOG, "name: Web shop,", f"name: '{HOSTILE}',")
    text = changed(FLOW, "  trigger: order paid\n", f"  trigger: '{HOSTILE}'\n").replace("orders.dead", f"'{HOSTILE}'")
    page = flow_page(text, catalog)
    assert "<script>" not in page
    assert "".join(steps(page, "happy-path")[0].split()) == f"1{HOSTILE}"
    assert "".join(heads(page, "happy-path")[0][0].split()) == HOSTILE
    assert f"where messages wait: {HOSTILE}" in [name for name, _ in heads(page, "failure-path")]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_picture_zooms_and_its_words_can_be_read(reference: Path, visit: Callable[..., Visit], width: int) -> None:
    page = visit((reference / KINDS["a live flow"]).as_uri(), width=width).page
    for path in PATHS:
        frame = page.locator(f".st-path-section[aria-labelledby={path}] .st-map-frame")
        assert frame.get_attribute("tabindex") == "0"
        drawn = frame.locator("svg")
        before = drawn.evaluate("(e) => e.getBoundingClientRect().width")
        letters = drawn.evaluate("(e) => 10 * e.getBoundingClientRect().width / e.viewBox.baseVal.width")
        assert letters >= 7.9
        page.get_by_role("group", name="Size of the picture: When it").nth(PATHS.index(path)).get_by_role(
            "button", name="Larger"
        ).click()
        assert drawn.evaluate("(e) => e.getBoundingClientRect().width") > before


def test_a_path_is_walked_by_buttons_and_by_keys(reference: Path, visit: Callable[..., Visit]) -> None:
    seen = visit((reference / KINDS["a live flow"]).as_uri())
    section = seen.page.locator(".st-path-section").first
    lines = section.locator(".st-path-steps tbody tr")
    walk = section.get_by_role("group", name="Step by step")
    forth = walk.get_by_role("button", name="Next step")

    def current() -> tuple[list[str], list[str], str]:
        marked = section.locator("g.st-is-current"), section.locator("tr.st-is-current th")
        drawn, told = ([" ".join(text.split()) for text in each.all_text_contents()] for each in marked)
        return drawn, told, walk.locator("output").inner_text()

    count = lines.count()
    words = lines.locator("th").all_text_contents()
    assert current() == ([], [], "")
    forth.click()
    assert current()[1:] == ([words[0]], f"Step 1 of {count}: {words[0]}")
    assert current()[0][0].startswith("1 ")
    forth.press("ArrowRight")
    assert current()[1:] == ([words[1]], f"Step 2 of {count}: {words[1]}")
    forth.press("ArrowLeft")
    walk.get_by_role("button", name="Previous step").press("Enter")
    assert current() == ([], [], "")
    walk.get_by_role("button", name="Previous step").press("Enter")
    assert current()[1:] == ([words[-1]], f"Step {count} of {count}: {words[-1]}")
    assert seen.errors == []
