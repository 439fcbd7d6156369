"""Records that a team had already: what is told of them, what is changed in them, and what never is."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

RST = "ADR 5: Simple\n=============\n\n:Status: proposed\n\nSee `4 <0004-a.md>`_ and ADR-0004.\n"
ADOC = "= ADR006: Ascii\n\n== Status\n\nProposed\n"


@pytest.fixture
def root(tree: Tree) -> Path:
    return tree(
        {
            "docs/adr/0004-a.md": "# 4. A\n\n## Status\n\nProposed\n\n## Context\n\nText.\n",
            "docs/adr/0005-simple.rst": RST,
            "docs/adr/0006-ascii.adoc": ADOC,
        }
    )


@pytest.mark.parametrize(
    ("arguments", "file", "dialect"),
    [
        (("accept", "5"), "0005-simple.rst", "reStructuredText"),
        (("reject", "6"), "0006-ascii.adoc", "AsciiDoc"),
        (("reject", "5", "--diff"), "0005-simple.rst", "reStructuredText"),
        (("link", "5", "depends-on", "4"), "0005-simple.rst", "reStructuredText"),
        (("renumber", "6"), "0006-ascii.adoc", "AsciiDoc"),
    ],
)
def test_what_is_no_markdown_is_never_changed(
    root: Path, adr: Adr, arguments: tuple[str, ...], file: str, dialect: str
) -> None:
    done = adr(*arguments, cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith(
        f"adr: docs/adr/{file} is written in {dialect}, which is read and never changed; "
        "make the change by hand, and see it with `adr check`\n"
    )
    assert (root / "docs/adr/0005-simple.rst").read_text() == RST
    assert (root / "docs/adr/0006-ascii.adoc").read_text() == ADOC


def test_a_new_record_marks_nothing_that_is_no_markdown(root: Path, adr: Adr) -> None:
    done = adr("new", "Next", "--supersedes", "5", "--status", "accepted", "--no-edit", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "adr: docs/adr/0005-simple.rst is written in reStructuredText, which is read and never changed; "
        "write the new record as a proposal, and mark the old one by hand\n"
    )
    assert len(list((root / "docs/adr").iterdir())) == 3


def test_renumbering_says_which_records_name_the_old_number_still(root: Path, adr: Adr) -> None:
    done = adr("renumber", "4", "--to", "9", cwd=root)
    assert (done.code, done.out) == (0, "docs/adr/0009-a.md\n")
    assert "docs/adr/0005-simple.rst names ADR-0004 and is written in reStructuredText: mend it by hand\n" in done.err
    assert (root / "docs/adr/0005-simple.rst").read_text() == RST


def test_the_text_is_shown_as_it_is_written(root: Path, adr: Adr) -> None:
    done = adr("show", "5", cwd=root)
    assert done.out.endswith(RST)
    assert done.out.startswith("ADR-0005 Simple\nfile      docs/adr/0005-simple.rst\nstatus    proposed\n")


def test_git_tells_the_life_of_a_record_in_any_markup(root: Path, adr: Adr) -> None:
    def commit(subject: str) -> None:
        subprocess.run(["git", "add", "-A"], cwd=root, check=True)
        subprocess.run(
            ["git", "-c", "user.name=Ann", "-c", "user.email=ann@example.com", "commit", "-qm", subject],
            cwd=root,
            check=True,
        )

    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    commit("Propose")
    (root / "docs/adr/0005-simple.rst").write_text(RST.replace("proposed", "accepted"))
    (root / "docs/adr/0006-ascii.adoc").write_text(ADOC.replace("Proposed", "Rejected"))
    commit("Decide")
    for number, after in (("5", "accepted"), ("6", "rejected")):
        changes = adr("history", number, "--format", "json", cwd=root).json["changes"]
        assert [(change["from"], change["to"]) for change in changes] == [(None, "proposed"), ("proposed", after)]
    before = adr("list", "--at", "HEAD~1", "--format", "json", cwd=root).json["records"]
    assert [(record["id"], record["status"]) for record in before] == [
        ("ADR-0004", "proposed"),
        ("ADR-0005", "proposed"),
        ("ADR-0006", "proposed"),
    ]


def test_a_plain_folder_is_told_of_its_notes_by_number(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "doc/adr/0001-a.md": "# 1. A\n\n## Status\n\nAccepted\n\n## Context\n\nTODO\n\n## Decision\n\n",
            "doc/adr/0002-b.md": "# 2. B\n\n## Status\n\nOn hold\n\n## Context\n\nTBD\n",
        }
    )
    done = adr("check", cwd=root)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "ADR-0002 B\n"
        "  doc/adr/0002-b.md:5:1: info R004 unknown-status: `On hold` is not a status that can be told\n"
        "      → write one of: draft, proposed, accepted, rejected, deprecated, superseded, "
        "or tell what it means under [statuses] in settled.toml\n"
        "\n"
        "toned down for plain ADRs, and not listed: 2 × R005 placeholder-left, 1 × R006 empty-section\n"
        "`adr check -v` lists them; the setting `severity` gives a rule its weight back\n"
        "2 decisions: 0 errors, 0 warnings, 4 notes\n"
    )
    assert adr("check", "-v", cwd=root).out.count(": info R00") == 4
    (root / "settled.toml").write_text('[severity]\nR006 = "warning"\n')
    assert "warning R006 empty-section" in adr("check", cwd=root).out


def test_a_number_of_several_folders_names_none_of_them(tree: Tree, adr: Adr) -> None:
    adr_1 = "# 1. A\n\n## Status\n\nProposed\n"
    root = tree({"api/docs/adr/0001-a.md": adr_1, "web/docs/adr/0001-a.md": adr_1})
    done = adr("accept", "1", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err == "adr: 1 may be one of several records; name it in full: api/ADR-0001, web/ADR-0001\n"
    assert adr("accept", "web/ADR-0001", cwd=root).out == "web/docs/adr/0001-a.md\n"
    assert (root / "api/docs/adr/0001-a.md").read_text() == adr_1
    done = adr("new", "Next", "--no-edit", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "adr: the records lie in several folders: api/docs/adr, web/docs/adr; name one of them with --dir\n"
    )


def test_a_supersession_that_only_one_end_tells_is_mended_by_hand(tree: Tree, adr: Adr) -> None:
    text = "T\n=\n\n:Status: accepted\n"
    root = tree(
        {"adr/0001-a.rst": text, "adr/0002-b.md": "# 2. B\n\n## Status\n\nSuperseded by [1](0001-a.rst)\n"},
    )
    hint = "      → write `Supersedes ADR-0002` into the status of adr/0001-a.rst\n"
    assert hint in adr("check", cwd=root).out
    done = adr("check", "--fix", cwd=root)
    assert done.err == (
        "mended: nothing\n"
        "not mended: adr/0002-b.md:5:1 G302: adr/0001-a.rst is written in reStructuredText, which is read and never "
        "changed; make the change by hand, and see it with `adr check`\n"
    )
    assert (root / "adr/0001-a.rst").read_text() == text
    (root / "adr/0001-a.rst").write_text(text + ":Supersedes: ADR-0002\n")
    assert adr("check", cwd=root).out == "2 decisions: 0 errors, 0 warnings\n"


def test_a_supersession_that_only_one_end_tells_is_asked_for_in_the_form_of_the_record(tree: Tree, adr: Adr) -> None:
    accepted = "# {0}\n\n## Status\n\nAccepted\n"
    root = tree(
        {
            "adr/0001-a.md": accepted.format("1. A"),
            "adr/0002-b.md": accepted.format("2. B") + "\nSupersedes [1. A](0001-a.md)\n",
        },
    )
    hint = "write `Superseded by [2. B](0002-b.md)` into the status of adr/0001-a.md, or let `adr check --fix` do it\n"
    assert hint in adr("check", cwd=root).out
    adr("check", "--fix", cwd=root)
    assert (root / "adr/0001-a.md").read_text() == "# 1. A\n\n## Status\n\nSuperseded by [2. B](0002-b.md)\n"
    assert adr("check", cwd=root).out == "2 decisions: 0 errors, 0 warnings\n"


def test_a_person_who_is_linked_by_habit_is_no_broken_link(tree: Tree, adr: Adr) -> None:
    text = "# 1. A\n\n## Status\n\nAccepted\n\n[@a-team](@a-team) and [x](@x/y.md)\n"
    root = tree({"docs/adr/0001-a.md": text})
    assert [finding["message"] for finding in adr("check", "--format", "json", cwd=root).json["findings"]] == [
        "the link to `@x/y.md` leads to no file"
    ]


def test_a_broken_link_is_guessed_among_many_records(tree: Tree, adr: Adr) -> None:
    files = {f"docs/adr/{number:04d}-use-part-{number}.md": f"# {number}. P\n" for number in range(1, 260)}
    root = tree(
        {**files, "docs/adr/0260-last.md": "# 260. Last\n\nSee [x](0142-use-part.md) and [y](Use-part-9.md).\n"}
    )
    found = adr("check", "--format", "json", cwd=root).json["findings"]
    hints = {finding["message"]: finding["hint"] for finding in found if finding["code"] == "R010"}
    assert hints["the link to `0142-use-part.md` leads to no file"] == "did you mean `0142-use-part-142.md`?"


def test_a_status_that_is_struck_through_is_not_proposed_again(tree: Tree, adr: Adr) -> None:
    root = tree({"docs/adr/0001-a.md": "# 1. A\n\n## Status\n\n~~Accepted~~\n\n## Context\n\nText.\n"})
    (found,) = adr("check", "--format", "json", cwd=root).json["findings"]
    assert found["message"] == "`~~Accepted~~` is not a status that can be told"
    assert found["hint"].startswith("write one of: draft, proposed, accepted")
