"""`adr check --fix` and `--diff`: what is safe is mended to the byte, everything else is left and told."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.in_process import run_in_process
from tests.samples import CATALOG

Adr = Callable[..., Outcome]
Tree = Callable[..., Path]
Files = dict[str, str | bytes | None]

OLD = (
    b'---\r\nstatus: "accepted"   # in May\r\ndate: 2026-1-5\r\nreview-by: 03/04/2027\r\n---\r\n\r\n'
    b"# Call the ERP\r\n\r\nText."
)
NEW = (
    b"\xef\xbb\xbf---\n# ours\nstatus: accepted\nid: adr-7\ndate: '5 January 2026'\nsupersedes: [ADR-0001]\n---\n\n"
    b"# 003. Use events  \n\nText of 5 January 2026 and ADR-7.\n"
)
OLD_MENDED = (
    OLD.replace(b'"accepted"   # in May\r\n', b'"superseded"   # in May\r\nsuperseded-by: [ADR-0002]\r\n')
).replace(b"2026-1-5", b"2026-01-05")
NEW_MENDED = (
    NEW.replace(b"id: adr-7", b"id: adr-2").replace(b"date: '5 January 2026'", b"date: '2026-01-05'")
).replace(b"# 003.", b"# 002.")
ONE, TWO = "decisions/adr/0001-call-the-erp.md", "decisions/adr/0002-use-events.md"
LINK_TO_ONE = "[1. Call the ERP](0001-call-the-erp.md)"
PROGRAMME: Files = {"decisions/catalog.yml": CATALOG, ONE: OLD, TWO: NEW}
LEFT = f"not mended: {ONE}:4:1 R013: `03/04/2027` can mean 2027-03-04 and 2027-04-03; write the one that is meant\n"
DIFF = f"""\
--- a/{ONE}
+++ b/{ONE}
@@ -1,6 +1,7 @@
 ---\r
-status: "accepted"   # in May\r
-date: 2026-1-5\r
+status: "superseded"   # in May\r
+superseded-by: [ADR-0002]\r
+date: 2026-01-05\r
 review-by: 03/04/2027\r
 ---\r
 \r
--- a/{TWO}
+++ b/{TWO}
@@ -1,11 +1,11 @@
 \ufeff---
 # ours
 status: accepted
-id: adr-7
-date: '5 January 2026'
+id: adr-2
+date: '2026-01-05'
 supersedes: [ADR-0001]
 ---
{" "}
-# 003. Use events{"  "}
+# 002. Use events{"  "}
{" "}
 Text of 5 January 2026 and ADR-7.
"""


def nygard(number: int, title: str, *status: str) -> str:
    return (
        f"# {number}. {title}\n\nDate: 2024-01-31\n\n## Status\n\n" + "\n\n".join(status) + "\n\n## Context\n\nText.\n"
    )


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.md")}


def codes(outcome: Outcome) -> list[str]:
    return [finding["code"] for finding in outcome.json["findings"]]


def run(root: Path, *command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command with every byte that goes in and out as it is."""
    return subprocess.run(command, cwd=root, input=given, capture_output=True, check=False)


def test_what_is_safe_is_mended_and_the_rest_is_left_and_told(tree: Tree, adr: Adr) -> None:
    root = tree(PROGRAMME)
    assert codes(adr("check", "--format", "json", cwd=root)) == ["R013", "R013", "R002", "R013", "G302", "R002"]
    outcome = adr("check", "--fix", "--format", "json", cwd=root)
    assert (outcome.code, codes(outcome)) == (1, ["R013"])
    assert outcome.err == f"mended in {ONE}: 2\nmended in {TWO}: 3\n{LEFT}"
    assert contents(root) == {ONE: OLD_MENDED, TWO: NEW_MENDED}
    again = adr("check", "--fix", cwd=root)
    assert again.err == "mended: nothing\n" + LEFT.replace(":4:1", ":5:1")
    assert contents(root) == {ONE: OLD_MENDED, TWO: NEW_MENDED}


@pytest.mark.parametrize("options", [["--diff"], ["--fix", "--diff"]])
def test_the_whole_diff_is_printed_and_nothing_written(tree: Tree, options: list[str]) -> None:
    root = tree(PROGRAMME)
    code, out, err = run_in_process(("check", *options), root)
    said = f"--fix would mend in {ONE}: 2\n--fix would mend in {TWO}: 3\n{LEFT}"
    assert (code, out.decode(), err.decode()) == (1, DIFF, said)
    assert contents(root) == {ONE: OLD, TWO: NEW}


def test_git_applies_the_diff_to_the_same_bytes(tree: Tree) -> None:
    three = 'decisions/adr/0003 ä "b".md'
    root = tree({**PROGRAMME, three: b"---\nstatus: draft\ndate: 2026/1/5\n---\n\n# 003. B\n\nText\n\ndate: 1"})
    run(root, "git", "init", "-q")
    _, diff, _ = run_in_process(("check", "--diff"), root)
    assert run(root, "git", "apply", "--whitespace=nowarn", given=diff).stderr == b""
    assert contents(root) == {
        ONE: OLD_MENDED,
        TWO: NEW_MENDED,
        three: b"---\nstatus: draft\ndate: 2026-01-05\n---\n\n# 003. B\n\nText\n\ndate: 1",
    }


