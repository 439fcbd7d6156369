"""`adr new` and `adr link` in a folder of adr-tools: what is written, what is printed, and what is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from settled.adr_tools.naming import slug_as_adr_tools
from settled.adr_tools.record_text import filled
from settled.formats.adr import read_adr
from settled.formats.markdown import MarkdownBody
from settled.model.vocabulary import Status
from settled.project import load
from settled.scaffold.templates import RecordTemplate
from tests.adr_tools.conftest import CONTEXT, FIRST, Here, files, record
from tests.reading.generated import often

ONE = "0001-record-architecture-decisions.md"
LINK_TO_ONE = f"[1. Record architecture decisions]({ONE})"


def records(root: Path) -> dict[str, str]:
    return {name.removeprefix("doc/adr/"): text for name, text in files(root).items()}


def test_words_become_the_title_and_the_path_is_printed(started: Here, tmp_path: Path) -> None:
    assert started("new", "Use", "Node.JS", "for", "it").out == "doc/adr/0002-use-node-js-for-it.md\n"
    assert started("new", "Second", below="src/deep").out == "../../doc/adr/0003-second.md\n"
    assert records(tmp_path) == {
        ONE: FIRST,
        "0002-use-node-js-for-it.md": record("2. Use Node.JS for it", "Accepted"),
        "0003-second.md": record("3. Second", "Accepted"),
    }


@pytest.mark.parametrize(
    ("words", "name", "heading"),
    [
        (("Quote \"x\" & y | z / w \\ 'v'",), "quote-x-y-z-w-v", "2. Quote \"x\" & y | z / w \\ 'v'"),
        (("--", "-Bar-"), "bar", "2. -Bar-"),
        (("--", "-s", "5"), "s-5", "2. -s 5"),
        (("***",), "untitled", "2. ***"),
        (("😀 émoji",), "emoji", "2. 😀 émoji"),
        (("two  spaces",), "two-spaces", "2. two  spaces"),
        (("a\nb\tc",), "a-b-c", "2. a b c"),
        (("DATE of STATUS and NUMBER",), "date-of-status-and-number", "2. DATE of STATUS and NUMBER"),
        (("Use `code`",), "use-code", "2. Use `code`"),
        (("C# ##",), "c", "2. C# \\#\\#"),
        (("Status",), "status", "2: Status"),
        (("a <!-- b",), "a-b", "2. a <!-- b"),
        (("a <!-- b --> c",), "a-b-c", "2. a <!-- b --\\> c"),
        (("x" * 300,), "x" * 240, f"2. {'x' * 300}"),
        (("y " * 150,), "-".join("y" * 120), f"2. {'y ' * 150}"),
    ],
)
def test_any_title_is_kept_and_read_back(
    started: Here, tmp_path: Path, words: tuple[str, ...], name: str, heading: str
) -> None:
    done = started("new", *words)
    assert (done.code, done.out, done.err) == (0, f"doc/adr/0002-{name}.md\n", "")
    text = (tmp_path / "doc/adr" / f"0002-{name}.md").read_text()
    assert text == record(heading, "Accepted")
    facts = read_adr(MarkdownBody(text, 1), 2)
    assert (facts.title_number, facts.status, facts.date_text) == (2, Status.ACCEPTED, "1992-01-12")
    # Another record can name it.
    assert started("new", "-s", "2", "After").code == 0
    assert [(each.number, each.status) for each in load(tmp_path).records][1:] == [
        (2, Status.SUPERSEDED),
        (3, Status.ACCEPTED),
    ]
    assert load(tmp_path).records[2].supersedes == (f"0002-{name}.md",)


@settings(max_examples=often(50, 150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip))
def test_whatever_the_title_the_record_is_read_as_accepted_with_its_number(title: str) -> None:
    template = RecordTemplate("t", "t", f"# NUMBER. TITLE\n\nDate: DATE\n\n## Status\n\nSTATUS\n\n{CONTEXT}")
    facts = read_adr(MarkdownBody(filled(template, 7, title, "1992-01-12"), 1), 7)
    assert (facts.title_number, facts.status, facts.date_text) == (7, Status.ACCEPTED, "1992-01-12")
    slug = slug_as_adr_tools(title)
    assert slug
    assert len(f"999999-{slug}.md".encode()) < 256
    assert "/" not in slug


def test_supersedes_and_links_stand_in_the_order_of_adr_tools(started: Here, tmp_path: Path) -> None:
    started("new", "Two")
    started("new", "Use http 5")
    done = started(
        "new", "-l", "0003:Amends:Amended by", "-s", "two", "-s", ONE, "-l", "doc/adr/0002-two.md:Is:Was", "Four"
    )
    assert (done.code, done.out, done.err) == (0, "doc/adr/0004-four.md\n", "")
    by = "[4. Four](0004-four.md)"
    assert records(tmp_path) == {
        ONE: FIRST.replace("\nAccepted\n", f"\nSuperseded by {by}\n"),
        "0002-two.md": record("2. Two", f"Superseded by {by}", f"Was {by}"),
        "0003-use-http-5.md": record("3. Use http 5", "Accepted", f"Amended by {by}"),
        "0004-four.md": record(
            "4. Four",
            "Accepted",
            "Supersedes [2. Two](0002-two.md)",
            f"Supersedes {LINK_TO_ONE}",
            "Amends [3. Use http 5](0003-use-http-5.md)",
            "Is [2. Two](0002-two.md)",
        ),
    }


def test_link_prints_nothing_and_writes_both_ends_once(started: Here, tmp_path: Path) -> None:
    started("new", "Two")
    for _ in range(2):
        done = started("link", "2", "see also", "0001", "seen from")
        assert (done.code, done.out, done.err) == (0, "", "")
    assert records(tmp_path) == {
        ONE: FIRST.replace("\nAccepted\n", "\nAccepted\n\nseen from [2. Two](0002-two.md)\n"),
        "0002-two.md": record("2. Two", "Accepted", f"see also {LINK_TO_ONE}"),
    }


def test_another_status_stays_above_the_successor_as_with_adr_tools(started: Here, tmp_path: Path) -> None:
    started("new", "--status", "proposed", "Two")
    started("link", "1", "Amends", "2", "Amended by")
    started("new", "-s", "1", "-s", "2", "Three")
    by = "Superseded by [3. Three](0003-three.md)"
    found = records(tmp_path)
    assert found[ONE] == FIRST.replace("\nAccepted\n", f"\nAmends [2. Two](0002-two.md)\n\n{by}\n")
    assert found["0002-two.md"] == record("2. Two", "Proposed", f"Amended by {LINK_TO_ONE}", by)
    assert [each.status for each in load(tmp_path).records] == [Status.SUPERSEDED, Status.SUPERSEDED, Status.ACCEPTED]


def test_a_proposal_supersedes_nothing_yet(started: Here, tmp_path: Path) -> None:
    started("new", "--status", "proposed", "-s", "1", "Two")
    assert records(tmp_path) == {ONE: FIRST, "0002-two.md": record("2. Two", "Proposed", f"Supersedes {LINK_TO_ONE}")}


def test_both_spellings_of_superseded_are_read(started: Here, tmp_path: Path) -> None:
    for number, word in ((2, "Superceded"), (3, "Superseded")):
        path = tmp_path / f"doc/adr/{number:04d}-x.md"
        path.write_text(record(f"{number}. X", f"{word} by [1. R]({ONE})"))
    assert [each.status for each in load(tmp_path).records] == [Status.ACCEPTED, Status.SUPERSEDED, Status.SUPERSEDED]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "---\nstatus: accepted\n---\n\n# 2. Two\n",
            "---\nstatus: superseded\nsuperseded-by: [ADR-0003]\n---\n\n# 2. Two\n",
        ),
        (
            "---\nstatus: accepted\n---\n\n# 2. Two\n\n## Status\n\nAccepted\n",
            "---\nstatus: superseded\nsuperseded-by: [ADR-0003]\n---\n\n# 2. Two\n\n## Status\n\n"
            "Superseded by [3. Three](0003-three.md)\n",
        ),
        ("# 2. Two\n\n* Status: accepted\n", "# 2. Two\n\n* Status: Superseded by [3. Three](0003-three.md)\n"),
    ],
)
def test_a_record_in_another_form_is_superseded_in_its_own(
    started: Here, tmp_path: Path, before: str, after: str
) -> None:
    (tmp_path / "doc/adr/0002-two.md").write_text(before)
    done = started("new", "-s", "2", "Three")
    assert (done.code, done.err) == (0, "")
    assert records(tmp_path)["0002-two.md"] == after


def test_line_ends_stay_what_they_are(started: Here, tmp_path: Path) -> None:
    path = tmp_path / "doc/adr/0002-two.md"
    path.write_bytes(record("2. Two", "Accepted").replace("\n", "\r\n").encode())
    assert started("new", "-s", "2", "Three").code == 0
    after = record("2. Two", "Superseded by [3. Three](0003-three.md)").replace("\n", "\r\n")
    assert path.read_bytes() == after.encode()


def test_a_status_at_the_end_of_the_file_takes_a_link_too(started: Here, tmp_path: Path) -> None:
    (tmp_path / "doc/adr/0002-two.md").write_text("# 2. Two\n\n## Status\n\nAccepted")
    assert started("link", "2", "Amends", "1", "Amended by").code == 0
    assert records(tmp_path)["0002-two.md"] == f"# 2. Two\n\n## Status\n\nAccepted\n\nAmends {LINK_TO_ONE}"


WITHOUT_STATUS = (
    "adr: doc/adr/0003-bare.md has no section `## Status` with a status, where the link belongs; "
    "write the section, as in `## Status`, a blank line and `Accepted`; nothing was changed\n"
)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("new",), "adr: no title was given; write it behind the command, as in `adr new Use a queue for orders`\n"),
        (
            ("new", " "),
            "adr: no title was given; write it behind the command, as in `adr new Use a queue for orders`\n",
        ),
        (
            ("new", "-s", "5", "X"),
            "adr: there is no record `5` in doc/adr; there are 4 records up to number 4; see `adr list`\n",
        ),
        (
            ("link", "1", "A", "99", "B"),
            "adr: there is no record `99` in doc/adr; there are 4 records up to number 4; see `adr list`\n",
        ),
        (
            ("new", "-s", "use", "X"),
            "adr: `use` may be one of several records; name it in full: 0002-use-http-5.md, 0004-use-http-2.md\n",
        ),
        (("new", "-s", "1", "-l", "3:A:B", "X"), WITHOUT_STATUS),
        (("new", "-s", "1", "-s", "3", "X"), WITHOUT_STATUS),
        (("link", "1", "A", "3", "B"), WITHOUT_STATUS),
        (("link", "1", "A", "1", "B"), f"adr: {ONE} cannot be linked to itself; name two records\n"),
        (
            ("link", "1", "A", "2"),
            "adr: what 2 says back of the link `A` is missing; "
            'write it behind, as in `adr link 12 Amends 10 "Amended by"`\n',
        ),
        (
            ("link", "1", " ", "2", "B"),
            'adr: a link says nothing; write what it says, as in `adr link 12 Amends 10 "Amended by"`\n',
        ),
        (
            ("new", "-l", "1:Amends", "X"),
            'adr: `-l 1:Amends` is no link; write target, link and link back, as in `-l "5:Amends:Amended by"`\n',
        ),
        (
            ("new", "--status", "acepted", "X"),
            "adr: `acepted` is no status of a decision; did you mean `accepted`? "
            "known are: draft, proposed, accepted, rejected, deprecated, superseded\n",
        ),
        (("new", "--number", "2", "X"), "adr: the number 2 is taken; leave out --number for the next free one\n"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    started: Here, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    for name, text in {
        "0002-use-http-5.md": record("2. Use http 5", "Accepted"),
        "0003-bare.md": "# 3. Bare\n\nText\n",
        "0004-use-http-2.md": record("4. Use http 2", "Accepted"),
    }.items():
        (tmp_path / "doc/adr" / name).write_text(text)
    before = files(tmp_path)
    done = started(*arguments)
    assert (done.code, done.out, done.err) == (2, "", message)
    assert files(tmp_path) == before


def test_a_number_means_that_record_and_no_other(started: Here, tmp_path: Path) -> None:
    for number in range(2, 10):
        started("new", "Use http", str(11 - number))
    assert started("new", "-s", "0008", "-s", "9", "Last").code == 0
    found = records(tmp_path)
    assert [name for name, text in found.items() if "Superseded by" in text] == [
        "0008-use-http-3.md",
        "0009-use-http-2.md",
    ]
    assert "Supersedes [8. Use http 3](0008-use-http-3.md)" in found["0010-last.md"]


def test_a_team_template_is_filled_in_once_a_line(started: Here, tmp_path: Path) -> None:
    template = tmp_path / "doc/adr/templates/template.md"
    template.parent.mkdir()
    template.write_bytes(b"# TITLE\r\n\r\n# Status\r\n\r\nSTATUS\r\n\r\n# Info\r\n\r\nNUMBER (NUMBER): DATE\r\n")
    assert started("new", "-s", "1", "NUMBER one").out == "doc/adr/0002-number-one.md\n"
    found = records(tmp_path)
    assert found["0002-number-one.md"] == (
        f"# NUMBER one\r\n\r\n# Status\r\n\r\nAccepted\r\n\r\nSupersedes {LINK_TO_ONE}\r\n\r\n"
        "# Info\r\n\r\n2 (NUMBER): 1992-01-12\r\n"
    )
    assert "Superseded by [NUMBER one](0002-number-one.md)" in found[ONE]
    # The environment's template comes first, and is seen from the working directory.
    (tmp_path / "src").mkdir()
    (tmp_path / "src/own.md").write_text("DATE: TITLE\n")
    env = {"ADR_TEMPLATE": "own.md", "ADR_DATE": "12/01/1992"}
    assert started("new", "Own", below="src", env=env).code == 0
    assert records(tmp_path)["0003-own.md"] == "12/01/1992: Own\n"
    before = files(tmp_path)
    done = started("new", "-s", "1", "X", env={"ADR_TEMPLATE": "src/own.md"})
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "adr: src/own.md has no section `## Status` with a status, where links belong; "
        "give it one, with STATUS as its text, or write the record without links\n"
    )
    done = started("new", "X", env={"ADR_TEMPLATE": "gone"})
    assert done.err == "adr: there is no template ./gone; check the path, or name a template without its ending\n"
    assert files(tmp_path) == before


def test_without_adr_date_it_is_today(started: Here, tmp_path: Path) -> None:
    started("new", "Two", env={"ADR_DATE": ""})
    assert records(tmp_path)["0002-two.md"] == record("2. Two", "Accepted", date="2026-11-23")


def test_the_editor_gets_the_record_and_the_path_comes_last(started: Here, tmp_path: Path) -> None:
    editor = tmp_path / "an editor"
    editor.write_text('#!/bin/sh\necho "edits $*"\necho edited >> "$2"\nexit "${LEAVE:-0}"\n')
    editor.chmod(0o755)
    two_words = f"'{editor}' -w"
    done = started("new", "Two", env={"VISUAL": two_words, "EDITOR": "false"})
    assert (done.code, done.out) == (0, "doc/adr/0002-two.md\n")
    assert done.err == "edits -w doc/adr/0002-two.md\n"
    done = started("new", "Three", env={"VISUAL": "", "EDITOR": two_words, "LEAVE": "3"}, below="src")
    assert (done.code, done.out) == (0, "../doc/adr/0003-three.md\n")
    assert done.err == (
        f"edits -w ../doc/adr/0003-three.md\nwarning: the editor `{two_words}` ended with 3; the record is written\n"
    )
    done = started("new", "Four", env={"EDITOR": "no-such-editor"})
    assert (done.code, done.out) == (0, "doc/adr/0004-four.md\n")
    assert started("new", "--no-edit", "Five", env={"EDITOR": two_words}).err == ""
    edited = [name for name, text in files(tmp_path / "doc/adr").items() if text.endswith("edited\n")]
    assert edited == ["0002-two.md", "0003-three.md"]


def test_in_a_script_all_that_follows_the_title_is_title(started: Here) -> None:
    done = started("new", "Use", "-s", "1", env={"SETTLED_MODE": "adr-tools"})
    assert (done.code, done.out) == (0, "doc/adr/0002-use-s-1.md\n")
    assert started("new", "Use", "-s", "1").out == "doc/adr/0003-use.md\n"


def test_a_record_that_cannot_be_changed_keeps_everything_as_it_was(started: Here, tmp_path: Path) -> None:
    started("new", "Two")
    (tmp_path / "doc/adr/0002-two.md").chmod(0o444)
    before = files(tmp_path)
    done = started("new", "-s", "1", "-s", "2", "Three")
    assert (done.code, done.out) == (2, "")
    assert done.err == "adr: doc/adr/0002-two.md is read-only; give yourself the right to write it\n"
    done = started("link", "1", "A", "2", "B")
    assert (done.code, done.out) == (2, "")
    assert files(tmp_path) == before


def test_a_link_is_shown_before_it_is_made(started: Here, tmp_path: Path) -> None:
    started("new", "Two")
    before = files(tmp_path)
    shown = started("link", "2", "Amends", "1", "Amended by", "--diff").out
    assert f"+Amends {LINK_TO_ONE}\n" in shown
    assert "+Amended by [2. Two](0002-two.md)\n" in shown
    assert files(tmp_path) == before


def test_a_repository_without_commits_and_a_number_on_another_branch(started: Here, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        names = ("-c", "user.name=Ann", "-c", "user.email=ann@example.com")
        subprocess.run(["git", *names, *arguments], cwd=tmp_path, check=True, capture_output=True)

    (tmp_path / ".git").rmdir()
    assert started("new", "Two").out == "doc/adr/0002-two.md\n"
    (tmp_path / "doc/adr/attic").mkdir()
    (tmp_path / "doc/adr/attic/0099-old.md").write_text("# 99. Old\n")
    git("init", "-q", "-b", "main")
    assert started("new", "Three").out == "doc/adr/0003-three.md\n"
    git("add", "-A")
    git("commit", "-qm", "Decide")
    git("switch", "-qc", "other")
    assert started("new", "Elsewhere").out == "doc/adr/0004-elsewhere.md\n"
    git("add", "-A")
    git("commit", "-qm", "Decide more")
    git("switch", "-q", "main")
    assert started("new", "Here").out == "doc/adr/0005-here.md\n"


def test_the_other_commands_keep_working(started: Here, tmp_path: Path) -> None:
    started("new", "-s", "1", "Two")
    started("new", "-s", "2", "Three")
    assert "0 errors, 0 warnings" in started("check").out
    assert [each["status"] for each in _json(started("list", "--format", "json").out)] == [
        "superseded",
        "superseded",
        "accepted",
    ]
    started("new", "--status", "proposed", "Four")
    assert started("accept", "4").code == 2  # nobody has written what it decides
    four = tmp_path / "doc/adr/0004-four.md"
    four.write_text(
        four.read_text("utf-8").partition("## Context")[0] + "## Context\n\nWe have three.\n", encoding="utf-8"
    )
    assert started("accept", "4").out == "doc/adr/0004-four.md\n"
    assert started("supersede", "3", "--by", "4").code == 0
    assert started("deprecate", "4").code == 0
    assert started("show", "3").out.splitlines()[2] == "status    superseded"
    assert started("new", "--kind", "risk", "Something").out == "doc/adr/risks/0001-something.md\n"


def _json(text: str) -> list[dict[str, object]]:
    import json

    found: list[dict[str, object]] = json.loads(text)["records"]
    return found
