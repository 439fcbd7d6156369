"""The interview of `adr new --kind flow`, held at a real terminal: with the keys of an editor, and at a dumb one."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from settled.flows.required_decisions import states
from settled.frontmatter.splitting import split_document
from settled.project import load
from tests.conftest import Outcome
from tests.terminal import Terminal

Tree = Callable[..., Path]
Start = Callable[..., Terminal]
Adr = Callable[..., Outcome]

CATALOG = """\
systems:
  storefront: {name: Web shop, role: storefront, owner: commerce-team}
  erp: {name: ERP, role: erp, owner: erp-team}
  wms: {name: Warehouse}
teams:
  commerce-team: {name: Commerce team}
  erp-team: {name: ERP team}
objects:
  order: {name: Order, source: storefront}
  price: {}
"""
FLOW = ("new", "--kind", "flow", "Order export")

SOURCE = [
    ("1. Which business object travels?", "order; storefront; order paid"),
    ("Which systems receive it?", "erp"),
    ("Which systems may change it", "none; erp: the account is blocked"),
    ("Which teams may correct", "commerce-team; erp-team"),
]
JOIN_AND_LATENCY = [
    ("Which identifier joins", "order number; order.name; VBAK-BSTNK"),
    ("How late is too late?", "same-day-operational; 30 min"),
    ("By what is a second delivery", "order number; it is acknowledged and dropped"),
    ("How often is a failed delivery", "8; 15 min; exponential"),
    ("Where does a delivery go", "orders.dead; erp-team"),
    ("Which team may send again", "erp-team; runbook order-replay; the ERP upserts on the order number"),
]
FAILURE = [
    ("What is the most likely failure?", "ERP rejects the order; an alert within 5 min; paid orders are not picked"),
    ("Which team owns it?", "erp-team; retry, repair, escalate; payload"),
]
THE_END = [("that `build` will", "no"), ("All answers:", "")]


@pytest.fixture
def root(tree: Tree) -> Path:
    return tree({"decisions/catalog.yml": CATALOG})


def data_of(path: Path) -> dict[str, Any]:
    return split_document(path.name, path.read_text(encoding="utf-8")).front.data or {}


def left(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*"))


OF_THE_PATTERN = {
    "direct-api": [],
    "event": [("By which key is the order", "order number")],
    "queue": [("By which key is the order", "none")],
    "file": [],
    "ipaas": [],
    "middleware": [],
    "scheduled-job": [("By what does the job find", "updated-at")],
}


@pytest.mark.parametrize("pattern", OF_THE_PATTERN)
def test_a_first_flow_of_each_pattern_is_sound_after_fifteen_answers(
    pattern: str, start: Start, root: Path, adr: Adr
) -> None:
    chosen = [("How does it travel?", f"{pattern}; the shop must know it before the parcel is packed")]
    dialogue = [*SOURCE, *chosen, *OF_THE_PATTERN[pattern], *JOIN_AND_LATENCY, *FAILURE, *THE_END]
    terminal = start(*FLOW, cwd=root)
    terminal.answer(*dialogue)
    done = terminal.end()
    assert (done.code, done.out) == (0, "decisions/flows/0001-order-export.md\n")
    assert len(dialogue) <= 15 + len(OF_THE_PATTERN[pattern])
    project = load(root)
    assert (project.problems, set(states(project.flows[0]).values())) == ((), {"settled"})
    findings = [each["severity"] for each in adr("check", "--format", "json", cwd=root).json["findings"]]
    assert (findings.count("error"), findings.count("warning") <= 2) == (0, True)
    data = data_of(root / done.out.strip())
    assert data["source"] == {"system": "storefront", "trigger": "order paid"}
    assert (data["may-change"], data["may-reject"]) == ([], [{"system": "erp", "rule": "the account is blocked"}])
    assert data["identifiers"][0]["in"] == {"storefront": "order.name", "erp": "VBAK-BSTNK"}


def test_every_decision_can_be_left_open_and_who_owes_it_is_asked_once(start: Start, root: Path) -> None:
    terminal = start(*FLOW, "--no-edit", cwd=root, EDITOR="false")
    terminal.answer(
        ("Which business object", "order"),
        ("Which system creates", "open: Who says so?"),
        ("Who owes the answers", "ERP team"),
        ("Until when?", "tomorrow"),
        ("`tomorrow` is no date; write year-month-day, as in 2026-12-21", "2026-12-01"),
        ("Which systems receive it?", ""),
        ("Which systems may change it", "none"),
        ("Which systems may refuse it", "open"),
        ("Which teams may correct", "open"),
        ("How does it travel?", "open: Event or file?; commerce-team; 2027-01-15"),
        ("Which identifier joins", ""),
        ("How late", ""),
        ("By what is a second delivery", ""),
        ("most likely failure", ""),
        ("that `build` will", ""),
        ("All answers:", ""),
    )
    done = terminal.end()
    assert done.code == 0
    data = data_of(root / done.out.strip())
    owed = {"owner": "erp-team", "due": "2026-12-01"}
    assert data["source"] == {"open": "Who says so?", **owed}
    assert data["consumers"] == {"open": "Which systems receive it?", **owed}
    assert data["pattern"] == {"open": "Event or file?", "owner": "commerce-team", "due": "2027-01-15"}
    assert all(data[key]["owner"] == "erp-team" for key in ("identifiers", "latency", "idempotency", "failures"))
    project = load(root)
    assert (project.problems, set(states(project.flows[0]).values())) == ((), {"open"})


def test_a_question_mark_lists_and_a_wrong_answer_is_asked_again_with_the_reason(start: Start, root: Path) -> None:
    terminal = start(*FLOW, cwd=root)
    terminal.answer(
        ("Which business object", "order"),
        ("Which system creates", "?"),
        ("   2  erp         ERP", "?ware"),
        ("   3  wms  Warehouse", "store front"),
        ("`store front` is none of them; did you mean storefront?", "4"),
        ("`4` is none of them; known are: storefront, erp, wms", "TBD; order paid"),
        ("`TBD` reads as not filled in", "2; n/a"),
        ("`source.trigger` is `n/a`", "order paid"),
        ("Which systems receive it?", "wms, 1 within a while"),
        ("`consumers[2].within` ", "wms, 1 within 5 min"),
        ("Which systems may change", "erp: price, status, wms"),
        ("Which systems may refuse", "erp"),
        ("write the rule behind erp", "none"),
    )
    terminal.read_until("Which teams may correct")
    assert left(root) == ["decisions", "decisions/catalog.yml"]


def test_all_answers_are_shown_at_the_end_and_any_can_be_changed(start: Start, root: Path) -> None:
    chosen = [("How does it travel?", "direct-api; it is simple"), *JOIN_AND_LATENCY, *FAILURE]
    terminal = start(*FLOW, cwd=root, columns=40)
    terminal.answer(*SOURCE, *chosen, THE_END[0])
    terminal.answer(
        ("Enter writes the record", "99"),
        ("there is no answer 99", "4"),
        ("Which systems receive it?", "2"),
        ("4  Which systems receive it? erp", "3"),
        ("(Enter keeps: order paid)", "order placed"),
        ("Enter writes the record", "<"),
        ("that `build` will", "y"),
        ("After what time does the caller", "3 s"),
        ("One more identifier?", ""),
        ("What does the business feel when", "-"),
        ("For how long is it kept", "<"),
        ("What does the business feel when", "open"),
        ("Who owes", ""),
        ("Until when", ""),
    )
    terminal.answer(("For how long is it kept", "-"), ("How far back", "-"), ("What else can fail?", "-"))
    terminal.answer(("How much does", "high"), ("that `live` will", ""), ("Enter writes the record", ""))
    done = terminal.end()
    data = data_of(root / done.out.strip())
    assert data["source"]["trigger"] == "order placed"
    assert data["pattern"] == {"type": "direct-api", "because": "it is simple", "timeout": "3 s"} | {
        key: None for key in data["pattern"] if data["pattern"][key] is None
    }
    assert data["latency"]["if-late"]["owner"] == "commerce-team"
    assert done.err.startswith("“Order export”: the six decisions of a\nflow, one question at a time, or\nseveral ")


def asked(terminal: Terminal, question: str) -> None:
    """Wait until `question` is asked and its line can be edited."""
    terminal.read_until(question)
    terminal.read_until("\x1b[?2004h")
    terminal.read_until("\x1b[?25h")


def test_a_line_is_edited_with_the_keys_of_an_editor(start: Start, root: Path) -> None:
    terminal = start(*FLOW, cwd=root, TERM="xterm")
    asked(terminal, "1. Which business object")
    terminal.type("ord\t\r")
    asked(terminal, "Which system creates")
    terminal.type("rp\x1b[H" + "e\x1b[F\r")  # Home, e, End
    asked(terminal, "What makes it send?")
    terminal.type("order pad\x1b[Di\r")  # left once
    asked(terminal, "Which systems receive it?")
    terminal.type("\x1b[A")  # up at an empty line: back
    asked(terminal, "What makes it send?")
    assert "order paid" in terminal.shown.rpartition("What makes it send?")[2].partition("> ")[2]
    terminal.type("<\r")  # once more, behind an answer that nobody touched
    asked(terminal, "Which system creates")
    terminal.type("\x15st\t\r")
    asked(terminal, "Which systems receive it?")
    terminal.type("<\r")
    asked(terminal, "What makes it send?")
    terminal.type(" in full\r")
    asked(terminal, "Which systems receive it?")
    terminal.type("\x03")
    done = terminal.end()
    assert (done.code, done.out) == (2, "")
    assert "Your answers are kept" in done.err
    again = start(*FLOW, cwd=root, TERM="xterm", NO_COLOR="1")
    asked(again, "“Order export” was broken off; 3 answers are kept.")
    again.type("\r")
    asked(again, "Which systems receive it?")
    again.type("\x02")
    asked(again, "What makes it send?")
    assert "> order paid in full" in again.shown
    again.type("\x04")
    assert again.process.poll() is None  # Ctrl-D in a line deletes; at an empty one it ends
    again.type("\x15\x04")
    assert again.end().code == 2
    assert "\x1b[3" not in again.shown


@pytest.mark.parametrize("end", ["ctrl-c", "ctrl-d", "kill", "closed"])
def test_what_was_answered_is_kept_however_it_ends(end: str, start: Start, root: Path) -> None:
    terminal = start(*FLOW, "--set", "criticality=high", cwd=root)
    terminal.answer(*SOURCE[:2])
    terminal.read_until("Which systems may change it")
    terminal.read_until("> ")
    terminal.wait_until_it_reads()
    if end == "kill":
        terminal.process.send_signal(signal.SIGKILL)
        terminal.process.wait()
    elif end == "closed":
        terminal.process.send_signal(signal.SIGHUP)  # what a terminal that closes sends
        terminal.process.wait()
    else:
        terminal.type({"ctrl-c": "\x03", "ctrl-d": "\x04"}[end])
        done = terminal.end()
        assert (done.code, done.out) == (2, "")
        assert done.err.endswith("stopped; nothing was written\n")
    assert left(root) == ["decisions", "decisions/catalog.yml"]
    again = start("new", "--kind", "flow", cwd=root)
    again.answer(
        ("“Order export” was broken off; 4 answers are kept", "resume"),
        *SOURCE[2:],
        ("How does it travel?", "direct-api; it is simple"),
        *JOIN_AND_LATENCY,
        *FAILURE,
        *THE_END,
    )
    done = again.end()
    data = data_of(root / done.out.strip())
    assert (data["object"], data["consumers"], data["criticality"]) == ("order", ["erp"], "high")
    # What is written is kept no longer.
    last = start("new", "--kind", "flow", cwd=root)
    last.answer(("What is the flow called?", "Price update"))
    last.read_until("“Price update”")


def test_an_interview_can_be_begun_anew_or_thrown_away(start: Start, root: Path) -> None:
    first = start(*FLOW, cwd=root)
    first.answer(("Which business object", "order"), ("Which system creates", "\x03"))
    first.type("\x03")
    first.end()
    other = start("new", "--kind", "flow", "Price update", cwd=root)
    other.answer(("“Order export” was broken off; 1 answer", "what"), ("`what` is none of them", ""))
    other.answer(("Which business object", "price"), ("Which system creates", ""))
    other.read_until("Who owes")
    other.type("\x03")
    other.end()
    again = start(*FLOW, cwd=root)
    again.answer(("“Order export” was broken off", "discard"), ("Which business object", "\x04"))
    again.type("\x04")
    again.end()
    last = start(*FLOW, cwd=root)
    last.read_until("“Price update” was broken off; 2 answers are kept")


def test_where_nothing_can_be_kept_that_is_said(start: Start, root: Path) -> None:
    terminal = start(*FLOW, cwd=root, SETTLED_CACHE_DIR="off")
    terminal.answer(("Which business object", "order"), ("answers are not kept", ""), ("What makes it send", ""))
    terminal.read_until("Who owes")


def test_without_a_catalog_every_name_is_taken_as_typed(start: Start, tree: Tree) -> None:
    root = tree({"doc/adr/0001-a.md": "# 1. A\n"})
    given = ("--set", "pattern.type=event", "--set", "identifiers=", "--set", "latency.class=checkout-blocking")
    more = ("--set", "failures=", "--set", "idempotency={key: a, duplicates: b}", "--set", "may-change=")
    terminal = start(*FLOW, *given, *more, cwd=root)
    terminal.answer(
        ("Which business object", "o; my shop; a thing is sold"), ("Which systems", "x, y within 1 h"),
        ("may refuse it", "y: it is full, or late"), ("correct bad data", "none; none"), ("Why this way", "we like it"),
        ("order of arrival", "none"), ("Within what time", "2 h"),
        ("How often is a failed", "not applicable: the next one brings it"),
        ("Where does a delivery go", "not applicable: the next one brings it"),
        ("send again", "not applicable: the next one brings it"),
        ("that `build` will", ""), ("All answers", ""),
    )  # fmt: skip
    done = terminal.end()
    assert (done.code, done.out) == (0, "doc/adr/flows/0001-order-export.md\n")
    data = data_of(root / done.out.strip())
    assert (data["source"]["system"], data["failures"]) == ("my shop", [])
    assert data["consumers"] == ["x", {"system": "y", "within": "1 h"}]
    assert data["may-reject"] == [{"system": "y", "rule": "it is full, or late"}]
    assert data["pattern"]["ordering"] == {"needed": "false"}
    assert data["idempotency"]["retry"] == {"not-applicable": "the next one brings it"}


def test_what_a_file_leaves_out_is_asked(start: Start, root: Path, tree: Tree) -> None:
    lines = [
        "title: Order export", "object: order", "source: {system: storefront}", "consumers: erp, wms",
        "may-change: []", "may-reject: []", "corrections: {correct: [erp-team], request: []}",
        "pattern: {type: file, because: they have nothing else}",
        "identifiers: [{name: order number, role: join, in: {storefront: name, erp: BSTNK, wms: id}}]",
        "latency: {class: same-day-operational, within: 8 h}", "idempotency: {open: By what?, owner: erp-team}",
        "failures: []",
    ]  # fmt: skip
    tree({"flow.yml": "\n".join(lines) + "\n"})
    terminal = start("new", "--kind", "flow", "--from", "flow.yml", cwd=root)
    terminal.answer(("1. What makes it send?", "order paid"), ("that `build` will", ""), ("All answers:", ""))
    done = terminal.end()
    assert data_of(root / done.out.strip())["source"] == {"system": "storefront", "trigger": "order paid"}
    unasked = start("new", "--kind", "flow", "--from", "flow.yml", "--no-edit", cwd=root).end()
    assert (unasked.code, unasked.out) == (0, "decisions/flows/0002-order-export.md\n")