def test_plain_records_are_mended_in_their_own_form(tree: Tree, adr: Adr) -> None:
    old, new = nygard(1, "Call the ERP", "Accepted"), nygard(9, "Use events", "Accepted", f"Supersedes {LINK_TO_ONE}")
    bullets = "# Use a `queue`\n\n* Status: superseded by [ADR-4](0004-use-files.md)\n\n## Context\n\nText.\n"
    files = "# Use files\n\n* Status: accepted\n* Date: 2024-01-31\n\n## Context\n\nText."
    names = ["0001-call-the-erp.md", "0002-use-events.md", "0003-use-a-queue.md", "0004-use-files.md"]
    texts = [text.replace("\n", "\r\n").encode() for text in (old, new, bullets, files)]
    root = tree({f"docs/adr/{name}": text for name, text in zip(names, texts, strict=True)})
    outcome = adr("check", "--fix", cwd=root)
    assert (outcome.code, outcome.out) == (0, "4 decisions: 0 errors, 0 warnings\n")
    expected = [
        nygard(1, "Call the ERP", "Superseded by [2. Use events](0002-use-events.md)"),
        nygard(2, "Use events", "Accepted", f"Supersedes {LINK_TO_ONE}"),
        bullets,
        files.replace("01-31\n", "01-31\n* Supersedes: [3. Use a queue](0003-use-a-queue.md)\n"),
    ]
    assert contents(root) == {
        f"docs/adr/{name}": text.replace("\n", "\r\n").encode() for name, text in zip(names, expected, strict=True)
    }
    assert adr("check", "--fix", cwd=root).err == "mended: nothing\n"


def test_paths_and_rules_say_what_may_be_mended(tree: Tree, adr: Adr) -> None:
    root = tree(PROGRAMME)
    outcome = adr("check", "--fix", "--ignore", "R013", TWO, cwd=root)
    assert outcome.err == (f"mended in {TWO}: 2\nnot mended: {TWO}:6:1 G302: {ONE} would have to change; name it too\n")
    assert contents(root) == {ONE: OLD, TWO: NEW_MENDED.replace(b"2026-01-05", b"5 January 2026")}
    adr("check", "--fix", "--select", "G302", cwd=root)
    assert contents(root)[ONE] == OLD_MENDED.replace(b"2026-01-05", b"2026-1-5")


def test_what_is_suppressed_or_in_the_baseline_is_not_mended(tree: Tree, adr: Adr) -> None:
    text = "---\nstatus: draft\nid: ADR-9\nignore: [{rule: R002, reason: r, until: 2027-01-31}]\n---\n\n# A\n\nText.\n"
    root = tree(
        {"decisions/catalog.yml": CATALOG, ONE: text, TWO: "---\nstatus: draft\nid: ADR-9\n---\n\n# B\n\nText.\n"}
    )
    adr("check", "--baseline", "b.json", "--update-baseline", cwd=root)
    before = contents(root)
    outcome = adr("check", "--baseline", "b.json", "--fix", cwd=root)
    assert (outcome.code, outcome.err) == (0, "mended: nothing\n")
    assert contents(root) == before


def test_a_file_that_is_read_only_or_a_link_is_left_and_told(tree: Tree, adr: Adr) -> None:
    text = "---\nstatus: draft\ndate: 2026/1/5\n---\n\n# A\n\nText.\n"
    root = tree({"decisions/catalog.yml": CATALOG, ONE: text, "notes/b.md": text, "decisions/adr/0003-c.md": text})
    (root / ONE).chmod(0o444)
    (root / TWO).symlink_to(root / "notes/b.md")
    outcome = adr("check", "--fix", cwd=root)
    assert outcome.err == (
        "mended in decisions/adr/0003-c.md: 1\n"
        f"not mended: {ONE}:3:1 R013: {ONE} is read-only; give yourself the right to write it\n"
        f"not mended: {TWO}:3:1 R013: {TWO} is a link; mend the file that it leads to\n"
    )
    assert {name: b"2026/1/5" in content for name, content in contents(root).items()} == {
        ONE: True, TWO: True, "notes/b.md": True, "decisions/adr/0003-c.md": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--fix", "--update-baseline"], "--fix and --update-baseline are two steps; mend first, then write"),
        (["--diff", "--format", "json"], "--diff prints a diff and no report; leave --format out, or write the report"),
    ],
)
def test_options_that_contradict_one_another(tree: Tree, adr: Adr, options: list[str], message: str) -> None:
    outcome = adr("check", *options, cwd=tree(PROGRAMME))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"adr: {message}")


def test_nothing_to_mend_and_quiet(tree: Tree, adr: Adr) -> None:
    root = tree({"decisions/catalog.yml": CATALOG, ONE: "---\nstatus: draft\n---\n\n# A\n\nText.\n"})
    assert adr("check", "--diff", cwd=root) == Outcome(0, "", "")
    assert adr("-q", "check", "--fix", cwd=root) == Outcome(0, "", "")


def test_the_manual_says_what_is_mended(tmp_path: Path, adr: Adr) -> None:
    assert adr("explain", "G302", "--format", "json", cwd=tmp_path).json["fix"] == (
        "`adr check --fix` writes the missing link into the other record, "
        "and the status superseded where it is accepted."
    )
    assert adr("explain", "G301", "--format", "json", cwd=tmp_path).json["fix"] is None
    assert adr("explain", "R002", cwd=tmp_path).out.endswith(
        "\n`adr check --fix` writes the file's number into the title, or under `id`, where a wrong\none stands.\n"
    )
    rules = adr("rules", "--format", "json", cwd=tmp_path).json["rules"]
    assert [rule["code"] for rule in rules if rule["fix"]] == ["R002", "R013", "G302"]
    marked = [line.split()[0] for line in adr("rules", cwd=tmp_path).out.splitlines() if "--fix" in line]
    assert marked == ["R002", "R013", "G302"]
