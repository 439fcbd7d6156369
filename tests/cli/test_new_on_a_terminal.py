"""`adr new` on a terminal: the dialogue about a flow, stopping it, and the editor. The terminal is a real one."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import subprocess
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from settled.flows.required_decisions import states
from settled.frontmatter.splitting import split_document
from settled.project import load
from tests.conftest import Outcome
from tests.copies import AdrCopy

Tree = Callable[..., Path]
Start = Callable[..., "Terminal"]

HANGS_AFTER = 60
"""Seconds of silence after which a test gives up; no test that passes waits for it."""

CATALOG = """\
systems:
  storefront: {name: Web shop, owner: commerce-team}
  erp: {name: ERP, owner: erp-team}
  wms: {name: Warehouse}
teams:
  commerce-team: {name: Commerce team}
  erp-team: {name: ERP team}
objects:
  order: {name: Order}
  price: {}
"""


def _take_terminal() -> None:
    """Make stdin the child's controlling terminal, so that Ctrl-C reaches it as it does for a person."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """The command with stdin and stderr on a pseudo-terminal, and stdout on a pipe as in `$(adr new …)`."""

    def __init__(self, arguments: list[str], cwd: Path, env: dict[str, str]) -> None:
        self.master, slave = pty.openpty()
        self.shown = ""
        self.process = AdrCopy(
            *arguments,
            cwd=cwd,
            env={**os.environ, **env},
            stdin=slave,
            stdout=subprocess.PIPE,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(slave)

    def read_until(self, text: str) -> None:
        """Wait until `text` is shown; fails when the command ends before that."""
        start = len(self.shown)
        while text not in self.shown[start:]:
            assert self._read(), f"`{text}` was never shown, but: {self.shown[start:]}"

    def type(self, text: str) -> None:
        """Type `text`, as it is."""
        os.write(self.master, text.encode("utf-8"))

    def answer(self, *pairs: tuple[str, str]) -> None:
        """Wait for the first of each pair to be asked, and type the second with Enter."""
        for asked, typed in pairs:
            self.read_until(asked)
            self.type(f"{typed}\n")

    def wait_until_it_reads(self) -> None:
        """Wait until the command sleeps, which after its prompt means that it reads.

        A signal that comes between the prompt and the read is only noted by Python and acted upon at the
        next key: no person is that quick, but a test is.
        """
        status = Path(f"/proc/{self.process.pid}/stat")
        while status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "S":
            os.sched_yield()

    def end(self) -> Outcome:
        """Wait for the end: exit code, stdout, and all that the terminal has shown."""
        while self._read():
            pass
        assert self.process.stdout is not None
        out = self.process.stdout.read().decode("utf-8")
        return Outcome(self.process.wait(), out, self.shown.replace("\r\n", "\n"))

    def _read(self) -> bool:
        # Whoever waits for a question that never comes is told so, instead of waiting for ever.
        if not select.select([self.master], [], [], HANGS_AFTER)[0]:
            raise AssertionError(f"the command waits for input; it has shown: {self.shown}")
        try:
            data = os.read(self.master, 4096)
        except OSError:  # Linux: the other end is closed
            return False
        self.shown += data.decode("utf-8", "replace")
        return bool(data)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        os.close(self.master)


@pytest.fixture
def start() -> Iterator[Start]:
    terminals: list[Terminal] = []

    def begin(*arguments: str, cwd: Path, **env: str) -> Terminal:
        terminals.append(Terminal(list(arguments), cwd, env))
        return terminals[-1]

    yield begin
    for terminal in terminals:
        terminal.close()


@pytest.fixture
def root(tree: Tree) -> Path:
    return tree({"decisions/catalog.yml": CATALOG})


def data_of(path: Path) -> dict[str, Any]:
    return split_document(path.name, path.read_text(encoding="utf-8")).front.data or {}


def left(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*"))


FLOW = ("new", "--kind", "flow", "Order export")


def test_all_six_decisions_are_asked_and_settled(start: Start, root: Path) -> None:
    terminal = start(*FLOW, cwd=root)
    terminal.answer(
        ("1  storefront  Web shop", "1"),
        ("What makes it send", "order paid"),
        ("Which systems receive it?", "ERP, 3"),
        ("Which business object", "order"),
        ("2  event ", "2"),
        ("Why this way", "the ERP is down: every night"),
        ("By which key is the order", "order number"),
        ("Which identifier joins", "order number"),
        ("1  join ", "join"),
        ("called in storefront?", "order.name"),
        ("called in erp?", "VBAK-BSTNK"),
        ("called in wms?", "external_id"),
        ("One more identifier?", "payment reference"),
        ("What is the payment reference for?", "4"),
        ("called in storefront?", "transaction.id"),
        ("called in erp?", "BSEG-XREF1"),
        ("called in wms?", "pay_ref"),
        ("One more identifier?", ""),
        ("2  same-day-operational ", "same-day-operational"),
        ("Within what time", "15 min"),
        ("By what is a second delivery", "order number"),
        ("What happens to the second one?", "it is acknowledged and dropped"),
        ("For how long is a second one", "a week or so"),
        ("For how long is a second one", "7 d"),
        ("What is the most likely failure", "ERP rejects the order"),
        ("1  commerce-team  Commerce team", "1"),
        ("1  retry ", "1 4"),
    )
    done = terminal.end()
    assert (done.code, done.out) == (0, "decisions/flows/0001-order-export.md\n")
    data = data_of(root / done.out.strip())
    assert data["source"] == {"system": "storefront", "trigger": "order paid"}
    assert (data["consumers"], data["object"]) == (["erp", "wms"], "order")
    assert (data["pattern"]["type"], data["pattern"]["because"]) == ("event", "the ERP is down: every night")
    assert [(entry["name"], entry["role"], entry["in"]) for entry in data["identifiers"]] == [
        ("order number", "join", {"storefront": "order.name", "erp": "VBAK-BSTNK", "wms": "external_id"}),
        ("payment reference", "financial", {"storefront": "transaction.id", "erp": "BSEG-XREF1", "wms": "pay_ref"}),
    ]
    assert (data["latency"]["class"], data["latency"]["within"]) == ("same-day-operational", "15 min")
    assert data["idempotency"]["key"] == "order number"
    assert data["idempotency"]["duplicates"] == "it is acknowledged and dropped"
    assert data["idempotency"]["remembers"] == "7 d"
    assert data["pattern"]["ordering"] == {"needed": "true", "key": "order number"}
    assert "`a week or so` is neither a duration nor `for ever`" in done.err
    failure = data["failures"][0]
    assert (failure["mode"], failure["owner"]) == ("ERP rejects the order", "commerce-team")
    assert failure["authority"] == ["retry", "escalate"]
    project = load(root)
    assert project.problems == ()
    assert set(states(project.flows[0]).values()) == {"settled"}
    for question in ("What makes it send", "Which business object", "How does it travel?", "Why this way"):
        assert done.err.count(question) == 1


def test_every_decision_can_be_left_open_with_owner_and_date(start: Start, root: Path) -> None:
    terminal = start(*FLOW, "--no-edit", cwd=root, EDITOR="false")
    open_questions = [
        "Which system creates the event and holds the truth?",
        "Which systems receive it?",
        "How does it travel?",
        "Which identifier joins the records of the systems?",
        "How late is too late?",
        "By what is a second delivery recognised?",
        "What can fail, and who owns it?",
    ]
    terminal.answer(
        ("Which system creates", ""),
        ("Left open. The question to be answered [Which system creates", "Who says so?"),
        ("Who owes the answer?", "ERP team"),
        ("Until when? [2026-12-21]", "2026-12-01"),
        ("Which systems receive it?", "?"),
        ("Left open", ""),
        ("Who owes the answer? (number or name) [erp-team]", ""),
        ("Until when? [2026-12-01]", ""),
        ("Which business object", ""),
        *[
            (asked, typed)
            for question in ("How does it travel?", "Which identifier", "How late", "By what is", "most likely failure")
            for asked, typed in ((question, ""), ("Left open", ""), ("Who owes", "1"), ("Until when?", ""))
        ],
    )
    done = terminal.end()
    assert done.code == 0
    data = data_of(root / done.out.strip())
    first = {"open": "Who says so?", "owner": "erp-team", "due": "2026-12-01"}
    assert data["source"] == first
    assert data["consumers"] == {**first, "open": open_questions[1]}
    keys = ("pattern", "identifiers", "latency", "idempotency", "failures")
    for key, question in zip(keys, open_questions[2:], strict=True):
        assert data[key] == {"open": question, "owner": "commerce-team", "due": "2026-12-01"}
    project = load(root)
    assert project.problems == ()
    assert set(states(project.flows[0]).values()) == {"open"}
    assert "warning" not in done.err


def test_a_part_can_be_left_open_and_the_systems_owner_is_suggested(start: Start, root: Path) -> None:
    given = ("--set", "source.system=erp", "--set", "pattern.type=file", "--set", "latency.class=checkout-blocking")
    terminal = start(*FLOW, *given, "--set", "identifiers.0.name=sku", cwd=root)
    terminal.answer(
        ("What makes it send", "?"),
        ("[What makes the source system send?]", ""),
        ("Who owes the answer? (number or name) [erp-team]", ""),
        ("Until when?", ""),
        ("3  wms         Warehouse", "wms"),
        ("Which business object", "2"),
        ("Why this way", ""),
        ("What is the sku for?", "1"),
        ("What is the sku called in erp?", "MATNR"),
        ("What is the sku called in wms?", ""),
        ("Left open", ""),
        ("Who owes", ""),
        ("Until when?", ""),
        ("One more identifier?", ""),
        ("Within what time", ""),
        ("By what is a second", "sku"),
        ("What happens to the second one?", "the last one wins"),
        ("most likely failure", "file missing"),
        ("Which team owns it?", "2"),
        ("without asking?", "retry"),
    )
    done = terminal.end()
    assert done.code == 0
    data = data_of(root / done.out.strip())
    opened = {"owner": "erp-team", "due": "2026-12-21"}
    assert data["source"] == {"system": "erp", "trigger": {"open": "What makes the source system send?", **opened}}
    names = {"erp": "MATNR", "wms": {"open": "What is the sku called in wms?", **opened}}
    assert data["identifiers"][0]["in"] == names
    assert (data["object"], data["pattern"]["because"], data["latency"]["within"]) == ("price", None, None)
    for given_already in ("Which system creates", "How does it travel", "How late", "Which identifier"):
        assert given_already not in done.err


def test_a_wrong_answer_is_asked_again_with_the_reason(start: Start, root: Path) -> None:
    terminal = start(*FLOW, cwd=root)
    terminal.answer(
        ("Which system creates", "store front"),
        ("`store front` is none of them; did you mean storefront?", "4"),
        ("`4` is none of them; known are: storefront, erp, wms", ""),
        ("Left open", "TBD"),
        ("`TBD` reads as not filled in; write the answer, or press Enter to go on", ""),
        ("Who owes", ""),
        ("an open question needs an owner", "me"),
        ("`me` is none of them; known are: commerce-team, erp-team", "2"),
        ("Until when?", "tomorrow"),
        ("`tomorrow` is no date; write year-month-day, as in 2026-12-21", "2026-02-30"),
        ("`2026-02-30` is no date", "2026-01-01"),
        ("2026-01-01 is over; write a day that is still to come", "2027-01-01"),
        ("Which systems receive it?", ","),
        ("name at least one", "erp, nobody"),
        ("`nobody` is none of them", "erp"),
    )
    terminal.read_until("Which business object")
    # The list of choices is shown once; the question stands alone when it is asked again.
    assert terminal.shown.count("1  storefront  Web shop") == 1
    terminal.type("\x04")
    assert (terminal.end().code, left(root)) == (2, ["decisions", "decisions/catalog.yml"])


@pytest.mark.parametrize("key", ["\x03", "\x04"])
@pytest.mark.parametrize("answered", [0, 1, 3])
def test_stopping_the_dialogue_leaves_nothing(key: str, answered: int, start: Start, root: Path) -> None:
    terminal = start(*FLOW, cwd=root)
    dialogue = [("Which system creates", "1"), ("What makes it send", ""), ("Left open", ""), ("Who owes", "")]
    terminal.answer(*dialogue[:answered])
    terminal.read_until(dialogue[answered][0])
    terminal.wait_until_it_reads()
    terminal.type(key)
    done = terminal.end()
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith("stopped; nothing was written\n")
    assert left(root) == ["decisions", "decisions/catalog.yml"]


def test_what_is_wrong_is_told_before_the_first_question(start: Start, tree: Tree, root: Path) -> None:
    tree({"templates/flow.md": "---\n---\n{{ titel }}\n"})
    done = start(*FLOW, cwd=root).end()
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("adr: templates/flow.md:3: it asks for the unknown value `titel`")


def test_without_a_catalog_every_name_is_taken_as_typed(start: Start, tree: Tree) -> None:
    root = tree({"doc/adr/0001-a.md": "# 1. A\n"})
    given = ("--set", "pattern.type=event", "--set", "identifiers=", "--set", "latency.class=checkout-blocking")
    terminal = start(*FLOW, *given, "--set", "failures=", "--set", "idempotency.key=a", cwd=root)
    terminal.answer(
        ("Which system creates", "my shop"), ("What makes it send", "a"), ("Which systems", "x, y"), ("object", "o"),
        ("Why", ""), ("order of arrival", "none"), ("Within", ""), ("second one", "b"), ("For how long", ""),
    )  # fmt: skip
    done = terminal.end()
    assert (done.code, done.out) == (0, "doc/adr/flows/0001-order-export.md\n")
    data = data_of(root / done.out.strip())
    assert (data["source"]["system"], data["consumers"], data["failures"]) == ("my shop", ["x", "y"], [])
    assert data["pattern"]["ordering"] == {"needed": "false"}


@pytest.fixture
def editor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An editor that writes what it was called with into a file beside it, and something to its stdout."""
    path = tmp_path_factory.mktemp("my editor") / "edit"
    path.write_text('#!/bin/sh\nprintf "%s|" "$@" >> "$0.log"\necho drawn\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_editor_is_called_with_its_arguments_and_the_path(start: Start, root: Path, editor: Path) -> None:
    done = start("new", "T", cwd=root, VISUAL=f"'{editor}' --wait", EDITOR="false").end()
    assert (done.code, done.out, done.err) == (0, "decisions/adr/0001-t.md\n", "drawn\n")
    log = editor.with_name("edit.log")
    assert log.read_text(encoding="utf-8") == f"--wait|{root}/decisions/adr/0001-t.md|"
    done = start("new", "U", cwd=root, VISUAL=" ", EDITOR=f"'{editor}'").end()
    assert (done.code, done.err) == (0, "drawn\n")
    assert start("new", "V", "--no-edit", cwd=root, EDITOR=f"'{editor}'").end().err == ""
    assert start("new", "W", cwd=root).end() == Outcome(0, "decisions/adr/0004-w.md\n", "")
    assert log.read_text(encoding="utf-8").count("|") == 3


@pytest.mark.parametrize(
    ("editor_line", "said"),
    [
        ("false", "the editor `false` ended with 1"),
        ("/no/such/editor", "the editor `/no/such/editor` could not be started (no such file or directory)"),
        ("vi 'open", "the editor `vi 'open` could not be started (no closing quotation)"),
    ],
)
def test_a_failing_editor_is_a_warning(editor_line: str, said: str, start: Start, root: Path) -> None:
    done = start("new", "T", cwd=root, EDITOR=editor_line).end()
    said = f"warning: {said}; the record is written\n"
    assert done == Outcome(0, "decisions/adr/0001-t.md\n", said)
    assert (root / "decisions/adr/0001-t.md").is_file()


def test_without_a_terminal_nothing_is_asked_and_no_editor_opens(adr: Callable[..., Outcome], root: Path) -> None:
    done = adr(*FLOW, cwd=root, env={"EDITOR": "false"}, input="1\n")
    assert done == Outcome(0, "decisions/flows/0001-order-export.md\n", "")
