"""`adr index`: a table of the records in a page of Markdown, fresh or refused, and no byte of the page besides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

FILES: dict[str, str | bytes | None] = {
    "docs/adr/0001-use-files.md": (
        "---\nstatus: superseded\ndate: 2024-01-31\nsuperseded-by: [2]\n---\n\n# 1. Use files\n\nText.\n"
    ),
    "docs/adr/0002-use a (b)|[c].md": "# 2. Don't use a | b & [c](d) in snake_case\n\n## Status\n\nAccepted\n",
    "docs/adr/more/0003-wait.md": "# 3. Wait\n\n## Status\n\nOn hold <b>*now*</b>\n",
    "docs/adr/more/0004-none.md": "---\nstatus: superseded\nsuperseded-by: [99]\n---\n\n# No successor\n",
}
ROWS = (
    "| ID | Title | Status | Date | Superseded by |",
    "| --- | --- | --- | --- | --- |",
    "| ADR-0001 | [Use files](0001-use-files.md) | superseded | 2024-01-31 "
    "| [ADR-0002](0002-use%20a%20%28b%29%7C%5Bc%5D.md) |",
    "| ADR-0002 | [Don't use a &#124; b & c in snake_case](0002-use%20a%20%28b%29%7C%5Bc%5D.md) | accepted |  |  |",
    "| ADR-0003 | [Wait](more/0003-wait.md) | On hold &#60;b>\\*now\\*&#60;/b> |  |  |",
    "| ADR-0004 | [No successor](more/0004-none.md) | superseded |  | 99 |",
)
INDEX = "\n".join(("<!-- adr-index -->", "", *ROWS, "", "<!-- /adr-index -->", ""))
README = "docs/adr/README.md"


def test_a_page_is_created_and_a_second_run_changes_nothing(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    first = adr("index", cwd=root)
    assert (first.code, first.out, first.err) == (0, f"{README}\n", "")
    assert (root / README).read_text("utf-8") == f"# Decisions\n\n{INDEX}"
    second = adr("index", cwd=root / "docs")
    assert (second.code, second.out, second.err) == (0, "", f"{README}: the index is fresh\n")
    assert (root / README).read_text("utf-8") == f"# Decisions\n\n{INDEX}"


def test_a_page_without_markers_gets_them_at_its_end(tree: Tree, adr: Adr) -> None:
    root = tree({**FILES, "docs/adr/readme.md": b"# Ours\r\nno line end"})
    assert adr("index", cwd=root).out == "docs/adr/readme.md\n"
    expected = f"# Ours\nno line end\n\n{INDEX}".replace("\n", "\r\n").encode()
    assert (root / "docs/adr/readme.md").read_bytes() == expected
    assert adr("index", "--check", cwd=root).code == 0


def test_nothing_outside_of_the_markers_changes(tree: Tree, adr: Adr) -> None:
    before = b"\xef\xbb\xbf# Ours\r\n\n```\n<!-- adr-index -->\n```\n\r\n  <!--adr-index-->  \r\n"
    after = b"<!-- /adr-index -->\nmixed\r\nline ends \t\n\nand no last one"
    root = tree({**FILES, "docs/adr/index.md": before + b"| old |\n" + after, README: "# Not this one\n"})
    assert adr("index", cwd=root).out == "docs/adr/index.md\n"
    table = "\n".join(("", *ROWS, "", "")).replace("\n", "\r\n").encode()
    assert (root / "docs/adr/index.md").read_bytes() == before + table + after
    assert (root / README).read_text("utf-8") == "# Not this one\n"


def test_links_lead_from_wherever_the_page_lies(tree: Tree, adr: Adr) -> None:
    root = tree({"docs/adr/0001-a.md": FILES["docs/adr/more/0003-wait.md"], "docs/guide/x.md": "Text.\n", ".git": None})
    for page in ("README.md", "docs/guide/x.md"):
        assert adr("index", page, cwd=root).out == f"{page}\n"
    assert "[Wait](docs/adr/0001-a.md)" in (root / "README.md").read_text("utf-8")
    assert "[Wait](../adr/0001-a.md)" in (root / "docs/guide/x.md").read_text("utf-8")


def test_check_prints_what_is_stale_and_writes_nothing(tree: Tree, adr: Adr) -> None:
    record = "# 1. Wait\n\n## Status\n\n{}\n"
    root = tree({"docs/adr/0001-wait.md": record.format("Proposed")})
    assert adr("index", cwd=root).code == 0
    tree({"docs/adr/0001-wait.md": record.format("Accepted")}, root)
    before = (root / README).read_bytes()
    stale = adr("index", "--check", cwd=root)
    assert (stale.code, stale.err) == (1, f"{README}: the index is not fresh; write it with `adr index`\n")
    assert stale.out == (
        f"--- a/{README}\n+++ b/{README}\n@@ -4,6 +4,6 @@\n \n"
        " | ID | Title | Status | Date | Superseded by |\n"
        " | --- | --- | --- | --- | --- |\n"
        "-| ADR-0001 | [Wait](0001-wait.md) | proposed |  |  |\n"
        "+| ADR-0001 | [Wait](0001-wait.md) | accepted |  |  |\n"
        " \n <!-- /adr-index -->\n"
    )
    assert (root / README).read_bytes() == before
    assert adr("index", "--check", "NEW.md", cwd=root / "docs/adr/..").code == 1
    assert not (root / "docs/NEW.md").exists()


BEGIN, END = "<!-- adr-index -->\n", "<!-- /adr-index -->\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f"# T\n{BEGIN}",
            "2: the index begins here and never ends; "
            "add the line `<!-- /adr-index -->` where it shall end, or delete this one",
        ),
        (
            f"# T\n\n{END}",
            "3: the index ends here and never begins; "
            "add the line `<!-- adr-index -->` where it shall begin, or delete this one",
        ),
        (
            f"{END}text\n{BEGIN}",
            "1: the index ends here, before it begins in line 3; put `<!-- adr-index -->` above `<!-- /adr-index -->`",
        ),
        (f"{BEGIN}{END}{BEGIN}{END}", "3: the index begins here again, after line 1; leave one pair of markers"),
        (f"{BEGIN}{END}\n{END}", "4: the index ends here again, after line 2; leave one pair of markers"),
        (
            "# T\n```\ncode\n",
            "3: the page ends in a code block that is never closed; close it, and run the command again",
        ),
    ],
)
def test_damaged_markers_are_refused(tree: Tree, adr: Adr, text: str, said: str) -> None:
    root = tree({**FILES, README: text.encode()})
    for arguments in ((), ("--check",)):
        outcome = adr("index", *arguments, cwd=root)
        assert (outcome.code, outcome.out, outcome.err) == (2, "", f"adr: {README}:{said}\n")
    assert (root / README).read_text("utf-8") == text


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("", "`` is no file; name a page of Markdown, as in adr index docs/README.md"),
        ("docs", "`docs` is no file; name a page of Markdown, as in adr index docs/README.md"),
        ("docs/notes.txt", "docs/notes.txt is no Markdown; name a page that ends with .md"),
        ("../x.md", "../x.md lies outside of the project; name a page that links can lead from"),
        ("none/x.md", "there is no folder for none/x.md; create it first"),
        (
            "docs/adr/0001-use-files.md",
            "docs/adr/0001-use-files.md is or would be read as a record; name the README.md or index.md beside it",
        ),
        (
            "docs/adr/list.md",
            "docs/adr/list.md is or would be read as a record; name the README.md or index.md beside it",
        ),
        ("link.md", "link.md is a link; mend the file that it leads to"),
        ("latin.md", "latin.md cannot be read; save the file as UTF-8"),
    ],
)
def test_where_no_index_can_stand(tree: Tree, adr: Adr, page: str, said: str) -> None:
    root = tree({**FILES, "latin.md": b"caf\xe9\n", "real.md": "Text.\n"})
    (root / "link.md").symlink_to("real.md")
    outcome = adr("index", page, cwd=root)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"adr: {said}\n")


def test_two_pages_with_markers_are_not_guessed_between(tree: Tree, adr: Adr) -> None:
    root = tree({**FILES, README: BEGIN + END, "docs/adr/index.md": BEGIN + END})
    outcome = adr("index", cwd=root)
    assert (outcome.code, outcome.err) == (
        2,
        "adr: README.md and index.md have markers of an index; name the one that is meant, as in adr index FILE\n",
    )
    assert adr("index", "docs/adr/index.md", cwd=root).out == "docs/adr/index.md\n"


def test_records_in_several_folders_have_no_page_of_their_own(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            ".log4brains.yml": (
                "project:\n  name: Shop\n  tz: Europe/Paris\n  adrFolder: ./docs/adr\n"
                "  packages:\n    - name: api\n      path: ./packages/api\n      adrFolder: ./packages/api/adr\n"
            ),
            "docs/adr/20231005-use-kafka.md": "# Use Kafka\n\n- Status: accepted\n- Date: 2023-10-05\n",
            "packages/api/adr/20240101-use-rest.md": "# Use REST\n\n- Status: draft\n",
            "README.md": "# The shop\n",
        }
    )
    refused = adr("index", cwd=root)
    assert (refused.code, refused.out, refused.err) == (
        2,
        "",
        "adr: the records lie in several folders; name the page of the index, as in adr index README.md\n",
    )
    assert adr("index", "README.md", cwd=root).out == "README.md\n"
    assert (root / "README.md").read_text("utf-8").splitlines()[6:8] == [
        "| 20231005-use-kafka | [Use Kafka](docs/adr/20231005-use-kafka.md) | accepted | 2023-10-05 |  |",
        "| api/20240101-use-rest | [Use REST](packages/api/adr/20240101-use-rest.md) | draft | 2024-01-01 |  |",
    ]
    assert adr("index", "--check", cwd=root).code == 0


def test_a_record_that_cannot_be_read_keeps_its_row(tree: Tree, adr: Adr) -> None:
    root = tree({"docs/adr/0001-a.md": b"\xff\n"})
    outcome = adr("index", cwd=root)
    assert (outcome.code, outcome.err) == (0, "docs/adr/0001-a.md:1:1: cannot be read, see `adr check`\n")
    assert "| ADR-0001 | [0001-a.md](0001-a.md) | not readable |  |  |\n" in (root / README).read_text("utf-8")


@pytest.mark.usefixtures("short_manual")
def test_the_page_is_no_record_and_stands_on_the_site(tree: Tree, adr: Adr) -> None:
    root = tree({**FILES, "docs/adr/index.md": BEGIN + END})
    before = [adr("list", "--format", "json", cwd=root).out, adr("check", cwd=root).out]
    assert adr("index", cwd=root).code == 0
    assert [adr("list", "--format", "json", cwd=root).out, adr("check", cwd=root).out] == before
    built = adr("build", "--out", "site", cwd=root)
    assert built.code == 0
    overview = (root / "site/index.html").read_text("utf-8")
    assert '<td><a href="decisions/0003-wait.html" rel="noopener noreferrer">Wait</a></td>' in overview
    assert adr("index", "--check", cwd=root).code == 0


def test_a_record_that_cannot_be_read_stands_where_its_number_puts_it(tree: Tree, adr: Adr) -> None:
    record = "# A\n\n## Status\n\nAccepted\n"
    files = {"docs/adr/0001-a.md": record, "docs/adr/0002-b.md": b"\xff\n", "docs/adr/0003-c.md": record}
    root = tree(files)
    adr("index", cwd=root)
    rows = (root / README).read_text("utf-8").splitlines()
    assert [row[:10] for row in rows if row.startswith("| ADR")] == ["| ADR-0001", "| ADR-0002", "| ADR-0003"]
