"""`adr import` as a user meets it: what it writes, what it says, and what it refuses."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.in_process import run_in_process

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

STATUS_WORDS = "write one of draft, proposed, accepted, rejected, deprecated, superseded"
MESSY: dict[str, str | bytes | None] = {
    "doc/adr/0001-first.md": (
        b"# 1. First\r\n\r\nDate: 2016-02-12\r\n\r\n## Status\r\n\r\nAccepted\r\n\r\n"
        b"Superseded by [2. Second](0002-second.md)\r\n\r\n"
        b"## Context\r\n\r\n![p](../img/a.png) [g](../guide.md#top)\r\n"
    ),
    "doc/adr/0002-second.md": (
        "\ufeff# 2. Second\n\nDate: January 31, 2017\n\n"
        "## Status\n\nAccepted on 2020-01-02 by the board, with doubts\n\n"
        "Supersedes [1. First](0001-first.md)\n\n## Context\n\n```md\n## Status\n\nRejected\n```\n"
    ),
    "doc/adr/0003-third.md": (
        "---\nstatus: Approved\ndate: 2021-03-04\ndeciders: Ann, Bob   # the board\nnav_order: 3\n---\n"
        "# Third\n\n## Context and Problem Statement\n\n[two](0002-second.md#status)\n\n### Validation\n\nyes\n"
    ),
    "doc/adr/0003-fourth.md": (
        "# 3: Fourth\n\n* Status: proposed\n* Deciders: Ann, Bob\n* Date: 31.01.2021\n* Tags: a, b\n\n"
        "Technical Story: x-1\n\n## Links\n\n* Supersedes [ADR-0003](0003-third.md)\n"
    ),
    "doc/adr/0005-fifth.rst": (
        "Fifth\n=====\n\n:Status: Accepted\n:Date: 2023-01-02\n\n.. for us\n\n"
        "Context\n-------\n\nSee `one <0001-first.md>`_.\n"
    ),
    "doc/adr/0006-sixth.adoc": "= ADR006: Sixth\n:status: Proposed\n\n== Context\n\nSee link:0005-fifth.rst[five].\n",
    "doc/adr/0007-none.md": "# None\n\n## Context\n\nText.\n",
    "doc/adr/0008-both.md": "---\nstatus: accepted\ndate: soon\n---\n\n# Both\n\n## Status\n\nRejected\n",
    "doc/adr/0009-hold.md": "# 19. Hold\n\n## Status\n\nOn hold\n",
    "doc/adr/0010-latin.md": b"# K\xe4se\n\n## Status\n\nAccepted\n",
    "doc/adr/README.md": "# Index\n\n[five](0005-fifth.rst)\n",
    "doc/guide.md": "# Guide\n",
    "doc/img/a.png": b"\x89PNG",
}
REMARKS = f"""\
doc/adr/0010-latin.md:1:4: the byte at offset 3 is not UTF-8; save the file as UTF-8
doc/adr/0003-fourth.md: the number 3 is also that of 0003-third.md: import with --renumber, or give one \
another with `adr renumber`
doc/adr/0003-third.md: the number 3 is also that of 0003-fourth.md: import with --renumber, or give one \
another with `adr renumber`
doc/adr/0007-none.md: it has no status: {STATUS_WORDS}
doc/adr/0008-both.md: its front matter says `accepted` and its text `Rejected`: {STATUS_WORDS}; the date `soon` \
cannot be read: write year-month-day, as in 2026-12-15
doc/adr/0009-hold.md: `On hold` is no status that can be told: {STATUS_WORDS}; its name says 9 and its title 19: \
correct one of them
"""
WRITTEN = {
    "0001-first.md": (
        "---\r\nstatus: superseded\r\ndate: 2016-02-12\r\nsuperseded-by: [ADR-0002]\r\n---\r\n\r\n# 1. First\r\n\r\n"
        "## Context\r\n\r\n![p](../doc/img/a.png) [g](../doc/guide.md#top)\r\n\r\n## More Information\r\n\r\n"
        "Status as written:\r\n\r\nAccepted\r\n\r\nSuperseded by [2. Second](0002-second.md)\r\n"
    ),
    "0002-second.md": (
        "---\nstatus: accepted\ndate: 2017-01-31\nsupersedes: [ADR-0001]\n---\n\n# 2. Second\n\n## Context\n\n"
        "```md\n## Status\n\nRejected\n```\n\n## More Information\n\nDate as written: January 31, 2017\n\n"
        "Status as written:\n\nAccepted on 2020-01-02 by the board, with doubts\n\n"
        "Supersedes [1. First](0001-first.md)\n"
    ),
    "0003-third.md": (
        "---\nstatus: accepted\ndate: 2021-03-04\ndecision-makers: Ann, Bob   # the board\nx-nav_order: 3\n---\n"
        "# Third\n\n## Context and Problem Statement\n\n[two](0002-second.md#status)\n\n### Validation\n\nyes\n\n"
        "## More Information\n\nStatus in the front matter as written: Approved\n"
    ),
    "0003-fourth.md": (
        "---\nstatus: proposed\ndate: 2021-01-31\ndecision-makers: [Ann, Bob]\ntags: [a, b]\n"
        "supersedes: [0003-third.md]\n---\n\n# 3: Fourth\n\nTechnical Story: x-1\n\n## Links to other records\n\n"
        "* Supersedes [ADR-0003](0003-third.md)\n"
    ),
    "0005-fifth.md": (
        "---\nstatus: accepted\ndate: 2023-01-02\n---\n\n# Fifth\n\n## Context\n\nSee [one](0001-first.md).\n\n"
        "## More Information\n\nFrom the reStructuredText source:\n\n```text\n.. for us\n```\n"
    ),
    "0006-sixth.md": (
        "---\nstatus: proposed\n---\n\n# ADR006: Sixth\n\n## Context\n\nSee [five](0005-fifth.md).\n"
    ),
    "0007-none.md": "---\nstatus:\n---\n\n# None\n\n## Context\n\nText.\n",
    "0008-both.md": (
        "---\nstatus:\ndate: soon\n---\n\n# Both\n\n## More Information\n\n"
        "Status in the front matter as written: accepted\n\nStatus as written: Rejected\n"
    ),
    "0009-hold.md": "---\nstatus: On hold\n---\n\n# 19. Hold\n",
}  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.com", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=True).stdout


def committed(root: Path) -> Path:
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Records")
    return root


def test_a_folder_of_many_forms(tree: Tree, adr: Adr) -> None:
    root = tree(MESSY)
    before = contents(root)
    outcome = adr("import", "doc/adr", "--into", "new", cwd=root)
    assert outcome.code == 1
    assert outcome.out == "".join(f"new/{name}\n" for name in sorted(WRITTEN))
    assert outcome.err == REMARKS + "9 of 9 records written; 1 could not be read; 5 to look at\n"
    assert contents(root / "new") == {name: text.encode("utf-8") for name, text in WRITTEN.items()}
    assert {name: content for name, content in contents(root).items() if not name.startswith("new/")} == before


def test_a_second_import_changes_nothing_and_says_so(tree: Tree, adr: Adr) -> None:
    root = tree(MESSY)
    adr("import", "doc/adr", "--into", "new", "--renumber", cwd=root)
    before = contents(root)
    outcome = adr("import", "doc/adr", "--into", "new", "--renumber", cwd=root)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.splitlines()[-1] == (
        "nothing to write: every record is there as it would be; 1 could not be read; 4 to look at"
    )
    assert contents(root) == before


@pytest.mark.parametrize("place", [("--into", "new/deep"), ("--in-place",)])
@pytest.mark.parametrize("form", ["settled", "madr"])
def test_the_diff_makes_what_the_import_makes(
    tree: Tree, adr: Adr, tmp_path: Path, place: tuple[str, ...], form: str
) -> None:
    written, applied = (committed(tree(MESSY, tmp_path / name)) for name in ("written", "applied"))
    _, diff, _ = run_in_process(("import", "doc/adr", *place, "--to", form, "--dry-run"), applied)
    assert git(applied, "status", "--porcelain") == ""
    (applied / "diff").write_bytes(diff)
    git(applied, "apply", "--whitespace=nowarn", "diff")
    (applied / "diff").unlink()
    adr("import", "doc/adr", *place, "--to", form, cwd=written)
    files = [contents(root / "doc") | contents(root / "new") for root in (written, applied)]
    assert files[0] == files[1]


def test_in_place_the_pages_around_follow(tree: Tree, adr: Adr) -> None:
    root = committed(tree(MESSY))
    outcome = adr("import", "--in-place", cwd=root)
    assert outcome.code == 1
    assert git(root, "status", "--porcelain") == "".join(
        [f" M doc/adr/000{name}.md\n" for name in ("1-first", "2-second", "3-fourth", "3-third")]
        + [" D doc/adr/0005-fifth.rst\n", " D doc/adr/0006-sixth.adoc\n"]
        + [f" M doc/adr/{name}.md\n" for name in ("0007-none", "0008-both", "0009-hold", "README")]
        + ["?? doc/adr/0005-fifth.md\n", "?? doc/adr/0006-sixth.md\n"]
    )
    assert (root / "doc/adr/README.md").read_text("utf-8") == "# Index\n\n[five](0005-fifth.md)\n"
    assert "![p](../img/a.png)" in (root / "doc/adr/0001-first.md").read_text("utf-8")
    assert adr("import", "--in-place", cwd=root).out == ""


def test_what_git_could_not_give_back_is_named(tree: Tree, adr: Adr) -> None:
    root = committed(tree(MESSY))
    (root / "doc/adr/0007-none.md").write_text("# None\n\nNew words.\n", encoding="utf-8")
    before = contents(root)
    outcome = adr("import", "--in-place", cwd=root)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "adr: doc/adr/0007-none.md differs from the last commit; commit first, so that git can give it back\n"
    )
    assert contents(root) == before


def test_no_file_that_says_something_else_is_touched(tree: Tree, adr: Adr) -> None:
    root = tree({**MESSY, "new/0001-first.md": "mine\n", "new/0009-hold.md": "mine too\n"})
    before = contents(root)
    outcome = adr("import", "doc/adr", "--into", "new", cwd=root)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "adr: new/0001-first.md, new/0009-hold.md exist and hold something else; nothing was written; "
        "name an empty folder with --into, or move what is in the way\n"
    )
    assert contents(root) == before


def test_what_fails_half_way_leaves_nothing(tree: Tree, adr: Adr) -> None:
    root = tree({"a/0001-x.md": "# X\n", "a/sub/0001-y.md": "# Y\n", "new/sub": "a file\n"})
    outcome = adr("import", "a", "--into", "new", cwd=root)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "adr: new cannot be written (file exists); check the folder's rights and the disk\n"
    assert sorted(contents(root)) == ["a/0001-x.md", "a/sub/0001-y.md", "new/sub"]


def test_new_numbers_and_what_names_them(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "a/0003-x.md": "# 3. X\n\n## Context\n\nLike ADR-0009, `ADR-0009`, 0009-y.md and [9. Y](0009-y.md#a).\n",
            "a/0009-y.md": "# 9. Y\n\n## Status\n\nAccepted\n\nSupersedes ADR-0003\n",
            "a/20240131-z.md": "# Z\n\n* Status: accepted\n* Date: 2024-01-31\n",
            "new/0001-old.md": "# Old\n",
        }
    )
    outcome = adr("import", "a", "--into", "new", "--renumber", cwd=root)
    assert (outcome.code, outcome.out) == (0, "new/0002-x.md\nnew/0003-y.md\nnew/0004-z.md\n")
    assert contents(root / "new") == {
        "0001-old.md": b"# Old\n",
        "0002-x.md": (
            b"---\nstatus:\n---\n\n# 2. X\n\n"
            b"## Context\n\nLike ADR-0003, `ADR-0009`, 0003-y.md and [3. Y](0003-y.md#a).\n"
        ),
        "0003-y.md": (
            b"---\nstatus: accepted\nsupersedes: [ADR-0002]\n---\n\n# 3. Y\n\n"
            b"## More Information\n\nStatus as written:\n\nAccepted\n\nSupersedes ADR-0002\n"
        ),
        "0004-z.md": b"---\nstatus: accepted\ndate: 2024-01-31\n---\n\n# Z\n",
    }  # fmt: skip
    assert adr("import", "a", "--into", "new", "--renumber", cwd=root).out == ""


def test_new_numbers_are_found_again_where_all_names_are_alike(tree: Tree, adr: Adr) -> None:
    files = {f"a/{number:04d}-record.md": f"# {number}. R{number}\n" for number in (2, 4, 9)}
    root = tree({**files, "new/0001-record.md": "# Another\n", "new/0003-other.md": "# Other\n"})
    outcome = adr("import", "a", "--into", "new", "--renumber", cwd=root)
    assert outcome.out == "new/0002-record.md\nnew/0004-record.md\nnew/0005-record.md\n"
    assert adr("import", "a", "--into", "new", "--renumber", cwd=root).out == ""


def test_links_lead_where_they_led(tree: Tree, adr: Adr) -> None:
    text = (
        "# A\n\n[![i](img/p.png)](0002-b.md) <img src='img/p.png'> [f](img/)\n\n[r]: <../x y.md>\n\n"
        "[gone](gone.md) [web](https://example.com/a.md) [here](#a) [root](/img/p.png) `[c](img/p.png)`\n\n"
        "```\n[c](img/p.png)\n```\n"
    )
    root = tree({"a/0001-a.md": text, "a/0002-b.md": "# B\n", "a/img/p.png": b"x", "x y.md": "x\n"})
    adr("import", "a", "--into", "deep/er", cwd=root)
    assert (root / "deep/er/0001-a.md").read_text("utf-8").split("# A\n\n")[1] == (
        "[![i](../../a/img/p.png)](0002-b.md) <img src='../../a/img/p.png'> [f](../../a/img/)\n\n"
        "[r]: <../../x%20y.md>\n\n"
        "[gone](gone.md) [web](https://example.com/a.md) [here](#a) [root](/img/p.png) `[c](img/p.png)`\n\n"
        "```\n[c](img/p.png)\n```\n"
    )


def test_what_could_not_be_told_is_named_by_the_next_check(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "a/0001-x.md": "# X\n\n## Context\n\nText.\n",
            "a/0002-y.md": "# Y\n\n## Status\n\nTBD\n\n## Context\n\nText.\n",
        }
    )
    adr("import", "a", "--into", "adr", cwd=root)
    findings = adr("--dir", "adr", "check", "--format", "json", cwd=root).json["findings"]
    assert [(each["file"], each["line"], each["name"], each["message"]) for each in findings] == [
        ("adr/0001-x.md", 2, "unknown-status", "the record has no status"),
        ("adr/0002-y.md", 2, "placeholder-left", "`status` still holds the template's text: TBD"),
    ]


def test_the_words_of_a_team_and_what_log4brains_means(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "settled.toml": '[statuses]\n"signed off" = "accepted"\n',
            "docs/adr/0001-x.md": "# X\n\n## Status\n\nSigned off\n",
            "l/.log4brains.yml": "project:\n  adrFolder: ./adr\n",
            "l/adr/20240131-y.md": "# Y\n\n## Context\n\nText.\n",
        }
    )
    adr("import", "--into", "x", cwd=root)
    adr("-C", "l", "import", "--into", "../y", cwd=root)
    assert contents(root / "x") | contents(root / "y") == {
        "0001-x.md": b"---\nstatus: accepted\n---\n\n# X\n\n## More Information\n\nStatus as written: Signed off\n",
        "20240131-y.md": b"---\nstatus: accepted\ndate: 2024-01-31\n---\n\n# Y\n\n## Context\n\nText.\n",
    }


def test_other_relations_and_sentences_over_two_lines(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "a/0001-x.md": (
                "# X\n\n* Status: accepted by\nthe board\n* Date: 2024-01-31\n\n## Links\n\n* Amends [2](0002-y.md)\n"
            ),
            "a/0002-y.md": "---\nstatus: accepted\nstatus: rejected\n---\n\n# Y\n",
        }
    )
    outcome = adr("import", "a", "--into", "new", cwd=root)
    assert outcome.err == (
        "a/0002-y.md: the key `status` stands a second time: keep one of the two\n"
        "2 of 2 records written; 1 to look at\n"
    )
    assert (root / "new/0001-x.md").read_text("utf-8") == (
        "---\nstatus: accepted\ndate: 2024-01-31\namends: [ADR-0002]\n---\n\n# X\n\n"
        "## Links to other records\n\n* Amends [2](0002-y.md)\n\n"
        "## More Information\n\n* Status: accepted by\nthe board\n"
    )


def test_nygards_sections_as_madr_calls_them(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "a/0001-x.md": """
                # 1. X

                ## Status

                Superseded by ADR-0002

                ## Context

                Why.

                ## Decision

                What.

                ## Consequences

                Then.

                ### Deep

                End.

                ## Notes
                """,
            "a/0002-y.md": "# Y\n",
        }
    )
    adr("import", "a", "--into", "new", "--to", "madr", cwd=root)
    assert (root / "new/0001-x.md").read_text("utf-8") == (
        "---\nstatus: superseded by ADR-0002\n---\n\n# 1. X\n\n## Context and Problem Statement\n\nWhy.\n\n"
        "## Decision Outcome\n\nWhat.\n\n### Consequences\n\nThen.\n\n#### Deep\n\nEnd.\n\n## Notes\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("a",),
            "say where the records shall go; "
            "write --into DIRECTORY for a new folder, or --in-place to convert them where they are",
        ),
        (
            ("a", "--into", "b", "--in-place"),
            "--into and --in-place are two places; "
            "write --into DIRECTORY for a new folder, or --in-place to convert them where they are",
        ),
        (("no", "--into", "b"), "there is no folder no; name the folder that holds the records, or a file.json"),
        (("a", "--into", "a"), "a holds the records themselves; convert them there with --in-place"),
        (("a", "--into", "a/b"), "a/b lies in the folder that is imported; name one outside of it with --into"),
        (("a", "--into", "a/0001-x.md"), "`a/0001-x.md` is no folder; name a folder with --into"),
        (("a", "--into", ""), "`` is no folder; name a folder with --into"),
        (("x.json", "--into", "b"), "x.json:1:2: this is no JSON; export it again"),
        (("x.json", "--in-place"), "x.json is no folder that could be converted in place; name a folder with --into"),
        (
            ("y.json", "--into", "b"),
            "y.json: the decision 2 of 2 has no `number` from 1 to 999999; see the schema of JSON-ADR",
        ),
    ],
)
def test_what_cannot_be_done(tree: Tree, adr: Adr, arguments: tuple[str, ...], said: str) -> None:
    root = tree(
        {
            "a/0001-x.md": "# X\n",
            "x.json": "[",
            "y.json": '{"version": "1.0.0", "adrs": [{"number": 1, "title": "A"}, {"title": "B"}]}',
        }
    )
    before = contents(root)
    outcome = adr("import", *arguments, cwd=root)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"adr: {said}\n")
    assert contents(root) == before


def test_an_empty_folder(tree: Tree, adr: Adr) -> None:
    outcome = adr("import", "a", "--into", "b", cwd=tree({"a": None}))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "adr: there are no records in a; name the folder that holds them\n"


def test_the_links_of_adr_tools_stand_as_they_are_below_more_information(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "doc/adr/0001-first.md": "# 1. First\n\n## Status\n\nAmended by [2. Second](0002-second.md)\n\n"
            "Superseded by [2. Second](0002-second.md)\n\n## Context\n\nText.\n",
            "doc/adr/0002-second.md": "# 2. Second\n\n## Status\n\nAccepted\n\nSupersedes [1. First](0001-first.md)\n",
        }
    )
    assert adr("import", "--into", "new", cwd=root).code == 0
    assert (root / "new/0001-first.md").read_text() == (
        "---\nstatus: superseded\nsuperseded-by: [ADR-0002]\namended-by: [ADR-0002]\n---\n\n# 1. First\n\n"
        "## Context\n\nText.\n\n## More Information\n\nAmended by [2. Second](0002-second.md)\n\n"
        "Superseded by [2. Second](0002-second.md)\n"
    )
    assert (root / "new/0002-second.md").read_text() == (
        "---\nstatus: accepted\nsupersedes: [ADR-0001]\n---\n\n# 2. Second\n\n"
        "## More Information\n\nSupersedes [1. First](0001-first.md)\n"
    )


def test_links_to_pages_lead_to_the_files(tree: Tree, adr: Adr) -> None:
    links = "[a](/docs/adr/use-x) [b](the-x#status) [c](../use-x) [d](use-q) ![e](/img/a.png)"
    root = tree(
        {
            ".git/HEAD": "ref: refs/heads/main\n",
            "docs/adr/0001-use-x.md": "---\nid: the-x\nslug: use-x\n---\n# Use X\n\n## Status\n\nAccepted\n",
            "docs/adr/0002-use-y.md": f"# Use Y\n\n## Status\n\nAccepted\n\n## Context\n\n{links}\n",
        }
    )
    assert adr("import", "docs/adr", "--into", "converted", "--to", "madr", cwd=root).code == 0
    new = (root / "converted/0002-use-y.md").read_text("utf-8")
    moved = "[a](0001-use-x.md) [b](0001-use-x.md#status) [c](0001-use-x.md) [d](use-q) ![e](/img/a.png)"
    assert new.splitlines()[-1] == moved
