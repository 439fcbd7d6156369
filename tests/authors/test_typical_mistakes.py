"""What authors do to a sound project by mistake, and the one finding that each of it is: place, rule and mend.

The whole list of findings is compared: what follows from a mistake is not told beside it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.authors.sound_project import FILES
from tests.cli.repositories import commit
from tests.conftest import Outcome

CATALOG = "decisions/catalog.yml"
PRICES = "decisions/adr/0001-keep-prices-in-the-erp.md"
EVENTS = "decisions/adr/0002-send-orders-as-events.md"
ORDERS = "decisions/flows/0001-order-export.md"

Adr = Callable[..., Outcome]
Spoil = Callable[[Path], object]


@dataclass(frozen=True)
class Mistake:
    """What is done to the files, whether before or `after` they were committed, and what is told: `file:line code`
    with a part of the hint."""

    spoil: Spoil
    told: str
    mend: str
    after: bool = False


def swap(file: str, old: str, new: str) -> Spoil:
    """Write `new` instead of the first `old`."""

    def spoil(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def rewrite(file: str, how: Callable[[bytes], bytes]) -> Spoil:
    """Write other bytes into the file."""
    return lambda root: (root / file).write_bytes(how((root / file).read_bytes()))


def move(file: str, to: str) -> Spoil:
    """Move the file as git does."""
    return lambda root: subprocess.run(["git", "-C", str(root), "mv", file, to], check=True)


def delete(file: str) -> Spoil:
    """Delete the file."""
    return lambda root: (root / file).unlink()


def link_to_nothing(root: Path) -> None:
    """A link stands where the record was, and what it leads to is not there."""
    (root / PRICES).unlink()
    (root / PRICES).symlink_to("nowhere.md")


def conflict(old: str) -> str:
    """`old` as two branches changed it, with the common text between."""
    return f"<<<<<<< HEAD\n{old}\n||||||| 1c2f3d4\n{old}\n=======\n{old} again\n>>>>>>> pricing"


ORDER_TEAM = '  order-operations: {name: Order operations, contact: "#order-ops", escalation: [erp-team]}\n'


MISTAKES = {
    # Statuses and keys.
    "misspelt status": Mistake(
        swap(PRICES, "status: accepted", "status: acepted"), f"{PRICES}:2 R004", "did you mean `accepted`?"
    ),
    "misspelt synonym": Mistake(
        swap(PRICES, "status: accepted", "status: aproved"), f"{PRICES}:2 R004", "did you mean `approved`?"
    ),
    "a status of another process": Mistake(
        swap(ORDERS, "status: proposed", "status: sprint"),
        f"{ORDERS}:3 R004",
        "write one of: draft, proposed, accepted",
    ),
    "no status": Mistake(swap(PRICES, "status: accepted\n", ""), f"{PRICES}:1 R004", "write one of: draft, proposed"),
    "misspelt key of the status": Mistake(
        swap(PRICES, "status:", "statsu:"), f"{PRICES}:2 R008", "did you mean `status`?"
    ),
    "misspelt key of who decided": Mistake(
        swap(PRICES, "decision-makers:", "decision-maker:"), f"{PRICES}:4 R008", "did you mean `decision-makers`?"
    ),
    "misspelt key of a required decision": Mistake(
        swap(ORDERS, "idempotency:", "idempotancy:"), f"{ORDERS}:38 R008", "did you mean `idempotency`?"
    ),
    "misspelt key within a required decision": Mistake(
        swap(ORDERS, "class: same", "clas: same"), f"{ORDERS}:35 R008", "did you mean `class`?"
    ),
    "misspelt key in a list": Mistake(
        swap(ORDERS, "    owner: order", "    onwer: order"), f"{ORDERS}:49 R008", "did you mean `owner`?"
    ),
    "a key with capitals": Mistake(
        swap(ORDERS, "consumers:", "Consumers:"), f"{ORDERS}:13 R008", "did you mean `consumers`?"
    ),
    "a key with an underscore": Mistake(
        swap(ORDERS, "may-change:", "may_change:"), f"{ORDERS}:14 R008", "did you mean `may-change`?"
    ),
    "a key twice": Mistake(
        swap(ORDERS, "consumers: [erp, wms]", "consumers: [erp, wms]\nconsumers: [erp]"),
        f"{ORDERS}:14 R012",
        "keep one of the two",
    ),
    "misspelt kind": Mistake(swap(ORDERS, "kind: flow", "kind: flwo"), f"{ORDERS}:2 R013", "did you mean `flow`?"),
    # Values.
    "misspelt word of a list": Mistake(
        swap(ORDERS, "type: event", "type: evnt"), f"{ORDERS}:25 R013", "did you mean `event`?"
    ),
    "a duration in words": Mistake(
        swap(ORDERS, "within: 8 h", "within: soon"), f"{ORDERS}:36 R013", "write a number and a unit"
    ),
    "a number in words": Mistake(
        swap(ORDERS, "attempts: 8", "attempts: eight"), f"{ORDERS}:41 R013", "write digits only"
    ),
    "a day that does not exist": Mistake(
        swap(PRICES, "date: 2026-11-02", "date: 2026-02-30"), f"{PRICES}:3 R009", "check the month and the day"
    ),
    "a day in another order": Mistake(
        swap(PRICES, "date: 2026-11-02", "date: 02.11.2026"), f"{PRICES}:3 R013", "write year-month-day"
    ),
    "a due date that has passed": Mistake(
        swap(ORDERS, "key: order number\n  d", "key: {open: Which?, owner: erp-team, due: 2026-11-01}\n  d"),
        f"{ORDERS}:39 F414",
        "answer the question, or agree on a new date",
    ),
    "a question that nobody owes": Mistake(
        swap(ORDERS, "key: order number\n  d", "key: {open: Which?}\n  d"), f"{ORDERS}:39 F415", "write `owner:`"
    ),
    # No answers.
    "nobody decided": Mistake(swap(PRICES, "[commerce-team]", "[]"), f"{PRICES}:2 L205", "name the team or the role"),
    "who decided is a dash": Mistake(swap(PRICES, "[commerce-team]", '["-"]'), f"{PRICES}:4 R005", "write the answer"),
    "an owner that is not applicable": Mistake(
        swap(ORDERS, "    owner: order-operations", "    owner: n/a"), f"{ORDERS}:49 F408", "name a team of the catalog"
    ),
    "no consumer": Mistake(swap(ORDERS, "[erp, wms]", "none"), f"{ORDERS}:13 F402", "list the systems"),
    "a key to be decided": Mistake(
        swap(ORDERS, "key: order number\n  d", "key: tbd\n  d"), f"{ORDERS}:39 F407", "name it under `idempotency.key`"
    ),
    "template text": Mistake(
        swap(EVENTS, "The ERP is closed every night", "{Describe the context.}"), f"{EVENTS}:13 R005", "write what it"
    ),
    # Names.
    "misspelt system": Mistake(
        swap(ORDERS, "consumers: [erp", "consumers: [epr"), f"{ORDERS}:13 R007", "did you mean `erp`?"
    ),
    "misspelt environment": Mistake(
        swap(ORDERS, 'production: "W-"', 'produktion: "W-"'), f"{ORDERS}:33 J608", "did you mean `production`?"
    ),
    "a team that was taken out of the catalog": Mistake(
        swap(CATALOG, ORDER_TEAM, ""), f"{CATALOG}:5 R007", "add it under `teams` in decisions/catalog.yml"
    ),
    "a system that was taken out of the catalog": Mistake(
        swap(CATALOG, "  wms: {name: Warehouse, role: wms, owner: order-operations}\n", ""),
        f"{ORDERS}:13 R007",
        "add it under `systems`",
    ),
    "misspelt section of the catalog": Mistake(
        swap(CATALOG, "teams:", "tems:"), f"{CATALOG}:5 R008", "did you mean `teams`?"
    ),
    "an emptied catalog": Mistake(rewrite(CATALOG, lambda _: b""), f"{CATALOG}:1 R001", "list the `systems:`"),
    "a deleted catalog": Mistake(delete(CATALOG), f"{ORDERS}:1 R014", "`adr init`"),
    "a number that no record has": Mistake(
        swap(EVENTS, "[ADR-0001]", "[ADR-0011]"), f"{EVENTS}:5 R007", "did you mean ADR-0001"
    ),
    "another number in the title": Mistake(
        swap(PRICES, "# Keep prices", "# 2. Keep prices"), f"{PRICES}:8 R002", "write 1 into the title"
    ),
    "a link to a name that was": Mistake(
        swap(EVENTS, "(0001-keep-prices-in-the-erp.md)", "(0001-keep-prices.md)"),
        f"{EVENTS}:13 R010",
        "did you mean `0001-keep-prices-in-the-erp.md`?",
    ),
    # Front matter that is none.
    "a blank line before the front matter": Mistake(
        rewrite(ORDERS, lambda text: b"\n" + text), f"{ORDERS}:1 R001", "has to begin with the line `---`"
    ),
    "a tab before the front matter": Mistake(
        rewrite(ORDERS, lambda text: b"\t" + text), f"{ORDERS}:1 R001", "has to begin with the line `---`"
    ),
    "two byte order marks": Mistake(
        rewrite(ORDERS, lambda text: b"\xef\xbb\xbf" * 2 + text), f"{ORDERS}:1 R001", "delete it"
    ),
    "a byte order mark before the first key": Mistake(
        rewrite(ORDERS, lambda text: text.replace(b"---\n", b"---\n\xef\xbb\xbf", 1)), f"{ORDERS}:2 R001", "delete it"
    ),
    "one hyphen too many": Mistake(
        rewrite(ORDERS, lambda text: b"-" + text), f"{ORDERS}:1 R001", "three hyphens and nothing else"
    ),
    "the first line was deleted": Mistake(
        rewrite(ORDERS, lambda text: text.removeprefix(b"---\n")), f"{ORDERS}:1 R001", "add it above the first key"
    ),
    "the front matter does not end": Mistake(
        swap(ORDERS, "\n---\n\n# Order", "\n\n# Order"), f"{ORDERS}:1 R001", "add a line with `---`"
    ),
    "indented with a tab": Mistake(
        swap(ORDERS, "  system: storefront", "\tsystem: storefront"), f"{ORDERS}:11 R001", "spaces instead of tabs"
    ),
    "a colon in the text": Mistake(
        swap(ORDERS, "trigger: order paid", "trigger: order paid: charged"), f"{ORDERS}:12 R001", "in quotes"
    ),
    "saved as UTF-16": Mistake(
        rewrite(ORDERS, lambda text: text.decode().encode("utf-16")), f"{ORDERS}:1 R001", "save the file as UTF-8"
    ),
    # Merges.
    "a conflict in the text": Mistake(
        swap(EVENTS, "* Good, because no order is lost at night.", conflict("* Good, because no order is lost.")),
        f"{EVENTS}:26 R016",
        "delete the lines with the markers",
    ),
    "a conflict in the front matter": Mistake(
        swap(ORDERS, "consumers: [erp, wms]", conflict("consumers: [erp, wms]")), f"{ORDERS}:13 R016", "keep the lines"
    ),
    "a conflict in the catalog": Mistake(swap(CATALOG, "teams:", conflict("teams:")), f"{CATALOG}:5 R016", "keep the"),
    "a conflict that was half cleaned up": Mistake(
        swap(EVENTS, "## Considered Options", ">>>>>>> pricing\n## Considered Options"), f"{EVENTS}:15 R016", "delete"
    ),
    # Files that were moved, copied, emptied and deleted.
    "an emptied record": Mistake(
        rewrite(EVENTS, lambda _: b""), f"{EVENTS}:1 R001", "bring its text back from git", after=True
    ),
    "a record of blank lines": Mistake(rewrite(ORDERS, lambda _: b"\n \n"), f"{ORDERS}:1 R001", "write the record"),
    "a deleted record": Mistake(delete(PRICES), f"{PRICES}:1 L206", f"git checkout HEAD -- {PRICES}", after=True),
    "a record moved away": Mistake(move(PRICES, "notes.md"), f"{PRICES}:1 L206", "bring it back", after=True),
    "a record that lost its number": Mistake(
        move(PRICES, "decisions/adr/keep-prices-in-the-erp.md"), f"{PRICES}:1 L206", "bring it back", after=True
    ),
    "a record with another ending": Mistake(
        move(PRICES, PRICES.replace(".md", ".txt")), f"{PRICES}:1 L206", "bring it back", after=True
    ),
    "another name of the same number": Mistake(
        move(PRICES, "decisions/adr/0001-prices.md"), f"{EVENTS}:13 R010", "did you mean `0001-prices.md`?", after=True
    ),
    "a copy with the same number": Mistake(
        lambda root: (root / "decisions/adr/0002-a-copy.md").write_bytes((root / EVENTS).read_bytes()),
        f"{EVENTS}:1 R003",
        "next free number",
        after=True,
    ),
    "a link to nothing": Mistake(
        link_to_nothing,
        f"{PRICES}:1 R001",
        "restore the file it points to",
        after=True,
    ),
}


def laid(root: Path) -> None:
    """Write the sound project."""
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def findings(adr: Adr, root: Path) -> list[tuple[str, str]]:
    """Each finding as `file:line code`, and its hint."""
    document = adr("check", "--format", "json", cwd=root).json
    return [(f"{one['file']}:{one['line']} {one['code']}", one["hint"]) for one in document["findings"]]


def test_there_are_enough_of_them() -> None:
    assert len(MISTAKES) >= 40


def test_nothing_is_wrong_with_the_project_itself(tmp_path: Path, adr: Adr) -> None:
    laid(tmp_path)
    subprocess.run(["git", "init", "-q", "-b", "main", str(tmp_path)], check=True)
    commit(tmp_path, "Start")
    assert findings(adr, tmp_path) == []


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_one_finding(mistake: Mistake, tmp_path: Path, adr: Adr) -> None:
    laid(tmp_path)
    subprocess.run(["git", "init", "-q", "-b", "main", str(tmp_path)], check=True)
    if not mistake.after:
        mistake.spoil(tmp_path)
    commit(tmp_path, "Start")
    if mistake.after:
        mistake.spoil(tmp_path)
    told = findings(adr, tmp_path)
    assert [place for place, _ in told] == [mistake.told]
    assert mistake.mend in told[0][1]
