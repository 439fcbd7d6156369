"""`adr accept`, `reject`, `deprecate`, `supersede`, `link`, `renumber`: both ends, minimal edits, nothing illegal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.samples import CATALOG, DECISION, FLOW, changed

Adr = Callable[..., Outcome]
Tree = Callable[..., Path]
ADR = "decisions/adr"
OLD, NEW = f"{ADR}/0001-prices-in-the-erp.md", f"{ADR}/0002-prices-in-the-pim.md"


def decision(title: str, status: str, more: str = "") -> str:
    text = changed(DECISION, "# Keep prices in the ERP", f"# {title}")
    return changed(text, "status: accepted", f"status: {status}  # as agreed{more}")


FILES: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": CATALOG,
    OLD: decision("Prices in the ERP", "accepted"),
    NEW: decision("Prices in the PIM", "proposed", "\nsupersedes: [ADR-0001]"),
    f"{ADR}/0003-rejected.md": decision("Prices nowhere", "rejected"),
    "decisions/risks/0001-slow.md": "---\nkind: risk\nstatus: open\nowner: erp-team\n---\n\n# Slow\n\nIt is.\n",
}
NYGARD = """\
# 1. Use files

Date: 2024-01-31

## Status

Accepted

## Context

Load.
"""
PLAIN: dict[str, str | bytes | None] = {
    "doc/adr/0001-use-files.md": NYGARD.replace("\n", "\r\n").encode(),
    "doc/adr/0002-use-events.md": NYGARD.replace("# 1. Use files", "# 2. Use events").replace("Accepted", "Proposed"),
}


def read(root: Path, file: str) -> str:
    return (root / file).read_bytes().decode("utf-8")


def test_accepting_takes_effect_on_what_is_superseded(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    outcome = adr("accept", "2", "--by", "erp-team", "--by", "commerce-team", cwd=root)
    assert (outcome.code, outcome.out) == (0, f"{NEW}\n{OLD}\n")
    assert outcome.err.splitlines() == [
        "ADR-0002 Prices in the PIM: accepted (was proposed)",
        "ADR-0001 Prices in the ERP: superseded by ADR-0002",
    ]
    new, old = str(FILES[NEW]), str(FILES[OLD])
    new = changed(new, "status: proposed  #", "status: accepted  #")
    new = changed(new, "date: 2026-11-20", "date: 2026-11-23")
    assert read(root, NEW) == changed(new, "[integration-architecture]", "[erp-team, commerce-team]")
    old = changed(old, "status: accepted  # as agreed", "status: superseded  # as agreed\nsuperseded-by: [ADR-0002]")
    assert read(root, OLD) == changed(old, "date: 2026-11-20", "date: 2026-11-23")
    assert adr("check", "--select", "G", cwd=root).code == 0


def test_a_second_time_changes_nothing(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    adr("accept", "2", cwd=root)
    before = read(root, NEW), read(root, OLD)
    outcome = adr("accept", "2", cwd=root)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "ADR-0002 is accepted already\n")
    assert (read(root, NEW), read(root, OLD)) == before


def test_a_diff_shows_what_would_be_and_writes_nothing(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    outcome = adr("deprecate", OLD, "--date", "2026-12-01", "--diff", cwd=root)
    assert outcome.code == 0
    assert [line for line in outcome.out.splitlines() if line[0] in "+-"] == [
        f"--- a/{OLD}",
        f"+++ b/{OLD}",
        "-status: accepted  # as agreed",
        "-date: 2026-11-20",
        "+status: deprecated  # as agreed",
        "+date: 2026-12-01",
    ]
    assert outcome.err == "would be: ADR-0001 Prices in the ERP: deprecated (was accepted)\n"
    assert read(root, OLD) == FILES[OLD]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["accept", "3"], "ADR-0003 is rejected and cannot become accepted; from rejected it may become: proposed"),
        (["reject", "1"], "ADR-0001 is accepted and cannot become rejected; from accepted it may become: proposed, "
         "deprecated, superseded"),
        (["deprecate", "2"], "ADR-0002 is proposed and cannot become deprecated; from proposed it may become: draft, "
         "accepted, rejected"),
        (["accept", "RISK-1"], "RISK-0001 is a risk, which is not decided; write its `status` and `response` into "
         "decisions/risks/0001-slow.md"),
        (["accept", "99"], "there is no record 99; see `adr list`"),
        (["accept", "2", "--date", "tomorrow"], "`tomorrow` is no day; write year-month-day, as in 2026-12-15"),
        (["supersede", "1", "--by", "1"], "ADR-0001 cannot supersede itself; name two records"),
        (["supersede", "2", "--by", "1"], "ADR-0002 supersedes ADR-0001 already; decide which of the two holds"),
        (["supersede", "1", "--by", "3"], "ADR-0003 is rejected and can take nobody's place; name a record that is in "
         "force"),
        (["supersede", "1", "--by", "RISK-1"], "a risk cannot supersede a decision; name two records of one kind"),
        (["supersede", "3", "--by", "2"], "ADR-0003 is rejected and cannot become superseded; from rejected it may "
         "become: proposed"),
        (["link", "1", "amends", "1"], "ADR-0001 cannot be linked to itself; name two records"),
        (["link", "1", "amend", "2"], "the relation `amend` is not known; did you mean `amends`? known are: amends, "
         "clarifies, depends-on, relates-to, amended-by, clarified-by, required-by"),
        (["link", "2", "supersedes", "1"], "superseding changes a status too; use `adr supersede ADR-0001 --by "
         "ADR-0002`"),
        (["link", "1", "extends", "2", "extended by"], f"{OLD} has no key for `extends`; did you mean `amends`? "
         "known are: amends, clarifies, depends-on, relates-to, amended-by, clarified-by, required-by"),
        (["renumber", "1", "--to", "2"], "the number 2 is taken; leave out --to for the next free one"),
        (["renumber", "1", "--to", "1"], "the number 1 is taken; leave out --to for the next free one"),
    ],
)  # fmt: skip
def test_what_is_not_possible_is_one_line_and_changes_nothing(
    tree: Tree, adr: Adr, arguments: list[str], said: str
) -> None:
    root = tree(FILES)
    outcome = adr(*arguments, cwd=root)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"adr: {said}\n")
    assert {file: read(root, file) for file in FILES} == FILES


def test_superseding_is_announced_until_the_new_record_is_accepted(tree: Tree, adr: Adr) -> None:
    root = tree({**FILES, NEW: decision("Prices in the PIM", "proposed")})
    outcome = adr("supersede", "1", "--by", "2", cwd=root)
    assert (outcome.code, outcome.out) == (0, f"{NEW}\n")
    assert outcome.err == ("announced in ADR-0002; ADR-0001 holds until ADR-0002 is accepted (`adr accept ADR-0002`)\n")
    assert read(root, NEW) == changed(
        decision("Prices in the PIM", "proposed"), "# as agreed\n", "# as agreed\nsupersedes: [ADR-0001]\n"
    )
    assert adr("accept", "2", cwd=root).out == f"{NEW}\n{OLD}\n"
    assert "superseded-by: [ADR-0002]" in read(root, OLD)


def test_plain_records_are_changed_in_their_own_form(tree: Tree, adr: Adr) -> None:
    root = tree(PLAIN)
    assert adr("accept", "2", cwd=root / "doc").out == "adr/0002-use-events.md\n"
    assert adr("supersede", "1", "--by", "2", cwd=root).code == 0
    old, new = read(root, "doc/adr/0001-use-files.md"), read(root, "doc/adr/0002-use-events.md")
    assert old == NYGARD.replace("Accepted", "Superseded by [2. Use events](0002-use-events.md)").replace("\n", "\r\n")
    assert new == NYGARD.replace("# 1. Use files", "# 2. Use events").replace(
        "Accepted\n", "Accepted\n\nSupersedes [1. Use files](0001-use-files.md)\n"
    )
    assert [record["status"] for record in adr("list", "--format", "json", cwd=root).json["records"]] == [
        "superseded",
        "accepted",
    ]
    assert adr("check", "--select", "G", cwd=root).code == 0


def test_plain_records_are_linked_in_any_words(tree: Tree, adr: Adr) -> None:
    root = tree(PLAIN)
    assert adr("link", "2", "Extends", "1", "Extended by", cwd=root).code == 0
    assert adr("link", "2", "amends", "1", cwd=root).code == 0
    old, new = read(root, "doc/adr/0001-use-files.md"), read(root, "doc/adr/0002-use-events.md")
    assert "Extended by [2. Use events](0002-use-events.md)\r\n\r\nAmended by [2. Use events]" in old
    assert "Extends [1. Use files](0001-use-files.md)\n\nAmends [1. Use files](0001-use-files.md)\n" in new


def test_a_link_stands_at_both_ends(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    outcome = adr("link", "2", "depends-on", "1", cwd=root)
    assert (outcome.code, outcome.out, outcome.err) == (
        0, f"{NEW}\n{OLD}\n", "ADR-0002 depends-on ADR-0001 Prices in the ERP\n",
    )  # fmt: skip
    assert "depends-on: [ADR-0001]\n" in read(root, NEW)
    assert "required-by: [ADR-0002]\n" in read(root, OLD)
    assert adr("link", "2", "depends-on", "1", cwd=root).out == ""
    assert "required by ADR-0002 Prices in the PIM" in adr("show", "1", cwd=root).out
    assert adr("check", "--select", "R", cwd=root).code == 0


def test_accepting_a_flow_says_what_is_not_settled(tree: Tree, adr: Adr) -> None:
    file = "decisions/flows/0001-order-export.md"
    text = changed(FLOW, "  type: event\n", "").replace("decision-makers: [integration-architecture]\n", "")
    root = tree({"decisions/catalog.yml": CATALOG, file: text})
    outcome = adr("accept", "FLOW-1", cwd=root)
    assert outcome.code == 0
    assert outcome.err.splitlines()[1:] == [
        "nobody is named who decided: `adr accept FLOW-0001 --by TEAM`",
        "not settled yet, which `adr check` will not let pass: integration pattern",
    ]


REFERRING = "\n\n[the ERP](0001-prices-in-the-erp.md), ADR-0001 and `ADR-0001`.\n\n```\nADR-0001\n```\n"


def test_a_number_changes_wherever_it_is_named(tree: Tree, adr: Adr) -> None:
    files = {
        **FILES,
        OLD: decision("1. Prices in the ERP", "accepted", "\nsuperseded-by: [ADR-0002]"),
        f"{ADR}/0004-other.md": decision("Other", "proposed", "\namends: [1]") + REFERRING,
        "decisions/flows/0001-order-export.md": changed(FLOW, "object: order\n", "object: order\nrisks: [RISK-0001]\n"),
        "decisions/index.md": "See [prices](adr/0001-prices-in-the-erp.md) and ADR-0001.\n",
        "README.md": "[prices](decisions/adr/0001-prices-in-the-erp.md#context)\n",
    }
    root = tree(files)
    outcome = adr("renumber", "ADR-1", "--to", "12", cwd=root)
    new = f"{ADR}/0012-prices-in-the-erp.md"
    assert (outcome.code, outcome.err) == (0, "ADR-0001 is ADR-0012 now\n")
    assert outcome.out.split() == [NEW, f"{ADR}/0004-other.md", "README.md", "decisions/index.md", new]
    assert not (root / OLD).exists()
    assert read(root, new) == changed(str(files[OLD]), "# 1. Prices", "# 12. Prices")
    assert "supersedes: [ADR-0012]" in read(root, NEW)
    other = read(root, f"{ADR}/0004-other.md")
    assert "amends: [12]" in other
    assert other.endswith("[the ERP](0012-prices-in-the-erp.md), ADR-0012 and `ADR-0001`.\n\n```\nADR-0001\n```\n")
    assert read(root, "decisions/index.md") == "See [prices](adr/0012-prices-in-the-erp.md) and ADR-0001.\n"
    assert read(root, "README.md") == "[prices](decisions/adr/0012-prices-in-the-erp.md#context)\n"
    assert adr("check", "--select", "R,G", cwd=root).code == 0


def test_the_next_free_number_is_taken_and_of_two_with_one_number_the_file_says_which(tree: Tree, adr: Adr) -> None:
    twin = f"{ADR}/0002-another.md"
    linked = decision("Another", "proposed") + "\n[PIM](0002-prices-in-the-pim.md)\n"
    root = tree({**FILES, twin: linked})
    outcome = adr("renumber", "ADR-2", cwd=root)
    assert (outcome.code, outcome.err) == (
        2, f"adr: ADR-0002 names 2 records; name the file: {twin} or {NEW}\n",
    )  # fmt: skip
    outcome = adr("renumber", NEW, cwd=root)
    assert outcome.out.split() == [twin, f"{ADR}/0004-prices-in-the-pim.md"]
    assert outcome.err.splitlines()[0] == "ADR-0002 is ADR-0004 now"
    assert "[PIM](0004-prices-in-the-pim.md)" in read(root, twin)
    assert adr("check", "--select", "R003", cwd=root).code == 0


def test_a_file_that_cannot_be_written_leaves_all_as_it_was(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    (root / OLD).chmod(0o444)
    outcome = adr("accept", "2", cwd=root)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"adr: {OLD} is read-only; give yourself the right to write it\n"
    assert {file: read(root, file) for file in FILES} == FILES
    assert not list((root / ADR).glob(".*"))


def test_an_untouched_template_is_not_accepted_and_what_is_left_is_told(tree: Tree, adr: Adr) -> None:
    root = tree({"decisions/catalog.yml": CATALOG})
    for arguments in (["Keep prices"], ["--kind", "flow", "Order export"]):
        adr("new", *arguments, "--no-edit", cwd=root)
    file = f"{ADR}/0001-keep-prices.md"
    before = read(root, file)
    done = adr("accept", "ADR-1", "--by", "erp-team", cwd=root)
    assert (done.code, done.out, read(root, file)) == (2, "", before)
    assert done.err.startswith("adr: ADR-0001 still holds the template's text, and would be accepted without what it")
    assert f"write in {file} first: `Context and Problem Statement` (line " in done.err
    assert adr("accept", "FLOW-1", "--by", "erp-team", cwd=root).code == 2
    assert adr("reject", "ADR-1", "--by", "erp-team", cwd=root).code == 0


def test_who_decided_is_a_team_of_the_catalog_where_there_is_one(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    done = adr("accept", "2", "--by", "erp-tema", cwd=root)
    assert (done.code, done.out, read(root, NEW)) == (2, "", FILES[NEW])
    assert done.err.startswith("adr: there is no team `erp-tema`; did you mean `erp-team`? decisions/catalog.yml lists")
    assert "did you mean `erp-team`?" in adr("list", "--owner", "erp-tema", cwd=root).err
    plain = tree(PLAIN, root / "plain")
    assert adr("reject", "2", "--by", "Ann", cwd=plain).code != 3


def test_a_number_of_two_kinds_names_neither(tree: Tree, adr: Adr) -> None:
    flow = "decisions/flows/0002-order-export.md"
    root = tree({**FILES, flow: FLOW})
    for arguments in (["accept", "2"], ["reject", "2"], ["renumber", "2"], ["link", "2", "amends", "1"]):
        done = adr(*arguments, cwd=root)
        said = "2 may be one of several records; name it in full: ADR-0002 Prices in the PIM or FLOW-0002 Order export"
        assert (done.code, done.err) == (2, f"adr: {said}\n")
    assert adr("accept", "FLOW-2", cwd=root).out == f"{flow}\n"


def test_a_decided_record_is_reopened_with_the_reason(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    assert "--because" in adr("reopen", "1", cwd=root).err
    done = adr("reopen", "1", "--because", "The vendor ends the product.", cwd=root)
    assert (done.code, done.out) == (0, f"{OLD}\n")
    assert done.err == "ADR-0001 Prices in the ERP: proposed (was accepted)\n"
    text = read(root, OLD)
    assert "status: proposed  # as agreed\n" in text
    assert text.endswith("\n\n## Reopened 2026-11-23\n\nThe vendor ends the product.\n")
    assert adr("check", "--select", "R", cwd=root).code == 0


def test_a_plain_record_is_reopened_in_its_own_form(tree: Tree, adr: Adr) -> None:
    root = tree(PLAIN)
    assert adr("reopen", "1", "--because", "No files any more", cwd=root).code == 0
    text = read(root, "doc/adr/0001-use-files.md")
    assert "## Status\r\n\r\nProposed\r\n" in text
    assert text.endswith("Load.\r\n\r\n## Reopened 2026-11-23\r\n\r\nNo files any more\r\n")


def test_a_draft_is_proposed(tree: Tree, adr: Adr) -> None:
    root = tree({**FILES, NEW: decision("Prices in the PIM", "draft")})
    assert adr("propose", "2", cwd=root).err == "ADR-0002 Prices in the PIM: proposed (was draft)\n"
    assert "Proposed 2026" not in read(root, NEW)
